"""Model files. Source: Keras 3, keras.saving."""

from .described import deserialize as deserialize_keras_object, serialize as serialize_keras_object
from .models import load_model
from .registration import get_custom_objects, get_registered_name, get_registered_object, register_keras_serializable

__all__ = ["deserialize_keras_object", "get_custom_objects", "get_registered_name", "get_registered_object", "load_model",
           "register_keras_serializable", "save_model", "serialize_keras_object"]


def save_model(model, filepath, overwrite=True, **kwargs):
    """Writes a .keras or .h5 file that Keras opens."""
    model.save(filepath, overwrite=overwrite, **kwargs)
