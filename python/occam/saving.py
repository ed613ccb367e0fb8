"""Model files and configs of objects. Source: Keras 3, keras.saving."""

import json
import os
import zipfile
import zlib

import numpy as np

from . import _core, activations, front_files, losses, metrics, own_variables, unbuilt_files
from .around import is_of_python
from .cloning import model_described
from .copying import holds_structure, is_model
from .described import deserialize, serialize
from .file_errors import read_as_keras
from .lambda_layer import function_of_code
from .models import Model, of_file, save_model
from .operations import Operation
from .random import SeedGenerator
from .registration import (CustomObjectScope, custom_object_scope, get_custom_objects, get_registered_name, get_registered_object, is_anything_known,
                           is_of_keras, register_keras_serializable)
from .safe_mode import SafeModeScope, in_safe_mode, is_safe
from .trainable import Trainable

__all__ = ["CustomObjectScope", "custom_object_scope", "deserialize_keras_object", "get_custom_objects", "get_registered_name", "get_registered_object",
           "load_model", "load_weights", "register_keras_serializable", "save_model", "save_weights", "serialize_keras_object"]


def save_weights(model, filepath, overwrite=True, **kwargs):
    """model.save_weights(filepath)."""
    model.save_weights(filepath, overwrite=overwrite, **kwargs)


def load_weights(model, filepath, **kwargs):
    """model.load_weights(filepath)."""
    model.load_weights(filepath, **kwargs)


def serialize_keras_object(obj):
    """An object as what JSON can hold: layers, losses, ... and models, arrays, named functions, and lists, tuples and dicts of them."""
    if obj is None or isinstance(obj, (bool, int, float, str)):
        return obj
    if isinstance(obj, np.generic):
        return obj.item()
    if isinstance(obj, np.ndarray):
        return {"class_name": "__numpy__", "config": {"value": obj.tolist(), "dtype": obj.dtype.name}}
    if isinstance(obj, (list, tuple)):
        return type(obj)(map(serialize_keras_object, obj)) if type(obj) in (list, tuple) else [serialize_keras_object(each) for each in obj]
    if isinstance(obj, dict):
        return {name: serialize_keras_object(each) for name, each in obj.items()}
    if isinstance(obj, bytes):
        return {"class_name": "__bytes__", "config": {"value": obj.decode("utf-8")}}
    if isinstance(obj, slice):
        return {"class_name": "__slice__", "config": serialize_keras_object({"start": obj.start, "stop": obj.stop, "step": obj.step})}
    if obj is Ellipsis:
        return {"class_name": "__ellipsis__", "config": {}}
    if hasattr(obj, "__code__"):
        if obj.__name__ == "<lambda>":
            raise ValueError("serialize_keras_object: a lambda has no name that a config could have. Expected a function of a module, registered by "
                             "register_keras_serializable or given as custom_objects")
        if hasattr(obj, "described"):
            return {"module": "builtins", "class_name": "function", "config": obj.__name__, "registered_name": "function"}
        return {"module": obj.__module__, "class_name": "function", "config": obj.__name__, "registered_name": get_registered_name(obj)}
    made = serialize(obj)
    own = not type(obj).__module__.startswith(f"{__package__}.")
    return {**made, "config": serialize_keras_object(made["config"])} if own and isinstance(made.get("config"), dict) else made


#: Bytes of a description at most, as for the engine.
_MOST_TEXT = 1 << 26
_PLAIN = {"__numpy__": lambda config: np.array(config["value"], config["dtype"]),
          "__bytes__": lambda config: config["value"].encode("utf-8"),
          "__slice__": lambda config: slice(*(deserialize_keras_object(config[name]) for name in ("start", "stop", "step"))),
          "__ellipsis__": lambda config: Ellipsis}


def deserialize_keras_object(config, custom_objects=None, safe_mode=True, **kwargs):
    """The object of serialize_keras_object(). Code of a config is run with safe_mode=False alone, or in a scope that says so."""
    if in_safe_mode() is None:
        with SafeModeScope(safe_mode):
            return deserialize_keras_object(config, custom_objects)
    if isinstance(config, (list, tuple)):
        return type(config)(deserialize_keras_object(each, custom_objects) for each in config)
    if not isinstance(config, dict):
        found = get_registered_object(config, custom_objects) if isinstance(config, str) else None
        return config if found is None else found
    if "class_name" not in config or "config" not in config:
        return {name: deserialize_keras_object(each, custom_objects) for name, each in config.items()}
    kind, inner = config["class_name"], config["config"]
    if kind in _PLAIN:
        return _PLAIN[kind](inner)
    if kind == "function":
        return _function_of(config, custom_objects)
    if kind == "__lambda__":
        return function_of_code(inner, is_safe())
    if not isinstance(inner, dict):
        raise TypeError(f"deserialize_keras_object: Expected 'config' to be a dict. Received: {inner!r}")
    if kind == "SeedGenerator" and str(config.get("module")).partition(".")[0] in ("keras", __package__):
        return SeedGenerator.from_config(inner)
    with CustomObjectScope(custom_objects):
        made = model_described(config) if is_model(config) else deserialize(config)
    compiled = config.get("compile_config")
    if compiled and isinstance(made, Trainable) and not made.compiled:
        made.compile_from_config(compiled)
    return made


def _function_of(config, custom_objects):
    if not isinstance(config["config"], str):
        raise TypeError(f"deserialize_keras_object: Expected 'config' to be a non-null str, a function's name. Received: {config['config']!r}")
    name = config["config"]
    found = get_registered_object(config.get("registered_name") or name, custom_objects) or get_registered_object(name, custom_objects)
    if found is None:
        found = next((getattr(module, name) for module in (activations, losses, metrics) if name in module.__all__ and name.islower()), None)
        if found is not None and config.get("registered_name") not in (None, name, "function"):
            raise ValueError(f"`registered_name={config['registered_name']!r}` was provided in the config, but {name!r} resolved to a Keras built-in and does not use registered names. "
                             f"Received: {config!r}")
    if found is None:  # Keras 3.6 writes the name without its package
        found = next((each for own, each in get_custom_objects().items() if own.rpartition(">")[2] == name and not isinstance(each, type)), None)
    if found is None:
        raise TypeError(f"deserialize_keras_object: Expected a registered function, or one of custom_objects. Received: {name!r}")
    return found


def written(thing):
    """For the engine: how a file has what is written in Python, or None where it cannot have it."""
    thing = thing.stands_for() if hasattr(thing, "stands_for") else thing
    if thing is None:
        return None
    try:
        found = thing.in_file() if isinstance(thing, Operation) else serialize_keras_object(thing)
        if isinstance(thing, Model) or hasattr(thing, "get_build_config") and own_variables.is_own(thing, "get_build_config"):
            found["build_config"] = thing.get_build_config()
        return json.loads(json.dumps(found)) if isinstance(found, dict) else None
    except (TypeError, ValueError, NotImplementedError, RecursionError):
        return None


def load_model(filepath, custom_objects=None, compile=True, safe_mode=True):
    """Reads a model from a .keras or .h5 file of occam's or Keras's. No code of the file is run, but with safe_mode=False that of a Lambda's lambda.

    Classes and functions of one's own that it names are those of `custom_objects`, or registered. Source: Keras 3, saving.load_model.
    """
    path = os.fspath(filepath)
    with read_as_keras(path):
        return _loaded(path, custom_objects, compile, safe_mode)


def _loaded(path, custom_objects, compile, safe_mode):
    behind_texts = front_files.load(path, lambda plain: load_model(plain, custom_objects, compile, safe_mode))
    if behind_texts is not None:
        return behind_texts
    with CustomObjectScope(custom_objects), SafeModeScope(safe_mode):
        description = front_files.with_texts_inside(path)
        if description is not None:
            return _from_description(description, path, compile)
        description = _core.model_description(path) if is_anything_known() or _tells_structures(path) else None
        if description is None or not _is_pythons(description, compile):
            try:
                return of_file(path, compile)
            except _core.FileError:
                description = _core.model_description(path)
                if not _is_pythons(description, compile) and not _is_unbuilt(description):
                    model = _compiled_here(path) if compile else None
                    if model is None:
                        raise
                    return model
        return _from_description(description, path, compile)


def _from_description(description, path, compile):
    """The model that Python makes of a description, with the numbers of the file."""
    model = model_described(description)
    if not model.built and not unbuilt_files.has_weights(path):
        if compile and _compile_config(description):
            model.compile_from_config(_compile_config(description))
        return model
    if not model.built:
        raise ValueError(f"{path}: the file does not tell what shapes the model '{model.name}' was built for. Expected a build_config in it")
    compiled = _compile_config(description) if compile else None
    if compiled:
        model.compile_from_config(compiled)
    model._share_parts()
    stores = own_variables.own_stores(model, "load_own_variables")
    if stores:
        model._own_layers()
        own_variables.load(stores, path, lambda: model._core.load_values(path), lambda: model._core.load_weights(path, True, False))
    else:
        model._core.load_values(path)
    model._weights_changed()
    model._own_layers()
    own_variables.load_assets(model, path)
    return model


def _is_unbuilt(description):
    """Does it not tell what the model was built for?"""
    config = description.get("config")
    if description.get("class_name") != "Sequential" or not isinstance(config, dict) or config.get("build_input_shape") or (description.get("build_config") or {}).get("input_shape"):
        return False
    first = (config.get("layers") or [{}])[0]
    return first.get("class_name") != "InputLayer" and "batch_shape" not in (first.get("config") or {})


def _compiled_here(path):
    """A model of the engine's layers, compiled with what Python alone knows, such as a MeanMetricWrapper; else None."""
    try:
        model = of_file(path, False)
        compiled = _compile_config(_core.model_description(path))
        if not compiled:
            return None
        model.compile_from_config(compiled)
        model._core.load_values(path)
    except (TypeError, ValueError):
        return None
    return model


def _compile_config(description):
    return description.get("compile_config") or description.get("occam_compile_config")


def _tells_structures(path):
    """Has the functional model of a file structures of inputs or outputs? A look at its config alone, for its numbers may be many."""
    try:
        if os.path.isdir(path):
            with open(os.path.join(path, "config.json"), encoding="utf-8") as file:
                return _holds_structures(json.load(file))
        if not zipfile.is_zipfile(path):
            return True  # of an older form: all of it is to be read
        with zipfile.ZipFile(path) as archive:
            return archive.getinfo("config.json").file_size <= _MOST_TEXT and _holds_structures(json.loads(archive.read("config.json")))
    except (OSError, ValueError, LookupError, RecursionError, zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error):
        return False  # the engine tells what is wrong with it


def _holds_structures(description):
    config = description.get("config") if isinstance(description, dict) else None
    return isinstance(config, dict) and (
        isinstance(config.get("input_layers"), dict) or any(holds_structure(config.get(each)) for each in ("input_layers", "output_layers"))
        or any(isinstance(each, dict) and isinstance(each.get("config"), dict) and (each["config"].get("optional") is True or _holds_structures(each))
               for each in config.get("layers") or ()))


def _is_pythons(description, compile):
    """Has the model of a file something that Python alone can make?"""
    if _holds_structures(description):
        return True
    return _names_own({**description, "compile_config": None, "occam_compile_config": _compile_config(description) if compile else None})


def _names_own(config):
    """Is there a class or function of one's own in it that is known, or a layer that the engine has not?"""
    if isinstance(config, (list, tuple)):
        return any(map(_names_own, config))
    if not isinstance(config, dict):
        return False
    name, kind = config.get("registered_name"), config.get("class_name")
    if isinstance(kind, str) and not is_of_keras(config):
        if kind == "function":
            name = kind = config.get("config")
        if any(isinstance(each, str) and get_registered_object(each) is not None for each in (name, kind)):
            return True
    if kind in ("TimeDistributed", "SpectralNormalization") and isinstance(config.get("config"), dict) and is_of_python(config["config"]):
        return True
    return kind == "Lambda" or str(config.get("module")).startswith("keras.src.ops") or any(map(_names_own, config.values()))


