"""What is watched. Source: Keras 3, keras.metrics."""

import inspect

import numpy as np

from . import _core
from .described import Described, define, deserialize, get as _get, serialize
from .losses import aligned, weights_of
from .tensor import tensor


class Metric(Described):
    """Keeps what it is told of: update_state, result, reset_state; called, all at once."""

    concept = "metrics"

    @staticmethod
    def extra_parameters():
        kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
        return [inspect.Parameter("name", kind, default=None), inspect.Parameter("dtype", kind, default=None)]

    def _take(self, kept, arguments):
        super()._take(kept, arguments)
        self.name = kept.get("name") or self.member["log_name"]
        self._state = _core.MetricState(self.class_name, self._arguments)

    def update_state(self, y_true, y_pred, sample_weight=None):
        where = type(self).__name__
        labels = self._state.class_labels and _has_class_numbers(y_true, y_pred)
        y_true, y_pred = aligned(where, y_true, y_pred, labels)
        self._state.update(y_true, y_pred, weights_of(where, sample_weight, y_pred.shape[0]))

    def result(self):
        return tensor(self._state.result()).astype("float32")

    def reset_state(self):
        self._state.reset()

    def __call__(self, y_true, y_pred, sample_weight=None):
        self.update_state(y_true, y_pred, sample_weight)
        return self.result()

    def get_config(self):
        return {"name": self.name, "dtype": "float32", **super().get_config()}


def _has_class_numbers(y_true, y_pred):
    shapes = [np.shape(each) for each in (y_true, y_pred)]
    return shapes[1][-1:] != (1,) and shapes[0] != shapes[1] and len(shapes[1]) > 1


define("metrics", Metric, globals())
__all__ += ["Metric", "deserialize", "get", "serialize"]


def get(identifier):
    """A metric of a name, a class, a config or an object."""
    return _get("metrics", Metric, identifier)
