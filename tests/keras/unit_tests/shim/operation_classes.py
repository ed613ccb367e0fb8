"""Keras's tests of operations ask for most of them twice: `knp.add(x, y)`, and `knp.Add()(x, y)`, an inner class whose constructor takes a part of the
function's arguments and whose call the rest. The class here is that: which argument is whose is read from Keras's own file, the function is occam's.
"""

import ast
import functools


def class_of(file, name, function_named):
    """A stand-in for the inner class `name` of one of Keras's files of operations; None where it is none or occam has no such function."""
    found = _operations(file).get(name)
    function = found and next(filter(None, map(function_named, found[0])), None)
    if function is None:
        return None
    _, given_first, given_last, in_front = found

    class Operation:
        def __init__(self, *arguments, **named):
            named.pop("name", None)
            self._first = {**dict(zip(given_first, arguments)), **named}
            if not set(self._first) <= set(given_first) or len(arguments) > len(given_first):
                raise TypeError(f"{name}() takes {given_first}, not {self._first}")

        def __call__(self, *arguments, **named):
            if in_front is not None:  # the rest of the arguments in any number, behind those that the function has before them
                first = dict(self._first)
                return function(*(first.pop(each) for each in in_front if each in first), *arguments, **named, **first)
            if len(arguments) > len(given_last):
                raise TypeError(f"{name}.call() takes {given_last}, not {len(arguments)} arguments")
            return function(**dict(zip(given_last, arguments)), **named, **self._first)

        call = symbolic_call = compute_output_spec = __call__

    Operation.__name__ = Operation.__qualname__ = name
    return Operation


@functools.lru_cache(maxsize=None)
def _operations(file):
    """{class: (names of the functions that call it, arguments of its constructor, of its call, what its function has before a call's *arguments)}"""
    body = ast.parse(file.read_text()).body
    functions = [each for each in body if isinstance(each, ast.FunctionDef)]
    found = {}
    for each in body:
        if isinstance(each, ast.ClassDef) and any(isinstance(base, ast.Name) and base.id == "Operation" for base in each.bases):
            methods = {part.name: _arguments(part) for part in each.body if isinstance(part, ast.FunctionDef)}
            callers = [one.name for one in functions if any(isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == each.name for node in ast.walk(one))]
            any_number = any(part.name == "call" and part.args.vararg for part in each.body if isinstance(part, ast.FunctionDef))
            in_front = next(([part.arg for part in one.args.args] for one in functions if any_number and one.name in callers), None)
            found[each.name] = callers, [one for one in methods.get("__init__", []) if one != "name"], methods.get("call", []), in_front
    return found


def _arguments(function):
    return [each.arg for each in (*function.args.args[1:], *function.args.kwonlyargs)]
