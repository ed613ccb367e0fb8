#!/usr/bin/env python3
"""Writes python/occam/keras_signatures.py: order and defaults of the arguments of Keras's classes.

usage: keras_signatures.py OCCAM_SOURCE     with the Python of tools/golden/requirements.txt
Only classes that occam has in its catalogues are of use; the rest is left out by name.
"""

import inspect
import pathlib
import re
import sys

import keras

MODULES = {"activations": None, "layers": keras.layers, "regularizers": keras.regularizers, "constraints": keras.constraints,
           "initializers": keras.initializers, "losses": keras.losses, "metrics": keras.metrics, "optimizers": keras.optimizers,
           "schedules": keras.optimizers.schedules, "callbacks": keras.callbacks}


def classes_of(root, concept):
    """Class names that a catalogue lists, from the `type` of its headers."""
    folder = root / "occam" / concept
    names = set()
    for header in folder.glob("*.h"):
        names |= set(re.findall(r'string_view type = "(\w+)"', header.read_text()))
    return sorted(names)


def plain(default):
    return default is None or isinstance(default, (bool, int, float, str)) or (
        isinstance(default, (tuple, list)) and all(plain(each) for each in default))


def parameters(cls):
    result = []
    for parameter in list(inspect.signature(cls.__init__).parameters.values())[1:]:
        if parameter.kind in (parameter.VAR_KEYWORD, parameter.VAR_POSITIONAL):
            continue
        if parameter.default is parameter.empty:
            result.append(f'("{parameter.name}", REQUIRED)')
        elif plain(parameter.default):
            result.append(f'("{parameter.name}", {parameter.default!r})')
        else:
            raise SystemExit(f"{cls.__name__}: default of {parameter.name} is no plain value: {parameter.default!r}")
    return result


def main():
    root = pathlib.Path(sys.argv[1])
    lines = [f'"""Arguments of Keras {keras.__version__}\'s classes, in order, with their defaults. Written by tools/golden/keras_signatures.py."""',
             "", "", "class REQUIRED:", '    """Stands for no default."""', "", "", "SIGNATURES = {"]
    for concept, module in MODULES.items():
        lines.append(f'    "{concept}": {{')
        for name in classes_of(root, concept):
            cls = getattr(module, name, None) if module else None
            if inspect.isclass(cls):
                lines.append(f'        "{name}": [{", ".join(parameters(cls))}],')
        lines.append("    },")
    lines.append("}")
    (root / "python/occam/keras_signatures.py").write_text("\n".join(lines) + "\n")


main()
