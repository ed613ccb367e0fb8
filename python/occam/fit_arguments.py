"""What fit is called with, as the engine takes it: of models and of stacks."""

import os
import warnings

from . import config, data
from .arguments import whole, whole_numbers


def fit_arguments(x, y, *, batch_size=None, epochs=1, verbose=0, validation_split=0.0, validation_data=None, shuffle=True, class_weight=None,
                  sample_weight=None, initial_epoch=0, steps_per_epoch=None, validation_steps=None, validation_batch_size=None,
                  validation_freq=1, split="last", refresh_statistics=False, evaluate_training=False, calibrated_loss=False,
                  resume_from=None, compared=True):
    """(inputs, targets, options), without callbacks; inputs and targets are None where a source makes them.

    compared: is anything compared with targets? Layers alone may add what is minimised.
    """
    options = {"validation_split": float(validation_split), "shuffle": bool(shuffle), "split": split,
               "refresh_statistics": refresh_statistics, "evaluate_training": evaluate_training,
               "calibrated_loss": calibrated_loss, "verbose": verbose, "epochs": whole("fit", "epochs", epochs),
               "initial_epoch": whole("fit", "initial_epoch", initial_epoch),
               "validation_freq": list(validation_freq) if isinstance(validation_freq, (list, tuple, set)) else
               whole("fit", "validation_freq", validation_freq),
               "sample_weight": data.arrays("sample_weight", sample_weight), "validation_x": None,
               "validation_y": None, "validation_weights": None}
    options |= whole_numbers("fit", batch_size=batch_size, steps_per_epoch=steps_per_epoch, validation_steps=validation_steps,
                             validation_batch_size=validation_batch_size)
    if resume_from is not None:
        options["resume_from"] = os.fspath(resume_from)
    if class_weight is not None:
        options["class_weight"] = class_weights(class_weight)
    if validation_data is not None:
        if data.is_source(validation_data):
            options["validation_source"] = data.source_of(validation_data)
        else:
            for name, value in zip(("validation_x", "validation_y", "validation_weights"), data.split_validation(validation_data, compared)):
                options[name] = data.arrays(name, value)
    inputs = targets = None
    if data.is_source(x):
        if y is not None:
            raise ValueError("fit: `y` is made by the source that is given as x. Received: y as well")
        options["source"] = data.source_of(x)
        if not options["source"].restarts and steps_per_epoch is None and options["epochs"] > options["initial_epoch"] + 1:
            options["epochs"] = options["initial_epoch"] + 1
            warnings.warn("Your input ran out of data; interrupting training: a generator is read to its end in one epoch. Expected steps_per_epoch, "
                          f"and a generator of steps_per_epoch * epochs batches. Received: epochs={epochs}", stacklevel=3)
    else:
        inputs, targets = data.examples("fit", x, y, compared)
    return inputs, targets, options


def limited(name, given):
    """`epochs` or `steps_per_epoch` of a pass, or what keras.config limits it to. Source: Keras 3, EpochIterator."""
    most = getattr(config, f"max_{name}")()
    if not most or given and given <= most:
        return given
    warnings.warn(f"Limiting {name} to {most}", stacklevel=4)
    return most


def is_validated(options):
    """Do these options of a fit have validation?"""
    return options["validation_split"] > 0 or options["validation_x"] is not None or "validation_source" in options


def class_weights(given):
    """{label: weight} of class_weight."""
    if not isinstance(given, dict):
        raise ValueError(f"class_weight: Expected a dict of weights by class number. Received: {given!r}")
    return {int(label): float(weight) for label, weight in given.items()}
