"""Objects called again and again are compiled once: nothing of a call is left in the next."""

import copy
import pickle

import numpy as np
import pytest

import occam as keras

RNG = np.random.default_rng(0)
X, Z, WIDE = (RNG.random(shape, np.float32) for shape in ((5, 2), (5, 2), (3, 4)))


@pytest.mark.parametrize("make, expected", [
    (lambda: keras.regularizers.L2(0.5), lambda x: 0.5 * np.square(x).sum()),
    (lambda: keras.constraints.NonNeg(), lambda x: np.maximum(x, 0)),
    (lambda: keras.activations.get("relu"), lambda x: np.maximum(x, 0)),
    (lambda: keras.layers.Activation("tanh"), np.tanh),
    (lambda: keras.layers.Dropout(0.5), lambda x: x)])
def test_values_of_each_call(make, expected):
    call = make()
    for x in (X, -Z, WIDE - 0.5, X, np.arange(6).reshape(3, 2), np.ones((300, 300), np.float32), X):
        np.testing.assert_allclose(call(x), expected(x), rtol=1e-5)


def test_losses_and_metrics():
    loss, metric = keras.losses.MeanSquaredError(), keras.metrics.MeanSquaredError()
    errors = []
    for y, p in ((X, Z), (Z, X), (WIDE, WIDE * 2), (X, X)):
        np.testing.assert_allclose(loss(y, p), np.square(y - p).mean(), rtol=1e-5)
        weights = np.arange(len(y)) + 1.0
        np.testing.assert_allclose(loss(y, p, sample_weight=weights), (np.square(y - p).mean(1) * weights).mean(), rtol=1e-5)
        metric.update_state(y, p)
        errors += list(np.square(y - p).mean(1))
        np.testing.assert_allclose(metric.result(), np.mean(errors), rtol=1e-5)
    loss.reduction = "sum"
    np.testing.assert_allclose(loss(X, Z), np.square(X - Z).mean(1).sum(), rtol=1e-5)
    metric.reset_state()
    metric.update_state(X, X)
    assert metric.result() == 0


def test_masks_are_drawn_anew_and_repeat_by_the_seed():
    ones = np.ones((20, 5), np.float32)
    draws = [np.asarray(keras.layers.Dropout(0.5, seed=7)(ones, training=True)) for _ in range(2)]
    np.testing.assert_array_equal(*draws)
    layer = keras.layers.Dropout(0.5, seed=7)
    first, second = layer(ones, training=True), layer(ones, training=True)
    np.testing.assert_array_equal(first, draws[0])
    assert np.any(first != second)


def test_weights_of_now_are_used():
    layer = keras.layers.Dense(2, use_bias=False)
    layer(X)
    for kernel in (np.eye(2), 2 * np.eye(2)):
        layer.set_weights([kernel])
        for training in (False, True):
            np.testing.assert_allclose(layer(X, training=training), X @ kernel, rtol=1e-5)


def test_normalization_before_adapt_changes_nothing():
    layer = keras.layers.Normalization()
    for _ in range(2):
        np.testing.assert_array_equal(layer(X), X)
    layer.adapt(X)
    np.testing.assert_allclose(layer(X), (X - X.mean(0)) / X.std(0), rtol=1e-4, atol=1e-5)
    inputs = keras.Input(X.shape[1:])
    for adapts in (False, True):  # between the call and the model
        layer = keras.layers.Normalization()
        value = layer(inputs)
        if adapts:
            layer.adapt(X)
        np.testing.assert_allclose(keras.Model(inputs, value).predict(X, verbose=0), (X - X.mean(0)) / X.std(0) if adapts else X, rtol=1e-4, atol=1e-5)


def test_a_layer_that_cannot_be_built_says_so_each_time():
    layer = keras.layers.Discretization(num_bins=3)
    for _ in range(2):
        with pytest.raises(ValueError, match="no bin_boundaries"):
            layer(X)
    layer.adapt(X)
    assert set(np.unique(layer(X))) == {0, 1, 2}


@pytest.mark.parametrize("made", [keras.regularizers.L1(0.1), keras.layers.Dropout(0.0), keras.constraints.NonNeg()])
def test_copies_of_what_has_been_called(made):
    value = made(X)
    for twin in (copy.deepcopy(made), pickle.loads(pickle.dumps(made))):
        np.testing.assert_array_equal(twin(X), value)


def test_a_layer_called_on_arrays_through_its_life():
    """The short way of a call that is like the last one: whatever happened between, the values are those of NumPy."""
    random = np.random.default_rng(0)
    x = random.normal(size=(6, 4)).astype("float32")
    layer = keras.layers.Dense(3)

    def right(layer, x=x):
        kernel, bias = layer.get_weights()
        for training in (None, False, True):
            np.testing.assert_allclose(layer(x, training=training), np.asarray(x, np.float64) @ kernel + bias, rtol=1e-4, atol=1e-5)

    layer(x)
    right(layer)
    layer.set_weights([random.normal(size=(4, 3)), np.ones(3)])
    right(layer)
    for other in (x[:2], x.astype("float64"), np.asfortranarray(x), x[::2], random.normal(size=(2, 5, 4)).astype("float32"), x):
        right(layer, other)
    model = keras.Sequential([keras.Input((4,)), layer])
    model.compile("sgd", "mse")
    for _ in range(3):
        model.fit(x, np.ones((6, 3)), verbose=0)
        right(layer)
        np.testing.assert_array_equal(layer(x), model.predict(x, verbose=0))
    second = keras.Sequential([keras.Input((4,)), layer, keras.layers.Dense(1)])
    second.compile("sgd", "mse")
    second.fit(x, np.ones(6), verbose=0)
    right(layer)
    model.fit(x, np.ones((6, 3)), verbose=0)
    right(layer)
    for again in (copy.deepcopy(layer), pickle.loads(pickle.dumps(model)).layers[0]):
        right(again)
        np.testing.assert_array_equal(again(x), layer(x))
    layer.activation = "relu"
    assert np.asarray(layer(x)).min() >= 0 and np.asarray(layer(-x)).min() >= 0
    with pytest.raises(ValueError):
        layer(np.ones((2, 7), np.float32))


def test_statistics_masks_and_draws_of_repeated_calls():
    x = np.random.default_rng(1).normal(2, 3, size=(50, 4)).astype("float32")
    normalization = keras.layers.BatchNormalization(momentum=0.5)
    mean = np.zeros(4)
    for trainable in (True, True, False, False, True):
        normalization.trainable = trainable
        normalization(x)
        normalization(x, training=True)
        mean = 0.5 * mean + 0.5 * x.mean(0) if trainable else mean
        np.testing.assert_allclose(normalization.moving_mean.numpy(), mean, rtol=1e-4)
    drop = keras.layers.Dropout(0.5)
    first, second, plain = (np.asarray(drop(x, training=each)) for each in (True, True, False))
    assert not np.array_equal(first, second) and np.array_equal(plain, x)
    keras.utils.set_random_seed(5)
    one = [np.asarray(drop(x, training=True)) for _ in range(3)]
    keras.utils.set_random_seed(5)
    assert all(np.array_equal(a, drop(x, training=True)) for a in one)
    masked = keras.layers.Masking(0.0)(np.concatenate([np.ones((2, 3, 4)), np.zeros((2, 1, 4))], 1).astype("float32"))
    for _ in range(2):
        assert np.asarray(keras.layers.Activation("relu")(masked)._keras_mask).tolist() == [[True] * 3 + [False]] * 2
    relu = keras.layers.Activation("relu")
    relu(np.ones((2, 4, 4), np.float32))
    assert relu(masked)._keras_mask is not None and not hasattr(relu(np.ones((2, 4, 4), np.float32)), "_keras_mask")


def test_copies_of_layers_have_their_weights():
    """copy.deepcopy and pickle of a layer, as Keras's deepcopy: alone, in every kind of model, in what is written in Python; the copy is another layer."""
    class Own(keras.Model):
        def __init__(self):
            super().__init__()
            self.dense, self.scale = keras.layers.Dense(3), keras.layers.BatchNormalization()

        def call(self, x):
            return self.scale(self.dense(x))

    x = np.random.default_rng(2).normal(size=(5, 4)).astype("float32")
    inputs, alone, own = keras.Input((4,)), keras.layers.Dense(3, activation="tanh"), Own()
    alone(x)
    functional, chain = keras.Model(inputs, keras.layers.Dense(3)(keras.layers.BatchNormalization()(inputs))), keras.Sequential([keras.layers.Dense(4), keras.layers.LayerNormalization()])
    for model in (functional, chain, own):
        model(x)
    for layer in (alone, *functional.layers[1:], *chain.layers, own.dense, own.scale):
        given = x if layer is not own.scale else x[:, :3]
        for made in (copy.deepcopy(layer), pickle.loads(pickle.dumps(layer))):
            assert made.name == layer.name and len(made.get_weights()) == len(layer.get_weights()) > 0
            np.testing.assert_array_equal(made(given), layer(given))
            made.set_weights([2 * each for each in made.get_weights()])
            assert not np.array_equal(made.get_weights()[0], layer.get_weights()[0])
    assert copy.deepcopy(keras.layers.Dense(3)).get_weights() == [] == copy.deepcopy(keras.layers.Dropout(0.5)).get_weights()


@pytest.mark.parametrize("make, x", [
    (lambda: keras.layers.Discretization(bin_boundaries=[0.0, 1.0]), np.array([[-1.0, 0.5], [2.0, 0.0]], np.float32)),
    (lambda: keras.layers.IntegerLookup(vocabulary=[3, 5]), np.array([[3, 5], [7, 3]])),
    (lambda: keras.layers.CategoryEncoding(4, output_mode="multi_hot"), np.array([[1, 3], [0, 0]])),
    (lambda: keras.layers.Embedding(4, 3), np.array([[1, 3], [0, 0]])),
    (lambda: keras.layers.TimeDistributed(keras.layers.Dense(2)), np.ones((2, 3, 4), np.float32)),
    (lambda: keras.layers.SpectralNormalization(keras.layers.Dense(2)), np.ones((2, 4), np.float32)),
    (lambda: keras.layers.Softmax(), np.ones((2, 4), np.float32)),
    (lambda: keras.layers.Normalization(mean=1.0, variance=4.0), np.ones((2, 4), np.float32)),
], ids=lambda each: "" if isinstance(each, np.ndarray) else type(each()).__name__)
def test_layers_with_calls_of_their_own_say_the_same_again(make, x):
    layer = make()
    results = [layer(x) for _ in range(3)]
    for each in results[1:]:
        assert each.dtype == results[0].dtype and each.shape == results[0].shape
        np.testing.assert_array_equal(each, results[0])


def test_predictions_of_a_few_rows_through_a_model_s_life():
    """They take a short way behind the first: the same bits as among many rows, whatever happened between."""
    random = np.random.default_rng(3)
    x = random.normal(size=(100, 4)).astype("float32")
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(5, activation="relu"), keras.layers.Dropout(0.5), keras.layers.BatchNormalization(), keras.layers.Dense(2)])

    def right():
        whole = model.predict(x, verbose=0)
        for few in (1, 3, 32, 33):
            for _ in range(2):
                np.testing.assert_array_equal(model.predict(x[:few], verbose=0), whole[:few])
        np.testing.assert_array_equal(model.predict(x[:3].astype("float64"), verbose=0), whole[:3])
        np.testing.assert_array_equal(model.predict(np.asfortranarray(x[:3]), verbose=0), whole[:3])
        np.testing.assert_array_equal(model.predict(x[:6:2], verbose=0), whole[:6:2])

    right()
    model.compile("sgd", "mse")
    right()
    model.fit(x, x[:, :2], verbose=0)
    right()
    model.set_weights([2 * each for each in model.get_weights()])
    right()
    model.layers[0].trainable = False
    model.compile("adam", "mse")
    model.train_on_batch(x, x[:, :2])
    right()
    model.layers[0].activation = "tanh"
    right()
    other = keras.Sequential([keras.Input((4,)), model.layers[0], keras.layers.Dense(1)])
    other.compile("sgd", "mse")
    model.layers[0].trainable = True
    other.fit(x, x[:, :1], verbose=0)
    right()
    for wrong in (x[:2, :3], x[:0], np.full((2, 4), "a")):
        with pytest.raises(ValueError):
            model.predict(wrong, verbose=0)
    seen = []
    model.predict(x[:2], verbose=0, callbacks=[keras.callbacks.LambdaCallback()])
    class Told(keras.callbacks.Callback):
        def on_predict_batch_end(self, batch, logs=None):
            seen.append(batch)
    model.predict(x[:2], verbose=0, callbacks=[Told()])
    assert seen == [0] and model.predict(x[:4], batch_size=2, verbose=0).shape == (4, 2)
