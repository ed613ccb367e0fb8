"""A hundred small programs in Keras's words, drawn from a seed over what occam and Keras both have.

Each is text that a user could have written: it reads `keras` and `np`, leaves `model`, `history` and `found`, and uses no randomness of
either library. Weights and data come from NumPy's RandomState, whose sequences do not change between versions.
"""

import random

PROGRAMS = 100
HEAD = "rng = np.random.RandomState({seed})"
WEIGHTS = """for weight in model.weights:
    if weight.name in ("mean", "variance", "count"):
        continue  # what Normalization has learnt
    values = rng.normal(scale=0.6, size=tuple(weight.shape))
    weight.assign(np.abs(values) + 0.5 if weight.name in ("gamma", "moving_variance") else values)"""


class Draw(random.Random):
    """Choices, and whether a thing that happens with this chance happens."""

    def happens(self, chance):
        return self.random() < chance

    def factor(self, low, high):
        return f"{self.uniform(low, high):.2g}"


ACTIVATIONS = ("linear", "relu", "leaky_relu", "elu", "selu", "silu", "mish", "softplus", "sigmoid", "tanh", "softmax", "swish")


def regularizer(draw):
    a, b = draw.factor(0.001, 0.05), draw.factor(0.001, 0.05)
    return draw.choice(("'l1'", "'l2'", "'l1l2'", f"keras.regularizers.L1({a})", f"keras.regularizers.L2({a})",
                        f"keras.regularizers.L1L2(l1={a}, l2={b})", f"keras.regularizers.l2({a})"))


def constraint(draw):
    return draw.choice(("keras.constraints.MaxNorm(1.2)", "keras.constraints.NonNeg()", "keras.constraints.UnitNorm(axis=0)", "'max_norm'",
                        "keras.constraints.MinMaxNorm(0.4, 1.1, rate=0.8)", "keras.constraints.MaxNorm(0.9, axis=1)"))


def dense(draw, units, activation=None):
    """Dense with some of its arguments."""
    words = [str(units)]
    activation = draw.choice(ACTIVATIONS) if activation is None else activation
    if activation != "linear":
        words.append(draw.choice((f"activation={activation!r}", f"activation=keras.activations.{activation}")))
    if draw.happens(0.15):
        words.append("use_bias=False")
    if draw.happens(0.4):
        words.append(f"kernel_regularizer={regularizer(draw)}")
    if draw.happens(0.15):
        words.append(f"bias_regularizer={regularizer(draw)}")
    if draw.happens(0.2):
        words.append(f"kernel_constraint={constraint(draw)}")
    if draw.happens(0.1):
        words.append("bias_constraint='non_neg'")
    if draw.happens(0.1):
        words.append("trainable=False")
    if draw.happens(0.2):
        words.append("kernel_initializer=" + draw.choice(("'he_normal'", "keras.initializers.RandomNormal(stddev=0.1, seed=3)", "'zeros'")))
    return f"keras.layers.Dense({', '.join(words)})"


def between(draw):
    """A layer that keeps the shape."""
    axis = draw.choice(("", "axis=-1, "))
    return draw.choice((
        f"keras.layers.BatchNormalization({axis}momentum={draw.choice((0.7, 0.9))})", "keras.layers.BatchNormalization()",
        f"keras.layers.BatchNormalization(momentum=0.8, epsilon=0.01, scale={draw.happens(0.5)}, center={draw.happens(0.5)})",
        f"keras.layers.BatchNormalization(momentum=0.9, gamma_regularizer={regularizer(draw)}, trainable={draw.happens(0.5)})",
        "keras.layers.LayerNormalization()", f"keras.layers.LayerNormalization({axis}epsilon=0.01, beta_regularizer='l2')",
        "keras.layers.Dropout(0.0)", f"keras.layers.Activation({draw.choice(ACTIVATIONS)!r})"))


def bent(draw):
    """An activation that is nowhere linear: behind a linear layer BatchNormalization takes every bias out, whose gradient is rounding then."""
    return draw.choice(("silu", "mish", "softplus", "sigmoid", "tanh", "softmax"))


def hidden(draw, most=3):
    """Layers of a chain."""
    found = []
    for _ in range(draw.randint(1, most)):
        more = draw.happens(0.5)
        found.append(dense(draw, draw.randint(3, 6), bent(draw) if more else None))
        if more:
            found.append(between(draw))
    return found


class Task:
    """What is predicted: targets, the last layer, losses and metrics that make sense."""

    def __init__(self, draw, kind):
        self.kind = kind
        logits = draw.happens(0.3)
        smooth = draw.factor(0.05, 0.3)
        if kind == "numbers":
            size = draw.choice((1, 1, 2))
            self.size, self.last = size, "linear"
            self.target = f"rng.normal(size=({{rows}}, {size}))" if size > 1 or draw.happens(0.5) else "rng.normal(size={rows})"
            self.losses = ["'mse'", "'mae'", "'huber'", "'log_cosh'", "'mean_squared_error'", "keras.losses.MeanSquaredError()",
                           f"keras.losses.Huber(delta={draw.factor(0.3, 1.5)})", "keras.losses.LogCosh()", "keras.losses.MeanAbsoluteError()",
                           "lambda y, p: keras.ops.mean(keras.ops.square(y - p) + 0.1 * keras.ops.abs(p), axis=-1)"]
            self.metrics = ["'mse'", "'mae'", "'mean_squared_error'", "keras.metrics.RootMeanSquaredError()",
                            "keras.metrics.MeanAbsoluteError(name='off')", "keras.metrics.R2Score()"]
        elif kind == "binary":
            self.size, self.last = 1, "linear" if logits else "sigmoid"
            self.target = draw.choice(("rng.randint(0, 2, size=({rows}, 1))", "rng.randint(0, 2, size={rows})"))
            self.losses = [f"keras.losses.BinaryCrossentropy(from_logits={logits})", f"keras.losses.BinaryCrossentropy(from_logits={logits}, label_smoothing={smooth})"]
            self.losses += [] if logits else ["'binary_crossentropy'", "'mse'", "keras.losses.MeanAbsoluteError()"]
            self.metrics = ["'accuracy'", "keras.metrics.BinaryAccuracy(threshold=0.4, name='lower')", "'binary_accuracy'"]
            self.metrics += [] if logits else ["keras.metrics.AUC()", "keras.metrics.AUC(curve='PR', name='pr')", "keras.metrics.Precision()",
                                               "keras.metrics.Recall(thresholds=0.3)", "'auc'", "'precision'", "keras.metrics.F1Score(threshold=0.5, average='micro')"]
        else:
            classes = draw.choice((3, 4))
            self.size, self.last = classes, "linear" if logits else "softmax"
            labels = f"rng.randint(0, {classes}, size={{rows}})"
            if kind == "one-hot":
                self.target = draw.choice((f"keras.utils.to_categorical({labels}, {classes})", f"np.eye({classes})[{labels}]"))
                self.losses = [f"keras.losses.CategoricalCrossentropy(from_logits={logits})",
                               f"keras.losses.CategoricalCrossentropy(from_logits={logits}, label_smoothing={smooth})"]
                self.losses += [] if logits else ["'categorical_crossentropy'", "'mse'"]
                self.metrics = ["'accuracy'", "'categorical_accuracy'", "keras.metrics.CategoricalAccuracy(name='right')", "'mse'"]
                self.metrics += [] if logits else ["keras.metrics.F1Score(average='macro')"]
            else:
                self.target = draw.choice((labels, f"rng.randint(0, {classes}, size=({{rows}}, 1))"))
                self.losses = [f"keras.losses.SparseCategoricalCrossentropy(from_logits={logits})"]
                self.losses += [] if logits else ["'sparse_categorical_crossentropy'", "keras.losses.sparse_categorical_crossentropy"]
                self.metrics = ["'accuracy'", "'sparse_categorical_accuracy'", "keras.metrics.SparseCategoricalAccuracy(name='right')"]
        self.loss = draw.choice(self.losses)
        self.watched = draw.sample(self.metrics, min(draw.randint(0, 2), len(self.metrics)))

    def output(self, draw, name=None):
        """The last layer."""
        words = [str(self.size)] + ([f"activation={self.last!r}"] if self.last != "linear" else [])
        words += [f"kernel_regularizer={regularizer(draw)}"] if draw.happens(0.2) else []
        return f"keras.layers.Dense({', '.join(words + ([f'name={name!r}'] if name else []))})"


class Structure:
    """What a program says of its inputs and layers; `x(rows)` is the text of inputs."""

    inputs = ["rng.normal(size=({rows}, {width}))"]

    def __init__(self, draw, tasks):
        self.draw, self.tasks, self.width = draw, tasks, draw.randint(3, 5)

    def x(self, rows):
        return self.inputs[0].format(rows=rows, width=self.width)

    def y(self, rows):
        return self.tasks[0].target.format(rows=rows)

    outputs = 1


class Chain(Structure):
    """Sequential, in one of the ways to write it."""

    def code(self):
        layers = [*hidden(self.draw), self.tasks[0].output(self.draw)]
        way = self.draw.randint(0, 3)
        if way == 0:
            return ["model = keras.Sequential()", *[f"model.add({each})" for each in layers], f"model.build((None, {self.width}))"]
        if way == 1:
            layers.insert(0, f"keras.Input(({self.width},))")
        elif way == 2:
            layers.insert(0, f"keras.layers.InputLayer(shape=({self.width},))")
        text = ["model = keras.Sequential([", *[f"    {each}," for each in layers], "])"]
        return text if way in (1, 2) else [*text, f"model.build((None, {self.width}))"]


class Grid(Structure):
    """Samples of two axes."""

    inputs = ["rng.normal(size=({rows}, 3, {width}))"]

    def code(self):
        draw = self.draw
        first = [f"keras.layers.Dense({draw.randint(2, 4)}, activation={bent(draw)!r})"]
        first += [draw.choice(("keras.layers.BatchNormalization(momentum=0.8)", "keras.layers.LayerNormalization()"))] if draw.happens(0.6) else []
        layers = [f"keras.Input((3, {self.width}))", *first, "keras.layers.Flatten()", *hidden(draw, 2), self.tasks[0].output(draw)]
        return ["model = keras.Sequential([", *[f"    {each}," for each in layers], "])"]


class Words(Structure):
    """Numbers of words."""

    inputs = ["rng.randint(0, 7, size=({rows}, {width}))"]

    def code(self):
        draw = self.draw
        more = draw.choice(("", ", embeddings_regularizer='l2'", ", embeddings_constraint=keras.constraints.MaxNorm(1.0, axis=1)", ", embeddings_initializer='zeros'"))
        layers = [f"keras.Input(({self.width},))", f"keras.layers.Embedding(7, {draw.randint(2, 3)}{more})", "keras.layers.Flatten()", *hidden(draw, 2),
                  self.tasks[0].output(draw)]
        return ["model = keras.Sequential([", *[f"    {each}," for each in layers], "])"]


class Categories(Structure):
    """Category numbers, encoded."""

    inputs = ["rng.randint(0, 6, size=({rows}, {width}))"]

    def code(self):
        mode = self.draw.choice(("multi_hot", "count"))
        layers = [f"keras.Input(({self.width},), dtype='int32')", f"keras.layers.CategoryEncoding(num_tokens=6, output_mode={mode!r})", *hidden(self.draw, 2),
                  self.tasks[0].output(self.draw)]
        return ["model = keras.Sequential([", *[f"    {each}," for each in layers], "])"]


class Scaled(Structure):
    """A Normalization that has learnt from the rows."""

    def code(self):
        layers = ["scale", *hidden(self.draw, 2), self.tasks[0].output(self.draw)]
        text = ["scale = keras.layers.Normalization()", "scale.adapt(x)", f"inputs = keras.Input(({self.width},))", "h = inputs"]
        return [*text, *[f"h = {each}(h)" for each in layers], "model = keras.Model(inputs, h)"]


class Residual(Structure):
    """Blocks with a way around."""

    def code(self):
        draw = self.draw
        text = [f"inputs = keras.Input(({self.width},), name='rows')", f"h = {dense(draw, 4, bent(draw))}(inputs)"]
        for _ in range(draw.randint(1, 2)):
            text += ["way = h"] + ([f"h = {between(draw)}(h)"] if draw.happens(0.6) else [])
            text += [f"h = {dense(draw, 5)}(h)", f"h = {dense(draw, 4, 'linear')}(h)",
                     draw.choice(("h = keras.layers.Add()([h, way])", "h = h + way", "h = keras.layers.add([way, h])"))]
        return [*text, f"outputs = {self.tasks[0].output(draw)}(h)", "model = keras.Model(inputs=inputs, outputs=outputs, name='residual')"]


class Branches(Structure):
    """Two ways that are put beside each other."""

    def code(self):
        draw = self.draw
        text = [f"inputs = keras.layers.Input(shape=({self.width},))", f"left = {dense(draw, 3)}(inputs)", f"right = {dense(draw, 4, bent(draw))}(inputs)"]
        text += [f"right = {between(draw)}(right)", draw.choice(("h = keras.layers.Concatenate()([left, right])", "h = keras.layers.concatenate([left, right, inputs])",
                                                                   "h = keras.layers.Concatenate(axis=1)([inputs, right, left])"))]
        return [*text, f"model = keras.models.Model(inputs, {self.tasks[0].output(draw)}(h))"]


class TwoInputs(Structure):
    """Rows and categories, by name or by position."""

    def __init__(self, draw, tasks):
        super().__init__(draw, tasks)
        self.named = draw.happens(0.5)

    def x(self, rows):
        left, right = f"rng.normal(size=({rows}, {self.width}))", f"rng.randint(0, 5, size=({rows}, 2))"
        return f"{{'right': {right}, 'left': {left}}}" if self.named else f"[{left}, {right}]"

    def code(self):
        draw = self.draw
        text = [f"left = keras.Input(({self.width},), name='left')", "right = keras.Input((2,), name='right')",
                f"a = {dense(draw, 4)}(left)", "b = keras.layers.Flatten()(keras.layers.Embedding(5, 2)(right))",
                "h = keras.layers.Concatenate()([a, b])", f"h = {dense(draw, 4)}(h)"]
        return [*text, f"model = keras.Model([left, right], {self.tasks[0].output(draw)}(h))"]


class Shared(Structure):
    """One layer called on two inputs."""

    def x(self, rows):
        return f"[rng.normal(size=({rows}, {self.width})), rng.normal(size=({rows}, {self.width}))]"

    def code(self):
        draw = self.draw
        text = [f"a, b = keras.Input(({self.width},)), keras.Input(({self.width},))", f"shared = {dense(draw, 4, bent(draw))}", f"scale = {between(draw)}"]
        join = draw.choice(("keras.layers.Add()", "keras.layers.Concatenate()"))
        return [*text, f"h = {join}([scale(shared(a)), shared(b)])", f"model = keras.Model([a, b], {self.tasks[0].output(draw)}(h))"]


class Nested(Structure):
    """A model inside a model."""

    def code(self):
        draw = self.draw
        inner = [f"keras.Input(({self.width},))", *hidden(draw, 2)]
        text = ["inner = keras.Sequential([", *[f"    {each}," for each in inner], "], name='inner')", f"inputs = keras.Input(({self.width},))"]
        return [*text, "h = inner(inputs)", f"model = keras.Model(inputs, {self.tasks[0].output(draw)}(h))"]


class TwoOutputs(Structure):
    """Two things predicted from one body. Batches are of one size: Keras's mean of an output's loss is that of batches, not of samples."""

    outputs = 2

    def __init__(self, draw, tasks):
        super().__init__(draw, tasks)
        self.named = draw.happens(0.5)

    def y(self, rows):
        first, second = (each.target.format(rows=rows) for each in self.tasks)
        return f"{{'first': {first}, 'second': {second}}}" if self.named else f"[{first}, {second}]"

    def code(self):
        draw = self.draw
        text = [f"inputs = keras.Input(({self.width},))", f"h = {dense(draw, 5)}(inputs)", f"first = {self.tasks[0].output(draw, 'first')}(h)",
                f"second = {self.tasks[1].output(draw, 'second')}({draw.choice(('h', 'inputs'))})"]
        return [*text, "model = keras.Model(inputs, {'first': first, 'second': second})" if self.named else "model = keras.Model(inputs, [first, second])"]


class OwnLayer(Structure):
    """A layer written in Python among others."""

    def code(self):
        draw = self.draw
        text = ["class Mixed(keras.layers.Layer):", "    def __init__(self, units, **kwargs):", "        super().__init__(**kwargs)", "        self.units = units", "",
                "    def build(self, input_shape):", f"        self.kernel = self.add_weight(shape=(input_shape[-1], self.units), regularizer={regularizer(draw)}, name='kernel')",
                f"        self.shift = self.add_weight(shape=(self.units,), initializer='zeros', constraint={constraint(draw).replace('axis=1', 'axis=0')}, name='shift')", "",
                "    def call(self, inputs):", f"        return {draw.choice(('keras.ops.tanh', 'keras.ops.relu', 'keras.ops.softplus', 'keras.ops.sigmoid'))}(keras.ops.matmul(inputs, self.kernel)) + self.shift", "", ""]
        layers = [f"keras.Input(({self.width},))", "Mixed(4)", *hidden(draw, 2), self.tasks[0].output(draw)]
        return [*text, "model = keras.Sequential([", *[f"    {each}," for each in layers], "])"]


class OwnModel(Structure):
    """A model written in Python."""

    def code(self):
        draw = self.draw
        return ["class Net(keras.Model):", "    def __init__(self):", "        super().__init__()", f"        self.first = {dense(draw, 4, bent(draw))}",
                f"        self.scale = {between(draw)}", f"        self.last = {self.tasks[0].output(draw)}", "",
                "    def call(self, inputs, training=False):", "        h = self.scale(self.first(inputs), training=training)" if draw.happens(0.5) else "        h = self.scale(self.first(inputs))",
                f"        return self.last({draw.choice(('h', 'keras.ops.concatenate([h, inputs], axis=-1)', 'h * keras.ops.sigmoid(h)'))})", "", "",
                "model = Net()", "model(x[:2])"]


STRUCTURES = (Chain, Residual, Grid, Branches, Words, Chain, TwoInputs, Nested, Categories, TwoOutputs, Chain, Shared, Scaled, OwnLayer, TwoOutputs, OwnModel)
KINDS = ("numbers", "binary", "classes", "one-hot", "numbers")


def schedule(draw, rate):
    return draw.choice((f"keras.optimizers.schedules.ExponentialDecay({rate}, decay_steps=4, decay_rate=0.7, staircase={draw.happens(0.5)})",
                        f"keras.optimizers.schedules.CosineDecay({rate}, decay_steps=9, alpha=0.1)",
                        f"keras.optimizers.schedules.CosineDecay(0.0, 8, warmup_target={rate}, warmup_steps=3)",
                        f"keras.optimizers.schedules.CosineDecayRestarts({rate}, 5, t_mul=1.5, m_mul=0.8)",
                        f"keras.optimizers.schedules.PolynomialDecay({rate}, 8, end_learning_rate=0.001, power=2.0, cycle={draw.happens(0.5)})",
                        f"keras.optimizers.schedules.InverseTimeDecay({rate}, decay_steps=3, decay_rate=0.5)",
                        f"keras.optimizers.schedules.PiecewiseConstantDecay([3, 7], [{rate}, 0.01, 0.003])"))


RULES = {"SGD": (0.05, ["momentum=0.9", "momentum=0.8, nesterov=True", "momentum=0.5"]), "RMSprop": (0.01, ["rho=0.8", "momentum=0.6", "centered=True", "centered=True, momentum=0.5"]),
         "Adam": (0.02, ["amsgrad=True", "beta_1=0.8", "epsilon=1e-4", "beta_2=0.99"]), "AdamW": (0.02, ["weight_decay=0.05", "amsgrad=True"]),
         "Adamax": (0.02, ["beta_1=0.8", "epsilon=1e-5"]), "Nadam": (0.01, ["beta_1=0.8", "beta_2=0.99"]), "Adagrad": (0.05, ["initial_accumulator_value=0.2", "epsilon=1e-5"]),
         "Adadelta": (0.5, ["rho=0.9", "epsilon=1e-4"]), "Adafactor": (0.02, ["relative_step=False", "beta_2_decay=-0.7", "clip_threshold=0.5"]),
         "Lion": (0.005, ["beta_1=0.8", "beta_2=0.95"]), "Lamb": (0.02, ["beta_1=0.8", "epsilon=1e-5"]),
         "Ftrl": (0.1, ["l1_regularization_strength=0.01", "l2_regularization_strength=0.02, beta=0.1", "l2_shrinkage_regularization_strength=0.01", "learning_rate_power=-0.6"])}
SHARED = ("clipnorm=0.3", "clipvalue=0.05", "global_clipnorm=0.4", "use_ema=True, ema_momentum=0.8", "use_ema=True, ema_momentum=0.7, ema_overwrite_frequency=4",
          "gradient_accumulation_steps=2", "weight_decay=0.02")


class Rule:
    """An optimizer as text, and what it means for callbacks."""

    def __init__(self, draw, number):
        name = tuple(RULES)[number % len(RULES)]
        rate, own = RULES[name]
        words = [str(rate)]
        self.scheduled = draw.happens(0.3)
        if self.scheduled:
            words = [schedule(draw, rate)]
        if draw.happens(0.6):
            words.append(draw.choice(own))
        self.averages = False
        if draw.happens(0.55):
            shared = draw.choice(SHARED)
            if shared.split("=")[0] not in " ".join(words):
                words.append(shared)
                self.averages = "use_ema" in shared
        self.text = f"keras.optimizers.{name}({', '.join(words)})"
        if len(words) == 1 and not self.scheduled and draw.happens(0.3):
            self.text = repr(name.lower())


def callbacks(draw, rule, validated):
    monitor = "val_loss" if validated else "loss"
    found = []
    if draw.happens(0.35):
        found.append(f"keras.callbacks.EarlyStopping(monitor={monitor!r}, patience={draw.randint(0, 2)}, restore_best_weights={draw.happens(0.6)}, "
                     f"min_delta={draw.choice((0, 0.02))}, start_from_epoch={draw.choice((0, 0, 2))})")
    if not rule.scheduled and draw.happens(0.4):
        found.append(draw.choice((f"keras.callbacks.ReduceLROnPlateau(monitor={monitor!r}, factor=0.3, patience=1, min_delta=0.05, cooldown={draw.randint(0, 1)}, min_lr=0.001)",
                                  "keras.callbacks.LearningRateScheduler(lambda epoch, rate: rate * 0.7)", "keras.callbacks.LearningRateScheduler(lambda epoch: 0.02 / (1 + epoch))")))
    if draw.happens(0.15):
        found.append("keras.callbacks.TerminateOnNaN()")
    if draw.happens(0.2):
        found.append("keras.callbacks.LambdaCallback(on_epoch_end=lambda epoch, logs: seen.append(logs['loss']))")
    if rule.averages and draw.happens(0.7):
        found.append(f"keras.callbacks.SwapEMAWeights(swap_on_epoch={draw.happens(0.5)})")
    return found


def compiling(draw, structure, rule):
    """The compile call of one or two outputs."""
    tasks = structure.tasks
    words = [f"optimizer={rule.text}"]
    if len(tasks) == 1:
        words.append(f"loss={tasks[0].loss}")
        if tasks[0].watched:
            words.append(f"{draw.choice(('metrics', 'metrics', 'weighted_metrics'))}=[{', '.join(tasks[0].watched)}]")
    else:
        names = ("first", "second")
        named = structure.named or draw.happens(0.5)
        both = [each.loss for each in tasks]
        words.append("loss={" + ", ".join(f"{name!r}: {each}" for name, each in zip(names, both)) + "}" if named else f"loss=[{', '.join(both)}]")
        if draw.happens(0.6):
            words.append("loss_weights={'first': 0.7, 'second': 1.6}" if named else "loss_weights=[0.7, 1.6]")
        if draw.happens(0.8):
            lists = [f"[{', '.join(each.watched)}]" for each in tasks]
            words.append("metrics={" + ", ".join(f"{name!r}: {each}" for name, each in zip(names, lists)) + "}" if named else f"metrics=[{', '.join(lists)}]")
    return f"model.compile({', '.join(words)})"


def fitting(draw, structure, rule, rows):
    """Lines that call fit."""
    arguments = [f"epochs={draw.randint(3, 5)}", "verbose=0"]
    before = []
    one_output = structure.outputs == 1
    plain = isinstance(structure, (Chain, Residual, Grid, Branches, Words, Nested, OwnLayer, OwnModel, Scaled)) and one_output
    validated = draw.happens(0.7)
    by_batches = plain and draw.happens(0.15)
    if validated:
        way = draw.randint(0, 2)
        if way == 0 and not by_batches:
            arguments.append("validation_split=0.25")
        elif way == 1 and one_output:
            before.append("held_weights = rng.uniform(0.2, 2.0, size=13)")
            arguments.append("validation_data=(held_x, held_y, held_weights)")
        else:
            arguments.append("validation_data=(held_x, held_y)")
        if draw.happens(0.2) and one_output:
            arguments.append("validation_batch_size=6")
    if by_batches:
        before += ["class Batches(keras.utils.PyDataset):", "    def __len__(self):", f"        return {-(-rows // 8)}", "",
                   "    def __getitem__(self, index):", "        return x[8 * index:8 * index + 8], y[8 * index:8 * index + 8]", "", ""]
        data = "Batches()"
        arguments.append("shuffle=False")
    else:
        data = "x, y"
        arguments += ["shuffle=False", f"batch_size={draw.choice((7, 8, 16, 64)) if one_output else 8}"]
        if draw.happens(0.25) and one_output:
            before.append(f"weights = rng.uniform(0.2, 2.0, size={rows})")
            arguments.append("sample_weight=weights")
        elif structure.tasks[0].kind in ("classes", "binary") and one_output and draw.happens(0.5):
            arguments.append("class_weight={0: 0.6, 1: 1.7" + "".join(f", {each}: 0.8" for each in range(2, structure.tasks[0].size)) + "}")
    watching = callbacks(draw, rule, validated)
    if watching:
        if any("seen" in each for each in watching):
            before.append("seen = []")
        arguments.append(f"callbacks=[{', '.join(watching)}]")
    fit = f"history = model.fit({data}, {', '.join(arguments)})"
    if validated and draw.happens(0.1) and not watching:
        fit = fit[:-1] + ", validation_freq=2)"
    after = ["found = {'history': history.history, 'epoch': history.epoch}"]
    if "seen = []" in before:
        after.append("found['seen'] = seen")
    if draw.happens(0.2):
        after.append("found['step'] = model.train_on_batch(x, y, return_dict=True)")
    if draw.happens(0.2) and not by_batches:
        after.append("found['more'] = model.fit(x, y, epochs=7, initial_epoch=5, shuffle=False, verbose=0).history")
    return [*before, fit, *after]


def program(number):
    """The text of this program."""
    draw = Draw(f"parity {number}")
    kind = STRUCTURES[number % len(STRUCTURES)]
    tasks = [Task(draw, KINDS[(number + each) % len(KINDS)]) for each in range(kind.outputs)]
    structure = kind(draw, tasks)
    rule = Rule(draw, number)
    rows, held = (draw.randint(30, 42), 13) if kind is not TwoOutputs else (32, 16)
    lines = [HEAD.format(seed=1000 + number), f"x, y = {structure.x(rows)}, {structure.y(rows)}", f"held_x, held_y = {structure.x(held)}, {structure.y(held)}", ""]
    lines += [*structure.code(), *WEIGHTS.split("\n")]
    if draw.happens(0.15) and kind in (Chain, Residual, Branches, Grid):
        lines.append("model.layers[-2].trainable = False")
    lines += [compiling(draw, structure, rule), *fitting(draw, structure, rule, rows)]
    lines += ["found['evaluate'] = model.evaluate(held_x, held_y, verbose=0, return_dict=True)", f"found['listed'] = model.evaluate(held_x, held_y, batch_size={5 if kind is not TwoOutputs else 8}, verbose=0)",
              "found['predictions'] = model.predict(held_x, verbose=0)",
              # Keras's Normalization has what it has learnt among its weights, occam's in its config.
              "found['weights'] = " + ("model.get_weights()" if kind is not Scaled else "[each.numpy() for each in model.trainable_weights]")]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    import sys
    print(program(int(sys.argv[1])))
