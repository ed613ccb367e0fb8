"""The pictures of plots.py as images of dots, by the package pillow: for programs that ask for a .png."""

import re
import xml.etree.ElementTree as xml

#: What a name may end in.
FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".pdf": "PDF", ".bmp": "BMP", ".gif": "GIF"}
_CURVE_POINTS = 24


def save(text, path, dpi):
    """Writes a picture, of which `text` is the SVG, as an image of so many dots an inch; 96 are one a unit. Errors: ImportError without pillow."""
    try:
        from PIL import Image, ImageDraw, ImageFont
    except ImportError:
        raise ImportError(f"plot: the package pillow is needed for {path!r}: pip install pillow. Or a name that ends in .svg, which needs no package") from None
    root, scale = xml.fromstring(text), dpi / 96
    image = Image.new("RGB", tuple(max(1, round(float(root.get(each)) * scale)) for each in ("width", "height")), "white")
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(float(root.get("font-size")) * scale)
    line = max(1, round(scale))
    for each in root:
        kind, fill, stroke = each.tag.rpartition("}")[2], _colour(each.get("fill")), _colour(each.get("stroke"))

        def numbers(*names):
            return [float(each.get(name)) * scale for name in names]
        if kind == "text":
            anchor = {"middle": "m", "end": "r"}.get(each.get("text-anchor"), "l")
            bold = {"stroke_width": max(1, round(scale / 3)), "stroke_fill": fill or "black"} if each.get("font-weight") == "bold" and scale > 1.5 else {}
            draw.text(numbers("x", "y"), each.text or "", fill or "black", font, anchor + "s", **bold)
        elif kind == "line":
            draw.line(numbers("x1", "y1", "x2", "y2"), stroke, line)
        elif kind == "polyline":
            draw.line([tuple(float(number) * scale for number in point.split(",")) for point in each.get("points").split()], stroke, max(line, round(1.5 * scale)), joint="curve")
        elif kind == "circle":
            x, y, radius = numbers("cx", "cy", "r")
            draw.ellipse([x - radius, y - radius, x + radius, y + radius], fill)
        elif kind == "path":
            points = [(x * scale, y * scale) for x, y in _points(each.get("d"))]
            draw.polygon(points, fill) if fill else draw.line(points, stroke, line, joint="curve")
        elif kind == "rect" and each.get("x") is not None:
            x, y, width, height = numbers("x", "y", "width", "height")
            draw.rounded_rectangle([x, y, x + width, y + height], float(each.get("rx") or 0) * scale, fill, stroke, line)
    image.save(path, FORMATS[path[path.rindex("."):].lower()], dpi=(dpi, dpi), resolution=dpi)


def _colour(name):
    return None if name in (None, "none") else name


def _points(path):
    """The corners of a path of M, L, C and Z; a curve is many."""
    found = []
    for command, rest in re.findall(r"([MLCZ])([^MLCZ]*)", path):
        numbers = [float(each) for each in rest.split()]
        ends = list(zip(numbers[::2], numbers[1::2]))
        if command == "C":
            corners = [found[-1], *ends]
            for step in range(1, _CURVE_POINTS + 1):
                t = step / _CURVE_POINTS
                shares = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
                found.append(tuple(sum(share * corner[axis] for share, corner in zip(shares, corners)) for axis in (0, 1)))
        else:
            found += ends
    return found
