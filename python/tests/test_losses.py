"""Losses called on arrays, by what Keras's own tests assert of them: values, weights, reductions, shapes, configs, refusals."""

import json

import numpy as np
import pytest

import occam as keras

TRUE = np.array([[1, 9, 2], [-5, -2, 6]], "float32")
PREDICTED = np.array([[4, 8, 12], [8, 1, 3]], "float32")
SQUARES = ((TRUE - PREDICTED)**2).mean(-1)


def log_cosh(x):
    return np.log(np.cosh(x))


def huber(x, delta=1.0):
    return np.where(np.abs(x) <= delta, 0.5 * x**2, delta * np.abs(x) - 0.5 * delta**2)


def hinge(y, p):
    y = 2.0 * y - 1 if np.isin(y, (0, 1)).all() else y
    return np.maximum(1 - y * p, 0)


def rows_of(y, p):
    """What each loss of two tables gives a row, in NumPy."""
    clipped_y, clipped_p = np.clip(y, 1e-7, 1), np.clip(p, 1e-7, 1)
    return {
        "MeanAbsolutePercentageError": (100 * np.abs(y - p) / np.maximum(np.abs(y), 1e-7)).mean(-1),
        "MeanSquaredLogarithmicError": ((np.log1p(np.maximum(p, 1e-7)) - np.log1p(np.maximum(y, 1e-7)))**2).mean(-1),
        "KLDivergence": (clipped_y * np.log(clipped_y / clipped_p)).sum(-1),
        "Poisson": (p - y * np.log(p + 1e-7)).mean(-1),
        "Hinge": hinge(y, p).mean(-1), "SquaredHinge": (hinge(y, p)**2).mean(-1),
        "CategoricalHinge": np.maximum(((1 - y) * p).max(-1) - (y * p).sum(-1) + 1, 0),
        "CosineSimilarity": -(y * p).sum(-1) / np.maximum(np.linalg.norm(y, axis=-1) * np.linalg.norm(p, axis=-1), 1e-7)}


TABLES = {"numbers": (np.array([[1.5, 0.25, 4], [2, 3.5, 0.5]]), np.array([[2, 0.75, 1], [0.3, 2, 3.25]])),
          "one-hot": (np.array([[0, 1, 0], [1, 0, 0]]), np.array([[0.3, 0.6, 0.1], [0.2, 0.7, 0.1]])),
          "signs": (np.array([[1, -1, -1], [1, 1, -1]]), np.array([[0.4, 0.2, 1.5], [2.5, 0.6, 0.1]]))}


@pytest.mark.parametrize("loss", rows_of(*TABLES["numbers"]))
@pytest.mark.parametrize("table", TABLES)
def test_of_tables(loss, table):
    y, p = TABLES[table]
    rows, weights, made = rows_of(y, p)[loss], np.array([1.2, 3.4]), getattr(keras.losses, loss)
    np.testing.assert_allclose(made(reduction=None)(y, p), rows, rtol=2e-5, atol=1e-6)
    np.testing.assert_allclose(made()(y, p, sample_weight=weights), (weights * rows).mean(), rtol=2e-5)
    metric, sign = keras.metrics.LogCoshError if loss == "LogCosh" else getattr(keras.metrics, loss), -1 if loss == "CosineSimilarity" else 1
    seen = metric()
    for row in (0, 1):
        seen.update_state(y[row:row + 1], p[row:row + 1], sample_weight=weights[row:row + 1])
    if "Hinge" not in loss:  # which looks at a batch's targets together
        np.testing.assert_allclose(seen.result(), sign * (weights @ rows) / weights.sum(), rtol=2e-5)


@pytest.mark.parametrize("name, cls", [("mape", "MeanAbsolutePercentageError"), ("MSLE", "MeanSquaredLogarithmicError"), ("kld", "KLDivergence"),
                                       ("kl_divergence", "KLDivergence"), ("poisson", "Poisson"), ("squared_hinge", "SquaredHinge"), ("MSE", "MeanSquaredError")])
def test_names(name, cls):
    y, p = TABLES["one-hot"]
    expected = getattr(keras.losses, cls)()(y, p)
    assert np.isclose(np.mean(keras.losses.get(name)(y, p)), expected, rtol=1e-6)
    model = keras.Sequential([keras.Input((3,)), keras.layers.Activation("linear")])
    model.compile("sgd", name, metrics=[name])
    np.testing.assert_allclose(model.evaluate(p, y, verbose=0), [expected, expected], rtol=1e-6)


@pytest.mark.parametrize("gamma", [0, 1.4, 2])
@pytest.mark.parametrize("logits", [False, True])
def test_focal_crossentropies(gamma, logits):
    y, x = np.array([[1, 0, 1], [0, 1, 1]]), np.array([[2.0, -1.0, 0.5], [0.3, 4.0, -2.0]])
    t = y * 0.8 + 0.1
    p = 1 / (1 + np.exp(-x))
    right, entropy = t * p + (1 - t) * (1 - p), -(t * np.log(p) + (1 - t) * np.log(1 - p))
    loss = keras.losses.BinaryFocalCrossentropy(True, 0.3, gamma, logits, 0.2)
    assert np.isclose(loss(y, x if logits else p), ((t * 0.3 + (1 - t) * 0.7) * (1 - right)**gamma * entropy).mean(), rtol=1e-5)
    p, one_hot = np.exp(x) / np.exp(x).sum(-1, keepdims=True), np.eye(3)[[0, 2]]
    for alpha in (0.4, [0.2, 0.5, 0.3]):
        loss = keras.losses.CategoricalFocalCrossentropy(alpha=alpha, gamma=gamma, from_logits=logits)
        assert np.isclose(loss(one_hot, x if logits else p), -(np.array(alpha) * (1 - p)**gamma * one_hot * np.log(p)).sum(-1).mean(), rtol=1e-5)
        assert keras.losses.CategoricalFocalCrossentropy.from_config(json.loads(json.dumps(loss.get_config()))) == loss
        values = keras.losses.categorical_focal_crossentropy(one_hot, x if logits else p, alpha, gamma, logits)
        assert np.isclose(np.mean(values), loss(one_hot, x if logits else p), rtol=1e-6)


@pytest.mark.parametrize("name", ["MeanSquaredError", "MeanAbsolutePercentageError", "CosineSimilarity", "Poisson", "SparseCategoricalCrossentropy"])
def test_a_weight_for_each_step_of_a_sample(name):
    rng = np.random.default_rng(8)
    p, weights = rng.uniform(0.1, 1, (2, 3, 4)), rng.uniform(0.5, 2, (2, 3))
    y = rng.integers(4, size=(2, 3)) if name.startswith("Sparse") else rng.uniform(0.1, 1, (2, 3, 4))
    made = getattr(keras.losses, name)
    values = np.asarray(made(reduction=None)(y, p))
    assert values.shape == (2, 3)
    for given in (weights, weights[:, :, None]):
        np.testing.assert_allclose(made()(y, p, sample_weight=given), (values * weights).mean(), rtol=1e-5)
        np.testing.assert_allclose(made(reduction="mean_with_sample_weight")(y, p, sample_weight=given), (values * weights).sum() / weights.sum(), rtol=1e-5)


def test_a_hinge_is_minimised():
    keras.utils.set_random_seed(1)
    rng = np.random.default_rng(3)
    x = rng.normal(size=(80, 2)).astype("float32")
    y = (x @ [1.0, -2.0] > 0).astype("float32")
    model = keras.Sequential([keras.layers.Dense(1)])
    model.compile(keras.optimizers.Adam(0.1), "hinge", metrics=["hinge", keras.metrics.SquaredHinge()])
    history = model.fit(x, y, epochs=60, verbose=0).history
    assert history["loss"][-1] < 0.1 < history["loss"][0]
    assert np.mean((model.predict(x, verbose=0)[:, 0] > 0) == y) > 0.95


@pytest.mark.parametrize("loss, elementwise", [
    ("MeanSquaredError", np.square), ("MeanAbsoluteError", np.abs), ("Huber", huber), ("LogCosh", log_cosh)])
def test_of_numbers(loss, elementwise):
    cls = getattr(keras.losses, loss)
    rows = elementwise(TRUE - PREDICTED).mean(-1)
    weights = np.array([1.2, 3.4], "float32")
    assert np.isclose(cls()(TRUE, PREDICTED), rows.mean(), rtol=1e-5)
    assert np.isclose(cls()(TRUE, TRUE), 0, atol=1e-6)
    assert np.isclose(cls()(TRUE, PREDICTED, sample_weight=2.3), 2.3 * rows.mean(), rtol=1e-5)
    assert np.isclose(cls()(TRUE, PREDICTED, sample_weight=weights), (weights * rows).sum() / 2, rtol=1e-5)
    assert np.isclose(cls()(TRUE, PREDICTED, sample_weight=weights[:, None]), (weights * rows).sum() / 2, rtol=1e-5)
    assert cls()(TRUE, PREDICTED, sample_weight=0) == 0
    assert np.isclose(cls(reduction="sum")(TRUE, PREDICTED, sample_weight=weights), (weights * rows).sum(), rtol=1e-5)
    assert np.isclose(cls(reduction="mean_with_sample_weight")(TRUE, PREDICTED, sample_weight=weights), (weights * rows).sum() / weights.sum(), rtol=1e-5)
    for none in ("none", None):
        np.testing.assert_allclose(cls(reduction=none)(TRUE, PREDICTED, sample_weight=2.3), 2.3 * rows, rtol=1e-5)


def test_huber_has_a_delta():
    assert np.isclose(keras.losses.Huber(delta=0.8)(TRUE, PREDICTED), huber(TRUE - PREDICTED, 0.8).mean(), rtol=1e-5)


def test_one_axis_of_size_1_more_or_less():
    loss = keras.losses.MeanSquaredError()
    y, p = np.array([1.0, 2.0, 4.0]), np.array([1.0, 3.0, 1.0])
    assert loss(y, p[:, None]) == loss(y[:, None], p) == loss(y, p) == loss(y[:, None], p[:, None]) == np.float32(10 / 3)


@pytest.mark.parametrize("logits", [False, True])
@pytest.mark.parametrize("smoothing", [0.0, 0.2])
def test_binary_crossentropy(logits, smoothing):
    y, x = np.array([[1, 0, 1], [0, 1, 1]], "float64"), np.array([[2.0, -1.0, 0.5], [0.3, 4.0, -2.0]])
    p, t = 1 / (1 + np.exp(-x)), y * (1 - smoothing) + smoothing / 2
    rows = -(t * np.log(p) + (1 - t) * np.log(1 - p)).mean(-1)
    loss = keras.losses.BinaryCrossentropy(from_logits=logits, label_smoothing=smoothing)
    given = x if logits else p
    assert np.isclose(loss(y, given), rows.mean(), rtol=1e-5)
    assert np.isclose(loss(y, given, sample_weight=[1.2, 3.4]), (rows * [1.2, 3.4]).mean(), rtol=1e-5)


@pytest.mark.parametrize("logits", [False, True])
def test_categorical_crossentropies(logits):
    x = np.array([[8.0, 1.0, 1.0], [0.0, 9.0, 1.0], [2.0, 3.0, 5.0]])
    p = np.exp(x) / np.exp(x).sum(-1, keepdims=True)
    classes, given = np.array([0, 1, 0]), x if logits else p
    rows = -np.log(p[np.arange(3), classes])
    sparse, dense = (cls(from_logits=logits) for cls in (keras.losses.SparseCategoricalCrossentropy, keras.losses.CategoricalCrossentropy))
    for target in (classes, classes[:, None]):
        assert np.isclose(sparse(target, given), rows.mean(), rtol=1e-4)
        assert np.isclose(sparse(target, given, sample_weight=[1.2, 3.4, 5.6]), (rows * [1.2, 3.4, 5.6]).mean(), rtol=1e-4)
    assert np.isclose(dense(np.eye(3)[classes], given), rows.mean(), rtol=1e-4)
    smooth = keras.losses.CategoricalCrossentropy(from_logits=logits, label_smoothing=0.3)
    target = np.eye(3)[classes] * 0.7 + 0.1
    assert np.isclose(smooth(np.eye(3)[classes], given), -(target * np.log(p)).sum(-1).mean(), rtol=1e-4)


@pytest.mark.parametrize("cls", [keras.losses.BinaryCrossentropy, keras.losses.CategoricalCrossentropy])
def test_crossentropies_do_not_repeat_targets(cls):
    with pytest.raises(ValueError, match=r"shape \(3, 3\). Received: y_true of shape \(3, 1\)"):
        cls()(np.array([[0], [1], [2]]), np.full((3, 3), 0.3))


@pytest.mark.parametrize("loss", [
    keras.losses.MeanSquaredError(reduction="sum", name="mymse"), keras.losses.Huber(delta=2.0, reduction="none"),
    keras.losses.BinaryCrossentropy(from_logits=True, label_smoothing=0.1, name="bce"),
    keras.losses.SparseCategoricalCrossentropy(reduction="mean_with_sample_weight", name="scce")])
def test_configs_hold_name_and_reduction(loss):
    config = json.loads(json.dumps(loss.get_config()))
    for twin in (type(loss).from_config(config), keras.losses.deserialize(json.loads(json.dumps(keras.losses.serialize(loss))))):
        assert type(twin) is type(loss) and twin.get_config() == config and twin.reduction == loss.reduction and twin.name == loss.name


def test_functions_give_a_value_a_sample():
    np.testing.assert_allclose(keras.losses.mean_squared_error(TRUE, PREDICTED), SQUARES, rtol=1e-6)
    np.testing.assert_allclose(keras.losses.get("mse")(TRUE, PREDICTED), SQUARES, rtol=1e-6)
    assert keras.losses.get(keras.losses.mse) is keras.losses.mse and keras.losses.get(None) is None


def test_a_loss_of_ones_own_has_a_config():
    class Cubic(keras.losses.Loss):
        def call(self, y_true, y_pred):
            return keras.ops.mean(keras.ops.abs(y_true - y_pred)**3, axis=-1)

    loss = Cubic(name="cubic", reduction="sum")
    assert Cubic.from_config(loss.get_config()).get_config() == {"name": "cubic", "reduction": "sum"}
    assert np.isclose(loss(TRUE, PREDICTED), (np.abs(TRUE - PREDICTED)**3).mean(-1).sum(), rtol=1e-6)


@pytest.mark.parametrize("call, message", [
    (lambda: keras.losses.MeanSquaredError(reduction="abc"), "reduction: unknown name 'abc'. Known: sum_over_batch_size"),
    (lambda: keras.losses.MeanSquaredError()(np.zeros((2, 3)), np.zeros((2, 4))), "y_true of shape"),
    (lambda: keras.losses.MeanSquaredError()(np.zeros((2, 3)), np.zeros((2, 3)), sample_weight=np.ones(3)), "a weight a sample"),
    (lambda: keras.losses.get("typo"), "typo"),
    (lambda: keras.losses.BinaryFocalCrossentropy(gamma=-1), "gamma"), (lambda: keras.losses.CategoricalFocalCrossentropy(alpha=[0.5, -1]), "alpha"),
    (lambda: keras.losses.CategoricalFocalCrossentropy(alpha=[0.5, 1])(np.eye(3), np.eye(3)), "alpha"), (lambda: keras.losses.CosineSimilarity(axis=0), "axis"),
])
def test_refusals(call, message):
    with pytest.raises(ValueError, match=message):
        call()


@pytest.mark.parametrize("axis", [1, -1, (1, 2)])
def test_cosines_along_axes(axis):
    random = np.random.default_rng(4)
    y, p = random.normal(size=(2, 3, 4, 2))
    cosines = (y * p).sum(axis) / np.sqrt((y**2).sum(axis) * (p**2).sum(axis))
    np.testing.assert_allclose(keras.losses.CosineSimilarity(axis=axis, reduction=None)(y, p), -cosines, rtol=1e-5)
    np.testing.assert_allclose(keras.losses.cosine_similarity(y, p, axis=axis), -cosines, rtol=1e-5)
    metric = keras.metrics.CosineSimilarity(axis=axis)
    metric.update_state(y, p)
    np.testing.assert_allclose(metric.result(), cosines.mean(), rtol=1e-5)


MASKS = (np.array([[[1, 0, 1], [0, 0, 1]], [[1, 1, 0], [0, 1, 0]]], "float32"), np.array([[[0.9, 0.2, 0.6], [0.1, 0.4, 0.8]], [[0.3, 0.7, 0.2], [0.5, 0.5, 0.1]]], "float32"))


def tversky(y, p, alpha, beta, axis):
    axis = tuple(axis) if isinstance(axis, list) else axis
    both = (y * p).sum(axis)
    return 1 - both / (both + alpha * (y * (1 - p)).sum(axis) + beta * (p * (1 - y)).sum(axis) + 1e-7)


@pytest.mark.parametrize("axis", [None, 0, -1, 2, [1, 2], (0, 1)])
def test_overlaps(axis):
    y, p = MASKS
    halves, others = tversky(y, p, 0.5, 0.5, axis), tversky(y, p, 0.3, 0.8, axis)
    for loss, values in ((keras.losses.Dice, halves), (keras.losses.Tversky, halves)):
        seen = loss(axis=axis, reduction=None)(y, p)
        assert seen.shape == np.shape(values)
        np.testing.assert_allclose(seen, values, rtol=1e-5)
        np.testing.assert_allclose(loss(axis=axis)(y, p), np.mean(values), rtol=1e-5)
        np.testing.assert_allclose(loss(axis=axis, reduction="sum")(y, p), np.sum(values), rtol=1e-5)
    np.testing.assert_allclose(keras.losses.tversky(y, p, alpha=0.3, beta=0.8, axis=axis), others, rtol=1e-5)
    np.testing.assert_allclose(keras.losses.dice(y, p, axis=axis), halves, rtol=1e-5)
    assert keras.losses.Dice(axis=axis).get_config()["axis"] == (list(axis) if isinstance(axis, tuple) else axis)
    again = keras.losses.deserialize(json.loads(json.dumps(keras.losses.serialize(keras.losses.Tversky(0.3, 0.8, axis=axis)))))
    np.testing.assert_allclose(again(y, p), np.mean(others), rtol=1e-5)


def test_overlap_of_a_batch_with_weights():
    y, p = MASKS
    np.testing.assert_allclose(keras.losses.Dice()(y, p, sample_weight=[1.0, 3.0]), 2 * tversky(y, p, 0.5, 0.5, None), rtol=1e-5)
    rows = tversky(y, p, 0.5, 0.5, (1, 2))
    np.testing.assert_allclose(keras.losses.Dice(axis=(1, 2))(y, p, sample_weight=[1.0, 3.0]), (rows * [1, 3]).mean(), rtol=1e-5)
    with pytest.raises(ValueError, match="Dice: sample_weight of a loss that is summed over the samples"):
        keras.losses.Dice(axis=0)(y, p, sample_weight=[1.0, 3.0])
    with pytest.raises(ValueError, match="Dice: invalid value for axis"):
        keras.losses.Dice(axis=[])


def test_overlap_in_fit():
    """Of each batch, as Keras: the mean over the samples of what their batches come to."""
    y, p = MASKS
    model = keras.Sequential([keras.Input((2, 3)), keras.layers.Activation("linear")])
    model.compile("sgd", keras.losses.Dice())
    np.testing.assert_allclose(model.evaluate(p, y, batch_size=2, verbose=0), tversky(y, p, 0.5, 0.5, None), rtol=1e-5)
    np.testing.assert_allclose(model.evaluate(p, y, batch_size=1, verbose=0), tversky(y, p, 0.5, 0.5, (1, 2)).mean(), rtol=1e-5)
    model.compile("sgd", "tversky")
    np.testing.assert_allclose(model.evaluate(p, y, batch_size=2, verbose=0), tversky(y, p, 0.5, 0.5, None), rtol=1e-5)


@pytest.mark.parametrize("q", [0.1, 0.5, 0.9])
def test_generalized_cross_entropy(q):
    labels, p = np.array([2, 0]), np.array([[0.1, 0.3, 0.6], [0.2, 0.7, 0.1]])
    rows = (1 - np.array([0.6, 0.2])**q) / q
    for y in (labels, labels[:, None]):
        np.testing.assert_allclose(keras.losses.categorical_generalized_cross_entropy(y, p, q), rows, rtol=1e-5)
        np.testing.assert_allclose(keras.losses.CategoricalGeneralizedCrossEntropy(q=q)(y, p), rows.mean(), rtol=1e-5)


@pytest.mark.parametrize("q", [0, 1, -0.5, 2])
def test_generalized_cross_entropy_refuses(q):
    with pytest.raises(ValueError, match="CategoricalGeneralizedCrossEntropy: invalid value for q"):
        keras.losses.CategoricalGeneralizedCrossEntropy(q=q)


@pytest.mark.parametrize("weights", [None, np.array([1.0, 2.0, 0.5]), np.array([[1.0], [2.0], [0.5]]), 2.0])
@pytest.mark.parametrize("reduction", ["sum_over_batch_size", "sum", "mean", "mean_with_sample_weight", "none", None])
def test_a_loss_of_one_s_own_is_reduced_as_the_library_s(reduction, weights):
    class Squares(keras.losses.Loss):
        def call(self, y_true, y_pred):
            return keras.ops.mean(keras.ops.square(y_true - y_pred), axis=-1)

    y, p = np.arange(6.0).reshape(3, 2), np.ones((3, 2))
    values = np.square(y - p).mean(-1)
    factors = np.ones(3) if weights is None else np.broadcast_to(np.ravel(weights), 3)
    expected = values * factors
    if reduction == "mean_with_sample_weight":
        expected = expected.sum() / factors.sum()
    elif reduction not in ("none", None):
        expected = expected.sum() if reduction == "sum" else expected.mean()
    for loss in (Squares(reduction=reduction), keras.losses.MeanSquaredError(reduction=reduction)):
        found = loss(y, p, sample_weight=weights)
        assert found.dtype == np.float32
        np.testing.assert_allclose(found, expected, rtol=1e-6)


@pytest.mark.parametrize("loss", ["sparse_categorical_crossentropy", "categorical_crossentropy", "binary_crossentropy"])
def test_losses_of_steps_behind_a_layer_of_each(loss):
    """Losses are worked out from the logits, which TimeDistributed and Reshape have in another shape."""
    layers, rng = keras.layers, np.random.RandomState(2)
    x, classes = rng.normal(size=(6, 4, 3)).astype("float32"), rng.randint(0, 5, (6, 4))
    y = classes if loss.startswith("sparse") else np.eye(5)[classes]
    activation = "sigmoid" if loss.startswith("binary") else "softmax"
    plain = keras.Sequential([keras.Input((4, 3)), layers.Dense(5, activation=activation)])
    for inner in ([layers.TimeDistributed(layers.Dense(5, activation=activation))], [layers.Dense(5, activation=activation), layers.Reshape((2, 2, 5)), layers.Reshape((4, 5))]):
        model = keras.Sequential([keras.Input((4, 3)), *inner])
        model.set_weights(plain.get_weights())
        p = model.predict(x, verbose=0)
        one = np.eye(5)[classes]
        expected = -(one * np.log(p)).sum(-1).mean() if activation == "softmax" else -(one * np.log(p) + (1 - one) * np.log(1 - p)).mean()
        for each in (model, plain):
            each.compile(keras.optimizers.SGD(0.0), loss)
            assert each.fit(x, y, batch_size=6, verbose=0).history["loss"][0] == pytest.approx(expected, rel=1e-5)
