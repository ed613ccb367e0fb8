"""What is said of files that cannot be read or written: Keras's types of errors, and its words. Source: Keras 3, saving_api."""

import os
import zipfile
from contextlib import contextmanager

from ._core import FileError

_LEGACY = (".h5", ".hdf5")


class MissingFile(FileError, FileNotFoundError):
    """A file or folder that is not there."""


@contextmanager
def read_as_keras(path):
    """A model's file is read inside."""
    try:
        yield
    except FileError as error:
        if isinstance(error, MissingFile):
            raise
        if path.endswith(_LEGACY):
            if not os.path.exists(path):
                raise MissingFile(str(error)) from None
        elif not path.endswith(".keras"):
            if not os.path.isdir(path) and not zipfile.is_zipfile(path):
                raise FileError(f"File format not supported: filepath={path}. Expected a `.keras` file, or a `.h5` file ({error})") from None
        elif not os.path.isdir(path) and not zipfile.is_zipfile(path):
            raise FileError(f"File not found: filepath={path}. Please ensure the file is an accessible `.keras` zip file ({error})") from None
        raise


@contextmanager
def weights_as_keras(path):
    """Weights are read inside, or a file is written: what is missing is Python's FileNotFoundError too."""
    try:
        yield
    except FileError as error:
        folder = os.path.dirname(path) or "."
        if os.path.isdir(path) or os.path.isfile(path) or isinstance(error, MissingFile) or os.path.isdir(folder) and "cannot be opened" not in str(error):
            raise
        raise MissingFile(str(error)) from None
