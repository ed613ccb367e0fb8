"""Fourier transforms, complex numbers as pairs of their real and imaginary parts. Source: Keras 3, keras.ops.math; of symbols as products with matrices of angles."""

import numpy as np

from .arranging import extract_sequences
from .elementwise import add, multiply, negative, subtract
from .linalg import matmul
from .shapes import moveaxis, pad
from .symbol import as_keras, given_in, has_symbols, now, shape


def _parts(where, x):
    """The real and the imaginary part."""
    if not isinstance(x, (tuple, list)) or len(x) != 2:
        raise ValueError(f"{where}: Input `x` should be a tuple of two tensors - real and imaginary. Received: x={x}")
    real, imaginary = (each if has_symbols([each]) else np.asarray(now(each)) for each in x)
    if shape(real) != shape(imaginary):
        raise ValueError(f"{where}: Input `x` should be a tuple of two tensors. Both the real and imaginary parts should have the same shape. Received: shapes {shape(real)} and {shape(imaginary)}")
    if any(np.dtype(each.dtype).kind != "f" for each in (real, imaginary)):
        raise ValueError(f"{where}: At least one tensor in input `x` is not of type float. Received: {real.dtype} and {imaginary.dtype}")
    return real, imaginary


def _has_axes(where, x, count):
    if len(shape(x)) < count:
        raise ValueError(f"{where}: Input should have rank >= {count}. Received: shape {shape(x)}")


def _as_pair(found, given):
    return tuple(as_keras(np.asarray(each), given_in(given)) for each in (found.real, found.imag))


def _angles(rows, columns, size):
    """cos and sin of 2 pi r c / size."""
    turn = 2 * np.pi / size * (np.outer(np.arange(rows), np.arange(columns)) % size)
    return np.cos(turn).astype(np.float32), np.sin(turn).astype(np.float32)


def _turned(real, imaginary, axis, inverse):
    """One axis of a transform of symbols."""
    real, imaginary = moveaxis(real, axis, -1), moveaxis(imaginary, axis, -1)
    size = shape(real)[-1]
    cos, sin = _angles(size, size, size)
    if inverse:
        cos, sin = cos / size, -sin / size
    made = add(matmul(real, cos), matmul(imaginary, sin)), subtract(matmul(imaginary, cos), matmul(real, sin))
    return tuple(moveaxis(each, -1, axis) for each in made)


def fft(x):
    """The discrete Fourier transform of the last axis."""
    real, imaginary = _parts("fft", x)
    _has_axes("fft", real, 1)
    return _turned(real, imaginary, -1, False) if has_symbols([real, imaginary]) else _as_pair(np.fft.fft(real + 1j * imaginary), [real, imaginary])


def fft2(x):
    """The discrete Fourier transform of the last two axes."""
    return _of_two_axes("fft2", x, False)


def ifft2(x):
    """What fft2 makes x of."""
    return _of_two_axes("ifft2", x, True)


def _of_two_axes(where, x, inverse):
    real, imaginary = _parts(where, x)
    _has_axes(where, real, 2)
    if has_symbols([real, imaginary]):
        return _turned(*_turned(real, imaginary, -1, inverse), -2, inverse)
    return _as_pair((np.fft.ifft2 if inverse else np.fft.fft2)(real + 1j * imaginary), [real, imaginary])


def _cut(x, size):
    """The first numbers of the last axis, behind them zeros."""
    x = x[..., :size] if shape(x)[-1] > size else x
    more = size - shape(x)[-1]
    return pad(x, [(0, 0)] * (len(shape(x)) - 1) + [(0, more)]) if more else x


def _length(where, fft_length):
    if fft_length is not None and (not hasattr(fft_length, "__index__") or fft_length < 1):
        raise ValueError(f"{where}: invalid value for fft_length. Expected an integer >= 1. Received: fft_length={fft_length}")


def rfft(x, fft_length=None):
    """The discrete Fourier transform of real numbers, the last axis cut or filled up to fft_length: (..., fft_length // 2 + 1) twice."""
    _length("rfft", fft_length)
    _has_axes("rfft", x, 1)
    if not has_symbols([x]):
        x = np.asarray(now(x))
        return _as_pair(np.fft.rfft(x, fft_length), [x])
    size = shape(x)[-1] if fft_length is None else fft_length
    cos, sin = _angles(size, size // 2 + 1, size)
    x = _cut(x, size)
    return matmul(x, cos), negative(matmul(x, sin))


def irfft(x, fft_length=None):
    """The real numbers that rfft makes x of: (..., fft_length), by default 2 (n - 1) of n."""
    real, imaginary = _parts("irfft", x)
    _length("irfft", fft_length)
    _has_axes("irfft", real, 1)
    if not has_symbols([real, imaginary]):
        return as_keras(np.fft.irfft(real + 1j * imaginary, fft_length), given_in([real, imaginary]))
    size = 2 * (shape(real)[-1] - 1) if fft_length is None else fft_length
    if size < 1:
        raise ValueError(f"irfft: Expected two numbers at least, or fft_length. Received: shape {shape(real)}")
    bins = size // 2 + 1
    cos, sin = _angles(bins, size, size)
    twice = np.full((bins, 1), 2 / size, np.float32)
    twice[0] /= 2
    if size % 2 == 0:
        twice[-1] /= 2
    return subtract(matmul(_cut(real, bins), twice * cos), matmul(_cut(imaginary, bins), twice * sin))


def _window(where, window, sequence_length, fft_length):
    """Of fft_length numbers, zeros around those of the window."""
    if not hasattr(sequence_length, "__index__") or fft_length < sequence_length:
        raise ValueError(f"{where}: `fft_length` must equal or larger than `sequence_length`. Received: sequence_length={sequence_length}, fft_length={fft_length}")
    if isinstance(window, str):
        if window not in ("hann", "hamming"):
            raise ValueError(f'{where}: If a string is passed to `window`, it must be one of `"hann"`, `"hamming"`. Received: window={window}')
        low = 0.5 if window == "hann" else 0.54
        window = low - (1 - low) * np.cos(2 * np.pi * np.arange(sequence_length) / sequence_length)
    if window is None:
        return np.ones(fft_length, np.float32)
    window = np.asarray(now(window))
    if window.shape != (sequence_length,):
        raise ValueError(f"{where}: The shape of `window` must be equal to [sequence_length]. Received: window shape={window.shape}")
    before = (fft_length - sequence_length) // 2
    return np.pad(window, (before, fft_length - sequence_length - before)).astype(np.float32)


def _stride(where, sequence_stride):
    if not hasattr(sequence_stride, "__index__") or sequence_stride < 1:
        raise ValueError(f"{where}: `sequence_stride` must be a positive integer. Received: sequence_stride={sequence_stride}")


def stft(x, sequence_length, sequence_stride, fft_length, window="hann", center=True):
    """rfft of pieces of the last axis, each times the window: (..., pieces, fft_length // 2 + 1) twice. With center its ends are mirrored."""
    _stride("stft", sequence_stride)
    kind = x.dtype if has_symbols([x]) else np.asarray(now(x)).dtype
    if np.dtype(kind).name not in ("float32", "float64"):
        raise TypeError(f"Invalid input type. Expected `float32` or `float64`. Received: input type={kind}")
    _has_axes("stft", x, 1)
    window = _window("stft", window, sequence_length, fft_length)
    if center:
        x = pad(x, [(0, 0)] * (len(shape(x)) - 1) + [(fft_length // 2,) * 2], mode="reflect")
    return rfft(multiply(extract_sequences(x, fft_length, sequence_stride), window), fft_length)


def istft(x, sequence_length, sequence_stride, fft_length, length=None, window="hann", center=True):
    """What stft makes x of: pieces times the window, divided by the sum of the squares of those that lie over each other, and added.

    At the ends, where fewer lie over each other, the numbers are smaller, as TensorFlow's.
    """
    real, imaginary = _parts("istft", x)
    _has_axes("istft", real, 2)
    _stride("istft", sequence_stride)
    weights = _window("istft", window, sequence_length, fft_length)
    pieces = irfft((real, imaginary), fft_length)
    if window is not None:
        squares = np.zeros(sequence_stride, np.float32)
        np.add.at(squares, np.arange(fft_length) % sequence_stride, weights**2)
        pieces = multiply(pieces, weights / squares[np.arange(fft_length) % sequence_stride])
    count = shape(pieces)[-2]
    whole, made = fft_length + sequence_stride * (count - 1), None
    for place in range(count):
        first = place * sequence_stride
        around = [(0, 0)] * (len(shape(pieces)) - 2) + [(first, whole - fft_length - first)]
        piece = pad(pieces[..., place, :], around)
        made = piece if made is None else add(made, piece)
    start = fft_length // 2 if center else 0
    end = whole - start if length is None else start + length
    return made[..., start:end]
