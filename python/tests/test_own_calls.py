"""Subclasses of the library's layers with a `call` of their own. Oracle: what the layer computes by itself; keras_own_call.keras is Keras 3.15.1's."""

import pathlib

import numpy as np

import occam as keras

layers = keras.layers
FILE = pathlib.Path(__file__).parent / "keras_own_call.keras"
X = np.arange(6, dtype="float32").reshape(2, 3)
#: What Keras predicts for X with that file.
PREDICTED = [[1.168082594871521], [1.292309045791626]]


@keras.saving.register_keras_serializable("own_calls")
class Louder(layers.Dense):
    def __init__(self, units, scale=2.0, **options):
        super().__init__(units, **options)
        self.scale = scale

    def call(self, x):
        return super().call(x) * self.scale

    def get_config(self):
        return {**super().get_config(), "scale": self.scale}


@keras.saving.register_keras_serializable("own_calls")
class Doubled(layers.LayerNormalization):
    def call(self, x):
        return 2 * super().call(x)


def test_it_is_the_layer_and_more():
    louder = Louder(2, scale=3.0, kernel_initializer="ones", activation="tanh", name="loud")
    np.testing.assert_allclose(louder(X / 10), 3 * np.tanh(X.sum(axis=1, keepdims=True) / 10).repeat(2, axis=1), rtol=1e-6)
    assert isinstance(louder, layers.Dense) and (louder.units, louder.kernel.shape, louder.count_params()) == (2, (3, 2), 8)
    again = Louder.from_config(louder.get_config())
    assert (again.name, again.scale, again.units, again.get_config()["activation"]) == ("loud", 3.0, 2, "tanh")


def test_training_penalties_and_weights_of_its_own():
    class More(layers.Dense):
        def build(self, shape):
            super().build(shape)
            self.extra = self.add_weight(shape=(self.units,), initializer="ones", name="extra")

        def call(self, x):
            return super().call(x) * self.extra

    more = More(1, use_bias=False, kernel_initializer="ones", kernel_regularizer=keras.regularizers.L2(0.1))
    model = keras.Sequential([keras.Input((3,)), more])
    assert [each.name for each in model.weights] == ["kernel", "extra"]
    model.compile(keras.optimizers.SGD(0.01), "mse")
    y = np.array([[1.0], [2.0]], "float32")
    error = X.sum(axis=1, keepdims=True) - y
    np.testing.assert_allclose(model.train_on_batch(X, y), np.mean(error**2) + 0.3, rtol=1e-5)
    kernel, extra = model.get_weights()
    np.testing.assert_allclose(kernel, 1 - 0.01 * (X.T @ error + 0.2), rtol=1e-5)
    np.testing.assert_allclose(extra, 1 - 0.01 * np.sum(error * X.sum(axis=1, keepdims=True)), rtol=1e-5)


def test_files_both_ways(tmp_path):
    model = keras.models.load_model(FILE)
    np.testing.assert_allclose(model.predict(X, verbose=0), PREDICTED, rtol=1e-5)
    assert model.layers[0].scale == 3.0
    for ending in (".keras", ".h5"):
        model.save(tmp_path / f"model{ending}")
        np.testing.assert_array_equal(keras.models.load_model(tmp_path / f"model{ending}").predict(X, verbose=0), model.predict(X, verbose=0))
    twin = keras.models.clone_model(model)
    model.save_weights(tmp_path / "model.weights.h5")
    twin.load_weights(tmp_path / "model.weights.h5")
    np.testing.assert_array_equal(twin.predict(X, verbose=0), model.predict(X, verbose=0))


class Tilted(layers.Dense):
    """A Dense with one more kernel, made in `build`; its `call` is that of Dense where it says no more."""

    def build(self, input_shape):
        super().build(input_shape)
        self.tilt = self.add_weight(shape=self.kernel.shape, initializer="ones", name="tilt")


class Shifted(Tilted):
    def call(self, x):
        return super().call(x) + keras.ops.matmul(x, self.tilt)


class Seen(layers.Dropout):
    def build(self, input_shape):
        super().build(input_shape)
        self.seen = input_shape


def test_a_build_of_its_own():
    layer = Seen(0.5)
    assert not layer.built
    np.testing.assert_array_equal(layer(X), X)
    assert layer.built and layer.seen[1:] == X.shape[1:]
    shifted = Shifted(2, kernel_initializer="zeros")
    np.testing.assert_allclose(shifted(X), X.sum(1, keepdims=True).repeat(2, 1), rtol=1e-5)
    assert shifted.kernel.shape == shifted.tilt.shape == (X.shape[1], 2)
    inputs = keras.Input(X.shape[1:])
    for model in (keras.Sequential([inputs, Shifted(2, kernel_initializer="zeros")]), keras.Model(inputs, Shifted(2, kernel_initializer="zeros")(inputs))):
        np.testing.assert_allclose(model.predict(X, verbose=0), X.sum(1, keepdims=True).repeat(2, 1), rtol=1e-5)
        model.compile("sgd", "mse")
        model.fit(X, np.zeros((len(X), 2)), verbose=0)
        assert len(model.trainable_weights) == 3 and all((each.numpy() != start).any() for each, start in zip(model.weights, (0, 0, 1)))


def test_steps_of_one():
    x = np.ones((2, 4, 3), "float32")
    np.testing.assert_allclose(layers.TimeDistributed(Louder(2, scale=3.0, kernel_initializer="ones"))(x), np.full((2, 4, 2), 9.0))
