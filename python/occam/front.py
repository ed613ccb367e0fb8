"""What a model does with arrays before its network has them: the layers of arrays between its inputs and the engine's."""

import numpy as np

from . import data
from .array_layer import texts
from .changed_source import changed_source
from .keras_tensor import KerasTensor, symbolic, walk
from .placing import unused
from .structures import leaves, map_leaves
from .tensor import numbers


class Front:
    """Of a functional model: from the values that it is given to the inputs that its outputs need."""

    def __init__(self, inputs, given, outputs):
        self.given, self._given = inputs, given  # as they were given, and as a list
        self._names = list(inputs) if isinstance(inputs, dict) else [each.name for each in given]
        self.taken = [each for each in walk(outputs) if not each.inputs]
        for each in self.taken:
            self._check(each)
        self._between = {}

    @classmethod
    def of(cls, inputs, given, outputs):
        """None for a model in which no layer of arrays stands."""
        needed = [each for each in walk(outputs) if not each.inputs]
        if any(each.dtype == "string" for each in outputs):
            raise ValueError("Model: invalid value for outputs. Expected numbers. Received: texts")
        if not any(hasattr(each, "source") and each not in given for each in needed):
            return None
        return cls(inputs, given, outputs)

    def _check(self, value):
        """Every value comes from what is given."""
        if value in self._given:
            return
        if hasattr(value, "source"):
            for each in leaves(value.source[1]):
                self._check(each)
        elif value.inputs:
            for each in value.inputs:
                self._check(each)
        else:
            raise ValueError(f"Model: the outputs need '{value.name}', which is not among the inputs {', '.join(self._names)}")

    def ready(self, x):
        """The engine's arrays for x; batches of a source one by one; what is ready already as it is."""
        if x is None or isinstance(x, data.Ready):
            return x
        if data.is_source(x):
            return changed_source(x, self.ready)
        found = dict(zip(self._given, self._arrays(x)))
        return data.Ready(numbers("x", self._value(each, found)) for each in self.taken)

    def _arrays(self, x):
        if isinstance(x, dict):
            missing = [name for name in self._names if name not in x]
            if missing:
                raise ValueError(f"x: Expected a dict with {', '.join(self._names)}. Received: no {missing[0]}")
            parts = [x[name] for name in self._names]
        elif len(self._given) == 1:
            parts = x if isinstance(x, (list, tuple)) and len(x) == 1 and np.ndim(x[0]) else [x]
        else:
            parts = list(x) if isinstance(x, (list, tuple)) else [x]
        if len(parts) != len(self._given):
            raise ValueError(f"x: Expected {len(self._given)} arrays, {', '.join(self._names)}. Received: {len(parts)}")
        return [_array(name, part, value) for name, part, value in zip(self._names, parts, self._given)]

    def _value(self, value, found):
        if value not in found:
            if hasattr(value, "source"):
                layer, inputs = value.source
                found[value] = np.asarray(layer(map_leaves(inputs, lambda each: self._value(each, found) if isinstance(each, KerasTensor) else each)))
            else:
                found[value] = self._computed(value, found)
        return found[value]

    def _computed(self, value, found):
        """What layers of the engine make of the given arrays, for a layer of arrays behind them."""
        if value not in self._between:
            from .models import Model
            needed = [each for each in walk([value]) if not each.inputs]
            self._between[value] = needed, Model(needed, value)
        needed, model = self._between[value]
        result = np.asarray(model.predict_on_batch(data.Ready(self._value(each, found) for each in needed)))
        return result.astype(np.int64) if (result == np.floor(result)).all() else result

    def all_values(self):
        """The given values and those that layers of arrays make of them, inputs first. Errors: ValueError where a layer of the network stands between."""
        found = {}

        def add(value):
            if hasattr(value, "source"):
                for each in leaves(value.source[1]):
                    if isinstance(each, KerasTensor):
                        add(each)
            elif value.inputs:
                raise ValueError(f"save: '{value.layer.name}' stands before a layer of arrays. Expected layers of arrays on what Input() gives, which files can hold")
            found.setdefault(value)

        for each in [*self._given, *self.taken]:
            add(each)
        return list(found)

    def layers(self):
        """The layers of arrays, in order."""
        return list(dict.fromkeys(each.source[0] for each in self.all_values() if hasattr(each, "source")))

    def names_in_file(self):
        """Of the given values and the layers of arrays, all different."""
        names, taken = {}, set()
        for each in [*self._given, *self.layers()]:
            names[each] = unused(each.name, taken)
            taken.add(names[each])
        return names

    def in_order(self, inputs):
        """Symbolic inputs in a dict or list, in the order of the given ones."""
        return [inputs[name] for name in self._names] if isinstance(inputs, dict) else leaves(inputs)

    def again(self, values):
        """The engine's inputs where other values stand for the given ones."""
        made = dict(zip(self._given, values))

        def value_of(value):
            if value not in made:
                if not hasattr(value, "source"):
                    raise ValueError(f"{value.name}: a layer of arrays stands behind one of the network's. Expected the model to be called on arrays")
                layer, inputs = value.source
                made[value] = layer(map_leaves(inputs, lambda each: value_of(each) if isinstance(each, KerasTensor) else each))
            return made[value]

        return [value_of(each) for each in self.taken]


def _array(name, given, value):
    """What is given for a value: texts or numbers, with an axis of size 1 at its end more or less where the value wants it."""
    array = texts(f"x, {name}", given) if value.dtype == "string" else numbers(f"x, {name}", given.to_numpy() if hasattr(given, "to_numpy") else given)
    rank = len(value.shape)
    if array.ndim == rank + 1 and array.shape[-1] == 1:
        return array[..., 0]
    return array[..., np.newaxis] if array.ndim == rank - 1 and value.shape[-1] == 1 else array


def is_symbolic(x):
    return bool(symbolic(x, KerasTensor))
