"""A model of two inputs and two outputs, with a shared layer, an embedding and a residual join:
twenty steps, epoch by epoch."""
import keras
import numpy as np
from keras import layers, regularizers

from golden_file import write

ROWS, BATCH_SIZE, EPOCHS = 20, 5, 5
OPTIMIZERS = {"SGD": {"learning_rate": 0.05, "momentum": 0.9}, "Adam": {"learning_rate": 0.01}}


def build(optimizer, arguments):
    keras.backend.clear_session()
    numbers = keras.Input((4,), name="numbers")
    codes = keras.Input((2,), dtype="int32", name="codes")
    shared = layers.Dense(4, activation="tanh", kernel_regularizer=regularizers.L2(0.02),
                          name="shared")
    joined = layers.Add(name="join")([numbers, shared(shared(numbers))])
    table = layers.Embedding(6, 3, embeddings_regularizer=regularizers.L1(0.01), name="table")
    together = layers.Concatenate(name="together")([joined, layers.Flatten()(table(codes))])
    price = layers.Dense(1, name="price")(together)
    kind = layers.Dense(3, activation="softmax", name="kind")(joined)
    model = keras.Model([numbers, codes], [price, kind])
    model.compile(getattr(keras.optimizers, optimizer)(**arguments),
                  loss={"price": "mean_squared_error", "kind": "sparse_categorical_crossentropy"},
                  loss_weights={"price": 0.7, "kind": 1.3},
                  metrics={"price": ["mae"], "kind": ["accuracy"]})
    return model


def weights(model):
    return {v.path: v.numpy() for v in model.weights}


def make():
    random = np.random.default_rng(7)
    numbers = np.round(random.normal(0.1, 1, (ROWS, 4)), 3).astype("float32")
    codes = random.integers(0, 6, (ROWS, 2)).astype("int32")
    price = np.round(numbers[:, :1] * 0.5 - codes[:, :1] * 0.3, 3).astype("float32")
    kind = (codes.sum(axis=1) % 3).astype("int32")
    sample_weight = np.round(random.uniform(0.2, 2, ROWS), 3).astype("float32")
    runs = []
    for optimizer, arguments in OPTIMIZERS.items():
        for weighted in (False, True):
            model = build(optimizer, arguments)
            for variable in model.weights:
                variable.assign(np.round(random.normal(0, 0.4, variable.shape), 3))
            initial = weights(model)
            epochs = []
            for _ in range(EPOCHS):
                history = model.fit(
                    [numbers, codes], [price, kind], batch_size=BATCH_SIZE, shuffle=False,
                    verbose=0, sample_weight=[sample_weight, sample_weight] if weighted else None)
                logs = {name: values[0] for name, values in history.history.items()}
                epochs.append({"logs": logs, "weights": weights(model)})
            runs.append({"optimizer": {"class": optimizer, **arguments}, "weighted": weighted,
                         "initial": initial, "epochs": epochs,
                         "predictions": dict(zip(["price", "kind"],
                                                 model.predict([numbers, codes], verbose=0)))})
    write("functional",
          "epochs: one fit(epochs=1, shuffle=False) each, its logs and the weights after it, by "
          "path; four steps an epoch. weighted: sample_weight is given for both outputs",
          {"numbers": numbers, "codes": codes, "price": price, "kind": kind,
           "sample_weight": sample_weight, "batch_size": BATCH_SIZE, "runs": runs})
