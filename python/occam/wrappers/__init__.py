"""Keras models as estimators of scikit-learn's. Source: Keras 3, keras.wrappers."""

from .estimators import SKLearnClassifier, SKLearnRegressor, SKLearnTransformer

__all__ = ["SKLearnClassifier", "SKLearnRegressor", "SKLearnTransformer"]
