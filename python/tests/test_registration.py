"""Names of classes and functions of one's own, by what Keras's own tests assert."""

import json

import numpy as np
import pytest

import occam as keras


@keras.saving.register_keras_serializable(package="tests")
class Scaled(keras.layers.Layer):
    def __init__(self, factor=2.0, **kwargs):
        super().__init__(**kwargs)
        self.factor = factor

    def call(self, inputs):
        return inputs * self.factor

    def get_config(self):
        return {**super().get_config(), "factor": self.factor}


@keras.utils.register_keras_serializable()
class Cubic(keras.losses.Loss):
    def call(self, y_true, y_pred):
        return keras.ops.mean(keras.ops.abs(y_true - y_pred)**3, axis=-1)


@keras.saving.register_keras_serializable(package="tests", name="twice")
def doubled(x):
    return 2 * x


def test_names():
    saving = keras.saving
    assert saving.get_registered_name(Scaled) == "tests>Scaled" and saving.get_registered_object("tests>Scaled") is Scaled
    assert saving.get_registered_name(doubled) == "tests>twice" and saving.get_registered_object("tests>twice") is doubled
    assert saving.get_registered_name(keras.Model) == "Model" and saving.get_registered_object("nothing") is None
    assert saving.get_registered_object("mine", {"mine": doubled}) is doubled and saving.get_custom_objects()["Custom>Cubic"] is Cubic


def test_objects_come_back():
    layer = Scaled(3.0, name="times")
    config = json.loads(json.dumps(keras.saving.serialize_keras_object(layer)))
    assert config["registered_name"] == "tests>Scaled"
    for twin in (keras.saving.deserialize_keras_object(config), keras.layers.deserialize(config)):
        assert type(twin) is Scaled and twin.factor == 3 and twin.name == "times"
    chain = keras.Sequential([keras.layers.Dense(2), layer], name="open")
    twin = keras.Sequential.from_config(json.loads(json.dumps(chain.get_config())))
    assert [type(each) for each in twin.layers] == [keras.layers.Dense, Scaled]


def test_strings_name_them():
    assert isinstance(keras.losses.get("Custom>Cubic"), Cubic) and isinstance(keras.losses.get("Cubic"), Cubic)
    assert keras.activations.get("tests>twice") is doubled
    model = keras.Sequential([keras.layers.Dense(1, activation=keras.activations.get("tests>twice"), kernel_initializer="ones")])
    model.compile("sgd", "Custom>Cubic")
    x = np.ones((4, 1))
    assert np.isclose(model.evaluate(x, np.zeros((4, 1)), verbose=0), 8)


def test_refusals():
    with pytest.raises(ValueError, match="get_config"):
        @keras.saving.register_keras_serializable()
        class Bare:
            pass
    with pytest.raises(ValueError, match="already been registered"):
        keras.saving.register_keras_serializable("tests", "twice")(lambda x: x)


@keras.saving.register_keras_serializable(package="parts")
def halved(x):
    return x / 2


def test_parts_of_one_s_own_stand_in_the_config_of_a_layer():
    layer = keras.layers.Dense(2, activation=halved, kernel_initializer="ones", use_bias=False)
    config = layer.get_config()
    assert config["activation"]["registered_name"] == "parts>halved" and config["use_bias"] is False
    np.testing.assert_array_equal(keras.layers.Dense.from_config(config)(np.ones((1, 4))), [[2, 2]])
    np.testing.assert_array_equal(keras.saving.deserialize_keras_object(keras.saving.serialize_keras_object(layer))(np.ones((1, 4))), [[2, 2]])
    with pytest.raises(ValueError, match="lambda"):
        keras.layers.Dense(2, activation=lambda x: x).get_config()
