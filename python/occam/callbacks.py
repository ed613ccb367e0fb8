"""What watches and steers a fit. Source: Keras 3, keras.callbacks."""

import os
import sys
import warnings
from importlib import import_module

import numpy as np

from . import _core
from .described import Described, define
from .executions import ByExecution
from .plots import history_plot


class Callback:
    """Base of callbacks written in Python: override the hooks that you need.

    `self.model` is the model, `self.params` what the fit was asked for; `self.model.stop_training = True` ends it.
    """

    def __init__(self):
        self.model = None
        self.params = None

    def set_params(self, params):
        self.params = params

    def set_model(self, model):
        self.model = model

    def on_epoch_begin(self, epoch, logs=None):
        """Before the batches of an epoch."""

    def on_epoch_end(self, epoch, logs=None):
        """After its validation; numbers that are put into `logs` are seen by what follows."""

    def on_train_begin(self, logs=None):
        """Before the first epoch."""

    def on_train_end(self, logs=None):
        """After the last."""

    def on_train_batch_begin(self, batch, logs=None):
        """Before a step."""

    def on_train_batch_end(self, batch, logs=None):
        """After a step; logs are means over the epoch so far."""

    def on_test_begin(self, logs=None):
        """Before an evaluation."""

    def on_test_end(self, logs=None):
        """After it."""

    def on_test_batch_begin(self, batch, logs=None):
        """Before a batch of it."""

    def on_test_batch_end(self, batch, logs=None):
        """After a batch of it."""

    def on_predict_begin(self, logs=None):
        """Before a prediction."""

    def on_predict_end(self, logs=None):
        """After it."""

    def on_predict_batch_begin(self, batch, logs=None):
        """Before a batch of it."""

    def on_predict_batch_end(self, batch, logs=None):
        """After a batch of it."""

    def on_batch_begin(self, batch, logs=None):
        """Another name of on_train_batch_begin."""

    def on_batch_end(self, batch, logs=None):
        """Another name of on_train_batch_end."""


class EngineCallback(Described, Callback):
    """A callback of the engine: fit tells it there, and what it left is read from the fit's History.

    In a loop of one's own, and of a class derived from it, the hooks here are called.
    """

    concept = "callbacks"

    def _take(self, kept, arguments):
        Callback.__init__(self)
        if not arguments.get("backup_dir", "given"):
            raise ValueError(f"{self.class_name}: invalid value for backup_dir. Expected a folder. Received: backup_dir={arguments['backup_dir']!r}")
        super()._take(kept, arguments)
        self._begin()

    def _begin(self):
        self._run, self.stopped_epoch, self.best_epoch = None, 0, 0
        if "monitor" in self._arguments:
            self.best = self._arguments.get("initial_value_threshold")
        for name in ("wait", "cooldown_counter"):
            if name in _LEFT.get(self.class_name, ()):
                setattr(self, name, 0)

    def __getstate__(self):
        return {**super().__getstate__(), "_run": None, "model": None}

    def _running(self, hook):
        if self._run is None:
            raise ValueError(f"{self.class_name}: {hook} is called before on_train_begin")
        return self._run

    def _take_stop(self, epoch):
        self._take_left(self._run.left())
        if self._run.stop_reason() is None:
            return
        self.stopped_epoch = epoch
        if self.model is not None:
            self.model.stop_training = True

    def on_train_begin(self, logs=None):
        self._begin()
        self._run = _core.CallbackRun(self.class_name, self._arguments, getattr(self.model, "_core", None), (self.params or {}).get("epochs") or 1)

    def on_epoch_begin(self, epoch, logs=None):
        self._running("on_epoch_begin").epoch_begin(epoch)

    def on_train_batch_begin(self, batch, logs=None):
        self._running("on_train_batch_begin").batch_begin(batch)

    def on_train_batch_end(self, batch, logs=None):
        self._running("on_train_batch_end").batch_end(batch, logs or {})
        self._take_stop(self.stopped_epoch)

    def on_epoch_end(self, epoch, logs=None):
        logs = {} if logs is None else logs
        run = self._running("on_epoch_end")
        logs.update(run.epoch_end(epoch, logs))
        self._tell_model()
        if run.best_epoch() == epoch:
            self.best_epoch = epoch
        self._take_stop(epoch)

    def on_train_end(self, logs=None):
        self._running("on_train_end").train_end()
        self._tell_model()

    def _tell_model(self):
        """Its weights may be others now: the best ones."""
        if hasattr(self.model, "_weights_changed"):
            self.model._weights_changed()

    def _take_left(self, left):
        for name in _LEFT.get(self.class_name, ()) if left else ():
            setattr(self, name, left[name])

    def finish(self, history, left):
        """Takes over what a fit found, and what it left in the engine's callback."""
        self.stopped_epoch, self.best_epoch = max(history.stopped_epoch, 0), max(history.best_epoch, 0)
        self._take_left(left)


#: What a program may read of a callback after a fit, besides the epochs. Source: Keras 3, attributes of these callbacks.
_LEFT = {"EarlyStopping": ("best", "wait", "stopped_epoch", "best_epoch"), "ModelCheckpoint": ("best",),
         "ReduceLROnPlateau": ("best", "wait", "cooldown_counter")}


class _Board(EngineCallback):
    """Keras's words for how often, and its arguments of what occam does not write."""

    held_in_python = ("write_graph", "profile_batch", "write_images", "embeddings_freq", "embeddings_metadata")

    def _take(self, kept, arguments):
        asked = [name for name in self.held_in_python if kept.get(name) and name != "write_graph"]  # True by default
        if asked:
            warnings.warn(f"TensorBoard: {', '.join(asked)} left aside: occam writes numbers and histograms, no profiles, images and embeddings", stacklevel=4)
        often = arguments.get("update_freq")
        super()._take(kept, {**arguments, "update_freq": {"epoch": None, "batch": 1}.get(often, often)})


define("callbacks", EngineCallback, globals(), {"TensorBoard": _Board})
__all__.remove("History")


class LambdaCallback(Callback):
    """A callback of functions, one a hook."""

    def __init__(self, on_epoch_begin=None, on_epoch_end=None, on_train_begin=None, on_train_end=None,
                 on_train_batch_begin=None, on_train_batch_end=None, **kwargs):
        super().__init__()
        hooks = dict(on_epoch_begin=on_epoch_begin, on_epoch_end=on_epoch_end, on_train_begin=on_train_begin,
                     on_train_end=on_train_end, on_train_batch_begin=on_train_batch_begin,
                     on_train_batch_end=on_train_batch_end, **kwargs)
        for name, function in hooks.items():
            if function is not None:
                setattr(self, name, function)


class LearningRateScheduler(Callback):
    """learning_rate = schedule(epoch, learning_rate) before every epoch."""

    def __init__(self, schedule, verbose=0):
        super().__init__()
        self.schedule, self.verbose = schedule, verbose

    def on_epoch_begin(self, epoch, logs=None):
        before = _settable_rate(self.model)
        try:
            rate = self.schedule(epoch, before)
        except TypeError:
            rate = self.schedule(epoch)
        if not isinstance(rate, (float, np.floating)):
            raise ValueError(f"The output of the `schedule` function should be a float. Got: {rate}")
        self.model.optimizer.learning_rate = float(rate)
        if self.verbose > 0:
            print(f"\nEpoch {epoch + 1}: LearningRateScheduler setting learning rate to {rate}.")

    def on_epoch_end(self, epoch, logs=None):
        logs["learning_rate"] = float(self.model.optimizer.learning_rate)


class History(Callback):
    """What fit returns: `history`, the values of every epoch by name, and how training ended."""

    def __init__(self):
        super().__init__()
        self.history, self.epoch, self._often = {}, [], 1
        self.stopped_epoch = self.best_epoch = self.diverged_epoch = -1
        self.stop_reason = ""
        self.occam = {}

    def on_train_begin(self, logs=None):
        """In a loop of one's own: from the first epoch on."""
        self.epoch = []

    def on_epoch_end(self, epoch, logs=None):
        """In a loop of one's own: keeps the logs."""
        self.epoch.append(epoch)
        for name, value in (logs or {}).items():
            self.history.setdefault(name, []).append(value)
        self.model.history = self

    def fill(self, found, params, often=1):
        """Takes over what the engine's History holds; validation was `often`. Names that Keras has not are in `occam`."""
        own = {"zeros", "zero_changes"}
        own |= {name for name in found["history"] if "data_loss" in name or "/" in name}
        own |= {"penalty", "val_penalty"} & set(found["history"])
        self.history = {name: found["history"][name] for name in _by_name(found["history"]) if name not in own}
        self.occam = {name: values for name, values in found["history"].items() if name in own}
        self.epoch = found["epoch"]
        self.params, self._often = params, often
        for name in ("stopped_epoch", "stop_reason", "best_epoch", "diverged_epoch"):
            setattr(self, name, found[name])

    @property
    def data_loss(self):
        """The loss without penalties, an epoch each."""
        return self.occam.get("data_loss", self.history.get("loss"))

    def last(self):
        """What was measured last by each metric, in validation where the last epoch had one."""
        found = {}
        for name in self.history:
            if not name.startswith("val_"):
                ends = (self.values(f"val_{name}"), self.values(name))
                found.update({name: each[self.epoch[-1]] for each in ends[::-1] if self.epoch and self.epoch[-1] in each})
        return found

    def values(self, name):
        """What was measured under this name, by epoch: validation is not of every epoch with validation_freq."""
        often = self._often
        epochs = self.epoch
        if (name or "").startswith("val_"):
            epochs = [each for each in epochs if ((each + 1) % often == 0 if isinstance(often, int) else each + 1 in often)]
        return dict(zip(epochs, self.history.get(name, ())))

    def plot(self, path=None):
        """Curves of all that was measured, training and validation of a quantity together: an Svg, written to `path` (.svg)."""
        told = ((self.best_epoch, "best"), (self.diverged_epoch, "first not finite"), (self.stopped_epoch, f"stopped, {self.stop_reason}"))
        picture = history_plot({name: self.values(name) for name in self.history}, self.epoch,
                               [(epoch, what) for epoch, what in told if epoch >= 0])
        return picture if path is None else picture.save(path)

    def _repr_html_(self):
        return str(self.plot()) if self.epoch else "<p>a history without an epoch</p>"


def _by_name(names):
    """As Keras has them: what was measured by name, then what callbacks have added."""
    validated = [name for name in names if name.startswith("val_")]
    trained = [name for name in names if name == "loss" or f"val_{name}" in names or name not in validated and name != "learning_rate"]
    return [*sorted([*trained, *validated]), *(name for name in names if name not in trained and name not in validated)]


__all__ += ["Callback", "CallbackList", "History", "LambdaCallback", "LearningRateScheduler", "RemoteMonitor"]

#: Those that stand in modules of their own, which need the classes here.
_ELSEWHERE = {"CallbackList": "callback_list", "RemoteMonitor": "remote_monitor"}


def __getattr__(name):
    if name not in _ELSEWHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__package__}.{_ELSEWHERE[name]}"), name)


_HOOKS = {"train": ("on_train_batch_begin", "on_train_batch_end", "on_batch_begin", "on_batch_end"),
          "test": ("on_test_batch_begin", "on_test_batch_end"),
          "predict": ("on_predict_batch_begin", "on_predict_batch_end")}


class _Bridge:
    """The engine's calls of a Python callback: hook(index, logs) -> why training is to stop, or None."""

    def __init__(self, callback, model, is_pass=False):
        self._callback, self._model, self._last, self._is_pass = callback, model, {}, is_pass

    def wants(self, kind):
        callback = getattr(self._callback, "told", self._callback)
        return any(name in vars(callback) or getattr(type(callback), name, None) is not getattr(Callback, name)
                   for name in _HOOKS[kind])

    def __getattr__(self, hook):
        has_index = "epoch" in hook or "batch" in hook
        method = getattr(self._callback, hook)
        other = {"on_train_batch_begin": "on_batch_begin", "on_train_batch_end": "on_batch_end"}.get(hook)

        def call(index, logs):
            given = self._last if hook == "on_train_end" else {} if logs is None else logs  # what the callback adds the engine sees
            if hook.startswith(("on_epoch", "on_train")):
                self._model._weights_changed()
            if hook == "on_epoch_end":
                measured = {name: given.get(f"val_{name}", value) for name, value in given.items() if not name.startswith("val_")}
                self._model._take_logs(measured)  # validation is the last pass, as in Keras
            method(*((index,) if has_index else ()), given)
            if other is not None:
                getattr(self._callback, other)(index, given)
            if hook == "on_epoch_end":
                self._last = given  # as Keras, training ends with the logs of its last epoch
            if self._is_pass and self._model.stop_evaluating and hook == "on_test_batch_end":
                return "evaluation stopped"
            if self._model.stop_training and "predict" not in hook and "test" not in hook:
                return f"{type(getattr(self._callback, 'told', self._callback)).__name__} stopped training"
            return None

        self.__dict__[hook] = call
        return call


def _settable_rate(model):
    """The learning rate of a model whose optimizer has a number for it."""
    rate = model.optimizer.learning_rate
    if not isinstance(rate, float):
        raise TypeError("This optimizer was created with a `LearningRateSchedule` object as its `learning_rate` constructor argument, "
                        "hence its learning rate is not settable. Expected a number in its place")
    return float(rate)


def as_list(callbacks):
    """None, one or several, as a list."""
    if callbacks is None:
        return []
    return list(callbacks) if isinstance(callbacks, (list, tuple)) else [callbacks]


def is_engines(callback):
    """Is it one that the engine runs, and no subclass of the user's?"""
    return isinstance(callback, EngineCallback) and type(callback).__module__ == __name__


def _without_validation(callback):
    """What the engine is to run where the numbers that it watches are not measured: Keras warns, and goes on."""
    monitor, name = callback._arguments.get("monitor"), callback.class_name
    if not (monitor or "").startswith("val_") or name == "ModelCheckpoint" and not callback.save_best_only:
        return callback.class_name, callback._arguments
    if name == "ModelCheckpoint":
        warnings.warn(f"Can save best model only with {monitor} available. Every epoch is saved: the fit has no validation", stacklevel=4)
        return name, {**callback._arguments, "save_best_only": False}
    what = "Learning rate reduction is" if name == "ReduceLROnPlateau" else "Early stopping"
    warnings.warn(f"{what} conditioned on metric `{monitor}` which is not available: the fit has no validation", stacklevel=4)
    return None


def sees_outputs(callback):
    """Is it told what is predicted for each batch?"""
    return not is_engines(callback) and (
        "on_predict_batch_end" in vars(callback) or getattr(type(callback), "on_predict_batch_end", Callback.on_predict_batch_end) is not Callback.on_predict_batch_end)


def engine_callbacks(callbacks, model, params, validated=True, is_pass=False):
    """Callbacks as the engine takes them, one for each but History; `is_pass`: of an evaluation or a prediction alone."""
    result = []
    for each in as_list(callbacks):
        if isinstance(each, History):
            continue
        if is_engines(each):
            each.model = model
            if each.class_name == "ReduceLROnPlateau":
                _settable_rate(model)
            described = (each.class_name, each._arguments) if validated else _without_validation(each)
            result.append(described or (_Bridge(Callback(), model), False, False, False))
        elif callable(getattr(each, "on_epoch_end", None)) or isinstance(each, Callback):
            each.set_params(params)
            each.set_model(model)
            steps = getattr(model, "steps_per_execution", 1)
            bridge = _Bridge(each if steps == 1 else ByExecution(each, steps), model, is_pass)
            result.append((bridge, bridge.wants("train"), bridge.wants("test"), bridge.wants("predict")))
        else:
            raise ValueError(f"fit: invalid value for callbacks. Expected objects of keras.callbacks. Received: {each!r}")
    return result


def screen():
    """Where progress goes: the file, what it is, and how wide it is now."""
    out = sys.stdout
    kind = "plain"
    if out.isatty():
        kind = "terminal" if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" else "colour"
    elif "ipykernel" in sys.modules:
        kind = "notebook"
    return out, kind, _columns


def _columns():
    import shutil
    return shutil.get_terminal_size().columns
