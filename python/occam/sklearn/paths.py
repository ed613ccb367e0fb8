"""The simplest network within noise of the best, as an estimator: OccamPathClassifier and OccamPathRegressor."""

import numpy as np
from sklearn.utils import check_random_state

from .. import callbacks, regularizers, selection
from .networks import Classifier, Regressor

#: Smallest probability that counts in the log loss.
_LEAST = 1e-7


class _Path:
    """Networks over falling L1 penalties on all rows and on folds, and the simplest within one standard error of the best.

    Parameters: hidden_layer_sizes (() for a linear model, whose path is that of the lasso), activation, l2 (of the same kernels),
    lambdas (values of the penalty), ratio (the smallest over the largest; 0: 1e-4, with no more rows than columns 1e-2), cv (folds;
    as many as rows and classes allow), choose ("1se" or "min"), adaptive (a second path in which columns cost more that the first
    hardly uses; the simpler of both answers is taken), relaxed (each network again without the penalty, its zeros kept; then of two
    paths the second answers), optimizer, learning_rate, batch_size, epochs, validation_fraction (rows of each fit that are watched),
    patience, random_state.

    After fit: lambdas_, score_path_ and score_error_path_ (mean over the folds and its standard error of each: log loss, or mean
    squared error in units of the target's variance), coef_path_ (lambdas, columns, units: the first kernel on all rows, for standardised columns), lambda_,
    feature_support_ (which columns the chosen network uses), parameters_path_ (numbers left after shrinking), adaptive_ (which of two
    paths answers), model_ (the chosen network, without units that its zeros put out of work).
    """

    def __init__(self, hidden_layer_sizes=(16, 16), activation="relu", *, l2=0.0, lambdas=20, ratio=0.0, cv=5, choose="1se",
                 adaptive=True, relaxed=False, optimizer="adam", learning_rate=0.01, batch_size=32, epochs=400,
                 validation_fraction=0.2, patience=20, random_state=None):
        self.hidden_layer_sizes = hidden_layer_sizes
        self.activation = activation
        self.l2 = l2
        self.lambdas = lambdas
        self.ratio = ratio
        self.cv = cv
        self.choose = choose
        self.adaptive = adaptive
        self.relaxed = relaxed
        self.optimizer = optimizer
        self.learning_rate = learning_rate
        self.batch_size = batch_size
        self.epochs = epochs
        self.validation_fraction = validation_fraction
        self.patience = patience
        self.random_state = random_state

    def fit(self, X, y):
        """Trains all networks and chooses one."""
        if self.choose not in ("1se", "min"):
            raise ValueError(f"{type(self).__name__}: invalid value for choose. Expected '1se' or 'min'. Received: {self.choose!r}")
        X, y, _ = self._checked(X, y, None)
        self._learn_targets(y, None)
        self._refuse_targets(y)
        seed = self._seed()
        random = check_random_state(seed)
        folds = self._folds(y, random)
        model = self._compiled(X.shape[1], regularizers.L1L2(1e-3, self.l2, proximal=True), seed)
        # In this order, so that the columns' scaling that stays is that of all rows.
        parts = [self._part(model, X, y, train, test, random) for train, test in folds]
        parts.insert(0, self._part(model, X, y, np.arange(len(X)), None, random))
        options = {"hyper": "l1", "lambdas": self.lambdas, "ratio": self.ratio, "relaxed": self.relaxed}

        def score(part, outputs):
            return self._loss(parts[part].test[1], outputs)
        if self.adaptive:
            both = selection.adaptive_path(parts, score, "down", **options)
            paths, scores = [both.second], [selection.scores_of(both.second, parts, score)]
            if not self.relaxed:
                paths.append(both.first)
                scores.append(both.scores)
        else:
            paths = [selection.path(parts, **options)]
            scores = [selection.scores_of(paths[0], parts, score)]
        weights = selection.test_rows(parts)
        curves = [selection.curve_of(each, weights) for each in scores]
        choice = selection.choose(list(zip(paths, curves)), "down")
        which, place = (choice.path, choice.place) if self.choose == "1se" else (choice.best_path, choice.best_place)
        return self._take(parts[0], paths[which], curves[which], place, self.adaptive and which == 0)

    def _part(self, model, X, y, train, test, random):
        """Rows to learn from, a share of them watched, scaled as the rows that are learnt from say."""
        self.mean_, self.scale_ = self._scaling(X[train])
        watched = max(1, int(round(self.validation_fraction * len(train))))
        order = random.permutation(train)
        learnt, watched = (order[watched:], order[:watched]) if len(train) > 2 else (train, train)

        def rows(places):
            return self._columns(X[places]), self._targets(y[places])
        stopping = callbacks.EarlyStopping(patience=int(self.patience), restore_best_weights=True)
        return selection.Part(model, rows(learnt), validation=rows(watched), test=None if test is None else rows(test),
                              epochs=int(self.epochs), batch_size=min(int(self.batch_size), len(learnt)), callbacks=[stopping],
                              keep_weights=test is None)

    def _folds(self, y, random):
        """Pairs (train, test) of rows; of classes each fold has its share."""
        count = min(int(self.cv), len(y))
        if count < 2:
            raise ValueError(f"{type(self).__name__}: cross-validation needs two folds and rows. Received: cv={self.cv}, n_samples={len(y)} (1 sample)")
        order = random.permutation(len(y))
        if self._split == "stratified":
            order = order[np.argsort(y[order], kind="stable")]
        fold = np.empty(len(y), int)
        fold[order] = np.arange(len(y)) % count
        return [(np.flatnonzero(fold != each), np.flatnonzero(fold == each)) for each in range(count)]

    def _take(self, part, path, curve, place, adaptive):
        size = len(path)
        outcomes = [path.outcome(0, each) for each in range(size)]
        self.lambdas_ = np.array(path.lambdas[:size])
        self.score_path_, self.score_error_path_ = (np.array(each[:size]) for each in curve)
        self.coef_path_ = np.stack([each.weights[0] for each in outcomes])
        self.parameters_path_ = np.array([each.parameters for each in outcomes])
        self.lambda_, self.adaptive_ = float(self.lambdas_[place]), bool(adaptive)
        self.feature_support_ = np.zeros(self.n_features_in_, bool)
        self.feature_support_[outcomes[place].inputs] = True
        self.n_iter_ = int(outcomes[place].epochs)
        network = selection.network_of(part, path.setting(place), outcomes[place])
        self.model_ = selection.shrink(network).model
        return self

    def _refuse_targets(self, y):
        """Targets that no path can be of."""


class OccamPathClassifier(_Path, Classifier):
    __doc__ = "A classifier. " + _Path.__doc__

    def _refuse_targets(self, y):
        if len(self.classes_) < 2:
            raise ValueError(f"OccamPathClassifier: y has one class, {self.classes_[0]!r}. Expected two classes or more")

    def _loss(self, targets, outputs):
        outputs = np.clip(np.asarray(outputs, float), _LEAST, 1 - _LEAST)
        if len(self.classes_) <= 2:
            targets = np.asarray(targets, float)
            return float(-np.mean(targets * np.log(outputs) + (1 - targets) * np.log(1 - outputs)))
        return float(-np.mean(np.log(outputs[np.arange(len(outputs)), np.asarray(targets).ravel()])))


class OccamPathRegressor(_Path, Regressor):
    __doc__ = "A regressor; several targets are predicted at once. " + _Path.__doc__

    def _loss(self, targets, outputs):
        return float(np.mean((np.asarray(targets, float) - outputs) ** 2))
