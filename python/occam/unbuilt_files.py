"""Files of models that have no weights yet: their description alone. Source: Keras 3, saving_lib, which writes a model that is not built with a warning; legacy_h5_format."""

import os
import tempfile
import warnings
import zipfile

from . import _core, layers, optimizers


def save(model, path):
    """Writes the .keras or .h5 file."""
    if not path.endswith((".keras", *_HDF5)):
        raise ValueError(f"save: the model '{model.name}' has not yet been built. Expected a `.keras` or `.h5` file, or build(). Received: filepath={path}")
    warnings.warn("You are saving a model that has not yet been built. It might not contain any weights yet. Consider building the model first by calling it on some data.",
                  stacklevel=3)
    from .models import Sequential
    plain = Sequential([layers.Input((1,)), layers.Identity()])  # without weights: the description stands in its file
    if model.compiled:
        plain.compile(optimizers.get(model.optimizer.described()), "mse")
    plain._core.describe_by(lambda: lambda its_own: described(model))
    plain._core.save(path, True, True)


def members_without_weights(beside=None):
    """{name: content} of a .keras file of a model that has no weights but those `beside`, {place: values}."""
    with tempfile.TemporaryDirectory() as folder:
        plain = os.path.join(folder, "model.keras")
        core = _core.Sequential()
        core.add(layers.InputLayer((1,))._core)
        core.add(layers.Identity()._core)
        core.save(plain, True, False, **({"beside": beside} if beside else {}))
        with zipfile.ZipFile(plain) as archive:
            return {name: archive.read(name) for name in archive.namelist()}


def described(model):
    """Keras's description of a model that is not built."""
    from .saving import serialize_keras_object
    compiled = model.get_compile_config() if model.compiled else None
    return {**serialize_keras_object(model), **({"compile_config": compiled} if compiled else {})}


def has_weights(path):
    """Has the file of a model weights?"""
    if path.endswith(_HDF5):
        with open(path, "rb") as file:
            return _holds_numbers(file.read(), "/model_weights/")
    if os.path.isdir(path) or not zipfile.is_zipfile(path):
        return True
    with zipfile.ZipFile(path) as archive:
        return "model.weights.h5" not in archive.namelist() or _holds_numbers(archive.read("model.weights.h5"))


_HDF5 = (".h5", ".hdf5")
#: Groups of Keras's files that are there before there are weights.
_BESIDE = {"compile_metrics", "metrics", "optimizer", "seed_generator"}


def _holds_numbers(content, group="/"):
    for each in set(_core.members_in_file(content, group)) - _BESIDE:
        if group.endswith("/vars/") or _holds_numbers(content, f"{group}{each}/"):
            return True
    return False
