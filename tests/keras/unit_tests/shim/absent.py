"""What stands for a name that users do not have: a file that imports it runs, a test that uses it fails."""

import types


class NotThere(Exception):
    """No test expects it."""


class AbsentPackage(types.ModuleType):
    """A package that is not installed, or of which occam has a part: the module `there`."""

    __path__ = []

    def __init__(self, name, there=None):
        super().__init__(name)
        self.__dict__["_there"] = there

    def __getattr__(self, name):
        if name.startswith(("__", "pytest")):
            raise AttributeError(name)
        if hasattr(self._there, name):
            return getattr(self._there, name)
        # A class, as scikit-learn and SciPy ask `issubclass(..., torch.Tensor)` where torch is among the modules.
        return type(name, (), {"__new__": _refusing(f"{self.__name__} is not installed")})


def _refusing(why):
    def refuse(cls, *arguments, **named):
        raise NotThere(why)

    return refuse


class Absent:
    """Whatever is done with it raises NotThere with the text `why`."""

    def __init__(self, why):
        object.__setattr__(self, "_why", why)

    def _refuse(self, *arguments, **named):
        raise NotThere(self._why)

    __call__ = __iter__ = __len__ = __eq__ = __bool__ = __enter__ = __exit__ = __setattr__ = __instancecheck__ = _refuse
    __add__ = __radd__ = __or__ = __ror__ = __getitem__ = __contains__ = __index__ = __float__ = __array__ = _refuse
    __hash__ = object.__hash__

    def __getattr__(self, name):
        # Python and pytest ask for such names of every object.
        if name.startswith("__") or name in ("pytestmark", "_pytestfixturefunction"):
            raise AttributeError(name)
        raise NotThere(self._why)

    def __mro_entries__(self, bases):
        return (type("NotThereToo", (), {"__new__": _refusing(self._why)}),)

    def __repr__(self):
        return f"<{self._why}>"
