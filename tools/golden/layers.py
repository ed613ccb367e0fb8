"""Layers called on their own: outputs, gradients to inputs and weights, moving statistics."""
import keras
import numpy as np
import tensorflow as tf

from golden_file import write

RANDOM = np.random.default_rng(18)


def normal(*shape, mean=0.0, scale=1.0):
    return (mean + scale * RANDOM.normal(0, 1, shape)).astype("float32")


def call(name, arguments, x, training=None, weights=None, trainable=True):
    """One call under a tape; weights are set by name first. The upstream gradient is random."""
    layer = getattr(keras.layers, name)(**arguments)
    layer.build(x.shape)
    layer.trainable = trainable
    for variable in layer.weights:
        if weights is not None and variable.name in weights:
            variable.assign(weights[variable.name])
    before = {v.name: v.numpy() for v in layer.weights}
    inputs = tf.constant(x)
    with tf.GradientTape() as tape:
        tape.watch(inputs)
        y = layer(inputs) if training is None else layer(inputs, training=training)
    upstream = normal(*y.shape)
    trained = layer.trainable_variables
    gradients = tape.gradient(y, [inputs, *(v.value for v in trained)], output_gradients=upstream)
    case = {"layer": name, "arguments": arguments}
    if training is not None:
        case |= {"training": training, "trainable": trainable}
    case |= {"weights": before, "x": x, "y": y, "upstream": upstream,
             "x_gradient": gradients[0],
             "weight_gradients": {v.name: g for v, g in zip(trained, gradients[1:])}}
    moved = {v.name: v.numpy() for v in layer.non_trainable_variables if "moving" in v.name}
    return case | ({"after": moved} if moved else {})


def dense():
    for activation in (None, "linear", "relu", "sigmoid", "tanh", "softmax"):
        for use_bias in (True, False):
            arguments = {"units": 3, "activation": activation, "use_bias": use_bias}
            yield call("Dense", arguments, normal(5, 4),
                       weights={"kernel": normal(4, 3), "bias": normal(3)})
    yield call("Dense", {"units": 1}, normal(1, 2), weights={"kernel": normal(2, 1)})
    yield call("Dense", {"units": 2, "activation": "tanh"}, normal(2, 3, 4),
               weights={"kernel": normal(4, 2), "bias": normal(2)})


def shapes():
    for activation in ("relu", "softmax"):
        yield call("Activation", {"activation": activation}, normal(3, 5))
    for shape in ((2, 3, 4), (3, 2, 1, 2), (2, 5), (4,)):
        yield call("Flatten", {}, normal(*shape))


def batch_normalization():
    def statistics(features):
        return {"gamma": normal(features, mean=1, scale=0.3), "beta": normal(features),
                "moving_mean": normal(features), "moving_variance": np.exp(normal(features))}

    settings = ({}, {"momentum": 0.9}, {"center": False}, {"scale": False},
                {"center": False, "scale": False}, {"momentum": 0.8, "epsilon": 0.1})
    for arguments in settings:
        for shape in ((6, 3), (2, 3, 4, 2)):
            for training in (True, False):
                yield call("BatchNormalization", arguments, normal(*shape, mean=0.4, scale=1.5),
                           training, statistics(shape[-1]))
    yield call("BatchNormalization", {}, normal(4, 2), True)  # weights as initialised
    yield call("BatchNormalization", {"axis": 1}, normal(2, 3, 4), True, statistics(3))
    yield call("BatchNormalization", {"momentum": 0.9}, normal(1, 3), True, statistics(3))
    yield call("BatchNormalization", {"momentum": 0.9}, normal(5, 3, mean=300), True, statistics(3))
    # trainable = False means inference even with training = True
    yield call("BatchNormalization", {"momentum": 0.9}, normal(4, 3), True, statistics(3), False)


def layer_normalization():
    def call_on(arguments, *shape, mean=0.4, scale=1.5):
        axes = arguments.get("axis", -1)
        axes = sorted(axes) if isinstance(axes, list) else [axes]
        sizes = [shape[axis] for axis in axes]
        weights = {"gamma": normal(*sizes, mean=1, scale=0.3), "beta": normal(*sizes)}
        return call("LayerNormalization", arguments, normal(*shape, mean=mean, scale=scale), weights=weights)

    for arguments in ({}, {"epsilon": 0.1}, {"center": False}, {"scale": False},
                      {"center": False, "scale": False}):
        for shape in ((6, 4), (2, 3, 2, 5)):
            yield call_on(arguments, *shape)
    for axis in (1, -2, [2], [1, 2], [3, 1], [-2, -1], [1, 2, 3], [-1, 1]):
        yield call_on({"axis": axis}, 2, 3, 4, 2)
    yield call("LayerNormalization", {}, normal(4, 5))  # weights as initialised
    yield call_on({}, 4, 1)
    yield call_on({}, 1, 4)
    yield call_on({"epsilon": 0.02}, 3, 4, scale=0)  # samples of equal numbers
    yield call_on({}, 4, 8, mean=300)


def dropout():
    """Inference is the identity; in training kept values are scaled. The mask's bits are TF's."""
    x = normal(3, 4)
    entries = []
    for rate in (0.0, 0.2, 0.35, 1.0):
        layer = keras.layers.Dropout(rate, seed=5)
        ones = layer(tf.ones((400, 250)), training=True).numpy()
        kept = ones[ones != 0]
        row_input = np.array([1.0, -2.5, 0.1, 3e5, -7e-6], "float32")
        outputs = layer(tf.constant(np.tile(row_input, (200, 1))), training=True).numpy()
        scaled = [float(c[c != 0][0]) if (c != 0).any() else 0.0 for c in outputs.T]
        assert all(set(np.unique(c)) <= {np.float32(0), np.float32(s)}
                   for c, s in zip(outputs.T, scaled))
        entries.append({"rate": rate, "inference_x": x, "inference_y": layer(x, training=False),
                        "scale_of_kept": float(kept[0]) if kept.size else None,
                        "fraction_kept_of_100000": kept.size / ones.size,
                        "x": row_input, "x_if_kept": scaled})
    return entries


def normalization():
    for shape, axis, sizes in (((5, 3), -1, (3,)), ((5, 3), None, ()), ((2, 3, 4), -1, (4,)), ((2, 3, 4), 1, (3,)),
                               ((2, 3, 4), [1, 2], (3, 4)), ((2, 3, 4), [2, 1], (4,)), ((2, 3, 4), [1, 2], (3, 1)),
                               ((2, 3, 4), -1, ())):
        for invert in (False, True):
            yield call("Normalization", {"axis": [] if axis is None else axis, "invert": invert,
                                         "mean": normal(*sizes).tolist(),
                                         "variance": np.exp(normal(*sizes)).tolist()}, normal(*shape))
    # a column of one value: what it is divided by is not below 1e-7
    yield call("Normalization", {"mean": [1.5, 0.25], "variance": [0.0, 4.0]}, np.array([[1.5, 2], [1.5, -1]], "float32"))


def adapted():
    for shape, axis in (((7, 3), -1), ((7, 3), None), ((4, 3, 2), -1), ((4, 3, 2), 1), ((4, 3, 2), [1, 2]), ((4, 3, 2), None)):
        for invert in (False, True):
            layer = keras.layers.Normalization(axis=axis, invert=invert)
            data, x = normal(*shape, mean=3, scale=2), normal(*shape)
            data[:, 0] = 2.5                 # does not vary where the axis has it alone; its mean is exact in float32
            layer.adapt(data)
            yield {"arguments": {"axis": [] if axis is None else axis, "invert": invert}, "data": data,
                   "mean": layer.mean.numpy().ravel(), "variance": layer.variance.numpy().ravel(), "x": x, "y": layer(x)}


def category_encoding():
    for mode in ("one_hot", "multi_hot", "count"):
        for shape in ((6, 3), (6, 1), *(((2, 3, 2), (2, 3, 1)) if mode == "one_hot" else ())):
            for tokens in (5, 9):
                x = RANDOM.integers(0, 5, shape)
                arguments = {"num_tokens": tokens, "output_mode": mode}
                yield {"arguments": arguments, "x": x, "y": keras.layers.CategoryEncoding(**arguments)(x)}


def integer_lookup():
    codes = np.random.default_rng(41)        # of its own: the others' numbers stay
    settings = ({}, {"num_oov_indices": 3}, {"mask_token": 7}, {"num_oov_indices": 2, "mask_token": -3, "oov_token": 99},
                {"num_oov_indices": 2, "max_tokens": 12, "pad_to_max_tokens": True}, {"max_tokens": 9, "mask_token": 0})
    for arguments in settings:
        for mode in ("int", "one_hot", "multi_hot", "count"):
            for shape in ((6, 3), (6, 1), *(((2, 3, 2), (2, 3, 1)) if mode in ("int", "one_hot") else ())):
                given = arguments | {"vocabulary": [12, -5, 3, 1138, 8], "output_mode": mode}
                x = codes.choice([12, -5, 3, 1138, 8, 7, -3, 0, -11, 16777216, -16777216, 4], shape)
                yield {"arguments": given, "x": x, "y": keras.layers.IntegerLookup(**given)(x)}
        data = codes.choice([12, -5, 3, 1138, 8, 7, -3, 0, 99, -1], (40, 2), p=[0.2, 0.02, 0.15, 0.05, 0.1, 0.1, 0.08, 0.2, 0.05, 0.05])
        layer = keras.layers.IntegerLookup(**arguments)
        layer.adapt(data)
        x = codes.integers(-12, 13, (5, 4))
        yield {"arguments": arguments, "data": data, "vocabulary": [int(v) for v in layer.get_vocabulary(False)],
               "x": x, "y": layer(x)}
    for arguments in ({"vocabulary": [5, 2, -8]}, {"vocabulary": [5, 2, -8], "mask_token": 3, "oov_token": -2},
                      {"vocabulary": [9, 7, 7, 5, 2], "num_oov_indices": 2, "mask_token": 9, "oov_token": 7},
                      {"vocabulary": [5, 2], "num_oov_indices": 0}):
        arguments = arguments | {"invert": True}
        x = np.arange(5).reshape(1, 5)
        yield {"arguments": arguments, "x": x, "y": keras.layers.IntegerLookup(**arguments)(x)}
    closed = {"num_oov_indices": 0, "vocabulary": [4, 2], "mask_token": 1}
    x = np.array([[4, 1], [2, 2]])
    yield {"arguments": closed, "x": x, "y": keras.layers.IntegerLookup(**closed)(x)}


def of_one_input():
    for name, arguments, shape in (
            ("ReLU", {}, (3, 5)), ("ReLU", {"max_value": 0.8, "negative_slope": 0.2, "threshold": 0.3}, (4, 5)), ("ReLU", {"threshold": 0.4}, (4, 5)),
            ("LeakyReLU", {}, (3, 5)), ("LeakyReLU", {"negative_slope": 0.1}, (3, 5)), ("ELU", {}, (3, 5)), ("ELU", {"alpha": 0.7}, (3, 5)),
            ("Softmax", {}, (3, 5)), ("Softmax", {"axis": 1}, (2, 3, 4)), ("Softmax", {"axis": [1, 2]}, (2, 3, 4)),
            ("Reshape", {"target_shape": [3, 2]}, (2, 6)), ("Reshape", {"target_shape": [2, -1]}, (2, 3, 4)), ("Permute", {"dims": [2, 1]}, (2, 3, 4)),
            ("Permute", {"dims": [3, 1, 2]}, (2, 3, 4, 2)), ("RepeatVector", {"n": 3}, (2, 4)), ("Identity", {}, (2, 3)),
            ("Rescaling", {"scale": 0.3, "offset": -0.7}, (3, 4)), ("UnitNormalization", {}, (3, 4)), ("UnitNormalization", {"axis": [1, 2]}, (2, 3, 4))):
        yield call(name, arguments, normal(*shape))
    for arguments, shape, sizes in (({}, (3, 4), (4,)), ({"shared_axes": [1]}, (2, 3, 4), (1, 4)), ({"shared_axes": [1, 2]}, (2, 3, 4), (1, 1))):
        yield call("PReLU", arguments, normal(*shape), weights={"alpha": normal(*sizes)})


def merged():
    for name, arguments, shapes in (
            *((name, {}, ((3, 4), (3, 4))) for name in ("Subtract", "Multiply", "Average", "Maximum", "Minimum")),
            *((name, {}, ((2, 3, 4), (2, 3, 4), (2, 3, 1))) for name in ("Multiply", "Average", "Maximum", "Minimum")),
            ("Dot", {"axes": -1}, ((3, 4), (3, 4))), ("Dot", {"axes": 1, "normalize": True}, ((3, 4), (3, 4))),
            ("Dot", {"axes": [2, 1]}, ((2, 3, 4), (2, 4, 5))), ("Dot", {"axes": 1, "normalize": True}, ((2, 3, 4), (2, 3, 5)))):
        inputs = [tf.constant(normal(*shape)) for shape in shapes]
        with tf.GradientTape() as tape:
            tape.watch(inputs)
            y = getattr(keras.layers, name)(**arguments)(inputs)
        upstream = normal(*y.shape)
        yield {"layer": name, "arguments": arguments, "xs": [each.numpy() for each in inputs], "y": y, "upstream": upstream,
               "x_gradients": [each.numpy() for each in tape.gradient(y, inputs, output_gradients=upstream)]}


def steps():
    """Layers over the steps of (batch, steps, features)."""
    pooled = [{}, {"keepdims": True}, {"data_format": "channels_first"}]
    for name, arguments in (*(("GlobalAveragePooling1D", each) for each in pooled), *(("GlobalMaxPooling1D", each) for each in pooled),
                            ("ZeroPadding1D", {"padding": [2, 1]}), ("ZeroPadding1D", {"padding": [0, 2], "data_format": "channels_first"}),
                            ("Cropping1D", {"cropping": [1, 2]}), ("UpSampling1D", {}), ("UpSampling1D", {"size": 3})):
        yield call(name, arguments, normal(2, 4, 3))
    for value in (0.0, 0.7):
        x = normal(2, 4, 3)
        x[0, 1:3], x[1, 3], x[1, 0, :2] = value, value, value
        yield call("Masking", {"mask_value": value}, x)


def make():
    cases, dropped = [*dense(), *shapes(), *batch_normalization()], dropout()
    cases += layer_normalization()  # behind all others: each takes the next random numbers
    cases += normalization()
    of_data, of_codes = [*adapted()], [*category_encoding()]
    looked_up = [*integer_lookup()]
    cases += of_one_input()
    of_several = [*merged()]
    cases += steps()
    write("layers", "each case: the weights before the call, y = layer(x), the gradients of "
          "sum(y * upstream), and for BatchNormalization the moving statistics after the call. "
          "dropout: identity without training; with it each value is 0 or x_if_kept "
          "(0 with rate 1), and the kept fraction is a random number near 1 - rate. adapted: a "
          "Normalization after adapt(data); encoded: a CategoryEncoding of whole numbers; "
          "looked_up: an IntegerLookup, with data after adapt(data); merged: layers of several inputs",
          {"cases": cases, "dropout": dropped, "adapted": of_data, "encoded": of_codes, "looked_up": looked_up, "merged": of_several})
