"""Operations on values of a functional model: layers without weights. Source: Keras 3, ops on KerasTensors."""

from .layer import Layer


class Operation(Layer):
    """A function of occam.ops, called on values of a functional model and compiled with it."""

    def __init__(self, function, name):
        self.__dict__["_class_shown"] = "".join(part.capitalize() for part in name.split("_"))
        super().__init__()
        self._function = function

    def _shown(self):
        return self._class_shown

    def call(self, *args, **kwargs):
        return self._function(*args, **kwargs)

    def get_config(self):
        raise NotImplementedError(f"{self._class_shown}: an operation on a value of a functional model has no config. Expected a layer")
