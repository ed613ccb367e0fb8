"""What a fit leaves in callbacks and in the model, and what callbacks are told; numbers of Keras 3.15.1 but where a comment says so."""

import contextlib
import io

import numpy as np
import pytest

import occam as keras

X = np.array([[0.5, -1.0], [1.5, 0.25], [-0.75, 2.0], [1.0, 1.0], [0.25, -0.5], [2.0, 0.75]], "float32")
Y = np.array([[1.0], [0.5], [-1.5], [2.0], [0.75], [1.25]], "float32")


def network(rate=0.05, **settings):
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, kernel_initializer="ones")])
    model.compile(keras.optimizers.SGD(rate, **settings), "mse", metrics=["mae"])
    return model


def fitted(callback, epochs=8, validation=(X, -Y), **arguments):
    model = network()
    history = model.fit(X, Y, batch_size=2, epochs=epochs, shuffle=False, verbose=0, validation_data=validation, callbacks=[callback], **arguments)
    return model, history


# validation on the negative of the targets: the better the model the worse it is.
def test_early_stopping_tells_how_long_it_has_waited():
    stopping = keras.callbacks.EarlyStopping("val_loss", patience=2)
    model, history = fitted(stopping)
    assert (stopping.wait, stopping.stopped_epoch) == (2, len(history.epoch) - 1)
    assert stopping.best == history.history["val_loss"][stopping.best_epoch] and stopping.best_epoch == stopping.stopped_epoch - 2
    assert model.stop_training
    model.fit(X, Y, verbose=0)
    assert not model.stop_training


def test_early_stopping_that_does_not_stop():
    stopping = keras.callbacks.EarlyStopping("loss", patience=50)
    model, history = fitted(stopping, epochs=3)
    assert (stopping.stopped_epoch, stopping.wait, stopping.best_epoch) == (0, 0, 2) and not model.stop_training
    assert stopping.best == history.history["loss"][-1]


def test_a_checkpoint_tells_its_best(tmp_path):
    kept = keras.callbacks.ModelCheckpoint(tmp_path / "best.weights.h5", monitor="val_mae", mode="min", save_best_only=True, save_weights_only=True)
    _, history = fitted(kept, epochs=4)
    assert kept.best == min(history.history["val_mae"])
    low = keras.callbacks.ModelCheckpoint(tmp_path / "none.keras", monitor="val_mae", save_best_only=True, initial_value_threshold=1e-9)
    fitted(low, epochs=2)
    assert low.best == 1e-9 and not (tmp_path / "none.keras").exists()


def test_reduced_rates_tell_their_state():
    reducing = keras.callbacks.ReduceLROnPlateau("val_loss", patience=1, factor=0.5, cooldown=3, min_delta=10)
    _, history = fitted(reducing, epochs=3)
    assert reducing.best == history.history["val_loss"][0]
    assert (reducing.wait, reducing.cooldown_counter) == (0, 2)


def test_messages_go_where_python_prints(tmp_path):
    screen = io.StringIO()
    with contextlib.redirect_stdout(screen):
        fitted(keras.callbacks.ModelCheckpoint(tmp_path / "m.keras", verbose=1), epochs=1)
        fitted(keras.callbacks.EarlyStopping("loss", patience=0, min_delta=1e6, verbose=1))
        fitted(keras.callbacks.ReduceLROnPlateau("loss", patience=1, min_delta=1e6, verbose=1), epochs=2)
    told = screen.getvalue()
    assert f"\nEpoch 1: saving model to {tmp_path}/m.keras\n" in told
    assert "Epoch 2: early stopping\n" in told and "Epoch 2: ReduceLROnPlateau reducing learning rate to 0.005" in told


def test_messages_of_a_loop_of_ones_own(capsys):
    stopping = keras.callbacks.EarlyStopping("loss", patience=1, verbose=1)
    stopping.set_model(network())
    stopping.on_train_begin()
    for epoch, loss in enumerate([2.0, 1.0, 3.0]):
        stopping.on_epoch_end(epoch, {"loss": loss})
    assert (stopping.wait, stopping.best, stopping.best_epoch, stopping.stopped_epoch) == (1, 1.0, 1, 2)
    stopping.on_train_end()
    assert capsys.readouterr().out == "Epoch 3: early stopping\n"
    stopping.on_train_begin()
    assert (stopping.wait, stopping.best) == (0, None)


def test_weighted_metrics_stand_by_name_among_the_rest():
    model = network()
    model.compile("sgd", "mse", metrics=["mae"], weighted_metrics=["mae"])
    history = model.fit(X, Y, verbose=0, validation_data=(X, Y), callbacks=[keras.callbacks.LearningRateScheduler(lambda epoch, rate: rate)])
    assert list(history.history) == ["loss", "mae", "val_loss", "val_mae", "val_weighted_mae", "weighted_mae", "learning_rate"]


class Told(keras.callbacks.Callback):
    def __init__(self):
        super().__init__()
        self.batches = []

    def on_predict_batch_begin(self, batch, logs=None):
        self.batches.append(batch)

    def on_test_batch_begin(self, batch, logs=None):
        self.batches.append(batch)


def test_batches_of_prediction_are_told_as_keras_cuts_them():
    told, model = Told(), network()
    model.predict(np.zeros((70, 2)), verbose=0, callbacks=[told])
    assert told.batches == [0, 1, 2] and told.params == {"verbose": 0, "epochs": 1, "steps": 3}
    told.batches.clear()
    model.evaluate(np.zeros((70, 2)), np.zeros((70, 1)), verbose=0, callbacks=[told])
    assert told.batches == [0, 1, 2] and told.params == {"verbose": 0, "epochs": 1, "steps": 3}


class Rows(keras.utils.PyDataset):
    def __init__(self):
        super().__init__()
        self.ends = 0

    def __len__(self):
        return 3

    def __getitem__(self, index):
        return X[2 * index:2 * index + 2], Y[2 * index:2 * index + 2]

    def on_epoch_end(self):
        self.ends += 1


def test_a_data_set_is_told_of_the_end_of_each_epoch():
    rows, model = Rows(), network()
    model.fit(rows, epochs=2, verbose=0)
    assert rows.ends == 2
    model.evaluate(rows, verbose=0)
    assert rows.ends == 3


def test_an_interrupted_fit_has_changed_the_weights():
    model = network()
    outer = keras.Sequential([keras.Input((2,)), model])
    before = outer.predict(X, verbose=0)

    class Ends(keras.callbacks.Callback):
        def on_train_batch_end(self, batch, logs=None):
            if batch == 1:
                raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        model.fit(X, Y, batch_size=2, verbose=0, callbacks=[Ends()])
    assert not np.allclose(outer.predict(X, verbose=0), before)
    assert np.allclose(outer.predict(X, verbose=0), model.predict(X, verbose=0))


def test_a_model_that_has_not_changed_is_one_layer_for_all_its_calls():
    inner = network()
    first = inner._as_layer()
    assert inner._as_layer() is first
    inner.set_weights([weight + 1 for weight in inner.get_weights()])
    second = inner._as_layer()
    assert second is not first
    inner.train_on_batch(X, Y)
    assert inner._as_layer() is not second


def test_files_may_be_paths(tmp_path):
    fitted(keras.callbacks.CSVLogger(tmp_path / "log.csv"), epochs=1)
    assert (tmp_path / "log.csv").read_text().startswith("epoch,loss,mae,val_loss,val_mae")


def batches():
    for place in range(0, 6, 2):
        yield X[place:place + 2], Y[place:place + 2]


# Each generator begins where it begins, also in a later fit; two batches of a later one were lost.
def test_every_fit_reads_its_generator_from_the_first_batch():
    model, other = network(), network()
    for _ in range(3):
        history = model.fit(batches(), verbose=0)
        expected = other.fit(X, Y, batch_size=2, shuffle=False, verbose=0)
        assert history.params["steps"] == 3 and history.history == expected.history
    model.fit(batches(), verbose=0, validation_data=batches())
    assert model.history.history["val_loss"][0] == pytest.approx(model.evaluate(X, Y, verbose=0)[0], rel=1e-6)


def test_a_generator_goes_on_over_epochs():
    def endless():
        while True:
            yield from batches()

    model, other = network(), network()
    history = model.fit(endless(), steps_per_epoch=3, epochs=3, verbose=0)
    assert history.history == other.fit(X, Y, batch_size=2, epochs=3, shuffle=False, verbose=0).history


def test_a_callback_may_evaluate_and_load(tmp_path):
    path, found = str(tmp_path / "first.weights.h5"), []

    class Looks(keras.callbacks.Callback):
        def on_epoch_end(self, epoch, logs=None):
            found.append(self.model.evaluate(X, Y, verbose=0, return_dict=True))
            assert self.model.test_on_batch(X, Y, return_dict=True)["loss"] == pytest.approx(found[-1]["loss"], rel=1e-6)
            if epoch == 0:
                self.model.save_weights(path)
            else:
                self.model.load_weights(path)

    model = network()
    history = model.fit(X, Y, batch_size=2, epochs=2, shuffle=False, verbose=0, validation_data=(X, Y), callbacks=[Looks()])
    assert [each["loss"] for each in found] == pytest.approx(history.history["val_loss"], rel=1e-6)
    assert [each["mae"] for each in found] == pytest.approx(history.history["val_mae"], rel=1e-6)
    assert model.evaluate(X, Y, verbose=0)[0] == pytest.approx(found[0]["loss"], rel=1e-6)


# Keras warns and goes on.
@pytest.mark.parametrize("make", [keras.callbacks.EarlyStopping, keras.callbacks.ReduceLROnPlateau])
def test_what_watches_validation_does_nothing_without(make):
    with pytest.warns(UserWarning, match="conditioned on metric `val_loss` which is not available"):
        _, history = fitted(make(patience=0), validation=None, epochs=3)
    assert history.epoch == [0, 1, 2]


def test_the_best_without_validation_is_every_epoch(tmp_path):
    kept = keras.callbacks.ModelCheckpoint(tmp_path / "{epoch}.keras", save_best_only=True)
    with pytest.warns(UserWarning, match="Can save best model only with val_loss available"):
        fitted(kept, validation=None, epochs=2)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["1.keras", "2.keras"] and kept.best is None


def test_a_generator_without_steps_is_one_epoch():
    model, other = network(), network()
    with pytest.warns(UserWarning, match="ran out of data"):
        history = model.fit(batches(), epochs=4, verbose=0)
    assert history.history == other.fit(X, Y, batch_size=2, shuffle=False, verbose=0).history


def test_flags_of_compile_may_be_set():
    model = network()
    model.run_eagerly = model.jit_compile = True
    model.steps_per_execution = 3
    assert (model.run_eagerly, model.jit_compile, model.steps_per_execution) == (True, True, 3)
    model.compile("sgd", "mse")
    assert (model.run_eagerly, model.jit_compile, model.steps_per_execution) == (False, False, 1)


# Keras: validation is the last pass.
def test_a_callback_reads_metrics_of_its_model():
    found, share = [], keras.metrics.MeanAbsoluteError(name="off")

    class Reads(keras.callbacks.Callback):
        def on_epoch_end(self, epoch, logs=None):
            found.append((self.model.get_metrics_result(), float(share.result()), logs["val_off"]))

    model = network()
    model.compile("sgd", "mse", metrics=[share])
    model.fit(X, Y, epochs=2, verbose=0, validation_data=(X[:3], Y[:3]), callbacks=[Reads()])
    for told, off, measured in found:
        assert told["off"] == pytest.approx(measured) and off == pytest.approx(measured) and set(told) == {"loss", "off"}
