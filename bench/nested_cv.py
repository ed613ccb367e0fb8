#!/usr/bin/env python3
"""Nested cross-validation on small real tables: the network that `occam path` chooses beside scikit-learn's and Keras's.

    bench/nested_cv.py OCCAM LINES.csv [SEEDS]     # needs scikit-learn, keras; one line a fit, those that are there are not done again
    bench/nested_cv.py --summary LINES.csv

Tables: data/breast_cancer.csv and data/wine.csv, and of scikit-learn's bundled ones iris, diabetes and digits. Each seed deals
the rows out into three outer folds (stratified by class); first folds of all seeds come first, so that a run that is cut short has every
seed. Of digits only first folds are tested, of five seeds. Each side sees the training rows only and chooses on them:
  occam 1se, min  occam path with its defaults: five inner folds
  occam plain     occam path --no-adaptive, 1se
  linear          LogisticRegressionCV, ten C, five inner folds by log loss; RidgeCV, lambdas 1e-3 to 1e3
  mlp             MLPClassifier, MLPRegressor: 100 units, at most 400 epochs, alpha of 1e-4, 1e-2 and 1 on three inner folds (digits: 1e-4)
  boosting        HistGradientBoosting, learning rate 0.03 or 0.1 on three inner folds (digits: 0.1)
  keras           64-64 relu, dropout 0.2, Adam, a fifth watched, patience 20, at most 300 epochs
What needs scaled inputs has a StandardScaler, regressions of networks a scaled target. `loss` is log loss or the root mean squared
error; `size` the numbers that a prediction needs: weights that are not 0 (occam's after shrinking), nodes of trees.
"""
import csv
import itertools
import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS"):
    os.environ.setdefault(name, "1")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

ROOT = Path(__file__).resolve().parents[1]
OUTER, DIGITS_SEEDS = 3, 5
FIELDS = ("table", "seed", "fold", "model", "loss", "accuracy", "size", "columns", "needed", "processor_seconds")
TABLES = ("wine", "iris", "diabetes", "breast_cancer", "digits")
MODELS = ("occam 1se", "occam min", "occam plain", "linear", "mlp", "boosting", "keras")


def table(name):
    """Names of the features, features, target (classes as numbers), whether it has classes."""
    from sklearn import datasets
    own = getattr(datasets, f"load_{name}")()
    names = [str(each).replace(" ", "_").replace("(", "").replace(")", "") for each in own.feature_names]
    return names, own.data.astype("float64"), own.target, name != "diabetes"


def used():
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


class Rows:
    """One outer fold."""

    def __init__(self, name, seed, fold):
        from sklearn.model_selection import KFold, StratifiedKFold
        self.name, self.seed = name, seed
        self.names, x, y, self.classes = table(name)
        cut = (StratifiedKFold if self.classes else KFold)(OUTER, shuffle=True, random_state=seed)
        train, test = list(cut.split(x, y))[fold]
        self.x, self.y, self.test_x, self.test_y = x[train], y[train], x[test], y[test]

    def measure(self, prediction):
        """Loss and accuracy of probabilities or numbers for the test rows."""
        from sklearn.metrics import accuracy_score, log_loss, root_mean_squared_error
        if not self.classes:
            return root_mean_squared_error(self.test_y, prediction), None
        return (log_loss(self.test_y, prediction, labels=range(prediction.shape[1])),
                accuracy_score(self.test_y, prediction.argmax(axis=1)))

    def write(self, path, x, y):
        with open(path, "w", newline="") as file:
            lines = csv.writer(file)
            lines.writerow([*self.names, "y"])
            for cells, target in zip(x, y):
                lines.writerow([*(repr(float(cell)) for cell in cells), f"class_{target}" if self.classes else repr(float(target))])


def occam(program, rows, folder, flags):
    train, test, model = (str(Path(folder) / name) for name in ("train.csv", "test.csv", "model.keras"))
    rows.write(train, rows.x, rows.y)
    rows.write(test, rows.test_x, rows.test_y)
    # What min has trained is taken from where 1se has left it.
    state = str(Path(folder) / f"state{'plain' if '--no-adaptive' in flags else ''}")
    out = subprocess.run([program, "path", train, "--target", "y", "--seed", str(rows.seed), "--threads", "1", "--save", model, "--json", "-q",
                          "--checkpoint", state, "--resume", *flags], check=True, capture_output=True, text=True).stdout
    path = json.loads(out)["path"]
    chosen = next(entry for entry in path["lambdas"] if entry["lambda"] == path["chosen"])
    judged = json.loads(subprocess.run([program, "evaluate", model, test, "--json"], check=True, capture_output=True, text=True).stdout)["measures"]

    def of(measure):
        return judged[measure]["the network"]["value"]
    needed = path["answer"].split("? ", 1)[1].split(":")[0].split(",")[0]
    return {"loss": of("log_loss" if rows.classes else "rmse"), "accuracy": of("accuracy") if rows.classes else None,
            "size": chosen["parameters"], "columns": len(chosen["columns"]), "needed": needed}


def count(arrays):
    return int(sum((part != 0).sum() for part in arrays))


def linear(rows):
    import numpy
    from sklearn.linear_model import LogisticRegressionCV, RidgeCV
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler
    own = LogisticRegressionCV(Cs=10, cv=5, scoring="neg_log_loss", max_iter=1000, l1_ratios=(0,), use_legacy_attributes=False) if rows.classes \
        else RidgeCV(alphas=numpy.logspace(-3, 3, 25))
    model = make_pipeline(StandardScaler(), own).fit(rows.x, rows.y)
    answer = model.predict_proba(rows.test_x) if rows.classes else model.predict(rows.test_x)
    return answer, count((own.coef_, numpy.atleast_1d(own.intercept_)))


def mlp(rows):
    from sklearn.compose import TransformedTargetRegressor
    from sklearn.model_selection import GridSearchCV
    from sklearn.neural_network import MLPClassifier, MLPRegressor
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler
    alphas = [1e-4] if rows.name == "digits" else [1e-4, 1e-2, 1]
    if rows.classes:
        model, prefix = make_pipeline(StandardScaler(), MLPClassifier(max_iter=400, random_state=rows.seed)), "mlpclassifier__alpha"
    else:
        inner = make_pipeline(StandardScaler(), MLPRegressor(max_iter=400, random_state=rows.seed))
        model, prefix = TransformedTargetRegressor(inner, transformer=StandardScaler()), "regressor__mlpregressor__alpha"
    if len(alphas) > 1:
        model = GridSearchCV(model, {prefix: alphas}, cv=3, scoring="neg_log_loss" if rows.classes else "neg_root_mean_squared_error")
    model.fit(rows.x, rows.y)
    fitted = model.best_estimator_ if len(alphas) > 1 else model
    network = (fitted if rows.classes else fitted.regressor_)[-1]
    answer = model.predict_proba(rows.test_x) if rows.classes else model.predict(rows.test_x)
    return answer, count((*network.coefs_, *network.intercepts_))


def boosting(rows):
    from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
    from sklearn.model_selection import GridSearchCV
    model = (HistGradientBoostingClassifier if rows.classes else HistGradientBoostingRegressor)(random_state=rows.seed)
    if rows.name != "digits":
        model = GridSearchCV(model, {"learning_rate": [0.03, 0.1]}, cv=3,
                             scoring="neg_log_loss" if rows.classes else "neg_root_mean_squared_error")
    model.fit(rows.x, rows.y)
    trees = getattr(model, "best_estimator_", model)._predictors
    answer = model.predict_proba(rows.test_x) if rows.classes else model.predict(rows.test_x)
    return answer, sum(len(tree.nodes) for step in trees for tree in step)


def keras_mlp(rows):
    import keras
    from sklearn.model_selection import train_test_split
    from sklearn.preprocessing import StandardScaler
    keras.utils.set_random_seed(rows.seed)
    keras.backend.clear_session()
    scale = StandardScaler().fit(rows.x)
    classes = int(rows.y.max()) + 1 if rows.classes else 0
    center, unit = (0, 1) if rows.classes else (rows.y.mean(), rows.y.std())
    x, watched, y, watched_y = train_test_split(scale.transform(rows.x), (rows.y - center) / unit, test_size=0.2, random_state=rows.seed,
                                                stratify=rows.y if rows.classes else None)
    model = keras.Sequential([keras.Input((x.shape[1],))])
    for _ in range(2):
        model.add(keras.layers.Dense(64, activation="relu"))
        model.add(keras.layers.Dropout(0.2))
    model.add(keras.layers.Dense(classes, activation="softmax") if classes else keras.layers.Dense(1))
    model.compile("adam", "sparse_categorical_crossentropy" if classes else "mse")
    model.fit(x, y, batch_size=32, epochs=300, validation_data=(watched, watched_y), verbose=0,
              callbacks=[keras.callbacks.EarlyStopping(patience=20, restore_best_weights=True)])
    answer = model.predict(scale.transform(rows.test_x), verbose=0).astype("float64")
    if not classes:
        return answer[:, 0] * unit + center, model.count_params()
    return answer / answer.sum(axis=1, keepdims=True), model.count_params()


def fit(program, rows, model, folder):
    if model.startswith("occam"):
        return occam(program, rows, folder, {"occam 1se": (), "occam min": ("--choose", "min"), "occam plain": ("--no-adaptive",)}[model])
    answer, size = {"linear": linear, "mlp": mlp, "boosting": boosting, "keras": keras_mlp}[model](rows)
    loss, accuracy = rows.measure(answer)
    return {"loss": loss, "accuracy": accuracy, "size": size, "columns": len(rows.names)}


def lines_of(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


def measure(program, path, seeds):
    import warnings
    warnings.simplefilter("ignore")
    import keras  # noqa: F401 - not in the first fit's time
    done = set()
    if Path(path).exists():
        done = {(line["table"], int(line["seed"]), int(line["fold"]), line["model"]) for line in lines_of(path)}
    with open(path, "a", newline="") as file:
        lines = csv.DictWriter(file, FIELDS, restval="", lineterminator="\n")
        if not done:
            lines.writeheader()
        # Keras last: it takes twice the time of all others together.
        for fold, models, seed, name in itertools.product(range(OUTER), (MODELS[:-1], MODELS[-1:]), range(seeds), TABLES):
            if name == "digits" and (fold > 0 or seed >= DIGITS_SEEDS):
                continue
            with tempfile.TemporaryDirectory() as folder:
                for model in models:
                    if (name, seed, fold, model) in done:
                        continue
                    rows = Rows(name, seed, fold)
                    before = used()
                    found = fit(program, rows, model, folder)
                    found = {key: f"{value:.6g}" if isinstance(value, float) else value for key, value in found.items() if value is not None}
                    lines.writerow({"table": name, "seed": seed, "fold": fold, "model": model,
                                    "processor_seconds": f"{used() - before:.2f}", **found})
                    file.flush()


def mean(lines, field):
    values = [float(line[field]) for line in lines if line[field]]
    return sum(values) / len(values) if values else None


def over_seeds(values):
    """Mean and standard error of (seed, number): folds of a seed share rows, seeds do not count them twice."""
    seeds = [[value for seed, value in values if seed == each] for each in dict.fromkeys(seed for seed, _ in values)]
    means = [sum(each) / len(each) for each in seeds]
    center = sum(means) / len(means)
    return center, (sum((each - center) ** 2 for each in means) / max(len(means) - 1, 1) / len(means)) ** 0.5


def summary(path):
    runs = lines_of(path)
    print("| table | model | fits | test loss | over occam 1se | lower / higher | accuracy | size | columns | processor s |")
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for name in TABLES:
        own = [run for run in runs if run["table"] == name]
        ours = {(run["seed"], run["fold"]): float(run["loss"]) for run in own if run["model"] == "occam 1se"}
        for model in MODELS:
            fits = [run for run in own if run["model"] == model and (run["seed"], run["fold"]) in ours]
            if not fits:
                continue
            gaps = [(run["seed"], float(run["loss"]) - ours[run["seed"], run["fold"]]) for run in fits]
            loss, error = over_seeds([(run["seed"], float(run["loss"])) for run in fits])
            gap = "" if model == "occam 1se" else "{:+.3g} +- {:.2g}".format(*over_seeds(gaps))
            sides = "" if model == "occam 1se" else f"{sum(each < 0 for _, each in gaps)} / {sum(each > 0 for _, each in gaps)}"
            accuracy = mean(fits, "accuracy")
            print(f"| {name} | {model} | {len(fits)} | {loss:.4g} +- {error:.2g} | {gap} | {sides} | {'' if accuracy is None else f'{accuracy:.3f}'} | "
                  f"{mean(fits, 'size'):.0f} | {mean(fits, 'columns'):.1f} | {mean(fits, 'processor_seconds'):.1f} |")
        needed = [run["needed"] for run in own if run["model"] == "occam 1se"]
        if needed:
            print(f"{name}: is a network needed? " + ", ".join(f"{each} {needed.count(each)}" for each in dict.fromkeys(needed)), file=sys.stderr)


if __name__ == "__main__":
    if sys.argv[1] == "--summary":
        summary(sys.argv[2])
    else:
        measure(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 10)
