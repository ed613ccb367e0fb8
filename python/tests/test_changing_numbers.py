"""Variables that a program changes while the engine computes with them: losses, regularizers, layers, schedules and models read them anew, as in Keras."""

import copy
import gc

import numpy as np
import pytest

import occam as keras
from occam import ops

X = np.random.RandomState(0).normal(size=(32, 4)).astype("float32")
Y = X[:, :1]


class Sets(keras.callbacks.Callback):
    """The number of the epoch from 1 on, and of the batch where said."""

    def __init__(self, variable, of_batches=False):
        super().__init__()
        self.variable, self.of_batches = variable, of_batches

    def on_epoch_begin(self, epoch, logs=None):
        self.variable.assign(epoch + 1.0)

    def on_train_batch_begin(self, batch, logs=None):
        if self.of_batches:
            self.variable.assign(10.0 * batch)


def one_unit(**options):
    return keras.Sequential([keras.Input((4,)), keras.layers.Dense(1, kernel_initializer="zeros", **options)])


class OfLoss(keras.losses.Loss):
    def __init__(self, weight):
        super().__init__()
        self.weight = weight

    def call(self, y_true, y_pred):
        return self.weight + 0 * ops.mean(y_pred, axis=-1)


def test_losses_follow_in_fit_evaluate_and_batches():
    weight = keras.Variable(7.0, trainable=False)
    for loss in (OfLoss(weight), lambda y_true, y_pred: weight + 0 * ops.mean(y_pred, axis=-1)):
        weight.assign(7.0)
        model = one_unit()
        model.compile("sgd", loss)
        assert model.evaluate(X, Y, verbose=0) == 7
        weight.assign(3.0)
        assert model.evaluate(X, Y, verbose=0) == 3 and model.test_on_batch(X, Y) == 3
        assert model.fit(X, Y, epochs=3, verbose=0, callbacks=[Sets(weight)], validation_data=(X, Y)).history == {"loss": [1, 2, 3], "val_loss": [1, 2, 3]}
        assert model.fit(X, Y, batch_size=8, verbose=0, callbacks=[Sets(weight, of_batches=True)]).history["loss"] == [15]
        weight.assign(4.0)
        assert model.train_on_batch(X, Y) == 4


def test_regularizers_layers_and_models_follow():
    scale = keras.Variable(0.5, trainable=False)

    class Penalty(keras.regularizers.Regularizer):
        def __call__(self, x):
            return scale + 0 * ops.sum(x)

    class Scaled(keras.layers.Layer):
        def call(self, x):
            self.add_loss(scale * 2.0)
            return x * scale

    class Whole(keras.Model):
        def __init__(self):
            super().__init__()
            self.dense, self.beta = keras.layers.Dense(1, kernel_initializer="ones"), keras.Variable(1.0, trainable=False)

        def call(self, x):
            return self.dense(x) * self.beta

    penalised, scaled, whole = one_unit(kernel_regularizer=Penalty()), keras.Sequential([keras.Input((4,)), Scaled()]), Whole()
    for model in (penalised, scaled, whole):
        model.compile(keras.optimizers.SGD(0.0), "mse")
    plain = float(np.mean(Y**2))
    for value in (0.5, 3.0, 0.25):
        scale.assign(value)
        whole.beta.assign(value)
        assert penalised.evaluate(X, Y, verbose=0) == pytest.approx(plain + value, rel=1e-5)
        np.testing.assert_allclose(scaled.predict(X, verbose=0), X * value, rtol=1e-6)
        np.testing.assert_allclose(scaled(X), X * value, rtol=1e-6)
        assert scaled.evaluate(X, 0 * X, verbose=0) == pytest.approx(np.mean((X * value) ** 2) + 2 * value, rel=1e-5)
        np.testing.assert_allclose(whole.predict(X, verbose=0), value * X.sum(1, keepdims=True), rtol=1e-5, atol=1e-6)
    history = penalised.fit(X, Y, epochs=3, verbose=0, callbacks=[Sets(scale)]).history["loss"]
    np.testing.assert_allclose(history, plain + np.array([1, 2, 3]), rtol=1e-5)


def test_schedules_follow():
    class Slowed(keras.optimizers.schedules.LearningRateSchedule):
        def __init__(self):
            self.share = keras.Variable(1.0, trainable=False)

        def __call__(self, step):
            return 0.1 * self.share

    schedule, model = Slowed(), one_unit()
    model.compile(keras.optimizers.SGD(schedule), "mse")
    steps = []
    for share in (1.0, 0.5, 0.0):
        schedule.share.assign(share)
        model.set_weights([np.zeros((4, 1)), np.zeros(1)])
        model.fit(X, Y, batch_size=32, verbose=0)
        steps.append(model.get_weights()[0].copy())
    np.testing.assert_allclose(steps[1], steps[0] / 2, rtol=1e-5)
    assert not steps[2].any() and steps[0].any()


def test_copies_have_variables_of_their_own_and_nothing_is_kept():
    weight = keras.Variable(2.0, trainable=False)
    loss = OfLoss(weight)
    model = one_unit()
    model.compile("sgd", loss)
    assert model.evaluate(X, Y, verbose=0) == 2
    other = copy.deepcopy(weight)
    other.assign(9.0)
    assert model.evaluate(X, Y, verbose=0) == 2 and other.numpy() == 9
    weight.assign(5.0)
    assert model.evaluate(X, Y, verbose=0) == 5
    from occam import changing_numbers
    before = len(changing_numbers._by_path)
    del loss, weight, model
    gc.collect()
    assert len(changing_numbers._by_path) < before and not changing_numbers._fitted.models


def test_fits_in_several_threads_have_their_own():
    """A variable that one thread's callback assigns is none of the models that another is fitting."""
    from concurrent.futures import ThreadPoolExecutor

    def fitted(first):
        weight = keras.Variable(0.0, trainable=False)
        model = one_unit()
        model.compile("sgd", lambda y_true, y_pred: weight + 0 * ops.mean(y_pred, axis=-1))

        class Adds(keras.callbacks.Callback):
            def on_epoch_begin(self, epoch, logs=None):
                weight.assign(first + epoch)
        return model.fit(X, Y, epochs=20, batch_size=8, verbose=0, callbacks=[Adds()]).history["loss"]

    with ThreadPoolExecutor(4) as pool:
        for first, history in zip((0, 100, 200, 300), pool.map(fitted, (0, 100, 200, 300))):
            assert history == [first + epoch for epoch in range(20)]


def test_files_are_read_after_a_change(tmp_path):
    """Reading a model does not ask it for numbers before it has any."""
    class Pair(keras.Model):
        def __init__(self):
            super().__init__()
            self.first, self.second = keras.Sequential([keras.layers.Dense(2)]), keras.Sequential([keras.layers.Dense(1)])

        def call(self, x):
            return self.second(self.first(x))

    keras.saving.register_keras_serializable("changing")(Pair)
    model = Pair()
    model.compile("sgd", "mse")
    model.fit(X, Y, verbose=0)
    model.save(tmp_path / "model.keras")
    weight = keras.Variable(2.0)
    other = one_unit()
    other.compile("sgd", lambda y_true, y_pred: weight + 0 * ops.mean(y_pred, axis=-1))
    other.evaluate(X, Y, verbose=0)
    weight.assign(3.0)
    np.testing.assert_array_equal(keras.models.load_model(tmp_path / "model.keras").predict(X, verbose=0), model.predict(X, verbose=0))


def test_an_array_that_changes_is_told_of():
    weights = keras.Variable([1.0, 2.0, 3.0, 4.0], trainable=False, name="per_column")
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(4)])
    model.compile("sgd", lambda y_true, y_pred: ops.mean(weights * ops.square(y_pred - y_true), axis=-1))
    weights.assign([1.0, 1.0, 1.0, 1.0])  # before the graph is written
    squares = np.mean((model.predict(X, verbose=0) - X) ** 2)
    assert model.evaluate(X, X, verbose=0) == pytest.approx(squares, rel=1e-5)
    with pytest.warns(UserWarning, match="per_column: a compiled graph has the values"):
        weights.assign([2.0, 2.0, 2.0, 2.0])
    model.compile("sgd", model.loss)
    assert model.evaluate(X, X, verbose=0) == pytest.approx(2 * squares, rel=1e-5)
