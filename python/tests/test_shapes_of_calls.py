"""Layers called on values of a functional model whose shapes they do not take. Expected: where Keras 3.15.1 raises a ValueError."""

import numpy as np
import pytest

import occam as keras
from occam import layers

REFUSED = {
    "permute": lambda: layers.Permute((2, 1))(keras.Input((4,))),
    "repeat": lambda: layers.RepeatVector(3)(keras.Input((4, 5))),
    "reshape": lambda: layers.Reshape((7,))(keras.Input((4,))),
    "add": lambda: layers.Add()([keras.Input((4,)), keras.Input((5,))]),
    "concatenate": lambda: layers.Concatenate(axis=1)([keras.Input((4, 2)), keras.Input((5, 3))]),
    "dot": lambda: layers.Dot(1)([keras.Input((4,)), keras.Input((5,))]),
    "average": lambda: layers.GlobalAveragePooling1D()(keras.Input((4,))),
    "unit": lambda: layers.UnitNormalization(axis=3)(keras.Input((4,))),
    "each step": lambda: layers.TimeDistributed(layers.Dense(2))(keras.Input((4,))),
    "groups": lambda: layers.GroupNormalization(3)(keras.Input((4,))),
    "channels": lambda: layers.SpatialDropout1D(0.3)(keras.Input((4,))),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_call_on_a_wrong_shape_is_refused_at_once(name):
    with pytest.raises(ValueError):
        REFUSED[name]()


@pytest.mark.parametrize("layer", [layers.Dense(2), layers.BatchNormalization()])
def test_a_second_call_on_another_last_axis_is_refused(layer):
    layer(keras.Input((3,)))
    with pytest.raises(ValueError, match="axis -1 of input shape to have value 3"):
        layer(keras.Input((4,)))


def test_of_a_dense_layer_the_last_axis_alone_counts():
    layer = layers.Dense(2)
    layer(keras.Input((3,)))
    assert layer(keras.Input((5, 3))).shape == (None, 5, 2)
    assert layer.input_spec.min_ndim == 2 and layer.input_spec.axes == {-1: 3}


def test_a_layer_built_by_arrays_refuses_values_too():
    layer = layers.Dense(2)
    layer(np.ones((2, 3), np.float32))
    with pytest.raises(ValueError, match="axis -1"):
        layer(keras.Input((4,)))


def test_an_input_spec_of_one_s_own_counts():
    layer = layers.Activation("relu")
    layer.input_spec = layers.InputSpec(ndim=3)
    with pytest.raises(ValueError, match="ndim=3"):
        layer(keras.Input((4,)))


def test_open_sizes_pass():
    assert layers.RepeatVector(3)(layers.Flatten()(keras.Input((None, 2)))).shape == (None, 3, None)
