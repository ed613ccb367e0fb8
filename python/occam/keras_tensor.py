"""Values of a functional model, before it is one. Source: Keras 3, keras.KerasTensor."""

from . import _core, ops
from .ops.symbol import now


class KerasTensor:
    """A value of a functional model: what Input() and a layer called on such values return.

    Made by hand it stands for an input, whose first axis is the batch.
    """

    sparse = ragged = False

    def __init__(self, shape, dtype="float32", sparse=False, ragged=False, record_history=True, name=None):
        from .layers import InputLayer
        if sparse or ragged:
            raise ValueError("KerasTensor: occam's values are dense. Expected sparse=False and ragged=False")
        shape = tuple(shape)
        layer = InputLayer(batch_shape=shape or (1,), dtype=dtype, name=name)  # of no axis: for what operations make of it
        self.__dict__.update(vars(KerasTensor.of(_core.input_node(layer._core), layer, shape=None if shape else shape)))

    @classmethod
    def of(cls, node, layer, inputs=(), part=None, shape=None):
        """The value of a node of the engine's: what this layer gives for these values."""
        made = cls.__new__(cls)
        made.node, made.layer, made.inputs, made._shape = node, layer, tuple(inputs), shape
        made.training = made.pattern = None  # of the call: what it said of training, and its arguments where they are others than those of the first
        #: Of a call with several results: this value stands for the call, and they are those that have a `part` of it.
        made.results, made.part = (), part
        made.dtype = "float32" if inputs else layer.dtype
        return made

    @property
    def shape(self):
        stack = [self] if self._shape is None else []
        while stack:  # what it is made of first: each layer is asked once
            unknown = [each for each in stack[-1].inputs if each._shape is None]
            if unknown:
                stack += unknown
            else:
                value = stack.pop()
                value._shape = value._shape or value._found_shape()
        return self._shape

    def _found_shape(self):
        """For inputs whose shapes are known."""
        nodes, result = None, self.node
        if self.inputs and hasattr(self.layer, "shape_for"):
            found = self.layer.shape_for(self.inputs)
            if found is not None:
                return found
        if self.inputs and getattr(self.layer, "class_name", None) is not None:  # of the engine's layers by the layer alone
            from .layers import InputLayer
            nodes = [_core.input_node(InputLayer(batch_shape=each.shape)._core) for each in self.inputs]
            result = self.layer._core(nodes)
        nodes = nodes or inputs_of([self])
        return (batch_size(self.inputs) if self.inputs else self.layer.batch_size, *_core.Model(nodes, [result], "shape").output_shapes()[0])

    @property
    def ndim(self):
        return len(self.shape)

    @property
    def name(self):
        return self.layer.name

    def __repr__(self):
        return f"<KerasTensor shape={self.shape}, dtype={self.dtype}, sparse=False, ragged=False, name={self.name}>"

    def __bool__(self):
        raise TypeError("A KerasTensor is symbolic: it's a placeholder for a shape and a dtype. It doesn't have any actual numerical value.")

    def __iter__(self):
        raise NotImplementedError("Iterating over a symbolic KerasTensor is not supported.")

    def __array__(self, dtype=None, copy=None):
        raise ValueError("A KerasTensor is symbolic: it's a placeholder for a shape and a dtype. It doesn't have any actual numerical value. You cannot convert it to a NumPy array.")

    def __add__(self, other):
        return ops.add(self, other)

    def __getitem__(self, key):
        from .operations import Operation, get_item
        return Operation(get_item, "get_item")(self, key)

    def reshape(self, newshape):
        return ops.reshape(self, newshape)

    def squeeze(self, axis=None):
        return ops.squeeze(self, axis)

    def __neg__(self):
        return ops.negative(self)

    def __abs__(self):
        return ops.absolute(self)

    def __invert__(self):
        return ops.logical_not(self)


def _operator(op, swapped):
    function = getattr(ops, op)
    return (lambda self, other: function(other, self)) if swapped else (lambda self, other: function(self, other))


for _name, _op in {"sub": "subtract", "mul": "multiply", "truediv": "divide", "pow": "power", "matmul": "matmul", "mod": "mod", "floordiv": "floor_divide", "and": "logical_and",
                   "or": "logical_or", "xor": "logical_xor"}.items():
    setattr(KerasTensor, f"__{_name}__", _operator(_op, False))
    setattr(KerasTensor, f"__r{_name}__", _operator(_op, True))
for _name, _op in {"lt": "less", "le": "less_equal", "gt": "greater", "ge": "greater_equal"}.items():
    setattr(KerasTensor, f"__{_name}__", _operator(_op, False))
KerasTensor.__radd__ = _operator("add", True)
KerasTensor.__array_ufunc__ = None  # NumPy's operators leave it to the ones here


def batch_size(values):
    """Of the first of these that has said it, or None."""
    return next((each.shape[0] for each in values if each.shape[0] is not None), None)


def symbolic(inputs, kind=KerasTensor):
    """The inputs as a list where values of this kind are among them, else an empty one."""
    values = list(inputs.values()) if isinstance(inputs, dict) else list(inputs) if isinstance(inputs, (list, tuple)) else [inputs]
    values = [now(each) for each in values]
    return values if any(isinstance(each, kind) for each in values) else []


def called(layer, core, inputs, shapes=(None,), training=None):
    """The value of a functional model where the layer is called on these; with `results` where it gives several, of these shapes.

    training: what the call says, which counts where the model itself is called without `training`.
    """
    if any(each.dtype == "string" for each in inputs):
        raise ValueError(f"{layer.name}: Expected numbers. Received: texts. Expected a layer such as StringLookup or TextVectorization before it")
    nodes = [each.node for each in inputs]
    if len(shapes) == 1:
        made = KerasTensor.of(core(nodes), layer, inputs, shape=shapes[0])
    else:
        made = KerasTensor.of(None, layer, inputs)
        results = zip(core.call_all(nodes, len(shapes)), shapes)
        made.results = [KerasTensor.of(node, layer, (made,), part, shape) for part, (node, shape) in enumerate(results)]
    made.training = training
    vars(layer).setdefault("_first_result", made)
    return made


def said_training(training):
    """`training` of a call on symbolic values, as a truth value or None."""
    return None if training is None else bool(training)


def results_of(value):
    """What a call gave, as a list."""
    return list(value.results or [value])


def called_again(value, made, layer, core):
    """The same value where other values stand for its inputs, as `made` says, and another layer for its own."""
    inputs = [made[each] for each in value.inputs]
    if value.part is not None:
        return inputs[0].results[value.part]
    known = getattr(layer, "class_name", None) is None  # of the engine's layers they follow from what they are called on
    return called(layer, core, inputs, [each._shape if known else None for each in results_of(value)], value.training)


def walk(outputs):
    """Every value that these depend on, inputs first."""
    found, seen, stack = [], set(), [(each, False) for each in reversed(outputs)]
    while stack:
        value, done = stack.pop()
        if done:
            found.append(value)
        elif id(value) not in seen:
            seen.add(id(value))
            stack.append((value, True))
            stack.extend((each, False) for each in reversed(value.inputs))
    return found


def inputs_of(outputs):
    """The engine's nodes of the inputs that these depend on."""
    return [value.node for value in walk(outputs) if not value.inputs]
