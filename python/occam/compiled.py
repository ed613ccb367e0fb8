"""What compile has been given, and what the last pass told of it. Source: Keras 3, Trainer."""

import warnings

import numpy as np

from .compiling import reported_logs
from .metrics import Metric
from .tensor import tensor
from .watched import watched_by


class Compiled:
    """Of a model that is compiled."""

    def _keep_arguments(self, **given):
        self._compile_arguments, self.__dict__["_said"], self.__dict__["_parts_compiled"] = given, {}, None
        self._told = Told(given["metrics"], given["weighted_metrics"])

    def get_compile_config(self):
        """What compile was given, as JSON can hold it, or None before. Source: Keras 3, Trainer.get_compile_config."""
        from .saving import serialize_keras_object
        given = self.__dict__.get("_compile_arguments")
        return None if given is None else {name: serialize_keras_object(value) for name, value in given.items()
                                           if name != "layer_penalties" or value}

    def compile_from_config(self, config):
        """Compiles by what get_compile_config gives, or a file's compile_config. Source: Keras 3, Trainer.compile_from_config."""
        from .saving import deserialize_keras_object
        if not type(self).compile.__module__.startswith(f"{__package__}."):
            warnings.warn("`compile()` was not called as part of model loading because the model's `compile()` method is custom. All subclassed Models that have `compile()` overridden "
                          "should also override `get_compile_config()` and `compile_from_config(config)`. Alternatively, you can call `compile()` manually after loading.", stacklevel=2)
            return
        self.compile(**{name: deserialize_keras_object(value) for name, value in config.items()})

    @property
    def metrics(self):
        """What tells the loss and the metrics of the last pass or batch, from compile on, and the metrics of the model and its layers. Source: Keras 3, Trainer.metrics."""
        if self.compiled and self.has_own_steps():
            return self._own_metrics()
        return (self._told.parts if self.compiled else []) + watched_by(self)

    def get_metrics_result(self):
        """The loss and the metrics of the last pass or batch, by name. Source: Keras 3, Trainer.get_metrics_result."""
        found = {}
        for each in self.metrics:
            result = each.result()
            found |= {name: value if value.ndim else float(value) for name, value in (result if isinstance(result, dict) else {each.name: result}).items()}
        return found

    def _values(self, logs, as_dict):
        """As Keras lists logs: the loss, metrics as compiled, losses of outputs, the rest by name; the loss alone as a number."""
        self._own_layers()
        logs = reported_logs(logs)
        self._take_logs(logs)
        if as_dict:
            return logs
        first = ["loss", *self._watched]
        if any(name not in first for name in logs):
            first += [each.name for each in watched_by(self)]
        values = [logs[name] for name in first if name in logs] + [value for name, value in logs.items() if name not in first]
        return values[0] if len(values) == 1 else values

    _in_fit = False

    def _idle(self):
        """The engine's model; in a callback of its fit a copy of it as it stands, as a network that is trained does nothing else."""
        return self._core.copy() if self._in_fit else self._core

    def _take_logs(self, logs):
        """What `metrics`, and the metrics that compile was given, tell from now on."""
        self._told.take(logs, self._loss_logs)
        for metric, name in self._metric_logs:
            if name in logs:
                metric._take_result(logs[name])

    def _of_compile(self, name, otherwise):
        return self.__dict__.get("_said", {}).get(name, (self.__dict__.get("_compile_arguments") or {}).get(name, otherwise))

    def _say(self, name, value):
        """From now on this, until the next compile."""
        self.__dict__.setdefault("_said", {})[name] = value

    @property
    def run_eagerly(self):
        """What compile was given, or set since; the engine compiles in any case."""
        return bool(self._of_compile("run_eagerly", False))

    @run_eagerly.setter
    def run_eagerly(self, value):
        self._say("run_eagerly", value)

    @property
    def steps_per_execution(self):
        """What compile was given, or set since: of how many steps at once callbacks are told."""
        return self._of_compile("steps_per_execution", 1)

    @steps_per_execution.setter
    def steps_per_execution(self, value):
        self._say("steps_per_execution", value)

    @property
    def jit_compile(self):
        """What compile was given, or set since; "auto" is False, as there is no other compiler."""
        return self._of_compile("jit_compile", "auto") is True

    @jit_compile.setter
    def jit_compile(self, value):
        self._say("jit_compile", value)

    @property
    def metrics_names(self):
        return [each.name for each in self.metrics]

    def reset_metrics(self):
        """Sets metrics back, those that compile was given too; fit, evaluate and each batch do that themselves."""
        for each in self.metrics:
            each.reset_state()


class Told:
    """What `model.metrics` lists: the loss, all metrics of compile as one, the losses of outputs. Source: Keras 3, CompileMetrics, CompileLoss."""

    def __init__(self, metrics, weighted_metrics):
        self.logs, self.losses = {}, []
        self._loss, self._metrics = _ToldLoss(self, "loss"), None
        if metrics is not None or weighted_metrics is not None:
            self._metrics = _ToldMetrics(self, _objects_in([metrics, weighted_metrics]))

    @property
    def parts(self):
        return [self._loss, *([] if self._metrics is None else [self._metrics]), *(_ToldLoss(self, name) for name in self.losses)]

    def take(self, logs, losses):
        """The logs of a pass or of a batch, and the names of the losses of outputs among them."""
        self.logs, self.losses = dict(logs), [name for name in losses if name in logs]

    def set_back(self, names):
        """Numbers become 0."""
        self.logs.update({name: np.zeros_like(self.logs[name]) for name in names if name in self.logs})


class _ToldLoss:
    def __init__(self, told, name):
        self._told, self.name = told, name

    @property
    def variables(self):
        """None: the engine adds up what it tells."""
        return []

    def result(self):
        return tensor(np.float32(self._told.logs.get(self.name, 0)))

    def reset_state(self):
        self._told.set_back([self.name])


class _ToldMetrics(_ToldLoss):
    def __init__(self, told, metrics):
        super().__init__(told, "compile_metrics")
        self.metrics = metrics

    @property
    def variables(self):
        """Those of the metrics that compile was given as objects."""
        return [each for metric in self.metrics for each in metric.variables]

    def _names(self):
        return [name for name in self._told.logs if name != "loss" and name not in self._told.losses]

    def result(self):
        if not self._told.logs:
            raise ValueError("Cannot get result() since the metric has not yet been built. Expected a fit, an evaluation or a batch before")
        return {name: tensor(np.asarray(self._told.logs[name], np.float32)) for name in self._names()}

    def reset_state(self):
        for each in self.metrics:
            each.reset_state()
        self._told.set_back(self._names())


def _objects_in(given):
    if isinstance(given, dict):
        given = list(given.values())
    if isinstance(given, (list, tuple)):
        return [each for part in given for each in _objects_in(part)]
    return [given] if isinstance(given, Metric) else []
