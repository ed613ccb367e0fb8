"""occam.ops that put numbers in other places, attention, scans: NumPy and loops are the oracle, single numbers are real Keras 3.15.1's."""

import math

import numpy as np
import pytest

import occam as keras
from occam import ops

rng = np.random.default_rng(5)


def normal(*shape):
    return rng.normal(size=shape).astype(np.float32)


X = normal(2, 4, 6, 8)
IMAGES = normal(2, 3, 7, 8)
Q, K, V = normal(2, 3, 4, 5), normal(2, 6, 4, 5), normal(2, 6, 4, 5)
BIAS, MASK = normal(2, 4, 3, 6), rng.random((2, 1, 3, 6)) > 0.4


def in_a_model(function, *arrays):
    """What a layer's call makes of them."""
    class Called(keras.layers.Layer):
        def call(self, *values):
            return function(*values)

    inputs = [keras.Input(each.shape[1:], batch_size=len(each)) for each in arrays]
    return keras.Model(inputs, Called()(*inputs)).predict(list(arrays), batch_size=len(arrays[0]), verbose=0)


def windows(x, kernel, stride, dilation, padding):
    x = np.pad(x, ((0, 0), (0, 0), (padding[0],) * 2, (padding[1],) * 2))
    n, c, h, w = x.shape
    reach = [step * (size - 1) + 1 for step, size in zip(dilation, kernel)]
    places = [(i, j) for i in range(0, h - reach[0] + 1, stride[0]) for j in range(0, w - reach[1] + 1, stride[1])]
    return np.stack([x[:, :, i:i + reach[0]:dilation[0], j:j + reach[1]:dilation[1]].reshape(n, -1) for i, j in places], -1), places, reach


def attention(q, k, v, mask=None, bias=0.0, scale=None):
    scores = np.einsum("btnh,bsnh->bnts", q.astype(float), k) * (1 / math.sqrt(q.shape[-1]) if scale is None else scale) + bias
    scores = scores if mask is None else np.where(mask, scores, -1e30)
    e = np.exp(scores - scores.max(-1, keepdims=True))
    return np.einsum("bnts,bsnh->btnh", e / e.sum(-1, keepdims=True), v)


BLOCKS = X.reshape(2, 2, 2, 3, 2, 8).transpose(0, 1, 3, 2, 4, 5).reshape(2, 2, 3, 32)
CASES = {
    "rearrange, merged": (lambda x: ops.rearrange(x, "b h w c -> b (h w) c"), (X,), X.reshape(2, 24, 8)),
    "rearrange, split": (lambda x: ops.rearrange(x, "b (h k) w c->b k (w c) h", k=2), (X,), X.reshape(2, 2, 2, 6, 8).transpose(0, 2, 3, 4, 1).reshape(2, 2, 48, 2)),
    "space_to_depth": (lambda x: ops.space_to_depth(x, 2), (X,), BLOCKS),
    "depth_to_space": (lambda x: ops.depth_to_space(x, 2), (BLOCKS,), X),
    "channels first": (lambda x: ops.space_to_depth(x, 2, "channels_first"), (X.transpose(0, 3, 1, 2),), BLOCKS.transpose(0, 3, 1, 2)),
    "attention": (ops.dot_product_attention, (Q, K, V), attention(Q, K, V)),
    "attention, masked": (lambda q, k, v, b, m: ops.dot_product_attention(q, k, v, bias=b, mask=m > 0.5, scale=0.3), (Q, K, V, BIAS, MASK.astype(np.float32)), attention(Q, K, V, MASK, BIAS, 0.3)),
    "attention, causal": (lambda q, k, v: ops.dot_product_attention(q, k, v, is_causal=True), (Q, K, V), attention(Q, K, V, np.tri(3, 6, dtype=bool))),
    "attention, groups of heads": (ops.dot_product_attention, (Q, K[:, :, :2], V[:, :, :2]), attention(Q, K[:, :, [0, 0, 1, 1]], V[:, :, [0, 0, 1, 1]])),
    "sequences": (lambda x: ops.extract_sequences(x, 3, 2), (X,), np.stack([X[..., i:i + 3] for i in (0, 2, 4)], -2)),
    "scan": (lambda x: ops.associative_scan(lambda a, b: a + b, x, axis=1), (X,), np.cumsum(X, 1)),
    "scan, reverse": (lambda x: ops.associative_scan(lambda a, b: a * b, x, reverse=True, axis=-1), (X,), np.cumprod(X[..., ::-1], -1)[..., ::-1]),
    "erfinv": (ops.erfinv, (np.float32([[-0.9, -0.3], [1e-6, 0.97]]),), np.array([[-1.1630871536766743, -0.2724627147267544], [8.862269e-07, 1.5344856221777165]])),
}


@pytest.mark.parametrize("name", CASES)
def test_on_arrays_and_in_a_model(name):
    function, arrays, expected = CASES[name]
    found = np.asarray(function(*arrays))
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, expected, rtol=2e-5, atol=1e-6)
    np.testing.assert_allclose(in_a_model(function, *arrays), expected, rtol=2e-5, atol=1e-6)


@pytest.mark.parametrize("kernel, stride, dilation, padding", [((2, 2), (1, 1), (1, 1), (0, 0)), ((2, 3), (2, 2), (1, 1), (0, 0)), ((3, 3), (1, 2), (2, 2), (1, 1)),
                                                               ((3, 3), (3, 3), (1, 1), (0, 2))])
def test_windows_of_images(kernel, stride, dilation, padding):
    options = {"kernel_size": kernel, "stride": stride, "dilation": dilation, "padding": padding}
    columns, places, reach = windows(IMAGES, kernel, stride, dilation, padding)
    for found in (np.asarray(ops.unfold(IMAGES, **options)), in_a_model(lambda x: ops.unfold(x, **options), IMAGES)):
        np.testing.assert_array_equal(found, columns)
    summed = np.zeros((2, 3, 7 + 2 * padding[0], 8 + 2 * padding[1]))
    for place, (i, j) in enumerate(places):
        summed[:, :, i:i + reach[0]:dilation[0], j:j + reach[1]:dilation[1]] += columns[:, :, place].reshape(2, 3, *kernel)
    expected = summed[:, :, padding[0]:padding[0] + 7, padding[1]:padding[1] + 8]
    for found in (np.asarray(ops.fold(columns, (7, 8), **options)), in_a_model(lambda x: ops.fold(x, (7, 8), **options), columns)):
        np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-6)


def test_scans_of_structures():
    a, b = normal(7, 3), normal(7, 3)

    def both(first, second):
        return {"w": first["w"] * second["w"], "s": first["s"] * second["w"] + second["s"]}

    found = ops.associative_scan(both, {"w": a, "s": b})
    state, rows = np.zeros(3), []
    for w, s in zip(a, b):
        state = state * w + s
        rows.append(state)
    np.testing.assert_allclose(found["s"], rows, rtol=1e-4, atol=1e-5)
    np.testing.assert_array_equal(ops.associative_scan(lambda x, y: x + y, np.arange(5)), [0, 1, 3, 6, 10])


def test_erfinv_at_the_ends_and_beyond():
    np.testing.assert_array_equal(ops.erfinv(np.float32([-1, 0, 1, 1.5])), [-np.inf, 0, np.inf, np.nan])
    x = np.linspace(-0.9999, 0.9999, 999)
    np.testing.assert_allclose([math.erf(each) for each in np.asarray(ops.erfinv(x.astype(np.float32)), float)], x, atol=2e-7)


def test_gradients_go_through():
    class Scaled(keras.layers.Layer):
        def build(self, input_shape):
            self.w = self.add_weight(shape=(1, 1, 1, 5), initializer="ones")

        def call(self, x):
            return ops.sum(ops.dot_product_attention(x * self.w, x, x), axis=(1, 2, 3), keepdims=True)[:, 0, 0]

    model = keras.Sequential([keras.Input((3, 4, 5)), Scaled()])
    model.compile(keras.optimizers.SGD(0.5), lambda y_true, y_pred: ops.mean(y_pred + 0.0 * y_true))
    model.fit(Q, np.zeros((2, 1), np.float32), verbose=0)

    def loss(w):
        return attention(Q * w, Q, Q).sum((1, 2, 3)).mean()

    slopes = [(loss(1 + h) - loss(1 - h)) / 2e-4 for h in 1e-4 * np.eye(5)]
    np.testing.assert_allclose(1 - np.ravel(model.get_weights()[0]), 0.5 * np.array(slopes), rtol=1e-3, atol=1e-4)


def test_numbers_of_keras():
    np.testing.assert_allclose(ops.layer_normalization(np.float32([[1, 2], [1e-3, 2e-3]])), [[-0.99999976, 1], [-0.84515405, 0.8451545]], rtol=1e-5)
    np.testing.assert_allclose(ops.layer_normalization(np.float32([[1, 2, 4]]), rms_scaling=True), [[0.8017837, 1.6035674, 3.2071347]], rtol=1e-6)
    np.testing.assert_allclose(ops.rms_normalization(np.float32([[1e-4, 2e-4]])), [[0.28284273, 0.56568545]], rtol=1e-5)
    assert ops.in_top_k(np.array([1, 0]), np.float32([[0.1, np.nan, 0.5], [0.3, 0.2, 0.5]]), k=2).tolist() == [False, True]
    assert ops.view(np.float32([1, 2.5]), "int32").tolist() == [1065353216, 1075838976]


def test_counts_and_places_of_arrays():
    weights = np.array([[0, 0, 3, 2, 1, 1, 4, 2]])
    assert ops.bincount(np.array([[1, 1, 2, 3, 2, 4, 4, 6]]), weights, minlength=3).tolist() == [[0, 0, 4, 2, 5, 0, 2]]
    assert ops.bincount(np.array([[1, 1], [0, 2]])).tolist() == [[0, 2, 0], [1, 0, 1]] and ops.bincount(np.array([1, 1, 3]), minlength=5).tolist() == [0, 2, 0, 1, 0]
    x = np.array([[np.nan, np.nan], [2.0, np.nan], [1.0, 3.0]])
    assert ops.nanargmax(x, axis=1).tolist() == [-1, 0, 1] and ops.nanargmin(x, axis=0).tolist() == [2, 2] and int(ops.nanargmax(x[:1])) == -1 and int(ops.nanargmax(x)) == 5
    values, counts = ops.unique(np.array([3, 1, 2, 1]), size=5, fill_value=-1, return_counts=True)
    assert values.tolist() == [1, 2, 3, -1, -1] and counts.tolist() == [2, 1, 1, 0, 0]
    values, counts = ops.unique(np.array([3, 1, 2, 1]), size=2, return_counts=True)
    assert values.tolist() == [1, 2] and counts.tolist() == [2, 1]
    with pytest.raises(ValueError, match="newshape"):
        ops.reshape(X, (-2, 5))


def test_classes_and_normalizations_as_keras_has_them():
    np.testing.assert_allclose(ops.softmax(np.float32([[1, 2], [3, 0]]), axis=None), [[0.08714432, 0.23688284], [0.6439143, 0.0320586]], rtol=1e-6)
    np.testing.assert_allclose(ops.log_softmax(np.float32([[1, 2], [3, 0]]), axis=None), [[-2.4401896, -1.4401897], [-0.4401897, -3.4401896]], rtol=1e-6)
    assert ops.multi_hot(np.array([[[0], [2], [1]]]), 3).tolist() == [[[1, 1, 1]]] and ops.multi_hot(np.array([[0, 2], [1, 1]]), 3).tolist() == [[1, 0, 1], [0, 1, 0]]
    found = ops.multi_hot(np.array([[0, 2], [1, 1]]), 3, dtype="int32")
    assert found.dtype == np.int32 and ops.one_hot(np.array([0, 2]), 3, dtype="bool").dtype == bool
    x = np.arange(12, dtype=np.float32).reshape(2, 3, 2)
    np.testing.assert_allclose(np.ravel(ops.layer_normalization(x, np.float32([1, 2, 3]), np.float32([1, 2, 3]), axis=1))[:5], [-0.2247448, -0.2247448, 2, 2, 6.674234], atol=2e-6)
    gamma = np.arange(6, dtype=np.float32).reshape(3, 2)
    np.testing.assert_allclose(np.ravel(ops.layer_normalization(x, gamma, axis=(1, 2), epsilon=0.1))[:4], [0, -0.86362976, -0.5757532, 0.86362934], rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("call", [
    lambda: ops.rearrange(X, "b h w -> b h w"), lambda: ops.rearrange(X, "b (h k) w c -> b h w c k", k=3), lambda: ops.rearrange(X, "b h w c -> b h w d"),
    lambda: ops.rearrange(X, "b h w c"), lambda: ops.rearrange(X, None), lambda: ops.rearrange(X, "b b w c -> b b w c"), lambda: ops.rearrange(X, "b (h w c -> b h w c"),
    lambda: ops.rearrange(X, "b (h k) w c -> b h w c k", k=0), lambda: ops.rearrange(X, "b (h k) w c -> b h w c k", k=-2), lambda: ops.rearrange(X, "... c -> c ..."),
    lambda: ops.depth_to_space(X, 3), lambda: ops.depth_to_space(X, 0), lambda: ops.depth_to_space(X, None), lambda: ops.depth_to_space(X[0], 2),
    lambda: ops.space_to_depth(X, 3), lambda: ops.space_to_depth(X, 2, "rows"), lambda: ops.space_to_depth(X, 2**40),
    lambda: ops.dot_product_attention(Q[0], K, V), lambda: ops.dot_product_attention(Q, K[:, :, :3], V[:, :, :3]), lambda: ops.dot_product_attention(Q, K, V, flash_attention=True),
    lambda: ops.dot_product_attention(Q, K, V, mask=np.ones((5, 5), bool)), lambda: ops.dot_product_attention(None, K, V), lambda: ops.dot_product_attention(Q, K[..., :4], V),
    lambda: ops.unfold(IMAGES, 9), lambda: ops.unfold(IMAGES, 0), lambda: ops.unfold(IMAGES, 2, stride=0), lambda: ops.unfold(IMAGES, (2, 2, 2)), lambda: ops.unfold(IMAGES, 2, padding=-1),
    lambda: ops.fold(X[0], (7, 8), 2), lambda: ops.fold(X[0], None, 2), lambda: ops.fold(X[0], (0, 8), 2), lambda: ops.extract_sequences(X, 9, 1), lambda: ops.extract_sequences(X, 3, 0),
    lambda: ops.extract_sequences(X, None, 1), lambda: ops.associative_scan(lambda a, b: a, [X, X[:1]]), lambda: ops.associative_scan(lambda a, b: a + b, X, axis=4),
    lambda: ops.associative_scan(lambda a, b: a + b, X, axis=None), lambda: ops.associative_scan(lambda a, b: a + b, []), lambda: ops.view(np.float32([1, 2, 3]), "float64"),
    lambda: ops.segment_sum(np.ones((3, 2)), np.array([0, 1])), lambda: ops.segment_max(np.ones((3, 2)), np.array([[0, 1]])),
])
def test_refusals(call):
    with pytest.raises((ValueError, TypeError)):
        call()
