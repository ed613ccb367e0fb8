"""Models whose graph is made anew: because a layer in them has learnt something, or is trained no more. Source: Keras 3, Layer.adapt, Layer.trainable."""

import weakref

from .random import next_seed

#: Of compile's arguments those that the engine takes.
_ENGINE_COMPILES = ("optimizer", "loss", "loss_weights", "metrics", "weighted_metrics", "layer_penalties")

#: The models that a layer, or a model, stands in.
_holders = weakref.WeakKeyDictionary()


def held(part, model):
    """`part` stands in this model from now on."""
    models = _holders.get(part)
    if models is None:
        models = _holders[part] = weakref.WeakSet()
    if model not in models:  # predictions of a row ask it each time
        models.add(model)


def renew_around(part, seen=None):
    """Every model that the layer or model stands in takes what it is now; weights stay, and what compile was given."""
    seen = set() if seen is None else seen
    parent = getattr(part, "_parent", None)
    parent = parent and parent()
    if parent is not None:
        renew_around(parent, seen)
    for model in list(_holders.get(part, ())):
        if model not in seen:
            seen.add(model)
            model._renew()
            renew_around(model, seen)


class Renewal:
    """Of a model with the engine's `_core`."""

    def freeze(self):
        """For compile: a graph in which those are trained that `trainable` says now. Returns whether it is another."""
        if not any([layer._freeze_inside() if isinstance(layer, Renewal) else layer.freeze() for layer in self.layers]):
            return False
        trained = {each["path"] for each in self._core.weight_list() if each["trainable"]}
        self._make_anew()
        left = {each["path"] for each in self._core.weight_list() if each["trainable"]}
        self._frozen_paths = (self.__dict__.get("_frozen_paths", set()) | trained) - left
        return True

    def _make_anew(self):
        """Another model of the engine's, of what the layers are now, with the weights that there are; not compiled yet."""
        weights = dict(zip((each["path"] for each in self._core.weight_list()), self._core.get_weights() if self.built else ()))
        self._core, self._compiled = self._made_anew(), False
        self._core.set_seed(next_seed() if self._seed is None else self._seed)
        if "_threads" in self.__dict__:
            self._core.set_threads(self._threads)
        if weights:
            self._core.set_weights([weights[each["path"]] for each in self._core.weight_list()])

    def _renew(self):
        """After a layer has learnt something: as before, compiled where it was."""
        was_compiled = self._compiled
        self._make_anew()
        if was_compiled:
            self._compile_again()

    def _freeze_inside(self):
        """The same where the model is part of one that is compiled: it stays compiled as it was."""
        was_compiled, changed = self._compiled, self.freeze()
        if changed and was_compiled:
            self._compile_again()
        return changed

    def _compile_again(self):
        """In another model of the engine's, as before."""
        if not self.has_own_steps():  # whose compile has given the engine nothing
            self._take_compiled(**{name: value for name, value in self._compile_arguments.items() if name in _ENGINE_COMPILES})
        self._compiled = True
