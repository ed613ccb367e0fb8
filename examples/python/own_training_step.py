"""A training step of one's own: rows that are moved to where the network errs most belong to the training (FGSM, Goodfellow et al. 2015, eq. 3)."""

import numpy as np
import occam as tf
from occam import keras
from occam.keras import layers

keras.utils.set_random_seed(8)

STEP = 0.4


def rings(rows):
    """Two rings, one inside the other, and eight columns of noise."""
    inner = np.random.rand(rows) < 0.5
    radius, angle = np.where(inner, 1.0, 3.0) + np.random.normal(0, 0.2, rows), np.random.rand(rows) * 2 * np.pi
    x = np.column_stack([radius * np.cos(angle), radius * np.sin(angle), np.random.normal(0, 1, (rows, 8))])
    return x.astype("float32"), inner[:, None].astype("float32")


def moved(model, x, y):
    """The rows a step against the gradient of what is right."""
    x = tf.convert_to_tensor(x)
    with tf.GradientTape() as tape:
        tape.watch(x)
        loss = tf.reduce_mean(keras.losses.binary_crossentropy(y, model(x)))
    return x + STEP * tf.sign(tape.gradient(loss, x))


class Robust(keras.Model):
    def train_step(self, data):
        x, y = data
        both, labels = tf.concat([x, moved(self, x, y)], axis=0), tf.concat([y, y], axis=0)
        with tf.GradientTape() as tape:
            y_pred = self(both, training=True)
            loss = self.compute_loss(y=labels, y_pred=y_pred)
        self.optimizer.apply_gradients(zip(tape.gradient(loss, self.trainable_weights), self.trainable_weights))
        for metric in self.metrics:
            if metric.name == "loss":
                metric.update_state(loss)
            else:
                metric.update_state(labels, y_pred)
        return {metric.name: metric.result() for metric in self.metrics}


def trained(kind):
    inputs = keras.Input(shape=(10,))
    hidden = layers.Dense(32, activation="relu")(inputs)
    hidden = layers.Dense(32, activation="relu")(hidden)
    model = kind(inputs, layers.Dense(1, activation="sigmoid")(hidden))
    model.compile(optimizer=keras.optimizers.Adam(0.01), loss="binary_crossentropy", metrics=["accuracy"])
    model.fit(*rows, epochs=15, batch_size=64, verbose=0)
    return model


rows, test = rings(1000), rings(1000)
for name, kind in (("usual", keras.Model), ("robust", Robust)):
    model = trained(kind)
    _, plain = model.evaluate(*test, verbose=0)
    _, attacked = model.evaluate(np.asarray(moved(model, *test)), test[1], verbose=0)
    print(f"{name}: accuracy {plain:.3f}, of moved rows {attacked:.3f}")
