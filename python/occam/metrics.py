"""What is watched. Source: Keras 3, keras.metrics."""

import inspect
import math

import numpy as np

from . import _core, initializers, losses, ops, thresholds, tracing, tree
from .described import MEMBERS, Described, as_function, define, deserializer, get as _get, serialize, snake_case
from .losses import aligned, of_config, symbols, weights_of, weights_on
from .metric_states import MetricVariable, of_metric
from .ops.symbol import plain
from .tensor import tensor
from .variables import ReadsAsArray, Variable
from .watched import tell_engines, told_in_call


class State(ReadsAsArray):
    """A number or an array that a metric adds to: zero, or as its initializer says, from reset_state on."""

    __array_ufunc__ = None  # NumPy's operators leave it to value's

    def __init__(self, name, shape, initial):
        self.name, self.shape, self._initial = name, shape, initial
        self.value = tensor(initial.copy())
        self.added = None  # while fit's graph is written: what a batch adds

    def reset(self):
        self.value = tensor(self._initial.copy())

    def assign_add(self, value):
        """Adds a number or an array of its shape; in fit what a batch adds."""
        if self.added is not None:
            if isinstance(value, ops.Symbol):
                value = ops.broadcast_to(value, self.shape) if self.shape else ops.sum(value)
            elif self.shape or np.ndim(value):
                raise ValueError(f"{self.name}: an array is added in fit. Expected what occam.ops makes of the batch, or a number for a state of shape ()")
            self.added = value + self.added if isinstance(value, ops.Symbol) else self.added + float(value)
        else:
            value = np.asarray(value, np.float32)
            if self.shape != np.broadcast_shapes(self.shape, value.shape):
                raise ValueError(f"{self.name}: Expected an array of shape {self.shape}. Received: {value.shape}")
            self.value = tensor(self.value + value)
        return self

    def assign_sub(self, value):
        return self.assign_add(-value)

    def assign(self, value):
        if isinstance(value, ops.Symbol):
            raise ValueError(f"{self.name}: a metric adds up in fit. Expected assign_add")
        self.value = tensor(np.broadcast_to(np.asarray(value, np.float32), self.shape).copy())
        return self

    def set(self, added):
        """Becomes the sum of a pass."""
        self.value = tensor(self._initial + np.asarray(added, np.float32).reshape(self.shape))

    def __float__(self):
        return float(self.value)

    def __repr__(self):
        return f"<Variable name={self.name}, shape={self.shape}, dtype=float32, value={self.numpy()!r}>"


def _operator(method):
    # A number of Python's is float32 here, an array of one float64.
    return lambda self, *other: getattr(self.value, method)(*(each if isinstance(each, (int, float)) else np.asarray(each) for each in other))


for _name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul"):
    for _method in (f"__{_name}__", f"__r{_name}__"):
        setattr(State, _method, _operator(_method))
for _name in ("lt", "le", "gt", "ge", "neg", "abs", "bool", "int"):
    setattr(State, f"__{_name}__", _operator(f"__{_name}__"))


class Metric(Described):
    """Keeps what it is told of: update_state, result, reset_state; called, all at once.

    A metric of your own is a subclass whose update_state adds to its add_variable()s by assign_add, with occam.ops, and whose
    result makes a number of them. In fit update_state is compiled with the rest, and result called behind each pass.
    """

    concept = "metrics"
    dtype = _dtype = "float32"  # subclasses ask by either name

    def __init__(self, dtype=None, name=None):
        self.name, self._states = name or snake_case(type(self).__name__), []

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        if "update_state" in vars(cls):
            cls.update_state = told_in_call(cls.update_state)

    def add_variable(self, shape=(), initializer=None, dtype=None, aggregation=None, name=None):
        """A State of this shape."""
        shape = (shape,) if isinstance(shape, int) else tuple(int(each) for each in shape)
        initial = np.zeros(shape, np.float32)
        if initializer is not None:
            initial = np.asarray(initializers.get(initializer)(shape or (1,)), np.float32).reshape(shape)
        self._states.append(State(name or f"variable_{len(self._states)}", shape, initial))
        return self._states[-1]

    def add_weight(self, shape=(), initializer=None, dtype=None, name=None):
        return self.add_variable(shape, initializer, name=name)

    @property
    def variables(self):
        """What it has added up: of a metric of the engine's under Keras's names and in its shapes, [] where the engine keeps other things."""
        if "_state" not in self.__dict__:
            return [*self.__dict__.get("_states", ()), *self._held_variables()]
        layout = self._layout()
        return [] if layout is None else [MetricVariable(self, place, name, shape)
                                          for place, (name, shape) in enumerate(zip(layout.names, layout.shapes(self._state.sums())))]

    def _held_variables(self):
        """Of metrics and variables that are its attributes, also in lists and dicts: behind its own, as Keras."""
        parts = [part for name, value in self.__dict__.items() if not name.startswith("_") and isinstance(value, (Metric, Variable, list, tuple, dict)) for part in tree.flatten(value)]
        return [each for each in parts if isinstance(each, Variable)] + [each for part in parts if isinstance(part, Metric) for each in part.variables]

    def _layout(self):
        if "_states_layout" not in self.__dict__:
            self._states_layout = of_metric(self)
        return self._states_layout

    def _state_arrays(self):
        if self._passed is not None:
            raise ValueError(f"{self.name}: the model has added up its last pass, and keeps the sums. Expected result(), or variables of a metric "
                             "that update_state is called on")
        sums = self._state.sums()
        layout = self._layout()
        return layout.arrays(sums, self._state.samples(), self._each) if sums else [np.zeros(shape) for shape in layout.shapes(())]

    def _take_state_arrays(self, arrays):
        sums = self._state.sums()
        if not sums and not any(np.any(one) for one in arrays):
            return
        self._passed = None
        self._state.restore(*self._layout().sums(arrays, self._state.samples(), self._each, sums))

    def __getattr__(self, name):
        if name == "thresholds" and "_state" in self.__dict__ and thresholds.of_metric(self) is not None:
            return thresholds.of_metric(self)
        found = None if name.startswith("_") or "_state" not in self.__dict__ else next((each for each in self.variables if each.name == name), None)
        return self._argument(name) if found is None else found

    @classmethod
    def is_engines(cls):
        return cls.update_state is Metric.update_state and cls.result is Metric.result and cls.class_name is not None

    def _trace_update(self, y_true, y_pred, weights):
        """For the engine: what a batch adds to each state."""
        given = {} if weights is None else {"sample_weight": weights}
        return self._added_by(lambda: self.update_state(y_true, y_pred, **given))

    def _added_by(self, update):
        """What a call of update_state on symbols adds to each state."""
        for each in self._states:
            each.added = 0.0
        try:
            update()
            return [each.added for each in self._states]
        finally:
            for each in self._states:
                each.added = None

    def _add(self, *arrays):
        """What a batch adds to each state, as numbers."""
        for state, array in zip(self._states, arrays):
            state.assign_add(array)

    def _is_adding(self):
        return any(each.added is not None for each in self._states)

    def _result_of(self, sums):
        """For the engine: the number of these sums."""
        for state, total in zip(self._states, sums):
            state.set(total)
        return float(np.asarray(self.result()))

    @staticmethod
    def extra_parameters():
        kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
        return [inspect.Parameter("name", kind, default=None), inspect.Parameter("dtype", kind, default=None)]

    def _take(self, kept, arguments):
        if self.class_name == "AUC" and arguments.get("thresholds"):
            arguments = {**arguments, "num_thresholds": len(arguments["thresholds"]) + 2}
        super()._take(kept, arguments)
        self.name = kept.get("name") or self.member["log_name"]
        self._state, self._each, self._passed = _core.MetricState(self.class_name, self._arguments), 1, None

    def __getstate__(self):
        """Without what it has added up."""
        return {name: value for name, value in super().__getstate__().items() if name not in ("_state", "_states_layout", "_passed")}

    def __setstate__(self, state):
        self.__dict__.update(state)
        if "_arguments" in state:
            self._state, self._passed = _core.MetricState(self.class_name, self._arguments), None

    def update_state(self, y_true, y_pred, sample_weight=None):
        where = type(self).__name__
        if tracing.written() is None:
            y_true, y_pred, sample_weight = (plain(each) for each in (y_true, y_pred, sample_weight))
        labels = self._state.class_labels and _has_class_numbers(y_true, y_pred)
        if np.ndim(y_pred) == 1 and self._arguments.get("top_k") and not labels:
            y_true, y_pred = np.reshape(y_true, (1, -1)), np.reshape(y_pred, (1, -1))  # as Keras: one sample
        if tracing.written() is not None:
            return tell_engines(self, where, y_true, y_pred, sample_weight, labels)
        y_true, y_pred = aligned(where, y_true, y_pred, labels, self._state.of_one_shape)
        weights = weights_of(where, sample_weight, y_pred.shape if self._state.of_numbers else y_pred.shape[:-1])
        self._state.update(y_true, y_pred, weights)
        self.__dict__.update(_passed=None, _each=math.prod(y_pred.shape[1:-1]) or 1)

    def result(self):
        if self._passed is not None:
            return tensor(self._passed).astype("float32")
        return tensor(self._state.result()).astype("float32")

    def _take_result(self, value):
        """Of a model's pass, which the engine adds up itself."""
        self.reset_state()
        self._passed = value

    def reset_state(self):
        for each in self.__dict__.get("_states", ()):
            each.reset()
        if "_state" not in self.__dict__:
            for each in self._held_variables():
                each.assign(np.zeros(each.shape))
        else:
            self._shapes_known()
            self._state.reset()
            self._passed = None

    def _shapes_known(self):
        """Its variables keep their shapes when the sums are gone."""
        sums, layout = self._state.sums(), self._layout()
        if sums and layout is not None:
            layout.shapes(sums)

    def stateless_update_state(self, metric_variables, *args, **kwargs):
        """The values of `variables` after update_state() on these: its own stay. Source: Keras 3, Metric.stateless_update_state."""
        return self._apart(metric_variables, lambda: (self.update_state(*args, **kwargs), [each.value for each in self.variables])[1])

    def stateless_result(self, metric_variables):
        """result() of these values of `variables`. Source: Keras 3, Metric.stateless_result."""
        return self._apart(metric_variables, self.result)

    def stateless_reset_state(self):
        """The values of `variables` after reset_state(): its own stay. Source: Keras 3, Metric.stateless_reset_state."""
        return self._apart([each.value for each in self.variables], lambda: (self.reset_state(), [each.value for each in self.variables])[1])

    def _apart(self, values, do):
        """What `do` gives while the variables have other values."""
        mine, values = [np.array(each) for each in self.variables], list(values)
        if len(mine) != len(values):
            raise ValueError("Argument `metric_variables` must be a list of tensors corresponding 1:1 to "
                             f"{type(self).__name__}().variables. Received list with length {len(values)}, but expected {len(mine)} variables.")
        values = [np.array(each) for each in values]
        try:
            for each, value in zip(self.variables, values):
                each.assign(value)
            return do()
        finally:
            for each, value in zip(self.variables, mine):
                each.assign(value)

    def __call__(self, *args, **kwargs):
        self.update_state(*args, **kwargs)
        return None if tracing.current() is not None else self.result()  # there is none before the pass is over

    def _held_config(self):
        return {"name": self.name, "dtype": "float32"}

    def __repr__(self):
        return f"<{type(self).__name__} name={self.name}>"

    def get_config(self):
        return {**self._held_config(), **(super().get_config() if self.class_name else {})}

    @classmethod
    def from_config(cls, config):
        """The metric of get_config()."""
        return of_config(cls, config, ("name",))


def _has_class_numbers(y_true, y_pred):
    shapes = [np.shape(each) for each in (y_true, y_pred)]
    return shapes[1][-1:] != (1,) and shapes[0] != shapes[1] and len(shapes[1]) > 1


class Sum(Metric):
    """The sum of all values that it is told of. Source: Keras 3, metrics.Sum."""

    def __init__(self, name="sum", dtype=None):
        super().__init__(name=name)
        self.total = self.add_variable(name="total")

    def update_state(self, values, sample_weight=None):
        self.total.assign_add(ops.sum(values if sample_weight is None else ops.multiply(values, weights_on(sample_weight, ops.shape(values)))))

    def result(self):
        return self.total.value


class Mean(Sum):
    """The mean of all values that it is told of, weighted where weights are given. Source: Keras 3, metrics.Mean."""

    def __init__(self, name="mean", dtype=None):
        super().__init__(name=name)
        self.count = self.add_variable(name="count")

    def update_state(self, values, sample_weight=None):
        shape = ops.shape(values)
        one = sample_weight is not None and len(ops.shape(sample_weight)) == 0
        each = 1 / max(float(np.prod(shape if one else shape[1:])), 1)  # of several numbers a sample the mean counts, as in Keras
        weights = None if sample_weight is None else weights_on(sample_weight, shape)
        self.total.assign_add(ops.sum(values if weights is None else ops.multiply(values, weights)) * each)
        self.count.assign_add((float(np.prod(shape)) if weights is None else ops.sum(weights)) * each)

    def result(self):
        return tensor(np.float32(self.total.value / self.count.value if self.count.value else 0))


class MeanMetricWrapper(Mean):
    """The mean of fn(y_true, y_pred, **kwargs), a function that gives a value a sample. Source: Keras 3, metrics.MeanMetricWrapper."""

    def __init__(self, fn, name=None, dtype=None, **kwargs):
        super().__init__(name=name or snake_case(type(self).__name__))
        self._fn, self._fn_kwargs = fn, kwargs

    def update_state(self, y_true, y_pred, sample_weight=None):
        super().update_state(self._fn(y_true, y_pred, **self._fn_kwargs), sample_weight)

    def get_config(self):
        from .saving import serialize_keras_object
        return {**self._held_config(), "fn": serialize_keras_object(self._fn), **self._fn_kwargs}

    @classmethod
    def from_config(cls, config):
        """The metric of get_config()."""
        from .saving import deserialize_keras_object
        return cls(**{name: deserialize_keras_object(value) if name == "fn" else value for name, value in config.items()})


define("metrics", Metric, globals())
deserialize = deserializer("metrics")
__all__ += ["Mean", "MeanMetricWrapper", "Metric", "Sum", "deserialize", "get", "serialize"]


def _function(cls):
    """Keras's function: a value a sample."""

    def call(y_true, y_pred, **arguments):
        made = cls(**arguments)
        y_true, y_pred = (each.now() if hasattr(each, "now") else each for each in (y_true, y_pred))
        labels = made._state.class_labels and _has_class_numbers(y_true, y_pred)
        y_true, y_pred = aligned(cls.class_name, y_true, y_pred, labels, made._state.of_one_shape)
        if symbols(y_true, y_pred):
            return ops.Symbol(_core.apply_metric(cls.class_name, made._arguments, *ops.symbols_of(y_true, y_pred)))
        return tensor(made._compiled(_core.MetricCall)(y_true, y_pred))

    return as_function(cls, cls.member["name"], call)


for _name in ("categorical_accuracy", "sparse_categorical_accuracy", "top_k_categorical_accuracy", "sparse_top_k_categorical_accuracy",
              "pearson_correlation", "concordance_correlation"):
    globals()[_name] = _function(MEMBERS["metrics"][_name])
    __all__.append(_name)


def binary_accuracy(y_true, y_pred, threshold=0.5):
    """1 where a prediction is above the threshold and its target 1, or below and 0: a value a number."""
    flat = np.ndim(y_true) == np.ndim(y_pred) == 1
    y_true, y_pred = aligned("binary_accuracy", y_true, y_pred, False)
    values = _function(BinaryAccuracy)(ops.reshape(y_true, (-1, 1)), ops.reshape(y_pred, (-1, 1)), threshold=threshold)
    return values if flat else ops.reshape(values, y_pred.shape)


as_function(BinaryAccuracy, "binary_accuracy", binary_accuracy)
__all__.append("binary_accuracy")

for _name in losses.__all__:
    # Keras has one function for a loss and for the metric, but where the loss says that its own is no metric.
    if _name.islower() and hasattr(getattr(losses, _name), "described") and MEMBERS["losses"][_name].member["is_metric"]:
        globals()[_name] = getattr(losses, _name)
        __all__.append(_name)


def get(identifier):
    """A metric of a name, a class, a config or an object."""
    return _get("metrics", Metric, identifier)
