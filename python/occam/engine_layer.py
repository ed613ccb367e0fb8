"""What the layers of the engine have in common; each is a class of occam.layers."""

import contextlib
import functools
import inspect

import numpy as np

from . import _core, activations, masks, regularizers, tracing
from .arguments import check_name_and_dtype, check_trainable
from .described import Described, WrongArguments, arguments_of, own_members
from .input_spec import InputSpec, check_inputs
from .keras_tensor import batch_size, called, said_training, symbolic
from .layer import Layer, number
from .ops import Symbol
from .ops.symbol import now
from .own_call import become_python, builds_itself, hold
from .placing import place_inside, show_shapes
from .random import later, next_seed
from .renewal import renew_around
from .structures import map_leaves
from .tensor import Tensor, numbers, tensor

#: Layers without weights whose results have the shape of what they are called on, whatever it is.
ELEMENTWISE = {"Activation", "ActivityRegularization", "AlphaDropout", "Dropout", "ELU", "GaussianDropout", "GaussianNoise", "Identity", "LeakyReLU", "ReLU", "Rescaling"}

#: Weights that no optimizer updates.
STATISTICS = ("moving_mean", "moving_variance", "mean", "variance", "vector_u")


_FLOAT32 = np.dtype(np.float32)
#: Arguments that may become others when a layer is in models already, beside its weights' regularizers, constraints and initializers.
_CHANGED_LATER = {"activation", "rate", "stddev", "negative_slope", "alpha", "threshold", "max_value", "epsilon", "momentum", "seed"}


class EngineLayer(Layer, Described):
    """A layer of the engine's."""

    held_in_python = ("name", "trainable", "dtype")

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        if not cls.__module__.startswith(f"{__package__}.") and (cls.call is not EngineLayer.call or builds_itself(cls)):
            become_python(cls)

    @staticmethod
    def extra_parameters():
        kind = inspect.Parameter.KEYWORD_ONLY
        return [inspect.Parameter(name, kind, default=None) for name in ("name", "input_shape", "input_dim", "trainable", "dtype")]

    def _take(self, kept, arguments):
        if self.class_name is None:
            return hold(self, kept, arguments)
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
        if getattr(arguments.get("activation"), "concept", None) == "layers":
            arguments["activation"] = activations.of_layer(self.class_name, arguments["activation"])
        if "trainable" in self._fields and kept.get("trainable") is not None:
            arguments["trainable"] = kept["trainable"]
        arguments["name"] = name or arguments.get("name") or ""
        super()._take(kept, arguments)
        self.__dict__["_given_name"] = self._arguments["name"]
        self.__dict__["_core"] = self.__dict__["_plain"] = _core.layer(self.class_name, self._arguments)
        self.trainable = kept.get("trainable") is not False

    def call(self, inputs, training=None):
        return self.__dict__.get("_computes", self)(inputs, training=training)

    @property
    def _has_weights(self):
        return self._plain.has_weights

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
        if mask is None and not more and not kwargs and tracing.is_alone():
            result = self._again(inputs, training)
            if result is not None:
                return result
        if more:
            mask = masks.behind_inputs(self, more, mask)
        if mask is None:
            mask = masks.mask_on(inputs)
        result = self._result(inputs, training=training, mask=mask, **kwargs)
        if not isinstance(result, np.ndarray):
            return result
        if mask is None or not masks.is_there(mask):
            return masks.with_mask_on(result, self.compute_mask(inputs, mask)) if self._plain.makes_mask else result
        if not self.supports_masking:
            masks.warn_lost(self)
            return result
        return masks.with_mask_on(result, self.compute_mask(inputs, mask))

    def _again(self, inputs, training):
        """On a plain array, as the last call was: what _result() does, in few steps. None where something is otherwise."""
        found = self.__dict__.get("_quick")
        if found is None or not (type(inputs) is np.ndarray or type(inputs) is Tensor and not inputs.__dict__) or inputs.ndim < 2:
            return None
        call, owner, core, path, draws = found
        if call is not self.__dict__.get("_call") or self._owner is not owner or self._parent is not None:
            return None
        if owner is not None:
            if owner._core is not core:
                return None
            owner._take_shared()
        x = inputs if inputs.dtype is _FLOAT32 and inputs.flags.c_contiguous else numbers(self.class_name, inputs)
        if not training or not self._trainable and self._infers_when_frozen:
            return call(x, False, 0, core, path).view(Tensor)
        result = call(x, True, self._seed_of_call() if draws else 0, core, path).view(Tensor)
        if owner is not None:
            owner._weights_changed()
        return result

    def _result(self, inputs, training=None, mask=None, **kwargs):
        if kwargs:
            raise TypeError(f"{self.class_name}: got an unexpected keyword argument {next(iter(kwargs))!r}")
        tape = tracing.tape()
        if tape is not None and not symbolic(inputs):
            inputs, mask = tape.symbols_in((inputs, mask))
        if not isinstance(inputs, np.ndarray):
            values = symbolic(inputs)
            if values:
                if self.input_spec is not None:
                    check_inputs(self.input_spec, values, self.name)
                if self._has_weights and self._owner is None:
                    self.__dict__["_called_on"] = values[0]
                return called(self, self._core, values, [self.shape_for(values)], said_training(training))
            values = symbolic(inputs, Symbol)
            if values:
                result = self._of_symbols(values, training, mask)
                show_shapes(self, [result])
                return result
            inputs = map_leaves(inputs, now)
        if tracing.current() is not None and self._has_weights:  # numbers inside another layer's `call`, such as places to be looked up
            return self._result(tracing.current().constant(numbers(self.class_name, inputs)), training=training, mask=mask)
        training = tracing.said_outside() if training is None else training
        training = training and (self.trainable or not self._infers_when_frozen)
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
            owner._take_shared()
        model = None if owner is None else owner._core
        call = self._compiled(_core.LayerCall)
        column = x.ndim == 1 and self.class_name in ELEMENTWISE  # the engine has one number a sample as a column
        result = tensor(call(x[:, np.newaxis] if column else x, bool(training), self._seed_of_call() if training else 0, model, path))
        is_plain = type(self)._result is EngineLayer._result and type(self)._finished is EngineLayer._finished
        if mask is None and is_plain and self.is_engines() and not self._plain.makes_mask and not self._activity_penalty():
            self.__dict__["_quick"] = call, owner, model, path, "seed" in inspect.signature(type(self)).parameters
        if owner is not None and training:
            owner._weights_changed()
        return self._finished(result[:, 0] if column else result)

    @property
    def input_spec(self):
        """What it has weights for, once it has been called or built, or what a program has set. Source: Keras 3, Dense.build, BatchNormalization.build."""
        own = self.__dict__.get("_own_spec")
        if own is not None or self.class_name not in ("Dense", "BatchNormalization"):
            return own
        shape = self._shape_taken()
        if self.class_name == "Dense":
            return InputSpec(min_ndim=2, axes=shape and {-1: shape[-1]})
        return shape and InputSpec(ndim=len(shape), axes={self.axis: shape[self.axis]})

    @input_spec.setter
    def input_spec(self, value):
        self.__dict__["_own_spec"] = value

    def _shape_taken(self):
        """Of what it was first called on or built for, or None."""
        value = self.__dict__.get("_called_on")
        if value is None and "_first_result" in self.__dict__:
            value = self.__dict__["_first_result"].inputs[0]
        return self.__dict__.get("_build_shape") if value is None else value.shape

    def shape_for(self, values):
        """Of what these values give, or None where sizes of samples are open. Errors: ValueError for what the layer does not take."""
        shapes = [each.shape[1:] for each in values if each.dtype != "string"]
        if len(shapes) != len(values) or any(None in each for each in shapes):
            return None
        return (batch_size(values), *self._shapes_for(shapes)[0][1:])

    def _of_symbols(self, values, training, mask):
        tape = tracing.tape()
        if tape is not None and self._has_weights and self._home()[0] is None:
            with tracing.NoTape():
                self.build(values[0].shape)
        with contextlib.nullcontext() if tape is None else tape.calling(self):
            trace, place = place_inside(self, training)
            if mask is not None:
                place.set_mask(values[0], mask)
            build = place.build if tape is None else functools.partial(tape.results, place)
            result = build(self._plain, values, self._standing())[0]
        trace.symbols[self] = place  # where `kernel` is while `call` goes on
        return result

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
            if self._change(name, value):
                return
            raise AttributeError(f"{self.class_name}: {name} cannot be changed. Expected another layer")
        super().__setattr__(name, value)

    def _change(self, name, value):
        """Another argument. Returns whether it may be one: of a layer that something has been computed with, none that its weights' shapes hang on."""
        computed = self._owner is not None or {"_call", "_called_on", "_first_result"} & set(self.__dict__)
        if computed and name not in _CHANGED_LATER and not name.endswith(("_regularizer", "_constraint", "_initializer")):
            return False
        changed = {key: each for key, each in self._arguments.items() if key not in ("name", name)} | ({} if value is None else {name: value})
        if getattr(value, "concept", None) == "layers" and name == "activation":
            changed[name] = activations.of_layer(self.class_name, value)
        self.__dict__["_arguments"] = {**self._checked(changed), "name": self._arguments["name"]}
        plain = self.__dict__["_plain"] = _core.layer(self.class_name, self._arguments)
        self.__dict__["_core"] = _core.frozen_layer(plain) if self._frozen else plain
        if computed:
            for each in ("_call", "_masked"):
                self.__dict__.pop(each, None)
            renew_around(self)
        return True

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
        if "_computes" in self.__dict__:
            with tracing.Aside():  # `kernel.shape` may be asked for next
                self._computes.build(input_shape)
                self._computes.__dict__["_made"] = {each.name: each for each in self._computes.weights}
            return Layer.build(self, input_shape)
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
        tape = tracing.tape()
        added = None if tape is None else tape.added_by(self)
        return (self._added_losses if added is None else added) + self._penalties()

    def _penalties(self):
        found = []
        for name, value in self._arguments.items():
            if name.endswith("_regularizer") and value is not None:
                weights = [each for each in self.weights if each.name == name.removesuffix("_regularizer")]
                found += [number(getattr(self, name)(each.now())) for each in weights]
        return found

    def __getattr__(self, name):
        if name == "activation" and "_arguments" in self.__dict__ and self._arguments.get("activation", "") is None:
            from .activations import linear
            return linear
        short = {"alpha", "kernel", "bias", "gamma", "beta", "moving_mean", "moving_variance", "embeddings", "vector_u"}
        if name in short:
            trace = tracing.current()
            if trace is not None and self in trace.symbols:
                found = trace.symbols[self].weight(name)
                if found is not None:
                    return found
            for variable in self.weights or self.__dict__.get("_made", {}).values():
                if variable.name == name:
                    return variable
            if name != "bias" or self._home()[0] is None:
                raise AttributeError(f"{self.name} has no weight {name!r}; it is made by build() or the first call")
            return None
        return super().__getattr__(name)

    def get_config(self):
        if "_computes" in self.__dict__:
            return {**self._computes.get_config(), "name": self.name, "trainable": self.trainable}
        config = Described.get_config(self)
        if config.get("activity_regularizer", "") is None:
            del config["activity_regularizer"]  # as Keras
        return {"name": self.name, "trainable": self.trainable, "dtype": "float32", **config}

    @classmethod
    def from_config(cls, config):
        rest = {key: value for key, value in config.items() if key not in ("name", "trainable", "dtype")}
        try:
            rest, own = own_members(rest)
            made = arguments_of(cls, rest)
            return cls(**{**made, **own, "name": config.get("name"), "trainable": config.get("trainable", True)})
        except ValueError as error:  # of layers alone Keras makes a TypeError of it
            raise WrongArguments(f"Error when deserializing class '{cls.__name__}' using config={config}.\n\nException encountered: {error}") from error

    def twin(self, model):
        made = type(self)._from_described(self._arguments)
        made.trainable = self.trainable
        made.__dict__.update(_owner=model, _frozen=self._frozen, _plain=self._plain, _core=self._core)
        return made

    def __reduce__(self):
        if not self._has_weights or not self.built:
            return type(self).from_config, (self.get_config(),)
        weights = self.get_weights()
        shape = self._shape_taken() or hasattr(self._owner, "input_shape_of") and self._owner.input_shape_of(self)
        # Inside what is written in Python it is not noted: a kernel has a row a column of the inputs, a scale a number.
        return _with_weights, (type(self), self.get_config(), tuple(shape or (None, len(weights[0]))), weights, self.trainable)

    def __eq__(self, other):
        return self is other

    __hash__ = object.__hash__
    __repr__ = Described.__repr__


def _with_weights(cls, config, input_shape, weights, trainable):
    """A copy of a layer that has weights."""
    made = cls.from_config(config)
    made.build(input_shape)
    made.set_weights(weights)
    made.trainable = trainable
    return made
