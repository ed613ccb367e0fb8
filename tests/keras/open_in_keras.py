#!/usr/bin/env python3
"""Opens occam's files in real Keras: predictions, loss, three more steps of training. Run by hand, where Keras is:

    ninja -C build/release occam_keras_files && build/release/tests/occam_keras_files FOLDER
    KERAS_BACKEND=tensorflow python tests/keras/open_in_keras.py FOLDER

Keras 3.6 opens all but models whose shared layers call each other in turn ("nested"), which it cannot read from its own files either, and
Nadam's memory, which it has in another order than later versions.
"""
import json
import os
import sys
import zipfile
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import h5py  # noqa: E402
import keras  # noqa: E402
import numpy as np  # noqa: E402
from keras.src.legacy.saving.legacy_h5_format import load_optimizer_weights_from_hdf5_group  # noqa: E402

MOST_ERROR = 1e-6        # of predictions
MOST_DRIFT = 2e-5        # after three more steps


def array(record):
    values = np.array(record["values"], "int32" if record["integers"] else "float32")
    return values.reshape(record["shape"])


def check(folder, record):
    x, y = [array(a) for a in record["x"]], [array(a) for a in record["y"]]
    model = keras.models.load_model(folder / f"{record['name']}.keras")
    names = record["outputs"]
    with zipfile.ZipFile(folder / f"{record['name']}.keras") as archive:
        stored = json.loads(archive.read("config.json"))["config"]["layers"]
    # The order numbers the groups of weights and the optimizer's memory.
    order = [layer["config"]["name"] for layer in stored]
    own_order = [layer.name for layer in model.layers]
    assert order[-len(own_order):] == own_order, (order, own_order)
    is_named = isinstance(model.get_config().get("output_layers"), dict)
    inputs = x if len(x) > 1 else x[0]
    targets = dict(zip(names, y)) if is_named else (y if len(y) > 1 else y[0])

    def error(wanted):
        p = model.predict(inputs, verbose=0)
        p = [p[n] for n in names] if is_named else (p if isinstance(p, list) else [p])
        return max(float(np.abs(a - array(b)).max()) for a, b in zip(p, wanted))

    found = {"predictions": error(record["predictions"])}
    loss = model.evaluate(inputs, targets, verbose=0, return_dict=True)["loss"]
    found["loss"] = abs(loss - record["loss"]) / max(1.0, abs(record["loss"]))
    model.load_weights(folder / f"{record['name']}.weights.h5")
    found["weights.h5"] = error(record["predictions"])
    # Keras does not find Lamb again in its own .h5 files either.
    model = keras.models.load_model(folder / f"{record['name']}.h5", compile="Lamb" not in record["name"])
    found["h5"] = error(record["predictions"])
    model = keras.models.load_model(folder / f"{record['name']}.keras")
    # Keras 3 cannot train on from a .h5 file, its own neither: the optimizer's memory is compared as it stands there.
    with h5py.File(folder / f"{record['name']}.h5") as legacy:
        memory = [np.asarray(v) for v in load_optimizer_weights_from_hdf5_group(legacy)]
    own = [np.asarray(v) for v in model.optimizer.variables]
    found["h5 memory"] = max(float(np.abs(a - b).max()) for a, b in zip(memory, own, strict=True))
    model.fit(inputs, targets, batch_size=len(x[0]), epochs=3, shuffle=False, verbose=0)
    found["three steps"] = error(record["after"])
    limits = {key: MOST_ERROR for key in found} | {"loss": 1e-5, "three steps": MOST_DRIFT, "h5 memory": 0}
    good = all(found[key] <= limits[key] for key in limits)
    print(f"{'ok    ' if good else 'FAILED'} {record['name']}: " + ", ".join(f"{k} {v:.2g}" for k, v in found.items()))
    return good


def main():
    folder = Path(sys.argv[1])
    records = [json.loads(path.read_text()) for path in sorted(folder.glob("*.json"))]
    print("Keras", keras.__version__)
    results = []
    for record in records:
        try:
            results.append(check(folder, record))
        except Exception as problem:  # noqa: BLE001: each file is told
            print(f"FAILED {record['name']}: {type(problem).__name__}: {str(problem)[:200]!r}")
            results.append(False)
    if not results or not all(results):
        sys.exit(1)


if __name__ == "__main__":
    main()
