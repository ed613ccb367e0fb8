"""Keras's variables of the engine's metrics: what each has added up, under Keras's names and in its shapes.

The engine keeps other sums of the same things, such as all found positives where Keras keeps the false ones. Source: Keras 3,
add_variable in metrics.reduction_metrics, confusion_metrics and f_score_metrics.
"""

import numpy as np

from .tensor import tensor
from .variables import Variable

#: Those of whose sums Keras's variables cannot be told: they hold less, such as no pairs of classes, or lie about another point.
_OTHERS = ("R2Score", "BalancedAccuracy", "BinaryIoU", "IoU", "MeanIoU", "OneHotIoU", "OneHotMeanIoU")
_COUNTS = ("FalsePositives", "FalseNegatives", "TruePositives", "TrueNegatives")
_POINTS = ("SensitivityAtSpecificity", "SpecificityAtSensitivity", "PrecisionAtRecall", "RecallAtPrecision")


class MetricVariable(Variable):
    """One of them: read from the engine, and set in it."""

    def __init__(self, metric, place, name, shape):
        self._metric, self._place = metric, place
        self.name, self.shape, self.dtype, self.trainable = name, tuple(shape), "float32", False
        self.path, self.regularizer, self.constraint = f"{metric.name}/{name}", None, None

    @property
    def value(self):
        return tensor(np.asarray(self._metric._state_arrays()[self._place], np.float32).reshape(self.shape))

    def _take(self, new):
        arrays = self._metric._state_arrays()
        arrays[self._place] = np.asarray(new, np.float64)
        self._metric._take_state_arrays(arrays)


def of_metric(metric):
    """The layout of an engine's metric, or None where its sums do not tell what Keras's variables hold."""
    name = metric.class_name
    if name in _COUNTS:
        return _Linear(["accumulator"], [[1]], _thresholds(metric))
    if name == "Precision":
        return _Linear(["true_positives", "false_positives"], [[1, 0], [-1, 1]], _thresholds(metric))
    if name == "Recall":
        return _Linear(["true_positives", "false_negatives"], [[1, 0], [-1, 1]], _thresholds(metric))
    if name in _POINTS:
        return _Curve((metric._arguments["num_thresholds"],))
    if name == "AUC":
        given = metric._arguments.get("thresholds")
        points = len(given) + 2 if given else metric._arguments["num_thresholds"]
        return _Curve((points, metric._kept.get("num_labels")) if metric._arguments["multi_label"] else (points,))
    if name in ("F1Score", "FBetaScore"):
        return _Scores(metric._arguments.get("average") == "micro")
    return None if name in _OTHERS else _Mean()


def _thresholds(metric):
    given = metric._arguments.get("thresholds")
    return (len(given) if isinstance(given, (list, tuple)) else 1,)


class _Linear:
    """Variables that are sums of the engine's sums: `rows` of factors, one a variable."""

    def __init__(self, names, rows, shape):
        self.names, self._rows, self._shape = names, np.array(rows, float), shape

    def shapes(self, sums):
        return [self._shape] * len(self.names)

    def arrays(self, sums, samples, each):
        return list(np.tensordot(self._rows, np.array(sums), 1).reshape(len(self.names), *self._shape))

    def sums(self, arrays, samples, each, sums):
        found = np.tensordot(np.linalg.inv(self._rows), np.stack([np.reshape(one, -1) for one in arrays]), 1)
        return samples, [list(one) for one in found]


class _Mean:
    """total and count. A mean without weights counts samples, each of which may be several numbers."""

    names = ["total", "count"]

    def shapes(self, sums):
        return [(), ()]

    def arrays(self, sums, samples, each):
        if len(sums) == 1:
            return [np.float64(sums[0][0] * each), np.float64(samples * each)]
        return [np.float64(one[0]) for one in sums]

    def sums(self, arrays, samples, each, sums):
        total, count = (float(np.reshape(one, ())) for one in arrays)
        if len(sums) > 1:
            return samples, [[total], [count]]
        return round(count / each), [[total / each]]


class _Curve:
    """Counts at each threshold, of one curve or of one an output: (thresholds,) or (thresholds, outputs)."""

    names = ["true_positives", "false_positives", "true_negatives", "false_negatives"]

    def __init__(self, shape):
        self._shape = shape

    def shapes(self, sums):
        if sums and None in self._shape:
            self._shape = (self._shape[0], len(sums[2]))
        return [] if None in self._shape else [self._shape] * 4

    def arrays(self, sums, samples, each):
        hits, alarms = (np.reshape(one, self._shape[::-1]).T for one in sums[:2])
        positives, everything = np.array(sums[2]), np.array(sums[3])
        return [hits, alarms, everything - positives - alarms, positives - hits]

    def sums(self, arrays, samples, each, sums):
        hits, alarms, rejected, missed = (np.reshape(one, self._shape) for one in arrays)
        positives, negatives = (hits + missed)[0], (alarms + rejected)[0]
        return samples, [list(hits.T.reshape(-1)), list(alarms.T.reshape(-1)), list(np.atleast_1d(positives)), list(np.atleast_1d(positives + negatives))]


class _Scores:
    """Counts of each class, or of all together."""

    names = ["true_positives", "false_positives", "false_negatives", "intermediate_weights"]

    def __init__(self, together):
        self._together, self._classes = together, None

    def shapes(self, sums):
        self._classes = len(sums[0]) if sums else self._classes
        return [] if self._classes is None else [() if self._together else (self._classes,)] * 4

    def arrays(self, sums, samples, each):
        both, found, positive = (np.array(one) for one in sums)
        arrays = [both, found - both, positive - both, positive]
        return [np.sum(one) for one in arrays] if self._together else arrays

    def sums(self, arrays, samples, each, sums):
        both, false_found, missed, _ = (np.reshape(one, -1) for one in arrays)
        found = [both, both + false_found, both + missed]
        if self._together:  # only their sums over the classes count
            found = [np.append(one, np.zeros(self._classes - 1)) for one in found]
        return samples, [list(one) for one in found]
