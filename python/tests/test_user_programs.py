"""What programs of Keras's users do, in small: each stands for a kind that its guides and examples have."""

import io
import warnings
import zipfile

import numpy as np
import pytest

import occam as keras

layers = keras.layers
X = np.random.default_rng(2).normal(size=(24, 3)).astype("float32")
Y = (X[:, 0] - X[:, 1] > 0).astype(int)


def test_columns_as_inputs_of_single_numbers():
    """Keras's examples of tables: Input(shape=()) a column, an embedding of whole numbers, expand_dims of the others."""
    inputs = {name: keras.Input(shape=(), name=name) for name in ("age", "kind", "size")}
    parts = [layers.Embedding(4, 2)(inputs["kind"]), *(keras.ops.expand_dims(inputs[name], -1) for name in ("age", "size"))]
    model = keras.Model(inputs, layers.Dense(1)(layers.concatenate(parts)))
    table, kernel = np.arange(8, dtype="float32").reshape(4, 2), np.array([[1], [10], [100], [1000]], "float32")
    model.set_weights([table, kernel, np.zeros(1, "float32")])
    x = {"age": np.array([2.0, 3.0, 5.0]), "kind": np.array([3, 0, 1]), "size": np.array([0.5, 0.25, 0.125])}
    expected = [6 + 70 + 200 + 500, 0 + 10 + 300 + 250, 2 + 30 + 500 + 125]
    np.testing.assert_allclose(model.predict(x, verbose=0)[:, 0], expected)
    np.testing.assert_allclose(model.predict({name: each[:, np.newaxis] for name, each in x.items()}, verbose=0)[:, 0], expected)
    np.testing.assert_allclose(model(x)[:, 0], expected)
    model.compile("sgd", "mse")
    history = model.fit(x, np.array(expected), validation_split=0.34, epochs=2, verbose=0, sample_weight=np.array([1.0, 0.5, 2.0]))
    assert history.history["loss"][0] == 0


def test_dropout_at_prediction():
    model = keras.Sequential([layers.Dropout(0.4, input_shape=(50,))])
    x = np.ones((40, 50), "float32")
    draws = [np.asarray(model(x, training=True)) for _ in range(3)]
    assert all(set(np.unique(each.round(4))) == {0.0, np.float32(1 / 0.6).round(4)} and abs((each == 0).mean() - 0.4) < 0.05 for each in draws)
    assert not np.array_equal(draws[0], draws[1])
    np.testing.assert_array_equal(model(x), x)
    moving = keras.Sequential([layers.BatchNormalization(momentum=0.5, input_shape=(3,))])
    result = np.asarray(moving(X, training=True))
    np.testing.assert_allclose(result.mean(0), 0, atol=1e-6)
    np.testing.assert_allclose(moving.layers[0].moving_mean.numpy(), X.mean(0) / 2, rtol=1e-5)


def test_targets_that_are_no_shares_are_told():
    model = keras.Sequential([layers.Dense(3, activation="softmax", input_shape=(3,))])
    model.compile("sgd", "categorical_crossentropy")
    with pytest.warns(UserWarning, match="not to 1"):
        assert np.isfinite(model.fit(X, np.full((24, 3), 0.5), verbose=0).history["loss"][0])


def test_normalization_of_one_column():
    layer = layers.Normalization(input_shape=(1,), axis=None)
    layer.adapt(X[:, 0])
    np.testing.assert_allclose(layer(X[:, 0]), (X[:, 0] - X[:, 0].mean()) / X[:, 0].std(), rtol=1e-5, atol=1e-6)
    whole = layers.Normalization(axis=None)
    whole.adapt(X)
    assert np.shape(whole.mean) == (1, 1) and abs(float(whole.mean[0, 0]) - X.mean()) < 1e-6
    assert keras.Sequential([layer, layers.Dense(1)]).predict(X[:, 0], verbose=0).shape == (24, 1)


def test_what_a_fit_tells_its_callbacks():
    told = {}

    class Watching(keras.callbacks.Callback):
        def on_train_begin(self, logs=None):
            told["begin"] = logs

        def on_epoch_end(self, epoch, logs=None):
            told["epoch"] = dict(logs)

        def on_train_end(self, logs=None):
            told["end"] = dict(logs)

    model = keras.Sequential([layers.Dense(1, input_shape=(3,))])
    model.compile("sgd", "mse", metrics=["mae"])
    history = model.fit(X, Y, epochs=3, validation_split=0.25, verbose=0, callbacks=[Watching()])
    assert told["begin"] == {} and told["end"] == told["epoch"] and set(told["end"]) == {"loss", "mae", "val_loss", "val_mae"}
    assert history.params == {"verbose": 0, "epochs": 3, "steps": 1}


def test_a_loop_of_one_s_own_calls_callbacks_together():
    order = []

    class Noting(keras.callbacks.Callback):
        def __init__(self, name):
            super().__init__()
            self.name = name

        def on_epoch_end(self, epoch, logs=None):
            order.append((self.name, epoch, logs["loss"], self.params["epochs"]))

        def on_batch_end(self, batch, logs=None):
            order.append((self.name, "batch", batch))

    model = keras.Sequential([layers.Dense(1, input_shape=(3,))])
    model.compile("sgd", "mse")
    together = keras.callbacks.CallbackList([Noting("a"), Noting("b")], add_history=True, model=model, epochs=2)
    together.on_train_begin()
    for epoch in range(2):
        together.on_epoch_begin(epoch)
        together.on_train_batch_begin(0)
        together.on_train_batch_end(0, {"loss": 1.0})
        together.on_epoch_end(epoch, {"loss": 0.5 + epoch})
    together.on_train_end()
    assert order == [("a", "batch", 0), ("b", "batch", 0), ("a", 0, 0.5, 2), ("b", 0, 0.5, 2), ("a", "batch", 0), ("b", "batch", 0), ("a", 1, 1.5, 2), ("b", 1, 1.5, 2)]
    assert model.history.history == {"loss": [0.5, 1.5]} and model.history.epoch == [0, 1]


def test_a_bar_of_one_s_own(capsys):
    bar = keras.utils.Progbar(4, width=8, interval=0, stateful_metrics=["rate"])
    for step in range(1, 5):
        bar.update(step, [("loss", float(step)), ("rate", 0.5 * step)])
    shown = capsys.readouterr().out
    assert shown.count("/4") == 4 and "loss: 1.5000 - rate: 1.0000" in shown and shown.endswith("\n")
    # A line that is shorter than the one before, by its time, is filled up with blanks, as Keras's.
    assert shown[:-1].rstrip(" ").endswith(" - loss: 4.0000 - rate: 2.0000")
    quiet = keras.utils.Progbar(2, verbose=2)
    quiet.add(1, [("loss", 0.25)])
    quiet.add(1, [("loss", 1e-5)])
    assert capsys.readouterr().out.endswith(" - loss: 1.0000e-05\n")


def test_a_monitor_that_is_not_there():
    model = keras.Sequential([layers.Dense(1, input_shape=(3,))])
    model.compile("sgd", "mse")
    with pytest.warns(UserWarning, match="Could not reach RemoteMonitor root server at http://localhost:9"):
        model.fit(X, Y, verbose=0, callbacks=[keras.callbacks.RemoteMonitor(root="http://localhost:9")])


def test_estimators_of_scikit_learn_s():
    pytest.importorskip("sklearn")
    from sklearn.base import clone
    from sklearn.model_selection import GridSearchCV, cross_val_score
    wrappers = keras.wrappers

    def made(X, y, units=4, loss="mse", activation=None):
        model = keras.Sequential([layers.Dense(units, activation="relu", input_shape=X.shape[1:]), layers.Dense(y.shape[1], activation=activation)])
        model.compile(keras.optimizers.Adam(0.02), loss)
        return model

    keras.utils.set_random_seed(3)
    names = np.array(["no", "yes"])[Y]
    classifier = wrappers.SKLearnClassifier(made, model_kwargs={"loss": "categorical_crossentropy", "activation": "softmax"}, fit_kwargs={"verbose": 0, "epochs": 60})
    assert classifier.fit(X, names).score(X, names) > 0.9 and classifier.classes_.tolist() == ["no", "yes"]
    assert classifier.decision_function(X).shape == (24, 2) and len(classifier.history_.history["loss"]) == 60
    assert clone(classifier).fit(X, names, epochs=2).epoch_ == 2
    search = GridSearchCV(wrappers.SKLearnRegressor(made, fit_kwargs={"verbose": 0}), {"model_kwargs": [{"units": 2}, {"units": 8}]}, cv=2).fit(X, X[:, 0])
    assert search.predict(X).shape == (24,)
    network = made(X, X[:, :1])
    assert cross_val_score(wrappers.SKLearnRegressor(network, fit_kwargs={"verbose": 0}), X, X[:, 0], cv=3).shape == (3,)
    assert wrappers.SKLearnTransformer(network, fit_kwargs={"verbose": 0}).fit(X, X[:, 0]).transform(X).shape == (24, 1)
    again = wrappers.SKLearnRegressor(network, warm_start=True).fit(X, X[:, 0], verbose=0)
    assert again.model_ is network
    with pytest.raises(ValueError, match="one class"):
        classifier.fit(X, np.zeros(24))
    with pytest.raises(RuntimeError, match="compiled"):
        wrappers.SKLearnRegressor(keras.Sequential([layers.Dense(1)])).fit(X, X[:, 0])


def test_images_and_files(tmp_path):
    pytest.importorskip("PIL")
    utils = keras.utils
    pixels = (np.arange(60).reshape(5, 4, 3) * 4).astype("float32")
    image = utils.array_to_img(pixels)
    assert image.size == (4, 5) and image.mode == "RGB"
    assert utils.img_to_array(image).max() == 255 and utils.img_to_array(utils.array_to_img(pixels, scale=False)).tolist() == pixels.tolist()
    utils.save_img(tmp_path / "image.png", pixels, scale=False)
    assert utils.img_to_array(utils.load_img(tmp_path / "image.png"), "channels_first").shape == (3, 5, 4)
    assert utils.img_to_array(utils.load_img(tmp_path / "image.png", color_mode="grayscale", target_size=(2, 3))).shape == (2, 3, 1)
    assert utils.load_img(io.BytesIO((tmp_path / "image.png").read_bytes()), target_size=(2, 2), keep_aspect_ratio=True, interpolation="box").size == (2, 2)
    for call in (lambda: utils.array_to_img(np.zeros(3)), lambda: utils.array_to_img(np.zeros((2, 2, 2))), lambda: utils.load_img(tmp_path / "image.png", "bgr")):
        with pytest.raises(ValueError):
            call()


def test_files_that_are_here(tmp_path):
    get_file = keras.utils.get_file
    (tmp_path / "there.txt").write_text("words")
    address = (tmp_path / "there.txt").as_uri()
    path = get_file("mine.txt", address, cache_dir=str(tmp_path / "cache"))
    assert path == str(tmp_path / "cache/datasets/mine.txt") and open(path).read() == "words"
    with zipfile.ZipFile(tmp_path / "more.zip", "w") as archive:
        archive.writestr("inside/a.txt", "a")
    folder = get_file("more.zip", (tmp_path / "more.zip").as_uri(), cache_dir=str(tmp_path / "cache"), extract=True)
    assert folder.endswith("datasets/more_extracted") and open(f"{folder}/inside/a.txt").read() == "a"
    with pytest.raises(FileNotFoundError, match="downloads nothing"):
        get_file("far.txt", "https://example.org/far.txt", cache_dir=str(tmp_path / "cache"))
    with pytest.raises(ValueError, match="hash"):
        get_file("mine.txt", address, cache_dir=str(tmp_path / "cache"), file_hash="0" * 64)


def test_data_sets_as_tensorflow_has_them():
    import occam as tf
    samples = tf.data.Dataset.from_tensor_slices((X, Y))
    assert len(samples) == 24 and [int(each) for each in tf.data.Dataset.range(2, 5)] == [2, 3, 4]
    batches = samples.batch(10)
    assert [len(y) for _, y in batches] == [10, 10, 4] and len(samples.batch(10, drop_remainder=True)) == 2
    model = tf.keras.Sequential([tf.keras.layers.Dense(1, input_shape=(3,))])
    model.compile("sgd", "mse")
    weights = model.get_weights()
    histories = []
    for given in (dict(x=batches, validation_data=batches), dict(x=X, y=Y, batch_size=10, shuffle=False, validation_data=(X, Y))):
        model.set_weights(weights)
        histories.append(model.fit(**given, epochs=2, verbose=0).history)
    assert histories[0]["loss"] == histories[1]["loss"]
    np.testing.assert_allclose(histories[0]["val_loss"], histories[1]["val_loss"], rtol=1e-6)
    doubled = samples.map(lambda x, y: (2 * x, y)).filter(lambda x, y: y == 1).take(3)
    assert all(np.array_equal(x, 2 * X[place]) and y == 1 for (x, y), place in zip(doubled, np.flatnonzero(Y)))
    shuffled = samples.shuffle(24, seed=1).batch(24).prefetch(tf.data.AUTOTUNE)
    first, second = [next(iter(list(shuffled)))[0] for _ in range(2)]
    assert not np.array_equal(first, second) and np.array_equal(np.sort(first, axis=0), np.sort(X, axis=0))
    named = next(iter(tf.data.Dataset.from_tensor_slices(({"a": X[:, 0]}, Y)).batch(4).skip(1)))
    assert np.array_equal(named[0]["a"], X[4:8, 0])
    pairs = tf.data.Dataset.zip((samples, tf.data.Dataset.from_tensor_slices(X[:5, 0])))
    assert len(pairs) == 5 and np.array_equal(pairs[4][1], X[4, 0])
    for call in (lambda: tf.data.Dataset.from_tensor_slices((X, Y[:3])), lambda: samples.batch(0), lambda: batches.shuffle(0)):
        with pytest.raises(ValueError):
            call()
    assert tf.constant([1.0, 2.0]).numpy().tolist() == [1, 2] and tf.cast(tf.constant([1.5]), tf.int32).tolist() == [1]


def test_a_model_that_begins_inside_another():
    model = keras.Sequential([layers.Dense(4, activation="tanh", name="first", input_shape=(3,)), layers.Dense(2), layers.Dense(1)])
    model.build((None, 3))
    rest = keras.Model(model.get_layer("first").output, model.outputs)
    begin = keras.Model(model.inputs, model.get_layer("first").output)
    np.testing.assert_allclose(rest.predict(begin.predict(X, verbose=0), verbose=0), model.predict(X, verbose=0), rtol=1e-5, atol=1e-6)


def test_layers_of_a_model_with_a_dict_of_outputs_are_in_keras_s_order():
    inputs = keras.Input((3,))
    model = keras.Model(inputs, {"b": layers.Dense(1, name="last")(inputs), "a": layers.Dense(2, name="first")(inputs)})
    assert [each.name for each in model.layers[1:]] == ["first", "last"] and [each.shape[-1] for each in model.get_weights()] == [2, 2, 1, 1]
    assert list(model.predict(X, verbose=0)) == ["b", "a"]


def test_every_step_of_a_sequence():
    x = np.random.default_rng(5).normal(size=(6, 4, 3)).astype("float32")
    dense = layers.TimeDistributed(layers.Dense(2, bias_initializer="ones"))
    result = dense(x)
    kernel, bias = dense.get_weights()
    np.testing.assert_allclose(result, x @ kernel + bias, rtol=1e-5, atol=1e-6)
    assert dense.layer.units == 2 and dense.layer.get_weights()[0].shape == (3, 2) and dense.compute_output_shape((None, 4, 3)) == (None, 4, 2)
    normalized = layers.TimeDistributed(layers.BatchNormalization())(x, training=True)
    np.testing.assert_allclose(normalized, (x - x.mean(0)) / np.sqrt(x.var(0) + 0.001), rtol=1e-4, atol=1e-5)
    inner = keras.Sequential([layers.Dense(4, activation="relu", input_shape=(3,)), layers.Dense(2)])
    steps = keras.Sequential([keras.Input((None, 3)), layers.TimeDistributed(inner)])
    weights = steps.get_weights()
    np.testing.assert_allclose(steps.predict(x, verbose=0), np.maximum(x @ weights[0] + weights[1], 0) @ weights[2] + weights[3], rtol=1e-4, atol=1e-5)
    for call in (lambda: layers.TimeDistributed("dense"), lambda: dense(x[:, 0]), lambda: layers.TimeDistributed(layers.Flatten())(x[:, 0])):
        with pytest.raises(ValueError):
            call()


def test_masks_pass_the_steps():
    model = keras.Sequential([layers.Embedding(5, 3, mask_zero=True, input_shape=(4,)), layers.TimeDistributed(layers.Dense(2)), layers.GlobalAveragePooling1D()])
    table, kernel, bias = model.get_weights()
    steps = table @ kernel + bias
    np.testing.assert_allclose(model.predict(np.array([[1, 2, 0, 0]]), verbose=0)[0], (steps[1] + steps[2]) / 2, rtol=1e-4, atol=1e-6)


def test_numbers_of_an_optimizer_before_it_is_in_a_model():
    optimizer = keras.optimizers.Adam(0.25)
    assert optimizer.learning_rate.numpy() == 0.25 and optimizer.learning_rate == 0.25
    optimizer.learning_rate.assign(0.5)
    assert float(optimizer.learning_rate) == 0.5 and optimizer.get_config()["learning_rate"] == 0.5
    assert layers.Dense(2).activation.__name__ == "linear"
    for call in (lambda: keras.optimizers.Adam(lr=0.1), lambda: layers.Dense(2, unitz=3)):
        with pytest.raises(ValueError, match="lr|unitz"):
            call()


def test_losses_that_a_models_own_call_adds():
    class Own(keras.Model):
        def __init__(self):
            super().__init__()
            self.inner = keras.Sequential([keras.layers.Dense(3, kernel_initializer="ones", kernel_regularizer=keras.regularizers.L1(0.5))])

        def call(self, x):
            hidden = self.inner(x)
            self.add_loss(keras.ops.mean(hidden))
            return hidden

    model = Own()
    for x in (np.ones((2, 4), np.float32), 2 * np.ones((5, 4), np.float32)):
        model(x)
        assert [float(each) for each in model.losses] == [4 * x[0, 0], 6]


def test_a_callback_of_ones_own_beside_a_checkpoint(tmp_path):
    class Counting(keras.callbacks.Callback):
        epochs = 0

        def on_epoch_end(self, epoch, logs=None):
            self.epochs += 1

    model, counting = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)]), Counting()
    model.compile("sgd", "mse")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        model.fit(np.ones((8, 3)), np.ones((8, 1)), epochs=2, verbose=0, callbacks=[counting, keras.callbacks.ModelCheckpoint(tmp_path / "best.keras")])
    assert counting.epochs == 2 and (tmp_path / "best.keras").exists()
