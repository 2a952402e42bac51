"""Writes elementary.json: exp, log, log1p, sigmoid and softplus from Python's decimal arithmetic, the others from
mpmath (https://mpmath.org, written with 1.2.1), both with 50 digits.

A row is [x, y, rest], or [[x, n], y, rest] for a function of two numbers: y is the float64 nearest to the true value,
which is y + rest ulps of y.

    python3 elementary.py > elementary.json            the 40 to 60 points of each function that are committed
    python3 elementary.py 100000 > /tmp/elementary.json    as many random points of each
"""

import json
import math
import random
import re
import sys
from decimal import Context, Decimal, getcontext

import mpmath

mpmath.mp.dps = 50
getcontext().prec = 50
getcontext().Emin, getcontext().Emax = -999999, 999999
# log1p of a tiny x needs the digits of 1 + x.
wide = Context(prec=420, Emin=-999999, Emax=999999)


def log1p(x):
    if abs(x) > Decimal("1e-20"):
        return wide.add(1, x).ln(Context(prec=80, Emin=-999999, Emax=999999))
    return x - x * x / 2 + x * x * x / 3


def sigmoid(z):
    return 1 / (1 + (-z).exp())


def softplus(z):
    return log1p(z.exp()) if z < 0 else z + log1p((-z).exp())


functions = {"exp": Decimal.exp, "log": Decimal.ln, "log1p": log1p, "sigmoid": sigmoid, "softplus": softplus,
             "tanh": mpmath.tanh, "erf": mpmath.erf, "erfc": mpmath.erfc, "cosPi": mpmath.cospi,
             "power": mpmath.power, "integerPower": mpmath.power}

chosen = {
    "exp": [0.0, 1.0, -1.0, 1e-300, -1e-17, 0.34657359027997264, -0.34657359027997264, 0.5, 10.0, -36.7, 88.72284,
            709.782712893384, 709.0, -708.3964185322641, -708.5, -720.0, -740.1, -744.4, -745.13],
    "log": [1.0, 2.0, 0.5, 10.0, 0.1, 1.4142135623730951, 1.414213562373095, 0.7071067811865476, 0.7071067811865475,
            1.0000000000000002, 0.9999999999999999, 5e-324, 1e-310, 2.2250738585072014e-308, 1.7976931348623157e308],
    "log1p": [0.0, 1e-300, -1e-300, 5e-324, 1e-16, -1e-16, 2.220446049250313e-16, 1e-8, -1e-8, 0.5, -0.5, -0.29, 0.41,
              -0.999, -0.9999999999999999, 1.0, 1.5, 1e10, 9007199254740991.0, 1e300],
    "sigmoid": [0.0, 1.0, -1.0, 1e-10, -1e-10, 36.0, 40.0, -36.0, -40.0, -700.0, -740.0],
    "softplus": [0.0, 1.0, -1.0, 1e-10, -1e-10, 36.0, 40.0, -36.0, -40.0, -700.0, -740.0, 700.0],
    "tanh": [0.0, 1.0, -1.0, 5e-324, 1e-300, -1e-17, 1e-8, 0.001, 0.5499999999999999, 0.55, -0.55, 0.5626315700633945,
             5.0, 18.9, 19.1, 700.0],
    "erf": [0.0, 1.0, -1.0, 1e-300, -1e-17, 0.001, 0.46875, 0.46875000000000006, 0.4707003597824757, -0.47, 2.0, 4.0,
            4.000000000000001, 5.8, 6.0, -30.0],
    "erfc": [0.0, 1.0, -1.0, 1e-300, -1e-17, 0.46875, 0.46875000000000006, -0.47, 2.0, 2.7220408381343724, 4.0,
             4.000000000000001, 10.0, 20.0, 26.5, -6.0],
    "cosPi": [0.0, 1.0, 0.5, -0.5, 1.5, 0.25, 0.75, -0.25, 0.24999999999999997, 0.7500000000000001, 1e-300, 1e-9,
              0.49999999999999994, 0.5000000000000001, 1e6 + 0.5, 4503599627370495.5, 9007199254740993.0, 1e300],
    "power": [(2.0, 0.5), (2.0, -1.0), (10.0, 3.0), (0.1, 2.0), (1.0, 123.4), (1.0000000000000002, 1e17), (5e-324, 0.05),
              (1e-300, 0.07), (1e300, -0.07), (0.5, 69.0), (0.999, 1000.0), (0.9, 0.0)],
    "integerPower": [(0.9, 1), (0.9, 2), (0.9, 3), (0.999, 10), (0.999, 1000), (0.999, 100000), (-1.5, 7), (3.0, 33)],
}

# A range for each function, or ranges of powers of ten.
ranges = {
    "exp": lambda: random.uniform(*random.choice([(-745, 709.7), (-20, 20), (-1, 1)])),
    "log": lambda: random.choice([10 ** random.uniform(-307, 308), random.uniform(0.2, 5), random.uniform(0.7, 1.42)]),
    "log1p": lambda: random.choice([random.uniform(-1, 5), random.uniform(-0.3, 0.42), 10 ** random.uniform(-20, 20),
                                    -(10 ** random.uniform(-20, -0.01))]),
    "sigmoid": lambda: random.uniform(*random.choice([(-745, 40), (-20, 20), (-1, 1)])),
    "softplus": lambda: random.uniform(*random.choice([(-745, 100), (-20, 20), (-1, 1)])),
    "tanh": lambda: random.choice([random.uniform(-1, 1), random.uniform(-20, 20), 10 ** random.uniform(-20, 0)]),
    "erf": lambda: random.choice([random.uniform(-0.5, 0.5), random.uniform(-6, 6), 10 ** random.uniform(-20, 0)]),
    "erfc": lambda: random.choice([random.uniform(-0.5, 0.5), random.uniform(-6, 4), random.uniform(4, 26.5)]),
    "cosPi": lambda: random.choice([random.uniform(-5, 5), 10 ** random.uniform(-3, 15),
                                    0.5 + 10 ** random.uniform(-16, -1)]),
    "power": lambda: power_of(random.choice([random.uniform(0.5, 1.5), 10 ** random.uniform(-300, 300)])),
    "integerPower": lambda: (random.uniform(0.5, 1.5), random.randrange(40)),
}


def power_of(x):
    """x and an exponent with |exponent·ln x| < 50."""
    return x, random.uniform(-50, 50) / math.log(x)



def row(function, x):
    if function in ("exp", "log", "log1p", "sigmoid", "softplus"):
        true = functions[function](Decimal(x))
    else:
        arguments = x if isinstance(x, tuple) else (x,)
        true = Decimal(mpmath.nstr(functions[function](*map(mpmath.mpf, arguments)), 50))
    y = float(true)
    rest = (true - Decimal(y)) / Decimal(math.ulp(y))
    # As JSON.stringify writes numbers: 1e-8 and 1e20, where Python has 1e-08 and 1e+20.
    return re.sub(r"e\+?(-?)0?", r"e\1", json.dumps([x, y, round(float(rest), 6)]))


random.seed(20110)
count = int(sys.argv[1]) if len(sys.argv) > 1 else 0
tables = []
for function, points in chosen.items():
    points = points + [ranges[function]() for _ in range(count or 30)]
    rows = ",\n".join(f"    {row(function, x)}" for x in points)
    tables.append(f'  "{function}": [\n{rows}\n  ]')
print("{\n" + ",\n".join(tables) + "\n}")
