"""Models made anew: from configs, JSON, other models' layers; and layers' values in a model. What Keras's own tests assert of them."""

import json

import numpy as np
import pytest

import occam as keras

X = np.random.default_rng(0).normal(size=(6, 3)).astype("float32")


def chain():
    return keras.Sequential([keras.Input((3,)), keras.layers.Dense(4, activation="relu", kernel_regularizer="l2", name="hidden"),
                             keras.layers.BatchNormalization(), keras.layers.Dense(2, name="last")], name="net")


def graph():
    a, b = keras.Input((3,), name="a"), keras.Input((3,), name="b")
    shared = keras.layers.Dense(4, name="shared")
    both = keras.layers.Add()([shared(a), shared(b)])
    return keras.Model([a, b], {"p": keras.layers.Dense(1, name="p")(both), "q": keras.layers.Dense(2, name="q")(both)}, name="two")


def same_layers(left, right):
    assert [(type(each), each.get_config()) for each in left.layers] == [(type(each), each.get_config()) for each in right.layers]


@pytest.mark.parametrize("made", [
    lambda model: type(model).from_config(json.loads(json.dumps(model.get_config()))),
    lambda model: keras.models.model_from_json(model.to_json()),
    keras.models.clone_model])
@pytest.mark.parametrize("model", [chain, graph])
def test_the_same_layers_with_weights_of_their_own(model, made):
    keras.utils.set_random_seed(1)
    model = model()
    given = X if model.name == "net" else [X, -X]
    twin = made(model)
    assert twin.name == model.name and twin.built and not twin.compiled
    same_layers(model, twin)
    assert not np.array_equal(twin.get_weights()[0], model.get_weights()[0])
    twin.set_weights(model.get_weights())
    expected, found = model.predict(given, verbose=0), twin.predict(given, verbose=0)
    for name in expected if isinstance(expected, dict) else [slice(None)]:
        np.testing.assert_array_equal(found[name], expected[name])


def test_a_chain_that_is_not_built():
    model = keras.Sequential([keras.layers.Dense(4), keras.layers.Dense(2)], name="open")
    for twin in (keras.Sequential.from_config(json.loads(json.dumps(model.get_config()))), keras.models.clone_model(model)):
        assert not twin.built and twin.name == "open" and twin(X).shape == (6, 2)
        same_layers(model, twin)


def test_other_layers_in_their_place():
    def wider(layer):
        return keras.layers.Dense(9, name="hidden") if layer.name in ("hidden", "shared") else type(layer).from_config(layer.get_config())

    assert [each.shape for each in keras.models.clone_model(chain(), clone_function=wider).get_weights()][:2] == [(3, 9), (9,)]
    assert keras.models.clone_model(graph(), clone_function=wider).get_layer("hidden").get_weights()[0].shape == (3, 9)


def test_layers_written_in_python_are_cloned():
    class Times(keras.layers.Layer):
        def __init__(self, factor, **kwargs):
            super().__init__(**kwargs)
            self.factor = factor

        def call(self, inputs):
            return inputs * self.factor

        def get_config(self):
            return {**super().get_config(), "factor": self.factor}

    inputs = keras.Input((3,))
    model = keras.Model(inputs, Times(3.0)(inputs))
    np.testing.assert_allclose(keras.models.clone_model(model)(X), 3 * X, rtol=1e-6)


def test_what_cannot_be_cloned():
    class Own(keras.Model):
        def call(self, inputs):
            return inputs

    with pytest.raises(ValueError, match="written in Python"):
        keras.models.clone_model(Own(), clone_function=lambda layer: layer)
    with pytest.raises(ValueError, match="Sequential or a functional model"):
        keras.models.clone_model(3)
    with pytest.raises(ValueError, match="to_json"):
        keras.models.model_from_json("3")


@pytest.mark.parametrize("model", [chain, lambda: keras.Model((net := chain()).inputs, net.outputs)])
def test_a_model_up_to_a_layer(model):
    model = model()
    hidden = model.get_layer("hidden")
    kernel, bias = hidden.get_weights()
    assert hidden.output.shape == (None, 4) and hidden.input.shape == (None, 3)
    features = keras.Model(model.input, hidden.output)
    np.testing.assert_allclose(features(X), np.maximum(X @ kernel + bias, 0), rtol=1e-5, atol=1e-6)


def test_a_layer_outside_a_model_has_no_output():
    layer = keras.layers.Dense(2)
    assert not hasattr(layer, "output")
    layer(X)
    twice = graph().get_layer("shared")
    assert twice.output is twice.output and twice.input is twice.output.inputs[0]  # of the first of its calls, as Keras


def test_shapes_of_models():
    model = chain()
    assert model.input_shape == (None, 3) and model.output_shape == (None, 2) and model.compute_output_shape((7, 3)) == (7, 2)
    assert [each.shape for each in model.inputs] == [(None, 3)] and [each.shape for each in model.outputs] == [(None, 2)]
    assert graph().input_shape == [(None, 3), (None, 3)] and graph().output_shape == [(None, 1), (None, 2)]
    assert keras.Sequential([keras.layers.Dense(4)]).compute_output_shape((None, 3)) == (None, 4)


def test_layers_that_are_called_otherwise():
    def with_dropout(layer, *args, **kwargs):
        out = layer(*args, **kwargs)
        return keras.layers.Dropout(0.5)(out) if isinstance(layer, keras.layers.Dense) else out

    model = graph()
    twin = keras.models.clone_model(model, clone_function=lambda layer: type(layer).from_config(layer.get_config()), call_function=with_dropout)
    assert sum(isinstance(each, keras.layers.Dropout) for each in twin.layers) == 4 and twin.output_names == model.output_names
    twin.set_weights(model.get_weights())
    for name, expected in model.predict([X, -X], verbose=0).items():
        np.testing.assert_array_equal(twin.predict([X, -X], verbose=0)[name], expected)
    with pytest.raises(ValueError, match="not supported with Sequential"):
        keras.models.clone_model(chain(), call_function=with_dropout)


def test_models_inside_are_cloned_by_the_function_where_it_is_asked_for():
    inputs = keras.Input((3,))
    model = keras.Model(inputs, keras.layers.Dense(1, name="top")(chain()(inputs)))
    seen = []

    def noted(part):
        seen.append(part.name)
        return type(part).from_config(part.get_config())

    keras.models.clone_model(model, clone_function=noted)
    assert seen == ["net", "top"]
    seen.clear()
    keras.models.clone_model(model, clone_function=noted, recursive=True)
    assert len(seen) == 4 and "hidden" in seen and "net" not in seen


def test_inputs_of_ones_own_and_compile():
    for model, inputs in ((chain(), keras.Input((3,), name="mine")), (graph(), [keras.Input((3,), name="x"), keras.Input((3,), name="z")])):
        model.compile("sgd", "mse" if model.name == "net" else {"p": "mse", "q": "mae"})
        twin = keras.models.clone_model(model, input_tensors=inputs)
        assert twin.compiled and twin.loss == model.loss and twin.input_names == [each.name for each in (inputs if isinstance(inputs, list) else [inputs])]
        assert twin.optimizer is not model.optimizer
    with pytest.raises(ValueError, match="input_tensors"):
        keras.models.clone_model(chain(), input_tensors=X)


def test_a_model_written_in_python():
    class Own(keras.Model):
        def __init__(self, units):
            super().__init__()
            self.inner = keras.layers.Dense(units)

        def call(self, inputs):
            return self.inner(inputs)

    twin = keras.models.clone_model(Own(5))
    assert type(twin) is Own and twin.inner.units == 5


def test_operations_between_layers_are_cloned():
    a, b = keras.Input((2,)), keras.Input((2,))
    model = keras.Model([a, b], keras.layers.Dense(1)(keras.ops.relu(a + b) * 2)[:, 0])
    x = [np.ones((3, 2)), np.full((3, 2), -0.5)]
    for options in ({}, {"clone_function": lambda layer: type(layer).from_config(layer.get_config())}, {"call_function": lambda layer, *args, **kwargs: layer(*args, **kwargs)}):
        twin = keras.models.clone_model(model, **options)
        twin.set_weights(model.get_weights())
        np.testing.assert_array_equal(twin.predict(x, verbose=0), model.predict(x, verbose=0))
