"""Streamed metrics: "accuracy" as compile resolves it, MeanSquaredError, MeanAbsoluteError."""
import keras
import numpy as np

from golden_file import write

SIZES = (4, 3, 1, 5)  # batches of unequal size


def split(array):
    return np.split(array, np.cumsum(SIZES)[:-1])


def cases():
    """(name, loss, y_true, y_pred) of 13 rows; several rows have ties in the largest element."""
    random = np.random.default_rng(16)
    n = sum(SIZES)
    labels = np.array([0, 2, 1, 3, 3, 1, 0, 2, 1, 0, 3, 2, 1], "int32")
    scores = np.round(random.uniform(0, 1, (n, 4)), 2).astype("float32")
    scores[1] = [0.25, 0.25, 0.25, 0.25]
    scores[2] = [0.1, 0.4, 0.4, 0.1]
    scores[3] = [0.5, 0, 0, 0.5]
    scores[6] = [0, 0, 0, 0]
    scores[9] = [-1, -1, -2, -1]
    scores[11] = scores[11][::-1]
    scores[12, 1] = 2
    one_hot = np.eye(4, dtype="float32")[labels]
    tied = one_hot.copy()
    tied[4] = [0, 0.5, 0, 0.5]
    binary = np.array([0, 1, 1, 0, 1, 0, 0, 1, 1, 1, 0, 1, 0], "float32")
    chances = np.round(random.uniform(0, 1, (n, 1)), 2).astype("float32")
    chances[:5, 0] = [0.5, 0.5, np.nextafter(np.float32(0.5), np.float32(1)), 0.49, 1]
    several = random.integers(0, 2, (n, 3)).astype("float32")
    yield "binary, targets (n,)", "binary_crossentropy", binary, chances
    yield "binary, targets (n,1)", "binary_crossentropy", binary[:, None], chances
    yield "binary, integer targets", "binary_crossentropy", binary[:, None].astype("int32"), chances
    yield "sparse, targets (n,)", "sparse_categorical_crossentropy", labels, scores
    yield "sparse, targets (n,1)", "sparse_categorical_crossentropy", labels[:, None], scores
    yield "categorical", "categorical_crossentropy", one_hot, scores
    yield "categorical, ties in the targets", "categorical_crossentropy", tied, scores
    yield "three binary targets at once", "binary_crossentropy", several, scores[:, :3]
    yield "regression", "mse", several * 2 - scores[:, 1:], scores[:, :3]
    yield "regression, targets (n,)", "mse", 3 * chances[::-1, 0], chances


class Batches(keras.callbacks.Callback):
    """The running results that Keras reports after each batch of one evaluation."""

    def __init__(self):
        super().__init__()
        self.logs = []

    def on_test_batch_end(self, batch, logs=None):
        self.logs.append(logs)


def stream(name, loss, y_true, y_pred):
    """One evaluation of a model that returns its input."""
    names = ["accuracy"] if loss.startswith("sparse") else ["accuracy", "mse", "mae"]
    model = keras.Sequential([keras.layers.Input(y_pred.shape[1:]), keras.layers.Identity()])
    model.compile("sgd", loss=loss, metrics=names)
    batches = ((x, y) for x, y in zip(split(y_pred), split(y_true)))  # Keras wants a generator
    running = Batches()
    model.evaluate(batches, steps=len(SIZES), callbacks=[running], verbose=0)
    results = {key: [logs[key] for logs in running.logs] for key in ("loss", *names)}
    resolved = next(m for group in model.metrics for m in getattr(group, "metrics", ())
                    if m.name == "accuracy")
    fresh = type(resolved)()  # the same outside compile
    for x, y in zip(split(y_pred), split(y_true)):
        fresh.update_state(y, x)
    assert float(fresh.result()) == results["accuracy"][-1]
    return {"name": name, "loss": loss, "accuracy_is": type(resolved).__name__,
            "y_true_shape": list(y_true.shape), "y_true": y_true, "y_pred": y_pred,
            "after_each_batch": results}


def make():
    write("metrics", "running results after each batch of the given sizes, the rows in "
          "order, as evaluate() reports them; metrics compiled with the given loss on a model that "
          "returns its input. accuracy_is: the class that Keras makes of 'accuracy'",
          {"batch_sizes": list(SIZES), "cases": [stream(*case) for case in cases()]})
