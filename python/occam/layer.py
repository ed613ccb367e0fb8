"""What layers have in common, and layers written in Python. Source: Keras 3, keras.Layer."""

import inspect
import weakref

import numpy as np

from . import _core, constraints, initializers, masks, ops, regularizers, tracing
from .arguments import by_place, check_name_and_dtype, check_positions, check_trainable
from .building import Building
from .described import snake_case
from .keras_tensor import KerasTensor, called, results_of, said_training, walk
from .ops import Symbol
from .ops.symbol import now
from .freezing import Freezing
from .input_spec import check_inputs
from .other_call import other_call
from .own_configs import given_arguments, made_by, written_call
from .own_state import OwnState
from .placing import place_inside, show_shapes, unused
from .renewal import held
from .stored_parts import stored_parts, values_of_properties
from .structures import (HERE, engine_sizes, filled_call, filled_in, keys_in_order, leaves, map_leaves, map_shapes, pattern_of, shapes_at,
                         shapes_in, structure_of)
from .tensor import numbers, tensor
from .variables import LayerWeight, ModelWeight, Variable, Weighted


def parts_of(value, outer=()):
    """The layers and models in an attribute: itself, or those in a list, tuple or dict, which may hold one that it is in."""
    if isinstance(value, Weighted):
        return [value]
    if not isinstance(value, (list, tuple, dict)) or any(value is each for each in outer):
        return []
    held = value.values() if isinstance(value, dict) else value
    return [part for each in held for part in parts_of(each, (*outer, value))]


#: Samples of a batch where a layer is followed for its shapes alone: more than one, so that the axis is no axis of size 1.
_SAMPLES = 2
#: Attributes of a layer that are no parts of it.
_BASE = {"_owner", "_parent", "_place", "_own_weights", "_added_losses", "_child_names", "_trainable", "_frozen", "_built", "_given", "_given_name",
         "_plain", "_core", "_call", "_quick", "_held", "_original", "_pattern", "_structure", "_model", "_other_calls", "_first_result", "_shown_shapes", "_in_build", "_build_shape", "activity_regularizer"}


class Layer(Building, Freezing, OwnState, Weighted):
    """A step of a network: called on arrays it computes, on symbolic values it becomes part of a model.

    A layer of your own is a subclass with `call(inputs)`, written with occam.ops and layers, and `build(input_shape)`, which
    asks for weights by `add_weight`. In a model it is called on symbols when the graph is written, and compiled with the rest.
    """

    concept, class_name = "layers", None
    input_spec = None  # what it takes: an InputSpec, or a structure of them
    dtype = compute_dtype = variable_dtype = "float32"
    _infers_when_frozen = _stands_for_model = _is_operation = False

    def __new__(cls, *args, **kwargs):
        made = super().__new__(cls)
        made.__dict__.update(_owner=None, _parent=None, _own_weights=[], _added_losses=[], _child_names={}, _trainable=True,
                             _frozen=False, _built=False, _given=(args, kwargs), _given_name="")
        made.__dict__["_plain"] = made.__dict__["_core"] = None
        return made

    def __init__(self, *, activity_regularizer=None, trainable=True, dtype=None, autocast=True, name=None, input_shape=None, input_dim=None):
        check_name_and_dtype(type(self).__name__, name, dtype)
        check_trainable(type(self).__name__, trainable)
        if input_dim is not None:
            input_shape = (input_dim,)
        self._given_name = name or ""
        if type(self).compute_mask is not Layer.compute_mask:
            self.supports_masking = True
        self.activity_regularizer = regularizers.get(activity_regularizer)
        self.trainable = trainable
        shape = None if input_shape is None else engine_sizes(input_shape)
        self._core = self._plain = _core.python_layer(weakref.ref(self), self._shown(), self._given_name, shape, self._stands_for_model, self._is_operation)

    def _shown(self):
        """The class in summaries."""
        return type(self).__name__

    def __setattr__(self, name, value):
        # As Keras: a variable that becomes an attribute is a weight of the layer.
        if isinstance(value, Variable) and not isinstance(value, ModelWeight) and "_own_weights" in self.__dict__:
            kind = "float32" if value.dtype.startswith("float") else value.dtype
            made = LayerWeight(self, unused(value.name, {each.name for each in self._own_weights}), tuple(value.shape),
                               np.array(value.numpy(), np.float32).reshape(value.shape or (1,)), value.trainable and kind == "float32", None, None, kind)
            self._own_weights.append(made)
            value = made
        super().__setattr__(name, value)

    # --- what a subclass writes

    def build(self, input_shape):
        """Makes the weights for inputs of this shape, whose first axis is the batch; a subclass calls add_weight here."""
        self._built = True

    def call(self, *args, **kwargs):
        raise NotImplementedError(f"Layer {type(self).__name__} does not have a `call()` method implemented.")

    def add_weight(self, *args, shape=None, initializer=None, dtype=None, trainable=True, autocast=True, regularizer=None, constraint=None,
                   aggregation="none", overwrite_with_gradient=False, name=None):
        """A weight of this layer: an array outside a trace, a symbol in it."""
        shape, initializer, dtype = by_place("add_weight", args, shape=shape, initializer=initializer, dtype=dtype)
        if trainable or np.dtype(dtype or "float32").kind not in "iub":  # a count that no optimizer moves is held as float32
            check_name_and_dtype("add_weight", None, dtype)
        if isinstance(shape, str):
            raise ValueError(f"`name` must be passed as a keyword argument. Received: add_weight({shape!r}, ...). Use: add_weight(shape=..., name={shape!r}).")
        trace = tracing.current()
        if trace is not None and self._built:
            raise ValueError(f"{self.name}: add_weight in call. Expected it in build or __init__")
        if hasattr(shape, "__len__") and None in shape:
            raise ValueError(f"Shapes used to initialize variables must be fully-defined (no `None` dimensions). Received: shape={tuple(shape)} "
                             f"for variable path='{self.name}/{name or 'variable'}'")
        shape = () if shape is None else (shape,) if isinstance(shape, int) else tuple(int(each) for each in shape)
        usual = "glorot_uniform" if np.dtype(dtype if isinstance(dtype, str) else "float32").kind == "f" else "zeros"
        values = initializers.get(usual if initializer is None else initializer)(shape or (1,))
        values = np.ascontiguousarray(values, np.float32)
        if values.shape != (shape or (1,)):
            raise ValueError(f"add_weight: Expected initial values of shape {shape}. Received: {values.shape}")
        taken = {each.name for each in self._own_weights}
        name = unused(name or "variable", taken)
        made = LayerWeight(self, name, shape, values, bool(trainable), regularizers.get(regularizer), constraints.get(constraint), _read_as(dtype))
        made.is_of_build = self.__dict__.get("_in_build", False)
        self._own_weights.append(made)
        return made

    def add_variable(self, shape, initializer, dtype=None, trainable=True, autocast=True, regularizer=None, constraint=None, name=None):
        """add_weight with an initializer that has to be said. Source: Keras 3, Layer.add_variable."""
        return self.add_weight(shape, initializer, dtype, trainable=trainable, autocast=autocast, regularizer=regularizer, constraint=constraint, name=name)

    def add_loss(self, loss):
        """Adds a number to what is minimised; in `call`."""
        for each in loss if isinstance(loss, (list, tuple)) else [loss]:
            trace = tracing.current()
            if trace is None:
                self._added_losses.append(tensor(each))
            else:
                trace.place.add_loss(each)

    def compute_output_shape(self, input_shape):
        """The shape of what inputs of this shape give; of several inputs or results, shapes as they are taken and given."""
        if self.class_name is None and type(self).call is Layer.call:
            raise NotImplementedError(f"{self.name}: compute_output_shape: Expected a `call`, or a compute_output_shape of its own")
        given = shapes_in(input_shape)
        kept = self.__dict__.get("_pattern")
        shapes = self._followed(map_shapes(input_shape, lambda shape: HERE), [each[1:] for each in given])
        if kept is not None:
            self.__dict__["_pattern"] = kept
        elif self.class_name is None:
            del self.__dict__["_pattern"]
        return filled_in(self.__dict__.get("_structure", HERE), [(given[0][0], *each[1:]) for each in shapes])

    def _followed(self, structure, shapes):
        """The shapes of its results where it is called on a structure of samples of these shapes."""
        if self.class_name is None:
            self.__dict__["_pattern"] = ((structure,), {})
        return self._shapes_for(shapes)

    def _shapes_for(self, inputs, mask_ranks=(), core=None):
        """Of its results for samples of these shapes, as the engine finds them, which may ask `call`; of inputs with masks of so many axes."""
        def found(shapes):
            return [shape[1:] for shape in _core.result_shapes(self._core if core is None else core, [[_SAMPLES, *map(int, shape)] for shape in shapes], list(mask_ranks))]
        return [(None, *shape) for shape in shapes_at(inputs, found)]

    # --- calls

    def __call__(self, *args, training=None, **kwargs):
        self._need_init()
        if self.input_spec is not None and args and self._built:
            check_inputs(self.input_spec, args[0], self.name)
        if not self._is_operation:
            check_positions(self.name, leaves(args))
        values = leaves((args, kwargs))
        if any(isinstance(each, KerasTensor) for each in values):
            tensors = [each for each in values if isinstance(each, KerasTensor)]
            return self._called_on_values(args, kwargs, tensors, said_training(training))
        tape = tracing.tape()
        if tape is not None:
            return self._called_on_tape(tape, args, kwargs, training)
        if any(isinstance(each, Symbol) for each in map(now, values)):
            return self._call_inside(args, kwargs, training)
        args, kwargs = map_leaves((args, kwargs), lambda each: _as_input(type(self).__name__, each))
        self._build_once(args, kwargs)
        self._added_losses.clear()
        said = tracing.said_outside() if training is None else bool(training)
        with tracing.Call(said):
            return self._finished(self._called(args, kwargs, bool(said), said is not None))

    def _called_on_values(self, args, kwargs, tensors, training=None):
        """Values of a functional model, in the structure that `call` returns."""
        pattern = pattern_of((args, kwargs), KerasTensor)
        self.__dict__.setdefault("_pattern", pattern)
        call = other_call(self, pattern)
        core = self._core if call is None else call.core
        value = called(self, core, tensors, self._shapes_of_call(tensors, core), training)
        value.pattern = None if call is None else pattern
        return filled_in(self.__dict__.get("_structure", HERE), results_of(value))

    def _shapes_of_call(self, tensors, core):
        """Of its results for these values, all with the same batch axis."""
        return [(tensors[0].shape[0], *shape[1:]) for shape in self._shapes_for([each.shape[1:] for each in tensors], masks.mask_ranks(tensors), core)]

    def _trace(self, place, inputs, pattern=None):
        """For the engine: the symbols of the results for these symbols, as a list."""
        args, kwargs = filled_call(pattern or self.__dict__.get("_pattern"), inputs)
        with tracing.AtWork():
            result = self._traced(place, {}, args, kwargs, place.training, False)
        if not self._stands_for_model:  # the outputs of a model have names, by which files number them
            result = keys_in_order(result)
        self.__dict__["_structure"] = structure_of(result)
        results = [each for each in leaves(result) if each is not None]
        if not results:
            raise ValueError(f"{self.name}: call returns nothing. Expected a result, or a list, tuple or dict of them")
        return results

    def _called_on_tape(self, tape, args, kwargs, training):
        self._build_before_tape(args, kwargs)
        args, kwargs = tape.symbols_in((args, kwargs))
        with tape.calling(self):
            return self._call_inside(args, kwargs, training)

    def _build_before_tape(self, args, kwargs):
        """A layer that is in no model, and those inside it, are built by a call on arrays."""
        if self._built and all(each.built for each in self._parts()):
            return
        with tracing.NoTape():
            self(*map_leaves(args, now), **map_leaves(kwargs, now))

    def _call_inside(self, args, kwargs, training):
        """Called by another layer's `call`, on symbols."""
        trace, place = place_inside(self, training)
        result = self._traced(place, trace.symbols, args, kwargs, place.training, training is not None)
        show_shapes(self, leaves(result))
        return result

    def _traced(self, place, symbols, args, kwargs, training, said):
        self._build_once(args, kwargs)
        with tracing.Trace(place, self, symbols):
            for weight in self._own_weights:
                weight.declare(place, symbols)
            return self._finished(self._called(args, kwargs, training, said))

    #: Does its result have the mask of what it is called on? Source: Keras 3, Layer.supports_masking.
    supports_masking = False

    def compute_mask(self, inputs, previous_mask):
        """Which rows of the result count, for inputs with this mask, or None."""
        return previous_mask

    def _called(self, args, kwargs, training, said):
        """The result of `call`, which has a mask where the layer makes or keeps one."""
        first = next((each for each in leaves((args, kwargs)) if isinstance(each, (np.ndarray, Symbol))), None)
        place = getattr(tracing.current(), "place", None)
        structure = args[0] if args else first
        mask = kwargs.get("mask")
        if mask is None:
            mask = [masks.mask_of(each, place) for each in structure] if isinstance(structure, (list, tuple)) else masks.mask_of(first, place)
        parameters = inspect.signature(self.call).parameters
        if "mask" in parameters:
            kwargs = {**kwargs, "mask": mask}
        else:
            kwargs = {name: value for name, value in kwargs.items() if name != "mask"}
        result = self._call_with_training(args, {**kwargs, **self._masks_by_name(args, kwargs, parameters, place)}, parameters, training, said)
        if self.supports_masking:
            masks.set_masks(result, self.compute_mask(structure, mask), place)
        elif place is None and masks.is_there(mask):
            masks.warn_lost(self)
        return result

    def _masks_by_name(self, args, kwargs, parameters, place):
        """`x1_mask` of an argument x1 of `call`."""
        wanted = [name for name in parameters if name.endswith("_mask") and name.removesuffix("_mask") in parameters and kwargs.get(name) is None]
        if not wanted:
            return {}
        given = inspect.signature(self.call).bind_partial(*args, **kwargs).arguments
        return {name: map_leaves(given[name.removesuffix("_mask")], lambda each: masks.mask_of(each, place)) for name in wanted
                if name not in given and name.removesuffix("_mask") in given}

    def _call_with_training(self, args, kwargs, parameters, training, said):
        if "training" in parameters:
            default = parameters["training"].default
            kwargs = {**kwargs, "training": training if said or default in (None, inspect.Parameter.empty) or training else default}
        return self.call(*args, **kwargs)

    def _finished(self, result):
        if self.__dict__.get("activity_regularizer") is not None:
            for each in leaves(result):
                # As Keras: divided by the number of samples, if there are any.
                self.add_loss(ops.divide(self.activity_regularizer(each), float(each.shape[0] or 1)))
        return result

    def _need_init(self):
        if self._plain is None:
            raise RuntimeError(f"In layer '{type(self).__name__}', you forgot to call `super().__init__()` as the first statement in the `__init__()` method.")

    # --- what it is made of

    @property
    def name(self):
        """Its own, or in a model what the model calls it: "dense", "dense_1", ... from 0 in each model."""
        parent = self._parent and self._parent()
        if parent is not None:
            return parent._child_name(self) or self._given_name or snake_case(type(self).__name__)
        if self._given_name:
            return self._given_name
        # Not in a trace: the engine is at work on that model.
        found = None if self._owner is None or tracing.is_at_work() or self._owner.is_listed else self._owner.name_of(self)
        return found or snake_case(type(self).__name__)

    @property
    def output(self):
        """Its result where it was first called on values of a functional model, or in the chain that it is part of. Source: Keras 3, Layer.output."""
        results = results_of(self._result_in_model())
        return results[0] if len(results) == 1 else results

    @property
    def input(self):
        """What it is called on there: a value, or a list of them."""
        inputs = list(self._result_in_model().inputs)
        return inputs[0] if len(inputs) == 1 else inputs

    def _result_in_model(self):
        if "_first_result" in self.__dict__:
            return self.__dict__["_first_result"]
        found = [] if self._owner is None else [value for value in walk(self._owner.outputs) if value.layer is self and value.part is None]
        if len(found) != 1:
            raise AttributeError(f"The layer {self.name} has {'several outputs' if found else 'never been called and thus has no defined output'}.")
        return found[0]

    @property
    def built(self):
        return self._built

    @built.setter
    def built(self, value):
        self._built = bool(value)

    def _attributes(self):
        """(name, value) of those that may be parts."""
        return [(name, value) for name, value in self.__dict__.items() if name not in _BASE]

    def _stored_attributes(self):
        """The same, and the properties of a user's classes: what Keras's files go through."""
        return self._attributes() + values_of_properties(self)

    @property
    def metrics(self):
        """Those that are attributes, of the layers inside too. Source: Keras 3, Layer.metrics."""
        return self._own_metrics() + [each for part in self._parts() for each in part.metrics]

    def _own_metrics(self):
        return [each for _, value in self._attributes() for each in leaves(value) if getattr(each, "concept", None) == "metrics"]

    def _parts(self):
        """Layers and models that are attributes of this one."""
        found = [part for _, value in self._attributes() for part in parts_of(value)]
        for part in found:
            if isinstance(part, Layer):
                part.__dict__["_parent"] = weakref.ref(self)
        return list(dict.fromkeys(found))

    def _stored_parts(self):
        """For the engine: the layers inside, as (path of their weights below this one's, group in a file of Keras's)."""
        return stored_parts(self)

    def _child_name(self, part):
        for each in () if part in self._child_names else self._parts():
            if each not in self._child_names:
                self._child_names[each] = unused(_given_name(each) or snake_case(type(each).__name__),
                                                 set(self._child_names.values()) | {own.name for own in self._own_weights})
        return self._child_names.get(part)

    def _home(self):
        """(model, path) of the weights in a model, or (None, ""); in a trace none, for the engine is at work on that model."""
        if tracing.is_at_work():
            return None, ""
        parent = self._parent and self._parent()
        if parent is not None:
            owner, prefix = parent._home()
            if owner is not None:
                return owner, f"{prefix}{parent._child_name(self)}/"
        owner, kept = self._owner, self.__dict__.get("_place")
        # A built model's names stand; asking for one takes longer than a small layer's arithmetic.
        if owner is not None and kept is not None and kept[0] is owner._core:
            return owner, kept[1]
        if owner is None or owner.is_listed or not owner.built:
            return None, ""
        kept = self.__dict__["_place"] = owner._core, f"{self.name}/"
        return owner, kept[1]

    @property
    def weights(self):
        own = sorted(self._own_weights, key=lambda each: not each.trained)
        return own + [each for part in self._parts() for each in part.weights]

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
        """The penalties of the layer's weights as they stand, and what the last call on arrays has added."""
        tape = tracing.tape()
        added = None if tape is None else tape.added_by(self)
        if added is not None:
            return added + self._penalties()
        return self._added_losses + self._own_penalties() + [each for part in self._parts() for each in part.losses]

    def _own_penalties(self):
        return [number(each.regularizer(each.now())) for each in self._own_weights if each.regularizer is not None]

    def _penalties(self):
        """Those of its weights, and of the weights of the layers inside."""
        return self._own_penalties() + [each for part in self._parts() for each in part._penalties()]

    # --- where it stands

    _has_weights = True

    def _makes_weights(self):
        return type(self).build is not Layer.build or bool(self.weights)

    def owned_by(self, model):
        """Its weights are in this model from now on."""
        if self._owner is model and self.__dict__.get("_held") is model:  # asked after each prediction
            return
        if self._owner is not None and self._owner is not model:
            for each in self._own_weights:
                each.keep()
        self.__dict__.update(_owner=model, _held=model)
        held(self, model)

    # --- configs

    def get_config(self):
        """name, trainable and dtype; where a subclass does not write it, its arguments too."""
        config = {"name": self.name, "trainable": self.trainable, "dtype": "float32"}
        if type(self).get_config is not Layer.get_config:
            return config
        return {**config, **given_arguments(self)}

    @classmethod
    def from_config(cls, config):
        """The layer of get_config()."""
        return made_by(cls, config, Layer)

    def _written_call(self, values):
        """For the engine: what a file of a functional model has of a call on these values."""
        return written_call(self.__dict__.get("_pattern"), values)

    def __repr__(self):
        return f"<{type(self).__name__} name={self.name}, built={self.built}>"

    def __reduce__(self):
        raise TypeError(f"{self.name}: a layer written in Python cannot be saved or pickled")

    def twin(self, model):
        """The same layer in a copy of its model: other weights, and this one's `call`."""
        made = object.__new__(type(self))
        made.__dict__.update(self.__dict__, _owner=model, _original=self, _child_names={})
        for name in ("_first_result", "_other_calls"):
            made.__dict__.pop(name, None)
        swap = {each: each.of(made) for each in self._own_weights}
        made.__dict__.update({name: swap[value] for name, value in self.__dict__.items() if isinstance(value, LayerWeight) and value in swap})
        made._own_weights = list(swap.values())
        return made


def _read_as(dtype):
    """The element type of a weight: that of counts, or float32."""
    return np.dtype(dtype).name if not isinstance(dtype, (type(None), dict)) and dtype != "float32" else "float32"


def _given_name(part):
    """Of a layer or model, where it was given one."""
    own = vars(part)
    return own.get("_given_name") if isinstance(part, Layer) else own["_name"] if own.get("_is_named") else None


def number(value):
    """A number of NumPy's as a tensor; a symbol as it is."""
    return value if isinstance(value, Symbol) else tensor(value)


def _as_input(where, value):
    if value is None or isinstance(value, (bool, str, int, float)):
        return value
    array = numbers(where, value)
    made = tensor(array.astype(np.float32) if array.dtype == np.float64 else array)
    if hasattr(value, "_keras_mask"):
        made._keras_mask = value._keras_mask
    return made
