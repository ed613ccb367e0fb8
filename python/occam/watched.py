"""Metrics that a layer or model tells in its `call`: in a fit what a batch adds is written into the graph. Source: Keras 3, Metric.update_state in Layer.call."""

import functools

from . import ops, tracing
from .losses import aligned, weights_on
from .variables import Weighted


def told_in_call(update_state):
    """update_state of a class written in Python: on symbols, in a layer's `call`, it says what a batch adds."""

    @functools.wraps(update_state)
    def told(self, *args, **kwargs):
        trace = tracing.written()
        if trace is None or self._is_adding():
            return update_state(self, *args, **kwargs)
        added, tape = self._added_by(functools.partial(update_state, self, *args, **kwargs)), tracing.open_tape()
        if tape is None:
            trace.place.watch(self, self.name, added)
        else:
            tape.tell(self._add, added)

    return told


def tell_engines(metric, where, y_true, y_pred, sample_weight, labels):
    """The same of a metric of the engine's."""
    y_true, y_pred = aligned(where, y_true, y_pred, labels, metric._state.of_one_shape)
    weights = None if sample_weight is None else weights_on(sample_weight, y_pred.shape[:-1])
    tape = tracing.open_tape()
    if tape is not None:
        given = [y_true, y_pred] if weights is None else [y_true, y_pred, weights]
        return tape.tell(metric.update_state, given)
    place = tracing.current().place
    place.watch_member(metric, metric.name, metric.class_name, metric._arguments, *ops.symbols_of(y_true, y_pred), weights)


def watched_by(model):
    """Metrics that are attributes of a model or of layers in it, in Keras's order. Source: Keras 3, Trainer.metrics."""
    own = [] if model.__dict__.get("_body") is None else model._body._own_metrics()
    return own + [metric for part in _flat(model.layers) if not _is_model(part) for metric in part.metrics]


def _flat(parts):
    return [each for part in parts for each in (part, *_flat(part.layers if _is_model(part) else part._parts()))]


def _is_model(part):
    return isinstance(part, Weighted) and hasattr(part, "get_layer")
