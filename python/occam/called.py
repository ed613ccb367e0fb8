"""A model called as a layer is: on arrays, on values of another model, in the `call` of a layer. Source: Keras 3, Model.__call__."""

from . import _core, data, tracing
from .keras_tensor import KerasTensor, called, results_of, said_training, symbolic
from .ops import Symbol
from .ops.symbol import now
from .placing import place_inside, show_shapes
from .random import next_seed
from .structures import leaves, map_leaves, opened
from .tensor import numbers, tensor


class Called:
    """Of what has an engine's model `_core`."""

    #: Says a call of one of its layers on values training=True? As in Keras, fit, evaluate and predict say it anew for all layers.
    _always_training = False

    def __call__(self, inputs, training=None):
        values, tape = symbolic(inputs), tracing.tape()
        if tape is not None and not values:
            return self._called_on_tape(tape, inputs, training)
        if values:
            self._build_like(inputs)
            values = self._in_order(inputs, values)
            self._check_fits(values)
            shapes = [(values[0].shape[0], *shape[1:]) for shape in self._shapes_for()]
            return self._arranged(results_of(called(self, self._as_layer(), values, shapes, said_training(training))))
        given = symbolic(inputs, Symbol)
        if given:
            self._build_like(inputs)
            _, place = place_inside(self, training)
            results = place.build(self._as_layer(), self._in_order(inputs, given), [])
            show_shapes(self, results)
            return self._arranged(results)
        said = tracing.said_outside() if training is None else training
        if said:
            return self._called_in_training(inputs)
        if said is None and self._always_training:
            return self._called_as_said(inputs)
        return map_leaves(self.predict_on_batch(inputs), tensor)

    def _called_on_tape(self, tape, inputs, training):
        """As part of what is computed there, with the weights as they stand; `trainable` counts as it is now."""
        if not any(isinstance(now(each), Symbol) for each in leaves(inputs)):
            with tracing.NoTape():
                arrays, names = self._ranked(data.arrays("x", self._build_for_data(inputs)))
                self._build_from(arrays)
            inputs = dict(zip(names, arrays)) if names else arrays
        inputs = tape.symbols_in(inputs)
        values = symbolic(inputs, Symbol)
        with tracing.NoTape():
            self._build_like(inputs)
            self._freeze_inside()
        with tape.calling(self):
            _, place = place_inside(self, training)
            results = tape.built(place, self, self._in_order(inputs, values))
        return self._arranged(results)

    def _called_in_training(self, inputs):
        """As layers compute in training: another dropout in each call, and statistics are moved. Source: Keras 3, Model(training=True)."""
        x = self._build_for_data(inputs)
        if self.built and (len(self.input_names) > 1 or len(self.output_names) > 1):
            return self._called_once_on_tape(inputs)
        if isinstance(x, dict):
            x = next(iter(x.values()))
        x = self._ranked(([numbers(self.name, x)], []))[0][0]
        self._build_from([x])
        kept = self.__dict__.get("_training_call")
        if kept is None or kept[0] is not self._core:
            kept = self.__dict__["_training_call"] = self._core, _core.LayerCall(self._core.as_layer(self.name))
        self._take_shared()
        result = kept[1](x, True, next_seed(), self._core, "")
        self._weights_changed()
        self._own_layers()
        return map_leaves(self._arranged([result]), tensor)

    def _called_once_on_tape(self, inputs):
        """A model of several inputs or outputs in training."""
        from .recording import Recording
        tape = Recording()
        tape.enter()
        try:
            results = self._called_on_tape(tape, inputs, True)
        finally:
            tape.leave()
        return map_leaves(results, lambda each: tensor(each.numpy()))

    def _check_fits(self, values):
        """Refuses values of a functional model of other shapes than the model's inputs. Source: Keras 3, Functional.input_spec."""
        for place, (own, value) in enumerate(zip(self._core.input_shapes(), values)):
            own, given = opened(own), tuple(value.shape[1:])
            if len(own) != len(given) and 1 in (*own[-1:], *given[-1:]):
                continue
            if len(own) != len(given) or any(None not in sizes and sizes[0] != sizes[1] for sizes in zip(own, given)):
                raise ValueError(f"Input {place} with name '{self.input_names[place]}' of layer '{self.name}' is incompatible with the layer: expected shape={(None, *own)}, "
                                 f"found shape={tuple(value.shape)}")

    def _build_like(self, inputs):
        """Builds a model that is not, for symbolic inputs like these."""
        if not self.built:
            self.build((None, *symbolic(inputs, (KerasTensor, Symbol))[0].shape[1:]))

    def _build_behind(self, shape):
        """Builds a model that is not, for samples of this shape."""
        if not self.built:
            self.build((None, *shape))

    def _in_order(self, inputs, values):
        """The values of a dict by the names of the inputs."""
        return [inputs[name] for name in self.input_names] if isinstance(inputs, dict) and set(inputs) >= set(self.input_names) else values

    def _shapes_for(self, inputs=None):
        return [(None, *each) for each in self._core.output_shapes()]

    _last_layer = None

    def _as_layer(self):
        """The engine's layer: the same one for calls between which no weight has changed, as they share their weights."""
        self._take_shared()
        now = (self._core, self.name, self._changed)
        if self._last_layer is None or self._last_layer[0] != now:
            self._last_layer = (now, self._core.as_layer(self.name))
        return self._last_layer[1]

    def _arranged(self, outputs):
        """As the model's outputs were given: one, a list or a dict."""
        if self.__dict__.get("_output_keys") is not None:
            return dict(zip(self._output_keys, outputs))
        return outputs[0] if len(outputs) == 1 else outputs

    def _build_for_data(self, x):
        """For a model that is built by the first data that it is called on; returns them."""
        return x

    def _in_a_row(self, x):
        """Inputs in lists or dicts inside each other as a list."""
        return x

    def _targets(self, y):
        """Targets or their weights as the engine is to take them."""
        return y
