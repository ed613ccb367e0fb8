#!/usr/bin/env python3
"""The peers: fits one model on the rows of one table and measures it on the test rows.

Reads tasks from standard input, one JSON object a line (file, target, seed, threads), answers each
with one. compare.py starts it, one process a model: peers.py MODEL.
"""

import json
import logging
import os
import sys
import time
import warnings
from pathlib import Path

import numpy as np

import features
import split
from scores import Prediction, measures


class Estimator:
    """A model with scikit-learn's fit and predict; a derived class makes it and its inputs."""

    standardised_target = False

    def fit_predict(self, rows, train, test, seed, threads):
        found = features.split_features(rows.cells, rows.target, train)
        x = self.inputs(found, train)
        if rows.classes:
            return self.classify(rows, x, train, test, seed, threads, found)
        y = np.array(rows.values)
        mean, scale = y[train].mean(), y[train].std() or 1.0
        if not self.standardised_target:
            mean, scale = 0.0, 1.0
        model = self.regressor(seed, threads)
        model.fit(take(x, train), (y[train] - mean) / scale, **self.fit_options(found))
        predicted = np.asarray(model.predict(take(x, test)), dtype=float).ravel()
        return Prediction(values=predicted * scale + mean)

    def classify(self, rows, x, train, test, seed, threads, found):
        number = {label: i for i, label in enumerate(rows.classes)}
        y = np.array([number[value] for value in rows.values])
        seen, dense = np.unique(y[train], return_inverse=True)
        model = self.classifier(seed, threads)
        model.fit(take(x, train), dense, **self.fit_options(found))
        probabilities = np.zeros((len(test), len(rows.classes)))
        probabilities[:, seen] = model.predict_proba(take(x, test))
        return Prediction(probabilities=probabilities)

    def fit_options(self, found):
        return {}


def take(x, rows):
    return x.iloc[rows] if hasattr(x, "iloc") else x[rows]


class Linear(Estimator):
    """Ridge or logistic regression, the penalty chosen by cross-validation."""

    def inputs(self, found, train):
        x = np.hstack([features.filled(found.numbers, train),
                       features.one_hot(found.categories, train)])
        return features.standardised(x, train)

    def regressor(self, seed, threads):
        from sklearn.linear_model import RidgeCV
        return RidgeCV(alphas=np.logspace(-3, 5, 17))

    def classifier(self, seed, threads):
        from sklearn.linear_model import LogisticRegressionCV
        return LogisticRegressionCV(scoring="neg_log_loss", max_iter=300, n_jobs=1,
                                    random_state=seed, use_legacy_attributes=False)


class Mlp(Linear):
    """scikit-learn's multilayer perceptron with its default settings."""

    standardised_target = True

    def regressor(self, seed, threads):
        from sklearn.neural_network import MLPRegressor
        return MLPRegressor(random_state=seed)

    def classifier(self, seed, threads):
        from sklearn.neural_network import MLPClassifier
        return MLPClassifier(random_state=seed)


class Forest(Estimator):
    def inputs(self, found, train):
        return np.hstack([features.filled(found.numbers, train),
                          features.codes(found.categories, train)])

    def regressor(self, seed, threads):
        from sklearn.ensemble import RandomForestRegressor
        return RandomForestRegressor(random_state=seed, n_jobs=threads)

    def classifier(self, seed, threads):
        from sklearn.ensemble import RandomForestClassifier
        return RandomForestClassifier(random_state=seed, n_jobs=threads)


class LightGbm(Estimator):
    """Numbers with their holes and categories as such."""

    def inputs(self, found, train):
        codes = features.codes(found.categories, train)
        return np.hstack([found.numbers, np.where(codes < 0, np.nan, codes)])

    def fit_options(self, found):
        numbers = found.numbers.shape[1]
        return {"categorical_feature": list(range(numbers, numbers + found.categories.shape[1]))}

    def regressor(self, seed, threads):
        import lightgbm
        return lightgbm.LGBMRegressor(random_state=seed, n_jobs=threads, verbosity=-1)

    def classifier(self, seed, threads):
        import lightgbm
        return lightgbm.LGBMClassifier(random_state=seed, n_jobs=threads, verbosity=-1)


class CatBoost(Estimator):
    def inputs(self, found, train):
        import pandas as pd
        return pd.concat([pd.DataFrame(found.numbers), pd.DataFrame(found.categories)], axis=1,
                         ignore_index=True)

    def fit_options(self, found):
        numbers = found.numbers.shape[1]
        return {"cat_features": list(range(numbers, numbers + found.categories.shape[1]))}

    def regressor(self, seed, threads):
        import catboost
        return catboost.CatBoostRegressor(random_seed=seed, thread_count=threads, verbose=False,
                                          allow_writing_files=False)

    def classifier(self, seed, threads):
        import catboost
        return catboost.CatBoostClassifier(random_seed=seed, thread_count=threads, verbose=False,
                                           allow_writing_files=False)


class RealMlp(Estimator):
    """RealMLP-TD with its default settings. It refuses missing numbers, so they are filled."""

    def inputs(self, found, train):
        import pandas as pd
        numbers = pd.DataFrame(features.filled(found.numbers, train).astype(np.float32))
        numbers.columns = [f"n{i}" for i in range(numbers.shape[1])]
        texts = pd.DataFrame(found.categories.astype(str),
                             columns=[f"c{i}" for i in range(found.categories.shape[1])])
        return pd.concat([numbers, texts.astype("category")], axis=1)

    def fit_options(self, found):
        return {"cat_col_names": [f"c{i}" for i in range(found.categories.shape[1])]}

    def regressor(self, seed, threads):
        from pytabkit import RealMLP_TD_Regressor
        return RealMLP_TD_Regressor(device="cpu", random_state=seed, n_threads=threads)

    def classifier(self, seed, threads):
        from pytabkit import RealMLP_TD_Classifier
        return RealMLP_TD_Classifier(device="cpu", random_state=seed, n_threads=threads)


# Name in the tables, its package, its class.
MODELS = {
    "linear": ("scikit-learn", Linear),
    "mlp": ("scikit-learn", Mlp),
    "forest": ("scikit-learn", Forest),
    "lightgbm": ("lightgbm", LightGbm),
    "catboost": ("catboost", CatBoost),
    "realmlp": ("pytabkit", RealMlp),
}


def answer(model, task):
    rows = split.read(Path(task["file"]), task["target"])
    train, test = rows.split(task["seed"])
    start, busy = time.monotonic(), time.process_time()
    prediction = model.fit_predict(rows, train, test, task["seed"], task["threads"])
    result = {"seconds": time.monotonic() - start, "cpu_seconds": time.process_time() - busy}
    return result | measures(rows, test, prediction)


def main():
    from importlib.metadata import version
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    package, make = MODELS[sys.argv[1]]
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what a library prints is no answer
    for line in sys.stdin:
        try:
            result = {"status": "ok"} | answer(make(), json.loads(line))
        except Exception as error:  # whatever a library throws is this fit's result
            text = " ".join(f"{type(error).__name__}: {error}".split())
            result = {"status": "failed", "message": text[:200]}
        print(json.dumps(result | {"version": f"{package} {version(package)}"}), file=answers,
              flush=True)


if __name__ == "__main__":
    main()
