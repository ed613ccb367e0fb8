"""A Sequential that begins with layers of arrays as Keras's .keras file: the file of the network behind, with these layers before it in its description."""

import json
import os
import tempfile
import zipfile

from .described import deserialize
from .text_vectorization import TextVectorization

_CLASSES = ("Hashing", "StringLookup", "TextVectorization")


def save(core, layers, given, dtype, path):
    """Writes the model of the engine's with these layers in front, whose input has this element type and the shape `given`, or any."""
    from .saving import serialize_keras_object
    for layer in layers:
        if getattr(layer, "_lookup", layer).__dict__.get("idf_weights") is not None:
            raise ValueError(f"save: '{layer.name}' weighs its tokens (tf_idf), for which Keras has a place in its files that occam does not write. "
                             "Expected the model behind it, or another output_mode")
    with tempfile.TemporaryDirectory() as folder:
        plain = os.path.join(folder, "model.keras")
        core.save(plain)
        entries = _entries(plain)
    description = json.loads(entries["config.json"])
    chain = description["config"]
    shape = list(given or _shape_before(layers, core.input_shapes()[0]))
    begin = {"module": "keras.layers", "class_name": "InputLayer", "registered_name": None,
             "config": {"batch_shape": shape, "dtype": dtype, "sparse": False, "name": "input_layer"}}
    rest = [each for each in chain["layers"] if each["class_name"] != "InputLayer"]
    chain["layers"] = [begin, *map(serialize_keras_object, layers), *rest]
    chain["build_input_shape"] = shape
    entries["config.json"] = json.dumps(description).encode()
    with zipfile.ZipFile(path, "w") as file:
        for name, content in entries.items():
            file.writestr(name, content)


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


def load(path, load_network):
    """The model of a file that begins with such layers, the network behind them as `load_network` reads its file; None for other files."""
    if not zipfile.is_zipfile(path):
        return None
    with zipfile.ZipFile(path) as file:
        if "config.json" not in file.namelist():
            return None
        description = json.loads(file.read("config.json"))
    chain = description.get("config")
    if description.get("class_name") != "Sequential" or not isinstance(chain, dict):
        return None
    described = [each for each in chain.get("layers", ()) if each.get("class_name") in _CLASSES and str(each.get("module")).startswith("keras")]
    if not described:
        return None
    entries = _entries(path)
    layers = [_layer_of(each, entries) for each in described]
    inputs = [each for each in chain["layers"] if each["class_name"] == "InputLayer"]
    rest = [each for each in chain["layers"] if each not in described and each not in inputs]
    given = tuple(inputs[0]["config"]["batch_shape"]) if inputs else None
    shape = (None,) if given is None else given
    for layer in layers:
        shape = layer.compute_output_shape(shape)
    begin = {"module": "keras.layers", "class_name": "InputLayer", "registered_name": None,
             "config": {"batch_shape": [None, *shape[1:]], "dtype": "float32", "sparse": False, "name": "input_layer"}}
    chain["layers"], chain["build_input_shape"] = [begin, *rest], [None, *shape[1:]]
    entries["config.json"] = json.dumps(description).encode()
    with tempfile.TemporaryDirectory() as folder:
        plain = os.path.join(folder, "model.keras")
        with zipfile.ZipFile(plain, "w") as file:
            for name, content in entries.items():
                if not name.startswith("assets/") or not any(f"/{each.name}/" in name for each in layers):
                    file.writestr(name, content)
        model = load_network(plain)
    model._chain_in_front, model._given_shape = tuple(layers), given
    return model


def _entries(path):
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}


def _layer_of(described, entries):
    """The layer, with the vocabulary that the file has beside it where Keras has adapted it."""
    config = dict(described["config"])
    if "vocabulary" in config and config["vocabulary"] is None:
        place = f"assets/layers/{_group_of(described, entries)}/vocabulary.txt"
        if place in entries:
            lines = entries[place].decode("utf-8").split("\n")
            config["vocabulary"] = [each.rstrip("\r") for each in lines]
    return deserialize({**described, "config": config}, "layers")


def _group_of(described, entries):
    """Where Keras's file has what belongs to the layer: by its class, numbered, which is mostly its name too."""
    name = described["config"].get("name") or ""
    kind = {"TextVectorization": "text_vectorization", "StringLookup": "string_lookup"}.get(described["class_name"], "hashing")
    return name if f"assets/layers/{name}/vocabulary.txt" in entries else kind
