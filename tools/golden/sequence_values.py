#!/usr/bin/env python3
"""Writes python/tests/sequence_values.json: programs with unknown sizes, masks and weights of steps, and what Keras finds.

usage: sequence_values.py OCCAM_SOURCE    with the Python of tools/golden/requirements.txt
"""

import json
import pathlib
import sys
import warnings

from parity import found_by

HEAD = """layers, ops = keras.layers, keras.ops
rng = np.random.RandomState(5)
CODES = rng.randint(0, 6, size=(12, 5))
CODES[:, 0] = 1 + CODES[:, 0] % 5
LONGER = rng.randint(0, 6, size=(7, 8))
X = rng.normal(size=(12, 5, 3)).astype("float32")
X[rng.uniform(size=(12, 5)) < 0.3] = 0
X[:, 1] = 0.5
Y = rng.normal(size=(12, 1)).astype("float32")
S = rng.normal(size=(12, 5, 2)).astype("float32")
W = rng.uniform(0.2, 2, size=(12, 5)).astype("float32")


def fill(model):
    for place, weight in enumerate(model.weights):
        weight.assign(0.3 * np.cos(place + np.arange(int(np.prod(weight.shape)))).reshape(weight.shape))


def trained(model, x, y, longer=None, sample_weight=None, batch_size=8, **options):
    fill(model)
    model.compile(keras.optimizers.SGD(0.1), **options)
    history = model.fit(x, y, epochs=2, verbose=0, batch_size=batch_size, shuffle=False, sample_weight=sample_weight).history
    found = {"history": history, "evaluated": model.evaluate(x, y, verbose=0, return_dict=True, sample_weight=sample_weight),
             "predicted": model.predict(x, verbose=0), "tested": model.test_on_batch(x, y, sample_weight=sample_weight, return_dict=True)}
    if longer is not None:
        found["longer"] = model.predict(longer, verbose=0)
    return found


def shape(value):
    return [-1 if size is None else int(size) for size in value]


class Batches(keras.utils.PyDataset):
    def __len__(self):
        return 3

    def __getitem__(self, index):
        r = np.random.RandomState(index)
        return r.normal(size=(4, 2 + index, 3)), r.normal(size=(4, 1))


class Scores(layers.Layer):
    def build(self, input_shape):
        self.found = [-1 if size is None else int(size) for size in input_shape]
        self.w = self.add_weight(shape=(input_shape[-1], 1), name="w")

    def call(self, x, mask=None):
        scores = ops.matmul(x, self.w)
        if mask is not None:
            scores = scores * ops.expand_dims(ops.cast(mask, "float32"), -1)
        return ops.sum(scores * x, axis=1)


class Kept(layers.Layer):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.supports_masking = True

    def call(self, x):
        return 2 * x
"""

OPEN = (
    """model = keras.Sequential([keras.Input((None,), dtype="int64"), layers.Embedding(6, 4), layers.Dense(3, "tanh"), layers.GlobalAveragePooling1D(), layers.Dense(1)])
found = [trained(model, CODES, Y, LONGER, loss="mse", metrics=["mae"]), shape(model.input_shape), shape(model.output_shape),
         [shape(each.output.shape) for each in model.layers]]""",
    """a = keras.Input((None, 3))
h = layers.BatchNormalization()(layers.Dense(4, activation="relu")(a))
model = keras.Model(a, [layers.Dense(1)(layers.GlobalMaxPooling1D()(h)), layers.Dense(2, name="steps")(layers.Add()([h, h]))])
fill(model)
model.compile("sgd", ["mse", "mse"])
found = [model.fit(X, [Y, S], epochs=2, verbose=0, shuffle=False).history, model.predict(X[:, :2], verbose=0), model.predict(np.tile(X, (1, 2, 1)), verbose=0),
         model.evaluate(X[:, :3], [Y, S[:, :3]], verbose=0), shape(model.outputs[1].shape), shape(h.shape)]""",
    """model = keras.Sequential([layers.Dense(2, input_shape=(None, 3)), layers.LayerNormalization(), layers.Dropout(0.0), layers.Dense(2)])
found = [trained(model, X, S, X[:3, :2], loss="mse"), shape(model.output_shape), shape(model.layers[1].compute_output_shape((None, None, 2)))]""",
    """model = keras.Sequential([keras.Input((None, 3)), layers.Dense(2), layers.GlobalMaxPooling1D(), layers.Dense(1)])
fill(model)
model.compile(keras.optimizers.SGD(0.1), "mse")
found = [model.fit(Batches(), epochs=2, verbose=0, shuffle=False).history, model.evaluate(Batches(), verbose=0), model.get_weights()]""",
    """model = keras.Sequential([keras.Input((None, 3)), layers.Dense(2), layers.GlobalMaxPooling1D(), layers.Dense(1)])
fill(model)
model.compile(keras.optimizers.SGD(0.1), "mse")
found = [model.fit(X, Y, epochs=2, verbose=0, shuffle=False, validation_data=(X[:, :2], Y)).history,
         [model.train_on_batch(X[:, :size], Y) for size in (1, 4, 2, 4)], model.test_on_batch(X[:, :3], Y)]""",
    """layer = Scores()
model = keras.Sequential([keras.Input((None, 3)), layer, layers.Dense(1)])
found = [trained(model, X, Y, X[:, :2], loss="mse"), layer.found, shape(model.output_shape)]""",
    """a, b = keras.Input((None, 3)), keras.Input((None, 3))
found = [shape(each.shape) for each in (layers.Add()([a, b]), layers.Concatenate(axis=1)([a, b]), layers.Concatenate()([a, b]), layers.Dense(4)(a),
                                        layers.Flatten()(a), layers.Reshape((-1, 6))(a), layers.Permute((2, 1))(a), layers.ZeroPadding1D(2)(a),
                                        layers.Cropping1D((1, 2))(a), layers.UpSampling1D(3)(a), layers.GlobalAveragePooling1D(keepdims=True)(a), a * 2.0, Scores()(a))]""",
    """inner = keras.Sequential([keras.Input((None, 3)), layers.Dense(2)])
a = keras.Input((None, 3))
model = keras.Model(a, layers.GlobalAveragePooling1D()(inner(a)))
found = [trained(model, X, S[:, 0], X[:, :2], loss="mse"), shape(inner(a).shape)]""",
)

MASKED = (
    """model = keras.Sequential([keras.Input((None,), dtype="int64"), layers.Embedding(6, 4, mask_zero=True), layers.Dense(2)])
found = [trained(model, CODES, S, LONGER, loss="mse", metrics=["mae"], weighted_metrics=["mse"]),
         trained(model, CODES, S, LONGER, sample_weight=W, loss="mse", metrics=["mae"], weighted_metrics=["mse"])]""",
    """model = keras.Sequential([keras.Input((5,), dtype="int64"), layers.Embedding(6, 4, mask_zero=True), layers.Dense(3, "tanh"), layers.Dropout(0.0),
                          layers.GlobalAveragePooling1D(), layers.Dense(1)])
found = trained(model, CODES, Y, loss="mse")""",
    """model = keras.Sequential([keras.Input((5, 3)), layers.Masking(), layers.Dense(2), layers.Activation("tanh"), layers.LayerNormalization()])
found = trained(model, X, S, loss="mae", metrics=["mse"])""",
    """model = keras.Sequential([keras.Input((5, 3)), layers.Masking(0.5), layers.BatchNormalization(momentum=0.5), layers.GlobalMaxPooling1D(), layers.Dense(1)])
found = trained(model, X, Y, loss="mse")""",
    """a, b = keras.Input((5,), dtype="int64"), keras.Input((5, 3))
e, m = layers.Embedding(6, 3, mask_zero=True)(a), layers.Masking()(b)
heads = {"add": layers.Add()([e, m]), "one": layers.Add()([e, b]), "multiply": layers.Multiply()([m, e]), "wide": layers.Concatenate()([e, m]),
         "half": layers.Concatenate()([e, b]), "long": layers.Concatenate(axis=1)([e, m]), "some": layers.Concatenate(axis=1)([b, e]), "largest": layers.Maximum()([e, m]),
         "least": layers.Minimum()([e, b, m]), "mean": layers.Average()([m, e]), "less": layers.Subtract()([m, e]), "product": layers.Multiply()([m, b])}
found = {}
for name, value in heads.items():
    model = keras.Model([a, b], layers.Dense(1)(layers.GlobalAveragePooling1D()(value)))
    found[name] = trained(model, [CODES, X], Y, loss="mse")""",
    """model = keras.Sequential([keras.Input((5,)), layers.Embedding(6, 3, mask_zero=True), Scores(), layers.Dense(1)])
kept = keras.Sequential([keras.Input((5,)), layers.Embedding(6, 3, mask_zero=True), Kept(), layers.GlobalAveragePooling1D(), layers.Dense(1)])
found = [trained(model, CODES, Y, loss="mse"), trained(kept, CODES, Y, loss="mse")]""",
    """inner = keras.Sequential([keras.Input((5,)), layers.Embedding(6, 3, mask_zero=True), layers.Dense(2)])
a = keras.Input((5,))
model = keras.Model(a, layers.GlobalAveragePooling1D()(inner(a)))
found = trained(model, CODES, S[:, 0], loss="mse")""",
    """mask = CODES != 0
embedding = layers.Embedding(6, 3, mask_zero=True)
found = [layers.GlobalAveragePooling1D()(X, mask=mask), np.asarray(embedding.compute_mask(CODES)).astype(int), np.asarray(layers.Masking(0.5).compute_mask(X)).astype(int),
         layers.Masking(0.5)(X), layers.GlobalAveragePooling1D()(layers.Masking(0.5)(X)), np.asarray(embedding(CODES)._keras_mask).astype(int),
         np.asarray(layers.Add().compute_mask([X, X], [mask, np.roll(mask, 1)])).astype(int), layers.Add().compute_mask([X, X], [mask, None]) is None,
         np.asarray(layers.Concatenate().compute_mask([X, X], [mask, None])).astype(int), layers.Flatten()(layers.Masking()(X)),
         [int(each.supports_masking) for each in (embedding, layers.Embedding(2, 2), layers.Masking(), layers.Dense(2), layers.Flatten(), layers.Add(), Kept(), Scores(),
                                                  layers.GlobalAveragePooling1D(), layers.GlobalMaxPooling1D(), layers.SpatialDropout1D(0.2))]]""",
)

WEIGHTED = (
    """model = keras.Sequential([keras.Input((5, 3)), layers.Dense(2)])
found = [trained(model, X, S, sample_weight=each, loss="mse", metrics=["mae"], weighted_metrics=["mae"]) for each in (W, W[..., np.newaxis])]""",
    """model = keras.Sequential([keras.Input((5, 3)), layers.Dense(4, "softmax")])
found = trained(model, X, CODES % 4, sample_weight=W, loss="sparse_categorical_crossentropy", weighted_metrics=["accuracy"])""",
    """a = keras.Input((5, 3))
model = keras.Model(a, [layers.Dense(2)(a), layers.Dense(1)(layers.GlobalAveragePooling1D()(a))])
found = trained(model, X, [S, Y], sample_weight=[W, W[:, 0]], batch_size=6, loss=["mse", "mae"])""",
    """def batches():
    for place in range(0, 12, 4):
        yield X[place:place + 4], S[place:place + 4], W[place:place + 4]


model = keras.Sequential([keras.Input((5, 3)), layers.Dense(2)])
fill(model)
model.compile("sgd", "mse", weighted_metrics=["mae"])
found = [model.fit(batches(), verbose=0).history, model.evaluate(X, S, sample_weight=W, verbose=0)]""",
)

UTILITIES = (
    """pad = keras.utils.pad_sequences
found = [pad([[1], [2, 3], [4, 5, 6]], **each) for each in ({}, {"maxlen": 2}, {"padding": "post"}, {"maxlen": 2, "truncating": "post"}, {"maxlen": 5, "value": -1, "padding": "post"},
                                                           {"dtype": "float32", "value": 0.5})]
found += [pad([[[1, 2]], [[3, 4], [5, 6]]], maxlen=3), pad([], maxlen=2).shape, pad([[], [1]])]""",
    """found = []
series = np.arange(20.).reshape(10, 2)
for options in ({}, {"sampling_rate": 2}, {"sequence_stride": 2, "batch_size": 2}, {"start_index": 2, "end_index": 9}):
    made = keras.utils.timeseries_dataset_from_array(series, np.arange(10) * 10, 3, **options)
    found.append([[np.asarray(x), np.asarray(y)] for x, y in made])
    found.append([np.asarray(x) for x in keras.utils.timeseries_dataset_from_array(series, None, 3, **options)])""",
)


def main():
    warnings.simplefilter("ignore")
    programs = [*OPEN, *MASKED, *WEIGHTED, *UTILITIES]
    content = {"programs": [{"program": each, "found": found_by(HEAD + each, 1)} for each in programs], "head": HEAD}
    path = pathlib.Path(sys.argv[1]) / "python/tests/sequence_values.json"
    path.write_text(json.dumps(content, separators=(",", ":")) + "\n")
    print(f"{path.name}: {len(programs)} programs")


if __name__ == "__main__":
    main()
