"""What `import occam` loads, and that each module can be the first."""

import subprocess
import sys

import pytest


def run(code):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=True).stdout


def test_modules_are_loaded_when_they_are_asked_for():
    assert run("import sys, occam; print('numpy' in sys.modules, [name for name in sys.modules if name.startswith('occam.')])") == \
        "False ['occam._core']\n"


@pytest.mark.parametrize("module", ["activations", "callbacks", "constraints", "copying", "data", "datasets", "initializers", "keras", "keras.layers",
                                    "layers", "losses", "metrics", "models", "ops", "optimizers", "optimizers.schedules", "random",
                                    "regularizers", "saving", "selection", "utils", "variables"])
def test_each_module_alone(module):
    run(f"import importlib; importlib.import_module('occam.{module}')")


def test_a_part_finds_classes_of_modules_that_are_not_loaded():
    assert "HeNormal" in run("from occam import layers; print(layers.Dense(2, kernel_initializer='he_normal').kernel_initializer)")
    assert "L2" in run("from occam import saving, layers; from occam.described import deserialize; "
                       "print(deserialize({'module': 'keras.regularizers', 'class_name': 'L2', 'config': {'l2': 0.5}}))")
    assert "MeanSquaredError" in run("from occam import described; print(described.class_named('MeanSquaredError', 'metrics').__module__, "
                                     "described.class_named('MeanSquaredError'))")


def test_every_name():
    run("from occam import *; import occam; [getattr(occam, name) for name in dir(occam)]; occam.reduce_mean([1.0]); occam.nn.relu")
    with pytest.raises(subprocess.CalledProcessError):
        run("import occam; occam.no_such_name")
