#!/usr/bin/env python3
"""Opens the small networks of `fashion_sparsity path FOLDER` and `train_on FOLDER` in Keras and compares their outputs; prints the tables of docs/paths.md.

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
    lines = [line for name in ("path.csv", "train_on.csv") if (Path(folder) / name).exists() for line in lines_of(Path(folder) / name)
             if (Path(folder) / line["file"]).exists()]
    for line in lines:
        model = keras.saving.load_model(Path(folder) / line["file"])
        if model.count_params() != int(line["parameters"]):
            sys.exit(f"{line['file']}: {model.count_params()} parameters in Keras")
        expected = np.loadtxt(Path(folder) / f"{line['file']}.csv", delimiter=",")
        worst = max(worst, float(np.abs(model.predict(x, verbose=0) - expected).max()))
    print(f"Keras {keras.__version__} opens {len(lines)} files; largest difference of a probability {worst:.2g}")


def tables(folder):
    path = Path(folder) / "path.csv"
    if path.exists():
        print("| lambda | test accuracy | zeros | hidden units | parameters | file, kB | a prediction, us |")
        print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
        for line in lines_of(path):
            print(f"| {float(line['lambda']):.3g} | {float(line['test_accuracy']):.4f} | {100 * float(line['zeros']):.1f} % | "
                  f"{line['units']} | {int(line['parameters']):,} | {int(line['file_bytes']) / 1000:.1f} | {float(line['us']):.1f} |")
    train_on = Path(folder) / "train_on.csv"
    if train_on.exists():
        print("| network | lambda | parameters | before | test accuracy | best epoch's | file, kB | a prediction, us |")
        print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
        for line in lines_of(train_on):
            print(f"| {line['network']} | {float(line['lambda']):.3g} | {int(line['parameters']):,} | {float(line['accuracy_before']):.4f} | "
                  f"{float(line['test_accuracy']):.4f} | {float(line['best_test_accuracy']):.4f} | {int(line['file_bytes']) / 1000:.1f} | "
                  f"{float(line['us']):.1f} |")
    settle = Path(folder) / "settle.csv"
    if not settle.exists():
        return
    runs = lines_of(settle)
    print("| optimizer | runs | zeros | changed in the last 10 epochs | most | zeros shared with seed 0 | test accuracy |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for name in dict.fromkeys(run["optimizer"] for run in runs):
        own = [run for run in runs if run["optimizer"] == name]

        def mean(key, among=own):
            return sum(float(run[key]) for run in among) / max(len(among), 1)
        changed = [float(run["changed_in_last_10"]) for run in own]
        print(f"| {name} | {len(own)} | {100 * mean('zeros'):.2f} % | {100 * mean('changed_in_last_10'):.4f} % | "
              f"{100 * max(changed):.4f} % | {100 * mean('overlap_with_seed_0', own[1:]):.2f} % | {mean('test_accuracy'):.4f} |")


if sys.argv[1] == "open":
    open_in_keras(*sys.argv[2:])
else:
    tables(sys.argv[2])
