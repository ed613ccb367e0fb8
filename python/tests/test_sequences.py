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
    for shape in ((2, 5, 4), (2, 3), (2, 5, 3, 2)):
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


def test_pieces_of_a_series_one_by_one():
    pieces = occam.utils.timeseries_dataset_from_array(np.arange(20), 10 * np.arange(20), 4, sampling_rate=2, batch_size=None, format="grain")
    assert len(pieces) == 14 and [(list(x), int(y)) for x, y in pieces][:2] == [([0, 2, 4, 6], 0), ([1, 3, 5, 7], 10)]
    for wrong in ({"format": "torch"}, {"batch_size": 0}, {"start_index": -1}, {"end_index": 21}, {"end_index": "a"}, {"start_index": 1.5}):
        with pytest.raises(ValueError):
            occam.utils.timeseries_dataset_from_array(np.arange(20), None, 3, **wrong)


def test_sequences_are_checked():
    for wrong in (lambda: occam.utils.pad_sequences(3), lambda: occam.utils.pad_sequences([1, 2]), lambda: occam.utils.pad_sequences([[1]], padding="left"),
                  lambda: occam.utils.pad_sequences([[[1, 2]], [[1]]]), lambda: occam.utils.timeseries_dataset_from_array(X[0], None, 0),
                  lambda: occam.utils.timeseries_dataset_from_array(X[0], None, 9), lambda: occam.utils.timeseries_dataset_from_array(X[0], None, 3, sampling_rate=3)):
        with pytest.raises(ValueError):
            wrong()


class Lengths(occam.utils.PyDataset):
    """Three batches, of 4, 6 and 5 steps."""

    def __len__(self):
        return 3

    def __getitem__(self, batch):
        rng = np.random.RandomState(batch)
        return rng.randint(0, 6, (4, (4, 6, 5)[batch])), rng.normal(size=(4, 1)).astype("float32")


def test_batches_of_differing_length():
    model = occam.Sequential([occam.Input((None,), dtype="int64"), layers.Embedding(6, 4, mask_zero=True), layers.GlobalAveragePooling1D(), layers.Dense(1)])
    for place, weight in enumerate(model.weights):
        weight.assign(0.3 * np.cos(place + np.arange(int(np.prod(weight.shape)))).reshape(weight.shape))
    model.compile(occam.optimizers.SGD(0.1), "mse", metrics=["mae"])
    history = model.fit(Lengths(), epochs=3, shuffle=False, verbose=0).history
    # Keras 3.15.1 on TensorFlow, the same program.
    assert history["loss"] == pytest.approx([1.586192011833191, 1.5544509887695312, 1.5206955671310425], rel=2e-5)
    assert history["mae"] == pytest.approx([1.068589687347412, 1.0731281042099, 1.0707885026931763], rel=2e-5)
    assert model.evaluate(Lengths(), verbose=0) == pytest.approx([1.4277286529541016, 1.0677419900894165], rel=2e-5)
    assert model.predict(np.array([[1, 2, 0]]), verbose=0) == pytest.approx(np.array([[-0.26457176]]), rel=2e-5)


def test_pieces_of_a_series_in_another_order_each_epoch():
    def made():
        return occam.utils.timeseries_dataset_from_array(np.arange(30), np.arange(30) * 2, 5, batch_size=4, shuffle=True, seed=12)

    dataset = made()
    epochs = [[np.asarray(x)[:, 0].tolist() for x, _ in dataset] for _ in range(2)]
    assert epochs[0] != epochs[1] and sorted(sum(epochs[0], [])) == sorted(sum(epochs[1], [])) == list(range(26))
    again = made()
    assert epochs == [[np.asarray(x)[:, 0].tolist() for x, _ in again] for _ in range(2)]
    for x, y in again:
        np.testing.assert_array_equal(np.asarray(x)[:, 0] * 2, y)
