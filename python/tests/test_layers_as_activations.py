"""A layer without weights as the activation of another one. Oracle: Keras 3.15.1, which wrote keras_activations.keras."""

import json
import pathlib
import zipfile

import numpy as np
import pytest

import occam as keras

layers = keras.layers
FILE = pathlib.Path(__file__).parent / "keras_activations.keras"
A = np.array([[1.0, -2.0], [-3.0, 0.5]], "float32")
PREDICTED = [[0.31624993681907654, 0.6837500333786011], [0.3243122100830078, 0.6756877303123474]]


def test_values():
    ones = {"kernel_initializer": "ones", "use_bias": False}
    for activation, expected in ((layers.LeakyReLU(negative_slope=0.2), -0.2), (layers.ELU(alpha=0.5), 0.5 * (np.exp(-1) - 1)), (layers.ReLU(), 0),
                                 (layers.ReLU(negative_slope=0.1), -0.1), (layers.Softmax(), 1), (layers.Activation("tanh"), np.tanh(-1))):
        np.testing.assert_allclose(layers.Dense(1, activation=activation, **ones)(np.array([[-1.0]])), [[expected]], rtol=1e-6)
    np.testing.assert_allclose(layers.Activation(layers.LeakyReLU(negative_slope=0.2))(np.array([-5.0, 2.0])), [-1, 2])


def test_files_both_ways(tmp_path):
    model = keras.models.load_model(FILE)
    np.testing.assert_allclose(model.predict(A, verbose=0), PREDICTED, rtol=1e-5)
    model.save(tmp_path / "model.keras")
    stored = json.loads(zipfile.ZipFile(tmp_path / "model.keras").read("config.json"))["config"]["layers"][1]["config"]["activation"]
    assert (stored["module"], stored["class_name"], stored["config"]) == ("keras.layers", "LeakyReLU", {"negative_slope": pytest.approx(0.3)})
    np.testing.assert_array_equal(keras.models.load_model(tmp_path / "model.keras").predict(A, verbose=0), model.predict(A, verbose=0))


@pytest.mark.parametrize("name", ["negative_slope", "threshold"])
def test_none_is_no_slope(name):
    with pytest.raises(ValueError, match=f"{name}=None"):
        layers.ReLU(**{name: None})


@pytest.mark.parametrize("layer", [layers.PReLU(), layers.ReLU(max_value=2.0), layers.Softmax(axis=1), layers.Dropout(0.5)])
def test_others_are_refused(layer):
    with pytest.raises(ValueError, match="invalid value for activation"):
        layers.Dense(2, activation=layer)
