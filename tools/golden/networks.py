"""The tiny networks whose training trajectories.py records: plain descriptions and fixed data."""
import keras
import numpy as np

ROWS, VALIDATION_ROWS, FEATURES = 22, 7, 5
BATCH_SIZE = 4  # the last of six batches has 2 rows

L1L2 = {"class": "L1L2", "l1": 0.01, "l2": 0.02}
L2 = {"class": "L2", "l2": 0.03}
L1 = {"class": "L1", "l1": 0.015}


def dense(units, **arguments):
    return {"layer": "Dense", "arguments": {"units": units, **arguments}}


def activation(name):
    return {"layer": "Activation", "arguments": {"activation": name}}


def batch_normalization(**arguments):
    return {"layer": "BatchNormalization", "arguments": arguments}


def optimizer(name, **arguments):
    return {"class": name, "arguments": arguments}


def loss(name, **arguments):
    return {"class": name, "arguments": arguments}


REGRESSION = [dense(4, kernel_regularizer=L1L2, bias_regularizer=L2), activation("relu"),
              dense(3, kernel_regularizer={"class": "L1L2", "l1": 0.02, "l2": 0.005},
                    bias_regularizer={"class": "L1", "l1": 0.03})]
MSE = loss("MeanSquaredError")

# name -> layers, optimizer, loss, metrics, kind of targets
NETWORKS = {
    "sgd_l1l2": (REGRESSION, optimizer("SGD", learning_rate=0.05), MSE, ["mae"], "real"),
    "momentum_l1l2": (REGRESSION, optimizer("SGD", learning_rate=0.05, momentum=0.9), MSE,
                      ["mae"], "real"),
    "nesterov_l1l2": (REGRESSION, optimizer("SGD", learning_rate=0.03, momentum=0.9,
                                            nesterov=True), MSE, ["mae"], "real"),
    "adam_l2": ([dense(4, activation="relu", kernel_regularizer=L2, bias_regularizer=L2),
                 dense(3, kernel_regularizer=L2)], optimizer("Adam"), MSE, ["mae"], "real"),
    "bn_softmax_adam": ([dense(4, use_bias=False, kernel_regularizer=L2), batch_normalization(),
                         activation("relu"), dense(3, activation="softmax")],
                        optimizer("Adam", learning_rate=0.02),
                        loss("SparseCategoricalCrossentropy"), ["accuracy"], "label"),
    "bn_sigmoid_momentum": ([dense(4, use_bias=False), batch_normalization(momentum=0.9),
                             activation("tanh"), dense(1, activation="sigmoid")],
                            optimizer("SGD", learning_rate=0.1, momentum=0.8),
                            loss("BinaryCrossentropy"), ["accuracy"], "binary"),
    "softmax_sgd_l1": ([dense(4, activation="tanh", kernel_regularizer=L1),
                        dense(3, activation="softmax", kernel_regularizer=L1)],
                       optimizer("SGD", learning_rate=0.2),
                       loss("CategoricalCrossentropy"), ["accuracy"], "one_hot"),
    "logits_adam": ([dense(4, activation="relu", kernel_regularizer=L1L2), dense(3)],
                    optimizer("Adam", learning_rate=0.01),
                    loss("SparseCategoricalCrossentropy", from_logits=True), ["accuracy"],
                    "label"),
    "bias_before_bn_adam": ([dense(4), batch_normalization(momentum=0.8), activation("tanh"),
                             dense(3)], optimizer("Adam", learning_rate=0.01), MSE, ["mae"],
                            "real"),
}
# Weights whose true gradient is 0: what moves them is rounding error, amplified by Adam. The moving
# mean follows the bias before it, late, so that even the validation results depend on it.
NOISE = {"bias_before_bn_adam": ["dense/bias", "batch_normalization/moving_mean", "val_loss",
                                 "val_mae"]}


def data(kind, rows, seed):
    random = np.random.default_rng(seed)
    x = np.round(random.normal(0.2, 1, (rows, FEATURES)), 3).astype("float32")
    score = x[:, :3] - 0.5 * x[:, 2:5] + np.round(random.normal(0, 0.4, (rows, 3)), 3)
    label = score.argmax(axis=1).astype("int32")
    y = {"real": np.round(score, 3).astype("float32"), "label": label,
         "one_hot": np.eye(3, dtype="float32")[label],
         "binary": (score[:, :1] > 0.1).astype("float32")}[kind]
    return x, y


def described(value, module):
    """The member of a Keras module that {"class": name, ...} describes; anything else as it is."""
    if not isinstance(value, dict):
        return value
    return getattr(module, value["class"])(**{k: v for k, v in value.items() if k != "class"})


def made(optimizer):
    arguments = dict(optimizer["arguments"])
    excluded = arguments.pop("exclude_from_weight_decay", None)
    made = getattr(keras.optimizers, optimizer["class"])(
        **{k: described(v, keras.optimizers.schedules) for k, v in arguments.items()})
    made.exclude_from_weight_decay(var_names=excluded)
    return made


def build(layers, optimizer, loss, metrics, features=FEATURES):
    """A compiled Keras model; its layers are named dense, batch_normalization, dense_1, ..."""
    model, seen = keras.Sequential([keras.layers.Input((features,))]), {}
    for entry in layers:
        arguments = {
            key: described(value, keras.constraints if key.endswith("_constraint")
                           else keras.regularizers)
            for key, value in entry["arguments"].items()}
        stem = {"BatchNormalization": "batch_normalization"}.get(entry["layer"],
                                                                  entry["layer"].lower())
        count = seen[stem] = seen.get(stem, -1) + 1
        name = stem + (f"_{count}" if count else "")
        model.add(getattr(keras.layers, entry["layer"])(**arguments, name=name))
    model.compile(made(optimizer),
                  loss=getattr(keras.losses, loss["class"])(**loss["arguments"]),
                  metrics=list(metrics))
    model.optimizer.build(model.trainable_variables)
    return model


def initial_weights(model, seed):
    """In get_weights() order. The first kernel starts with two exact zeros, for L1."""
    random, values = np.random.default_rng(seed), []
    for variable in model.weights:
        value = np.round(random.normal(0, 0.6, variable.shape), 3)
        if variable.name in ("gamma", "moving_variance"):
            value = 1 + 0.3 * np.abs(value)
        if not values:
            value[0, 0] = value[2, 3] = 0
        values.append(value.astype("float32"))
    return values
