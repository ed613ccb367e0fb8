"""Paths of penalised linear models as scikit-learn and adelie have them, and glmnet's choice of lambda."""
import warnings

import adelie
import numpy as np
import sklearn
from sklearn.linear_model import ElasticNet, Lasso, LinearRegression, LogisticRegression, Ridge

from golden_file import write

SKLEARN_VERSION, ADELIE_VERSION = "1.9.1", "1.1.52"


def problem(rows, features, outputs, seed):
    """Correlated features of unit deviation in float32, four of them relevant."""
    rng = np.random.default_rng(seed)
    common = rng.normal(size=(rows, 1))
    x = (rng.normal(size=(rows, features)) + 0.4 * common).astype(np.float32)
    weights = np.zeros((features, outputs))
    weights[:4] = rng.uniform(0.5, 1.5, (4, outputs)) * rng.choice([-1, 1], (4, outputs))
    return x, x.astype(float) @ weights + rng.normal(size=(rows, outputs)), rng


def grid(most, count=8, ratio=0.02):
    """Without lambda_max itself, where rounding decides what is zero."""
    return most * 0.95 * ratio ** (np.arange(count) / (count - 1))


def elastic(x, y, l1, l2):
    """The minimum of mean (y - xw - b)^2 + l1 sum |w| + l2 sum w^2."""
    known = {"tol": 1e-15, "max_iter": 1_000_000}
    model = (Lasso(alpha=l1 / 2, **known) if l2 == 0 else
             ElasticNet(alpha=l1 / 2 + l2, l1_ratio=l1 / 2 / (l1 / 2 + l2), **known))
    model.fit(x.astype(float), y)
    return model.coef_[:, None], [model.intercept_]


def logistic(x, y, l1):
    """The minimum of the mean log loss + l1 sum |w|; of several classes with a column each."""
    model = LogisticRegression(penalty="l1", C=1 / (len(y) * l1), solver="saga", tol=1e-12, max_iter=1_000_000)
    model.fit(x.astype(float), y)
    return model.coef_.T, model.intercept_


def gradient_at_zero(x, targets):
    """x'(y - ybar) / n."""
    return x.astype(float).T @ (targets - targets.mean(0)) / len(x)


def entry(kind, x, y, lambdas, fits, lambda_max, **more):
    return {"kind": kind, "x": x.tolist(), "y": np.asarray(y).tolist(), "lambda_max": lambda_max,
            "lambdas": lambdas.tolist(), "kernels": [np.asarray(k).tolist() for k, _ in fits],
            "biases": [np.asarray(b).tolist() for _, b in fits], **more}


def linear_entry(kind, seed, l2):
    x, y, _ = problem(90, 12, 1, seed)
    y = y[:, 0].astype(np.float32)
    most = 2 * np.abs(gradient_at_zero(x, y.astype(float))).max()
    lambdas = grid(most)
    fits = [elastic(x, y.astype(float), l1, l2) for l1 in lambdas]
    return entry(kind, x, y, lambdas, fits, most, l2=l2)


def logistic_entry(seed):
    x, scores, rng = problem(160, 10, 1, seed)
    y = (scores[:, 0] + 0.5 * rng.normal(size=160) > 0).astype(int)
    most = np.abs(gradient_at_zero(x, y.astype(float))).max()
    lambdas = grid(most, ratio=0.1)
    return entry("logistic", x, y, lambdas, [logistic(x, y, l1) for l1 in lambdas], most)


def softmax_entry(seed):
    x, scores, rng = problem(200, 8, 3, seed)
    y = (scores + rng.gumbel(size=scores.shape)).argmax(1)
    most = np.abs(gradient_at_zero(x, np.eye(3)[y])).max()
    lambdas = grid(most, ratio=0.1)
    return entry("softmax", x, y, lambdas, [logistic(x, y, l1) for l1 in lambdas], most)


def group_entry(seed):
    """Several outputs, whose weights of a feature are a group: the minimum of the mean over rows and outputs of
    (y - xw - b)^2 + l1 sum over rows of w of sqrt(outputs) |row|. adelie halves the loss."""
    x, y, _ = problem(80, 8, 3, seed)
    y = y.astype(np.float32)
    gradient = 2 / 3 * gradient_at_zero(x, y.astype(float))
    most = (np.linalg.norm(gradient, axis=1) / np.sqrt(3)).max()
    lambdas = grid(most)
    path = adelie.grpnet(X=np.asfortranarray(x.astype(float)), glm=adelie.glm.multigaussian(y=y.astype(float)),
                         lmda_path=lambdas / 2, alpha=1, tol=1e-20, max_iters=10**7, early_exit=False, ddev_tol=0,
                         progress_bar=False)
    fits = [(kernel.reshape(8, 3), bias) for kernel, bias in zip(path.betas.toarray(), path.intercepts)]
    return entry("group", x, y, lambdas, fits, most)


def relaxed(path):
    """The same networks of one map without l1 on the columns that it has kept (Meinshausen 2007, phi = 0): least squares, with
    l2 ridge, logistic regression. Kernels and biases."""
    x, y = np.array(path["x"], dtype=np.float32).astype(float), np.array(path["y"], dtype=float)
    kernels, biases = [], []
    for kernel in path["kernels"]:
        kept = np.flatnonzero(np.array(kernel)[:, 0])
        if path["kind"] == "logistic":
            model = LogisticRegression(penalty=None, solver="newton-cholesky", tol=1e-14, max_iter=1000)
        else:
            model = LinearRegression() if path["l2"] == 0 else Ridge(alpha=len(y) * path["l2"], solver="cholesky")
        model.fit(x[:, kept], y)
        full = np.zeros((x.shape[1], 1))
        full[kept, 0] = model.coef_.ravel()
        kernels.append(full.tolist())
        biases.append(np.atleast_1d(model.intercept_).tolist())
    return {"kind": path["kind"], "kernels": kernels, "biases": biases}


def choice(rng, folds, direction):
    """glmnet 4.1: cvstats and getOptcv, of scores (lambda, fold), lambdas falling."""
    weights = rng.integers(20, 30, folds).astype(float)
    shape = np.abs(np.arange(12) - rng.integers(3, 10))[:, None]
    scores = 1 + 0.05 * shape + 0.12 * rng.normal(size=(12, folds))
    if direction == "up":
        scores = -scores
    if folds > 3:
        scores[4, 1] = np.nan
    known = ~np.isnan(scores)
    w = np.where(known, weights, 0)
    means = np.nansum(w * scores, 1) / w.sum(1)
    errors = np.sqrt(np.nansum(w * (scores - means[:, None]) ** 2, 1) / w.sum(1) / (known.sum(1) - 1))
    lambdas = 0.5 ** np.arange(12)
    cvm = means if direction == "down" else -means
    lambda_min = lambdas[cvm <= cvm.min()].max()
    at = np.argmax(lambdas == lambda_min)
    lambda_1se = lambdas[cvm <= cvm[at] + errors[at]].max()
    return {"scores": scores,
            "weights": weights.tolist(), "direction": direction, "means": means.tolist(),
            "errors": errors.tolist(), "best": int(at), "one_se": int(np.argmax(lambdas == lambda_1se))}


def make():
    if sklearn.__version__ != SKLEARN_VERSION:
        raise SystemExit(f"this golden needs scikit-learn {SKLEARN_VERSION}, not {sklearn.__version__}")
    if adelie.__version__ != ADELIE_VERSION:
        raise SystemExit(f"this golden needs adelie {ADELIE_VERSION}, not {adelie.__version__}")
    warnings.simplefilter("ignore")
    rng = np.random.default_rng(7)
    paths = [linear_entry("lasso", 1, 0.0), linear_entry("elastic_net", 2, 0.15), logistic_entry(3), softmax_entry(4),
             group_entry(5)]
    write("lasso_paths", "paths: coefficients of Lasso, ElasticNet, LogisticRegression (saga, l1) and adelie's group "
          "lasso at lambdas of occam's mean loss, below the closed form lambda_max. choices: means, standard errors and places of "
          "lambda.min and lambda.1se by glmnet's rule in numpy. relaxed: of the first three paths LinearRegression, Ridge and "
          "LogisticRegression without a penalty on the columns that are kept",
          {"scikit_learn_version": sklearn.__version__,
           "paths": paths,
           "choices": [choice(rng, folds, direction) for folds in (3, 5, 10) for direction in ("down", "up")
                       for _ in range(5)],
           "relaxed": [relaxed(path) for path in paths[:3]]})
