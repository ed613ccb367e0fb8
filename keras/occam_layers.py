"""What Keras lacks of occam's layers: import it, and keras.models.load_model opens every file of occam's.

    import keras, occam_layers
    model = keras.models.load_model("model.keras")

Nothing of occam is needed. The layers compute what occam's do and train in Keras too; what only concerns training in occam
(learning-rate factors, initial values drawn from data, rates that change in time) is kept and has no effect.
Sources are named in occam's headers, occam/layers/*.h. Works with Keras 3.6 and later.
"""
import math

import keras
from keras import ops

registered = keras.saving.register_keras_serializable("occam")


def _in_config(layer, names, base):
    return {**base, **{name: getattr(layer, name) for name in names}}


@registered
class SmoothClip(keras.layers.Layer):
    """x / sqrt(1 + (x / limit)^2)."""

    def __init__(self, limit=3.0, **options):
        super().__init__(**options)
        self.limit = limit

    def call(self, x):
        scaled = ops.clip(x / self.limit, -1e6, 1e6)
        return scaled * self.limit / ops.sqrt(ops.square(scaled) + 1.0)

    def get_config(self):
        return _in_config(self, ["limit"], super().get_config())


@registered
class Clip(keras.layers.Layer):
    """Limits what is predicted, not what is trained on."""

    def __init__(self, low=-1.0, high=1.0, **options):
        super().__init__(**options)
        self.low, self.high = low, high

    def call(self, x, training=False):
        return x if training else ops.clip(x, self.low, self.high)

    def get_config(self):
        return _in_config(self, ["low", "high"], super().get_config())


class _WithFactors(keras.layers.Layer):
    """A layer with one weight for each feature."""

    weight = ""

    def __init__(self, **options):
        self.settings = {name: options.pop(name) for name in list(options) if name.startswith(self.weight + "_")}
        super().__init__(**options)

    def build(self, shape):
        make = {"initializer": keras.initializers.get, "regularizer": keras.regularizers.get,
                "constraint": keras.constraints.get}
        chosen = {what: get(self.settings.get(f"{self.weight}_{what}")) for what, get in make.items()}
        chosen["initializer"] = chosen["initializer"] or "ones"
        setattr(self, self.weight, self.add_weight(shape=(shape[-1],), name=self.weight, **chosen))

    def get_config(self):
        return {**super().get_config(), **self.settings}


@registered
class Scaling(_WithFactors):
    """x times a learnt factor of each feature."""

    weight = "scale"

    def call(self, x):
        return x * self.scale


@registered
class ParametricActivation(_WithFactors):
    """x + alpha (activation(x) - x)."""

    weight = "alpha"

    def __init__(self, activation=None, **options):
        super().__init__(**options)
        self.activation = keras.activations.get(activation)

    def call(self, x):
        return x + self.alpha * (self.activation(x) - x)

    def get_config(self):
        return {**super().get_config(), "activation": keras.activations.serialize(self.activation)}


@registered
class OneHotEmbedding(keras.layers.Layer):
    """Groups of one-hot columns, each replaced by a learnt vector of its category, behind the other columns."""

    def __init__(self, starts=(), sizes=(), output_dim=8, embeddings_initializer="uniform", embeddings_regularizer=None,
                 embeddings_constraint=None, **options):
        super().__init__(**options)
        self.starts, self.sizes, self.output_dim = list(starts), list(sizes), output_dim
        self.embeddings_initializer = keras.initializers.get(embeddings_initializer)
        self.embeddings_regularizer = keras.regularizers.get(embeddings_regularizer)
        self.embeddings_constraint = keras.constraints.get(embeddings_constraint)

    def build(self, shape):
        self.embeddings = self.add_weight(shape=(sum(self.sizes), self.output_dim), name="embeddings",
                                          initializer=self.embeddings_initializer, regularizer=self.embeddings_regularizer,
                                          constraint=self.embeddings_constraint)

    def call(self, x):
        parts, vectors, column, category = [], [], 0, 0
        for start, size in zip(self.starts, self.sizes):
            parts.append(x[:, column:start])
            vectors.append(ops.matmul(x[:, start:start + size], self.embeddings[category:category + size]))
            column, category = start + size, category + size
        return ops.concatenate([*parts, x[:, column:], *vectors], axis=-1)

    def compute_output_shape(self, shape):
        return (*shape[:-1], shape[-1] - sum(self.sizes) + len(self.sizes) * self.output_dim)

    def get_config(self):
        config = _in_config(self, ["starts", "sizes", "output_dim"], super().get_config())
        return {**config, "embeddings_initializer": keras.initializers.serialize(self.embeddings_initializer),
                "embeddings_regularizer": keras.regularizers.serialize(self.embeddings_regularizer),
                "embeddings_constraint": keras.constraints.serialize(self.embeddings_constraint)}


@registered
class PeriodicEmbedding(keras.layers.Layer):
    """Beside x learnt waves of some of its columns: a cosine of several frequencies, then a linear layer a column."""

    def __init__(self, columns=(), frequencies=16, units=3, sigma=0.1, learning_rate_factor=None, **options):
        super().__init__(**options)
        self.columns, self.frequencies, self.units, self.sigma = list(columns), frequencies, units, sigma
        self.learning_rate_factor = learning_rate_factor

    def build(self, shape):
        count = len(self.columns) or shape[-1]
        bound = 1.0 / math.sqrt(self.frequencies)

        def uniform(size):
            return keras.initializers.RandomUniform(-size, size)

        self.waves = self.add_weight(shape=(count, self.frequencies), name="frequencies",
                                     initializer=keras.initializers.RandomNormal(stddev=self.sigma))
        self.phases = self.add_weight(shape=(count, self.frequencies), name="phases", initializer=uniform(math.pi))
        self.kernel = self.add_weight(shape=(count, self.frequencies, self.units), name="kernel",
                                      initializer=uniform(bound))
        self.bias = self.add_weight(shape=(count, self.units), name="bias", initializer=uniform(bound))

    def call(self, x):
        chosen = ops.take(x, self.columns, axis=1) if self.columns else x
        waves = ops.cos(2 * math.pi * ops.expand_dims(chosen, -1) * self.waves + self.phases)
        sums = ops.einsum("rgk,gkn->rgn", waves, self.kernel) + self.bias
        return ops.concatenate([x, ops.reshape(sums, (-1, sums.shape[1] * self.units))], axis=-1)

    def compute_output_shape(self, shape):
        return (*shape[:-1], shape[-1] + (len(self.columns) or shape[-1]) * self.units)

    def get_config(self):
        names = ["columns", "frequencies", "units", "sigma", "learning_rate_factor"]
        return _in_config(self, names, super().get_config())


@registered
class Dense(keras.layers.Dense):
    """With neural_tangent the product is divided by the root of the number of features."""

    def __init__(self, units, neural_tangent=False, kernel_learning_rate_factor=None, bias_learning_rate_factor=None,
                 **options):
        super().__init__(units, **options)
        self.neural_tangent = neural_tangent
        self.kernel_learning_rate_factor = kernel_learning_rate_factor
        self.bias_learning_rate_factor = bias_learning_rate_factor

    def call(self, x, training=None):
        x = ops.matmul(x, self.kernel)
        if self.neural_tangent:
            x = x / math.sqrt(self.kernel.shape[0])
        if self.bias is not None:
            x = x + self.bias
        return x if self.activation is None else self.activation(x)

    def get_config(self):
        names = ["neural_tangent", "kernel_learning_rate_factor", "bias_learning_rate_factor"]
        return _in_config(self, names, super().get_config())


@registered
class Dropout(keras.layers.Layer):
    """Dropout whose rate changes in occam's training: nothing outside it."""

    def __init__(self, rate=0.0, seed=None, noise_shape=None, **kwargs):
        super().__init__(**kwargs)
        self.rate, self.seed, self.noise_shape = rate, seed, noise_shape

    def call(self, inputs):
        return inputs

    def compute_output_shape(self, input_shape):
        return input_shape

    def get_config(self):
        return _in_config(self, ["rate", "seed", "noise_shape"], super().get_config())


@registered
class Temperature(keras.layers.Layer):
    """x / temperature."""

    def __init__(self, temperature=1.0, **options):
        super().__init__(**options)
        self.temperature = temperature

    def call(self, x):
        return x / self.temperature

    def get_config(self):
        return _in_config(self, ["temperature"], super().get_config())


@registered
class GroupL1(keras.regularizers.Regularizer):
    """l1 times the sum over rows, or columns, of the root of their size and their norm."""

    def __init__(self, l1=0.01, groups="rows", proximal=True, sparsity=None):
        self.l1, self.groups, self.proximal, self.sparsity = l1, groups, proximal, sparsity

    def __call__(self, x):
        return self.l1 * _sum_of_norms(x, self.groups)

    def get_config(self):
        return _in_config(self, ["l1", "groups", "proximal", "sparsity"], {})


@registered
class SparseGroupL1(keras.regularizers.Regularizer):
    """l1 times the sum of |x|, and group_l1 times GroupL1's sum."""

    def __init__(self, l1=0.01, group_l1=0.01, groups="rows", proximal=True, sparsity=None):
        self.l1, self.group_l1, self.groups, self.proximal = l1, group_l1, groups, proximal
        self.sparsity = sparsity

    def __call__(self, x):
        return self.l1 * ops.sum(ops.abs(x)) + self.group_l1 * _sum_of_norms(x, self.groups)

    def get_config(self):
        return _in_config(self, ["l1", "group_l1", "groups", "proximal", "sparsity"], {})


@registered
class HierarchicalL1(keras.regularizers.Regularizer):
    """l1 times the sum of the norms of x's rows. The bound that it sets to the kernel of `layer` is kept in occam alone."""

    def __init__(self, l1=0.01, hierarchy=10.0, layer=""):
        self.l1, self.hierarchy, self.layer = l1, hierarchy, layer

    def __call__(self, x):
        return self.l1 * ops.sum(ops.sqrt(ops.sum(ops.square(x), axis=1)))

    def get_config(self):
        return _in_config(self, ["l1", "hierarchy", "layer"], {})


@registered
class MCP(keras.regularizers.Regularizer):
    """l1 |x| - x^2 / (2 gamma), from gamma * l1 on constant."""

    def __init__(self, l1=0.01, gamma=3.0):
        self.l1, self.gamma = l1, gamma

    def __call__(self, x):
        size = ops.minimum(ops.abs(x), self.gamma * self.l1)
        return ops.sum(self.l1 * size - ops.square(size) / (2 * self.gamma))

    def get_config(self):
        return _in_config(self, ["l1", "gamma"], {})


@registered
class L0(keras.regularizers.Regularizer):
    """l0 times the number of x that are not 0; it has no gradient."""

    def __init__(self, l0=1e-4):
        self.l0 = l0

    def __call__(self, x):
        return self.l0 * ops.sum(ops.cast(ops.not_equal(x, 0), x.dtype))

    def get_config(self):
        return _in_config(self, ["l0"], {})


@registered
class LHalf(keras.regularizers.Regularizer):
    """l_half times the sum of the roots of |x|; without a slope, which would be infinite at 0."""

    def __init__(self, l_half=0.001):
        self.l_half = l_half

    def __call__(self, x):
        return self.l_half * ops.sum(ops.sqrt(ops.abs(ops.stop_gradient(x))))

    def get_config(self):
        return _in_config(self, ["l_half"], {})


def _sum_of_norms(x, groups):
    matrix = ops.reshape(x, (-1, x.shape[-1]))
    axis = 1 if groups == "rows" else 0
    squares = ops.maximum(ops.sum(ops.square(matrix), axis=axis), 1e-30)  # no slope at 0
    return math.sqrt(matrix.shape[axis]) * ops.sum(ops.sqrt(squares))


class _Activation:
    """An activation with an argument."""

    def __init__(self, **arguments):
        self.arguments = arguments

    @classmethod
    def from_config(cls, config):
        return cls(**config)

    def get_config(self):
        return self.arguments


@registered
class elu(_Activation):
    def __call__(self, x):
        return keras.activations.elu(x, **self.arguments)


@registered
class leaky_relu(_Activation):
    def __call__(self, x):
        return keras.activations.leaky_relu(x, **self.arguments)


class _AdaptsToData(keras.initializers.Initializer):
    """Has its values from occam; here ones or zeros."""

    def __init__(self, **arguments):
        self.arguments = arguments

    def __call__(self, shape, dtype=None):
        return ops.zeros(shape, dtype or "float32")

    def get_config(self):
        return self.arguments


@registered
class UnitDeviation(_AdaptsToData):
    pass


@registered
class HullBias(_AdaptsToData):
    pass
