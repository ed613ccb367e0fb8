"""A compiled model, or a function that makes one for the data, as an estimator. Source: Keras 3, wrappers.sklearn_wrapper."""

import copy

import numpy as np

try:
    from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin, TransformerMixin
    from sklearn.utils.multiclass import type_of_target
    from sklearn.utils.validation import check_is_fitted, validate_data
except ImportError as error:
    raise ImportError("occam.wrappers: the package scikit-learn is not installed. Expected: pip install scikit-learn") from error

from ..cloning import clone_model
from ..trainable import Trainable


class _Wrapped(BaseEstimator):
    """model: a compiled model, which is cloned for each fit, or goes on from the last one with `warm_start`; or a function of X, y and `model_kwargs`.

    fit_kwargs: what model.fit is called with; arguments of fit come before.
    """

    def __init__(self, model, warm_start=False, model_kwargs=None, fit_kwargs=None):
        self.model, self.warm_start, self.model_kwargs, self.fit_kwargs = model, warm_start, model_kwargs, fit_kwargs

    def __sklearn_clone__(self):
        model = copy.deepcopy(self.model) if isinstance(self.model, Trainable) else self.model
        return type(self)(model=model, warm_start=self.warm_start, model_kwargs=self.model_kwargs, fit_kwargs=self.fit_kwargs)

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.non_deterministic = True
        for kind in (tags.classifier_tags, tags.regressor_tags):
            if kind is not None:
                kind.poor_score = True
        return tags

    @property
    def epoch_(self):
        """How many epochs the last fit had."""
        return len(self.history_.epoch) if hasattr(self, "history_") else 0

    def _model_for(self, X, y):
        if not isinstance(self.model, Trainable):
            return self.model(X=X, y=y, **(self.model_kwargs or {}))
        return self.model if self.warm_start else clone_model(self.model)

    def fit(self, X, y, **kwargs):
        """Trains the model; `kwargs` are model.fit's."""
        X, y = validate_data(self, X, y, multi_output=True)
        y = self._targets(y)
        model = self._model_for(X, y)
        if not model.compiled or not model.loss or not model.optimizer:
            raise RuntimeError("Given model needs to be compiled, and have a loss and an optimizer.")
        self.history_ = model.fit(X, y, **{**(self.fit_kwargs or {}), **kwargs})
        self.model_ = model
        return self

    def _targets(self, y):
        type_of_target(y, raise_unknown=True)
        self._one_axis = y.ndim == 1
        return y.reshape(-1, 1) if y.ndim == 1 else y

    def _raw(self, X):
        check_is_fitted(self)
        return self.model_.predict(validate_data(self, X, reset=False), verbose=0)

    def predict(self, X):
        """The model's outputs, in the shape of the targets."""
        found = self._raw(X)
        return found[:, 0] if self._one_axis and found.ndim == 2 and found.shape[1] == 1 else found


class SKLearnClassifier(ClassifierMixin, _Wrapped):
    """A classifier. The model has an output for each class and is told one-hot rows."""

    def _targets(self, y):
        kind = type_of_target(y, raise_unknown=True)
        if kind not in ("binary", "multiclass"):
            raise ValueError(f"Only binary and multiclass target types are supported. Target type: {kind}")
        self.classes_, places = np.unique(y, return_inverse=True)
        if len(self.classes_) == 1:
            raise ValueError("Classifier can't train when only one class is present.")
        return np.eye(len(self.classes_))[places.reshape(-1)]

    def decision_function(self, X):
        """The model's outputs."""
        return self._raw(X)

    def predict(self, X):
        """The class of the largest output."""
        return self.classes_[self._raw(X).argmax(axis=1)]


class SKLearnRegressor(RegressorMixin, _Wrapped):
    """A regression."""


class SKLearnTransformer(TransformerMixin, _Wrapped):
    """What a model makes of rows, for a step of a pipeline."""

    def transform(self, X):
        """The model's outputs."""
        return self._raw(X)
