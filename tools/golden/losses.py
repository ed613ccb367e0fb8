"""Losses: reduced value, value per sample, gradient to y_pred; and through an output activation."""
import keras
import numpy as np
import tensorflow as tf

from golden_file import write


def one_hot(labels, classes):
    return np.eye(classes, dtype="float32")[np.asarray(labels)]


def cases():
    """(loss, arguments, y_true, y_pred)"""
    random = np.random.default_rng(14)

    def normal(*shape, scale=1.0):
        return (scale * random.normal(0, 1, shape)).astype("float32")

    mse = "MeanSquaredError"
    yield mse, {}, normal(5, 3), normal(5, 3)
    yield mse, {}, normal(4, 1), normal(4, 1)
    yield mse, {}, normal(4), normal(4, 1)  # Keras makes y_true (4, 1), no broadcast
    yield mse, {}, normal(2, 3, 2), normal(2, 3, 2)

    bce = "BinaryCrossentropy"
    binary = np.array([[0, 1, 1], [1, 0, 0], [1, 1, 0], [0, 0, 1]], "float32")
    inside = random.uniform(0.02, 0.98, (4, 3)).astype("float32")
    edges = np.array([[0, 1, 0], [0.5, 1, 1e-7], [1, 1e-8, 1], [2e-7, 0, 0.75]], "float32")
    logits = np.array([[0.3, -1.2, 2.5], [0, 5, -6], [30, -45, 90], [-1, -100, 100]], "float32")
    soft = np.array([[0.2, 0.9, 1], [0.7, 0.1, 0], [1, 0.6, 0.3], [0, 0, 0.5]], "float32")
    for arguments in ({}, {"label_smoothing": 0.2}):
        for y_true, y_pred in ((binary, inside), (binary, edges), (soft, inside)):
            yield bce, arguments, y_true, y_pred
        yield bce, {"from_logits": True, **arguments}, binary, logits
    yield bce, {}, binary[:, :1], inside[:, :1]
    yield bce, {}, binary[:, 0], inside[:, :1]

    probabilities = random.dirichlet(np.ones(4), 5).astype("float32")
    unnormalised = random.uniform(0.05, 3, (5, 4)).astype("float32")  # rows do not add to 1
    exact = np.array([[1, 0, 0, 0], [0, 0, 1, 0], [0.25, 0.25, 0.5, 0], [0, 0.5, 0.5, 0],
                      [0, 1, 0, 0]], "float32")
    labels = np.array([0, 3, 2, 1, 1], "int32")
    wide = np.array([[0.5, -1, 2, 0], [3, 3, 3, 3], [50, -50, 10, 0], [-200, 100, 90, 0],
                     [0, 0, 0, 1e3]], "float32")
    for arguments in ({}, {"label_smoothing": 0.1}):
        for y_pred in (probabilities, unnormalised, exact):
            yield "CategoricalCrossentropy", arguments, one_hot(labels, 4), y_pred
        yield ("CategoricalCrossentropy", {"from_logits": True, **arguments},
               one_hot(labels, 4), wide)
    for y_pred in (probabilities, unnormalised, exact):
        yield "SparseCategoricalCrossentropy", {}, labels, y_pred
    yield "SparseCategoricalCrossentropy", {}, labels[:, None], probabilities
    yield "SparseCategoricalCrossentropy", {"from_logits": True}, labels, wide

    random = np.random.default_rng(16)
    far, near = normal(5, 3, scale=3), normal(5, 3)
    for name, arguments in (("MeanAbsoluteError", {}), ("LogCosh", {}), ("Huber", {}), ("Huber", {"delta": 0.3})):
        yield name, arguments, far, near
        yield name, arguments, near[:, 0], far[:, :1]
        yield name, arguments, near * 0, near * 0.1
        yield name, arguments, near, far * 1e4

    random = np.random.default_rng(17)
    counts = random.poisson(2.5, (5, 3)).astype("float32")
    rates = random.uniform(0.2, 6, (5, 3)).astype("float32")
    relative = ("MeanAbsolutePercentageError", "MeanSquaredLogarithmicError", "Poisson")
    for name in relative:
        yield name, {}, counts + 0.5, rates
        yield name, {}, counts[:, 0] + 1, rates[:, :1]
    yield "MeanSquaredLogarithmicError", {}, counts - 1, normal(5, 3, scale=3)
    yield "Poisson", {}, counts, rates
    for y_true, y_pred in ((random.dirichlet(np.ones(4), 5).astype("float32"), probabilities), (one_hot(labels, 4), probabilities), (exact, unnormalised)):
        yield "KLDivergence", {}, y_true, y_pred
    margins = normal(4, 3)
    for name in ("Hinge", "SquaredHinge"):
        for y_true in (2 * binary - 1, binary, binary - 1, soft):  # signs, 0 and 1, -1 and 0, numbers between
            yield name, {}, y_true, margins
        yield name, {}, binary[:, 0], margins[:, :1]
    yield "CategoricalHinge", {}, one_hot(labels, 4), normal(5, 4)
    yield "CategoricalHinge", {}, 2 * one_hot(labels, 4) - 1, normal(5, 4)
    yield "CategoricalHinge", {}, one_hot(labels, 4)[:, None, :], normal(5, 1, 4)
    yield "CosineSimilarity", {}, normal(5, 3), normal(5, 3)
    yield "CosineSimilarity", {}, normal(2, 3, 4), normal(2, 3, 4, scale=50)
    focal = {"gamma": 1.3}, {"gamma": 0}, {"label_smoothing": 0.2}, {"label_smoothing": 0.1, "gamma": 3}
    moderate = normal(4, 3, scale=2)
    for arguments in ({}, {"apply_class_balancing": True}, {"apply_class_balancing": True, "alpha": 0.7}, *focal):
        for y_true in (binary, soft):
            yield "BinaryFocalCrossentropy", arguments, y_true, inside
        yield "BinaryFocalCrossentropy", {"from_logits": True, **arguments}, binary, moderate
    for arguments in ({}, {"alpha": 0.6}, {"alpha": [0.1, 0.4, 0.2, 0.3]}, *focal):
        for y_pred in (probabilities, unnormalised):
            yield "CategoricalFocalCrossentropy", arguments, one_hot(labels, 4), y_pred
        yield "CategoricalFocalCrossentropy", {"from_logits": True, **arguments}, one_hot(labels, 4), normal(5, 4, scale=2)
    random = np.random.default_rng(18)
    steps = (random.uniform(size=(4, 5, 3)) < 0.4).astype("float32")
    chances = random.uniform(0.02, 0.98, (4, 5, 3)).astype("float32")
    for name, numbers in (("Dice", {}), ("Tversky", {}), ("Tversky", {"alpha": 0.3, "beta": 0.9})):
        for axis in (None, -1, 1, [1, 2], 0, [0, 1]):
            yield name, {**numbers, "axis": axis}, steps, chances
        yield name, numbers, binary, inside
        yield name, numbers, soft[:, :1], inside[:, :1]
        yield name, {**numbers, "axis": -1}, binary * 0, inside
    for axis in (1, [1, 2]):
        yield "CosineSimilarity", {"axis": axis}, normal(4, 5, 3), normal(4, 5, 3)
    for arguments in ({}, {"q": 0.1}, {"q": 0.8}):
        yield "CategoricalGeneralizedCrossEntropy", arguments, labels, probabilities
    random = np.random.default_rng(19)
    embeddings = normal(7, 3)
    embeddings /= np.linalg.norm(embeddings, axis=1, keepdims=True)
    classes = np.array([0, 4, 0, 2, 4, 2, 0], "int32")
    for arguments in ({"gamma": 5.0}, {"gamma": 3.0, "margin": 0.25}, {"gamma": 8.0, "remove_diagonal": False}):
        yield "Circle", arguments, classes, embeddings


def direct(name, arguments, y_true, y_pred):
    prediction = tf.constant(y_pred)
    with tf.GradientTape() as tape:
        tape.watch(prediction)
        value = getattr(keras.losses, name)(**arguments)(y_true, prediction)
    samples = getattr(keras.losses, name)(**arguments, reduction=None)(y_true, prediction)
    return {"loss": name, "arguments": arguments, "y_true": y_true, "y_pred": y_pred,
            "value": value, "per_sample": samples, "gradient": tape.gradient(value, prediction)}


def model_cases():
    """(loss, arguments, activation, y_true, kernel): some logits saturate the activation."""
    random = np.random.default_rng(15)
    kernel = random.normal(0, 1, (3, 4)).astype("float32")
    labels = np.array([2, 0, 3, 1], "int32")
    binary = np.array([[1], [0], [0], [1]], "float32")
    yield "SparseCategoricalCrossentropy", {}, "softmax", labels, kernel
    for arguments in ({}, {"label_smoothing": 0.1}):
        yield "CategoricalCrossentropy", arguments, "softmax", one_hot(labels, 4), kernel
    for arguments in ({}, {"label_smoothing": 0.2}):
        yield "BinaryCrossentropy", arguments, "sigmoid", binary, kernel[:, :1]


def through_model(name, arguments, activation, y_true, kernel, x, form, graph):
    """Value and kernel gradient; form: the activation inside Dense or as a layer of its own."""
    last = [keras.layers.Dense(kernel.shape[1], use_bias=False, name="dense",
                               activation=activation if form == "Dense" else None)]
    if form == "Activation":
        last.append(keras.layers.Activation(activation))
    model = keras.Sequential([keras.layers.Input((3,)), *last])
    model.get_layer("dense").set_weights([kernel])
    model.compile("sgd", loss=getattr(keras.losses, name)(**arguments), run_eagerly=not graph)

    def step():  # as Model.train_step
        with tf.GradientTape() as tape:
            value = model.compute_loss(x, y_true, model(x, training=True), None, training=True)
        return value, tape.gradient(value, model.trainable_weights)[0]

    value, gradient = (tf.function(step) if graph else step)()
    return value.numpy(), tf.convert_to_tensor(gradient).numpy()


def make():
    x = np.array([[1, 2, -1], [40, -30, 25], [0.5, -0.25, 1], [-60, 20, 10]], "float32")
    models = []
    for name, arguments, activation, y_true, kernel in model_cases():
        arms = {(form, graph): through_model(name, arguments, activation, y_true, kernel, x, form,
                                             graph)
                for form in ("Dense", "Activation") for graph in (True, False)}
        logits, _ = through_model(name, {**arguments, "from_logits": True}, "linear", y_true,
                                  kernel, x, "Dense", True)
        value, gradient = arms["Dense", True]
        eager_value, eager_gradient = arms["Dense", False]
        assert np.array_equal(arms["Activation", True][1], gradient)
        models.append({
            "loss": name, "arguments": arguments, "activation": activation, "y_true": y_true,
            "kernel": kernel, "path": "logits" if value == logits else "clipped probabilities",
            "value": value, "kernel_gradient": gradient,
            "eager_path": "logits" if eager_value == logits else "clipped probabilities",
            "eager_value": eager_value, "eager_kernel_gradient": eager_gradient})
    write("losses", "cases: the loss called on plain tensors (eager): value with reduction "
          "sum_over_batch_size, per_sample with reduction None, gradient of value to y_pred. "
          "models: y = activation(x kernel) as in compile + fit (graph mode), from_logits False; "
          "path says whether Keras put the activation's input in place of the probabilities. "
          "The same with run_eagerly=True is under eager_*",
          {"cases": [direct(*case) for case in cases()], "model_x": x, "models": models})
