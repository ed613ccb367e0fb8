"""TensorFlow's names against the values that TensorFlow gives, in tensorflow_values.json, and inside programs."""

import inspect
import json
from pathlib import Path

import numpy as np
import pytest
from tensorflow_cases import CASES, LABELS, A, B, function_of, plain, types_of

import occam as tf

TENSORFLOWS = json.loads(Path(__file__).with_name("tensorflow_values.json").read_text())
VALUES, TYPES = TENSORFLOWS["values"], TENSORFLOWS["types"]


def same(found, wanted):
    if isinstance(found, list) and found and isinstance(found[0], list) and len({str(np.shape(each)) for each in found}) > 1:
        assert len(found) == len(wanted)
        for one, other in zip(found, wanted):
            same(one, other)
    else:
        np.testing.assert_allclose(found, wanted, rtol=2e-5, atol=2e-6)


@pytest.mark.parametrize("at", range(len(CASES)), ids=lambda at: f"{CASES[at][0]}-{at}")
def test_values(at):
    name, arguments, named = CASES[at]
    found = function_of(tf, name)(*arguments, **named)
    same(plain(found), VALUES[at])
    if name not in ("rank", "size"):  # numbers of Python
        assert types_of(found) == TYPES[at]


def test_every_name_is_documented_and_takes_a_name():
    for module in (tf.math, tf.nn, tf.linalg):
        for name, each in vars(module).items():
            if inspect.isfunction(each) and not name.startswith("_"):
                assert each.__doc__, name
                assert {"name", "options", "beta"} & set(inspect.signature(each).parameters), name


def test_each_is_found_in_the_package():
    import occam.tensorflow
    assert {"argmax", "GradientTape"} <= set(tf._TENSORFLOW)
    assert set(tf._TENSORFLOW) == {name for name in vars(occam.tensorflow) if not name.startswith("_")}
    assert callable(tf.stack)


def test_traced_in_losses():
    """Written in TensorFlow's names, a loss is trained as the engine's own is."""
    @tf.function
    def loss(y_true, y_pred):
        return tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=y_true, logits=y_pred), axis=-1)

    def trained(loss):
        tf.keras.utils.set_random_seed(3)
        model = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(4)])
        model.compile("sgd", loss)
        return model.fit(A, LABELS, epochs=5, verbose=0).history["loss"]

    np.testing.assert_allclose(trained(loss), trained(tf.keras.losses.BinaryCrossentropy(from_logits=True)), rtol=1e-5)


def test_traced_in_layers():
    """The same values on arrays and in a model."""
    class Mixed(tf.keras.layers.Layer):
        def call(self, inputs):
            first, second = tf.split(inputs, [1, 3], axis=1)
            weighted = tf.nn.l2_normalize(second, axis=1) * tf.gather(inputs, [0], axis=1)
            return tf.concat([tf.math.squared_difference(first, 1.0), weighted, tf.cast(tf.expand_dims(tf.argmax(inputs, axis=1), -1), tf.float32)], axis=1)

    inputs = tf.keras.Input((4,))
    model = tf.keras.Model(inputs, Mixed()(inputs))
    np.testing.assert_allclose(model.predict(A, verbose=0), Mixed()(A), rtol=1e-6)
    wanted = np.concatenate([(A[:, :1] - 1) ** 2, A[:, 1:] / np.linalg.norm(A[:, 1:], axis=1, keepdims=True) * A[:, :1], A.argmax(1)[:, None]], 1)
    np.testing.assert_allclose(model.predict(A, verbose=0), wanted, rtol=1e-5)


def test_dropout_of_names_is_scaled():
    tf.random.set_seed(1)
    dropped = np.asarray(tf.nn.dropout(np.ones((100, 100), np.float32), rate=0.25))
    assert set(np.unique(dropped)) == {0, np.float32(1 / 0.75)}
    assert abs((dropped == 0).mean() - 0.25) < 0.02


def test_small_names(capsys):
    assert tf.newaxis is None
    assert A[:, tf.newaxis].shape == (3, 1, 4)
    assert tf.executing_eagerly()
    assert isinstance(tf.constant([1.0]), tf.Tensor)
    assert tf.function(reduce_retracing=True)(len) is len
    assert tf.config.list_physical_devices("GPU") == []
    assert tf.config.list_physical_devices()[0].device_type == "CPU"
    tf.get_logger().setLevel("ERROR")
    with tf.device("/CPU:0"), tf.name_scope("scope"):
        assert np.asarray(tf.ones_initializer()((2,))).tolist() == [1, 1]
    tf.print("loss", tf.reduce_sum(B * 0), end="!\n")
    assert "loss" in capsys.readouterr().err


def test_what_is_missing_is_said():
    with pytest.raises(AttributeError, match="module 'occam' has no attribute 'nonsense'"):
        tf.nonsense
    assert not hasattr(tf.math, "nonsense")
    with pytest.raises(ValueError, match="direction"):
        tf.sort(A, direction="down")
    with pytest.raises(ValueError, match="Expected classes from 0 to 1. Received: 2"):
        tf.math.confusion_matrix([0, 2], [0, 1], num_classes=2)
    with pytest.raises(ValueError, match="batch_dims"):
        tf.gather(A, [0], batch_dims=1)
