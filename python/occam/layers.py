"""Layers. Source: Keras 3, keras.layers."""

import inspect

import numpy as np

from . import _core, masks, regularizers, tracing
from .arguments import check_name_and_dtype, check_trainable, whole
from .described import Described, define, deserializer, own_members, serialize
from .keras_tensor import KerasTensor, called, said_training, symbolic
from .layer import Layer, place_inside
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
        check_trainable(self.class_name, kept.get("trainable"))
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

    @property
    def supports_masking(self):
        """Does it take values of which some rows do not count? Source: Keras 3, Layer.supports_masking."""
        return self._plain.supports_masking

    def compute_mask(self, inputs, mask=None):
        """Which rows of the result count, or None. Source: Keras 3, Layer.compute_mask."""
        if not self.supports_masking:
            return None
        return masks.keras_mask(self._plain, [inputs], [mask])

    def __call__(self, inputs, *more, training=None, mask=None, **kwargs):
        if more:
            mask = masks.behind_inputs(self, more, mask)
        result = self._result(inputs, training=training, mask=mask, **kwargs)
        if not isinstance(result, np.ndarray):
            return result
        mask = masks.mask_on(inputs) if mask is None else mask
        if not masks.is_there(mask):
            return masks.with_mask_on(result, self.compute_mask(inputs, mask)) if self._plain.makes_mask else result
        if not self.supports_masking:
            masks.warn_lost(self)
            return result
        return masks.with_mask_on(result, self.compute_mask(inputs, mask))

    def _result(self, inputs, training=None, mask=None, **kwargs):
        if kwargs:
            raise TypeError(f"{self.class_name}: got an unexpected keyword argument {next(iter(kwargs))!r}")
        if not isinstance(inputs, np.ndarray):
            values = symbolic(inputs)
            if values:
                if self._has_weights and self._owner is None:
                    self.__dict__["_called_on"] = values[0]
                return called(self, self._core, values, training=said_training(training))
            values = symbolic(inputs, Symbol)
            if values:
                _, place = place_inside(self, training)
                if mask is not None:
                    place.set_mask(values[0], mask)
                return place.build(self._plain, values, self._standing())[0]
            inputs = inputs.now() if hasattr(inputs, "now") else inputs
        training = tracing.said_outside() if training is None else training
        training = training and (self.trainable or not self._infers_when_frozen)
        mask = masks.mask_on(inputs) if mask is None else mask
        x = numbers(self.class_name, inputs)
        if mask is not None and self._plain.uses_mask and not self._has_weights:
            return self._with_masks([x], [mask])
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
        column = x.ndim == 1 and self.class_name in ELEMENTWISE  # the engine has one number a sample as a column
        result = tensor(call(x[:, np.newaxis] if column else x, bool(training), self._seed_of_call() if training else 0, model, path))
        return self._finished(result[:, 0] if column else result)

    def _with_masks(self, arrays, own):
        """Called on arrays of which some rows do not count."""
        from .callbacks import screen
        own = [None if each is None else np.asarray(each, np.float32) for each in own]
        shapes = [each.shape[1:] for each in arrays], [None if each is None else each.shape[1:] for each in own]
        if self.__dict__.get("_masked", (None,))[0] != shapes:
            self.__dict__["_masked"] = shapes, masks.model_with_masks(self._plain, *shapes)
        given = [each for pair in zip(arrays, own) for each in pair if each is not None]
        options = {"verbose": 0, "batch_size": max(len(arrays[0]), 1), "callbacks": [], "screen": screen()}
        return tensor(self.__dict__["_masked"][1].predict((given, []), options)[0])

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
        return self._home()[0] is not None or not self._has_weights or "_called_on" in self.__dict__

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

    def _build_as_called(self):
        """As Keras: a layer that was called on values of a functional model has its weights before there is a model."""
        value = self.__dict__.pop("_called_on", None) if self._owner is None and tracing.current() is None else None
        if value is not None:
            self.build(value.shape)

    @property
    def weights(self):
        self._build_as_called()
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
        short = {"alpha", "kernel", "bias", "gamma", "beta", "moving_mean", "moving_variance", "embeddings"}
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
        rest, own = own_members(rest)
        made = _core.arguments_of_keras(cls.concept, cls.class_name, rest)
        return cls(**{**made, **own, "name": config.get("name"), "trainable": config.get("trainable", True)})

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

    held_in_python = (*EngineLayer.held_in_python, "batch_size", "batch_shape", "input_tensor", "sparse", "ragged", "optional")

    def _take(self, kept, arguments):
        for each in ("sparse", "ragged", "optional"):
            if kept.get(each):
                raise ValueError(f"InputLayer: invalid value for {each}. Expected False, occam's values are dense and there. Received: {each}={kept[each]!r}")
        if not isinstance(kept.get("dtype"), (str, type(None))):
            kept["dtype"] = np.dtype(kept["dtype"]).name
        shape, size = _input_shape(kept, arguments) if kept else (arguments["shape"], None)
        self.__dict__.update(_dtype=kept.get("dtype") or "float32", batch_size=size)
        if kept.get("input_tensor") is not None:
            self.__dict__["_output"] = kept["input_tensor"]
        super()._take({**kept, "dtype": None}, {**arguments, "shape": shape})

    @property
    def dtype(self):
        return self._dtype

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
        made.__dict__.update(_dtype=self._dtype, batch_size=self.batch_size)
        return made

    def get_config(self):
        return {"batch_shape": self.batch_shape, "dtype": self._dtype, "sparse": False, "ragged": False, "name": self.name, "optional": False}

    @classmethod
    def from_config(cls, config):
        given = {name: value for name, value in config.items() if name != "trainable" and value is not None}
        return cls(**given) if {"shape", "batch_shape"} & set(given) else cls._from_described({"name": config.get("name"), "shape": None})


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
        if symbolic(inputs) or symbolic(inputs, Symbol):
            return super()._result(inputs, training=training, **kwargs)
        arrays = [numbers(self.class_name, each) for each in inputs]
        if any(each.ndim == 0 for each in arrays):
            raise ValueError(f"{self.class_name}: Expected batches of samples. Received: an array of shape ()")
        mask = masks.mask_on(inputs) if mask is None else mask
        if self._plain.uses_mask and masks.is_there(mask):
            return self._with_masks(arrays, mask)
        model = self._model_of(tuple(each.shape for each in arrays))
        return tensor(model.predict_on_batch(arrays))

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


#: Layers without weights whose results have the shape of what they are called on, whatever it is.
ELEMENTWISE = {"Activation", "ActivityRegularization", "AlphaDropout", "Dropout", "ELU", "GaussianDropout", "GaussianNoise", "Identity", "LeakyReLU", "ReLU", "Rescaling"}

#: Weights that no optimizer updates.
STATISTICS = ("moving_mean", "moving_variance", "mean", "variance")

from . import preparing  # noqa: E402 - its classes are of EngineLayer

define("layers", EngineLayer, globals(), {**dict.fromkeys(("Add", "Average", "Concatenate", "Dot", "Maximum", "Minimum", "Multiply", "Subtract"), _Merging),
                                         "ActivityRegularization": _Activity, "BatchNormalization": _Normalizing, "Embedding": _Lookup, "Softmax": _Softmax, "InputLayer": _Input,
                                         "Normalization": preparing.Normalizing, "IntegerLookup": preparing.Lookup, "CategoryEncoding": preparing.Encoding,
                                         "ZeroPadding1D": _Sides, "Cropping1D": _Sides})
deserialize = deserializer("layers")
GlobalAvgPool1D, GlobalMaxPool1D = GlobalAveragePooling1D, GlobalMaxPooling1D  # noqa: F821 - made by define()
__all__ += ["GlobalAvgPool1D", "GlobalMaxPool1D", "Input", "Layer", "add", "average", "concatenate", "deserialize", "dot", "maximum", "minimum", "multiply", "serialize", "subtract"]


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
