"""What a model is asked for takes time in proportion to its layers: eight times the layers, no more than thirty times as long (the square would be 64)."""

import time

import numpy as np
import pytest

import occam as keras


def chain(count):
    return keras.Sequential([keras.Input((4,)), *(keras.layers.Dense(4) for _ in range(count))])


def graph(count):
    value = given = keras.Input((4,))
    for _ in range(count):
        value = keras.layers.Dense(4)(value)
    return keras.Model(given, value)


class Plain(keras.layers.Layer):
    def build(self, input_shape):
        self.kernel = self.add_weight((input_shape[-1], 4))
        super().build(input_shape)

    def call(self, x):
        return keras.ops.matmul(x, self.kernel)


class Written(keras.Model):
    def __init__(self, count):
        super().__init__()
        self.parts = [Plain() for _ in range(count)]

    def call(self, x):
        for part in self.parts:
            x = part(x)
        return x


def written(count):
    model = Written(count)
    model.build((None, 4))
    return model


def least(task):
    """The least processor time of three runs."""
    times = []
    for _ in range(3):
        begun = time.process_time()
        task()
        times.append(time.process_time() - begun)
    return min(times)


QUESTIONS = {
    "summary": lambda model: model.summary(print_fn=lambda text: None),
    "weights": lambda model: model.weights,
    "values": lambda model: [each.numpy() for each in model.weights],
    "trainable": lambda model: model.trainable_weights,
    "set_weights": lambda model: model.set_weights(model.get_weights()),
    "layers": lambda model: [layer.get_weights() for layer in model.layers],
}


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("make", [chain, graph, written])
def test_questions(make, question):
    small, large = make(50), make(400)
    assert least(lambda: QUESTIONS[question](large)) < 30 * max(least(lambda: QUESTIONS[question](small)), 2e-4)


@pytest.mark.parametrize("make", [chain, graph, written])
def test_making_and_files(make, tmp_path):
    assert least(lambda: make(400)) < 30 * max(least(lambda: make(50)), 2e-3)
    for count in (50, 400):
        make(count).save(tmp_path / f"{count}.keras")
    loaded = [least(lambda count=count: keras.models.load_model(tmp_path / f"{count}.keras", {"Written": Written, "Plain": Plain})) for count in (50, 400)]
    assert loaded[1] < 30 * loaded[0]


@pytest.mark.parametrize("make", [chain, graph])
def test_clones_and_parts(make):
    models = [make(count) for count in (50, 400)]
    for task in (keras.models.clone_model, lambda model: keras.Sequential(model.layers[1:-1]).predict(np.ones((2, 4)), verbose=0),
                 lambda model: keras.Model(model.inputs, model.layers[-2].output).get_weights()):
        small, large = (least(lambda model=model: task(model)) for model in models)
        assert large < 30 * small


def test_a_chain_of_a_models_layers_keeps_their_weights_and_shares_them():
    model = graph(6)
    part = keras.Sequential(model.layers[1:-1])
    x = np.ones((2, 4), np.float32)
    features = keras.Model(model.inputs, model.layers[-2].output)
    np.testing.assert_array_equal(part.predict(x, verbose=0), features.predict(x, verbose=0))
    model.compile("sgd", "mse")
    model.train_on_batch(x, x)
    for one, other in zip(part.get_weights(), model.get_weights()):
        np.testing.assert_array_equal(one, other)
    np.testing.assert_array_equal(part.predict(x, verbose=0), features.predict(x, verbose=0))


def test_a_chain_that_grows_behind_known_weights_keeps_them():
    model = chain(2)
    before = model.get_weights()
    model.add(keras.layers.Dense(3))
    for one, other in zip(model.get_weights(), before):
        np.testing.assert_array_equal(one, other)
    assert [each.shape for each in model.get_weights()][4:] == [(4, 3), (3,)]
    assert model.count_params() == 55
    model.pop()
    assert model.count_params() == 40


def test_a_chain_refuses_a_layer_that_does_not_fit_when_it_is_added():
    with pytest.raises(ValueError, match="(?i)reshape"):
        keras.Sequential([keras.Input((4,)), keras.layers.Reshape((3,))])
    model = chain(1)
    with pytest.raises(ValueError, match="(?i)reshape"):
        model.add(keras.layers.Reshape((3,)))


def test_shapes_of_values_follow_from_what_they_are_made_of():
    value = given = keras.Input((None, 6), batch_size=5)
    for _ in range(3):
        value = keras.layers.Dense(7)(value)
    assert value.shape == (5, None, 7)
    both = keras.layers.Concatenate()([value, given])
    assert both.shape == (5, None, 13)
    clone = keras.models.clone_model(keras.Model(given, both), input_tensors=keras.Input((9, 6)))
    assert clone.output.shape == (None, 9, 13)


def test_a_layer_added_to_a_long_chain_is_checked_alone(monkeypatch):
    model, checked = keras.Sequential([keras.Input((4,))]), []
    monkeypatch.setattr(model, "_check_chain", lambda: checked.append(len(model._layers)))
    for units in (3, 5, 2, 7):
        model.add(keras.layers.Dense(units))
    assert checked == [2]  # by the first, behind an input that the constructor was given
    assert model.output_shape == (None, 7)


def test_a_layer_that_does_not_fit_is_named_when_it_is_added():
    model = keras.Sequential([keras.Input((4,))])
    model.add(keras.layers.Dense(3))
    model.add(keras.layers.Dense(3))
    with pytest.raises(ValueError, match="permute"):
        model.add(keras.layers.Permute((2, 1)))
