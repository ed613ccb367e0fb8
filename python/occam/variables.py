"""Numbers of a model that Python sees: weights and hyper-parameters."""

import operator

import numpy as np

from . import changing_numbers, ops, tracing
from .described import plain_value
from .tensor import numbers, tensor


class Weighted:
    """What layers and models say of their `weights`."""

    @property
    def variables(self):
        return self.weights

    def _is_trained(self, weight):
        return weight.trainable

    def _trained_by_layers(self):
        """The same as a function of weights, of all of which it is asked."""
        return self._is_trained

    @property
    def trainable_weights(self):
        return list(filter(self._trained_by_layers(), self.weights))

    trainable_variables = trainable_weights

    @property
    def non_trainable_weights(self):
        is_trained = self._trained_by_layers()
        return [each for each in self.weights if not is_trained(each)]

    non_trainable_variables = non_trainable_weights

    def count_params(self):
        """How many numbers its weights are. Errors: ValueError before it is built."""
        if not getattr(self, "built", True):
            raise ValueError(f"You tried to call `count_params` on layer '{self.name}', but the layer isn't built. You can build it manually via: `layer.build(input_shape)`.")
        return sum(int(np.prod(each.shape)) for each in self.weights)


class ReadsAsArray:
    """What a thing with a `value` and a `shape` owes NumPy."""

    dtype = "float32"

    @property
    def ndim(self):
        return len(self.shape)

    def numpy(self):
        return np.asarray(self.value)

    def __array__(self, dtype=None, copy=None):
        return self.numpy().astype(dtype or self.dtype)


_KINDS = ("float32", "float64", "int32", "int64", "uint8", "bool")


def _variable_type(dtype, values=None):
    """The element type that is asked for, or that of the values: of numbers of Python's int32 and float32."""
    if dtype is None and values is not None:
        own = np.asarray(values).dtype
        dtype = own if hasattr(values, "dtype") else {"i": "int32", "b": "bool"}.get(own.kind)
        dtype = dtype if dtype is not None and np.dtype(dtype).name in _KINDS else None
    try:
        name = "float32" if dtype is None else np.dtype(dtype).name
    except TypeError:
        name = None
    if name not in _KINDS:
        raise ValueError(f"Variable: invalid value for dtype. Expected one of {', '.join(_KINDS)}. Received: {dtype!r}")
    return name


class Variable(ReadsAsArray):
    """Numbers that change: reads as an array, `assign` sets it. Source: Keras 3, keras.Variable.

    initializer: the first values, whose element type it has if no other is said, or with `shape` a function of (shape, dtype) as initializers are. Whole numbers
    and truth values are for a program's own counting: what the engine computes with is float32, and so are gradients of a variable of float64.
    """

    __array_priority__ = 100  # NumPy's operators leave it to the ones here; its functions take the array

    def __init__(self, initializer, shape=None, dtype=None, trainable=True, name=None):
        self.dtype = _variable_type(dtype, None if callable(initializer) else initializer)
        if callable(initializer):
            if shape is None:
                raise ValueError(f"When creating a Variable from an initializer, the `shape` argument should be specified. Received: initializer={initializer} and shape={shape}")
            initializer = initializer(tuple(shape), dtype=self.dtype)
        values = numbers("Variable", initializer)
        if shape is not None and tuple(shape) != values.shape:
            raise ValueError(f"Variable: invalid value for shape. Expected that of the values, {values.shape}. Received: {tuple(shape)}")
        self._values = np.array(values).astype(self.dtype)
        self.regularizer = self.constraint = None
        self.shape, self.trainable = values.shape, bool(trainable)
        self.name = self.path = name or "variable"

    @property
    def value(self):
        return tensor(self._values.copy())

    def now(self):
        """What operators compute with: on an open tape, and of one number in a graph of the engine's, a symbol."""
        if not self.dtype.startswith("float"):
            return self.value
        tape = tracing.open_tape()
        if tape is not None:
            return tape.read(self)
        found = None if isinstance(self, ModelWeight) else changing_numbers.read_in_graph(self)
        return self.value if found is None else found

    def _take(self, new):
        self._values = np.array(new)
        changing_numbers.changed(self)

    def assign(self, value):
        new = np.ascontiguousarray(value, self.dtype).reshape(np.shape(value))
        if new.shape != tuple(self.shape):
            raise ValueError(f"{self.path}: Expected an array of shape {self.shape}. Received: {new.shape}")
        self._take(new)
        return self

    def assign_add(self, value):
        return self.assign(self.numpy() + np.asarray(value))

    def assign_sub(self, value):
        return self.assign(self.numpy() - np.asarray(value))

    def __repr__(self):
        return f"<Variable path={self.path}, shape={self.shape}, dtype={self.dtype}, value={self.numpy()!r}>"

    def __getitem__(self, key):
        return self.now()[key]

    def __len__(self):
        return len(self.value)

    def __float__(self):
        return float(self.value)

    def __int__(self):
        return int(self.value)

    def __bool__(self):
        return bool(self.value)

    def __neg__(self):
        return -self.now()

    def __abs__(self):
        return abs(self.now())

    def __eq__(self, other):
        """Each number's, as in Keras; but of two variables whether they are one, by which lists find them."""
        return self is other if other is None or isinstance(other, (str, ReadsAsArray)) else self.now() == other

    def __ne__(self, other):
        return self is not other if other is None or isinstance(other, (str, ReadsAsArray)) else self.now() != other

    __hash__ = object.__hash__


class ModelWeight(Variable):
    """A weight of a model."""

    def __init__(self, owner, index, path, shape, trainable):
        self._owner, self._model, self._index = owner, owner._core, index
        self.path, self.shape, self.trainable = path, tuple(shape), trainable
        self.name = path.rsplit("/", 1)[-1]

    @property
    def value(self):
        self._owner._take_shared()
        return tensor(self._model.get_weight(self._index))

    @property
    def regularizer(self):
        """Its layer's penalty on it, or None."""
        return self._of_layer("regularizer")

    @property
    def constraint(self):
        """Where its layer lets it lie, or None."""
        return self._of_layer("constraint")

    def _of_layer(self, what):
        layer = self._owner.layer_of(self.path)
        found = None if layer is None else getattr(layer, "_own_weights", ())
        own = next((each for each in found or () if each.name == self.name), None)
        return getattr(layer if own is None else own, what if own is not None else f"{self.name}_{what}", None)

    def _take(self, new):
        self._owner._take_shared()
        self._model.set_weight(self._index, new)
        self._owner._weights_changed()


class LayerWeight(ReadsAsArray):
    """A weight of a layer written in Python: an array, and a symbol while the layer is traced."""

    __array_ufunc__ = None  # NumPy's operators leave it to the ones here
    is_of_build = False  # as Keras: one that is made in __init__ does not know what holds its layer

    def __init__(self, layer, name, shape, values, trained, regularizer, constraint, dtype="float32"):
        self._layer, self._values, self.dtype = layer, values, dtype  # a count is held as float32 too, and read as what it is
        self.name, self.shape, self.trained = name, shape, trained
        self.regularizer, self.constraint = regularizer, constraint

    def of(self, layer):
        """The same weight of a copy of its layer."""
        made = LayerWeight(layer, self.name, self.shape, self._values, self.trained, self.regularizer, self.constraint, self.dtype)
        made.is_of_build = self.is_of_build
        return made

    def declare(self, place, symbols):
        """Makes it a symbol of this trace."""
        read = place.add_weight(self.name, self._values, plain_value(self.regularizer), plain_value(self.constraint), self.trained)
        symbols[self] = (read, self._shaped(read))
        tape = tracing.tape()
        if tape is not None:
            tape.name(f"{place.path}/{self.name}", self)

    def _shaped(self, symbol):
        return symbol if self.shape else ops.sum(symbol)

    def now(self):
        """The symbol in a trace or on an open tape, else the array."""
        trace, tape = tracing.current(), tracing.tape()
        if trace is not None and self in trace.symbols:
            return trace.symbols[self][1]
        return self.value if tape is None else tape.read(self)

    def keep(self):
        """Takes the values that it has in its model."""
        self._values = self.numpy().reshape(self.shape or (1,))

    def _in_model(self):
        owner, prefix = self._layer._home()
        return owner.weight_at(prefix + self.name) if owner is not None else None

    @property
    def path(self):
        return self._layer._home()[1] + self.name if self._layer._home()[1] else f"{self._layer.path if self.is_of_build else self._layer.name}/{self.name}"

    @property
    def trainable(self):
        return self.trained and self._layer.trainable

    @property
    def value(self):
        found = self._in_model()
        return tensor((self._values if found is None else found.numpy()).reshape(self.shape).astype(self.dtype))

    def assign(self, value):
        """Another value; in a trace the value after a step of training."""
        trace = tracing.current()
        if trace is not None and self in trace.symbols:
            new = ops.broadcast_to(value, self.shape or (1,))
            trace.place.update(trace.symbols[self][0], new)
            trace.symbols[self] = (new, self._shaped(new))
            return self
        new = np.ascontiguousarray(value, np.float32)
        if new.size != np.prod(self.shape, dtype=int) or self.shape and new.shape != self.shape:
            raise ValueError(f"{self.path}: Expected an array of shape {self.shape}. Received: {new.shape}")
        found = self._in_model()
        if found is None:
            self._values = new.reshape(self.shape or (1,))
        else:
            found.assign(new.reshape(found.shape))
        return self

    def assign_add(self, value):
        return self.assign(self + value)

    def assign_sub(self, value):
        return self.assign(self - value)

    def __getitem__(self, key):
        return self.now()[key]

    def __float__(self):
        return float(self.now())

    def __int__(self):
        return int(self.now())

    def __neg__(self):
        return -self.now()

    def __abs__(self):
        return abs(self.now())

    def __repr__(self):
        return f"<Variable path={self.path}, shape={self.shape}, dtype={self.dtype}, value={self.numpy()!r}>"


def _operator(name, swapped):
    function = getattr(operator, name)

    def method(self, other):
        other = other.now() if hasattr(other, "now") else other
        return function(other, self.now()) if swapped else function(self.now(), other)
    return method


for _class in (Variable, LayerWeight):
    for _name in ("add", "sub", "mul", "truediv", "pow", "matmul"):
        setattr(_class, f"__{_name}__", _operator(_name, False))
        setattr(_class, f"__r{_name}__", _operator(_name, True))
    for _name in ("lt", "le", "gt", "ge"):
        setattr(_class, f"__{_name}__", _operator(_name, False))


class Steps(int):
    """How many steps an optimizer has taken: a number, and as a variable of Keras's `numpy()` and `value`."""

    dtype, shape, name = "int32", (), "iteration"

    def numpy(self):
        return np.int64(self)

    @property
    def value(self):
        return self


class _Assigned(float):
    """A number of an optimizer, as a variable of Keras's: `numpy()`, `assign`, `shape`, ..."""

    dtype, shape, ndim, trainable = "float32", (), 0, False

    def assign_add(self, value):
        return self.assign(self + float(value))

    def assign_sub(self, value):
        return self.assign(self - float(value))

    def numpy(self):
        return np.float32(self)

    @property
    def value(self):
        return self.numpy()


class Setting(_Assigned):
    """A number of an optimizer that is in no model yet, and `assign`."""

    def __new__(cls, optimizer, name, value):
        made = super().__new__(cls, value)
        made._optimizer, made.name = optimizer, name
        return made

    def assign(self, value):
        setattr(self._optimizer, self.name, float(value))
        return getattr(self._optimizer, self.name)

    def __reduce__(self):
        return float, (float(self),)


class Hyper(_Assigned):
    """A hyper-parameter of a compiled model: a number, and `assign` for the next step on."""

    def __new__(cls, model, path):
        made = super().__new__(cls, model.hyper(path))
        made._model, made._path, made.name = model, path, path.rpartition("/")[2]
        return made

    def assign(self, value):
        self._model.set_hyper(self._path, float(value))
        return Hyper(self._model, self._path)
