"""Functional models on texts, weights of tf_idf and TimeDistributed of a model in files, both ways with Keras: the .keras files here are Keras 3.15.1's."""

import copy
import json
import pathlib
import pickle
import zipfile

import numpy as np
import pytest

import occam as keras

layers = keras.layers
HERE = pathlib.Path(__file__).parent
TEXTS = [np.array([["the cat"], ["dog sat"]])] * 2
#: What Keras predicts: of two texts as tf_idf (called twice) and multi_hot, both adapted; of steps through a Sequential.
PREDICTED = [[-0.8128172755241394, -0.1518782526254654], [-0.5311877131462097, -0.5162826776504517]]
STEPS = np.arange(30, dtype="float32").reshape(2, 5, 3) / 30
LAST_STEP = [-0.1649446189403534, -0.025079037994146347]


def on_texts():
    kind, size = keras.Input((1,), dtype="string", name="kind"), keras.Input((2,), name="size")
    looked_up = layers.StringLookup(vocabulary=["a", "b"], output_mode="one_hot")
    model = keras.Model({"kind": kind, "size": size}, layers.Dense(1)(layers.Concatenate()([looked_up(kind), size])))
    return model, {"kind": np.array([["a"], ["z"]]), "size": np.array([[1.0, 2.0], [3.0, 5.0]])}


def test_kerass_file_opens():
    model = keras.models.load_model(HERE / "keras_two_texts.keras")
    np.testing.assert_allclose(model.predict(TEXTS, verbose=0), PREDICTED, rtol=1e-5)
    assert [type(each).__name__ for each in model.layers if "Input" not in type(each).__name__][-1] == "Dense"


@pytest.mark.parametrize("again", [
    lambda model, path: (model.save(path), keras.models.load_model(path))[1],
    lambda model, path: pickle.loads(pickle.dumps(model)), lambda model, path: copy.deepcopy(model)])
def test_there_and_back(tmp_path, again):
    first = keras.models.load_model(HERE / "keras_two_texts.keras")
    np.testing.assert_array_equal(again(first, tmp_path / "one.keras").predict(TEXTS, verbose=0), first.predict(TEXTS, verbose=0))
    model, x = on_texts()
    model.compile("sgd", "mse")
    model.fit(x, np.array([[1.0], [2.0]]), verbose=0)
    twin = again(model, tmp_path / "two.keras")
    np.testing.assert_array_equal(twin.predict(x, verbose=0), model.predict(x, verbose=0))
    assert twin.compiled


def test_the_form_is_kerass(tmp_path):
    model, _ = on_texts()
    model.save(tmp_path / "model.keras")
    config = json.loads(zipfile.ZipFile(tmp_path / "model.keras").read("config.json"))["config"]
    assert [each["class_name"] for each in config["layers"]] == ["InputLayer", "InputLayer", "StringLookup", "Concatenate", "Dense"]
    assert config["input_layers"] == {"kind": ["kind", 0, 0], "size": ["size", 0, 0]}
    joined = config["layers"][3]["inbound_nodes"][0]["args"][0]
    assert [each["config"]["keras_history"] for each in joined] == [["string_lookup", 0, 0], ["size", 0, 0]]


def test_configs_and_json():
    model, x = on_texts()
    for twin in (keras.Model.from_config(model.get_config()), keras.models.model_from_json(model.to_json())):
        twin.set_weights(model.get_weights())
        np.testing.assert_array_equal(twin.predict(x, verbose=0), model.predict(x, verbose=0))


def test_a_chain_with_weights_of_tokens(tmp_path):
    texts = layers.TextVectorization(output_mode="tf_idf")
    texts.adapt(np.array(["the cat sat", "the dog"]))
    model = keras.Sequential([keras.Input((1,), dtype="string"), texts, layers.Dense(1)])
    model.save(tmp_path / "model.keras")
    again = keras.models.load_model(tmp_path / "model.keras")
    np.testing.assert_array_equal(again.predict(TEXTS[0], verbose=0), model.predict(TEXTS[0], verbose=0))
    np.testing.assert_allclose(again.layers[0].get_config()["idf_weights"], texts.get_config()["idf_weights"])


def test_every_step_through_a_model(tmp_path):
    model = keras.models.load_model(HERE / "keras_steps.keras")
    np.testing.assert_allclose(model.predict(STEPS, verbose=0)[1, 4], LAST_STEP, rtol=1e-5)
    model.save(tmp_path / "model.keras")
    stored = json.loads(zipfile.ZipFile(tmp_path / "model.keras").read("config.json"))["config"]["layers"][1]
    assert stored["class_name"] == "TimeDistributed" and stored["config"]["layer"]["module"] == "keras"
    np.testing.assert_array_equal(keras.models.load_model(tmp_path / "model.keras").predict(STEPS, verbose=0), model.predict(STEPS, verbose=0))


def test_every_step_through_a_layer_of_ones_own(tmp_path):
    @keras.saving.register_keras_serializable("text_files")
    class Twice(layers.Layer):
        def __init__(self, units=2, **options):
            super().__init__(**options)
            self.units, self.dense = units, layers.Dense(units)

        def call(self, x):
            return self.dense(x) * 2

        def get_config(self):
            return {**super().get_config(), "units": self.units}

    steps = keras.Input((5, 3))
    model = keras.Model(steps, layers.TimeDistributed(Twice(4))(steps))
    model.save(tmp_path / "model.keras")
    again = keras.models.load_model(tmp_path / "model.keras")
    assert again.layers[1].layer.units == 4
    np.testing.assert_array_equal(again.predict(STEPS, verbose=0), model.predict(STEPS, verbose=0))


def test_a_chain_without_a_network_gives_what_its_layers_give():
    texts = layers.TextVectorization(output_mode="int", output_sequence_length=4, vocabulary=["foo", "bar", "baz"])
    model = keras.Sequential([keras.Input((1,), dtype="string"), texts])
    rows = np.array([["foo qux bar"], ["qux baz"]])
    assert model.predict(rows, verbose=0).tolist() == [[2, 1, 3, 0], [1, 4, 0, 0]]
    assert np.asarray(model(rows)).tolist() == [[2, 1, 3, 0], [1, 4, 0, 0]]


def test_weights_of_tf_idf_are_in_files_of_weights(tmp_path):
    """As in Keras 3.15.1, whose files of the same model have `layers/text_vectorization/vars/idf_weights`."""
    def model(texts):
        vectorize = keras.layers.TextVectorization(output_mode="tf_idf")
        vectorize.adapt(np.array(texts))
        return keras.Sequential([keras.Input((1,), dtype="string"), vectorize, keras.layers.Dense(1, kernel_initializer="ones")])

    texts = [["a b c"], ["b c d d"], ["e"]]
    learnt, other = model(texts), model([["e a b"], ["b c d"], ["a a"]])
    other.layers[0].set_vocabulary(learnt.layers[0].get_vocabulary()[1:], [1.0] * 5)
    np.testing.assert_allclose(learnt.predict(np.array(texts), verbose=0).ravel(), [2.3025851, 3.218876, 0.91629076], rtol=1e-6)
    learnt.save_weights(tmp_path / "learnt.weights.h5")
    other.load_weights(tmp_path / "learnt.weights.h5")
    np.testing.assert_array_equal(other.predict(np.array(texts), verbose=0), learnt.predict(np.array(texts), verbose=0))
