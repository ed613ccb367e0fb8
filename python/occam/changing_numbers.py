"""Numbers that a program changes while the engine computes with them: variables that losses, regularizers, schedules and layers written in Python read.

In a graph such a variable is a hyper-parameter; models take its value before they compute, and while they are fitted whenever it is assigned.
"""

import contextlib
import itertools
import threading
import warnings
import weakref

from . import _core

_written = weakref.WeakSet()  # arrays whose values stand in a graph
_paths, _by_path, _serial = weakref.WeakKeyDictionary(), weakref.WeakValueDictionary(), itertools.count()
_changes = 0


class _Fitted(threading.local):
    """Models that this thread is fitting: between their steps, when it runs the program's callbacks."""

    def __init__(self):
        self.models = []


_fitted = _Fitted()


def read_in_graph(variable):
    """A variable of one number as a value of the graph that is written, or None where it has no place for one. Of an array the values of now are the graph's."""
    if variable.shape:
        if _core.has_place_for_numbers():
            _written.add(variable)
        return None
    value = float(variable.value)
    path = _paths.get(variable) or f"variables/{next(_serial)}"
    found = _core.changing_number(path, value)
    if found is not None:
        _paths[variable] = path
        _by_path[path] = variable
    return found


def changed(variable):
    """It has another value, which models that are being fitted take at once."""
    global _changes
    if variable in _written:
        _written.discard(variable)
        warnings.warn(f"{variable.path}: a compiled graph has the values that this array had when it was written. Expected a layer's add_weight for an array that changes, "
                      "or compile() once more", stacklevel=4)
    if variable in _paths:
        _changes += 1
        for model in _fitted.models:
            model.take_numbers()


class TakesNumbers:
    """Of models with the engine's `_core`."""

    _numbers_taken = 0

    def take_numbers(self):
        """The variables' values as they are now, where one has changed since the last time."""
        if self._numbers_taken == _changes or not self._core.has_values():
            return
        for path in self._core.hyper_paths():
            variable = _by_path.get(path)
            if variable is not None:
                self._core.set_hyper(path, float(variable.value))
        self.__dict__["_numbers_taken"] = _changes

    @contextlib.contextmanager
    def is_fitted(self):
        """For `with`: its fit goes on."""
        _fitted.models.append(self)
        try:
            yield
        finally:
            _fitted.models.remove(self)
