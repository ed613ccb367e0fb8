"""Weights that several models have in common: of models inside models, of layers in several models. Source: Keras 3, where they are the same variables.

Each model of the engine has weights of its own. They follow each other: whoever is used first takes what the others have learnt since.
"""

import itertools
import weakref

from .layer import Layer

_moments = itertools.count(1)


class Sharing:
    """Of a model with the engine's `_core`."""

    _links = ()  # (weak reference to a model, {(prefix of the shared paths here, prefix there)})
    _changed = 0  # when its weights last changed, in the order of all changes

    def _share(self, own, other, there):
        """From now on the weights below `own` here are those below `there` of the other model; they are alike now."""
        if other is self:
            return
        for model, with_model, pair in ((self, other, (own, there)), (other, self, (there, own))):
            pairs = next((pairs for ref, pairs in model._links if ref() is with_model), None)
            if pairs is None:
                pairs = {}
                model.__dict__["_links"] = [*(each for each in model._links if each[0]() is not None), (weakref.ref(with_model), pairs)]
            pairs[pair] = None
        self.__dict__["_changed"] = max(self._changed, other._changed)

    def _share_parts(self):
        """With the models inside it, once it is built."""
        if self.built and self.__dict__.get("_linked") is not self._core:
            self.__dict__["_linked"] = self._core
            for layer in self._top():
                name = self.name_of(layer) if isinstance(layer, Layer) else layer.name
                for model, prefix in models_in(layer, f"{name}/"):
                    self._share(prefix, model, "")

    def unsettled(self, recording):
        """Calls on a tape have moved statistics, whose numbers are not worked out yet."""
        self.__dict__["_moved_on"] = recording

    def _weights_changed(self):
        self.__dict__["_changed"] = next(_moments)

    def _take_shared(self, seen=()):
        """Before weights are used: takes what other models have learnt since, and numbers that the program has changed."""
        self.take_numbers()
        if self.__dict__.get("_linked") is not self._core:
            if not self.built:
                return
            self._share_parts()
        if "_moved_on" in self.__dict__:
            self.__dict__.pop("_moved_on").settle()
        if not self._links:
            return
        seen, newer = (*seen, self), []
        for ref, pairs in self._links:
            other = ref()
            if other is not None and other.built and not any(other is each for each in seen):
                other._take_shared(seen)
                if other._changed > self._changed:
                    newer.append((other._changed, other, pairs))
        if not newer:
            return
        weights = self._core.get_weights()
        for moment, other, pairs in sorted(newer, key=lambda each: each[0]):
            self._put(weights, other, pairs)
            self.__dict__["_changed"] = moment
        self._core.set_weights(weights)

    def _put(self, weights, other, pairs):
        """Another model's values in the place of those in this list which are the same weights."""
        known, places, values = self._known(), other._known().places, other._core.get_weights()
        for own, there in pairs:
            for place in known.below(own):
                found = places.get(there + known.weights[place]["path"].removeprefix(own))
                if found is not None and values[found].shape == weights[place].shape:
                    weights[place] = values[found]


def models_in(part, prefix):
    """(model, prefix of its weights' paths) of the models in a layer, or the model itself."""
    if not isinstance(part, Layer):
        return [(part, prefix)]
    if part.class_name is not None:
        return []
    return [found for each in part._parts() for found in models_in(each, f"{prefix}{part._child_name(each)}/")]
