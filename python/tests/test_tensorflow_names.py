"""TensorFlow's names against the values that TensorFlow gives, in tensorflow_values.json, and inside programs."""

import inspect
import json
from pathlib import Path

import numpy as np
import pytest
from tensorflow_cases import CASES, LABELS, A, B, function_of, plain, types_of

import occam as tf

TENSORFLOWS = json.loads(Path(__file__).with_name("tensorflow_values.json").read_text())
VALUES, TYPES = TENSORFLOWS["values"], TENSORFLOWS["types"]


def same(found, wanted):
    if isinstance(found, list) and found and isinstance(found[0], list) and len({str(np.shape(each)) for each in found}) > 1:
        assert len(found) == len(wanted)
        for one, other in zip(found, wanted):
            same(one, other)
    elif np.asarray(wanted).dtype.kind == "U":
        assert found == wanted
    else:
        np.testing.assert_allclose(found, wanted, rtol=2e-5, atol=2e-6)


@pytest.mark.parametrize("at", range(len(CASES)), ids=lambda at: f"{CASES[at][0]}-{at}")
def test_values(at):
    name, arguments, named = CASES[at]
    found = function_of(tf, name)(*arguments, **named)
    same(plain(found), VALUES[at])
    if name not in ("rank", "size"):  # numbers of Python
        assert types_of(found) == TYPES[at]


def test_every_name_is_documented_and_takes_a_name():
    for module in (tf.math, tf.nn, tf.linalg):
        for name, each in vars(module).items():
            if inspect.isfunction(each) and not name.startswith("_"):
                assert each.__doc__, name
                assert {"name", "options", "beta", "sample_weight", "regularization_loss"} & set(inspect.signature(each).parameters), name


def test_each_is_found_in_the_package():
    import occam.tensorflow
    assert {"argmax", "GradientTape"} <= set(tf._TENSORFLOW)
    files = {"gfile", "module", "scattering", "shapes", "variable", "verbosity"}  # where TensorFlow has these names elsewhere
    assert set(tf._TENSORFLOW) == {name for name in vars(occam.tensorflow) if not name.startswith("_")} - files
    assert callable(tf.stack)


def test_traced_in_losses():
    """Written in TensorFlow's names, a loss is trained as the engine's own is."""
    @tf.function
    def loss(y_true, y_pred):
        return tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=y_true, logits=y_pred), axis=-1)

    def trained(loss):
        tf.keras.utils.set_random_seed(3)
        model = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(4)])
        model.compile("sgd", loss)
        return model.fit(A, LABELS, epochs=5, verbose=0).history["loss"]

    np.testing.assert_allclose(trained(loss), trained(tf.keras.losses.BinaryCrossentropy(from_logits=True)), rtol=1e-5)


def test_traced_in_layers():
    """The same values on arrays and in a model."""
    class Mixed(tf.keras.layers.Layer):
        def call(self, inputs):
            first, second = tf.split(inputs, [1, 3], axis=1)
            weighted = tf.nn.l2_normalize(second, axis=1) * tf.gather(inputs, [0], axis=1)
            return tf.concat([tf.math.squared_difference(first, 1.0), weighted, tf.cast(tf.expand_dims(tf.argmax(inputs, axis=1), -1), tf.float32)], axis=1)

    inputs = tf.keras.Input((4,))
    model = tf.keras.Model(inputs, Mixed()(inputs))
    np.testing.assert_allclose(model.predict(A, verbose=0), Mixed()(A), rtol=1e-6)
    wanted = np.concatenate([(A[:, :1] - 1) ** 2, A[:, 1:] / np.linalg.norm(A[:, 1:], axis=1, keepdims=True) * A[:, :1], A.argmax(1)[:, None]], 1)
    np.testing.assert_allclose(model.predict(A, verbose=0), wanted, rtol=1e-5)


def test_dropout_of_names_is_scaled():
    tf.random.set_seed(1)
    dropped = np.asarray(tf.nn.dropout(np.ones((100, 100), np.float32), rate=0.25))
    assert set(np.unique(dropped)) == {0, np.float32(1 / 0.75)}
    assert abs((dropped == 0).mean() - 0.25) < 0.02


def test_branches():
    one, two = (lambda: 1.0), (lambda: 2.0)
    assert tf.case([(tf.constant(False), one), (tf.constant(True), two)], default=one) == 2
    assert tf.case([(tf.constant(False), one)], default=two) == 2
    assert [tf.switch_case(tf.constant(place), [two, one, two]) for place in (0, 1, 9)] == [2, 1, 2]
    assert tf.switch_case(tf.constant(7), {3: two, 7: one}) == 1
    assert tf.switch_case(tf.constant(5), {3: two, 7: two}, default=one) == 1


def test_variables_by_either_arguments():
    assert tf.Variable(initial_value=np.ones((2, 3), np.float32), trainable=False, name="w").trainable is False
    assert tf.Variable([1.0, 2.0], False).trainable is False
    assert [tf.Variable(each).dtype for each in (1, 1.5, [1, 2], np.ones(2), True)] == ["int32", "float32", "int32", "float64", "bool"]  # as keras.Variable's and TensorFlow's
    assert tf.Variable(lambda: tf.ones((2,))).shape == (2,)
    assert tf.keras.Variable(tf.keras.initializers.Ones(), shape=(2,)).numpy().tolist() == [1, 1]
    assert isinstance(tf.Variable(1.0), tf.keras.Variable)
    with pytest.raises(TypeError, match="nonsense"):
        tf.Variable(1.0, nonsense=2)
    with pytest.raises(ValueError, match="initial_value"):
        tf.Variable()
    wide = tf.Variable(np.array([1.0, 2.0]))
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(wide * wide)
    np.testing.assert_array_equal(tape.gradient(loss, wide), [2, 4])


def test_modules():
    class Linear(tf.Module):
        def __init__(self, inputs, outputs, name=None):
            super().__init__(name=name)
            self.w, self.b, self.steps = tf.Variable(tf.ones([inputs, outputs])), tf.Variable(tf.zeros([outputs])), tf.Variable(0, trainable=False)

        def __call__(self, x):
            return tf.matmul(x, self.w) + self.b

    class TwoParts(tf.Module):
        def __init__(self):
            super().__init__()
            self.parts = [Linear(4, 3), Linear(3, 1, name="last")]
            self.layer, self.again = tf.keras.layers.Dense(2), {"first": self.parts[0]}

        def __call__(self, x):
            return self.parts[1](self.parts[0](x))

    model = TwoParts()
    assert model.name == "two_parts" and [each.name for each in model.submodules] == ["linear", "last"]
    assert len(model.variables) == 6 and len(model.trainable_variables) == 4 and len(model.non_trainable_variables) == 2
    model.layer.build((None, 3))
    assert len(model.trainable_variables) == 6
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(model(A))
    gradients = tape.gradient(loss, [model.parts[0].w, model.parts[1].b])
    np.testing.assert_allclose(gradients[0], A.sum(0)[:, None].repeat(3, 1), rtol=1e-5)
    np.testing.assert_allclose(gradients[1], [3])


def test_shapes():
    shape = tf.TensorShape([None, 3, 2])
    assert shape.as_list() == [None, 3, 2] and shape.rank == 3 and not shape.is_fully_defined() and shape.num_elements() is None
    assert tf.TensorShape((3, 2)).num_elements() == 6 and shape[1:] == (3, 2) and shape[1:].as_list() == [3, 2]
    assert shape.is_compatible_with([5, 3, 2]) and not shape.is_compatible_with([5, 3])
    assert tf.broadcast_static_shape([3, 1], [1, 4]).as_list() == [3, 4]
    with pytest.raises(ValueError, match="must have rank 2"):
        shape.assert_has_rank(2)


def test_files(tmp_path):
    names = [str(tmp_path / "a" / each) for each in ("one.txt", "two.txt")]
    tf.io.gfile.makedirs(tmp_path / "a")
    for name in names:
        tf.io.write_file(name, "h\u00e4\r\nx")
    assert tf.io.read_file(names[0]) == "h\u00e4\r\nx" and tf.io.matching_files(str(tmp_path / "a" / "*.txt")).tolist() == names
    assert tf.io.gfile.exists(names[0]) and tf.io.gfile.isdir(tmp_path / "a") and tf.io.gfile.listdir(tmp_path / "a") == ["one.txt", "two.txt"]
    with pytest.raises(FileExistsError, match="overwrite"):
        tf.io.gfile.copy(*names)
    tf.io.gfile.rename(*names, overwrite=True)
    assert tf.io.gfile.glob(str(tmp_path / "a" / "*")) == names[1:]
    with tf.io.gfile.GFile(names[1]) as file:
        assert file.read().endswith("x")
    tf.io.gfile.remove(names[1])
    tf.io.gfile.rmtree(tmp_path / "a")
    assert not tf.io.gfile.exists(tmp_path / "a")
    with pytest.raises(tf.errors.NotFoundError):
        tf.io.read_file(names[0])


def test_what_is_said_of_the_machine():
    assert not tf.test.is_gpu_available() and not tf.test.is_built_with_cuda() and tf.test.gpu_device_name() == ""
    tf.compat.v1.logging.set_verbosity(tf.compat.v1.logging.ERROR)
    tf.autograph.set_verbosity(3)
    assert tf.compat.v1.logging.get_verbosity() == 3
    with pytest.raises(ValueError, match="set_verbosity"):
        tf.compat.v1.logging.set_verbosity("loud")
    with tf.distribute.MirroredStrategy().scope() as strategy:
        assert strategy.num_replicas_in_sync == 1
        assert float(strategy.reduce(tf.distribute.ReduceOp.MEAN, tf.constant([1.0, 3.0]), axis=0)) == 2
        assert strategy.run(lambda a, b: a + b, args=(1,), kwargs={"b": 2}) == 3
    assert tf.keras.__version__ == tf.__version__ == tf.version.VERSION


def test_small_names(capsys):
    assert tf.newaxis is None
    assert A[:, tf.newaxis].shape == (3, 1, 4)
    assert tf.executing_eagerly()
    assert isinstance(tf.constant([1.0]), tf.Tensor)
    assert tf.function(reduce_retracing=True)(len) is len
    assert tf.config.list_physical_devices("GPU") == []
    assert tf.config.list_physical_devices()[0].device_type == "CPU"
    tf.get_logger().setLevel("ERROR")
    with tf.device("/CPU:0"), tf.name_scope("scope"):
        assert np.asarray(tf.ones_initializer()((2,))).tolist() == [1, 1]
    tf.print("loss", tf.reduce_sum(B * 0), end="!\n")
    assert "loss" in capsys.readouterr().err


def test_what_is_missing_is_said():
    with pytest.raises(AttributeError, match="module 'occam' has no attribute 'nonsense'"):
        tf.nonsense
    assert not hasattr(tf.math, "nonsense")
    with pytest.raises(ValueError, match="direction"):
        tf.sort(A, direction="down")
    with pytest.raises(ValueError, match="Expected classes from 0 to 1. Received: 2"):
        tf.math.confusion_matrix([0, 2], [0, 1], num_classes=2)
    with pytest.raises(ValueError, match="batch_dims"):
        tf.gather(A, [0], batch_dims=1)


def test_texts_of_objects_and_bytes():
    for given in (np.array(["a", "bc"], object), np.array([b"a", b"bc"]), ["a", "bc"], np.array([b"a", "bc"], object)):
        assert tf.convert_to_tensor(given).tolist() == tf.constant(given).tolist() == ["a", "bc"]
    with pytest.raises(ValueError, match="Received: 3"):
        tf.convert_to_tensor(np.array(["a", 3], object))
