"""What functional models take and give, in structures; inputs that may be left out. As Keras 3.15.1."""

import collections
import json
import pathlib
import warnings

import numpy as np
import pytest

import occam as keras
from occam import layers

A, B = np.ones((4, 2), "float32"), np.full((4, 2), 3.0, "float32")


class Plus(layers.Layer):
    def __init__(self, **options):
        super().__init__(**options)
        self.dense = layers.Dense(2, kernel_initializer="identity")

    def call(self, x, more=None):
        return self.dense(x if more is None else x + more)


def with_optional(kind=dict):
    x, o = keras.Input((2,), name="x"), keras.Input((2,), name="o", optional=True)
    return keras.Model({"x": x, "o": o} if kind is dict else [x, o], Plus(name="plus")(x, o))


def test_an_optional_input_may_be_none():
    model = with_optional()
    np.testing.assert_array_equal(model({"x": A, "o": B}), A + B)
    np.testing.assert_array_equal(model({"x": A, "o": None}), A)
    np.testing.assert_array_equal(with_optional(list)([A, None]), A)
    np.testing.assert_array_equal(with_optional(list).predict([A, None], verbose=0), A)
    with pytest.raises(ValueError, match="'x' is not optional, but None was passed"):
        model({"x": None, "o": B})
    with pytest.raises(ValueError, match="not optional"):
        keras.Model(x := keras.Input((2,)), layers.Dense(1)(x)).predict([None], verbose=0)


def test_training_without_an_optional_input():
    """The weights are the same ones, with the input or without."""
    model = with_optional()
    model.compile("sgd", "mse")
    model.fit({"x": A, "o": None}, 2 * A, epochs=3, verbose=0)
    np.testing.assert_allclose(model.predict({"x": A, "o": B}, verbose=0), (A + B) @ model.get_weights()[0] + model.get_weights()[1], rtol=1e-6)
    before = model.get_weights()[0].copy()
    model.fit(({"x": A, "o": None if batch else None}, 2 * A) for batch in range(2))
    model.fit({"x": A, "o": B}, A, verbose=0)
    assert not np.array_equal(before, model.get_weights()[0]) and model.evaluate({"x": A, "o": None}, A, verbose=0) > 0
    assert model.get_layer("plus").weights[0].numpy() is not None


def test_an_optional_input_in_files(tmp_path):
    model = with_optional(list)
    model([A, None])
    assert [each["config"].get("optional", False) for each in json.loads(model.to_json())["config"]["layers"] if each["class_name"] == "InputLayer"] == [False, True]
    model.save(tmp_path / "model.keras")
    twin = keras.models.load_model(tmp_path / "model.keras", {"Plus": Plus})
    np.testing.assert_array_equal(twin.predict([A, B], verbose=0), model.predict([A, B], verbose=0))


def test_an_input_that_leads_nowhere():
    one, two = keras.Input((2,), name="one"), keras.Input((3,), name="two")
    model = keras.Model({"one": one, "two": two}, layers.Dense(2, kernel_initializer="identity")(one))
    np.testing.assert_array_equal(model.predict({"one": A, "two": np.zeros((4, 3))}, verbose=0), A)
    assert model({"one": keras.Input((2,)), "two": keras.Input((3,))}).shape == (None, 2)
    with pytest.raises(ValueError, match="Output with path `b` is not connected"):
        keras.Model(one, {"a": layers.Dense(1)(one), "b": layers.Dense(1)(two)})


def test_the_structure_of_what_is_given():
    first, second = keras.Input((2,), name="in_1"), keras.Input((2,), name="in_2")
    model = keras.Model({"b": first, "a": second}, layers.Subtract()([first, second]))
    np.testing.assert_array_equal(model.predict({"a": A, "b": B}, verbose=0), B - A)  # by the keys, not the names
    assert list(model.input) == ["b", "a"]
    with pytest.raises(ValueError, match="structure of `inputs` doesn't match"):
        model([A, B])  # keys that are not in order
    with pytest.warns(UserWarning, match="structure of `inputs` doesn't match"):
        np.testing.assert_array_equal(model.predict({"a": A, "b": B, "c": A}, verbose=0), B - A)
    listed = keras.Model([first, second], layers.Subtract()([first, second]))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        np.testing.assert_array_equal(listed.predict({"in_2": A, "in_1": B, "more": A}, verbose=0), B - A)
        np.testing.assert_array_equal(listed.predict((A, B), verbose=0), A - B)
    with pytest.raises(ValueError, match="doesn't match"):
        listed({"in_1": A})


def test_structures_come_back_from_descriptions():
    x = keras.Input((2,))
    Pair = collections.namedtuple("Pair", ["one", "two"])
    for outputs in ((layers.Dense(1)(x), layers.Dense(2)(x)), [layers.Dense(1)(x), layers.Dense(2)(x)], {"p": layers.Dense(1)(x), "q": layers.Dense(2)(x)}):
        model = keras.Model(x, outputs)
        twin = keras.Model.from_config(model.get_config())
        assert type(model(A)) is type(twin(A)) is type(outputs) and type(twin.output) is type(outputs)
    found = keras.Model(x, Pair(layers.Dense(1)(x), layers.Dense(2)(x))).predict(A, verbose=0)
    assert found.two.shape == (4, 2)
    twin = keras.models.model_from_json(keras.Model({"k": x}, {"p": layers.Dense(1)(x)}).to_json())
    assert list(twin.input) == ["k"] and list(twin.output) == ["p"]


def test_a_model_from_the_middle_of_another():
    x = keras.Input((2,))
    hidden = layers.Dense(3, name="hidden", activation="tanh")(x)
    whole = keras.Model(x, layers.Dense(1, name="last")(hidden))
    part = keras.Model(hidden, whole.output)
    assert [each.name for each in part.layers][1:] == ["last"] and part.input_shape == (None, 3)
    kernel, bias = part.get_weights()
    np.testing.assert_allclose(part.predict(np.ones((4, 3)), verbose=0), np.ones((4, 3)) @ kernel + bias, rtol=1e-6)
    middle = keras.Model(whole.get_layer("hidden").input, whole.get_layer("hidden").output)
    assert middle.predict(A, verbose=0).shape == (4, 3)


def test_subclasses_of_functional_models():
    class Named(keras.Model):
        def __init__(self, *args, param=1, **options):
            super().__init__(*args, **options)
            self.param = param

        def get_config(self):
            return {**super().get_config(), "param": self.param}

    x = keras.Input((2,))
    assert Named.from_config(Named(inputs=x, outputs=layers.Dense(1)(x), param=3).get_config()).param == 3

    class Own(layers.Layer):
        def call(self, inputs):
            return inputs + 1

    model = keras.Model(x, Own()(x))
    twin = keras.Model.from_config(model.get_config(), custom_objects={"Own": Own})
    np.testing.assert_array_equal(twin(A), A + 1)


def test_what_models_refuse():
    x = keras.Input((2,))
    model = keras.Model(x, layers.Dense(1)(x))
    with pytest.raises(AttributeError, match="`Model.layers` attribute is reserved"):
        model.layers = []
    with pytest.raises(AttributeError, match=r"Use `add\(\)` and `pop\(\)`"):
        keras.Sequential([layers.Dense(1)]).layers = []
    with pytest.raises(ValueError, match="All `inputs` values must be KerasTensors"):
        keras.Model({"a": "a"}, x)
    assert model.get_layer(index=-1) is model.layers[-1]
    with pytest.raises(ValueError, match="either a layer name or a layer index"):
        model.get_layer()
    config = {"name": "m", "layers": [{"class_name": "InputLayer", "name": "i", "config": {"batch_shape": [None, 2], "name": "i"}, "inbound_nodes": []},
                                      {"class_name": "Dense", "name": "a", "config": {"units": 1, "name": "a"}, "inbound_nodes": [[["b", 0, 0, {}]]]}],
              "input_layers": [["i", 0, 0]], "output_layers": [["a", 0, 0]]}
    with pytest.raises(ValueError, match="Missing node: b"):
        keras.Model.from_config(config)


def test_results_of_a_pass():
    x = keras.Input((2,))
    model = keras.Model(x, layers.Dense(1)(x))
    model.compile("sgd", "mse", metrics=["mae"])
    seen = model.evaluate(A, A[:, :1], verbose=0, return_dict=True)
    assert model.get_metrics_result() == pytest.approx(seen)
    model.reset_metrics()
    assert model.get_metrics_result() == {"loss": 0, "mae": 0} and not model.run_eagerly and not model.jit_compile and model.steps_per_execution == 1
    both = keras.Model(x, [layers.Dense(1, name="a")(x), layers.Dense(2, name="b")(x)])
    both.compile("sgd", ["mse", "mae"], metrics=[["mae"], []])
    with pytest.raises(ValueError, match="not yet been built"):
        both.get_metrics_result()
    both.fit(A, [A[:, :1], B], verbose=0)
    assert both.metrics_names == ["loss", "compile_metrics", "a_loss", "b_loss"] and set(both.get_metrics_result()) == {"loss", "a_loss", "b_loss", "a_mae"}


@pytest.mark.parametrize("kind", ["dict", "nested", "tuple"])
def test_structures_in_files(tmp_path, kind):
    """Oracle of the form: what Keras 3.15.1 writes of the same models."""
    one, two = keras.Input((2,), name="in_1"), keras.Input((2,), name="in_2")
    y, z = layers.Dense(2, name="y")(one), layers.Dense(1, name="z")(two)
    inputs, outputs, x, places = {
        "dict": ({"b": one, "a": two}, {"p": y, "q": z}, {"a": B, "b": A}, {"b": ["in_1", 0, 0], "a": ["in_2", 0, 0]}),
        "nested": ([{"k": one}, two], {"p": [y], "q": z}, [{"k": A}, B], [{"k": ["in_1", 0, 0]}, ["in_2", 0, 0]]),
        "tuple": ((one, two), (y, z), (A, B), [["in_1", 0, 0], ["in_2", 0, 0]])}[kind]
    model = keras.Model(inputs, outputs)
    model.compile("adam", "mse")
    assert json.loads(model.to_json())["config"]["input_layers"] == places
    model.save(tmp_path / "model.keras")
    twin = keras.models.load_model(tmp_path / "model.keras")
    assert twin.compiled
    found, again = model.predict(x, verbose=0), twin.predict(x, verbose=0)
    if kind == "tuple":  # JSON has lists alone
        again = tuple(again)
    assert type(found) is type(again)
    for own, other in zip(keras.tree.flatten(found), keras.tree.flatten(again)):
        np.testing.assert_array_equal(own, other)


def test_a_checkpoint_has_the_structure(tmp_path):
    one, two = keras.Input((2,), name="in_1"), keras.Input((2,), name="in_2")
    model = keras.Model({"b": one, "a": two}, layers.Dense(1)(layers.Subtract()([one, two])))
    model.compile("sgd", "mse")
    model.fit({"a": A, "b": B}, A[:, :1], verbose=0, callbacks=[keras.callbacks.ModelCheckpoint(str(tmp_path / "kept.keras"))])
    twin = keras.models.load_model(tmp_path / "kept.keras")
    np.testing.assert_array_equal(twin.predict({"a": A, "b": B}, verbose=0), model.predict({"a": A, "b": B}, verbose=0))


@pytest.mark.parametrize("kind", [list, dict])
def test_a_chain_whose_first_layer_takes_several(kind):
    class Sum(layers.Layer):
        def call(self, inputs):
            return inputs["a"] + inputs["b"] if isinstance(inputs, dict) else inputs[0] + inputs[1]

    model = keras.Sequential([Sum(), layers.Dense(2, kernel_initializer="identity"), layers.ReLU()])
    model.compile("sgd", "mse", metrics=["mae"])
    x = {"a": A, "b": B} if kind is dict else [A, B]
    np.testing.assert_array_equal(model.predict(x, verbose=0), A + B)
    assert model.count_params() == 6 and [each.shape for each in model.layers[1].weights] == [(2, 2), (2,)]
    before = model.evaluate(x, A, verbose=0)[0]
    model.fit(x, A, epochs=3, verbose=0)
    assert model.evaluate(x, A, verbose=0)[0] < before


def test_a_model_called_in_training():
    """The numbers of Keras 3.15.1."""
    x = np.arange(24, dtype="float32").reshape(8, 3) / 5
    model = keras.Sequential([keras.Input((3,)), layers.BatchNormalization(momentum=0.5), layers.Dense(2, kernel_initializer="ones")])
    for _ in range(3):
        np.testing.assert_allclose(model(x, training=True)[0], [-4.5813637] * 2, rtol=1e-5)
    np.testing.assert_allclose(model.get_weights()[2], [1.8375, 2.0125, 2.1875], rtol=1e-5)
    np.testing.assert_allclose(model.get_weights()[3], [1.7788] * 3, rtol=1e-4)
    np.testing.assert_allclose(model(x)[0], [-4.0758643] * 2, rtol=1e-5)
    drops = keras.Sequential([layers.Dropout(0.5)])
    one, other = (np.asarray(drops(np.ones((4, 50)), training=True)) for _ in range(2))
    assert set(one.ravel()) == {0, 2} and not np.array_equal(one, other)
    value = keras.Input((3,))
    assert [each.shape for each in keras.Model(value, [layers.Dense(1)(value), layers.Dense(2)(value)])(x, training=True)] == [(8, 1), (8, 2)]


def test_what_chains_refuse():
    with pytest.raises(ValueError, match="should have unique names"):
        keras.Sequential([layers.Dense(2, name="a"), layers.Dense(2, name="a")])
    with pytest.raises(ValueError, match="no layers"):
        keras.Sequential()(A)
    chain = keras.Sequential([keras.Input((2,)), layers.Dense(2)])
    with pytest.raises(ValueError, match="already been configured"):
        chain.build((3, 4))
    chain.build((3, 2))

    class Needs(layers.Layer):
        def call(self, inputs, more):
            return inputs

    with pytest.raises(ValueError, match="can only have a single positional argument"):
        keras.Sequential([Needs()]).build((None, 3))


@keras.saving.register_keras_serializable("functional")
class Sized(keras.Model):
    """A functional model beneath, made by arguments of its own."""

    def __init__(self, units, **options):
        x = keras.Input((2,), name="in")
        super().__init__(x, layers.Dense(1, name="head")(layers.Dense(units, name="hidden")(x)), **options)
        self.units = units

    def get_config(self):
        return {"units": self.units, "name": self.name}


@keras.saving.register_keras_serializable("functional")
class Plain(keras.Model):
    """A subclass that is made as Model is."""


@pytest.mark.parametrize("ending", ["keras", "h5"])
@pytest.mark.parametrize("kind", [Sized, Plain])
def test_the_class_of_a_functional_model_is_in_its_file(tmp_path, kind, ending):
    x = keras.Input((2,))
    model = Sized(3, name="sized") if kind is Sized else Plain(x, layers.Dense(1)(x))
    model.compile("adam", "mse")
    path = str(tmp_path / f"kept.{ending}")
    model.fit(A, A[:, :1], verbose=0, callbacks=[keras.callbacks.ModelCheckpoint(path)])
    for place in (path, str(tmp_path / f"model.{ending}")):
        if place != path:
            model.save(place)
        twin = keras.models.load_model(place)
        assert type(twin) is kind and twin.compiled and getattr(twin, "units", 3) == 3
        np.testing.assert_array_equal(twin.predict(A, verbose=0), model.predict(A, verbose=0))
    entry = json.loads(model.to_json())
    assert (entry["class_name"], entry["registered_name"]) == (kind.__name__, f"functional>{kind.__name__}")
    assert (entry["config"] == {"units": 3, "name": "sized"}) is (kind is Sized) and type(keras.models.model_from_json(json.dumps(entry))) is kind


def test_kerass_model_that_is_called_on_a_dict_inside_another():
    """keras_nested.keras, of Keras 3.15.1: inner({"a": v, "b": u}) and the reverse, where the inner model is of {"b": ..., "a": ...}."""
    model = keras.models.load_model(pathlib.Path(__file__).parent / "keras_nested.keras")
    x = [np.random.default_rng(seed).normal(size=(4, 2)).astype("float32") for seed in (1, 2)]
    np.testing.assert_allclose(model.predict(x, verbose=0)[0], [0.15653079748153687, 1.3443665504455566, 0.40892261266708374, 0.6126140356063843, -0.15653079748153687, -1.3443665504455566, -0.2951354384422302, -0.26603174209594727], rtol=1e-5)
    assert list(model.get_layer("inner").input) == ["b", "a"]
