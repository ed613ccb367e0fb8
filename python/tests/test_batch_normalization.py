"""BatchNormalization called on arrays, by what Keras's own tests assert of it."""

import numpy as np
import pytest

import occam as keras


@pytest.mark.parametrize("axis", [-1, 1])
@pytest.mark.parametrize("momentum", [0.0, 0.5, 0.9])
def test_calls_in_training_move_the_statistics(axis, momentum):
    x = np.random.default_rng(0).normal(5, 10, size=(20, 4, 3)).astype("float32")
    layer = keras.layers.BatchNormalization(axis=axis, momentum=momentum)
    others = tuple(each for each in range(3) if each != axis % 3)
    mean, variance = np.zeros(x.shape[axis]), np.ones(x.shape[axis])
    for _ in range(3):
        y = layer(x, training=True)
        mean = momentum * mean + (1 - momentum) * x.mean(others)
        variance = momentum * variance + (1 - momentum) * x.var(others)
        np.testing.assert_allclose(y.mean(others), 0, atol=1e-5)
        np.testing.assert_allclose(y.std(others), 1, atol=1e-4)
    np.testing.assert_allclose(layer.moving_mean, mean, rtol=1e-5)
    np.testing.assert_allclose(layer.moving_variance, variance, rtol=1e-5)
    shape = [1, 1, 1]
    shape[axis] = -1
    expected = (x - mean.reshape(shape)) / np.sqrt(variance.reshape(shape) + layer.epsilon)
    np.testing.assert_allclose(layer(x), expected, rtol=1e-4, atol=1e-4)
    assert [each.name for each in layer.trainable_weights] == ["gamma", "beta"] and len(layer.non_trainable_weights) == 2


def test_a_frozen_one_and_inference_leave_them():
    x = np.arange(6.0).reshape(3, 2)
    layer = keras.layers.BatchNormalization()
    layer(x)
    layer.trainable = False
    layer(x, training=True)
    assert layer.trainable_weights == [] and len(layer.non_trainable_weights) == 4
    np.testing.assert_array_equal(layer.moving_mean, [0, 0])
    np.testing.assert_array_equal(layer.moving_variance, [1, 1])


def test_in_a_model_the_other_weights_stay():
    x = np.arange(6.0).reshape(3, 2)
    normal = keras.layers.BatchNormalization(momentum=0.5)
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(2, kernel_initializer="ones"), normal])
    before = model.get_weights()
    normal(x, training=True)
    after = model.get_weights()
    assert [np.array_equal(one, other) for one, other in zip(before, after)] == [True] * 4 + [False] * 2
    np.testing.assert_allclose(after[4], x.mean(0) / 2)


@pytest.mark.parametrize("center, scale, weights", [(True, True, 4), (False, True, 3), (True, False, 3), (False, False, 2)])
def test_weights(center, scale, weights):
    layer = keras.layers.BatchNormalization(center=center, scale=scale, beta_regularizer="l2" if center else None)
    layer.build((None, 3))
    assert len(layer.weights) == weights and len(layer.trainable_weights) == weights - 2 and len(layer.losses) == center
    assert type(layer).from_config(layer.get_config()).get_config() == layer.get_config()
