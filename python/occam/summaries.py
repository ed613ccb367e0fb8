"""Keras's table of a model: its layers, shapes, weights and connections. Source: Keras 3, utils.summary_utils."""

import re
import shutil

import numpy as np

from .array_layer import ArrayLayer
from .engine_layer import EngineLayer
from .keras_tensor import KerasTensor, results_of, walk
from .lambda_layer import Lambda
from .layer import Layer
from .structures import leaves, opened
from .text_table import drawn


class Summarized:
    """Of a model: its table."""

    def summary(self, line_length=None, positions=None, print_fn=None, expand_nested=False, show_trainable=False, layer_range=None):
        """Keras's table of layers, and below it the memory of a training step."""
        (print_fn or print)(self._summary(line_length, positions, expand_nested, show_trainable, layer_range))

    def _summary(self, *arguments):
        self._take_shared()
        memory = [line for line in self._core.summary(32).splitlines() if line.startswith(" Training memory")] if self.built else []
        return "\n".join([summary_of(self, *arguments), *memory])

    def _repr_html_(self):
        text = self._summary() if self.built else repr(self)
        return '<pre style="font-family: monospace">' + text.replace("&", "&amp;").replace("<", "&lt;") + "</pre>"


def summary_of(model, line_length=None, positions=None, expand_nested=False, show_trainable=False, layer_range=None):
    """The table as text, below it the numbers of weights."""
    shown = _Shown(model)
    header, alignment = ["Layer (type)", "Output Shape", "Param #"], ["<", "<", ">"]
    positions = list(positions or ([0.45, 0.80, 1.0] if shown.is_chain else [0.3, 0.56, 0.74, 1.0]))
    default = 88 if shown.is_chain else 108
    if not shown.is_chain:
        header, alignment = [*header, "Connected to"], [*alignment, "<"]
    if show_trainable:
        default += 12
        positions, header, alignment = [each * 0.90 for each in positions] + [1.0], [*header, "Trainable"], [*alignment, "^"]
    line_length = line_length or min(default, shutil.get_terminal_size().columns - 4)
    widths = [int(end * line_length) - int(begin * line_length) for begin, end in zip([0, *positions], positions)]
    widths = widths[:len(header)]
    if min(widths) < 4:
        raise ValueError("Insufficient console width to print summary.")
    first, last = _range_of(shown.layers, layer_range)
    rows = [row for layer in shown.layers[first:last] for row in shown.rows(layer, expand_nested, show_trainable)]
    lines = [f'Model: "{model.name}"', *drawn(header, rows, widths, line_length, alignment)]
    trained, fixed = _numbers(model.trainable_weights), _numbers(model.non_trainable_weights)
    for name, count in (("Total", trained + fixed), ("Trainable", trained), ("Non-trainable", fixed)):
        lines.append(f" {name} params: {count:,} ({_size(4 * count)})")
    return "\n".join(lines)


class _Shown:
    """What the table says of a model's layers."""

    def __init__(self, model):
        self._is_functional = getattr(model, "_takes", None) is not None
        self._calls, self._number = {}, {}  # values by layer, and which call of its layer each is
        if self._is_functional:
            for value in _walk(model.outputs):
                if value.part is None:
                    layer = _layer_of(value)
                    self._number[value] = len(self._calls.setdefault(layer, []))
                    self._calls[layer].append(value)
        self.layers = model.layers if not self._is_functional else model.operations if model._front is None else list(self._calls)
        self.is_chain = not self._is_functional or self._has_no_branches()
        self._shapes = model.shapes_of_layers() if hasattr(model, "shapes_of_layers") else {}

    def _has_no_branches(self):
        used = [each for value in self._number for each in _taken(value)]
        return len(self.layers) == len(self._number) and len(used) == len(set(used)) and all(len(_taken(value)) <= 1 for value in self._number) and \
            len([each for each in self._number if not _taken(each)]) <= 1

    def rows(self, layer, expand_nested, show_trainable, level=0):
        """Of the layer, and of those inside it where it is a model."""
        name = f"{'   ' * level}└ {layer.name}" if level else layer.name
        row = [f"{name} ({_class_of(layer)})", self._shape_of(layer), _count_of(layer)]
        if not self.is_chain:
            row.append(self._connections(layer) if level == 0 else "-")
        if show_trainable:
            row.append(("Y" if layer.trainable else "N") if layer.weights else "-")
        rows = [row]
        if expand_nested and not isinstance(layer, Layer):
            inside = _Shown(layer)
            for each in layer.layers:
                nested = inside.rows(each, True, show_trainable, level + 1)
                rows += [[*each_row[:3], *(["-"] if not self.is_chain else []), *(each_row[-1:] if show_trainable else [])] for each_row in nested]
        return rows

    def _shape_of(self, layer):
        values = self._calls.get(layer)
        if values:
            return _shape_text([each.shape for each in results_of(values[-1])])
        if "_shown_shapes" in vars(layer):  # called inside a layer or model written in Python
            return _shape_text(layer._shown_shapes)
        return _shape_text(self._shapes[layer]) if layer in self._shapes else "?"

    def _connections(self, layer):
        found = []
        for value in self._calls.get(layer, []):
            for each in _taken(value):
                owner, part = (each.inputs[0], each.part) if each.part is not None else (each, 0)
                found.append(f"{_layer_of(owner).name}[{self._number[owner]}][{part}]")
        return ", ".join(found) or "-"


def _taken(value):
    """What a value is made of, before the network too."""
    if value.inputs or not hasattr(value, "source"):
        return list(value.inputs)
    return [each for each in leaves(value.source[1]) if isinstance(each, KerasTensor)]


def _layer_of(value):
    return value.source[0] if hasattr(value, "source") else value.layer


def _walk(outputs):
    """Every value behind these, those in front of the network too, inputs first."""
    found = {}

    def add(values):
        for value in walk(values):
            if not value.inputs and hasattr(value, "source"):
                add(_taken(value))
            found.setdefault(value)

    add(outputs)
    return list(found)


def _class_of(layer):
    if isinstance(layer, Layer):
        return layer._shown()
    return "Functional" if type(layer).__name__ == "Model" else type(layer).__name__


def _count_of(layer):
    if layer.built or isinstance(layer, (ArrayLayer, EngineLayer, Lambda)) and not layer._makes_weights():
        return f"{_numbers(layer.weights):,}"
    return "0 (unbuilt)"


def _shape_text(shapes):
    texts = ["(" + ", ".join(str(size) for size in opened(shape)) + ")" for shape in shapes]
    return texts[0] if len(texts) == 1 else f"[{', '.join(texts)}]"


def _numbers(weights):
    return sum(int(np.prod(each.shape)) for each in weights)


def _size(count):
    for unit in ("B", "KB", "MB", "GB", "TB"):
        if count < 1024:
            return f"{count:.2f} {unit}"
        count /= 1024
    return f"{count:.2f} PB"


def _range_of(layers, names):
    """(first, behind the last) of the layers between two whose names match these patterns."""
    if names is None:
        return 0, len(layers)
    if not isinstance(names, (list, tuple)) or len(names) != 2 or not all(isinstance(each, str) for each in names):
        raise ValueError(f"summary: invalid value for layer_range. Expected two names of layers. Received: layer_range={names!r}")
    first, last = ([place for place, layer in enumerate(layers) if re.match(name, layer.name)] for name in names)
    if not first or not last:
        raise ValueError(f"summary: invalid value for layer_range. Expected names of {', '.join(each.name for each in layers)}. Received: layer_range={names!r}")
    if min(first) > max(last):
        return min(last), max(first) + 1
    return min(first), max(last) + 1
