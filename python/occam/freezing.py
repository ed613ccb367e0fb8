"""What of a layer is trained. Source: Keras 3, Layer.trainable."""

from . import _core


class Freezing:
    """Of layers: `trainable`, which counts from the next compile on."""

    @property
    def trainable(self):
        """False: from the next compile on its weights stay as they are. Source: Keras 3, Layer.trainable."""
        return self._trainable

    @trainable.setter
    def trainable(self, value):
        self.__dict__["_trainable"] = bool(value)
        for part in self._parts():
            part.trainable = value

    def freeze(self):
        """For compile: what `trainable` says now. Returns whether that is another thing than before."""
        changed = self._frozen is self._trainable
        self.__dict__["_frozen"] = not self._trainable
        if changed and self._plain is not None and self._has_weights:
            self.__dict__["_core"] = _core.frozen_layer(self._plain) if self._frozen else self._plain
        return any([changed, *[part.freeze() for part in self._parts()]])
