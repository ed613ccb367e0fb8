"""Tables of text as rich draws them for Keras: cells wrapped at words, columns squeezed into a line's length. Source: Keras 3, utils.summary_utils; rich.table."""

import math
import re


def drawn(header, rows, widths, line_length, alignment):
    """The table's lines. widths: of the contents, as asked for; alignment: "<", ">" or "^" of each column."""
    widths = _squeezed([each + 2 for each in widths], line_length - len(widths) - 1)
    lines = [_rule(widths, "┏━┳┓"), *_row(header, widths, alignment, "┃"), _rule(widths, "┡━╇┩")]
    for place, cells in enumerate(rows):
        lines += [_rule(widths, "├─┼┤")] * (place > 0) + _row(cells, widths, alignment, "│")
    return [*lines, _rule(widths, "└─┴┘")]


def _squeezed(widths, most):
    """Widths that are `most` together: each column loses alike, or gains by its width."""
    excess = sum(widths) - most
    if excess > 0:
        made, left = [], len(widths)
        for width in widths:
            less = min(width, round(excess / left))
            made.append(width - less)
            excess, left = excess - less, left - 1
        return made
    room, left, made = -excess, sum(widths), []
    for width in widths:
        more = max(0, math.ceil(width * room / left)) if left else 0
        made.append(width + more)
        room, left = room - more, left - width
    return made


def _rule(widths, marks):
    left, line, between, right = marks
    return left + between.join(line * width for width in widths) + right


def _row(cells, widths, alignment, bar):
    columns = [_wrapped(cell, max(width - 2, 1)) for cell, width in zip(cells, widths)]
    lines = []
    for place in range(max(map(len, columns))):
        parts = [f"{column[place] if place < len(column) else '':{align}{width - 2}}" for column, width, align in zip(columns, widths, alignment)]
        lines.append(f"{bar} " + f" {bar} ".join(parts) + f" {bar}")
    return lines


def _wrapped(text, width):
    """Lines of a cell; a word that is longer than a line is cut with an ellipsis."""
    lines, line = [], ""
    for word in re.findall(r"\s*\S+\s*", text):
        if line and len(line) + len(word.rstrip()) > width:
            lines.append(line)
            line = ""
        line += word
    return [each.rstrip() if len(each.rstrip()) <= width else f"{each[:width - 1]}…" for each in [*lines, line]]
