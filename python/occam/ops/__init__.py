"""Operations on arrays, and on symbols: the values of a graph that losses, metrics, regularizers, constraints, activations
and schedules written in Python are called on. On arrays they compute at once. Source: Keras 3, keras.ops.
"""

import builtins as _builtins
import functools as _functools
import sys as _sys

from . import angles as _angles, arranging as _arranging, attention as _attention, boxes as _boxes, control as _control, creation as _creation, elementwise as _elementwise, linalg as _linalg, nn as _nn, reductions as _reductions, shapes as _shapes, spectra as _spectra, without_nan as _without_nan
from .symbol import Symbol, public as _public, shape, symbols_of

_MODULES = (_elementwise, _boxes, _angles, _without_nan, _shapes, _creation, _reductions, _nn, _linalg, _arranging, _attention, _control, _spectra)


def _values_in(arguments):
    """The arguments, and what is in a list, tuple or dict of them."""
    for each in arguments:
        if isinstance(each, (list, tuple)):
            yield from each
        elif isinstance(each, dict):
            yield from each.values()
        else:
            yield each


def _on_values(function):
    """The same, which of values of a functional model makes one more layer; what does not fit is refused in the function's name."""
    refused = () if function.__module__ == _control.__name__ else (AttributeError, LookupError, ArithmeticError, AssertionError)

    @_functools.wraps(function)
    def on(*args, **kwargs):
        if _builtins.any(hasattr(each, "node") for each in _values_in((*args, *kwargs.values()))):
            from ..operations import Operation
            made = Operation(function, function.__name__)
        else:
            made = function
        try:
            return made(*args, **kwargs)
        except refused as error:
            raise ValueError(f"{function.__name__}: {error}") from error
    return on


#: Of them a value of a functional model is asked, and no layer is made.
_OF_VALUES = ("ndim", "size", "dtype", "is_tensor", "shape", "convert_to_numpy")

__all__ = ["Symbol", "shape", "symbols_of"]
for _module in _MODULES:
    for _name in _public(vars(_module), _module.__name__):
        globals()[_name] = vars(_module)[_name] if _name in _OF_VALUES else _on_values(vars(_module)[_name])
        __all__.append(_name)

__all__ = sorted(set(__all__))


def _operator(name, swapped):
    def method(self, other):
        function = globals()[name]
        return function(other, self) if swapped else function(self, other)
    return method


for _name, _own in {"add": "add", "sub": "subtract", "mul": "multiply", "truediv": "divide", "pow": "power", "matmul": "matmul", "mod": "mod",
                    "floordiv": "floor_divide", "and": "logical_and", "or": "logical_or", "xor": "logical_xor"}.items():
    setattr(Symbol, f"__{_name}__", _operator(_own, False))
    setattr(Symbol, f"__r{_name}__", _operator(_own, True))
for _name, _own in {"gt": "greater", "ge": "greater_equal", "lt": "less", "le": "less_equal", "eq": "equal", "ne": "not_equal"}.items():
    setattr(Symbol, f"__{_name}__", _operator(_own, False))
for _name, _own in {"neg": "negative", "abs": "abs", "invert": "logical_not"}.items():
    setattr(Symbol, f"__{_name}__", lambda self, _own=_own: globals()[_own](self))
Symbol.__getitem__ = _shapes._part
Symbol.__hash__ = object.__hash__

#: Keras's modules of the same functions.
numpy = nn = linalg = _sys.modules[__name__]
