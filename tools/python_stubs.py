#!/usr/bin/env python3
"""Writes the type stubs of the Python modules whose classes come from the library's descriptions.

usage: tools/python_stubs.py [FOLDER]     needs the installed package; FOLDER: python/occam, or where else they are to go

What is written by hand needs no stub. Here a member that is new in C++ appears with its arguments and their types.
"""
import importlib
import inspect
import keyword
import pathlib
import sys

MODULES = ("activations", "callbacks", "constraints", "initializers", "layers", "losses", "metrics", "ops", "optimizers",
           "optimizers.schedules", "regularizers", "tensorflow.math")

#: The library's words for what an argument is: what has __float__ is a number, what has __index__ an integer.
NUMBER, SCHEDULE = "SupportsFloat", "SupportsFloat | LearningRateSchedule"
NOUNS = {
    "an integer": "SupportsIndex", "a number": NUMBER, "true or false": "bool", "a text": "str | None", "a text or none": "str | None", "a number or none": f"{NUMBER} | None",
    "an integer or none": "SupportsIndex | None", "a number or a schedule": SCHEDULE, "a number, a schedule or none": f"{SCHEDULE} | None",
    "an integer or a list of integers": "SupportsIndex | Sequence[SupportsIndex]",
    "an integer, a list of integers or none": "SupportsIndex | Sequence[SupportsIndex] | None", "an integer or 'epoch'": "SupportsIndex | str",
    "a list": "Sequence[Any]", "a list of sizes or none": "Sequence[SupportsIndex | None] | None",
    "a number or a list of numbers": f"{NUMBER} | Sequence[{NUMBER}]", "a number, a list of numbers or none": f"{NUMBER} | Sequence[{NUMBER}] | None", "a name, a class_name with its config, or none": "Any",
}
SPECIAL = ("__init__", "__call__", "__len__", "__getitem__", "__add__", "__radd__")


def default_of(value):
    return repr(value) if isinstance(value, (bool, int, float, str, type(None))) and value == value and value not in (float("inf"), -float("inf")) else "..."


def parameter(each, noun):
    name = {inspect.Parameter.VAR_POSITIONAL: "*", inspect.Parameter.VAR_KEYWORD: "**"}.get(each.kind, "") + each.name
    if each.name == "self":
        return name
    kind = NOUNS.get(noun, "Any")
    if each.default is inspect.Parameter.empty:
        return f"{name}: {kind}"
    if isinstance(each.default, str) and kind != "Any" and "str" not in kind:
        kind += " | str"
    # Keras's None stands for the default of any argument.
    if each.default is None and kind != "Any" and "None" not in kind:
        kind += " | None"
    return f"{name}: {kind} = {default_of(each.default)}"


def signature(function, nouns, method):
    """The parameters as a stub has them, a bare star before those by keyword alone."""
    try:
        found = list(inspect.signature(function).parameters.values())
    except (TypeError, ValueError):
        return ("self, " if method else "") + "*args: Any, **kwargs: Any"
    if method and (not found or found[0].name != "self"):
        found.insert(0, inspect.Parameter("self", inspect.Parameter.POSITIONAL_ONLY))
    parts, starred = [], False
    for each in found:
        if each.kind == each.VAR_POSITIONAL:
            starred = True
        if each.kind == each.KEYWORD_ONLY and not starred:
            parts.append("*")
            starred = True
        parts.append(parameter(each, nouns.get(each.name)))
    return ", ".join(parts)


def first_line(thing):
    text = (inspect.getdoc(thing) or "").split("\n")[0].replace("\\", "\\\\").replace('"""', "'''").rstrip('"')
    return f'"""{text}"""' if text else "..."


def class_lines(cls, name):
    nouns = {field: told["noun"] for field, told in getattr(cls, "_fields", {}).items()}
    bases = [base.__name__ for base in cls.__bases__ if base is not object]
    lines = [f"class {name}({', '.join(bases)}):" if bases else f"class {name}:", f"    {first_line(cls)}"]
    lines += [f"    {field}: Any" for field in nouns if field.isidentifier() and not keyword.iskeyword(field)]
    for member, value in sorted(vars(cls).items()):
        if member.startswith("_") and member not in SPECIAL or member in nouns:
            continue
        if member == "__init__":
            # The class's signature, not that of the function that makes all of them.
            lines.append(f"    def __init__({signature(cls, nouns, True)}) -> None: ...")
        elif isinstance(value, (staticmethod, classmethod)):
            inner = signature(value.__func__, {}, False)
            lines += [f"    @{type(value).__name__}", f"    def {member}({inner}) -> Any: ..."]
        elif isinstance(value, property):
            lines += ["    @property", f"    def {member}(self) -> Any: ..."]
            if value.fset is not None:
                lines += [f"    @{member}.setter", f"    def {member}(self, value: Any) -> None: ..."]
        elif inspect.isfunction(value):
            lines.append(f"    def {member}({signature(value, {}, True)}) -> Any: ...")
        elif not inspect.isclass(value):
            lines.append(f"    {member}: Any")
    return lines


def stub(module):
    """The text of a module's stub."""
    imports, body, done = set(), [], set()

    def from_elsewhere(thing, name):
        home = thing.__module__.split(".")
        here = module.__name__.split(".") if hasattr(module, "__path__") else module.__name__.split(".")[:-1]
        shared = 0
        while shared < min(len(home), len(here)) and home[shared] == here[shared]:
            shared += 1
        if shared == 0:
            imports.add(f"from {thing.__module__} import {thing.__name__} as {name}")
        else:
            dots = "." * (len(here) - shared + 1)
            imports.add(f"from {dots}{'.'.join(home[shared:])} import {thing.__name__} as {name}")

    def add(name, thing):
        if name in done:
            return
        done.add(name)
        if inspect.ismodule(thing):
            imports.add(f"from . import {name} as {name}")
        elif inspect.isclass(thing):
            if thing.__module__ != module.__name__:
                return from_elsewhere(thing, name)
            for base in thing.__bases__:
                if base is not object:
                    add(base.__name__, base)
            if thing.__name__ != name:
                add(thing.__name__, thing)
                body.append([f"{name} = {thing.__name__}"])
            else:
                body.append(class_lines(thing, name))
        elif inspect.isfunction(thing):
            body.append([f"def {name}({signature(thing, {}, False)}) -> Any: {first_line(thing)}"])
        else:
            body.append([f"{name}: Any"])

    for name in module.__all__:
        add(name, getattr(module, name))
    # What the package's other modules take from here.
    for name, thing in sorted(vars(module).items()):
        if not name.startswith("_") and (inspect.isclass(thing) or inspect.isfunction(thing)) and thing.__module__.startswith("occam."):
            add(name, thing)
    text = "\n".join(line for block in body for line in block)
    if "LearningRateSchedule" in text and not module.__name__.endswith(".schedules"):
        imports.add("from .schedules import LearningRateSchedule" if hasattr(module, "__path__") else "from .optimizers.schedules import LearningRateSchedule")
    lines = ["# Written by tools/python_stubs.py from the library's descriptions.",
             "from typing import Any, Sequence, SupportsFloat, SupportsIndex", "", *sorted(imports), ""]
    for block in body:
        lines += ["", *block] if len(block) > 1 else block
    lines += ["", f"__all__ = {list(module.__all__)!r}"]
    return "\n".join(lines) + "\n"


def stubs():
    """Texts by file's name within the package."""
    texts = {}
    for name in MODULES:
        module = importlib.import_module(f"occam.{name}")
        path = name.replace(".", "/") + ("/__init__.pyi" if hasattr(module, "__path__") else ".pyi")
        texts[path] = stub(module)
    return texts


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parents[1] / "python" / "occam"
    for path, text in stubs().items():
        (folder / path).write_text(text, encoding="utf-8")
