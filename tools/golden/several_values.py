#!/usr/bin/env python3
"""Writes python/tests/several_values.json: programs of models and layers with several inputs or outputs, and what Keras finds.

usage: several_values.py OCCAM_SOURCE    with the Python of tools/golden/requirements.txt
"""

import json
import pathlib
import sys
import warnings

from parity import found_by

HEAD = """layers, ops = keras.layers, keras.ops
rng = np.random.RandomState(7)
X, Z = (rng.normal(size=(20, 3)).astype("float32") for _ in range(2))
Y = [rng.normal(size=(20, 2)).astype("float32"), rng.normal(size=(20, 1)).astype("float32")]
YD = {"p": Y[0], "q": Y[1]}
W = [np.linspace(0, 1, 20), np.linspace(1, 0, 20)]


class Heads(keras.Model):
    def __init__(self, kind):
        super().__init__()
        self.a, self.b, self.kind = layers.Dense(2), layers.Dense(1), kind

    def call(self, inputs):
        x = inputs
        if isinstance(inputs, dict):
            x = inputs["x"] + 2 * inputs["z"]
        elif isinstance(inputs, (list, tuple)):
            x = inputs[0] + 2 * inputs[1]
        p, q = self.a(x), self.b(x)
        return {"list": [p, q], "tuple": (p, q), "dict": {"q": q, "p": p}, "one": p, "single": [p]}[self.kind]


class Noisy(keras.Model):
    def __init__(self):
        super().__init__()
        self.encode, self.decode = layers.Dense(2), layers.Dense(3)

    def call(self, x):
        z = self.encode(x)
        self.add_loss(ops.mean(ops.square(z)))
        return self.decode(z)


class Split(layers.Layer):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.dense = layers.Dense(2)

    def build(self, input_shape):
        self.dense.build(input_shape)

    def call(self, x, scale=1.0):
        h = self.dense(x) * scale
        return h, ops.sum(h, axis=-1, keepdims=True)


class Pairs(layers.Layer):
    def build(self, shapes):
        self.w = self.add_weight(shape=(shapes["a"][-1], 1), name="w")

    def call(self, values):
        return {"s": ops.matmul(values["a"], self.w), "t": ops.matmul(values["b"], self.w), "n": [values["a"] + values["b"]]}


def fill(model):
    for place, weight in enumerate(model.weights):
        weight.assign(0.3 * np.cos(place + np.arange(int(np.prod(weight.shape)))).reshape(weight.shape))


def trained(model, x, y, called=True, sample_weight=None, **options):
    model(x) if called else model.predict(x, verbose=0)
    fill(model)
    model.compile(keras.optimizers.SGD(0.05), **options)
    history = model.fit(x, y, epochs=2, verbose=0, batch_size=10, shuffle=False, sample_weight=sample_weight, validation_data=(x, y)).history
    predicted = model.predict(x, verbose=0)
    return {"history": history, "list": np.ravel(model.evaluate(x, y, verbose=0)), "dict": model.evaluate(x, y, verbose=0, return_dict=True),
            "predicted": predicted, "tuple": isinstance(predicted, tuple), "called": model(x), "step": np.ravel(model.train_on_batch(x, y)),
            "tested": model.test_on_batch(x, y, return_dict=True), "batch": model.predict_on_batch(x)}


"""


def heads():
    """Models written in Python, by what they take and return."""
    for kind, y in (("list", "Y"), ("tuple", "Y"), ("dict", "YD")):
        def either(in_list, in_dict):
            return in_dict if kind == "dict" else in_list

        for options in ("loss='mse'", "loss='mse', called=False",
                        "loss=" + either("['mse', 'mae']", "{'p': 'mse', 'q': 'mae'}"),
                        "loss='mse', metrics=" + either("[['mae'], ['mse', 'mae']]", "{'p': ['mae'], 'q': ['mse', 'mae']}"),
                        "loss='mse', metrics=" + either("['mae', 'mse']", "{'p': 'mae', 'q': 'mse'}"),
                        either("loss=['mse', 'mae'], loss_weights=[1, 0.5], weighted_metrics=[['mae'], ['mae']], sample_weight=W",
                               "loss={'p': 'mse', 'q': 'mae'}, loss_weights={'p': 1, 'q': 0.5}, "
                               "weighted_metrics={'p': ['mae'], 'q': ['mae']}, sample_weight={'p': W[0], 'q': W[1]}"),
                        "loss=" + either("['mse', None]", "{'p': 'mse', 'q': None}")):
            yield f"found = trained(Heads({kind!r}), X, {y}, {options})"
    yield "found = trained(Heads('dict'), X, YD, loss={'p': 'mse'})"
    yield "found = trained(Heads('dict'), X, [Y[0], Y[1]], loss=['mse', 'mse'])"
    for y in ("[Y[0]]", "Y[0]"):
        yield f"found = trained(Heads('single'), X, {y}, loss='mse', metrics=['mae'])"
    for x in ("[X, Z]", "(X, Z)", "{'x': X, 'z': Z}", "{'z': Z, 'x': X}"):
        yield f"found = trained(Heads('one'), {x}, Y[0], loss='mse', metrics=['mae'])"
    yield "found = trained(Heads('dict'), {'x': X, 'z': Z}, YD, loss='mse', metrics={'q': ['mae'], 'p': ['mse']})"
    yield "found = trained(Heads('list'), {'x': X, 'z': Z}, Y, loss=['mse', 'mae'], metrics=[['mae'], ['mse']])"


OTHERS = ("""a, b = keras.Input((3,)), keras.Input((3,))
p, q = Heads("list")([a, b])
model = keras.Model([a, b], [layers.Dense(1, name="u")(p), layers.Dense(1, name="v")(q)])
fill(model)
found = trained(model, [X, Z], [Y[1], Y[1]], loss=["mse", "mae"], metrics=[["mae"], ["mse"]])""", """a, b = keras.Input((3,)), keras.Input((3,))
model = keras.Model([a, b], Heads("dict")([a, b]))
found = trained(model, [X, Z], YD, loss={"p": "mse", "q": "mae"}, metrics={"p": ["mae"]})""", """a = keras.Input((3,))
d = layers.Dense(2, name="d")(a)
inner = keras.Model(a, [d, layers.Dense(1, name="e")(d)], name="inner")
b = keras.Input((3,))
p, q = inner(b)
model = keras.Model(b, [q, layers.Dense(2, name="z")(p)])
twin = keras.models.clone_model(model)
found = [trained(model, X, Y[::-1], loss="mse"), trained(twin, X, Y[::-1], loss="mse"), tuple(p.shape)[1:], tuple(q.shape)[1:]]""", """a = keras.Input((3,))
d = layers.Dense(2, name="d")(a)
inner = keras.Model(a, {"u": d, "v": layers.Dense(1, name="e")(d)}, name="inner")
b = keras.Input((3,))
found = trained(keras.Model(b, inner(b)), X, {"u": Y[0], "v": Y[1]}, loss="mse")""", """a = keras.Input((3,))
layer = Split()
p, q = layer(a, scale=2.0)
model = keras.Model(a, [layers.Dense(1, name="o")(p), layers.Activation("tanh", name="w")(q)])
found = [trained(model, X, [Y[1], Y[1]], loss="mse"), layer(X), tuple(p.shape)[1:], tuple(q.shape)[1:]]""", """a, b = keras.Input((3,)), keras.Input((3,))
layer = Pairs()
one, other = layer({"a": a, "b": b}), layer({"a": b, "b": a})
model = keras.Model([a, b], [layers.Activation("linear", name="k")(one["s"]), layers.Activation("linear", name="l")(other["t"]),
                             layers.Dense(1, name="f")(one["n"][0])])
found = [trained(model, [X, Z], [Y[1]] * 3, loss="mse"), layer({"a": X, "b": Z})]""", """class Two(keras.Model):
    def __init__(self):
        super().__init__()
        self.heads, self.out = Heads("tuple"), layers.Dense(1)

    def call(self, x):
        p, q = self.heads(x)
        return self.out(p) + q


found = trained(Two(), X, Y[1], loss="mse")""", """found = []
for options in ({}, {"metrics": ["mae"]}):
    model = Noisy()
    model(X)
    fill(model)
    model.compile("sgd", **options)
    found.append([model.fit(X, X, verbose=0, shuffle=False).history, np.ravel(model.evaluate(X, X, verbose=0)), np.ravel(model.train_on_batch(X, X))])
model = Noisy()
model(X)
fill(model)
model.compile("sgd")
found.append([model.fit(X, verbose=0, shuffle=False).history, model.evaluate(X, verbose=0), model.train_on_batch(X)])""", """model = keras.Sequential([keras.Input((3,)), layers.Dense(1, activity_regularizer="l2", kernel_regularizer="l2")])
fill(model)
model.compile("sgd")
found = [model.fit(X, Y[1], verbose=0, shuffle=False).history, model.evaluate(X, verbose=0)]""", """a = keras.Input((3,))
d = layers.Dense(2, name="d")(a)
model = keras.Model(a, [d, layers.Dense(1, name="e")(d)])
found = [trained(model, X, Y, loss=["mse", None], metrics=[["mae"], None]), trained(model, X, Y, loss=["mse", None], metrics=[["mae"], ["mse"]]),
         trained(model, X, Y, loss={"e": "mse", "d": "mae"}, metrics={"e": ["mae"], "d": ["mse"]})]""")


def main():
    warnings.simplefilter("ignore")
    programs = [HEAD + each for each in (*heads(), *OTHERS)]
    content = {"programs": [{"program": each.removeprefix(HEAD), "found": found_by(each, 1)} for each in programs], "head": HEAD}
    path = pathlib.Path(sys.argv[1]) / "python/tests/several_values.json"
    path.write_text(json.dumps(content, separators=(",", ":")) + "\n")
    print(f"{path.name}: {len(programs)} programs")


if __name__ == "__main__":
    main()
