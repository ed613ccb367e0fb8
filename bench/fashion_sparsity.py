#!/usr/bin/env python3
"""Opens the small networks of `fashion_sparsity path FOLDER`, `again` and `train_on` in Keras and compares their outputs; prints the tables of docs/paths.md.

    bench/fashion_sparsity.py open FOLDER IMAGES     # with Keras; IMAGES: the folder of Fashion-MNIST's files
    bench/fashion_sparsity.py tables FOLDER
"""
import csv
import gzip
import sys
from pathlib import Path


def lines_of(path):
    with open(path) as file:
        return list(csv.DictReader(file))


def test_images(folder, count):
    import numpy as np
    path = Path(folder) / "t10k-images-idx3-ubyte"
    data = path.read_bytes() if path.exists() else gzip.open(f"{path}.gz").read()
    return np.frombuffer(data, np.uint8, count * 784, 16).reshape(count, 28, 28).astype("float32") / np.float32(255)


def open_in_keras(folder, images):
    import keras
    import numpy as np
    x = test_images(images, 100)
    worst = 0
    lines = [line for name in ("path.csv", "again.csv", "train_on.csv") if (Path(folder) / name).exists() for line in lines_of(Path(folder) / name)
             if (Path(folder) / line["file"]).exists()]
    for line in lines:
        model = keras.saving.load_model(Path(folder) / line["file"])
        if model.count_params() != int(line["parameters"]):
            sys.exit(f"{line['file']}: {model.count_params()} parameters in Keras")
        expected = np.loadtxt(Path(folder) / f"{line['file']}.csv", delimiter=",")
        worst = max(worst, float(np.abs(model.predict(x, verbose=0) - expected).max()))
    print(f"Keras {keras.__version__} opens {len(lines)} files; largest difference of a probability {worst:.2g}")


def table(head, rows):
    marks = ["---" if name in ("network", "optimizer") else "---:" for name in head]
    for row in [head, marks, *rows]:
        print(f"| {' | '.join(row)} |")


def tables(folder):
    train_on, settle = (Path(folder) / name for name in ("train_on.csv", "settle.csv"))

    def numbers(line, *accuracies):
        return [f"{int(line['not_zero']):,}", f"{int(line['parameters']):,}", *(f"{float(line[name]):.4f}" for name in accuracies),
                f"{int(line['file_bytes']) / 1000:.1f}", f"{float(line['us']):.1f}"]

    for name in ("path.csv", "again.csv"):
        if not (Path(folder) / name).exists():
            continue
        table(["optimizer", "order", "lambda", "zeros", "hidden units", "numbers that are not 0", "parameters", "test accuracy", "file, kB", "a prediction, us"],
              [[line["optimizer"], line["seed"], f"{float(line['lambda']):.3g}", f"{100 * float(line['zeros']):.1f} %", line["units"],
                *numbers(line, "test_accuracy")] for line in lines_of(Path(folder) / name)])
    if train_on.exists():
        table(["network", "lambda", "numbers that are not 0", "parameters", "before", "test accuracy", "best epoch's", "file, kB", "a prediction, us"],
              [[line["network"], f"{float(line['lambda']):.3g}", *numbers(line, "accuracy_before", "test_accuracy", "best_test_accuracy")]
               for line in lines_of(train_on)])
    if not settle.exists():
        return
    runs = lines_of(settle)
    rows = []
    for name in dict.fromkeys(run["optimizer"] for run in runs):
        own = [run for run in runs if run["optimizer"] == name]

        def span(key, form, among=own):
            values = [float(run[key]) / (float(run["weights"]) if key == "zeros" else 1) for run in among]
            return f"{min(values):{form}}-{max(values):{form}}" if values else ""
        rows.append([name, str(len(own)), span("zeros", ".1%"), span("changed_in_last_10", ",.0f"), span("test_accuracy", ".4f"),
                     span("overlap_with_seed_0", ".3f", own[1:])])
    table(["optimizer", "runs", "zeros", "changed in the last ten epochs", "test accuracy", "overlap of the zeros"], rows)


if sys.argv[1] == "open":
    open_in_keras(*sys.argv[2:])
else:
    tables(sys.argv[2])
