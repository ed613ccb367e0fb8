"""EarlyStopping's outcome on 10,000 random monitored sequences; the sequences are not stored.

THE RECIPE. Both sides re-create case i = 0 .. 9999 with integers only:

    uint64 state = 20260000 + i                      // a new generator for each case
    uint64 next()                                    // splitmix64
        state += 0x9E3779B97F4A7C15
        z = state
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB
        return z ^ (z >> 31)
    uint64 below(n) = next() % n

Draws, in this order, each always made, even if its result is not used:

     1  monitor          = {"val_loss", "loss", "accuracy", "val_accuracy"}[below(4)]
     2  mode             = {"min", "max", "auto"}[below(3)]
     3  min_delta        = {0, 0, 0, 0.0625, 0.125, 0.25, 1, -0.125}[below(8)]
     4  patience         = below(6)
     5  has_baseline     = below(3) == 0
     6  baseline         = (int(below(65)) - 32) / 16.0           // used only if has_baseline
     7  start_from_epoch = {0, 0, 0, 0, 0, 1, 3, 6}[below(8)]
     8  restore_best_weights = below(2) == 1
     9  length           = 1 + below(20)                          // epochs in the sequence
    10  shape            = below(4)
    11  specials         = {0, 1, 4, 8}[below(4)]                 // of 24 values
    12  level            = int(below(65)) - 32

Then for each epoch e = 0 .. length - 1 exactly two draws:

        step = int(below(17)) - 8                                 // -8 .. 8
        kind = below(24)
        shape 0:  k = level + 4 * step                            // noise around a level
        shape 1:  level += step - 2;  k = level                   // a walk that falls
        shape 2:  level += step + 2;  k = level                   // a walk that rises
        shape 3:  k = (step + 8) / 6  (integer division: 0, 1, 2) // many ties
        value = k / 16.0                                          // exact in float32
        if kind < specials:
            kind % 4 == 0 or 1: value = NaN      2: value = +inf      3: value = -inf
        if i % 10 == 9 and 20 <= kind < 23: the epoch has no monitored value at all
                                                 // (as with validation_freq; Keras only warns)

Last, one more next() whose results, added over all cases modulo 2^64, are "checksum".

One case runs as fit does: on_train_begin; on_epoch_end(e, {monitor: value}) for e = 0, 1, ...
until the callback sets stop_training or the sequence ends; on_train_end. The model's weights are
the epoch's index. "accuracy" and "val_accuracy" are a compiled metric of direction up, so that
mode "auto" means max for them and min for the two losses.

THE OUTCOME. Each field is a list of rows of 100 characters, one character a case: case i is
character i % 100 of row i / 100. The characters 0-9a-z are 0 .. 35, "-" is -1.

    stopped_epoch   the epoch index at whose end training was stopped; - if it never was
    best_epoch      the epoch whose value is `best`; - if no value was ever monitored
                    (Keras's attribute is 0 then). `best` is that epoch's value: checked here.
    wait            the counter at the end
    restored_epoch  whose weights on_train_end puts back; - if it restores nothing
    nan_best        1 if Keras took a NaN as best: it does so when the FIRST monitored value is NaN
                    and nothing ever improves on it afterwards. occam never does; these are the
                    cases in which the two may differ, and the only ones.
"""
import math
import warnings

import keras
import numpy as np

from golden_file import write

SEED = 20260000
CASES = 10_000
MASK = 2**64 - 1
MONITORS = ("val_loss", "loss", "accuracy", "val_accuracy")
MODES = ("min", "max", "auto")
MIN_DELTAS = (0.0, 0.0, 0.0, 0.0625, 0.125, 0.25, 1.0, -0.125)
STARTS = (0, 0, 0, 0, 0, 1, 3, 6)
SPECIALS = (0, 1, 4, 8)
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


class SplitMix64:
    def __init__(self, state):
        self.state = state & MASK

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 & MASK
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB & MASK
        return z ^ (z >> 31)

    def below(self, n):
        return self.next() % n


def make_case(i):
    """(settings, values, the checksum's part); None is an epoch without the monitored value."""
    random = SplitMix64(SEED + i)
    below = random.below
    settings = {"monitor": MONITORS[below(4)], "mode": MODES[below(3)],
                "min_delta": MIN_DELTAS[below(8)], "patience": below(6)}
    has_baseline = below(3) == 0
    baseline = (below(65) - 32) / 16.0
    settings |= {"baseline": baseline if has_baseline else None,
                 "start_from_epoch": STARTS[below(8)], "restore_best_weights": below(2) == 1}
    length, shape, specials, level = 1 + below(20), below(4), SPECIALS[below(4)], below(65) - 32
    values = []
    for _ in range(length):
        step, kind = below(17) - 8, below(24)
        if shape == 0:
            k = level + 4 * step
        elif shape == 3:
            k = (step + 8) // 6
        else:
            level += step + (2 if shape == 2 else -2)
            k = level
        value = k / 16.0
        if kind < specials:
            value = (math.nan, math.nan, math.inf, -math.inf)[kind % 4]
        if i % 10 == 9 and 20 <= kind < 23:
            value = None
        values.append(value)
    return settings, values, random.next()


class Model:
    """What the callback sees of a model: its weights are the index of the running epoch."""

    def __init__(self, metrics):
        self.metrics, self.stop_training, self.epoch, self.restored = metrics, False, None, -1

    def get_weights(self):
        return [np.array(self.epoch)]

    def set_weights(self, weights):
        self.restored = int(weights[0])


def compiled_metrics():
    """model.metrics of a real model compiled with metrics=["accuracy"] and trained once."""
    model = keras.Sequential([keras.layers.Input((2,)), keras.layers.Dense(1)])
    model.compile("sgd", "mse", metrics=["accuracy"])
    model.fit(np.zeros((2, 2)), np.zeros((2, 1)), verbose=0)
    return model.metrics


def drive(settings, values, metrics):
    model = Model(metrics)
    callback = keras.callbacks.EarlyStopping(**settings)
    callback.set_model(model)
    callback.on_train_begin()
    for epoch, value in enumerate(values):
        model.epoch = epoch
        callback.on_epoch_end(epoch, {"other": 0.0} if value is None
                              else {"other": 0.0, settings["monitor"]: value})
        if model.stop_training:
            break
    callback.on_train_end()
    best = callback.best
    if best is not None:
        value = values[callback.best_epoch]
        assert value == best or (math.isnan(value) and math.isnan(best))
    return {"stopped_epoch": callback.stopped_epoch if model.stop_training else -1,
            "best_epoch": -1 if best is None else callback.best_epoch,
            "wait": callback.wait, "restored_epoch": model.restored,
            "nan_best": int(best is not None and math.isnan(best))}


def make():
    warnings.filterwarnings("ignore", message="Early stopping conditioned on metric")
    metrics = compiled_metrics()
    outcomes, checksum, examples = [], 0, []
    for i in range(CASES):
        settings, values, part = make_case(i)
        checksum = (checksum + part) & MASK
        outcomes.append(drive(settings, values, metrics))
        if i < 10:
            values = ["missing" if v is None else v for v in values]
            examples.append({"case": i, **settings, "values": values, **outcomes[-1]})
    fields = {}
    for name in outcomes[0]:
        line = "".join("-" if o[name] < 0 else DIGITS[o[name]] for o in outcomes)
        fields[name] = [line[at:at + 100] for at in range(0, CASES, 100)]
    counts = {"stopped": sum(o["stopped_epoch"] >= 0 for o in outcomes),
              "restored": sum(o["restored_epoch"] >= 0 for o in outcomes),
              "nan_best": sum(o["nan_best"] for o in outcomes)}
    write("early_stopping", "outcomes of keras.callbacks.EarlyStopping; the recipe of the cases "
          "and the encoding are in tools/golden/early_stopping.py; examples are for checking a "
          "re-creation of the cases",
          {"seed": SEED, "cases": CASES, "checksum": f"{checksum:016x}", "counts": counts,
           "examples": examples, "outcomes": fields})
