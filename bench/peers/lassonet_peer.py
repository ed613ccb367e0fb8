"""LassoNet: its own path on one table, from the dense network to the empty one."""

import csv
import time
from pathlib import Path

import numpy as np
import torch
from lassonet import LassoNetRegressor

import peer

WINE = Path(__file__).parents[2] / "data" / "wine.csv"


def wine_rows():
    """Alcohol by the other measurements, all standardised, in the order of row mod 10."""
    with open(WINE) as file:
        rows = list(csv.DictReader(file))
    names = [name for name in rows[0] if name not in ("alcohol", "cultivator")]
    table = np.array([[float(row[name]) for name in [*names, "alcohol"]] for row in rows])
    table = ((table - table.mean(0)) / table.std(0)).astype("float32")
    table = table[np.argsort(np.arange(len(table)) % 10, kind="stable")]
    return table[:, :-1], table[:, -1]


def run_path(options):
    x, y = wine_rows()
    begin, processor = time.perf_counter(), time.process_time()
    model = LassoNetRegressor(hidden_dims=(16, 16), verbose=0, random_state=0, torch_seed=0)
    path = model.path(x, y)
    peer.report("lassonet", "wine-lassonet-path", seconds=time.perf_counter() - begin,
                processor_seconds=time.process_time() - processor, networks=len(path),
                inputs=[int(item.selected.sum()) for item in path])


if __name__ == "__main__":
    arguments = peer.parse_arguments()
    torch.set_num_threads(arguments.threads)
    run_path(arguments)
