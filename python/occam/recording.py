"""What a program computes while a tape is open: layers, models and operations put it on the engine's tape, which is asked for numbers and gradients.

Source: TensorFlow, tf.GradientTape.
"""

import contextlib
import itertools
import weakref

import numpy as np

from . import _core, tracing
from .layer import Layer
from .ops import Symbol
from .random import next_seed
from .structures import map_leaves
from .tensor import Tensor, numbers, tensor
from .variables import LayerWeight, ModelWeight


class TapeValue(Symbol):
    """A value on a tape: a symbol while the tape is open, else an array, whose numbers are worked out when they are asked for."""

    dtype = np.dtype(np.float32)

    def __init__(self, symbol):
        super().__init__(symbol)
        self._waits_for = tracing.tape()  # whose graph has to be there until the numbers are known
        self._recording, self._array, self._shape = weakref.ref(self._waits_for), None, symbol.shape
        self._waits_for.know(self)

    @property
    def shape(self):
        return self._shape

    def now(self):
        """What operations compute with."""
        tape = tracing.tape()
        return self if tape is not None and self.is_on(tape) else self.array()

    def is_on(self, recording):
        """Is it a value of this recording?"""
        return self._recording() is recording

    def array(self):
        """Its numbers."""
        if self._array is None:
            self._waits_for.compute()
        return self._array

    def take(self, array):
        """Its numbers are known."""
        self._array, self._waits_for = tensor(array), None

    def numpy(self):
        return np.asarray(self.array())

    def __array__(self, dtype=None, copy=None):
        return self.numpy() if dtype is None else self.numpy().astype(dtype)

    def __float__(self):
        return float(self.array())

    def __int__(self):
        return int(self.array())

    def __bool__(self):
        return bool(self.array())

    def __iter__(self):
        return (self[place] for place in range(len(self)))

    def __repr__(self):
        return repr(self.array())

    def __str__(self):
        return str(self.array())

    def __format__(self, spec):
        return format(self.array(), spec)

    def __reduce__(self):
        return tensor, (self.numpy(),)

    def __deepcopy__(self, memo):
        return self.array()


class WatchedTensor(Tensor):
    """A tensor that an open tape watches."""

    __array_ufunc__ = None  # NumPy's operators leave it to the ones here

    def now(self):
        """What operations compute with."""
        tape = tracing.tape()
        return np.asarray(self).view(Tensor) if tape is None else tape.read(self)


def _operator(name):
    return lambda self, *other: getattr(self.now(), name)(*other)


for _name in ("add", "radd", "sub", "rsub", "mul", "rmul", "truediv", "rtruediv", "pow", "rpow", "matmul", "rmatmul", "mod", "rmod", "floordiv", "rfloordiv",
              "gt", "ge", "lt", "le", "neg", "abs", "getitem"):
    setattr(WatchedTensor, f"__{_name}__", _operator(f"__{_name}__"))


class Recording:
    """The tape of the outermost `with`; those inside it have it too."""

    value_class = TapeValue
    is_written = False  # does the engine write a model into it now?

    def __init__(self):
        self._core = _core.Tape(next_seed())
        self.place, self.symbols = None, {}  # as traces have them
        self._depth, self._alive = 0, []
        self._roots, self._untaken = {}, set()  # (path, model or layer) by id; ids of models whose weights have not been taken
        self._inputs, self._added, self._free, self._read = {}, {}, {}, {}
        self._settled, self._told = True, []

    def enter(self):
        if self._depth == 0:
            self.place, self._before = self._core.open(), tracing.set_tape(self)
        self._depth += 1

    def leave(self):
        self._depth -= 1
        if self._depth:
            return
        self.place = None
        tracing.set_tape(self._before)
        self._core.close()
        self._take()
        # What is kept for gradients does not hold this recording.
        self._read = {weight: read[0].symbol for weight, read in self.symbols.items() if isinstance(weight, LayerWeight)}
        self.symbols, self._added = {}, {}
        for each, _ in self._inputs.values():
            if isinstance(each, WatchedTensor):
                each.__class__ = Tensor
        moved = [path for path, _ in self._core.statistics()]
        self._settled = not moved and not self._told
        if self._told or any(path in self._free for path in moved):
            self.settle()
        for path in moved:
            if path not in self._free:
                self._owner_of(path)[0].unsettled(self)

    def is_open(self):
        return self._depth > 0

    # --- numbers

    def know(self, value):
        """One more whose numbers may be asked for."""
        self._alive.append(weakref.ref(value))

    def compute(self, symbols=()):
        """The arrays of these symbols; in the same run those of all values that are still held, and what training has moved."""
        self._take()
        waiting = [each for each in (ref() for ref in self._alive) if each is not None and each._array is None]
        moved = [] if self._settled else self._core.statistics()
        told = [] if self._settled else self._told
        found = iter(self._core.numbers([*symbols, *waiting, *(symbol for _, symbol in moved), *(symbol for _, given in told for symbol in given)]))
        asked = list(itertools.islice(found, len(symbols)))
        for value in waiting:
            value.take(next(found))
        self._alive = []
        self._settled = True
        for path, _ in moved:
            self._weight_at(path).assign(next(found))
        for tell, given in told:
            tell(*itertools.islice(found, len(given)))
        return asked

    def settle(self):
        """What calls in training have moved becomes the weights' values."""
        if not self._settled:
            self.compute()

    # --- what is put on it

    def tell(self, function, symbols):
        """Once the numbers of these symbols are known the function is called on them: of a metric that a layer in a model tells."""
        self._told.append((function, [(each if isinstance(each, Symbol) else self.constant(each)).symbol for each in symbols]))

    def constant(self, array):
        """An array as a symbol."""
        return self._core.input(numbers("a tape", array))

    def symbols_in(self, values):
        """Arrays among these as symbols, in the structure that they have."""
        def symbol(value):
            value = value.now() if hasattr(value, "now") else value
            if not hasattr(value, "__array__") or isinstance(value, Symbol) or np.asarray(value).dtype.kind not in "fiub":
                return value
            made, mask = self.constant(value), getattr(value, "_keras_mask", None)
            if mask is not None:
                self.place.set_mask(made, self.constant(mask))
            return made
        return map_leaves(values, symbol)

    def read(self, variable):
        """A variable or a watched tensor as a symbol."""
        if isinstance(variable, ModelWeight):
            known = self._declared(variable._owner, variable.path)
            return known[0] if known else self._declare(variable)
        if isinstance(variable, LayerWeight):
            inside = variable._in_model()
            if inside is not None:
                return variable._shaped(self.read(inside))
            if variable not in self.symbols:
                variable.declare(self.place.child(self.path_of(variable._layer), False, False), self.symbols)
            return self.symbols[variable][1]
        if id(variable) not in self._inputs:
            self._inputs[id(variable)] = variable, self.constant(np.asarray(variable)).symbol
        return Symbol(self._inputs[id(variable)][1])

    def watch(self, value):
        """From now on a tensor is a symbol here."""
        if isinstance(value, Tensor):
            if not isinstance(value, WatchedTensor):
                symbol = self.constant(np.asarray(value)).symbol
                value.__class__ = WatchedTensor
                self._inputs[id(value)] = value, symbol
        elif not hasattr(value, "assign") and not isinstance(value, Symbol):
            raise ValueError(f"Passed in object {value} of type {type(value).__name__!r}, not tf.Tensor or tf.Variable or ExtensionType.")

    def variables_read(self):
        """The variables that have symbols here."""
        free = [each for each, _ in self._inputs.values() if hasattr(each, "assign")]
        of_models = [weight for name, owner in self._roots.values() if not isinstance(owner, Layer)
                     for weight in owner.weights if self._core.weight(f"{name}/{weight.path}") is not None]
        return [*free, *(each for each in {**self.symbols, **self._read} if isinstance(each, LayerWeight) and each._in_model() is None), *of_models]

    def symbols_of(self, source):
        """Those that stand for a variable, a watched tensor or a value here: several where several models have the weight."""
        if isinstance(source, TapeValue):
            return [source] if source.is_on(self) else []
        if isinstance(source, ModelWeight):
            return self._declared(source._owner, source.path)
        if isinstance(source, LayerWeight):
            inside = source._in_model()
            own = [self._read[source]] if source in self._read else []
            return (self._declared(inside._owner, inside.path) if inside is not None else []) or own
        return [self._inputs[id(source)][1]] if id(source) in self._inputs else []

    def gradients(self, targets, weights, sources):
        """Of the targets' weighted sum by each source, the symbols whose sum it is; [] where there is no connection."""
        symbols = [self.symbols_of(source) for source in sources]
        found = iter(self._core.gradient(targets, weights, [each for of_source in symbols for each in of_source]))
        return [[each for each in itertools.islice(found, len(of_source)) if each is not None] for of_source in symbols]

    # --- calls

    @contextlib.contextmanager
    def calling(self, part):
        """Notes what a layer or model adds to the loss meanwhile."""
        first = self._core.losses()
        yield
        self._added[id(part)] = part, [self._core.loss(place) for place in range(first, self._core.losses())]

    def built(self, place, model, values):
        """The results of a model of the engine's there; the values of its weights are taken later."""
        kept = model.__dict__.get("_tape_layer")
        if kept is None or kept[0] is not model._core:
            kept = model.__dict__["_tape_layer"] = model._core, model._core.as_layer(model.name)
        return self.results(place, kept[1], values, [])

    def results(self, place, core, values, weights):
        """Those of an engine's layer there."""
        self.is_written = True
        try:
            with tracing.AtWork():
                made = place.build(core, values, weights)
        finally:
            self.is_written = False
        return [Symbol(each.symbol) for each in made]

    def added_by(self, part):
        """What the last call of a layer or model added to the loss, or None where it was not called here."""
        return self._added.get(id(part), (None, None))[1]

    def place_of(self, part, training, trace):
        """Where a layer or model is called, by the path that its weights have here."""
        outer = trace.place.training if trace is not self else False
        is_layer = isinstance(part, Layer)
        frozen = is_layer and not part.trainable
        said = bool(outer if training is None else training) and not (frozen and part._infers_when_frozen)
        return self.place.child(self.path_of(part, trace), said, frozen)

    def path_of(self, part, trace=None):
        """Of a layer or model: below the model that has its weights, or below the layer that calls it, or by itself."""
        owner, prefix = part._home() if isinstance(part, Layer) else (part, "")
        if owner is not None:
            owner._take_shared()
            self._untaken.add(id(owner))
        elif trace is not None and trace is not self:
            return f"{trace.place.path}/{trace.layer._child_name(part) or type(part).__name__}"
        return f"{self._root(owner or part)}/{prefix}".strip("/")

    def _root(self, part):
        if id(part) not in self._roots:
            self._roots[id(part)] = f"{part.name}#{len(self._roots)}", part
        return self._roots[id(part)][0]

    def _owner_of(self, path):
        root, _, rest = path.partition("/")
        return next(part for name, part in self._roots.values() if name == root), rest

    def _weight_at(self, path):
        if path in self._free:
            return self._free[path]
        owner, rest = self._owner_of(path)
        return owner.weight_at(rest)

    def name(self, path, weight):
        """A weight of a layer that may be in no model is declared under this path."""
        if weight._in_model() is None:
            self._free[path] = weight

    def _take(self):
        """The weights of the models that were called take the values that they have there."""
        for one in self._untaken:
            name, owner = self._roots[one]
            self._core.take_weights(f"{name}/", owner._core)
        self._untaken.clear()

    def _declared(self, owner, path):
        """The symbols of a weight, under the names that it has in all models that share it."""
        found, waiting, seen = [], [(owner, path)], []
        while waiting:
            model, own = waiting.pop()
            if any(model is other and own == there for other, there in seen):
                continue
            seen.append((model, own))
            model._share_parts()
            if id(model) in self._roots:
                found.append(self._core.weight(f"{self._root(model)}/{own}"))
            for ref, pairs in model._links:
                waiting += [(ref(), there + own.removeprefix(here)) for here, there in pairs if own.startswith(here) and ref() is not None]
        return [each for each in found if each is not None]

    def _declare(self, weight):
        owner = weight._owner
        self._untaken.add(id(owner))
        prefix, _, name = weight.path.rpartition("/")
        place = self.place.child(f"{self._root(owner)}/{prefix}".strip("/"), False, False)
        return place.add_weight(name, weight.numpy(), None, None, weight.trainable)
