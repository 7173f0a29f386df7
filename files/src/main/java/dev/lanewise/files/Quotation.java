package dev.lanewise.files;

import java.util.regex.Pattern;

/** Text of a stranger's file in a message: short, and without what could pass for something else in a log. */
final class Quotation {

    private static final int MAX_LENGTH = 80;
    private static final Pattern NOT_PRINTABLE = Pattern.compile("[^ -~]");

    private Quotation() {
    }

    /** {@return the text in quotes, what is not printable ASCII as a question mark, cut after 80 characters} */
    static String of(String text) {
        return '"' + plain(text, MAX_LENGTH) + '"';
    }

    /** {@return the text without quotes, cut after so many characters} */
    static String plain(String text, int maxLength) {
        String start = text.length() <= maxLength ? text : text.substring(0, maxLength) + "...";
        return NOT_PRINTABLE.matcher(start).replaceAll("?");
    }
}
