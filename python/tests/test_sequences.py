"""Unknown sizes, masks, weights of steps and sequences do here what they did with Keras 3.15.1 (sequence_values.json, written by
tools/golden/sequence_values.py), and what Keras refuses is refused."""

import json
import pathlib

import numpy as np
import pytest

import occam
from occam import layers
from test_parity import differences

GOLDEN = json.loads((pathlib.Path(__file__).parent / "sequence_values.json").read_text())
X = np.random.RandomState(0).normal(size=(6, 5, 3)).astype(np.float32)


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("case", [pytest.param(case, id=str(number)) for number, case in enumerate(GOLDEN["programs"])])
def test_program(case):
    names = {"keras": occam, "np": np}
    exec(compile(GOLDEN["head"] + case["program"], "program", "exec"), names)
    found = differences("found", names["found"], case["found"])
    assert not found, "\n".join(found[:8]) + "\n" + case["program"]


WEIGHTS = "Shapes used to initialize variables must be fully-defined"


@pytest.mark.parametrize("first", [layers.Flatten, lambda: layers.Permute((2, 1))])
def test_a_weight_has_no_unknown_size(first):
    with pytest.raises(ValueError, match=WEIGHTS):
        occam.Sequential([layers.Input((None, 8)), first(), layers.Dense(2)]).build((None, None, 8))
    with pytest.raises(ValueError, match=WEIGHTS):
        layers.Dense(2)(layers.Input((3, None))).shape


def test_a_layer_written_in_python_is_told_none():
    class Wrong(layers.Layer):
        def build(self, input_shape):
            self.w = self.add_weight(shape=(input_shape[1], 1))

        def call(self, x):
            return x

    with pytest.raises(ValueError, match=WEIGHTS):
        Wrong()(layers.Input((None, 8)))


def test_other_sizes_are_refused():
    model = occam.Sequential([layers.Input((None, 3)), layers.Dense(2)])
    for shape in ((2, 5, 4), (2, 3), (2, 5, 3, 1)):
        with pytest.raises(ValueError, match=r"\(None, 3\)"):
            model.predict(np.zeros(shape), verbose=0)


def test_files_keep_unknown_sizes(tmp_path):
    a = layers.Input((None, 3))
    for model in (occam.Sequential([layers.Input((None, 3)), layers.Dense(2, activation="tanh"), layers.GlobalAveragePooling1D()]),
                  occam.Model(a, layers.GlobalMaxPooling1D()(layers.Dense(2)(a)))):
        model.compile("adam", "mse")
        model.fit(X, X[:, 0, :2], verbose=0)
        model.save(tmp_path / "m.keras")
        again = occam.models.load_model(tmp_path / "m.keras")
        assert again.input_shape == (None, None, 3) and again.output_shape == (None, 2)
        for x in (X, X[:, :2]):
            np.testing.assert_array_equal(model.predict(x, verbose=0), again.predict(x, verbose=0))
        assert model.fit(X[:, :3], X[:, 0, :2], verbose=0, shuffle=False).history == again.fit(X[:, :3], X[:, 0, :2], verbose=0, shuffle=False).history
        assert "(None, None, 2)" in str(model._core.summary(32))


def test_weights_of_steps_fit_the_output():
    model = occam.Sequential([layers.Input((5, 3)), layers.Dense(2)])
    model.compile("sgd", "mse")
    y = X[..., :2]
    for weights in (np.ones((6, 4)), np.ones((6, 5, 2)), np.ones((5, 5))):
        with pytest.raises(ValueError, match="sample_weight"):
            model.fit(X, y, sample_weight=weights, verbose=0)
    flat, steps = np.linspace(0.2, 2, 6), np.repeat(np.linspace(0.2, 2, 6)[:, np.newaxis], 5, axis=1)
    assert model.evaluate(X, y, sample_weight=flat, verbose=0) == pytest.approx(model.evaluate(X, y, sample_weight=steps, verbose=0), rel=1e-6)


def test_an_output_that_is_masked_everywhere_has_no_loss():
    model = occam.Sequential([layers.Input((5, 3)), layers.Masking(), layers.Dense(2)])
    model.compile("sgd", "mse", metrics=["mae"])
    before = model.get_weights()
    model.fit(np.zeros((4, 5, 3)), np.ones((4, 5, 2)), verbose=0)
    assert all(map(np.array_equal, before, model.get_weights()))
    assert model.evaluate(np.zeros((4, 5, 3)), np.ones((4, 5, 2)), verbose=0) == [0, 0]


def test_sequences_are_checked():
    for wrong in (lambda: occam.utils.pad_sequences(3), lambda: occam.utils.pad_sequences([1, 2]), lambda: occam.utils.pad_sequences([[1]], padding="left"),
                  lambda: occam.utils.pad_sequences([[[1, 2]], [[1]]]), lambda: occam.utils.timeseries_dataset_from_array(X[0], None, 0),
                  lambda: occam.utils.timeseries_dataset_from_array(X[0], None, 9), lambda: occam.utils.timeseries_dataset_from_array(X[0], None, 3, sampling_rate=3)):
        with pytest.raises(ValueError):
            wrong()
