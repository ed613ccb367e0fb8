"""layers.Lambda, as Keras 3.15.1 has it."""

import json

import numpy as np
import pytest

import occam as keras
from occam import layers, ops

A = np.arange(6, dtype="float32").reshape(2, 3)


@keras.saving.register_keras_serializable("lambdas")
def scaled(x, factor=2.0, training=None):
    return x * (factor + 1.0 if training else factor)


def test_on_arrays_and_symbols():
    np.testing.assert_array_equal(layers.Lambda(lambda x: x ** 2)(A), A ** 2)
    two = layers.Lambda(lambda pair: pair[0] - pair[1])([A, 2 * A])
    np.testing.assert_array_equal(two, -A)
    np.testing.assert_array_equal(layers.Lambda(scaled, arguments={"factor": 3.0})(A), 3 * A)
    np.testing.assert_array_equal(layers.Lambda(scaled)(A, training=True), 3 * A)
    x = keras.Input((3,))
    y = layers.Lambda(lambda v: ops.sum(v, axis=-1, keepdims=True))(x)
    assert y.shape == (None, 1)
    np.testing.assert_array_equal(keras.Model(x, y).predict(A, verbose=0), A.sum(1, keepdims=True))


def test_shapes_that_are_said():
    assert layers.Lambda(lambda x: x, output_shape=(1, 1)).compute_output_shape((2, 3)) == (2, 1, 1)
    assert layers.Lambda(lambda x: x, output_shape=lambda shape: (*shape, 7)).compute_output_shape((2, 3)) == (2, 3, 7)
    assert tuple(layers.Lambda(lambda x: x[:, :2]).compute_output_shape((None, 3))) == (None, 2)


def test_masks():
    steps = np.array([[1, 2, 0]])
    embedded = layers.Embedding(3, 2, mask_zero=True)(steps)
    kept = layers.Lambda(lambda x, mask: x * ops.cast(ops.expand_dims(mask, -1), "float32"), mask=lambda inputs, mask: mask)
    found = kept(embedded)
    np.testing.assert_array_equal(found[0, 2], [0, 0])
    np.testing.assert_array_equal(found._keras_mask, [[True, True, False]])
    with pytest.warns(UserWarning, match="mask"):
        assert not hasattr(layers.Lambda(lambda x: x * 1)(embedded), "_keras_mask")


def test_files(tmp_path):
    model = keras.Sequential([keras.Input((3,)), layers.Lambda(scaled, arguments={"factor": 0.5}, name="half"), layers.Dense(1)])
    entry = json.loads(model.to_json())["config"]["layers"][1]
    assert entry["module"] == "keras.layers" and entry["class_name"] == "Lambda" and entry["registered_name"] is None
    assert entry["config"]["function"]["registered_name"] == "lambdas>scaled" and entry["config"]["arguments"] == {"factor": 0.5}
    model.save(tmp_path / "model.keras")
    twin = keras.models.load_model(tmp_path / "model.keras")
    assert twin.get_layer("half").arguments == {"factor": 0.5}
    np.testing.assert_array_equal(model.predict(A, verbose=0), twin.predict(A, verbose=0))


def test_code_of_a_file_is_run_when_that_is_said(tmp_path):
    shift = 3.0
    model = keras.Sequential([keras.Input((3,)), layers.Lambda(lambda x, by=2.0: x * by + shift), layers.Dense(1)])
    model.save(tmp_path / "model.keras")
    with pytest.raises(ValueError, match="safe_mode=False"):
        keras.models.load_model(tmp_path / "model.keras")
    twin = keras.models.load_model(tmp_path / "model.keras", safe_mode=False)
    np.testing.assert_array_equal(model.predict(A, verbose=0), twin.predict(A, verbose=0))
    config = model.layers[0].get_config()
    with pytest.raises(ValueError, match="arbitrary code"):
        layers.Lambda.from_config(config)
    np.testing.assert_array_equal(layers.Lambda.from_config(config, safe_mode=False)(A), A * 2 + 3)
    np.testing.assert_array_equal(keras.models.clone_model(model).layers[0](A), A * 2 + 3)


def test_a_mask_that_is_an_array_holds_for_every_batch():
    model = keras.Sequential([keras.Input((3, 4)), layers.Lambda(lambda x: x * 2, mask=np.array([[True, True, False]])), layers.GlobalAveragePooling1D()])
    x = np.arange(60, dtype="float32").reshape(5, 3, 4)
    np.testing.assert_allclose(model.predict(x, verbose=0), 2 * x[:, :2].mean(1), rtol=1e-6)
