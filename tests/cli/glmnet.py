"""What glmnet's cvstats says of folds: the oracle of the choices of path and tune."""

import math


def cvstats(folds, weights):
    """(mean, standard error) of the folds' scores, weighted by their rows."""
    mean = sum(w * s for w, s in zip(weights, folds)) / sum(weights)
    square = sum(w * (s - mean) ** 2 for w, s in zip(weights, folds)) / sum(weights)
    return mean, math.sqrt(square / (len(weights) - 1))
