"""What a layer takes: ranks, sizes and element types that its inputs are checked for. Source: Keras 3, layers.InputSpec."""

from .tree import flatten


class InputSpec:
    """Rank, shape and element type of an input of a layer; None where anything goes.

    axes: {axis: size}. Errors: TypeError for axes that are no dict of integers, ValueError for an axis beyond the rank.
    """

    def __init__(self, dtype=None, shape=None, ndim=None, max_ndim=None, min_ndim=None, axes=None, allow_last_axis_squeeze=False, name=None, optional=False):
        self.dtype, self.max_ndim, self.min_ndim, self.name, self.optional = dtype, max_ndim, min_ndim, name, optional
        self.shape = None if shape is None else tuple(shape)
        self.ndim = ndim if shape is None else len(self.shape)
        self.allow_last_axis_squeeze = allow_last_axis_squeeze
        try:
            self.axes = {int(axis): size for axis, size in (axes or {}).items()}
        except (AttributeError, TypeError, ValueError):
            raise TypeError(f"Argument `axes` must be a dict with integer keys. Received: axes={axes!r}") from None
        most = self.ndim if self.ndim is not None else max_ndim
        if self.axes and most is not None and max(self.axes) > most - 1:
            raise ValueError(f"Axis {max(self.axes)} is greater than the maximum allowed value: {most - 1}")

    def __repr__(self):
        given = ((name, getattr(self, name)) for name in ("dtype", "shape", "ndim", "max_ndim", "min_ndim", "axes"))
        return f"InputSpec({', '.join(f'{name}={value}' for name, value in given if value)})"

    def get_config(self):
        return {name: getattr(self, name) for name in ("dtype", "shape", "ndim", "max_ndim", "min_ndim", "axes", "optional")}

    @classmethod
    def from_config(cls, config):
        return cls(**config)

    def check(self, where, place, value):
        """Refuses a value that is not of this kind."""
        if value is None and self.optional:
            return
        if not hasattr(value, "shape"):
            raise ValueError(f"{where}: Inputs to a layer should be tensors. Received: {value!r}")
        shape = tuple(value.shape)
        squeezed = self.allow_last_axis_squeeze
        wrong = [(f"ndim={self.ndim}", self.ndim is not None and not squeezed and len(shape) != self.ndim),
                 (f"max_ndim={self.max_ndim}", self.max_ndim is not None and len(shape) > self.max_ndim),
                 (f"min_ndim={self.min_ndim}", self.min_ndim is not None and len(shape) < self.min_ndim),
                 (f"dtype={self.dtype}", self.dtype is not None and str(value.dtype) != self.dtype)]
        wrong += [(f"axis {axis} of input shape to have value {size}", size is not None and not (-len(shape) <= axis < len(shape) and shape[axis] in (size, None)))
                  for axis, size in self.axes.items()]
        wrong.append((f"shape={self.shape}", self.shape is not None and not self._has_shape(shape)))
        for expected, is_wrong in wrong:
            if is_wrong:
                raise ValueError(f"Input {place} of layer '{where}' is incompatible with the layer: expected {expected}, found shape={shape}, {value.dtype}")

    def _has_shape(self, shape):
        own = self.shape
        if self.allow_last_axis_squeeze and shape and own and len(shape) != len(own):
            shape, own = (shape[:-1] if shape[-1] == 1 else shape), (own[:-1] if own[-1] == 1 else own)
        return len(shape) == len(own) and all(None in (size, wanted) or size == wanted for size, wanted in zip(shape, own))


def check_inputs(specs, inputs, where):
    """Refuses inputs of a layer that are not what its `input_spec` says."""
    specs = flatten(specs)
    if isinstance(inputs, dict) and all(each.name for each in specs):
        missing = [each.name for each in specs if each.name not in inputs]
        if missing:
            raise ValueError(f"{where}: Missing data for input {missing[0]!r}. Received: a dict with {', '.join(map(str, inputs))}")
        inputs = [inputs[each.name] for each in specs]
    inputs = flatten(inputs)
    if len(inputs) != len(specs):
        raise ValueError(f"Layer '{where}' expects {len(specs)} input(s). Received: {len(inputs)}")
    for place, (spec, value) in enumerate(zip(specs, inputs)):
        if spec is not None:
            spec.check(where, place, value)
