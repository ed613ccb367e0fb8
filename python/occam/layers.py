"""Layers. Source: Keras 3, keras.layers."""

import inspect

import numpy as np

from . import _core, regularizers
from .described import Described, define, deserializer, serialize
from .layer import KerasTensor, Layer, check_name_and_dtype, place_inside, symbolic
from .ops import Symbol
from .random import later, next_seed
from .tensor import numbers, tensor


class EngineLayer(Layer, Described):
    """A layer of the engine's."""

    held_in_python = ("name", "trainable", "dtype")

    @staticmethod
    def extra_parameters():
        kind = inspect.Parameter.KEYWORD_ONLY
        return [inspect.Parameter(name, kind, default=None) for name in ("name", "input_shape", "input_dim", "trainable", "dtype")]

    def _take(self, kept, arguments):
        if type(self).call is not EngineLayer.call:
            raise NotImplementedError(f"{type(self).__name__}: a layer of occam's with another `call`. Expected a subclass of Layer that holds a {self.class_name}")
        name = kept.get("name")
        check_name_and_dtype(self.class_name, name, kept.get("dtype"))
        if kept.get("input_dim") is not None:
            arguments["input_shape"] = (kept["input_dim"],)
        shape = arguments.get("input_shape")
        if isinstance(shape, int):
            arguments["input_shape"] = (shape,)
        arguments = {key: regularizers.get(value) if key.endswith("_regularizer") and isinstance(value, str) else value
                     for key, value in arguments.items() if key in self._fields}
        if "trainable" in self._fields and kept.get("trainable") is not None:
            arguments["trainable"] = kept["trainable"]
        arguments["name"] = name or arguments.get("name") or ""
        super()._take(kept, arguments)
        self.__dict__["_given_name"] = self._arguments["name"]
        self.__dict__["_core"] = self.__dict__["_plain"] = _core.layer(self.class_name, self._arguments)
        self.trainable = kept.get("trainable") is not False

    def call(self, inputs, training=None):
        return self(inputs, training=training)

    def __init_subclass__(cls):
        cls._has_weights = any(name.endswith(("_initializer", "_regularizer")) or name in ("mean", "units") for name in getattr(cls, "_fields", ()))

    def __call__(self, inputs, *more, training=None, **kwargs):
        if not isinstance(inputs, np.ndarray):
            values = symbolic(inputs)
            if values:
                return KerasTensor(self._core([each.node for each in values]), self, values)
            values = symbolic(inputs, Symbol)
            if values:
                _, place = place_inside(self, training)
                return place.build(self._plain, values, self._standing())
            inputs = inputs.now() if hasattr(inputs, "now") else inputs
        training = training and (self.trainable or not self._infers_when_frozen)
        x = numbers(self.class_name, inputs)
        if x.ndim == 0:
            raise ValueError(f"{self.class_name}: Expected a batch of samples. Received: an array of shape ()")
        owner, path = None, ""
        if self._has_weights:
            owner, path = self._home()
            if owner is None:
                self.build(x.shape)
                owner, path = self._home()
        model = None if owner is None else owner._core
        call = self._compiled(_core.LayerCall)
        return self._finished(tensor(call(x, bool(training), self._seed_of_call() if training else 0, model, path)))

    def _activity_penalty(self):
        return self._arguments.get("activity_regularizer") and self.activity_regularizer

    def _finished(self, result):
        """For `losses`: what the call on arrays would add in a model."""
        penalty = self._activity_penalty()
        if penalty:
            self.__dict__["_added_losses"] = [tensor(np.float32(penalty(result) / len(result)))]
        return result

    def _compiled(self, kind):
        if "_call" not in self.__dict__:
            self.__dict__["_call"] = kind(self._plain)
        return self.__dict__["_call"]

    def __setattr__(self, name, value):
        # What the engine computes by is the description that the layer was made with.
        if name in self.__dict__.get("_arguments", ()) and not isinstance(getattr(type(self), name, None), property):
            raise AttributeError(f"{self.class_name}: {name} cannot be changed. Expected another layer")
        super().__setattr__(name, value)

    def _makes_weights(self):
        return self._has_weights

    def _parts(self):
        return []

    def _standing(self):
        """The weights that it has from calls on arrays, for a model that it comes into."""
        owner = self._owner
        return owner._core.get_weights() if owner is not None and owner._layers == [self] and owner.built else []

    def _seed_of_call(self):
        """Each call draws another mask, the sequence being a function of the layer's seed where it has one."""
        seed = self._kept.get("seed")
        if seed is None:
            return next_seed()
        self._calls = self.__dict__.get("_calls", 0) + 1
        return later(int(getattr(seed, "_initial_seed", seed)), self._calls)

    @property
    def built(self):
        return self._home()[0] is not None or not self._has_weights

    def build(self, input_shape):
        """Makes the weights for inputs of this shape, whose first axis is the batch."""
        if self._owner is None and self._has_weights:
            from .models import Sequential
            model = Sequential([self])
            try:
                model._build_for(tuple(input_shape)[1:])
            except Exception:
                self.__dict__["_owner"] = None  # another shape may do, or adapt()
                raise

    @property
    def weights(self):
        owner, prefix = self._home()
        return [] if owner is None else owner.weights_below(prefix)

    def _is_trained(self, weight):
        return self.trainable and weight.name not in STATISTICS

    @property
    def losses(self):
        """The penalties of the layer's weights as they stand, and of what the last call on arrays gave."""
        found = []
        for name, value in self._arguments.items():
            if name.endswith("_regularizer") and value is not None:
                weights = [each for each in self.weights if each.name == name.removesuffix("_regularizer")]
                found += [getattr(self, name)(each.numpy()) for each in weights]
        return found + self._added_losses

    def __getattr__(self, name):
        short = {"kernel", "bias", "gamma", "beta", "moving_mean", "moving_variance", "embeddings"}
        if name in short:
            for variable in self.weights:
                if variable.name == name:
                    return variable
            if name != "bias" or self._home()[0] is None:
                raise AttributeError(f"{self.name} has no weight {name!r}; it is made by build() or the first call")
            return None
        return super().__getattr__(name)

    def get_config(self):
        return {"name": self.name, "trainable": self.trainable, "dtype": "float32", **Described.get_config(self)}

    @classmethod
    def from_config(cls, config):
        rest = {key: value for key, value in config.items() if key not in ("name", "trainable", "dtype")}
        made = _core.arguments_of_keras(cls.concept, cls.class_name, rest)
        return cls(**{**made, "name": config.get("name"), "trainable": config.get("trainable", True)})

    def twin(self, model):
        made = type(self)._from_described(self._arguments)
        made.trainable = self.trainable
        made.__dict__.update(_owner=model, _frozen=self._frozen, _plain=self._plain, _core=self._core)
        return made

    def __reduce__(self):
        return type(self).from_config, (self.get_config(),)

    def __eq__(self, other):
        return self is other

    __hash__ = object.__hash__
    __repr__ = Described.__repr__


class _Activity(EngineLayer):
    """Its arguments are the factors of its penalty."""

    def _activity_penalty(self):
        return regularizers.L1L2(self.l1, self.l2)


class _Normalizing(EngineLayer):
    """As Keras: frozen it uses its statistics, and a call in training moves them."""

    _infers_when_frozen = True


class _Input(EngineLayer):
    """Keras's file has batch_shape for it."""

    def get_config(self):
        shape = self._arguments["shape"]
        return {"batch_shape": None if shape is None else (None, *shape), "dtype": "float32", "sparse": False, "ragged": False,
                "name": self.name, "optional": False}

    @classmethod
    def from_config(cls, config):
        shape = config.get("shape") or config.get("batch_shape") and tuple(config["batch_shape"])[1:]
        return cls(shape=shape, name=config.get("name"))


class _Adapting(EngineLayer):
    """Learns from rows before training."""

    def adapt(self, data, batch_size=None, steps=None):
        """Takes what the layer needs from these samples. Source: Keras 3, Layer.adapt."""
        if self.built and self._owner is not None:
            raise ValueError(f"{self.name}: is part of a model that is built. Expected adapt() before that")
        self._core = self._plain = self._plain.adapted(numbers(f"{self.class_name}.adapt", data))
        self._arguments = {**self._core.config()["config"], "name": self._arguments["name"]}
        self.__dict__.pop("_call", None)


#: Weights that no optimizer updates.
STATISTICS = ("moving_mean", "moving_variance", "mean", "variance")

define("layers", EngineLayer, globals(), {"ActivityRegularization": _Activity, "BatchNormalization": _Normalizing, "InputLayer": _Input, "Normalization": _Adapting, "IntegerLookup": _Adapting})
deserialize = deserializer("layers")
__all__ += ["Input", "Layer", "add", "concatenate", "deserialize", "serialize"]


def Input(shape=None, batch_size=None, dtype=None, name=None, **kwargs):
    """A value of a functional model: one sample is of this shape. Source: Keras 3, keras.Input."""
    unknown = {key: value for key, value in kwargs.items() if value is not None}
    if unknown:
        raise ValueError(f"Input: occam has no argument {next(iter(unknown))!r}")
    if shape is None:
        raise ValueError("Input: invalid value for shape. Expected sizes of one sample. Received: shape=None")
    shape = (shape,) if isinstance(shape, int) else tuple(shape)
    if any(size is None for size in shape):
        raise ValueError(f"Input: occam's shapes are known. Expected sizes. Received: shape={shape}")
    layer = InputLayer(shape=shape, name=name)  # noqa: F821 - made by define()
    return KerasTensor(_core.input_node(layer._core), layer)


def add(inputs, **kwargs):
    """Add()(inputs). Source: Keras 3, layers.add."""
    return Add(**kwargs)(inputs)  # noqa: F821 - made by define()


def concatenate(inputs, axis=-1, **kwargs):
    """Concatenate()(inputs). Source: Keras 3, layers.concatenate."""
    return Concatenate(axis=axis, **kwargs)(inputs)  # noqa: F821 - made by define()
