"""The losses and metrics that compile was given, as objects that a step of a program's own asks. Source: Keras 3, CompileLoss, CompileMetrics."""

import numpy as np

from . import losses as losses_module, metrics as metrics_module
from .compiling import log_of, one_or_more
from .losses import Loss
from .metrics import Mean, MeanMetricWrapper, Metric
from .structures import map_leaves
from .tree import flatten


class CompiledLosses:
    """The weighted sum of the outputs' losses; `trackers` are means of each where there are several."""

    def __init__(self, loss, loss_weights, output_names):
        self._given, self._weights, self._names = loss, loss_weights, output_names
        self.trackers, self._parts = [], None  # means of each loss, where there are several

    def __call__(self, y_true, y_pred, sample_weight=None):
        outputs = _listed(y_pred, self._names)
        if self._parts is None:
            given = _of_outputs("loss", self._given, outputs)
            weights = [1.0] * len(outputs) if self._weights is None else _of_outputs("loss_weights", self._weights, outputs)
            self._parts = [(name, None if each is None else as_loss(each), 1.0 if weight is None else float(weight))
                           for (name, _), each, weight in zip(outputs, given, weights)]
            if len(outputs) > 1:
                are_named = isinstance(y_pred, dict) or len(self._names) == len(outputs)  # else by the losses, as in Keras
                self.trackers = [Mean(name=f"{name if are_named else log_of(each)}_loss") for name, each, _ in self._parts if each is not None]
        targets, sample_weights = _beside(y_true, outputs), _beside(sample_weight, outputs, alike=True)
        total, trackers = None, iter(self.trackers)
        for (name, value), target, weights, (_, loss, factor) in zip(outputs, targets, sample_weights, self._parts):
            if loss is None:
                continue
            one = loss(target, value, weights)
            if self.trackers:
                next(trackers).update_state(one, sample_weight=value.shape[0])
            one = one if factor == 1.0 else one * factor
            total = one if total is None else total + one
        return total


class _Function(Loss):
    """A function of (y_true, y_pred) that gives a value a sample, or one."""

    def __init__(self, function):
        super().__init__(name=getattr(function, "__name__", "loss"))
        self._function = function

    def call(self, y_true, y_pred):
        return self._function(y_true, y_pred)


def as_loss(given):
    """A loss of a name, an object or a function, reduced over the samples."""
    if isinstance(given, str) and given in losses_module.MEMBERS["losses"]:
        return losses_module.MEMBERS["losses"][given]()
    found = losses_module.get(given)
    return found if isinstance(found, Loss) else _Function(found)


class CompiledMetrics:
    """What compile's metrics make of the batches that it is told of."""

    name = "compile_metrics"

    def __init__(self, metrics, weighted_metrics, output_names):
        self._given, self._names, self._parts = (metrics, weighted_metrics), output_names, None

    @property
    def metrics(self):
        """The metrics, once there was a batch."""
        return [metric for metric, _, _, _ in self._parts or ()]

    @property
    def variables(self):
        return [each for metric in self.metrics for each in metric.variables]

    def update_state(self, y_true, y_pred, sample_weight=None):
        """One more batch; the weights count for weighted_metrics alone."""
        outputs = _listed(y_pred, self._names)
        targets, weights = _beside(y_true, outputs), _beside(sample_weight, outputs, alike=True)
        if self._parts is None:
            self._parts = [(_metric(each, targets[place], outputs[place][1]), place, weighted, len(outputs) > 1 and outputs[place][0])
                           for weighted, given in enumerate(self._given) if given is not None
                           for place, of_output in enumerate(_of_outputs("metrics", given, outputs, several=True)) for each in one_or_more(of_output)]
        for metric, place, weighted, _ in self._parts:
            value, weight = outputs[place][1], weights[place] if weighted else None
            if weighted and weight is None:
                weight = np.ones(value.shape[0], np.float32)  # a metric that once has weights always has them
            metric.update_state(targets[place], value, sample_weight=weight)

    def result(self):
        """{name: value}."""
        found = {}
        for metric, _, weighted, output in self._parts or ():
            name = f"{output}_{metric.name}" if output else metric.name
            found[f"weighted_{name}" if weighted and name in found else name] = metric.result()
        return found

    def reset_state(self):
        for each in self.metrics:
            each.reset_state()


def _metric(given, y_true, y_pred):
    """A metric of a name, an object or a function; "accuracy" and "crossentropy" are those that fit the targets. Source: Keras 3, get_metric."""
    if isinstance(given, Metric):
        return given
    if isinstance(given, str) and given.lower() in _FITTING:
        binary, sparse, categorical = _FITTING[given.lower()]
        true, pred = tuple(y_true.shape), tuple(y_pred.shape)
        fitting = binary if pred[-1] == 1 else sparse if len(true) < len(pred) or true[-1] == 1 else categorical
        return fitting(name=given)
    if isinstance(given, str) and given.islower() and given in metrics_module.MEMBERS["metrics"]:
        return metrics_module.MEMBERS["metrics"][given](name=given)
    found = metrics_module.get(given)
    if isinstance(found, Metric):
        return found
    name = given if isinstance(given, str) else getattr(found, "__name__", "metric")
    return MeanMetricWrapper(found, name=name)


_FITTING = {
    name: [getattr(metrics_module, kind + what) for kind in ("Binary", "SparseCategorical", "Categorical")]
    for names, what in ((("accuracy", "acc"), "Accuracy"), (("crossentropy", "ce"), "Crossentropy")) for name in names}


def _listed(y_pred, names):
    """(name, value) of each output."""
    if isinstance(y_pred, dict):
        return list(y_pred.items())
    values = flatten(y_pred) if isinstance(y_pred, (list, tuple)) else [y_pred]
    known = list(names) if len(names) == len(values) else [f"output_{place}" for place in range(len(values))]
    return list(zip(known, values))


def _of_outputs(what, given, outputs, several=False):
    """What compile was given for each output."""
    if isinstance(given, dict):
        unknown = [name for name in given if name not in dict(outputs)]
        if unknown:
            raise ValueError(f"compile: invalid value for {what}. Expected names of the outputs {[name for name, _ in outputs]}. Received: {unknown}")
        return [given.get(name) for name, _ in outputs]
    if len(outputs) == 1:
        return [given if several or not isinstance(given, (list, tuple)) or len(given) != 1 else given[0]]
    if not isinstance(given, (list, tuple)):
        if several:
            raise ValueError(f"compile: invalid value for {what}. Expected a list for each of the outputs {[name for name, _ in outputs]}. Received: {given!r}")
        return [given] * len(outputs)
    if len(given) != len(outputs):
        raise ValueError(f"compile: invalid value for {what}. Expected one for each of the outputs {[name for name, _ in outputs]}. Received: {len(given)}")
    return list(given)


def _beside(values, outputs, alike=False):
    """Targets or weights of each output; `alike`: one that is given counts for all."""
    if values is None or alike and not isinstance(values, (dict, list, tuple)):
        return [values] * len(outputs)
    if isinstance(values, dict):
        return [values.get(name) for name, _ in outputs]
    return [values] if len(outputs) == 1 and not isinstance(values, (list, tuple)) else flatten(values)


def as_tensors(values):
    """What a batch has, with NumPy's arrays of Keras's element types."""
    from .tensor import numbers, tensor

    def one(value):
        if value is None or isinstance(value, str):
            return value
        array = np.asarray(value)
        if array.dtype.kind in "fiub":
            array = numbers("a batch", array)
            array = array.astype(np.float32) if array.dtype == np.float64 else array
        return tensor(array)
    return map_leaves(values, one)
