"""Parts written in Python: a loss, a metric, a regularizer and a callback. The engine compiles what they compute."""

import numpy as np
import occam as keras
from occam import ops
from occam.keras import layers

keras.utils.set_random_seed(7)

x = np.random.normal(size=(1000, 6)).astype("float32")
y = (x[:, 0] - 2 * x[:, 1] * (x[:, 2] > 0) + np.random.standard_t(2, 1000) * 0.2).astype("float32")


def log_cosh(y_true, y_pred):
    """Quadratic near 0 and linear far away, so that outliers weigh less."""
    error = y_pred - y_true
    return ops.mean(ops.log((ops.exp(error) + ops.exp(-error)) / 2), axis=-1)


def within_half(y_true, y_pred):
    return ops.mean(ops.cast(ops.abs(y_pred - y_true) < 0.5, "float32"), axis=-1)


class Balanced(keras.regularizers.Regularizer):
    """The weights of a unit shall add up to 0."""

    def __init__(self, factor):
        self.factor = factor

    def __call__(self, weights):
        return self.factor * ops.sum(ops.square(ops.sum(weights, axis=0)))


class BestEpochs(keras.callbacks.Callback):
    def on_train_begin(self, logs=None):
        self.best, self.epochs = np.inf, []

    def on_epoch_end(self, epoch, logs=None):
        if logs["val_loss"] < self.best:
            self.best = logs["val_loss"]
            self.epochs.append(epoch)


model = keras.Sequential([layers.Dense(32, activation="relu", kernel_regularizer=Balanced(1e-3)), layers.Dense(1)])
model.compile(optimizer="adam", loss=log_cosh, metrics=[within_half])
best = BestEpochs()
model.fit(x, y, epochs=120, validation_split=0.2, callbacks=[best], verbose=0)
_, share = model.evaluate(x[800:], y[800:], verbose=0)
print("epochs that were the best so far:", len(best.epochs))
print(f"share within 0.5: {share:.3f}")
