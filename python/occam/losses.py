"""What is minimised. Source: Keras 3, keras.losses."""

import inspect

import numpy as np

from . import _core, ops
from .described import MEMBERS, Described, arguments_of, as_function, define, deserializer, get as _get, serialize
from .ops import Symbol
from .tensor import numbers, tensor


def aligned(where, y_true, y_pred, class_numbers, of_one_shape=False):
    """Targets and predictions as the engine takes them: one axis of size 1 more or less is put right, as in Keras.

    of_one_shape: targets are not repeated to the predictions' shape.
    """
    reshape, broadcast_to = (ops.reshape, ops.broadcast_to) if symbols(y_true, y_pred) else (np.reshape, _repeated)
    y_true, y_pred = _given(f"{where}: y_true", y_true), _given(f"{where}: y_pred", y_pred)
    if y_pred.ndim == 0:
        y_pred = reshape(y_pred, (1, 1))
        y_true = reshape(y_true, (1, 1)) if y_true.ndim == 0 else y_true
    if class_numbers:
        if y_true.ndim == y_pred.ndim and y_true.shape[-1] == 1:
            y_true = reshape(y_true, y_true.shape[:-1])
        if y_true.shape != y_pred.shape[:-1]:
            raise ValueError(f"{where}: Expected class numbers of shape {y_pred.shape[:-1]}. Received: y_true of shape {y_true.shape}")
    elif y_true.shape != y_pred.shape or y_pred.ndim == 1:
        if y_true.ndim == y_pred.ndim - 1 and y_pred.shape[-1] == 1:
            y_true = reshape(y_true, (*y_true.shape, 1))
        elif y_pred.ndim == y_true.ndim - 1 and y_true.shape[-1] == 1:
            y_pred = reshape(y_pred, (*y_pred.shape, 1))
        try:
            if of_one_shape and y_true.shape != y_pred.shape:
                raise ValueError
            shape = np.broadcast_shapes(y_true.shape, y_pred.shape)
        except ValueError:
            raise ValueError(f"{where}: Expected targets of shape {y_pred.shape}. Received: y_true of shape {y_true.shape}") from None
        y_true, y_pred = (each if each.shape == shape else broadcast_to(each, shape) for each in (y_true, y_pred))
        if y_true.ndim == 1:
            y_true, y_pred = reshape(y_true, (-1, 1)), reshape(y_pred, (-1, 1))
    return y_true, y_pred


def symbols(*values):
    """Are symbols among these?"""
    return any(isinstance(each, Symbol) for each in values)


def _given(where, value):
    return value if isinstance(value, Symbol) else numbers(where, value)


def _repeated(array, shape):
    return np.ascontiguousarray(np.broadcast_to(array, shape))


def weights_on(weights, shape):
    """Symbols or arrays of weights for each of values of this shape, whose first axes they have."""
    own = tuple(ops.shape(weights))
    fitting = own[:-1] if len(own) == len(shape) + 1 and own[-1] == 1 else own + (1,) * (len(shape) - len(own))
    return ops.broadcast_to(weights if fitting == own else ops.reshape(weights, fitting) if fitting else ops.sum(weights), shape)


def weights_of(where, sample_weight, shape):
    """Weights of values of this shape, or None: one a sample, (samples,), or for the first axes, (samples, steps), ... .

    Weights have the first axes of the values, or axes of size 1 that are repeated. Source: Keras 3, losses.loss.squeeze_or_expand_to_same_rank.
    """
    if sample_weight is None:
        return None
    weights = numbers(f"{where}: sample_weight", sample_weight).astype(np.float32)
    if weights.size == 1:
        return np.full(shape[:1], weights.reshape(()), np.float32)
    if weights.ndim == len(shape) + 1 and weights.shape[-1] == 1:
        weights = weights[..., 0]
    if weights.ndim > len(shape) or any(own not in (1, size) for own, size in zip(weights.shape, shape)):
        raise ValueError(f"{where}: Expected a weight a sample, shape ({shape[0]},), or for more axes of {shape}. Received: sample_weight of shape {weights.shape}")
    while weights.ndim > 1 and weights.shape[-1] == 1:
        weights = weights[..., 0]
    return np.ascontiguousarray(np.broadcast_to(weights, shape[:weights.ndim]))


class Loss(Described):
    """Called on targets and predictions: the loss, reduced over the samples.

    A loss of your own is a subclass with `call(y_true, y_pred)` written with occam.ops, or such a function.
    """

    concept = "losses"

    def __init__(self, name=None, reduction="sum_over_batch_size", dtype=None):
        self.name, self.reduction = name or type(self).__name__, reduction

    def call(self, y_true, y_pred):
        raise NotImplementedError

    @classmethod
    def is_engines(cls):
        return cls.call is Loss.call and not cls.has_own_call()

    @classmethod
    def has_own_call(cls):
        """Does a subclass say itself what calling it gives, sample weights and reduction too?"""
        return cls.__call__ is not Loss.__call__

    @staticmethod
    def extra_parameters():
        kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
        return [inspect.Parameter("name", kind, default=None), inspect.Parameter("dtype", kind, default=None)]

    def _take(self, kept, arguments):
        super()._take(kept, arguments)
        self.name = kept.get("name") or self.member["log_name"]

    @property
    def reduction(self):
        """What becomes of the samples' losses."""
        return self.__dict__["_reduction"] if "_reduction" in self.__dict__ else self._arguments["reduction"]

    @reduction.setter
    def reduction(self, reduction):
        choices = (*MEMBERS["losses"]["mse"]._fields["reduction"]["choices"], None)  # those of every loss
        if reduction not in choices:
            raise ValueError(f"{type(self).__name__}: invalid value for reduction. Expected one of {choices}. Received: reduction={reduction!r}")
        if "_arguments" in self.__dict__ and self.is_engines():
            self._arguments = {**self._arguments, "reduction": reduction or "none"}
            self.__dict__.pop("_call", None)
        else:
            self.__dict__["_reduction"] = reduction

    def __call__(self, y_true, y_pred, sample_weight=None):
        where = self.class_name or type(self).__name__
        y_true, y_pred = (each.now() if hasattr(each, "now") else each for each in (y_true, y_pred))
        if symbols(y_true, y_pred):
            return _reduced(self._of_symbols(where, y_true, y_pred), sample_weight, self.reduction)
        if not self.is_engines():
            weights = None if sample_weight is None else numbers(f"{where}: sample_weight", sample_weight).astype(np.float32)
            given = (numbers(where, each).astype(np.float32) for each in (y_true, y_pred))
            return _reduced(tensor(self.call(*given)), weights, self.reduction)
        call = self._compiled(_core.LossCall)
        y_true, y_pred = aligned(where, y_true, y_pred, call.class_labels, call.of_one_shape)
        weights = weights_of(where, sample_weight, y_pred.shape[:-1])
        return tensor(call(y_true, y_pred, weights))

    def _of_symbols(self, where, y_true, y_pred):
        """A value a sample, where a function written in Python asks for it."""
        if not self.is_engines():
            return self.call(y_true, y_pred)
        if self._arguments.get("ignore_class") is not None and self.reduction not in ("sum_over_batch_size", "mean"):
            raise ValueError(f"{where}: ignore_class of symbols. Expected reduction='sum_over_batch_size'. Received: {self.reduction!r}")
        traits = self._compiled(_core.LossCall)
        y_true, y_pred = aligned(where, y_true, y_pred, traits.class_labels, traits.of_one_shape)
        return Symbol(_core.apply_loss(self.class_name, self._arguments, *ops.symbols_of(y_true, y_pred)))

    def described_as_metric(self):
        """The metric of the same name and arguments: a mean over the samples, whatever the loss's reduction."""
        return {"class_name": self.class_name, "config": {name: value for name, value in self._arguments.items() if name != "reduction"}}

    def _held_config(self):
        return {"name": self.name}

    def get_config(self):
        return {**self._held_config(), **(super().get_config() if self.is_engines() else {"reduction": self.reduction or "none"})}

    @classmethod
    def from_config(cls, config):
        """The loss of get_config()."""
        return of_config(cls, config, ("name",))


def of_config(cls, config, held):
    """An object of a loss's or a metric's config: the engine knows what it computes, Python what `held` names."""
    config = {name: value for name, value in config.items() if name != "dtype"}
    if cls.class_name is None:
        return cls(**config)
    described = {name: value for name, value in config.items() if name not in held}
    kept = {name: value for name, value in config.items() if name in held}
    return cls(**arguments_of(cls, described), **kept)


def _reduced(values, sample_weight, reduction):
    """Of symbols or arrays. Source: Keras 3, losses.loss.reduce_weighted_values."""
    weights = None if sample_weight is None else weights_on(sample_weight, values.shape) if values.shape else sample_weight
    values = values if weights is None else values * weights
    if reduction in ("none", None):
        return values
    if reduction == "sum":
        return ops.sum(values)
    if reduction == "mean_with_sample_weight" and weights is not None:
        return ops.sum(values) / ops.sum(weights)
    return ops.mean(values)


define("losses", Loss, globals())
deserialize = deserializer("losses")
__all__ += ["Loss", "deserialize", "get", "serialize"]


def _function(cls):
    """Keras's function: a value a sample."""

    return as_function(cls, cls.member["log_name"],
                       lambda y_true, y_pred, *args, **kwargs: cls(*args, reduction="none", **kwargs)(y_true, y_pred))


_functions = {_cls: _function(_cls) for _cls in dict.fromkeys(MEMBERS["losses"].values())}  # "mse" and "mean_squared_error" are one
for _name, _cls in dict(MEMBERS["losses"]).items():
    if _name != _cls.class_name:
        globals()[_name] = _functions[_cls]
        __all__.append(_name)


def get(identifier):
    """A loss of a name, a class, a config or an object; a name gives Keras's function."""
    if isinstance(identifier, str) and identifier in __all__ and identifier.islower():
        return globals()[identifier]
    return _get("losses", Loss, identifier)
