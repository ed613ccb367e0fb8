"""Configs of objects, and what programs ask of a model's parts. Expected: what Keras 3.15.1 does with the same programs."""

import json
import warnings

import numpy as np
import pytest

import occam as keras
from occam import layers
from occam.saving import deserialize_keras_object, serialize_keras_object


def test_a_registered_name_of_one_of_the_library_s_classes_is_refused():
    entry = {"module": "keras.layers", "class_name": "Dense", "config": {"units": 3}}
    assert deserialize_keras_object({**entry, "registered_name": None}).units == 3
    with pytest.raises(ValueError, match="does not use registered names"):
        deserialize_keras_object({**entry, "registered_name": "mine>Dense"})


def test_a_registered_name_of_one_of_the_library_s_functions_is_refused():
    entry = {"module": "builtins", "class_name": "function", "config": "relu"}
    assert deserialize_keras_object({**entry, "registered_name": "relu"}) == keras.activations.relu
    with pytest.raises(ValueError, match="does not use registered names"):
        deserialize_keras_object({**entry, "registered_name": "another"})


@pytest.mark.parametrize("missing", ["name", "layers"])
def test_a_chain_s_config_has_a_name_and_layers(missing):
    config = {"name": "chain", "layers": [{"module": "keras.layers", "class_name": "Dense", "config": {"units": 4}}]}
    assert deserialize_keras_object({"module": "keras", "class_name": "Sequential", "config": dict(config)}).layers[0].units == 4
    del config[missing]
    with pytest.raises(ValueError, match="'name' and 'layers'"):
        deserialize_keras_object({"module": "keras", "class_name": "Sequential", "config": config})


@keras.saving.register_keras_serializable("descriptions")
class OwnCompile(keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.only = layers.Dense(1)

    def call(self, x):
        return self.only(x)

    def compile(self, *args, **kwargs):
        super().compile(*args, **kwargs)


def test_a_model_with_a_compile_of_its_own_is_read_without_it(tmp_path):
    model = OwnCompile()
    model.build((None, 2))
    model.compile("sgd", "mse")
    model.save(tmp_path / "model.keras")
    with pytest.warns(UserWarning, match=r"the model's `compile\(\)` method is custom"):
        read = keras.models.load_model(tmp_path / "model.keras")
    assert type(read) is OwnCompile and not read.compiled
    np.testing.assert_array_equal(read.get_weights()[0], model.get_weights()[0])


def test_activations_are_the_functions():
    assert layers.Dense(2, activation="relu").activation == keras.activations.relu
    assert layers.Dense(2, activation="relu").activation.__name__ == "relu"
    assert layers.Dense(2, activation="relu").activation != keras.activations.elu
    assert layers.Dense(2, activation=layers.LeakyReLU(0.3)).activation != keras.activations.leaky_relu


class Holding(layers.Layer):
    """Its config has a layer as it is."""

    def __init__(self, inner=None):
        super().__init__()
        self.inner = layers.Dense(3, activation="tanh") if inner is None else deserialize_keras_object(inner)

    def call(self, x):
        return self.inner(x)

    def get_config(self):
        return {"inner": self.inner}


def test_layers_in_configs_are_described():
    made = json.loads(json.dumps(serialize_keras_object(Holding())))
    assert deserialize_keras_object(made, {"Holding": Holding}).inner.units == 3


def test_parts_of_a_model_one_by_one():
    inner = keras.Sequential([keras.Input((4,)), layers.Dense(3, name="a")], name="inner")
    model = keras.Sequential([inner, Holding()])
    names = [type(each).__name__ for each in model._flatten_layers(include_self=False)]
    assert names == ["Sequential", "Dense", "Holding", "Dense"]
    assert model._flatten_layers()[0] is model and model._flatten_layers(include_self=False, recursive=False) == model.layers


def test_layers_behind_a_model_that_is_not_built_have_names_of_their_own():
    model = keras.Sequential([layers.Dense(2), keras.Sequential([layers.Dense(3), layers.Dense(3)]), layers.Dense(2)])
    assert [each.name for each in model.layers] == ["dense", "sequential", "dense_1"]
    twin = keras.Sequential.from_config(model.get_config())
    assert twin.predict(np.ones((2, 3)), verbose=0).shape == (2, 2)
    assert [each.name for each in twin.layers] == [each.name for each in model.layers]


class Rows(keras.utils.PyDataset):
    def __len__(self):
        return 3

    def __getitem__(self, index):
        return index * 2


def test_batches_by_index_are_gone_through():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert list(Rows()) == [0, 2, 4]


class Apart(keras.Model):
    """One output, which its loss takes in two parts."""

    def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None, training=True):
        return super().compute_loss(x, list(y), [y_pred[:, :1], y_pred[:, 1:]], sample_weight, training)


def test_losses_of_parts_without_names_are_called_by_the_loss():
    inputs = keras.Input((3,))
    model = Apart(inputs, layers.Dense(2)(inputs))
    model.compile("sgd", ["mean_squared_error", "mean_absolute_error"])
    history = model.fit(np.ones((8, 3)), (np.ones((8, 1)), np.zeros((8, 1))), verbose=0).history
    assert sorted(history) == ["loss", "mean_absolute_error_loss", "mean_squared_error_loss"]


@keras.saving.register_keras_serializable("descriptions")
class Chain(keras.Sequential):
    def twice(self, x):
        return 2 * np.asarray(self(x))


def test_a_registered_subclass_of_sequential_comes_back(tmp_path):
    model = Chain([keras.Input((2,)), layers.Dense(3)])
    model.compile("adam", "mse")
    x = np.ones((2, 2), np.float32)
    model.fit(x, np.ones((2, 3)), verbose=0)
    model.save(tmp_path / "model.keras")
    read = keras.models.load_model(tmp_path / "model.keras")
    assert type(read) is Chain and read.compiled and int(read.optimizer.iterations) == 1
    np.testing.assert_allclose(read.twice(x), model.twice(x))
    assert type(keras.models.clone_model(model)) is keras.Sequential
