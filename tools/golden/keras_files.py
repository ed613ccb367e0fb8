"""Files that Keras writes: tests/golden/data/keras_*.keras, with what Keras predicts from each and how it trains on."""
import numpy as np

import golden_file
from golden_file import keras

L, I = keras.layers, keras.initializers


def numbers(shape, seed):
    return np.random.default_rng(seed).normal(size=shape).astype("float32")


def sequential():
    model = keras.Sequential([
        keras.Input((4,)),
        L.Dense(6, activation="relu", kernel_regularizer=keras.regularizers.L1L2(1e-3, 1e-2),
                kernel_constraint=keras.constraints.MaxNorm(1.5), bias_initializer="ones"),
        L.BatchNormalization(momentum=0.8), L.Dense(5, activation="tanh", kernel_initializer="he_normal"),
        L.Dense(3, activation="softmax")])
    model.compile(keras.optimizers.Adam(0.01, amsgrad=True, clipnorm=1.0), "sparse_categorical_crossentropy",
                  metrics=["accuracy"])
    return model, [numbers((12, 4), 1)], [np.arange(12) % 3]


def functional():
    number, code = keras.Input((4,), name="number"), keras.Input((2,), name="code", dtype="int32")
    shared = L.Dense(4, activation="tanh", name="shared")
    table = L.Flatten()(L.Embedding(6, 3, embeddings_regularizer="l2")(code))
    joined = L.Add()([number, shared(shared(number))])
    together = L.Concatenate()([L.Activation("sigmoid")(joined), table])
    price = L.Dense(1, name="price", kernel_constraint="non_neg")(together)
    kind = L.Dense(3, activation="softmax", name="kind")(joined)
    model = keras.Model([number, code], [price, kind])
    model.compile(keras.optimizers.SGD(keras.optimizers.schedules.ExponentialDecay(0.05, 4, 0.9), momentum=0.9,
                                       nesterov=True, weight_decay=0.01),
                  loss={"price": "mse", "kind": keras.losses.SparseCategoricalCrossentropy()},
                  loss_weights={"price": 0.5, "kind": 2.0},
                  metrics={"price": ["mae", keras.metrics.RootMeanSquaredError()], "kind": ["accuracy"]})
    codes = np.random.default_rng(3).integers(0, 6, (10, 2)).astype("int32")
    return model, [numbers((10, 4), 2), codes], [numbers((10, 1), 4), np.arange(10) % 3]


def nested():
    inner = keras.Sequential([keras.Input((4,)), L.Dense(3, activation="relu"), L.Dense(4)])
    a = keras.Input((4,))
    middle = keras.Model(a, L.Add()([a, L.Dense(4, use_bias=False)(a)]))
    x = keras.Input((4,))
    model = keras.Model(x, {"left": L.Dense(1)(inner(middle(inner(x)))), "again": middle(x)})
    model.compile("adam", {"left": "mse", "again": "mse"})
    return model, [numbers((8, 4), 5)], [numbers((8, 1), 6), numbers((8, 4), 7)]


def average():
    model = keras.Sequential([keras.Input((3,)), L.Dense(4, activation="relu"), L.Dropout(0.0, seed=3),
                              L.Dense(1, activation="sigmoid")])
    model.compile(keras.optimizers.Adam(0.02, use_ema=True, ema_momentum=0.9, gradient_accumulation_steps=2),
                  keras.losses.BinaryCrossentropy(label_smoothing=0.1),
                  metrics=[keras.metrics.AUC(num_thresholds=50), keras.metrics.Precision()])
    return model, [numbers((8, 3), 8)], [(np.arange(8) % 2).astype("float32")[:, None]]


def untrained():
    model = keras.Sequential([keras.Input((3,)), L.Dense(4, activation="relu", name="first"), L.Dense(1)])
    model.compile("adam", "mse")
    return model, [numbers((8, 3), 9)], [numbers((8, 1), 10)]


def small(optimizer):
    model = keras.Sequential([keras.Input((3,)), L.Dense(2, activation="tanh", kernel_initializer="he_normal")])
    model.compile(optimizer, "mse")
    return model, [numbers((8, 3), 11)], [numbers((8, 2), 12)]


def rmsprop():
    return small(keras.optimizers.RMSprop(0.01, momentum=0.7, centered=True))


def nadam():
    return small(keras.optimizers.Nadam(0.02))


def adafactor():
    return small(keras.optimizers.Adafactor(0.05))


def layer_normalization():
    model = keras.Sequential([keras.Input((3, 4)), L.LayerNormalization(axis=[1, 2], epsilon=0.01), L.Dense(5, activation="tanh"),
                              L.LayerNormalization(center=False, gamma_regularizer="l2"), L.Flatten(), L.Dense(2)])
    model.compile("adam", "mse")
    return model, [numbers((9, 3, 4), 11)], [numbers((9, 2), 12)]


def nested_outputs():
    a = keras.Input((4,))
    hidden = L.Dense(3, activation="tanh")(a)
    named = keras.Model(a, {"z": hidden, "a": L.Dense(4)(hidden)}, name="named")
    b = keras.Input((4,))
    first = named(b)
    listed = keras.Model(b, [L.Dense(2)(first["z"]), first["a"], first["z"]], name="listed")
    x = keras.Input((4,))
    once = listed(x)
    twice = listed(L.Dense(4, activation="relu")(once[1]))
    model = keras.Model(x, [L.Dense(2)(L.Concatenate()([once[0], twice[2]])), twice[1], once[2]])
    model.compile("adam", ["mse", "mse", "mse"])
    return model, [numbers((8, 4), 13)], [numbers((8, 2), 14), numbers((8, 4), 15), numbers((8, 3), 16)]


def preprocessed():
    number, code = keras.Input((3,)), keras.Input((2,), dtype="int32")
    own = L.Normalization()
    own.adapt(numbers((20, 3), 17) * 3 + 1)
    inner_input = keras.Input((3,))
    within = L.Normalization(axis=None, invert=True)
    within.adapt(numbers((20, 3), 18) * 2 - 1)
    inner = keras.Model(inner_input, within(inner_input))
    given = L.Normalization(mean=[0.5, -1.0, 2.0], variance=[4.0, 0.25, 1.0])
    parts = [own(number), inner(number), given(number), L.CategoryEncoding(5, "count")(code), L.Flatten()(
        L.CategoryEncoding(5, "one_hot")(code))]
    model = keras.Model([number, code], L.Dense(2)(L.BatchNormalization()(L.Concatenate()(parts))))
    model.compile("adam", "mse")
    codes = np.random.default_rng(19).integers(0, 5, (9, 2)).astype("int32")
    return model, [numbers((9, 3), 20), codes], [numbers((9, 2), 21)]


def looked_up():
    code, inner_code = keras.Input((2,), dtype="int64"), keras.Input((2,), dtype="int64")
    codes = np.random.default_rng(22).integers(-3, 9, (30, 2))
    own = L.IntegerLookup(max_tokens=7, mask_token=2)
    own.adapt(codes)
    within = L.IntegerLookup(num_oov_indices=2, output_mode="count")
    within.adapt(codes[:20])
    inner = keras.Model(inner_code, L.Dense(3)(within(inner_code)))
    given = L.IntegerLookup(vocabulary=[-1, 4, 0], output_mode="one_hot")
    # With a penalty the table's gradient is dense: of a sparse one Keras's Adam squares the parts of a row that occurs twice.
    parts = [L.Flatten()(L.Embedding(7, 3, embeddings_regularizer="l2")(own(code))), inner(code), L.Flatten()(given(code))]
    model = keras.Model(code, L.Dense(2)(L.Concatenate()(parts)))
    model.compile("adam", "mse")
    return model, [codes[:9].astype("int32")], [numbers((9, 2), 23)]


def shaped():
    """Layers without weights or with few, and initializers; noise of deviation 0, which both draw alike."""
    x = keras.Input((4,))
    left = L.PReLU(alpha_initializer=I.Constant(0.2))(L.Dense(6, kernel_initializer=I.GlorotNormal(), bias_initializer=I.TruncatedNormal(stddev=0.1))(
        L.GaussianNoise(0.0)(x)))
    right = L.LeakyReLU()(L.Dense(6, kernel_initializer=I.Orthogonal(gain=0.8), bias_initializer="lecun_uniform")(L.Rescaling(0.5, 0.1)(x)))
    joined = L.Concatenate()([L.Multiply()([left, right]), L.Average()([left, right]), L.Maximum()([left, right]), L.Minimum()([left, right])])
    rows = L.Softmax(axis=1)(L.Permute((2, 1))(L.Reshape((6, -1))(joined)))
    repeated = L.UnitNormalization()(L.RepeatVector(3)(L.ReLU(max_value=2.0, negative_slope=0.1)(L.GaussianDropout(0.0)(right))))
    ends = [L.Flatten()(rows), L.Dot(axes=1, normalize=True)([left, right]), L.ELU(alpha=0.7)(L.Subtract()([left, right])), L.Flatten()(L.Identity()(repeated))]
    y = L.Dense(2, kernel_initializer=I.VarianceScaling(0.5, "fan_avg", "uniform"), bias_initializer="he_uniform")(L.Concatenate()(ends))
    model = keras.Model(x, y)
    model.compile(keras.optimizers.SGD(0.05), "mse")
    return model, [numbers((9, 4), 21)], [numbers((9, 2), 22)]


def binned():
    number, data = keras.Input((4,)), numbers((9, 4), 23)
    learnt = L.Discretization(num_bins=5, output_mode="multi_hot")
    learnt.adapt(data)
    rows = L.Embedding(4, 3)(L.Discretization([-1.0, 0.0, 0.5])(number))
    wide = L.LayerNormalization(rms_scaling=True)(L.Dense(6)(number))
    parts = L.Concatenate()([learnt(number), L.Flatten()(L.RMSNormalization(axis=[1, 2])(rows)), wide])
    model = keras.Model(number, L.Dense(2)(L.RMSNormalization()(parts)))
    model.compile("sgd", "mse")
    return model, [data], [numbers((9, 2), 24)]


def stepped():
    model = keras.Sequential([
        keras.Input((4, 3)), L.TimeDistributed(L.Dense(6, activation="tanh", kernel_regularizer="l2"), name="steps"), L.GroupNormalization(3, epsilon=0.01),
        L.TimeDistributed(L.BatchNormalization(momentum=0.7)), L.TimeDistributed(L.Dense(2, name="inner")),
        L.Flatten(), L.Dense(2)])
    model.compile(keras.optimizers.SGD(0.05, momentum=0.5), "mse")
    return model, [numbers((9, 4, 3), 25)], [numbers((9, 2), 26)]


def spectral():
    model = keras.Sequential([
        keras.Input((3,)), L.SpectralNormalization(L.Embedding(9, 4), name="table"), L.Flatten(),
        L.SpectralNormalization(L.Dense(6, activation="tanh", kernel_regularizer="l2"), power_iterations=3), L.Dense(2)])
    model.compile(keras.optimizers.SGD(0.05, momentum=0.5), "mse")
    return model, [np.random.default_rng(27).integers(0, 9, (9, 3))], [numbers((9, 2), 28)]


def make():
    cases = {}
    for build in (sequential, functional, nested, average, untrained, rmsprop, nadam, adafactor, layer_normalization,
                  nested_outputs, preprocessed, looked_up, shaped, binned, stepped, spectral):
        keras.utils.set_random_seed(7)
        model, x, y = build()
        names = build is nested
        targets = dict(zip(["left", "again"], y)) if names else (y if len(y) > 1 else y[0])
        inputs = x if len(x) > 1 else x[0]
        whole = {"batch_size": len(x[0]), "epochs": 3, "shuffle": False, "verbose": 0}
        if build is not untrained:
            model.fit(inputs, targets, **whole)
        model.save(golden_file.FOLDER / f"keras_{build.__name__}.keras")

        def predictions():
            p = model.predict(inputs, verbose=0)
            return [p["left"], p["again"]] if names else (p if isinstance(p, list) else [p])

        before = predictions()
        model.fit(inputs, targets, **whole)
        cases[build.__name__] = {"outputs": ["left", "again"] if names else [],
                                 "x": x, "y": y, "predictions": before, "after_three_steps": predictions()}
    golden_file.write("keras_files", "For each keras_<case>.keras: inputs x, what Keras predicts from them, and "
                      "after three more steps on all of x and y.", {"cases": cases})
