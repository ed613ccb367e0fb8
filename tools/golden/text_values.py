"""Writes python/tests/text_values.json and keras_text.keras: what Keras's layers of texts make of the cases of python/tests/text_cases.py.

    python tools/golden/text_values.py        with the Python of tools/golden/requirements.txt
"""
import json
import pathlib
import sys

import golden_file  # first: it sets the environment that Keras reads at its import

TESTS = pathlib.Path(__file__).parents[2] / "python/tests"
sys.path.insert(0, str(TESTS))
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402
import text_cases  # noqa: E402


def main():
    keras = golden_file.keras
    found = text_cases.found_in(keras, lambda table: tf.data.Dataset.from_tensor_slices(table).batch(3))
    layers = keras.layers
    texts = layers.TextVectorization(max_tokens=9, output_sequence_length=4)
    texts.adapt(np.array(text_cases.DOCUMENTS))
    model = keras.Sequential([keras.Input((1,), dtype="string"), texts, layers.Embedding(9, 3), layers.Flatten(), layers.Dense(2)])
    model.compile("adam", "mse")
    asked = [["the sun"], ["rain and snow"]]
    model.save(TESTS / "keras_text.keras")
    found["file"] = {"x": asked, "y": model.predict(tf.constant(asked), verbose=0).tolist(), "vocabulary": list(map(str, texts.get_vocabulary()))}
    (TESTS / "text_values.json").write_text(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
