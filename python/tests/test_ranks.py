"""Arrays whose rank is not that of an input, sizes of batches in shapes, models that are not trained: as in Keras 3.15.1."""

import numpy as np
import pytest

import occam as keras


def two_inputs():
    a, b = keras.Input((3,), name="a"), keras.Input((2, 1), name="b")
    return keras.Model([a, b], keras.layers.Concatenate()([keras.layers.Dense(2, kernel_initializer="ones")(a), keras.layers.Flatten()(b)]))


OTHER = {"a": np.ones((4, 3, 1), "float32"), "b": np.full((4, 2), 5, "float32")}


@pytest.mark.parametrize("x", [OTHER, list(OTHER.values()), {"a": OTHER["a"][..., 0], "b": OTHER["b"]}], ids=["dict", "list", "one"])
def test_an_axis_of_one_more_or_less(x):
    model, expected, y = two_inputs(), [3, 3, 5, 5], np.zeros((4, 4), "float32")
    for found in (model.predict(x, verbose=0), model.predict_on_batch(x)):
        np.testing.assert_array_equal(found, np.tile(expected, (4, 1)))
    model.compile(keras.optimizers.SGD(0.0), "mse")
    loss = np.square(expected).mean()
    history = model.fit(x, y, validation_data=(x, y), verbose=0).history
    assert history["loss"] == history["val_loss"] == [loss] and model.evaluate(x, y, verbose=0) == model.train_on_batch(x, y) == loss


def test_chains_too_and_what_does_not_fit():
    model = keras.Sequential([keras.Input((2, 2, 1)), keras.layers.Flatten(), keras.layers.Dense(1, kernel_initializer="ones")])
    images = np.arange(8).reshape(2, 2, 2)
    for x in (images, images[..., np.newaxis]):
        assert model.predict(x, verbose=0).tolist() == np.asarray(model.predict_on_batch(x)).tolist() == [[6], [22]]
    for x in (np.ones((2, 2, 2, 2)), np.ones((2, 4)), np.ones((2, 2, 2, 1, 1, 1))):
        with pytest.raises(ValueError, match="shape"):
            model.predict(x, verbose=0)


def test_the_batch_size_stays():
    class Twice(keras.layers.Layer):
        def call(self, inputs):
            return 2 * inputs

    x = keras.Input((3,), batch_size=5)
    model = two_inputs()
    assert Twice()(x).shape == (5, 3) and Twice()(keras.Input((3,))).shape == (None, 3)
    assert model([x, keras.Input((2, 1), batch_size=5)]).shape == (5, 4) and model([keras.Input((3,)), keras.Input((2, 1))]).shape == (None, 4)


def test_models_that_are_not_trained():
    x = keras.Input((3,))
    for model in (keras.Model(x, keras.layers.Dense(2)(x), trainable=False), keras.Sequential([x, keras.layers.Dense(2)], trainable=False)):
        assert not model.trainable and model.trainable_weights == [] and len(model.weights) == 2
        before = model.get_weights()
        model.compile("sgd", "mse")
        model.fit(np.ones((4, 3)), np.ones((4, 2)), verbose=0)
        for old, new in zip(before, model.get_weights()):
            np.testing.assert_array_equal(old, new)


def test_shapes_that_are_not_known_yet():
    model = keras.Sequential([keras.layers.Dense(2)])
    assert not hasattr(model, "input_shape") and not hasattr(model, "output_shape")
    model.build((None, 3))
    assert model.input_shape == (None, 3) and model.output_shape == (None, 2)
