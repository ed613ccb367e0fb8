"""Models: histories of use against closed forms and against themselves saved, copied and resumed."""

import copy
import pickle

import numpy as np
import pytest

import occam as keras


def line(rows=64, seed=0):
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(rows, 3)).astype(np.float32)
    return x, (x @ np.array([[1.0], [-2.0], [0.5]], np.float32) + 1)


def small(seed=1, **compile_arguments):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.layers.Dense(8, activation="tanh", input_shape=(3,)), keras.layers.Dense(1)])
    model.compile(**{"optimizer": keras.optimizers.Adam(0.01), "loss": "mse", **compile_arguments})
    return model


def test_a_linear_model_finds_least_squares():
    x, y = line()
    keras.utils.set_random_seed(0)
    model = keras.Sequential([keras.layers.Dense(1)])
    model.compile(keras.optimizers.SGD(0.1), "mse")
    model.fit(x, y, epochs=200, batch_size=64, verbose=0)
    kernel, bias = model.get_weights()
    np.testing.assert_allclose(kernel.ravel(), [1, -2, 0.5], atol=1e-4)
    np.testing.assert_allclose(bias, [1], atol=1e-4)
    assert np.allclose(model.predict(x, verbose=0), y, atol=1e-3)
    assert model.evaluate(x, y, verbose=0) < 1e-6


def test_equal_seeds_give_equal_bits():
    x, y = line()
    a, b = small(), small()
    assert a.fit(x, y, epochs=3, verbose=0).history == b.fit(x, y, epochs=3, verbose=0).history
    for left, right in zip(a.get_weights(), b.get_weights()):
        np.testing.assert_array_equal(left, right)
    assert not np.array_equal(a.get_weights()[0], small(2).get_weights()[0])


def test_lists_frames_and_integers_are_taken():
    x, y = line()
    model = small()
    model.fit(x.tolist(), y.ravel().tolist(), epochs=1, verbose=0)
    model.fit(x.astype(np.float64), y, epochs=1, verbose=0)
    model.fit((x * 10).astype(np.int16), y, epochs=1, verbose=0)
    model.fit(np.asfortranarray(x), y, epochs=1, verbose=0)


def test_functional_model_of_two_inputs():
    left, right = keras.Input((2,), name="left"), keras.Input((3,), name="right")
    dense = keras.layers.Dense(4, activation="relu")
    joined = keras.layers.Concatenate()([dense(left), keras.layers.Dense(4)(right)])
    assert joined.shape == (None, 8)
    output = keras.layers.Dense(1, name="answer")(joined)
    model = keras.Model(inputs=[left, right], outputs=output)
    model.compile("adam", "mse", metrics=["mae"])
    x = {"left": np.ones((10, 2)), "right": np.zeros((10, 3))}
    history = model.fit(x, np.ones((10, 1)), epochs=2, verbose=0)
    assert set(history.history) == {"loss", "mae"}
    assert model.predict([np.ones((5, 2)), np.zeros((5, 3))], verbose=0).shape == (5, 1)
    assert [layer.name for layer in model.layers][:2] == ["left", dense.name] or len(model.layers) == 6


def test_saved_pickled_and_copied_models_predict_the_same(tmp_path):
    x, y = line()
    model = small(metrics=["mae"])
    model.fit(x, y, epochs=2, verbose=0)
    expected = model.predict(x, verbose=0)
    model.save(tmp_path / "m.keras")
    loaded = keras.models.load_model(tmp_path / "m.keras")
    for other in (loaded, pickle.loads(pickle.dumps(model)), copy.deepcopy(model)):
        np.testing.assert_array_equal(other.predict(x, verbose=0), expected)
        assert [layer.name for layer in other.layers] == [layer.name for layer in model.layers]
        np.testing.assert_array_equal(other.layers[0].get_weights()[0], model.layers[0].get_weights()[0])
    after = [each.fit(x, y, epochs=1, verbose=0).history["loss"] for each in (model, loaded)]
    assert after[0] == after[1]


def test_callbacks_see_and_steer_the_fit():
    x, y = line()
    seen = []

    class Watch(keras.callbacks.Callback):
        def on_train_begin(self, logs=None):
            seen.append(("begin", self.params["epochs"]))

        def on_epoch_end(self, epoch, logs=None):
            seen.append((epoch, sorted(logs)))
            self.model.optimizer.learning_rate = 0.5 * float(self.model.optimizer.learning_rate)
            if epoch == 1:
                self.model.stop_training = True

    model = small()
    history = model.fit(x, y, epochs=9, verbose=0, callbacks=[Watch()])
    assert seen[0] == ("begin", 9) and seen[1][0] == 0 and "loss" in seen[1][1]
    assert len(history.epoch) == 2 and "Watch" in history.stop_reason
    assert np.isclose(float(model.optimizer.learning_rate), 0.0025)


def test_an_error_in_a_callback_leaves_the_model_usable():
    x, y = line()

    class Fails(keras.callbacks.Callback):
        def on_train_batch_end(self, batch, logs=None):
            raise KeyError("mine")

    model = small()
    with pytest.raises(KeyError, match="mine"):
        model.fit(x, y, verbose=0, callbacks=[Fails()])
    model.fit(x, y, verbose=0)


def test_learning_rate_scheduler_and_lambda():
    x, y = line()
    rates = []
    model = small()
    scheduler = keras.callbacks.LearningRateScheduler(lambda epoch, rate: rate * 0.1)
    note = keras.callbacks.LambdaCallback(on_epoch_end=lambda epoch, logs: rates.append(float(model.optimizer.learning_rate)))
    history = model.fit(x, y, epochs=2, verbose=0, callbacks=[scheduler, note])
    np.testing.assert_allclose(rates, [1e-3, 1e-4])
    np.testing.assert_allclose(history.history["learning_rate"], [1e-3, 1e-4])


def test_generators_and_data_sets():
    x, y = line()

    def batches():
        while True:
            for start in range(0, 64, 16):
                yield x[start:start + 16], y[start:start + 16]

    class Batches(keras.utils.PyDataset):
        def __len__(self):
            return 4

        def __getitem__(self, index):
            return x[index * 16:index * 16 + 16], y[index * 16:index * 16 + 16]

    a, b, c = small(), small(), small()
    a.fit(batches(), steps_per_epoch=4, epochs=2, verbose=0)
    b.fit(Batches(), epochs=2, verbose=0)
    c.fit(x, y, batch_size=16, shuffle=False, epochs=2, verbose=0)
    for left, middle, right in zip(a.get_weights(), b.get_weights(), c.get_weights()):
        np.testing.assert_array_equal(left, right)
        np.testing.assert_array_equal(middle, right)
    assert b.predict(Batches(), verbose=0).shape == (64, 1)
    assert np.isclose(b.evaluate(Batches(), verbose=0), b.evaluate(x, y, batch_size=16, verbose=0))


def test_what_is_printed(capsys):
    x, y = line()
    model = small()
    model.fit(x, y, epochs=2)
    text = capsys.readouterr().out
    assert "Epoch 1/2" in text and "loss: " in text
    model.summary()
    text = capsys.readouterr().out
    assert "dense" in text and "Total params: 41" in text


@pytest.mark.parametrize("call, words", [
    (lambda m, x, y: m.fit(x, y[:10], verbose=0), ["10", "64"]),
    (lambda m, x, y: m.fit(x[:, :2], y, verbose=0), ["(3,)", "2"]),
    (lambda m, x, y: m.fit(x, y, epochs=-1, verbose=0), ["epochs", "-1"]),
    (lambda m, x, y: m.fit(x, y, batch_size=0, verbose=0), ["batch_size", "0"]),
    (lambda m, x, y: m.fit(x, y, batch_size=2.5, verbose=0), ["batch_size", "2.5"]),
    (lambda m, x, y: m.fit(x, verbose=0), ["y"]),
    (lambda m, x, y: m.fit(np.array([["a"] * 3]), y, verbose=0), ["x", "numbers"]),
    (lambda m, x, y: m.fit(x, y, callbacks=["stop"], verbose=0), ["callbacks", "stop"]),
    (lambda m, x, y: m.fit(x, y, validation_data=x, verbose=0), ["validation_data"]),
    (lambda m, x, y: m.compile("adm", "mse"), ["adm", "adam"]),
    (lambda m, x, y: m.compile("adam", "msee"), ["msee"]),
    (lambda m, x, y: m.get_layer("nowhere"), ["nowhere"]),
    (lambda m, x, y: m.set_weights([np.ones((2, 2))]), ["set_weights"]),
    (lambda m, x, y: keras.models.load_model("/nowhere/m.keras"), ["/nowhere/m.keras"]),
    (lambda m, x, y: keras.Sequential([keras.layers.Dense(1)]).fit(x, y), ["compile"]),
])
def test_refusals(call, words):
    x, y = line()
    with pytest.raises(ValueError) as error:
        call(small(), x, y)
    for word in words:
        assert word in str(error.value)


def endless_fit(model):
    model.fit(*line(2000), epochs=10_000_000, batch_size=8, verbose=0)


def long_predict(model):
    model.predict(np.zeros((20_000_000, len(line(1)[0][0])), "float32"), batch_size=1, verbose=0)


@pytest.mark.parametrize("run", [endless_fit, long_predict])
def test_ctrl_c_ends_what_runs(run):
    import os
    import signal
    import threading
    # In the background of a shell SIGINT is ignored, and Python leaves it so.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    model = small()
    model.fit(*line(20), epochs=1, verbose=0)
    timer = threading.Timer(0.5, lambda: os.kill(os.getpid(), signal.SIGINT))
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        run(model)
    signal.signal(signal.SIGINT, before)
    model.fit(*line(20), epochs=1, verbose=0)


def test_a_functional_model_comes_back_from_its_file(tmp_path):
    inputs = keras.Input(shape=(3,), name="rows")
    hidden = keras.layers.Dense(4, activation="relu")(inputs)
    model = keras.Model(inputs, keras.layers.Add()([hidden, keras.layers.Dense(4)(inputs)]))
    model.compile("adam", "mae", metrics=[keras.metrics.MeanAbsoluteError()])
    x = np.random.default_rng(0).normal(size=(20, 3)).astype("float32")
    model.fit(x, np.zeros((20, 4)), epochs=2, verbose=0)
    model.save(tmp_path / "model.keras")
    again = keras.models.load_model(tmp_path / "model.keras")
    np.testing.assert_array_equal(again.predict(x, verbose=0), model.predict(x, verbose=0))
    assert [type(each) for each in again.layers] == [type(each) for each in model.layers]
    assert again.layers[0].get_config()["batch_shape"] == (None, 3)
    assert again.fit(x, np.zeros((20, 4)), epochs=1, verbose=0).history.keys() == {"loss", "mean_absolute_error"}


def test_layers_that_learn_before_training():
    rows = np.random.default_rng(1).normal(5, 3, size=(100, 2)).astype("float32")
    layer = keras.layers.Normalization()
    layer.adapt(rows)
    expected = (rows - rows.mean(axis=0)) / rows.std(axis=0)
    np.testing.assert_allclose(layer(rows), expected, atol=1e-5)
    model = keras.Sequential([layer, keras.layers.Dense(1)])
    model.compile("sgd", "mse")
    model.fit(rows, rows[:, 0], epochs=1, verbose=0)
    before = model.predict(rows, verbose=0)
    layer.adapt(2 * rows)
    np.testing.assert_allclose(model.predict(2 * rows, verbose=0), before, atol=1e-5)  # the other weights stay
    lookup = keras.layers.IntegerLookup()
    lookup.adapt(np.array([7, 9, 9, 9, 7, 3]))
    np.testing.assert_array_equal(lookup(np.array([[9], [7], [3], [4]])), [[1], [2], [3], [0]])
    with pytest.raises(ValueError):
        layer = keras.layers.Normalization()
        layer.adapt(np.array([[np.nan]]))


def test_losses_and_metrics_of_one_name():
    for module in (keras.losses, keras.metrics):
        for name in ("MeanAbsoluteError", "MeanSquaredError"):
            made = getattr(module, name)()
            assert type(module.deserialize(module.serialize(made))) is type(made)
            assert type(module.get({"class_name": name, "config": {}})) is type(made)
            assert type(module.deserialize({"class_name": name, "config": {}})) is type(made)
            assert type(module.deserialize(name)) is type(made)
            assert type(module.get(name)) is type(made)
