#!/usr/bin/env python3
"""Writes python/tests/parity.json.gz: the programs of parity_programs.py and what Keras's models of them reported, predict and weigh.

usage: parity.py OCCAM_SOURCE [NUMBER...]    with the Python of tools/golden/requirements.txt; with numbers it prints those alone

Gradients of an Embedding are dense, as with JAX or PyTorch behind Keras: with TensorFlow they are lists of rows, of which an optimizer
clips, squares and weighs each by itself where a row stands there twice.
"""

import gzip
import json
import pathlib
import sys
import warnings

import golden_file  # first: it sets the environment that Keras reads at its import
import keras
import numpy as np
import tensorflow as tf

from parity_programs import PROGRAMS, program


def plain(value):
    """Numbers in nine digits, which give a float32 back exactly."""
    if isinstance(value, dict):
        return {str(name): plain(each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, tf.Tensor):
        return plain(value.numpy())
    if isinstance(value, float):
        return float(f"{value:.9g}")
    return value if isinstance(value, int) else float(f"{float(value):.9g}")


of_tape = tf.GradientTape.gradient


def dense(tape, *args, **kwargs):
    return tf.nest.map_structure(lambda each: tf.convert_to_tensor(each) if isinstance(each, tf.IndexedSlices) else each,
                                 of_tape(tape, *args, **kwargs), expand_composites=False)


tf.GradientTape.gradient = dense


def found_by(text, seed):
    """What a program leaves as `found`."""
    names = {"keras": keras, "np": np}
    keras.backend.clear_session()
    keras.utils.set_random_seed(seed)
    exec(compile(text, f"program {seed}", "exec"), names)
    return plain(names["found"])


def run(number):
    text = program(number)
    return {"program": text, "found": found_by(text, number)}


def main():
    warnings.simplefilter("ignore")
    root, numbers = pathlib.Path(sys.argv[1]), [int(each) for each in sys.argv[2:]]
    if numbers:
        print(json.dumps([run(number) for number in numbers], indent=1))
        return
    content = {"keras": keras.__version__, "programs": [run(number) for number in range(PROGRAMS)]}
    # No date and no name in the file: the same programs give the same bytes.
    encoded = gzip.compress(json.dumps(content, separators=(",", ":")).encode(), 9, mtime=0)
    (root / "python/tests/parity.json.gz").write_bytes(encoded)
    print(f"parity.json.gz: {len(encoded)} bytes")


if __name__ == "__main__":
    main()
