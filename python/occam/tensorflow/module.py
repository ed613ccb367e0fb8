"""Variables and what is made of them as attributes of one object. Source: TensorFlow 2, tf.Module."""

from ..variables import Variable, Weighted


class Module:
    """Subclass it: variables, layers, models and modules among the attributes, also in lists and dicts, are its own."""

    def __init__(self, name=None):
        self._name = name or "".join("_" + each.lower() if each.isupper() else each for each in type(self).__name__).lstrip("_")

    @property
    def name(self):
        """Its name, else that of its class in small letters."""
        return self.__dict__.get("_name") or type(self).__name__.lower()

    @property
    def variables(self):
        """Its variables, in the order of the attributes' names."""
        return tuple(self._found()[0])

    @property
    def trainable_variables(self):
        """Those of them that are trained."""
        return tuple(each for each in self.variables if each.trainable)

    @property
    def non_trainable_variables(self):
        """Those of them that are not."""
        return tuple(each for each in self.variables if not each.trainable)

    @property
    def submodules(self):
        """The modules in it."""
        return tuple(self._found()[1])

    @classmethod
    def with_name_scope(cls, method):
        """The method itself."""
        return method

    def _found(self):
        variables, modules = [], [self]
        _collect(_values(self), variables, modules)
        return variables, modules[1:]


def _values(module):
    return [value for _, value in sorted(vars(module).items())]


def _collect(values, variables, modules):
    for value in values:
        if isinstance(value, (list, tuple)):
            _collect(value, variables, modules)
        elif isinstance(value, dict):
            _collect(value.values(), variables, modules)
        elif isinstance(value, Module) and not any(value is each for each in modules):
            modules.append(value)
            _collect(_values(value), variables, modules)
        else:
            own = [value] if isinstance(value, Variable) else value.weights if isinstance(value, Weighted) else []
            variables += [each for each in own if not any(each is known for known in variables)]
