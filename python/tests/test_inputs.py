"""Inputs of functional models and layers that have weights before there is a model: as Keras's own tests ask for it."""

import numpy as np
import pytest

import occam as keras
from occam import layers


def test_an_input_knows_its_batch():
    x = keras.Input((3,), batch_size=4)
    assert x.shape == (4, 3) and x.ndim == 2 and layers.Dense(2)(x).shape == (4, 2)
    assert keras.Input(batch_shape=(None, 2, 5)).shape == (None, 2, 5)
    assert keras.Input(batch_shape=(6, 2), dtype="int32").dtype == "int32"
    assert keras.Input((3,), sparse=False, ragged=False).dtype == "float32"
    model = keras.Model(x, layers.Dense(2)(x))
    assert model.predict(np.ones((5, 3)), verbose=0).shape == (5, 2)


def test_an_input_layer():
    layer = layers.InputLayer(shape=(2, 3), batch_size=4, dtype="float32")
    assert layer.batch_shape == (4, 2, 3) and layer.trainable and layer.dtype == "float32" and not layer.sparse
    assert isinstance(layer.output, keras.KerasTensor) and layer.output is layer.output and layer.output.ndim == 3
    again = layers.InputLayer.from_config(layer.get_config())
    assert again.get_config() == layer.get_config() and again.batch_shape == (4, 2, 3)
    assert layers.InputLayer(shape=(np.int64(32),)).batch_shape == (None, 32)
    model = keras.Model(layer.output, layers.Flatten()(layer.output))
    assert model.predict(np.ones((4, 2, 3)), verbose=0).shape == (4, 6)


def test_what_an_input_layer_refuses():
    given = keras.KerasTensor((2, 3))
    for wrong in ({"shape": (2, 3), "batch_shape": (2, 3)}, {"batch_size": 4, "batch_shape": (2, 3)}, {}, {"shape": (3,), "sparse": True},
                  {"shape": (3,), "ragged": True}, {"shape": (2,), "input_tensor": np.zeros((2, 2))},
                  {"shape": (4,), "input_tensor": given}, {"batch_shape": (2, 4), "input_tensor": given},
                  {"batch_size": 5, "input_tensor": given}, {"dtype": "float16", "input_tensor": given}):
        with pytest.raises(ValueError, match="InputLayer"):
            layers.InputLayer(**wrong)
    kept = layers.InputLayer(shape=(3,), batch_size=2, dtype="float32", input_tensor=given)
    assert kept.output is given and kept.batch_shape == (2, 3)


def test_a_value_made_by_hand():
    value = keras.KerasTensor((2, 3), dtype="float32", name="x")
    assert value.shape == (2, 3) and value.name == "x"
    assert layers.Dense(5)(value).shape == (2, 5)
    with pytest.raises(ValueError, match="dense"):
        keras.KerasTensor((2, 3), sparse=True)


def test_a_layer_called_on_an_input_is_built():
    x, layer = keras.Input((3,)), layers.Dense(2)
    assert not layer.built and layer.weights == []
    y = layer(x)
    assert layer.built and [each.shape for each in layer.weights] == [(3, 2), (2,)]
    layer.set_weights([np.full((3, 2), 2.0), np.ones(2)])
    model = keras.Model(x, y)
    np.testing.assert_allclose(model.predict(np.ones((1, 3)), verbose=0), [[7, 7]])
    assert layer.weights[0].path.startswith("dense")


@pytest.mark.parametrize("first", ["fit", "evaluate", "predict", "train_on_batch", "build"])
def test_weights_that_a_layer_has_stay_in_a_chain(first):
    layer = layers.Dense(2, trainable=False)
    layer.build((None, 3))
    weights = layer.get_weights()
    model = keras.Sequential([layer, layers.Dense(1)])
    model.compile("sgd", "mse")
    x, y = np.ones((4, 3)), np.ones((4, 1))
    {"fit": lambda: model.fit(x, y, verbose=0), "evaluate": lambda: model.evaluate(x, y, verbose=0),
     "predict": lambda: model.predict(x, verbose=0), "train_on_batch": lambda: model.train_on_batch(x, y), "build": lambda: model.build((None, 3))}[first]()
    for before, after in zip(weights, layer.get_weights()):
        np.testing.assert_array_equal(before, after)


def test_weights_and_batches_of_a_source():
    layer = layers.Dense(2)
    layer.build((None, 3))
    before = layer.get_weights()[0]
    model = keras.Sequential([layer])
    model.compile("sgd", "mse")

    def batches():
        while True:
            yield np.ones((4, 3)), np.ones((4, 2))

    model.fit(batches(), steps_per_epoch=1, verbose=0)
    np.testing.assert_allclose(layer.get_weights()[0], before - 0.01 * (before.sum(0) - 1), rtol=1e-5)  # of mean((sum of weights - 1)^2) over two columns


def test_an_embedding_begins_with_given_vectors():
    vectors = np.arange(15, dtype=np.float32).reshape(5, 3)
    model = keras.Sequential([layers.Embedding(5, 3, weights=[vectors], trainable=False), layers.Flatten(), layers.Dense(1)])
    model.compile("sgd", "mse")
    model.fit(np.array([[1, 2], [0, 4]]), np.ones((2, 1)), verbose=0)
    np.testing.assert_array_equal(model.layers[0].get_weights()[0], vectors)
    x = keras.Input((2,), dtype="int32")
    inside = keras.Model(x, layers.Embedding(5, 3, weights=vectors)(x))
    np.testing.assert_array_equal(inside.predict(np.array([[4, 1]]), verbose=0)[0], vectors[[4, 1]])
    with pytest.raises(ValueError):
        layers.Embedding(5, 3, weights=[vectors[:4]])


def test_an_embedding_takes_one_number_a_sample():
    layer = layers.Embedding(3, 2)
    layer.build()
    layer.embeddings.assign([[0, 0], [2, 2], [3, 3]])
    np.testing.assert_array_equal(layer(np.array([2, 1, 0])), [[3, 3], [2, 2], [0, 0]])
    np.testing.assert_array_equal(layer(np.array([[2, 1], [1, 0]]))[0], [[3, 3], [2, 2]])


def test_a_layer_takes_samples_of_another_rank_than_it_was_built_for():
    layer, rng = layers.Dense(2), np.random.default_rng(0)
    flat, deep = rng.normal(size=(4, 3)), rng.normal(size=(4, 5, 3))
    kernel, bias = [each.numpy() for each in (layer(flat), layer)[1].weights]
    np.testing.assert_allclose(layer(deep), deep @ kernel + bias, rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(layer(flat), flat @ kernel + bias, rtol=1e-5, atol=1e-6)


def test_a_loader_of_pytorch():
    torch = pytest.importorskip("torch")
    x, y = np.arange(30.0, dtype="float32").reshape(10, 3) / 30, np.arange(10.0, dtype="float32").reshape(10, 1) / 10
    loader = torch.utils.data.DataLoader(torch.utils.data.TensorDataset(torch.from_numpy(x), torch.from_numpy(y)), batch_size=4)

    def model():
        made = keras.Sequential([keras.Input((3,)), layers.Dense(1, kernel_initializer="ones")])
        made.compile("sgd", "mse")
        return made
    by_arrays, by_loader = model(), model()
    expected = by_arrays.fit(x, y, epochs=3, batch_size=4, shuffle=False, validation_data=(x, y), verbose=0).history
    for name, values in by_loader.fit(loader, epochs=3, validation_data=loader, verbose=0).history.items():
        assert values == pytest.approx(expected[name])
    assert by_loader.evaluate(loader, verbose=0) == pytest.approx(by_arrays.evaluate(x, y, verbose=0))
    np.testing.assert_allclose(by_loader.predict(loader, verbose=0), by_arrays.predict(x, verbose=0), rtol=1e-6)


def test_a_chain_that_is_not_built_has_no_outputs():
    chain = keras.Sequential([layers.Dense(1)])
    assert not hasattr(chain, "outputs") and not hasattr(chain, "inputs")
    chain.build((None, 2))
    assert chain.outputs[0].shape == (None, 1) and chain.inputs[0].shape == (None, 2)


def nested():
    a, b, c = (keras.Input((size,), name=name) for name, size in (("a", 2), ("b", 1), ("c", 1)))
    both = layers.Concatenate()([a, b, c])
    return keras.Model({"p": [a, b], "q": c}, {"all": [both, a], "last": layers.Dense(1, kernel_initializer="ones", name="last")(c)})


def test_structures_inside_structures():
    model = nested()
    x = {"p": [np.ones((3, 2)), np.zeros((3, 1))], "q": np.full((3, 1), 2.0)}
    found = model.predict(x, verbose=0)
    assert list(found) == ["all", "last"] and isinstance(found["all"], list)
    np.testing.assert_array_equal(found["all"][0], [[1, 1, 0, 2]] * 3)
    np.testing.assert_array_equal(found["last"], [[2]] * 3)
    symbols = model({"p": [keras.Input((2,)), keras.Input((1,))], "q": keras.Input((1,))})
    assert symbols["all"][0].shape == (None, 4) and symbols["last"].shape == (None, 1)
    model.compile("sgd", {"last": "mse"})
    y = {"all": [np.zeros((3, 4)), np.zeros((3, 2))], "last": np.ones((3, 1))}
    model.compile("sgd", "mse")
    history = model.fit(x, y, validation_data=(x, y), verbose=0).history
    assert history["loss"] == pytest.approx([1.5 + 1 + 1])
    with pytest.raises(ValueError, match="x, p: Expected a list of 2"):
        model.predict({"p": x["p"][:1], "q": x["q"]}, verbose=0)
    with pytest.raises(ValueError, match="structure of .inputs. doesn't match"):
        model.predict([1, 2, 3], verbose=0)


def test_a_dict_may_hold_more_than_the_inputs():
    a, b = keras.Input((2,), name="a"), keras.Input((1,), name="b")
    model = keras.Model({"a": a, "b": b}, layers.Concatenate()([a, b]))
    x = {"more": np.zeros((3,)), "b": np.zeros((3, 1)), "a": np.ones((3, 2))}
    np.testing.assert_array_equal(model.predict(x, verbose=0), [[1, 1, 0]] * 3)
    model.compile("sgd", "mse")
    # Keras 3.15.1
    assert model.fit(x, np.ones((3, 3)), verbose=0).history["loss"] == pytest.approx([1 / 3])
    with pytest.raises(ValueError, match="b"):
        model.predict({"a": x["a"], "more": x["more"]}, verbose=0)
    alone = keras.Model(a, layers.Identity()(a))
    np.testing.assert_array_equal(alone(x), x["a"])
    np.testing.assert_array_equal(alone.predict(x, verbose=0), x["a"])
