"""Fashion-MNIST with a regularized MLP in Keras 3.15.1: the accuracy that occam must reach.

    python tools/golden/fashion_reference.py            trains what is missing, then merges
    python tools/golden/fashion_reference.py --merge    merges only

Network: 784 -> [Dense(512, use_bias=False, kernel_regularizer=l2(L)) -> BatchNormalization -> relu
-> Dropout(R)] twice -> Dense(10, softmax); Adam with its defaults, batch 128, x / 255 as float32,
another order of the rows in each epoch, 15 epochs, the test set evaluated after each. Two settings of (L, R), five seeds each.
One file a run is kept in the folder --runs, so an interrupted command goes on where it stopped.
The random bits are TensorFlow's: only means and spreads over seeds can be compared.
"""
import argparse
import gzip
import json
import os
import re
import sys
import time
from pathlib import Path

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

SETTINGS = ((1e-4, 0.5), (1e-5, 0.3))
SEEDS = (0, 1, 2, 3, 4)
EPOCHS = 15
BATCH = 128
LAST = 5  # the epochs that are averaged for the summary
OUTPUT = Path(__file__).resolve().parents[2] / "tests/golden/data/fashion_mlp.json"
# what Keras logs -> what the file calls it; "loss" includes the penalty, "data_loss" does not
NAMES = {
    "loss": "loss", "data_loss": "data_loss", "accuracy": "accuracy",
    "val_loss": "test_loss", "val_data_loss": "test_data_loss", "val_accuracy": "test_accuracy",
}


def read_idx(folder, part):
    import numpy as np

    images = gzip.open(folder / f"{part}-images-idx3-ubyte.gz").read()[16:]
    labels = gzip.open(folder / f"{part}-labels-idx1-ubyte.gz").read()[8:]
    x = np.frombuffer(images, np.uint8).reshape(-1, 784).astype("float32") / 255
    return x, np.frombuffer(labels, np.uint8).astype("int32")


def build(l2, rate, **compile_arguments):
    import keras

    layers, penalty = keras.layers, keras.regularizers.l2
    model = keras.Sequential([layers.Input((784,))])
    for _ in range(2):
        model.add(layers.Dense(512, use_bias=False, kernel_regularizer=penalty(l2)))
        model.add(layers.BatchNormalization())
        model.add(layers.Activation("relu"))
        model.add(layers.Dropout(rate))
    model.add(layers.Dense(10, activation="softmax"))
    data_loss = keras.metrics.SparseCategoricalCrossentropy(name="data_loss")
    model.compile("adam", loss="sparse_categorical_crossentropy", metrics=["accuracy", data_loss],
                  **compile_arguments)
    return model


def run(l2, rate, seed, train, test, arguments):
    """One training; per epoch: the six logged numbers, and seconds (training plus evaluation)."""
    import keras
    import numpy as np

    class Seconds(keras.callbacks.Callback):
        def on_epoch_begin(self, epoch, logs=None):
            self.begin = time.perf_counter()

        def on_test_begin(self, logs=None):
            training.append(time.perf_counter() - self.begin)

        def on_epoch_end(self, epoch, logs=None):
            total.append(time.perf_counter() - self.begin)

    training, total = [], []
    keras.backend.clear_session()
    keras.utils.set_random_seed(seed)
    model = build(l2, rate, jit_compile=arguments.xla, steps_per_execution=arguments.steps)
    # After set_random_seed fit(shuffle=True) draws the SAME order in every epoch (TensorFlow's
    # seeded data set starts again with each iterator), so the rows are shuffled here.
    generator = np.random.default_rng(seed)
    logged = {key: [] for key in NAMES}
    for epoch in range(arguments.epochs):
        order = generator.permutation(len(train[1]))
        history = model.fit(train[0][order], train[1][order], batch_size=BATCH,
                            initial_epoch=epoch, epochs=epoch + 1, verbose=0, shuffle=False,
                            validation_data=test, validation_batch_size=1000,
                            callbacks=[Seconds()])
        for key in NAMES:
            logged[key].append(float(history.history[key][-1]))
    result = {"l2": l2, "rate": rate, "seed": seed, "jit_compile": arguments.xla,
              "steps_per_execution": arguments.steps}
    result |= {name: logged[key] for key, name in NAMES.items()}
    return result | {"train_seconds": training, "seconds": total}


def summary(runs):
    """Mean over the last epochs of each run, then mean and standard error over the seeds."""
    import numpy as np

    entry = {}
    for name in NAMES.values():
        means = np.array([np.mean(r[name][-LAST:]) for r in runs])
        error = means.std(ddof=1) / np.sqrt(len(means)) if len(means) > 1 else float("nan")
        entry[name] = {"mean": round(float(means.mean()), 6),
                       "standard_error": round(float(error), 6) if error == error else "nan"}
    return entry


def merge(folder):
    import numpy as np

    settings = []
    for l2, rate in SETTINGS:
        paths = [folder / f"l2_{l2}_rate_{rate}_seed_{seed}.json" for seed in SEEDS]
        runs = [json.loads(path.read_text()) for path in paths if path.exists()]
        if not runs:
            continue
        rounded = [{"seed": r["seed"]} | {name: [round(v, 6) for v in r[name]]
                                          for name in NAMES.values()} for r in runs]
        # the median: other work shares the machine, and the first epoch compiles
        wall = {"train": float(np.median([r["train_seconds"][1:] for r in runs])),
                "train_and_test": float(np.median([r["seconds"][1:] for r in runs]))}
        settings.append({
            "l2": l2, "rate": rate, f"mean_of_last_{LAST}_epochs": summary(runs),
            "seconds_per_epoch_median": {k: round(v, 2) for k, v in wall.items()},
            "jit_compile": runs[0]["jit_compile"],
            "steps_per_execution": runs[0]["steps_per_execution"], "runs": rounded})
    document = {
        "keras_version": "3.15.1", "command": "python tools/golden/fashion_reference.py",
        "description": __doc__.split("\n\n")[2].replace("\n", " "),
        "data": "Fashion-MNIST, 60000 training and 10000 test images",
        "epochs": EPOCHS, "batch_size": BATCH, "settings": settings}
    text = json.dumps(document, indent=1)
    text = re.sub(r"\[\s+([-\d][^\[\]{}]*?)\s+\]",
                  lambda m: "[" + " ".join(m[1].split()) + "]", text)  # a list of numbers: one line
    OUTPUT.parent.mkdir(parents=True, exist_ok=True)
    OUTPUT.write_text(text + "\n")
    print(f"{OUTPUT}: {sum(len(s['runs']) for s in settings)} runs")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--runs", type=Path, default=Path("/tmp/fashion"))
    parser.add_argument("--data", type=Path, default=Path("/usr/share/datasets/fashion-mnist"))
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--merge", action="store_true", help="only merge the runs that exist")
    parser.add_argument("--xla", action="store_true", help="compile with jit_compile=True")
    parser.add_argument("--steps", type=int, default=32, help="steps_per_execution")
    arguments = parser.parse_args()
    arguments.runs.mkdir(parents=True, exist_ok=True)
    if not arguments.merge:
        import keras

        if keras.__version__ != "3.15.1":
            sys.exit(f"Keras 3.15.1 is needed, this is {keras.__version__}")
        train, test = (read_idx(arguments.data, part) for part in ("train", "t10k"))
        for seed in SEEDS:
            for l2, rate in SETTINGS:
                path = arguments.runs / f"l2_{l2}_rate_{rate}_seed_{seed}.json"
                if path.exists():
                    continue
                result = run(l2, rate, seed, train, test, arguments)
                partial = path.with_suffix(".partial")
                partial.write_text(json.dumps(result))
                partial.rename(path)
                print(f"{path.name}: test accuracy {result['test_accuracy'][-1]:.4f}, "
                      f"{sum(result['seconds']) / len(result['seconds']):.1f} s an epoch",
                      flush=True)
    merge(arguments.runs)


if __name__ == "__main__":
    main()
