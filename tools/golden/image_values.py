#!/usr/bin/env python3
"""Writes python/tests/image_values.json: what Keras's image_dataset_from_directory makes of the folders of image_cases.py.

usage: image_values.py OCCAM_SOURCE    with the Python of tools/golden/requirements.txt
"""

import json
import pathlib
import sys
import tempfile

import keras

if __name__ == "__main__":
    tests = pathlib.Path(sys.argv[1]) / "python/tests"
    sys.path.insert(0, str(tests))
    import image_cases
    with tempfile.TemporaryDirectory() as root:
        image_cases.write_images(root)
        found = image_cases.found_in(keras, root)
    (tests / "image_values.json").write_text(json.dumps(found) + "\n")
