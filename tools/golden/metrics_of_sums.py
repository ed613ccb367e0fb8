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
    return {"binary": (yes, chances), "logits": (yes, np.log(chances / (1 - chances))),
            "classes": (one_hot, shares), "numbers": (numbers, guesses),
            "number": (numbers[:, :1], guesses[:, :1])}, weights


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
]


def result(kind, config, y_true, y_pred, weights=None):
    metric = getattr(keras.metrics, kind)(**config)
    for begin in range(0, len(y_true), BATCH):
        rows = slice(begin, begin + BATCH)
        metric.update_state(y_true[rows], y_pred[rows],
                            sample_weight=None if weights is None else weights[rows])
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
