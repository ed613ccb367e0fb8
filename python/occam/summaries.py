"""Keras's table of a model that is not built. Source: Keras 3, utils.summary_utils."""

from .layer import Layer

_WIDTHS = (33, 24, 15)


def unbuilt_summary(model):
    """The table: which layers, of shapes and weights that nobody knows yet."""
    rows = [(f"{each.name} ({type(each).__name__})", "?", "0" if each.built or isinstance(each, Layer) and not each._makes_weights() else "0 (unbuilt)") for each in model.layers]
    lines = [f'Model: "{model.name}"', _rule("┏━┳┓"), _row(("Layer (type)", "Output Shape", "Param #"), "┃"), _rule("┡━╇┩")]
    for place, row in enumerate(rows):
        lines += [_rule("├─┼┤")] * (place > 0) + [_row(row, "│")]
    return "\n".join([*lines, _rule("└─┴┘"), *(f" {name}: 0 (0.00 B)" for name in ("Total params", "Trainable params", "Non-trainable params"))])


def _rule(marks):
    left, line, between, right = marks
    return left + between.join(line * width for width in _WIDTHS) + right


def _row(cells, bar):
    left, middle, right = ((text if len(text) <= width - 2 else text[:width - 3] + "…") for text, width in zip(cells, _WIDTHS))
    return f"{bar} {left:<{_WIDTHS[0] - 2}} {bar} {middle:<{_WIDTHS[1] - 2}} {bar} {right:>{_WIDTHS[2] - 2}} {bar}"
