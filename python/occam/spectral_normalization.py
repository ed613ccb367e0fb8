"""Weights divided by their largest singular value. Source: Keras 3, layers.SpectralNormalization."""

import numpy as np

from . import initializers, ops, tracing
from .around import Around
from .placing import place_inside
from .wrapper import Wrapper


class OfPython(Wrapper):
    """Of a layer written in Python that has a `kernel` or `embeddings`; of one of the engine's it is the engine's."""

    keras_class = "SpectralNormalization"

    def __init__(self, layer, power_iterations=1, **kwargs):
        super().__init__(layer, **kwargs)
        if power_iterations <= 0:
            raise ValueError(f"SpectralNormalization: invalid value for power_iterations. Expected an integer >= 1. Received: power_iterations={power_iterations}")
        self.power_iterations = power_iterations

    def _shown(self):
        return self.keras_class

    @property
    def kernel(self):
        """The weight that is divided."""
        found = getattr(self.layer, "kernel", None)
        return getattr(self.layer, "embeddings", None) if found is None else found

    def build(self, input_shape):
        if not self.layer.built:
            self.layer.build(input_shape)
        if self.kernel is None:
            raise ValueError(f"{type(self.layer).__name__} object has no attribute 'kernel' nor 'embeddings'")
        self.vector_u = self.add_weight(shape=(1, self.kernel.shape[-1]), initializer=initializers.TruncatedNormal(stddev=0.02), trainable=False, name="vector_u")

    def call(self, inputs, training=False):
        if training:
            self._normalize()
        return self.layer(inputs)

    def _normalize(self):
        kernel, trace = self.kernel, tracing.current()
        if trace is not None:
            kernel.declare(place_inside(self.layer, None)[1], trace.symbols)
        before = kernel.now()
        matrix, u = ops.reshape(before, (-1, before.shape[-1])), self.vector_u
        for _ in range(self.power_iterations):
            v = ops.normalize(ops.matmul(u, ops.transpose(matrix)), axis=None)
            u = ops.normalize(ops.matmul(v, matrix), axis=None)
        sigma = ops.sum(ops.matmul(v, matrix) * u)
        is_zero = ops.equal(ops.max(ops.absolute(before)), 0.0)
        self.vector_u.assign(ops.where(is_zero, self.vector_u, u))
        kernel.assign(before / ops.where(is_zero, 1.0, sigma))

    def compute_output_shape(self, input_shape):
        return self.layer.compute_output_shape(input_shape)

    def get_config(self):
        return {**super().get_config(), "power_iterations": self.power_iterations}


class Spectral(Around):
    """Of a layer of the engine's."""

    in_python = OfPython

    def build(self, input_shape):
        super().build((None, 1) if self.layer.class_name == "Embedding" and len(input_shape) < 2 else input_shape)

    def _result(self, inputs, **kwargs):
        if isinstance(inputs, np.ndarray) and inputs.ndim == 1 and self.layer.class_name == "Embedding":  # one number a sample: the engine has it as a column
            return super()._result(inputs[:, np.newaxis], **kwargs)[:, 0]
        return super()._result(inputs, **kwargs)

    @property
    def kernel(self):
        """The weight that is divided."""
        return self.layer.embeddings if self.layer.class_name == "Embedding" else self.layer.kernel
