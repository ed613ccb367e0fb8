"""The programs of examples/python run as they stand and reach what such programs reach."""

import pathlib
import re
import subprocess
import sys

import pytest
from occam.datasets import fashion_mnist

FOLDER = pathlib.Path(__file__).parents[2] / "examples" / "python"

#: The last number that each prints, at least and at most.
REACHED = {
    "anomaly_detection.py": (0.9, 1.0),
    "images.py": (0.75, 1.0),
    "mixed_columns.py": (0.95, 1.0),
    "own_parts.py": (0.75, 1.0),
    "own_training_step.py": (0.9, 1.0),
    "residual_network.py": (0.9, 1.0),
    "scikit_learn_pipeline.py": (0.93, 1.0),
    "sparse_inputs.py": (0.93, 1.0),
    "tables_of_numbers.py": (0.93, 1.0),
    "text_classification.py": (0.95, 1.0),
    "time_series_forecast.py": (0.1, 0.6),
}


def test_every_example_is_here():
    assert {path.name for path in FOLDER.glob("*.py")} == set(REACHED)


@pytest.mark.parametrize("name", REACHED)
def test_example(name, tmp_path):
    arguments = []
    if name == "images.py":
        try:
            fashion_mnist.load_data()
        except FileNotFoundError as error:
            pytest.skip(str(error))
        arguments = ["5000"]
    if name.startswith("scikit"):
        pytest.importorskip("sklearn")
    done = subprocess.run([sys.executable, FOLDER / name, *arguments], cwd=tmp_path, capture_output=True, text=True, timeout=300)
    assert (done.returncode, done.stderr) == (0, "")
    low, high = REACHED[name]
    assert low <= float(re.findall(r"-?\d+\.\d+", done.stdout)[-1]) <= high, done.stdout
