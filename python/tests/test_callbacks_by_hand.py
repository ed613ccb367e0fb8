"""Callbacks of the engine in a loop of one's own, and classes derived from them, by what Keras's own tests assert."""

import pickle

import numpy as np
import pytest

import occam as keras


def net():
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    model.compile(keras.optimizers.SGD(0.1), "mse")
    return model


def told(callback, name, values, model=None):
    """The epochs that it was told of until it stops."""
    model = model or net()
    model.stop_training = False
    callback.set_model(model)
    callback.on_train_begin()
    for epoch, value in enumerate(values):
        callback.on_epoch_begin(epoch)
        callback.on_epoch_end(epoch, {name: value})
        if model.stop_training:
            break
    callback.on_train_end()
    return epoch


@pytest.mark.parametrize("arguments, values, last", [
    ({"patience": 0}, [0.5, 0.4, 0.45, 0.3], 2), ({"patience": 2}, [0.5, 0.4, 0.45, 0.44, 0.3], 3), ({"patience": 3}, [0.5, 0.6, 0.4, 0.7, 0.8, 0.9], 5),
    ({"min_delta": 0.1, "patience": 1}, [0.5, 0.45, 0.44], 1), ({"mode": "max"}, [0.5, 0.6, 0.55], 2), ({"baseline": 0.3, "patience": 2}, [0.5, 0.4, 0.45, 0.44], 2),
    ({"start_from_epoch": 2}, [0.1, 0.2, 0.5, 0.4, 0.6, 0.1], 4)])
def test_early_stopping(arguments, values, last):
    stop = keras.callbacks.EarlyStopping(monitor="val_loss", **arguments)
    assert told(stop, "val_loss", values) == last and stop.stopped_epoch == last and stop.model.stop_training
    assert told(stop, "val_loss", values) == last  # anew


def test_the_direction_goes_with_the_metric():
    assert told(keras.callbacks.EarlyStopping(monitor="val_accuracy"), "val_accuracy", [0.5, 0.6, 0.6, 0.7]) == 2
    assert told(keras.callbacks.EarlyStopping(monitor="val_mae"), "val_mae", [0.6, 0.5, 0.5, 0.4]) == 2
    with pytest.raises(ValueError, match="'min' or 'max'"):
        told(keras.callbacks.EarlyStopping(monitor="mine"), "mine", [0.5])


def test_best_weights_are_restored():
    model = net()
    stop = keras.callbacks.EarlyStopping(monitor="loss", patience=2, restore_best_weights=True)
    stop.set_model(model)
    stop.on_train_begin()
    assert stop.best is None
    for epoch, loss in enumerate([0.5, 0.3, 0.4, 0.6]):
        model.set_weights([np.full((2, 1), epoch, "float32"), np.zeros(1, "float32")])
        stop.on_epoch_end(epoch, {"loss": loss})
    stop.on_train_end()
    assert model.stop_training and stop.best == 0.3 and stop.best_epoch == 1
    np.testing.assert_array_equal(model.get_weights()[0], np.ones((2, 1)))


def test_a_loop_of_train_on_batch():
    rng = np.random.default_rng(0)
    x = rng.normal(size=(64, 2))
    y = x @ [[1.0], [2.0]]
    model, plateau = net(), keras.callbacks.ReduceLROnPlateau(monitor="loss", factor=0.5, patience=1, min_delta=1e-3)
    stop = keras.callbacks.EarlyStopping(monitor="loss", patience=4, min_delta=1e-3)
    for each in (plateau, stop):
        each.set_model(model)
        each.on_train_begin()
    for epoch in range(200):
        logs = {"loss": model.train_on_batch(x, y)}
        for each in (plateau, stop):
            each.on_epoch_end(epoch, logs)
        if model.stop_training:
            break
    assert 5 < epoch < 199 and stop.stopped_epoch == epoch
    assert float(model.optimizer.learning_rate) < 0.1 and "learning_rate" in logs


def test_reduce_on_plateau():
    model, plateau = net(), keras.callbacks.ReduceLROnPlateau(monitor="val_loss", factor=0.1, patience=2, cooldown=1, min_lr=1e-3)
    told(plateau, "val_loss", [0.5, 0.5, 0.5], model)
    assert np.isclose(float(model.optimizer.learning_rate), 0.01)
    told(plateau, "val_loss", [0.5] * 20, model)
    assert np.isclose(float(model.optimizer.learning_rate), 1e-3)


def test_not_a_number_ends():
    model, guard = net(), keras.callbacks.TerminateOnNaN()
    guard.set_model(model)
    guard.on_train_begin()
    guard.on_train_batch_end(0, {"loss": 1.0})
    assert not model.stop_training
    guard.on_train_batch_end(1, {"loss": float("nan")})
    assert model.stop_training


def test_not_a_number_raises_where_asked():
    guard = keras.callbacks.TerminateOnNaN(raise_error=True)
    guard.set_model(net())
    guard.on_train_begin()
    guard.on_train_batch_end(0, {"loss": 1.0})
    with pytest.raises(RuntimeError, match="TerminateOnNaN: diverged in epoch 1, step 2.*: the loss is nan"):
        guard.on_train_batch_end(1, {"loss": float("nan")})


def test_a_fit_that_raises_ends_no_callback_and_the_next_goes_on():
    class Ends(keras.callbacks.Callback):
        ended = 0

        def on_train_end(self, logs=None):
            self.ended += 1

    x, y = np.ones((8, 3), "float32"), np.ones((8, 1), "float32")
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
    model.compile(optimizer=keras.optimizers.SGD(1e30), loss="mse")
    start, ends = model.get_weights(), Ends()
    with pytest.raises(RuntimeError, match="TerminateOnNaN: diverged in epoch"):
        model.fit(x, y, epochs=9, verbose=0, callbacks=[keras.callbacks.TerminateOnNaN(raise_error=True), ends])
    assert ends.ended == 0
    model.set_weights(start)
    model.compile(optimizer="sgd", loss="mse")
    assert np.isfinite(model.fit(x, y, verbose=0, callbacks=[ends]).history["loss"]).all()
    assert ends.ended == 1


def test_files(tmp_path):
    model = net()
    log, keep = keras.callbacks.CSVLogger(str(tmp_path / "log.csv")), keras.callbacks.ModelCheckpoint(str(tmp_path / "best.keras"), monitor="loss", save_best_only=True)
    for each in (log, keep):
        told(each, "loss", [0.5, 0.25], model)
    assert (tmp_path / "log.csv").read_text().split() == ["epoch,loss,val_loss", "0,0.5,NA", "1,0.25,NA"]  # Keras too makes room for a validation
    np.testing.assert_array_equal(keras.models.load_model(tmp_path / "best.keras").get_weights()[0], model.get_weights()[0])


def test_a_class_derived_from_one():
    seen = []

    class Patient(keras.callbacks.EarlyStopping):
        def on_epoch_end(self, epoch, logs=None):
            seen.append(sorted(logs))
            super().on_epoch_end(epoch, logs)

    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(32, 2)), rng.normal(size=(32, 1))
    for cls in (Patient, keras.callbacks.EarlyStopping):
        keras.utils.set_random_seed(3)
        stop = cls(monitor="loss", patience=1, min_delta=1e-3)
        history = net().fit(x, y, epochs=100, verbose=0, callbacks=[stop])
        assert 1 < len(history.epoch) < 100 and stop.stopped_epoch == history.epoch[-1]
        seen.append(len(history.epoch))
    assert seen[-1] == seen[-2] and seen[0] == ["loss"] and len(seen) == seen[-1] + 2


def test_before_the_beginning():
    stop = keras.callbacks.EarlyStopping(monitor="loss")
    with pytest.raises(ValueError, match="before on_train_begin"):
        stop.on_epoch_end(0, {"loss": 1.0})
    told(stop, "loss", [1.0])
    assert pickle.loads(pickle.dumps(stop)).get_config() == stop.get_config()


def test_tensor_board_in_a_loop_of_one_s_own(tmp_path):
    model = net()
    board = keras.callbacks.TensorBoard(tmp_path, write_graph=False)
    told = keras.callbacks.CallbackList([board], model=model, epochs=1, steps=2)
    told.on_train_begin()
    told.on_epoch_begin(0)
    for batch in range(2):  # it writes epochs alone, and may be told of batches
        told.on_train_batch_begin(batch)
        told.on_train_batch_end(batch, {"loss": 1.0})
    told.on_epoch_end(0, {"loss": 0.5})
    told.on_train_end()
    written = b"".join(each.read_bytes() for each in tmp_path.rglob("*tfevents*"))
    assert b"epoch_loss" in written and b"batch_loss" not in written
