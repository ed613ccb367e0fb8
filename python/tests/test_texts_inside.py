"""Models on texts inside other models, in files. Expected: what Keras 3.15.1 gives for the file that it wrote, keras_inner_text.keras, and the model before it was saved."""

from pathlib import Path

import numpy as np
import pytest

import occam as keras
from occam import layers

TEXTS = np.array([["a b"], ["z a"], ["c"]], dtype=object)
NUMBERS = np.array([[1, 2], [3, 4], [0.5, -1]], np.float32)


def inner():
    text = keras.Input((1,), dtype="string")
    vectors = layers.TextVectorization(vocabulary=["a", "b", "c"], output_sequence_length=3)(text)
    return keras.Model(text, layers.Dense(2, bias_initializer="ones")(layers.Flatten()(layers.Embedding(6, 4)(vectors))), name="inner")


def alone():
    text = keras.Input((1,), dtype="string")
    return keras.Model(text, layers.Dense(1)(inner()(text)))


def beside_numbers():
    text, numbers = keras.Input((1,), dtype="string"), keras.Input((2,))
    return keras.Model([text, numbers], layers.Concatenate()([inner()(text), layers.Dense(3)(numbers)]))


def called_twice():
    first, second, model = keras.Input((1,), dtype="string"), keras.Input((1,), dtype="string"), inner()
    return keras.Model([first, second], layers.Subtract()([model(first), model(second)]))


@pytest.mark.parametrize("made, x", [(alone, TEXTS), (beside_numbers, [TEXTS, NUMBERS]), (called_twice, [TEXTS, TEXTS[::-1].copy()])])
def test_files_have_them(tmp_path, made, x):
    model = made()
    model.save(tmp_path / "model.keras")
    read = keras.models.load_model(tmp_path / "model.keras")
    np.testing.assert_allclose(read.predict(x, verbose=0), model.predict(x, verbose=0), rtol=1e-6)


def test_a_file_of_keras_with_an_adapted_layer_inside():
    model = keras.models.load_model(Path(__file__).parent / "keras_inner_text.keras")
    np.testing.assert_allclose(model.predict([TEXTS, NUMBERS], verbose=0).ravel(), [0.49063164, 1.5501857, 0.46017972], rtol=1e-5)
