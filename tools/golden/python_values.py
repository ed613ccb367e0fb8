#!/usr/bin/env python3
"""Writes python/tests/keras_values.json: what Keras's objects return on random input, for the tests of the Python package.

usage: python_values.py OCCAM_SOURCE     with the Python of tools/golden/requirements.txt
"""

import json
import pathlib
import sys

import keras
import numpy as np

rng = np.random.default_rng(7)


def numbers(value):
    return np.asarray(value, np.float64).tolist()


def calls(module, cases):
    """Objects called on a weight."""
    found = []
    for name, arguments in cases:
        weight = rng.normal(size=(4, 5)).astype(np.float32)
        made = getattr(module, name)(**arguments)
        found.append({"name": name, "arguments": arguments, "x": numbers(weight), "value": numbers(made(weight)),
                      "config": made.get_config()})
    return found


def activations():
    x = rng.normal(scale=2, size=(3, 4)).astype(np.float32)
    names = ["linear", "relu", "elu", "selu", "sigmoid", "tanh", "softmax", "softplus", "silu", "swish", "mish", "leaky_relu"]
    return [{"name": name, "x": numbers(x), "value": numbers(getattr(keras.activations, name)(x))} for name in names]


def probabilities(rows, classes):
    raw = rng.uniform(0.05, 1, size=(rows, classes))
    return (raw / raw.sum(1, keepdims=True)).astype(np.float32)


def targets(kind, rows=6, classes=3):
    """(y_true, y_pred) of a kind."""
    if kind == "numbers":
        return rng.normal(size=(rows, 2)).astype(np.float32), rng.normal(size=(rows, 2)).astype(np.float32)
    if kind == "counts":
        return rng.integers(1, 6, (rows, 2)).astype(np.float32), rng.uniform(0.5, 5, (rows, 2)).astype(np.float32)
    if kind == "signs":
        return (2 * rng.integers(0, 2, (rows, 2)) - 1).astype(np.float32), rng.normal(size=(rows, 2)).astype(np.float32)
    if kind == "binary":
        return rng.integers(0, 2, (rows, 1)).astype(np.float32), rng.uniform(0.05, 0.95, (rows, 1)).astype(np.float32)
    if kind == "one-hot":
        return np.eye(classes, dtype=np.float32)[rng.integers(0, classes, rows)], probabilities(rows, classes)
    if kind == "labels":
        return rng.integers(0, 2, (rows, classes)).astype(np.float32), rng.uniform(0.05, 0.95, (rows, classes)).astype(np.float32)
    lowest = -1 if kind == "some classes" else 0
    return rng.integers(lowest, classes, rows).astype(np.float32), probabilities(rows, classes)


def losses():
    cases = [("MeanSquaredError", "numbers", {}), ("BinaryCrossentropy", "binary", {}),
             ("BinaryCrossentropy", "binary", {"label_smoothing": 0.2}), ("CategoricalCrossentropy", "one-hot", {}),
             ("CategoricalCrossentropy", "one-hot", {"label_smoothing": 0.1}), ("SparseCategoricalCrossentropy", "classes", {}),
             ("SparseCategoricalCrossentropy", "classes", {"from_logits": True}), ("BinaryCrossentropy", "binary", {"from_logits": True}),
             ("MeanAbsoluteError", "numbers", {}), ("LogCosh", "numbers", {}), ("Huber", "numbers", {}), ("Huber", "numbers", {"delta": 0.5}),
             ("SparseCategoricalCrossentropy", "classes", {"ignore_class": 1}),
             ("SparseCategoricalCrossentropy", "some classes", {"ignore_class": -1, "from_logits": True}),
             ("MeanAbsolutePercentageError", "numbers", {}), ("MeanSquaredLogarithmicError", "counts", {}), ("Poisson", "counts", {}),
             ("KLDivergence", "one-hot", {}), ("Hinge", "signs", {}), ("Hinge", "labels", {}), ("SquaredHinge", "labels", {}),
             ("CategoricalHinge", "one-hot", {}), ("CosineSimilarity", "numbers", {}), ("BinaryFocalCrossentropy", "binary", {}),
             ("BinaryFocalCrossentropy", "labels", {"apply_class_balancing": True, "alpha": 0.3, "gamma": 1.5, "label_smoothing": 0.1}),
             ("CategoricalFocalCrossentropy", "one-hot", {"alpha": [0.2, 0.3, 0.5]}),
             ("CategoricalFocalCrossentropy", "one-hot", {"gamma": 1.2, "label_smoothing": 0.1})]
    return losses_of(cases)


def later_losses():
    return losses_of([("Dice", "labels", {}), ("Dice", "labels", {"axis": -1}), ("Dice", "one-hot", {"axis": [0, 1]}), ("Tversky", "labels", {"alpha": 0.3, "beta": 0.9}),
                      ("Tversky", "one-hot", {"axis": [1]}), ("CategoricalGeneralizedCrossEntropy", "classes", {}),
                      ("CategoricalGeneralizedCrossEntropy", "classes", {"q": 0.9})])


def embedded():
    """Circle of embeddings; in the second the last sample is the only one of its class."""
    random, found = np.random.default_rng(41), []
    for labels, arguments in (([0, 4, 0, 2, 4, 2], {}), ([0, 4, 0, 4, 0, 2], {"gamma": 6.0, "margin": 0.3}), ([1, 1, 0, 0, 1, 0], {"remove_diagonal": False})):
        for reduction in ("sum_over_batch_size", "sum", "mean_with_sample_weight", "none"):
            p = random.normal(0, 1, (6, 3))
            p = (p / np.linalg.norm(p, axis=1, keepdims=True)).astype(np.float32)
            weights = random.uniform(0.5, 2, 6).astype(np.float32)
            loss = keras.losses.Circle(reduction=reduction, **arguments)
            y = np.array(labels)
            found.append({"name": "Circle", "arguments": {**arguments, "reduction": reduction}, "y": numbers(y), "p": numbers(p),
                          "weights": numbers(weights), "plain": numbers(loss(y, p)), "weighted": numbers(loss(y, p, sample_weight=weights))})
    return found


def losses_of(cases):
    found = []
    for name, kind, arguments in cases:
        for reduction in ("sum_over_batch_size", "sum", "mean_with_sample_weight", "none"):
            y, p = targets(kind)
            weights = rng.uniform(0.5, 2, len(y)).astype(np.float32)
            loss = getattr(keras.losses, name)(reduction=reduction, **arguments)
            found.append({"name": name, "arguments": {**arguments, "reduction": reduction}, "y": numbers(y), "p": numbers(p),
                          "weights": numbers(weights), "plain": numbers(loss(y, p)), "weighted": numbers(loss(y, p, sample_weight=weights))})
    return found


def metrics():
    cases = [("MeanSquaredError", "numbers", {}), ("RootMeanSquaredError", "numbers", {}), ("MeanAbsoluteError", "numbers", {}),
             ("BinaryAccuracy", "binary", {}), ("BinaryAccuracy", "binary", {"threshold": 0.3}), ("CategoricalAccuracy", "one-hot", {}),
             ("SparseCategoricalAccuracy", "classes", {}), ("AUC", "binary", {}), ("AUC", "binary", {"curve": "PR"}),
             ("Precision", "binary", {}), ("Recall", "binary", {"thresholds": 0.4}), ("R2Score", "numbers", {}),
             ("AUC", "binary", {"thresholds": [0.6, 0.1, 0.45]}), ("AUC", "binary", {"thresholds": [0.3, 0.35, 0.9], "curve": "PR"}),
             ("AUC", "labels", {"multi_label": True}), ("AUC", "labels", {"multi_label": True, "label_weights": [0.5, 2, 1]}),
             ("AUC", "labels", {"label_weights": [0.5, 2, 1]}), ("AUC", "labels", {"multi_label": True, "thresholds": [0.25, 0.6], "curve": "PR"}),
             ("SparseCategoricalCrossentropy", "classes", {"ignore_class": 1}),
             ("Precision", "labels", {"top_k": 2}), ("Recall", "labels", {"top_k": 1}), ("Precision", "labels", {"top_k": 2, "thresholds": 0.4}),
             ("Recall", "labels", {"top_k": 2, "class_id": 1}), ("Precision", "labels", {"class_id": 2}),
             ("MeanAbsolutePercentageError", "numbers", {}), ("MeanSquaredLogarithmicError", "counts", {}), ("Poisson", "counts", {}),
             ("LogCoshError", "numbers", {}), ("CosineSimilarity", "numbers", {}), ("KLDivergence", "one-hot", {}), ("Hinge", "signs", {}),
             ("SquaredHinge", "labels", {}), ("CategoricalHinge", "one-hot", {}), ("TopKCategoricalAccuracy", "one-hot", {"k": 2}),
             ("SparseTopKCategoricalAccuracy", "classes", {"k": 2}),
             *((name, "labels", arguments) for name in ("TruePositives", "TrueNegatives", "FalsePositives", "FalseNegatives", "Precision", "Recall")
               for arguments in ({}, {"thresholds": [0.2, 0.7, 0.45]}, {"thresholds": [0.4]})),
             ("Precision", "labels", {"thresholds": [0.3, 0.6], "top_k": 2}), ("Recall", "labels", {"thresholds": [0.3, 0.6], "class_id": 1}),
             ("SensitivityAtSpecificity", "labels", {"specificity": 0.5}), ("SpecificityAtSensitivity", "labels", {"sensitivity": 0.6, "num_thresholds": 30}),
             ("PrecisionAtRecall", "labels", {"recall": 0.5, "class_id": 1}), ("RecallAtPrecision", "labels", {"precision": 0.5}),
             ("R2Score", "numbers", {"class_aggregation": None}), ("R2Score", "numbers", {"class_aggregation": None, "num_regressors": 2}),
             ("F1Score", "one-hot", {}), ("F1Score", "labels", {"threshold": 0.4}), ("F1Score", "binary", {"threshold": 0.5}),
             ("FBetaScore", "one-hot", {"beta": 2.0}), ("FBetaScore", "labels", {"beta": 0.5, "threshold": 0.4, "average": "micro"})]
    return metrics_of(cases)


def later_metrics():
    of_classes = {"num_classes": 3, "dtype": "float32"}
    return metrics_of([("IoU", "classes", {**of_classes, "target_class_ids": [0, 2], "sparse_y_pred": False}),
                       ("MeanIoU", "some classes", {**of_classes, "sparse_y_pred": False}),
                       ("MeanIoU", "some classes", {**of_classes, "sparse_y_pred": False, "ignore_class": 1}),
                       ("BinaryIoU", "binary", {"threshold": 0.3, "dtype": "float32"}), ("BinaryIoU", "binary", {"target_class_ids": [1], "dtype": "float32"}),
                       ("OneHotIoU", "one-hot", {**of_classes, "target_class_ids": [0]}), ("OneHotMeanIoU", "one-hot", of_classes),
                       ("PearsonCorrelation", "one-hot", {}), ("ConcordanceCorrelation", "numbers", {}), ("ConcordanceCorrelation", "one-hot", {})])


def metrics_of(cases):
    found = []
    for name, kind, arguments in cases:
        if not hasattr(keras.metrics, name):
            continue
        for weighted in (False, True):
            metric = getattr(keras.metrics, name)(**arguments)
            updates = []
            for rows in (7, 4):
                y, p = targets(kind, rows)
                weights = rng.uniform(0.5, 2, rows).astype(np.float32) if weighted else None
                metric.update_state(y, p, sample_weight=weights)
                updates.append({"y": numbers(y), "p": numbers(p), "weights": numbers(weights) if weighted else None})
            found.append({"name": name, "arguments": arguments, "updates": updates, "value": numbers(metric.result())})
    return found


def schedules():
    cases = [("ExponentialDecay", {"initial_learning_rate": 0.1, "decay_steps": 10, "decay_rate": 0.5, "staircase": True}),
             ("CosineDecay", {"initial_learning_rate": 0.1, "decay_steps": 20, "alpha": 0.1, "warmup_target": 0.3, "warmup_steps": 5}),
             ("PolynomialDecay", {"initial_learning_rate": 0.1, "decay_steps": 10, "power": 2.0}),
             ("InverseTimeDecay", {"initial_learning_rate": 0.1, "decay_steps": 10, "decay_rate": 0.5}),
             ("PiecewiseConstantDecay", {"boundaries": [3, 9], "values": [1.0, 0.5, 0.1]}),
             ("CosineDecayRestarts", {"initial_learning_rate": 0.1, "first_decay_steps": 7})]
    found = []
    for name, arguments in cases:
        made = getattr(keras.optimizers.schedules, name)(**arguments)
        steps = [0, 1, 3, 4, 9, 10, 17, 40]
        found.append({"name": name, "arguments": arguments, "steps": steps, "values": [float(made(step)) for step in steps]})
    return found


def configs():
    """get_config() of objects with their defaults, by concept."""
    made = {"optimizers": [(name, getattr(keras.optimizers, name)()) for name in
                           ("SGD", "Adam", "AdamW", "RMSprop", "Adamax", "Nadam", "Adagrad", "Adadelta", "Adafactor", "Lion", "Lamb", "Ftrl")],
            "initializers": [(name, getattr(keras.initializers, name)()) for name in
                             ("Zeros", "Ones", "GlorotUniform", "HeNormal", "RandomNormal", "RandomUniform")],
            "layers": [("Dense", keras.layers.Dense(3, kernel_regularizer="l2", activation="relu", name="d")),
                       ("Dropout", keras.layers.Dropout(0.2, name="o")), ("BatchNormalization", keras.layers.BatchNormalization(name="b")),
                       ("LayerNormalization", keras.layers.LayerNormalization(name="l")), ("Flatten", keras.layers.Flatten(name="f")),
                       ("Embedding", keras.layers.Embedding(5, 2, name="e")), ("Activation", keras.layers.Activation("tanh", name="a"))]}
    return {concept: [{"name": name, "config": json.loads(json.dumps(each.get_config(), default=str))} for name, each in objects]
            for concept, objects in made.items()}


def main():
    root = pathlib.Path(sys.argv[1])
    found = {"keras": keras.__version__,
             "regularizers": calls(keras.regularizers, [("L1", {"l1": 0.03}), ("L2", {"l2": 0.02}), ("L1L2", {"l1": 0.01, "l2": 0.04})]),
             "constraints": calls(keras.constraints, [("MaxNorm", {"max_value": 0.9, "axis": 0}), ("NonNeg", {}), ("UnitNorm", {"axis": 0}),
                                                      ("MinMaxNorm", {"min_value": 0.5, "max_value": 0.8, "rate": 0.7, "axis": 0})]),
             "activations": activations(), "losses": losses(), "metrics": metrics(), "schedules": schedules(), "configs": configs()}
    # Last, so that the numbers before stay; of columns Keras 3.15.1 fails on NumPy arrays.
    found["regularizers"] += calls(keras.regularizers, [("OrthogonalRegularizer", {}), ("OrthogonalRegularizer", {"factor": 0.2})])
    found["losses"] += later_losses()
    found["metrics"] += later_metrics()
    found["losses"] += embedded()
    (root / "python/tests/keras_values.json").write_text(json.dumps(found) + "\n")


main()
