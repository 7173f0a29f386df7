#!/usr/bin/env python3
"""Prints the constants of dev.lanewise.kernel.Scalar… as Java hex literals, with the errors that they leave.

Only the Python 3 standard library is used, and every run prints the same text.

A table takes the largest part of each argument, so that what is left is small and a short polynomial fits it. The
polynomial agrees with its function at the Chebyshev nodes of the interval. The best one for the error that is printed,
which counts more at the ends, would have a third of it; that would not show. Coefficients are then rounded to double.
"""
from decimal import Decimal, getcontext
from fractions import Fraction
from math import cos, pi

getcontext().prec = 60

LN2 = Decimal(2).ln()
SAMPLES = 2000                              # of an error curve


def dec(value):
    """A float or a Fraction as a Decimal."""
    fraction = Fraction(value)
    return Decimal(fraction.numerator) / Decimal(fraction.denominator)


def literal(value):
    """A double as a Java hex literal without superfluous zeros."""
    mantissa, exponent = float(value).hex().split("p")
    mantissa = mantissa.rstrip("0")
    return mantissa + ("0" if mantissa.endswith(".") else "") + "p" + exponent.lstrip("+")


def constant(name, value):
    print("static final double %s = %s;" % (name, literal(value)))


def polynomial(coefficients, x):
    total = Decimal(0)
    for c in reversed(coefficients):
        total = total * x + c
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


def fit(name, first, count, low, high, function, weight):
    """The polynomial of `count` coefficients that meets function at the Chebyshev nodes of [low, high]."""
    nodes = [(low + high) / 2 + (high - low) / 2 * dec(cos(pi * (i + 0.5) / count)) for i in range(count)]
    found = solve([[x ** k for k in range(count)] for x in nodes], [function(x) for x in nodes])
    rounded = [dec(float(c)) for c in found]
    points = [low + (high - low) * k / SAMPLES for k in range(SAMPLES + 1)]
    worst = max(abs((polynomial(rounded, x) - function(x)) * weight(x)) for x in points)
    print("// relative error 2^%.2f" % (worst.ln() / LN2))
    for k, c in enumerate(rounded):
        constant("%s%d" % (name, first + k), c)


def exp_rest(r):
    """(e^r - 1 - r - r^2/2) / r^3, by its series."""
    term = total = Decimal(1) / 6
    for k in range(4, 30):
        term = term * r / k
        total += term
    return total


def tanh_rest(z):
    """(tanh(b) - b) / b^3 for z = b^2."""
    if z == 0:
        return Decimal(-1) / 3
    b = z.sqrt()
    e = (2 * b).exp()
    return ((e - 1) / (e + 1) - b) / (b * z)


def atanh_rest(z):
    """(2 atanh(s) / s - 2) / z for z = s^2, by its series."""
    total = Decimal(0)
    for k in range(60, 0, -1):
        total = total * z + Decimal(2) / (2 * k + 1)
    return total


def logarithms():
    print("// ScalarSoftplus: log(1 + f) = f - f^2/2 + s (f^2/2 + z (C1 + ... + C11 z^10)), s = f / (2 + f), z = s^2")
    fit("C", 1, 11, Decimal(0), Decimal(1) / 9 * (1 + Decimal(2) ** -40), atanh_rest, lambda z: z)


def exponentials():
    steps = 128
    step = LN2 / steps
    print("// ScalarExp: x = n ln(2)/%d + r, e^r = 1 + r + r^2/2 + C3 r^3 + C4 r^4 + C5 r^5" % steps)
    constant("STEPS", 1 / step)
    high = Fraction(int(step * 2 ** 42), 2 ** 42)
    low = float(step - dec(high))
    constant("STEP_HI", high)
    constant("STEP_LO", low)
    print("// the two differ from ln(2)/%d by 2^%.1f" % (steps, abs(step - dec(high) - dec(low)).ln() / LN2))
    reach = step / 2 * (1 + Decimal(2) ** -20)
    fit("C", 3, 3, -reach, reach, exp_rest, lambda r: r ** 3)
    root = step.exp()
    print("// MathTables: 2^(1/%d), in two doubles" % steps)
    constant("ROOT_HI", root)
    constant("ROOT_LO", root - dec(float(root)))

    print("// ScalarExpm1: x = n ln(2) + r, e^r = 1 + r + r^2/2 + C3 r^3 + ... + C12 r^12")
    constant("STEPS", 1 / LN2)
    high = Fraction(round(LN2 * 2 ** 41), 2 ** 41)
    low = float(LN2 - dec(high))
    constant("LN2_HI", high)
    constant("LN2_LO", low)
    print("// the two differ from ln(2) by 2^%.1f" % (abs(LN2 - dec(high) - dec(low)).ln() / LN2))
    reach = LN2 / 2 * (1 + Decimal(2) ** -20)
    fit("C", 3, 10, -reach, reach, exp_rest, lambda r: r ** 2)


def tangents():
    print("// ScalarTanh: b = a - j/16, tanh(b) = b + b^3 (C0 + C1 z + C2 z^2 + C3 z^3) with z = b^2")
    fit("C", 0, 4, Decimal(0), Decimal(2) ** -10 * (1 + Decimal(2) ** -40), tanh_rest, lambda z: z)
    root = (Decimal(1) / 8).exp()
    print("// MathTables: e^(1/8), in two doubles")
    constant("ROOT_HI", root)
    constant("ROOT_LO", root - dec(float(root)))


def density():
    print("// ScalarGelu, GaussianTable: 1/sqrt(2 pi), in two doubles")
    pi_60 = Decimal("3.14159265358979323846264338327950288419716939937510582097494459")
    value = 1 / (2 * pi_60).sqrt()
    constant("DENSITY_HI", value)
    constant("DENSITY_LO", value - dec(float(value)))


def main():
    exponentials()
    tangents()
    logarithms()
    density()


if __name__ == "__main__":
    main()
