"""Metrics, by what Keras's own tests assert of them: values, weights, state, names, configs, refusals."""

import json

import numpy as np
import pytest

import occam as keras

BY_PLACES = np.array([[0.05, 0.95, 0.0], [0.1, 0.8, 0.1]], "float32")


def told(metric, *batches):
    for batch in batches:
        metric.update_state(*batch)
    return float(metric.result())


def test_accuracy_is_equality():
    y, p = np.array([[1], [2], [3], [4]]), np.array([[0], [2], [3], [4]])
    metric = keras.metrics.Accuracy()
    assert metric.name == "accuracy" and told(metric, (y, p)) == 0.75
    metric.reset_state()
    assert told(metric, (y, p, [1, 1, 0, 0])) == 0.5
    assert told(keras.metrics.Accuracy(), (y[:, 0], p[:, 0])) == 0.75
    assert keras.metrics.Accuracy.from_config(metric.get_config()).name == "accuracy"
    assert keras.metrics.deserialize(keras.metrics.serialize(metric)) == metric != keras.metrics.get("accuracy")


def test_accuracy_by_name_goes_with_the_output(tmp_path):
    x, y = np.array([[-2.0], [3.0], [1.0], [-1.0]]), np.array([0, 1, 0, 0])
    model = keras.Sequential([keras.layers.Dense(1, activation="sigmoid", kernel_initializer="ones")])
    model.compile(keras.optimizers.SGD(0.0), "bce", metrics=["accuracy", keras.metrics.Accuracy(name="equal")])
    assert model.evaluate(x, y, verbose=0)[1:] == [0.75, 0.0]
    model.save(tmp_path / "model.keras")
    assert keras.models.load_model(tmp_path / "model.keras").evaluate(x, y, verbose=0)[1:] == [0.75, 0.0]


def test_threshold_and_argmax_accuracies():
    assert told(keras.metrics.BinaryAccuracy(), ([[1], [1], [0], [0]], [[0.98], [1], [0], [0.6]])) == 0.75
    assert told(keras.metrics.BinaryAccuracy(threshold=0.7), ([[1], [1], [0], [0]], [[0.98], [0.7], [0], [0.6]])) == 0.75
    assert told(keras.metrics.BinaryAccuracy(), ([[1], [1], [0], [0]], [[0.98], [1], [0], [0.6]], [1, 0, 0, 1])) == 0.5
    assert told(keras.metrics.CategoricalAccuracy(), ([[0, 0, 1], [0, 1, 0]], [[0.1, 0.9, 0.8], [0.05, 0.95, 0]])) == 0.5
    assert np.isclose(told(keras.metrics.CategoricalAccuracy(), ([[0, 0, 1], [0, 1, 0]], [[0.1, 0.9, 0.8], [0.05, 0.95, 0]], [0.7, 0.3])), 0.3)
    assert told(keras.metrics.SparseCategoricalAccuracy(), ([2, 1], [[0.1, 0.9, 0.8], [0.05, 0.95, 0]])) == 0.5
    assert told(keras.metrics.SparseCategoricalAccuracy(), ([[2], [1]], [[0.1, 0.9, 0.8], [0.05, 0.95, 0]])) == 0.5


def test_crossentropies():
    metrics = keras.metrics
    assert np.isclose(told(metrics.BinaryCrossentropy(), ([[0], [1]], [[0.25], [0.5]])), -(np.log(0.75) + np.log(0.5)) / 2, rtol=1e-5)
    assert np.isclose(told(metrics.BinaryCrossentropy(from_logits=True), ([[1]], [[2.0]])), np.log1p(np.exp(-2)), rtol=1e-5)
    rows = -np.log([0.95, 0.1])
    for metric, y in ((metrics.CategoricalCrossentropy, np.eye(3)[[1, 2]]), (metrics.SparseCategoricalCrossentropy, np.array([1, 2]))):
        assert np.isclose(told(metric(), (y, BY_PLACES)), rows.mean(), rtol=1e-5)
        assert np.isclose(told(metric(), (y, BY_PLACES, [0.3, 0.7])), rows @ [0.3, 0.7], rtol=1e-5)
        assert np.isclose(told(metric(), (y[:1], BY_PLACES[:1]), (y[1:], BY_PLACES[1:])), rows.mean(), rtol=1e-5)
        logits = np.log(np.maximum(BY_PLACES, 1e-7)) + 3
        assert np.isclose(told(metric(from_logits=True), (y, logits)), rows.mean(), rtol=1e-5)


@pytest.mark.parametrize("given, name", [
    ("bce", "bce"), ("binary_crossentropy", "binary_crossentropy"), (lambda: keras.metrics.BinaryCrossentropy(name="seen"), "seen"),
    (lambda: keras.losses.BinaryCrossentropy(name="lost"), "lost")])
def test_a_crossentropy_beside_another_loss(given, name):
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(20, 3)), rng.integers(2, size=20)
    model = keras.Sequential([keras.layers.Dense(1, activation="sigmoid")])
    model.compile("sgd", "mse", metrics=[given() if callable(given) else given])
    history = model.fit(x, y, batch_size=6, verbose=0).history
    assert set(history) == {"loss", name}
    seen = model.evaluate(x, y, verbose=0, return_dict=True)[name]
    assert np.isclose(seen, keras.losses.BinaryCrossentropy()(y, model.predict(x, verbose=0)), rtol=1e-5)


def test_of_numbers():
    y, p = np.array([[0, 1], [2, 4.0]]), np.array([[1, 1], [2, 1.0]])
    assert told(keras.metrics.MeanSquaredError(), (y, p)) == 2.5
    assert told(keras.metrics.MeanAbsoluteError(), (y, p)) == 1.0
    assert np.isclose(told(keras.metrics.RootMeanSquaredError(), (y, p)), np.sqrt(2.5))
    assert np.isclose(told(keras.metrics.RootMeanSquaredError(), (y, p, [3, 1])), np.sqrt((3 * 0.5 + 4.5) / 4))


def test_counts_of_confusion():
    y, p, weights = [0, 1, 1, 0, 1], [0.3, 0.9, 0.4, 0.6, 0.8], [1, 2, 3, 4, 5.5]
    names = ("TruePositives", "TrueNegatives", "FalsePositives", "FalseNegatives")
    for name, plain, weighted, several in zip(names, (2, 1, 1, 1), (7.5, 1, 4, 3), ([3, 2], [0, 2], [2, 0], [0, 1])):
        cls = getattr(keras.metrics, name)
        assert told(cls(), (y, p)) == plain and told(cls(), (y, p, weights)) == weighted
        metric = cls(thresholds=[0.2, 0.7])
        metric.update_state(y[:2], p[:2])
        metric.update_state(y[2:], p[2:])
        assert metric.result().dtype == "float32" and metric.result().tolist() == several
        metric.reset_state()
        metric.update_state(y, p)
        assert metric.result().tolist() == several
        assert cls.from_config(json.loads(json.dumps(metric.get_config()))).thresholds == [0.2, 0.7]


def test_one_rate_where_another_is_kept():
    metrics, y, p = keras.metrics, [0, 0, 0, 1, 1, 1], [0.1, 0.3, 0.62, 0.52, 0.8, 0.9]
    assert np.isclose(told(metrics.SensitivityAtSpecificity(1.0), (y, p)), 2 / 3)
    assert np.isclose(told(metrics.SpecificityAtSensitivity(1.0), (y, p)), 2 / 3)
    assert told(metrics.PrecisionAtRecall(1.0), (y, p)) == 0.75 and told(metrics.PrecisionAtRecall(0.6), (y, p)) == 1
    assert np.isclose(told(metrics.RecallAtPrecision(0.8), (y, p)), 2 / 3)
    with pytest.raises(TypeError, match="recall"):
        metrics.PrecisionAtRecall()


def test_among_the_best():
    y, p = np.array([[0, 0, 1], [0, 1, 0]]), np.array([[0.1, 0.9, 0.8], [0.05, 0.03, 0.92]])
    for metric, function, target in (("TopKCategoricalAccuracy", "top_k_categorical_accuracy", y),
                                     ("SparseTopKCategoricalAccuracy", "sparse_top_k_categorical_accuracy", [2, 1])):
        assert told(getattr(keras.metrics, metric)(k=2), (target, p)) == 0.5 and told(getattr(keras.metrics, metric)(), (target, p)) == 1
        assert getattr(keras.metrics, function)(target, p, k=2).tolist() == [1, 0]
    assert keras.metrics.sparse_top_k_categorical_accuracy([2, 1], [[1, 0, 2], [3, 1, 0]], k=2, from_sorted_ids=True).tolist() == [0, 1]


def test_functions_give_a_value_a_sample():
    metrics, y, p = keras.metrics, np.array([[0, 0, 1], [0, 1, 0]]), BY_PLACES
    assert metrics.categorical_accuracy(y, p).tolist() == [0, 1] and metrics.sparse_categorical_accuracy([[1], [0]], p).tolist() == [1, 0]
    assert metrics.binary_accuracy([[1], [1], [0]], [[0.7], [0.4], [0.4]]).tolist() == [[1], [0], [1]]
    assert metrics.binary_accuracy([1, 1, 0], [0.7, 0.4, 0.4], threshold=0.3).tolist() == [1, 1, 0]
    np.testing.assert_allclose(metrics.mean_absolute_error(y, p), np.abs(y - p).mean(-1), rtol=1e-6)
    np.testing.assert_allclose(metrics.kl_divergence(y, p), keras.losses.kl_divergence(y, p), rtol=1e-6)
    model = keras.Sequential([keras.Input((3,)), keras.layers.Activation("linear")])
    model.compile("sgd", "mse", metrics=[metrics.categorical_accuracy, metrics.poisson])
    assert model.evaluate(p, y, verbose=0, return_dict=True)["categorical_accuracy"] == 0.5


def test_means_of_functions():
    def cubes(y_true, y_pred, factor=1.0):
        return factor * keras.ops.mean(keras.ops.abs(y_true - y_pred)**3, axis=-1)

    metric = keras.metrics.MeanMetricWrapper(cubes, name="cubes", factor=2.0)
    y, p = np.array([[1.0, 2.0], [3.0, 5.0]]), np.array([[2.0, 2.0], [3.0, 2.0]])
    assert metric(y, p) == 14 and metric.name == "cubes"
    metric.reset_state()
    assert metric(y, p, sample_weight=[3, 1]) == np.float32((3 * 1 + 27) / 4)
    model = keras.Sequential([keras.Input((2,)), keras.layers.Activation("linear")])
    model.compile("sgd", "mse", metrics=[metric])
    assert model.evaluate(p, y, verbose=0)[1] == 14


def test_several_numbers_on_arrays_and_in_fit():
    x, y = np.array([[0.1, 0.6, 0.3], [0.7, 0.2, 0.1], [0.2, 0.5, 0.3]]), np.eye(3)[[1, 0, 2]]
    several = {"f1_score": keras.metrics.F1Score(), "precision": keras.metrics.Precision(thresholds=[0.2, 0.4]),
               "r2_score": keras.metrics.R2Score(class_aggregation=None), "false_positives": keras.metrics.FalsePositives(thresholds=[0.1, 0.3, 0.5])}
    assert [each.tolist() for each in (several["f1_score"](y, x), several["precision"](y, x))] == [[1, np.float32(2 / 3), 0], [np.float32(0.6), np.float32(2 / 3)]]
    np.testing.assert_allclose(several["r2_score"](y, x), 1 - ((y - x)**2).sum(0) / ((y - y.mean(0))**2).sum(0), rtol=1e-5)
    for name, metric in several.items():
        assert type(metric).from_config(json.loads(json.dumps(metric.get_config()))) == metric
        model = keras.Sequential([keras.Input((3,)), keras.layers.Activation("linear")])
        model.compile("sgd", "mse", metrics=[metric])
        found = model.evaluate(x, y, verbose=0, return_dict=True)[name]
        np.testing.assert_allclose(found, metric(y, x), rtol=1e-5)
        metric.reset_state()
    model = keras.Sequential([keras.Input((1,)), keras.layers.Activation("linear")])
    model.compile("sgd", "mse", metrics=[keras.metrics.F1Score(threshold=0.4), keras.metrics.Recall(thresholds=[0.3])])
    assert model.evaluate(x[:, :1], y[:, :1], verbose=0)[1:] == [1, 1]


def test_sums_and_means():
    mean = keras.metrics.Mean()
    assert mean([1, 3, 5, 7]) == 4 and mean(10.0) == np.float32(26 / 5)
    mean.reset_state()
    assert mean.result() == 0 and mean([1.0, 3, 5, 7], sample_weight=[1, 1, 0, 0]) == 2
    total = keras.metrics.Sum()
    assert total([1, 3, 5, 7]) == 16 and total([1.0, 2], sample_weight=[3, 0]) == 19
    assert [each.name for each in mean.variables] == ["total", "count"]


def test_a_mean_of_predictions_in_fit():
    class Positive(keras.metrics.Mean):
        def update_state(self, y_true, y_pred, sample_weight=None):
            super().update_state(keras.ops.greater(y_pred, 0.0), sample_weight)

    x = np.array([[1.0], [-1.0], [2.0], [3.0]])
    model = keras.Sequential([keras.layers.Dense(1, kernel_initializer="ones")])
    model.compile(keras.optimizers.SGD(0.0), "mse", metrics=[Positive(name="positive")])
    assert model.fit(x, x, batch_size=3, verbose=0).history["positive"] == [0.75]


def test_results_start_anew():
    metric = keras.metrics.MeanSquaredError()
    assert metric.result() == 0
    assert metric([[1.0]], [[3.0]]) == 4 and metric([[1.0]], [[1.0]]) == 2
    metric.reset_state()
    assert metric.result() == 0 and metric.result().dtype == "float32"


def test_names_of_weighted_metrics():
    x, y = np.ones((4, 2)), np.array([[0.0], [1], [1], [1]])
    model = keras.Sequential([keras.layers.Dense(1)])
    model.compile("sgd", "mse", metrics=["mse", "mae"], weighted_metrics=["mae", keras.metrics.MeanAbsoluteError(name="mae"), "mse"])
    history = model.fit(x, y, sample_weight=np.array([1.0, 0, 0, 0]), verbose=0).history
    assert set(history) == {"loss", "mse", "mae", "weighted_mae", "weighted_mae_1", "weighted_mse"}
    assert history["weighted_mae"] == history["weighted_mae_1"] != history["mae"]
    model.compile("sgd", "mse", weighted_metrics=["mae"])
    assert set(model.fit(x, y, verbose=0).history) == {"loss", "mae"}


@pytest.mark.parametrize("metric", [
    keras.metrics.AUC(num_thresholds=50, curve="PR", name="area"), keras.metrics.Precision(thresholds=0.3, class_id=1, name="p"),
    keras.metrics.BinaryAccuracy(threshold=0.6, name="b"), keras.metrics.BinaryCrossentropy(from_logits=True, label_smoothing=0.2, name="c"),
    keras.metrics.R2Score(num_regressors=2), keras.metrics.F1Score(average="micro", name="f")])
def test_configs_hold_names(metric):
    config = json.loads(json.dumps(metric.get_config()))
    for twin in (type(metric).from_config(config), keras.metrics.deserialize(json.loads(json.dumps(keras.metrics.serialize(metric))))):
        assert type(twin) is type(metric) and twin.get_config() == config and twin.name == metric.name


@pytest.mark.parametrize("call, message", [
    (lambda: keras.metrics.AUC(curve="Invalid"), "Invalid"), (lambda: keras.metrics.AUC(num_thresholds=1), "num_thresholds"),
    (lambda: keras.metrics.Precision(thresholds=1.2), "thresholds"), (lambda: keras.metrics.BinaryAccuracy(threshold=1.5), "threshold"),
    (lambda: keras.metrics.Recall(thresholds=[]), "thresholds"), (lambda: keras.metrics.TruePositives(thresholds=[0.2, -1]), "thresholds"),
    (lambda: keras.metrics.F1Score(average="no"), "average"), (lambda: keras.metrics.PrecisionAtRecall(1.5), "recall"),
    (lambda: keras.metrics.RecallAtPrecision(0.5, num_thresholds=0), "num_thresholds"), (lambda: keras.metrics.TopKCategoricalAccuracy(k=0), "k"),
    (lambda: keras.metrics.BinaryCrossentropy(label_smoothing=2), "label_smoothing"), (lambda: keras.metrics.get("typo"), "typo"),
    (lambda: keras.metrics.BinaryCrossentropy()([[1.0]], [[0.5]], sample_weight=[1, 2, 3]), "a weight a sample")])
def test_refusals(call, message):
    with pytest.raises(ValueError, match=message):
        call()


@pytest.mark.parametrize("regressors", [0, 1, 2])
def test_adjusted_r2_counts_numbers(regressors):
    rng = np.random.default_rng(4)
    y, weights = rng.normal(size=(7, 3)), rng.uniform(0.2, 2, size=7)
    p = y + 0.4 * rng.normal(size=(7, 3))
    mean = np.average(y, axis=0, weights=weights)
    plain = np.mean(1 - (weights @ (y - p) ** 2) / (weights @ (y - mean) ** 2))
    expected = 1 - (1 - plain) * (21 - 1) / (21 - regressors - 1)
    metric = keras.metrics.R2Score(num_regressors=regressors)
    metric.update_state(y, p, sample_weight=weights)
    assert np.isclose(metric.result(), expected, rtol=1e-5)


def test_intersection_over_union():
    y, p, weights = [0, 0, 1, 1], [0, 1, 0, 1], [0.3, 0.3, 0.3, 0.1]
    first, second = 0.3 / 0.9, 0.1 / 0.7
    for ids, value in (([0], first), ([1], second), ([0, 1], (first + second) / 2)):
        metric = keras.metrics.IoU(num_classes=2, target_class_ids=ids)
        assert np.isclose(told(metric, (y[:1], p[:1], weights[:1]), (y[1:], p[1:], weights[1:])), value, rtol=1e-5)
        metric.reset_state()
        assert np.isclose(told(metric, (np.reshape(y, (2, 2)), np.reshape(p, (2, 2)), np.reshape(weights, (2, 2)))), value, rtol=1e-5)
    assert np.isclose(told(keras.metrics.MeanIoU(2), (y, p, weights)), (first + second) / 2, rtol=1e-5)
    assert keras.metrics.IoU(2, [0]).name == "io_u" and keras.metrics.MeanIoU(num_classes=2).name == "mean_io_u"
    config = keras.metrics.IoU(3, (0, 2), ignore_class=1, name="cut").get_config()
    assert config["target_class_ids"] == [0, 2] and keras.metrics.IoU.from_config(config).get_config() == config
    with pytest.raises(ValueError, match="target_class_ids"):
        keras.metrics.IoU(num_classes=2, target_class_ids=[2])
    with pytest.raises(TypeError):
        keras.metrics.IoU(num_classes=2)


def test_intersection_over_union_of_scores():
    scores = np.array([[0.2, 0.3, 0.5], [0.1, 0.2, 0.7], [0.5, 0.3, 0.1], [0.1, 0.4, 0.5]])
    labels, weights = np.array([2, 0, 1, 0]), np.array([0.1, 0.2, 0.3, 0.4])
    one_hot, expected = np.eye(3)[labels], 0.1 / 0.7
    for metric, y in ((keras.metrics.OneHotIoU(3, [0, 2]), one_hot), (keras.metrics.IoU(3, [0, 2], sparse_y_pred=False), labels),
                      (keras.metrics.IoU(3, [0, 2], sparse_y_true=False, sparse_y_pred=False), one_hot)):
        assert np.isclose(told(metric, (y, scores, weights)), expected / 2, rtol=1e-5)
    for metric, y in ((keras.metrics.OneHotMeanIoU(3), one_hot), (keras.metrics.MeanIoU(3, sparse_y_pred=False), labels[:, None])):
        assert np.isclose(told(metric, (y, scores, weights)), expected / 3, rtol=1e-5)
    steps = keras.metrics.MeanIoU(3, sparse_y_pred=False)
    assert np.isclose(told(steps, (labels.reshape(2, 2), scores.reshape(2, 2, 3), weights.reshape(2, 2))), expected / 3, rtol=1e-5)
    with pytest.raises(ValueError, match="sparse_y_pred"):
        keras.metrics.OneHotIoU(3, [0], sparse_y_pred=True)


def test_intersection_over_union_of_two_classes():
    y, p, weights = [0, 1, 0, 1], [0.1, 0.2, 0.4, 0.7], [0.2, 0.3, 0.4, 0.1]
    assert np.isclose(told(keras.metrics.BinaryIoU(threshold=0.3), (y, p)), 1 / 3, rtol=1e-5)
    assert np.isclose(told(keras.metrics.BinaryIoU(threshold=0.3), (y, p, weights)), (0.2 / 0.9 + 0.1 / 0.8) / 2, rtol=1e-5)
    assert np.isclose(told(keras.metrics.BinaryIoU([1], 0.3), (np.reshape(y, (2, 2)), np.reshape(p, (2, 2)), np.reshape(weights, (2, 2)))), 0.1 / 0.8, rtol=1e-5)


def test_intersection_over_union_in_fit():
    x, y = np.eye(3, dtype="float32"), np.array([0, 1, 1])
    model = keras.Sequential([keras.Input((3,)), keras.layers.Activation("linear")])
    model.compile("sgd", "sparse_categorical_crossentropy", metrics=[keras.metrics.MeanIoU(3, sparse_y_pred=False)])
    assert np.isclose(model.evaluate(x, y, verbose=0)[1], (1 + 1 / 2 + 0) / 3)


def test_correlations_along_other_axes():
    draw = np.random.default_rng(3)
    y, p = (draw.normal(size=(2, 3, 2)).astype(np.float32) for _ in range(2))
    for metric, along_steps, along_last in (("PearsonCorrelation", 0.29363641, 0), ("ConcordanceCorrelation", 0.16942437, 0.10688479)):  # Keras 3.15.1's
        made = getattr(keras.metrics, metric)
        assert np.isclose(told(made(axis=1), (y, p)), along_steps, rtol=1e-5) and np.isclose(told(made(axis=-1), (y, p)), along_last, atol=1e-6)
        assert made(axis=1).get_config()["axis"] == 1 and made.from_config(made(axis=-2).get_config()).axis == -2
        for wrong in (3, -4, "a", []):
            with pytest.raises((ValueError, TypeError)):
                told(made(axis=wrong), (y, p))


def test_area_of_gains():
    assert told(keras.metrics.AUC(curve="PRGAIN"), ([0, 0, 1, 1, 1, 0], [0.1, 0.6, 0.35, 0.8, 0.7, 0.2])) == pytest.approx(0.7916666269302368)
    assert keras.metrics.AUC(curve="PRGAIN").get_config()["curve"] == "PRGAIN"


def test_correlations():
    y, p = np.array([[0, 1, 0.5], [1, 1, 0.2]]), np.array([[0.1, 0.9, 0.5], [1, 0.9, 0.2]])
    pearson = np.array([np.corrcoef(*rows)[0, 1] for rows in zip(y, p)])
    lin = np.array([2 * np.mean((a - a.mean()) * (b - b.mean())) / (a.var() + b.var() + (a.mean() - b.mean())**2) for a, b in zip(y, p)])
    for metric, function, rows in ((keras.metrics.PearsonCorrelation, keras.metrics.pearson_correlation, pearson),
                                   (keras.metrics.ConcordanceCorrelation, keras.metrics.concordance_correlation, lin)):
        np.testing.assert_allclose(function(y, p), rows, rtol=1e-5)
        np.testing.assert_allclose(function(y, p, axis=-1), rows, rtol=1e-5)
        assert np.isclose(told(metric(), (y[:1], p[:1]), (y[1:], p[1:])), rows.mean(), rtol=1e-5)
        assert np.isclose(told(metric(), (y, p, [3, 1])), rows @ [0.75, 0.25], rtol=1e-5)
        with pytest.raises(ValueError, match="axis"):
            metric(axis=0)
    assert told(keras.metrics.PearsonCorrelation(), ([[1, 1, 1]], [[1, 2, 3]])) == 0


@pytest.mark.parametrize("name", ["Accuracy", "BinaryAccuracy", "RootMeanSquaredError", "Precision", "BinaryIoU", "TruePositives"])
def test_numbers_may_have_weights_of_their_own(name):
    y, p, weights = np.array([[1, 0, 1], [1, 1, 0]]), np.array([[0.9, 0.6, 0.2], [0.7, 1, 0.3]]), np.array([[1, 2, 0.5], [0.2, 3, 4]])
    metric = getattr(keras.metrics, name)
    assert np.isclose(told(metric(), (y, p, weights)), told(metric(), (y.reshape(-1, 1), p.reshape(-1, 1), weights.ravel())), rtol=1e-6)
