"""What tutorials' programs do beyond the guides: names of logs, callbacks' defaults, the older backend in losses, schedules drawn as curves."""

import numpy as np
import pytest

import occam as keras

K, layers = keras.backend, keras.layers
X = np.random.default_rng(6).random((40, 3), np.float32)
Y = (X[:, :1] > 0.5).astype("float32")


def compiled(loss="mse", metrics=()):
    model = keras.Sequential([keras.Input((3,)), layers.Dense(1, activation="sigmoid", kernel_initializer="ones")])
    model.compile("sgd", loss, metrics=list(metrics))
    return model


@pytest.mark.parametrize("given, logged", [("AUC", "AUC"), ("auc", "auc"), ("RootMeanSquaredError", "RootMeanSquaredError"), ("accuracy", "accuracy"), ("MAE", "MAE"), ("mae", "mae"),
                                           ("Precision", "Precision"), ("BinaryAccuracy", "BinaryAccuracy")])
def test_a_metric_s_log_has_the_name_that_was_given(given, logged):
    history = compiled(metrics=[given]).fit(X, Y, validation_data=(X, Y), verbose=0).history
    assert set(history) == {"loss", "val_loss", logged, f"val_{logged}"}


def test_outputs_and_second_metrics_of_a_name():
    value = keras.Input((3,))
    model = keras.Model(value, [layers.Dense(1, activation="sigmoid", name=name)(value) for name in "ab"])
    model.compile("sgd", "mse", metrics={"a": ["AUC"], "b": ["mae", "AUC"]})
    assert set(model.fit(X, [Y, Y], verbose=0).history) == {"loss", "a_loss", "b_loss", "a_AUC", "b_AUC", "b_mae"}
    assert set(compiled(metrics=["AUC", "AUC"]).fit(X, Y, verbose=0).history) == {"loss", "AUC", "AUC_1"}


def test_boards(tmp_path):
    for arguments in ({}, {"histogram_freq": 1, "update_freq": "epoch"}, {"update_freq": "batch"}):
        compiled().fit(X, Y, verbose=0, callbacks=[keras.callbacks.TensorBoard(tmp_path / str(len(arguments)), **arguments)])
        assert list((tmp_path / str(len(arguments)) / "train").iterdir())
    with pytest.warns(UserWarning, match="profile_batch left aside"):
        keras.callbacks.TensorBoard(str(tmp_path), profile_batch=(100, 200))


def test_schedules_of_many_steps():
    schedule = keras.optimizers.schedules.InverseTimeDecay(0.5, decay_steps=10, decay_rate=1)
    steps = np.arange(6.0).reshape(2, 3)
    np.testing.assert_allclose(schedule(steps), 0.5 / (1 + steps / 10), rtol=1e-6)
    assert schedule(10).shape == () and schedule(10) == 0.25


def test_losses_by_the_older_backend():
    def dice(y_true, y_pred, smooth=1):
        first, second = K.flatten(y_true), K.flatten(y_pred)
        return 1 - (2 * K.sum(first * second) + smooth) / (K.sum(first) + K.sum(second) + smooth)

    def focal(y_true, y_pred):
        p = K.clip(y_pred, K.epsilon(), 1 - K.epsilon())
        return K.mean(-y_true * K.pow(1 - p, 2.0) * K.log(p), axis=-1)

    p = 1 / (1 + np.exp(-X.sum(1, keepdims=True)))
    for loss, expected in ((dice, 1 - (2 * (Y * p).sum() + 1) / (Y.sum() + p.sum() + 1)), (focal, (-Y * (1 - p) ** 2 * np.log(p)).mean()),
                           (lambda t, y: K.sqrt(K.mean(K.square(y - t))), np.sqrt(np.square(p - Y).mean()))):
        np.testing.assert_allclose(compiled(loss).evaluate(X, Y, batch_size=40, verbose=0), expected, rtol=1e-5)


def test_variables_of_the_older_backend():
    variable = K.variable([1.0, 2.0])
    K.set_value(variable, [3, 4])
    K.update_add(variable, np.ones(2, "float32"))
    assert K.get_value(variable).tolist() == [4, 5] and K.eval(variable).tolist() == [4, 5] and K.int_shape(variable) == (2,)
    model = compiled()
    K.set_value(model.optimizer.learning_rate, 0.25)
    assert K.get_value(model.optimizer.learning_rate) == 0.25
    for rate in (model.optimizer.learning_rate, keras.optimizers.SGD(0.25).learning_rate):
        assert (rate.shape, rate.dtype, rate.name, rate.assign_add(0.5), rate.assign_sub(0.125)) == ((), "float32", "learning_rate", 0.75, 0.125)
    with pytest.raises(AttributeError):
        K.no_such_name


def test_inputs_of_tensorflow_s_types():
    import occam as tf
    inputs = {"a": tf.keras.Input((1,), name="a", dtype=tf.string), "b": tf.keras.Input((1,), dtype=tf.float32)}
    assert inputs["a"].dtype == "string" and inputs["b"].dtype == tf.float32
    assert repr(inputs["a"]) == "<KerasTensor shape=(None, 1), dtype=string, sparse=False, ragged=False, name=a>"
    columns = layers.StringLookup(vocabulary=["x", "y"], output_mode="one_hot")(inputs["a"])
    assert keras.Model(inputs, columns).predict({"a": np.array([["y"]]), "b": np.ones((1, 1))}, verbose=0).tolist() == [[0, 0, 1]]


def test_what_tensorflow_is_told_of_machines_and_seeds():
    import occam as tf
    assert tf.config.list_physical_devices("GPU") == tf.config.experimental.list_physical_devices("GPU") == [] and len(tf.config.list_logical_devices("CPU")) == 1
    for device in tf.config.get_visible_devices():
        tf.config.experimental.set_memory_growth(device, True)
    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.experimental.enable_op_determinism()
    tf.random.set_seed(3)
    first = tf.random.uniform((50,), maxval=5, dtype=tf.int32)
    tf.random.set_seed(3)
    assert first.dtype == tf.int32 and set(first.tolist()) == set(range(5)) and np.array_equal(tf.random.uniform((50,), maxval=5, dtype=tf.int32), first)
    assert tf.random.normal((2,), dtype=tf.float64).dtype == "float64" and tf.random.uniform([3]).dtype == "float32" and tf.random.truncated_normal([3], dtype="float64").dtype == "float64"
    with pytest.raises(ValueError, match="floating point"):
        keras.random.uniform((2,), dtype="int32")


def test_checks_of_arrays():
    import occam as tf
    tf.debugging.assert_equal([1, 2], [1, 2])
    tf.assert_greater([2, 3], 1)
    tf.debugging.assert_near([1.0], [1.0 + 1e-7])
    assert tf.nest.flatten({"a": 1, "b": [2, 3]}) == [1, 2, 3]
    doubled = tf.py_function(lambda x: 2 * x, [np.array([1.0, 2])], tf.float32)
    assert doubled.dtype == "float32" and doubled.tolist() == [2, 4]
    for check in (lambda: tf.debugging.assert_equal([1], [2], message="sizes"), lambda: tf.debugging.assert_less([3], 2), lambda: tf.debugging.assert_all_finite([np.nan], "x"),
                  lambda: tf.debugging.assert_rank(np.ones((2, 2)), 1), lambda: tf.ensure_shape(np.ones((2, 2)), (None, 3))):
        with pytest.raises(ValueError):
            check()
