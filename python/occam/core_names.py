"""What an engine's model calls its layers and weights: asked once for as long as the model is the same."""

from .layer import Layer
from .sharing import models_in
from .variables import ModelWeight


class CoreNames:
    """Of a built model: `weights` as the engine lists them, `names` of layers by the engine's ids."""

    def __init__(self, core):
        self.core, self.weights, self.names = core, core.weight_list(), core.names_by_id()
        self.places = {each["path"]: place for place, each in enumerate(self.weights)}
        self._below, self.listed = {}, None
        for place, each in enumerate(self.weights):
            parts = each["path"].split("/")
            for end in range(1, len(parts)):
                self._below.setdefault("/".join(parts[:end]) + "/", []).append(place)

    def below(self, prefix):
        """Places of the weights whose paths begin with "layer/" or "layer/inside/"."""
        return self._below.get(prefix, []) if prefix else range(len(self.weights))


class NamedByCore:
    """Of what has an engine's model `_core`."""

    is_listed = False  # is the engine asked for its weights now? It writes its graph for that, and must not be asked once more

    def _known(self):
        known = self.__dict__.get("_core_names")
        if known is None or known.core is not self._core:
            self.__dict__["is_listed"] = True
            try:
                known = CoreNames(self._core)
            finally:
                self.__dict__["is_listed"] = False
            if self._core.built:
                self.__dict__["_core_names"] = known
        return known

    def _forget_names(self):
        """The engine's model gets another layer."""
        self.__dict__.pop("_core_names", None)

    def name_of(self, layer):
        """What a layer of this model is called."""
        return self._known().names.get(layer._core.id)

    def weights_below(self, prefix):
        """Those whose paths begin so: with the names of layers, "dense/"."""
        known = self._known()
        return [ModelWeight(self, index, **known.weights[index]) for index in known.below(prefix)]

    def weight_at(self, path):
        """The one of this path, or None."""
        known = self._known()
        index = known.places.get(path)
        return None if index is None else ModelWeight(self, index, **known.weights[index])

    def _order(self):
        """Places in the engine's list, where weights stand in the order of calls."""
        known = self._known()
        listed = [known.places.get(path) for path in self._ordered_paths(known)]
        return listed if len(listed) == len(known.weights) and set(listed) == set(range(len(listed))) else range(len(known.weights))

    def _ordered_paths(self, known, outer=""):
        """The paths of all weights as Keras lists them: layer by layer."""
        found = []
        for layer in self._top():
            prefix = f"{outer}{self.name_of(layer) if isinstance(layer, Layer) else layer.name}/"
            if isinstance(layer, NamedByCore):
                found += layer._ordered_paths(known, prefix)
            elif layer.class_name is None:
                inside = {id(model): place for model, place in models_in(layer, prefix.removeprefix(outer))}
                found += [outer + inside.get(id(getattr(each, "_owner", None)), "") + each.path for each in layer.weights]
            else:
                found += [known.weights[place]["path"] for place in known.below(prefix)]
        return found
