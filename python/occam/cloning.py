"""Models made anew from a description or from another model's layers. Source: Keras 3, models.clone_model, Model.from_config."""

import json

from .called_as_said import called_by
from .copying import again, is_model, values_of
from .described import WrongArguments, deserialize, registered
from .keras_tensor import KerasTensor, walk
from .layer import Layer
from .layers import Input
from .safe_mode import SafeModeScope
from .structures import map_leaves


def model_of(kind, config, cls=None):
    """The model, a Sequential or a functional one as `kind` says, or one of a subclass, of get_config()."""
    from .models import Model, Sequential
    if kind != "Sequential":
        inputs, outputs = values_of(config)
        return (cls or Model)(inputs, outputs, name=config.get("name"), trainable=config.get("trainable", True))
    if "name" not in config or "layers" not in config:
        raise ValueError(f"A Sequential model configuration must be a dictionary containing the 'name' and 'layers' keys. Received: {config!r}")
    made = (cls or Sequential)([_layer_of(each) for each in config["layers"]], name=config.get("name"))
    if config.get("build_input_shape") and not made.built:
        made.build(config["build_input_shape"])
    return made


def model_described(entry):
    """The model of its config and class, the library's or a user's, built where the description says for what."""
    own = registered(entry)
    made = model_of(entry["class_name"], entry["config"]) if own is None else own.from_config(entry["config"])
    if own is not None and hasattr(made, "build_from_config"):
        made.build_from_config(entry.get("build_config"))
    return made


def _layer_of(entry):
    return model_described(entry) if is_model(entry) else deserialize(entry, "layers")


def model_from_json(json_string, custom_objects=None):
    """The model of to_json(), with new weights. Source: Keras 3, models.model_from_json."""
    from .registration import CustomObjectScope
    description = json.loads(json_string)
    if not isinstance(description, dict) or not isinstance(description.get("config"), dict):
        raise ValueError("model_from_json: Expected what a model's to_json() gives. Received: another text")
    with CustomObjectScope(custom_objects):
        if not is_model(description):
            raise WrongArguments(f"Could not locate class '{description.get('class_name')}'. Make sure custom classes and functions are decorated with "
                                 "`@keras.saving.register_keras_serializable()`, or given as custom_objects")
        made = model_described(description)
        if description.get("compile_config"):
            made.compile_from_config(description["compile_config"])
        return made


def clone_model(model, input_tensors=None, clone_function=None, call_function=None, recursive=False):
    """The same layers with new weights, compiled as the model is. Source: Keras 3, models.clone_model.

    clone_function: what takes the place of a layer, or of a model inside; call_function(layer, *args): how it is called, in a functional
    model; recursive: models inside are cloned so too; input_tensors: Input() of one's own.
    """
    from .models import Model, Sequential
    if isinstance(model, Model) and model._body is not None:
        if clone_function or call_function or input_tensors is not None:
            raise ValueError("clone_model: a model written in Python. Expected no clone_function, call_function and input_tensors. "
                             f"Received: {type(model).__name__}")
        return _compiled_as(model, type(model).from_config(model.get_config()))
    if not isinstance(model, (Model, Sequential)):
        raise ValueError(f"clone_model: Expected a Sequential or a functional model. Received: {model!r}")
    model._need_no_front("clone_model")
    twins = {}

    def twin(part):
        if part not in twins:
            if getattr(part, "_is_operation", False):
                twins[part] = part.anew()
            elif recursive and not isinstance(part, Layer):
                twins[part] = clone_model(part, None, clone_function, None if isinstance(part, Sequential) else call_function, True)
            else:
                with SafeModeScope(False):  # no code of a file: the layer's own
                    twins[part] = clone_function(part) if clone_function else type(part).from_config(part.get_config())
        return twins[part]

    if isinstance(model, Sequential):
        if call_function is not None:
            raise ValueError("`call_function` argument is not supported with Sequential models.")
        return _compiled_as(model, _chain_of(model, twin, input_tensors))
    return _compiled_as(model, _graph_of(model, twin, call_function, input_tensors))


def _compiled_as(model, made):
    if model.compiled and not made.compiled:
        made.compile_from_config(model.get_compile_config())
    return made


def _inputs_given(input_tensors, count):
    given = list(input_tensors.values()) if isinstance(input_tensors, dict) else list(input_tensors) if isinstance(input_tensors, (list, tuple)) else [input_tensors]
    if len(given) != count or not all(isinstance(each, KerasTensor) and not each.inputs for each in given):
        raise ValueError(f"clone_model: invalid value for input_tensors. Expected what Input() returned, {count} of them. Received: {input_tensors!r}")
    return given


def _chain_of(model, twin, input_tensors):
    from .models import Sequential
    own = set(model.layers)
    layers = [twin(each) if each in own else type(each).from_config(each.get_config()) for each in model._layers]
    if input_tensors is not None:
        layers = [_inputs_given(input_tensors, 1)[0]] + [each for each, before in zip(layers, model._layers) if before in own]
    made = Sequential(layers, name=model.name)
    if model.built and not made.built:
        made._build_for(model._core.input_shapes()[0])
    return made


def _graph_of(model, twin, call_function, input_tensors):
    from .models import Model
    values = {}
    if input_tensors is not None:
        if isinstance(model.input, (dict, tuple)) and type(input_tensors) is not type(model.input):
            raise ValueError(f"clone_model: `input_tensors` must have the same structure as model.input, {type(model.input).__name__}. Received: {type(input_tensors).__name__}")
        values = dict(zip(model.inputs, _inputs_given(input_tensors, len(model.inputs))))
    for value in walk(model.outputs):
        if value in values:
            continue
        if not value.inputs:
            values[value] = Input(batch_shape=value.shape, dtype=value.dtype, name=value.layer._given_name or None, optional=value.layer.optional)
            continue
        layer = twin(value.layer)
        if call_function is not None and not getattr(value.layer, "_is_operation", False):
            values[value] = called_by(call_function, value, layer, values)
            continue
        if isinstance(layer, Layer):
            layer.__dict__.update({name: kept for name, kept in vars(value.layer).items() if name in ("_pattern", "_structure")})
        values[value] = again(value, values, layer)
    unused = [each for each in model.inputs if each not in values]
    values |= {each: Input(batch_shape=each.shape, dtype=each.dtype, name=each.layer._given_name or None) for each in unused}
    return Model(*(map_leaves(each, values.get) for each in (model.input, model.output)), name=model.name)
