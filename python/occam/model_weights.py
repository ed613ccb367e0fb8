"""The weights of a model, in Keras's order, all and by their paths. Source: Keras 3, keras.Model."""

from .sharing import models_in
from .tensor import numbers
from .variables import ModelWeight


class ModelWeights:
    """Of what has an engine's model `_core`."""

    @property
    def weights(self):
        """All weights, in Keras's order; of a model written in Python that is not built, those of its parts."""
        if not self.built and self.__dict__.get("_body") is not None:
            return [each for part in self.layers for each in part.weights]
        return [weight for _, weight in self._listed()]

    def _listed(self):
        """(place in the engine's list, weight) of all weights; no place: of a part of a model written in Python that its `call` does not ask."""
        known = self._known()
        if self.__dict__.get("_body") is None:
            return [(place, ModelWeight(self, place, **known.weights[place])) for place in self._order()]
        inside = {id(model): prefix for model, prefix in models_in(self._body, f"{self.name_of(self._body)}/")}
        given = [(known.places.get(inside.get(id(getattr(each, "_owner", None)), "") + each.path), each) for each in self._body.weights]
        if {place for place, _ in given} - {None} != set(range(len(known.weights))):
            given = [(place, None) for place in self._order()]
        return [(place, each if place is None else ModelWeight(self, place, **known.weights[place])) for place, each in given]

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
        return [each.numpy() if place is None else weights[place] for place, each in self._listed()]

    def set_weights(self, weights):
        self._need_built("set_weights")
        given = [numbers("set_weights", each) for each in weights]
        listed = self._listed()
        if len(given) == len(listed):
            placed = {place: value for (place, _), value in zip(listed, given) if place is not None}
            self._core.set_weights([placed[place] for place in range(len(placed))])
            for (place, each), value in zip(listed, given):
                if place is None:
                    each.assign(value)
        else:
            self._core.set_weights(given)
        self._weights_changed()
