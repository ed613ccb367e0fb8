"""Functions of each number by itself, and comparisons. Source: Keras 3, keras.ops.numpy and keras.ops.math."""

import math

import numpy as np

from .symbol import apply, arrays_alone, as_keras, has_symbols, now, on_arrays


def _function(op, arity, doc, whole=None):
    """An operation of the engine's, which computes in float32; `whole` is NumPy's for whole numbers, which stay whole."""
    def unary(x):
        return apply(op, [x])

    def binary(x1, x2):
        return apply(op, [x1, x2])

    def unary_of_any(x):
        return whole_numbers(x) if _are_whole([x]) else apply(op, [x])

    def binary_of_any(x1, x2):
        return whole_numbers(x1, x2) if _are_whole([x1, x2]) else apply(op, [x1, x2])

    if whole is None:
        made = unary if arity == 1 else binary
    else:
        whole_numbers = on_arrays(whole)(unary if arity == 1 else binary)
        made = unary_of_any if arity == 1 else binary_of_any
    made.__name__ = made.__qualname__ = op
    made.__doc__ = doc
    return made


def _are_whole(values):
    """Are all of these arrays or numbers without a fraction, and one at least no truth value?"""
    values = list(map(now, values))
    if has_symbols(values):
        return False
    kinds = {np.asarray(each).dtype.kind for each in values}
    return kinds <= set("iub") and kinds != {"b"}


_UNARY = {"negative": ("-x", np.negative), "abs": ("|x|", np.abs), "sign": ("-1, 0 or 1", np.sign), "exp": ("e^x", None), "expm1": ("e^x - 1", None),
          "log": ("natural logarithm", None), "log1p": ("log(1 + x)", None), "sqrt": ("square root; gradient 0 at 0", None), "square": ("x^2", np.square),
          "sin": ("sine", None), "cos": ("cosine", None), "tanh": ("hyperbolic tangent", None), "sigmoid": ("1 / (1 + e^-x)", None), "relu": ("max(x, 0)", None),
          "erf": ("2 / sqrt(pi) times the integral of e^-t^2 from 0 to x", None)}
_BINARY = {"add": ("x1 + x2", np.add), "subtract": ("x1 - x2", np.subtract), "multiply": ("x1 x2", np.multiply), "divide": ("x1 / x2", None),
           "maximum": ("the larger", np.maximum), "minimum": ("the smaller", np.minimum)}
for _table, _arity in ((_UNARY, 1), (_BINARY, 2)):
    for _name, (_doc, _whole) in _table.items():
        globals()[_name] = _function(_name, _arity, _doc, _whole)


def fabs(x):
    """|x|, of whole numbers too a float32."""
    return apply("abs", [x])


def stop_gradient(variable):
    """The same numbers, a constant to gradients."""
    return apply("stop_gradient", [variable])


absolute, true_divide = abs, divide  # noqa: F821 - made above


# --- comparisons: truth values of arrays; of symbols 1 and 0

@on_arrays(np.equal)
def equal(x1, x2):
    """1 where equal."""
    return apply("equal", [x1, x2])


@on_arrays(np.not_equal)
def not_equal(x1, x2):
    """1 where they differ."""
    return apply("subtract", [1.0, apply("equal", [x1, x2])])


@on_arrays(np.greater)
def greater(x1, x2):
    """1 where x1 > x2."""
    return apply("greater", [x1, x2])


@on_arrays(np.greater_equal)
def greater_equal(x1, x2):
    """1 where x1 >= x2."""
    return apply("greater_equal", [x1, x2])


@on_arrays(np.less)
def less(x1, x2):
    """1 where x1 < x2."""
    return apply("greater", [x2, x1])


@on_arrays(np.less_equal)
def less_equal(x1, x2):
    """1 where x1 <= x2."""
    return apply("greater_equal", [x2, x1])


@on_arrays(lambda x1, x2, rtol, atol, equal_nan: np.isclose(x1, x2, rtol, atol, equal_nan))
def isclose(x1, x2, rtol=1e-5, atol=1e-8, equal_nan=False):
    """1 where |x1 - x2| <= atol + rtol |x2|."""
    if equal_nan:
        raise ValueError("isclose: invalid value for equal_nan. Expected False of symbols. Received: equal_nan=True")
    return less_equal(abs(subtract(x1, x2)), add(float(atol), multiply(float(rtol), abs(x2))))  # noqa: F821


@on_arrays(np.isnan)
def isnan(x):
    """1 where x is NaN."""
    return not_equal(x, x)


@on_arrays(np.isfinite)
def isfinite(x):
    """1 where x is neither NaN nor infinite."""
    return apply("isfinite", [x])


@on_arrays(np.isinf)
def isinf(x):
    """1 where x is infinite."""
    return equal(abs(x), math.inf)  # noqa: F821


@on_arrays(np.isposinf)
def isposinf(x):
    """1 where x is infinite and above 0."""
    return equal(x, math.inf)


@on_arrays(np.isneginf)
def isneginf(x):
    """1 where x is infinite and below 0."""
    return equal(x, -math.inf)


@on_arrays(np.logical_not)
def logical_not(x):
    """1 where x is 0."""
    return equal(x, 0.0)


@on_arrays(np.logical_and)
def logical_and(x1, x2):
    """1 where neither is 0."""
    return multiply(not_equal(x1, 0.0), not_equal(x2, 0.0))  # noqa: F821


@on_arrays(np.logical_or)
def logical_or(x1, x2):
    """1 where one is not 0."""
    return maximum(not_equal(x1, 0.0), not_equal(x2, 0.0))  # noqa: F821


@on_arrays(np.logical_xor)
def logical_xor(x1, x2):
    """1 where one of them is 0."""
    return not_equal(logical_not(x1), logical_not(x2))


# --- choices

def where(condition, x1=None, x2=None):
    """x1 where the condition is not 0, else x2; of the condition alone the places where it is not, an array an axis."""
    if (x1 is None) != (x2 is None):
        raise ValueError("where: `x1` and `x2` either both should be `None` or both should have non-None value. Received: one of them")
    if x1 is None:
        return nonzero(condition)  # noqa: F821 - made below
    if not has_symbols([condition, x1, x2]) and all(np.asarray(now(each)).dtype.kind in "iub" for each in (x1, x2)):
        return _chosen(condition, x1, x2)
    return apply("where", [condition, x1, x2])


_chosen = on_arrays(lambda condition, x1, x2: np.where(condition, x1, x2))(lambda condition, x1, x2: None)


def clip(x, x_min, x_max):
    """x between two limits."""
    return minimum(maximum(x, x_min), x_max)  # noqa: F821


@on_arrays(lambda condlist, choicelist, default: np.select(condlist, choicelist, default))
def select(condlist, choicelist, default=0):
    """Of the first condition that is not 0 its choice."""
    chosen = default
    for condition, choice in zip(reversed(condlist), reversed(choicelist)):
        chosen = where(condition, choice, chosen)
    return chosen


@on_arrays(lambda x, nan, posinf, neginf: np.nan_to_num(x, nan=nan, posinf=posinf, neginf=neginf))
def nan_to_num(x, nan=0.0, posinf=None, neginf=None):
    """x with numbers for NaN and infinities, by default 0 and the largest ones."""
    largest = float(np.finfo(np.float32).max)
    x = where(isnan(x), float(nan), x)
    x = where(isposinf(x), largest if posinf is None else float(posinf), x)
    return where(isneginf(x), -largest if neginf is None else float(neginf), x)


@on_arrays(lambda x1, x2: np.divide(x1, x2, out=np.zeros(np.broadcast_shapes(np.shape(x1), np.shape(x2)), np.result_type(x1, x2, np.float32)), where=np.asarray(x2) != 0))
def divide_no_nan(x1, x2):
    """x1 / x2, and 0 where x2 is 0."""
    none = equal(x2, 0.0)
    return where(none, 0.0, divide(x1, where(none, 1.0, x2)))  # noqa: F821


# --- whole numbers

def floor(x):
    """The largest whole number <= x."""
    return apply("floor", [x])


def ceil(x):
    """The smallest whole number >= x."""
    return negative(floor(negative(x)))  # noqa: F821


@on_arrays(lambda x: np.trunc(x) if np.asarray(x).dtype.kind == "f" else np.asarray(x))
def trunc(x):
    """x without its fraction."""
    return multiply(sign(x), floor(abs(x)))  # noqa: F821


@on_arrays(lambda x, decimals: np.round(x, decimals))
def round(x, decimals=0):
    """The nearest number of so many decimals, of two the even one."""
    if decimals == 0:
        return apply("round", [x])
    return divide(apply("round", [multiply(x, 10.0**decimals)]), 10.0**decimals)  # noqa: F821


@on_arrays(np.floor_divide)
def floor_divide(x1, x2):
    """floor(x1 / x2)."""
    return floor(divide(x1, x2))  # noqa: F821


@on_arrays(np.mod)
def mod(x1, x2):
    """What floor_divide leaves: of x2's sign."""
    return subtract(x1, multiply(floor(divide(x1, x2)), x2))  # noqa: F821


@on_arrays(np.fmod)
def fmod(x1, x2):
    """What a division towards 0 leaves: of x1's sign."""
    return subtract(x1, multiply(trunc(divide(x1, x2)), x2))  # noqa: F821


# --- powers and logarithms

@on_arrays(lambda x1, x2: np.power(x1, x2) if _are_whole([x1, x2]) else np.asarray(_power(x1, x2)))
def power(x1, x2):
    """x1^x2: for a whole number by multiplication, else exp(x2 log x1)."""
    return _power(x1, x2)


def _power(x1, x2):
    if not has_symbols([x2]) and np.ndim(now(x2)) == 0:
        return apply("power", [x1], exponent=float(now(x2)))
    return apply("power", [x1, x2])


def reciprocal(x):
    """1 / x."""
    return divide(1.0, x)  # noqa: F821


def rsqrt(x):
    """1 / sqrt(x)."""
    return reciprocal(sqrt(x))  # noqa: F821


def exp2(x):
    """2^x."""
    return exp(multiply(x, math.log(2)))  # noqa: F821


def log2(x):
    """Logarithm to the base 2."""
    return multiply(log(x), 1 / math.log(2))  # noqa: F821


def log10(x):
    """Logarithm to the base 10."""
    return multiply(log(x), 1 / math.log(10))  # noqa: F821


def logaddexp(x1, x2):
    """log(e^x1 + e^x2)."""
    return add(maximum(x1, x2), log1p(exp(negative(abs(subtract(x1, x2))))))  # noqa: F821


def logaddexp2(x1, x2):
    """log2(2^x1 + 2^x2)."""
    return multiply(logaddexp(multiply(x1, math.log(2)), multiply(x2, math.log(2))), 1 / math.log(2))  # noqa: F821


@on_arrays(np.cbrt)
def cbrt(x):
    """Third root."""
    none = equal(x, 0.0)
    return where(none, 0.0, multiply(sign(x), exp(divide(log(where(none, 1.0, abs(x))), 3.0))))  # noqa: F821


def hypot(x1, x2):
    """sqrt(x1^2 + x2^2)."""
    return sqrt(add(square(x1), square(x2)))  # noqa: F821


# --- angles

def tan(x):
    """Tangent."""
    return divide(sin(x), cos(x))  # noqa: F821


def sinh(x):
    """(e^x - e^-x) / 2."""
    up = expm1(x)  # noqa: F821
    return multiply(0.5, add(up, divide(up, add(up, 1.0))))  # noqa: F821


def cosh(x):
    """(e^x + e^-x) / 2."""
    return multiply(0.5, add(exp(x), exp(negative(x))))  # noqa: F821


@on_arrays(np.arcsinh)
def arcsinh(x):
    """The number whose sinh is x."""
    size = abs(x)  # noqa: F821
    return multiply(sign(x), log(add(size, sqrt(add(square(size), 1.0)))))  # noqa: F821


@on_arrays(np.arccosh)
def arccosh(x):
    """The number >= 0 whose cosh is x."""
    return log(add(x, sqrt(subtract(square(x), 1.0))))  # noqa: F821


@on_arrays(np.arctanh)
def arctanh(x):
    """The number whose tanh is x."""
    return multiply(0.5, subtract(log1p(x), log1p(negative(x))))  # noqa: F821


def deg2rad(x):
    """Degrees as radians."""
    return multiply(x, math.pi / 180)  # noqa: F821


def rad2deg(x):
    """Radians as degrees."""
    return multiply(x, 180 / math.pi)  # noqa: F821


def erfc(x):
    """1 - erf(x)."""
    return subtract(1.0, erf(x))  # noqa: F821


def erfinv(x):
    """What erf makes x of, from -1 to 1. Source: Keras 3, ops.erfinv; Giles 2012, Approximating the erfinv function."""
    def polynomial(t, *factors):
        made = factors[0]
        for factor in factors[1:]:
            made = add(multiply(made, t), factor)  # noqa: F821
        return made

    size = abs(x)  # noqa: F821
    w = negative(log(multiply(subtract(1.0, size), add(1.0, size))))  # noqa: F821
    middle = polynomial(subtract(w, 2.5), 2.81022636e-08, 3.43273939e-07, -3.5233877e-06, -4.39150654e-06, 0.00021858087, -0.00125372503, -0.00417768164, 0.246640727,  # noqa: F821
                        1.50140941)
    ends = polynomial(subtract(sqrt(w), 3.0), -0.000200214257, 0.000100950558, 0.00134934322, -0.00367342844, 0.00573950773, -0.0076224613, 0.00943887047, 1.00167406,  # noqa: F821
                      2.83297682)
    found = multiply(where(less(w, 5.0), middle, ends), x)  # noqa: F821
    return where(equal(size, 1.0), divide(x, subtract(1.0, size)), found)  # noqa: F821


@on_arrays(np.sinc)
def sinc(x):
    """sin(pi x) / (pi x), and 1 at 0."""
    none = equal(x, 0.0)
    angle = multiply(where(none, 1.0, x), math.pi)  # noqa: F821
    return where(none, 1.0, divide(sin(angle), angle))  # noqa: F821


@on_arrays(np.heaviside)
def heaviside(x1, x2):
    """0 below 0, x2 at 0, 1 above."""
    return where(equal(x1, 0.0), x2, greater(x1, 0.0))


@on_arrays(np.signbit)
def signbit(x):
    """1 where the sign is negative, of -0 too."""
    return logical_or(less(x, 0.0), less(divide(1.0, x), 0.0))  # noqa: F821


@on_arrays(np.isreal)
def isreal(x):
    """1: occam's numbers are real."""
    return apply("where", [x, 1.0, 1.0])


@on_arrays(np.fmax)
def fmax(x1, x2):
    """The larger, of NaN and a number the number."""
    return where(isnan(x1), x2, where(isnan(x2), x1, maximum(x1, x2)))  # noqa: F821


@on_arrays(np.fmin)
def fmin(x1, x2):
    """The smaller, of NaN and a number the number."""
    return where(isnan(x1), x2, where(isnan(x2), x1, minimum(x1, x2)))  # noqa: F821


@on_arrays(np.ldexp)
def ldexp(x1, x2):
    """x1 2^x2."""
    return multiply(x1, power(2.0, x2))  # noqa: F821


# --- of arrays alone

for _name, _doc in {"i0": "Modified Bessel function of order 0.", "nonzero": "The places where x is not 0, an array an axis."}.items():
    globals()[_name] = arrays_alone(_name, getattr(np, _name), _doc, "x")
for _name, _doc in {"gcd": "Greatest common divisor.", "lcm": "Least common multiple.", "nextafter": "The next number from x1 towards x2."}.items():
    globals()[_name] = arrays_alone(_name, getattr(np, _name), _doc, "x1, x2")
for _name, _own, _doc in (("bitwise_and", "bitwise_and", "x and y, a bit each."), ("bitwise_or", "bitwise_or", "x or y, a bit each."),
                          ("bitwise_xor", "bitwise_xor", "Either x or y, a bit each."), ("bitwise_left_shift", "left_shift", "x 2^y."),
                          ("bitwise_right_shift", "right_shift", "floor(x / 2^y).")):
    globals()[_name] = arrays_alone(_name, getattr(np, _own), _doc, "x, y")
    globals()[_own] = globals()[_name]
bitwise_not = bitwise_invert = arrays_alone("bitwise_not", np.invert, "Every bit turned.", "x")


def real(x):
    """x: occam's numbers are real."""
    return x


def conj(x):
    """x: occam's numbers are real."""
    return x


conjugate = conj


def copy(x):
    """x, another array."""
    return multiply(x, 1.0) if has_symbols([x]) else as_keras(np.array(now(x)), [now(x)])  # noqa: F821
