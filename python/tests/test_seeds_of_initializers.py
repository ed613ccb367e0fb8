"""A seed of an initializer is that of its draws, in layers too: two layers with one seed begin alike. Source: Keras 3, RandomInitializer."""

import pickle

import numpy as np
import pytest

import occam as keras

I, layers = keras.initializers, keras.layers
RANDOM = [I.GlorotNormal, I.GlorotUniform, I.HeNormal, I.HeUniform, I.LecunNormal, I.LecunUniform, I.Orthogonal, I.RandomNormal, I.RandomUniform, I.TruncatedNormal, I.VarianceScaling]


@pytest.mark.parametrize("cls", RANDOM)
def test_draws_and_configs(cls):
    own = cls(seed=3)
    assert own.get_config()["seed"] == 3 and cls().get_config()["seed"] is None
    assert cls(seed=keras.random.SeedGenerator(5)).get_config()["seed"] == 5
    again = cls.from_config(own.get_config())
    assert again.get_config() == own.get_config()
    values = own((4, 3))
    assert np.array_equal(own((4, 3)), values) and np.array_equal(again((4, 3)), values) and not np.array_equal(cls(seed=4)((4, 3)), values)
    assert keras.initializers.deserialize(keras.initializers.serialize(own)).get_config() == own.get_config()


def test_layers_begin_with_the_draws(tmp_path):
    def made():
        return keras.Sequential([keras.Input((3,)), layers.Dense(4, kernel_initializer=I.HeNormal(seed=4)), layers.Dense(4, kernel_initializer=I.HeNormal(seed=5)), layers.Dense(1)])
    model, other = made(), made()
    first, second = (layer.get_weights()[0] for layer in model.layers[:2])
    assert np.array_equal(first, I.HeNormal(seed=4)((3, 4))) and np.array_equal(second, I.HeNormal(seed=5)((4, 4)))
    assert np.array_equal(other.layers[0].get_weights()[0], first) and not np.array_equal(other.layers[2].get_weights()[0], model.layers[2].get_weights()[0])
    config = model.layers[0].get_config()["kernel_initializer"]
    assert config["class_name"] == "HeNormal" and config["config"]["seed"] == 4
    assert np.array_equal(keras.models.clone_model(model).layers[0].get_weights()[0], first)
    model.compile("sgd", "mse")
    x = np.ones((8, 3), "float32")
    model.fit(x, x[:, :1], verbose=0)
    model.save(tmp_path / "model.keras")
    for again in (keras.models.load_model(tmp_path / "model.keras"), pickle.loads(pickle.dumps(model))):
        np.testing.assert_array_equal(again.predict(x, verbose=0), model.predict(x, verbose=0))
