"""Masks of layers called on arrays, and the warning where a mask is lost: what Keras 3.15.1 does."""

import warnings

import numpy as np
import pytest

import occam as keras

layers = keras.layers
A = np.array([[[1.0, 7], [2, -3]], [[3, 2], [5, 1]]], "float32")
B = np.array([[[4.0, 1], [1, 5]], [[-2, 8], [6, 2]]], "float32")
MASK_A, MASK_B = np.array([[True, False], [False, True]]), np.array([[False, False], [True, True]])


def masked(x, mask):
    """The array with a mask on it, as a layer gives it."""
    made = layers.Identity()(x)
    made._keras_mask = mask
    return made


def mask_of(value):
    return getattr(value, "_keras_mask", None)


@pytest.mark.parametrize("name", ["Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum"])
def test_merging_layers_keep_what_counts_in_any(name):
    layer = getattr(layers, name)()
    assert layer.supports_masking
    np.testing.assert_array_equal(mask_of(layer([masked(A, MASK_A), masked(B, MASK_B)])), MASK_A | MASK_B)
    assert mask_of(layer([masked(A, MASK_A), B])) is None
    np.testing.assert_array_equal(layer.compute_mask([A, B], [MASK_A, MASK_B]), MASK_A | MASK_B)
    assert layer.compute_mask([A, B], [MASK_A, None]) is None is layer.compute_mask([A, B])
    with pytest.raises(ValueError, match="`mask` should be a list"):
        layer.compute_mask([A, B], MASK_A)
    with pytest.raises(ValueError, match="`inputs` should be a list"):
        layer.compute_mask(A, [MASK_A])
    with pytest.raises(ValueError, match="should have the same length"):
        layer.compute_mask([A, B], [MASK_A])


def test_masks_of_axes_that_are_repeated():
    one = np.array([[True], [False]])
    found = layers.Add().compute_mask([A, B[:, :1]], [MASK_A, one])
    np.testing.assert_array_equal(found, MASK_A | one)


@pytest.mark.parametrize("name, op", [("Maximum", np.maximum), ("Minimum", np.minimum)])
def test_the_larger_of_what_counts(name, op):
    """Of a row that counts in one of two, that one; of a row that counts in none, the first."""
    result = getattr(layers, name)()([masked(A, MASK_A), masked(B, MASK_B)])
    np.testing.assert_array_equal(result, [[A[0, 0], A[0, 1]], [B[1, 0], op(A, B)[1, 1]]])


def test_a_product_of_what_counts():
    result = layers.Multiply()([masked(A, MASK_A), masked(B, MASK_B)])
    np.testing.assert_array_equal(result, [[A[0, 0], [0, 0]], [B[1, 0], (A * B)[1, 1]]])
    np.testing.assert_array_equal(layers.Multiply()([masked(A, MASK_A), B]), np.where(MASK_A[..., None], A * B, B))


def test_a_concatenation_counts_where_a_part_does():
    both = [masked(A, MASK_A), masked(B, MASK_B)]
    np.testing.assert_array_equal(mask_of(layers.Concatenate()(both)), MASK_A | MASK_B)
    np.testing.assert_array_equal(mask_of(layers.Concatenate(axis=1)(both)), np.concatenate([MASK_A, MASK_B], 1))
    np.testing.assert_array_equal(mask_of(layers.Concatenate(axis=1)([masked(A, MASK_A), B])), np.concatenate([MASK_A, np.ones((2, 2), bool)], 1))
    assert mask_of(layers.Concatenate()([A, B])) is None
    each = np.array([[[True, False], [False, False]], [[False, False], [False, True]]])  # of each number
    np.testing.assert_array_equal(layers.Concatenate(axis=1).compute_mask([A, B], [each, None]), [[True, False, True, True], [False, True, True, True]])


def test_a_dot_product_has_none_and_says_nothing():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert mask_of(layers.Dot(axes=2)([masked(A, MASK_A), masked(B, MASK_B)])) is None
    assert layers.Dot(axes=2).supports_masking


def test_layers_that_make_masks():
    numbers = np.array([[1, 0, 2], [0, 0, 3]])
    made = layers.Embedding(4, 2, mask_zero=True)
    np.testing.assert_array_equal(mask_of(made(numbers)), numbers != 0)
    np.testing.assert_array_equal(made.compute_mask(numbers), numbers != 0)
    assert made.supports_masking and not layers.Embedding(4, 2).supports_masking
    assert mask_of(layers.Embedding(4, 2)(numbers)) is None
    steps = np.array([[[0, 0], [0, 1.0]], [[9, 9], [2, 9]]])
    np.testing.assert_array_equal(mask_of(layers.Masking()(steps)), [[False, True], [True, True]])
    np.testing.assert_array_equal(layers.Masking(mask_value=9).compute_mask(steps), [[True, True], [False, True]])


@pytest.mark.parametrize("layer", [layers.Flatten(), layers.GlobalMaxPooling1D(), layers.Reshape((4,))])
def test_a_lost_mask_is_told(layer):
    with pytest.warns(UserWarning, match=f"{type(layer).__name__}.*gets values with a mask and does not know masks"):
        assert mask_of(layer(masked(A, MASK_A))) is None
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        layer(A)


def test_of_a_layer_of_ones_own():
    class Doubled(layers.Layer):
        def call(self, inputs):
            return inputs * 2

    class Kept(Doubled):
        def __init__(self):
            super().__init__()
            self.supports_masking = True

    with pytest.warns(UserWarning, match="Doubled.*does not know masks"):
        Doubled()(masked(A, MASK_A))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        np.testing.assert_array_equal(mask_of(Kept()(masked(A, MASK_A))), MASK_A)


def fitted(*middle):
    model = keras.Sequential([keras.Input((3, 2)), layers.Masking(), *middle, layers.Dense(1)])
    model.compile("sgd", "mse")
    model.fit(np.ones((4, 3, 2)), np.ones((4, 1)), verbose=0)


def test_a_fit_tells_of_it_once():
    with pytest.warns(UserWarning, match=r"layer 'flatten' \(Flatten\) gets values with a mask") as seen:
        fitted(layers.Flatten())
    assert sum("gets values with a mask" in str(each.message) for each in seen) == 1
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        fitted(layers.GlobalAveragePooling1D())
        fitted(layers.LayerNormalization(), layers.Dropout(0.2), layers.GlobalAveragePooling1D())


@pytest.mark.parametrize("mask", [np.array([[1, 0, 1.0], [0, 1, 1]]), np.array([[True, False, True]]), np.array([True, False, True])])
def test_softmax_of_numbers_that_count(mask):
    x = np.array([[1, 2, 5.0], [3, 1, -2]])
    counting = np.exp(x) * (np.broadcast_to(mask, x.shape) > 0.5)
    np.testing.assert_allclose(layers.Softmax()(x, mask=mask), counting / counting.sum(-1, keepdims=True), rtol=1e-5)
    np.testing.assert_allclose(layers.Softmax(axis=(1,))(x, mask=mask), counting / counting.sum(-1, keepdims=True), rtol=1e-5)


def test_softmax_refuses_masks_of_other_shapes():
    for mask in (np.ones((3, 3)), np.ones((1, 2, 3)), np.ones((2, 2))):
        with pytest.raises(ValueError, match="broadcastable.*must not have more dimensions"):
            layers.Softmax()(np.ones((2, 3)), mask=mask)
    np.testing.assert_array_equal(layers.Softmax()(np.ones((1, 2)), mask=np.zeros((1, 2))), [[0, 0]])


@pytest.mark.parametrize("loss, value", [("dice", 1 - 2 * 9 / (5 + 18)), (lambda y, p: keras.ops.mean(p * y) + 1, 9 / 12 + 1)])
def test_a_loss_of_the_whole_batch_is_not_of_steps(loss, value):
    """As Keras: what is one number for a batch stays it, whatever a mask leaves out."""
    model = keras.Sequential([keras.Input((3, 2)), layers.Masking()])
    model.compile("sgd", loss)
    x = np.array([[[1, 2], [0, 0], [1, 4]], [[0, 0], [5, 1], [2, 2]]])
    y = np.array([[[1, 1], [0, 1], [1, 0]], [[0, 0], [1, 0], [0, 0]]])
    assert np.isclose(model.evaluate(x, y, verbose=0), value, rtol=1e-5)


@pytest.mark.filterwarnings("error")
def test_lists_of_numbers_have_no_mask():
    layers = keras.layers
    np.testing.assert_array_equal(layers.GlobalAveragePooling1D()([[[1.0, 2.0], [3.0, 6.0]]]), [[2, 4]])
    np.testing.assert_array_equal(layers.Flatten()([[[1.0, 2.0], [3.0, 6.0]]]), [[1, 2, 3, 6]])
    np.testing.assert_array_equal(layers.IntegerLookup(vocabulary=[7, 9])([[7, 9], [1, 7]]), [[1, 2], [0, 1]])
