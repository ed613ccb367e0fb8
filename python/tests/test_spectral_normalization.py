"""SpectralNormalization: against the published formula in NumPy, and a file of Keras 3.15.1 with what Keras predicts from it and how it trains on."""

import json
import pathlib

import numpy as np
import pytest

import occam as keras
from occam import layers

X = np.random.RandomState(5).normal(size=(6, 4)).astype("float32")
DATA = pathlib.Path(__file__).parents[2] / "tests/golden/data"


def normalized(kernel, u, iterations):
    """(kernel over its largest singular value, the new u). Source: Miyato et al. 2018, algorithm 1."""
    matrix = kernel.reshape(-1, kernel.shape[-1]).astype(float)
    for _ in range(iterations):
        v = u @ matrix.T
        v /= np.linalg.norm(v)
        u = v @ matrix
        u /= np.linalg.norm(u)
    return kernel / (v @ matrix @ u.T), u


@pytest.mark.parametrize("iterations", [1, 3])
def test_a_call_in_training_divides_the_kernel(iterations):
    layer = layers.SpectralNormalization(layers.Dense(3, kernel_initializer="he_normal", bias_initializer="ones"), power_iterations=iterations)
    before = np.asarray(layer(X))
    kernel, u = layer.kernel.numpy(), layer.vector_u.numpy()
    np.testing.assert_allclose(before, X @ kernel + 1, rtol=1e-5)
    expected, new = normalized(kernel, u, iterations)
    np.testing.assert_allclose(layer(X, training=True), X @ expected + 1, rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(layer.kernel, expected, rtol=1e-4, atol=1e-6)
    np.testing.assert_allclose(layer.vector_u, new, rtol=1e-4, atol=1e-6)
    np.testing.assert_allclose(layer(X), X @ expected + 1, rtol=1e-4, atol=1e-5)
    assert [each.name for each in layer.weights] == ["kernel", "vector_u", "bias"] and [each.name for each in layer.non_trainable_weights] == ["vector_u"]
    for _ in range(40):
        layer(X, training=True)
    assert np.linalg.norm(layer.kernel.numpy(), 2) == pytest.approx(1, rel=1e-3)


class Projection(layers.Layer):
    """What a user writes in place of Dense."""

    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units

    def build(self, input_shape):
        self.kernel = self.add_weight(shape=(input_shape[-1], self.units), initializer="glorot_normal", regularizer=keras.regularizers.L2(0.05), name="kernel")

    def call(self, x):
        return keras.ops.matmul(x, self.kernel)

    def get_config(self):
        return {**super().get_config(), "units": self.units}


@pytest.mark.parametrize("inner", [lambda: layers.Dense(3, use_bias=False, kernel_regularizer=keras.regularizers.L2(0.05)), lambda: Projection(3)])
def test_a_step_of_training_starts_from_the_divided_kernel(inner):
    model = keras.Sequential([keras.Input((4,)), layers.SpectralNormalization(inner(), power_iterations=2, name="sn")])
    kernel, u = (each.numpy() for each in sorted(model.weights, key=lambda each: each.name))
    y = np.random.RandomState(6).normal(size=(6, 3)).astype("float32")
    model.compile(keras.optimizers.SGD(0.1), "mse")
    loss = model.fit(X, y, batch_size=6, verbose=0).history["loss"][0]
    start, new = normalized(kernel, u, 2)
    error = X @ start - y
    assert loss == pytest.approx((error ** 2).mean() + 0.05 * (start ** 2).sum(), rel=1e-4)
    expected = start - 0.1 * (2 * X.T @ error / error.size + 0.1 * start)
    after = {each.name: each.numpy() for each in model.weights}
    np.testing.assert_allclose(after["kernel"], expected, rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(after["vector_u"], new, rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(model.predict(X, verbose=0), X @ expected, rtol=1e-4, atol=1e-5)


def test_a_frozen_kernel_is_divided_and_not_trained():
    model = keras.Sequential([keras.Input((4,)), layers.SpectralNormalization(layers.Dense(3)), layers.Dense(1)])
    kernel, u, bias = (each.numpy() for each in model.layers[0].weights)
    model.layers[0].trainable = False
    model.compile("sgd", "mse")
    model.fit(X, X[:, :1], batch_size=6, verbose=0)
    expected, new = normalized(kernel, u, 1)
    for value, wanted in zip(model.layers[0].weights, (expected, new, bias)):
        np.testing.assert_allclose(value, wanted, rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("optimizer", ["adamw", "ftrl", "nadam", "adafactor", "lamb"])
def test_penalties_and_constraints_hold_with_every_optimizer(optimizer):
    inner = layers.Dense(16, kernel_constraint="non_neg", kernel_regularizer=keras.regularizers.L1(0.01))
    model = keras.Sequential([keras.Input((4,)), layers.SpectralNormalization(inner), layers.Dense(1)])
    model.compile(optimizer, "mse")
    losses = model.fit(X, X[:, :1], epochs=5, batch_size=3, verbose=0).history["loss"]
    assert np.isfinite(losses).all() and (model.layers[0].kernel.numpy() >= 0).all()


def test_a_file_of_keras_predicts_and_trains_on():
    case = json.loads((DATA / "keras_files.json").read_text())["cases"]["spectral"]
    model = keras.models.load_model(DATA / "keras_spectral.keras")
    x, y = np.array(case["x"][0], "float32"), np.array(case["y"][0], "float32")
    np.testing.assert_allclose(model.predict(x, verbose=0), case["predictions"][0], rtol=1e-4, atol=1e-5)
    model.fit(x, y, epochs=3, batch_size=len(x), shuffle=False, verbose=0)
    np.testing.assert_allclose(model.predict(x, verbose=0), case["after_three_steps"][0], rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize("inner", [lambda: layers.Dense(3, activation="tanh"), lambda: Projection(3)])
@pytest.mark.parametrize("name", ["model.keras", "model.weights.h5", "model.safetensors"])
def test_files(tmp_path, inner, name):
    def made():
        return keras.Sequential([keras.Input((4,)), layers.SpectralNormalization(inner(), 2), layers.Dense(1)])

    model = made()
    model.compile("adam", "mse")
    model.fit(X, X[:, :1], epochs=2, verbose=0)
    if name.endswith(".keras"):
        model.save(tmp_path / name)
        again = keras.models.load_model(tmp_path / name, custom_objects={"Projection": Projection})
        assert again.layers[0].power_iterations == 2
        for each in (model, again):
            each.fit(X, X[:, :1], epochs=2, shuffle=False, verbose=0)
    else:
        model.save_weights(tmp_path / name)
        again = made()
        again.load_weights(tmp_path / name)
    np.testing.assert_array_equal(again.predict(X, verbose=0), model.predict(X, verbose=0))


def test_configs_and_refusals():
    layer = layers.SpectralNormalization(layers.Dense(3), power_iterations=4, name="sn")
    config = layer.get_config()
    assert (config["power_iterations"], config["layer"]["class_name"], config["layer"]["config"]["units"]) == (4, "Dense", 3)
    again = layers.SpectralNormalization.from_config(config)
    assert (again.name, again.power_iterations, again.layer.units) == ("sn", 4, 3) and again.compute_output_shape((None, 7)) == (None, 3)
    with pytest.raises(ValueError, match="power_iterations"):
        layers.SpectralNormalization(layers.Dense(3), power_iterations=0)
    with pytest.raises(ValueError, match="layer"):
        layers.SpectralNormalization("dense")
    with pytest.raises(ValueError, match="kernel"):
        layers.SpectralNormalization(layers.Flatten())(X)


def test_of_a_table_and_several_calls():
    table = layers.SpectralNormalization(layers.Embedding(5, 3, embeddings_initializer="ones"))
    np.testing.assert_allclose(table(np.array([[1, 4]]), training=True), np.full((1, 2, 3), 1 / np.sqrt(15)), rtol=1e-5)
    np.testing.assert_allclose(table(np.array([1, 4])), np.full((2, 3), 1 / np.sqrt(15)), rtol=1e-5)
    a, b = keras.Input((4,)), keras.Input((4,))
    shared = layers.SpectralNormalization(layers.Dense(2))
    model = keras.Model([a, b], shared(a) + shared(b))
    model.compile("sgd", "mse")
    model.fit([X, X], X[:, :2], epochs=3, verbose=0)
    assert np.isfinite(model.predict([X, X], verbose=0)).all()
