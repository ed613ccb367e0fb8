"""What every peer's program shares: command line, tables, clock, form of the results.

The tables are those of ../tables.cpp: float32 features, so that both sides read the same bytes.
"""

import argparse
import gzip
import json
import os
import time
from pathlib import Path

import numpy as np

FASHION = os.environ.get("FASHION", "/usr/share/datasets/fashion-mnist")
DIGITS = Path(__file__).parent.parent / "data" / "digits.csv.gz"


def parse_arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--workload", nargs="+", required=True)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--fashion-rows", type=int, default=60000)
    parser.add_argument("--sweep-models", type=int, default=8)
    return parser.parse_args()


def report(peer, workload, **fields):
    print(json.dumps({"peer": peer, "workload": workload, **fields}), flush=True)


def counting_rows():
    """320 rows of 20 numbers: five rows that repeat."""
    x = np.tile(np.arange(100, dtype="float32").reshape(5, 20), (64, 1))
    return x, np.tile(np.array([0, 1, 2, 1, 2], "float32"), 64)


def normal_rows():
    """10,000 rows of 10 normal numbers; y = x0 x1 + sin x2."""
    x = np.random.default_rng(0).normal(size=(10000, 10)).astype("float32")
    return x, x[:, :1] * x[:, 1:2] + np.sin(x[:, 2:3])


def fashion_rows(rows):
    """Fashion-MNIST's first training rows: (rows, 784) in [0, 1]."""
    def read(name, header):
        with gzip.open(f"{FASHION}/train-{name}-ubyte.gz") as file:
            return np.frombuffer(file.read()[header:], np.uint8)
    x = read("images-idx3", 16).reshape(-1, 784)[:rows].astype("float32") / 255
    return x, read("labels-idx1", 8)[:rows].astype("int32")


def digits_rows():
    """1,797 rows of 64 numbers in [0, 1], shuffled."""
    table = np.loadtxt(DIGITS, delimiter=",", dtype="float32")
    return table[:, :64] / 16, table[:, 64].astype("int32")


SWEEP_EPOCHS = 20


def sweep_split(table):
    """The rows to train on and those that are held out, 80 and 20 %."""
    rows = len(table[0]) * 8 // 10
    return slice(rows), slice(rows, None)


def sweep_factors(models):
    return np.geomspace(1e-6, 1e-1, models)


def memory_mb():
    """Resident memory now and at most. Unlike getrusage it does not count the parent's memory."""
    status = Path("/proc/self/status").read_text()
    now, most = (float(status.split(key + ":")[1].split()[0]) / 1024 for key in ("VmRSS", "VmHWM"))
    return {"rss_mb": now, "peak_rss_mb": most}


def epoch_fields(seconds, steps, loss):
    """Of epoch times, the first of which compiles or warms up."""
    fastest = min(seconds[1:])
    return {"us_per_step": fastest / steps * 1e6, "epoch_s": fastest, "first_epoch_s": seconds[0],
            "loss": float(loss), "epochs": len(seconds)}


def median_us(call, calls):
    seconds = []
    for _ in range(calls):
        begin = time.perf_counter()
        call()
        seconds.append(time.perf_counter() - begin)
    return sorted(seconds)[calls // 2] * 1e6
