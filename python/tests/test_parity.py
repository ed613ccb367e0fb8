"""A hundred small programs in Keras's words do here what they did with Keras 3.15.1 (parity.json.gz, written by tools/golden/parity.py)."""

import gzip
import json
import pathlib

import numpy as np
import pytest

import occam

CASES = json.loads(gzip.decompress((pathlib.Path(__file__).parent / "parity.json.gz").read_bytes()))["programs"]


def differences(where, own, theirs):
    """What is not as Keras has it, as lines."""
    if isinstance(theirs, dict):
        if not isinstance(own, dict) or sorted(own) != sorted(theirs):
            return [f"{where}: Expected {list(theirs)}. Received: {list(own) if isinstance(own, dict) else own!r}"]
        return [line for name in theirs for line in differences(f"{where}/{name}", own[name], theirs[name])]
    if isinstance(theirs, list) and (not hasattr(own, "__len__") or len(own) != len(theirs)):
        return [f"{where}: Expected {len(theirs)} values. Received: {own!r}"]
    if isinstance(theirs, list) and isinstance(own, (list, tuple)):
        return [line for place, (left, right) in enumerate(zip(own, theirs)) for line in differences(f"{where}/{place}", left, right)]
    own, theirs = np.asarray(own, np.float64), np.asarray(theirs, np.float64)
    if own.shape != theirs.shape:
        return [f"{where}: Expected shape {theirs.shape}. Received: {own.shape}"]
    off = np.abs(own - theirs) - (ABSOLUTE + RELATIVE * np.abs(theirs))
    if not np.all((off <= 0) | np.isnan(own) & np.isnan(theirs)):
        place = np.unravel_index(np.argmax(np.nan_to_num(off, nan=np.inf)), off.shape)
        return [f"{where}{list(map(int, place))}: Expected {theirs[place]}. Received: {own[place]}"]
    return []


ABSOLUTE, RELATIVE = 2e-6, 2e-5


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("case", [pytest.param(case, id=str(number)) for number, case in enumerate(CASES)])
def test_program(case):
    names = {"keras": occam, "np": np}
    exec(compile(case["program"], "program", "exec"), names)
    found = differences("found", names["found"], case["found"])
    assert not found, "\n".join(found) + "\n" + case["program"]
