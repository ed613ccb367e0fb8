"""Where goldens go and how they are written: pinned Keras, exact float32 digits, one row a line."""
import json
import os
from pathlib import Path

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"  # plain Eigen kernels
os.environ["TF_DETERMINISTIC_OPS"] = "1"

import keras  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

KERAS_VERSION = "3.15.1"
FOLDER = Path(__file__).resolve().parents[2] / "tests" / "golden" / "data"
LIMIT = 300_000  # bytes

if keras.__version__ != KERAS_VERSION:
    raise SystemExit(f"goldens need Keras {KERAS_VERSION}, this is {keras.__version__}")
tf.get_logger().setLevel("ERROR")
tf.config.threading.set_intra_op_parallelism_threads(1)  # one order of summation everywhere


def number(value):
    """A number as JSON text: 9 significant digits give a float32 back exactly."""
    value = value.item() if isinstance(value, np.generic) else value
    if isinstance(value, bool) or value is None:
        return json.dumps(value)
    if isinstance(value, int):
        return str(value)
    if value != value:
        return '"nan"'
    if value in (float("inf"), float("-inf")):
        return '"inf"' if value > 0 else '"-inf"'
    short = f"{value:.9g}"
    if "e" not in short and "." not in short:
        short += ".0"  # -0.0 stays a negative zero in every JSON reader
    return short


def text(value, indent=0):
    """Dictionaries and lists of dictionaries spread over lines; everything else on one line."""
    if hasattr(value, "numpy"):
        value = value.numpy()
    if isinstance(value, np.ndarray):
        value = value.tolist() if value.ndim else value.item()
    pad = " " * (indent + 1)
    if isinstance(value, dict):
        rows = [f"{pad}{json.dumps(k)}: {text(v, indent + 1)}" for k, v in value.items()]
        if all(isinstance(v, (str, int, float, type(None))) for v in value.values()):
            return "{" + ", ".join(row.strip() for row in rows) + "}"
        return "{\n" + ",\n".join(rows) + "\n" + " " * indent + "}"
    if isinstance(value, (list, tuple)):
        items = [text(v, indent + 1) for v in value]
        if any(isinstance(v, (dict, str)) for v in value) and sum(map(len, items)) > 80:
            return "[\n" + ",\n".join(pad + item for item in items) + "\n" + " " * indent + "]"
        return "[" + ", ".join(items) + "]"
    return json.dumps(value) if isinstance(value, str) else number(value)


def write(name, description, content, module=None):
    """Writes tests/golden/data/<name>.json; the description says how to read the rest."""
    command = f"KERAS_BACKEND=tensorflow python tools/golden/make.py {module or name}"
    document = {"keras_version": keras.__version__, "command": command,
                "description": description, **content}
    encoded = text(document) + "\n"
    if len(encoded) > LIMIT:
        raise SystemExit(f"{name}.json would have {len(encoded)} bytes, the limit is {LIMIT}")
    json.loads(encoded)
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / f"{name}.json").write_text(encoded)
    print(f"{name}.json: {len(encoded)} bytes")
