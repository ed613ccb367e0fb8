"""The estimators in scikit-learn's own checks and tools."""

import pickle

import numpy as np
import pytest

sklearn = pytest.importorskip("sklearn")

from sklearn.datasets import load_breast_cancer, load_diabetes, load_iris  # noqa: E402
from sklearn.model_selection import GridSearchCV, cross_val_score  # noqa: E402
from sklearn.pipeline import make_pipeline  # noqa: E402
from sklearn.preprocessing import StandardScaler  # noqa: E402
from sklearn.utils.estimator_checks import parametrize_with_checks  # noqa: E402

from occam.sklearn import OccamClassifier, OccamRegressor  # noqa: E402


@parametrize_with_checks([OccamClassifier(random_state=0), OccamRegressor(random_state=0)])
def test_estimator_checks(estimator, check):
    check(estimator)


def test_classification_in_a_pipeline():
    x, y = load_breast_cancer(return_X_y=True)
    pipeline = make_pipeline(StandardScaler(), OccamClassifier((16,), epochs=20, random_state=0))
    assert cross_val_score(pipeline, x, y, cv=3).mean() > 0.95


def test_grid_search_with_two_processes():
    x, y = load_iris(return_X_y=True)
    labels = np.array(["setosa", "versicolor", "virginica"])[y]
    search = GridSearchCV(OccamClassifier((8,), epochs=30, random_state=0), {"l2": [0.0, 1e-3, 1.0]}, n_jobs=2, cv=3).fit(x, labels)
    assert search.best_params_["l2"] < 1 and search.best_score_ > 0.85
    assert set(search.predict(x)) <= set(labels)


def test_regression_and_early_stopping():
    x, y = load_diabetes(return_X_y=True)
    model = OccamRegressor((16,), early_stopping=True, epochs=500, l2=1e-3, random_state=0).fit(x[:300], y[:300])
    assert model.n_iter_ < 500 and model.score(x[300:], y[300:]) > 0.35
    again = pickle.loads(pickle.dumps(model))
    np.testing.assert_array_equal(again.predict(x), model.predict(x))
    given = OccamRegressor((16,), epochs=500, random_state=0).fit(x[:300], y[:300], X_val=x[300:], y_val=y[300:])
    assert given.n_iter_ < 500


def test_neither_order_nor_repetition_changes_a_bit():
    x, y = load_diabetes(return_X_y=True)
    x, y = x[:60], y[:60]
    order = np.random.default_rng(1).permutation(60)
    weights = np.arange(60) % 4
    a = OccamRegressor((8,), epochs=5, random_state=0).fit(x, y, sample_weight=weights)
    b = OccamRegressor((8,), epochs=5, random_state=0).fit(x[order], y[order], sample_weight=weights[order])
    c = OccamRegressor((8,), epochs=5, random_state=0).fit(np.repeat(x, weights, axis=0), np.repeat(y, weights))
    np.testing.assert_array_equal(a.predict(x), b.predict(x))
    np.testing.assert_array_equal(a.predict(x), c.predict(x))


def test_l1_makes_zeros():
    x, y = load_diabetes(return_X_y=True)
    model = OccamRegressor((), l1=0.05, epochs=200, random_state=0).fit(x, y)
    kernel = model.model_.get_weights()[0]
    assert 0 < np.sum(kernel == 0) < kernel.size
