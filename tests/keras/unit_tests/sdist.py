"""Keras's source distribution, whose tests the battery runs: fetched once by pip, unpacked under build/."""

import subprocess
import sys
import tarfile
from pathlib import Path

VERSION = "3.15.1"


def unpacked(folder):
    """The folder with Keras's sources below `folder`. RuntimeError where it cannot be fetched."""
    sources = folder / f"keras-{VERSION}"
    if not (sources / "keras" / "src" / "layers" / "layer_test.py").is_file():
        folder.mkdir(parents=True, exist_ok=True)
        archive = folder / f"keras-{VERSION}.tar.gz"
        if not archive.is_file():
            _fetch(folder)
        with tarfile.open(archive) as packed:
            packed.extractall(folder, filter="data")
        # The build of a wheel writes it; without it pytest does not know that the tests' modules begin with `keras`.
        (sources / "keras" / "__init__.py").touch()
    return sources


def _fetch(folder):
    command = [sys.executable, "-m", "pip", "download", "-q", "--disable-pip-version-check", "--no-deps", "--no-binary", "keras",
               f"keras=={VERSION}", "-d", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True)
    if not (folder / f"keras-{VERSION}.tar.gz").is_file():
        raise RuntimeError(f"pip cannot fetch the sources of keras {VERSION}, which have the tests:\n{done.stderr.strip()[-2000:]}")
