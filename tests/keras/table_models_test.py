#!/usr/bin/env python3
"""Models that `occam train TABLE --save` has written, in real Keras: equal predictions from the raw columns. Skipped by name where Keras is not.

    python tests/keras/table_models_test.py OCCAM
"""
import csv
import datetime
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ["CUDA_VISIBLE_DEVICES"] = ""
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "keras"))

try:
    import keras
    import numpy as np
except ImportError as error:
    print(f"skipped: {error}")
    sys.exit(77)

MOST_ERROR = {"simple": 2e-6, "tabular": 1e-5}  # of what a network gives, whose sums Keras orders differently


def draw(kind, chance):
    if kind == "gaps":
        return "" if chance.random() < 0.3 else round(chance.gauss(2020.4, 2), 2)
    if kind == "number":
        return round(chance.gauss(5, 100), 3)
    if kind == "text":
        return chance.choice(("red", "green", "blue, dark", "[UNK]", "größer"))
    if kind == "towns":  # most of them rare; some cells missing
        return "" if chance.random() < 0.1 else f"town {min(int(chance.expovariate(0.08)), 60)}"
    date = datetime.date(1899, 1, 1) + datetime.timedelta(days=chance.randint(0, 80_000))
    return f"{date}" if kind == "date" else f"{date} {chance.randint(0, 23):02}:{chance.randint(0, 59):02}"


def column(kind, texts):
    if kind in ("text", "towns"):
        return np.array(texts, dtype=object)
    if kind in ("date", "time"):
        days = np.array([np.datetime64(text.replace(" ", "T"), "s") if text else np.datetime64("NaT") for text in texts])
        return days.astype("float64") / 86400
    return np.array([float(text) if text != "" else np.nan for text in texts])


def check(occam, folder, seed, flags):
    chance = random.Random(seed)
    kinds = [chance.choice(("number", "gaps", "text", "towns", "date", "time")) for _ in range(chance.randint(1, 5))]
    names = [f"{kind} {i}" for i, kind in enumerate(kinds)]
    names[0] = ("a/b", "take", "cast", names[0])[seed % 4]
    task = ("number", "two", "three")[seed % 3]
    answer = {"number": lambda: round(chance.gauss(1000, 20), 2), "two": lambda: chance.choice("yn"),
              "three": lambda: chance.choice(("a", "b", "c"))}[task]
    rows = [[*(draw(kind, chance) for kind in kinds), answer()] for _ in range(240)]
    new = [[draw(kind, chance) for kind in kinds] for _ in range(50)]
    new[0] = ["never seen" if kind in ("text", "towns") else cell for kind, cell in zip(kinds, new[0])]
    table, fresh, model = folder / "table.csv", folder / "new.csv", folder / f"{seed}.keras"
    for path, header, content in ((table, [*names, "y"], rows), (fresh, names, new)):
        with open(path, "w", newline="") as file:
            csv.writer(file).writerows([header, *content])
    run = [occam, "train", table, "--target", "y", "--epochs", "2", "-q", "--save", model, *flags]
    subprocess.run(list(map(str, run)), check=True, capture_output=True)
    out = folder / "out.npy"
    probabilities = [] if task == "number" else ["--probabilities"]
    subprocess.run([occam, "predict", str(model), str(fresh), "--output", str(out), "-q", *probabilities], check=True)
    expected = np.load(out)
    loaded = keras.models.load_model(model)
    inputs = {}
    for i, (name, kind) in enumerate(zip(names, kinds)):
        own = {"a/b": "a_b", "take": "take_column", "cast": "cast_column"}.get(name, name)
        if own in loaded.input:  # constant in training: the model has none of it
            inputs[own] = column(kind, [row[i] for row in new])
    # A call keeps float64; predict makes float32 of arrays first, so that it is asked with what float32 can hold.
    found = loaded({name: keras.ops.convert_to_tensor(values.tolist(), "string" if values.dtype == object else "float64")
                    for name, values in inputs.items()})
    rounded = {name: values if values.dtype == object else values.astype("float32") for name, values in inputs.items()}
    again = loaded({name: keras.ops.convert_to_tensor(values.tolist(), "string" if values.dtype == object else "float64")
                    for name, values in rounded.items()})
    scale = max(1.0, float(np.abs(expected).max())) if task == "number" else 1.0
    assert np.abs(loaded.predict(rounded, verbose=0) - np.asarray(again)).max() <= 1e-6 * scale
    found = np.asarray(found)
    if task == "two":
        found = np.concatenate([1 - found, found], axis=1)
    found = found.reshape(expected.shape)
    error = float(np.abs(found - expected).max()) / scale
    good = error <= MOST_ERROR["simple" if "simple" in flags else "tabular"]
    print(f"{'ok    ' if good else 'FAILED'} {seed} {task} {' '.join(flags)} {kinds}: {error:.2g}")
    return good


def main():
    occam = os.path.abspath(sys.argv[1])
    print("Keras", keras.__version__)
    results = []
    with tempfile.TemporaryDirectory() as folder:
        # Without the definitions first: the simple recipe needs none.
        for seed in range(12):
            flags = ("--recipe", "simple", *(("--ensemble", "3") if seed % 4 == 1 else ()),
                     *(("--batch-norm", "--l2", "1e-3") if seed % 4 == 2 else ()))
            results.append(check(occam, Path(folder), seed, flags))
        import occam_layers  # noqa: F401
        for seed in range(12, 24):
            flags = ("--activation", "leaky_relu:negative_slope=0.3") if seed % 4 == 3 else ()
            results.append(check(occam, Path(folder), seed, (*flags, *(("--ensemble", "2") if seed % 4 == 1 else ()))))
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
