"""Files and folders of this machine by TensorFlow's names. Source: TensorFlow 2, tf.io.gfile."""

import builtins as _builtins
import glob as _glob
import os as _os
import shutil as _shutil


def GFile(name, mode="r"):  # noqa: N802
    """A file, opened."""
    return _builtins.open(name, mode)


def exists(path):
    """Is there a file or folder of this name?"""
    return _os.path.exists(path)


def isdir(path):
    """Is it a folder?"""
    return _os.path.isdir(path)


def listdir(path):
    """The names in a folder."""
    return sorted(_os.listdir(path))


def glob(pattern):
    """The names that fit a pattern, or several, in their order."""
    return sorted(name for each in ([pattern] if isinstance(pattern, (str, _os.PathLike)) else pattern) for name in _glob.glob(_os.fspath(each)))


def makedirs(path):
    """Makes a folder and those that it lies in; it may be there."""
    _os.makedirs(path, exist_ok=True)


def mkdir(path):
    """Makes a folder."""
    _os.mkdir(path)


def remove(path):
    """Deletes a file."""
    _os.remove(path)


def rmtree(path):
    """Deletes a folder and all in it."""
    _shutil.rmtree(path)


def rename(src, dst, overwrite=False):
    """Another name for a file, which another file may have only with `overwrite`."""
    _free("rename", dst, overwrite)
    _os.replace(src, dst)


def copy(src, dst, overwrite=False):
    """A second file of the same content."""
    _free("copy", dst, overwrite)
    _shutil.copyfile(src, dst)


def join(path, *paths):
    """Parts of a name with the separator between them."""
    return _os.path.join(path, *paths)


def walk(top, topdown=True, onerror=None):
    """(folder, folders in it, files in it) for a folder and all in it."""
    return _os.walk(top, topdown, onerror)


def _free(where, path, overwrite):
    if not overwrite and _os.path.exists(path):
        raise FileExistsError(f"{where}: invalid value for dst. Expected the name of no file, or overwrite=True. Received: {path!r}")
