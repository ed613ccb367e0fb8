"""Matrices by TensorFlow's names. Source: TensorFlow 2, tf.linalg."""

from .. import ops as _ops
from ..tensor import float32
from .math import l2_normalize  # noqa: F401


def band_part(input, num_lower, num_upper, name=None):
    """A matrix with 0 below and above so many diagonals; -1 keeps all."""
    kept = input if num_lower < 0 else _ops.triu(input, -num_lower)
    return kept if num_upper < 0 else _ops.tril(kept, num_upper)


def cholesky(input, name=None):
    """The lower triangle L of a positive definite matrix L L^T."""
    return _ops.cholesky(input)


def det(input, name=None):
    """The determinant."""
    return _ops.det(input)


def diag(diagonal, name="diag"):
    """A matrix with these numbers in its diagonal, one for each vector of the last axis."""
    return _ops.expand_dims(diagonal, -1) * _ops.eye(_ops.shape(diagonal)[-1])


def diag_part(input, name="diag_part"):
    """The diagonal of a matrix, of the last two axes."""
    return _ops.diagonal(input, 0, -2, -1)


def eigh(tensor, name=None):
    """(eigenvalues in ascending order, eigenvectors as columns) of symmetric matrices."""
    return _ops.eigh(tensor)


def eigvalsh(tensor, name=None):
    """The eigenvalues of symmetric matrices, in ascending order."""
    return _ops.eigh(tensor)[0]


def einsum(equation, *inputs, **options):
    """Sums of products by Einstein's notation."""
    return _ops.einsum(equation, *inputs)


def eye(num_rows, num_columns=None, batch_shape=None, dtype=float32, name=None):
    """Ones in the diagonal, zeros elsewhere."""
    made = _ops.eye(num_rows, num_columns, dtype=dtype)
    return made if batch_shape is None else _ops.broadcast_to(made, (*batch_shape, *made.shape))


def global_norm(t_list, name=None):
    """The Euclidean norm of all numbers of several arrays."""
    squares = [_ops.sum(_ops.square(each)) for each in t_list]
    total = squares[0]
    for each in squares[1:]:
        total = total + each
    return _ops.sqrt(total)


def inv(input, adjoint=False, name=None):
    """The inverse matrix."""
    return _ops.inv(matrix_transpose(input) if adjoint else input)


def logdet(matrix, name=None):
    """The logarithm of the determinant of a positive definite matrix."""
    return _ops.slogdet(matrix)[1]


def lstsq(matrix, rhs, l2_regularizer=0.0, fast=True, name=None):
    """x with the least |matrix x - rhs|^2 + l2_regularizer |x|^2."""
    turned = matrix_transpose(matrix)
    square = _ops.matmul(turned, matrix)
    return _ops.solve(square + l2_regularizer * eye(_ops.shape(square)[-1]) if l2_regularizer else square, _ops.matmul(turned, rhs))


def matmul(a, b, transpose_a=False, transpose_b=False, **options):
    """The product of matrices, each of them transposed first if said."""
    return _ops.matmul(matrix_transpose(a) if transpose_a else a, matrix_transpose(b) if transpose_b else b)


def matrix_transpose(a, name="matrix_transpose", conjugate=False):
    """The last two axes change places."""
    return _ops.swapaxes(a, -2, -1)


def matvec(a, b, transpose_a=False, **options):
    """A matrix times a vector, along the last axes."""
    return _ops.squeeze(matmul(a, _ops.expand_dims(b, -1), transpose_a), -1)


def norm(tensor, ord="euclidean", axis=None, keepdims=None, name=None):
    """The norm of all numbers, of vectors along an axis or of matrices along two."""
    if ord == "euclidean":
        return _ops.sqrt(_ops.sum(_ops.square(tensor), axis, keepdims=bool(keepdims)))
    return _ops.norm(tensor, ord, axis, keepdims=bool(keepdims))


def normalize(tensor, ord="euclidean", axis=None, name=None):
    """The same over its norm, and the norm."""
    length = norm(tensor, ord, axis, True)
    return tensor / length, length


def qr(input, full_matrices=False, name=None):
    """(Q with orthogonal columns, R upper triangular) with Q R the matrix."""
    return _ops.qr(input, "complete" if full_matrices else "reduced")


def set_diag(input, diagonal, name="set_diag", k=0):
    """A matrix with these numbers in its diagonal, of the last two axes."""
    if k:
        raise ValueError(f"set_diag: k is not supported. Expected 0. Received: k={k!r}")
    inside = _ops.eye(*_ops.shape(input)[-2:])
    rows, columns = _ops.shape(input)[-2:]
    longer = diagonal if columns <= rows else _ops.pad(diagonal, [(0, 0)] * (_ops.ndim(diagonal) - 1) + [(0, columns - rows)])
    return input * (1 - inside) + _ops.expand_dims(longer, -2) * inside


def solve(matrix, rhs, adjoint=False, name=None):
    """x of matrix x = rhs."""
    return _ops.solve(matrix_transpose(matrix) if adjoint else matrix, rhs)


def svd(tensor, full_matrices=False, compute_uv=True, name=None):
    """(singular values in descending order, left, right vectors as columns), or the values alone."""
    if not compute_uv:
        return _ops.svd(tensor, full_matrices, False)
    left, values, right = _ops.svd(tensor, full_matrices)
    return values, left, matrix_transpose(right)


def tensordot(a, b, axes, name=None):
    """Sums of products over axes of both."""
    return _ops.tensordot(a, b, axes)


def trace(x, name=None):
    """The sum of the diagonal, of the last two axes."""
    return _ops.trace(x, 0, -2, -1)


def tensor_diag(diagonal, name=None):
    """A matrix with these numbers in its diagonal."""
    return _ops.diag(diagonal)


def tensor_diag_part(input, name=None):
    """The diagonal of a matrix."""
    return _ops.diag(input)
