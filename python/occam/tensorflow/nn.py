"""Parts of networks and their losses by TensorFlow's names. Source: TensorFlow 2, tf.nn."""

from .. import ops as _ops
from ..random import dropout as _dropout
from .math import in_top_k, l2_normalize, log_softmax, sigmoid, softmax, softplus, softsign, tanh, top_k, zero_fraction  # noqa: F401


def batch_normalization(x, mean, variance, offset, scale, variance_epsilon, name=None):
    """(x - mean) scale / sqrt(variance + variance_epsilon) + offset."""
    factor = _ops.rsqrt(variance + variance_epsilon)
    normalized = (x - mean) * (factor if scale is None else factor * scale)
    return normalized if offset is None else normalized + offset


def bias_add(value, bias, data_format=None, name=None):
    """A number more for each place of the last axis."""
    return _ops.add(value, bias)


def compute_average_loss(per_example_loss, sample_weight=None, global_batch_size=None):
    """The sum of the samples' losses, each times its weight, over the batch size."""
    weighted = per_example_loss if sample_weight is None else per_example_loss * sample_weight
    return _ops.sum(weighted) / (_ops.shape(per_example_loss)[0] if global_batch_size is None else global_batch_size)


def crelu(features, axis=-1, name=None):
    """max(x, 0) and max(-x, 0), one behind the other along an axis."""
    return _ops.concatenate([_ops.relu(features), _ops.relu(_ops.negative(features))], axis)


def dropout(x, rate, noise_shape=None, seed=None, name=None):
    """Numbers are 0 with this probability, the others x / (1 - rate)."""
    return _dropout(x, rate, noise_shape, seed)


def elu(features, name=None):
    """x, and exp(x) - 1 below 0."""
    return _ops.elu(features)


def embedding_lookup(params, ids, max_norm=None, name=None):
    """The rows of a matrix at these places."""
    if max_norm is not None:
        raise ValueError(f"embedding_lookup: max_norm is not supported. Expected None. Received: max_norm={max_norm!r}")
    return _ops.take(params, ids, 0)


def gelu(features, approximate=False, name=None):
    """x Phi(x) with the distribution function of the normal distribution, or its approximation by tanh."""
    return _ops.gelu(features, approximate)


def l2_loss(t, name=None):
    """Half the sum of squares."""
    return _ops.sum(_ops.square(t)) / 2


def leaky_relu(features, alpha=0.2, name=None):
    """x, and alpha x below 0."""
    return _ops.leaky_relu(features, alpha)


def moments(x, axes, shift=None, keepdims=False, name=None):
    """Mean and variance along axes."""
    return _ops.moments(x, axes, keepdims)


def relu(features, name=None):
    """max(x, 0)."""
    return _ops.relu(features)


def relu6(features, name=None):
    """min(max(x, 0), 6)."""
    return _ops.relu6(features)


def scale_regularization_loss(regularization_loss):
    """The sum of penalties: they are of one device."""
    return _ops.sum(_ops.stack([_ops.convert_to_tensor(each) for each in regularization_loss])) if isinstance(regularization_loss, (list, tuple)) else _ops.sum(regularization_loss)


def selu(features, name=None):
    """scale x, and scale alpha (exp(x) - 1) below 0."""
    return _ops.selu(features)


def sigmoid_cross_entropy_with_logits(labels=None, logits=None, name=None):
    """max(z, 0) - z y + log(1 + exp(-|z|)) of each number."""
    return _ops.maximum(logits, 0) - logits * labels + _ops.log1p(_ops.exp(-_ops.abs(logits)))


def silu(features, beta=1.0):
    """x sigmoid(beta x)."""
    return features * _ops.sigmoid(beta * features)


swish = silu


def softmax_cross_entropy_with_logits(labels, logits, axis=-1, name=None):
    """-sum of y log(softmax(z)) along an axis."""
    return _ops.negative(_ops.sum(labels * _ops.log_softmax(logits, axis), axis))


def sparse_softmax_cross_entropy_with_logits(labels, logits, name=None):
    """-log(softmax(z)) at the class of each row."""
    return _ops.sparse_categorical_crossentropy(labels, logits, from_logits=True)


def weighted_cross_entropy_with_logits(labels=None, logits=None, pos_weight=None, name=None):
    """The sigmoid cross-entropy whose positive part counts `pos_weight` times."""
    factor = 1 + (pos_weight - 1) * labels
    return (1 - labels) * logits + factor * (_ops.log1p(_ops.exp(-_ops.abs(logits))) + _ops.maximum(-logits, 0))
