"""Folders of small images and what is asked of them, of occam by test_image_folders.py and of Keras by tools/golden/image_values.py."""

import os
import struct
import zlib

import numpy as np

CASES = [dict(image_size=(4, 3)), dict(image_size=(9, 8)), dict(image_size=(4, 4), interpolation="nearest"), dict(image_size=(4, 6), crop_to_aspect_ratio=True),
         dict(image_size=(6, 4), pad_to_aspect_ratio=True), dict(image_size=(5, 7), color_mode="rgba", label_mode="categorical"),
         dict(image_size=(3, 3), label_mode="binary", data_format="channels_first"), dict(image_size=(3, 3), labels=None),
         dict(image_size=3, labels=[2, 0, 1, 1, 0, 2], label_mode="categorical"), dict(image_size=3, class_names=["dogs", "cats"]),
         dict(image_size=3, validation_split=0.4, subset="training"), dict(image_size=3, validation_split=0.4, subset="validation")]


def write_png(path, pixels):
    """uint8 (height, width, 3)."""
    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
    height, width, _ = pixels.shape
    rows = b"".join(b"\0" + row.tobytes() for row in np.ascontiguousarray(pixels, np.uint8))
    with open(path, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def write_images(root):
    """Two folders of three images of other sizes, one of them in a folder further in."""
    for number, folder in enumerate(("cats", "dogs")):
        os.makedirs(f"{root}/{folder}/more")
        for i in range(3):
            height, width = 5 + 2 * number, 7 - i
            pixels = np.arange(height * width * 3).reshape(height, width, 3) * (7 + 3 * i + number) % 251
            write_png(f"{root}/{folder}/{'more/' if i == 1 else ''}{i}.png", pixels)


def found_in(keras, root):
    """Names, files and batches of each case, and the order of the files with a seed."""
    found = []
    for case in CASES:
        dataset = keras.utils.image_dataset_from_directory(root, batch_size=4, shuffle=False, verbose=False, **case)
        batches = [(each if isinstance(each, tuple) else (each, None)) for each in dataset]
        found.append({"names": dataset.class_names, "files": [os.path.relpath(each, root) for each in dataset.file_paths],
                      "batches": [[np.asarray(x).astype(float).round(4).tolist(), None if y is None else np.asarray(y).tolist()] for x, y in batches]})
    shuffled = keras.utils.image_dataset_from_directory(root, seed=3, verbose=False, image_size=3)
    return {"cases": found, "shuffled": [os.path.relpath(each, root) for each in shuffled.file_paths]}
