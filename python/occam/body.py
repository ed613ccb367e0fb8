"""What a model written in Python computes, as the engine's one layer of it. Source: Keras 3, keras.Model."""

import weakref

from .layer import Layer
from .stored_parts import values_of_properties

#: Attributes of a model that hold no layers of it.
_MODELS_OWN = ("_body", "_always_training", "_layers", "history", "optimizer", "loss", "inputs", "outputs", "_shapes", "_structure", "_compile_given",
               "_kept", "_given", "_compile_arguments", "_told", "_takes", "_output_tree", "_outputs_given", "_whole_names", "_weights_left_out", "_first_result", "_watched", "_loss_logs", "_shown_shapes", "_links", "_linked", "_training_call", "_tape_layer", "_parts_compiled", "_moved_on", "_changed", "_core_names", "is_listed", "_own_spec", "_metric_logs", "_names_of")


class Body(Layer):
    """The layer: it has the model's attributes, and in files the model stands in its place."""

    _stands_for_model = True

    def __init__(self, model):
        self.__dict__["_model"] = weakref.ref(model)
        super().__init__(name=model.name)
        self.call = model.call

    def _shown(self):
        return type(self._model()).__name__

    def stands_for(self):
        """What a file has in its place."""
        return self._model()

    def build(self, input_shape):
        model = self._model()
        if not model.builds_by_call():
            model.build(input_shape)

    def _attributes(self):
        return [(name, value) for name, value in vars(self._model()).items() if name not in _MODELS_OWN]

    def _stored_attributes(self):
        model = self._model()
        return [*self._attributes(), *values_of_properties(model), ("layers", model.layers)]
