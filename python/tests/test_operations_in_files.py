"""Operations on values of a functional model in files, where Keras 3.15.1 has them."""

import json

import numpy as np
import pytest

import occam as keras
from occam import layers, ops

A = np.random.default_rng(2).normal(size=(5, 4, 3)).astype("float32")
#: The operation, and what Keras's config of it and its call have beside names and values ("T").
CASES = {
    "multiply": (lambda x: x * 2, "keras.src.ops.numpy", "Multiply", {}, ["T", 2]),
    "subtract": (lambda x: 1 - x, "keras.src.ops.numpy", "Subtract", {}, [1, "T"]),
    "get_item": (lambda x: x[:, 0], "keras.src.ops.numpy", "GetItem", {},
                 ["T", [{"class_name": "__slice__", "config": {"start": None, "stop": None, "step": None}}, 0]]),
    "mean": (lambda x: ops.mean(x, axis=-1), "keras.src.ops.numpy", "Mean", {"axis": -1, "keepdims": False}, ["T"]),
    "sum": (lambda x: ops.sum(x, axis=1, keepdims=True), "keras.src.ops.numpy", "Sum", {"axis": 1, "keepdims": True}, ["T"]),
    "reshape": (lambda x: ops.reshape(x, (-1, 12)), "keras.src.ops.numpy", "Reshape", {"newshape": [-1, 12]}, ["T"]),
    "softmax": (lambda x: ops.softmax(x, axis=1), "keras.src.ops.nn", "Softmax", {"axis": 1}, ["T"]),
    "concatenate": (lambda x: ops.concatenate([x, x], axis=-1), "keras.src.ops.numpy", "Concatenate", {"axis": -1}, [["T", "T"]]),
    "clip": (lambda x: ops.clip(x, 0, 1), "keras.src.ops.numpy", "Clip", {"x_min": 0, "x_max": 1}, ["T"]),
    "abs": (lambda x: ops.abs(x), "keras.src.ops.numpy", "Absolute", {}, ["T"]),
    "elu": (lambda x: ops.elu(x, alpha=0.5), "keras.src.ops.nn", "Elu", {"alpha": 0.5}, ["T"]),
    "array": (lambda x: x * np.ones((3,), "float32"), "keras.src.ops.numpy", "Multiply", {},
              ["T", {"class_name": "__numpy__", "config": {"value": [1.0, 1.0, 1.0], "dtype": "float32"}}]),
}


def without_values(argument):
    if isinstance(argument, dict) and argument.get("class_name") == "__keras_tensor__":
        return "T"
    return [without_values(each) for each in argument] if isinstance(argument, list) else argument


@pytest.mark.parametrize("name", CASES)
def test_form_and_return(tmp_path, name):
    function, module, kind, config, arguments = CASES[name]
    x = keras.Input((4, 3))
    model = keras.Model(x, layers.Flatten()(function(layers.Dense(3)(x))))
    entry = next(each for each in json.loads(model.to_json())["config"]["layers"] if each["class_name"] == kind)
    assert (entry["module"], entry["registered_name"]) == (module, kind)
    assert {key: value for key, value in entry["config"].items() if key != "name"} == config
    assert without_values(entry["inbound_nodes"][0]["args"]) == arguments and entry["inbound_nodes"][0]["kwargs"] == {}
    model.save(tmp_path / "model.keras")
    twin = keras.models.load_model(tmp_path / "model.keras")
    np.testing.assert_array_equal(model.predict(A, verbose=0), twin.predict(A, verbose=0))
    assert [each.name for each in model.layers if hasattr(each, "_operation")] == []


def test_weights_stand_beside_operations_of_the_same_name(tmp_path):
    x = keras.Input((3,))
    y = layers.Dense(3)(ops.softmax(layers.Dense(3)(x) * 2))
    model = keras.Model(x, layers.LayerNormalization()(y))
    model.save(tmp_path / "model.keras")
    model.save_weights(tmp_path / "model.weights.h5")
    twin = keras.models.load_model(tmp_path / "model.keras")
    twin.set_weights([np.zeros_like(each) for each in twin.get_weights()])
    twin.load_weights(tmp_path / "model.weights.h5")
    np.testing.assert_array_equal(model.predict(A[:, 0], verbose=0), twin.predict(A[:, 0], verbose=0))
    assert {group for _, group in model._core.stored_parts()} == {"/layers/dense", "/layers/dense_1", "/layers/layer_normalization"}
