"""Text: is a sentence about weather or about food? A TextVectorization makes words numbers, an Embedding vectors; the model takes sentences."""

import numpy as np
import occam as keras
from occam.keras import layers

keras.utils.set_random_seed(4)

WEATHER = "rain snow storm sunny cloud wind frost fog thunder warm".split()
FOOD = "bread soup rice apple cheese salt dinner cook sweet fish".split()
OTHER = "the a today was very we had and some with for much after before it there".split()
LENGTH = 12


def sentence(words):
    topic = np.random.choice(words, np.random.randint(1, 4))
    text = np.concatenate([topic, np.random.choice(OTHER, LENGTH - len(topic))])
    return " ".join(np.random.permutation(text))


labels = np.random.randint(0, 2, 1500)
texts = np.array([sentence(FOOD if label else WEATHER) for label in labels])
words = layers.TextVectorization(output_sequence_length=LENGTH)
words.adapt(texts[:1200])

model = keras.Sequential([
    words,
    layers.Embedding(words.vocabulary_size(), 8),
    layers.Flatten(),
    layers.Dropout(0.2),
    layers.Dense(16, activation="relu", kernel_regularizer="l2"),
    layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(texts[:1200], labels[:1200], epochs=40, batch_size=32, verbose=0)
_, accuracy = model.evaluate(texts[1200:], labels[1200:], verbose=0)
print(f"test accuracy {accuracy:.3f}")
