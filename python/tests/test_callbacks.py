"""What Keras's own tests ask of its callbacks, beyond the numbers of the goldens."""

import numpy as np
import pytest

import occam as keras
from occam import callbacks

X, Y = np.random.default_rng(0).normal(size=(24, 3)), np.ones((24, 1))


def model(rate=0.05):
    made = keras.Sequential([keras.layers.Dense(4, activation="relu", input_shape=(3,)), keras.layers.Dense(1)])
    made.compile(keras.optimizers.SGD(rate), "mse")
    return made


def test_a_checkpoint_in_the_older_format(tmp_path):
    path, trained = str(tmp_path / "best-{epoch}.h5"), model()
    trained.fit(X, Y, epochs=3, verbose=0, callbacks=[callbacks.ModelCheckpoint(path, monitor="loss", save_best_only=True)])
    assert sorted(each.name for each in tmp_path.iterdir()) == ["best-1.h5", "best-2.h5", "best-3.h5"]
    read = keras.models.load_model(path.format(epoch=3))
    np.testing.assert_array_equal(read.predict(X, verbose=0), trained.predict(X, verbose=0))
    for wrong in ("model.txt", "model.weights.h5", ".h5"):
        with pytest.raises(ValueError, match="filepath"):
            trained.fit(X, Y, verbose=0, callbacks=[callbacks.ModelCheckpoint(wrong)])


@pytest.mark.parametrize("callback", [callbacks.ReduceLROnPlateau(monitor="loss"), callbacks.LearningRateScheduler(lambda epoch, rate: rate)])
def test_a_schedule_leaves_no_rate_to_set(callback):
    with pytest.raises(TypeError, match="created with a `LearningRateSchedule`"):
        model(keras.optimizers.schedules.ExponentialDecay(0.1, 10, 0.9)).fit(X, Y, verbose=0, callbacks=[callback])


@pytest.mark.parametrize("folder", ["", None])
def test_a_backup_needs_a_folder(folder):
    with pytest.raises(ValueError, match="backup_dir"):
        callbacks.BackupAndRestore(folder)


def test_one_stopper_in_two_fits():
    stopper = callbacks.EarlyStopping(monitor="loss", patience=2, min_delta=100.0)
    lengths = [len(model().fit(X, Y, epochs=20, verbose=0, callbacks=[stopper]).epoch) for _ in range(2)]
    assert lengths == [3, 3] and stopper.stopped_epoch == 2 and stopper.best_epoch == 0


class Predicted(keras.callbacks.Callback):
    def __init__(self):
        super().__init__()
        self.told = []

    def on_predict_batch_end(self, batch, logs=None):
        self.told.append((batch, [each.numpy().ravel().tolist() for each in logs["outputs"]]))


def test_callbacks_see_what_is_predicted():
    inputs, callback = keras.Input((1,)), Predicted()
    model = keras.Model(inputs, [inputs * 2.0, inputs * 3.0])
    first, second = model.predict(np.arange(5.0)[:, np.newaxis], batch_size=2, verbose=0, callbacks=[callback])
    assert first.ravel().tolist() == [0, 2, 4, 6, 8] and second.ravel().tolist() == [0, 3, 6, 9, 12]
    assert callback.told == [(0, [[0, 2], [0, 3]]), (1, [[4, 6], [6, 9]]), (2, [[8], [12]])]
