"""The weights of a model, in Keras's order, all and by their paths. Source: Keras 3, keras.Model."""

from .layer import Layer
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
        listed = self._core.weight_list()
        return [ModelWeight(self, index, **listed[index]) for index in self._order()]

    def weights_below(self, prefix):
        """Those whose paths begin so."""
        return [ModelWeight(self, index, **each)
                for index, each in enumerate(self._core.weight_list()) if each["path"].startswith(prefix)]

    def weight_at(self, path):
        """The one of this path, or None."""
        return next((each for each in self.weights_below(path) if each.path == path), None)

    def layer_of(self, path):
        """The layer that has the weight of this path, or None."""
        layers, found = self._top(), None
        for name in path.split("/")[:-1]:
            found = next((each for each in layers if each.name == name), None)
            if found is None:
                return None
            layers = found.layers if isinstance(found, ModelWeights) else found._parts()
        return found

    def _order(self):
        """Places in the engine's list, where weights stand in the order of calls."""
        paths = [each["path"] for each in self._core.weight_list()]
        listed = self._ordered_paths(paths)
        return [paths.index(each) for each in listed] if sorted(listed) == sorted(paths) else range(len(paths))

    def _ordered_paths(self, paths):
        """These paths of all weights as Keras lists them: layer by layer."""
        found = []
        for layer in self._top():
            name = self.name_of(layer) if isinstance(layer, Layer) else layer.name
            inside = [each for each in paths if each.startswith(f"{name}/")]
            if isinstance(layer, ModelWeights):
                inside = [f"{name}/{each}" for each in layer._ordered_paths([each.removeprefix(f"{name}/") for each in inside])]
            elif isinstance(layer, Layer) and layer.class_name is None:
                prefixes = {id(model): prefix for model, prefix in models_in(layer, f"{name}/")}
                inside = [prefixes.get(id(getattr(each, "_owner", None)), "") + each.path for each in layer.weights]
            found += inside
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
