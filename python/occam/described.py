"""What regularizers, losses, layers ... have in common.

Their classes are made here from the engine's catalogues: name, arguments, ranges and documentation stand in the
C++ fields() alone. Where Keras has the class, the order and the defaults of its arguments are Keras's
(keras_signatures.py).
"""

import inspect
import os
import re
from importlib import import_module

from . import _core
from .keras_signatures import REQUIRED, SIGNATURES
from .registration import get_registered_name, get_registered_object, is_of_keras

#: Classes by concept and by every name that strings may have.
MEMBERS = {}

#: Where the classes of a concept are made; of a name that two have, the first is meant.
_MODULES = {"activations": "activations", "constraints": "constraints", "initializers": "initializers", "regularizers": "regularizers",
            "schedules": "optimizers", "optimizers": "optimizers", "layers": "layers", "losses": "losses", "metrics": "metrics",
            "callbacks": "callbacks"}


def _every_member():
    """Dicts of name and class, one a concept: its module may not have been asked for yet."""
    if len(MEMBERS) < len(_MODULES):
        for module in _MODULES.values():
            import_module(f"{__package__}.{module}")
    return [MEMBERS[concept] for concept in _MODULES]


class Described:
    """An object that a class of the catalogues made: its arguments, checked by the engine."""

    concept = None
    class_name = None

    def _take(self, kept, arguments):
        """Becomes the object of these arguments; `kept` are those that only Python knows."""
        self._kept = kept
        self._arguments = self._checked(arguments)

    @classmethod
    def _from_described(cls, arguments):
        made = cls.__new__(cls)
        made._take({}, arguments)
        return made

    def _checked(self, arguments):
        # As Keras: a weight without an initializer has add_weight's.
        given = {name: "glorot_uniform" if value is None and name.endswith("_initializer") else value for name, value in arguments.items()}
        plain = {name: plain_value(value) for name, value in given.items()
                 if value is not None or self._takes_none(name)}
        # Members written in Python are kept as they are: the engine's descriptions cannot hold them.
        own = {name: value for name, value in plain.items() if is_python_member(value)}
        try:
            described = _core.describe(self.concept, self.class_name, {name: value for name, value in plain.items() if name not in own})
            return {**described["config"], **own}
        except (TypeError, ValueError) as error:
            where = "" if str(error).startswith(self.class_name) else f"{self.class_name}: "
            raise ValueError(where + str(error)) from None

    def _takes_none(self, name):
        """Keras's None stands for the default where the engine's argument is a number or a text."""
        field = self._fields.get(name)
        return field is None or field["default"] is None or "none" in field["noun"]

    @classmethod
    def is_engines(cls):
        """False for a class that a user wrote: it computes in Python's words, by occam.ops."""
        made = MEMBERS.get(cls.concept, {}).get(cls.class_name)
        return made is not None and cls.__call__ is made.__call__ if hasattr(cls, "__call__") else made is not None

    def _compiled(self, kind):
        """What computes on arrays, compiled for the shapes of the last call."""
        call = self.__dict__.get("_call")
        if call is None:
            call = self.__dict__["_call"] = kind(self.class_name, self._arguments)
        return call

    def __getstate__(self):
        return {name: value for name, value in self.__dict__.items() if name not in ("_call", "_quick", "_held")}

    def described(self):
        """The object as the engine reads it."""
        return {"class_name": self.class_name, "config": self._arguments}

    def _held_config(self):
        """What only Python knows of the config."""
        return {}

    def get_config(self):
        """The arguments as Keras writes them; none of a class that a user wrote."""
        if "_arguments" not in self.__dict__:
            return self._own_config()
        described, own = self._without_own()
        return {**_core.keras_config(self.concept, described), **own}

    def _without_own(self):
        """(what the engine can describe, the configs of arguments that are written in Python)."""
        own = {name: value for name, value in self._arguments.items() if is_python_member(value)}
        if not own:
            return self.described(), {}
        from .saving import serialize_keras_object
        rest = {name: value for name, value in self._arguments.items() if name not in own}
        return {"class_name": self.class_name, "config": rest}, {name: serialize_keras_object(value) for name, value in own.items()}

    @classmethod
    def from_config(cls, config):
        """The object of get_config()."""
        if cls.class_name is None:
            return cls(**config)
        config, own = own_members(config)
        return cls(**arguments_of(cls, config), **own)

    def _own_config(self):
        """What get_config() is where a user's class has not written it."""
        raise NotImplementedError(f"{type(self).__name__} does not implement get_config()")

    def __getattr__(self, name):
        return self._argument(name)

    def _argument(self, name):
        arguments = self.__dict__.get("_arguments")
        if arguments is None or name not in arguments:
            if name in self.__dict__.get("_kept", ()):
                return self._kept[name]
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        value = arguments[name]
        return object_of(value) if isinstance(value, dict) and "class_name" in value else value

    def __eq__(self, other):
        own = self.__dict__.get("_arguments")
        return self is other or own is not None and type(self) is type(other) and own == other._arguments

    __hash__ = object.__hash__

    def __repr__(self):
        if "_arguments" not in self.__dict__:
            return object.__repr__(self)
        values = {name: self._argument(name) if callable(getattr(type(self), name, None)) else getattr(self, name) for name in self._arguments}
        shown = ", ".join(f"{name}={value!r}" for name, value in values.items())
        return f"{type(self).__name__}({shown})"


def is_python_member(value):
    """Is it a function, or an object of a class that a user wrote?"""
    return callable(value) and not isinstance(value, type) and not hasattr(value, "__float__")


def plain_value(value):
    """A value as the engine's configs have it: objects of the catalogues become dicts."""
    if isinstance(value, Described):
        return value.described() if value.is_engines() else value
    if isinstance(value, type) and issubclass(value, Described):
        return value().described()
    if hasattr(value, "described"):
        return value.described()
    if isinstance(value, dict) and "class_name" in value and ("module" in value or "registered_name" in value):
        return deserialize(value).described()
    if isinstance(value, os.PathLike):
        return os.fspath(value)
    if isinstance(value, (list, tuple)):
        return [plain_value(item) for item in value]
    if getattr(value, "ndim", None) == 0 and hasattr(value, "item"):
        return value.item()
    return value


def object_of(described):
    """The object that {"class_name", "config"} of the engine describes."""
    return class_named(described["class_name"])._from_described(described["config"])


def class_named(class_name, concept=None):
    """The class of this name, of this concept where it has one: losses and metrics share names."""
    own = MEMBERS.get(concept, {}).get(class_name)  # "adam" is Adam, as in Keras
    if own is not None:
        return own
    found = [members[class_name] for members in _every_member()
             if class_name in members and members[class_name].class_name == class_name]
    if not found:
        made = getattr(import_module(f"{__package__}.{_MODULES[concept]}"), class_name, None) if concept in _MODULES else None
        if not (isinstance(made, type) and hasattr(made, "concept")):  # such as metrics.Mean, which no catalogue has
            raise WrongArguments(f"Unknown class: could not locate class {class_name!r}. Expected one of the library's, or one registered by register_keras_serializable or given as custom_objects")
        return made
    return found[0]


def snake_case(name):
    """As Keras derives names: "BatchNormalization" -> "batch_normalization", "<lambda>" -> "lambda"."""
    name = re.sub(r"\W+", "", name)
    name = re.sub(r"(.)([A-Z][a-z]+)", r"\1_\2", name)
    return re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name).lower()


def _signature(concept, member):
    """Parameters of a class: Keras's in its order, then occam's own by keyword."""
    fields = {field["name"]: field for field in member["fields"]}
    silent = _core.silent_arguments(concept, member["class_name"])
    keras = SIGNATURES.get(concept, {}).get(member["class_name"])
    parameters, foreign = [], {}
    kinds = inspect.Parameter
    if keras is not None:
        for name, default in keras:
            empty = kinds.empty if default is REQUIRED else default
            parameters.append(kinds(name, kinds.POSITIONAL_OR_KEYWORD, default=empty))
            if name not in fields:
                foreign[name] = default
    known = {parameter.name for parameter in parameters}
    kind = kinds.POSITIONAL_OR_KEYWORD if keras is None else kinds.KEYWORD_ONLY
    for name, field in fields.items():
        if name in known:
            continue
        default = silent.get(name, field["default"])
        parameters.append(kinds(name, kind, default=default))
    return parameters, foreign, fields


def define(concept, base, namespace, bases={}):
    """Makes the classes of a concept, subclasses of `base` or of their own in `bases`, in a module's namespace."""
    members = MEMBERS.setdefault(concept, {})
    for member in _core.catalogue(concept):
        cls = _make_class(concept, member, bases.get(member["class_name"], base), namespace["__name__"])
        namespace[cls.__name__] = cls
        for name in (member["name"], member["class_name"], *member["aliases"]):
            members[name] = cls
    namespace.setdefault("__all__", []).extend(sorted({cls.__name__ for cls in members.values()}))


def _make_class(concept, member, base, module):
    parameters, foreign, fields = _signature(concept, member)
    extra = base.extra_parameters() if hasattr(base, "extra_parameters") else []
    names = {parameter.name for parameter in parameters}
    parameters = parameters + [each for each in extra if each.name not in names]
    signature = inspect.Signature(parameters)
    own = {each.name for each in extra if each.name not in fields} | set(getattr(base, "held_in_python", ()))

    def __init__(self, *args, **kwargs):
        try:
            bound = signature.bind(*args, **kwargs)
        except TypeError as error:
            raise WrongArguments(f"{type(self).__name__}: {error}") from None
        bound.apply_defaults()
        arguments, kept = {}, {}
        for name, value in bound.arguments.items():
            if name in own:
                kept[name] = value
            elif name in foreign:
                _check_foreign(concept, member["class_name"], name, value, foreign[name])
                kept[name] = value
            else:
                if value is None and "none" in fields[name]["choices"]:
                    value = "none"  # Keras's None is a choice of the engine's
                if value is None and fields[name]["choices"] and "none" not in fields[name]["noun"] and signature.parameters[name].default is not None:
                    raise ValueError(f"{member['class_name']}: invalid value for {name}. Expected one of {', '.join(fields[name]['choices'])}. Received: {name}=None")
                arguments[name] = value
        self._take(kept, arguments)

    body = {
        "__init__": __init__, "__doc__": _document(member, fields), "__module__": module,
        "concept": concept, "class_name": member["class_name"], "member": member,
        "_fields": fields,
    }
    cls = type(base)(member["class_name"], (base,), body)
    cls.__signature__ = signature
    return cls


def arguments_of(cls, config):
    """The engine's arguments of a class as Keras's config has them."""
    try:
        return _core.arguments_of_keras(cls.concept, cls.class_name, config)
    except _core.FileError as error:  # of a config that stood in no file
        raise WrongArguments(str(error)) from None


class WrongArguments(TypeError, ValueError):
    """As Keras, which raises a ValueError for arguments that a class has not, and Python's own for others; in configs TypeErrors too."""


def _check_foreign(concept, class_name, name, value, default):
    if value is None or value is REQUIRED or name == "seed" and hasattr(value, "_initial_seed") or value == default:
        return
    refusal = _core.foreign_refusal(concept, class_name, name, plain_value(value))
    if refusal:
        raise ValueError(refusal)


def _document(member, fields):
    lines = [f"{member['class_name']}: the engine's `{member['name']}`.", "", "Args:"]
    for field in fields.values():
        choices = f" One of {', '.join(field['choices'])}." if field["choices"] else ""
        lines.append(f"    {field['name']}: {field['noun']}; {field['doc']}.{choices}")
    return "\n".join(lines)


def get(concept, base, identifier):
    """Keras's get(): an object of a name, a class, a config or an object."""
    if identifier is None or isinstance(identifier, base):
        return identifier
    if isinstance(identifier, str):
        cls = MEMBERS[concept].get(identifier)
        own = get_registered_object(identifier) if cls is None else None
        if own is not None:
            return own() if isinstance(own, type) else own
        if cls is None:
            _core.describe(concept, identifier, None)  # raises, with the names that there are
            raise ValueError(f"Unknown name {identifier!r}")
        return cls._from_described(cls.member["named"]["config"])
    if isinstance(identifier, dict):
        return deserialize(identifier, concept)
    if isinstance(identifier, type) and issubclass(identifier, base):
        return identifier()
    if callable(identifier):
        return identifier
    raise ValueError(f"Could not interpret identifier: {identifier!r}")


def as_function(cls, name, call):
    """Keras's function of a class's name, which arguments take as they take the class."""
    call.__name__ = call.__qualname__ = name
    call.__doc__ = cls.__doc__
    call.described = lambda: {"class_name": cls.class_name, "config": None}
    return call


def serialize(instance):
    """Keras's serialize(): {module, class_name, config, registered_name}."""
    if not isinstance(instance, type) and callable(getattr(instance, "get_config", None)) and "_arguments" not in vars(instance):
        cls = type(instance)
        described = {"class_name": cls.__name__, "config": instance.get_config()}
        if cls.__module__.startswith(f"{__package__}.") and hasattr(cls, "concept"):
            return {"module": f"keras.{cls.concept}", **described, "class_name": getattr(cls, "keras_class", cls.__name__), "registered_name": None}
        if cls.__module__.startswith(f"{__package__}.") and hasattr(instance, "in_keras"):  # a model of the library's
            return {**described, **instance.in_keras()}
        return {"module": cls.__module__, **described, "registered_name": get_registered_name(cls)}
    if not isinstance(instance, Described):
        raise ValueError(f"serialize: Expected an object of occam's. Received: {instance!r}")
    described, own = instance._without_own()
    made = _core.keras_object(instance.concept, described)
    if not instance.is_engines():  # of what Python alone knows the engine has no config
        return {**made, "config": instance.get_config()}
    held = instance.get_config() if instance.concept == "layers" else instance._held_config()
    return {**made, "config": {**held, **made.get("config", {}), **own}}


def registered(config, custom_objects=None):
    """The user's class or function that a config means, or None: the library's own names are its classes."""
    name = config if isinstance(config, str) else isinstance(config, dict) and (config.get("registered_name") or config.get("class_name"))
    if not isinstance(name, str):
        return None
    own = isinstance(config, dict) and config.get("registered_name") is not None and not is_of_keras(config)
    if not own and name not in (custom_objects or {}) and any(name in members for members in MEMBERS.values()):
        return None
    found = get_registered_object(name, custom_objects)
    return get_registered_object(config.get("class_name"), custom_objects) if found is None and own else found


def own_objects(things, local=False):
    """Classes and functions of a user's in these layers, losses, ...: by the names that configs have. `local`: those made in functions too."""
    found = {}
    for thing in things:
        thing = thing.stands_for() if hasattr(thing, "stands_for") else thing
        if isinstance(thing, (list, tuple)):
            found |= own_objects(thing, local)
        elif is_python_member(thing):
            own = thing if hasattr(thing, "__code__") else type(thing)
            if not own.__module__.startswith(f"{__package__}.") and own.__name__ != "<lambda>" and (local or "<locals>" not in own.__qualname__):
                found[get_registered_name(own)] = own
            found |= own_objects([value for value in getattr(thing, "_arguments", {}).values() if is_python_member(value)], local)
        if hasattr(thing, "_parts"):
            found |= own_objects(thing._parts(), local)
    return found


def _holds_arrays(config):
    """Is it of an object with an array, which the engine's descriptions cannot hold?"""
    arguments = config.get("config")
    return isinstance(arguments, dict) and any(isinstance(each, dict) and each.get("class_name") == "__numpy__" for each in arguments.values())


def own_members(config):
    """(what the engine reads of a config, the objects of a user's classes and functions in it)."""
    own = {name: deserialize(value) for name, value in config.items() if isinstance(value, dict) and (registered(value) is not None or _holds_arrays(value) or _has_seed(value))}
    return {name: value for name, value in config.items() if name not in own}, own


def _has_seed(described):
    """An initializer of Keras's config that draws by a seed of its own."""
    return described.get("class_name") in MEMBERS["initializers"] and isinstance(described.get("config"), dict) and described["config"].get("seed") is not None


def deserialize(config, concept=None, custom_objects=None):
    """The object of serialize(), of this concept where it has one, else of the one that its module tells."""
    own = registered(config, custom_objects)
    if own is not None:
        if not isinstance(own, type):
            return own
        if isinstance(config, str):
            return own()
        if not hasattr(own, "from_config"):
            raise TypeError(f"Unable to reconstruct an instance of '{own.__name__}' because the class is missing a `from_config()` method. Received: {config!r}")
        made = own.from_config(config.get("config") or {})
        build = getattr(own, "build_from_config", None)
        if config.get("build_config") and build is not None and not build.__module__.startswith(f"{__package__}."):
            made.build_from_config(config["build_config"])
        return made
    if isinstance(config, str):
        for members in (MEMBERS.get(concept, {}), *_every_member()):
            if config in members:
                return members[config]()
    if not isinstance(config, dict) or not isinstance(config.get("class_name"), str):
        raise ValueError(f"deserialize: Expected a name, or a dict with class_name and config. Received: {config!r}")
    name = config.get("registered_name")
    if name and name != config["class_name"]:
        raise ValueError(f"`registered_name={name!r}` was provided in the config, but '{config['class_name']}' resolved to a Keras built-in and does not use registered names. "
                         f"Expected no registered_name, or what is registered under it. Received: {config!r}")
    concept = concept or str(config.get("module")).rpartition(".")[2]
    return class_named(config["class_name"].split(">")[-1], concept).from_config(config.get("config") or {})


def deserializer(concept):
    """A module's deserialize()."""

    def of_concept(config, custom_objects=None):
        """The object of serialize()."""
        return deserialize(config, concept, custom_objects)

    of_concept.__name__ = of_concept.__qualname__ = "deserialize"
    return of_concept
