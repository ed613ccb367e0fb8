"""Writes python/tests/tensorflow_values.json: what TensorFlow makes of the cases of python/tests/tensorflow_cases.py.

usage: PYTHON tools/golden/tensorflow_values.py, PYTHON with what tools/golden/requirements.txt names
"""

import json
import os
import sys
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
TESTS = Path(__file__).resolve().parents[2] / "python" / "tests"
sys.path.insert(0, str(TESTS))

import tensorflow as tf  # noqa: E402

import tensorflow_cases as cases  # noqa: E402



def given(name, arguments):
    """Keras's older backend takes TensorFlow's tensors alone."""
    return [tf.constant(each) if name.startswith("keras.backend") and hasattr(each, "dtype") else each for each in arguments]


found = [cases.function_of(tf, name)(*given(name, arguments), **named) for name, arguments, named in cases.CASES]
(TESTS / "tensorflow_values.json").write_text(json.dumps({"tensorflow": tf.__version__, "values": [cases.plain(each) for each in found],
                                                           "types": [cases.types_of(each) for each in found]}, separators=(",", ":")) + "\n")
