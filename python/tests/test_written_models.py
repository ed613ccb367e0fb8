"""Files of models written in Python have Keras's form: a file that Keras 3.15.1 wrote (keras_written.keras), and back."""

import copy
import json
import pathlib
import pickle
import zipfile

import numpy as np
import pytest

import occam as keras
from occam import layers

FILE = pathlib.Path(__file__).parent / "keras_written.keras"
A = np.arange(12, dtype="float32").reshape(4, 3) / 10
X, Y = {"left": A, "right": A[::-1].copy()}, {"sum": A[:, :1], "all": A}
#: Keras's numbers: what it predicts for X with that file, and the next two epochs of the fit in it.
SUM = [[0.5626742243766785], [0.7394284605979919], [0.8751266002655029], [0.926689624786377]]
LOSSES = {"all_loss": [0.48351842164993286, 0.36161112785339355], "loss": [0.7211859226226807, 0.5905272364616394],
          "sum_loss": [0.23766747117042542, 0.22891609370708466], "sum_mae": [0.4172915816307068, 0.3814612030982971]}
AFTER = [[0.8564766645431519], [0.866235613822937], [0.8263401985168457], [0.6653213500976562]]


@keras.saving.register_keras_serializable("stored")
class Twofold(keras.Model):
    """Of two inputs and two results in dicts; layers in lists inside lists, before and behind `layers` in the alphabet."""

    def __init__(self, units, **options):
        super().__init__(**options)
        self.units = units
        self.tail = layers.Dense(1)
        self.blocks = [layers.Dense(units, activation="tanh"), [layers.BatchNormalization(), layers.Dense(units)]]
        self.shift = self.add_weight(shape=(units,), initializer="zeros", name="shift")

    def call(self, inputs, training=None):
        x = self.blocks[0](inputs["right"]) + inputs["left"]
        x = self.blocks[1][1](self.blocks[1][0](x, training=training)) + self.shift
        return {"sum": self.tail(x), "all": x}

    def get_config(self):
        return {**super().get_config(), "units": self.units}


@keras.saving.register_keras_serializable("stored")
class Pair(keras.Model):
    """Of a list, with a tuple of results, and called with an argument of its own."""

    def __init__(self, **options):
        super().__init__(**options)
        self.one, self.two = layers.Dense(2), layers.Dense(1)

    def call(self, inputs):
        return self.one(inputs[0]), self.two(inputs[1])


@keras.saving.register_keras_serializable("stored")
class Shifted(layers.Layer):
    def __init__(self, **options):
        super().__init__(**options)
        self.dense = layers.Dense(2)

    def call(self, x, by=None, factor=1.0, training=None):
        return {"z": self.dense(x) * factor, "a": x if by is None else x + by}


def fitted():
    model = Twofold(3)
    model.compile(keras.optimizers.Adam(0.1), {"sum": "mse", "all": "mae"}, metrics={"sum": "mae"})
    model.fit(X, Y, batch_size=2, epochs=2, shuffle=False, verbose=0)
    return model


def same(one, other):
    one, other = one.predict(X, verbose=0), other.predict(X, verbose=0)
    assert one.keys() == other.keys()
    for name in one:
        np.testing.assert_array_equal(one[name], other[name])


def test_kerass_file_opens_and_trains_on():
    model = keras.models.load_model(FILE)
    assert type(model) is Twofold and model.units == 3
    np.testing.assert_allclose(model.predict(X, verbose=0)["sum"], SUM, rtol=1e-5)
    history = model.fit(X, Y, batch_size=2, epochs=2, shuffle=False, verbose=0).history
    assert set(history) == set(LOSSES)
    for name, values in LOSSES.items():
        np.testing.assert_allclose(history[name], values, rtol=1e-4)
    np.testing.assert_allclose(model.predict(X, verbose=0)["sum"], AFTER, rtol=1e-4)
    other = Twofold(3)
    other(X)
    other.load_weights(FILE)
    np.testing.assert_allclose(other.predict(X, verbose=0)["sum"], SUM, rtol=1e-5)


def groups_in(path):
    model = keras.models.load_model(path)
    return {group for _, group in model._core.stored_parts()}


def test_files_are_kerass(tmp_path):
    model = fitted()
    model.save(tmp_path / "model.keras")
    own, theirs = (json.loads(zipfile.ZipFile(path).read("config.json")) for path in (tmp_path / "model.keras", FILE))
    assert own["registered_name"] == theirs["registered_name"] == "stored>Twofold" and own["class_name"] == "Twofold"
    assert own["build_config"] == {"input_shape": {"left": [None, 3], "right": [None, 3]}} and theirs["build_config"] == {"input_shape": {"left": [2, 3], "right": [2, 3]}}
    assert own["config"]["units"] == theirs["config"]["units"] == 3
    assert groups_in(tmp_path / "model.keras") == {"", "/blocks/dense", "/blocks/container/batch_normalization", "/blocks/container/dense", "/layers/dense"}


@pytest.mark.parametrize("ending", [".keras", ".h5", ".weights.h5", ""])
def test_there_and_back(tmp_path, ending):
    model, path = fitted(), tmp_path / f"model{ending}"
    if ending == ".weights.h5":
        model.save_weights(path)
        twin = Twofold(3)
        twin.build({"left": (None, 3), "right": (None, 3)})
        twin.load_weights(path)
        return same(model, twin)
    model.save(path, zipped=ending != "")
    twin = keras.models.load_model(path)
    same(model, twin)
    histories = [each.fit(X, Y, batch_size=2, epochs=2, shuffle=False, verbose=0).history for each in (model, twin)]
    assert histories[0] == histories[1]


def test_copies_pickles_and_json():
    model = fitted()
    for twin in (copy.deepcopy(model), pickle.loads(pickle.dumps(model))):
        assert type(twin) is Twofold and twin.compiled
        same(model, twin)
    twin = keras.models.model_from_json(model.to_json())
    assert type(twin) is Twofold and twin.built and twin.compiled and twin.loss == {"sum": "mean_squared_error", "all": "mean_absolute_error"}
    unbuilt = keras.models.model_from_json(Twofold(4).to_json())
    assert unbuilt.units == 4 and not unbuilt.built and copy.deepcopy(Twofold(5)).units == 5 and pickle.loads(pickle.dumps(Twofold(6))).units == 6


def test_a_copy_of_a_class_made_in_a_function():
    class Local(keras.Model):
        def __init__(self):
            super().__init__()
            self.dense = layers.Dense(2)

        def call(self, x):
            return self.dense(x)

    model = Local()
    twin = copy.deepcopy(model.predict(A, verbose=0) is not None and model)
    np.testing.assert_array_equal(model.predict(A, verbose=0), twin.predict(A, verbose=0))


def test_inside_a_functional_model(tmp_path):
    right, left = keras.Input((3,), name="right"), keras.Input((3,), name="left")
    both = Twofold(3)({"left": left, "right": right})
    one, two = Pair()([both["all"], both["sum"]])
    model = keras.Model([left, right], [two, one, layers.Dense(1)(both["sum"])])
    entries = json.loads(model.to_json())["config"]["layers"]
    [arguments] = next(each for each in entries if each["class_name"] == "Twofold")["inbound_nodes"][0]["args"]
    assert {name: each["config"]["keras_history"] for name, each in arguments.items()} == {"left": ["left", 0, 0], "right": ["right", 0, 0]}
    model.save(tmp_path / "model.keras")
    twin = keras.models.load_model(tmp_path / "model.keras")
    for own, other in zip(model.predict([A, A], verbose=0), twin.predict([A, A], verbose=0)):
        np.testing.assert_array_equal(own, other)
    assert {"/layers/twofold/blocks/container/dense", "/layers/twofold", "/layers/pair/layers/dense", "/layers/pair/layers/dense_1", "/layers/dense"} <= groups_in(tmp_path / "model.keras")


def test_two_without_names_in_a_chain(tmp_path):
    class Half(keras.Model):
        def __init__(self, **options):
            super().__init__(**options)
            self.dense = layers.Dense(3)

        def call(self, x):
            return self.dense(x) / 2

    model = keras.Sequential([keras.Input((3,)), Half(), Half(), layers.Dense(1)])
    model.save(tmp_path / "model.keras")
    twin = keras.models.load_model(tmp_path / "model.keras", {"Half": Half})
    np.testing.assert_array_equal(model.predict(A, verbose=0), twin.predict(A, verbose=0))


def test_arguments_of_a_call_are_in_the_file(tmp_path):
    x, by = keras.Input((3,), name="x"), keras.Input((3,), name="by")
    found = Shifted()(x, by=by, factor=2.0)
    model = keras.Model([x, by], [found["a"], found["z"]])
    entry = next(each for each in json.loads(model.to_json())["config"]["layers"] if each["class_name"] == "Shifted")
    arguments = entry["inbound_nodes"][0]
    assert arguments["kwargs"]["factor"] == 2.0 and arguments["kwargs"]["by"]["config"]["keras_history"] == ["by", 0, 0] and len(arguments["args"]) == 1
    model.save(tmp_path / "model.keras")
    twin = keras.models.load_model(tmp_path / "model.keras")
    for own, other in zip(model.predict([A, 2 * A], verbose=0), twin.predict([A, 2 * A], verbose=0)):
        np.testing.assert_array_equal(own, other)
    np.testing.assert_allclose(twin.predict([A, 2 * A], verbose=0)[0], 3 * A, rtol=1e-6)


def test_a_file_that_does_not_tell_the_shapes(tmp_path):
    description = json.loads(fitted().to_json())
    del description["build_config"], description["compile_config"]
    assert not keras.models.model_from_json(json.dumps(description)).built
