"""Files and pickles of models. Source: Keras 3, Model.save."""

import os
import tempfile
import warnings

from . import unbuilt_files
from ._core import FileError
from .described import WrongArguments, own_objects
from .file_errors import weights_as_keras


class Files:
    """Of what has an engine's model `_core`."""

    def save(self, filepath, overwrite=True, zipped=None, **kwargs):
        """Writes a .keras or .h5 file that Keras opens, or with zipped=False a folder; include_optimizer=False leaves compile out of a .h5 file."""
        if kwargs.pop("save_format", None) not in (None, "keras", "h5"):
            raise ValueError("save: invalid value for save_format. Expected the ending of the file's name, .keras or .h5")
        with_optimizer = bool(kwargs.pop("include_optimizer", True))
        no_more("save", kwargs)
        _may_write(filepath, overwrite)
        if str(filepath).endswith(".keras") and zipped is not False and getattr(self, "_is_front_alone", bool)():
            from .front_files import save_alone
            return save_alone(self, os.fspath(filepath))
        if not self.built:
            return unbuilt_files.save(self, os.fspath(filepath))
        if (self.__dict__.get("_chain_in_front") or self.__dict__.get("_front")) and str(filepath).endswith(".keras") and zipped is not False:
            from .front_files import save
            self._take_shared()
            return save(self, os.fspath(filepath))
        self._need_no_front("save")
        self._tell_description()
        self._take_shared()
        from . import own_variables
        stores = own_variables.own_stores(self, "save_own_variables") if str(filepath).endswith(".keras") else []
        with weights_as_keras(os.fspath(filepath)):
            if stores:
                own_variables.save(self, stores, os.fspath(filepath), lambda core, path, beside: core.save(path, True, with_optimizer, beside=beside))
            else:
                self._core.save(os.fspath(filepath), zipped is None or bool(zipped), with_optimizer)
        if self.compiled and zipped is not False and str(filepath).endswith(".keras") and own_variables.is_own(self, "get_compile_config"):
            own_variables.tell_compiled(self, os.fspath(filepath))
        if zipped is not False and str(filepath).endswith(".keras"):
            own_variables.save_assets(self, os.fspath(filepath))

    def save_weights(self, filepath, overwrite=True):
        """Writes the weights: .weights.h5, .safetensors or .npz."""
        self._need_built("save_weights")
        _may_write(filepath, overwrite)
        self._take_shared()
        from . import front_files, own_variables
        stores = own_variables.own_stores(self, "save_own_variables") if os.fspath(filepath).endswith(".weights.h5") else []
        with weights_as_keras(os.fspath(filepath)):
            if stores:
                own_variables.save_weights(self, stores, os.fspath(filepath))
            elif os.fspath(filepath).endswith(".weights.h5") and front_files.has_weights_of_tokens(self):
                front_files.save_weights(self, os.fspath(filepath))
            else:
                self._core.save_weights(os.fspath(filepath))

    def load_weights(self, filepath, skip_mismatch=False, **kwargs):
        """Reads them: of a file of weights, or those of a whole model's file.

        With `skip_mismatch` layers that do not fit keep theirs and are named in a warning; `by_name` takes layers of a .h5 file by their names.
        """
        by_name = kwargs.pop("by_name", None)
        no_more("load_weights", kwargs)
        self._need_built("load_weights")
        self._take_shared()
        from . import front_files, own_variables
        core, path = self._idle(), os.fspath(filepath)
        stores = own_variables.own_stores(self, "load_own_variables") if path.endswith((".weights.h5", ".keras")) and core is self._core else []
        with weights_as_keras(path):
            if stores:
                own_variables.load(stores, path, lambda: core.load_weights(path, bool(skip_mismatch), bool(by_name)), lambda: core.load_weights(path, True, bool(by_name)))
            else:
                core.load_weights(path, bool(skip_mismatch), bool(by_name))
        if core is not self._core:
            self._core.set_weights(core.get_weights())  # in a callback of its fit
        if path.endswith(".weights.h5") and front_files.has_weights_of_tokens(self):
            front_files.load_weights(self, os.fspath(filepath))
        self._weights_changed()

    def export(self, filepath, format="tf_saved_model", verbose=None, input_signature=None, **kwargs):
        """Writes what the model predicts, as a file of ONNX. Errors: ValueError for the other formats of Keras's."""
        if format != "onnx":
            raise ValueError(f"export: invalid value for format. Expected 'onnx', the one that occam writes; save() writes files that Keras opens and exports. Received: format={format!r}")
        self._need_built("export")
        self._need_no_front("export")
        self._take_shared()
        self._core.export_onnx(os.fspath(filepath))

    def _need_no_front(self, where):
        """Layers of arrays are no part of the engine's model, which alone a file has."""
        if self.__dict__.get("_front") is not None or self.__dict__.get("_chain_in_front"):
            raise ValueError(f"{where}: layers of arrays, such as TextVectorization, stand in front of '{self.name}'. Expected the model behind them, which takes "
                             "what they give; what they have learnt is in their get_config()")

    def __reduce__(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "model.keras")
            self.save(path)
            with open(path, "rb") as file:
                return _unpickled, (file.read(), self._own_objects())

    def _own_objects(self, local=False):
        """The classes and functions of one's own that a pickle needs: they have to be a module's, as everything that is pickled."""
        return own_objects([self, *self._top(), *self._kept], local)

    def _parts(self):
        """The layers inside, for those who ask layers and models alike."""
        return self.layers


def again_from_file(model):
    """The model that its file would give."""
    return _unpickled(model.__reduce__()[1][0], model._own_objects(local=True))


def no_more(where, kwargs):
    for name, value in kwargs.items():
        if value is not None:
            raise WrongArguments(f"{where}: unexpected argument {name!r}")


def _may_write(filepath, overwrite):
    if not overwrite and os.path.exists(filepath):
        raise FileExistsError(f"{filepath}: there is such a file already, and overwrite=False")


def _unpickled(content, custom_objects=None):
    from .models import load_model
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "model.keras")
        with open(path, "wb") as file:
            file.write(content)
        try:
            return load_model(path, custom_objects, safe_mode=False)
        except FileError as error:
            # A loss or metric of a function's inside, which has no place in a pickle.
            model = load_model(path, custom_objects, compile=False, safe_mode=False)
            warnings.warn(f"{model.name}: the pickle does not hold what the model is compiled with: {error}", stacklevel=3)
            return model
