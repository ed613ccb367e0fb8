"""Values and configs of Keras 3.15.1 (keras_values.json, written by tools/golden/python_values.py)."""

import json
import pathlib

import numpy as np
import pytest

import occam as keras

VALUES = json.loads((pathlib.Path(__file__).parent / "keras_values.json").read_text())


def cases(concept):
    return [pytest.param(case, id=f"{place}-{case['name']}") for place, case in enumerate(VALUES[concept])]


def close(value, expected):
    np.testing.assert_allclose(np.asarray(value, np.float64), expected, rtol=2e-5, atol=2e-6)


@pytest.mark.parametrize("concept, case", [(concept, case) for concept in ("regularizers", "constraints") for case in VALUES[concept]])
def test_weights(concept, case):
    made = getattr(getattr(keras, concept), case["name"])(**case["arguments"])
    value = made(np.array(case["x"], np.float32))
    assert value.dtype == np.float32 and value.shape == np.shape(case["value"])
    close(value, case["value"])
    config = made.get_config()
    assert {name: config[name] for name in case["config"]} == pytest.approx(case["config"])


@pytest.mark.parametrize("case", cases("activations"))
def test_activations(case):
    close(getattr(keras.activations, case["name"])(np.array(case["x"], np.float32)), case["value"])


@pytest.mark.parametrize("case", cases("losses"))
def test_losses(case):
    made = getattr(keras.losses, case["name"])(**case["arguments"])
    y, p = np.array(case["y"], np.float32), np.array(case["p"], np.float32)
    close(made(y, p), case["plain"])
    close(made(y, p, sample_weight=np.array(case["weights"], np.float32)), case["weighted"])


@pytest.mark.parametrize("case", cases("metrics"))
def test_metrics(case):
    metric = getattr(keras.metrics, case["name"])(**case["arguments"])
    for _ in range(2):
        for update in case["updates"]:
            weights = None if update["weights"] is None else np.array(update["weights"], np.float32)
            metric.update_state(np.array(update["y"], np.float32), np.array(update["p"], np.float32), sample_weight=weights)
        close(metric.result(), case["value"])
        metric.reset_state()


@pytest.mark.parametrize("case", cases("schedules"))
def test_schedules(case):
    made = getattr(keras.optimizers.schedules, case["name"])(**case["arguments"])
    close([made(step) for step in case["steps"]], case["values"])


ARGUMENTS = {"Dense": {"units": 3, "kernel_regularizer": "l2", "activation": "relu", "name": "d"}, "Dropout": {"rate": 0.2, "name": "o"},
             "Embedding": {"input_dim": 5, "output_dim": 2, "name": "e"}, "Activation": {"activation": "tanh", "name": "a"}}


def agrees(own, theirs):
    """Do the arguments that occam has stand there with Keras's values?"""
    if isinstance(theirs, dict):
        return isinstance(own, dict) and all(agrees(own[name], value) for name, value in theirs.items() if name in own)
    return own == (pytest.approx(theirs, rel=1e-6) if isinstance(theirs, float) else theirs)


@pytest.mark.parametrize("concept", sorted(VALUES["configs"]))
def test_configs(concept):
    for case in VALUES["configs"][concept]:
        made = getattr(getattr(keras, concept), case["name"])(**ARGUMENTS.get(case["name"], {}))
        config = json.loads(json.dumps(made.get_config()))
        theirs = {name: value for name, value in case["config"].items() if name not in ("dtype", "name")}
        assert agrees(config, theirs), (case["name"], config, theirs)
        again = type(made).from_config(case["config"])
        assert agrees(json.loads(json.dumps(again.get_config())), theirs), case["name"]
