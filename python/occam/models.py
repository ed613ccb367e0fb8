"""Sequential, functional models and model files. Source: Keras 3, keras.models."""

import inspect
import json
import weakref

from . import _core, data, tracing
from .arguments import check_name_and_dtype
from .body import Body
from .called_as_said import called_as_said
from .changed_source import changed_source
from .cloning import clone_model, model_from_json, model_of
from .compiling import listed, loss_of
from .copying import again, node_again, of_core
from .described import snake_case
from .files import again_from_file
from .front import Front, is_symbolic
from .front_files import with_front
from .functional_inputs import FunctionalInputs
from .inside import from_inputs, in_keras_order, named_apart, standing_weights
from .keras_tensor import KerasTensor, symbolic, walk
from .layer import Layer
from .layers import Input
from .ops import Symbol
from .ops.symbol import now
from .own_configs import given_arguments, made_by
from .random import next_seed
from .registration import CustomObjectScope, get_registered_name
from .sequential import Sequential, chain_anew, sizes_of_sample
from .structures import HERE, engine_sizes, filled_in, holds_structures, keys_in_order, leaves, leaves_as, map_leaves, map_shapes, shape_structure, shapes_in
from .trainable import Trainable, no_more
from .unbuilt_files import described


class Model(Trainable):
    """A model of any shape: layers called on Input() and on each other's results. Source: Keras 3, keras.Model.

    A model of your own is a subclass with layers as attributes and `call(inputs)`, as a layer of your own is.
    """

    _front = None  # what stands between the inputs and the engine's
    _body = None  # the layer that computes a model written in Python
    _output_keys = None  # of outputs that were given as a dict
    _shapes = _structure = None  # of a model written in Python with several inputs or outputs: of samples, and what `call` returns
    _takes = None  # of a functional model: the structure of its inputs
    _output_tree = None  # and of its outputs, where there is one
    _outputs_given = None
    _compile_given = None

    def __new__(cls, *args, **kwargs):
        made = super().__new__(cls)
        made.__dict__["_given"] = (args, kwargs)
        return made

    def __init__(self, inputs=None, outputs=None, name=None, trainable=True, dtype=None, **kwargs):
        no_more("Model", kwargs)
        check_name_and_dtype(type(self).__name__, name, dtype)
        self.inputs, self.outputs, self._layers = [], [], []
        if inputs is None and outputs is None:
            self._begin(_core.Sequential(), name or snake_case(type(self).__name__))
            self._is_named = bool(name)
            self._body = Body(self)
            self._body.owned_by(self)
            self._core.add(self._body._core)
            self.__dict__["_trainable"] = bool(trainable)
            return
        if inputs is None or outputs is None:
            raise ValueError("Model: one of inputs and outputs is given. Expected Model(inputs=..., outputs=...)")
        _check_values("inputs", inputs), _check_values("outputs", outputs)
        self._take_values(*from_inputs(inputs, outputs))
        self._takes.check_connected(self._outputs_given)
        self._is_named, name = bool(name), name or "functional"
        is_other = any(each.__dict__.get("_adapted_after_call") for each in self._layers)
        self._begin(self._core_of_values(name, anew=named_apart(self._layers) or is_other), name)
        self._always_training = any(value.training for value in walk(self.outputs))
        standing, homes = standing_weights(self._layers), [(each, *each._home()) for each in self._layers if isinstance(each, Layer) and each._has_weights]
        self._own_layers()
        self._start_from(standing)
        for layer, owner, prefix in homes:
            if owner is not None:
                self._share(f"{self.name_of(layer)}/", owner, prefix)
        if not trainable:
            self.trainable = False

    def _start_from(self, standing):
        """Layers that another model has trained begin with what they have there."""
        if not standing:
            return
        names = {self.name_of(layer): values for layer, values in standing.items()}
        weights = self._core.get_weights()
        for index, each in enumerate(self._core.weight_list()):
            name, _, inside = each["path"].partition("/")
            value = names.get(name, {}).get(inside)
            if value is not None and value.shape == weights[index].shape:
                weights[index] = value
        self._core.set_weights(weights)

    def _take_values(self, inputs, outputs):
        """Its inputs and outputs, in the structures in which they are given."""
        if holds_structures(outputs):
            outputs = keys_in_order(outputs)  # by which Keras numbers the outputs
        self.inputs, self.outputs, self._outputs_given = leaves(inputs), leaves(outputs), outputs
        self._front = Front.of(inputs, self.inputs, self.outputs)
        if self._front is not None:
            inputs = self.inputs = self._front.taken
        self._takes = FunctionalInputs(inputs, self.outputs)
        self._output_tree = outputs if holds_structures(outputs) or isinstance(outputs, tuple) else None
        self._output_keys = list(outputs) if isinstance(outputs, dict) and self._output_tree is None else None
        self._layers = in_keras_order(self.inputs, _by_key(self._output_keys, self.outputs))

    def in_keras(self):
        """What Keras's files call it."""
        return {"module": "keras.src.models.functional", "class_name": "Functional", "registered_name": "Functional"}

    def _stand_behind(self, given):
        """Becomes the model of these inputs, which layers of arrays make into what the network takes."""
        front = Front.of(given, leaves(given), self.outputs)
        if front is not None:
            front.taken = list(self.inputs)  # as the engine has them
            self._front = front

    def _take_twins(self, twins):
        made = {}
        for value in walk([*self.inputs, *self.outputs]):
            made[value] = again(value, made, twins[value.layer])
        front = self._front
        self._take_values(*(map_leaves(each, made.get) for each in (self._takes.given, self._outputs_given)))
        self._front = front

    def call(self, inputs, training=None):
        raise NotImplementedError(f"Model {type(self).__name__} does not have a `call()` method implemented.")

    def compute_mask(self, inputs, mask=None):
        """None: masks are what the model's layers make of them."""
        return None

    def __call__(self, inputs, *args, training=None, **kwargs):
        self._check_spec(inputs)
        if self._body is not None and tracing.tape() is not None and not symbolic(inputs):
            self._build_before_tape(inputs, args or kwargs)
            return self._body(inputs, *args, training=training, **kwargs)
        if self._body is not None and not symbolic(inputs) and not symbolic(inputs, Symbol):
            if not args and not kwargs:
                self._build_for_data(inputs)
            return self._body(inputs, *args, training=training, **kwargs)
        if self._front is not None and is_symbolic(inputs):
            inputs = self._front.again(self._front.in_order(inputs))
        elif any(isinstance(each, (KerasTensor, Symbol)) for each in leaves(inputs)):
            inputs = self._in_a_row(inputs)
        return super().__call__(inputs, training=training)

    def _called_as_said(self, inputs):
        arrays, names = self._ranked(data.arrays("x", self._build_for_data(inputs)))
        found = dict(zip(names, arrays))
        self._take_shared()
        return self._arranged(called_as_said(self, [found[name] for name in self.input_names] if names else arrays))

    def _build_before_tape(self, inputs, more):
        """By what a model written in Python is called on, where that is all."""
        if not self.built and not more:
            with tracing.NoTape():
                self._build_for_data(map_leaves(inputs, now))

    def build(self, input_shape):
        """Makes the weights for inputs of this shape, whose first axis is the batch; of several inputs, shapes as `call` takes them."""
        if self._body is not None and not self.built:
            self._build_body(map_shapes(input_shape, lambda shape: tuple(sizes_of_sample(shape))) if hasattr(input_shape, "__len__") else sizes_of_sample(input_shape))

    def _build_for_data(self, x):
        """As Keras, a model written in Python is built by what it is first called on."""
        if x is not None and not data.is_source(x):
            self._check_spec(x)
        x = self._in_a_row(x)
        if self._body is None or self.built or x is None:
            return x
        first, x = data.first_inputs(x) if data.is_source(x) else (x, x)
        given, names = ([], ()) if first is None else data.arrays("x", first)
        shapes = [each.shape[1:] or (1,) for each in given]
        if given and all(0 not in each.shape for each in given):
            self._build_body(dict(zip(names, shapes)) if names else type(first)(shapes) if _is_list(first, shapes) else shapes[0])
        return x

    def _build_like(self, inputs):
        if self._body is None or self.built:
            return super()._build_like(inputs)
        self._build_body(shape_structure(inputs, lambda shape: shape[1:]))

    def _build_body(self, shapes):
        """For samples of these shapes, in the structure that `call` takes."""
        leaves = shapes_in(shapes)
        self._body._followed(map_shapes(shapes, lambda shape: HERE), leaves)
        structure = self._body._structure
        if structure is HERE and leaves[0] is shapes:
            self._core.build(engine_sizes(shapes))
        else:
            self._shapes, self._structure = shapes, self._flat(structure)
            self._take_core(self._body_core())
        if self._compile_given is not None:
            self._take_compiled(**self._compile_given)

    def _flat(self, structure):
        parts = list(structure.values()) if isinstance(structure, dict) else list(structure) if isinstance(structure, (list, tuple)) else [structure]
        if any(each is not HERE for each in parts):
            raise ValueError(f"{self.name}: call returns lists inside lists. Expected a result, or a list, tuple or dict of results")
        return structure

    def _body_core(self):
        """The engine's model of several inputs or outputs, written in Python."""
        names = list(self._shapes) if isinstance(self._shapes, dict) else []
        inputs = [Input(shape, name=name) for shape, name in zip(shapes_in(self._shapes), names or [None] * len(shapes_in(self._shapes)))]
        count = 1 if self._structure is HERE else len(self._structure)
        outputs = self._body._core.call_all([each.node for each in inputs], count)
        named = list(self._structure) if isinstance(self._structure, dict) else [f"output_{place + 1}" for place in range(count)]
        return _core.Model([each.node for each in inputs], outputs, self.name, named, names)

    def _outputs_in_dict(self):
        return self._output_keys is not None or isinstance(self._structure, dict)

    def _outputs_named(self):
        return not isinstance(self._structure, (list, tuple)) or len(self._structure) == 1

    def _targets(self, y):
        """A list for outputs in a dict goes by their names in order. Source: Keras 3, which sorts the keys of dicts."""
        if self._output_tree is not None and y is not None and not data.is_source(y):
            return leaves_as(self._output_tree, y, "y")
        if isinstance(self._structure, dict) and isinstance(y, (list, tuple)) and len(y) == len(self._structure) > 1:
            return dict(zip(sorted(self._structure), y))
        return y

    def _in_a_row(self, x):
        if self._front is not None:
            return self._front.ready(x)
        if self._takes is None or x is None:
            return x
        if data.is_source(x):
            first, x = data.first_inputs(x)
            if first is None or self._takes.is_passed_on(first):
                return x
            self._for_inputs(first)
            return changed_source(x, self._for_inputs)
        return x if self._takes.is_passed_on(x) else self._for_inputs(x)

    def _for_inputs(self, x):
        """What the engine's model takes of these inputs; it becomes the one that does without those which are None."""
        row = self._takes.row(x)
        self._do_without(self._takes.left_out(row))
        found = [row[place] for place in self._takes.there()]
        return found[0] if len(found) == 1 else found

    def _do_without(self, absent):
        if absent == self._takes.absent:
            return
        kept = self.__dict__.setdefault("_weights_left_out", {})
        kept |= dict(zip((each["path"] for each in self._core.weight_list()), self._core.get_weights()))
        self._whole_names = {**self.__dict__.get("_whole_names", {}), **{each: self.name_of(each) for each in self._layers if isinstance(each, Layer)}}
        self._takes.absent = absent
        self._take_core(self._core_of_values(self.name, anew=True))
        self._core.set_weights([kept[each["path"]] for each in self._core.weight_list()])
        if self.compiled:
            self._take_compiled(**self._compile_given)

    def _take_core(self, core):
        self._core = core
        core.set_seed(next_seed() if self._seed is None else self._seed)
        if "_threads" in self.__dict__:
            core.set_threads(self._threads)

    def name_of(self, layer):
        return super().name_of(layer) or self.__dict__.get("_whole_names", {}).get(layer)

    @property
    def input(self):
        """The inputs as they were given."""
        return super().input if self._takes is None else self._takes.given

    @property
    def output(self):
        """The outputs as they were given."""
        return super().output if self._outputs_given is None else self._outputs_given

    def _arranged(self, outputs):
        if self._output_tree is not None:
            left = iter(outputs)
            return map_leaves(self._output_tree, lambda each: next(left))
        return super()._arranged(outputs) if self._structure is None else filled_in(self._structure, outputs)

    def _take_compiled(self, **given):
        self._compile_given = given
        if self._body is None or self.built:
            return super()._take_compiled(**given)
        # The outputs are known when the first data come.
        losses = listed(given["loss"])[0]
        if isinstance(given["loss"], (dict, list, tuple)) or not losses or isinstance(given["metrics"], dict) or isinstance(given["weighted_metrics"], dict):
            self.optimizer = given["optimizer"]
            for each in losses:
                loss_of(each)
        else:
            super()._take_compiled(**given)

    def add_weight(self, *args, **kwargs):
        """A weight of a model written in Python: Layer.add_weight."""
        return self._body.add_weight(*args, **kwargs)

    def add_variable(self, *args, **kwargs):
        """The same: Layer.add_variable."""
        return self._body.add_variable(*args, **kwargs)

    def add_loss(self, loss):
        """Adds a number to what is minimised, in the `call` of a model written in Python."""
        self._body.add_loss(loss)

    def _top(self):
        return self._layers if self._body is None else [self._body]

    def __deepcopy__(self, memo):
        if self._body is None:
            return super().__deepcopy__(memo)
        memo[id(self)] = made = again_from_file(self) if self.built else type(self).from_config(self.get_config())
        return made

    def __reduce__(self):
        return super().__reduce__() if self.built else (type(self).from_config, (self.get_config(),))

    def _made_anew(self):
        if self._body is not None:
            return chain_anew(self, [self._body]) if self._structure is None else self._body_core()
        return self._core_of_values(self.name, anew=True)

    def _core_of_values(self, name, anew=False):
        """The engine's model of these inputs and outputs; `anew`: of what the layers are now."""
        nodes = {}
        absent = [self.inputs[place] for place in self._takes.absent]
        for value in walk([*self.inputs, *self.outputs]):
            nodes[value] = None if value in absent else node_again(value, nodes) if anew else value.node
        return _core.Model([nodes[self.inputs[place]] for place in self._takes.there()], [nodes[each] for each in self.outputs], name, self._output_keys or [])

    @property
    def layers(self):
        if self._body is not None:
            return self._body._parts()
        return [each for each in self._layers if not getattr(each, "_is_operation", False)]

    @layers.setter
    def layers(self, value):
        raise AttributeError("`Model.layers` attribute is reserved and should not be used. Please use another name.")

    def builds_by_call(self):
        """Does a model written in Python leave it to `call` what its layers are built for?"""
        return type(self).build is Model.build

    def get_build_config(self):
        """What a model written in Python was built for, or None. Source: Keras 3, Layer.get_build_config."""
        if self._body is None or not self.built:
            return None
        shapes = self._core.input_shapes()[0] if self._shapes is None else self._shapes
        return {"input_shape": map_shapes(shapes, lambda shape: (None, *shape))}

    def build_from_config(self, config):
        """Builds it so. Source: Keras 3, Model.build_from_config."""
        shape = (config or {}).get("input_shape")
        if self._body is not None and not self.built and shape is not None:
            Model.build(self, shape)

    def get_config(self):
        """Of a model written in Python that has no get_config(), the arguments that it was made with."""
        if self._body is None and self._is_made_as_functional():
            self._need_built("get_config")
            self._do_without(frozenset())
            self._core.describe_by(weakref.WeakMethod(self._structured))  # the config alone, without what a subclass makes of it
            return self._behind_front({**self._structured(self._core.description())["config"], "name": self.name})
        if type(self).get_config is not Model.get_config:
            return {"name": self.name, "trainable": self.trainable, "dtype": "float32"}
        return given_arguments(self)

    def _behind_front(self, config):
        """The config with the layers of arrays in front of the network."""
        return config if self._front is None else with_front(self, config)

    def _description(self):
        return super()._description() if self.built else described(self)

    def _tell_description(self, as_it_is=False):
        if self._takes is not None:
            if not as_it_is:
                self._do_without(frozenset())
            self._core.describe_by(weakref.WeakMethod(self._described))

    def _described(self, description):
        """The engine's description as files have it."""
        made = self._structured(description)
        return {**made, **self._own_entry(made["config"])}

    def _structured(self, description):
        """The engine's description, with the structures of inputs and outputs, and what may be left out."""
        config, inputs = description["config"], [self.inputs[place] for place in self._takes.there()]
        if len(inputs) == len(self.inputs):  # one that leads nowhere is not in the engine's model
            config["input_layers"] = _places_as(self._takes.given, config["input_layers"])
        config["output_layers"] = _places_as(self._outputs_given, config["output_layers"])
        names = dict(zip(self._core.input_names(), inputs))
        for entry in config["layers"]:
            if entry["class_name"] == "InputLayer" and names[entry["name"]].layer.optional:
                entry["config"]["optional"] = True
        return description

    def _own_entry(self, config):
        """Of a subclass, what is its own in a description: its class, and a config that its constructor takes."""
        if type(self).__module__.startswith(f"{__package__}."):
            return {}
        if not self._is_made_as_functional() or type(self).get_config is not Model.get_config:
            from .saving import serialize_keras_object
            config = json.loads(json.dumps(serialize_keras_object(self.get_config())))
        return {"module": type(self).__module__, "class_name": type(self).__name__, "config": config, "registered_name": get_registered_name(type(self)),
                "build_config": {"input_shape": None}}

    def to_json(self, **kwargs):
        return json.dumps(self._description(), **kwargs) if self._body is not None else super().to_json(**kwargs)

    @classmethod
    def _is_made_as_functional(cls):
        """Does its class take inputs and outputs as Model does? Source: Keras 3, functional_like_constructor."""
        return cls.__init__ is Model.__init__ or list(inspect.signature(cls.__init__).parameters)[1:3] == ["inputs", "outputs"]

    @classmethod
    def from_config(cls, config, custom_objects=None):
        """The functional model of get_config(), with new weights; a model written in Python is made by its arguments."""
        with CustomObjectScope(custom_objects):
            return model_of("Functional", config, cls) if "input_layers" in config else made_by(cls, config, Model)


Functional = Model


def _is_list(x, shapes):
    """Is it a list or tuple of arrays, not one array written so?"""
    return isinstance(x, (list, tuple)) and (len(shapes) > 1 or len(x) == 1 and getattr(x[0], "ndim", 0) > 0)


def _check_values(where, given):
    for each in leaves(given):
        if not isinstance(each, KerasTensor):
            raise ValueError(f"Model: All `{where}` values must be KerasTensors, results of Input() or of layers. Received: {where}={each!r}")


def _by_key(keys, outputs):
    """As Keras goes through a dict."""
    return [value for _, value in sorted(zip(keys, outputs), key=lambda each: each[0])] if keys else outputs


def _places_as(given, places):
    """Places [layer, call, result] in the structure of these values."""
    left = iter(_flat_places(places))
    return map_leaves(given, lambda each: next(left))


def _flat_places(places):
    if isinstance(places, (list, tuple)) and isinstance(places[0], str):
        return [places]
    return [place for each in (places.values() if isinstance(places, dict) else places) for place in _flat_places(each)]


def of_file(path, compile):
    """A model of a file in which nothing is written in Python."""
    return of_core(_core.load_model(path, compile))


def load_model(filepath, custom_objects=None, compile=True, safe_mode=True):
    """Reads a model from a .keras or .h5 file of occam's or Keras's: saving.load_model."""
    from .saving import load_model as load
    return load(filepath, custom_objects, compile, safe_mode)


def save_model(model, filepath, overwrite=True, **kwargs):
    """Writes a .keras or .h5 file that Keras opens."""
    model.save(filepath, overwrite=overwrite, **kwargs)


__all__ = ["Functional", "Model", "Sequential", "clone_model", "load_model", "model_from_json", "save_model"]
