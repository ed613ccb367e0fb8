"""Models with layers of arrays in front of the network as Keras's .keras files: the network's file, with these layers in its description.

Keras numbers the groups of a file by the layers' classes; vocabularies that adapt() has found stand beside the description, as do the weights of tf_idf.
"""

import json
import os
import tempfile
import zipfile

from . import _core
from .described import deserialize, snake_case
from .structures import leaves, map_leaves
from .text_vectorization import TextVectorization
from .unbuilt_files import members_without_weights

_CLASSES = ("HashedCrossing", "Hashing", "StringLookup", "TextVectorization")


# --- writing

def save(model, path):
    """Writes the model, whose network is the engine's."""
    layers = _in_order(model)
    with tempfile.TemporaryDirectory() as folder:
        plain = os.path.join(folder, "model.keras")
        model._core.save(plain, beside=_weights_of_tokens(layers))
        entries = _entries(plain)
    description = json.loads(entries["config.json"])
    description["config"] = with_front(model, description["config"])
    entries["config.json"] = json.dumps(description).encode()
    _write(path, entries)


def save_alone(model, path):
    """Writes a Sequential of such layers without a network behind them."""
    from .saving import serialize_keras_object
    layers, given = _in_order(model), model._given_shape
    entry = [_input_entry("input_layer", given, model._given_type)] if given else []
    described = serialize_keras_object(model)
    described["config"] = {**described["config"], "layers": [*entry, *map(serialize_keras_object, layers)], **({"build_input_shape": list(given)} if given else {})}
    _write(path, {**members_without_weights(_weights_of_tokens(layers)), "config.json": json.dumps(described).encode()})


def save_weights(model, path):
    """A file of weights as Keras's, those of tf_idf among them."""
    with tempfile.TemporaryDirectory() as folder:
        plain = os.path.join(folder, "model.keras")
        model._core.save(plain, beside=_weights_of_tokens(_in_order(model)))
        content = _entries(plain)["model.weights.h5"]
    with open(path, "wb") as file:
        file.write(content)


def load_weights(model, path):
    """The layers in front take the weights of tf_idf that a file has. Errors: ValueError for another number of them."""
    with open(path, "rb") as file:
        content = file.read()
    for place in _weights_of_tokens(_in_order(model)):
        values = _core.numbers_in_file(content, place)
        layer = _at(model, place)
        if values is not None and values.shape != layer.idf_weights.shape:
            raise ValueError(f"{path}: weights of tokens of shape {values.shape}. Expected {layer.idf_weights.shape}, those of the vocabulary of '{layer.name}'")
        if values is not None:
            layer.idf_weights = values


def _at(model, place):
    """What has the weights of tf_idf of this place: a StringLookup, that of a TextVectorization too."""
    counts = {}
    return next(getattr(each, "_lookup", each) for each in _in_order(model) if place.startswith(f"/layers/{_group(each, counts)}/"))


def has_weights_of_tokens(model):
    """Has a layer in front of the network weights of tf_idf?"""
    has_front = model.__dict__.get("_chain_in_front") or model.__dict__.get("_front") is not None
    return bool(has_front and _weights_of_tokens(_in_order(model)))


def with_front(model, config):
    """The config of the network with the layers in front of it."""
    chain = model.__dict__.get("_chain_in_front")
    return _chain_with(config, chain, model) if chain else _graph_with(config, model)


def _in_order(model):
    return list(model.__dict__.get("_chain_in_front") or model._front.layers())


def _weights_of_tokens(layers):
    """Where Keras has the weights of tf_idf."""
    found, counts = {}, {}
    for layer in layers:
        group = _group(layer, counts)
        weights = getattr(layer, "_lookup", layer).__dict__.get("idf_weights")
        if weights is not None:
            found[f"/layers/{group}/vars/idf_weights"] = weights
            if isinstance(layer, TextVectorization):
                found[f"/layers/{group}/_lookup_layer/vars/idf_weights"] = weights
    return found


def _group(layer, counts):
    kind = snake_case(type(layer).__name__ if not isinstance(layer, str) else layer)
    count = counts[kind] = counts.get(kind, -1) + 1
    return f"{kind}_{count}" if count else kind


def _input_entry(name, shape, dtype):
    return {"module": "keras.layers", "class_name": "InputLayer", "registered_name": None,
            "config": {"batch_shape": list(shape), "dtype": dtype, "sparse": False, "name": name}}


def _chain_with(chain, layers, model):
    from .saving import serialize_keras_object
    shape = list(model._given_shape or _shape_before(layers, model._core.input_shapes()[0]))
    rest = [each for each in chain["layers"] if each["class_name"] != "InputLayer"]
    return {**chain, "layers": [_input_entry("input_layer", shape, model._given_type), *map(serialize_keras_object, layers), *rest], "build_input_shape": shape}


def _graph_with(config, model):
    """Of a functional model: the inputs that take what layers of arrays give become calls of these layers."""
    from .saving import serialize_keras_object
    front, calls, entries = model._front, {}, {}
    names = front.names_in_file()
    for value in front.all_values():
        if not hasattr(value, "source"):
            entries[names[value]] = {**_input_entry(names[value], value.shape, value.dtype), "name": names[value], "inbound_nodes": []}
            calls[value] = (names[value], 0)
            continue
        layer, inputs = value.source
        entry = entries.setdefault(names[layer], {**serialize_keras_object(layer), "name": names[layer], "inbound_nodes": []})
        entry["config"] = {**entry["config"], "name": names[layer]}
        calls[value] = (names[layer], len(entry["inbound_nodes"]))
        entry["inbound_nodes"].append({"args": [map_leaves(inputs, lambda each: _tensor(each, calls[each]))], "kwargs": {}})
    places = {own: calls[value] for own, value in zip(model._core.input_names(), front.taken)}
    rest = [_called_otherwise(each, _with_places, places) for each in config["layers"] if each["name"] not in places]
    given = map_leaves(front.given, lambda each: [*calls[each], 0])
    return {**config, "layers": [*entries.values(), *rest], "input_layers": given, "output_layers": _with_places(config["output_layers"], places)}


def _tensor(value, call):
    return {"class_name": "__keras_tensor__", "config": {"shape": list(value.shape), "dtype": value.dtype, "keras_history": [*call, 0]}}


def _with_places(value, places):
    """With other places for what these inputs give."""
    return _replaced(value, lambda name, _, result: [*places[name], result] if name in places else None)


def _called_otherwise(entry, change, names):
    """A layer's entry with other places in its calls; a model inside has places of its own."""
    return {**entry, "inbound_nodes": change(entry["inbound_nodes"], names)}


def _is_place(value):
    """Is it [layer, call, result], the place of a value?"""
    return isinstance(value, list) and len(value) == 3 and isinstance(value[0], str) and isinstance(value[1], int)


def _replaced(value, other):
    """The description with other(layer, call, result) for the places in it, which stay where that is None."""
    if isinstance(value, dict):
        return {name: _replaced(each, other) for name, each in value.items()}
    if _is_place(value):
        return other(*value) or value
    return [_replaced(each, other) for each in value] if isinstance(value, list) else value


def _shape_before(layers, behind):
    """Of a batch that the layers make one of such samples of."""
    behind = tuple(behind)
    for shape in ((None, 1) if isinstance(layers[0], TextVectorization) else (None, *behind), (None, None), (None,)):
        found = shape
        for layer in layers:
            found = layer.compute_output_shape(found)
        if tuple(found)[1:] == behind or isinstance(layers[0], TextVectorization):
            return shape
    raise ValueError(f"save: nothing says what '{layers[0].name}' is called on. Expected Input(shape) before it")


# --- reading

def with_texts_inside(path):
    """The description, with what layers of arrays have learnt, where they stand in a model inside the file's; else None."""
    description = _description(path)
    if description is None or not any(map(_has_texts_inside, description["config"]["layers"])):
        return None
    _take_learnt(description["config"]["layers"], _entries(path))
    return description


def _has_texts_inside(entry):
    return any(_is_of_arrays(each) or _has_texts_inside(each) for each in _layers_in(entry))


def _layers_in(entry):
    """Of a model in a description."""
    config = entry.get("config") if isinstance(entry, dict) and entry.get("class_name") in ("Sequential", "Functional") else None
    return config["layers"] if isinstance(config, dict) and isinstance(config.get("layers"), list) else []


def _description(path):
    """Of a .keras file with a Sequential or functional model, else None."""
    if not zipfile.is_zipfile(path):
        return None
    with zipfile.ZipFile(path) as file:
        if "config.json" not in file.namelist():
            return None
        description = json.loads(file.read("config.json"))
    return description if _layers_in(description) else None


def load(path, load_network):
    """The model of a file that has such layers, the network behind them as `load_network` reads its file; None for other files."""
    description = _description(path)
    if description is None or not any(map(_is_of_arrays, description["config"]["layers"])):
        return None
    config, kind = description["config"], description["class_name"]
    entries = _entries(path)
    _take_learnt(config["layers"], entries)
    if kind == "Functional":
        return _load_graph(description, entries, load_network)
    described = [each for each in config["layers"] if _is_of_arrays(each)]
    layers = [deserialize(each, "layers") for each in described]
    inputs = [each for each in config["layers"] if each["class_name"] == "InputLayer"]
    rest = [each for each in config["layers"] if each not in described and each not in inputs]
    given = tuple(inputs[0]["config"]["batch_shape"]) if inputs else None
    if not rest:
        return _alone(config, layers, inputs)
    shape = (None,) if given is None else given
    for layer in layers:
        shape = layer.compute_output_shape(shape)
    config["layers"], config["build_input_shape"] = [_input_entry("input_layer", [None, *shape[1:]], "float32"), *rest], [None, *shape[1:]]
    model = _network(description, entries, load_network)
    model._chain_in_front, model._given_shape = tuple(layers), given
    return model


def _alone(config, layers, inputs):
    """A Sequential of layers of arrays, without a network behind them."""
    from .layers import Input
    from .models import Sequential
    said = [Input(batch_shape=tuple(each["config"]["batch_shape"]), dtype=each["config"]["dtype"]) for each in inputs[:1]]
    return Sequential([*said, *layers], name=config.get("name"))


def _load_graph(description, entries, load_network):
    """The network is read from its own part of the description, and set behind the layers of arrays."""
    from .copying import values_of
    config = description["config"]
    outputs = [each for each in config["layers"] if _is_of_arrays(each)]
    own = {each["name"] for each in outputs}
    behind = [each for each in config["layers"] if each["name"] not in own]
    used = _places_in([each["inbound_nodes"] for each in behind]) | _places_in(config["output_layers"])
    # The part in front is a functional model of its own, whose outputs are what the network takes.
    taken = [place for place in sorted(used) if place[0] in own]
    needed, front_entries = _needed(own, config["layers"]), None
    front_entries = [each for each in config["layers"] if each["name"] in needed]
    given, made = values_of({"name": config.get("name"), "layers": front_entries, "input_layers": _inside(config["input_layers"], needed),
                             "output_layers": [list(each) for each in taken]})
    names = {place: f"front_{number}" for number, place in enumerate(taken)}
    inputs = [_input_entry(names[place], value.shape, "float32") for place, value in zip(taken, leaves(made))]
    direct = [each for each in behind if each["class_name"] == "InputLayer" and any(place[0] == each["name"] for place in used)]
    rest = [each for each in behind if each["class_name"] != "InputLayer"]
    config["layers"] = [*direct, *({**each, "name": each["config"]["name"], "inbound_nodes": []} for each in inputs), *(_called_otherwise(each, _renamed, names) for each in rest)]
    kept_inputs, config["output_layers"] = config["input_layers"], _renamed(config["output_layers"], names)
    config["input_layers"] = [*([each["name"], 0, 0] for each in direct), *([names[place], 0, 0] for place in taken)]
    model = _network(description, entries, load_network)
    by_name = {each.layer.name: each for each in model.inputs}
    for place, value in zip(taken, leaves(made)):
        by_name[names[place]].source = value.source
    of_front = {each.layer.name: each for each in leaves(given)}
    model._stand_behind(_filled(kept_inputs, lambda name: by_name.get(name, of_front.get(name))))
    return model


def _is_of_arrays(entry):
    return isinstance(entry, dict) and entry.get("class_name") in _CLASSES and str(entry.get("module")).startswith("keras")


def _places_in(value):
    """(layer, call, result) of all values in calls."""
    if isinstance(value, dict):
        return set().union(*map(_places_in, value.values())) if value else set()
    if isinstance(value, list):
        if _is_place(value):
            return {tuple(value)}
        return set().union(*map(_places_in, value)) if value else set()
    return set()


def _needed(names, entries):
    """Names of these layers and of all that they are called on."""
    found, waiting = set(), list(names)
    by_name = {each["name"]: each for each in entries}
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [place[0] for place in _places_in(by_name[name]["inbound_nodes"])]
    return found


def _inside(places, names):
    """Of the places of inputs those of these layers, as a list."""
    return [list(each) for each in sorted(_places_in(places)) if each[0] in names]


def _renamed(value, names):
    """With inputs of these names for the values at these places."""
    return _replaced(value, lambda *place: [names[place], 0, 0] if place in names else None)


def _filled(places, found):
    """The structure with found(name) for each place of an input."""
    if isinstance(places, dict):
        return {name: _filled(each, found) for name, each in places.items()}
    if _is_place(places):
        return found(places[0])
    return [_filled(each, found) for each in places]


def _network(description, entries, load_network):
    entries = {name: content for name, content in entries.items() if not name.startswith("assets/")}
    with tempfile.TemporaryDirectory() as folder:
        plain = os.path.join(folder, "model.keras")
        _write(plain, {**entries, "config.json": json.dumps(description).encode()})
        return load_network(plain)


def _take_learnt(layers, entries, outer="layers/"):
    """Gives configs the vocabulary and the weights of tokens that the file has beside them where Keras has adapted the layer."""
    counts = {}
    for described in layers:
        if _layers_in(described):
            _take_learnt(_layers_in(described), entries, f"{outer}{_group(described['class_name'], counts)}/layers/")
        if not _is_of_arrays(described):
            continue
        group, config = outer + _group(described["class_name"], counts), described["config"]
        place = f"assets/{group}/vocabulary.txt"
        if "vocabulary" in config and config["vocabulary"] is None and place in entries:
            config["vocabulary"] = [each.rstrip("\r") for each in entries[place].decode("utf-8").split("\n")]
            if config.get("output_mode") == "tf_idf":
                weights = _core.numbers_in_file(entries["model.weights.h5"], f"/{group}/vars/idf_weights")
                config["idf_weights"] = None if weights is None else weights[:len(config["vocabulary"])].tolist()


def _entries(path):
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}


def _write(path, entries):
    with zipfile.ZipFile(path, "w") as file:
        for name, content in entries.items():
            file.writestr(name, content)
