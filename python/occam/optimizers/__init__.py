"""By which rule weights are changed. Source: Keras 3, keras.optimizers."""

import inspect

from ..described import Described, define, deserializer, get as _get, serialize
from ..variables import Hyper
from . import schedules


class Optimizer(Described):
    """An optimizer. In a compiled model its numbers are the model's: setting one takes effect with the next step."""

    concept = "optimizers"

    @staticmethod
    def extra_parameters():
        return [inspect.Parameter("name", inspect.Parameter.POSITIONAL_OR_KEYWORD, default=None)]

    def _take(self, kept, arguments):
        super()._take(kept, arguments)
        self.name = kept.get("name") or self.class_name.lower()
        self._model = None

    def bind(self, core):
        """From now on the numbers are those of this model."""
        self._model = core

    def __getattr__(self, name):
        model = self.__dict__.get("_model")
        if model is not None and f"optimizer/{name}" in model.hyper_paths():
            return Hyper(model, f"optimizer/{name}")
        return super().__getattr__(name)

    def __setattr__(self, name, value):
        arguments = self.__dict__.get("_arguments")
        if arguments is None or name not in arguments:
            object.__setattr__(self, name, value)
            return
        if self._model is not None and not isinstance(value, (Described, type(None))):
            self._model.set_hyper(f"optimizer/{name}", float(value))
        else:
            self._arguments = self._checked({**arguments, name: value})

    @property
    def iterations(self):
        """Training steps taken since compile."""
        return 0 if self._model is None else self._model.steps_taken()


define("optimizers", Optimizer, globals())
deserialize = deserializer("optimizers")
__all__ += ["Optimizer", "deserialize", "get", "schedules", "serialize"]


def get(identifier):
    """An optimizer of a name, a class, a config or an object."""
    return _get("optimizers", Optimizer, identifier)
