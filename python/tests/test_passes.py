"""Limits and ends of fit, evaluate and predict; sequences of batches without an end; metrics of models inside models. Expected: what Keras 3.15.1 does with the same programs."""

import itertools

import numpy as np
import pytest

import occam as keras
from occam import layers

X, Y = np.ones((40, 4), np.float32), np.ones((40, 1), np.float32)


def compiled():
    model = keras.Sequential([keras.Input((4,)), layers.Dense(1)])
    model.compile("sgd", "mse", metrics=["mae"])
    return model


class Steps(keras.callbacks.Callback):
    def __init__(self):
        super().__init__()
        self.epochs = self.steps = self.tested = self.predicted = 0

    def on_epoch_begin(self, epoch, logs=None):
        self.epochs += 1

    def on_train_batch_end(self, batch, logs=None):
        self.steps += 1

    def on_test_batch_end(self, batch, logs=None):
        self.tested += 1

    def on_predict_batch_end(self, batch, logs=None):
        self.predicted += 1


def test_limits_of_the_configuration():
    steps, model = Steps(), compiled()
    keras.config.set_max_epochs(2), keras.config.set_max_steps_per_epoch(3)
    try:
        assert (keras.config.max_epochs(), keras.config.max_steps_per_epoch()) == (2, 3)
        with pytest.warns(UserWarning, match="Limiting epochs to 2"):
            model.fit(X, Y, batch_size=4, epochs=5, verbose=0, callbacks=[steps])
        with pytest.warns(UserWarning, match="Limiting steps_per_epoch to 3"):
            model.evaluate(X, Y, batch_size=4, verbose=0, callbacks=[steps])
            assert len(model.predict(X, batch_size=4, verbose=0, callbacks=[steps])) == 12
    finally:
        keras.config.set_max_epochs(None), keras.config.set_max_steps_per_epoch(None)
    assert (steps.epochs, steps.steps, steps.tested, steps.predicted) == (2, 6, 3, 3)


class Stopping(keras.callbacks.Callback):
    def __init__(self):
        super().__init__()
        self.count = 0

    def on_test_batch_end(self, batch, logs=None):
        self.count += 1
        self.model.stop_evaluating = self.count == 5

    def on_predict_batch_end(self, batch, logs=None):
        self.count += 1
        self.model.stop_predicting = self.count == 5


@pytest.mark.parametrize("given", [lambda *parts: (parts for _ in itertools.count()), lambda *parts: keras.data.Dataset.from_tensors(parts).repeat()])
def test_an_evaluation_and_a_prediction_are_stopped(given):
    model, stopping = compiled(), Stopping()
    model.evaluate(given(X[:2], Y[:2]), verbose=0, callbacks=[stopping])
    assert stopping.count == 5
    stopping = Stopping()
    assert len(model.predict(given(X[:2]), verbose=0, callbacks=[stopping])) == 10 and stopping.count == 5


def test_an_evaluation_of_arrays_is_stopped():
    model, stopping = compiled(), Stopping()
    model.evaluate(X, Y, batch_size=2, verbose=0, callbacks=[stopping])
    assert stopping.count == 5
    whole = Steps()
    model.evaluate(X, Y, batch_size=2, verbose=0, callbacks=[whole])
    assert whole.tested == 20


class Counted(keras.utils.PyDataset):
    def __init__(self, count):
        super().__init__()
        self.count, self.asked = count, []

    @property
    def num_batches(self):
        return self.count

    def __getitem__(self, index):
        self.asked.append(index)
        return X[:5], Y[:5]


def test_batches_that_num_batches_counts():
    batches, model = Counted(3), compiled()
    model.fit(batches, epochs=2, verbose=0, shuffle=False)
    assert batches.asked[-3:] == [0, 1, 2] and len(model.predict(batches, verbose=0)) == 15


def test_batches_without_an_end_go_on_in_the_next_epoch():
    batches, model, steps = Counted(None), compiled(), Steps()
    model.fit(batches, epochs=2, steps_per_epoch=4, verbose=0, callbacks=[steps])
    assert steps.steps == 8 and max(batches.asked) >= 7


class OwnLoss(keras.Model):
    def __init__(self):
        super().__init__()
        self.only = layers.Dense(1)

    def call(self, x):
        return self.only(x)

    def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None):
        return 2 * super().compute_loss(x, y, y_pred, sample_weight)


def test_a_compute_loss_without_training():
    model = OwnLoss()
    model.compile("sgd", "mse")
    model.build((None, 4))
    plain = np.mean((model.predict(X, verbose=0) - Y) ** 2)
    assert model.evaluate(X, Y, verbose=0) == pytest.approx(2 * plain, rel=1e-5)
    assert model.fit(X, Y, batch_size=40, verbose=0).history["loss"] == [pytest.approx(2 * plain, rel=1e-5)]


class Inner(keras.Model):
    def __init__(self):
        super().__init__()
        self.only = layers.Dense(3)

    def call(self, x):
        return self.only(x)


def test_metrics_of_models_that_are_compiled_apart():
    inner, inputs = Inner(), keras.Input((4,))
    inner.compile("sgd", keras.losses.MeanSquaredError(), metrics=[keras.metrics.MeanSquaredError()])
    outer = keras.Model(inputs, layers.Dense(1)(inner(inputs)))
    outer.compile("sgd", "mse", metrics=[keras.metrics.MeanSquaredError()])
    assert [each.name for each in inner.metrics] == [each.name for each in outer.metrics] == ["loss", "compile_metrics"]
