"""Classes from the catalogues: arguments, configs, values, refusals."""

import inspect

import numpy as np
import pytest

import occam as keras
from occam.described import MEMBERS


@pytest.mark.parametrize("concept", sorted(MEMBERS))
def test_configs_come_back(concept):
    for cls in set(MEMBERS[concept].values()):
        if concept == "callbacks":
            continue
        made = cls._from_described(cls.member["named"]["config"])
        again = cls.from_config(made.get_config())
        left = {key: value for key, value in made._arguments.items() if key != "name"}
        right = {key: value for key, value in again._arguments.items() if key != "name"}
        assert left == right, cls
        assert cls.__doc__ and inspect.signature(cls)


def test_values_of_regularizers():
    x = np.array([[1, -2], [0.5, 0]], np.float32)
    assert np.isclose(keras.regularizers.L1(0.1)(x), 0.35)
    assert np.isclose(keras.regularizers.l2(0.1)(x), 0.525)
    assert np.isclose(keras.regularizers.L1L2(l1=0.1, l2=0.1)(x), 0.875)
    assert keras.regularizers.get("l2").l2 == 0.01
    assert keras.regularizers.get(None) is None


def test_keras_keeps_its_default_of_l1():
    assert keras.regularizers.L1().proximal is False
    assert keras.regularizers.get("l1").proximal is False
    assert keras.layers.Dense(1, kernel_regularizer="l1").kernel_regularizer.proximal is False
    assert keras.regularizers.L1(0.1).get_config() == {"l1": 0.1}
    own = keras.regularizers.L1(0.1, proximal=True)
    assert own.get_config()["proximal"] is True
    assert keras.regularizers.L1.from_config(own.get_config()).proximal is True


def test_activations_are_functions():
    x = np.array([-3.0, 0.0, 2.0])
    np.testing.assert_allclose(keras.activations.relu(x), [0, 0, 2])
    np.testing.assert_allclose(keras.activations.softmax(np.array([[1.0, 2.0]])), [[0.26894142, 0.73105858]], rtol=1e-6)
    layer = keras.layers.Dense(2, activation=keras.activations.relu)
    assert layer.get_config()["activation"] == "relu"


def test_losses_and_metrics():
    y, p = np.array([[0.0], [1.0], [1.0]]), np.array([[0.2], [0.7], [0.4]])
    expected = -np.mean([np.log(0.8), np.log(0.7), np.log(0.4)])
    assert np.isclose(keras.losses.BinaryCrossentropy()(y, p), expected, rtol=1e-5)
    weights = np.array([1.0, 2.0, 0.0])
    weighted = -(np.log(0.8) + 2 * np.log(0.7)) / 3
    assert np.isclose(keras.losses.BinaryCrossentropy()(y, p, sample_weight=weights), weighted, rtol=1e-5)
    values = keras.losses.mean_squared_error(np.array([[1.0, 2.0]]), np.array([[2.0, 4.0]]))
    np.testing.assert_allclose(values, [2.5])
    metric = keras.metrics.MeanSquaredError()
    metric.update_state([[1.0]], [[3.0]])
    metric.update_state([[1.0], [1.0]], [[1.0], [2.0]])
    assert np.isclose(metric.result(), 5 / 3)
    metric.reset_state()
    assert metric.result() == 0
    auc = keras.metrics.AUC(name="roc")
    assert auc.name == "roc"


def test_initializers_are_seeded():
    a, b = keras.initializers.GlorotUniform(seed=1), keras.initializers.GlorotUniform(seed=1)
    np.testing.assert_array_equal(a((3, 4)), b((3, 4)))
    assert not np.array_equal(a((3, 4)), keras.initializers.GlorotUniform(seed=2)((3, 4)))
    assert np.abs(a((3, 4))).max() <= np.sqrt(6 / 7)


@pytest.mark.parametrize("call, words", [
    (lambda: keras.layers.Dense(0), ["Dense", "units", "0"]),
    (lambda: keras.layers.Dense("many"), ["Dense", "units", "many"]),
    (lambda: keras.layers.Dropout(1.5), ["Dropout", "rate", "1.5"]),
    (lambda: keras.regularizers.L2(-1), ["L2", "l2", "-1"]),
    (lambda: keras.regularizers.L2(float("nan")), ["L2", "l2", "nan"]),
    (lambda: keras.optimizers.Adam(learning_rate="fast"), ["Adam", "fast"]),
    (lambda: keras.layers.Dense(3, kernel_regularizer="l3"), ["l3"]),
    (lambda: keras.Sequential([5]), ["5"]),
    (lambda: keras.layers.Dense(3, dtype="float16"), ["float16"]),
])
def test_refusals(call, words):
    with pytest.raises(ValueError) as error:
        call()
    for word in words:
        assert word in str(error.value)


def test_unknown_arguments_are_type_errors():
    with pytest.raises(TypeError, match="unitz"):
        keras.layers.Dense(3, unitz=3)


def test_schedules():
    schedule = keras.optimizers.schedules.ExponentialDecay(0.1, decay_steps=10, decay_rate=0.5)
    assert np.isclose(schedule(20), 0.025)
    optimizer = keras.optimizers.SGD(schedule)
    assert optimizer.get_config()["learning_rate"]["class_name"] == "ExponentialDecay"


@pytest.mark.parametrize("read", [lambda: keras.layers.Dense.from_config({"units": 3, "foo": 1}), lambda: keras.losses.Huber.from_config({"foo": 1}),
                                  lambda: keras.optimizers.Adam.from_config({"foo": 1}), lambda: keras.layers.deserialize({"class_name": "Nope", "config": {}}),
                                  lambda: keras.regularizers.get({"class_name": "L9", "config": {}})])
def test_configs_that_no_class_has_are_type_errors_and_value_errors(read):
    """Keras 3.15.1 raises the one or the other."""
    with pytest.raises(TypeError, match="foo|Unknown class"):
        read()
    with pytest.raises(ValueError, match="foo|Unknown class"):
        read()
