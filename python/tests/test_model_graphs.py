"""Functional models: Keras's order of layers, dicts of outputs, freezing after a file and of copies; and models that are collected."""

import copy
import gc
import weakref

import numpy as np
import pytest

import occam as keras

X = np.random.RandomState(0).normal(size=(20, 3)).astype("float32")


def joined():
    """Two ways from one input, a model inside, two outputs."""
    keras.utils.set_random_seed(3)
    inputs = keras.Input((3,), name="rows")
    h = keras.layers.add([keras.layers.Dense(4)(inputs), keras.layers.Dense(4)(inputs)])
    inner = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)], name="inner")
    model = keras.Model(inputs, [inner(h), h])
    model.compile("sgd", "mse")  # one loss for both
    return model


def frozen_one_learns_in_the_rest(model):
    targets = [np.zeros((20, 2)), np.zeros((20, 4))]
    model.get_layer("dense").trainable = False
    before = model.get_weights()
    model.compile("sgd", "mse")
    for left, right in zip(before, model.get_weights()):
        np.testing.assert_array_equal(left, right)
    model.fit(X, targets, verbose=0)
    assert [np.array_equal(left, right) for left, right in zip(before, model.get_weights())] == [True, True, False, False, False, False]
    assert len(model.trainable_weights) == 4


def test_layers_of_a_file_are_frozen_at_the_next_compile(tmp_path):
    model = joined()
    model.save(tmp_path / "model.keras")
    read = keras.models.load_model(tmp_path / "model.keras")
    np.testing.assert_array_equal(read.predict(X, verbose=0)[0], model.predict(X, verbose=0)[0])
    np.testing.assert_array_equal(read.get_layer("inner").get_weights()[0], model.get_weights()[4])
    assert [each.name for each in read.layers] == [each.name for each in model.layers]
    frozen_one_learns_in_the_rest(read)


def test_layers_of_a_copy_are_frozen_without_its_model():
    model = joined()
    frozen_one_learns_in_the_rest(copy.deepcopy(model))
    assert model.get_layer("dense").trainable
    before = model.get_weights()
    model.fit(X, [np.zeros((20, 2)), np.zeros((20, 4))], verbose=0)
    assert not np.array_equal(before[0], model.get_weights()[0])


def test_outputs_of_a_dict_are_predicted_as_a_dict():
    inputs = keras.Input((3,))
    model = keras.Model(inputs, {"a": keras.layers.Dense(1)(inputs), "b": keras.layers.Dense(2)(inputs)})
    assert {name: value.shape for name, value in model.predict(X, verbose=0).items()} == {"a": (20, 1), "b": (20, 2)}


def test_a_model_of_a_file_predicts_the_dict_of_its_outputs(tmp_path):
    inputs = keras.Input((3,))
    model = keras.Model(inputs, {"b": keras.layers.Dense(1)(inputs), "a": keras.layers.Dense(2)(inputs)})
    model.compile("sgd", {"a": "mse", "b": "mae"})
    logs = model.fit(X, {"a": np.zeros((20, 2)), "b": np.zeros((20, 1))}, verbose=0).history
    assert sorted(logs) == ["a_loss", "b_loss", "loss"]
    expected = model.predict(X, verbose=0)
    for name in ("model.keras", "model.h5"):
        model.save(tmp_path / name)
        read = keras.models.load_model(tmp_path / name)
        for again in (read, copy.deepcopy(read), copy.deepcopy(model)):
            found = again.predict(X, verbose=0)
            assert sorted(found) == ["a", "b"]
            for key, values in found.items():
                np.testing.assert_array_equal(values, expected[key])
    read.get_layer("dense").trainable = False
    read.compile("sgd", {"a": "mse", "b": "mae"})
    assert sorted(read.predict(X, verbose=0)) == ["a", "b"]


def test_an_encoder_out_of_an_autoencoder_has_what_was_learnt():
    inputs = keras.Input((3,))
    code = keras.layers.BatchNormalization()(keras.layers.Dense(2, activation="tanh", name="code")(inputs))
    model = keras.Model(inputs, keras.layers.Dense(3)(code))
    model.compile("adam", "mse")
    model.fit(X, X, epochs=3, verbose=0)
    kernel, bias, gamma, beta, mean, variance = model.get_weights()[:6]
    encoder = keras.Model(inputs, code)
    expected = gamma * (np.tanh(X @ kernel + bias) - mean) / np.sqrt(variance + 1e-3) + beta
    np.testing.assert_allclose(encoder.predict(X, verbose=0), expected, atol=1e-5)
    again = model.predict(X, verbose=0)
    model.fit(X, X, epochs=1, verbose=0)
    assert not np.array_equal(model.predict(X, verbose=0), again)


# Found by the parity battery: with a step of one sample the number of samples was read before it was there.
@pytest.mark.parametrize("rows", [9, 17, 41])
def test_a_weighted_metric_counts_a_last_batch_of_one(rows):
    keras.utils.set_random_seed(1)
    rng = np.random.RandomState(0)
    x, y = rng.normal(size=(rows, 4)), np.eye(3)[rng.randint(0, 3, size=rows)]
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, activation="softmax")])
    model.compile(keras.optimizers.SGD(0.0), "categorical_crossentropy", weighted_metrics=["accuracy"])
    seen = model.fit(x, y, batch_size=8, shuffle=False, verbose=0).history["accuracy"][0]
    right = np.mean(np.argmax(model.predict(x, verbose=0), axis=1) == np.argmax(y, axis=1))
    assert seen == pytest.approx(right)


def test_a_model_whose_own_loss_refers_to_it_is_collected():
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])

    def loss(y, p):
        return keras.ops.square(y - p) * (1.0 + 0.0 * len(model.layers))

    class Watched(keras.metrics.Metric):
        def __init__(self):
            super().__init__(name="watched")
            self.of, self.total = model, self.add_variable(name="total")

        def update_state(self, y_true, y_pred, sample_weight=None):
            self.total.assign_add(keras.ops.sum(y_pred))

        def result(self):
            return self.total.value

    model.compile("sgd", loss, metrics=[Watched()])
    model.fit(X, X[:, :1], verbose=0)
    copied = copy.deepcopy(model)
    gone = weakref.ref(model)
    del model
    gc.collect()
    assert gone() is not None, "the loss that the copy trains with knows it"
    copied.fit(X, X[:, :1], verbose=0)
    del copied, loss, Watched
    gc.collect()
    assert gone() is None


def two_by_two(outputs):
    a, b = keras.Input((2,), name="a"), keras.Input((3,), name="b")
    both = keras.layers.Concatenate()([a, b])
    p, q = keras.layers.Dense(1, name="p")(both), keras.layers.Dense(4, name="q")(both)
    return keras.Model([a, b], outputs(p, q))


@pytest.mark.parametrize("outputs, form", [(lambda p, q: [p, q], list), (lambda p, q: {"p": p, "q": q}, dict), (lambda p, q: q, None)])
def test_models_of_several_inputs_are_called_on_arrays(outputs, form):
    model = two_by_two(outputs)
    x = np.random.default_rng(0).normal(size=(5, 5)).astype("float32")
    as_list, by_name = [x[:, :2], x[:, 2:]], {"b": x[:, 2:], "a": x[:, :2]}
    expected = model.predict(as_list, verbose=0)
    for given in (as_list, by_name):
        for found in (model(given), model.predict_on_batch(given), model.predict(given, batch_size=2, verbose=0)):
            assert form is None or type(found) is form
            pairs = [(found, expected)] if form is None else zip(found.values(), expected.values()) if form is dict else zip(found, expected)
            for one, other in pairs:
                np.testing.assert_allclose(one, other, rtol=1e-6)


def test_a_model_of_one_input_takes_a_dict():
    model = keras.Sequential([keras.Input((2,), name="a"), keras.layers.Dense(1)])
    np.testing.assert_array_equal(model({"a": np.ones((3, 2))}), model(np.ones((3, 2))))


def test_weights_know_their_penalty_and_constraint():
    dense = keras.layers.Dense(2, kernel_constraint="non_neg", kernel_regularizer=keras.regularizers.L2(0.1), bias_regularizer="l1")
    assert not dense.weights
    dense.build((None, 3))
    assert dense.kernel.constraint == keras.constraints.NonNeg() and dense.kernel.regularizer == keras.regularizers.L2(0.1)
    assert dense.bias.constraint is None and dense.bias.regularizer.l1 == 0.01
    model = keras.Sequential([keras.Input((3,)), dense, keras.layers.BatchNormalization(), keras.layers.Dense(1)])
    assert [each.constraint for each in model.weights] == [keras.constraints.NonNeg(), *[None] * 7]
    assert [each.regularizer is not None for each in model.weights] == [True, True, *[False] * 6]


def test_a_chain_grows_behind_layers_that_have_weights():
    trained = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4, activation="relu"), keras.layers.Dense(2)])
    rows = np.random.default_rng(1).normal(size=(6, 3))
    before = trained(rows)
    further = keras.Sequential([keras.Input((3,)), *trained.layers, keras.layers.Dense(5), keras.layers.Dense(1)])
    assert further(rows).shape == (6, 1)
    np.testing.assert_array_equal(further.get_weights()[0], trained.get_weights()[0])
    trained.add(keras.layers.Dense(7))
    assert trained(rows).shape == (6, 7) and len(trained.get_weights()) == 6
    last = trained.get_weights()[4:]
    np.testing.assert_allclose(trained(rows), before @ last[0] + last[1], rtol=1e-5, atol=1e-6)
    with pytest.raises(ValueError, match="already been configured"):
        trained.add(keras.Input((7,)))


@pytest.mark.parametrize("ending", [".keras", ".h5"])
@pytest.mark.parametrize("make", ["functional", "sequential"])
def test_partly_frozen_models_are_described_saved_and_copied(make, ending, tmp_path):
    if make == "functional":
        model, targets = joined(), [np.zeros((20, 2)), np.zeros((20, 4))]
    else:
        model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4, name="dense"), keras.layers.BatchNormalization(), keras.layers.Dense(2)])
        model.compile("sgd", "mse")
        targets = np.zeros((20, 2))
    plain = model.get_config()
    for layer in (model.get_layer("dense"), model.layers[1]):
        layer.trainable = False
    model.compile("sgd", "mse")
    model.fit(X, targets, verbose=0)
    told = model.get_config()
    assert [each["config"]["name"] for each in told["layers"]] == [each["config"]["name"] for each in plain["layers"]]
    path = tmp_path / f"model{ending}"
    model.save(path)
    for again in (keras.models.load_model(path), copy.deepcopy(model), keras.models.clone_model(model)):
        again.set_weights(model.get_weights())
        for one, other in zip(keras.tree.flatten(again.predict(X, verbose=0)), keras.tree.flatten(model.predict(X, verbose=0))):
            np.testing.assert_array_equal(one, other)
    assert keras.models.model_from_json(model.to_json()).count_params() == model.count_params()
