"""Metrics that are more than a mean over samples, streamed over batches, with and without weights."""
import keras
import numpy as np

from golden_file import write

BATCH = 16


def data():
    """Targets and predictions by kind of output; predictions on no threshold and without ties."""
    random = np.random.default_rng(31)
    n = 53
    yes = (random.uniform(size=(n, 1)) < 0.35).astype("float32")
    chances = np.clip(0.45 * yes + random.uniform(0.01, 0.54, (n, 1)), 0, 1).astype("float32")
    labels = random.integers(0, 4, n)
    one_hot = np.eye(4, dtype="float32")[labels]
    scores = random.uniform(0.05, 1, (n, 4)) + one_hot * random.uniform(0, 1, (n, 1))
    shares = (scores / scores.sum(1, keepdims=True)).astype("float32")
    numbers = (random.normal(0, [1, 3], (n, 2)) + [2, -5]).astype("float32")
    guesses = (0.8 * numbers + random.normal(0, 0.6, (n, 2))).astype("float32")
    weights = random.uniform(0.1, 3, n).astype("float32")
    counts = random.poisson(3, (n, 2)).astype("float32") + 1
    rates = (counts * random.uniform(0.5, 1.6, (n, 2))).astype("float32")
    # Class numbers beside class numbers and beside scores, some of them none of the four.
    found = np.where(random.uniform(size=(n, 1)) < 0.6, labels[:, None], random.integers(-1, 5, (n, 1))).astype("float32")
    some = np.where(random.uniform(size=(n, 1)) < 0.1, 9, labels[:, None]).astype("float32")
    return {"numbers of classes": (some, found), "class numbers": (labels[:, None].astype("float32"), shares), "binary": (yes, chances), "logits": (yes, np.log(chances / (1 - chances))),
            "classes": (one_hot, shares), "numbers": (numbers, guesses),
            "number": (numbers[:, :1], guesses[:, :1]), "counts": (counts, rates)}, weights


CASES = [
    ("binary", "AUC", {}),
    ("binary", "AUC", {"num_thresholds": 11}),
    ("binary", "AUC", {"num_thresholds": 30, "summation_method": "minoring"}),
    ("binary", "AUC", {"num_thresholds": 30, "summation_method": "majoring"}),
    ("binary", "AUC", {"curve": "PR"}),
    ("binary", "AUC", {"curve": "PR", "num_thresholds": 12, "summation_method": "minoring"}),
    ("binary", "AUC", {"curve": "PR", "num_thresholds": 12, "summation_method": "majoring"}),
    ("logits", "AUC", {"from_logits": True}),
    ("classes", "AUC", {}),
    ("binary", "Precision", {}),
    ("binary", "Precision", {"thresholds": 0.3}),
    ("classes", "Precision", {"thresholds": 0.4}),
    ("classes", "Precision", {"thresholds": 0.3, "class_id": 2}),
    ("binary", "Recall", {}),
    ("classes", "Recall", {"thresholds": 0.2, "class_id": 0}),
    ("classes", "F1Score", {"average": "macro"}),
    ("classes", "F1Score", {"average": "weighted"}),
    ("classes", "F1Score", {"average": "micro", "threshold": 0.3}),
    ("binary", "F1Score", {"average": "macro", "threshold": 0.6}),
    ("numbers", "R2Score", {}),
    ("numbers", "R2Score", {"class_aggregation": "variance_weighted_average"}),
    ("number", "R2Score", {"num_regressors": 3}),
    ("numbers", "RootMeanSquaredError", {}),
    ("counts", "MeanAbsolutePercentageError", {}),
    ("counts", "MeanSquaredLogarithmicError", {}),
    ("counts", "Poisson", {}),
    ("numbers", "LogCoshError", {}),
    ("numbers", "CosineSimilarity", {}),
    ("classes", "KLDivergence", {}),
    ("classes", "CategoricalHinge", {}),
    ("logits", "Hinge", {}),
    ("logits", "SquaredHinge", {}),
    ("classes", "TopKCategoricalAccuracy", {"k": 2}),
    ("classes", "TopKCategoricalAccuracy", {}),
    *((kind, count, config) for count in ("TruePositives", "TrueNegatives", "FalsePositives", "FalseNegatives")
      for kind, config in (("binary", {}), ("classes", {"thresholds": 0.3}))),
    ("binary", "SensitivityAtSpecificity", {"specificity": 0.7}),
    ("binary", "SensitivityAtSpecificity", {"specificity": 0.35, "num_thresholds": 1}),
    ("binary", "SpecificityAtSensitivity", {"sensitivity": 0.8, "num_thresholds": 40}),
    ("binary", "PrecisionAtRecall", {"recall": 0.6}),
    ("binary", "RecallAtPrecision", {"precision": 0.75}),
    ("classes", "SensitivityAtSpecificity", {"specificity": 0.8, "class_id": 2}),
    ("classes", "PrecisionAtRecall", {"recall": 0.5, "class_id": 0, "num_thresholds": 25}),
    ("classes", "RecallAtPrecision", {"precision": 0.6}),
    ("classes", "FBetaScore", {"average": "macro", "beta": 2.0}),
    ("classes", "FBetaScore", {"average": "weighted", "beta": 0.5, "threshold": 0.3}),
    ("binary", "FBetaScore", {"average": "micro", "beta": 3.0, "threshold": 0.4}),
    ("numbers of classes", "IoU", {"num_classes": 4, "target_class_ids": [0, 2]}),
    ("numbers of classes", "IoU", {"num_classes": 10, "target_class_ids": [1, 3, 7], "ignore_class": 1}),
    ("class numbers", "IoU", {"num_classes": 4, "target_class_ids": [3], "sparse_y_pred": False}),
    ("classes", "IoU", {"num_classes": 4, "target_class_ids": [3, 1], "sparse_y_true": False, "sparse_y_pred": False}),
    ("numbers of classes", "MeanIoU", {"num_classes": 4}),
    ("numbers of classes", "MeanIoU", {"num_classes": 3, "ignore_class": 0}),
    ("class numbers", "MeanIoU", {"num_classes": 3, "ignore_class": 1, "sparse_y_pred": False}),
    ("binary", "BinaryIoU", {}),
    ("binary", "BinaryIoU", {"target_class_ids": [1], "threshold": 0.3}),
    ("classes", "BinaryIoU", {"target_class_ids": [0], "threshold": 0.4}),
    ("classes", "OneHotIoU", {"num_classes": 4, "target_class_ids": [0, 3]}),
    ("classes", "OneHotMeanIoU", {"num_classes": 4}),
    ("classes", "OneHotMeanIoU", {"num_classes": 4, "ignore_class": 2}),
    ("classes", "PearsonCorrelation", {}),
    ("numbers", "PearsonCorrelation", {}),
    ("classes", "ConcordanceCorrelation", {}),
    ("numbers", "ConcordanceCorrelation", {}),
    *(("binary", "AUC", {"curve": "PRGAIN", "summation_method": method}) for method in ("interpolation", "minoring", "majoring")),
    ("classes", "AUC", {"curve": "PRGAIN", "multi_label": True, "num_thresholds": 30}),
]


def result(kind, config, y_true, y_pred, weights=None):
    # Of whole numbers, Keras's type for them, weights would be cut.
    metric = getattr(keras.metrics, kind)(**config, **({"dtype": "float32"} if kind.endswith("IoU") else {}))
    for begin in range(0, len(y_true), BATCH):
        rows = slice(begin, begin + BATCH)
        weight = None if weights is None else weights[rows]
        if weight is not None and kind == "BinaryIoU":  # whose every number is a row to Keras
            weight = np.repeat(weight, y_pred.shape[1])
        metric.update_state(y_true[rows], y_pred[rows], sample_weight=weight)
    return float(metric.result())


def make():
    tables, weights = data()
    cases = [{"data": name, "metric": {"class": kind, **config},
              "result": result(kind, config, *tables[name]),
              "weighted": result(kind, config, *tables[name], weights)}
             for name, kind, config in CASES]
    write("metrics_of_sums", f"metrics after batches of {BATCH}, without and with sample weights",
          {"batch": BATCH, "sample_weight": weights, "cases": cases,
           "data": {name: {"y_true": y, "y_pred": p} for name, (y, p) in tables.items()}})
