package dev.lanewise.kernel;

/**
 * The sum of two doubles, of which the first is the sum rounded (Dekker, Numerische Mathematik 18, 1971): for tables,
 * which are made once. Each operation has an error below 2^-100 of its result, unless that cancels.
 */
record Pair(double hi, double lo) {

    /** The sum of two doubles of which the first has the larger magnitude, or is 0. */
    private static Pair of(double large, double small) {
        double sum = large + small;
        return new Pair(sum, small - (sum - large));
    }

    /** {@return what a product lost by being rounded, exactly} Factors in halves of 26 bits (Veltkamp). */
    private static double lost(double a, double b, double product) {
        double aHigh = high(a);
        double bHigh = high(b);
        double aLow = a - aHigh;
        double bLow = b - bHigh;
        return ((aHigh * bHigh - product) + aHigh * bLow + aLow * bHigh) + aLow * bLow;
    }

    private static double high(double value) {
        double shifted = value * 0x1.000002p27;
        return shifted - (shifted - value);
    }

    Pair times(Pair other) {
        double product = hi * other.hi;
        double rest = lost(hi, other.hi, product) + (hi * other.lo + lo * other.hi);
        return of(product, rest);
    }

    Pair times(double other) {
        return times(new Pair(other, 0));
    }

    Pair plus(Pair other) {
        double sum = hi + other.hi;
        double ofOther = sum - hi;
        double rest = (hi - (sum - ofOther)) + (other.hi - ofOther);
        return of(sum, rest + (lo + other.lo));
    }

    Pair plus(double other) {
        return plus(new Pair(other, 0));
    }

    Pair over(Pair divisor) {
        double quotient = hi / divisor.hi;
        double product = quotient * divisor.hi;
        double rest = ((hi - product) - lost(quotient, divisor.hi, product)) + (lo - quotient * divisor.lo);
        return of(quotient, rest / divisor.hi);
    }

    Pair over(double divisor) {
        return over(new Pair(divisor, 0));
    }
}
