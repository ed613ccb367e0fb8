"""A function as a layer. Source: Keras 3, layers.Lambda."""

import codecs
import inspect
import marshal
import types

from .layer import Layer
from .safe_mode import is_safe
from .tree import flatten


class Lambda(Layer):
    """function(inputs, **arguments), with `mask` and `training` where it takes them.

    In a model the function is called on symbols, when the graph is written, and compiled with the rest. output_shape: that of one sample, or a
    function of the input's shape; mask: that of the result, or a function of inputs and mask.
    """

    def __init__(self, function, output_shape=None, mask=None, arguments=None, **kwargs):
        super().__init__(**kwargs)
        self.function, self.arguments, self.mask = function, arguments or {}, mask
        self.supports_masking = mask is not None
        self._output_shape = output_shape
        taken = inspect.getfullargspec(function).args
        self._takes = [name for name in ("mask", "training") if name in taken]

    def call(self, inputs, mask=None, training=None):
        given = {"mask": mask, "training": training}
        return self.function(inputs, **self.arguments, **{name: given[name] for name in self._takes})

    def compute_mask(self, inputs, mask=None):
        return self.mask(inputs, mask) if callable(self.mask) else self.mask

    def compute_output_shape(self, input_shape):
        if self._output_shape is None:
            return super().compute_output_shape(input_shape)
        if callable(self._output_shape):
            return self._output_shape(input_shape)
        return (flatten(input_shape)[0], *self._output_shape)

    def get_config(self):
        from .saving import serialize_keras_object
        config = {**super().get_config(), "function": _written(self.function)}
        if self._output_shape is not None:
            config["output_shape"] = _written(self._output_shape) if callable(self._output_shape) else self._output_shape
        if self.mask is not None:
            config["mask"] = _written(self.mask) if callable(self.mask) else serialize_keras_object(self.mask)
        return {**config, "arguments": serialize_keras_object(self.arguments)}

    @classmethod
    def from_config(cls, config, custom_objects=None, safe_mode=None):
        """The layer of get_config(). The code of a Python lambda is run with safe_mode=False alone."""
        from .saving import deserialize_keras_object
        made = dict(config)
        for name in ("function", "output_shape", "mask"):
            value = made.get(name)
            if isinstance(value, dict) and value.get("class_name") == "__lambda__":
                made[name] = function_of_code(value["config"], is_safe(safe_mode))
            elif value is not None:
                made[name] = deserialize_keras_object(value, custom_objects)
        if isinstance(made.get("output_shape"), list):
            made["output_shape"] = tuple(made["output_shape"])
        made["arguments"] = deserialize_keras_object(made.get("arguments"), custom_objects)
        return cls(**made)


def _written(function):
    """A function in a config: by its name, or a lambda by its code."""
    from .saving import serialize_keras_object
    if not (isinstance(function, types.FunctionType) and function.__name__ == "<lambda>"):
        return serialize_keras_object(function)
    code = codecs.encode(marshal.dumps(function.__code__), "base64").decode("ascii")
    closure = None if function.__closure__ is None else [cell.cell_contents for cell in function.__closure__]
    return {"class_name": "__lambda__", "config": {"code": code, "defaults": function.__defaults__, "closure": closure}}


def function_of_code(config, refused):
    """The function of a lambda's code in a config, or a refusal."""
    if refused:
        raise ValueError("Requested the deserialization of a `Lambda` layer whose `function` is a Python lambda. This carries a potential risk of arbitrary code "
                         "execution and thus it is disallowed by default. If you trust the source of the artifact, you can override this error by passing "
                         "`safe_mode=False` to the loading function, or calling `keras.config.enable_unsafe_deserialization()`.")
    code = marshal.loads(codecs.decode(config["code"].encode("ascii"), "base64"))
    defaults, closure = config.get("defaults"), config.get("closure")
    return types.FunctionType(code, {"__builtins__": __builtins__}, code.co_name, None if defaults is None else tuple(defaults),
                              None if closure is None else tuple(map(types.CellType, closure)))
