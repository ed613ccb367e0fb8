"""By which rule weights are changed. Source: Keras 3, keras.optimizers."""

import inspect
import warnings

import numpy as np

from .. import _core
from ..described import Described, define, deserializer, get as _get, serialize
from ..variables import Hyper, Variable
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
        self._model = self._steps = None
        self._stepped = []

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
        """Training steps taken since compile, or by apply_gradients."""
        taken = self._steps or self._model
        return 0 if taken is None else taken.steps_taken()

    @property
    def built(self):
        return self._steps is not None

    def build(self, variables):
        """Makes the memory of these variables for apply_gradients."""
        variables = list(variables)
        if not variables or not all(hasattr(each, "assign") for each in variables):
            raise ValueError(f"{self.class_name}.build: Expected a list of variables. Received: {variables!r}")
        if self._model is not None:
            self._arguments = {**self._arguments, **self._numbers()}
        self._steps = _core.GradientSteps(self.described(), [(f"{index}/{each.path}", list(each.shape) or [1]) for index, each in enumerate(variables)])
        self._stepped = variables
        if self._model is None:
            self._model = self._steps

    def _numbers(self):
        """The model's, which may have been set since."""
        paths = {path.removeprefix("optimizer/"): path for path in self._model.hyper_paths() if path.startswith("optimizer/")}
        return {name: self._model.hyper(path) for name, path in paths.items() if name in self._arguments}

    def apply_gradients(self, grads_and_vars):
        """One step: [(gradient, variable), ...], the same variables each time. The variables take their new values.

        Its memory is its own, not that of a model's fit. Source: Keras 3, Optimizer.apply_gradients.
        """
        pairs = list(grads_and_vars)
        if not pairs:
            raise ValueError("apply_gradients: Expected pairs of a gradient and a variable. Received: none")
        pairs = _with_gradients(pairs)
        gradients, variables = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
        if not self.built:
            self.build(variables)
        if len(variables) != len(self._stepped) or any(own is not each and (own.path != each.path or own.shape != each.shape)
                                                       for own, each in zip(self._stepped, variables)):
            raise ValueError(f"apply_gradients: Expected the variables that the optimizer was built with, {[each.path for each in self._stepped]}. "
                             f"Received: {[each.path for each in variables]}")
        arrays = [np.asarray(each, np.float32, order="C") for each in gradients]
        for array, variable in zip(arrays, variables):
            if array.shape != tuple(variable.shape):
                raise ValueError(f"apply_gradients: the gradient of {variable.path} has shape {array.shape}. Expected {tuple(variable.shape)}")
        if self._model is not self._steps:
            for name, value in self._numbers().items():
                self._steps.set_hyper(f"optimizer/{name}", value)
        now = [np.asarray(each.numpy(), np.float32, order="C") for each in variables]
        for variable, new in zip(variables, self._steps.step([each.reshape(-1) for each in now], [each.reshape(-1) for each in arrays])):
            variable.assign(new.reshape(variable.shape))
        return self.iterations

    def apply(self, grads, trainable_variables=None):
        """apply_gradients of a list of gradients, for the variables of build() where none are given."""
        variables = self._stepped if trainable_variables is None else list(trainable_variables)
        grads = list(grads)
        if len(grads) != len(variables):
            raise ValueError(f"apply: Expected a gradient for each of {len(variables)} variables. Received: {len(grads)}")
        return self.apply_gradients(zip(grads, variables))

    @property
    def variables(self):
        """Steps taken, learning rate and the memory of apply_gradients' variables."""
        memory = [] if self._steps is None else [Variable(np.asarray(values), name=path, trainable=False) for path, values in self._steps.slots()]
        return [Variable(float(self.iterations), name="iteration", trainable=False),
                Variable(float(self.learning_rate), name="learning_rate", trainable=False) if isinstance(self.learning_rate, float) else self.learning_rate,
                *memory]


def _with_gradients(pairs):
    """Those that have one; a variable without stays as it is, as in Keras."""
    without = [variable.path for gradient, variable in pairs if gradient is None]
    if len(without) == len(pairs):
        raise ValueError(f"apply_gradients: No gradients provided for any variable. Expected one for {', '.join(without)}")
    if without:
        warnings.warn(f"apply_gradients: there is no gradient for {', '.join(without)}", stacklevel=3)
    return [pair for pair in pairs if pair[0] is not None]


define("optimizers", Optimizer, globals())
deserialize = deserializer("optimizers")
__all__ += ["Optimizer", "deserialize", "get", "schedules", "serialize"]


def get(identifier):
    """An optimizer of a name, a class, a config or an object."""
    return _get("optimizers", Optimizer, identifier)
