"""The forward pass of RealMLP-TD in plain NumPy, float64: smooth clip, PBLD embeddings, scaling layer,
hidden layers in NT parametrization with parametric SELU or Mish. Written from Holzmueller et al. 2024,
"Better by default", section 3 and table A.1; Keras has no such network."""
import numpy as np

from golden_file import write

ROWS, FEATURES, COLUMNS, UNITS = 6, 5, (0, 1, 3), (9, 8, 7)


def selu(x):
    return 1.0507009873554805 * np.where(x > 0, x, 1.6732632423543772 * np.expm1(np.minimum(x, 0)))


def mish(x):
    return x * np.tanh(np.logaddexp(0, x))


def softmax(x):
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def weights_of(random, outputs):
    def normal(*shape, scale=1.0):
        return np.round(random.normal(0, scale, shape), 4)

    columns = len(COLUMNS)
    weights = [normal(columns, 16, scale=0.5), random.uniform(-np.pi, np.pi, (columns, 16)).round(4),
               normal(columns, 16, 3, scale=0.25), normal(columns, 3, scale=0.25)]
    width = FEATURES + 3 * columns
    weights.append(1 + normal(width, scale=0.3))
    for units in UNITS:
        weights += [normal(width, units), normal(units), 1 + normal(units, scale=0.3)]
        width = units
    return weights + [normal(width, outputs), normal(outputs)]


def forward(x, weights, activation, output):
    frequencies, phases, kernel, bias, scale, *rest = weights
    x = x / np.sqrt(1 + (x / 3) ** 2)
    embedded = []
    for k, column in enumerate(COLUMNS):
        waves = np.cos(2 * np.pi * np.outer(x[:, column], frequencies[k]) + phases[k])
        embedded.append(waves @ kernel[k] + bias[k])
    x = np.concatenate([x, *embedded], axis=1) * scale
    while len(rest) > 2:
        w, b, alpha, *rest = rest
        x = x @ w / np.sqrt(len(w)) + b
        x = x + alpha * (activation(x) - x)
    w, b = rest
    return output(x @ w / np.sqrt(len(w)) + b)


def make():
    random = np.random.default_rng(23)
    x = np.round(random.normal(0, 2, (ROWS, FEATURES)), 3)
    x[0, 1] = 40.0
    cases = []
    for problem, outputs, activation, output in (("regression", 1, mish, lambda y: np.clip(y, -1, 1.5)),
                                                 ("classification", 3, selu, softmax)):
        weights = weights_of(random, outputs)
        cases.append({"problem": problem, "weights": weights,
                      "prediction": forward(x, weights, activation, output)})
    write("realmlp", "predictions of RealMLP-TD's network for these weights, worked out in NumPy; "
          "numbers are clipped to [-1, 1.5]", {"x": x, "cases": cases})
