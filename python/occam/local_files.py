"""Files of data that are here already. Source: Keras 3, utils.get_file."""

import hashlib
import os
import shutil
import urllib.parse
import urllib.request


def get_file(fname=None, origin=None, untar=False, md5_hash=None, file_hash=None, cache_subdir="datasets", hash_algorithm="auto", extract=False,
             archive_format="auto", cache_dir=None, force_download=False):
    """The path of a file in the cache, ~/.keras/datasets, where Keras has it, copied there from a file:// `origin`; of an archive the folder of its files.

    Other than Keras's it downloads nothing: a file that is not there is refused, with the place where it is expected.
    """
    if origin is None:
        raise ValueError('Please specify the "origin" argument (URL of the file to download).')
    if not isinstance(origin, str) or not isinstance(cache_subdir, str):
        raise ValueError(f"get_file: invalid value for origin or cache_subdir. Expected texts. Received: origin={origin!r}, cache_subdir={cache_subdir!r}")
    address = urllib.parse.urlsplit(origin)
    folder = os.path.join(os.path.expanduser(cache_dir or os.environ.get("KERAS_HOME") or "~/.keras"), cache_subdir)
    name = os.fspath(fname) if fname else os.path.basename(address.path)
    if not name:
        raise ValueError(f"Can't parse the file name from the origin provided: '{origin}'.Please specify the `fname` argument.")
    if fname and os.sep in name:
        raise ValueError(f"Paths are no longer accepted as the `fname` argument. To specify the file's parent directory, use the `cache_dir` argument. Received: fname={name}")
    path = inside = os.path.join(folder, name)
    if extract or untar:
        path, inside = (path, os.path.join(folder, f"{name.split('.')[0]}_extracted")) if fname and "." in name else (f"{path}_archive", path)
    if address.scheme == "file" and (force_download or not os.path.exists(path)):
        os.makedirs(folder, exist_ok=True)
        shutil.copyfile(urllib.request.url2pathname(address.path), path)
    if not os.path.exists(path):
        raise FileNotFoundError(f"get_file: occam downloads nothing. Expected the file of {origin} at {path}, put there by hand")
    wanted = md5_hash if file_hash is None else file_hash
    if wanted is not None and _digest(path, "md5" if file_hash is None else hash_algorithm, wanted) != wanted:
        raise ValueError(f"Incomplete or corrupted file detected. The {hash_algorithm} file hash does not match the provided value of {wanted}.")
    if not (extract or untar):
        return path
    if not os.path.isdir(inside):
        _unpack(path, inside, "tar" if untar else archive_format)
    return inside


def _digest(path, algorithm, wanted):
    digest = hashlib.sha256() if algorithm == "sha256" or algorithm == "auto" and len(wanted) == 64 else hashlib.md5()
    with open(path, "rb") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


def _unpack(path, folder, kind):
    """A zip or tar file, whatever its name; nothing of it lands outside the folder."""
    import tarfile
    import zipfile
    if kind in ("auto", "zip") and zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            archive.extractall(folder)
    elif kind in ("auto", "tar") and tarfile.is_tarfile(path):
        with tarfile.open(path) as archive:
            archive.extractall(folder, filter="data")
    else:
        raise ValueError(f"get_file: {path} is no archive that can be unpacked. Expected a zip or tar file")
