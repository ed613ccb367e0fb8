"""Element types, refusals and warnings of keras.ops as Keras 3.15.1 on TensorFlow has them."""

import numpy as np
import pytest

import occam as keras

ops = keras.ops
TRUTH = np.array([True, False, True])


@pytest.mark.parametrize("made, dtype, expected", [
    (lambda: ops.sum(TRUTH), "int32", 2), (lambda: ops.max(TRUTH), "bool", True), (lambda: ops.count_nonzero(TRUTH), "int32", 2),
    (lambda: ops.bincount(np.array([1, 1, 2]), minlength=4), "int32", [0, 2, 1, 0]), (lambda: ops.bincount(np.array([1, 2]), weights=np.array([0.5, 2]), minlength=3), "float64", [0, 0.5, 2]),
    (lambda: ops.multi_hot(np.array([1, 2]), 4, dtype="bool"), "bool", [False, True, True, False]), (lambda: ops.multi_hot(np.array([1, 2]), 4, dtype="int32"), "int32", [0, 1, 1, 0]),
    (lambda: ops.array([1.0, 2.5]), "float32", [1, 2.5]), (lambda: ops.array([1, 2]), "int32", [1, 2]), (lambda: ops.array(np.ones(2)), "float64", [1, 1]), (lambda: ops.array(True), "bool", True),
    (lambda: ops.histogram(np.array([1.0, 2, 2]), 3)[0], "int32", [1, 0, 2]),
    (lambda: ops.cast(np.array([1]), None), "float32", [1]), (lambda: ops.saturate_cast(np.array([300.0, -5]), np.uint8), "uint8", [255, 0])])
def test_element_types(made, dtype, expected):
    found = made()
    assert found.dtype == dtype and np.array_equal(found, expected)


def test_segments_without_rows():
    data, places = np.array([1.0, 2, 3], "float32"), np.array([0, 0, 2])
    most = np.finfo("float32").max
    np.testing.assert_array_equal(ops.segment_max(data, places, 4), np.array([2, -most, 3, -most], "float32"))
    np.testing.assert_array_equal(ops.segment_min(data, places, 4), np.array([1, most, 3, most], "float32"))


def test_boxes_up_to_the_end_of_symbols():
    x = keras.Input((3, 4))
    model = keras.Model(x, ops.slice(x, (0, 1, 1), (-1, -1, -1)))
    assert model.output_shape[1:] == (2, 3)
    given = np.arange(24, dtype="float32").reshape(2, 3, 4)
    np.testing.assert_array_equal(model.predict(given, verbose=0), given[:, 1:, 1:])


@pytest.mark.parametrize("call, error, words", [
    (lambda: ops.unstack(keras.Input((3,)), axis=10), ValueError, "axis=10"), 
    (lambda: ops.eye(3.0), TypeError, "N=3.0"), (lambda: ops.eye(3, 2.0), TypeError, "M=2.0"), (lambda: ops.histogram(np.ones((2, 2))), ValueError, "1-dimensional"),
    (lambda: ops.histogram(np.ones(3), bins=-1), ValueError, "bins=-1"), (lambda: ops.histogram(np.ones(3), range=(1,)), ValueError, "range"),
    (lambda: ops.scan(1, 0.0, TRUTH), TypeError, "callable"), (lambda: ops.scan(lambda c, x: (c, x), 0.0, TRUTH, unroll=0), ValueError, "unroll"),
    (lambda: ops.scan(lambda c, x: (c, x), 0.0, TRUTH, unroll=1.5), ValueError, "unroll"), (lambda: ops.scan(lambda c, x: (c, x), 0.0), ValueError, "length"),
    (lambda: ops.scan(lambda c, x: (c, x), 0.0, TRUTH, length=2), ValueError, "length"), (lambda: ops.normalize(np.ones(3), order=0), ValueError, "order"),
    (lambda: ops.normalize(np.ones(3), order=2.5), ValueError, "order"), (lambda: ops.sparse_categorical_crossentropy(np.array([[1]]), np.ones((1, 2, 3)), axis=4), ValueError, "axis=4")])
def test_refusals(call, error, words):
    with pytest.raises(error, match=words):
        call()


def test_warnings():
    with pytest.warns(UserWarning, match="softmax over axis -1 .* size 1"):
        assert ops.softmax(np.ones((2, 1))).tolist() == [[1], [1]]
    with pytest.warns(UserWarning, match="rms_scaling=True"):
        ops.layer_normalization(np.arange(4.0), rms_scaling=True)


def test_each_nan_is_another_number():
    found = ops.unique(np.array([1, np.nan, 2, np.nan], "float32"))
    assert found.shape == (4,) and np.isnan(found).sum() == 2


def test_names_of_activations():
    def own(x):
        return x
    activations = keras.activations
    assert activations.serialize(activations.relu) == "relu" and activations.serialize(activations.get("gelu")) == "gelu" and activations.serialize(activations.sparsemax) == "sparsemax"
    assert activations.serialize(own)["config"] == "own" and activations.deserialize("tanh") is not None
