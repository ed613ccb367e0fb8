"""Measures, bootstrap intervals, ridge and logistic regression as scikit-learn and numpy have them."""
import warnings

import numpy as np
import sklearn
from sklearn import linear_model, metrics
from sklearn.utils.class_weight import compute_class_weight

from golden_file import write

SKLEARN_VERSION = "1.9.1"
STREAM = 2166136261  # FNV-1a of the stream's name
for character in "evaluation/bootstrap":
    STREAM = (STREAM ^ ord(character)) * 16777619 % 2**32


def philox(counter, key):
    """Philox4x32-10 (Salmon et al. 2011) with integers of any size."""
    c, k = list(counter), list(key)
    for _ in range(10):
        a, b = 0xD2511F53 * c[0], 0xCD9E8D57 * c[2]
        c = [(b >> 32) ^ c[1] ^ k[0], b % 2**32, (a >> 32) ^ c[3] ^ k[1], a % 2**32]
        k = [(k[0] + 0x9E3779B9) % 2**32, (k[1] + 0xBB67AE85) % 2**32]
    return c


def draw_counts(seed, resample, rows):
    """How often each row is drawn: draw i is floor(u * rows), two draws a Philox block."""
    counts = np.zeros(rows, int)
    for i in range(rows):
        words = philox((i // 2, STREAM, resample % 2**32, resample >> 32),
                       (seed % 2**32, seed >> 32))
        counts[(words[i % 2 * 2] << 32 | words[i % 2 * 2 + 1]) * rows >> 64] += 1
    return counts


def class_values(labels, p, decisions, weights):
    """All measures of classes; None where scikit-learn refuses or warns that there is none."""
    classes, present = p.shape[1], np.unique(labels[weights > 0])
    keep = weights > 0
    labels, p, decisions, weights = labels[keep], p[keep], decisions[keep], weights[keep]
    known = {"sample_weight": weights}
    auc = f1 = None
    if len(present) == classes:
        auc = (metrics.roc_auc_score(labels, p[:, 1], **known) if classes == 2 else
               np.mean([metrics.roc_auc_score(labels == k, p[:, k], **known)
                        for k in range(classes)]))
    if classes > 2:
        f1 = metrics.f1_score(labels, decisions, average="macro", **known)
    elif np.any(labels == 1) or np.any(decisions == 1):
        f1 = metrics.f1_score(labels, decisions, **known)
    return {"accuracy": metrics.accuracy_score(labels, decisions, **known),
            "balanced_accuracy": metrics.balanced_accuracy_score(labels, decisions, **known),
            "log_loss": metrics.log_loss(labels, p, labels=range(classes), **known),
            "auc": auc, "f1": f1}


def number_values(targets, answers, weights):
    known = {"sample_weight": weights}
    drawn = targets[weights > 0]
    return {"rmse": metrics.root_mean_squared_error(targets, answers, **known),
            "mae": metrics.mean_absolute_error(targets, answers, **known),
            "r2": metrics.r2_score(targets, answers, **known) if np.ptp(drawn) > 0 else None}


def quantiles(values):
    """[low, high, skipped] of 95 percent."""
    defined = [v for v in values if v is not None]
    return [*np.quantile(defined, [0.025, 0.975]), len(values) - len(defined)]


def bootstrap(seed, rows, resamples, first, second):
    """Intervals of `first`'s values and of its differences to `second`'s; functions of weights."""
    ones = np.ones(rows, int)
    drawn = [draw_counts(seed, r, rows) for r in range(resamples)]
    own, other = [first(w) for w in drawn], [second(w) for w in drawn]
    return {"seed": seed, "resamples": resamples, "counts": drawn[:2],
            "values": first(ones), "other": second(ones),
            "intervals": {name: quantiles([v[name] for v in own]) for name in own[0]},
            "differences": {name: quantiles([None if a[name] is None or b[name] is None
                                             else a[name] - b[name] for a, b in zip(own, other)])
                            for name in own[0]}}


def class_case(random, rows, shares, seed):
    classes = len(shares)
    labels = random.choice(classes, rows, p=shares).astype("int32")
    labels[:classes] = range(classes)

    def model(strength):
        z = random.normal(0, 1, (rows, classes)) + strength * np.eye(classes)[labels]
        p = np.exp(z) / np.exp(z).sum(1, keepdims=True)
        p = np.round(p, 1 if rows < 60 else 2).astype("float32")  # ties
        p[p.sum(1) == 0] = 1
        p /= p.sum(1, keepdims=True)
        p[3] = np.eye(classes)[(labels[3] + 1) % classes]  # sure and wrong
        if classes == 2:
            p[:, 0] = 1 - p[:, 1]
        return p, p.argmax(1)

    first, second = model(1.2), model(0.4)
    priors = np.bincount(labels, minlength=classes) / rows
    weights = random.integers(0, 4, rows)
    values = lambda m: lambda w: class_values(labels, *m, w)  # noqa: E731
    return {"classes": classes, "labels": labels, "probabilities": first[0],
            "other_probabilities": second[0], "weights": weights,
            "weighted": values(first)(weights),
            "confusion": metrics.confusion_matrix(labels, first[1]),
            "priors": priors, "balanced_decisions": np.argmax(first[0] / priors, 1),
            "class_weight": compute_class_weight("balanced", classes=np.arange(classes), y=labels),
            "bootstrap": bootstrap(seed, rows, 200, values(first), values(second))}


def number_case(random, rows, seed):
    targets = np.round(random.normal(50, 20, rows), 1).astype("float32").astype(float)
    first = (targets + random.normal(0, 8, rows)).astype("float32").astype(float)
    second = (targets + random.normal(2, 10, rows)).astype("float32").astype(float)
    weights = random.integers(0, 4, rows)
    values = lambda m: lambda w: number_values(targets, m, w)  # noqa: E731
    return {"targets": targets, "answers": first, "other_answers": second, "weights": weights,
            "weighted": values(first)(weights),
            "bootstrap": bootstrap(seed, rows, 200, values(first), values(second))}


def features(random, rows, columns):
    """Columns that depend on each other, a constant, a duplicate, one of zeros and ones."""
    x = random.normal(0, 1, (rows, columns)) @ random.normal(0, 0.6, (columns, columns))
    x += random.normal(0, 3, columns)
    x[:, 1] = 4.25
    x[:, 3] = x[:, 2]
    x[:, 4] = x[:, 4] > x[:, 4].mean()
    return np.round(x, 3).astype("float32")


def ridge_case(random, rows, columns):
    x = features(random, rows, columns)
    y = (x @ random.normal(0, 1, columns) + random.normal(0, 2, rows) + 7).astype("float32")
    wide, exact = x.astype(float), y.astype(float)
    penalties = [0.01, 0.3, 5.0, 80.0]
    cv = linear_model.RidgeCV(alphas=penalties, store_cv_results=True).fit(wide, exact)
    fits = [linear_model.Ridge(alpha=a, solver="svd").fit(wide, exact) for a in penalties]
    left_out = []  # by its definition: one fit a row
    for a in penalties:
        errors = [exact[i] - linear_model.Ridge(alpha=a, solver="svd").fit(
            np.delete(wide, i, 0), np.delete(exact, i)).predict(wide[i:i + 1])[0]
                  for i in range(rows)]
        left_out.append(np.mean(np.square(errors)))
    assert penalties[int(np.argmin(left_out))] == cv.alpha_
    return {"x": x, "y": y, "penalties": penalties, "left_out": left_out, "chosen": cv.alpha_,
            "coefficients": [f.coef_ for f in fits], "intercepts": [f.intercept_ for f in fits]}


def logistic_case(random, rows, columns, classes):
    x = features(random, rows, columns)
    z = 0.5 * (x - x.mean(0)) @ random.normal(0, 1, (columns, classes))
    y = (z + random.gumbel(0, 1, z.shape)).argmax(1).astype("int32")
    y[:classes] = range(classes)
    penalties = [0.02, 1.0, 30.0]
    fits = []
    for penalty in penalties:
        fit = linear_model.LogisticRegression(C=1 / penalty, tol=1e-12, max_iter=100_000,
                                              solver="newton-cg")
        fits.append(fit.fit(x.astype(float), y))
    return {"classes": classes, "x": x, "y": y, "penalties": penalties,
            "coefficients": [f.coef_ for f in fits], "intercepts": [f.intercept_ for f in fits],
            "probabilities": [f.predict_proba(x.astype(float)[:5]) for f in fits]}


def make():
    if sklearn.__version__ != SKLEARN_VERSION:
        raise SystemExit(f"this golden needs scikit-learn {SKLEARN_VERSION}, not {sklearn.__version__}")
    warnings.simplefilter("ignore")
    random = np.random.default_rng(9)
    write("evaluation", "classes, numbers: values of scikit-learn's measures with every row once, with "
          "weights, and over bootstrap resamples drawn with Philox (counts: the first two): [low, "
          "high, skipped] at 95 percent of the first model and of its difference to the other. "
          "ridge, logistic: fits for each penalty (1/C); left_out: mean squared leave-one-out error",
          {"scikit_learn_version": sklearn.__version__,
           "classes": [class_case(random, 40, (0.7, 0.3), 5),
                       class_case(random, 60, (0.5, 0.45, 0.05), 2**40 + 3),
                       class_case(random, 75, (0.3, 0.2, 0.2, 0.2, 0.1), 8)],
           "numbers": [number_case(random, 33, 1)],
           "ridge": [ridge_case(random, 40, 7), ridge_case(random, 15, 30)],
           "logistic": [logistic_case(random, 60, 6, 2), logistic_case(random, 70, 6, 3),
                        logistic_case(random, 20, 25, 2), logistic_case(random, 24, 26, 4)]})
