"""What a fit reached on the test rows."""

from dataclasses import dataclass

import numpy as np


@dataclass
class Prediction:
    values: np.ndarray = None  # of a regression
    probabilities: np.ndarray = None  # rows x classes


def measures(rows, test, prediction):
    """accuracy and log_loss (natural logarithm; probabilities of at least 1e-7, as Keras clips
    them), or rmse and mae in the target's unit."""
    if not rows.classes:
        errors = prediction.values - np.array(rows.values)[test]
        return {"rmse": float(np.sqrt(np.mean(errors**2))), "mae": float(np.mean(np.abs(errors)))}
    number = {label: i for i, label in enumerate(rows.classes)}
    y = np.array([number[rows.values[row]] for row in test])
    right = prediction.probabilities[np.arange(len(y)), y]
    return {"accuracy": float(np.mean(prediction.probabilities.argmax(axis=1) == y)),
            "log_loss": float(-np.mean(np.log(np.clip(right, 1e-7, 1.0))))}
