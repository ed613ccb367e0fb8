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


def current():
    """The innermost trace of this thread, or None."""
    return getattr(_state, "trace", None)
