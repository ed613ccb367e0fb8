"""First values of weights: what Keras's own tests ask of its initializers."""

import numpy as np
import pytest

import occam as keras
from occam import initializers


def test_distributions():
    shape = (250, 400)
    draws = {
        "glorot_normal": np.sqrt(2 / 650), "glorot_uniform": np.sqrt(2 / 650), "he_normal": np.sqrt(2 / 250), "he_uniform": np.sqrt(2 / 250),
        "lecun_normal": np.sqrt(1 / 250), "lecun_uniform": np.sqrt(1 / 250), "truncated_normal": 0.05 * 0.8796, "random_normal": 0.05,
        "random_uniform": 0.1 / np.sqrt(12), "variance_scaling": np.sqrt(1 / 250)}
    for name, deviation in draws.items():
        values = initializers.get(name)(shape)
        assert values.shape == shape and np.isclose(np.std(values), deviation, rtol=0.01), name
        assert abs(np.mean(values)) < deviation / 60, name
    values = initializers.VarianceScaling(scale=0.5, mode="fan_out", distribution="untruncated_normal", seed=1)(shape)
    assert np.isclose(np.std(values), np.sqrt(0.5 / 400), rtol=0.01)


def test_what_is_not_random():
    np.testing.assert_array_equal(initializers.Constant(6.0)((3, 2)), np.full((3, 2), 6))
    np.testing.assert_array_equal(initializers.Identity(gain=2)((3, 4)), 2 * np.eye(3, 4))
    np.testing.assert_array_equal(initializers.get("one")((2,)), [1, 1])
    values = np.asarray(initializers.Orthogonal(gain=0.5, seed=3)((10, 20)))
    np.testing.assert_allclose(values @ values.T, 0.25 * np.eye(10), atol=1e-6)
    with pytest.raises(ValueError):
        initializers.Orthogonal()((10,))
    with pytest.raises(ValueError):
        initializers.Identity()((10,))


def test_a_constant_may_be_an_array():
    values = np.arange(6, dtype=np.float32).reshape(2, 3)
    made = initializers.Constant(values)
    np.testing.assert_array_equal(made((2, 3)), values)
    np.testing.assert_array_equal(initializers.Constant.from_config(made.get_config())((2, 3)), values)
    model = keras.Sequential([keras.layers.Dense(3, kernel_initializer=made, bias_initializer=initializers.Constant([1.0, 2, 3]), input_shape=(2,))])
    np.testing.assert_array_equal(model.get_weights()[0], values)
    np.testing.assert_array_equal(model.get_weights()[1], [1, 2, 3])
    with pytest.raises(ValueError):
        keras.Sequential([keras.layers.Dense(4, kernel_initializer=made, input_shape=(2,))]).get_weights()


def test_names_configs_and_refusals():
    assert initializers.he_normal is initializers.HeNormal and initializers.constant is initializers.Constant
    assert isinstance(initializers.get("IdentityInitializer"), initializers.Identity)
    for name in ("orthogonal", "lecun_normal", "variance_scaling", "truncated_normal", "constant"):
        made = initializers.get(name)
        again = initializers.deserialize(initializers.serialize(made))
        assert type(again) is type(made) and again.get_config() == made.get_config()
    for wrong in ({"scale": -1.0}, {"mode": "fan"}, {"distribution": "normally"}):
        with pytest.raises(ValueError):
            initializers.VarianceScaling(**wrong)
    with pytest.raises(ValueError):
        initializers.get("typo")


def test_one_seed_one_draw():
    first, second = initializers.HeUniform(seed=7), initializers.HeUniform(seed=7)
    np.testing.assert_array_equal(first((4, 5)), second((4, 5)))
    np.testing.assert_array_equal(first((4, 5)), first((4, 5)))
    assert not np.array_equal(first((4, 5)), initializers.HeUniform(seed=8)((4, 5)))


def test_base_classes():
    with pytest.raises(NotImplementedError):
        initializers.Initializer()((2, 2))
    kept = keras.constraints.Constraint()
    np.testing.assert_array_equal(kept(np.array([1.0, -2])), [1, -2])
    assert kept.get_config() == {} and isinstance(keras.constraints.Constraint.from_config({}), keras.constraints.Constraint)
    assert keras.regularizers.Regularizer()(np.ones(3)) == 0
    with pytest.raises(NotImplementedError):
        keras.regularizers.Regularizer().get_config()

    class Halves(keras.constraints.Constraint):
        def __init__(self, factor=0.5):
            self.factor = factor

        def __call__(self, w):
            return w * self.factor

        def get_config(self):
            return {"factor": self.factor}

    assert Halves.from_config({"factor": 0.25}).factor == 0.25


def test_an_array_is_kept_when_a_constant_is_serialized():
    values = np.array([[1.5, -2.0], [0.25, 4.0]])
    for made in (keras.initializers.Constant(values), keras.initializers.get(values)):
        for back in (keras.saving.deserialize_keras_object(keras.saving.serialize_keras_object(made)), keras.initializers.deserialize(keras.initializers.serialize(made))):
            np.testing.assert_array_equal(back((2, 2)), values)
    weight = keras.layers.Dense(2, kernel_initializer=keras.initializers.Constant(values))
    np.testing.assert_array_equal(weight(np.eye(2)), values)
    np.testing.assert_array_equal(keras.layers.Dense.from_config(weight.get_config())(np.eye(2)), values)
