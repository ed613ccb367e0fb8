"""Layers and models whose classes say themselves what a file has of them. Expected: what Keras 3.15.1 asks, and when, for the same programs."""

import zipfile
from pathlib import Path

import numpy as np
import pytest

import occam as keras
from occam import layers


@keras.saving.register_keras_serializable("own_variables")
class Table(layers.Layer):
    """Its weight comes back doubled, with a table beside it."""

    def __init__(self, units=2, **kwargs):
        super().__init__(**kwargs)
        self.units, self.table, self.asked = units, None, []

    def build(self, input_shape):
        self.kernel = self.add_weight(shape=(input_shape[-1], self.units), name="kernel")

    def call(self, x):
        return x @ self.kernel

    def get_config(self):
        return {**super().get_config(), "units": self.units}

    def save_own_variables(self, store):
        super().save_own_variables(store)
        store["table"] = np.array([1.0, 2.0, 4.0])

    def load_own_variables(self, store):
        self.kernel.assign(np.array(store["0"]) * 2)
        self.table = np.array(store["table"])

    def get_build_config(self):
        return {"inputs": [None, 3]}

    def build_from_config(self, config):
        self.asked.append(config)
        self.build(tuple(config["inputs"]))


@keras.saving.register_keras_serializable("own_variables")
class Plus(layers.Dense):
    def load_own_variables(self, store):
        self.kernel.assign(np.array(store["0"]) + 1)
        self.bias.assign(np.array(store["1"]))


@keras.saving.register_keras_serializable("own_variables")
class Compiled(keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.first, self.last = Table(2), layers.Dense(1)

    def call(self, x):
        return self.last(self.first(x))

    def get_compile_config(self):
        return {"what": "mse"}

    def compile_from_config(self, config):
        self.compile(keras.optimizers.SGD(0.25), config["what"])


def chain():
    return keras.Sequential([keras.Input((3,)), Table(2), layers.Dense(1)])


def test_a_chain(tmp_path):
    model = chain()
    kernel = model.layers[0].kernel.numpy()
    model.save(tmp_path / "model.keras")
    read = keras.models.load_model(tmp_path / "model.keras")
    np.testing.assert_allclose(read.layers[0].kernel.numpy(), 2 * kernel)
    np.testing.assert_array_equal(read.layers[0].table, [1, 2, 4])
    assert read.layers[0].asked == [{"inputs": [None, 3]}]
    np.testing.assert_array_equal(read.layers[1].kernel.numpy(), model.layers[1].kernel.numpy())


def test_a_file_of_weights(tmp_path):
    model, other = chain(), chain()
    model.save_weights(tmp_path / "model.weights.h5")
    other.load_weights(tmp_path / "model.weights.h5")
    np.testing.assert_allclose(other.layers[0].kernel.numpy(), 2 * model.layers[0].kernel.numpy())
    np.testing.assert_array_equal(other.layers[0].table, [1, 2, 4])
    assert model.layers[0].table is None


def test_a_subclass_of_one_of_the_library_s_layers(tmp_path):
    inputs = keras.Input((3,))
    model = keras.Model(inputs, Plus(2)(inputs))
    model.save(tmp_path / "model.keras")
    read = keras.models.load_model(tmp_path / "model.keras")
    assert type(read.layers[1]) is Plus
    np.testing.assert_allclose(read.layers[1].kernel.numpy(), model.layers[1].kernel.numpy() + 1)


def test_a_model_written_in_python(tmp_path):
    model = Compiled()
    model.compile("adam", "mae")
    model(np.ones((2, 3), np.float32))
    model.save(tmp_path / "model.keras")
    read = keras.models.load_model(tmp_path / "model.keras")
    np.testing.assert_allclose(read.first.kernel.numpy(), 2 * model.first.kernel.numpy())
    assert read.loss == "mse" and type(read.optimizer) is keras.optimizers.SGD


@keras.saving.register_keras_serializable("own_variables")
class Named(Table):
    """Its weight has another name in files, where there is no number then."""

    def save_own_variables(self, store):
        store["other"] = self.kernel.numpy() * 3

    def load_own_variables(self, store):
        self.kernel.assign(np.array(store["other"]))


def test_a_store_under_other_names(tmp_path):
    model = keras.Sequential([keras.Input((3,)), Named(2)])
    model.save(tmp_path / "model.keras")
    read = keras.models.load_model(tmp_path / "model.keras")
    np.testing.assert_allclose(read.layers[0].kernel.numpy(), 3 * model.layers[0].kernel.numpy())


def test_another_layer_that_does_not_fit_is_refused(tmp_path):
    chain().save_weights(tmp_path / "model.weights.h5")
    assert not zipfile.is_zipfile(tmp_path / "model.weights.h5")
    wider = keras.Sequential([keras.Input((3,)), Table(2), layers.Dense(5)])
    with pytest.raises(ValueError, match="dense"):
        wider.load_weights(tmp_path / "model.weights.h5")


@keras.saving.register_keras_serializable("own_variables")
class Words(layers.Layer):
    """It has a file of words."""

    words = None

    def call(self, x):
        return x

    def save_assets(self, folder):
        (Path(folder) / "more").mkdir()
        (Path(folder) / "more" / "words.txt").write_text(self.words)

    def load_assets(self, folder):
        self.words = (Path(folder) / "more" / "words.txt").read_text()


def test_files_of_layers(tmp_path):
    inner = keras.Sequential([keras.Input((3,)), Words(), layers.Dense(2)], name="inner")
    model = keras.Sequential([keras.Input((3,)), Words(), inner])
    model.layers[0].words, inner.layers[0].words = "one two", "three"
    model.save(tmp_path / "model.keras")
    with zipfile.ZipFile(tmp_path / "model.keras") as archive:
        assert archive.read("assets/layers/words/more/words.txt") == b"one two"
        assert archive.read("assets/layers/sequential/layers/words/more/words.txt") == b"three"
    read = keras.models.load_model(tmp_path / "model.keras")
    assert (read.layers[0].words, read.layers[1].layers[0].words) == ("one two", "three")
