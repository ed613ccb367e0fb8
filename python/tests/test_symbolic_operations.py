"""Operations on values of a functional model: shapes, sizes that are not known yet, numbers. Oracles: Keras's rules of shapes, NumPy."""

import numpy as np
import pytest

import occam as keras
from occam import ops

RNG = np.random.default_rng(3)
X = RNG.normal(size=(5, 7)).astype(np.float32) * 3
X[0, 0] = 0
Y = RNG.normal(size=(5, 7)).astype(np.float32)
Y[0, 0] = Y[1, 1] = 0
U = RNG.uniform(-1, 1, size=(5, 7)).astype(np.float32)
U[0, :2] = 1, -1
Q, W, S = (RNG.normal(size=size).astype(np.float32) for size in ((5, 3, 4), (4, 6), (5, 3, 3)))


def value(*shape):
    return keras.KerasTensor(shape)


@pytest.mark.parametrize("made, shape", [
    (lambda: ops.sum(value(None, 3)), ()), (lambda: ops.sum(value(2, 3), keepdims=True), (1, 1)), (lambda: ops.exp(ops.sum(value(2, 3))), ()),
    (lambda: ops.mean(value(None, 3), axis=0), (3,)), (lambda: ops.transpose(value(None, 3)), (3, None)), (lambda: ops.transpose(value(2, 3)), (3, 2)),
    (lambda: ops.matmul(value(None, 3), value(3, None)), (None, None)), (lambda: ops.add(value(None, 3), value(2, None)), (2, 3)),
    (lambda: ops.concatenate([value(None, 3), value(2, None)]), (None, 3)), (lambda: ops.reshape(value(None, 3, 2), (-1, 6)), (None, 6)),
    (lambda: value(None, 5, 16)[:2], (None, 5, 16)), (lambda: ops.get_item(value(None, 5, 16), 5), (5, 16)), (lambda: ops.diag(value(4, 3)), (3,)),
    (lambda: ops.map(lambda x: x**2, value(None, 5)), (None, 5)), (lambda: ops.associative_scan(lambda a, b: a + b, value(None, 4)), (None, 4)),
    (lambda: ops.scan(lambda carry, x: (carry + x, carry), value(None), value(6, None))[1], (6, None)),
    (lambda: ops.unstack(value(2, None, None), num=3, axis=1)[2], (2, None)), (lambda: ops.linspace(value(2, 3), value(2, 3), 5), (5, 2, 3)),
    (lambda: ops.slice(value(3, 3, 3), value(3), (2, 1, 2)), (2, 1, 2)), (lambda: ops.einsum("...j,jk->...k", value(None, 2, 3), value(3, 4)), (None, 2, 4))])
def test_shapes_without_a_batch_axis(made, shape):
    assert made().shape == shape


@pytest.mark.parametrize("made", [
    lambda: ops.add(value(None, 3), value(2, 4)), lambda: ops.swapaxes(value(2, 3), 0, 5), lambda: ops.flip(value(None, 3), axis=2), lambda: ops.roll(value(None, 3), 1, axis=2),
    lambda: ops.squeeze(value(None, 1), axis=0), lambda: ops.diag(value(2, 3, 4)), lambda: ops.meshgrid(value(3), value(3), indexing="kk"),
    lambda: ops.unstack(value(2, None, None), axis=1), lambda: ops.slice(value(3, 3), (1, 1), (2, 2, 2)), lambda: ops.slice_update(value(3, 3), (1, 1, 1), value(1, 1)),
    lambda: ops.convert_to_numpy(value(2))])
def test_what_does_not_fit_is_refused(made):
    with pytest.raises(ValueError):
        made()


@pytest.mark.parametrize("made, expected", [
    (lambda x: x * ops.ones((ops.shape(x)[1], 1)), lambda x: x), (lambda x: x + ops.zeros((x.shape[1], 1)), lambda x: x),
    (lambda x: x * ops.full((ops.shape(x)[1], 1), 2.5), lambda x: 2.5 * x),
    (lambda x: x * ops.expand_dims(ops.arange(ops.shape(x)[1], dtype="float32"), -1), lambda x: x * np.arange(x.shape[1])[:, np.newaxis]),
    (lambda x: x - 3 * ops.reshape(ops.arange(5, 5 - ops.shape(x)[1], -1, dtype="float32"), (-1, 1)), lambda x: x - 3 * (5 - np.arange(x.shape[1]))[:, np.newaxis]),
    (lambda x: ops.flip(x, 1), lambda x: x[:, ::-1])])
def test_constants_as_long_as_a_sequence(made, expected):
    sequences = keras.Input((None, 3))
    model = keras.Model(sequences, keras.layers.Lambda(made)(sequences))
    for length in (1, 2, 9):
        x = RNG.normal(size=(2, length, 3)).astype(np.float32)
        np.testing.assert_allclose(model.predict(x, verbose=0), expected(x), rtol=1e-6)


def both(function, expected, *arrays, tolerance=2e-6):
    """In a model, and on the arrays themselves."""
    inputs = [keras.Input(each.shape[1:]) for each in arrays]
    model = keras.Model(inputs, function(*inputs))
    for made in (model.predict(list(arrays), verbose=0), function(*arrays)):
        np.testing.assert_allclose(made, expected(*arrays), rtol=tolerance, atol=tolerance)


def missing(x):
    return ops.where(ops.greater(x, 2.0), float("nan"), x)


M = np.where(X > 2, np.nan, X)


@pytest.mark.parametrize("function, expected, arrays", [
    (ops.arctan, np.arctan, [X]), (ops.arcsin, np.arcsin, [U]), (ops.arccos, np.arccos, [U]), (ops.arctan2, np.arctan2, [X, Y]),
    (ops.signbit, np.signbit, [X]), (ops.isreal, np.isreal, [X]), (lambda x, y: ops.ldexp(x, ops.cast(ops.round(y), "int32")), lambda x, y: x * 2.0**np.round(y), [X, Y]),
    (lambda x, y: ops.fmax(missing(x), y), lambda x, y: np.fmax(M, y), [X, Y]), (lambda x, y: ops.fmin(y, missing(x)), lambda x, y: np.fmin(M, y), [X, Y]),
    (lambda x: ops.nanvar(missing(x), axis=1), lambda x: np.nanvar(M, 1), [X]), (lambda x: ops.nanstd(missing(x), axis=-1), lambda x: np.nanstd(M, 1), [X]),
    (lambda x: ops.nanargmax(missing(x), axis=1), lambda x: np.nanargmax(M, 1), [X]), (lambda x: ops.nanargmin(missing(x), axis=1), lambda x: np.nanargmin(M, 1), [X]),
    (lambda x: ops.nancumsum(missing(x), axis=1), lambda x: np.nancumsum(M, 1), [X]),
    (lambda x: ops.searchsorted(np.array([-1.0, 0, 1]), x), lambda x: np.searchsorted([-1, 0, 1], x), [X]),
    (lambda x: ops.digitize(x, np.array([-1.0, 0, 1])), lambda x: np.digitize(x, [-1, 0, 1]), [X]),
    (lambda x: ops.isin(ops.round(x), np.array([1.0, 2])), lambda x: np.isin(np.round(x), [1, 2]), [X]),
    (lambda x: ops.linspace(x, 2 * x, 4, axis=1), lambda x: np.linspace(x, 2 * x, 4, axis=1), [X]),
    (lambda x: ops.linspace(x, 2 * x, 4, endpoint=False, axis=-1), lambda x: np.linspace(x, 2 * x, 4, endpoint=False, axis=-1), [X]),
    (lambda x: ops.take(x, -2, axis=1), lambda x: x[:, -2], [X]), (lambda x: ops.repeat(x, [1, 2, 0, 1, 1, 3, 1], axis=1), lambda x: np.repeat(x, [1, 2, 0, 1, 1, 3, 1], 1), [X]),
    (lambda x: ops.einsum("...j,jk->...k", x, W), lambda x: x @ W, [Q]), (lambda x: ops.einsum("bii->bi", x), lambda x: np.einsum("bii->bi", x), [S]),
    (lambda x: ops.einsum("bii->b", x), lambda x: np.trace(x, axis1=1, axis2=2), [S]), (lambda x, y: ops.einsum("...ij,...jk->...ik", x, y), lambda x, y: x @ y, [S, Q]),
    (lambda x: ops.cross(x[..., :2], x[..., 1:]), lambda x: x[..., 0] * x[..., 2] - x[..., 1] * x[..., 1], [S])])
def test_numbers_in_a_model(function, expected, arrays):
    both(function, expected, *arrays, tolerance=2e-5)


def test_a_box_at_a_place_that_is_computed():
    x, place = keras.Variable(RNG.normal(size=(4, 6)).astype(np.float32)), keras.Variable(np.array([1, 2], np.float32))
    update = RNG.normal(size=(2, 3)).astype(np.float32)
    with keras.GradientTape():
        box, changed = ops.slice(x * 1.0, place * 1.0, (2, 3)), ops.slice_update(x * 1.0, place * 1.0, update)
    expected = x.numpy()
    np.testing.assert_array_equal(box, expected[1:3, 2:5])
    expected[1:3, 2:5] = update
    np.testing.assert_array_equal(changed, expected)


def test_gradients_of_angles():
    for function, slope, x in ((ops.arctan, lambda x: 1 / (1 + x**2), X[1]), (ops.arcsin, lambda x: 1 / np.sqrt(1 - x**2), 0.9 * U[1]),
                               (ops.arccos, lambda x: -1 / np.sqrt(1 - x**2), 0.9 * U[1])):
        weight = keras.Variable(x)
        with keras.GradientTape() as tape:
            total = ops.sum(function(weight))
        np.testing.assert_allclose(tape.gradient(total, weight), slope(x), rtol=2e-4)


def test_default_axes_and_element_types_are_keras():
    np.testing.assert_array_equal(ops.concatenate([[[1, 2]], [[3, 4]]]), [[1, 2], [3, 4]])
    np.testing.assert_array_equal(ops.concatenate([np.array([[1, 2]]), np.array([[3]])], axis=None), [1, 2, 3])
    np.testing.assert_array_equal(ops.take_along_axis(np.array([[3, 1], [2, 5]]), np.array([3, 0])), [5, 3])
    assert ops.convert_to_tensor(np.int8(3)).dtype == np.int8 and ops.convert_to_tensor(np.zeros(2, np.uint16)).dtype == np.uint16
    assert ops.cumsum(np.array([1, 2], np.int32), dtype="int64").dtype == np.int64 and ops.prod(np.array([1.5, 2], np.float32), dtype="int32").dtype == np.int32
    assert ops.arctan(np.array([1, 2], np.uint8)).dtype == np.float32
    assert ops.stop_gradient(variable=np.float32(2)) == 2 and ops.cdist(x=np.zeros((1, 2)), y=np.ones((3, 2))).shape == (1, 3)
    with pytest.raises(TypeError):
        ops.eye(np.float32(3))


def test_weights_take_what_is_not_finite():
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    kernel = model.layers[0].kernel
    kernel.assign(np.full((3, 2), np.inf))
    assert np.isinf(kernel.numpy()).all()
    model.set_weights([np.full((3, 2), np.nan), np.zeros(2)])
    assert np.isnan(model.predict(np.ones((1, 3)), verbose=0)).all()


class Scaled(keras.Operation):
    def __init__(self, factor, *, shift=1.0, name=None):
        super().__init__(name=name)
        self.factor, self.shift = factor, shift

    def call(self, x):
        return self.factor * x + self.shift


class Given(keras.Operation):
    def __init__(self, *factors):
        super().__init__()

    def call(self, x):
        return x


def test_configs_of_operations():
    made = Scaled(0.2, name="scaled")
    assert made.get_config() == {"name": "scaled", "factor": 0.2, "shift": 1.0}
    assert Scaled.from_config(made.get_config()).get_config() == made.get_config()
    for wrong in (Scaled(object()), Given(1, 2)):
        with pytest.raises(NotImplementedError):
            wrong.get_config()
    with pytest.raises(ValueError, match="cannot contain character"):
        Scaled(1, name="a/b")


def test_a_seed_generator_in_a_config():
    made = keras.saving.deserialize_keras_object(keras.saving.serialize_keras_object(keras.random.SeedGenerator(42, name="drawn")))
    assert made.get_config() == {"seed": 42, "name": "drawn"}


SERIES = RNG.normal(size=(4, 12)).astype(np.float32)
IMAGINARY = RNG.normal(size=(4, 12)).astype(np.float32)


@pytest.mark.parametrize("size", [None, 9, 10, 16])
def test_transforms_of_real_numbers(size):
    x, y = keras.Input((12,)), keras.Input((12,))
    expected, back = np.fft.rfft(SERIES, size), np.fft.irfft(SERIES + 1j * IMAGINARY, size)
    model = keras.Model([x, y], [*ops.rfft(x, size), ops.irfft((x, y), size)])
    for real, imaginary, found in (model.predict([SERIES, IMAGINARY], verbose=0), [*ops.rfft(SERIES, size), ops.irfft((SERIES, IMAGINARY), size)]):
        np.testing.assert_allclose(real, expected.real, atol=2e-5)
        np.testing.assert_allclose(imaginary, expected.imag, atol=2e-5)
        np.testing.assert_allclose(found, back, atol=2e-6)


@pytest.mark.parametrize("function, expected, shape", [(ops.fft, np.fft.fft, (12,)), (ops.fft2, np.fft.fft2, (3, 4)), (ops.ifft2, np.fft.ifft2, (3, 4))])
def test_transforms(function, expected, shape):
    x, y = keras.Input(shape), keras.Input(shape)
    real, imaginary = SERIES.reshape(4, *shape), IMAGINARY.reshape(4, *shape)
    wanted = expected(real + 1j * imaginary)
    for made in (keras.Model([x, y], list(function((x, y)))).predict([real, imaginary], verbose=0), function((real, imaginary))):
        np.testing.assert_allclose(made[0], wanted.real, atol=2e-5)
        np.testing.assert_allclose(made[1], wanted.imag, atol=2e-5)


def test_transforms_of_pieces():
    series = RNG.normal(size=(2, 50)).astype(np.float32)
    window = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(8) / 8)
    real, imaginary = ops.stft(series, 8, 4, 10, center=False)
    for place in range(11):
        expected = np.fft.rfft(series[:, 4 * place:4 * place + 10] * np.pad(window, 1))
        np.testing.assert_allclose(real[:, place], expected.real, atol=1e-5)
        np.testing.assert_allclose(imaginary[:, place], expected.imag, atol=1e-5)
    x = keras.Input((50,))
    pieces = ops.stft(x, 8, 4, 8)
    model = keras.Model(x, [*pieces, ops.istft(pieces, 8, 4, 8, length=50)])
    made = model.predict(series, verbose=0)
    assert made[0].shape == (2, 13, 5)
    np.testing.assert_allclose(made[2][:, :44], series[:, :44], atol=1e-5)
    for wrong in (lambda: ops.stft(series, 8, 4, 6), lambda: ops.stft(series, 8, 1.5, 8), lambda: ops.stft(series, 8, 4, 8, window="flat"), lambda: ops.stft(series, 8, 4, 8, window=[1.0]),
                  lambda: ops.fft(series), lambda: ops.fft((series, series[:, 1:])), lambda: ops.rfft(series, 0), lambda: ops.fft2((series[0], series[0]))):
        with pytest.raises(ValueError):
            wrong()


def test_whole_numbers_stay_of_their_type():
    small = np.array([3, 200], np.uint8)
    for function, kind in ((ops.cumsum, np.uint8), (ops.sum, np.uint32), (ops.prod, np.uint32), (ops.trunc, np.uint8), (ops.fabs, np.float32), (ops.arctanh, np.float32)):
        assert function(small).dtype == kind, function.__name__
    assert ops.copy(np.array([True])).dtype == np.bool_
