"""One network as an estimator: OccamClassifier and OccamRegressor."""

from hashlib import blake2b

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin
from sklearn.utils import check_random_state
from sklearn.utils.multiclass import check_classification_targets, unique_labels
from sklearn.utils.validation import _check_sample_weight, check_is_fitted, validate_data

from .. import callbacks, layers, models, optimizers, regularizers


def merged(X, y, sample_weight):
    """Equal rows as one of their weights' sum, in an order that depends on the rows alone."""
    rows = np.ascontiguousarray(np.column_stack([X, np.unique(y, return_inverse=True)[1] if y.dtype.kind not in "fiub" else y]) + 0.0)
    keys = np.array([blake2b(row.tobytes(), digest_size=16).digest() for row in rows], dtype="V16").view("S16")
    _, first, place = np.unique(keys, return_index=True, return_inverse=True)
    if sample_weight is None and len(first) == len(X):
        return X[first], y[first], None
    weights = np.bincount(place.ravel(), sample_weight, len(first))
    return X[first], y[first], None if np.all(weights == weights[0]) else weights


class Network(BaseEstimator):
    """Checks, scaling and layers: a chain of Dense layers over standardised columns."""

    dropout, batch_normalization = 0.0, False  # of an estimator without such arguments

    def _seed(self):
        return int(check_random_state(self.random_state).randint(2**31 - 1))

    def _scaling(self, X, sample_weight=None):
        """Mean and scale of each column; a constant one has the scale 1."""
        mean = np.average(X, axis=0, weights=sample_weight)
        deviation = np.sqrt(np.average((X - mean) ** 2, axis=0, weights=sample_weight))
        return mean, np.where(deviation > 1e-12 * np.maximum(1, np.abs(mean)), deviation, 1.0)

    def _compiled(self, features, penalty, seed):
        """A model for so many columns."""
        chain = []
        for units in np.atleast_1d(np.asarray(self.hidden_layer_sizes, int)):
            chain.append(layers.Dense(int(units), kernel_regularizer=penalty))
            if self.batch_normalization:
                chain.append(layers.BatchNormalization())
            chain.append(layers.Activation(self.activation))
            if self.dropout:
                chain.append(layers.Dropout(self.dropout))
        units, activation, loss = self._output()
        chain.append(layers.Dense(units, activation=activation, kernel_regularizer=penalty))
        model = models.Sequential(chain)
        model._core.set_seed(seed)
        model._build_for([features])
        optimizer = optimizers.get(self.optimizer)
        optimizer.learning_rate = self.learning_rate
        model.compile(optimizer, loss)
        return model

    def _checked(self, X, y, sample_weight, reset=True):
        X, y = validate_data(self, X, y, reset=reset, multi_output=self._many_targets, y_numeric=self._numeric, dtype=np.float64)
        if sample_weight is not None:
            sample_weight = _check_sample_weight(sample_weight, X, ensure_non_negative=True)
            kept = sample_weight > 0
            if not kept.any():
                raise ValueError(f"{type(self).__name__}: all rows have sample_weight 0. Expected a positive one")
            X, y, sample_weight = X[kept], y[kept], sample_weight[kept]
        return X, y, sample_weight

    def _columns(self, X):
        return ((X - self.mean_) / self.scale_).astype(np.float32)

    def _outputs(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False, dtype=np.float64)
        return self.model_.predict(self._columns(X), verbose=0).astype(np.float64)


class Classifier(ClassifierMixin, Network):
    """What classifiers have in common."""

    _many_targets, _numeric, _split = False, False, "stratified"

    def _learn_targets(self, y, sample_weight):
        check_classification_targets(y)
        self.classes_ = getattr(self, "_all_classes", None)
        if self.classes_ is None:
            self.classes_ = np.unique(y)

    def _output(self):
        if len(self.classes_) <= 2:
            return 1, "sigmoid", "binary_crossentropy"
        return len(self.classes_), "softmax", "sparse_categorical_crossentropy"

    def _targets(self, y):
        codes = np.searchsorted(self.classes_, y)
        return codes.reshape(-1, 1).astype(np.float32) if len(self.classes_) <= 2 else codes

    def predict_proba(self, X):
        """Probabilities, a column a class."""
        outputs = self._outputs(X)
        if len(self.classes_) == 1:
            return np.ones((len(outputs), 1))
        if outputs.shape[1] > 1:
            return outputs / outputs.sum(axis=1, keepdims=True)
        return np.hstack([1 - outputs, outputs])

    def predict(self, X):
        """The most probable class of each row."""
        places = np.argmax(self.predict_proba(X), axis=1)
        return self.classes_[places]


class Regressor(RegressorMixin, Network):
    """What regressors have in common."""

    _many_targets, _numeric, _split = True, True, "random"

    def _learn_targets(self, y, sample_weight):
        self._flat = y.ndim == 1
        y = y.reshape(len(y), -1).astype(np.float64)
        self.target_mean_ = np.average(y, axis=0, weights=sample_weight)
        deviation = np.sqrt(np.average((y - self.target_mean_) ** 2, axis=0, weights=sample_weight))
        self.target_scale_ = np.where(deviation > 0, deviation, 1.0)

    def _output(self):
        return len(self.target_mean_), "linear", "mean_squared_error"

    def _targets(self, y):
        return ((y.reshape(len(y), -1) - self.target_mean_) / self.target_scale_).astype(np.float32)

    def predict(self, X):
        """The targets of each row, in their own units."""
        values = self._outputs(X) * self.target_scale_ + self.target_mean_
        return values.ravel() if self._flat else values

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.target_tags.multi_output = True
        return tags


class _OneNetwork:
    """A network of Dense layers over standardised columns.

    Parameters: hidden_layer_sizes (units of each hidden layer, () for a linear model), activation, l1 and l2 (penalties on
    kernels; l1 makes exact zeros), dropout (rate behind each hidden layer), batch_normalization, optimizer, learning_rate,
    batch_size, epochs, early_stopping (stops on held-out rows and keeps the best weights), validation_fraction, patience,
    random_state, verbose. Columns with missing cells are refused.
    """

    def __init__(self, hidden_layer_sizes=(32,), activation="relu", *, l1=0.0, l2=0.0, dropout=0.0, batch_normalization=False,
                 optimizer="adam", learning_rate=0.01, batch_size=32, epochs=100, early_stopping=False,
                 validation_fraction=0.2, patience=10, random_state=None, verbose=0):
        self.hidden_layer_sizes = hidden_layer_sizes
        self.activation = activation
        self.l1 = l1
        self.l2 = l2
        self.dropout = dropout
        self.batch_normalization = batch_normalization
        self.optimizer = optimizer
        self.learning_rate = learning_rate
        self.batch_size = batch_size
        self.epochs = epochs
        self.early_stopping = early_stopping
        self.validation_fraction = validation_fraction
        self.patience = patience
        self.random_state = random_state
        self.verbose = verbose

    def fit(self, X, y, sample_weight=None, X_val=None, y_val=None):
        """Trains from new weights. X_val, y_val: rows for early stopping, in place of a share of X.

        Neither the order of the rows nor whether one is repeated or has a weight changes the result by a bit.
        """
        X, y, sample_weight = merged(*self._checked(X, y, sample_weight))
        self._begin(X, y, sample_weight)
        return self._train(X, y, sample_weight, int(self.epochs), X_val, y_val)

    def _begin(self, X, y, sample_weight):
        self.mean_, self.scale_ = self._scaling(X, sample_weight)
        self._learn_targets(y, sample_weight)
        penalty = regularizers.L1L2(self.l1, self.l2, proximal=True) if self.l1 or self.l2 else None
        self.model_ = self._compiled(X.shape[1], penalty, self._seed())
        self.history_ = {"loss": []}

    def _train(self, X, y, sample_weight, epochs, X_val=None, y_val=None):
        if sample_weight is not None:
            sample_weight = sample_weight * (len(sample_weight) / sample_weight.sum())
        watched, stopping = {}, []
        if X_val is not None:
            X_val, y_val = validate_data(self, X_val, y_val, reset=False, multi_output=self._many_targets, dtype=np.float64)
            watched = {"validation_data": (self._columns(X_val), self._targets(y_val))}
        elif self.early_stopping:
            watched = {"validation_split": self.validation_fraction, "split": self._split}
        if watched:
            stopping = [callbacks.EarlyStopping(patience=self.patience, restore_best_weights=True)]
        history = self.model_.fit(self._columns(X), self._targets(y), sample_weight=sample_weight, epochs=epochs, callbacks=stopping,
                                  batch_size=min(int(self.batch_size), len(X)), verbose=int(self.verbose), **watched)
        for name, values in history.history.items():
            self.history_.setdefault(name, []).extend(values)
        self.n_iter_ = len(self.history_["loss"])
        return self


class OccamClassifier(_OneNetwork, Classifier):
    __doc__ = "A classifier. " + _OneNetwork.__doc__

    def partial_fit(self, X, y, classes=None, sample_weight=None):
        """One epoch more on these rows; the first call is told all classes."""
        first = not hasattr(self, "model_")
        X, y, sample_weight = self._checked(X, y, sample_weight, reset=first)
        if first:
            self._all_classes = np.unique(y) if classes is None else unique_labels(classes)
            self._begin(X, y, sample_weight)
            del self._all_classes
        unknown = np.setdiff1d(y, self.classes_)
        if len(unknown):
            raise ValueError(f"OccamClassifier: classes that the first call was not told of: {unknown}")
        return self._train(X, y, sample_weight, 1)


class OccamRegressor(_OneNetwork, Regressor):
    __doc__ = "A regressor; several targets are predicted at once. " + _OneNetwork.__doc__

    def partial_fit(self, X, y, sample_weight=None):
        """One epoch more on these rows; the first call's rows tell scale and centre."""
        first = not hasattr(self, "model_")
        X, y, sample_weight = self._checked(X, y, sample_weight, reset=first)
        if first:
            self._begin(X, y, sample_weight)
        return self._train(X, y, sample_weight, 1)
