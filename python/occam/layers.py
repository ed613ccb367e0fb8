"""Layers. Source: Keras 3, keras.layers."""

import inspect
import warnings

import numpy as np

from . import _core, masks, preparing, regularizers, tracing
from .arguments import whole
from .described import WrongArguments, define, deserializer, serialize
from .engine_layer import EngineLayer
from .hashing import HashedCrossing, Hashing
from .input_spec import InputSpec
from .keras_tensor import KerasTensor, symbolic
from .lambda_layer import Lambda
from .layer import Layer
from .ops import Symbol
from .spectral_normalization import Spectral
from .string_lookup import StringLookup
from .tensor import numbers, tensor
from .text_vectorization import TextVectorization
from .time_distributed import Steps
from .wrapper import Wrapper


class _Activity(EngineLayer):
    """Its arguments are the factors of its penalty."""

    def _activity_penalty(self):
        return regularizers.L1L2(self.l1, self.l2)


class _Normalizing(EngineLayer):
    """As Keras: frozen it uses its statistics, and a call in training moves them."""

    _infers_when_frozen = True


class _Input(EngineLayer):
    """Keras's file has batch_shape for it."""

    held_in_python = (*EngineLayer.held_in_python, "batch_size", "batch_shape", "input_tensor", "sparse", "ragged", "optional", "batch_input_shape")

    @staticmethod
    def extra_parameters():
        return [*EngineLayer.extra_parameters(), inspect.Parameter("batch_input_shape", inspect.Parameter.KEYWORD_ONLY, default=None)]

    def _take(self, kept, arguments):
        kept, arguments = _of_older_names(dict(kept), dict(arguments))
        for each in ("sparse", "ragged"):
            if kept.get(each):
                raise ValueError(f"InputLayer: invalid value for {each}. Expected False, occam's values are dense and there. Received: {each}={kept[each]!r}")
        if not isinstance(kept.get("dtype"), (str, type(None))):
            kind = np.dtype(kept["dtype"])
            kept["dtype"] = "string" if kind.kind in "USO" else kind.name
        shape, size = _input_shape(kept, arguments) if kept else (arguments["shape"], None)
        self.__dict__.update(_dtype=kept.get("dtype") or "float32", batch_size=size, optional=bool(kept.get("optional")))
        if kept.get("input_tensor") is not None:
            self.__dict__["_output"] = kept["input_tensor"]
        super()._take({**kept, "dtype": None}, {**arguments, "shape": shape})

    def call(self):
        return None

    @property
    def dtype(self):
        return self._dtype

    @property
    def name(self):
        """Its own, or what the model calls it that it begins."""
        inputs = getattr(self._owner, "inputs", None) if not self._given_name and self._owner is not None and not tracing.is_at_work() else None
        place = next((place for place, each in enumerate(inputs or ()) if each.layer is self), None)
        names = self._owner.input_names if place is not None else ()
        return names[place] if len(names) == len(inputs or ()) and place is not None else self._given_name or "input_layer"

    @property
    def batch_shape(self):
        """(samples or None, sizes of one sample ...)."""
        shape = self._arguments["shape"]
        return None if shape is None else (self.batch_size, *shape)

    @property
    def output(self):
        """The value that it stands for."""
        if "_output" not in self.__dict__:
            self.__dict__["_output"] = KerasTensor.of(_core.input_node(self._core), self)
        return self.__dict__["_output"]

    def twin(self, model):
        made = super().twin(model)
        made.__dict__.update(_dtype=self._dtype, batch_size=self.batch_size, optional=self.optional)
        return made

    def get_config(self):
        return {"batch_shape": self.batch_shape, "dtype": self._dtype, "sparse": False, "ragged": False, "name": self.name, "optional": self.optional}

    @classmethod
    def from_config(cls, config):
        given = {name: value for name, value in config.items() if name != "trainable" and value is not None}
        return cls(**given) if {"shape", "batch_shape"} & set(given) else cls._from_described({"name": config.get("name"), "shape": None})


def _of_older_names(kept, arguments):
    """With `shape` for the `input_shape`, and `batch_shape` for the `batch_input_shape`, of older programs. Source: Keras 3, InputLayer.__init__."""
    shape, batch_shape = kept.pop("input_shape", None), kept.pop("batch_input_shape", None)
    if shape is not None:
        warnings.warn("Argument `input_shape` is deprecated. Use `shape` instead.", stacklevel=6)
        arguments["shape"] = shape
    if batch_shape is not None:
        kept["batch_shape"] = batch_shape
    return kept, arguments


def _input_shape(kept, arguments):
    """(sizes of a sample, samples in a batch or None) of the arguments of an InputLayer."""
    shape, batch_shape, size, given = arguments.get("shape"), kept.get("batch_shape"), kept.get("batch_size"), kept.get("input_tensor")
    for name, value in (("shape", shape), ("batch_size", size)):
        if batch_shape is not None and value is not None:
            raise ValueError(f"InputLayer: {name} and batch_shape are given. Expected one of them. Received: {name}={value}, batch_shape={batch_shape}")
    if given is not None:
        if not isinstance(given, KerasTensor):
            raise ValueError(f"InputLayer: invalid value for input_tensor. Expected a KerasTensor. Received: {given!r}")
        asked = {"shape": (shape, given.shape[1:]), "batch_shape": (batch_shape, given.shape), "batch_size": (size, given.shape[0]), "dtype": (kept.get("dtype"), given.dtype)}
        for name, (value, own) in asked.items():
            if value is not None and (tuple(value) != tuple(own) if isinstance(own, tuple) else value != own):
                raise ValueError(f"InputLayer: invalid value for {name}. Expected that of input_tensor, {own}. Received: {name}={value}")
        batch_shape = given.shape
    if batch_shape is not None:
        if not isinstance(batch_shape, (list, tuple)) or not batch_shape:
            raise ValueError(f"InputLayer: invalid value for batch_shape. Expected sizes, those of the batch first. Received: batch_shape={batch_shape!r}")
        size, shape = batch_shape[0], tuple(batch_shape)[1:]
    if shape is None:
        raise ValueError("InputLayer: invalid value for shape. Expected sizes of one sample. Received: shape=None")
    shape = (shape,) if isinstance(shape, int) else tuple(shape)
    return shape, None if size is None else whole("InputLayer", "batch_size", size)


class _Scaled(EngineLayer):
    """Its weight is `scale`."""

    @property
    def scale(self):
        return next((each for each in self.weights if each.name == "scale"), None)


class _Softmax(EngineLayer):
    """A mask by hand is of numbers, not of rows."""

    def _result(self, inputs, mask=None, **kwargs):
        if mask is None or symbolic(inputs) or symbolic(inputs, Symbol):
            return super()._result(inputs, mask=mask, **kwargs)
        shape, own = np.shape(inputs), np.asarray(mask)
        if own.ndim > len(shape) or any(size not in (1, whole) for size, whole in zip(own.shape[::-1], shape[::-1])):
            raise ValueError(f"Softmax: the mask must be broadcastable to inputs and must not have more dimensions. Received: inputs of shape {shape}, mask of shape {own.shape}")
        return super()._result(inputs, mask=np.broadcast_to(own if own.dtype == bool else own > 0.5, shape), **kwargs)


class _Lookup(EngineLayer):
    """Its weights are of one shape for inputs of any; `weights` are their first values."""

    held_in_python = (*EngineLayer.held_in_python, "weights")

    def _take(self, kept, arguments):
        first = kept.pop("weights", None)
        for name in ("input_dim", "output_dim"):
            value = arguments.get(name, 1)
            if isinstance(value, bool) or not hasattr(value, "__index__") or value < 1:
                raise ValueError(f"Embedding: invalid value for {name}. Expected a positive integer. Received: {name}={value!r}")
        super()._take(kept, arguments)
        if first is not None:
            self.build()
            self.set_weights(first if isinstance(first, (list, tuple)) else [first])

    def build(self, input_shape=None):
        super().build((None, 1) if input_shape is None or len(input_shape) < 2 else input_shape)

    def _result(self, inputs, **kwargs):
        if isinstance(inputs, np.ndarray) and inputs.ndim == 1:  # one number a sample: the engine has it as a column
            return super()._result(inputs[:, np.newaxis], **kwargs)[:, 0]
        return super()._result(inputs, **kwargs)


class _Rectifier(EngineLayer):
    """Keras has None for `max_value` alone."""

    def _take(self, kept, arguments):
        for name in ("negative_slope", "threshold"):
            if name in arguments and arguments[name] is None:
                raise ValueError(f"{self.class_name}: invalid value for {name}. Expected a number. Received: {name}=None")
        super()._take(kept, arguments)


class _Counted(EngineLayer):
    """What it repeats, how often: a whole number, or a TypeError."""

    def _take(self, kept, arguments):
        name = "n" if self.class_name == "RepeatVector" else "size"
        value = arguments.get(name, 1)
        if isinstance(value, bool) or not hasattr(value, "__index__"):
            raise WrongArguments(f"{self.class_name}: invalid value for {name}. Expected an integer. Received: {name}={value!r} (of type {type(value)})")
        super()._take(kept, arguments)


class _OfAxes(EngineLayer):
    """One axis or several, or a TypeError."""

    def _take(self, kept, arguments):
        axis = arguments.get("axis", -1)
        if any(isinstance(each, bool) or not hasattr(each, "__index__") for each in (axis if isinstance(axis, (list, tuple)) else [axis])):
            raise WrongArguments(f"{self.class_name}: invalid value for axis. Expected an integer or a list of integers. Received: axis={axis!r}")
        super()._take(kept, arguments)


class _Shaping(EngineLayer):
    """Sizes, of which one may be -1: what is left for it."""

    def _take(self, kept, arguments):
        sizes = arguments.get("target_shape", ())
        if isinstance(sizes, (list, tuple)) and (sum(each == -1 for each in sizes) > 1 or any(isinstance(each, int) and each < -1 for each in sizes)):
            raise ValueError(f"Reshape: invalid value for target_shape. Expected sizes >= 0, or -1 for one of them. Received: target_shape={sizes}")
        super()._take(kept, arguments)

    @property
    def target_shape(self):
        return tuple(self._arguments["target_shape"])


class _Dropping(EngineLayer):
    """The mask's sizes are positive, or None."""

    def _take(self, kept, arguments):
        sizes = arguments.get("noise_shape")
        if isinstance(sizes, (list, tuple)) and any(isinstance(each, int) and each < 1 for each in sizes):
            raise ValueError(f"{self.class_name}: invalid value for noise_shape. Expected positive integers or None. Received: noise_shape={sizes}")
        super()._take(kept, arguments)

    @property
    def noise_shape(self):
        sizes = self._arguments.get("noise_shape")
        return None if sizes is None else tuple(sizes)


class _Sides(EngineLayer):
    """One size stands for both ends."""

    def _take(self, kept, arguments):
        for name in ("padding", "cropping"):
            if isinstance(arguments.get(name), int):
                arguments[name] = (arguments[name],) * 2
        super()._take(kept, arguments)


class _Merging(EngineLayer):
    """Of several inputs, on arrays too."""

    def _result(self, inputs, training=None, mask=None, **kwargs):
        if not isinstance(inputs, (list, tuple)) or not inputs:
            raise ValueError(f"{self.class_name}: Expected a list of inputs. Received: {inputs!r}")
        if self.class_name == "Subtract" and len(inputs) != 2:
            raise ValueError(f"Subtract: Expected exactly 2 inputs. Received: {len(inputs)}")
        if symbolic(inputs) or symbolic(inputs, Symbol):
            return super()._result(inputs, training=training, **kwargs)
        arrays = [numbers(self.class_name, each) for each in inputs]
        if any(each.ndim == 0 for each in arrays):
            raise ValueError(f"{self.class_name}: Expected batches of samples. Received: an array of shape ()")
        mask = masks.mask_on(inputs) if mask is None else mask
        if self._plain.uses_mask and masks.is_there(mask):
            return self._with_masks(arrays, mask)
        model = self._model_of(tuple(each.shape for each in arrays))
        result = tensor(model.predict_on_batch(arrays))
        column = all(each.ndim == 1 for each in arrays) and self.class_name not in ("Concatenate", "Dot")
        return result[:, 0] if column else result  # one number a sample: the engine has it as a column

    def compute_mask(self, inputs, mask=None):
        """That of inputs which all have one; None where one has none. Source: Keras 3, layers.Merge.compute_mask."""
        if mask is None:
            return None
        for name, value in (("mask", mask), ("inputs", inputs)):
            if not isinstance(value, (list, tuple)):
                raise ValueError(f"{self.class_name}: `{name}` should be a list. Received: {name}={value!r}")
        if len(inputs) != len(mask):
            raise ValueError(f"{self.class_name}: The lists `inputs` and `mask` should have the same length. Received: {len(inputs)} and {len(mask)}")
        return masks.keras_mask(self._plain, inputs, mask) if masks.is_there(mask) else None

    def _model_of(self, shapes):
        """What computes inputs of these shapes, kept for the next call."""
        if self.__dict__.get("_computed", (None,))[0] != shapes:
            from .models import Model
            inputs = [Input(shape[1:] or (1,)) for shape in shapes]
            self.__dict__["_computed"] = shapes, Model(inputs, type(self)._from_described({**self._arguments, "name": ""})(inputs))
        return self.__dict__["_computed"][1]

    def build(self, input_shape=None):
        """Nothing is to be made; shapes that do not fit are refused."""
        if isinstance(input_shape, (list, tuple)) and input_shape and isinstance(input_shape[0], (list, tuple)):
            self.compute_output_shape(input_shape)

    def compute_output_shape(self, input_shape):
        """The shape of the result for a list of input shapes, whose first axis is the batch."""
        if not isinstance(input_shape, (list, tuple)) or not input_shape or not all(isinstance(each, (list, tuple)) and each for each in input_shape):
            raise ValueError(f"{self.class_name}: Expected a list of input shapes. Received: {input_shape!r}")
        inputs = [Input(batch_shape=tuple(each)) for each in input_shape]
        return type(self)._from_described({**self._arguments, "name": ""})(inputs).shape


define("layers", EngineLayer, globals(), {**dict.fromkeys(("Add", "Average", "Concatenate", "Dot", "Maximum", "Minimum", "Multiply", "Subtract"), _Merging),
                                         "ActivityRegularization": _Activity, "BatchNormalization": _Normalizing, "Embedding": _Lookup, "ReLU": _Rectifier, "LeakyReLU": _Rectifier, "RepeatVector": _Counted, "UpSampling1D": _Counted, "LayerNormalization": _OfAxes,
                                         "UnitNormalization": _OfAxes, "Reshape": _Shaping, "Dropout": _Dropping, "RMSNormalization": _Scaled, "Softmax": _Softmax, "InputLayer": _Input,
                                         "Normalization": preparing.Normalizing, "IntegerLookup": preparing.Lookup, "CategoryEncoding": preparing.Encoding, "Discretization": preparing.Binning,
                                         "TimeDistributed": Steps, "SpectralNormalization": Spectral, "ZeroPadding1D": _Sides, "Cropping1D": _Sides})
deserialize = deserializer("layers")
GlobalAvgPool1D, GlobalMaxPool1D = GlobalAveragePooling1D, GlobalMaxPooling1D  # noqa: F821 - made by define()
__all__ += ["GlobalAvgPool1D", "GlobalMaxPool1D", "HashedCrossing", "Hashing", "Input", "InputSpec", "Lambda", "Layer", "StringLookup", "TextVectorization", "Wrapper", "add", "average", "concatenate", "deserialize", "dot", "maximum", "minimum", "multiply", "serialize", "subtract"]


def Input(shape=None, batch_size=None, dtype=None, sparse=None, ragged=None, batch_shape=None, name=None, tensor=None, optional=False):
    """A value of a functional model: one sample is of this shape. Source: Keras 3, keras.Input."""
    layer = InputLayer(shape=shape, batch_size=batch_size, dtype=dtype, sparse=sparse, ragged=ragged,  # noqa: F821 - made by define()
                       batch_shape=batch_shape, input_tensor=tensor, name=name, optional=optional)
    return layer.output


def _function_of(cls):
    """Keras's function that makes the layer and calls it, as `layers.add(inputs)`."""
    def called(inputs, **kwargs):
        return cls(**kwargs)(inputs)
    called.__name__ = called.__qualname__ = cls.__name__.lower()
    called.__doc__ = f"{cls.__name__}(...)(inputs). Source: Keras 3, layers.{called.__name__}."
    return called


add, average, maximum, minimum, multiply, subtract = map(_function_of, (Add, Average, Maximum, Minimum, Multiply, Subtract))  # noqa: F821


def concatenate(inputs, axis=-1, **kwargs):
    """Concatenate(axis)(inputs). Source: Keras 3, layers.concatenate."""
    return Concatenate(axis=axis, **kwargs)(inputs)  # noqa: F821 - made by define()


def dot(inputs, axes=-1, **kwargs):
    """Dot(axes)(inputs). Source: Keras 3, layers.dot."""
    return Dot(axes=axes, **kwargs)(inputs)  # noqa: F821 - made by define()
