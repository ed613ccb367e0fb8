"""Regenerates tests/golden/data with pinned Keras and scikit-learn: all files, or those named on the command line.

    pip install -r tools/golden/requirements.txt
    python tools/golden/make.py [name ...]

fashion_mlp.json comes from fashion_reference.py, which trains for minutes.
"""
import importlib
import sys

import golden_file  # first: it sets the environment that Keras reads at its import

MODULES = ("early_stopping", "callbacks", "regularizers", "activations", "losses", "metrics",
           "metrics_of_sums", "layers", "normalizations", "discretization", "initializers", "constraints", "schedules",
           "trajectories",
           "optimizer_steps", "optimizers", "functional", "realmlp", "evaluation", "lasso_paths", "hierarchical",
           "calibration",
           "keras_files", "legacy_files", "model_checkpoint", "epochs")


def main():
    names = sys.argv[1:] or MODULES
    unknown = [name for name in names if name not in MODULES]
    if unknown:
        sys.exit(f"unknown: {', '.join(unknown)}. Known: {', '.join(MODULES)}")
    for name in names:
        golden_file.keras.utils.set_random_seed(1)
        importlib.import_module(name).make()


if __name__ == "__main__":
    main()
