"""Models made anew from a description or from another model's layers. Source: Keras 3, models.clone_model, Model.from_config."""

import json

from .copying import again, values_of
from .described import deserialize
from .keras_tensor import walk
from .layer import Layer
from .layers import Input


def model_of(kind, config):
    """The model, a Sequential or a functional one as `kind` says, of get_config()."""
    from .models import Model, Sequential
    if kind != "Sequential":
        inputs, outputs = values_of(config)
        names = config["output_layers"]
        return Model(inputs, dict(zip(names, outputs)) if isinstance(names, dict) else outputs, name=config.get("name"))
    made = Sequential([_layer_of(each) for each in config["layers"]], name=config.get("name"))
    if config.get("build_input_shape") and not made.built:
        made.build(config["build_input_shape"])
    return made


def _layer_of(entry):
    if entry["class_name"] in ("Sequential", "Functional", "Model"):
        return model_of(entry["class_name"], entry["config"])
    return deserialize(entry, "layers")


def model_from_json(json_string, custom_objects=None):
    """The model of to_json(), with new weights. Source: Keras 3, models.model_from_json."""
    description = json.loads(json_string)
    if not isinstance(description, dict) or not isinstance(description.get("config"), dict):
        raise ValueError("model_from_json: Expected what a model's to_json() gives. Received: another text")
    return model_of(description.get("class_name"), description["config"])


def clone_model(model, input_tensors=None, clone_function=None):
    """The same layers with new weights; `clone_function`: what takes the place of a layer. Source: Keras 3, models.clone_model."""
    from .models import Model, Sequential
    if input_tensors is not None:
        raise ValueError(f"clone_model: invalid value for input_tensors. Expected None. Received: {input_tensors!r}")
    twin = clone_function or (lambda layer: type(layer).from_config(layer.get_config()))

    def of_part(part):
        return twin(part) if isinstance(part, Layer) else clone_model(part, clone_function=clone_function)

    if isinstance(model, Sequential):
        made = Sequential([of_part(each) if each in model.layers else type(each).from_config(each.get_config()) for each in model._layers], name=model.name)
        if model.built and not made.built:
            made._build_for(model._core.input_shapes()[0])
        return made
    if not isinstance(model, Model) or model._body is not None:
        raise ValueError(f"clone_model: Expected a Sequential or a functional model. Received: {model!r}")
    twins, values = {}, {}
    for value in walk(model.outputs):
        if not value.inputs:
            values[value] = Input(batch_shape=value.shape, dtype=value.dtype, name=value.name)
            continue
        if value.layer not in twins:
            twins[value.layer] = of_part(value.layer)
            twins[value.layer].__dict__.update({name: kept for name, kept in vars(value.layer).items() if name in ("_pattern", "_structure")})
        values[value] = again(value, values, twins[value.layer])
    outputs = [values[each] for each in model.outputs]
    return Model([values[each] for each in model.inputs], outputs if model._output_keys is None else dict(zip(model._output_keys, outputs)), name=model.name)
