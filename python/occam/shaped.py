"""What a model takes and gives: its inputs and outputs and their shapes. Source: Keras 3, keras.Model."""

from .data import ranked
from .input_spec import InputSpec, check_inputs
from .tree import flatten


class Shaped:
    """Of a model's `inputs` and `outputs`, and of its engine's shapes."""

    @property
    def input(self):
        return self.inputs[0] if len(self.inputs) == 1 else self.inputs

    @property
    def output(self):
        return self.outputs[0] if len(self.outputs) == 1 else self.outputs

    @property
    def input_shape(self):
        self._need_shapes("input")
        return _one_or_all([(None, *each) for each in self._core.input_shapes()])

    @property
    def output_shape(self):
        self._need_shapes("output")
        return _one_or_all([(None, *each) for each in self._core.output_shapes()])

    @property
    def input_spec(self):
        """What it takes: what a subclass has set, of a functional model an InputSpec an input, else None. Source: Keras 3, Layer.input_spec."""
        own = self.__dict__.get("_own_spec")
        if own is not None or getattr(self, "_takes", None) is None:
            return own
        return [InputSpec(shape=(None, *each.shape[1:]), allow_last_axis_squeeze=True, name=each.name, optional=each.layer.optional) for each in self._takes.values]

    @input_spec.setter
    def input_spec(self, value):
        self.__dict__["_own_spec"] = value

    def _check_spec(self, inputs):
        """Refuses arrays or values that are not what a subclass's `input_spec` says."""
        own = self.__dict__.get("_own_spec")
        if own is not None and all(hasattr(each, "shape") for each in flatten(inputs)):
            check_inputs(own, inputs, self.name)

    def _need_shapes(self, of):
        if not self.built:
            raise AttributeError(f"{type(self).__name__} model '{self.name}' has no defined {of} shape yet.")

    def _ranked(self, inputs):
        """What data.arrays() gives, of the ranks that the model takes."""
        return inputs if inputs is None or not self.built else ranked(inputs, self.input_names if inputs[1] else (), self._core.input_shapes())

    def compute_output_shape(self, input_shape):
        """Shapes of what inputs of these shapes give: the model's own, with their number of samples."""
        first = input_shape[0] if isinstance(input_shape, (list, tuple)) and isinstance(input_shape[0], (list, tuple)) else input_shape
        if not self.built:
            self.build(tuple(first))
        return _one_or_all([(first[0], *each) for each in self._core.output_shapes()])


def _one_or_all(values):
    return values[0] if len(values) == 1 else values
