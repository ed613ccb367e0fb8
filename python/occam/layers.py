"""Layers. Source: Keras 3, keras.layers."""

import inspect

import numpy as np

from . import _core
from .described import Described, define, deserialize, serialize, snake_case
from .random import next_seed
from .tensor import numbers, tensor
from .variables import Weighted

class KerasTensor:
    """A value of a functional model: what Input() and a layer called on such values return."""

    def __init__(self, node, layer, inputs=()):
        self.node, self.layer, self.inputs = node, layer, tuple(inputs)
        self._shape = None

    @property
    def shape(self):
        if self._shape is None:
            model = _core.Model(_inputs_of([self]), [self.node], "shape")
            self._shape = (None, *model.output_shapes()[0])
        return self._shape

    dtype = "float32"

    @property
    def name(self):
        return self.layer.name

    def __repr__(self):
        return f"<KerasTensor shape={self.shape}, dtype=float32, name={self.name}>"

    def __bool__(self):
        raise TypeError("A KerasTensor is symbolic: it's a placeholder for a shape and a dtype. It doesn't have any actual numerical value.")

    def __add__(self, other):
        return globals()["Add"]()([self, other])


def symbolic(inputs):
    """The inputs as a list of symbolic values; empty when they are arrays."""
    values = list(inputs) if isinstance(inputs, (list, tuple)) else [inputs]
    return values if any(isinstance(each, KerasTensor) for each in values) else []


def walk(outputs):
    """Every value that these depend on, inputs first."""
    found, seen, stack = [], set(), [(each, False) for each in reversed(outputs)]
    while stack:
        value, done = stack.pop()
        if done:
            found.append(value)
        elif id(value) not in seen:
            seen.add(id(value))
            stack.append((value, True))
            stack.extend((each, False) for each in reversed(value.inputs))
    return found


def _inputs_of(outputs):
    return [value.node for value in walk(outputs) if not value.inputs]


class Layer(Weighted, Described):
    """A step of a network: called on arrays it computes, on symbolic values it becomes part of a model."""

    concept = "layers"
    held_in_python = ("name", "trainable", "dtype")

    def __init__(self, *args, **kwargs):
        raise NotImplementedError("occam does not train layers written in Python yet. Expected one of occam.layers")

    @staticmethod
    def extra_parameters():
        kind = inspect.Parameter.KEYWORD_ONLY
        return [inspect.Parameter(name, kind, default=None) for name in ("name", "input_shape", "input_dim", "trainable", "dtype")]

    def _take(self, kept, arguments):
        name = kept.get("name")
        if name is not None and not isinstance(name, str):
            raise ValueError(f"{self.class_name}: invalid value for name. Expected a text. Received: name={name!r}")
        if kept.get("trainable") is False and "trainable" not in self._fields:
            raise ValueError(f"{self.class_name}: occam trains every layer. Expected trainable=True. Received: trainable=False")
        if kept.get("dtype") not in (None, "float32", np.float32):
            raise ValueError(f"{self.class_name}: occam computes in float32. Received: dtype={kept['dtype']!r}")
        if kept.get("input_dim") is not None:
            arguments["input_shape"] = (kept["input_dim"],)
        shape = arguments.get("input_shape")
        if isinstance(shape, int):
            arguments["input_shape"] = (shape,)
        arguments = {key: value for key, value in arguments.items() if key in self._fields}
        arguments["name"] = name or arguments.get("name") or ""
        super()._take(kept, arguments)
        self._core = _core.layer(self.class_name, self._arguments)
        self._owner = None  # the model that holds the weights
        self.trainable = True

    @property
    def name(self):
        """Its own, or in a model what the model calls it: "dense", "dense_1", ... from 0 in each model."""
        if self._arguments["name"]:
            return self._arguments["name"]
        found = None if self._owner is None else self._owner.name_of(self)
        return found or snake_case(self.class_name)

    def __call__(self, inputs, *more, training=None, **kwargs):
        values = symbolic(inputs)
        if values:
            return KerasTensor(self._core([each.node for each in values]), self, values)
        x = numbers(self.class_name, inputs)
        if x.ndim == 0:
            raise ValueError(f"{self.class_name}: Expected a batch of samples. Received: an array of shape ()")
        if self._owner is None and not self._has_weights:
            seed = self._kept.get("seed")
            return tensor(self._core.call(x, bool(training), next_seed() if seed is None else self._seed_of_call(seed)))
        if self._owner is None:
            self.build(x.shape)
        return tensor(self._owner.call_layer(self, x, bool(training)))

    def _seed_of_call(self, seed):
        """Each call draws another mask, the sequence being a function of the layer's seed."""
        self._calls = self.__dict__.get("_calls", 0) + 1
        return (int(getattr(seed, "_initial_seed", seed)) + self._calls * 0xBF58476D1CE4E5B9) % 2**62

    @property
    def _has_weights(self):
        return any(name.endswith(("_initializer", "_regularizer")) or name in ("mean", "units") for name in self._fields)

    @property
    def built(self):
        return self._owner is not None and self._owner.built or not self._has_weights

    def build(self, input_shape):
        """Makes the weights for inputs of this shape, whose first axis is the batch."""
        if self._owner is None and self._has_weights:
            from .models import Sequential
            Sequential([self])._build_for(tuple(input_shape)[1:])

    @property
    def weights(self):
        if self._owner is None:
            return []
        prefix = self.name + "/"
        return [each for each in self._owner.weights if each.path.startswith(prefix)]

    def get_weights(self):
        return [each.numpy() for each in self.weights]

    def set_weights(self, weights):
        own = self.weights
        if len(own) != len(weights):
            raise ValueError(f"{self.name}: Expected {len(own)} weights. Received: {len(weights)}")
        for variable, value in zip(own, weights):
            variable.assign(value)

    @property
    def losses(self):
        """The penalties of the layer's weights as they stand."""
        found = []
        for name, value in self._arguments.items():
            if name.endswith("_regularizer") and value is not None:
                weights = [each for each in self.weights if each.name == name.removesuffix("_regularizer")]
                found += [getattr(self, name)(each.numpy()) for each in weights]
        return found

    def compute_output_shape(self, input_shape):
        model = _core.Sequential()
        model.add(self._core)
        model.build([int(size) for size in tuple(input_shape)[1:]])
        return (tuple(input_shape)[0], *model.output_shapes()[0])

    def __getattr__(self, name):
        short = {"kernel", "bias", "gamma", "beta", "moving_mean", "moving_variance", "embeddings"}
        if name in short:
            for variable in self.weights:
                if variable.name == name:
                    return variable
            if name != "bias" or self.__dict__.get("_owner") is None:
                raise AttributeError(f"{self.name} has no weight {name!r}; it is made by build() or the first call")
            return None
        return super().__getattr__(name)

    def get_config(self):
        return {"name": self.name, "trainable": True, "dtype": "float32", **super().get_config()}

    @classmethod
    def from_config(cls, config):
        rest = {key: value for key, value in config.items() if key not in ("name", "trainable", "dtype")}
        made = _core.arguments_of_keras(cls.concept, cls.class_name, rest)
        return cls(**{**made, "name": config.get("name")})

    def __eq__(self, other):
        return self is other

    __hash__ = object.__hash__


class _Input(Layer):
    """Keras's file has batch_shape for it."""

    def get_config(self):
        shape = self._arguments["shape"]
        return {"batch_shape": None if shape is None else (None, *shape), "dtype": "float32", "sparse": False, "ragged": False,
                "name": self.name, "optional": False}

    @classmethod
    def from_config(cls, config):
        shape = config.get("shape") or config.get("batch_shape") and tuple(config["batch_shape"])[1:]
        return cls(shape=shape, name=config.get("name"))


class _Adapting(Layer):
    """Learns from rows before training."""

    def adapt(self, data, batch_size=None, steps=None):
        """Takes what the layer needs from these samples. Source: Keras 3, Layer.adapt."""
        if self.built and self._owner is not None:
            raise ValueError(f"{self.name}: is part of a model that is built. Expected adapt() before that")
        self._core = self._core.adapted(numbers(f"{self.class_name}.adapt", data))
        self._arguments = {**self._core.config()["config"], "name": self._arguments["name"]}


define("layers", Layer, globals(), {"InputLayer": _Input, "Normalization": _Adapting, "IntegerLookup": _Adapting})
__all__ += ["Input", "Layer", "deserialize", "serialize"]


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
