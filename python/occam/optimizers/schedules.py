"""Numbers that change with the steps. Source: Keras 3, keras.optimizers.schedules."""

import inspect

import numpy as np

from .. import _core
from ..described import Described, define, deserializer, serialize
from ..tensor import tensor


class LearningRateSchedule(Described):
    """Called with a step, counted from 0: the number there; with an array of steps the numbers there."""

    concept = "schedules"

    @staticmethod
    def extra_parameters():
        return [inspect.Parameter("name", inspect.Parameter.POSITIONAL_OR_KEYWORD, default=None)]

    def __call__(self, step):
        steps, value = np.asarray(step), self._compiled(_core.ScheduleCall)
        values = [value(float(each)) for each in steps.reshape(-1)]
        return tensor(np.array(values, np.float32).reshape(steps.shape))


define("schedules", LearningRateSchedule, globals())
deserialize = deserializer("schedules")
__all__ += ["LearningRateSchedule", "deserialize", "serialize"]
