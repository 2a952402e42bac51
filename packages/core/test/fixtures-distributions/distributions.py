"""Writes distributions.json: quantiles of the normal and of Student's t distribution, from mpmath (https://mpmath.org,
written with 1.2.1) with 40 digits: the root of the distribution function, erfc and the incomplete beta function.

A row of "normal" is [p, quantile], a row of "t" is [p, degrees, quantile], each quantile the nearest float64.

    python3 distributions.py > distributions.json
"""

import json
import random
import re

from mpmath import betainc, erfc, findroot, log, mp, mpf, sqrt

mp.dps = 40


def upper(quantile, p):
    """Of a symmetric distribution, from the half of it that p lies in; 1 - p is exact here."""
    return -quantile(mpf(p)) if p < 0.5 else quantile(1 - mpf(p))


def normal_above(tail):
    """The x above which a normal number lies with probability `tail` <= 1/2; by its logarithm, which is nearly flat."""
    start = sqrt(-2 * log(tail)) if tail < 0.1 else mpf(0.1)
    return findroot(lambda x: log(erfc(x / sqrt(2)) / 2) - log(tail), start)


def t_above(tail, degrees):
    """The same for Student's t: P(T > t) = I(degrees / (degrees + t²); degrees/2, 1/2) / 2."""
    def excess(t):
        share = degrees / (degrees + t * t)
        return log(betainc(mpf(degrees) / 2, 0.5, 0, share, regularized=True) / 2) - log(tail)

    low, high = mpf(0), mpf(1)
    while excess(high) > 0:
        low, high = high, 2 * high
    return findroot(excess, (low, high), solver="anderson", tol=1e-50)


random.seed(20110)
probabilities = [0.5000000000000001, 0.6, 0.925, 0.9250000000000002, 0.975, 0.99, 1.1102230246251565e-16, 1e-300, 5e-324,
                 0.9999999999999999, 1.3887943864964021e-11, 1.388794386496402e-11, 0.001, 0.025]
probabilities += [random.random() for _ in range(20)] + [10 ** random.uniform(-300, -1) for _ in range(12)]
normal_rows = [[p, float(upper(normal_above, p))] for p in probabilities]

t_rows = []
for degrees in [1, 2, 3, 4, 5, 9, 10, 30, 99, 1000, 1001, 5000, 100000]:
    for p in [0.975, 0.005, 0.6, 1e-6]:
        t_rows.append([p, degrees, float(upper(lambda tail: t_above(tail, degrees), p))])


def table(rows):
    # As JSON.stringify writes numbers: 1e-8 and 1e20, where Python has 1e-08 and 1e+20.
    return ",\n".join("    " + re.sub(r"e\+?(-?)0?", r"e\1", json.dumps(row)) for row in rows)


print(f'{{\n  "normal": [\n{table(normal_rows)}\n  ],\n  "t": [\n{table(t_rows)}\n  ]\n}}')
