"""Lets tests written for Keras find occam: `keras` and `tensorflow` are occam, a name of keras.src is the name that users have for it. What
Keras does not export, or occam lacks, is an `Absent`. Keras's own files that are run are its tests, keras/src/testing, and what says which
packages are there.
"""

import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import os
import sys
import types

import occam
import operation_classes
import test_case
from absent import Absent, AbsentPackage
from keras_exports import Exports
from stand_ins import ABSENT, BACKEND_FOLDERS, HELD
from trainer_models import as_subclasses

BACKEND = "tensorflow"  # whose place occam takes: which tests Keras itself leaves out is asked by it


class Inner(types.ModuleType):
    """A module of keras.src: no names but those of users."""

    __path__ = []

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        inner = f"{self.__name__}.{name}"
        if inner in FIXED:
            return FIXED[inner]
        plain = exports.literal(self.__name__, name)
        if plain is not None:
            return plain
        names = exports.names(self.__name__, name)
        for each in names:
            found = _of_occam(each)
            if found is not None:
                return found
        if exports.file(inner) or inner in BACKEND_FOLDERS:
            return importlib.import_module(inner)
        if name[:1].isupper() and exports.file(self.__name__) and self.__name__.startswith("keras.src.ops."):
            found = operation_classes.class_of(exports.file(self.__name__), name, lambda each: _of_occam(f"ops.{each}"))
            if found is not None:
                return found
        # pytest asks modules for names of its own, which Keras's file would have.
        if name.startswith(("pytest", "setup", "teardown", "setUp", "tearDown")) or not names and not exports.mentions(self.__name__, name):
            raise AttributeError(inner)
        return Absent(f"occam has no {' or '.join(names)}" if names else f"Keras does not export {inner}")


class Outer(types.ModuleType):
    """`keras` or `tensorflow` itself: not occam, on which an import of what is below would leave an attribute."""

    __path__ = []

    def __getattr__(self, name):
        if self.__name__ == "tensorflow" and name in HELD:
            return HELD[name]
        return importlib.import_module("keras.src") if name == "src" and self.__name__ == "keras" else getattr(occam, name)


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Of `keras`, `tensorflow` and all below."""

    def find_spec(self, name, path, target=None):
        top = name.partition(".")[0]
        if top in ABSENT:
            return importlib.machinery.ModuleSpec(name, self, is_package=True)
        if top not in ("keras", "tensorflow"):
            return None
        file = exports.file(name) if name.startswith("keras.src") else None
        if file and (name.endswith("_test") or ".testing" in name or name in RUN):
            return importlib.util.spec_from_file_location(name, file, loader=TestFile(name, str(file)),
                                                          submodule_search_locations=[] if file.name == "__init__.py" else None)
        if name.startswith("keras.src"):
            known = file or name in BACKEND_FOLDERS
        else:
            known = top == "tensorflow" or name == top or _of_occam(name.partition(".")[2]) is not None
        return importlib.machinery.ModuleSpec(name, self, is_package=True) if known else None

    def create_module(self, spec):
        top, _, rest = spec.name.partition(".")
        if top in ABSENT or top == "tensorflow" and rest:
            return AbsentPackage(spec.name, _of_occam(rest) if top == "tensorflow" else None)
        return Outer(spec.name) if not rest else Inner(spec.name) if spec.name.startswith("keras.src") else None

    def exec_module(self, module):
        if not isinstance(module, (Inner, Outer, AbsentPackage)):
            sys.modules[module.__name__] = _of_occam(module.__name__.partition(".")[2])


class TestFile(importlib.machinery.SourceFileLoader):
    """A file of Keras's that is run as it is, but for models of its trainer's tests."""

    def source_to_code(self, data, path, **options):
        return super().source_to_code(as_subclasses(data) if str(path).endswith("trainer_test.py") else data, path, **options)

    def exec_module(self, module):
        super().exec_module(module)
        if module.__name__ == "keras.src.backend.common.dtypes":
            test_case.without_types_of_no_array(module)
        if module.__name__ == "keras.src.testing.test_case":
            test_case.without_what_is_outside(module)


def _of_occam(name):
    found = occam
    for each in name.split("."):
        found = getattr(found, each, None)
        if found is None:
            return None
    return found


# Which packages there are; the element types that tests walk through, and what Keras makes of two of them.
RUN = ("keras.src.utils.module_utils", "keras.src.api_export", "keras.src.backend.common.dtypes")
exports = None
FIXED = {"keras.src.backend.SUPPORTS_SPARSE_TENSORS": False, "keras.src.backend.SUPPORTS_RAGGED_TENSORS": False,
         "keras.src.backend.SUPPORTS_COMPLEX_DTYPES": False, "keras.src.backend.IS_THREAD_SAFE": True,
         # Keras's own ways of asking Python.
         **{f"keras.src.utils.file_utils.{name}": getattr(os.path, name) for name in ("join", "exists", "isdir")},
         "keras.src.utils.file_utils.listdir": os.listdir, "keras.src.utils.file_utils.makedirs": os.makedirs,
         "keras.src.utils.removesuffix": str.removesuffix, "keras.src.utils.python_utils.removesuffix": str.removesuffix}


def install(sources):
    """Makes `import keras` find occam; `sources` has Keras's sources."""
    global exports
    exports = Exports(sources)
    sys.meta_path.insert(0, Finder())
    FIXED["keras.src.backend.backend"] = FIXED["keras.src.backend.config.backend"] = lambda: BACKEND
