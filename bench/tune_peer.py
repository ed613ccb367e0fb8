#!/usr/bin/env python3
"""`occam tune` beside scikit-learn's HalvingRandomSearchCV over MLPClassifier: time, test loss, size.

    bench/tune_peer.py OCCAM SEEDS > lines.csv       # needs numpy, scikit-learn
    bench/tune_peer.py --summary lines.csv

Each seed deals out a fifth of the rows of data/breast_cancer.csv and data/wine.csv, stratified, as test rows that
neither side sees. Both draw 64 configurations, go on with one of three, end at 400 epochs at most, and score by
log_loss over five folds. Both draw width, depth, L2 and the learning rate from the same ranges; occam also L1,
dropout, batch normalization and weight decay, which MLPClassifier has not. scikit-learn's rungs are 15, 45 and 135
epochs, as the next would be over 400; occam's 15, 44, 133 and 400. One thread each.
"""
import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TABLES = (("breast_cancer", "diagnosis"), ("wine", "cultivator"))
CONFIGURATIONS, EPOCHS, FOLDS = 64, 400, 5
FIELDS = ("table", "seed", "side", "test_log_loss", "test_accuracy", "parameters", "seconds", "processor_seconds")


def processor_seconds(who):
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def occam(program, choice, seed, target, train, test):
    with tempfile.TemporaryDirectory() as folder:
        model = str(Path(folder) / "model.keras")
        begin, used = time.monotonic(), processor_seconds(resource.RUSAGE_CHILDREN)
        out = subprocess.run([program, "tune", train, "--target", target, "--trials", str(CONFIGURATIONS), "--folds", str(FOLDS),
                              "--seed", str(seed), "--threads", "1", "--choose", choice, "--save", model, "--json", "-q"],
                             check=True, capture_output=True, text=True).stdout
        seconds, used = time.monotonic() - begin, processor_seconds(resource.RUSAGE_CHILDREN) - used
        judged = json.loads(subprocess.run([program, "evaluate", model, test, "--json"], check=True, capture_output=True,
                                           text=True).stdout)["measures"]
    return (judged["log_loss"]["the network"]["value"], judged["accuracy"]["the network"]["value"],
            json.loads(out)["tune"]["refitted"]["parameters"], seconds, used)


def scikit_learn(seed, x, y, train, test):
    import scipy.stats
    from sklearn.experimental import enable_halving_search_cv  # noqa: F401
    from sklearn.metrics import accuracy_score, log_loss
    from sklearn.model_selection import HalvingRandomSearchCV
    from sklearn.neural_network import MLPClassifier
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler
    network = make_pipeline(StandardScaler(), MLPClassifier(batch_size=32, early_stopping=True, validation_fraction=0.2,
                                                            n_iter_no_change=20, random_state=seed))
    space = {"mlpclassifier__hidden_layer_sizes": [(width,) * depth for width in (16, 32, 64) for depth in (1, 2, 3)],
             "mlpclassifier__alpha": scipy.stats.loguniform(1e-6, 1e-2),
             "mlpclassifier__learning_rate_init": scipy.stats.loguniform(1e-3, 1e-1)}
    search = HalvingRandomSearchCV(network, space, n_candidates=CONFIGURATIONS, factor=3, resource="mlpclassifier__max_iter",
                                   min_resources=15, max_resources=EPOCHS, cv=FOLDS, scoring="neg_log_loss", random_state=seed)
    begin, used = time.monotonic(), processor_seconds(resource.RUSAGE_SELF)
    search.fit(x[train], y[train])
    seconds, used = time.monotonic() - begin, processor_seconds(resource.RUSAGE_SELF) - used
    layers = search.best_estimator_[-1]
    return (log_loss(y[test], search.predict_proba(x[test])), accuracy_score(y[test], search.predict(x[test])),
            sum(part.size for part in (*layers.coefs_, *layers.intercepts_)), seconds, used)


def measure(program, seeds):
    import warnings
    import numpy
    from sklearn.model_selection import train_test_split
    warnings.simplefilter("ignore")
    writer = csv.writer(sys.stdout)
    writer.writerow(FIELDS)
    for table, target in TABLES:
        head, *lines = (ROOT / "data" / f"{table}.csv").read_text().splitlines()
        names = head.split(",")
        rows = [line.split(",") for line in lines]
        place = names.index(target)
        y = numpy.array([row[place] for row in rows])
        x = numpy.array([[float(cell) for i, cell in enumerate(row) if i != place] for row in rows])
        for seed in range(seeds):
            train, test = train_test_split(numpy.arange(len(rows)), test_size=0.2, random_state=seed, stratify=y)
            with tempfile.TemporaryDirectory() as folder:
                files = []
                for name, part in (("train", train), ("test", test)):
                    files.append(str(Path(folder) / f"{name}.csv"))
                    Path(files[-1]).write_text("\n".join([head, *(lines[i] for i in sorted(part))]) + "\n")
                for choice in ("1se", "min"):
                    writer.writerow((table, seed, f"occam {choice}", *occam(program, choice, seed, target, *files)))
            writer.writerow((table, seed, "scikit-learn", *scikit_learn(seed, x, y, train, test)))
            sys.stdout.flush()


def summary(path):
    lines = list(csv.DictReader(open(path)))
    print("| table | side | test log loss, mean (each) | test accuracy | parameters | processor seconds |")
    print("| --- | --- | --- | ---: | ---: | ---: |")
    for table, side in dict.fromkeys((line["table"], line["side"]) for line in lines):
        own = [line for line in lines if (line["table"], line["side"]) == (table, side)]
        mean = {name: sum(float(line[name]) for line in own) / len(own) for name in FIELDS[3:]}
        each = ", ".join(f"{float(line['test_log_loss']):.3f}" for line in own)
        print(f"| {table} | {side} | {mean['test_log_loss']:.4f} ({each}) | {mean['test_accuracy']:.3f} | {mean['parameters']:.0f} | "
              f"{mean['processor_seconds']:.1f} |")


if __name__ == "__main__":
    if sys.argv[1] == "--summary":
        summary(sys.argv[2])
    else:
        for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
            os.environ.setdefault(name, "1")
        measure(sys.argv[1], int(sys.argv[2]))
