#!/usr/bin/env python3
"""Prints the constants of dev.lanewise.kernel.ScalarMath.exp as Java hex literals, and their error bounds.

Only the Python 3 standard library is used, and every run prints the same text.

With |r| <= ln(2)/2, exp(r) is computed as 1 + r + r^2/2 + C3H*r^3 + r^3*Q(r), where C3H = 11/64 is a short stand-in
for 1/6 (it keeps the cubic exact in doubles) and Q is the polynomial found here. Q minimises the largest relative
error of exp(r): a Remez exchange in 50-digit decimals finds the real coefficients. Rounding them to double adds next to
nothing to the error (the second line printed shows it), so they are not fitted again.
"""
from decimal import Decimal, getcontext
from fractions import Fraction

getcontext().prec = 50

DEGREE = 9                                  # of Q
C3H = Fraction(11, 64)
LN2 = Decimal(2).ln()
RANGE = LN2 / 2 + Decimal(2) ** -14         # half an octave, plus room for a quotient rounded the other way
SPLIT_BITS = 15                             # fractional bits of rh and of LN2_HI
GRID = 400                                  # samples of the error curve on either side of zero


def dec(value):
    """A float or a Fraction as a Decimal."""
    fraction = Fraction(value)
    return Decimal(fraction.numerator) / Decimal(fraction.denominator)


def target(r):
    """The function Q approximates: (exp(r) - 1 - r - r^2/2 - C3H r^3) / r^3, by its Taylor series."""
    term = Decimal(1) / 6
    total = term - dec(C3H)
    for k in range(4, 40):
        term = term * r / k
        total += term
    return total


def polynomial(coefficients, r):
    total = Decimal(0)
    for c in reversed(coefficients):
        total = total * r + c
    return total


def solve(matrix, right):
    """Gaussian elimination with partial pivoting."""
    n = len(right)
    rows = [list(row) + [b] for row, b in zip(matrix, right)]
    for i in range(n):
        pivot = max(range(i, n), key=lambda j: abs(rows[j][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for j in range(i + 1, n):
            f = rows[j][i] / rows[i][i]
            for k in range(i, n + 1):
                rows[j][k] -= f * rows[i][k]
    x = [Decimal(0)] * n
    for i in reversed(range(n)):
        x[i] = (rows[i][n] - sum(rows[i][k] * x[k] for k in range(i + 1, n))) / rows[i][i]
    return x


# The sample points, dense near the ends as Chebyshev nodes are, zero left out, each with Q's value there and with
# the weight r^3 / exp(r) that turns an error of Q into a relative error of exp(r).
_HALF = [RANGE * (1 - (Decimal(k) / GRID) ** 2) for k in range(GRID)]
POINTS = sorted([-r for r in _HALF] + _HALF)
TARGETS = [target(r) for r in POINTS]
WEIGHTS = [r ** 3 / r.exp() for r in POINTS]


def errors(coefficients):
    return [(polynomial(coefficients, r) - q) * w for r, q, w in zip(POINTS, TARGETS, WEIGHTS)]


def minimax():
    """The real coefficients that minimise the largest weighted error."""
    # r^3 changes sign at zero; with the left half negated the weights do not, and the best errors alternate in sign.
    weights = [abs(w) for w in WEIGHTS]
    count = DEGREE + 2
    chosen = [round(i * (len(POINTS) - 1) / (count - 1)) for i in range(count)]
    while True:
        matrix = [[POINTS[p] ** k * weights[p] for k in range(DEGREE + 1)] + [Decimal((-1) ** i)]
                  for i, p in enumerate(chosen)]
        coefficients = solve(matrix, [TARGETS[p] * weights[p] for p in chosen])[:-1]
        curve = [abs(e).copy_sign(e * r) for r, e in zip(POINTS, errors(coefficients))]
        peaks = []                          # the extremum of every run of one sign
        for p, e in enumerate(curve):
            if peaks and (e > 0) == (curve[peaks[-1]] > 0):
                if abs(e) > abs(curve[peaks[-1]]):
                    peaks[-1] = p
            else:
                peaks.append(p)
        if peaks == chosen:
            return coefficients
        assert len(peaks) == count
        chosen = peaks


def literal(value):
    """A double as a Java hex literal without superfluous zeros."""
    mantissa, exponent = float(value).hex().split("p")
    mantissa = mantissa.rstrip("0")
    return mantissa + ("0" if mantissa.endswith(".") else "") + "p" + exponent.lstrip("+")


def main():
    best = minimax()
    print("// relative error of exp(r), real coefficients:    2^%.2f" % log2(max(map(abs, errors(best)))))
    rounded = [dec(float(c)) for c in best]
    print("// relative error of exp(r), rounded coefficients: 2^%.2f" % log2(max(map(abs, errors(rounded)))))
    for k, c in enumerate(rounded):
        print("static final double EXP_Q%d = %s;" % (k, literal(c)))
    print("static final double EXP_C3H = %s;" % literal(C3H))

    high = Fraction(int(LN2 * 2 ** SPLIT_BITS), 2 ** SPLIT_BITS)
    low = float(LN2 - dec(high))
    left = abs(LN2 - dec(high) - dec(low))
    print("// ln(2) - LN2_HI - LN2_LO: 2^%.2f" % log2(left))
    print("static final double LN2_HI = %s;" % literal(high))
    print("static final double LN2_LO = %s;" % literal(low))
    print("static final double INV_LN2 = %s;" % literal(1 / LN2))

    worst = 0                               # every value rh can take: is each step of the cubic a double?
    reach = int((RANGE + 1100 * dec(low)) * 2 ** SPLIT_BITS) + 1
    for k in range(-reach, reach + 1):
        rh, s = Fraction(k, 2 ** SPLIT_BITS), C3H
        for c in (Fraction(1, 2), Fraction(1), Fraction(1)):
            for s in (s * rh, s * rh + c):
                worst += Fraction(float(s)) != s
    print("// steps of the cubic that are not exact: %d" % worst)


def log2(value):
    return value.ln() / LN2


if __name__ == "__main__":
    main()
