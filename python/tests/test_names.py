"""Keras's smaller modules: backend, config, tree, random, names of utils and saving."""

import importlib

import numpy as np
import pytest

import occam as keras


def test_modules_under_keras_s_names():
    for name in ("backend", "config", "tree", "random", "ops", "utils", "saving"):
        assert importlib.import_module(f"occam.keras.{name}") is getattr(keras, name)
    assert keras.Loss is keras.losses.Loss and keras.Metric is keras.metrics.Metric and keras.Optimizer is keras.optimizers.Optimizer
    assert keras.Regularizer is keras.regularizers.Regularizer and keras.Initializer is keras.initializers.Initializer
    assert keras.layers.GlobalAvgPool1D is keras.layers.GlobalAveragePooling1D and keras.version() == keras.__version__
    assert keras.ops.numpy.sum is keras.ops.nn.sum is keras.ops.sum


def test_settings():
    assert (keras.backend.floatx(), keras.config.epsilon(), keras.config.image_data_format(), keras.backend.backend()) == ("float32", 1e-7, "channels_last", "occam")
    keras.config.set_floatx("float32")
    for call in (lambda: keras.config.set_floatx("float16"), lambda: keras.backend.set_image_data_format("channels_first"), lambda: keras.config.set_epsilon(1e-3)):
        with pytest.raises(ValueError, match="occam has no other"):
            call()
    keras.utils.disable_interactive_logging()
    assert not keras.config.is_interactive_logging_enabled()
    keras.utils.enable_interactive_logging()
    assert keras.backend.standardize_dtype(int) == "int32" and keras.utils.standardize_dtype(np.float64) == "float64" and keras.backend.is_int_dtype("uint8")
    assert keras.backend.result_type("int32", "float32") == "float32" and keras.backend.is_float_dtype(None)
    assert [keras.backend.get_uid("a name"), keras.backend.get_uid("a name")] == [1, 2] and keras.utils.is_keras_tensor(keras.Input((2,)))
    with pytest.raises(ValueError, match="Invalid dtype"):
        keras.backend.standardize_dtype("float33")


def test_structures():
    tree = keras.tree
    structure = {"b": [1, (2, 3)], "a": 4}
    assert tree.flatten(structure) == [4, 1, 2, 3] and tree.map_structure(lambda x, y: x + y, structure, structure) == {"b": [2, (4, 6)], "a": 8}
    assert tree.pack_sequence_as(structure, [10, 20, 30, 40]) == {"b": [20, (30, 40)], "a": 10} and tree.is_nested(()) and not tree.is_nested("ab")
    assert tree.traverse(lambda part: sum(part) if isinstance(part, tuple) else None, structure) == {"b": [1, 5], "a": 4}
    tree.assert_same_structure(structure, {"a": 0, "b": [0, (0, 0)]})
    for call in (lambda: tree.assert_same_structure([1], (1,)), lambda: tree.map_structure(max, [1, 2], [1]), lambda: tree.pack_sequence_as([1, 2], [1])):
        with pytest.raises(ValueError):
            call()


def test_draws():
    random = keras.random
    whole = np.asarray(random.randint((4000,), -2, 3, seed=1))
    assert whole.dtype == np.int32 and sorted(set(whole)) == [-2, -1, 0, 1, 2] and abs(whole.mean()) < 0.1
    cut = np.asarray(random.truncated_normal((4000,), 1.0, 0.5, seed=2))
    assert cut.min() >= 0 and cut.max() <= 2 and cut.mean() == pytest.approx(1, abs=0.03) and cut.std() == pytest.approx(0.44, abs=0.02)
    classes = np.asarray(random.categorical(np.log([[0.1, 0.2, 0.7], [0.8, 0.1, 0.1]]), 4000, seed=3))
    np.testing.assert_allclose([np.bincount(row, minlength=3) / 4000 for row in classes], [[0.1, 0.2, 0.7], [0.8, 0.1, 0.1]], atol=0.03)
    kept = np.asarray(random.dropout(np.ones((100, 40)), 0.2, seed=4))
    assert set(np.unique(kept)) == {0, np.float32(1.25)} and kept.mean() == pytest.approx(1, abs=0.05)
    columns = np.asarray(random.dropout(np.ones((100, 40)), 0.5, noise_shape=(None, 1), seed=4))
    assert (columns == columns[:, :1]).all()
    assert sorted(np.asarray(random.shuffle(np.arange(20), seed=5))) == list(range(20)) and np.array_equal(random.shuffle(np.arange(20), seed=5), random.shuffle(np.arange(20), seed=5))
    assert np.mean(random.binomial((4000,), 10, 0.3, seed=6)) == pytest.approx(3, abs=0.1) and np.mean(random.gamma((4000,), 2.0, seed=7)) == pytest.approx(2, abs=0.1)
    assert np.mean(random.beta((4000,), 2.0, 6.0, seed=8)) == pytest.approx(0.25, abs=0.02)
    generator = random.SeedGenerator(3)
    first = random.normal((3,), seed=generator)
    assert not np.array_equal(first, random.normal((3,), seed=generator)) and np.array_equal(first, random.normal((3,), seed=random.SeedGenerator.from_config(generator.get_config())))


def test_arguments_of_draws():
    random = keras.random
    assert np.asarray(random.dropout(np.ones((2, 2)), 1.0)).tolist() == [[0, 0], [0, 0]] and random.randint((2,), 0, 9, dtype=np.int64).dtype == np.int64
    assert random.SeedGenerator(7).state.tolist() == [7, 0] and random.SeedGenerator(7, name="s").get_config() == {"seed": 7, "name": "s"}
    for wrong in (lambda: random.randint((2,), 0, 4, dtype="float32"), lambda: random.uniform((2,), dtype="int32"), lambda: random.uniform((2,), dtype="number"),
                  lambda: random.dropout(np.ones(3), 1.5), lambda: random.dropout(np.ones(3), -0.5), lambda: random.SeedGenerator("a"), lambda: random.SeedGenerator(1, foo=2)):
        with pytest.raises((ValueError, TypeError)):
            wrong()


def test_draws_in_a_layer():
    class Noisy(keras.layers.Layer):
        def call(self, x, training=False):
            if not training:
                return x
            return keras.random.dropout(x, 0.5) + 10.0 * keras.random.randint(keras.ops.shape(x), 0, 2) + 100.0 * keras.random.categorical(keras.ops.zeros((4, 3)), 1)

    seen = []
    model = keras.Sequential([keras.Input((50,)), Noisy(), keras.layers.Dense(1)])
    assert model.predict(np.ones((4, 50)), verbose=0).shape == (4, 1)
    model.compile("sgd", lambda y_true, y_pred: keras.ops.mean(keras.ops.isfinite(y_pred) * (y_pred * 0.0 + 1.0)))
    assert model.fit(np.ones((4, 50)), np.ones((4, 1)), verbose=0).history["loss"] == [1.0]

    class Cut(keras.layers.Layer):
        def call(self, x):
            seen.append(1)
            return x + keras.random.truncated_normal((50,))

    with pytest.raises(ValueError, match="truncated_normal: in a layer's call"):
        keras.Sequential([keras.Input((50,)), Cut()]).predict(np.ones((4, 50)), verbose=0)


def test_objects_of_one_s_own_within_a_scope():
    class Doubled(keras.layers.Layer):
        def call(self, x):
            return 2 * x

    config = keras.saving.serialize_keras_object(Doubled(name="two"))
    with keras.utils.custom_object_scope({"Doubled": Doubled}):
        with keras.saving.CustomObjectScope({"other": abs}):
            made = keras.saving.deserialize_keras_object(config)
            assert keras.utils.get_registered_object("other") is abs
        assert keras.utils.get_registered_object("other") is None
    assert type(made) is Doubled and made.name == "two" and keras.utils.get_registered_object("Doubled") is None


def test_batches_and_images():
    utils = keras.utils
    assert utils.unpack_x_y_sample_weight((1, 2)) == (1, 2, None) and utils.unpack_x_y_sample_weight(5) == (5, None, None)
    assert utils.pack_x_y_sample_weight(1, 2) == (1, 2) and utils.pack_x_y_sample_weight(1) == 1 and utils.pack_x_y_sample_weight(1, None, 3) == (1, None, 3)
    assert utils.img_to_array(np.zeros((4, 5), np.uint8)).shape == (4, 5, 1) and utils.img_to_array(np.zeros((4, 5, 3))).dtype == np.float32
    for call in (lambda: utils.unpack_x_y_sample_weight((1, 2, 3, 4)), lambda: utils.img_to_array(np.zeros(3)), lambda: utils.img_to_array(np.zeros((2, 2)), "rows_first")):
        with pytest.raises(ValueError):
            call()
    with pytest.raises(AttributeError):
        utils.no_such_name


def test_weights_of_whole_numbers():
    count = keras.Variable(3, dtype="int64", trainable=False, name="count")
    count.assign_add(2)
    assert int(count) == 5 and count.dtype == "int64" and np.asarray(count).dtype == np.int64 and count + 1 == 6 and "int64" in repr(count)
    assert bool(keras.Variable(True, dtype="bool")) and keras.Variable(lambda shape, dtype: np.ones(shape, dtype), (2,), "int32").numpy().tolist() == [1, 1]
    with pytest.raises(ValueError, match="dtype"):
        keras.Variable(0.0, dtype="bfloat16")

    class Counting(keras.layers.Layer):
        def __init__(self):
            super().__init__()
            self.calls = self.add_weight(shape=(), dtype="int32", initializer="zeros", trainable=False)

        def call(self, x, training=False):
            if training:
                self.calls.assign_add(1)
            return 1.0 * x

    model = keras.Sequential([keras.Input((2,)), Counting(), keras.layers.Dense(1)])
    model.compile("sgd", "mse")
    model.fit(np.ones((8, 2)), np.ones((8, 1)), batch_size=2, epochs=3, verbose=0)
    assert model.layers[0].calls.numpy() == 12
    assert float(keras.optimizers.schedules.PiecewiseConstantDecay([1, 2], [1.0, 0.5, 0.1])(keras.Variable(2, dtype="int64"))) == 0.5
