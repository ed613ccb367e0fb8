"""What metrics of the engine have added up, as Keras's variables."""

import pickle

import numpy as np
import pytest

import occam as keras

TARGETS = np.array([0, 1, 1, 0, 1], "float32")
CHANCES = np.array([0.2, 0.7, 0.4, 0.6, 0.9], "float32")
WEIGHTS = np.array([1, 2, 1, 0.5, 1], "float32")


def held(metric):
    return {each.name: each.numpy().tolist() for each in metric.variables}


# By hand: errors 0.2, -0.3, -0.6, 0.6, -0.1.
def test_means_have_total_and_count():
    metric = keras.metrics.MeanAbsoluteError()
    assert held(metric) == {"total": 0.0, "count": 0.0}
    metric.update_state(TARGETS, CHANCES)
    assert float(metric.total) == pytest.approx(1.8, 1e-6) and float(metric.count) == 5
    metric.reset_state()
    assert held(metric) == {"total": 0.0, "count": 0.0}
    metric.update_state(TARGETS, CHANCES, sample_weight=WEIGHTS)
    assert float(metric.total) == pytest.approx(0.2 + 0.6 + 0.6 + 0.3 + 0.1, 1e-6) and float(metric.count) == 5.5


def test_samples_of_several_numbers_count_each():
    metric = keras.metrics.CategoricalAccuracy()
    metric.update_state(np.eye(3)[[[0, 1], [2, 2]]], np.eye(3)[[[0, 1], [2, 0]]])
    assert held(metric) == {"total": 3.0, "count": 4.0}


# Keras: of the thresholds 0.3, 0.5, 0.8.
def test_counts_of_a_row_for_each_threshold():
    metric = keras.metrics.Precision(thresholds=[0.3, 0.5, 0.8])
    assert [each.shape for each in metric.variables] == [(3,), (3,)]
    metric.update_state(TARGETS, CHANCES)
    assert held(metric) == {"true_positives": [3, 2, 1], "false_positives": [1, 1, 0]}
    found = keras.metrics.Recall()
    found.update_state(TARGETS, CHANCES)
    assert held(found) == {"true_positives": [2], "false_negatives": [1]}
    counted = keras.metrics.TrueNegatives()
    counted.update_state(TARGETS, CHANCES)
    assert held(counted) == {"accumulator": [1]}


# Keras, num_thresholds=5: thresholds below 0, 0.25, 0.5, 0.75 and above 1.
@pytest.mark.parametrize("make", [lambda: keras.metrics.AUC(num_thresholds=5),
                                  lambda: keras.metrics.SensitivityAtSpecificity(0.5, num_thresholds=5)])
def test_curves_have_four_counts(make):
    metric = make()
    metric.update_state(TARGETS, CHANCES)
    assert held(metric) == {"true_positives": [3, 3, 2, 1, 0], "false_positives": [2, 1, 1, 0, 0],
                            "true_negatives": [0, 1, 1, 2, 2], "false_negatives": [0, 0, 1, 2, 3]}


def test_curves_of_several_outputs():
    metric = keras.metrics.AUC(num_thresholds=3, multi_label=True)
    assert metric.variables == []
    metric.update_state([[0, 1], [1, 1]], [[0.2, 0.7], [0.6, 0.4]])
    assert held(metric)["true_positives"] == [[1, 2], [1, 1], [0, 0]]
    assert held(metric)["true_negatives"] == [[0, 0], [1, 0], [1, 0]]


def test_scores_by_class_and_together():
    targets, chances = [[1, 0], [0, 1], [1, 1]], [[0.9, 0.1], [0.6, 0.7], [0.2, 0.8]]
    metric = keras.metrics.F1Score(threshold=0.5)
    metric.update_state(targets, chances)
    assert held(metric) == {"true_positives": [1, 2], "false_positives": [1, 0], "false_negatives": [1, 0], "intermediate_weights": [2, 2]}
    together = keras.metrics.F1Score(average="micro", threshold=0.5)
    together.update_state(targets, chances)
    assert held(together)["true_positives"] == 3.0 and held(together)["false_positives"] == 1.0
    together.variables[0].assign(1.0)
    assert float(together.result()) == pytest.approx(2 / (2 + 1 + 1))


@pytest.mark.parametrize("name, arguments", [("AUC", {}), ("Precision", {"thresholds": [0.3, 0.8]}), ("MeanSquaredError", {}), ("TruePositives", {}),
                                             ("RootMeanSquaredError", {}), ("SensitivityAtSpecificity", {"specificity": 0.9})])
def test_a_state_that_is_put_back_gives_the_result_again(name, arguments):
    metric = getattr(keras.metrics, name)(**arguments)
    metric.update_state(TARGETS, CHANCES)
    kept, result = [each.numpy() for each in metric.variables], np.asarray(metric.result())
    metric.update_state(TARGETS, 1 - CHANCES)
    assert not np.array_equal(metric.result(), result)
    for variable, value in zip(metric.variables, kept):
        variable.assign(value)
    assert metric.result() == pytest.approx(result, rel=1e-6)
    for variable in metric.variables:
        variable.assign(np.zeros(variable.shape))
    assert not np.any(metric.result())


def test_a_variable_keeps_its_shape():
    metric = keras.metrics.Precision()
    metric.update_state(TARGETS, CHANCES)
    with pytest.raises(ValueError, match="Expected an array of shape"):
        metric.true_positives.assign([1.0, 2.0])


def network():
    keras.utils.set_random_seed(3)
    return keras.Sequential([keras.Input((3,)), keras.layers.Dense(1, activation="sigmoid")])


def test_metrics_given_to_compile_tell_the_last_pass():
    area, share = keras.metrics.AUC(), keras.metrics.BinaryAccuracy(name="share")
    model = network()
    model.compile("sgd", "binary_crossentropy", metrics=[area, share, "mae"])
    x = np.random.default_rng(2).normal(size=(40, 3))
    y = (x[:, :1] > 0).astype("float32")
    logs = model.evaluate(x, y, verbose=0, return_dict=True)
    assert float(area.result()) == pytest.approx(logs["auc"]) and float(share.result()) == pytest.approx(logs["share"])
    history = model.fit(x, y, epochs=2, verbose=0, validation_data=(x[:7], y[:7])).history
    assert float(share.result()) == pytest.approx(history["val_share"][-1])
    history = model.fit(x, y, epochs=1, verbose=0).history
    assert float(share.result()) == pytest.approx(history["share"][-1])
    with pytest.raises(ValueError, match="the model has added up its last pass"):
        share.total.numpy()
    share.update_state([1, 0, 1, 1], [0.9, 0.8, 0.7, 0.1])
    assert float(share.result()) == 0.5 and float(share.total) == 2


def test_outputs_have_a_metric_each():
    given = keras.Input((3,))
    first, second = keras.metrics.MeanAbsoluteError(), keras.metrics.MeanAbsoluteError()
    model = keras.Model(given, [keras.layers.Dense(1, name="one")(given), keras.layers.Dense(1, name="two")(given)])
    model.compile("sgd", "mse", metrics=[[first], [second]])
    x = np.random.default_rng(2).normal(size=(10, 3))
    logs = model.evaluate(x, [x[:, :1], 5 + x[:, :1]], verbose=0, return_dict=True)
    assert float(first.result()) == pytest.approx(logs["one_mean_absolute_error"])
    assert float(second.result()) == pytest.approx(logs["two_mean_absolute_error"])


def test_metrics_and_functions_of_losses_are_pickled():
    metric = keras.metrics.AUC(num_thresholds=7, name="area")
    metric.update_state(TARGETS, CHANCES)
    found = pickle.loads(pickle.dumps(metric))
    assert (found.name, found.get_config()) == ("area", metric.get_config()) and float(found.result()) == 0
    found.update_state(TARGETS, CHANCES)
    assert float(found.result()) == float(metric.result())
    assert pickle.loads(pickle.dumps(keras.losses.get("mse"))) is keras.losses.mean_squared_error is keras.losses.MSE


def test_a_loss_of_ones_own_sees_float32():
    class Squares(keras.losses.Loss):
        def call(self, y_true, y_pred):
            return (y_true - y_pred) ** 2

    found = Squares()(np.array([1, 0, 1]), np.array([0.5, 0.25, 1.0]))
    assert found.dtype == "float32" and float(found) == pytest.approx(0.3125 / 3)


def test_thresholds_are_keras_s():
    # Oracle: real Keras's attributes and config.
    made = keras.metrics.AUC(num_thresholds=7, thresholds=[0.3, 0.5])
    assert made.thresholds == pytest.approx([-1e-7, 0.3, 0.5, 1 + 1e-7], abs=1e-9) and made.num_thresholds == 4
    assert made.get_config()["num_thresholds"] == 4 and made.get_config()["thresholds"] == [0.3, 0.5]
    assert keras.metrics.AUC.from_config(made.get_config()).num_thresholds == 4
    assert keras.metrics.AUC(num_thresholds=4).thresholds == pytest.approx([-1e-7, 1 / 3, 2 / 3, 1 + 1e-7])
    assert keras.metrics.Precision().thresholds == keras.metrics.TruePositives().thresholds == [0.5] and keras.metrics.Recall(thresholds=[0.2, 0.7]).thresholds == [0.2, 0.7]
    assert keras.metrics.SensitivityAtSpecificity(0.5, num_thresholds=3).thresholds == [0, 0.5, 1] and keras.metrics.Recall(top_k=2).thresholds == [-1e10]


def test_a_reset_curve_keeps_its_shapes():
    made = keras.metrics.AUC(num_thresholds=5, multi_label=True)
    made.update_state([[0, 1], [1, 1]], [[0.1, 0.9], [0.8, 0.3]])
    made.reset_state()
    np.testing.assert_array_equal(made.true_positives.numpy(), np.zeros((5, 2)))


class Counted(keras.metrics.Metric):
    def __init__(self, name="counted"):
        super().__init__(name=name)
        self.total = self.add_variable(name="total", initializer="zeros")

    def update_state(self, values):
        self.total.assign_add(keras.ops.sum(values))

    def result(self):
        return self.total / 2


def test_metrics_and_variables_inside_a_metric_are_its_variables():
    made = Counted()
    made.more, made.inner = {"a": [keras.Variable(3.0), keras.Variable([1.0, 2.0])]}, [Counted("first"), Counted("second")]
    assert [each.name for each in made.variables] == ["total", "variable", "variable", "total", "total"]
    made.inner[1].update_state(np.ones(4))
    assert float(made.variables[4].numpy()) == 4
    made.reset_state()
    assert all(not np.any(each.numpy()) for each in made.variables)


@pytest.mark.parametrize("make", [Counted, keras.metrics.Sum])
def test_states_apart(make):
    made = make()
    made.update_state([1.0, 2.0])
    state = made.stateless_reset_state()
    assert [float(each) for each in state] == [0] and float(made.total.value) == 3
    for batch in ([4.0], [5.0, 6.0]):
        state = made.stateless_update_state(state, batch)
    assert [float(each) for each in state] == [15] and float(made.total.value) == 3
    assert float(made.stateless_result(state)) == (7.5 if make is Counted else 15)
    engine = keras.metrics.MeanAbsoluteError()
    state = engine.stateless_update_state(engine.stateless_reset_state(), TARGETS, CHANCES)
    assert [float(each) for each in state] == pytest.approx([1.8, 5]) and float(engine.stateless_result(state)) == pytest.approx(0.36) and held(engine) == {"total": 0.0, "count": 0.0}
    with pytest.raises(ValueError, match="expected 1 variables"):
        made.stateless_result([1.0, 2.0])
