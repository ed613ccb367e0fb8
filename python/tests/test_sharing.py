"""Models that have weights in common, as in Keras 3.15.1, which gives True for each of these comparisons."""

import gc

import numpy as np

import occam as keras
from occam import layers

R = np.random.default_rng(1)
A, Z = R.normal(size=(16, 4)).astype("float32"), R.normal(size=(16, 2)).astype("float32")
Y = A[:, :1]


def sgd():
    return keras.optimizers.SGD(0.1)


def weights(model):
    return [np.array(each) for each in model.get_weights()]


def test_models_inside_a_model():
    i, j = keras.Input((4,)), keras.Input((2,))
    encoder, decoder = keras.Model(i, layers.Dense(2)(i), name="encoder"), keras.Model(j, layers.Dense(4)(j), name="decoder")
    whole = keras.Model(i, decoder(encoder(i)))
    whole.compile(sgd(), "mse")
    before = weights(encoder)
    whole.fit(A, A, epochs=2, verbose=0)
    assert not np.array_equal(before[0], weights(encoder)[0])
    np.testing.assert_allclose(decoder.predict(encoder.predict(A, verbose=0), verbose=0), whole.predict(A, verbose=0), atol=1e-5)
    encoder.set_weights([0 * each for each in weights(encoder)])
    np.testing.assert_allclose(whole.predict(A, verbose=0), decoder(np.zeros((16, 2))), atol=1e-6)
    encoder.compile(sgd(), "mse")
    encoder.fit(A, A[:, :2], verbose=0)
    np.testing.assert_allclose(decoder.predict(encoder.predict(A, verbose=0), verbose=0), whole.predict(A, verbose=0), atol=1e-5)


def test_a_model_of_another_ones_layers():
    x = keras.Input((4,))
    hidden = layers.Dense(3, name="hidden", activation="tanh")(x)
    model, part = keras.Model(x, layers.Dense(1)(hidden)), keras.Model(x, hidden)
    model.compile(sgd(), "mse")
    model.fit(A, Y, epochs=2, verbose=0)
    kernel, bias = weights(model)[:2]
    np.testing.assert_allclose(part(A), np.tanh(A @ kernel + bias), atol=1e-5)
    part.set_weights([np.ones_like(each) for each in weights(part)])
    assert weights(model)[0].min() == 1 and model.get_layer("hidden").get_weights()[0].min() == 1
    chain = keras.Sequential([keras.Input((4,)), *model.layers[1:]])
    model.fit(A, Y, verbose=0)
    np.testing.assert_array_equal(chain.predict(A, verbose=0), model.predict(A, verbose=0))


def test_two_that_train_against_each_other():
    maker = keras.Sequential([keras.Input((2,)), layers.Dense(4)], name="maker")
    judge = keras.Sequential([keras.Input((4,)), layers.Dense(1, activation="sigmoid")], name="judge")
    judge.compile(sgd(), "binary_crossentropy")
    z = keras.Input((2,))
    both = keras.Model(z, judge(maker(z)))
    both.compile(sgd(), "binary_crossentropy")
    for _ in range(3):
        judge.train_on_batch(np.concatenate([A, maker.predict(Z, verbose=0)]), np.r_[np.ones((16, 1)), np.zeros((16, 1))])
        before = weights(judge)
        np.testing.assert_allclose(both.predict(Z, verbose=0), judge(np.asarray(maker(Z))), atol=1e-6)
        both.train_on_batch(Z, np.ones((16, 1)))
        assert not np.array_equal(before[0], weights(judge)[0])
        np.testing.assert_allclose(both.predict(Z, verbose=0), judge(np.asarray(maker(Z))), atol=1e-6)


def test_a_frozen_model_inside_stays_compiled():
    judge = keras.Sequential([keras.Input((4,)), layers.Dense(1, activation="sigmoid")])
    judge.compile(sgd(), "binary_crossentropy")
    judge.trainable = False
    z = keras.Input((2,))
    both = keras.Model(z, judge(layers.Dense(4)(z)))
    both.compile(sgd(), "binary_crossentropy")
    before = weights(judge)
    both.train_on_batch(Z, np.ones((16, 1)))
    judge.train_on_batch(A, np.ones((16, 1)))
    np.testing.assert_array_equal(before[0], weights(judge)[0])


def test_models_as_attributes_and_in_callbacks():
    class Autoencoder(keras.Model):
        def __init__(self):
            super().__init__()
            self.encoder, self.decoder = keras.Sequential([layers.Dense(2)]), keras.Sequential([layers.Dense(4)])

        def call(self, x):
            return self.decoder(self.encoder(x))

    model, seen = Autoencoder(), []
    model.compile(sgd(), "mse")
    model.fit(A, A, epochs=2, verbose=0, callbacks=[keras.callbacks.LambdaCallback(on_epoch_end=lambda epoch, logs: seen.append(float(model.encoder.predict(A, verbose=0)[0, 0])))])
    assert seen[0] != seen[1] and np.isclose(seen[1], model.encoder(A)[0, 0])
    np.testing.assert_allclose(model.decoder(np.asarray(model.encoder(A))), model.predict(A, verbose=0), atol=1e-5)
    model.encoder.set_weights([0 * each for each in weights(model.encoder)])
    assert np.abs(weights(model)[0]).max() == 0


def test_a_copy_shares_nothing():
    import copy
    inner = keras.Sequential([keras.Input((4,)), layers.Dense(2)])
    outer = keras.Sequential([inner, layers.Dense(1)])
    outer.compile(sgd(), "mse")
    twin = copy.deepcopy(inner)
    outer.fit(A, Y, verbose=0)
    assert np.array_equal(weights(inner)[0], weights(outer)[0]) and not np.array_equal(weights(twin)[0], weights(outer)[0])


def test_the_parts_of_a_model_from_a_file(tmp_path):
    @keras.saving.register_keras_serializable("sharing")
    class Pair(keras.Model):
        def __init__(self):
            super().__init__()
            self.first, self.second = keras.Sequential([layers.Dense(2)]), keras.Sequential([layers.Dense(1)])

        def call(self, x):
            return self.second(self.first(x))

    model = Pair()
    model.compile(sgd(), "mse")
    model.fit(A, Y, verbose=0)
    model.save(tmp_path / "model.keras")
    twin = keras.models.load_model(tmp_path / "model.keras")
    np.testing.assert_array_equal(np.asarray(twin.first(A)), np.asarray(model.first(A)))
    twin.load_weights(tmp_path / "model.keras")
    np.testing.assert_allclose(twin.second(np.asarray(twin.first(A))), model.predict(A, verbose=0), atol=1e-6)


def test_models_that_are_gone_leave_nothing():
    base = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2, name="first")])
    for _ in range(20):
        keras.Model(base.inputs, base.get_layer("first").output)
        gc.collect()
    assert len(base._links) <= 2  # the last one's
