"""How much TensorFlow writes of itself, which a program may set and ask: occam writes nothing but Python's warnings. Source: TensorFlow 2,
tf.compat.v1.logging, tf.autograph.
"""

DEBUG, INFO, WARN, ERROR, FATAL = 10, 20, 30, 40, 50
_said = WARN


def set_verbosity(v=0, alsologtostdout=False):
    """What get_verbosity() tells."""
    global _said
    levels = {"DEBUG": DEBUG, "INFO": INFO, "WARN": WARN, "ERROR": ERROR, "FATAL": FATAL}
    if isinstance(v, str) and v not in levels:
        raise ValueError(f"set_verbosity: invalid value for v. Expected a number or one of {', '.join(levels)}. Received: v={v!r}")
    _said = levels.get(v, v)


def get_verbosity():
    """What a program has said."""
    return _said
