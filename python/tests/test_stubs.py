"""The type stubs are those of the library's descriptions, and say to a type checker what is right and what is not."""

import importlib.metadata
import importlib.util
import pathlib
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).parents[2]

RIGHT = """
import numpy as np
import occam as keras
from occam import layers, ops, regularizers, optimizers
from occam.keras import callbacks, constraints, initializers, losses, metrics

model = keras.Sequential([
    keras.Input((4,)),
    layers.Dense(3, activation="relu", kernel_regularizer=regularizers.L1(np.float32(1e-3), proximal=True), kernel_constraint=constraints.MaxNorm(2), name=None),
    layers.BatchNormalization(momentum=0.9),
    layers.Dropout(rate=0.2),
    layers.Dense(np.int64(1), kernel_initializer=initializers.HeNormal(seed=1)),
])
model.compile(optimizers.Adam(optimizers.schedules.CosineDecay(0.1, 100)), losses.MeanSquaredError(), metrics=[metrics.MeanAbsoluteError()])
history = model.fit(np.zeros((8, 4)), np.zeros((8, 1)), callbacks=[callbacks.EarlyStopping(monitor="loss", patience=3)])
loss = ops.mean(ops.square(np.ones(3)))


class Mine(layers.Layer):
    def call(self, inputs):
        return inputs * 2
"""

WRONG = ["layers.Dense(unit=3)", 'layers.Dense("three")', 'layers.Dropout("much")', 'regularizers.L1(l1="x")', "callbacks.EarlyStopping(patience=1.5)",
         "optimizers.Adam(rate=1)", "layers.Dens(3)", "ops.squares(1)", 'optimizers.schedules.CosineDecay("a", 3)', "metrics.MeanSquaredError(3, 4, 5, 6)"]


def test_the_stubs_are_those_of_the_library():
    spec = importlib.util.spec_from_file_location("python_stubs", ROOT / "tools" / "python_stubs.py")
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    for path, text in tool.stubs().items():
        assert (ROOT / "python" / "occam" / path).read_text(encoding="utf-8") == text, f"{path}: run tools/python_stubs.py"


def test_a_type_checker_knows_right_from_wrong(tmp_path):
    pytest.importorskip("mypy")
    try:
        importlib.metadata.distribution("occam")
    except importlib.metadata.PackageNotFoundError:
        pytest.skip("the package is not installed: a type checker does not look at PYTHONPATH")
    (tmp_path / "right.py").write_text(RIGHT)
    (tmp_path / "wrong.py").write_text("from occam import callbacks, layers, metrics, ops, optimizers, regularizers\n" + "\n".join(WRONG) + "\n")
    told = subprocess.run([sys.executable, "-m", "mypy", "--no-error-summary", "right.py", "wrong.py"], cwd=tmp_path, capture_output=True, text=True)
    lines = {int(line.split(":")[1]) for line in told.stdout.splitlines() if line.startswith("wrong.py") and ": error:" in line}
    assert lines == set(range(2, len(WRONG) + 2)), told.stdout + told.stderr
    assert "right.py" not in told.stdout, told.stdout
