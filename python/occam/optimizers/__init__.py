"""By which rule weights are changed. Source: Keras 3, keras.optimizers."""

import inspect
import re
import warnings

import numpy as np

from .. import _core
from ..described import Described, define, deserializer, get as _get, serialize
from ..variables import Hyper, ModelWeight, Setting, Steps, Variable
from . import memory as memory_order, schedules


class Optimizer(Described):
    """An optimizer. In a compiled model its numbers are the model's: setting one takes effect with the next step."""

    concept = "optimizers"
    held_in_python = ("loss_scale_factor",)

    @staticmethod
    def extra_parameters():
        return [inspect.Parameter("name", inspect.Parameter.POSITIONAL_OR_KEYWORD, default=None)]

    def _take(self, kept, arguments):
        rate = arguments.get("learning_rate")
        if inspect.isfunction(rate) and not inspect.signature(rate).parameters:
            arguments = {**arguments, "learning_rate": lambda step: rate()}
        super()._take(kept, arguments)
        self.name = kept.get("name") or self.class_name.lower()
        self._model = self._steps = None
        self._stepped, self._apart = [], []

    def bind(self, core):
        """From now on the numbers are those of this model."""
        self._model = core

    def goes_on(self):
        """The engine's model that it has trained, if any, as a list: compiled once more it goes on there, with its numbers of now."""
        if self._model is None or self._model is self._steps or not self._model.built:
            return []
        self._arguments = {**self._arguments, **self._numbers()}
        return [self._model]

    def __getattr__(self, name):
        model = self.__dict__.get("_model")
        if model is not None and f"optimizer/{name}" in model.hyper_paths():
            return Hyper(model, f"optimizer/{name}")
        value = super().__getattr__(name)
        if name == "learning_rate":  # of a schedule what it is now, as in Keras
            return Setting(self, name, value) if isinstance(value, float) else value(self.iterations) if callable(value) else value
        return value

    def __setattr__(self, name, value):
        arguments = self.__dict__.get("_arguments")
        if arguments is None or name not in arguments:
            object.__setattr__(self, name, value)
            return
        if name == "learning_rate" and not isinstance(arguments[name], (int, float)) and isinstance(value, (int, float)):
            raise TypeError("This optimizer was created with a `LearningRateSchedule` object as its `learning_rate` constructor argument, "
                            f"hence its learning rate is not settable. Expected another optimizer. Received: learning_rate={value}")
        if self._model is not None and not isinstance(value, (Described, type(None))):
            self._model.set_hyper(f"optimizer/{name}", float(value))
        else:
            self._arguments = self._checked({**arguments, name: value})

    def exclude_from_weight_decay(self, var_list=None, var_names=None):
        """These variables, and those in whose names one of the patterns is found, do not decay. Source: Keras 3, Optimizer.exclude_from_weight_decay."""
        if self._model is not None:
            raise ValueError("`exclude_from_weight_decay()` can only be configured before the optimizer is built.")
        if "exclude_from_weight_decay" not in self._arguments:
            return  # a rule without weight decay
        self._apart = list(var_list or ())
        self._arguments = self._checked({**self._arguments, "exclude_from_weight_decay": [f"(?:{each})[^/]*$" for each in var_names or ()]})

    def described(self):
        return self._described_without([each.path for each in self._apart])

    def _described_without(self, paths):
        """For the engine, without decay of the variables of these paths."""
        made = super().described()
        if not paths:
            return made
        apart = [f"^{re.sub(_SPECIAL, lambda found: chr(92) + found[0], each)}$" for each in paths]
        return {**made, "config": {**made["config"], "exclude_from_weight_decay": [*made["config"]["exclude_from_weight_decay"], *apart]}}

    @property
    def iterations(self):
        """Changes of the weights since compile, or by apply_gradients: of accumulated gradients one in so many steps."""
        taken = self._steps or self._model
        return Steps(0 if taken is None or not getattr(taken, "built", True) else taken.steps_taken() // (self._arguments.get("gradient_accumulation_steps") or 1))

    @property
    def loss_scale_factor(self):
        """What scale_loss multiplies by and apply_gradients divides by; fit, which does both, leaves it aside."""
        return self._kept.get("loss_scale_factor")

    def scale_loss(self, loss):
        """The loss of which apply_gradients takes the gradients. Source: Keras 3, Optimizer.scale_loss."""
        return loss if self.loss_scale_factor is None else loss * self.loss_scale_factor

    @property
    def built(self):
        return self._steps is not None

    def build(self, variables):
        """Makes the memory of these variables for apply_gradients."""
        variables = list(variables)
        if not all(hasattr(each, "assign") for each in variables):
            raise ValueError(f"{self.class_name}.build: Expected a list of variables. Received: {variables!r}")
        if self._model is not None:
            self._arguments = {**self._arguments, **self._numbers()}
        paths = [f"{index}/{each.path}" for index, each in enumerate(variables)]
        apart = [path for path, each in zip(paths, variables) if any(_same(each, own) for own in self._apart)]
        self._steps = _core.GradientSteps(self._described_without(apart), [(path, list(each.shape) or [1]) for path, each in zip(paths, variables)])
        self._stepped = variables
        if self._model is None:
            self._model = self._steps

    def get_config(self):
        """The arguments as Keras writes them, with the numbers as they stand."""
        if "_arguments" not in self.__dict__:
            return super().get_config()
        if self._model is not None:
            self._arguments = {**self._arguments, **self._numbers()}
        config = {"name": self.name, **super().get_config(), "loss_scale_factor": self.loss_scale_factor}
        return {name: config[name] for name in (*(each for each in _FIRST if each in config), *(each for each in config if each not in _FIRST))}

    @classmethod
    def from_config(cls, config):
        """The optimizer of get_config()."""
        held = {name: config[name] for name in ("name", "loss_scale_factor") if config.get(name) is not None}
        made = super().from_config({name: value for name, value in config.items() if name not in ("name", "loss_scale_factor")})
        if "_arguments" in made.__dict__:
            made._kept = {**made._kept, **held}
            made.name = held.get("name", made.name)
        return made

    def _numbers(self):
        """The model's, which may have been set since."""
        paths = {path.removeprefix("optimizer/"): path for path in self._model.hyper_paths() if path.startswith("optimizer/")}
        return {name: self._model.hyper(path) for name, path in paths.items() if name in self._arguments}

    def apply_gradients(self, grads_and_vars):
        """One step: [(gradient, variable), ...], of the variables of the first time or some of them. They take their new values, which
        their constraints project; one whose gradient is None stays, and so does its memory.

        Its memory is its own, not that of a model's fit. Source: Keras 3, Optimizer.apply_gradients.
        """
        pairs = list(grads_and_vars)
        if not pairs:
            raise ValueError("apply_gradients: Expected pairs of a gradient and a variable. Received: none")
        if not self.built:
            self.build([variable for _, variable in pairs])
        pairs = _with_gradients(pairs)
        given = self._stepped_among([variable for _, variable in pairs])
        gradients = [np.zeros(each.shape, np.float32) if place is None else pairs[place][0] for each, place in zip(self._stepped, given)]
        variables = [each if place is None else pairs[place][1] for each, place in zip(self._stepped, given)]
        arrays = [np.asarray(each, np.float32, order="C") for each in gradients]
        if self.loss_scale_factor is not None:
            arrays = [each / np.float32(self.loss_scale_factor) for each in arrays]
        for array, variable in zip(arrays, variables):
            if array.shape != tuple(variable.shape):
                raise ValueError(f"apply_gradients: the gradient of {variable.path} has shape {array.shape}. Expected {tuple(variable.shape)}")
        if self._model is not self._steps:
            for name, value in self._numbers().items():
                self._steps.set_hyper(f"optimizer/{name}", value)
        now = [np.asarray(each.numpy(), np.float32, order="C") for each in variables]
        before = self._steps.slots() if None in given else []
        news = self._steps.step([each.reshape(-1) for each in now], [each.reshape(-1) for each in arrays])
        self._put_back(before, given)
        for variable, new, place in zip(variables, news, given):
            if place is not None:
                constraint = getattr(variable, "constraint", None)
                variable.assign(new.reshape(variable.shape))
                if constraint is not None:
                    variable.assign(np.asarray(constraint(variable.value)))
        return self.iterations

    def _stepped_among(self, variables):
        """For each variable of build() its place among these, None where it is not there."""
        given = [next((place for place, each in enumerate(variables) if own is each or own.path == each.path and own.shape == each.shape and not _is_own(each)), None)
                 for own in self._stepped]
        if len(variables) != len(given) - given.count(None):
            raise ValueError(f"apply_gradients: Expected variables that the optimizer was built with, {[each.path for each in self._stepped]}. "
                             f"Received: {[each.path for each in variables]}")
        return given

    def _put_back(self, before, given):
        """The memory of the variables that had no gradient, as it was before the step."""
        apart = tuple(f"optimizer/{index}/{self._stepped[index].path}/" for index, place in enumerate(given) if place is None)
        if any(path.startswith(apart) for path, _ in before):
            after = self._steps.slots()
            kept = [old if path.startswith(apart) else new for (path, old), (_, new) in zip(before, after)]
            self._steps.restore(self._steps.steps_taken(), [np.ascontiguousarray(each, np.float32) for each in kept])

    def finalize_variable_values(self, var_list):
        """The running means take the variables' places (use_ema): fit does that at its end. Source: Keras 3, Optimizer.finalize_variable_values."""
        if self._arguments.get("use_ema") and self._steps is not None:
            raise ValueError(f"{self.class_name}.finalize_variable_values: apply_gradients keeps no running means. Expected fit, or train_on_batch, with use_ema")

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
        slots = [] if self._steps is None else self._steps.slots()
        memory = [Variable(np.asarray(slots[first][1]), name=slots[first][0], trainable=False) for first, *_ in self._places(slots)]
        rate = [Variable(float(self.learning_rate), name="learning_rate", trainable=False)] if self._has_own_rate() else []
        return [Variable(float(self.iterations), name="iteration", trainable=False), *rate, *memory]

    def _places(self, slots):
        return memory_order.places(self.class_name, self._arguments, [path for path, _ in slots])

    def _has_own_rate(self):
        """Is the learning rate a number, not a schedule's?"""
        return isinstance(self._arguments.get("learning_rate"), (int, float))

    def get_weights(self):
        """The values of `variables`."""
        return [each.numpy() for each in self.variables]

    def set_weights(self, weights):
        """The values of `variables` of an optimizer that is built for variables of these shapes. Source: Keras 3, Optimizer.set_weights."""
        weights = list(weights)
        if self._steps is None:
            raise ValueError("You are calling `set_weights()` on an optimizer that has not yet been built. Please call `optimizer.build(trainable_variables)` to create the "
                             "optimizer weights before calling `set_weights()`.")
        if len(weights) != len(self.variables):
            raise ValueError(f"{self.class_name}.set_weights: Expected {len(self.variables)} arrays. Received: {len(weights)}")
        steps, *memory = [np.asarray(each) for each in weights]
        rate = memory.pop(0) if self._has_own_rate() else None
        slots = self._steps.slots()
        arrays = [np.asarray(values) for _, values in slots]
        for places, new in zip(self._places(slots), memory):
            for place in places:
                arrays[place] = new
        self._steps.restore(int(steps), [np.ascontiguousarray(each, np.float32) for each in arrays])
        if rate is not None:
            self.learning_rate = float(rate)

    def save_own_variables(self, store):
        """Puts the values of `variables` into a dict, by their numbers. Source: Keras 3, Optimizer.save_own_variables."""
        store.update({str(place): value for place, value in enumerate(self.get_weights())})

    def load_own_variables(self, store):
        """Takes what save_own_variables() has put there."""
        self.set_weights([store[str(place)] for place in range(len(store))])


#: What Keras writes first of every rule's config.
_FIRST = ("name", "learning_rate", "weight_decay", "clipnorm", "global_clipnorm", "clipvalue", "use_ema", "ema_momentum",
          "ema_overwrite_frequency", "loss_scale_factor", "gradient_accumulation_steps")


def _same(one, other):
    """Are they one variable? A weight of a model is another object each time it is asked for."""
    return one is other or not isinstance(one, Variable) and one.path == other.path


def _is_own(variable):
    """Is it a variable of a program's own, which is known by itself, not by its path?"""
    return isinstance(variable, Variable) and not isinstance(variable, ModelWeight)


#: What has to be written with a backslash in a pattern.
_SPECIAL = r"[.^$*+?()\[\]{}|\\]"


def _with_gradients(pairs):
    """Those that have one; a variable without stays as it is, as in Keras."""
    without = [variable.path for gradient, variable in pairs if gradient is None]
    if len(without) == len(pairs):
        raise ValueError(f"apply_gradients: No gradients provided for any variable. Expected one for {', '.join(without)}")
    if without:
        warnings.warn(f"Gradients do not exist for variables {without}: apply_gradients leaves them as they are", stacklevel=3)
    return [pair for pair in pairs if pair[0] is not None]


define("optimizers", Optimizer, globals())
deserialize = deserializer("optimizers")
__all__ += ["Optimizer", "deserialize", "get", "schedules", "serialize"]


def get(identifier):
    """An optimizer of a name, a class, a config or an object."""
    return _get("optimizers", Optimizer, identifier)
