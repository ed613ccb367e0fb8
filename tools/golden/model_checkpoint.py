"""When ModelCheckpoint saves, and under which names: 120 random runs of epochs and batches.

Each case has its arguments, its epochs (for each: the loss after every batch and the logs of its end), and "saves", the
files that Keras writes, in order: {"after": [epoch, batch or null], "file": name, "weights_only": bool}. Numbers are
exact in float32. NaN is never the first monitored value, where occam differs by intent.
"""
import random

import keras

from golden_file import write

PATTERNS = ("m", "{epoch}", "{epoch:02d}-{loss:.4f}", "e{epoch:03d}_{batch:4d}", "{{x}}-{epoch}-{loss:.2e}", "{loss}")
EPOCH_PATTERNS = ("{epoch:02d}-{val_loss:.4f}", "{val_accuracy:.3f}", "{val_loss:8.3g}")


class Metric:
    def __init__(self, name):
        self.name, self._direction = name, "up"


class Model:
    """Keeps the names of the files."""

    def __init__(self):
        from keras.src.trainers import compile_utils

        class Metrics(compile_utils.MetricsList):
            def __init__(self):
                self.metrics = [Metric("accuracy")]

        self.metrics, self.saved = [Metrics()], []

    def save(self, path, overwrite):
        self.saved.append((path, False))

    def save_weights(self, path, overwrite):
        self.saved.append((path, True))


def run(draw):
    frequency = draw.choice(["epoch", "epoch", 1, 2, 3, 5, 7])
    best_only = draw.random() < 0.5
    weights_only = draw.random() < 0.3
    patterns = PATTERNS if frequency != "epoch" else tuple(p for p in PATTERNS if "batch" not in p) + EPOCH_PATTERNS
    monitor = draw.choice(["loss", "val_loss", "val_accuracy"]) if frequency == "epoch" else "loss"
    arguments = {"filepath": draw.choice(patterns) + (".weights.h5" if weights_only else ".keras"), "monitor": monitor,
                 "save_best_only": best_only, "save_weights_only": weights_only,
                 "mode": draw.choice(["auto", "min", "max"]), "save_freq": frequency,
                 "initial_value_threshold": draw.choice([None, None, 0.75])}
    callback = keras.callbacks.ModelCheckpoint(**arguments)
    model = Model()
    callback.set_model(model)
    epochs, saves = [], []

    def note(epoch, batch):
        saves.extend({"after": [epoch, batch], "file": file, "weights_only": only} for file, only in model.saved)
        model.saved.clear()

    def value():
        return draw.randrange(0, 33) / 16

    callback.on_train_begin()
    # Keras finds the direction at the end of the first epoch only, and fails before it where batches are saved.
    callback._set_monitor_op()
    for epoch in range(draw.randrange(1, 6)):
        callback.on_epoch_begin(epoch)
        losses = [value() for _ in range(4)]
        for batch, loss in enumerate(losses):
            callback.on_train_batch_end(batch, {"loss": loss})
            note(epoch, batch)
        logs = {"loss": losses[-1], "val_loss": value(), "val_accuracy": value()}
        if epoch > 0 and draw.random() < 0.1:
            logs["val_loss"] = float("nan")
        callback.on_epoch_end(epoch, logs)
        note(epoch, None)
        epochs.append({"losses": losses, "logs": logs})
    return {"arguments": arguments, "epochs": epochs, "saves": saves}


def make():
    draw = random.Random(315)
    write("model_checkpoint", __doc__, {"cases": [run(draw) for _ in range(120)]})
