"""Models whose train_step, test_step, predict_step or compute_loss is a program's own, against what Keras gives, in step_values.json."""

import numpy as np
import pytest
from step_cases import CLASSES, STEPS, X, Y, functional, plain, set_weights
from test_gradient_tape import VALUES, same

import occam as tf
from occam import keras


@pytest.mark.parametrize("case", STEPS, ids=lambda case: case.__name__)
def test_values(case):
    same(plain(case(tf, keras)), VALUES[case.__name__])


class Told(keras.Model):
    """Tells of what its steps are given."""

    def train_step(self, data):
        self.__dict__.setdefault("seen", []).append(data)
        return super().train_step(data)


def compiled(**given):
    model = functional(keras, Told)
    model.compile("sgd", "mse", **given)
    return model


def test_what_a_step_is_given():
    model = compiled()
    model.fit(X, Y, batch_size=16, epochs=2, verbose=0)
    assert [each[0].shape for each in model.seen] == [(16, 5), (16, 5), (8, 5)] * 2 and all(isinstance(part, tf.Tensor) for each in model.seen for part in each)
    epochs = [np.concatenate([each[0] for each in model.seen[place:place + 3]]) for place in (0, 3)]
    assert not np.array_equal(*epochs) and all(np.array_equal(np.sort(each, 0), np.sort(X, 0)) for each in epochs)
    model.seen.clear()
    model.fit(X, Y, sample_weight=np.ones(40), batch_size=40, verbose=0, shuffle=False)
    assert len(model.seen[0]) == 3 and np.array_equal(model.seen[0][0], X)
    model.seen.clear()
    model.fit(((X[:4], Y[:4]) for _ in range(5)), steps_per_epoch=2, epochs=2, verbose=0)
    assert len(model.seen) == 4
    model.seen.clear()
    model.fit(tf.data.Dataset.from_tensor_slices((X, Y)).batch(8).take(3), epochs=1, verbose=0)
    assert len(model.seen) == 3


def test_callbacks_and_the_screen(capsys):
    hooks = []

    class Telling(keras.callbacks.Callback):
        def on_epoch_begin(self, epoch, logs=None):
            hooks.append(("epoch", epoch))

        def on_train_batch_end(self, batch, logs=None):
            hooks.append((batch, sorted(logs)))
            if batch == 1 and len(hooks) > 5:
                self.model.stop_training = True

        def on_test_end(self, logs=None):
            hooks.append("test")

    model = compiled(metrics=["mae"])
    history = model.fit(X, Y, batch_size=20, epochs=5, validation_data=(X, Y), callbacks=[Telling()], verbose=2)
    assert hooks == [("epoch", 0), (0, ["loss", "mae"]), (1, ["loss", "mae"]), "test", ("epoch", 1), (0, ["loss", "mae"]), (1, ["loss", "mae"]), "test"]
    assert sorted(history.history) == ["loss", "mae", "val_loss", "val_mae"] and history.epoch == [0, 1] and model.history is history
    out = capsys.readouterr().out
    assert "Epoch 1/5" in out and "2/2 - " in out and "val_mae: " in out


def test_engines_callbacks_and_files(tmp_path):
    model = compiled()
    checkpoint = keras.callbacks.ModelCheckpoint(tmp_path / "best.weights.h5", monitor="loss", save_best_only=True, save_weights_only=True)
    model.fit(X, Y, epochs=3, verbose=0, callbacks=[checkpoint, keras.callbacks.CSVLogger(tmp_path / "log.csv"), keras.callbacks.LearningRateScheduler(lambda epoch, rate: rate / 2)])
    assert (tmp_path / "log.csv").read_text().startswith("epoch,") and len((tmp_path / "log.csv").read_text().splitlines()) == 4
    np.testing.assert_allclose(float(model.optimizer.learning_rate), 0.01 / 8, rtol=1e-6)
    other = functional(keras)
    other.load_weights(tmp_path / "best.weights.h5")
    np.testing.assert_allclose(other.predict(X, verbose=0), model.predict(X, verbose=0), rtol=1e-5)


def test_a_model_without_a_call():
    """As generative models are written: two optimizers, two losses, inner models that are trained in turns."""
    class Pair(keras.Model):
        def __init__(self):
            super().__init__()
            self.one, self.other = (keras.Sequential([keras.layers.Input((5,)), keras.layers.Dense(5)]) for _ in range(2))
            self.told = keras.metrics.Mean(name="first")

        def compile(self, first, second):
            super().compile()
            self.first, self.second = first, second

        def train_step(self, x):
            for part, optimizer, sign in ((self.one, self.first, 1.0), (self.other, self.second, -1.0)):
                with tf.GradientTape() as tape:
                    loss = sign * tf.reduce_mean(tf.square(self.other(self.one(x)) - x))
                optimizer.apply_gradients(zip(tape.gradient(loss, part.trainable_weights), part.trainable_weights))
                if sign > 0:
                    self.told.update_state(loss)
            return {"first": self.told.result()}

    model = Pair()
    assert len(model.trainable_weights) == 4
    model.compile(keras.optimizers.Adam(0.02), keras.optimizers.SGD(1e-4))
    first = model.fit(X, epochs=20, batch_size=20, verbose=0).history["first"]
    assert len(first) == 20 and first[-1] < 0.7 * first[0]
    np.testing.assert_allclose(model.one.predict(X, verbose=0), X @ model.one.get_weights()[0] + model.one.get_weights()[1], rtol=1e-4, atol=1e-5)


def test_refusals():
    model = functional(keras, Told)
    with pytest.raises(ValueError, match="compile"):
        model.fit(X, Y)
    model.compile("sgd")
    with pytest.raises(ValueError, match="No loss to compute"):
        _without_penalty().fit(X, Y, verbose=0)
    model = compiled()
    with pytest.raises(ValueError, match="same number of samples"):
        model.fit(X, Y[:10], verbose=0)
    with pytest.raises(ValueError, match="calibrated_loss"):
        model.fit(X, Y, calibrated_loss=True)
    with pytest.raises(ValueError, match="validation_split"):
        model.fit(X[:1], Y[:1], validation_split=0.5, verbose=0)
    assert np.isfinite(model.fit(X, CLASSES, class_weight={0: 2.0}, verbose=0).history["loss"]).all()


def _without_penalty():
    class Bare(keras.Sequential):
        def test_step(self, data):
            return super().test_step(data)

    model = Bare([keras.layers.Input((5,)), keras.layers.Dense(1)])
    model.compile("sgd")
    return model


def test_metrics_that_layers_tell_in_call():
    """Of a fit with steps of one's own they are what a fit without has."""
    class Telling(keras.layers.Layer):
        def __init__(self):
            super().__init__()
            self.told = keras.metrics.Mean(name="level")

        def call(self, x):
            self.told.update_state(x)
            return x

    def fitted(kind):
        inputs = keras.Input((5,))
        model = kind(inputs, keras.layers.Dense(1)(Telling()(inputs)))
        set_weights(model)
        model.compile("sgd", "mse")
        return model.fit(X, Y, epochs=2, shuffle=False, verbose=0).history

    own, engines = fitted(Told), fitted(keras.Model)
    assert sorted(own) == sorted(engines) == ["level", "loss"]
    for name in own:
        np.testing.assert_allclose(own[name], engines[name], rtol=1e-5)


def test_compute_loss_may_be_written_without_training():
    """As Keras's examples of before have it; called as Keras calls it."""
    class Doubled(keras.Model):
        def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None):
            return 2 * super().compute_loss(x, y, y_pred, sample_weight)

    found = []
    for kind in (keras.Model, Doubled):
        keras.utils.set_random_seed(0)
        model = functional(keras, kind)
        model.compile("sgd", "mse")
        found.append([model.evaluate(X, Y, verbose=0), model.fit(X, Y, batch_size=len(X), verbose=0).history["loss"][0]])
    np.testing.assert_allclose(found[1], 2 * np.array(found[0]), rtol=1e-5)
