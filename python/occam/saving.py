"""Model files. Source: Keras 3, keras.saving."""

from .models import load_model

__all__ = ["load_model", "save_model"]


def save_model(model, filepath, overwrite=True, **kwargs):
    """Writes a .keras or .h5 file that Keras opens."""
    model.save(filepath, overwrite=overwrite, **kwargs)
