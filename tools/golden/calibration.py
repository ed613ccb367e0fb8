"""The temperature with the least log loss, found by scipy.

Each case has logits and targets (`labels`: class numbers; else shares of the classes, one of a sigmoid's class 1), perhaps weights of the
rows; `loss` is the mean over the rows of weight * log loss at temperature 1, `temperature` and `least` are the minimum, found by
scipy.optimize.brentq on the derivative by 1 / T in float64.
"""
import numpy as np
from scipy.optimize import brentq
from scipy.special import expit, log_softmax, softmax

from golden_file import write


def loss(b, z, targets, weights):
    if z.shape[1] == 1:
        each = np.logaddexp(0, b * z[:, 0]) - b * z[:, 0] * targets[:, 0]
    else:
        each = -(targets * log_softmax(b * z, axis=1)).sum(axis=1)
    return float((weights * each).mean())


def slope(b, z, targets, weights):
    p = expit(b * z) if z.shape[1] == 1 else softmax(b * z, axis=1)
    all_shares = 1 if z.shape[1] == 1 else targets.sum(axis=1, keepdims=True)  # 1, as float32 has it
    return float((weights * ((all_shares * p - targets) * z).sum(axis=1)).mean())


def case(draw, rows, classes, scale, kind, weighted):
    z = (scale * draw.normal(size=(rows, classes)) + draw.normal(size=(1, classes))).astype("float32").astype("float64")
    odds = expit(draw.normal(size=(rows, 1)) + 0.6 * z / scale) if classes == 1 else softmax(z * 0.7 / scale, axis=1)
    entry = {"classes": classes, "labels": kind == "labels", "logits": z.astype("float32")}
    if classes == 1:
        targets = (draw.random((rows, 1)) < odds).astype("float64") if kind != "shares" else odds.astype("float32").astype("float64")
        entry["targets"] = targets.astype("float32")
    else:
        labels = np.array([draw.choice(classes, p=p) for p in odds])
        targets = np.eye(classes)[labels]
        if kind == "shares":
            targets = (0.9 * targets + 0.1 / classes).astype("float32").astype("float64")
        entry["targets"] = [int(label) for label in labels] if kind == "labels" else targets.astype("float32")
    weights = draw.random(rows).astype("float32").astype("float64") if weighted else np.ones(rows)
    if weighted:
        entry["weights"] = weights.astype("float32")
    if not slope(1e-3, z, targets, weights) < 0 < slope(1e3, z, targets, weights):
        return case(draw, rows, classes, scale, kind, weighted)  # no temperature in between is best
    b = brentq(slope, 1e-3, 1e3, args=(z, targets, weights), xtol=1e-14, rtol=1e-14, maxiter=500)
    if loss(b, z, targets, weights) < 1e-3:
        return case(draw, rows, classes, scale, kind, weighted)  # all right: none is best
    return entry | {"loss": loss(1, z, targets, weights), "temperature": 1 / b, "least": loss(b, z, targets, weights)}


def make():
    draw = np.random.default_rng(11)
    cases = []
    for i in range(36):
        classes = (1, 2, 3, 7)[i % 4]
        kind = ("labels", "onehot", "shares")[i // 4 % 3] if classes > 1 else ("onehot", "shares")[i // 4 % 2]
        scale = (0.05, 1.0, 8.0, 60.0, 300.0)[i % 5]
        cases.append(case(draw, 60, classes, scale, kind, weighted=i % 3 == 2))
    write("calibration", "temperature scaling by scipy: see tools/golden/calibration.py", {"cases": cases})
