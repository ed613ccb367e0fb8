"""What layers refuse when they are made or called, with Keras's kinds of errors, and what they say of themselves as Keras's do."""

import numpy as np
import pytest

import occam as keras
from occam import layers


@pytest.mark.parametrize("kind, make", [
    (ValueError, lambda: layers.LeakyReLU(negative_slope=None)),
    (ValueError, lambda: layers.ReLU(threshold=None)),
    *[(ValueError, lambda value=value: layers.Embedding(value, 8)) for value in (3.7, "3", True, -1, 0)],
    (ValueError, lambda: layers.Embedding(4, 2.0)),
    (ValueError, lambda: layers.Subtract()([keras.Input((4,)) for _ in range(3)])),
    (ValueError, lambda: layers.Subtract()([np.ones((2, 3))])),
    *[(TypeError, lambda made=made: made(axis={"axis": -1})) for made in (layers.LayerNormalization, layers.UnitNormalization)],
    *[(TypeError, lambda value=value: layers.RepeatVector(n=value)) for value in ("3", 3.5, [3])],
    *[(TypeError, lambda value=value: layers.UpSampling1D(size=value)) for value in (2.5, "2", True)],
    (ValueError, lambda: layers.UpSampling1D(size=0)),
    (ValueError, lambda: layers.Reshape((-2, 5))),
    (ValueError, lambda: layers.Reshape((-1, -1, 5)))])
def test_refusals(kind, make):
    with pytest.raises(kind):
        make()


def test_arguments_can_be_read():
    assert layers.Reshape([2, -1]).target_shape == (2, -1)
    assert "activity_regularizer" not in layers.Dense(2).get_config()
    assert layers.Dense(2, activity_regularizer="l2").get_config()["activity_regularizer"]["class_name"] == "L2"
    scaled = layers.RMSNormalization()
    scaled.build((None, 3))
    np.testing.assert_array_equal(scaled.scale, np.ones(3))


def test_weights_of_whole_numbers_begin_with_zeros():
    class Counting(layers.Layer):
        def __init__(self):
            super().__init__()
            self.count = self.add_weight(dtype="int32", trainable=False)
            self.seen = self.add_weight(shape=(2,), dtype="bool", trainable=False)

    layer = Counting()
    assert int(layer.count) == 0 and not np.asarray(layer.seen).any()


def test_paths_of_weights_in_layers_inside():
    class Inner(layers.Layer):
        def build(self, input_shape):
            self.scale = self.add_weight(shape=(1,), initializer="ones", name="scale")

        def call(self, x):
            return self.scale * x

    class Outer(layers.Layer):
        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            self.inner = Inner()

        def call(self, x):
            return self.inner(x)

    outer = Outer(name="outer")
    assert outer(keras.Input((1,))).shape == (None, 1)
    assert [each.path for each in outer.weights] == ["outer/inner/scale"]


def test_masks_by_the_names_of_arguments():
    class Pair(layers.Layer):
        def call(self, left, right, left_mask=None, right_mask=None):
            keep = [1.0 if each is None else keras.ops.cast(each, "float32") for each in (left_mask, right_mask)]
            return left[..., 0] * keep[0] + right[..., 0] * keep[1]

    x = np.array([[[1.0], [0.0], [2.0]]], "float32")
    masked = layers.Masking()(x)
    np.testing.assert_array_equal(Pair()(masked, x + 5), [[7, 5, 9]])
    masked = layers.Masking()(np.array([[[3.0], [0.0], [4.0]]], "float32"))
    np.testing.assert_array_equal(Pair()(x + 1, right=masked), [[5, 1, 7]])
    one, other = keras.Input((3, 1)), keras.Input((3, 1))
    model = keras.Model([one, other], Pair()(layers.Masking(mask_value=2.0)(one), other))
    np.testing.assert_array_equal(model.predict([x, x], verbose=0), [[2, 0, 2]])


def test_a_build_that_asks_for_what_call_has_not():
    class Wrong(layers.Layer):
        def build(self, left_shape, other_shape):
            pass

        def call(self, left, right):
            return left + right

    with pytest.raises(ValueError, match="other_shape"):
        Wrong()(np.ones((2, 3)), np.ones((2, 3)))


def test_time_distributed_checks_its_mask():
    x = np.zeros((4, 5, 3), "float32")
    for inner in (layers.Dense(2), keras.Sequential([keras.Input((3,)), layers.Dense(2)])):
        steps = layers.TimeDistributed(inner)
        assert steps(x, mask=np.ones((4, 5), bool)).shape == (4, 5, 2)
        for shape in ((4, 6), (3, 5), (4,)):
            with pytest.raises(ValueError, match="mask"):
                steps(x, mask=np.ones(shape, bool))


def test_shapes_of_bins_before_adapt():
    for mode, shape in (("int", (None, 3)), ("one_hot", (None, 3, 4)), ("multi_hot", (None, 4)), ("count", (None, 4))):
        assert layers.Discretization(num_bins=4, output_mode=mode).compute_output_shape((None, 3)) == shape
    assert layers.Discretization(bin_boundaries=[0.0, 1.0], output_mode="one_hot").compute_output_shape((None, 1)) == (None, 3)


def test_operations_on_weights_in_call():
    class Sizes(layers.Layer):
        def build(self, input_shape):
            self.kernel = self.add_weight(shape=(3,), initializer="ones", name="kernel")

        def call(self, x):
            return x * keras.ops.absolute(self.kernel) + keras.ops.square(self.kernel) + keras.ops.maximum(self.kernel, 2.0)

    model = keras.Sequential([keras.Input((3,)), Sizes()])
    np.testing.assert_array_equal(model.predict(np.ones((1, 3)), verbose=0), [[4, 4, 4]])


def test_a_mean_has_all_axes_of_the_inputs():
    x = np.random.RandomState(3).normal(size=(6, 7, 5, 2)).astype("float32")
    for axis, shape in ((2, (1, 1, 5, 1)), ((1, 2), (1, 7, 5, 1)), (None, (1, 1, 1, 1)), (-1, (1, 1, 1, 2))):
        layer = layers.Normalization(axis=axis)
        layer.adapt(x)
        others = tuple(place for place in range(4) if shape[place] == 1)
        np.testing.assert_allclose(layer.mean, x.mean(others, keepdims=True), rtol=1e-4, atol=1e-6)
        np.testing.assert_allclose(layer.variance, x.var(others, keepdims=True), rtol=1e-4, atol=1e-6)
    given = layers.Normalization(axis=-1, mean=2.0, variance=3.0)
    given.build((None, 7))
    assert given.mean.shape == (1, 7) and set(np.unique(given.mean)) == {2.0}


def test_normalization_is_adapted_to_what_it_was_built_for():
    layer = layers.Normalization()
    layer.build((None, 3))
    with pytest.raises(ValueError, match="built for"):
        layer.adapt(np.ones((4, 2)))


def test_hashing_gives_whole_numbers():
    with pytest.raises(ValueError, match="dtype"):
        layers.Hashing(3, output_mode="int", dtype="float32")


def test_no_initializer_is_that_of_add_weight():
    """As Keras: None stands for glorot_uniform, of a bias too."""
    dense = layers.Dense(500, kernel_initializer=None, bias_initializer=None)
    dense.build((None, 4))
    for weight, limit in ((dense.kernel, (6 / 504) ** 0.5), (dense.bias, (6 / 1000) ** 0.5)):
        largest = np.abs(weight.numpy()).max()
        assert 0.9 * limit < largest <= limit
    normalization = layers.BatchNormalization(gamma_initializer=None)
    normalization.build((None, 9))
    assert 0 < np.ptp(normalization.gamma.numpy()) <= 2 * (6 / 18) ** 0.5


def test_inputs_by_older_names():
    with pytest.warns(UserWarning, match="Use `shape` instead"):
        first = layers.InputLayer(input_shape=(3,))
    assert keras.Sequential([first, layers.Dense(2)]).input_shape == (None, 3)
    assert layers.InputLayer(batch_input_shape=(4, 3)).batch_shape == (4, 3)


def test_what_symbolic_values_refuse():
    value = keras.Input((3,))
    with pytest.raises(ValueError, match="doesn't have any actual numerical value"):
        np.array(value)
    with pytest.raises(NotImplementedError, match="symbolic KerasTensor"):
        iter(value)


def test_policies():
    policy = keras.DTypePolicy()
    assert policy.name == policy.compute_dtype == "float32" and keras.dtype_policies.FloatDTypePolicy("float32") == policy
    config = keras.dtype_policies.serialize(policy)
    assert config == {"module": "keras", "class_name": "DTypePolicy", "config": {"name": "float32"}, "registered_name": None}
    assert keras.dtype_policies.deserialize(config) == keras.dtype_policies.get(config) == policy
    with pytest.raises(TypeError, match="'name' must be a string"):
        keras.DTypePolicy(123)


def test_normalization_asks_for_sizes_that_it_keeps():
    with pytest.raises(ValueError, match="must have a known shape"):
        layers.Normalization(axis=1).build((None, None))
    layers.Normalization(axis=-1).build((None, None, 3))
    with pytest.raises(TypeError, match="`.shape`"):
        layers.Normalization().adapt(iter([42]))


def test_an_activity_penalty_of_no_samples_is_0():
    class Same(layers.Layer):
        def call(self, x):
            return x

    layer = Same(activity_regularizer="l2")
    layer(np.ones((0, 3), "float32"))
    assert float(layer.losses[0]) == 0


def test_classes_of_a_tensor_are_a_tensor():
    found = keras.utils.to_categorical(keras.ops.convert_to_tensor([0, 2]), 3)
    assert keras.ops.is_tensor(found) and found.dtype == "float32" and not keras.ops.is_tensor(keras.utils.to_categorical([0, 2]))
    np.testing.assert_array_equal(found, [[1, 0, 0], [0, 0, 1]])


@pytest.mark.parametrize("config", [{"units": -1}, {"units": 2, "activation": "nope"}, {"units": 2, "other": 1}, {}])
def test_a_layer_s_config_that_cannot_be(config):
    with pytest.raises(TypeError, match="Error when deserializing class 'Dense'") as caught:  # as Keras; a ValueError too, as everywhere here
        layers.Dense.from_config(config)
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize("kind, args, named, words", [
    (ValueError, ("matrix",), {}, "`name` must be passed as a keyword argument"),
    (ValueError, ("matrix",), {"shape": (3, 4)}, "`name` must be passed as a keyword argument"),
    (ValueError, ((3, 4),), {"shape": (3, 4)}, "`shape` was passed both"),
    (TypeError, ((3, 4), "zeros", "float32", True), {}, "at most 3 positional"),
])
def test_weights_by_places_of_arguments(kind, args, named, words):
    layer = layers.Layer()
    with pytest.raises(kind, match=words):
        layer.add_weight(*args, **named)
    assert layer.add_weight((3, 4), "ones", "float32", name="w").shape == (3, 4)
