"""The layer written in Python that is being traced: where its weights and the layers inside it go."""

import threading

_state = threading.local()


class Trace:
    """A layer at work on symbols. Weights are symbols meanwhile, those of the layers around it too."""

    def __init__(self, place, layer, symbols):
        self.place, self.layer, self.symbols = place, layer, symbols

    def __enter__(self):
        self._outer = current()
        _state.trace = self
        return self

    def __exit__(self, *error):
        _state.trace = self._outer


class Call:
    """A layer written in Python at work on arrays: what `training` is for the layers that it calls without saying so."""

    def __init__(self, training):
        self.training = training

    def __enter__(self):
        self._outer = getattr(_state, "training", None)
        _state.training = self.training

    def __exit__(self, *error):
        _state.training = self._outer


def said_outside():
    """`training` of the call on arrays around this one, or None."""
    return getattr(_state, "training", None)


class AtWork:
    """While the engine writes a graph: it must not be asked for anything of its model, not even in `build`."""

    def __enter__(self):
        _state.depth = getattr(_state, "depth", 0) + 1

    def __exit__(self, *error):
        _state.depth -= 1


class Aside:
    """Apart from the graph that the engine writes: a model of its own may be made meanwhile."""

    def __enter__(self):
        self._outer = current(), getattr(_state, "depth", 0)
        _state.trace, _state.depth = None, 0

    def __exit__(self, *error):
        _state.trace, _state.depth = self._outer


def is_at_work():
    """Does the engine write a graph on this thread?"""
    return getattr(_state, "depth", 0) > 0


def current():
    """The innermost trace of this thread, or None."""
    return getattr(_state, "trace", None)
