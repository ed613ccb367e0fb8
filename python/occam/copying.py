"""Models that the engine made, as a file's or a copy, in Python: their layers from their description."""

from . import _core, optimizers
from .described import MEMBERS
from .layers import KerasTensor, Layer


def _layer_of(core, name=None):
    """The layer of Python's for one of the engine's."""
    described = core.config()
    cls = MEMBERS["layers"].get(described["class_name"])
    if cls is None:
        raise ValueError(f"{described['class_name']}: a model inside a model has no layer of its own in Python")
    made = cls._from_described({**described["config"], **({"name": name} if name else {})})
    return made


def described_layers(model):
    """New layers like those of a chain."""
    return [_layer_of(each, name) for each, name in zip(model._core.layers(), model._core.layer_names())]


def layers_like(model):
    """The layers of a copy."""
    return [each.twin(model) if isinstance(each, Layer) else each for each in model._layers]


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
        model.loss = compiled.get("loss")
    if isinstance(core, _core.Sequential):
        model._layers = described_layers(model)
    else:
        model._layers = [_of_file(each) for each in config["layers"]]
        model.inputs, model.outputs = [], []
    model._own_layers()
    return model


def _of_file(entry):
    """A layer of a functional model's description."""
    cls = MEMBERS["layers"].get(entry["class_name"])
    if cls is None:
        return KerasTensor(None, entry)
    return cls.from_config({**entry["config"], "name": entry.get("name") or entry["config"].get("name")})
