"""The weights of a model, in Keras's order, all and by their paths. Source: Keras 3, keras.Model."""

from .tensor import numbers
from .variables import ModelWeight


class ModelWeights:
    """Of what has an engine's model `_core`."""

    @property
    def weights(self):
        """All weights, in Keras's order; of a model written in Python that is not built, those of its parts."""
        if not self.built and self.__dict__.get("_body") is not None:
            return [each for part in self.layers for each in part.weights]
        listed = self._known().weights
        return [ModelWeight(self, index, **listed[index]) for index in self._order()]

    def layer_of(self, path):
        """The layer that has the weight of this path, or None."""
        layers, found = self._top(), None
        for name in path.split("/")[:-1]:
            found = next((each for each in layers if each.name == name), None)
            if found is None:
                return None
            layers = found.layers if isinstance(found, ModelWeights) else found._parts()
        return found

    def get_weights(self):
        if not self.built:
            return []
        self._take_shared()
        weights = self._core.get_weights()
        return [weights[place] for place in self._order()]

    def set_weights(self, weights):
        self._need_built("set_weights")
        given = [numbers("set_weights", each) for each in weights]
        order = self._order()
        placed = dict(zip(order, given))
        self._core.set_weights([placed[place] for place in range(len(order))] if len(given) == len(order) else given)
        self._weights_changed()
