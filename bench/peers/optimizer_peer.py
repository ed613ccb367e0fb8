"""A step of each optimizer on the weights of a 784-512-512-10 network, given its gradients: the
peers' side of `occam_bench --workload optimizer-cost`.

usage: optimizer_peer.py keras|torch [--threads N] [--repeats R]
Keras: one optimizer.apply compiled by tf.function, with XLA and without. PyTorch: step() as it
comes and, where it has them, fused kernels. Reported is the fastest step of the fastest form.
"""

import argparse
import json
import os
import time

import numpy as np

SHAPES = [(784, 512), (512,), (512, 512), (512,), (512, 10), (10,)]
STEPS = 40  # of a repeat


def fastest(step):
    least = float("inf")
    for _ in range(STEPS):
        begin = time.perf_counter()
        step()
        least = min(least, time.perf_counter() - begin)
    return least


def numbers():
    random = np.random.default_rng(0)
    return [[random.normal(0, 0.05, shape).astype("float32") for shape in SHAPES] for _ in "wg"]


def torch_forms(threads):
    import torch
    torch.set_num_threads(threads)
    weights, gradients = numbers()
    names = {"SGD": "SGD", "RMSprop": "RMSprop", "Adam": "Adam", "AdamW": "AdamW", "Adamax": "Adamax",
             "NAdam": "Nadam", "Adagrad": "Adagrad", "Adadelta": "Adadelta", "Adafactor": "Adafactor"}

    def make(name, options):
        tensors = [torch.tensor(w, requires_grad=True) for w in weights]
        for tensor, gradient in zip(tensors, gradients):
            tensor.grad = torch.tensor(gradient)
        step = getattr(torch.optim, name)(tensors, lr=1e-3, **options).step
        step()
        return step
    for name, ours in names.items():
        for form, options in (("as it comes", {}), ("foreach", {"foreach": True}), ("fused", {"fused": True})):
            try:
                yield ours, form, make(name, options)
            except (TypeError, RuntimeError):  # has no such form
                pass


def applies(optimizer, gradients, variables):
    return lambda: optimizer.apply(gradients, variables)


def keras_forms(threads):
    os.environ["KERAS_BACKEND"], os.environ["TF_CPP_MIN_LOG_LEVEL"] = "tensorflow", "3"
    import keras
    import tensorflow as tf
    tf.config.threading.set_intra_op_parallelism_threads(threads)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    weights, gradients = numbers()
    for name in ("SGD", "RMSprop", "Adam", "AdamW", "Adamax", "Nadam", "Adagrad", "Adadelta", "Adafactor", "Lion", "Lamb",
                 "Ftrl"):
        for form, options in (("tf.function", {}), ("XLA", {"jit_compile": True})):
            variables = [keras.Variable(w) for w in weights]
            given = [tf.constant(g) for g in gradients]
            optimizer = getattr(keras.optimizers, name)()
            optimizer.build(variables)
            step = tf.function(applies(optimizer, given, variables), **options)
            step()
            yield name, form, step


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("library", choices=("keras", "torch"))
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--repeats", type=int, default=5)
    options = parser.parse_args()
    best = {}
    forms = list((torch_forms if options.library == "torch" else keras_forms)(options.threads))
    for _ in range(options.repeats):
        for name, form, step in forms:
            best[name] = min(best.get(name, (float("inf"), "")), (fastest(step), form))
    for name, (seconds, form) in best.items():
        print(json.dumps({"peer": options.library, "workload": "optimizer-cost", "threads": options.threads,
                          "optimizer": name, "form": form, "us_per_step": round(seconds * 1e6, 1)}), flush=True)


if __name__ == "__main__":
    main()
