"""Fashion-MNIST from local IDX files; nothing is downloaded. Source: Keras 3, keras.datasets.fashion_mnist."""

import os

import numpy as np

#: Where the four files are looked for: $OCCAM_DATA, then where Debian's package dataset-fashion-mnist puts them.
FOLDERS = ("/usr/share/datasets/fashion-mnist",)

_FILES = ("train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte")


def load_data():
    """((x_train, y_train), (x_test, y_test)): uint8 images (60000, 28, 28) and (10000, 28, 28), class numbers."""
    import pathlib
    folders = [os.environ["OCCAM_DATA"]] if "OCCAM_DATA" in os.environ else FOLDERS
    for folder in map(pathlib.Path, folders):
        found = [_file(folder, name) for name in _FILES]
        if all(found):
            train_x, train_y, test_x, test_y = map(_read, found)
            return (train_x, train_y), (test_x, test_y)
    raise FileNotFoundError(f"fashion_mnist: no files {', '.join(_FILES)} (.gz) in {' or '.join(map(str, folders))}. "
                            "Expected them there, or in a folder that the environment's OCCAM_DATA names")


def _file(folder, name):
    return next((path for path in (folder / name, folder / f"{name}.gz") if path.exists()), None)


def _read(path):
    import gzip
    with (gzip.open if path.suffix == ".gz" else open)(path, "rb") as file:
        content = file.read()
    rank = content[3]
    shape = tuple(int(size) for size in np.frombuffer(content, ">u4", rank, 4))
    return np.frombuffer(content, np.uint8, offset=4 + 4 * rank).reshape(shape).copy()
