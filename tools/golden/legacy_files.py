"""Whole models as one HDF5 file, of Keras 2 (tf_keras) and Keras 3: tests/golden/data/legacy_*.h5, with what each predicts and how it
trains on. Needs tf_keras==2.21.0 beside requirements.txt."""
import numpy as np
import tf_keras

import golden_file
import keras_files
from golden_file import keras
from keras_files import numbers


def keras_2_sequential():
    K = tf_keras.layers
    model = tf_keras.Sequential([
        K.Dense(6, activation="relu", kernel_regularizer=tf_keras.regularizers.L1L2(1e-3, 1e-2), input_shape=(4,)),
        K.BatchNormalization(momentum=0.8), K.Dropout(0.0), K.Dense(3, activation="softmax")])
    model.compile(tf_keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model, [numbers((12, 4), 1)], [np.arange(12) % 3]


def keras_2_functional():
    K = tf_keras.layers
    number, code = tf_keras.Input((4,)), tf_keras.Input((2,))
    shared = K.Dense(4, activation="tanh")
    inner = tf_keras.Sequential([tf_keras.Input((4,)), K.Dense(4, activation="relu")])
    a = tf_keras.Input((4,))
    middle = tf_keras.Model(a, K.Add()([a, K.Dense(4)(a)]))
    joined = K.Add()([number, shared(shared(number))])
    joined = middle(inner(middle(joined)))
    table = K.Flatten()(K.Embedding(6, 3)(code))
    model = tf_keras.Model([number, code], [K.Dense(2)(K.Concatenate()([joined, table])), K.Dense(1)(joined)])
    model.compile(tf_keras.optimizers.SGD(0.01, momentum=0.9), ["mse", "mse"])
    codes = np.random.default_rng(3).integers(0, 6, (10, 2)).astype("int32")
    return model, [numbers((10, 4), 2), codes], [numbers((10, 2), 4), numbers((10, 1), 5)]


def keras_3_sequential():
    return keras_files.sequential()


def keras_3_functional():
    return keras_files.functional()


def keras_3_adapted():
    first = keras.layers.Normalization()
    first.adapt(numbers((20, 3), 17) * 3 + 1)
    model = keras.Sequential([keras.Input((3,)), first, keras.layers.Dense(4, activation="tanh"),
                              keras.layers.BatchNormalization(), keras.layers.Dense(2)])
    model.compile("adam", "mse")
    return model, [numbers((9, 3), 20)], [numbers((9, 2), 21)]


def keras_3_of(name):
    def build():
        return keras_files.small(getattr(keras.optimizers, name)(0.02))
    build.__name__ = "keras_3_" + name.lower()
    return build


def make():
    cases = {}
    # Keras cannot write a model with Adafactor in this form: two of its variables have one name.
    optimizers = ("Adadelta", "Adagrad", "Adamax", "AdamW", "Ftrl", "Lamb", "Lion", "Nadam", "RMSprop")
    for build in (keras_2_sequential, keras_2_functional, keras_3_sequential, keras_3_functional, keras_3_adapted,
                  *map(keras_3_of, optimizers)):
        keras.utils.set_random_seed(7)
        tf_keras.utils.set_random_seed(7)
        model, x, y = build()
        inputs, targets = (a if len(a) > 1 else a[0] for a in (x, y))
        whole = {"batch_size": len(x[0]), "epochs": 3, "shuffle": False, "verbose": 0}
        model.fit(inputs, targets, **whole)
        model.save(golden_file.FOLDER / f"legacy_{build.__name__}.h5")

        def predictions():
            p = model.predict(inputs, verbose=0)
            return p if isinstance(p, list) else [p]

        before = predictions()
        model.fit(inputs, targets, **whole)
        cases[build.__name__] = {"outputs": [], "x": x, "y": y, "predictions": before,
                                 "after_three_steps": predictions()}
    golden_file.write("legacy_files", "For each legacy_<case>.h5: inputs x, what Keras predicts from them, and after three "
                      "more steps on all of x and y.", {"cases": cases})
