"""Layers without much of a state: values on arrays and in models, configs, refusals, as Keras's own tests ask for them."""

import numpy as np
import pytest

import occam as keras
from occam import layers

A, B = np.array([[1.0, -2], [3, 8]]), np.array([[2.0, 4], [-1, 0.5]])

ON_ARRAYS = [
    (layers.ReLU(), A, np.maximum(A, 0)),
    (layers.ReLU(max_value=6, negative_slope=0.25), A, [[1, -0.5], [3, 6]]),
    (layers.ReLU(threshold=2), A, [[0, 0], [3, 8]]),
    (layers.LeakyReLU(negative_slope=0.5), A, [[1, -1], [3, 8]]),
    (layers.LeakyReLU(), A, np.where(A > 0, A, 0.3 * A)),
    (layers.ELU(alpha=0.5), A, np.where(A > 0, A, 0.5 * np.expm1(A))),
    (layers.Softmax(), A, np.exp(A) / np.exp(A).sum(-1, keepdims=True)),
    (layers.PReLU(alpha_initializer=keras.initializers.Constant(0.1)), A, np.where(A > 0, A, 0.1 * A)),
    (layers.Identity(), A, A),
    (layers.Rescaling(0.5, offset=1), A, A / 2 + 1),
    (layers.UnitNormalization(), A, A / np.linalg.norm(A, axis=-1, keepdims=True)),
    (layers.Reshape((2, 1)), A, A[..., np.newaxis]),
    (layers.Reshape((-1,)), A, A),
    (layers.RepeatVector(3), A, np.repeat(A[:, np.newaxis], 3, axis=1)),
    (layers.GaussianNoise(0.4), A, A),
    (layers.GaussianDropout(0.4), A, A),
    (layers.AlphaDropout(0.4), A, A)]


@pytest.mark.parametrize("layer, x, expected", ON_ARRAYS, ids=[f"{each[0].class_name}-{index}" for index, each in enumerate(ON_ARRAYS)])
def test_values_and_configs(layer, x, expected):
    np.testing.assert_allclose(layer(x), expected, rtol=1e-5, atol=1e-6)
    again = type(layer).from_config(layer.get_config())
    assert again.get_config() == layer.get_config()
    np.testing.assert_allclose(again(x), expected, rtol=1e-5, atol=1e-6)
    value = keras.Input(x.shape[1:])
    assert layer(value).shape == (None, *np.shape(expected)[1:])
    assert layer.compute_output_shape((None, *x.shape[1:])) == (None, *np.shape(expected)[1:])
    model = keras.Model(value, again(value))
    np.testing.assert_allclose(model.predict(x, verbose=0), expected, rtol=1e-5, atol=1e-6)


def test_softmax_and_normalization_along_other_axes():
    x = np.random.default_rng(1).normal(size=(2, 3, 4))
    np.testing.assert_allclose(np.sum(layers.Softmax(axis=1)(x), axis=1), np.ones((2, 4)), rtol=1e-5)
    np.testing.assert_allclose(np.sum(layers.Softmax(axis=(1, 2))(x), axis=(1, 2)), np.ones(2), rtol=1e-5)
    np.testing.assert_allclose(np.sum(np.square(layers.UnitNormalization(axis=(1, 2))(x)), axis=(1, 2)), np.ones(2), rtol=1e-5)
    np.testing.assert_allclose(layers.Permute((2, 1))(x), x.transpose(0, 2, 1), rtol=1e-6)


MERGED = [(layers.Add, layers.add, A + B), (layers.Subtract, layers.subtract, A - B), (layers.Multiply, layers.multiply, A * B),
          (layers.Average, layers.average, (A + B) / 2), (layers.Maximum, layers.maximum, np.maximum(A, B)),
          (layers.Minimum, layers.minimum, np.minimum(A, B)), (layers.Concatenate, layers.concatenate, np.concatenate([A, B], axis=-1)),
          (lambda **k: layers.Dot(axes=-1, **k), layers.dot, (A * B).sum(-1, keepdims=True))]


@pytest.mark.parametrize("cls, function, expected", MERGED, ids=[each[1].__name__ for each in MERGED])
def test_merging(cls, function, expected):
    layer, inputs = cls(name="joined"), [keras.Input((2,)), keras.Input((2,))]
    for given in ([A, B], (A, B)):
        np.testing.assert_allclose(layer(given), expected, rtol=1e-5)
    np.testing.assert_allclose(layer([A[:1], B[:1]]), expected[:1], rtol=1e-5)
    np.testing.assert_allclose(function([A, B]), expected, rtol=1e-5)
    assert layer.compute_output_shape([(None, 2), (None, 2)]) == (None, *expected.shape[1:])
    for joined in (layer(inputs), function(inputs)):
        model = keras.Model(inputs, joined)
        assert joined.shape == (None, *expected.shape[1:])
        np.testing.assert_allclose(model.predict([A, B], verbose=0), expected, rtol=1e-5)
    again = type(layer).from_config(layer.get_config())
    assert again.name == "joined" and again.get_config() == layer.get_config()


def test_dot_of_matrices_and_cosines():
    rng = np.random.default_rng(2)
    a, b = rng.normal(size=(4, 3, 5)), rng.normal(size=(4, 5, 2))
    np.testing.assert_allclose(layers.Dot(axes=(2, 1))([a, b]), a @ b, rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(layers.Dot(axes=1)([a, b[:, :3]]), np.einsum("bij,bik->bjk", a, b[:, :3]), rtol=1e-4, atol=1e-5)
    cosine = layers.Dot(axes=1, normalize=True)([A, B])
    np.testing.assert_allclose(cosine[:, 0], (A * B).sum(-1) / np.linalg.norm(A, axis=1) / np.linalg.norm(B, axis=1), rtol=1e-5)


REFUSED = [lambda: layers.ReLU(max_value=-1), lambda: layers.ReLU(negative_slope=-1), lambda: layers.ReLU(threshold=-0.5),
           lambda: layers.LeakyReLU(negative_slope=-0.1), lambda: layers.RepeatVector(0), lambda: layers.RepeatVector("3"),
           lambda: layers.GaussianNoise(1.5), lambda: layers.GaussianDropout(-0.1), lambda: layers.Softmax(axis=0)(A), lambda: layers.Softmax(axis=2)(A),
           lambda: layers.Reshape((3,))(A), lambda: layers.Reshape((-1, -1))(A), lambda: layers.Permute((1, 3))(np.zeros((2, 3, 4))),
           lambda: layers.Add()([A]), lambda: layers.Add()(A), lambda: layers.Subtract()([A, B, A]), lambda: layers.Add()([A, np.zeros((2, 3))]),
           lambda: layers.Concatenate()([A, np.zeros((2, 3, 4))]), lambda: layers.Dot(axes=1)([A, np.zeros((2, 3))]), lambda: layers.Dot(axes=0)([A, B]),
           lambda: layers.Add().compute_output_shape((2, 3)), lambda: layers.PReLU(shared_axes=[3])(A)]


@pytest.mark.parametrize("refused", REFUSED)
def test_refusals(refused):
    with pytest.raises(ValueError):
        refused()


def test_noise_in_training():
    x = np.ones((200, 100))
    for layer, deviation in ((layers.GaussianNoise(0.3, seed=1), 0.3), (layers.GaussianDropout(0.2, seed=1), 0.5)):
        first, second = layer(x, training=True), layer(x, training=True)
        assert np.isclose(np.std(first), deviation, rtol=0.03) and abs(np.mean(first) - 1) < 4 * deviation / np.sqrt(20000)
        assert not np.array_equal(first, second)
        np.testing.assert_array_equal(layer(x), x)


def test_alpha_dropout_keeps_mean_and_variance():
    x = np.random.default_rng(3).normal(size=(200, 100)).astype("float32")
    y = np.asarray(layers.AlphaDropout(0.3, seed=1)(x, training=True))
    assert abs(y.mean() - x.mean()) < 0.03 and np.isclose(y.std(), x.std(), rtol=0.03)
    values, counts = np.unique(y, return_counts=True)  # the limit of selu, scaled and moved, is the one that comes often
    limit, rate = -1.7580993408473766, 0.3
    a = ((1 - rate) * (1 + rate * limit**2))**-0.5
    assert np.isclose(values[counts.argmax()], a * limit - a * limit * rate, rtol=1e-5) and np.isclose(counts.max() / y.size, rate, atol=0.02)
    shared = np.asarray(layers.AlphaDropout(0.5, noise_shape=(None, 1))(np.ones((40, 5)), training=True))
    assert (shared == shared[:, :1]).all() and len(np.unique(shared)) == 2
    with pytest.raises(ValueError, match="rate"):
        layers.AlphaDropout(1.2)


def test_a_network_of_them_trains_and_is_saved(tmp_path):
    x = keras.Input((4,))
    left = layers.PReLU()(layers.Dense(6)(layers.GaussianNoise(0.05)(x)))
    right = layers.LeakyReLU()(layers.Dense(6)(layers.Rescaling(0.5)(x)))
    joined = layers.Concatenate()([layers.Multiply()([left, right]), layers.Average()([left, right]), layers.Maximum()([left, right])])
    rows = layers.Softmax(axis=1)(layers.Permute((2, 1))(layers.Reshape((6, 3))(joined)))
    y = layers.Dense(1)(layers.Concatenate()([layers.Flatten()(rows), layers.Dot(axes=1, normalize=True)([left, right]), layers.ELU()(layers.Subtract()([left, right]))]))
    model = keras.Model(x, y)
    model.compile("adam", "mse")
    rng = np.random.default_rng(0)
    data = rng.normal(size=(64, 4))
    losses = model.fit(data, data[:, :1] * data[:, 1:2], epochs=30, verbose=0).history["loss"]
    assert losses[-1] < 0.8 * losses[0]
    model.save(tmp_path / "model.keras")
    read = keras.models.load_model(tmp_path / "model.keras")
    np.testing.assert_array_equal(read.predict(data, verbose=0), model.predict(data, verbose=0))
    assert [type(each) for each in read.layers] == [type(each) for each in model.layers]


def test_normalization_adapts_to_batches():
    x = np.random.default_rng(3).normal(2, 3, size=(32, 4, 3))
    expected = (x - x.mean((0, 2), keepdims=True)) / x.std((0, 2), keepdims=True)

    class Batches(keras.utils.PyDataset):
        def __len__(self):
            return 4

        def __getitem__(self, index):
            return x[8 * index:8 * index + 8], np.zeros(8)

    batches = [x[index:index + 8] for index in range(0, 32, 8)]
    for data in (x, batches, iter(batches), [(each, np.zeros(8)) for each in batches], Batches(), (each for each in batches)):
        layer = layers.Normalization(axis=1)
        layer.adapt(data)
        assert layer.built
        np.testing.assert_allclose(layer(x), expected, rtol=1e-4, atol=1e-5)
    for wrong in (iter([]), iter([np.zeros((2, 3)), np.zeros((2, 4))]), iter([42])):
        with pytest.raises((ValueError, TypeError)):
            layers.Normalization().adapt(wrong)
    given = layers.Normalization(axis=(1, 2), mean=np.ones((4, 3)), variance=np.full((4, 3), 4.0))
    np.testing.assert_allclose(given(x), (x - 1) / 2, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("trainable", ["yes", 1])
def test_trainable_is_a_boolean(trainable):
    with pytest.raises(ValueError, match="boolean"):
        layers.Dense(2, trainable=trainable)


def test_one_number_a_sample():
    x = np.array([-10.0, -5, 0, 5, 10])
    np.testing.assert_allclose(layers.ReLU(max_value=8, negative_slope=0.5)(x), [-5, -2.5, 0, 5, 8])
    np.testing.assert_allclose(layers.LeakyReLU(0.5)(x), [-5, -2.5, 0, 5, 10])
    np.testing.assert_allclose(layers.Rescaling(np.array(0.5), offset=np.float32(1))(x), x / 2 + 1)
    assert layers.Activation("tanh")(x).shape == (5,) and layers.Dropout(0.5)(x, training=True).shape == (5,)
    assert layers.Flatten()(x).shape == (5, 1)


def test_seeds_and_shared_slopes():
    seed = keras.random.SeedGenerator(3)
    np.testing.assert_array_equal(keras.initializers.Orthogonal(seed=seed)((4, 4)), keras.initializers.Orthogonal(seed=3)((4, 4)))
    assert layers.GaussianNoise(0.1, seed=keras.random.SeedGenerator(1))(A, training=True).shape == A.shape
    layer = layers.PReLU(shared_axes=[1])
    layer(np.ones((2, 3, 4)))
    assert layer.alpha.shape == (1, 4)


def test_the_second_argument_of_a_call_is_the_mask():
    x, mask = np.arange(24, dtype="float32").reshape(2, 3, 4), np.array([[1, 1, 0], [0, 1, 0]])
    expected = (x * mask[..., None]).sum(1) / mask.sum(1, keepdims=True)
    np.testing.assert_allclose(keras.layers.GlobalAveragePooling1D()(x, mask), expected)
    with pytest.raises(ValueError, match="keyword argument"):
        keras.layers.Dropout(0.5)(x, True)
    with pytest.raises(TypeError, match="positional"):
        keras.layers.Dense(2)(x, mask)


def test_training_of_a_call_on_arrays_is_that_of_the_layers_inside():
    class Inner(keras.layers.Layer):
        def __init__(self):
            super().__init__()
            self.drop = keras.layers.Dropout(0.9)

        def call(self, x, training=False):
            return self.drop(x)

    class Outer(keras.layers.Layer):
        def __init__(self):
            super().__init__()
            self.inner = Inner()

        def call(self, x):
            return self.inner(x)

    class Failing(keras.layers.Layer):
        def call(self, x, training=False):
            raise RuntimeError("oops")

    x = np.ones((8, 8), np.float32)
    for layer in (Inner(), Outer()):
        assert layer(x).min() == 1 and layer(x, training=True).min() == 0 and layer(x, training=False).min() == 1
    with pytest.raises(RuntimeError):
        Failing()(x, training=True)
    assert keras.layers.Dropout(0.9)(x).min() == 1


def test_a_variable_that_is_an_attribute_is_a_weight():
    class Scaled(keras.layers.Layer):
        def __init__(self):
            super().__init__()
            self.factor = keras.Variable(np.full((3,), 2.0), name="factor")
            self.seen = keras.Variable(0.0, trainable=False, name="seen")

        def call(self, x):
            return x * self.factor + self.seen

    x = np.random.default_rng(0).normal(size=(64, 3)).astype("float32")
    layer = Scaled()
    np.testing.assert_allclose(layer(x), 2 * x, rtol=1e-6)
    model = keras.Sequential([keras.Input((3,)), layer])
    model.compile(keras.optimizers.SGD(0.2), "mse")
    model.fit(x, 5 * x, epochs=60, verbose=0)
    np.testing.assert_allclose(layer.factor.numpy(), 5, rtol=1e-2)
    assert layer.seen.numpy() == 0 and [len(layer.trainable_weights), len(layer.non_trainable_weights)] == [1, 1]


def test_a_noise_shape_may_name_the_samples_of_a_batch():
    model = keras.Sequential([keras.Input((5, 10)), keras.layers.Dropout(0.5, noise_shape=(20, 1, 10))])
    y = np.asarray(model.layers[-1](np.ones((20, 5, 10), np.float32), training=True))
    assert (y == y[:, :1]).all() and 0.3 < (y == 0).mean() < 0.7 and len(np.unique(y[:, 0], axis=0)) > 1
    assert model.predict(np.ones((7, 5, 10)), verbose=0).shape == (7, 5, 10)


def test_vocabularies():
    layer = keras.layers.IntegerLookup()
    layer.adapt([5, 5, 5, 10, 10, 15])
    assert layer.get_vocabulary() == [-1, 5, 10, 15] and layer.get_vocabulary(include_special_tokens=False) == [5, 10, 15] and layer.vocabulary_size() == 4
    np.testing.assert_array_equal(layer(np.array([10, 5, 7])), [2, 1, 0])  # a number each, as Keras
    layer.set_vocabulary([7, 9])
    np.testing.assert_array_equal(layer([[7, 9], [1, 7]]), [[1, 2], [0, 1]])
    masked = keras.layers.IntegerLookup(vocabulary=[0, -1, 4, 6], mask_token=0)
    assert masked.get_vocabulary() == [0, -1, 4, 6]
    np.testing.assert_array_equal(masked([0, 4, 6, 2]), [0, 2, 3, 1])
    np.testing.assert_array_equal(keras.layers.IntegerLookup(vocabulary=[3, 4], output_mode="count")([3, 3, 8]), [1, 2, 0])
    keras.Sequential([keras.Input((2,)), layer]).predict(np.array([[7, 9]]), verbose=0)
    with pytest.raises(ValueError, match="part of a model"):
        layer.set_vocabulary([1])


def test_a_vocabulary_from_a_file(tmp_path):
    (tmp_path / "words.txt").write_text("10\n20\n\n30\n")
    np.testing.assert_array_equal(keras.layers.IntegerLookup(vocabulary=str(tmp_path / "words.txt"))([10, 20, 30, 999]), [1, 2, 3, 0])


def test_columns_of_one_sample_and_weights_of_counts():
    layers = keras.layers
    np.testing.assert_array_equal(layers.CategoryEncoding(6, output_mode="multi_hot")(np.array([3, 2, 0, 1])), [1, 1, 1, 1, 0, 0])
    np.testing.assert_array_equal(layers.CategoryEncoding(6, output_mode="count")(np.array([1, 2, 3, 1])), [0, 2, 1, 1, 0, 0])
    np.testing.assert_array_equal(layers.CategoryEncoding(3, output_mode="one_hot")(np.array([2, 0])), [[0, 0, 1], [1, 0, 0]])
    np.testing.assert_array_equal(layers.CategoryEncoding(3, output_mode="one_hot")(np.array(1)), [0, 1, 0])
    found = layers.CategoryEncoding(3, output_mode="count")(np.array([[0, 1], [0, 0]]), count_weights=np.array([[0.1, 0.2], [0.3, 0.1]]))
    np.testing.assert_allclose(found, [[0.1, 0.2, 0], [0.4, 0, 0]], rtol=1e-6)
    with pytest.raises(ValueError, match="count_weights"):
        layers.CategoryEncoding(3)(np.array([[0]]), count_weights=np.array([[1.0]]))
    with pytest.raises(TypeError, match="unexpected keyword"):
        layers.Dense(2)(np.ones((2, 2)), weights=1)


def test_what_a_normalization_has_learnt():
    layer = keras.layers.Normalization()
    x = np.array([[1.0, 10.0], [3.0, 30.0]], np.float32)
    layer.adapt(x)
    np.testing.assert_allclose(layer.mean, [[2, 20]])
    np.testing.assert_allclose(layer.variance, [[1, 100]])
    assert keras.layers.Normalization().mean is None
