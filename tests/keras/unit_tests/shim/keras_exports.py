"""Which name of users a name inside Keras is: `keras.src.layers.core.dense.Dense` is `keras.layers.Dense`. Read from Keras's own sources:
what keras/api exports, and what the modules of keras/src import of each other.
"""

import ast
import functools
import re

from stand_ins import BACKEND_FOLDERS, STAND_INS


class Exports:
    """Of the sources in the folder `sources` (that which has keras/)."""

    def __init__(self, sources):
        self.sources = sources
        self._public, self._all = {}, set()
        for file in sorted((sources / "keras" / "api").rglob("__init__.py")):
            module = ".".join(("keras", *file.parent.relative_to(sources / "keras" / "api").parts))
            if "_tf_keras" in module or module.startswith("keras.legacy"):
                continue
            for inner, name, public in _imports(file):
                self._all.add(f"{module}.{public}")
                if inner.startswith("keras.src"):
                    self._public.setdefault(f"{inner}.{name}", []).append(f"{module}.{public}")

    def file(self, module):
        """The file of a module of keras/src, None where there is none."""
        path = self.sources.joinpath(*module.split("."))
        return next((each for each in (path / "__init__.py", path.with_suffix(".py")) if each.is_file()), None)

    def mentions(self, module, name):
        """Does the module's file, or that of a backend for it, have the word `name`?"""
        file = self.file(module)
        return module.startswith(("keras.src.backend", "keras.src.ops")) or bool(file and name in _words(file))

    def literal(self, module, name):
        """What a module's file assigns to a name where that is plain words and numbers, else None: lists of types that tests go through."""
        file = self.file(module)
        return _literals(file).get(name) if file else None

    def names(self, module, name, seen=()):
        """All names for users, as "layers.Dense", of `module`.`name`; an empty list where there are none."""
        full = f"{module}.{name}"
        if full in STAND_INS:
            return [STAND_INS[full]]
        found = [each.removeprefix("keras.") for each in self._public.get(full, [])]
        file = self.file(module)
        if not found and file and name in _aliases(file):
            found = self.names(module, _aliases(file)[name], seen)
        if not found and file and module not in seen:
            for inner, original, public in _imports(file):
                if public in (name, "*") and inner.startswith("keras.src") and not inner.startswith("keras.src.backend.tensorflow"):
                    found += self.names(inner, name if public == "*" else original, (*seen, module))
        if not found and module in BACKEND_FOLDERS:
            found = [f"{each}.{name}" for each in BACKEND_FOLDERS[module] if f"keras.{each}.{name}" in self._all]
        return found


@functools.lru_cache(maxsize=None)
def _imports(file):
    """(module, name, name here) of each `from module import name` of a file."""
    return [(node.module, each.name, each.asname or each.name) for node in ast.walk(ast.parse(file.read_text()))
            if isinstance(node, ast.ImportFrom) and node.module and node.col_offset in (0, 4) for each in node.names]


@functools.lru_cache(maxsize=None)
def _words(file):
    """Those of a file."""
    return frozenset(re.findall(r"\w+", file.read_text()))


@functools.lru_cache(maxsize=None)
def _literals(file):
    """{name: value} of each assignment of plain words and numbers in a file."""
    found = {}
    for node in ast.parse(file.read_text()).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            try:
                found[node.targets[0].id] = ast.literal_eval(node.value)
            except ValueError:
                pass
    return found


@functools.lru_cache(maxsize=None)
def _aliases(file):
    """{"b": "a"} of each `b = a` of a file."""
    return {target.id: node.value.id for node in ast.parse(file.read_text()).body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Name) for target in node.targets if isinstance(target, ast.Name)}
