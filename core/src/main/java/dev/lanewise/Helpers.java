package dev.lanewise;

/** The threads that may take parts of a {@link Region} beside the caller's. */
interface Helpers {

    /** No one helps. */
    Helpers NONE = new Helpers() {
        @Override
        public void summon(int count) {
        }

        @Override
        public void close() {
        }
    };

    /** Asks for {@code count} threads to call {@link Region#help()}; they may come late, or never. */
    void summon(int count);

    /** After {@link Region#close()}: returns when the threads that this object started have ended. */
    void close();
}
