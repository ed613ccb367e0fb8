"""Axes named by letters, blocks and windows of images and sequences. Source: Keras 3, keras.ops.einops and keras.ops.nn."""

import math
import re

import numpy as np

from ..arguments import whole
from .elementwise import add
from .shapes import pad, reshape, stack, take, transpose
from .symbol import arrays_alone, shape


def _axes(where, side):
    """"b (h k) c" -> [["b"], ["h", "k"], ["c"]]."""
    found = re.findall(r"\([^()]*\)|\w+|\S", side)
    groups = [re.findall(r"\S+", each.strip("()")) for each in found]
    names = [name for group in groups for name in group]
    if any(not name.isidentifier() for name in names) or len(set(names)) != len(names):
        raise ValueError(f"{where}: invalid value for pattern. Expected names of axes, each once, and groups of them in (). Received: {side!r}")
    return groups


def rearrange(tensor, pattern, **axes_lengths):
    """Axes split, in another order and put together: "b (h k) c -> b h (k c)", with k=2. Source: Keras 3, ops.rearrange."""
    sides = pattern.split("->") if isinstance(pattern, str) else []
    if len(sides) != 2:
        raise ValueError(f"rearrange: invalid value for pattern. Expected 'axes -> axes'. Received: pattern={pattern!r}")
    before, after = (_axes("rearrange", side) for side in sides)
    own = shape(tensor)
    names = [name for group in before for name in group]
    if sorted(names) != sorted(name for group in after for name in group):
        raise ValueError(f"rearrange: invalid value for pattern. Expected the same axes on both sides. Received: pattern={pattern!r}")
    if len(before) != len(own):
        raise ValueError(f"rearrange: invalid value for pattern. Expected {len(own)} axes, those of shape {own}. Received: pattern={pattern!r}")
    sizes = {name: whole("rearrange", name, size) for name, size in axes_lengths.items() if name in names}
    for group, size in zip(before, own):
        unknown = [name for name in group if name not in sizes]
        known = math.prod(sizes[name] for name in group if name in sizes)
        if len(unknown) > 1 or (size % known if unknown and known else size != known):
            raise ValueError(f"rearrange: Expected sizes of ({' '.join(group)}), all but one, that make {size}. Received: {axes_lengths}")
        sizes |= {name: size // known for name in unknown}
    split = reshape(tensor, [sizes[name] for name in names])
    moved = transpose(split, [names.index(name) for group in after for name in group])
    return reshape(moved, [math.prod(sizes[name] for name in group) for group in after])


def _image(where, x, data_format, block_size):
    if len(shape(x)) != 4:
        raise ValueError(f"{where}: Expected x of four axes. Received: shape {shape(x)}")
    if data_format not in ("channels_last", "channels_first"):
        raise ValueError(f"{where}: invalid value for data_format. Expected 'channels_last' or 'channels_first'. Received: data_format={data_format!r}")
    if whole(where, "block_size", block_size) < 2:
        raise ValueError(f"{where}: `block_size` must be at least 2. Received: block_size={block_size}")
    return transpose(x, (0, 2, 3, 1)) if data_format == "channels_first" else x


def _as_given(x, data_format):
    return transpose(x, (0, 3, 1, 2)) if data_format == "channels_first" else x


def depth_to_space(x, block_size, data_format="channels_last"):
    """Channels as blocks of pixels, (n, h, w, c) -> (n, h k, w k, c / k^2). Source: Keras 3, ops.depth_to_space."""
    x, k = _image("depth_to_space", x, data_format, block_size), block_size
    n, h, w, c = shape(x)
    if c % (k * k):
        raise ValueError(f"depth_to_space: invalid value for block_size. Expected one whose square divides {c} channels. Received: block_size={k}")
    blocks = transpose(reshape(x, (n, h, w, k, k, c // (k * k))), (0, 1, 3, 2, 4, 5))
    return _as_given(reshape(blocks, (n, h * k, w * k, c // (k * k))), data_format)


def space_to_depth(x, block_size, data_format="channels_last"):
    """Blocks of pixels as channels, (n, h, w, c) -> (n, h / k, w / k, c k^2). Source: Keras 3, ops.space_to_depth."""
    x, k = _image("space_to_depth", x, data_format, block_size), block_size
    n, h, w, c = shape(x)
    if h % k or w % k:
        raise ValueError(f"space_to_depth: invalid value for block_size. Expected one that divides {h} rows and {w} columns. Received: block_size={k}")
    blocks = transpose(reshape(x, (n, h // k, k, w // k, k, c)), (0, 1, 3, 2, 4, 5))
    return _as_given(reshape(blocks, (n, h // k, w // k, c * k * k)), data_format)


class _Windows:
    """Where the windows of an image lie."""

    def __init__(self, where, size, kernel_size, dilation, padding, stride):
        def pair(name, value, least):
            values = (value, value) if isinstance(value, (int, np.integer)) else tuple(value) if isinstance(value, (tuple, list)) else ()
            if len(values) != 2 or any(whole(where, name, each) < least for each in values):
                raise ValueError(f"{where}: invalid value for {name}. Expected an integer >= {least} or two. Received: {name}={value!r}")
            return values

        self.kernel, self.dilation, self.stride = (pair(name, value, 1) for name, value in (("kernel_size", kernel_size), ("dilation", dilation), ("stride", stride)))
        self.padding = pair("padding", padding, 0)
        self.padded = [full + 2 * margin for full, margin in zip(size, self.padding)]
        self.counts = [(full - step * (kernel - 1) - 1) // stride + 1
                       for full, step, kernel, stride in zip(self.padded, self.dilation, self.kernel, self.stride)]
        if min(self.counts) < 1:
            raise ValueError(f"{where}: Expected a window that fits an image of {tuple(self.padded)} with its padding. Received: kernel_size={kernel_size}, dilation={dilation}")

    def offsets(self):
        """Of each number of a window: rows and columns from the window's first."""
        return [(i * self.dilation[0], j * self.dilation[1]) for i in range(self.kernel[0]) for j in range(self.kernel[1])]


def unfold(x, kernel_size, dilation=1, padding=0, stride=1):
    """Windows of images as columns, (n, c, h, w) -> (n, c kh kw, windows). Source: Keras 3, ops.unfold."""
    if len(shape(x)) != 4:
        raise ValueError(f"unfold: Expected x of four axes. Received: shape {shape(x)}")
    n, c, *size = shape(x)
    windows = _Windows("unfold", size, kernel_size, dilation, padding, stride)
    x = pad(x, ((0, 0), (0, 0), *((margin, margin) for margin in windows.padding))) if any(windows.padding) else x
    parts = [x[(slice(None), slice(None), *(slice(first, first + (count - 1) * step + 1, step) for first, count, step in zip(offset, windows.counts, windows.stride)))]
             for offset in windows.offsets()]
    return reshape(stack(parts, 2), (n, c * math.prod(windows.kernel), math.prod(windows.counts)))


def fold(x, output_size, kernel_size, dilation=1, padding=0, stride=1):
    """Images of the windows of unfold; where they lie over each other, their sum. Source: Keras 3, ops.fold."""
    size = (output_size, output_size) if isinstance(output_size, (int, np.integer)) else output_size
    if not isinstance(size, (tuple, list)) or len(size) != 2 or any(whole("fold", "output_size", each) < 1 for each in size):
        raise ValueError(f"fold: invalid value for output_size. Expected an integer >= 1 or two. Received: output_size={output_size!r}")
    windows = _Windows("fold", size, kernel_size, dilation, padding, stride)
    each, (rows, columns) = math.prod(windows.kernel), windows.counts
    if len(shape(x)) != 3 or shape(x)[1] % each or shape(x)[2] != rows * columns:
        raise ValueError(f"fold: Expected x of shape (n, c {each}, {rows * columns}). Received: shape {shape(x)}")
    n, c = shape(x)[0], shape(x)[1] // each
    parts = reshape(x, (n, c, each, rows, columns))
    made = None
    for place, offset in enumerate(windows.offsets()):
        part = reshape(parts[:, :, place], (n, c, rows, 1, columns, 1))
        apart = reshape(pad(part, ((0, 0),) * 3 + ((0, windows.stride[0] - 1), (0, 0), (0, windows.stride[1] - 1))),
                        (n, c, rows * windows.stride[0], columns * windows.stride[1]))
        kept = [min(have, full - first) for have, full, first in zip(shape(apart)[2:], windows.padded, offset)]
        apart = pad(apart[:, :, :kept[0], :kept[1]], ((0, 0), (0, 0), *((first, full - first - own) for first, full, own in zip(offset, windows.padded, kept))))
        made = apart if made is None else add(made, apart)
    (top, left), (height, width) = windows.padding, size
    return made[:, :, top:top + height, left:left + width] if top or left else made


def extract_sequences(x, sequence_length, sequence_stride):
    """Pieces of the last axis, (..., n) -> (..., pieces, sequence_length). Source: Keras 3, ops.extract_sequences."""
    length, stride = (whole("extract_sequences", name, value) for name, value in (("sequence_length", sequence_length), ("sequence_stride", sequence_stride)))
    size = shape(x)[-1] if shape(x) else 0
    if length < 1 or stride < 1 or length > size:
        raise ValueError(f"extract_sequences: Expected sequence_length from 1 to {size} and sequence_stride >= 1. Received: {length} and {stride}")
    starts = np.arange(0, size - length + 1, stride)
    return take(x, starts[:, np.newaxis] + np.arange(length), len(shape(x)) - 1)


view = arrays_alone("view", lambda x, dtype: (np.ascontiguousarray(x) if np.ndim(x) else np.asarray(x)).view(x.dtype if dtype is None else np.dtype(dtype)), "The same bytes as numbers of another type.", "x, dtype=None")
