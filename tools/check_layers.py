#!/usr/bin/env python3
"""Checks that includes follow tools/layers.txt: folders depend downwards only, files never in a circle.

usage: tools/check_layers.py [ROOT]
"""

import re
import sys
from pathlib import Path

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.MULTILINE)
DOORS = ("cli", "python", "examples")  # they see the public folders only
# What a *_test.cpp of occam/ may include of tests/, and nothing else: running one concept, and the oracle of graphs.
TEST_TOOLS = ("tests/experiment/", "tests/properties/interpreter.h")


class Layer:
    def __init__(self, line):
        words = line.split()
        self.name, self.visibility = words[0], words[1]
        self.forbidden = words[3:] if words[2:3] == ["not"] else []
        if self.visibility not in ("public", "internal") or (len(words) > 2 and words[2] != "not"):
            raise SystemExit(f"tools/layers.txt: cannot read '{line.strip()}'")


def read_layers(path):
    lines = (line.partition("#")[0].strip() for line in path.read_text().splitlines())
    return {layer.name: layer for layer in map(Layer, filter(None, lines))}


def sources(root, folder):
    return sorted(p for pattern in ("*.h", "*.cpp") for p in (root / folder).rglob(pattern))


def includes(path):
    """(line, bracket, name) of every include; a name in a comment is skipped."""
    text = path.read_text(encoding="utf-8")
    for match in INCLUDE.finditer(text):
        yield text.count("\n", 0, match.start()) + 1, match[1], match[2]


def folder_of(name):
    """'occam/graph/value.h' -> 'graph'; 'occam/occam.h' -> ''; anything else -> None."""
    parts = name.split("/")
    return None if parts[0] != "occam" else "/".join(parts[1:-1])


def check_library_file(root, path, layers, order):
    name = path.relative_to(root).as_posix()
    own = folder_of(name)
    if own != "" and own not in layers:
        yield f"{name}: folder '{own}' is not in tools/layers.txt"
        return
    is_test = name.endswith("_test.cpp")
    for line, _, included in includes(path):
        where = f"{name}:{line}"
        if not (root / included).exists() and (path.parent / included).exists():
            yield f"{where}: write the full path, occam/FOLDER/FILE.h, not '{included}'"
        if included.startswith("tests/") and not (is_test and included.startswith(TEST_TOOLS)):
            yield f"{where}: may not include {included}: only a *_test.cpp may, and only {' or '.join(TEST_TOOLS)}"
        target = folder_of(included)
        if target is None:
            continue
        if target == "":
            yield f"{where}: the umbrella {included} is for users, not for the library"
        elif target not in layers:
            yield f"{where}: includes {included}, whose folder is not in tools/layers.txt"
        elif own == "":
            if layers[target].visibility == "internal":
                yield f"{where}: the umbrella includes {included}, and {target}/ is internal"
        elif order.index(target) > order.index(own):
            yield f"{where}: {own}/ may not include {included}: {target}/ stands below it in tools/layers.txt"
        elif target in layers[own].forbidden and not is_test:
            yield f"{where}: {own}/ may not include {included}"


def check_door_file(root, path, layers):
    name = path.relative_to(root).as_posix()
    for line, _, included in includes(path):
        target = folder_of(included)
        if target and target in layers and layers[target].visibility == "internal":
            yield f"{name}:{line}: includes {included}, and {target}/ is internal"


def include_graph(root):
    graph = {}
    for path in sources(root, "occam"):
        name = path.relative_to(root).as_posix()
        graph[name] = [n for _, _, n in includes(path) if n != name and (root / n).is_file()]
    return graph


def find_circles(graph):
    state, stack = {}, []

    def visit(name):
        state[name] = "open"
        stack.append(name)
        for included in graph.get(name, []):
            if state.get(included) == "open":
                yield " -> ".join(stack[stack.index(included):] + [included])
            elif included not in state:
                yield from visit(included)
        stack.pop()
        state[name] = "done"

    for name in graph:
        if name not in state:
            yield from (f"include circle: {circle}" for circle in visit(name))


def check_public_face(root, graph):
    """A user of <occam/occam.h> needs no header but ours and the standard library's."""
    seen, todo = set(), ["occam/occam.h"]
    while todo:
        name = todo.pop()
        if name in seen or name not in graph:
            continue
        seen.add(name)
        todo += graph[name]
        for line, bracket, included in includes(root / name):
            if bracket == "<" and ("/" in included or included.endswith(".h")):
                yield f"{name}:{line}: reached from occam/occam.h, includes <{included}>: keep it in a .cpp"


def check(root):
    layers = read_layers(root / "tools" / "layers.txt")
    order = list(layers)
    problems = []
    for path in sources(root, "occam"):
        problems += check_library_file(root, path, layers, order)
    for door in DOORS:
        for path in sources(root, door):
            problems += check_door_file(root, path, layers)
    graph = include_graph(root)
    return problems + list(find_circles(graph)) + list(check_public_face(root, graph))


def main():
    root = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent.parent).resolve()
    problems = check(root)
    print("\n".join(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
