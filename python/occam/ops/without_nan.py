"""Sums, places and others of numbers of which some are NaN. Source: Keras 3, keras.ops.numpy."""

import math

import numpy as np

from .elementwise import divide, equal, isnan, sqrt, square, subtract, where
from .reductions import _kept, argmax, argmin, cumprod, cumsum, max, min, prod, sum
from .symbol import arrays_alone, on_arrays


def _tuple(axis):
    return tuple(axis) if isinstance(axis, list) else axis


def _without_nan(name, doc, of_symbols):
    made = on_arrays(lambda x, axis, keepdims: getattr(np, name)(x, axis=_tuple(axis), keepdims=keepdims))(of_symbols)
    made.__name__ = made.__qualname__ = name
    made.__doc__ = doc
    return made


def _nansum(x, axis=None, keepdims=False):
    return sum(where(isnan(x), 0.0, x), axis, keepdims)


def _nanmean(x, axis=None, keepdims=False):
    return divide(_nansum(x, axis, keepdims), sum(equal(x, x), axis, keepdims))


nansum = _without_nan("nansum", "Sum of those that are no NaN.", _nansum)
nanmean = _without_nan("nanmean", "Mean of those that are no NaN.", _nanmean)
nanmax = _without_nan("nanmax", "Largest of those that are no NaN.", lambda x, axis=None, keepdims=False: max(where(isnan(x), -math.inf, x), axis, keepdims))
nanmin = _without_nan("nanmin", "Smallest of those that are no NaN.", lambda x, axis=None, keepdims=False: min(where(isnan(x), math.inf, x), axis, keepdims))
nanprod = _without_nan("nanprod", "Product of those that are no NaN.", lambda x, axis=None, keepdims=False: prod(where(isnan(x), 1.0, x), axis, keepdims))


def _nanvar(x, axis=None, keepdims=False):
    far = square(subtract(x, _nanmean(x, axis, True)))
    return divide(_nansum(far, axis, keepdims), sum(equal(x, x), axis, keepdims))


nanvar = _without_nan("nanvar", "var of those that are no NaN.", _nanvar)
nanstd = _without_nan("nanstd", "std of those that are no NaN.", lambda x, axis=None, keepdims=False: sqrt(_nanvar(x, axis, keepdims)))
nanmedian = arrays_alone("nanmedian", lambda x, axis, keepdims: np.nanmedian(x, axis=_tuple(axis), keepdims=keepdims), "median of those that are no NaN.", "x, axis=None, keepdims=False")


@on_arrays(lambda x, axis, dtype: np.nancumsum(x, axis, _kept(x, dtype)))
def nancumsum(x, axis=None, dtype=None):
    """cumsum with 0 for NaN."""
    return cumsum(where(isnan(x), 0.0, x), axis, dtype)


@on_arrays(lambda x, axis, dtype: np.nancumprod(x, axis, _kept(x, dtype)))
def nancumprod(x, axis=None, dtype=None):
    """cumprod with 1 for NaN."""
    return cumprod(where(isnan(x), 1.0, x), axis, dtype)


def _place_but_nan(of_numbers, never):
    def of(x, axis, keepdims):
        missing = np.isnan(x)
        return np.where(missing.all(axis, keepdims=keepdims), -1, of_numbers(np.where(missing, never, x), axis, keepdims=keepdims)).astype(np.int32)
    return of


def _place(find, never, x, axis, keepdims):
    missing = isnan(x)
    return where(min(missing, axis, keepdims), -1.0, find(where(missing, never, x), axis, keepdims))


@on_arrays(_place_but_nan(np.argmax, -np.inf))
def nanargmax(x, axis=None, keepdims=False):
    """argmax of those that are no NaN, -1 where all are."""
    return _place(argmax, -math.inf, x, axis, keepdims)


@on_arrays(_place_but_nan(np.argmin, np.inf))
def nanargmin(x, axis=None, keepdims=False):
    """argmin of those that are no NaN, -1 where all are."""
    return _place(argmin, math.inf, x, axis, keepdims)


for _name, _doc in {"nanquantile": "quantile of those that are no NaN.", "nanpercentile": "percentile of those that are no NaN."}.items():
    globals()[_name] = arrays_alone(_name, lambda x, q, axis, method, keepdims, _own=getattr(np, _name): _own(x, q, axis=_tuple(axis), method=method, keepdims=keepdims), _doc,
                                    "x, q, axis=None, method='linear', keepdims=False")
