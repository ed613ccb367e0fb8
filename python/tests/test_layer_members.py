"""What Keras's layers have beside weights and calls: shapes without computing, specs of inputs, paths, own values. Oracle: Keras 3.15.1."""

import numpy as np
import pytest

import occam as keras

layers, ops = keras.layers, keras.ops


class Scale(layers.Layer):
    def build(self, shape):
        self.factor = self.add_weight(shape=(shape[-1],), initializer="ones", name="factor")
        self.count = self.add_weight(shape=(), initializer="zeros", trainable=False, name="count")

    def call(self, x):
        return x * self.factor


def test_shapes_are_found_without_a_trace_of_the_call():
    dense = layers.Dense(4)
    found = dense.compute_output_spec(keras.KerasTensor((None, 3)))
    assert found.shape == (None, 4) and not dense.built and found.name != "dense"

    class Told(layers.Layer):
        def call(self, x):
            raise AssertionError("never called")

        def compute_output_shape(self, shape):
            return {"a": shape, "b": (*shape, 2)}

    told = Told().compute_output_spec(keras.KerasTensor((2, 3)))
    assert told["a"].shape == (2, 3) and told["b"].shape == (2, 3, 2)


def test_a_layer_that_a_program_builds_is_built_once():
    scale = Scale()
    scale.build((None, 3))
    assert scale.built and scale.get_build_config() == {"input_shape": (None, 3)}
    scale(np.ones((2, 3), "float32"))
    assert [each.name for each in scale.weights] == ["factor", "count"]


def test_own_variables_by_number():
    scale, store = Scale(), {}
    scale.build((None, 2))
    scale.factor.assign([2.0, 3.0])
    scale.save_own_variables(store)
    assert sorted(store) == ["0", "1"]
    other = Scale()
    other.build((None, 2))
    other.load_own_variables(store)
    np.testing.assert_array_equal(other(np.ones((1, 2), "float32")), [[2, 3]])
    with pytest.raises(ValueError, match="expected 2 variables"):
        other.load_own_variables({"0": store["0"]})
    dense = layers.Dense(2)
    dense.build((None, 3))
    dense.save_own_variables(store)
    assert store["0"].shape == (3, 2)


def test_a_call_with_given_values_leaves_the_weights():
    scale = Scale()
    scale.build((None, 2))
    found, fixed = scale.stateless_call([np.array([2.0, 5.0])], [np.array(7.0)], np.ones((1, 2), "float32"))
    np.testing.assert_array_equal(found, [[2, 5]])
    assert fixed[0] == 7 and scale.count.numpy() == 0 and scale.factor.numpy().tolist() == [1, 1]
    with pytest.raises(ValueError, match="trainable_variables"):
        scale.stateless_call([], [], np.ones((1, 2)))


def test_paths_and_metrics():
    class Outer(layers.Layer):
        def __init__(self):
            super().__init__(name="outer")
            self.inner, self.watched = Scale(name="inner"), keras.metrics.Mean(name="mean")

        def call(self, x):
            return self.inner(x)

    outer = Outer()
    outer(np.ones((1, 2), "float32"))
    assert len(outer.weights) == 2 and (outer.path, outer.inner.path) == ("outer", "outer/inner")
    assert [each.name for each in outer.metrics] == ["mean"]
    assert outer.dtype_policy.name == outer.input_dtype == "float32"


def test_input_spec():
    class Flat(layers.Layer):
        def __init__(self):
            super().__init__()
            self.input_spec = layers.InputSpec(ndim=2, axes={-1: 3})

        def call(self, x):
            return x

    flat = Flat()
    flat.build((None, 3))
    flat(np.ones((2, 3), "float32"))
    for wrong in (np.ones((2, 3, 3), "float32"), np.ones((2, 4), "float32")):
        with pytest.raises(ValueError, match="incompatible with the layer"):
            flat(wrong)
    with pytest.raises(ValueError, match="maximum allowed"):
        keras.InputSpec(ndim=2, axes={4: 3})
    with pytest.raises(TypeError, match="integer keys"):
        keras.InputSpec(axes={"a": 3})
    spec = keras.InputSpec(shape=(None, 3), dtype="float32")
    assert keras.InputSpec.from_config({**spec.get_config()}).shape == (None, 3) and repr(spec) == "InputSpec(dtype=float32, shape=(None, 3), ndim=2)"


def test_what_is_no_tensor_has_a_name():
    class Flag(layers.Layer):
        def call(self, x, flag=False):
            return x if flag else x + 1

    with pytest.raises(ValueError, match="Only input tensors"):
        Flag()(np.ones((1, 2), "float32"), True)
    np.testing.assert_array_equal(Flag()(np.ones((1, 2), "float32"), flag=True), [[1, 1]])


def test_a_wrapper_of_ones_own(tmp_path):
    @keras.saving.register_keras_serializable("members")
    class Twice(layers.Wrapper):
        def call(self, x):
            return self.layer(x) * 2

    x = keras.Input((3,))
    model = keras.Model(x, Twice(layers.Dense(2), name="twice")(x))
    a = np.arange(6, dtype="float32").reshape(2, 3)
    model.save(tmp_path / "model.keras")
    again = keras.models.load_model(tmp_path / "model.keras")
    np.testing.assert_array_equal(again.predict(a, verbose=0), model.predict(a, verbose=0))
    assert again.layers[1].layer.units == 2
    with pytest.raises(ValueError, match="Wrapper"):
        layers.Wrapper(2)


@pytest.mark.parametrize("steps", [5, None])
def test_a_layer_that_needs_the_mask_of_its_input(steps):
    class Average(layers.Layer):
        def call(self, x, mask=None):
            counted = ops.cast(ops.expand_dims(mask, -1), "float32")
            return ops.sum(x * counted, axis=1) / ops.sum(counted, axis=1)

    words = keras.Input((steps,), dtype="int32")
    vectors = layers.Embedding(4, 2, mask_zero=True, name="vectors")(words)
    model = keras.Model(words, Average()(vectors))
    model.get_layer("vectors").set_weights([np.arange(8, dtype="float32").reshape(4, 2)])
    assert model.output_shape == (None, 2)
    np.testing.assert_array_equal(model.predict(np.array([[1, 3, 0, 0, 0], [2, 0, 0, 0, 0]]), verbose=0), [[4, 5], [4, 5]])


def test_names_of_models_inside_a_layer_are_those_that_they_were_given():
    class Coder(keras.Model):
        def __init__(self):
            super().__init__(name="coder")
            self.encoder = keras.Sequential([layers.Dense(2)], name="enc")

        def call(self, x):
            return self.encoder(x)

    coder = Coder()
    assert coder.get_weights() == []
    coder(np.ones((1, 3), "float32"))
    assert [each.path for each in coder.weights] == ["coder/enc/dense/kernel", "coder/enc/dense/bias"]


def test_other_element_types_are_refused():
    assert keras.config.dtype_policy().name == keras.mixed_precision.global_policy().name == "float32"
    for call in (lambda: keras.mixed_precision.set_global_policy("mixed_float16"), lambda: keras.DTypePolicy("float16"), lambda: layers.Dense(1, dtype="mixed_bfloat16")):
        with pytest.raises(ValueError, match="float32"):
            call()


def test_export(tmp_path):
    model = keras.Sequential([keras.Input((3,)), layers.Dense(2, activation="relu")])
    model.export(tmp_path / "model.onnx", format="onnx")
    assert b"Gemm" in (tmp_path / "model.onnx").read_bytes() or b"MatMul" in (tmp_path / "model.onnx").read_bytes()
    with pytest.raises(ValueError, match="format='tf_saved_model'"):
        model.export(tmp_path / "folder")


def test_places_by_ops_and_weights_of_layers_inside_a_call():
    class Places(layers.Layer):
        def __init__(self):
            super().__init__()
            self.tokens, self.places = layers.Embedding(20, 2), layers.Embedding(6, 2)

        def call(self, x):
            return self.tokens(x) + self.places(ops.arange(0, ops.shape(x)[-1], 1))

    words = keras.Input((3,))
    model = keras.Model(words, Places()(words))
    model.set_weights([np.zeros((20, 2)), np.arange(12).reshape(6, 2)])
    np.testing.assert_array_equal(model.predict(np.array([[1, 2, 3]]), verbose=0), [[[0, 1], [2, 3], [4, 5]]])

    class Tied(keras.Model):
        def __init__(self):
            super().__init__()
            self.encoder = layers.Dense(2, use_bias=False)

        def call(self, x):
            return ops.matmul(self.encoder(x), ops.transpose(self.encoder.kernel))

    tied = Tied()
    x = np.array([[1.0, 2.0, 3.0]], "float32")
    assert tied(x).shape == (1, 3) and len(tied.weights) == 1
    tied.set_weights([np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])])
    np.testing.assert_array_equal(tied.predict(x, verbose=0), [[4, 5, 9]])
    tied.compile(keras.optimizers.SGD(0.01), "mse")
    tied.fit(x, x, verbose=0)
    w = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
    error = 2 / 3 * (x @ w @ w.T - x)  # of the mean square error
    np.testing.assert_allclose(tied.get_weights()[0], w - 0.01 * (x.T @ (error @ w) + error.T @ (x @ w)), rtol=1e-5)


def test_names_of_inputs_and_of_a_chain_of_ones_own():
    a, b = keras.Input((3,)), keras.Input((3,))
    model = keras.Model([a, b], a + b)
    assert [each.name for each in model.inputs] == ["input_layer", "input_layer_1"]
    assert [type(each).__name__ for each in model.layers] == ["InputLayer", "InputLayer"]

    class TwoLayers(keras.Sequential):
        def __init__(self):
            super().__init__([layers.Dense(2), layers.Dense(1)])

    assert TwoLayers().name == "two_layers"


def test_counts_are_read_as_whole_numbers():
    class Counts(layers.Layer):
        def __init__(self):
            super().__init__()
            self.count = self.add_weight(shape=(), dtype="int32", initializer="zeros", trainable=False, name="count")

        def call(self, x):
            self.count.assign_add(1)
            return x

    counts = Counts()
    counts(np.ones((1, 2), "float32"))
    counts(np.ones((1, 2), "float32"))
    assert counts.count.dtype == counts.get_weights()[0].dtype == "int32" and counts.count.numpy() == 2


def test_values_of_a_model_are_put_into_other_shapes():
    x = keras.Input((1, 6))
    model = keras.Model(x, x.squeeze(1).reshape((-1, 2, 3)))
    assert model.predict(np.arange(6.0).reshape(1, 1, 6), verbose=0).tolist() == [[[0, 1, 2], [3, 4, 5]]]


def test_every_step_has_its_part_of_the_mask():
    class Counted(layers.Layer):
        supports_masking = True

        def call(self, x, mask=None):
            return x if mask is None else x * ops.cast(ops.expand_dims(mask, -1), "float32")

    steps = np.array([[[1.0, 2.0], [3.0, 4.0], [0.0, 0.0]]], "float32")
    every = layers.TimeDistributed(Counted())
    assert np.asarray(every(steps, mask=np.array([[False, True, True]]))).tolist() == [[[0, 0], [3, 4], [0, 0]]]
    assert np.asarray(every(steps)).tolist() == steps.tolist()
