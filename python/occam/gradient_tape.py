"""Gradients of what a program computes step by step. Source: TensorFlow, tf.GradientTape."""

import math

import numpy as np

from . import tracing
from .ops import Symbol
from .recording import Recording, TapeValue
from .tensor import numbers, tensor
from .tree import flatten, pack_sequence_as
from .variables import ModelWeight


class GradientTape:
    """What is computed in its `with` of variables that are trained, and of what it watches, has gradients.

    Each `with` is written as one graph and compiled by the engine when numbers or gradients are asked for. persistent: are they asked for more than once?
    watch_accessed_variables: False for what `watch` names alone.
    """

    def __init__(self, persistent=False, watch_accessed_variables=True):
        self._persistent, self._watches_all = persistent, watch_accessed_variables
        self._recording, self._is_used, self._is_open, self._watched = None, False, False, []

    def __enter__(self):
        if self._is_open:
            raise ValueError("Tape is still recording, This can happen if you try to re-enter an already-active tape.")
        self._recording, self._is_open, self._is_used = tracing.tape() or Recording(), True, False
        self._recording.enter()
        return self

    def __exit__(self, *error):
        self._is_open = False
        self._recording.leave()

    def watch(self, tensor):
        """From now on a tensor, or those in a list of them, has gradients here."""
        if not self._is_open:
            raise RuntimeError("GradientTape.watch: the tape is not open. Expected it inside the `with`")
        for each in flatten(tensor):
            self._recording.watch(each)
            self._watched.append(each)

    def watched_variables(self):
        """The variables that it has gradients of."""
        if self._recording is None:
            return ()
        return tuple(each for each in self._recording.variables_read() if self._has_gradients(each))

    def stop_recording(self):
        """A `with` in which nothing is put on the tape: what is computed there are numbers."""
        if not self._is_open:
            raise ValueError("GradientTape.stop_recording: the tape is not open. Expected it inside the `with`")
        return tracing.NoTape()

    def reset(self):
        """Forgets what it has seen."""
        if not self._is_open:
            raise RuntimeError("GradientTape.reset: the tape is not open. Expected it inside the `with`")
        self._watched = []

    def gradient(self, target, sources, output_gradients=None, unconnected_gradients="none"):
        """Of the sum of the target's elements, or of all targets', by each source: arrays in the structure of `sources`, None where there is no connection.

        output_gradients: what the elements are multiplied by before. unconnected_gradients: "zero" for zeros in place of None.
        """
        how = getattr(unconnected_gradients, "value", unconnected_gradients)
        if how not in ("none", "zero"):
            raise ValueError(f"GradientTape.gradient: invalid value for unconnected_gradients. Expected 'none' or 'zero'. Received: {unconnected_gradients!r}")
        targets, weights = self._targets(target), [None if each is None else self._weight(each) for each in _listed(output_gradients)]
        given = flatten(target)
        weights += [None] * (len(given) - len(weights))
        all_weights, weights = weights, [weight for each, weight in zip(given, weights) if isinstance(each, Symbol)]
        flat = flatten(sources)
        found = self._arrays(self._symbols(targets, weights, flat), flat)
        for each, weight in zip(given, all_weights):
            if hasattr(each, "assign") or any(each is watched for watched in self._watched):
                found = [_with_itself(source, value, weight) if _is_same(source, each) and self._has_gradients(source) else value for source, value in zip(flat, found)]
        if how == "zero":
            found = [tensor(np.zeros(np.shape(source), np.float32)) if each is None else each for source, each in zip(flat, found)]
        return pack_sequence_as(sources, found)

    def jacobian(self, target, sources, unconnected_gradients="none", parallel_iterations=None, experimental_use_pfor=True):
        """The gradient of each element of the target: arrays of the shapes target.shape + source.shape."""
        targets, shape, flat = self._targets(target), tuple(target.shape), flatten(sources)
        units = np.eye(math.prod(shape), dtype=np.float32).reshape(-1, *shape)
        rows = [self._symbols(targets, [self._weight(unit)], flat) for unit in units]
        found = self._arrays([symbols for row in rows for symbols in row], flat * len(units))
        parts = [found[place::len(flat)] for place in range(len(flat))]
        return pack_sequence_as(sources, [None if part[0] is None else tensor(np.stack(part).reshape(*shape, *np.shape(source))) for part, source in zip(parts, flat)])

    def batch_jacobian(self, target, source, unconnected_gradients="none", parallel_iterations=None, experimental_use_pfor=True):
        """The same for each sample by itself, (samples, target's axes, source's axes), where a sample's result depends on that sample alone."""
        targets, shape = self._targets(target), tuple(target.shape)
        units = np.eye(math.prod(shape[1:]), dtype=np.float32).reshape(-1, 1, *shape[1:])
        found = self._arrays([self._symbols(targets, [self._weight(np.broadcast_to(unit, shape))], [source])[0] for unit in units], [source] * len(units))
        if found[0] is None:
            return None
        return tensor(np.stack(found, 1).reshape(*shape, *np.shape(source)[1:]))

    # --- the engine's

    def _targets(self, target):
        if self._recording is None:
            raise RuntimeError("GradientTape.gradient: Expected what was computed in the tape's `with`, which was never entered")
        if self._is_used and not self._persistent:
            raise RuntimeError("A non-persistent GradientTape can only be used to compute one set of gradients (or jacobians)")
        self._is_used = True
        for each in flatten(target):
            if not isinstance(each, Symbol) and not hasattr(each, "__array__") and not isinstance(each, (int, float)):
                raise ValueError(f"GradientTape.gradient: invalid value for target. Expected what was computed on the tape. Received: {each!r}")
        return [each for each in flatten(target) if isinstance(each, TapeValue) and each.is_on(self._recording)]

    def _weight(self, value):
        return np.asarray(numbers("output_gradients", np.asarray(value)), np.float32, order="C")

    def _has_gradients(self, source):
        if isinstance(source, TapeValue) or any(_is_same(source, each) for each in self._watched):
            return True
        return self._watches_all and bool(getattr(source, "trainable", False))

    def _symbols(self, targets, weights, sources):
        """Of the gradients by the sources, each a list whose sum it is, or None."""
        if not targets:
            return [None] * len(sources)
        asked = [each for each in sources if self._has_gradients(each)]
        found = {id(source): symbols or None for source, symbols in zip(asked, self._recording.gradients(targets, weights, asked))}
        return [found.get(id(each)) for each in sources]

    def _arrays(self, found, sources):
        """The gradients' numbers in the sources' shapes; while an outer tape is open values on it."""
        if self._recording.is_open():
            from . import ops
            sums = [None if each is None else sum(each[1:], each[0]) for each in found]
            return [each if each is None or tuple(each.shape) == tuple(source.shape) else ops.reshape(each, source.shape) for each, source in zip(sums, sources)]
        arrays = iter(self._recording.compute([symbol for each in found if each is not None for symbol in each]))
        return [None if each is None else tensor(sum(next(arrays) for _ in each).reshape(np.shape(source))) for each, source in zip(found, sources)]


def _is_same(one, other):
    """The same object, or the same weight of a model, which is listed anew each time."""
    if isinstance(one, ModelWeight) and isinstance(other, ModelWeight):
        return one._owner is other._owner and one.path == other.path
    return one is other


def _with_itself(source, value, weight):
    """The gradient with that of a target which is the source: 1."""
    own = np.ones(np.shape(source), np.float32) if weight is None else weight
    return tensor(own if value is None else value + own)


def _listed(value):
    return [] if value is None else list(value) if isinstance(value, (list, tuple)) else [value]


__all__ = ["GradientTape"]
