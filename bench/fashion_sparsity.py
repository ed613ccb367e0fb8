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


def trained_on(folder):
    """The accuracies after train_on, of each file of the path: of the network itself, and of a plain one of as many numbers."""
    path = Path(folder) / "train_on.csv"
    if not path.exists():
        return {}
    found = []
    for line in lines_of(path):
        accuracy = f"{float(line['test_accuracy']):.4f}"
        if line["network"] == "plain":
            found[-1].append(accuracy)
        else:
            found.append([(float(line["lambda"]), line["accuracy_before"]), accuracy])
    return {key: (values + [""])[:2] for key, *values in found}


def path_table(lines, later):
    def row(line):
        accuracy = f"{float(line['test_accuracy']):.4f}"
        return [line["optimizer"], line["seed"], f"{float(line['lambda']):.3g}", f"{100 * float(line['zeros']):.1f} %", line["units"],
                f"{int(line['not_zero']):,}", f"{int(line['parameters']):,}", accuracy,
                *later.get((float(line["lambda"]), accuracy), ["", ""]), f"{int(line['file_bytes']) / 1000:.1f}", f"{float(line['us']):.1f}"]
    table(["optimizer", "order", "lambda", "zeros", "hidden units", "numbers that are not 0", "parameters", "accuracy", "relaxed", "plain, as many numbers",
           "file, kB", "a prediction, us"], map(row, lines))


def tables(folder):
    settle = Path(folder) / "settle.csv"
    for name in ("path.csv", "again.csv"):
        if (Path(folder) / name).exists():
            path_table(lines_of(Path(folder) / name), trained_on(folder))
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
