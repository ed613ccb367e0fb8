"""Pictures without further packages: curves of a history and the layers of a model, as SVG; as images of dots by raster.py."""

import math
import os
import re

#: Of the lines of one panel: what Okabe and Ito 2008 tell apart by every kind of sight.
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9")
_WIDTH, _HEIGHT = 360, 220
_LEFT, _TOP, _RIGHT, _BOTTOM = 56, 26, 12, 34


class Svg:
    """A picture: shown by notebooks, `save` writes the file, `str` is its text."""

    def __init__(self, width, height, parts):
        self.text = (f'<svg xmlns="http://www.w3.org/2000/svg" width="{_number(width)}" height="{_number(height)}" '
                     f'viewBox="0 0 {_number(width)} {_number(height)}" font-family="sans-serif" font-size="11">'
                     f'<rect width="100%" height="100%" fill="white"/>{"".join(parts)}</svg>')

    def __str__(self):
        return self.text

    def _repr_svg_(self):
        return self.text

    def save(self, path, dpi=200):
        """Writes the picture. The name ends in .svg, or in .png, .jpg or .pdf, which the package pillow writes, with so many dots an inch."""
        path = os.fspath(path)
        ending = os.path.splitext(path)[1].lower()
        if ending == ".svg":
            with open(path, "w", encoding="utf-8") as file:
                file.write(self.text)
            return self
        from . import raster
        if ending not in raster.FORMATS:
            raise ValueError(f"save: invalid value for path. Expected a name that ends in .svg, {', '.join(raster.FORMATS)}. Received: {path!r}")
        raster.save(self.text, path, dpi)
        return self


def _number(value):
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _text(x, y, text, **style):
    style = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in style.items())
    # Control characters are no part of XML.
    from html import escape  # its table of names is long
    clean = escape(re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "?", str(text)))
    return f'<text x="{_number(x)}" y="{_number(y)}"{style}>{clean}</text>'


def ticks(low, high, most=5):
    """At most `most` round numbers (1, 2 or 5 times a power of ten apart) within [low, high]."""
    step = 10.0 ** math.floor(math.log10((high - low) / most))
    for times in (1, 2, 5, 10, 20, 50):
        first, last = math.ceil(low / (step * times) - 1e-9), math.floor(high / (step * times) + 1e-9)
        if last - first < most:
            return [each * step * times for each in range(first, last + 1)]
    return []


def _panel(x, name, lines, epochs):
    """Axes and lines of one quantity; `lines`: (label, values) with NaN where there is none."""
    finite = [value for _, values in lines for value in values if math.isfinite(value)]
    low, high = (min(finite), max(finite)) if finite else (0.0, 1.0)
    if high - low < 1e-12 * max(abs(low), abs(high), 1e-300):
        pad = abs(low) / 2 or 1.0
        low, high = low - pad, high + pad
    first, last = (epochs[0] + 1, epochs[-1] + 1) if epochs else (1, 1)
    across, down = _WIDTH - _LEFT - _RIGHT, _HEIGHT - _TOP - _BOTTOM

    def at(epoch, value):
        share = (epoch - first) / (last - first) if last > first else 0.5
        return x + _LEFT + share * across, _TOP + (high - value) / (high - low) * down

    parts = [_text(x + _LEFT, 16, name, font_weight="bold"),
             f'<rect x="{_number(x + _LEFT)}" y="{_TOP}" width="{across}" height="{down}" fill="none" stroke="#999"/>']
    for value in ticks(low, high):
        _, y = at(first, value)
        parts += [f'<line x1="{_number(x + _LEFT)}" x2="{_number(x + _LEFT + across)}" y1="{_number(y)}" y2="{_number(y)}" stroke="#eee"/>',
                  _text(x + _LEFT - 5, y + 4, f"{value:.4g}", text_anchor="end")]
    whole = sorted({round(each) for each in ticks(first, last) if abs(each - round(each)) < 1e-9}) if last > first else [first]
    parts += [_text(at(epoch, low)[0], _TOP + down + 14, epoch, text_anchor="middle") for epoch in whole]
    parts.append(_text(x + _LEFT + across / 2, _TOP + down + 28, "epoch", text_anchor="middle", fill="#666"))
    for place, (label, values) in enumerate(lines):
        colour = _COLOURS[place % len(_COLOURS)]
        points = [at(epoch + 1, value) for epoch, value in zip(epochs, values) if math.isfinite(value)]
        if len(points) == 1:
            parts.append(f'<circle cx="{_number(points[0][0])}" cy="{_number(points[0][1])}" r="3" fill="{colour}"/>')
        elif points:
            drawn = " ".join(f"{_number(px)},{_number(py)}" for px, py in points)
            parts.append(f'<polyline points="{drawn}" fill="none" stroke="{colour}" stroke-width="1.5"/>')
        parts.append(_text(x + _LEFT + across - 6, _TOP + 14 + 13 * place, label, text_anchor="end", fill=colour))
    return parts


def history_plot(series, epochs, marks):
    """A panel a quantity, `loss` and `val_loss` in one.

    series: by name, values by epoch. marks: (epoch, what it was) to be told below.
    """
    if not epochs:
        raise ValueError("plot: the history has no epoch. Expected one at least")
    names = sorted(dict.fromkeys(name.removeprefix("val_") for name in series), key=lambda name: name != "loss")
    parts = []
    for place, name in enumerate(names):
        lines = [(label, [float(series[own].get(epoch, math.nan)) for epoch in epochs])
                 for label, own in (("training", name), ("validation", f"val_{name}")) if own in series]
        parts += _panel(place * _WIDTH, name, lines, epochs)
    height = _HEIGHT
    for epoch, what in marks:
        height += 16
        parts.append(_text(_LEFT, height - 6, f"{what}: epoch {epoch + 1}", fill="#666"))
    return Svg(_WIDTH * len(names), height, parts)


def model_plot(layers, links, across=False):
    """Boxes from top to bottom, or from left to right: layers (name, lines of text) with links (from, to) between them, both places in the list."""
    if not layers:
        raise ValueError("plot_model: the model has no layers. Expected one at least")
    rank = [0] * len(layers)
    for source, target in sorted(links, key=lambda each: each[1]):
        rank[target] = max(rank[target], rank[source] + 1)
    ranks = [[place for place in range(len(layers)) if rank[place] == each] for each in range(max(rank) + 1)]
    width = [max(90, 7 * max(len(line) for line in (name, *lines)) + 16) for name, lines in layers]
    height = 22 + 14 * max(len(lines) for _, lines in layers)
    box, full = _boxes(ranks, width, height, across)
    parts = []
    for source, target in links:
        (x1, y1), (x2, y2) = box[source], box[target]
        if across:
            (x1, y1), (x2, y2), away, back = (x1 + width[source], y1 + height / 2), (x2, y2 + height / 2), (18, 0), (6, 4)
        else:
            (x1, y1), (x2, y2), away, back = (x1 + width[source] / 2, y1 + height), (x2 + width[target] / 2, y2), (0, 18), (4, 6)
        tip = (x2 - 4, y2) if across else (x2, y2 - 4)
        sides = [(x2 - back[0], y2 - back[1]), (x2 - 6, y2 + 4) if across else (x2 + 4, y2 - 6)]
        parts.append(f'<path d="M{_pair(x1, y1)} C{_pair(x1 + away[0], y1 + away[1])} {_pair(x2 - away[0], y2 - away[1])} '
                     f'{_pair(*tip)}" fill="none" stroke="#666"/>'
                     f'<path d="M{_pair(*sides[0])} L{_pair(x2, y2)} L{_pair(*sides[1])} Z" fill="#666"/>')
    for place, (name, lines) in enumerate(layers):
        x, y = box[place]
        parts.append(f'<rect x="{_number(x)}" y="{_number(y)}" width="{width[place]}" height="{height}" rx="3" fill="#f4f6fa" stroke="#0072b2"/>')
        parts.append(_text(x + width[place] / 2, y + 15, name, text_anchor="middle", font_weight="bold"))
        parts += [_text(x + width[place] / 2, y + 29 + 14 * number, line, text_anchor="middle", fill="#444") for number, line in enumerate(lines)]
    return Svg(*full, parts)


def _pair(x, y):
    return f"{_number(x)} {_number(y)}"


def _boxes(ranks, width, height, across):
    """(corner by layer, size of the picture): what has equal rank stands side by side, or one above the other, in the middle."""
    box = {}
    if across:
        full = max(len(rank) * (height + 24) - 24 for rank in ranks) + 24
        x = 12
        for rank in ranks:
            column = max(width[place] for place in rank)
            for number, place in enumerate(rank):
                box[place] = (x + (column - width[place]) / 2, (full - len(rank) * (height + 24) + 24) / 2 + number * (height + 24))
            x += column + 30
        return box, (x - 18, full)
    full = max(sum(width[place] for place in rank) + 24 * (len(rank) - 1) for rank in ranks) + 24
    for number, rank in enumerate(ranks):
        x = (full - sum(width[place] for place in rank) - 24 * (len(rank) - 1)) / 2
        for place in rank:
            box[place] = (x, 12 + number * (height + 30))
            x += width[place] + 24
    return box, (full, 12 + len(ranks) * (height + 30) - 18)


#: What of a layer's configuration says most.
_TOLD = ("units", "rate", "axis", "input_dim", "output_dim", "kernel_regularizer")


def model_parts(model, show_shapes, show_dtype, show_layer_names, show_layer_activations, show_trainable, expand_nested=False):
    """What model_plot() draws of a built model."""
    layers, links = [], []

    def add(config, shapes, sources):
        """The layers of a model that is called on what these places give; the places of its results."""
        chain, ends, last = "input_layers" not in config, {}, sources
        entries = [each for each in config["layers"] if not (sources and each["class_name"] == "InputLayer")]
        if sources and not chain:
            ends = {each["config"].get("name"): sources for each in config["layers"] if each["class_name"] == "InputLayer"}
        for entry in entries:
            own, name = entry["config"], entry.get("name") or entry["config"].get("name", "")
            given = last if chain else [place for node in entry.get("inbound_nodes", []) for source in _sources(node) for place in ends[source]]
            if expand_nested and "layers" in own and given:
                last = ends[name] = add(own, {}, given)
                continue
            links.extend((place, len(layers)) for place in given)
            last = ends[name] = [len(layers)]
            layers.append((entry["class_name"], told(entry, own, name, shapes)))
        if chain:
            return last
        outputs = config["output_layers"]
        outputs = [outputs] if outputs and isinstance(outputs[0], str) else outputs
        return [place for name, *_ in outputs for place in ends[name]]

    def told(entry, own, name, shapes):
        lines = [name] if show_layer_names else []
        lines += [f"{key} {_short(own[key])}" for key in _TOLD if own.get(key) not in (None, {})]
        activation = own.get("activation")
        if activation not in (None, "linear") and (show_layer_activations or entry["class_name"] == "Activation"):
            lines.append(_short(activation))
        if show_shapes and name in shapes:
            lines.append(f"output {shapes[name]}")
        if show_dtype:
            lines.append("float32")
        if show_trainable:
            lines.append("trainable" if own.get("trainable", True) else "not trainable")
        return lines

    config = model._core.description()["config"]
    add(config, _shapes(model, config), [])
    return layers, list(dict.fromkeys(links))


def _short(value):
    """"L1 l1=0.001" of a member's configuration."""
    if not isinstance(value, dict):
        return str(value)
    numbers = " ".join(f"{key}={each:.4g}" for key, each in value.get("config", {}).items() if isinstance(each, float) and each)
    return f"{value.get('class_name', '')} {numbers}".strip()


def _sources(node):
    """Names of the layers whose results a call takes, with repetitions."""
    if isinstance(node, dict):
        history = node.get("config", {}).get("keras_history") if node.get("class_name") == "__keras_tensor__" else None
        return [history[0]] if history else [each for value in node.values() for each in _sources(value)]
    return [each for value in node for each in _sources(value)] if isinstance(node, (list, tuple)) else []


def _shapes(model, config):
    """Output shapes by layer's name, as far as they are known."""
    shapes = {}
    if "input_layers" not in config:
        shape = (None, *model._core.input_shapes()[0])
        for layer in model._layers:
            try:
                shape = tuple(layer.compute_output_shape(shape))
            except (AttributeError, NotImplementedError, TypeError, ValueError):
                break
            shapes[layer.name] = shape
        return shapes

    def visit(node):
        if isinstance(node, dict):
            inner = node.get("config", {})
            if node.get("class_name") == "__keras_tensor__":
                shapes[inner["keras_history"][0]] = tuple(inner["shape"])
            for value in node.values():
                visit(value)
        elif isinstance(node, (list, tuple)):
            for value in node:
                visit(value)
    visit(config["layers"])
    outputs = config["output_layers"]
    outputs = [outputs] if outputs and isinstance(outputs[0], str) else outputs
    for (name, *_), shape in zip(outputs, model._core.output_shapes()):
        shapes[name] = (None, *shape)
    return shapes
