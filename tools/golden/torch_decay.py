"""Thirty steps of a tiny network with PyTorch's weight decay: coupled, a part of the gradient (SGD, Adam), and decoupled (AdamW). Needs
PyTorch and NumPy alone:

    pip install torch numpy
    python tools/golden/torch_decay.py
"""
import json
from pathlib import Path

import numpy as np
import torch

STEPS, SHOWN = 30, (1, 2, 5, 10, 20, 30)
DECAY = 0.2
CASES = {
    "sgd": lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9, weight_decay=DECAY),
    "adam": lambda p: torch.optim.Adam(p, lr=0.02, betas=(0.8, 0.95), eps=1e-10, weight_decay=DECAY),
    "adamw": lambda p: torch.optim.AdamW(p, lr=0.02, betas=(0.8, 0.95), eps=1e-10, weight_decay=DECAY),
}
FOLDER = Path(__file__).resolve().parents[2] / "tests" / "golden" / "data"


def rounded(array, digits):
    return np.vectorize(lambda v: float(f"{v:.{digits}g}"))(array).tolist()


def main():
    random = np.random.default_rng(900)
    x, y = np.round(random.normal(0, 1, (12, 3)), 3), np.round(random.normal(0, 1, (12, 2)), 3)
    kernel, bias = np.round(random.normal(0, 0.6, (3, 2)), 3), np.round(random.normal(0, 0.6, 2), 3)
    tensor = lambda a: torch.tensor(a, dtype=torch.float32)
    cases = {}
    for name, make in CASES.items():
        weights = [tensor(kernel).requires_grad_(), tensor(bias).requires_grad_()]
        optimizer = make(weights)
        steps = {}
        for step in range(1, STEPS + 1):
            optimizer.zero_grad()
            ((torch.tanh(tensor(x) @ weights[0] + weights[1]) - tensor(y)) ** 2).mean().backward()
            optimizer.step()
            if step in SHOWN:
                steps[str(step)] = [rounded(w.detach().numpy(), 9) for w in weights]
        cases[name] = steps
    document = {
        "torch_version": torch.__version__.split("+")[0],
        "command": "python tools/golden/torch_decay.py",
        "description": "kernel and bias of Dense(2, tanh) after so many steps on all of x and y by the mean squared error, PyTorch's "
                       f"weight_decay {DECAY} on both",
        "weight_decay": DECAY, "x": x.tolist(), "y": y.tolist(), "initial_weights": [kernel.tolist(), bias.tolist()],
        "cases": cases}
    (FOLDER / "torch_decay.json").write_text(json.dumps(document, indent=1) + "\n")


if __name__ == "__main__":
    main()
