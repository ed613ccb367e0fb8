"""Operations on values of a functional model: layers without weights. Source: Keras 3, ops on KerasTensors."""

import inspect

import numpy as np

from . import _core
from .array_layer import ArrayLayer
from .keras_operations import OPERATIONS
from .keras_tensor import KerasTensor
from .layer import Layer
from .masks import mask_ranks
from .operation_shapes import operation_shapes
from .ops.shapes import reshape
from .structures import HERE, leaves, map_leaves


class Operation(Layer):
    """A function of occam.ops, called once on values of a functional model and compiled with it. In files it is Keras's operation."""

    _is_operation = True

    def __init__(self, function, name):
        self.__dict__["_class_shown"] = "".join(part.capitalize() for part in name.split("_"))
        super().__init__()
        self._function, self._operation, self._scalars = function, name, []  # which of the values have no axis, while their shapes are asked for

    def anew(self):
        """The same function, not called yet."""
        return type(self)(self._function, self._operation)

    def _shown(self):
        return self._class_shown

    def __call__(self, *args, training=None, **kwargs):
        given = [each for each in leaves((args, kwargs)) if isinstance(each, KerasTensor)]
        if len(given) == 1 and given[0].dtype == "string":  # axes of texts
            return OfTexts(self._function, args, kwargs)(given[0])
        return super().__call__(*args, training=training, **kwargs)

    def call(self, *args, **kwargs):
        return self._function(*args, **kwargs)

    def _shapes_of_call(self, tensors, core):
        self._scalars = [each.ndim == 0 for each in tensors]
        try:
            return operation_shapes([each.shape for each in tensors], lambda shapes: _core.result_shapes(core, [each or [1] for each in shapes], mask_ranks(tensors)))
        finally:
            self._scalars = []

    def _trace(self, place, inputs, pattern=None):
        if any(self._scalars):  # an input of the engine's has one axis at least
            inputs = [reshape(each, ()) if scalar else each for each, scalar in zip(inputs, self._scalars)]
        return super()._trace(place, inputs, pattern)

    def _arguments_by_name(self):
        args, kwargs = self._pattern
        signature = inspect.signature(self._function)
        bound = signature.bind(*args, **kwargs)
        bound.apply_defaults()
        more = next((name for name, each in signature.parameters.items() if each.kind is each.VAR_KEYWORD), None)
        return {**bound.arguments, **bound.arguments.get(more, {})}

    def get_config(self):
        """The arguments that are the operation's, not the call's."""
        given, (_, _, own, _) = self._arguments_by_name(), self._in_keras()
        return {"name": self.name, **{name: given[argument] for name, argument in own.items() if argument in given}}

    def _in_keras(self):
        if self._operation not in OPERATIONS:
            raise ValueError(f"{self._class_shown}: an operation that Keras's files have not as one. Expected others, or save_weights()")
        return OPERATIONS[self._operation]

    def in_file(self):
        """What a file has for it."""
        from .saving import serialize_keras_object
        module, name, _, _ = self._in_keras()
        return {"module": module, "class_name": name, "config": serialize_keras_object(self.get_config()), "registered_name": name}

    def _written_call(self, values):
        from .saving import serialize_keras_object
        given, (_, _, _, names) = self._arguments_by_name(), self._in_keras()
        left = iter(values)
        if not set(names) <= set(given):  # called otherwise here, in Keras's order
            names = list(given)[:len(names)]
        return {"args": [_with_values(given[name], left, serialize_keras_object) for name in names], "kwargs": {}}


def _with_values(argument, left, written):
    if argument is HERE:
        return next(left)
    if isinstance(argument, (list, tuple)):
        return [_with_values(each, left, written) for each in argument]
    return written(argument)


def get_item(x, key):
    """x[key]"""
    return x[tuple(key) if isinstance(key, list) else key]


class StoredOperation:
    """An operation of a file: called on values it is what the function of occam.ops makes of them."""

    def __init__(self, entry):
        from . import ops
        found = [name for name, (_, own, _, _) in OPERATIONS.items() if own == entry["class_name"]]
        self._name = next((name for name in found if name == "get_item" or hasattr(ops, name)), None)
        if self._name is None:
            raise ValueError(f"{entry['class_name']}: an operation that is not known, of {entry['module']}. Expected one of occam.ops")
        self._function = Operation(get_item, "get_item") if self._name == "get_item" else getattr(ops, self._name)
        self._config = {name: value for name, value in entry["config"].items() if name != "name"}

    def __call__(self, *args, **kwargs):
        from .saving import deserialize_keras_object
        _, _, own, names = OPERATIONS[self._name]
        given = {own[name]: deserialize_keras_object(value) for name, value in self._config.items() if name in own}
        function = self._function._function if isinstance(self._function, Operation) else self._function
        if set(names) <= set(inspect.signature(function).parameters):
            return self._function(**dict(zip(names, args)), **given, **kwargs)
        return self._function(*args, **given, **kwargs)


class OfTexts(ArrayLayer):
    """A function of occam.ops that puts texts into another shape, in front of a network."""

    result_type = "string"

    def __init__(self, function, args, kwargs):
        super().__init__()
        self._called = lambda x: function(*map_leaves(args, lambda each: x if isinstance(each, KerasTensor) else each),
                                          **map_leaves(kwargs, lambda each: x if isinstance(each, KerasTensor) else each))

    def call(self, inputs):
        return np.asarray(self._called(np.asarray(inputs)))

    def compute_output_shape(self, input_shape):
        return (input_shape[0], *self.call(np.full((2, *input_shape[1:]), "", str)).shape[1:])
