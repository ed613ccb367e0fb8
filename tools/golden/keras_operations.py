"""Writes python/occam/keras_operations.py: how Keras's files have an operation of keras.ops on a value of a functional model.

Of each function of keras.ops its class, and which of the function's arguments are the class's (in the config) and which the call's.
Needs the Keras of requirements.txt: python tools/golden/keras_operations.py
"""

import ast
import inspect
import pathlib
import textwrap

import keras

TARGET = pathlib.Path(__file__).parents[2] / "python" / "occam" / "keras_operations.py"
HEAD = '''"""Operations of keras.ops in Keras's files, from Keras {version}: written by tools/golden/keras_operations.py.

By the function's name: (module, class, {{argument of the class: the function's}}, the function's arguments that are the call's).
"""

OPERATIONS = {{
'''


def name_of(node):
    return node.id if isinstance(node, ast.Name) else None


def symbolic_calls(function):
    """(class, calls) of `return Class(...).symbolic_call(...)` or `Class(...)(...)` in a function, or in the one that it only names otherwise."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    body = [each for each in tree.body if not (isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant))]
    if len(body) == 1 and isinstance(body[0], ast.Return) and isinstance(body[0].value, ast.Call) and isinstance(body[0].value.func, ast.Name):
        other = getattr(inspect.getmodule(function), body[0].value.func.id, None)
        if inspect.isfunction(other) and list(inspect.signature(other).parameters) == list(inspect.signature(function).parameters):
            yield from symbolic_calls(other)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Attribute) and node.func.attr == "symbolic_call" and isinstance(node.func.value, ast.Call):
            yield node.func.value, node
        elif isinstance(node.func, ast.Call):
            yield node.func, node


def described(function):
    found = list(symbolic_calls(function))
    if len(found) != 1:
        return None
    made, call = found[0]
    cls = getattr(inspect.getmodule(function), name_of(made.func) or "", None)
    if cls is None or call.keywords:
        return None
    taken = list(inspect.signature(cls.__init__).parameters)[1:]
    own = {**dict(zip(taken, map(name_of, made.args))), **{each.arg: name_of(each.value) for each in made.keywords}}
    values = [name_of(each) for each in call.args]
    parameters = inspect.signature(function).parameters
    if None in own or not {*own.values(), *values} <= set(parameters) or any(each.kind == each.VAR_POSITIONAL for each in parameters.values()):
        return None
    return cls.__module__, cls.__name__, own, values


lines = []
for name in sorted(dir(keras.ops)):
    function = getattr(keras.ops, name)
    found = described(function) if inspect.isfunction(function) else None
    if found is not None:
        lines.append(f"    {name!r}: {found!r},\n")
TARGET.write_text(HEAD.format(version=keras.__version__) + "".join(lines) + "}\n")
