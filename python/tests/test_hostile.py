"""Wrong arguments of every kind over the whole public surface: only Python's exceptions, and those that say what is wrong."""

import inspect
import random

import numpy as np
import pytest

import occam as keras

WRONG = [None, -1, 0, 2, 1e39, float("nan"), float("inf"), "x", "", [], {}, [1, 2], (3,), True, object(), np.zeros((2, 3)),
         np.array("s"), 2**70, -2**70, b"x", lambda *arguments: 1, int, {"class_name": "L2"}, {"class_name": "Nope", "config": {}}]
ARRAYS = [np.zeros((0, 3)), np.zeros((2, 0)), np.zeros((1, 2, 3, 4, 5)), np.zeros((2, 2), complex), np.array([["a"]]), np.zeros(3, object)]
MODULES = {module.__name__: module for module in (
    keras.layers, keras.regularizers, keras.constraints, keras.initializers, keras.losses, keras.metrics, keras.optimizers,
    keras.optimizers.schedules, keras.callbacks, keras.ops, keras.utils, keras.selection)}
EXPECTED = (ValueError, TypeError, OverflowError, NotImplementedError, OSError, MemoryError)

X, Y = np.random.default_rng(0).normal(size=(12, 3)).astype(np.float32), np.ones((12, 1), np.float32)
METHODS = {
    "fit": {"x": X, "y": Y, "verbose": 0}, "evaluate": {"x": X, "y": Y, "verbose": 0}, "predict": {"x": X, "verbose": 0},
    "train_on_batch": {"x": X, "y": Y}, "test_on_batch": {"x": X, "y": Y}, "predict_on_batch": {"x": X}, "compile": {}, "set_weights": {},
    "get_layer": {}, "build": {}, "add": {}, "save": {}, "load_weights": {}, "save_weights": {}}


def attempt(function, /, *args, **kwargs):
    try:
        function(*args, **kwargs)
    except EXPECTED:
        pass


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", sorted(MODULES))
def test_every_name(name):
    rng = random.Random(1)
    for member in MODULES[name].__all__:
        function = getattr(MODULES[name], member)
        if not callable(function):
            continue
        attempt(function)
        for wrong in WRONG:
            attempt(function, wrong)
            attempt(function, wrong, rng.choice(WRONG))
        for parameter in inspect.signature(function).parameters:
            for wrong in WRONG:
                attempt(function, **{parameter: wrong})


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("method", sorted(METHODS))
def test_every_argument_of_a_model(method, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for parameter in inspect.signature(getattr(keras.Sequential, method)).parameters:
        for wrong in WRONG:
            model = keras.Sequential([keras.layers.Dense(2, input_shape=(3,)), keras.layers.Dense(1)])
            model.compile("sgd", "mse")
            if parameter != "self":
                attempt(getattr(model, method), **{**METHODS[method], parameter: wrong})


@pytest.mark.parametrize("layer", [keras.layers.Dense(2), keras.layers.Dropout(0.5), keras.layers.BatchNormalization(),
                                   keras.layers.Flatten(), keras.layers.Embedding(4, 2), keras.layers.LayerNormalization()])
def test_layers_on_anything(layer):
    for wrong in WRONG + ARRAYS:
        attempt(layer, wrong)
        attempt(layer, wrong, training=True)
