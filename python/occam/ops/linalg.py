"""Products and decompositions. Source: Keras 3, keras.ops.numpy and keras.ops.linalg."""

import math
import string

import numpy as np

from .elementwise import abs, multiply, power, sqrt, square, subtract
from .reductions import max as largest, min as smallest, sum
from .shapes import broadcast_to, concatenate, diagonal, expand_dims, moveaxis, ravel, reshape, take, transpose
from .symbol import apply, arrays_alone, as_keras, has_symbols, now, on_arrays, plain, shape


@on_arrays(np.matmul)
def _product(x1, x2):
    """The engine's of a matrix on the right, of one matrix a sample, and of vectors."""
    one, other = shape(x1), shape(x2)
    if len(one) == 1 or len(other) == 1:
        left = reshape(x1, (1, -1)) if len(one) == 1 else x1
        right = reshape(x2, (-1, 1)) if len(other) == 1 else x2
        sizes = list(shape(left)[:-1] if len(one) > 1 else ()) + list(other[:-2]) * (len(other) > 1 and len(one) == 1) + list(other[-1:] if len(other) > 1 else ())
        return reshape(_product(left, right), sizes)
    if len(other) == 2:
        return apply("matmul", [x1, x2])
    batch = np.broadcast_shapes(one[:-2], other[:-2])
    left = reshape(broadcast_to(x1, (*batch, *one[-2:])), (-1, *one[-2:]))
    right = reshape(broadcast_to(x2, (*batch, *other[-2:])), (-1, *other[-2:]))
    made = apply("group_matmul", [transpose(left, (1, 0, 2)), right])
    return reshape(transpose(made, (1, 0, 2)), (*batch, one[-2], other[-1]))


def matmul(x1, x2):
    """Matrix product, over leading axes one a sample."""
    if not has_symbols([x1, x2]) and len(shape(x2)) == 2 and len(shape(x1)) >= 2 and _are_floats(x1, x2):
        return apply("matmul", [x1, x2])
    return _product(x1, x2)


def _are_floats(*values):
    return {np.asarray(now(each)).dtype.kind for each in values} == {"f"}


def dot(x1, x2):
    """Of vectors their inner product, of matrices their product, else over the last axis and the last but one."""
    if not shape(x1) or not shape(x2):
        return multiply(x1, x2)
    return tensordot(x1, x2, ([len(shape(x1)) - 1], [max(len(shape(x2)) - 2, 0)]))


@on_arrays(np.tensordot)
def tensordot(x1, x2, axes=2):
    """Product over these axes of both."""
    one, other = len(shape(x1)), len(shape(x2))
    if isinstance(axes, int):
        axes = list(range(one - axes, one)), list(range(axes))
    left, right = ([each % rank for each in (own if isinstance(own, (list, tuple)) else [own])] for own, rank in zip(axes, (one, other)))
    rest, more = [each for each in range(one) if each not in left], [each for each in range(other) if each not in right]
    size = math.prod(shape(x1)[each] for each in left)
    a = reshape(transpose(x1, rest + left), (-1, size))
    b = reshape(transpose(x2, right + more), (size, -1))
    return reshape(apply("matmul", [a, b]), [shape(x1)[each] for each in rest] + [shape(x2)[each] for each in more])


def inner(x1, x2):
    """Product over the last axes."""
    if not shape(x1) or not shape(x2):
        return multiply(x1, x2)
    return tensordot(x1, x2, ([len(shape(x1)) - 1], [len(shape(x2)) - 1]))


def outer(x1, x2):
    """Every number of x1 times every one of x2."""
    return multiply(reshape(x1, (-1, 1)), reshape(x2, (1, -1)))


def vdot(x1, x2):
    """Inner product of all numbers."""
    return sum(multiply(ravel(x1), ravel(x2)))


def _cross(x1, x2, axisa, axisb, axisc, axis):
    """NumPy's, which will not take vectors of two numbers any longer."""
    if axis is not None:
        axisa = axisb = axisc = axis
    a, b = np.moveaxis(np.asarray(x1), axisa, -1), np.moveaxis(np.asarray(x2), axisb, -1)
    both = a.shape[-1] == b.shape[-1] == 2
    a, b = (np.concatenate([each, np.zeros_like(each[..., :1])], -1) if each.shape[-1] == 2 else each for each in (a, b))
    made = np.cross(a, b)
    return made[..., 2] if both else np.moveaxis(made, -1, axisc)


@on_arrays(_cross)
def cross(x1, x2, axisa=-1, axisb=-1, axisc=-1, axis=None):
    """The vector that is orthogonal to both, of vectors of three numbers; of two vectors of two its third number."""
    if axis is not None:
        axisa = axisb = axisc = axis
    a, b = moveaxis(x1, axisa, -1), moveaxis(x2, axisb, -1)
    sizes = shape(a)[-1], shape(b)[-1]
    if not {2, 3} >= set(sizes):
        raise ValueError(f"cross: Expected vectors of 2 or 3 numbers. Received: shapes {shape(x1)} and {shape(x2)}")
    a, b = (each if shape(each)[-1] == 3 else concatenate([each, multiply(each[..., :1], 0.0)], -1) for each in (a, b))
    turned = [[1, 2, 0], [2, 0, 1]]
    made = subtract(multiply(take(a, turned[0], -1), take(b, turned[1], -1)), multiply(take(a, turned[1], -1), take(b, turned[0], -1)))
    return made[..., 2] if sizes == (2, 2) else moveaxis(made, -1, axisc)


@on_arrays(np.kron)
def kron(x1, x2):
    """Every number of x1 times the whole of x2."""
    rank = max(len(shape(x1)), len(shape(x2)))
    one, other = ([1] * (rank - len(shape(each))) + list(shape(each)) for each in (x1, x2))
    left = reshape(x1, [size for own in one for size in (own, 1)])
    right = reshape(x2, [size for own in other for size in (1, own)])
    return reshape(multiply(left, right), [a * b for a, b in zip(one, other)])


def _einsum(subscripts, *operands, **kwargs):
    return np.einsum(subscripts, *operands, optimize=len(operands) > 2)


def _terms(subscripts, operands):
    """The letters of each operand's axes and of the result's; `...` as capitals."""
    inputs, arrow, result = subscripts.replace(" ", "").partition("->")
    terms = inputs.split(",")
    if len(terms) != len(operands):
        raise ValueError(f"einsum: Expected a term for each operand. Received: {subscripts!r} and {len(operands)} operands")
    if not arrow:
        letters = inputs.replace(".", "").replace(",", "")
        result = ("..." if "." in inputs else "") + "".join(sorted(letter for letter in set(letters) if letters.count(letter) == 1))
    more = [len(shape(each)) - len(term.replace("...", "")) for each, term in zip(operands, terms)]
    if any(count < 0 or count and "..." not in term for count, term in zip(more, terms)):
        raise ValueError(f"einsum: Expected a letter for each axis. Received: {subscripts!r} and shapes {[shape(each) for each in operands]}")
    free = [letter for letter in string.ascii_uppercase if letter not in subscripts]
    most = max((count for count, term in zip(more, terms) if "..." in term), default=0)
    return [term.replace("...", "".join(free[most - count:most])) for count, term in zip(more, terms)], result.replace("...", "".join(free[:most]))


def _without_repeats(x, term):
    """The diagonals of axes with the same letter."""
    while len(set(term)) < len(term):
        letter = next(each for each in term if term.count(each) > 1)
        first, second = [place for place, each in enumerate(term) if each == letter][:2]
        x = diagonal(x, 0, first, second)
        term = "".join(each for place, each in enumerate(term) if place not in (first, second)) + letter
    return x, term


def einsum(subscripts, *operands, **kwargs):
    """Sums of products by Einstein's convention, as NumPy writes it."""
    if not has_symbols(operands):
        return as_keras(_einsum(subscripts, *[plain(each) for each in operands]), operands)
    terms, result = _terms(subscripts, operands)
    operands, terms = zip(*map(_without_repeats, operands, terms))
    made, term = operands[0], terms[0]
    for place, (other, own) in enumerate(zip(operands[1:], terms[1:]), 1):
        kept = set(result).union(*terms[place + 1:])
        made, term = _pair(made, term, other, own, kept)
    summed = [place for place, letter in enumerate(term) if letter not in result]
    if summed:
        made, term = sum(made, summed), "".join(letter for letter in term if letter in result)
    return transpose(made, [term.index(letter) for letter in result]) if term != result else made


def _pair(x, left, y, right, kept):
    """Two operands in one, and its letters: those that both have and keep are apart, those that are kept by none are summed."""
    both = [letter for letter in left if letter in right]
    apart = [letter for letter in both if letter in kept]
    inside = [letter for letter in both if letter not in kept]
    rest, more = [letter for letter in left if letter not in both], [letter for letter in right if letter not in both]
    sizes = dict(zip(left, shape(x)))
    sizes |= {letter: size if letter not in sizes else max(size, sizes[letter]) for letter, size in zip(right, shape(y))}
    x, y = (value if shape(value) == tuple(sizes[letter] for letter in term) else broadcast_to(value, [sizes[letter] for letter in term])
            for value, term in ((x, left), (y, right)))

    def shaped(value, term, first, second):
        order = [term.index(letter) for letter in apart + first + second]
        return reshape(transpose(value, order), [sizes[letter] for letter in apart] + [math.prod(sizes[letter] for letter in each) for each in (first, second)])

    made = matmul(shaped(x, left, rest, inside), shaped(y, right, inside, more))
    term = "".join(apart + rest + more)
    return reshape(made, [sizes[letter] for letter in term]), term


# --- norms

@on_arrays(lambda x, ord, axis, keepdims: np.linalg.norm(x, ord, tuple(axis) if isinstance(axis, list) else axis, keepdims))
def _norm(x, ord, axis, keepdims):
    if ord in (None, "fro") or ord == 2 and not _is_of_matrices(x, axis):
        return sqrt(sum(square(x), axis, keepdims))
    if _is_of_matrices(x, axis) or isinstance(ord, str):
        raise ValueError(f"norm: invalid value for ord. Expected None or 'fro' of matrices that are symbols. Received: ord={ord!r}")
    if ord in (math.inf, -math.inf):
        return (largest if ord > 0 else smallest)(abs(x), axis, keepdims)
    return sum(abs(x), axis, keepdims) if ord == 1 else power(sum(power(abs(x), float(ord)), axis, keepdims), 1 / ord)


def _is_of_matrices(x, axis):
    return axis is None and len(shape(x)) == 2 or isinstance(axis, (list, tuple)) and len(axis) == 2


def norm(x, ord=None, axis=None, keepdims=False):
    """Euclidean norm over axes, or of all; of vectors the norm of another order."""
    if ord is None and not _is_whole(x):
        return sqrt(sum(square(x), axis, keepdims))
    return _norm(x, ord, axis, keepdims)


def _is_whole(x):
    return not has_symbols([x]) and np.asarray(now(x)).dtype.kind != "f"


# --- of arrays alone

for _name, _doc in {"det": "Determinant.", "inv": "Inverse.", "slogdet": "Sign and logarithm of the size of the determinant.",
                    "eigh": "Eigenvalues and eigenvectors of a symmetric matrix."}.items():
    globals()[_name] = arrays_alone(_name, getattr(np.linalg, _name), _doc, "x")
cholesky = arrays_alone("cholesky", lambda x, upper: np.linalg.cholesky(x) if not upper else np.swapaxes(np.linalg.cholesky(x), -1, -2),
                        "The triangular matrix whose product with its transpose is x.", "x, upper=False")
cholesky_inverse = arrays_alone("cholesky_inverse", lambda x, upper: np.linalg.inv(np.swapaxes(x, -1, -2) @ x if upper else x @ np.swapaxes(x, -1, -2)),
                                "Inverse of the matrix whose Cholesky factor is x.", "x, upper=False")
eig = arrays_alone("eig", np.linalg.eig, "Eigenvalues and eigenvectors.", "x")
logdet = arrays_alone("logdet", lambda x: np.linalg.slogdet(x)[1], "Logarithm of the determinant.", "x")
lstsq = arrays_alone("lstsq", lambda a, b, rcond: np.linalg.lstsq(a, b, rcond)[0], "The x that makes |a x - b| smallest.", "a, b, rcond=None")
matrix_rank = arrays_alone("matrix_rank", lambda x, tol: np.linalg.matrix_rank(x, tol), "Rank of a matrix.", "x, tol=None")
pinv = arrays_alone("pinv", lambda x, rcond: np.linalg.pinv(x, **({} if rcond is None else {"rcond": rcond})), "Pseudo-inverse.", "x, rcond=None")
qr = arrays_alone("qr", lambda x, mode: tuple(np.linalg.qr(x, mode)), "Orthogonal and triangular factor.", "x, mode='reduced'")
solve = arrays_alone("solve", lambda a, b: np.linalg.solve(a, b[..., None])[..., 0] if np.ndim(b) == np.ndim(a) - 1 else np.linalg.solve(a, b), "x with a x = b.", "a, b")
solve_triangular = arrays_alone("solve_triangular", lambda a, b, lower: solve((np.tril if lower else np.triu)(a), b), "x with a x = b, a triangular.", "a, b, lower=False")
svd = arrays_alone("svd", lambda x, full, both: tuple(np.linalg.svd(x, full)) if both else np.linalg.svd(x, full, False), "Singular value decomposition.",
                   "x, full_matrices=True, compute_uv=True")


def cdist(x, y):
    """Euclidean distances of the rows of x from those of y."""
    return sqrt(sum(square(subtract(expand_dims(x, -2), expand_dims(y, -3))), -1))
