"""Configs of all kinds of objects: serialize_keras_object and back, as Keras's own tests ask for it."""

import json

import numpy as np
import pytest

import occam as keras
from occam import saving


def doubled(x):
    return x * 2


def there_and_back(thing, **options):
    config = json.loads(json.dumps(saving.serialize_keras_object(thing)))
    made = saving.deserialize_keras_object(config, **options)
    assert json.loads(json.dumps(saving.serialize_keras_object(made))) == config
    return made


@pytest.mark.parametrize("thing", [
    None, "hello", b"hello", 3, 2.5, True, ["hello", 0, 1.0, False], {"1": "hello", "2": [True, {"3": None}]}, slice(None, 20, 1), Ellipsis],
    ids=repr)
def test_plain_things(thing):
    assert there_and_back(thing) == thing


def test_arrays():
    for array in (np.array([0, 1]), np.array([[0.5, 1.0]], np.float32), keras.ops.exp(np.array([0.0, 1]))):
        made = there_and_back({"x": array})["x"]
        assert made.dtype == array.dtype
        np.testing.assert_array_equal(made, array)
    assert there_and_back(np.float32(1.5)) == 1.5


def test_functions():
    assert there_and_back({"activation": doubled}, custom_objects={"doubled": doubled})["activation"] is doubled
    assert there_and_back(keras.activations.relu) is keras.activations.relu
    with pytest.raises(ValueError, match="lambda"):
        saving.serialize_keras_object({"activation": lambda x: x})
    with pytest.raises(TypeError, match="doubled"):
        saving.deserialize_keras_object(saving.serialize_keras_object(doubled))
    for wrong in ({"class_name": "function", "config": ["no", "name"]}, {"class_name": "Dense", "config": [1, 2]}):
        with pytest.raises(TypeError, match="Expected 'config' to be"):
            saving.deserialize_keras_object(wrong)


def test_layers_and_models():
    layer = there_and_back(keras.layers.Dense(3, name="foo", trainable=False, kernel_regularizer="l2"), safe_mode=True)
    assert layer.name == "foo" and not layer.trainable and layer.kernel_regularizer.l2 == 0.01
    chain = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, activation="tanh"), keras.layers.Dense(1)], name="chain")
    x = keras.Input((4,), name="numbers")
    graph = keras.Model(x, keras.layers.Add()([keras.layers.Dense(4)(x), x]), name="graph")
    for model in (chain, graph):
        made = saving.deserialize_keras_object(json.loads(json.dumps(saving.serialize_keras_object(model))))
        assert type(made) is type(model) and made.name == model.name
        made.set_weights(model.get_weights())
        data = np.ones((2, 4))
        np.testing.assert_array_equal(made.predict(data, verbose=0), model.predict(data, verbose=0))


def test_a_layer_that_holds_others():
    class Around(keras.layers.Layer):
        def __init__(self, inner, factor=np.array([1.0, 2.0]), **kwargs):
            super().__init__(**kwargs)
            self.inner, self.factor = inner, factor

        def call(self, x):
            return self.inner(x)

        def get_config(self):
            return {**super().get_config(), "inner": saving.serialize_keras_object(self.inner), "factor": saving.serialize_keras_object(self.factor)}

        @classmethod
        def from_config(cls, config):
            return cls(**{**config, "inner": saving.deserialize_keras_object(config["inner"]), "factor": saving.deserialize_keras_object(config["factor"])})

    made = there_and_back(Around(keras.layers.Dense(2, name="inner"), name="around"), custom_objects={"Around": Around})
    assert made.name == "around" and made.inner.name == "inner" and made.inner.units == 2
    np.testing.assert_array_equal(made.factor, [1, 2])
