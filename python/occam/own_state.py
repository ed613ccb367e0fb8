"""What a layer and a model say of their own state: path, metrics, values by place, calls with given values. Source: Keras 3, keras.Layer."""

import collections

import numpy as np

from .dtype_policies import DTypePolicy
from .keras_tensor import KerasTensor
from .structures import map_leaves, map_shapes


class OwnState:
    """Of layers and models."""

    autocast = True
    quantization_mode = None
    dtype_policy = DTypePolicy()
    input_dtype = "float32"

    @property
    def path(self):
        """Its name behind those of the layers that hold it. Source: Keras 3, Layer.path."""
        outer = getattr(self, "_parent", None)
        outer = outer and outer()
        return self.name if outer is None else f"{outer.path}/{self.name}"

    def _flatten_layers(self, include_self=True, recursive=True):
        """Itself and all layers and models inside, which programs go through. Source: Keras 3, Layer._flatten_layers."""
        found, waiting = [self] if include_self else [], collections.deque(self._parts())
        seen = {id(each) for each in found}
        while waiting:
            part = waiting.popleft()
            if id(part) not in seen:
                seen.add(id(part))
                found.append(part)
                if recursive:
                    waiting.extendleft(part._parts())
        return found

    @property
    def metrics_variables(self):
        return [each for metric in self.metrics for each in metric.variables]

    def add_metric(self, *args, **kwargs):
        raise NotImplementedError("Keras 3 has no add_metric(). Expected metrics in compile(), or a Metric as an attribute")

    def quantize(self, *args, **kwargs):
        raise NotImplementedError(f"{self.name}: occam computes in float32, and nothing is quantized")

    def save_own_variables(self, store):
        """Puts the weights that are the layer's own into a dict, numbered."""
        for place, weight in enumerate(self._own_listed()):
            store[str(place)] = weight.numpy()

    def load_own_variables(self, store):
        """Takes them. Errors: ValueError for another number of them, or other shapes."""
        own = self._own_listed()
        if len(store) != len(own):
            raise ValueError(f"Layer '{self.name}' expected {len(own)} variables{'' if own else ', as it was never built'}. Received: {len(store)}")
        for place, weight in enumerate(own):
            weight.assign(np.asarray(store[str(place)]))

    def _own_listed(self):
        own = self.__dict__.get("_own_weights") or []
        return own if own or getattr(self, "class_name", None) is None else self.weights

    def stateless_call(self, trainable_variables, non_trainable_variables, *args, return_losses=False, **kwargs):
        """(result, values of non-trainable weights behind the call[, losses]) of a call with these values for the weights, which stay as they are."""
        trained, fixed = self.trainable_variables, self.non_trainable_variables
        for name, own, given in (("trainable_variables", trained, trainable_variables), ("non_trainable_variables", fixed, non_trainable_variables)):
            if len(own) != len(given):
                raise ValueError(f"{self.name}.stateless_call: invalid value for {name}. Expected {len(own)} values. Received: {len(given)}")
        before = [np.array(each.numpy()) for each in [*trained, *fixed]]
        try:
            for own, value in zip([*trained, *fixed], [*trainable_variables, *non_trainable_variables]):
                own.assign(np.asarray(value.numpy() if hasattr(value, "numpy") else value))
            result = self(*args, **kwargs)
            behind, losses = [np.array(each.numpy()) for each in fixed], list(self.losses)
        finally:
            for own, value in zip([*trained, *fixed], before):
                own.assign(value)
        return (result, behind, losses) if return_losses else (result, behind)

    def compute_output_spec(self, *args, **kwargs):
        """Values of a functional model, of the shapes that a call on these gives; the layer stays as it is. Source: Keras 3, Layer.compute_output_spec."""
        if self._says_shapes() and args:
            shapes = self.compute_output_shape(map_leaves(args[0], lambda each: tuple(each.shape)))
            return map_shapes(shapes, lambda shape: KerasTensor(shape))
        kept = dict(self.__dict__)
        try:
            return map_leaves(self(*args, **kwargs), lambda each: KerasTensor(each.shape, each.dtype))
        finally:
            for name in ("_pattern", "_structure", "_first_result", "_called_on"):
                self.__dict__.pop(name, None)
                if name in kept:
                    self.__dict__[name] = kept[name]

    symbolic_call = compute_output_spec

    def _says_shapes(self):
        """Has a user's class its own compute_output_shape?"""
        return not type(self).compute_output_shape.__module__.startswith(f"{__package__}.")
