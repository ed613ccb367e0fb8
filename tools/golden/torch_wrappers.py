"""Thirty steps of a tiny network with optimizers around others, by PyTorch's gradients and optimizers: SAM (Foret et al. 2021, algorithm 1)
and Lookahead (Zhang et al. 2019, algorithm 1) written out as the papers have them, SWA by torch.optim.swa_utils.AveragedModel. Needs
PyTorch and NumPy alone:

    pip install torch numpy
    python tools/golden/torch_wrappers.py
"""
import json
from pathlib import Path

import numpy as np
import torch
from torch.optim.swa_utils import AveragedModel

STEPS, SHOWN = 30, (1, 2, 5, 6, 10, 20, 30)
FOLDER = Path(__file__).resolve().parents[2] / "tests" / "golden" / "data"
INNER = {"sgd": lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9),
         "adam": lambda p: torch.optim.Adam(p, lr=0.02, betas=(0.8, 0.95), eps=1e-10)}
RHO, PERIOD, SHARE, START, EVERY = 0.3, 5, 0.4, 4, 3


def rounded(array, digits=9):
    return np.vectorize(lambda v: float(f"{v:.{digits}g}"))(array).tolist()


def main():
    random = np.random.default_rng(901)
    x, y = np.round(random.normal(0, 1, (12, 3)), 3), np.round(random.normal(0, 1, (12, 2)), 3)
    kernel, bias = np.round(random.normal(0, 0.6, (3, 2)), 3), np.round(random.normal(0, 0.6, 2), 3)
    inputs, targets = torch.tensor(x, dtype=torch.float64), torch.tensor(y, dtype=torch.float64)

    def network():
        linear = torch.nn.Linear(3, 2, dtype=torch.float64)
        linear.weight.data, linear.bias.data = torch.tensor(kernel.T), torch.tensor(bias)
        return linear

    def backward(linear):
        linear.zero_grad()
        ((torch.tanh(linear(inputs)) - targets) ** 2).mean().backward()

    def shown(linear):
        return [rounded(linear.weight.detach().numpy().T), rounded(linear.bias.detach().numpy())]

    def sam(linear, optimizer, step):
        backward(linear)
        weights = list(linear.parameters())
        norm = torch.sqrt(sum((w.grad ** 2).sum() for w in weights))
        way = [RHO * w.grad / norm for w in weights]
        with torch.no_grad():
            for w, e in zip(weights, way):
                w += e
        backward(linear)
        with torch.no_grad():
            for w, e in zip(weights, way):
                w -= e
        optimizer.step()
        return linear

    def lookahead(linear, optimizer, step):
        if step == 1:
            linear.slow = [w.detach().clone() for w in linear.parameters()]
        backward(linear)
        optimizer.step()
        if step % PERIOD == 0:
            with torch.no_grad():
                for w, slow in zip(linear.parameters(), linear.slow):
                    slow += SHARE * (w - slow)
                    w.copy_(slow)
        return linear

    def swa(linear, optimizer, step):
        backward(linear)
        optimizer.step()
        if step >= START and (step - START) % EVERY == 0:
            if step == START:
                linear.average = [AveragedModel(linear)]     # in a list: no submodule
            linear.average[0].update_parameters(linear)
        return linear.average[0].module if step >= START else linear

    cases = {}
    for wrapper in (sam, lookahead, swa):
        for name, make in INNER.items():
            linear = network()
            optimizer = make(linear.parameters())
            cases[f"{wrapper.__name__}_{name}"] = {
                str(step): shown(now) for step in range(1, STEPS + 1)
                for now in [wrapper(linear, optimizer, step)] if step in SHOWN}
    document = {
        "torch_version": torch.__version__.split("+")[0], "command": "python tools/golden/torch_wrappers.py",
        "description": "kernel and bias of Dense(2, tanh), of swa their mean, after so many steps on all of x and y by the mean squared error",
        "rho": RHO, "sync_period": PERIOD, "slow_step_size": SHARE, "start": START, "period": EVERY,
        "x": x.tolist(), "y": y.tolist(), "initial_weights": [kernel.tolist(), bias.tolist()], "cases": cases}
    (FOLDER / "torch_wrappers.json").write_text(json.dumps(document, indent=1) + "\n")


if __name__ == "__main__":
    main()
