package dev.lanewise.kernel;

/**
 * Sums along a row in one fixed order, whatever the vector width: element i is added to partial sum i mod 8, each from
 * +0, and the partial sums are added as a tree that halves them: {@code s_i = p_i + p_(i+4)},
 * {@code t_i = s_i + s_(i+2)}, {@code t_0 + t_1}. Eight independent chains also hide the latency of an addition, so
 * plain Java is fast enough here.
 */
final class RowSums {

    /** Its last bit is 2^-32. */
    private static final double SPLITTER = 0x1.8p20;

    private RowSums() {
    }

    /** {@return the sum of {@code v[offset .. offset + n)}} */
    static double sum(double[] v, int offset, int n) {
        double p0 = 0, p1 = 0, p2 = 0, p3 = 0, p4 = 0, p5 = 0, p6 = 0, p7 = 0;
        int i = offset;
        for (int end = offset + (n & ~7); i < end; i += 8) {
            p0 += v[i];
            p1 += v[i + 1];
            p2 += v[i + 2];
            p3 += v[i + 3];
            p4 += v[i + 4];
            p5 += v[i + 5];
            p6 += v[i + 6];
            p7 += v[i + 7];
        }
        int rest = n & 7;
        p0 += rest > 0 ? v[i] : 0;
        p1 += rest > 1 ? v[i + 1] : 0;
        p2 += rest > 2 ? v[i + 2] : 0;
        p3 += rest > 3 ? v[i + 3] : 0;
        p4 += rest > 4 ? v[i + 4] : 0;
        p5 += rest > 5 ? v[i + 5] : 0;
        p6 += rest > 6 ? v[i + 6] : 0;
        return tree(p0, p1, p2, p3, p4, p5, p6, p7);
    }

    /** {@return the sum of {@code u_i · v_i}, each product rounded before it is added} */
    static double dot(double[] u, int uOffset, double[] v, int vOffset, int n) {
        double p0 = 0, p1 = 0, p2 = 0, p3 = 0, p4 = 0, p5 = 0, p6 = 0, p7 = 0;
        int i = uOffset;
        int j = vOffset;
        for (int end = uOffset + (n & ~7); i < end; i += 8, j += 8) {
            p0 += u[i] * v[j];
            p1 += u[i + 1] * v[j + 1];
            p2 += u[i + 2] * v[j + 2];
            p3 += u[i + 3] * v[j + 3];
            p4 += u[i + 4] * v[j + 4];
            p5 += u[i + 5] * v[j + 5];
            p6 += u[i + 6] * v[j + 6];
            p7 += u[i + 7] * v[j + 7];
        }
        int rest = n & 7;
        p0 += rest > 0 ? u[i] * v[j] : 0;
        p1 += rest > 1 ? u[i + 1] * v[j + 1] : 0;
        p2 += rest > 2 ? u[i + 2] * v[j + 2] : 0;
        p3 += rest > 3 ? u[i + 3] * v[j + 3] : 0;
        p4 += rest > 4 ? u[i + 4] * v[j + 4] : 0;
        p5 += rest > 5 ? u[i + 5] * v[j + 5] : 0;
        p6 += rest > 6 ? u[i + 6] * v[j + 6] : 0;
        return tree(p0, p1, p2, p3, p4, p5, p6, p7);
    }

    /** {@return {@link #dot} without the terms whose u is 0, even if their v is no number} */
    static double dotOfNonZeros(double[] u, int uOffset, double[] v, int vOffset, int n) {
        return tree(everyEighth(u, uOffset, v, vOffset, n), everyEighth(u, uOffset + 1, v, vOffset + 1, n - 1),
                everyEighth(u, uOffset + 2, v, vOffset + 2, n - 2), everyEighth(u, uOffset + 3, v, vOffset + 3, n - 3),
                everyEighth(u, uOffset + 4, v, vOffset + 4, n - 4), everyEighth(u, uOffset + 5, v, vOffset + 5, n - 5),
                everyEighth(u, uOffset + 6, v, vOffset + 6, n - 6), everyEighth(u, uOffset + 7, v, vOffset + 7, n - 7));
    }

    private static double everyEighth(double[] u, int uOffset, double[] v, int vOffset, int n) {
        double sum = 0;
        for (int i = 0; i < n; i += 8) {
            double ui = u[uOffset + i];
            sum += ui == 0 ? 0 : ui * v[vOffset + i];
        }
        return sum;
    }

    /**
     * {@return the sum of {@code v[offset .. offset + n)}, numbers from 0 to 1 one of which is 1, as if rounded once or
     * nearly so} Each is rounded to a multiple of 2^-32, of which 2^21 add up exactly, and what these lack is added at
     * the end (Rump, Ogita and Oishi, Accurate Floating-Point Summation, 2008, call that extraction). For softmax,
     * whose error the sum above would double.
     */
    static double accurateSum(double[] v, int offset, int n) {
        double high = 0;
        double low = 0;
        for (int i = offset; i < offset + n; i++) {
            double multiple = (v[i] + SPLITTER) - SPLITTER;
            high += multiple;
            low += v[i] - multiple;
        }
        return high + low;
    }

    private static double tree(double p0, double p1, double p2, double p3, double p4, double p5, double p6, double p7) {
        double s0 = p0 + p4;
        double s1 = p1 + p5;
        double s2 = p2 + p6;
        double s3 = p3 + p7;
        return (s0 + s2) + (s1 + s3);
    }
}
