"""What a functional model takes, in the structure in which its inputs were given. Source: Keras 3, Functional._standardize_inputs."""

import warnings

from .keras_tensor import KerasTensor, walk
from .structures import holds_structures, leaves, leaves_as, map_leaves


class FunctionalInputs:
    """Its inputs, those that lead nowhere and those that may be left out too."""

    def __init__(self, given, outputs):
        self.given, self.values = given, leaves(given)
        used = set(map(id, walk(outputs)))
        self.unused = {place for place, each in enumerate(self.values) if id(each) not in used}
        self.absent = frozenset()  # of those that may be None: the ones that the engine's model is without now
        self._is_plain = not self.unused and not any(each.layer.optional for each in self.values)

    def check_connected(self, outputs, path=""):
        """Refuses an output that depends on another input."""
        if isinstance(outputs, KerasTensor):
            if any(not each.inputs and each not in self.values for each in walk([outputs])):
                raise ValueError(f"Output with path `{path}` is not connected to `inputs`. Expected all the inputs that it depends on. Received: inputs={self.names()}")
            return
        for name, each in outputs.items() if isinstance(outputs, dict) else enumerate(outputs):
            self.check_connected(each, f"{path}.{name}" if path else str(name))

    def names(self):
        return [each.name for each in self.values]

    def there(self):
        """Places of those that the engine's model has."""
        return [place for place in range(len(self.values)) if place not in self.unused and place not in self.absent]

    def is_passed_on(self, x):
        """May the engine be given it as it is?"""
        given = self.given
        parts = list(x.values()) if isinstance(x, dict) else x if isinstance(x, (list, tuple)) else ()
        if not self._is_plain or holds_structures(given) or any(each is None or _holds_arrays(each) for each in parts):
            return False
        if isinstance(given, dict):
            return list(given) == self.names() and (not isinstance(x, (dict, list, tuple)) or isinstance(x, dict) and set(x) == set(given))
        return not isinstance(x, dict)

    def row(self, x):
        """The values for all inputs, None for those that are left out."""
        given = self.given
        if isinstance(given, KerasTensor):
            found = [x[given.name]] if isinstance(x, dict) and given.name in x else [None] if isinstance(x, (list, tuple)) and any(each is None for each in x) else [x]
            return self._mismatch(x) if isinstance(found[0], dict) else found
        if isinstance(given, dict) and not holds_structures(given):
            return self._row_of_dict(x)
        if isinstance(x, dict) and not isinstance(given, dict) and not holds_structures(given):
            return [x[name] for name in self.names()] if set(self.names()) <= set(x) else self._mismatch(x)
        if not isinstance(x, (dict, list, tuple)) and len(self.values) == 1:
            return [x]
        if isinstance(x, (list, tuple)) and not holds_structures(given) and any(map(_holds_arrays, x)):
            self._mismatch(x, warn=True)
            x = leaves(x)
        if isinstance(x, (list, tuple)) and len(x) != len(given):
            return self._mismatch(x)
        return leaves_as(given, x, "x")

    def _row_of_dict(self, x):
        names = list(self.given)
        if isinstance(x, dict):
            if not set(names) <= set(x):
                return self._mismatch(x)
            if set(x) > set(names) and not any(isinstance(each, KerasTensor) for each in x.values()):
                self._mismatch(x, warn=True)
            return [x[name] for name in names]
        if len(names) > 1 and (not isinstance(x, (list, tuple)) or len(x) != len(names) or names != sorted(names)):
            return self._mismatch(x)
        self._mismatch(x, warn=True)
        return list(x) if isinstance(x, (list, tuple)) and len(x) == len(names) else [x]

    def _mismatch(self, x, warn=False):
        expected = map_leaves(self.given, lambda each: each.name)
        received = map_leaves(x, lambda each: "None" if each is None else f"Tensor(shape={getattr(each, 'shape', None)})")
        text = f"The structure of `inputs` doesn't match the expected structure.\nExpected: {expected}\nReceived: inputs={received}"
        if not warn:
            raise ValueError(text)
        warnings.warn(text, stacklevel=5)

    def left_out(self, row):
        """Places of those that are None: all of them may be."""
        found = frozenset(place for place, each in enumerate(row) if each is None)
        for place in found:
            if not self.values[place].layer.optional:
                raise ValueError(f"The input '{self.values[place].name}' is not optional, but None was passed. Please provide a valid tensor.")
        return found


def _holds_arrays(value):
    return isinstance(value, (list, tuple)) and any(hasattr(each, "shape") for each in value)
