#!/usr/bin/env python3
"""Random models in every form of file: opened in Keras, safetensors, NumPy and onnxruntime, with equal predictions; and what
Keras, safetensors and NumPy write of them with other weights, opened in occam.

usage: random_files_test.py OCCAM_RANDOM_FILES [COUNT [FOLDER]]
Runs in the Python that OCCAM_KERAS_PYTHON names; skipped where Keras is not.
"""
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

wanted = os.environ.get("OCCAM_KERAS_PYTHON")
if wanted and os.environ.get("OCCAM_IN_KERAS_PYTHON") != wanted:
    os.environ["OCCAM_IN_KERAS_PYTHON"] = wanted
    os.execv(wanted, [wanted, *sys.argv])
os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ["CUDA_VISIBLE_DEVICES"] = ""
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "keras"))
try:
    import keras
    import numpy as np
    import occam_layers  # noqa: F401: occam's own layers
except ImportError as error:
    print(f"keras.random_files: skipped: {error}; OCCAM_KERAS_PYTHON names a Python that has it")
    sys.exit(77)
try:
    import ml_dtypes
    import onnx
    import onnxruntime
    from safetensors.numpy import load_file, save_file
except ImportError as error:
    onnx = None
    print(f"keras.random_files: without safetensors and ONNX: {error}")

MOST_ERROR = 1e-5    # of predictions; in those above 1 relative


def array(record):
    values = np.array(record["values"], "int32" if record["integers"] else "float32")
    return values.reshape(record["shape"])


def as_record(values, integers=False):
    values = np.asarray(values)
    return {"shape": list(values.shape), "values": [float(v) for v in values.ravel()], "integers": integers}


def error(got, wanted):
    return max(float((np.abs(a - b) / np.maximum(1, np.abs(b))).max()) for a, b in zip(got, wanted, strict=True))


def as_list(values):
    return list(values.values()) if isinstance(values, dict) else values if isinstance(values, list) else [values]


class Case:
    def __init__(self, folder, record):
        self.folder, self.record, self.name = folder, record, record["name"]
        self.x = [array(x) for x in record["x"]]
        self.wanted = [array(p) for p in record["predictions"]]
        self.weights = {path: array(w) for path, w in zip(record["weight_paths"], record["weights"])}
        self.errors = {}
        self.unwritten = False               # Keras could not write it as .h5

    def path(self, ending):
        return str(self.folder / (self.name + ending))

    def predict(self, model):
        inputs = self.x if len(self.x) > 1 else self.x[0]
        return [np.asarray(p) for p in as_list(model(inputs, training=False))]

    def open_elsewhere(self):
        model = keras.models.load_model(self.path(".keras"))
        self.errors["keras"] = error(self.predict(model), self.wanted)
        self.errors["h5"] = error(self.predict(keras.models.load_model(self.path(".h5"))), self.wanted)
        values = model.get_weights()
        model.set_weights([np.zeros_like(v) for v in values])
        model.load_weights(self.path(".weights.h5"))
        self.errors["weights.h5"] = error(self.predict(model), self.wanted)
        stored = dict(np.load(self.path(".npz")))
        assert stored.keys() == self.weights.keys(), (stored.keys(), self.weights.keys())
        self.errors["npz"] = max(float(np.abs(stored[k] - w).max()) for k, w in self.weights.items())
        if onnx is None:
            return model
        stored = load_file(self.path(".safetensors"))
        assert stored.keys() == self.weights.keys()
        self.errors["safetensors"] = max(float(np.abs(stored[k] - w).max()) for k, w in self.weights.items())
        onnx.checker.check_model(self.path(".onnx"), full_check=True)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        session = onnxruntime.InferenceSession(self.path(".onnx"), options, providers=["CPUExecutionProvider"])
        names = [i.name for i in session.get_inputs()]
        assert names == self.record["input_names"], names
        for rows in (len(self.x[0]), 1):      # another batch than the one that was trained with
            feed = {n: x[:rows].astype("float32") for n, x in zip(names, self.x)}
            found = error(session.run(None, feed), [w[:rows] for w in self.wanted])
            self.errors["onnx"] = max(found, self.errors.get("onnx", 0))
        return model

    def back(self, ending, predictions, **more):
        record = {"x": self.record["x"], "predictions": [as_record(p) for p in predictions], **more}
        Path(self.path(f"_{ending}.back.json")).write_text(json.dumps(record))

    def write_back(self, model):
        """Files of other weights, with what Keras predicts by them."""
        random = np.random.default_rng(int(self.name))
        model.set_weights([w + np.abs(random.normal(0, 0.1, w.shape)).astype("float32") for w in model.get_weights()])
        predictions = self.predict(model)
        model.save(self.path("_back.keras"))
        self.back("keras", predictions, model=self.name + "_back.keras")
        try:
            model.save(self.path("_back.h5"))
            self.back("h5", predictions, model=self.name + "_back.h5")
        except ValueError as problem:        # Keras's own: weights of one name in an inner model
            if "name already exists" not in str(problem):
                raise
            self.unwritten = True
        model.save_weights(self.path("_back.weights.h5"))
        self.back("weights", predictions, model=self.name + ".keras", weights=self.name + "_back.weights.h5")
        others = {k: (w + np.abs(random.normal(0, 0.1, w.shape))).astype("float32") for k, w in self.weights.items()}
        model = keras.models.load_model(self.path(".keras"))
        if len(others) != len(model.weights):
            return
        # Keras's order of the weights is that of the layers; the file's names tell which is which.
        by_value = {w.tobytes(): k for k, w in self.weights.items()}
        names = [by_value.get(np.asarray(w).tobytes()) for w in model.get_weights()]
        if len(set(names)) != len(names) or None in names:
            return                           # two weights alike: which is which cannot be told
        def predicted(cast):
            model.set_weights([others[n].astype(cast).astype("float32") for n in names])
            return self.predict(model)
        np.savez(self.path("_back.npz"), **{k: np.asfortranarray(w) for k, w in others.items()})
        self.back("npz", predicted("float32"), model=self.name + ".keras", weights=self.name + "_back.npz")
        np.savez_compressed(self.path("_half.npz"), **{k: w.astype("float16") for k, w in others.items()})
        self.back("half", predicted("float16"), model=self.name + ".keras", weights=self.name + "_half.npz")
        if onnx is None:
            return
        save_file({k: w.astype("float64") for k, w in others.items()}, self.path("_back.safetensors"))
        self.back("double", predicted("float32"), model=self.name + ".keras", weights=self.name + "_back.safetensors")
        save_file({k: w.astype(ml_dtypes.bfloat16) for k, w in others.items()}, self.path("_brain.safetensors"))
        self.back("brain", predicted(ml_dtypes.bfloat16), model=self.name + ".keras",
                  weights=self.name + "_brain.safetensors")


def main():
    program = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 24
    folder = Path(sys.argv[3] if len(sys.argv) > 3 else tempfile.mkdtemp(prefix="occam_random_files_"))
    folder.mkdir(exist_ok=True)
    missing = subprocess.run([program, "write", str(folder), str(count)], check=True, capture_output=True, text=True).stdout
    print(f"Keras {keras.__version__}, {count} models")
    print(missing, end="")
    failed = 1 if missing and count >= 24 else 0
    largest, unwritten = {}, 0
    for number in range(count):
        case = Case(folder, json.loads((folder / f"{number}.json").read_text()))
        try:
            case.write_back(case.open_elsewhere())
        except Exception as problem:  # noqa: BLE001: each model is told
            failed += 1
            print(f"FAILED {number}: {type(problem).__name__}: {str(problem)[:400]}")
            continue
        unwritten += case.unwritten
        bad = {k: v for k, v in case.errors.items() if not v <= MOST_ERROR}
        failed += bool(bad)
        if bad:
            print(f"FAILED {number}: {bad}")
        for key, value in case.errors.items():
            largest[key] = max(largest.get(key, 0), value)
    if unwritten:
        print(f"Keras cannot write {unwritten} of these models as .h5: weights of one name in inner models")
    print("largest errors: " + ", ".join(f"{k} {v:.2g}" for k, v in largest.items()))
    result = subprocess.run([program, "check", str(folder)], capture_output=True, text=True)
    print(result.stdout + result.stderr, end="")
    if failed or result.returncode:
        print(f"{failed} models failed; files in {folder}")
        sys.exit(1)
    if len(sys.argv) <= 3:
        for path in folder.iterdir():
            path.unlink()
        folder.rmdir()


if __name__ == "__main__":
    main()
