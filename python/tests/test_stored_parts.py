"""Layers inside a layer of one's own have their weights in files where Keras has them: a file that Keras 3.15.1 wrote (keras_block.keras), and back."""

import pathlib

import numpy as np
import pytest

import occam as keras

FILE = pathlib.Path(__file__).parent / "keras_block.keras"
A = np.arange(6, dtype="float32").reshape(2, 3)
#: What Keras predicts for A with that file, and where it has the weights.
PREDICTED = [[44.394962310791016], [111.93242645263672]]
GROUPS = {"": 1, "/body/layers/dense": 2, "/first/batch_normalization": 4, "/first/dense": 2, "/first/dense_1": 2, "/second": 2}


@keras.saving.register_keras_serializable("stored")
class Block(keras.layers.Layer):
    def __init__(self, units, **options):
        super().__init__(**options)
        self.units = units
        self.second = keras.layers.Dense(units)
        self.first = [keras.layers.Dense(units), keras.layers.BatchNormalization(), keras.layers.Dense(units)]
        self.body = keras.Sequential([keras.layers.Dense(units)])

    def build(self, shape):
        self.scale = self.add_weight(shape=(self.units,), initializer="ones", name="scale")
        for each in self.first:
            each.build(shape)
            shape = (None, self.units)
        self.body.build(shape)
        self.second.build(shape)

    def call(self, x, training=None, mask=None, extra=None):
        x = self.first[2](inputs=self.first[1](self.first[0](inputs=x), training=training))
        x = self.second(inputs=self.body(x)) * self.scale
        return x if extra is None else x + extra

    def get_config(self):
        return {**super().get_config(), "units": self.units}


def model():
    x = keras.layers.Input((3,))
    made = keras.Model(x, keras.layers.Dense(1)(Block(2, name="block")(x)))
    made(A)
    return made


def test_kerass_file_opens():
    np.testing.assert_allclose(keras.models.load_model(FILE).predict(A, verbose=0), PREDICTED, rtol=1e-5)
    same = model()
    same.load_weights(FILE)
    np.testing.assert_allclose(same.predict(A, verbose=0), PREDICTED, rtol=1e-5)


def test_the_groups_are_kerass():
    parts = dict(model()._core.stored_parts())
    assert sorted(parts.values()) == sorted(["/layers/dense", *(f"/layers/block{group}" for group in GROUPS)])


@pytest.mark.parametrize("ending", [".keras", ".weights.h5", ".h5"])
def test_there_and_back(tmp_path, ending):
    made = keras.models.load_model(FILE)
    path = tmp_path / f"model{ending}"
    if ending == ".weights.h5":
        made.save_weights(path)
        same = model()
        same.load_weights(path)
    else:
        made.save(path)
        same = keras.models.load_model(path)
    np.testing.assert_array_equal(same.predict(A, verbose=0), made.predict(A, verbose=0))


def test_what_does_not_fit_is_told_by_its_place(tmp_path):
    model().save_weights(tmp_path / "w.weights.h5")
    x = keras.layers.Input((3,))
    other = keras.Model(x, keras.layers.Dense(5)(Block(2, name="block")(x)))
    with pytest.warns(UserWarning, match="layer 'dense': "):
        other.load_weights(tmp_path / "w.weights.h5", skip_mismatch=True)


def test_files_of_before_are_read(tmp_path):
    """Where occam once wrote them: beside those of the outer layer."""
    made = keras.models.load_model(pathlib.Path(__file__).parent / "occam_block_before.keras")
    np.testing.assert_allclose(made.predict(A, verbose=0), PREDICTED, rtol=1e-5)
