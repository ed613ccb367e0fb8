#!/usr/bin/env python3
"""Reads the TensorBoard callback's files back with the real tensorboard package, which checks every frame's CRC, and compares them with
what the run reported. Exit code 77, with the reason, where there is no such package.

    python tests/keras/read_events.py build/release/tests/occam_event_files
"""
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

try:
    import numpy as np
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
    from tensorboard.plugins.histogram.summary_v2 import histogram_pb
    from tensorboard.util.tensor_util import make_ndarray
except ImportError as error:
    print(f"skipped: {error}")
    sys.exit(77)


def series(folder):
    """{tag: (plugin, [(step, array)])} of the folder's files."""
    events = EventAccumulator(str(folder), size_guidance={"tensors": 0})
    events.Reload()
    found = {}
    for tag in events.Tags()["tensors"]:
        plugin = events.SummaryMetadata(tag).plugin_data.plugin_name
        found[tag] = plugin, [(e.step, make_ndarray(e.tensor_proto)) for e in events.Tensors(tag)]
    return found


def main():
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.argv[1], folder], check=True)
        train, validation = (series(Path(folder) / "logs" / name) for name in ("train", "validation"))
        expected = json.loads((Path(folder) / "expected.json").read_text())
    epochs = len(expected["weights"])
    compared = 0

    def scalars(found, tag, steps, values):
        nonlocal compared
        plugin, points = found.pop(tag)
        assert plugin == "scalars", (tag, plugin)
        assert [step for step, _ in points] == list(steps), (tag, points)
        assert all(a.shape == () for _, a in points), tag
        assert [float(a) for _, a in points] == [float(np.float32(v)) for v in values], (tag, points, values)
        compared += len(points)

    expected["history"].pop("learning_rate")  # set by a callback that came later
    for name, values in expected["history"].items():
        if name.startswith("val_"):
            scalars(validation, "epoch_" + name[4:], range(epochs), values)
        else:
            scalars(train, "epoch_" + name, range(epochs), values)
    batches = expected["batches"]
    scalars(train, "batch_loss", range(2, len(batches) + 1, 2), batches[1::2])
    scalars(validation, "evaluation_mae_vs_iterations", *zip(*expected["tests"]))
    for epoch in range(0, epochs, 2):
        for path, values in expected["weights"][epoch].items():
            plugin, points = train[f"{path}/histogram"]
            own = dict(points)[epoch]
            wanted = make_ndarray(histogram_pb(path, np.array(values)).value[0].tensor)
            assert plugin == "histograms" and own.shape == (30, 3), (path, plugin, own.shape)
            assert np.allclose(own[:, :2], wanted[:, :2], rtol=1e-12, atol=1e-12), (path, own, wanted)
            assert (own[:, 2] == wanted[:, 2]).all(), (path, own, wanted)
            compared += 1
    rest = set(train) - {f"{path}/histogram" for path in expected["weights"][0]}
    assert rest == {"batch_mae", "batch_steps_per_second", "epoch_learning_rate", "epoch_steps_per_second"}, rest
    rates = [float(a) for _, a in train["epoch_learning_rate"][1]]
    assert np.allclose(rates, 0.01 * 0.5 ** np.arange(1, epochs + 1), rtol=1e-6), rates
    assert set(validation) == {"evaluation_loss_vs_iterations"}, validation.keys()
    assert all(float(a) > 0 for _, a in train["epoch_steps_per_second"][1])
    print(f"tensorboard read {compared} scalars and histograms as written")


if __name__ == "__main__":
    main()
