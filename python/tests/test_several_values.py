"""Models and layers with several inputs or outputs do here what they did with Keras 3.15.1 (several_values.json, written by
tools/golden/several_values.py), and what Keras refuses is refused."""

import gc
import json
import pathlib
import weakref

import numpy as np
import pytest

import occam
from occam import layers
from test_parity import differences

GOLDEN = json.loads((pathlib.Path(__file__).parent / "several_values.json").read_text())
X = np.random.RandomState(0).normal(size=(20, 3)).astype(np.float32)
Y = [np.zeros((20, 2)), np.zeros((20, 1))]


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("case", [pytest.param(case, id=str(number)) for number, case in enumerate(GOLDEN["programs"])])
def test_program(case):
    names = {"keras": occam, "np": np}
    exec(compile(GOLDEN["head"] + case["program"], "program", "exec"), names)
    found = differences("found", names["found"], case["found"])
    assert not found, "\n".join(found[:8]) + "\n" + case["program"]


class Heads(occam.Model):
    def __init__(self):
        super().__init__()
        self.a, self.b = layers.Dense(2), layers.Dense(1)

    def call(self, inputs):
        return [self.a(inputs), self.b(inputs)]


def test_batches_of_a_generator_and_of_a_dataset_build_the_model():
    def batches():
        while True:
            yield (X, X), (Y[0], Y[1])

    class Both(Heads):
        def call(self, inputs):
            first, second = inputs
            return self.a(first), self.b(second)

    class Batches(occam.utils.PyDataset):
        def __len__(self):
            return 2

        def __getitem__(self, index):
            return (X, X), (Y[0], Y[1])

    for source, steps in ((batches(), 2), (Batches(), None)):
        model = Both()
        model.compile("sgd", ["mse", "mae"])
        history = model.fit(source, steps_per_epoch=steps, epochs=2, verbose=0).history
        assert list(history) == ["loss", "mae_loss", "mse_loss"] and len(model.weights) == 4


def test_a_callback_watches_the_names_of_the_history():
    model = Heads()
    model.compile("sgd", ["mse", "mae"])
    seen = []
    watch = occam.callbacks.LambdaCallback(on_epoch_end=lambda epoch, logs: seen.append(sorted(logs)))
    stop = occam.callbacks.EarlyStopping(monitor="val_mae_loss", patience=0, min_delta=1e6)
    model.fit(X, Y, validation_data=(X, Y), epochs=5, verbose=0, callbacks=[watch, stop])
    assert seen[0] == ["loss", "mae_loss", "mse_loss", "val_loss", "val_mae_loss", "val_mse_loss"] and len(seen) == 2


def test_what_keras_refuses_is_refused():
    def told(error, **options):
        model = Heads()
        with pytest.raises(ValueError, match=error):
            model.compile("sgd", **options)
            model.fit(X, Y, verbose=0)

    told("metrics", loss="mse", metrics=["mae"])
    told("have no names", loss={"output_1": "mse", "output_2": "mse"})
    told("loss", loss=["mse"])
    told("no loss")


def test_frozen_layers_stay_and_threads_are_kept():
    model = Heads()
    model.compile("sgd", "mse")
    model.set_threads(1)
    model.fit(X, Y, verbose=0)
    model.a.trainable = False
    model.compile("sgd", "mse")
    before = model.get_weights()
    model.fit(X, Y, verbose=0)
    assert [np.array_equal(left, right) for left, right in zip(before, model.get_weights())] == [True, True, False, False]


def test_shapes_are_known_when_a_layer_is_called():
    class Halves(layers.Layer):
        def call(self, x):
            return x[:, :2], x[:, 2:]

    class Nothing(layers.Layer):
        def call(self, x):
            return []

    left, right = Halves()(occam.Input((5,)))
    assert left.shape == (None, 2) and right.shape == (None, 3)
    assert Halves().compute_output_shape((None, 5)) == ((None, 2), (None, 3))
    layer = Halves()
    model = occam.Model(inputs := occam.Input((5,)), layer(inputs))
    assert [each.shape for each in layer.output] == [(None, 2), (None, 3)] and layer.input is inputs
    assert [each.shape for each in model.predict(np.ones((4, 5)), verbose=0)] == [(4, 2), (4, 3)]
    with pytest.raises(ValueError, match="returns nothing"):
        Nothing()(occam.Input((5,)))


class Powers(layers.Layer):
    """weight * x ** power, and where it is asked for the number added."""

    def build(self, input_shape):
        self.weight = self.add_weight(shape=(input_shape[-1],), initializer="ones", name="weight")

    def call(self, x, power=1, added=None):
        result = x
        for _ in range(power - 1):
            result = result * x
        return self.weight * result if added is None else self.weight * result + added


def test_other_arguments_in_each_call(tmp_path):
    """One layer, called with other plain arguments and with one more value: its weights are trained by all of its calls."""
    x, y = occam.Input((2,)), occam.Input((2,))
    powers = Powers(name="powers")
    model = occam.Model([x, y], powers(powers(x, power=2), power=3) + powers(y) + powers(y, added=x))
    a, b = np.array([[0.5, -1.0], [1.5, 0.2]], "float32"), np.array([[2.0, 3.0], [-1.0, 0.5]], "float32")

    def result(w):
        return w * (w * a ** 2) ** 3 + w * b + w * b + a

    np.testing.assert_allclose(model.predict([a, b], verbose=0), result(np.ones(2)), rtol=1e-5)
    assert [each.path for each in model.weights] == ["powers/weight"]
    model.compile(occam.optimizers.SGD(0.01), "mse")
    model.fit([a, b], np.zeros((2, 2)), batch_size=2, verbose=0)
    step, small = np.empty(2), 1e-4
    for place in range(2):
        w = np.eye(2)[place] * small
        step[place] = ((result(1 + w) ** 2).mean() - (result(1 - w) ** 2).mean()) / (2 * small)
    np.testing.assert_allclose(model.get_weights()[0], 1 - 0.01 * step, rtol=1e-3)
    weights = model.get_weights()[0]
    model.save(tmp_path / "powers.keras")
    read = occam.models.load_model(tmp_path / "powers.keras", custom_objects={"Powers": Powers})
    np.testing.assert_allclose(read.predict([a, b], verbose=0), result(weights), rtol=1e-5)
    again = occam.models.clone_model(model)
    np.testing.assert_allclose(again.predict([a, b], verbose=0), result(np.ones(2)), rtol=1e-5)
    powers.trainable = False
    model.compile(occam.optimizers.SGD(0.01), "mse")
    model.fit([a, b], np.zeros((2, 2)), verbose=0)
    np.testing.assert_array_equal(model.get_weights()[0], weights)


class Scaled(layers.Layer):
    def call(self, x, factor=1.0):
        return x * factor


def test_such_models_are_collected():
    def made():
        inputs = occam.Input((3,))
        model = occam.Model(inputs, Heads()(inputs))
        model.predict(X, verbose=0)
        own = Heads()
        own.compile("sgd", "mse")
        own.fit(X, Y, verbose=0)
        return weakref.ref(model), weakref.ref(own)

    found = made()
    gc.collect()
    assert [each() for each in found] == [None, None]
