"""Models that are not built: summary, copies, pickling; `training` of symbolic calls. Oracle: Keras 3.15.1."""

import copy
import pickle

import numpy as np
import pytest

import occam as keras

layers = keras.layers


def test_the_summary_of_a_model_that_is_not_built():
    lines = []
    keras.Sequential([layers.Dense(3), layers.Dropout(0.3)], name="outer").summary(print_fn=lines.append)
    shown = "".join(lines).split("\n")
    assert shown[:4] == ['Model: "outer"', "┏" + "━" * 33 + "┳" + "━" * 24 + "┳" + "━" * 15 + "┓",
                         "┃ Layer (type)                    ┃ Output Shape           ┃       Param # ┃", "┡" + "━" * 33 + "╇" + "━" * 24 + "╇" + "━" * 15 + "┩"]
    assert shown[4:7:2] == ["│ dense (Dense)                   │ ?                      │   0 (unbuilt) │",
                            "│ dropout (Dropout)               │ ?                      │             0 │"]
    assert shown[8:] == [" Total params: 0 (0.00 B)", " Trainable params: 0 (0.00 B)", " Non-trainable params: 0 (0.00 B)"]


def test_the_summary_of_a_model_written_in_python_that_is_not_built():
    class Own(keras.Model):
        def __init__(self):
            super().__init__()
            self.dense = layers.Dense(3)

        def call(self, x):
            return self.dense(x)

    lines = []
    Own().summary(print_fn=lines.append)
    assert "│ dense (Dense)                   │ ?                      │   0 (unbuilt) │" in "".join(lines)


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda model: pickle.loads(pickle.dumps(model))])
def test_a_chain_that_is_not_built_is_copied_and_pickled(again):
    model = keras.Sequential([layers.Dense(3, activation="relu"), layers.Dense(1)], name="chain")
    twin = again(model)
    assert not twin.built and twin.name == "chain" and twin.get_config() == model.get_config()
    twin.build((None, 2))
    assert not model.built and twin.predict(np.ones((4, 2)), verbose=0).shape == (4, 1)


def test_fit_and_predict_say_training_anew_for_layers_called_with_it():
    x = np.arange(20, dtype=np.float32).reshape(10, 2) / 10
    y = (np.arange(10) % 3)[:, np.newaxis].astype(np.float32)
    inputs = keras.Input((2,))
    model = keras.Model(inputs, layers.Dense(1, kernel_initializer="ones")(layers.BatchNormalization()(inputs, training=False)))
    model.compile(keras.optimizers.SGD(0.01), "mse")
    np.testing.assert_allclose(model.fit(x, y, batch_size=10, epochs=2, verbose=0).history["loss"], [5.2793388, 4.6189685], rtol=1e-5)
    np.testing.assert_allclose(model.get_weights()[2], [0.01791, 0.0199], rtol=1e-5)
    always = keras.Model(inputs, layers.BatchNormalization(name="bn")(inputs, training=True))
    np.testing.assert_allclose(always.predict(x, verbose=0), x / np.sqrt(1.001), rtol=1e-5)
    np.testing.assert_allclose(always(x, training=False), x / np.sqrt(1.001), rtol=1e-5)
    np.testing.assert_allclose(always(x[:2]), [[-0.953463, -0.953463], [0.953463, 0.953463]], rtol=1e-5)  # by the batch's own mean and deviation, 0.1
    np.testing.assert_allclose(always.get_weights()[2], [0.001, 0.002], rtol=1e-5)  # 0.01 of its mean


def test_a_chain_that_is_not_built_predicts_of_batches():
    class Rows(keras.utils.PyDataset):
        def __len__(self):
            return 2

        def __getitem__(self, place):
            return np.full((3, 5), place, "float32"), np.zeros((3, 1))

    chain = keras.Sequential([keras.layers.Dense(2, kernel_initializer="ones")])
    np.testing.assert_array_equal(chain.predict(Rows(), verbose=0), [[0, 0]] * 3 + [[5, 5]] * 3)
    flat = keras.Sequential([keras.layers.Flatten()])
    assert flat.predict(((np.ones((size, 5, 7), "float32"),) for size in (3, 2)), verbose=0).shape == (5, 35)
