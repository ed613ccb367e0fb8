"""PyTorch, eager and compiled; the sweep with torch.func.vmap, all networks at once."""

import time

import torch
from torch import nn
from torch.func import functional_call, grad_and_value, stack_module_state, vmap

import peer

functional = nn.functional


def initialised(model):
    """Keras's initial weights, so that losses can be compared."""
    for layer in model.modules():
        if isinstance(layer, nn.Linear):
            nn.init.xavier_uniform_(layer.weight)
            if layer.bias is not None:
                nn.init.zeros_(layer.bias)
    return model


def dense10():
    model = initialised(nn.Linear(20, 10))
    nn.init.ones_(model.weight)
    return model, lambda model: 0.0


def mlp16():
    model = initialised(nn.Sequential(nn.Linear(10, 16), nn.ReLU(), nn.Linear(16, 16), nn.ReLU(),
                                      nn.Linear(16, 16), nn.ReLU(), nn.Linear(16, 1)))

    def penalty(model):
        a, b, c = (model[i].weight for i in (0, 2, 4))
        return (0.001 * a.square().sum() + 0.001 * b.abs().sum() + 0.001 * c.abs().sum()
                + 0.01 * c.square().sum())
    return model, penalty


def fashion_mlp512():
    def block(inputs):
        return [nn.Linear(inputs, 512, bias=False), nn.BatchNorm1d(512), nn.ReLU(), nn.Dropout(0.5)]
    model = initialised(nn.Sequential(*block(784), *block(512), nn.Linear(512, 10)))

    def penalty(model):
        return 1e-4 * (model[0].weight.square().sum() + model[4].weight.square().sum())
    return model, penalty


def train(workload, network, table, epochs, batch_size, optimizer, loss_of):
    x, y = (torch.from_numpy(part) for part in table)
    steps = -(-len(x) // batch_size)
    for variant in ("eager", "compile"):
        torch.manual_seed(0)
        model, penalty = network()
        update = optimizer(model.parameters())

        def loss_with_penalty(inputs, targets):
            return loss_of(model(inputs), targets) + penalty(model)
        step_loss = torch.compile(loss_with_penalty) if variant == "compile" else loss_with_penalty
        seconds = []
        for _ in range(epochs):
            begin = time.perf_counter()
            order = torch.randperm(len(x))
            total = 0.0
            for i in range(0, len(x), batch_size):
                rows = order[i:i + batch_size]
                update.zero_grad()
                loss = step_loss(x[rows], y[rows])
                loss.backward()
                update.step()
                total += loss.detach()
            seconds.append(time.perf_counter() - begin)
        peer.report("torch", workload, variant=variant,
                    **peer.epoch_fields(seconds, steps, total / steps))


def run_dense10(options):
    x, y = peer.counting_rows()
    train("seed-dense10-b1", dense10, (x, y[:, None]), 20, 1,
          lambda weights: torch.optim.SGD(weights, 1e-6),
          lambda output, target: (output - target).square().mean())


def run_mlp16(options):
    train("seed-mlp16-b32", mlp16, peer.normal_rows(), 10, 32, torch.optim.Adam,
          functional.mse_loss)


def run_fashion(options):
    x, y = peer.fashion_rows(options.fashion_rows)
    train("fashion-mlp512-b128", fashion_mlp512, (x, y.astype("int64")), 3, 128, torch.optim.Adam,
          functional.cross_entropy)


def predictor():
    model = fashion_mlp512()[0].eval()
    return lambda batch: functional.softmax(model(batch), 1)


def run_predict_all(options):
    x = torch.from_numpy(peer.fashion_rows(options.fashion_rows)[0])
    predict = predictor()
    seconds = []
    with torch.inference_mode():
        for _ in range(3):
            begin = time.perf_counter()
            torch.cat([predict(x[i:i + 1024]) for i in range(0, len(x), 1024)])
            seconds.append(time.perf_counter() - begin)
    peer.report("torch", "fashion-mlp512-predict60k", variant="eager", seconds=min(seconds[1:]))


def run_predict_one(options):
    row = torch.from_numpy(peer.fashion_rows(1)[0])
    predict = predictor()
    with torch.inference_mode():
        us = peer.median_us(lambda: predict(row), 300)
    peer.report("torch", "fashion-mlp512-predict1", variant="eager", us=us)


def run_l2_sweep(options):
    sweep("digits-l2-sweep", in_the_loss=True)


def run_l1_sweep(options):
    sweep("digits-l1-sweep", in_the_loss=False)


def shrink(kernel, factors, state, group):
    """Soft thresholding in Adam's metric: exact zeros."""
    correction = (1 - group["betas"][1] ** state["step"]).sqrt()
    length = factors[:, None, None] * group["lr"] * correction / (state["exp_avg_sq"].sqrt() + group["eps"])
    kernel.copy_(kernel.sign() * (kernel.abs() - length).clamp(min=0))


def sweep(workload, in_the_loss):
    """64 networks in one vmapped gradient, their validation losses after each epoch; none stops early. L2 of the hidden kernels is in
    the loss, or else L1 shrinks them after each step."""
    table = peer.digits_rows()
    (x, y), (held_x, held_y) = ([torch.from_numpy(part[rows]) for part in table] for rows in peer.sweep_split(table))
    y, held_y = y.long(), held_y.long()
    factors = torch.from_numpy(peer.sweep_factors(64).astype("float32"))
    torch.manual_seed(0)
    models = [initialised(nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 64), nn.ReLU(),
                                        nn.Linear(64, 10))) for _ in factors]
    weights, _ = stack_module_state(models)
    weights = {name: value.detach().clone() for name, value in weights.items()}
    network = models[0].to("meta")
    hidden = ("0.weight", "2.weight")

    def loss_of(weights, factor, inputs, targets):
        output = functional_call(network, (weights,), (inputs,))
        loss = functional.cross_entropy(output, targets)
        return loss + factor * sum(weights[name].square().sum() for name in hidden) if in_the_loss else loss
    gradients = vmap(grad_and_value(loss_of), in_dims=(0, 0, None, None))
    losses = vmap(loss_of, in_dims=(0, 0, None, None))
    update = torch.optim.Adam(list(weights.values()), eps=1e-7)
    seconds = []
    for _ in range(peer.SWEEP_EPOCHS):
        begin = time.perf_counter()
        order = torch.randperm(len(x))
        for i in range(0, len(x), 32):
            batch = order[i:i + 32]
            slopes, _ = gradients(weights, factors, x[batch], y[batch])
            for name, weight in weights.items():
                weight.grad = slopes[name]
            update.step()
            if not in_the_loss:
                for name in hidden:
                    shrink(weights[name], factors, update.state[weights[name]], update.param_groups[0])
        with torch.no_grad():
            loss = losses(weights, factors, held_x, held_y)
        seconds.append(time.perf_counter() - begin)
    zeros = float((weights["0.weight"] == 0).float().mean())
    peer.report("torch", workload + "-all-epochs", variant="vmap", models=64,
                seconds=min(seconds) * peer.SWEEP_EPOCHS, epochs=len(seconds), loss=float(loss.min()),
                zeros_of_first_kernels=zeros)


def run_startup(options):
    x, y = (torch.from_numpy(part[:1]) for part in peer.counting_rows())
    model, _ = dense10()
    update = torch.optim.SGD(model.parameters(), 1e-6)
    loss = (model(x) - y[:, None]).square().mean()
    loss.backward()
    update.step()
    peer.report("torch", "startup", loss=float(loss.detach()), **peer.memory_mb())


WORKLOADS = {
    "startup": run_startup,
    "seed-dense10-b1": run_dense10,
    "seed-mlp16-b32": run_mlp16,
    "fashion-mlp512-b128": run_fashion,
    "fashion-mlp512-predict60k": run_predict_all,
    "fashion-mlp512-predict1": run_predict_one,
    "digits-l2-sweep": run_l2_sweep,
    "digits-l1-sweep": run_l1_sweep,
}

if __name__ == "__main__":
    arguments = peer.parse_arguments()
    torch.set_num_threads(arguments.threads)
    for name in arguments.workload:
        WORKLOADS[name](arguments)
