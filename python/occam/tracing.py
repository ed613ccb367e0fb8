"""The layer written in Python that is being traced: where its weights and the layers inside it go; and the tape that is open."""

import threading


class _State(threading.local):
    """What each thread is at; a class has the values of a thread that has set none."""

    trace = training = tape = None
    depth = 0


_state = _State()


class Trace:
    """A layer at work on symbols. Weights are symbols meanwhile, those of the layers around it too."""

    def __init__(self, place, layer, symbols):
        self.place, self.layer, self.symbols = place, layer, symbols

    def constant(self, array):
        """An array as a symbol."""
        found = tape()
        return self.place.constant(array) if found is None else found.constant(array)

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
        self._outer = _state.training
        _state.training = self.training

    def __exit__(self, *error):
        _state.training = self._outer


def said_outside():
    """`training` of the call on arrays around this one, or None."""
    return _state.training


class NoTape:
    """What is computed meanwhile is put on no tape."""

    def __enter__(self):
        self._before = set_tape(None)

    def __exit__(self, *error):
        set_tape(self._before)


class AtWork:
    """While the engine writes a graph: it must not be asked for anything of its model, not even in `build`."""

    def __enter__(self):
        _state.depth = _state.depth + 1

    def __exit__(self, *error):
        _state.depth -= 1


class Aside:
    """Apart from the graph that the engine writes: a model of its own may be made meanwhile."""

    def __enter__(self):
        self._outer = _state.trace, _state.depth, _state.tape
        _state.trace, _state.depth, _state.tape = None, 0, None

    def __exit__(self, *error):
        _state.trace, _state.depth, _state.tape = self._outer


def is_alone():
    """Is nothing around what is called now: no trace, no tape, no layer at work?"""
    return _state.trace is None and _state.tape is None and not _state.depth and _state.training is None


def is_at_work():
    """Does the engine write a graph on this thread?"""
    return _state.depth > 0


def current():
    """The innermost trace of this thread, or None."""
    return _state.trace


def tape():
    """The recording of this thread's open tapes on which what is called now is put, or None: not while the engine writes a model's graph."""
    return None if _state.depth else _state.tape


def open_tape():
    """The open tape whose graph is written, or None: also while the engine writes a model into it."""
    found = _state.tape
    return found if found is not None and (not _state.depth or found.is_written) else None


def set_tape(recording):
    """From now on this is the open one. Returns the one before."""
    before = _state.tape
    _state.tape = recording
    return before


def written():
    """The innermost layer of a graph that the engine is to run, or None: on a tape numbers can be had at once."""
    return current() if tape() is None else None


def place_now():
    """Where symbols are made now: of the innermost layer, or of the open tape; or None."""
    return current() or tape()
