"""A model inside a model, once or twice, in the middle or at the end: what Keras 3.15.1 writes of it, and back from the file."""

import json
import pathlib

import numpy as np
import pytest

import occam as keras

L = keras.layers
GOLDEN = pathlib.Path(__file__).parents[2] / "tests" / "golden" / "data"


def chain():
    return keras.Sequential([L.Input((3,)), L.Dense(4)], name="body")


def graph():
    value = L.Input((3,))
    return keras.Model(value, L.Dense(4)(value), name="body")


WAYS = {"middle": lambda x, body: L.Dense(2)(body(x)),
        "end": lambda x, body: body(L.Dense(3)(x)),
        "middle twice": lambda x, body: L.Dense(2)(L.Add()([body(x), body(L.Dense(3)(x))])),
        "end twice": lambda x, body: [body(x), body(L.Dense(3)(x))]}
# (layer, call, result) by which the body's results are named, those of layers and of the model; from real Keras.
NAMED = {"middle": ([["body", 0, 0]], []), "end": ([], [["body", 1, 0]]),
         "middle twice": ([["body", 0, 0], ["body", 1, 0]], []), "end twice": ([], [["body", 1, 0], ["body", 2, 0]])}
NAMED_CHAIN = {**NAMED, "end": ([], [["body", 0, 0]]), "end twice": ([], [["body", 0, 0], ["body", 1, 0]])}


def histories(thing):
    if isinstance(thing, dict):
        return [thing["keras_history"]] if "keras_history" in thing else [each for part in thing.values() for each in histories(part)]
    return [each for part in thing for each in histories(part)] if isinstance(thing, list) else []


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("make", [chain, graph])
def test_a_body_goes_through_a_file(tmp_path, make, way):
    x = L.Input((3,))
    model = keras.Model(x, WAYS[way](x, make()))
    config = json.loads(model.to_json())["config"]
    inside, outside = (NAMED if make is graph else NAMED_CHAIN)[way]
    calls = [each["inbound_nodes"] for each in config["layers"] if each["name"] != "body"]
    assert [each for each in histories(calls) if each[0] == "body"] == inside
    ends = config["output_layers"]
    assert [each for each in ([ends] if isinstance(ends[0], str) else ends) if each[0] == "body"] == outside
    assert [each["class_name"] for each in config["layers"] if each["name"] == "body"] == ["Functional" if make is graph else "Sequential"]
    data = np.arange(6, dtype="float32").reshape(2, 3)
    model.save(tmp_path / "model.keras")
    same = keras.models.load_model(tmp_path / "model.keras")
    for mine, theirs in zip(*(each if isinstance(each, list) else [each] for each in (model.predict(data, verbose=0), same.predict(data, verbose=0)))):
        np.testing.assert_array_equal(mine, theirs)


def test_calls_share_weights():
    body, x, y = graph(), L.Input((3,)), L.Input((3,))
    model = keras.Model([x, y], L.Subtract()([body(x), body(y)]))
    assert len(model.weights) == 2
    data = np.arange(6, dtype="float32").reshape(2, 3)
    model.compile("sgd", "mse")
    model.fit([data, data + 1], np.ones((2, 4)), verbose=0)
    np.testing.assert_array_equal(model.predict([data, data], verbose=0), np.zeros((2, 4)))


@pytest.mark.parametrize("name", ["keras_nested", "keras_nested_outputs", "keras_looked_up"])
def test_kerass_files_open(name):
    case = keras.models.load_model(GOLDEN / f"{name}.keras")
    assert any(isinstance(each, (keras.Model, keras.Sequential)) for each in case.layers)


def dense(units):
    return L.Dense(units, kernel_initializer="ones")


A = np.arange(6, dtype="float32").reshape(2, 3)


@pytest.mark.parametrize("make", [lambda: keras.Sequential([keras.Sequential([dense(2)]), dense(1)]),
                                  lambda: keras.Sequential([keras.Sequential([keras.Sequential([dense(2)])]), dense(1)]),
                                  lambda: keras.Sequential([L.Input((3,)), keras.Sequential([dense(2)]), dense(1)]),
                                  lambda: keras.Sequential([L.Activation("linear"), keras.Sequential([dense(2)]), dense(1)])], ids=["first", "deep", "input", "behind"])
def test_a_chain_that_is_not_built_inside_a_chain(tmp_path, make):
    """Results from real Keras."""
    np.testing.assert_array_equal(make()(A), [[6], [24]])
    np.testing.assert_array_equal(make().predict(A, verbose=0), [[6], [24]])
    model = make()
    model.compile("sgd", "mse")
    model.fit(A, np.ones((2, 1)), verbose=0)
    np.testing.assert_allclose(model.get_weights()[0], [[0.31, 0.31], [0.03, 0.03], [-0.25, -0.25]], rtol=1e-5)
    model.save(tmp_path / "model.keras")
    np.testing.assert_array_equal(keras.models.load_model(tmp_path / "model.keras").predict(A, verbose=0), model.predict(A, verbose=0))
    model = make()
    model.build((None, 3))
    assert [tuple(each.shape) for each in model.weights] == [(3, 2), (2,), (2, 1), (1,)] and all(each.built for each in model.layers)


def test_batches_of_a_source_build_it():
    model = keras.Sequential([keras.Sequential([dense(2)]), dense(1)])
    model.compile("sgd", "mse")
    model.fit(((A, np.ones((2, 1))) for _ in range(1)), verbose=0)
    np.testing.assert_allclose(model.get_weights()[0], [[0.31, 0.31], [0.03, 0.03], [-0.25, -0.25]], rtol=1e-5)


def test_inner_models_without_names_are_told_apart(tmp_path):
    x = L.Input((3,))
    bodies = [keras.Sequential([L.Input((3,)), L.Dense(2)]) for _ in range(3)]
    model = keras.Model(x, L.Add()([body(x) for body in bodies]))
    assert [each.name for each in model.layers[1:4]] == ["sequential", "sequential_1", "sequential_2"]
    expected = sum(body.predict(A, verbose=0) for body in bodies)
    np.testing.assert_allclose(model.predict(A, verbose=0), expected, rtol=1e-6)
    model.save(tmp_path / "model.keras")
    np.testing.assert_array_equal(keras.models.load_model(tmp_path / "model.keras").predict(A, verbose=0), model.predict(A, verbose=0))
    pair = keras.Sequential([keras.Sequential([L.Input((3,)), L.Dense(3)]), keras.Sequential([L.Input((3,)), L.Dense(2)])])
    assert pair.built and [each.name for each in pair.layers] == ["sequential", "sequential_1"] and len(pair.weights) == 4


def test_a_model_keeps_the_name_that_another_knows_it_by():
    encoder, decoder = (keras.Sequential([L.Input((3,)), L.Dense(3)]) for _ in range(2))
    x = L.Input((3,))
    both, alone = keras.Model(x, decoder(encoder(x))), keras.Model(x, decoder(x))
    assert [each.name for each in both.layers[1:]] == ["sequential", "sequential_1"] and alone.layers[1].name == "sequential_1"
    assert all(each.path.startswith(("sequential/", "sequential_1/")) for each in both.weights)
