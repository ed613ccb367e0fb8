"""Checks of arrays in programs. Source: TensorFlow 2, tf.debugging; what fails is a ValueError here. Of symbols, whose numbers are not known, nothing is checked."""

import numpy as _np

from .. import ops as _ops
from ..ops import Symbol as _Symbol


def _check(where, holds, x, y, message):
    if any(isinstance(each, _Symbol) or hasattr(each, "node") for each in (x, y)):
        return
    if not _np.all(holds(_np.asarray(x), _np.asarray(y))):
        raise ValueError(f"{where}: {message + '. ' if message else ''}Expected numbers of which it holds. Received: x={x}, y={y}")


def assert_equal(x, y, message=None, summarize=None, name=None):
    """Are all equal?"""
    _check("assert_equal", _np.equal, x, y, message)


def assert_greater(x, y, message=None, summarize=None, name=None):
    """Are all of x above y?"""
    _check("assert_greater", _np.greater, x, y, message)


def assert_greater_equal(x, y, message=None, summarize=None, name=None):
    """Are all of x at least y?"""
    _check("assert_greater_equal", _np.greater_equal, x, y, message)


def assert_less(x, y, message=None, summarize=None, name=None):
    """Are all of x below y?"""
    _check("assert_less", _np.less, x, y, message)


def assert_less_equal(x, y, message=None, summarize=None, name=None):
    """Are all of x at most y?"""
    _check("assert_less_equal", _np.less_equal, x, y, message)


def assert_near(x, y, rtol=None, atol=None, message=None, summarize=None, name=None):
    """Are all alike but for 10 times the smallest step of float32?"""
    least = 10 * _np.finfo("float32").eps
    _check("assert_near", lambda a, b: _np.abs(a - b) <= (least if atol is None else atol) + (least if rtol is None else rtol) * _np.abs(b), x, y, message)


def assert_non_negative(x, message=None, summarize=None, name=None):
    """Is none below 0?"""
    _check("assert_non_negative", _np.greater_equal, x, 0, message)


def assert_positive(x, message=None, summarize=None, name=None):
    """Are all above 0?"""
    _check("assert_positive", _np.greater, x, 0, message)


def assert_rank(x, rank, message=None, name=None):
    """Has it so many axes?"""
    if len(_ops.shape(x)) != rank:
        raise ValueError(f"assert_rank: {message + '. ' if message else ''}Expected {rank} axes. Received: shape {_ops.shape(x)}")


def assert_all_finite(x, message, name=None):
    """Is none infinite or NaN?"""
    _check("assert_all_finite", lambda a, b: _np.isfinite(a), x, 0, message)
    return x


check_numerics = assert_all_finite


def enable_check_numerics(stack_height_limit=30, path_length_limit=50):
    """Without effect: fit stops at what is not finite."""
