"""What stands for a name that users do not have: a file that imports it runs, a test that uses it fails."""


class NotThere(Exception):
    """No test expects it."""


class Absent:
    """Whatever is done with it raises NotThere with the text `why`."""

    def __init__(self, why):
        object.__setattr__(self, "_why", why)

    def _refuse(self, *arguments, **named):
        raise NotThere(self._why)

    __call__ = __iter__ = __len__ = __eq__ = __bool__ = __enter__ = __exit__ = __setattr__ = __mro_entries__ = __instancecheck__ = _refuse
    __add__ = __radd__ = __or__ = __ror__ = __getitem__ = __contains__ = __index__ = __float__ = __array__ = _refuse
    __hash__ = object.__hash__

    def __getattr__(self, name):
        # Python and pytest ask for such names of every object.
        if name.startswith("__") or name in ("pytestmark", "_pytestfixturefunction"):
            raise AttributeError(name)
        raise NotThere(self._why)

    def __repr__(self):
        return f"<{self._why}>"
