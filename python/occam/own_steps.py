"""Models whose steps a program writes itself: train_step, test_step, predict_step, compute_loss, compute_metrics. Source: Keras 3, Trainer.

Their fit goes through the batches here; each step is written as a graph on a GradientTape, and compiled. Without a step of one's own the engine's fit does it all.
"""

import inspect

import numpy as np

from .callback_list import CallbackList
from .callbacks import History, as_list
from .compiled_parts import CompiledLosses, CompiledMetrics, as_tensors
from .data import split_validation
from .metrics import Mean
from .progress import Progbar
from .step_batches import StepBatches, split_last
from .structures import leaves
from .tensor import tensor
from .tree import flatten, map_structure
from .utils import pack_x_y_sample_weight, unpack_x_y_sample_weight

_HOOKS = ("train_step", "test_step", "predict_step", "compute_loss", "compute_metrics")


#: Where a callback says that a pass is to end. Source: Keras 3, Trainer.stop_training.
_STOPS = {"train": "stop_training", "test": "stop_evaluating", "predict": "stop_predicting"}


class OwnSteps:
    """Of models: Keras's hooks, and what fit, evaluate and predict do where a subclass takes one over."""

    @classmethod
    def has_own_steps(cls, *hooks):
        """Does a subclass take over one of these, or any?"""
        return any(getattr(cls, name) is not getattr(OwnSteps, name) for name in hooks or _HOOKS)

    # --- the hooks

    def train_step(self, data):
        """One step on a batch, x, (x, y) or (x, y, sample_weight). Returns {name: value} of what is watched."""
        from .gradient_tape import GradientTape
        x, y, sample_weight = unpack_x_y_sample_weight(data)
        with GradientTape() as tape:
            y_pred = self(x, training=True)
            loss = self._loss_of_step(x, y, y_pred, sample_weight, True)
            scaled = self.optimizer.scale_loss(loss)
        weights = self.trainable_weights
        if weights:
            self.optimizer.apply_gradients(zip(tape.gradient(scaled, weights), weights))
        self._own_parts().track(loss, x)
        return self.compute_metrics(x, y, y_pred, sample_weight=sample_weight)

    def test_step(self, data):
        """The same without training."""
        x, y, sample_weight = unpack_x_y_sample_weight(data)
        y_pred = self(x, training=False)
        self._own_parts().track(self._loss_of_step(x, y, y_pred, sample_weight, False), x)
        return self.compute_metrics(x, y, y_pred, sample_weight=sample_weight)

    def predict_step(self, data):
        """What the model gives for a batch."""
        return self(unpack_x_y_sample_weight(data)[0], training=False)

    def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None, training=True):
        """compile's loss, and what layers add: a number to be minimised."""
        parts, total = self._own_parts(), None
        if parts.losses is not None:
            total = parts.losses(y, y_pred, sample_weight)
        for each in self.losses:
            total = each if total is None else total + each
        if total is None:
            raise ValueError("No loss to compute. Provide a `loss` argument in `compile()`.")
        return total

    def _loss_of_step(self, x, y, y_pred, sample_weight, training):
        """compute_loss, which a program may have written without `training`. Source: Keras 3, Trainer._compute_loss."""
        said = {"training": training} if "training" in inspect.signature(self.compute_loss).parameters else {}
        return self.compute_loss(x=x, y=y, y_pred=y_pred, sample_weight=sample_weight, **said)

    def compute_metrics(self, x, y, y_pred, sample_weight=None):
        """{name: value} of compile's metrics with this batch, and of the loss."""
        parts = self._own_parts()
        if parts.metrics is not None:
            parts.metrics.update_state(y, y_pred, sample_weight)
        return self.get_metrics_result()

    @property
    def compiled_loss(self):
        """compile's losses as one: called on targets and predictions."""
        return self._own_parts().losses

    @property
    def compiled_metrics(self):
        """compile's metrics as one: update_state, result, reset_state."""
        return self._own_parts().metrics

    # --- what compile leaves

    def _compile_own(self, optimizer, given):
        """Nothing in the engine: the steps are the program's."""
        self.optimizer, self.loss, self._compiled = optimizer, given["loss"], True
        self._keep_arguments(**given)

    def _own_parts(self):
        parts = self.__dict__.get("_parts_compiled")
        if parts is None:
            given = self.__dict__.get("_compile_arguments")
            if given is None:
                raise ValueError("You must call `compile()` before calling `compute_loss()` or a step.")
            parts = self.__dict__["_parts_compiled"] = Parts(self, given)
        return parts

    def _own_metrics(self):
        """The loss, compile's metrics, and those that are attributes of the model and its layers, in Keras's order."""
        own = [each for name, value in vars(self).items() if not name.startswith("_") for each in leaves(value) if getattr(each, "concept", None) == "metrics"]
        inside = [each for layer in self.layers for each in layer.metrics if getattr(each, "concept", None) == "metrics"]
        return list({id(each): each for each in [*self._own_parts().listed(), *own, *inside]}.values())

    # --- fit, evaluate, predict

    def _fit_own(self, x, y, batch_size, epochs, verbose, callbacks, validation_split, validation_data, shuffle, class_weight, sample_weight, initial_epoch,
                 steps_per_epoch, validation_steps, validation_batch_size, validation_freq):
        if validation_split and validation_data is None:
            (x, y, sample_weight), validation_data = split_last(validation_split, x, y, sample_weight)
        batches = StepBatches(x, y, sample_weight, batch_size, shuffle, class_weight, steps_per_epoch)
        verbose = 1 if verbose == "auto" else int(verbose)
        told = callbacks if isinstance(callbacks, CallbackList) else CallbackList(as_list(callbacks), add_history=True, model=self, epochs=epochs, verbose=verbose, steps=batches.steps)
        self.stop_training, logs = False, {}
        told.on_train_begin()
        for epoch in range(initial_epoch, epochs):
            self.reset_metrics()
            told.on_epoch_begin(epoch)
            if verbose and epochs > 1:
                print(f"Epoch {epoch + 1}/{epochs}", flush=True)
            bar = _bar(batches, verbose)
            logs = self._pass_own("train", self.train_step, batches, told, bar)
            if not logs and batches.steps is None and epoch > initial_epoch:
                break  # a generator that was read to its end
            logs = self._measured(logs)
            if validation_data is not None and ((epoch + 1) % validation_freq == 0 if isinstance(validation_freq, int) else epoch + 1 in validation_freq):
                if isinstance(validation_data, (list, tuple)):
                    val = dict(zip(("x", "y", "sample_weight"), split_validation(tuple(validation_data)) if len(validation_data) > 1 else validation_data))
                else:
                    val = {"x": validation_data}
                found = self._evaluate_own(**val, batch_size=validation_batch_size or batch_size, verbose=0, steps=validation_steps, callbacks=told)
                logs |= {f"val_{name}": value for name, value in found.items()}
            bar.end(logs)
            told.on_epoch_end(epoch, logs)
            if self.stop_training:
                break
        told.on_train_end(logs)
        self._own_layers()
        return self.history if isinstance(self.history, History) else told._history

    def _evaluate_own(self, x, y=None, sample_weight=None, batch_size=None, verbose=0, steps=None, callbacks=None):
        verbose, batches = 1 if verbose == "auto" else int(verbose), StepBatches(x, y, sample_weight, batch_size, steps=steps)
        told = callbacks if isinstance(callbacks, CallbackList) else CallbackList(as_list(callbacks), model=self, epochs=1, verbose=verbose, steps=batches.steps)
        self.stop_evaluating = False
        told.on_test_begin()
        self.reset_metrics()
        bar = _bar(batches, verbose)
        logs = self._measured(self._pass_own("test", self.test_step, batches, told, bar))
        bar.end(logs)
        told.on_test_end(logs)
        return logs

    def _predict_own(self, x, batch_size, verbose, steps, callbacks):
        verbose, batches, found = 1 if verbose == "auto" else int(verbose), StepBatches(x, batch_size=batch_size, steps=steps), []
        told = CallbackList(as_list(callbacks), model=self, epochs=1, verbose=verbose, steps=batches.steps)

        def step(batch):
            found.append(map_structure(np.asarray, self.predict_step(batch)))
            return {"outputs": map_structure(tensor, found[-1])}
        bar = _bar(batches, verbose)
        self.stop_predicting = False
        told.on_predict_begin()
        self._pass_own("predict", step, batches, told, bar)
        bar.end({})
        told.on_predict_end()
        if not found:
            raise ValueError("predict: Expected samples. Received: none")
        return map_structure(lambda *parts: np.concatenate(parts), *found)

    def _pass_own(self, kind, step, batches, told, bar):
        """Goes through the batches of an epoch. Returns the logs of the last."""
        logs = {}
        for place, batch in enumerate(batches.epoch()):
            getattr(told, f"on_{kind}_batch_begin")(place)
            logs = step(batch)
            if kind != "predict":
                logs = _plain_logs(logs if isinstance(logs, dict) else {} if logs is None else {"loss": logs})
            getattr(told, f"on_{kind}_batch_end")(place, logs)
            bar.step(place + 1, {} if kind == "predict" else logs)
            if getattr(self, _STOPS[kind]):
                break
        return logs

    def _measured(self, logs):
        """What the metrics say of a pass where they are what the steps tell; else what the last step told. Source: Keras 3, Trainer._get_metrics_result_or_logs."""
        found = _plain_logs(self.get_metrics_result())
        return dict(found) if set(found) == set(logs) else dict(logs)

    def _on_batch_own(self, step, x, y, sample_weight, class_weight, return_dict):
        batch = as_tensors(pack_x_y_sample_weight(x, y, sample_weight))
        if class_weight is not None:
            batch = next(StepBatches(x, y, sample_weight, len(flatten(x)[0]), class_weight=class_weight).epoch())
        self.reset_metrics()
        logs = _plain_logs(step(batch))
        return logs if return_dict else self._listed_logs(logs)

    def _listed_logs(self, logs):
        """The values in the order of the metrics, others behind them; one alone as a number. Source: Keras 3, Trainer._flatten_metrics_in_order."""
        names = [each.name for metric in self.metrics for each in (metric.metrics if isinstance(metric, CompiledMetrics) else [metric])]
        values = [logs[name] for name in (*(each for each in names if each in logs), *(each for each in logs if each not in names))]
        return values[0] if len(values) == 1 else values


class _Bar(Progbar):
    """Of a pass: nothing at all where verbose is 0."""

    def step(self, current, logs):
        self.update(current, list(logs.items()), finalize=False)

    def end(self, logs):
        self.update(self.target or self._seen, list(logs.items()), finalize=True)


def _bar(batches, verbose):
    return _Bar(batches.steps, verbose=verbose, stateless_metrics=())


class Parts:
    """The losses, metrics and the mean of the loss of a compiled model."""

    def __init__(self, model, given):
        names = list(model.output_names) if model.built else []
        self.losses = None if given["loss"] is None else CompiledLosses(given["loss"], given["loss_weights"], names)
        has_metrics = given["metrics"] is not None or given["weighted_metrics"] is not None
        self.metrics = CompiledMetrics(given["metrics"], given["weighted_metrics"], names) if has_metrics else None
        self.tracker = Mean(name="loss")

    def listed(self):
        return [self.tracker, *([] if self.metrics is None else [self.metrics]), *([] if self.losses is None else self.losses.trackers)]

    def track(self, loss, x):
        """The loss of one more batch."""
        self.tracker.update_state(loss, sample_weight=len(flatten(x)[0]))


def check_own_fit(**given):
    """Refuses what the engine's fit alone knows."""
    usual = {"split": "last", "resume_from": None}
    for name, value in given.items():
        if value not in (usual.get(name, False), None):
            raise ValueError(f"fit: `{name}` is of fits without a train_step, test_step or compute_loss of one's own. Expected no `{name}`. Received: {name}={value!r}")


def _plain_logs(logs):
    """Numbers as Python's, arrays as NumPy's, those in dicts by their own names. Source: Keras 3, pythonify_logs."""
    found = {}
    for name, value in sorted(logs.items()):
        if isinstance(value, dict):
            found |= _plain_logs(value)
        else:
            found[name] = float(value) if np.ndim(value) == 0 else np.asarray(value)
    return found
