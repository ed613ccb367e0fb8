"""occam.ops on arrays and on symbols: NumPy's numbers are the oracle, Keras's where it is Keras's own (test_keras_values)."""

import math

import numpy as np
import pytest

import occam as keras
from occam import ops

rng = np.random.default_rng(3)
X = rng.normal(size=(4, 6)).astype(np.float32)
Y = rng.normal(size=(4, 6)).astype(np.float32)
P = rng.uniform(0.1, 0.9, size=(4, 6)).astype(np.float32)
T = rng.normal(size=(4, 3, 6)).astype(np.float32)
SQUARE = rng.normal(size=(4, 3, 3)).astype(np.float32)
PLACES = rng.integers(0, 6, size=(4, 2))


def in_a_model(function, *arrays):
    """What a layer's call makes of them, each the only sample of its input."""
    class Called(keras.layers.Layer):
        def call(self, *values):
            return ops.expand_dims(function(*[each[0] for each in values]), 0)

    inputs = [keras.Input(each.shape) for each in arrays]
    return keras.Model(inputs, Called()(*inputs)).predict([each[None] for each in arrays], verbose=0)[0]


def einsum(subscripts):
    return lambda module: lambda *values: module.einsum(subscripts, *values)


# One function of both modules: ops and NumPy.
SAME = {
    "comparisons": (lambda m: lambda x, y: m.where(m.logical_and(m.greater(x, 0.1), m.not_equal(x, y)), x, m.where(m.logical_or(m.less(y, 0.0), m.less_equal(x, -1.0)), y, 2.0)), (X, Y)),
    "xor and not": (lambda m: lambda x, y: m.where(m.logical_xor(m.greater(x, 0.0), m.logical_not(m.greater(y, 0.0))), x, -y), (X, Y)),
    "whole numbers": (lambda m: lambda x: m.floor(3 * x) + 10 * m.ceil(2 * x) + 100 * m.trunc(2 * x) + 1000 * m.round(2 * x), (X,)),
    "decimals": (lambda m: lambda x: m.round(x, 1), (X,)),
    "remainders": (lambda m: lambda x, y: m.mod(x, y) + 10 * m.fmod(x, y) + 100 * m.floor_divide(x, y), (X, Y)),
    "logarithms": (lambda m: lambda x: m.log2(x) + m.log10(x) + m.exp2(x) + m.reciprocal(x), (P,)),
    "logaddexp": (lambda m: lambda x, y: m.logaddexp(x, y) + m.logaddexp2(x, y), (X, Y)),
    "roots": (lambda m: lambda x, y: m.cbrt(x) + m.hypot(x, y), (X, Y)),
    "angles": (lambda m: lambda x: m.tan(x) + m.sinh(x) + m.cosh(x) + m.arcsinh(x) + m.deg2rad(x) + m.sinc(x), (X,)),
    "inverse angles": (lambda m: lambda x: m.arctanh(x) + m.arccosh(x + 1), (P,)),
    "heaviside": (lambda m: lambda x: m.heaviside(x, 0.5), (np.maximum(X, 0),)),
    "select": (lambda m: lambda x, y: m.select([x > 0.5, y > 0.5], [x, y], -1.0), (X, Y)),
    "nan_to_num": (lambda m: lambda x: m.nan_to_num(m.where(x > 1, math.inf, x), posinf=7.0), (X,)),
    "finite": (lambda m: lambda x: m.where(m.isinf(m.where(x > 1, -math.inf, x)), 1.0, 0.0) + m.where(m.isnan(m.where(x > 0, math.nan, x)), 2.0, 0.0), (X,)),
    "isclose": (lambda m: lambda x, y: m.where(m.isclose(x, y, rtol=0.5), 1.0, 0.0), (X, Y)),
    "extremes": (lambda m: lambda x: m.amax(x, axis=1) - m.amin(x, axis=1) + m.ptp(x, axis=1), (X,)),
    "any and all": (lambda m: lambda x: m.where(m.any(x > 1, axis=1), 1.0, 0.0) + m.where(m.all(x > -1, axis=1), 2.0, 0.0), (X,)),
    "count_nonzero": (lambda m: lambda x: m.count_nonzero(x > 0, axis=1), (X,)),
    "average": (lambda m: lambda x: m.average(x, axis=1, weights=np.arange(6.0)), (X,)),
    "prod": (lambda m: lambda x: m.prod(x, axis=1), (X,)),
    "argmax": (lambda m: lambda x: m.argmax(x, axis=1) + 10 * m.argmin(x, axis=1), (T,)),
    "argmax, kept": (lambda m: lambda x: m.argmax(x, axis=2, keepdims=True), (T,)),
    "sort": (lambda m: lambda x: m.sort(x, axis=1), (T,)),
    "argsort": (lambda m: lambda x: m.argsort(x, axis=-1), (X,)),
    "median": (lambda m: lambda x: m.median(x, axis=1) + m.quantile(x, 0.3, axis=1), (X,)),
    "cumsum": (lambda m: lambda x: m.cumsum(x, axis=1), (T,)),
    "cumprod": (lambda m: lambda x: m.cumprod(x, axis=-1), (X,)),
    "diff": (lambda m: lambda x: m.diff(x, n=2), (X,)),
    "without NaN": (lambda m: lambda x: m.nansum(m.where(x > 1, math.nan, x), axis=1) + m.nanmean(m.where(x > 1, math.nan, x), axis=1) + m.nanmax(x, axis=1), (X,)),
    "axes": (lambda m: lambda x: m.moveaxis(m.swapaxes(x, 1, 2), 2, 1), (T,)),
    "expand_dims": (lambda m: lambda x: m.squeeze(m.expand_dims(x, (1, 3)), 3), (X,)),
    "stack": (lambda m: lambda x, y: m.stack([x, y], axis=1), (X, Y)),
    "split": (lambda m: lambda x: m.concatenate(m.split(x, 3, axis=1)[::-1] + m.split(x, [1, 4], axis=1), axis=1), (X,)),
    "array_split": (lambda m: lambda x: m.array_split(x, 4, axis=1)[1], (X,)),
    "stacks": (lambda m: lambda x, y: m.hstack([x, y]), (X, Y)),
    "tile": (lambda m: lambda x: m.tile(x, (1, 2)), (X,)),
    "repeat": (lambda m: lambda x: m.repeat(x, 3, axis=1), (T,)),
    "roll": (lambda m: lambda x: m.roll(x, -2, axis=1), (X,)),
    "flip": (lambda m: lambda x: m.flip(x, axis=1), (T,)),
    "take": (lambda m: lambda x: m.take(x, np.array([2, 0, -1]), axis=1), (T,)),
    "take_along_axis": (lambda m: lambda x: m.take_along_axis(x, PLACES, axis=1), (X,)),
    "steps": (lambda m: lambda x: x[:, ::-2], (X,)),
    "pads": (lambda m: lambda x: m.pad(x, ((0, 0), (2, 1)), mode="reflect"), (X,)),
    "triangles": (lambda m: lambda x: m.tril(x) - m.triu(x, 1), (SQUARE,)),
    "diagonal": (lambda m: lambda x: m.diagonal(x, 1, 1, 2), (SQUARE,)),
    "trace": (lambda m: lambda x: m.trace(x, 0, 1, 2), (SQUARE,)),
    "meshgrid": (lambda m: lambda x: x[:, :3] + m.meshgrid(np.arange(3.0), np.arange(4.0))[0], (X,)),
    "one matrix a sample": (lambda m: lambda x, y: m.matmul(x, y), (SQUARE, T)),
    "matrix": (lambda m: lambda x: m.matmul(x, np.ones((6, 2), np.float32)), (T,)),
    "tensordot": (lambda m: lambda x: m.tensordot(x, np.arange(12.0).reshape(6, 2), 1), (T,)),
    "dot": (lambda m: lambda x: m.dot(x, np.arange(6.0)), (X,)),
    "cross": (lambda m: lambda x, y: m.cross(x[:, :3], y[:, :3]), (X, Y)),
    "einsum, a sample": (einsum("bij,bjk->bik"), (SQUARE, T)),
    "einsum, three": (einsum("bij,bjk,bk->bi"), (SQUARE, T, X)),
    "einsum, sums": (einsum("bij->bj"), (T,)),
    "einsum, outer": (einsum("bi,bj->bij"), (X, Y)),
}


@pytest.mark.parametrize("name", SAME)
def test_like_numpy(name):
    function, arrays = SAME[name]
    expected = np.asarray(function(np)(*[each.astype(np.float64) for each in arrays]))
    on_arrays = function(ops)(*arrays)
    np.testing.assert_allclose(np.asarray(on_arrays, np.float64), expected, rtol=2e-5, atol=2e-5)
    np.testing.assert_allclose(in_a_model(function(ops), *arrays), expected, rtol=2e-5, atol=2e-5)


@pytest.mark.parametrize("function, expected", [
    (lambda x: ops.logsumexp(x, axis=1), np.log(np.exp(X.astype(float)).sum(1))),
    (lambda x: ops.rsqrt(ops.square(x)), 1 / np.abs(X)),
    (lambda x: ops.divide_no_nan(x, ops.relu(x)), (X > 0).astype(float)),
    (lambda x: ops.erf(x) + ops.erfc(0.5 * x), np.vectorize(lambda v: math.erf(v) + math.erfc(0.5 * v))(X)),
    (lambda x: ops.top_k(x, 2)[0], np.sort(X, 1)[:, :-3:-1]), (lambda x: ops.top_k(x, 2)[1], np.argsort(-X, 1)[:, :2]),
    (lambda x: ops.in_top_k(np.array([0, 1, 2, 3]), x, 3), [(row > row[own]).sum() < 3 for row, own in zip(X, range(4))]),
    (lambda x: ops.one_hot(ops.argmax(x, axis=1), 6), np.eye(6)[X.argmax(1)]), (lambda x: ops.one_hot(ops.argmax(x, axis=1), 6, axis=0), np.eye(6)[X.argmax(1)].T),
    (lambda x: ops.norm(x, 1, axis=1) + ops.norm(x, np.inf, axis=1), np.abs(X).sum(1) + np.abs(X).max(1)),
    (lambda x: ops.slice_update(x, (0, 2), np.zeros((4, 2), np.float32)), np.concatenate([X[:, :2], np.zeros((4, 2)), X[:, 4:]], 1)),
    (lambda x: ops.segment_sum(x, np.array([0, 1, 0, 1]), 3)[:2], np.stack([X[0] + X[2], X[1] + X[3]])),
    (lambda x: ops.bincount(ops.argmax(x, 1), minlength=6), np.bincount(X.argmax(1), minlength=6)),
    (lambda x: ops.cdist(x, x[1:]), np.linalg.norm(X[:, None] - X[None, 1:], axis=-1)),
    (lambda x: ops.glu(x), X[:, :3] / (1 + np.exp(-X[:, 3:]))), (lambda x: ops.threshold(x, 0.2, -1.0), np.where(X > 0.2, X, -1)),
    (lambda x: ops.normalize(x, axis=1), X / np.linalg.norm(X, axis=1, keepdims=True)),
    (lambda x: ops.layer_normalization(x, axis=1), (X - X.mean(1, keepdims=True)) / np.sqrt(X.var(1, keepdims=True) + 1e-7)),
    (lambda x: ops.rms_normalization(x, scale=2.0), 2 * X / np.sqrt((X**2).mean(1, keepdims=True) + 1e-7)),
    (lambda x: ops.batch_normalization(x, np.arange(6.0), np.arange(1.0, 7), 1, scale=np.ones(6)), (X - np.arange(6)) / np.sqrt(np.arange(1, 7) + 1e-3)),
    (lambda x: ops.cond(ops.sum(x) > 0, lambda: x, lambda: -x), X if X.sum() > 0 else -X),
    (lambda x: ops.fori_loop(0, 3, lambda i, v: v + i * x, ops.zeros_like(x)), 3 * X),
    (lambda x: ops.scan(lambda carry, row: (carry + row, carry), ops.zeros((6,)), x)[1], np.cumsum(np.vstack([np.zeros(6), X[:3]]), 0)),
    (lambda x: ops.map(lambda row: ops.sum(row * row), x), (X**2).sum(1)), (lambda x: ops.vectorized_map(lambda row: row[:2], x), X[:, :2]),
    (lambda x: ops.cast(3 * x, "int32"), np.trunc(3 * X)), (lambda x: ops.cast(x > 0, "int32"), X > 0), (lambda x: ops.where(x == x[:, :1], 1.0, 0.0), X == X[:, :1]),
    (lambda x: ops.where((x != x[:, :1]) & ~(x > 1) | (x < -1), 1.0, 0.0), (X != X[:, :1]) & ~(X > 1) | (X < -1)), (lambda x: x % 0.5 + x // 0.5, np.mod(X, 0.5) + np.floor_divide(X, 0.5)),
])
def test_beyond_numpy(function, expected):
    expected = np.asarray(expected, np.float64)
    np.testing.assert_allclose(np.asarray(function(keras.ops.convert_to_tensor(X)), np.float64), expected, rtol=3e-5, atol=3e-6)
    np.testing.assert_allclose(in_a_model(function, X), expected, rtol=3e-5, atol=3e-6)


def test_losses_of_numbers_and_rows():
    labels, one_hot = np.array([0, 2, 1, 5]), np.eye(6, dtype=np.float32)[[0, 2, 1, 5]]
    rows = P / P.sum(1, keepdims=True)
    for call in (lambda f: f(P), lambda f: in_a_model(f, P)):
        np.testing.assert_allclose(call(lambda p: ops.binary_crossentropy(one_hot, p)), -np.where(one_hot == 1, np.log(P), np.log(1 - P)), rtol=1e-5)
        np.testing.assert_allclose(call(lambda p: ops.binary_crossentropy(one_hot, p, from_logits=True)), np.log1p(np.exp(np.where(one_hot == 1, -P, P))), rtol=1e-5)
        np.testing.assert_allclose(call(lambda p: ops.categorical_crossentropy(one_hot, p)), -np.log(rows[range(4), labels]), rtol=1e-5)
        np.testing.assert_allclose(call(lambda p: ops.sparse_categorical_crossentropy(labels, p)), -np.log(rows[range(4), labels]), rtol=1e-5)
    with pytest.raises(ValueError, match="one shape"):
        ops.binary_crossentropy(one_hot[:, :2], P)


def test_sparsemax_is_the_nearest_point_of_the_simplex():
    found = np.asarray(ops.sparsemax(2 * X))
    np.testing.assert_allclose(found.sum(1), 1, rtol=1e-5)
    assert (found >= 0).all() and (found == 0).any()
    for row, point in zip(2 * X, found):  # its distance grows towards each corner
        for corner in np.eye(6):
            assert np.sum((row - point)**2) <= np.sum((row - (point + 0.01 * (corner - point)))**2) + 1e-4
    np.testing.assert_allclose(in_a_model(ops.sparsemax, 2 * X), found, rtol=1e-5, atol=1e-6)


def test_element_types_are_keras_s():
    for found, kind in ((ops.equal([1, 2], [1, 3]), "bool"), (ops.add([1, 2], [3, 4]), "int32"), (ops.add([1, 2], 0.5), "float32"), (ops.argmax([[1, 5]], axis=-1), "int32"),
                        (ops.sum([1, 2]), "int32"), (ops.mean([1, 2]), "float32"), (ops.arange(3), "int32"), (ops.arange(3.0), "float32"), (ops.linspace(0, 1, 3), "float32"),
                        (ops.convert_to_tensor([1, 2]), "int32"), (ops.convert_to_tensor([1.0]), "float32"), (ops.convert_to_tensor([True]), "bool"), (ops.cast([1.5], "int32"), "int32"),
                        (ops.where([True], [1], [2]), "int32"), (ops.reshape([1, 2], (2, 1)), "int32"), (ops.isnan([1.0]), "bool"), (ops.any([0, 1]), "bool"), (ops.eye(2), "float32")):
        assert ops.dtype(found) == kind
    x = ops.convert_to_tensor(X)
    np.testing.assert_array_equal(x[ops.greater(x, 0)], X[X > 0])
    assert ops.equal(2**24 + 1, 2**24) == False and ops.ndim(X) == 2 and ops.size(X) == 24 and ops.is_tensor(x) and not ops.is_tensor(X)  # noqa: E712


def test_edges():
    assert ops.max(np.zeros((1, 0)), initial=2.0) == 2 and ops.max([1.0, 5.0], initial=7.0) == 7 and ops.min([1.0, 5.0], initial=0.5) == 0.5
    np.testing.assert_array_equal(ops.unique([3, 1, 3], size=4, fill_value=-1), [1, 3, -1, -1])
    np.testing.assert_array_equal(ops.unique([3, 1, 3], return_counts=True)[1], [1, 2])
    np.testing.assert_array_equal(ops.bincount([[0, 2, 2], [1, 1, 1]]), [[1, 0, 2], [0, 3, 0]])
    np.testing.assert_array_equal(ops.segment_max([1.0, 5.0, 2.0], [0, 0, 1]), [5, 2])
    np.testing.assert_array_equal(ops.scatter([[0], [2], [0]], [1.0, 2.0, 3.0], (4,)), [4, 0, 2, 0])
    np.testing.assert_array_equal(ops.scatter_update(np.zeros(3), [[1]], [5.0], reduction="max"), [0, 5, 0])
    with pytest.raises(ValueError, match="constant_values"):
        ops.pad(X, 1, mode="reflect", constant_values=2)
    with pytest.raises(ValueError, match="reduction"):
        ops.scatter_update(np.zeros(3), [[1]], [5.0], reduction="mean")


def test_linear_algebra():
    a = SQUARE[0] @ SQUARE[0].T + np.eye(3, dtype=np.float32)
    np.testing.assert_allclose(ops.matmul(ops.inv(a), a), np.eye(3), atol=1e-4)
    np.testing.assert_allclose(ops.solve(a, np.ones(3)), np.linalg.solve(a, np.ones(3)), rtol=1e-4)
    np.testing.assert_allclose(ops.matmul(ops.cholesky(a), ops.transpose(ops.cholesky(a))), a, rtol=1e-4, atol=1e-5)
    q, r = ops.qr(a)
    np.testing.assert_allclose(q @ r, a, rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(ops.det(a), np.linalg.det(a), rtol=1e-4)
    np.testing.assert_allclose(ops.svd(a, compute_uv=False), np.linalg.svd(a, compute_uv=False), rtol=1e-4)
    np.testing.assert_allclose(ops.kron(a, [[1.0, 2.0]]), np.kron(a, [[1, 2]]), rtol=1e-6)


def test_arrays_beside_symbols_in_losses():
    weights = np.array([1.0, 5.0, 1.0, 0.5, 2.0, 3.0], np.float32)
    y = np.eye(6, dtype=np.float32)[[0, 2, 1, 5]]

    def weighted(y_true, y_pred):
        return ops.mean(ops.square(y_true - y_pred) * weights, axis=-1)

    def of_classes(y_true, y_pred):
        return ops.take(ops.convert_to_tensor(weights), ops.argmax(y_true, axis=-1)) * keras.losses.categorical_crossentropy(y_true, ops.softmax(y_pred))

    model = keras.Sequential([keras.Input((6,)), keras.layers.Dense(6)])
    model.compile("sgd", weighted)
    np.testing.assert_allclose(model.evaluate(X, y, verbose=0), np.mean((y - model.predict(X, verbose=0))**2 * weights), rtol=1e-5)
    model.compile("sgd", of_classes)
    p = np.exp(model.predict(X, verbose=0).astype(float))
    p /= p.sum(1, keepdims=True)
    np.testing.assert_allclose(model.evaluate(X, y, verbose=0), np.mean(weights[y.argmax(1)] * -np.log(p[y == 1])), rtol=1e-5)
    with pytest.raises(ValueError, match="1024 different numbers"):
        model.compile("sgd", lambda y_true, y_pred: ops.mean(y_pred) + ops.sum(y_pred[:1, :1] * np.arange(2000.0)**1.5))
        model.evaluate(X, y, verbose=0)


def test_equality_of_symbols_is_of_their_numbers():
    def right(y_true, y_pred):
        return ops.mean(ops.cast(y_true == (y_pred > 0.5), "float32"), axis=-1)

    model = keras.Sequential([keras.Input((6,)), keras.layers.Activation("sigmoid")])
    model.compile("sgd", "mse", metrics=[right])
    y = (Y > 0).astype(np.float32)
    assert model.evaluate(X, y, verbose=0, return_dict=True)["right"] == pytest.approx(np.mean((X > 0) == (Y > 0)))


def test_what_has_no_numbers_yet_is_refused():
    with pytest.raises(ValueError, match="inv: of a symbol"):
        in_a_model(lambda x: ops.inv(x), SQUARE)
    with pytest.raises(ValueError, match="empty part"):
        in_a_model(lambda x: ops.split(x, [0], axis=1)[1], X)
    with pytest.raises(ValueError, match="squeeze"):
        ops.squeeze(X, 1)


def test_operators_and_ops_of_values_of_a_model():
    x = keras.Input((6,))
    outputs = ops.stack(ops.split(x, 2, axis=1), axis=1)
    assert outputs.shape == (None, 2, 3)
    np.testing.assert_allclose(keras.Model(x, outputs).predict(X, verbose=0), X.reshape(4, 2, 3), rtol=1e-6)
    gate = (x > 0) & ~(x > 1)
    np.testing.assert_array_equal(keras.Model(x, ops.cast(gate, "float32")).predict(X, verbose=0), (X > 0) & ~(X > 1))
