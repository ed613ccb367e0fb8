"""JAX: whole epochs in one compiled lax.scan, the sweep by vmap; no last partial batch."""

import time
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np

import peer


def initial(sizes, key):
    """Keras's: Glorot uniform kernels, zero biases."""
    kernel = jax.nn.initializers.glorot_uniform()
    keys = jax.random.split(key, len(sizes))
    return [(kernel(k, (a, b)), jnp.zeros(b)) for k, a, b in zip(keys, sizes[:-1], sizes[1:])]


def mlp(layers, x):
    for kernel, bias in layers[:-1]:
        x = jax.nn.relu(x @ kernel + bias)
    kernel, bias = layers[-1]
    return x @ kernel + bias


def zeros_like(weights):
    return jax.tree.map(jnp.zeros_like, weights)


def adam_start(weights):
    return 0.0, zeros_like(weights), zeros_like(weights)


def adam(gradient, slots, weights, rate=1e-3, b1=0.9, b2=0.999, epsilon=1e-7):
    step, m, v = slots
    step += 1
    m = jax.tree.map(lambda a, g: b1 * a + (1 - b1) * g, m, gradient)
    v = jax.tree.map(lambda a, g: b2 * a + (1 - b2) * g * g, v, gradient)
    scale = rate * jnp.sqrt(1 - b2**step) / (1 - b1**step)
    weights = jax.tree.map(lambda w, a, b: w - scale * a / (jnp.sqrt(b) + epsilon), weights, m, v)
    return weights, (step, m, v)


def adam_l1(factor, gradient, slots, weights, rate=1e-3, b2=0.999, epsilon=1e-7):
    """Adam whose step ends with soft thresholding of the hidden kernels in its own metric: exact zeros."""
    weights, slots = adam(gradient, slots, weights, rate, b2=b2, epsilon=epsilon)
    step, _, v = slots
    length = factor * rate * jnp.sqrt(1 - b2**step)

    def shrunk(kernel, square):
        return jnp.sign(kernel) * jnp.maximum(jnp.abs(kernel) - length / (jnp.sqrt(square) + epsilon), 0)
    hidden = [(shrunk(kernel, square), bias)
              for (kernel, bias), (square, _) in zip(weights[:-1], v[:-1])]
    return [*hidden, weights[-1]], slots


def sgd(gradient, slots, weights, rate=1e-6):
    return jax.tree.map(lambda w, g: w - rate * g, weights, gradient), slots


def run_epoch(loss_of, update, batch, weights, slots, key, x, y):
    rows = jax.random.permutation(key, len(x))[:len(x) // batch * batch].reshape(-1, batch)

    def step(carry, index):
        weights, slots = carry
        loss, gradient = jax.value_and_grad(loss_of)(weights, x[index], y[index])
        return update(gradient, slots, weights), loss
    (weights, slots), losses = jax.lax.scan(step, (weights, slots), rows)
    return weights, slots, losses.mean()


def train(workload, loss_of, update, batch, weights, slots, table, epochs,
          variant="scan"):
    x, y = map(jnp.asarray, table)
    epoch = jax.jit(partial(run_epoch, loss_of, update, batch))
    seconds = []
    for number in range(epochs):
        begin = time.perf_counter()
        weights, slots, loss = epoch(weights, slots, jax.random.key(number), x, y)
        loss.block_until_ready()
        seconds.append(time.perf_counter() - begin)
    peer.report("jax", workload, variant=variant,
                **peer.epoch_fields(seconds, len(x) // batch, loss))


def run_dense10(options):
    x, y = peer.counting_rows()
    train("seed-dense10-b1", lambda w, x, y: ((mlp(w, x) - y) ** 2).mean(), sgd, 1,
          [(jnp.ones((20, 10)), jnp.zeros(10))], 0.0, (x, y[:, None]), 20)


def run_mlp16(options):
    def loss_of(w, x, y):
        a, b, c = w[0][0], w[1][0], w[2][0]
        penalty = (0.001 * (a**2).sum() + 0.001 * jnp.abs(b).sum() + 0.001 * jnp.abs(c).sum()
                   + 0.01 * (c**2).sum())
        return ((mlp(w, x) - y) ** 2).mean() + penalty
    weights = initial([10, 16, 16, 16, 1], jax.random.key(0))
    train("seed-mlp16-b32", loss_of, adam, 32, weights, adam_start(weights), peer.normal_rows(), 10)


def log_loss(w, x, y):
    return -jnp.take_along_axis(jax.nn.log_softmax(mlp(w, x)), y[:, None], 1).mean()


def cross_entropy(factor, w, x, y):
    return log_loss(w, x, y) + factor * ((w[0][0] ** 2).sum() + (w[1][0] ** 2).sum())


def run_l2_sweep(options):
    sweep("digits-l2-sweep", lambda factor: (partial(cross_entropy, factor), adam))


def run_l1_sweep(options):
    sweep("digits-l1-sweep", lambda factor: (log_loss, partial(adam_l1, factor)))


def sweep(workload, rule_of):
    """64 networks in one vmapped epoch that ends with their validation losses; none stops early.
    rule_of: of a factor, loss and update."""
    table = peer.digits_rows()
    (x, y), validation = ([jnp.asarray(part[rows]) for part in table] for rows in peer.sweep_split(table))
    weights = jax.vmap(lambda key: initial([64, 64, 64, 10], key))(
        jax.random.split(jax.random.key(0), 64))
    slots = (jnp.zeros(64), zeros_like(weights), zeros_like(weights))

    def epoch_of_one(factor, weights, slots, key):
        loss_of, update = rule_of(factor)
        weights, slots, _ = run_epoch(loss_of, update, 32, weights, slots, key, x, y)
        return weights, slots, loss_of(weights, *validation)
    epoch = jax.jit(jax.vmap(epoch_of_one, in_axes=(0, 0, 0, None)))
    factors = jnp.asarray(peer.sweep_factors(64), "float32")
    seconds = []
    for number in range(peer.SWEEP_EPOCHS):
        begin = time.perf_counter()
        weights, slots, loss = epoch(factors, weights, slots, jax.random.key(number))
        loss.block_until_ready()
        seconds.append(time.perf_counter() - begin)
    zeros = float(np.mean(np.asarray(weights[0][0]) == 0))
    peer.report("jax", workload + "-all-epochs", variant="vmap", models=64,
                seconds=min(seconds[1:]) * peer.SWEEP_EPOCHS, compile_s=seconds[0],
                epochs=len(seconds), loss=float(np.min(loss)), zeros_of_first_kernels=zeros)


def run_fashion(options):
    """Less work than the others': no batch normalisation, no dropout."""
    weights = initial([784, 512, 512, 10], jax.random.key(0))
    train("fashion-mlp512-b128", partial(cross_entropy, 1e-4), adam, 128, weights,
          adam_start(weights), peer.fashion_rows(options.fashion_rows), 3,
          variant="scan, no BN, no dropout")


def run_startup(options):
    x, y = (jnp.asarray(part[:1]) for part in peer.counting_rows())
    weights = [(jnp.ones((20, 10)), jnp.zeros(10))]
    step = jax.jit(jax.value_and_grad(lambda w: ((mlp(w, x) - y[:, None]) ** 2).mean()))
    loss, gradient = step(weights)
    sgd(gradient, 0.0, weights)
    peer.report("jax", "startup", loss=float(loss), **peer.memory_mb())


WORKLOADS = {
    "startup": run_startup,
    "seed-dense10-b1": run_dense10,
    "seed-mlp16-b32": run_mlp16,
    "fashion-mlp512-b128": run_fashion,
    "digits-l2-sweep": run_l2_sweep,
    "digits-l1-sweep": run_l1_sweep,
}

if __name__ == "__main__":
    arguments = peer.parse_arguments()
    for name in arguments.workload:
        WORKLOADS[name](arguments)
