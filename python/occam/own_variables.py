"""Layers whose classes say themselves what a file has of their weights. Source: Keras 3, saving_lib, Layer.save_own_variables."""

import json
import os
import re
import tempfile
import warnings
import zipfile

import numpy as np

from . import _core
from .described import snake_case
from .layer import Layer
from .stored_parts import of_attribute, sorted_attributes
from .variables import Weighted

_WEIGHTS = "model.weights.h5"


def is_own(thing, method):
    """Has a user's class this method?"""
    found = getattr(type(thing), method, None)
    return found is not None and not found.__module__.startswith(f"{__package__}.")


def own_stores(model, method):
    """(group of a file, layer) of the layers inside whose classes have this method, save_own_variables or load_own_variables."""
    return [(group, layer) for group, layer in _by_groups(model, "/", set()) if isinstance(layer, Layer) and is_own(layer, method)]


def _own_assets(model, method):
    """(folder of a .keras file, layer or model) of those whose classes have this method, save_assets or load_assets."""
    return [(f"assets{group}", part) for group, part in _by_groups(model, "/", set()) if is_own(part, method)]


def _by_groups(part, group, seen):
    if not isinstance(part, Layer) and part.__dict__.get("_body") is None:
        counts, found = {}, [(group, part)]
        for layer in part.layers:
            kind = snake_case(type(layer).__name__)
            count = counts[kind] = counts.get(kind, -1) + 1
            found += _by_groups(layer, f"{group}layers/{kind}_{count}/" if count else f"{group}layers/{kind}/", seen)
        return found
    if id(part) in seen:
        return []
    seen.add(id(part))
    layer = part if isinstance(part, Layer) else part._body
    found = [(group, part)]
    for name, value in sorted_attributes(layer) if hasattr(layer, "_attributes") else ():
        if name != "_computes":
            for inside, each in of_attribute(name, value):
                found += _by_groups(each, f"{group}{inside}/", seen) if isinstance(each, Weighted) else []
    return found


def save(model, stores, path, write):
    """Writes a file by `write(core, path, beside)` with what the layers of `stores` put into theirs beside the weights, and in their place under the same numbers."""
    core, beside = model._core.copy(), {}
    paths = {each["path"]: place for place, each in enumerate(core.weight_list())}
    weights = core.get_weights()
    for group, layer in stores:
        store, prefix = {}, layer._home()[1]
        layer.save_own_variables(store)
        for place, weight in enumerate(layer._own_listed()):
            own = store.pop(str(place), None)
            if own is not None:
                weights[paths[weight.path if weight.path in paths else prefix + weight.name]] = np.asarray(own, np.float32).reshape(weight.shape or (1,))
        beside |= {f"{group}vars/{name}": np.asarray(value, np.float32) for name, value in store.items()}
    core.set_weights(weights)
    write(core, path, beside)


def save_assets(model, path):
    """Puts the files that save_assets(folder) of the parts' classes writes into the model's file. Source: Keras 3, saving_lib, DiskIOStore."""
    for place, part in _own_assets(model, "save_assets"):
        with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(path, "a") as archive:
            part.save_assets(folder)
            for inside, _, names in os.walk(folder):
                for name in names:
                    archive.write(os.path.join(inside, name), place + os.path.relpath(os.path.join(inside, name), folder).replace(os.sep, "/"))


def load_assets(model, path):
    """Gives them back: load_assets(folder)."""
    parts = _own_assets(model, "load_assets") if zipfile.is_zipfile(path) else []
    for place, part in parts:
        with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                inside = name.removeprefix(place)
                if not name.startswith(place) or not inside or name.endswith("/"):
                    continue
                target = os.path.realpath(os.path.join(folder, inside))
                if not target.startswith(os.path.realpath(folder) + os.sep):
                    raise ValueError(f"{path}: '{name}' leads out of the file. Expected members below it")
                os.makedirs(os.path.dirname(target), exist_ok=True)
                with open(target, "wb") as file:
                    file.write(archive.read(name))
            part.load_assets(folder)


def tell_compiled(model, path):
    """Puts what the model's own get_compile_config gives into its file."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    description = {**json.loads(members["config.json"]), "compile_config": model.get_compile_config()}
    members["config.json"] = json.dumps(description).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)


def save_weights(model, stores, path):
    """The same of a .weights.h5 file."""
    with tempfile.TemporaryDirectory() as folder:
        plain = os.path.join(folder, "model.keras")
        save(model, stores, plain, lambda core, place, beside: core.save(place, beside=beside))
        with zipfile.ZipFile(plain) as archive, open(path, "wb") as file:
            file.write(archive.read(_WEIGHTS))


def load(stores, path, read, read_what_fits):
    """Reads by `read()`, or where a store of these has other numbers by `read_what_fits()`; then each layer of `stores` takes its own."""
    try:
        read()
    except (_core.FileError, ValueError):
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            read_what_fits()
        left_out = [part for each in told for part in re.split(r"; (?=layer ')", str(each.message))[1:]]
        own = {layer._home()[1].split("/")[0] for _, layer in stores}
        wrong = [part for part in left_out if re.match(r"layer '([^']*)'", part)[1] not in own]
        if wrong:
            raise ValueError(f"{path}: {'; '.join(wrong)}") from None
    content = _content(path)
    for group, layer in stores:
        names = _core.members_in_file(content, f"{group}vars/")
        layer.load_own_variables({name: _core.numbers_in_file(content, f"{group}vars/{name}") for name in names})


def _content(path):
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            return archive.read(_WEIGHTS)
    with open(os.path.join(path, _WEIGHTS) if os.path.isdir(path) else path, "rb") as file:
        return file.read()
