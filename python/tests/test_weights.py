"""Sample weights of losses and metrics: one a sample, one for each of more axes, axes of size 1 that are repeated. Source: Keras 3.15.1."""

import json

import numpy as np
import pytest

import occam as keras

DRAWN = np.random.default_rng(0)
Y = DRAWN.integers(0, 2, (3, 4, 2)).astype("float32")
P = DRAWN.random((3, 4, 2)).astype("float32")
#: Weights for values of shape (3, 4, ...), as given and as each step has them.
GIVEN = [DRAWN.random(shape).astype("float32") for shape in ((3, 4), (3, 4, 1), (1, 4), (3, 1), (3,))]


def of_steps(weights):
    weights = weights[..., 0] if weights.ndim == 3 else weights
    return np.broadcast_to(weights[:, None] if weights.ndim == 1 else weights, (3, 4))


def weighted(values, weights):
    return (values * weights).sum() / weights.sum()


@pytest.mark.parametrize("weights", GIVEN, ids=lambda each: str(each.shape))
def test_metrics_of_steps(weights):
    metrics, own = keras.metrics, of_steps(weights)
    of_numbers = np.repeat(own[..., np.newaxis], 2, -1)
    hits, found = (of_numbers * Y * (P > 0.5)).sum(), (of_numbers * (P > 0.5)).sum()
    labels = np.argmax(Y, -1)
    expected = {
        metrics.MeanSquaredError: weighted(np.square(Y - P).mean(-1), own), metrics.BinaryAccuracy: weighted(((P > 0.5) == Y).mean(-1), own),
        metrics.RootMeanSquaredError: np.sqrt(weighted(np.square(Y - P), of_numbers)), metrics.TruePositives: hits, metrics.Precision: hits / found,
        metrics.Recall: hits / (of_numbers * Y).sum(), metrics.CategoricalAccuracy: weighted(labels == np.argmax(P, -1), own)}
    for cls, value in expected.items():
        np.testing.assert_allclose(cls()(Y, P, sample_weight=weights), value, rtol=1e-5, err_msg=cls.__name__)
    for y in (labels, labels[..., np.newaxis]):
        np.testing.assert_allclose(metrics.SparseCategoricalAccuracy()(y, P, sample_weight=weights), expected[metrics.CategoricalAccuracy], rtol=1e-5)
    np.testing.assert_allclose(metrics.Mean()(P, sample_weight=weights), weighted(P, of_numbers), rtol=1e-5)
    np.testing.assert_allclose(metrics.Sum()(P, sample_weight=weights), (P * of_numbers).sum(), rtol=1e-5)
    wrapped = metrics.MeanMetricWrapper(keras.metrics.mean_squared_error)
    np.testing.assert_allclose(wrapped(Y, P, sample_weight=weights), expected[metrics.MeanSquaredError], rtol=1e-5)


@pytest.mark.parametrize("weights", GIVEN[:4], ids=lambda each: str(each.shape))
def test_losses_of_steps(weights):
    values = np.square(Y - P).mean(-1) * of_steps(weights)
    np.testing.assert_allclose(keras.losses.MeanSquaredError()(Y, P, sample_weight=weights), values.mean(), rtol=1e-5)
    np.testing.assert_allclose(keras.losses.MeanSquaredError(reduction=None)(Y, P, sample_weight=weights), values, rtol=1e-5)


@pytest.mark.parametrize("weights", [DRAWN.random((3, 4)), DRAWN.random((1, 4)), DRAWN.random((3, 1)), DRAWN.random(3)], ids=lambda each: str(each.shape))
def test_weights_of_numbers(weights):
    y, p, metrics = Y[..., 0], P[..., 0], keras.metrics
    own = np.broadcast_to(weights[:, None] if weights.ndim == 1 else weights, y.shape)
    hits = (own * y * (p > 0.5)).sum()
    positives, negatives, order = p[y == 1], p[y == 0], lambda each: own[y == each]
    pairs = (positives[:, None] > negatives[None, :]) * order(1)[:, None] * order(0)[None, :]
    expected = {
        metrics.BinaryAccuracy(): weighted((p > 0.5) == y, own), metrics.Accuracy(): 0, metrics.Precision(): hits / (own * (p > 0.5)).sum(),
        metrics.TruePositives(): hits, metrics.RootMeanSquaredError(): np.sqrt(weighted(np.square(y - p), own)),
        metrics.AUC(num_thresholds=20000): pairs.sum() / (order(1).sum() * order(0).sum())}
    for metric, value in expected.items():
        np.testing.assert_allclose(metric(y, p, sample_weight=weights), value, rtol=1e-4, err_msg=repr(metric))


def test_equality_counts_each_number():
    y, p = np.array([[1, 2], [3, 4]]), np.array([[0, 2], [3, 4]])
    assert np.isclose(keras.metrics.Accuracy()(y, p, sample_weight=[[0.5, 0.2], [0.3, 0.1]]), 0.6 / 1.1)
    assert keras.metrics.Accuracy()(y, p, sample_weight=[[1, 0]]) == 0.5


def test_counts_of_columns():
    y = [[0, 1, 0, 1, 0], [0, 0, 1, 1, 1], [1, 1, 1, 1, 0]]
    p = np.array([[0, 0, 1, 1, 0], [1, 1, 1, 1, 1], [0, 1, 0, 1, 0]], "float32")
    assert keras.metrics.FalsePositives()(y, p, sample_weight=[[1, 2, 3, 4, 5]]) == 3 + 1 + 2
    assert keras.metrics.FalsePositives(thresholds=[0.2, 1])(y, p, sample_weight=np.eye(3, 5)).tolist() == [1, 0]


def test_one_row_of_scores():
    p, y = [0.2, 0.1, 0.5, 0, 0.2], [0, 1, 1, 0, 0]
    assert np.isclose(keras.metrics.Precision(top_k=3)(y, p), 1 / 3)
    assert keras.metrics.Recall(top_k=3)(y, p) == 0.5 and keras.metrics.Precision(top_k=1)(y, p) == 1


def test_weights_of_other_shapes_are_refused():
    for metric in (keras.metrics.MeanSquaredError(), keras.losses.MeanSquaredError()):
        for shape in ((3, 4, 2), (4,), (2, 4), (3, 2)):
            with pytest.raises(ValueError, match="a weight a sample"):
                metric(Y, P, sample_weight=np.ones(shape))


def test_weighted_metrics_of_steps_in_fit():
    x = DRAWN.normal(size=(3, 4, 2)).astype("float32")
    model = keras.Sequential([keras.Input((4, 2)), keras.layers.Dense(2, activation="sigmoid")])
    watched = [keras.metrics.MeanAbsoluteError(name="mae"), keras.metrics.Precision(name="precision"), keras.metrics.MeanMetricWrapper(keras.metrics.mean_absolute_error, name="wrapped")]
    model.compile(keras.optimizers.SGD(0.0), "mse", weighted_metrics=watched)
    weights = GIVEN[0]
    found = model.fit(x, Y, sample_weight=weights, batch_size=2, shuffle=False, verbose=0).history
    p = model.predict(x, verbose=0)
    for metric in watched:
        metric.reset_state()
        np.testing.assert_allclose(found[metric.name][0], metric(Y, p, sample_weight=weights), rtol=1e-5)


def test_wrapped_functions_have_configs():
    wrapped = keras.metrics.MeanMetricWrapper(keras.losses.mean_squared_error, name="squares")
    config = json.loads(json.dumps(wrapped.get_config()))
    function = {"module": "builtins", "class_name": "function", "config": "mean_squared_error", "registered_name": "function"}
    assert config == {"name": "squares", "dtype": "float32", "fn": function}
    again = keras.saving.deserialize_keras_object(json.loads(json.dumps(keras.saving.serialize_keras_object(wrapped))))
    for metric in (keras.metrics.MeanMetricWrapper.from_config(config), again):
        assert metric.get_config() == config and metric(Y, P) == keras.metrics.MeanSquaredError()(Y, P)
    mean = keras.metrics.deserialize(keras.metrics.serialize(keras.metrics.Mean(name="loss")))
    assert type(mean) is keras.metrics.Mean and mean.name == "loss" and repr(mean) == "<Mean name=loss>"
    assert keras.saving.deserialize_keras_object(keras.saving.serialize_keras_object(keras.metrics.categorical_accuracy)) is keras.metrics.categorical_accuracy


def test_what_a_metric_says_of_itself():
    for metric, name in ((keras.metrics.Precision(name="found"), "found"), (keras.metrics.Mean(), "mean"), (keras.metrics.MeanSquaredError(), "mean_squared_error")):
        assert metric.dtype == "float32" and repr(metric) == f"<{type(metric).__name__} name={name}>"
