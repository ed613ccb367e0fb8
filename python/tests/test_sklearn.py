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

from occam.sklearn import OccamClassifier, OccamPathClassifier, OccamPathRegressor, OccamRegressor  # noqa: E402

SHORT = {"hidden_layer_sizes": (8,), "lambdas": 6, "cv": 3, "epochs": 60, "random_state": 0}


@parametrize_with_checks([OccamClassifier(random_state=0), OccamRegressor(random_state=0), OccamPathClassifier(**SHORT), OccamPathRegressor(**SHORT)])
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


def truth(count, seed):
    """Twelve columns, of which 2 and 5 matter by their product and 7 by itself."""
    random = np.random.default_rng(seed)
    x = random.normal(size=(count, 12))
    return x, 2 * x[:, 2] * x[:, 5] + x[:, 7] + 0.3 * random.normal(size=count)


def test_a_path_finds_the_columns_that_matter():
    x, y = truth(500, 0)
    model = OccamPathRegressor(random_state=0).fit(x, y)
    found = set(np.flatnonzero(model.feature_support_).tolist())
    assert found >= {2, 5, 7} and len(found) <= 4
    new, expected = truth(300, 1)
    assert model.score(new, expected) > 0.9
    assert model.adaptive_ and model.lambda_ in model.lambdas_ and model.coef_path_.shape == (20, 12, 16)
    assert not model.coef_path_[0].any()  # nothing is left at the largest
    place = model.lambdas_.tolist().index(model.lambda_)
    bar = model.score_path_.min() + model.score_error_path_[model.score_path_.argmin()]
    assert np.flatnonzero(model.score_path_ <= bar)[0] <= place and model.score_path_[place] <= bar
    linear = OccamPathRegressor((), random_state=0).fit(x, y)
    assert linear.coef_path_.shape == (20, 12, 1) and linear.score(new, expected) < 0.5


def test_a_path_s_classes_pipeline_and_pickle():
    x, y = load_iris(return_X_y=True)
    labels = np.array(["setosa", "versicolor", "virginica"])[y]
    pipeline = make_pipeline(StandardScaler(), OccamPathClassifier(**SHORT)).fit(x, labels)
    assert pipeline.score(x, labels) > 0.93 and pipeline.predict_proba(x).shape == (150, 3)
    again = pickle.loads(pickle.dumps(pipeline))
    assert (again.predict_proba(x) == pipeline.predict_proba(x)).all()
    same = make_pipeline(StandardScaler(), OccamPathClassifier(**SHORT)).fit(x, labels)
    assert (same.predict_proba(x) == pipeline.predict_proba(x)).all()
    best = OccamPathClassifier(**{**SHORT, "choose": "min"}).fit(x, labels)
    assert best.score_path_[best.lambdas_.tolist().index(best.lambda_)] == best.score_path_.min()


@pytest.mark.parametrize("arguments, message", [({"choose": "best"}, "'best'"), ({"cv": 1}, "cv=1"), ({"lambdas": 1}, "lambdas"),
                                                ({"ratio": 2.0}, "ratio"), ({"l2": -1.0}, "l2")])
def test_a_path_s_wrong_arguments(arguments, message):
    x, y = load_iris(return_X_y=True)
    with pytest.raises(ValueError, match=message):
        OccamPathClassifier(**{**SHORT, **arguments}).fit(x, y)


def test_a_path_of_one_class_is_refused():
    with pytest.raises(ValueError, match="one class"):
        OccamPathClassifier(**SHORT).fit(np.ones((10, 2)), np.zeros(10))
