"""The angles of a sine, cosine or tangent. Source: Keras 3, keras.ops.numpy; of symbols S. Moshier, Cephes, atanf."""

import math

import numpy as np

from .elementwise import abs, add, divide, equal, greater, less, multiply, negative, sqrt, square, subtract, where
from .symbol import on_arrays

_EIGHTH = math.tan(math.pi / 8)


@on_arrays(np.arctan)
def arctan(x):
    """The angle whose tangent is x, from -pi / 2 to pi / 2."""
    size = abs(x)
    steep, middle = greater(size, 1 / _EIGHTH), greater(size, _EIGHTH)
    finite = where(equal(size, math.inf), 1.0, size)
    turned = where(steep, divide(-1.0, where(steep, size, 1.0)), where(middle, divide(subtract(finite, 1.0), add(finite, 1.0)), size))
    z = square(turned)
    made = 8.05374449538e-2
    for factor in (-1.38776856032e-1, 1.99777106478e-1, -3.33329491539e-1):
        made = add(multiply(made, z), factor)
    found = add(where(steep, math.pi / 2, where(middle, math.pi / 4, 0.0)), add(multiply(multiply(made, z), turned), turned))
    return where(less(x, 0.0), negative(found), found)


@on_arrays(np.arcsin)
def arcsin(x):
    """The angle whose sine is x, from -pi / 2 to pi / 2; NaN beyond -1 and 1."""
    return arctan2(x, sqrt(multiply(subtract(1.0, x), add(1.0, x))))


@on_arrays(np.arccos)
def arccos(x):
    """The angle whose cosine is x, from 0 to pi; NaN beyond -1 and 1."""
    return arctan2(sqrt(multiply(subtract(1.0, x), add(1.0, x))), x)


@on_arrays(np.arctan2)
def arctan2(x1, x2):
    """The angle of the point (x2, x1), from -pi to pi."""
    none = equal(x2, 0.0)
    found = arctan(divide(x1, where(none, 1.0, x2)))
    half = where(less(x1, 0.0), -math.pi, math.pi)
    upright = where(equal(x1, 0.0), 0.0, multiply(0.5, half))
    return where(none, upright, where(less(x2, 0.0), add(found, half), found))
