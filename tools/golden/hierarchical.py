"""LassoNet 0.0.21's proximal map on random inputs, and the inputs that its paths keep. Beside the requirements it needs torch and
lassonet, which are asked in a process of their own: torch and tensorflow cannot live in one."""
import json
import subprocess
import sys
import warnings
from importlib.metadata import version

import numpy as np

LASSONET_VERSION = "0.0.21"


def point(rng, skips, units, lambda_, m):
    """One input: skip weights v and first-layer weights u, all steps 1, under lambda."""
    import torch
    from lassonet.prox import prox
    v, u = rng.normal(size=skips).astype(np.float32), 0.7 * rng.normal(size=units).astype(np.float32)
    b, w = prox(torch.tensor(v, dtype=torch.float64), torch.tensor(u, dtype=torch.float64),
                lambda_=lambda_, lambda_bar=0, M=m)
    return {"skip": v.tolist(), "units": u.tolist(), "lambda": lambda_, "hierarchy": m,
            "skip_after": b.tolist(), "units_after": w.tolist()}


def problem(seed, classes):
    """Eight inputs, of which 1, 4 and 6 matter."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(240, 8)).astype(np.float32)
    score = 1.5 * x[:, 1] - 2 * np.maximum(x[:, 4], 0) + x[:, 6] * (x[:, 1] > 0) + x[:, 6]
    score = score + 0.3 * rng.normal(size=240)
    return x, (score > 0).astype(int) if classes else (score - score.mean()).astype(np.float32)


def path(seed, classes):
    """How many inputs are kept along the path, and which by the first network with three."""
    from lassonet import LassoNetClassifier, LassoNetRegressor
    x, y = problem(seed, classes)
    kind = LassoNetClassifier if classes else LassoNetRegressor
    model = kind(hidden_dims=(8,), M=10, random_state=0, torch_seed=0, verbose=0)
    items = model.path(x, y)
    counts = [int(item.selected.sum()) for item in items]
    kept = items[counts.index(3)].selected.numpy().nonzero()[0]
    return {"classes": classes, "x": x.tolist(), "y": np.asarray(y).tolist(), "counts": sorted(set(counts)),
            "three": kept.tolist()}


def ask():
    if version("lassonet") != LASSONET_VERSION:
        raise SystemExit(f"this golden needs lassonet {LASSONET_VERSION}, not {version('lassonet')}")
    warnings.simplefilter("ignore")
    rng = np.random.default_rng(11)
    points = [point(rng, skips, units, lambda_, m) for skips in (1, 3) for units in (1, 2, 7, 16)
              for lambda_ in (0.0, 0.3, 2.0, 6.0) for m in (0.1, 1.0, 10.0)]
    json.dump({"lassonet_version": LASSONET_VERSION, "points": points, "paths": [path(1, False), path(2, True)]}, sys.stdout)


def make():
    from golden_file import write
    asked = subprocess.run([sys.executable, __file__], stdout=subprocess.PIPE, text=True, check=True)
    write("hierarchical", "points: lassonet.prox.prox with lambda_bar 0, in float64. paths: inputs that LassoNetRegressor and "
          "LassoNetClassifier keep, hidden_dims (8,)", json.loads(asked.stdout))


if __name__ == "__main__":
    ask()
