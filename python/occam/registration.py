"""Classes and functions of one's own under names that configs have. Source: Keras 3, saving.object_registration."""

import inspect
import threading

_OBJECTS, _NAMES = {}, {}
_state = threading.local()


class CustomObjectScope:
    """While it lasts, the classes and functions of a dict are known by its names, on this thread. Source: Keras 3, saving.CustomObjectScope."""

    def __init__(self, custom_objects):
        self._objects = dict(custom_objects or {})

    def __enter__(self):
        self._outer = _in_scope()
        _state.objects = {**self._outer, **self._objects}
        return self

    def __exit__(self, *error):
        _state.objects = self._outer


custom_object_scope = CustomObjectScope


def _in_scope():
    return getattr(_state, "objects", {})


def is_anything_known():
    """Is there a class or function of one's own that a config could mean?"""
    return bool(_OBJECTS or _in_scope())


def register_keras_serializable(package="Custom", name=None):
    """A decorator: `deserialize` and `get` know the class or function as "package>name"."""

    def register(thing):
        if inspect.isclass(thing) and not hasattr(thing, "get_config"):
            raise ValueError("Cannot register a class that does not have a get_config() method.")
        registered = f"{package}>{name or thing.__name__}"
        if _OBJECTS.get(registered, thing) is not thing and _OBJECTS[registered].__qualname__ != thing.__qualname__:
            raise ValueError(f"{registered} has already been registered to {_OBJECTS[registered]}")
        _OBJECTS[registered], _NAMES[thing] = thing, registered
        return thing

    return register


def get_registered_name(obj):
    """The name that a class or function is registered under, else its own."""
    if not hasattr(obj, "__name__"):
        raise ValueError(f"get_registered_name: Expected a class or a function. Received: {obj!r}")
    return _NAMES.get(obj, obj.__name__)


def get_registered_object(name, custom_objects=None, module_objects=None):
    """The class or function of this name, or None: of `custom_objects`, registered, or of `module_objects`."""
    for known in (custom_objects or {}, _in_scope(), _OBJECTS, module_objects or {}):
        if name in known:
            return known[name]
    return _OBJECTS.get(f"Custom>{name}")


def is_of_keras(described):
    """Is the class of a description Keras's? A package such as keras_hub is not, nor what is registered under its name."""
    module, name = str(described.get("module")), described.get("registered_name")
    return (module == "keras" or module.startswith("keras.")) and not (isinstance(name, str) and get_registered_object(name) is not None)


def get_custom_objects():
    """All that is registered, by name: the dict itself."""
    return _OBJECTS
