"""May code that stands in a config be run? Source: Keras 3, saving.serialization_lib.SafeModeScope."""

import threading

_state = threading.local()
_everywhere = {"safe": None}


class SafeModeScope:
    """While it lasts, on this thread, configs with code are refused, or with safe_mode=False run."""

    def __init__(self, safe_mode=True):
        self._safe_mode = safe_mode

    def __enter__(self):
        self._outer = getattr(_state, "safe", None)
        _state.safe = self._safe_mode
        return self

    def __exit__(self, *error):
        _state.safe = self._outer


def in_safe_mode():
    """What the scope around says, else what enable_unsafe_deserialization() said, else None."""
    found = getattr(_state, "safe", None)
    return _everywhere["safe"] if _everywhere["safe"] is not None else found


def is_safe(safe_mode=None):
    """Is code of configs refused? What is said in no way is safe."""
    return (in_safe_mode() if safe_mode is None else safe_mode) is not False


def enable_unsafe_deserialization():
    """From now on Python lambdas of files are run: for files that one trusts. Source: Keras 3, config.enable_unsafe_deserialization."""
    _everywhere["safe"] = False
