"""Models that the engine made, as a file's or a copy, in Python: their layers from their description."""

from . import _core, losses, optimizers
from .described import MEMBERS, class_named, registered
from .keras_tensor import called as called_on, called_again, results_of
from .layer import Layer
from .masks import mask_ranks
from .operations import StoredOperation
from .own_configs import read_call
from .other_call import call_without, other_call
from .trainable import Trainable
from .tree import flatten


def is_model(entry):
    """Does a description's entry stand for a model, the library's or one that a user wrote?"""
    own = registered(entry)
    return entry.get("class_name") in ("Sequential", "Functional", "Model") if own is None else isinstance(own, type) and issubclass(own, Trainable)


def _layer_of(core, name=None):
    """The layer of Python's for one of the engine's."""
    described = core.config()
    cls = MEMBERS["layers"].get(described["class_name"])
    if cls is None:
        raise ValueError(f"{described['class_name']}: a model inside a model has no layer of its own in Python")
    made = cls._from_described({**described["config"], **({"name": name} if name else {})})
    return made


def described_layers(model, inner=()):
    """New layers like those of a chain; `inner`: descriptions of the models among them, by name."""
    named = zip(model._core.layers(), model._core.layer_names())
    return [_of_file(inner[name]) if name in inner else _layer_of(each, name) for each, name in named]


def layers_like(model):
    """The layers of a copy, by those of the model."""
    return {each: each.twin(model) if isinstance(each, Layer) else each for each in model._layers}


def of_core(core):
    """The model of Python's for one of the engine's."""
    from .models import Model, Sequential
    description = core.description()
    config = description["config"]
    if isinstance(core, _core.Sequential):
        model = Sequential.__new__(Sequential)
    else:
        model = Model.__new__(Model)
    model._adopt(core, config.get("name", "model"))
    compiled = description.get("compile_config")
    if compiled:
        model._compiled = True
        model.optimizer = optimizers.deserialize(compiled["optimizer"])
        model.optimizer.bind(core)
        model.loss = _losses_of(compiled.get("loss"))
        model._keep_arguments(**{"metrics": None, "weighted_metrics": None, **compiled})
    if isinstance(core, _core.Sequential):
        models = [each for each in config["layers"] if is_model(each)]
        model._layers = described_layers(model, {each["config"]["name"]: {**each, "name": each["config"]["name"]} for each in models})
    else:
        model._take_values(*values_of(config))
    for layer in model._layers:
        if not isinstance(layer, Layer):
            _give_weights(core, layer)
    model._own_layers()
    return model


def _losses_of(given):
    """What compile was given, of a description: names stay names."""
    if isinstance(given, dict):
        return losses.deserialize(given) if "class_name" in given else {name: _losses_of(each) for name, each in given.items()}
    return [_losses_of(each) for each in given] if isinstance(given, list) else given


def _give_weights(core, inner):
    """A model inside has the weights of the model that was read."""
    found = dict(zip((each["path"] for each in core.weight_list()), core.get_weights()))
    inner._core.set_weights([found[f"{inner.name}/{each['path']}"] for each in inner._core.weight_list()])


def values_of(config):
    """(inputs, outputs) of a functional model's description, in the structures that it has: its layers called anew."""
    layers = {entry["name"]: _of_file(entry) for entry in config["layers"]}
    found, waiting = {}, [(entry["name"], call, node) for entry in config["layers"] for call, node in enumerate(entry["inbound_nodes"] or [None])]
    while waiting:
        left = []
        for name, call, node in waiting:
            layer = layers[name]
            places = [] if node is None else _histories(node if isinstance(node, list) else [node["args"], node.get("kwargs", {})])
            missing = [each[0] for each in places if each[0] not in layers]
            if missing:
                raise ValueError(f"{config.get('name')}: Missing node: {missing[0]}, which layer {name} is called on")
            if any(each[:2] not in found for each in places):
                left.append((name, call, node))
                continue
            if isinstance(node, list) or isinstance(layer, Layer) and layer.class_name is not None:
                found[name, call] = results_of(called(layer, [found[each[:2]][each[2]] for each in places]))
                continue
            args, kwargs = read_call(node, lambda place: found[place[0], place[1]][place[2]])
            if isinstance(layer, Trainable):
                kwargs.pop("mask", None)  # which Keras writes as null
            found[name, call] = [each for each in flatten(layer(*args, **kwargs)) if each is not None]  # numbered as Keras does
        if len(left) == len(waiting):
            raise ValueError(f"{config.get('name')}: the layers {', '.join(name for name, _, _ in left)} wait for each other in a loop")
        waiting = left
    # Where a functional model is an output Keras counts its own layers as its first call, elsewhere not.
    inner = {entry["name"] for entry in config["layers"] if entry["class_name"] in ("Functional", "Model")}
    return [_at_ends(config[each], lambda name, call, result: found[name, max(call - (name in inner), 0)][result]) for each in ("input_layers", "output_layers")]


def called(layer, inputs):
    """The value of a functional model where the layer is called on these; with `results` where it gives several."""
    if not inputs:
        return layer.output
    shapes = [None] if isinstance(layer, Layer) and layer.class_name else layer._shapes_for([each.shape[1:] for each in inputs], mask_ranks(inputs))
    return called_on(layer, core_of(layer), inputs, shapes)


def again(value, made, layer):
    """The same value in another model, by another layer like its own."""
    if not value.inputs:
        return called(layer, [])
    call = other_call(layer, value.pattern)
    result = called_again(value, made, layer, core_of(layer) if call is None else call.core)
    result.pattern = value.pattern
    return result


def node_again(value, nodes):
    """The engine's node of a value anew, or of a call with several results the list of them."""
    if not value.inputs:
        return value.node
    inputs = [nodes[each] for each in value.inputs]
    if value.part is not None:
        return inputs[0][value.part]
    is_whole = all(each is not None for each in inputs)
    call = other_call(value.layer, value.pattern) if is_whole else call_without(value.layer, value.pattern, inputs)
    core = core_of(value.layer) if call is None else call.core
    inputs = [each for each in inputs if each is not None]
    return core.call_all(inputs, len(value.results)) if value.results else core(inputs)


def core_of(layer):
    """The engine's layer of a layer or of a model that is used as one."""
    return layer._core if isinstance(layer, Layer) else layer._as_layer()


def _histories(arguments):
    """(layer, call, result) of the values in the arguments of a call."""
    if isinstance(arguments, dict):
        if arguments.get("class_name") == "__keras_tensor__":
            return [tuple(arguments["config"]["keras_history"])]
        arguments = list(arguments.values())
    if isinstance(arguments, (list, tuple)) and len(arguments) in (3, 4) and isinstance(arguments[0], str) and isinstance(arguments[1], int):
        return [tuple(arguments[:3])]  # as Keras 2 writes a call
    return [place for each in arguments for place in _histories(each)] if isinstance(arguments, (list, tuple)) else []


def holds_structure(ends):
    """Are the inputs or outputs of a functional model's description something else than one, or a list of them, or for outputs a dict?"""
    parts = list(ends.values()) if isinstance(ends, dict) else ends if isinstance(ends, (list, tuple)) else []
    return any(isinstance(each, dict) or isinstance(each, (list, tuple)) and not (len(each) == 3 and isinstance(each[0], str)) for each in parts)


def _at_ends(places, value):
    """The structure of values for one of their places [layer, call, result]."""
    if isinstance(places, dict):
        return {name: _at_ends(each, value) for name, each in places.items()}
    if len(places) == 3 and isinstance(places[0], str):
        return value(*places)
    return type(places)(_at_ends(each, value) for each in places)


def _of_file(entry):
    """A layer of a functional model's description, or a model inside it."""
    if str(entry.get("module")).startswith("keras.src.ops"):
        return StoredOperation(entry)
    own = registered(entry)
    if own is None and is_model(entry):
        from .cloning import model_of
        return model_of(entry["class_name"], {**entry["config"], "name": entry["name"]})
    if own is None:
        cls = class_named(entry["class_name"], "layers")
        return cls.from_config({**entry["config"], "name": entry.get("name") or entry["config"].get("name")})
    from .cloning import model_described
    if own.get_config.__module__.startswith(f"{__package__}."):  # without a config of its own it takes the name, if it does
        entry = {**entry, "config": {"name": entry.get("name"), **entry["config"]}}
    return model_described(entry)
