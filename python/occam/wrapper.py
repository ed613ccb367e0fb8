"""A layer around another one. Source: Keras 3, layers.Wrapper."""

from .layer import Layer
from .variables import Weighted


class Wrapper(Layer):
    """What wrappers of one's own are subclasses of: `layer` is what they hold, built as they are and in their configs."""

    def __init__(self, layer, **kwargs):
        if not isinstance(layer, Weighted):
            raise ValueError(f"Layer {layer} supplied to Wrapper isn't a supported layer type. Expected a layer. Received: {layer!r}")
        super().__init__(**kwargs)
        self.layer = layer

    def build(self, input_shape=None):
        if not isinstance(self.layer, Layer) and not self.layer.built:
            self.layer.build(input_shape)
        super().build(input_shape)

    def get_config(self):
        from .saving import serialize_keras_object
        return {**super().get_config(), "layer": serialize_keras_object(self.layer)}

    @classmethod
    def from_config(cls, config, custom_objects=None):
        from .saving import deserialize_keras_object
        rest = {name: value for name, value in config.items() if name != "layer"}
        return cls(deserialize_keras_object(config["layer"], custom_objects), **rest)
