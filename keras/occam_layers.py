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

register = keras.saving.register_keras_serializable(package="occam")


def arguments(layer, *names):
    return {name: getattr(layer, name) for name in names}


def serialized(layer, weight):
    """Config entries of a weight's initializer, regularizer and constraint."""
    return {f"{weight}_initializer": keras.initializers.serialize(getattr(layer, f"{weight}_initializer")),
            f"{weight}_regularizer": keras.regularizers.serialize(getattr(layer, f"{weight}_regularizer")),
            f"{weight}_constraint": keras.constraints.serialize(getattr(layer, f"{weight}_constraint"))}


@register
class SmoothClip(keras.layers.Layer):
    """x / sqrt(1 + (x / limit)^2)"""

    def __init__(self, limit=3.0, **kwargs):
        super().__init__(**kwargs)
        self.limit = limit

    def call(self, inputs):
        x = ops.clip(inputs / self.limit, -1e6, 1e6)
        return x * self.limit / ops.sqrt(ops.square(x) + 1.0)

    def compute_output_shape(self, input_shape):
        return input_shape

    def get_config(self):
        return {**super().get_config(), **arguments(self, "limit")}


@register
class Clip(keras.layers.Layer):
    """The input clipped to [low, high], but in training the input."""

    def __init__(self, low=-1.0, high=1.0, **kwargs):
        super().__init__(**kwargs)
        self.low, self.high = low, high

    def call(self, inputs, training=None):
        return inputs if training else ops.clip(inputs, self.low, self.high)

    def compute_output_shape(self, input_shape):
        return input_shape

    def get_config(self):
        return {**super().get_config(), **arguments(self, "low", "high")}


class OneWeightAFeature(keras.layers.Layer):
    """A weight for each feature of the last axis, with all that Keras's weights have."""

    weight = ""

    def __init__(self, **kwargs):
        own = {}
        for argument, read in (("initializer", keras.initializers.get), ("regularizer", keras.regularizers.get),
                               ("constraint", keras.constraints.get)):
            name = f"{self.weight}_{argument}"
            own[name] = read(kwargs.pop(name, "ones" if argument == "initializer" else None))
        own[f"{self.weight}_learning_rate_factor"] = kwargs.pop(f"{self.weight}_learning_rate_factor", None)
        super().__init__(**kwargs)
        for name, value in own.items():
            setattr(self, name, value)

    def build(self, input_shape):
        weight = self.add_weight(
            name=self.weight, shape=(input_shape[-1],), initializer=getattr(self, f"{self.weight}_initializer"),
            regularizer=getattr(self, f"{self.weight}_regularizer"), constraint=getattr(self, f"{self.weight}_constraint"))
        setattr(self, self.weight, weight)

    def compute_output_shape(self, input_shape):
        return input_shape

    def get_config(self):
        return {**super().get_config(), **serialized(self, self.weight),
                **arguments(self, f"{self.weight}_learning_rate_factor")}


@register
class Scaling(OneWeightAFeature):
    """x * scale"""

    weight = "scale"

    def call(self, inputs):
        return inputs * self.scale


@register
class ParametricActivation(OneWeightAFeature):
    """x + alpha (activation(x) - x)"""

    weight = "alpha"

    def __init__(self, activation=None, **kwargs):
        super().__init__(**kwargs)
        self.activation = keras.activations.get(activation)

    def call(self, inputs):
        return inputs + self.alpha * (self.activation(inputs) - inputs)

    def get_config(self):
        return {**super().get_config(), "activation": keras.activations.serialize(self.activation)}


@register
class PeriodicEmbedding(keras.layers.Layer):
    """x, and behind it of each embedded column c: cos(2 pi w1 c + b1) w2 + b2"""

    def __init__(self, columns=(), frequencies=16, units=3, sigma=0.1, learning_rate_factor=None, **kwargs):
        super().__init__(**kwargs)
        self.columns, self.frequencies, self.units = list(columns), frequencies, units
        self.sigma, self.learning_rate_factor = sigma, learning_rate_factor

    def build(self, input_shape):
        count = len(self.columns) or input_shape[-1]
        bound = 1.0 / math.sqrt(self.frequencies)

        def uniform(size):
            return keras.initializers.RandomUniform(-size, size)

        self.waves = self.add_weight(name="frequencies", shape=(count, self.frequencies),
                                     initializer=keras.initializers.RandomNormal(stddev=self.sigma))
        self.phases = self.add_weight(name="phases", shape=(count, self.frequencies), initializer=uniform(math.pi))
        self.kernel = self.add_weight(name="kernel", shape=(count, self.frequencies, self.units), initializer=uniform(bound))
        self.bias = self.add_weight(name="bias", shape=(count, self.units), initializer=uniform(bound))

    def call(self, inputs):
        x = ops.take(inputs, self.columns, axis=-1) if self.columns else inputs
        waves = ops.cos(ops.expand_dims(x, -1) * self.waves * (2.0 * math.pi) + self.phases)
        sums = ops.einsum("bcf,cfu->bcu", waves, self.kernel) + self.bias
        return ops.concatenate([inputs, ops.reshape(sums, (-1, sums.shape[1] * self.units))], axis=-1)

    def compute_output_shape(self, input_shape):
        count = len(self.columns) or input_shape[-1]
        return (*input_shape[:-1], input_shape[-1] + count * self.units)

    def get_config(self):
        return {**super().get_config(),
                **arguments(self, "columns", "frequencies", "units", "sigma", "learning_rate_factor")}


@register
class Dense(keras.layers.Dense):
    """Keras's, with neural_tangent: activation(x kernel / sqrt(features) + bias)"""

    def __init__(self, units, neural_tangent=False, kernel_learning_rate_factor=None, bias_learning_rate_factor=None,
                 **kwargs):
        super().__init__(units, **kwargs)
        self.neural_tangent = neural_tangent
        self.kernel_learning_rate_factor = kernel_learning_rate_factor
        self.bias_learning_rate_factor = bias_learning_rate_factor

    def call(self, inputs, training=None):
        x = ops.matmul(inputs, self.kernel)
        if self.neural_tangent:
            x = x * (1.0 / math.sqrt(inputs.shape[-1]))
        if self.bias is not None:
            x = x + self.bias
        return x if self.activation is None else self.activation(x)

    def get_config(self):
        return {**super().get_config(), **arguments(self, "neural_tangent", "kernel_learning_rate_factor",
                                                    "bias_learning_rate_factor")}


@register
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
        return {**super().get_config(), **arguments(self, "rate", "seed", "noise_shape")}


@register
class UnitDeviation(keras.initializers.Initializer):
    """Standard normal numbers, which occam then fits to the training rows."""

    def __call__(self, shape, dtype=None):
        return keras.random.normal(shape, dtype=dtype)


@register
class HullBias(keras.initializers.Initializer):
    """Zeros, which occam then fits to the training rows."""

    def __init__(self, **kwargs):
        self.config = kwargs

    def __call__(self, shape, dtype=None):
        return ops.zeros(shape, dtype=dtype or "float32")

    def get_config(self):
        return self.config


class ActivationWithArguments:
    """An activation function that is not its standard one."""

    def __init__(self, **kwargs):
        self.config = kwargs

    def __call__(self, x):
        return self.function(x, **self.config)

    def get_config(self):
        return self.config

    @classmethod
    def from_config(cls, config):
        return cls(**config)


@keras.saving.register_keras_serializable("occam", "leaky_relu")
class LeakyRelu(ActivationWithArguments):
    function = staticmethod(keras.activations.leaky_relu)


@keras.saving.register_keras_serializable("occam", "elu")
class Elu(ActivationWithArguments):
    function = staticmethod(keras.activations.elu)
