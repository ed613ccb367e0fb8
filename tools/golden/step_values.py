"""Writes python/tests/step_values.json: what Keras on TensorFlow makes of the programs of python/tests/step_cases.py.

usage: PYTHON tools/golden/step_values.py, PYTHON with what tools/golden/requirements.txt names
"""

import json
import os
import sys
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ["KERAS_BACKEND"] = "tensorflow"
TESTS = Path(__file__).resolve().parents[2] / "python" / "tests"
sys.path.insert(0, str(TESTS))

import keras  # noqa: E402
import tensorflow as tf  # noqa: E402

import step_cases as cases  # noqa: E402

found = {case.__name__: cases.plain(case(tf, keras)) for case in [*cases.GRADIENTS, *cases.STEPS]}
(TESTS / "step_values.json").write_text(json.dumps({"keras": keras.__version__, "tensorflow": tf.__version__, "values": found}, separators=(",", ":")) + "\n")
