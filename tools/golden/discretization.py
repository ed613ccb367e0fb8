"""Discretization with boundaries that are given, and after adapt(data)."""
import keras
import numpy as np

from golden_file import write


def cases():
    random = np.random.default_rng(27)
    boundaries = [-1.5, -0.3, 0.0, 0.7, 0.7, 2.25]
    for mode in ("int", "one_hot", "multi_hot", "count"):
        for shape in ((4, 3), (4, 1)):
            x = random.normal(0, 1.5, shape).astype("float32")
            x[0, 0], x[1, 0], x[2, 0] = 0.7, -1.5, 2.25  # a boundary belongs to the bin above it
            arguments = {"bin_boundaries": boundaries, "output_mode": mode}
            yield {"arguments": arguments, "x": x, "y": keras.layers.Discretization(**arguments)(x)}
    for arguments, rows in (({"num_bins": 4}, 150), ({"num_bins": 7}, 37), ({"num_bins": 3, "epsilon": 0.04}, 140), ({"num_bins": 10}, 6), ({"num_bins": 1}, 20),
                            ({"num_bins": 5, "epsilon": 0.15, "output_mode": "one_hot"}, 60), ({"num_bins": 4}, 1), ({"num_bins": 3, "epsilon": 1.0}, 12)):
        layer = keras.layers.Discretization(**arguments)
        data = random.normal(2, 3, (rows, 2) if rows > 100 else (rows,)).astype("float32").round(2)
        layer.adapt(data)
        x = random.normal(2, 3, (5, 2)).astype("float32")
        yield {"arguments": arguments, "data": data, "bin_boundaries": layer.bin_boundaries, "x": x, "y": layer(x)}


def make():
    write("discretization", "y = layer(x), with bin_boundaries after adapt(data) where there is data", {"cases": [*cases()]})
