"""Chains of layers. Source: Keras 3, keras.Sequential."""

import inspect

import numpy as np

from . import _core, data
from .cloning import model_of
from .described import serialize, snake_case
from .front_chain import BehindChain
from .inside import named_apart
from .keras_tensor import KerasTensor, walk
from .layer import Layer
from .layers import Input
from .placing import unused
from .random import next_seed
from .registration import CustomObjectScope, get_registered_name
from .renewal import held
from .structures import engine_sizes, map_leaves
from .trainable import Trainable


class Sequential(BehindChain, Trainable):
    """A chain of layers. Source: Keras 3, keras.Sequential."""

    _reached = (0, None)  # how many layers have been found to fit each other, and the shape of what the last gives
    _chain = None  # the layers and their results in a functional model
    _inside = None  # of several inputs, which the first layer takes in a list or dict: the functional model that it is

    def __init__(self, layers=None, trainable=True, name=None):
        self._layers, self._standing, self._waiting, self._homes, self._inside = [], [], [], [], None
        self._names_of = 0, set()
        self._begin(_core.Sequential(), name or snake_case(type(self).__name__))
        self._is_named = bool(name)
        for layer in layers or []:
            self._append(layer)
        self._check_chain()
        if not trainable:
            self.trainable = False

    def add(self, layer, rebuild=True):
        """Appends a layer."""
        self._append(layer)
        if not self._fits_behind():
            self._check_chain()
            if self._layers and not self._waiting and self.built and self._inside is None:
                shape = tuple(self._core.output_shapes()[0])
                self._reached = len(self._layers), None if None in shape else shape

    def _fits_behind(self):
        """Does the last layer take what those before it give? Also False where that is to be found of the whole chain."""
        count, shape = self._reached
        self._reached, last = (0, None), self._layers[-1] if self._layers else None
        if last is None or count != len(self._layers) - 1 or not isinstance(last, Layer) or last.class_name is None or self._waiting or self._has_before():
            return False
        if last.class_name == "InputLayer":
            shape = tuple(last.batch_shape[1:])
        elif count == 0:
            shape = last._arguments.get("input_shape")
        if shape is not None and None not in shape and -1 not in shape and last.class_name != "InputLayer":
            try:
                shape = tuple(last._shapes_for([shape])[0][1:])
            except ValueError:
                return False  # it is named by the check of the chain
        if shape is None or None in shape or -1 in shape:
            return False
        self._reached = count + 1, shape
        return True

    def _check_chain(self):
        """As Keras, a chain of known shapes refuses layers that do not fit while it is made."""
        if self._layers and not self._waiting and self.built:
            try:
                self._known()
            except ValueError as error:
                if "Expected adapt(" not in str(error):  # which may come yet
                    raise
                return
            if self._has_before():
                self._place_standing()

    def _append(self, layer):
        if isinstance(layer, KerasTensor):
            layer = layer.layer
        if self._add_in_front(layer):
            return
        if not isinstance(layer, (Trainable, Layer)):
            raise ValueError(f"Only instances of `keras.Layer` can be added to a Sequential model. Received: {layer!r} (of type {type(layer)})")
        if isinstance(layer, Layer) and layer.class_name == "InputLayer" and self._layers and self._layers[0] not in self._top():
            raise ValueError(f"Sequential model '{self.name}' has already been configured to use input shape {self._layers[0].batch_shape}. You cannot add a different Input layer to it.")
        if _own_name(layer) and _own_name(layer) in self._given_names():
            raise ValueError(f"All layers added to a Sequential model should have unique names. Name '{layer.name}' is already the name of a layer in this model. "
                             "Update the `name` argument to pass a unique name.")
        weights = [(each, each.numpy()) for each in layer.weights] if isinstance(layer, Layer) else []
        if not isinstance(layer, Layer):
            named_apart([*self._layers, layer])
        if not isinstance(layer, Layer) and self.built:
            layer._build_behind(self._core.output_shapes()[0])
        if self._waiting or not isinstance(layer, Layer) and not layer.built:
            self._waiting.append(layer)  # what comes in is known later
        else:
            try:
                _append(self._core, layer)
                self._forget_names()
            except ValueError:
                if not self.built:
                    raise
                self._grow(layer)
        self._layers.append(layer)
        if len(self._layers) == 1 and not isinstance(layer, Layer) and layer.built and not self.built:
            self._core.build(engine_sizes(layer._core.input_shapes()[0]))
        if not isinstance(layer, Layer):
            held(layer, self)
        else:
            home = layer._home()
            if home[0] is not None and home[0] is not self and layer._has_weights:
                self._homes.append((layer, *home))
            elif weights:
                self._standing.append((layer, weights))
            if home[0] is None or self.built:
                layer.owned_by(self)  # else when this chain has weights, too

    def _given_names(self):
        """The names that its layers were given."""
        count, names = self.__dict__.get("_names_of", (0, set()))
        if count > len(self._layers):
            count, names = 0, set()
        names.update(map(_own_name, self._layers[count:]))
        self.__dict__["_names_of"] = len(self._layers), names
        return names

    def _has_before(self):
        """Has it layers that had weights before the chain?"""
        return bool(self.__dict__.get("_standing") or self.__dict__.get("_homes"))

    def _place_standing(self):
        """Layers that were built before the chain was have the weights that they had."""
        if not self.built:
            return
        for layer, weights in self._standing:
            if len(layer.weights) == len(weights):
                layer.set_weights([value for _, value in weights])
            else:  # `build` has made more
                for weight, value in weights:
                    weight.assign(value)
        shared = {}
        for layer, owner, prefix in self._homes:
            shared.setdefault(owner, []).append((f"{self.name_of(layer)}/", prefix))
        if shared:
            weights = self._core.get_weights()
            for owner, pairs in shared.items():
                owner._take_shared()
                self._put(weights, owner, pairs)
            self._core.set_weights(weights)
        self._standing, self._homes = [], []
        for owner, pairs in shared.items():
            for own, there in pairs:
                self._share(own, owner, there)

    def _own_layers(self):
        super()._own_layers()
        if self._has_before():
            self._place_standing()

    def _settle(self, where, arrays):
        if not self._has_before() or self.built:
            return
        if arrays is None:
            raise ValueError(f"{where}: batches come from a source, and layers have weights already. Expected build(input_shape) before")
        self._build_from(arrays[0])

    def _add_waiting(self, shape):
        """Models that had no weights yet are built for what the layers before them give, then the engine has them all."""
        first = len(self._layers) - len(self._waiting)
        for place in range(first, len(self._layers)):
            if not isinstance(self._layers[place], Layer) and not self._layers[place].built:
                before = _core.Sequential()
                for layer in self._layers[:place]:
                    _append(before, layer)
                if place:
                    before.build(engine_sizes(shape))
                self._layers[place]._build_behind(before.output_shapes()[0] if place else shape)
        for layer in self._waiting:
            _append(self._core, layer)
        self._forget_names()
        self._waiting = []

    def _build_of_several(self, x):
        """Of inputs in a list or dict: a functional model of the same layers."""
        from .models import Model
        given = value = map_leaves(x, lambda each: Input(each.shape[1:] or (1,)))
        for layer in self._top():
            value = layer(value)
        self._inside = Model(given, value, name=self.name)
        self._core = self._inside._core
        self._own_layers()
        if self._compiled:
            self._compile_again()

    def _build_like(self, inputs):
        if not self.built and holds_several(inputs):
            self._build_of_several(inputs)
        super()._build_like(inputs)

    def _arranged(self, outputs):
        return super()._arranged(outputs) if self._inside is None else self._inside._arranged(outputs)

    def _in_a_row(self, x):
        return super()._in_a_row(x) if self._inside is None else self._inside._in_a_row(x)

    def _build_for_data(self, x):
        x = super()._in_a_row(x)
        first = None if self.built else data.first_inputs(x) if data.is_source(x) else (x, x)
        if first is not None:
            x = first[1]
            if holds_several(first[0]):
                self._build_of_several(map_leaves(first[0], np.asarray))
        if self._inside is not None:
            return self._inside._in_a_row(x)
        if (self.__dict__.get("_waiting") or self._has_before()) and not self.built and x is not None:
            first, x = data.first_inputs(x) if data.is_source(x) else (x, x)
            given = [] if first is None else data.arrays("x", first)[0]
            self._build_from(given)
        return x

    def name_of(self, layer):
        found = super().name_of(layer)
        return self._listed_names().get(layer) if found is None else found

    def _listed_names(self):
        """Of the layers by their places: the engine's ids are others where it keeps layers of its own."""
        known = self._known()
        if known.listed is None or len(known.listed) != len(self._layers):
            names = list(self._core.layer_names())
            for layer in self._layers[len(names):]:  # which wait for a model before them to be built
                names.append(_own_name(layer) or unused(snake_case(type(layer).__name__), set(names)))
            known.listed = dict(zip(self._layers, names))
        return known.listed

    def _grow(self, layer):
        """One more layer behind those that have weights already."""
        self._take_shared()
        standing = dict(zip(self._known().places, self._core.get_weights()))
        core = chain_anew(self, [*self._layers, layer])
        core.set_seed(next_seed() if self._seed is None else self._seed)
        self._core, self._compiled = core, False
        core.set_weights([standing.get(path, value) for path, value in zip(self._known().places, core.get_weights())])

    def _made_anew(self):
        if self._inside is not None:
            return self._inside._core_of_values(self.name, anew=True)
        return chain_anew(self, self._layers[:len(self._layers) - len(self._waiting)])

    def pop(self, rebuild=True):
        """Removes the last layer."""
        layers = [*self._in_front(), *self._layers[:-1]]
        name, last = self.name, self._layers[-1]
        self.__init__(layers, name=name)
        return last

    @property
    def layers(self):
        return self._in_front() + self._top()

    def _top(self):
        return [each for each in self._layers if not isinstance(each, Layer) or each.class_name != "InputLayer"]

    def in_keras(self):
        """What Keras's files call it."""
        shape = [None, *self._core.input_shapes()[0]] if self.built and self._inside is None else None
        return {"module": "keras", "class_name": "Sequential", "registered_name": None, **({"build_config": {"input_shape": shape}} if shape else {})}

    def shapes_of_layers(self):
        """Shapes of what each layer gives, once the model is built."""
        if not self.built or self._inside is not None:
            return {}
        found, shape = {}, (None,) if self._given_shape is None else self._given_shape
        for layer in self._in_front():
            shape = layer.compute_output_shape(shape)
            found[layer] = [shape]
        return {**found, **{layer: [(None, *shape)] for layer, shape in zip(self._top(), self._core.call_shapes())}}

    def input_shape_of(self, layer):
        """The shape that one of its layers takes, or None."""
        if not self.built or self._inside is not None or layer not in self._top():
            return None
        place = self._top().index(layer)
        return (None, *(self._core.input_shapes()[0] if place == 0 else self._core.call_shapes()[place - 1]))

    @layers.setter
    def layers(self, value):
        raise AttributeError("`Sequential.layers` attribute is reserved and should not be used. Use `add()` and `pop()` to change the layers in this model.")

    def build(self, input_shape=None):
        """Makes the weights for inputs of this shape, whose first axis is the batch."""
        self._build_for(sizes_of_sample(input_shape))

    def _build_for(self, shape):
        if not self._top():
            raise ValueError(f"Sequential model {self.name} cannot be built because it has no layers. Call `model.add(layer)`.")
        first = self._layers[0]
        own = first._arguments["shape"] if first not in self._top() else None
        if own is not None and (len(own) != len(shape) or any(None not in (size, given) and size != given for size, given in zip(own, shape))):
            raise ValueError(f"Sequential model '{self.name}' has already been configured to use input shape {first.batch_shape}. You cannot build it with {tuple(shape)}")
        for layer in self._top():
            _check_takes_one(layer)
        self._add_waiting(shape)
        self._core.build(engine_sizes(shape))
        self._own_layers()

    @property
    def outputs(self):
        """The last layer's results, as values of a functional model."""
        if not self.built:
            raise AttributeError(f"Sequential model '{self.name}' has no defined outputs yet.")
        if self._inside is not None:
            return self._inside.outputs
        if self._chain is None or self._chain[0] != self._layers:
            first = self._layers[0]
            value = first.output if first not in self._top() else Input(self._core.input_shapes()[0], name=self.input_names[0])
            for layer in self._top():
                value = layer(value)
            self._chain = (list(self._layers), value)
        return [self._chain[1]]

    @property
    def inputs(self):
        if not self.built:
            raise AttributeError(f"Sequential model '{self.name}' has no defined inputs yet.")
        return [value for value in walk(self.outputs) if not value.inputs]

    def __reduce__(self):
        return super().__reduce__() if self.built else (type(self).from_config, (self.get_config(),))

    def __deepcopy__(self, memo):
        if self.built:
            return super().__deepcopy__(memo)
        memo[id(self)] = made = type(self).from_config(self.get_config())
        return made

    def get_config(self):
        if self.built:
            return super().get_config()
        return {"name": self.name, "trainable": self.trainable, "dtype": "float32",
                "layers": [_described(each) for each in self._layers]}

    @classmethod
    def from_config(cls, config, custom_objects=None):
        """The model of get_config(), with new weights."""
        with CustomObjectScope(custom_objects):
            return model_of("Sequential", config, cls if cls._is_made_as_a_chain() else None)

    @classmethod
    def _is_made_as_a_chain(cls):
        """Does a subclass take layers as Sequential does?"""
        return cls.__init__ is Sequential.__init__

    def _tell_description(self, as_it_is=False):
        name = get_registered_name(type(self))
        if name != type(self).__name__ and self._is_made_as_a_chain():
            of_class = {"module": type(self).__module__, "class_name": type(self).__name__, "registered_name": name}
            self._core.describe_by(lambda: lambda description: {**description, **of_class})


def _own_name(layer):
    """The name that a layer or model was given, or ""."""
    return layer._given_name if isinstance(layer, Layer) else layer.name if layer.__dict__.get("_is_named") else ""


def _check_takes_one(layer):
    """Refuses a layer written in Python whose `call` needs more than its input. Source: Keras 3, Sequential.build."""
    if not isinstance(layer, Layer) or layer.class_name is not None:
        return
    parameters = inspect.signature(layer.call).parameters.values()
    needed = [each.name for each in parameters if each.kind in (each.POSITIONAL_ONLY, each.POSITIONAL_OR_KEYWORD) and each.default is each.empty]
    if len(needed) > 1:
        raise ValueError(f"Layers added to a Sequential model can only have a single positional argument, the input tensor. Layer {type(layer).__name__} has multiple "
                         f"positional arguments: {needed}")


def holds_several(x):
    """Is it a list, tuple or dict of several arrays or values?"""
    parts = list(x.values()) if isinstance(x, dict) else x if isinstance(x, (list, tuple)) else ()
    return len(parts) > 1 and all(getattr(each, "ndim", 0) > 0 for each in parts)


def _described(part):
    """A layer or a model as the config of a chain that is not built has it."""
    if not isinstance(part, Layer) and part.__dict__.get("_body") is None:
        return {"class_name": "Sequential" if isinstance(part, Sequential) else "Functional", "config": part.get_config()}
    described = serialize(part)
    if not isinstance(part, Layer):
        return described
    return {**described, "config": {**described["config"], "name": part.name}}


def _append(core, layer):
    if isinstance(layer, Layer):
        layer._need_init()
        core.add(layer._core)
    else:
        core.add(layer._as_layer())


def chain_anew(model, layers):
    """The engine's chain of these layers, built where the model is."""
    core = _core.Sequential()
    for layer in layers:
        _append(core, layer)
    if model.built and not core.built:
        core.build([int(size) for size in model._core.input_shapes()[0]])
    return core


def sizes_of_sample(input_shape):
    """Without the batch's axis."""
    if not hasattr(input_shape, "__len__") or not tuple(input_shape)[1:]:
        raise ValueError(f"build: Expected an input shape such as (None, 10). Received: input_shape={input_shape}")
    return [None if size is None else int(size) for size in tuple(input_shape)[1:]]
