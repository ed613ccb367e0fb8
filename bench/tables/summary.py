"""From raw lines to errors, ranks, wins and losses."""

import math
from statistics import mean, median, stdev

BOUND = 0.01  # a difference that counts as a win or a loss
WORST = 2.0  # normalised errors are cut here: one wild fit must not decide a mean


class Errors:
    """Errors of fits: 1 - accuracy, or rmse / the constant's rmse; by table, model and seed."""

    def __init__(self, lines):
        self.lines = {(line["table"], line["model"], line["seed"]): line for line in lines}
        self.models = list(dict.fromkeys(line["model"] for line in lines))
        self.runs = list(dict.fromkeys((line["table"], line["seed"]) for line in lines))
        self.tables = list(dict.fromkeys(table for table, _ in self.runs))

    def error(self, table, model, seed):
        """None where there is no such fit, or the constant leaves nothing to win."""
        line = self.lines.get((table, model, seed))
        constant = self.lines.get((table, "constant", seed))
        if not line or not constant or line["status"] != "ok" or constant["status"] != "ok":
            return None
        if line["task"] == "classification":
            return 1 - float(line["accuracy"]) if float(constant["accuracy"]) < 1 else None
        if float(constant["rmse"]) == 0:
            return None
        error = float(line["rmse"]) / float(constant["rmse"])
        return min(error, WORST) if math.isfinite(error) else WORST

    def normalised(self, table, model, seed):
        """The error in units of the constant's, at most WORST: 1 is no better than the constant."""
        error = self.error(table, model, seed)
        if error is None or self.lines[table, model, seed]["task"] == "regression":
            return error
        return min(error / self.error(table, "constant", seed), WORST)

    def of_table(self, table, model, value=None):
        """The mean over the seeds that are there."""
        value = value or self.normalised
        found = [value(table, model, seed) for own, seed in self.runs if own == table]
        found = [error for error in found if error is not None]
        return mean(found) if found else None

    def fitted(self, model):
        """(fits that ended well, fits)"""
        status = [line["status"] for (_, own, _), line in self.lines.items() if own == model]
        return sum(each == "ok" for each in status), len(status)

    def cpu_seconds(self, model):
        """(median, longest) of the fits that ended well."""
        found = [float(line["cpu_seconds"] or 0) for (_, own, _), line in self.lines.items()
                 if own == model and line["status"] == "ok"]
        return (median(found), max(found)) if found else (0.0, 0.0)

    def ranks(self, models, unfitted_last):
        """{model: mean rank}, number of runs. Equal errors share their places. A run counts when
        all models ran; where one did not end well, it is last, or the run is left out."""
        places = {model: [] for model in models}
        for table, seed in self.runs:
            if any((table, model, seed) not in self.lines for model in models):
                continue
            errors = {model: self.normalised(table, model, seed) for model in models}
            if all(error is None for error in errors.values()):
                continue
            if not unfitted_last and None in errors.values():
                continue
            known = {model: math.inf if error is None else error
                     for model, error in errors.items()}
            for model, own in known.items():
                better = sum(error < own for error in known.values())
                equal = sum(error == own for error in known.values())
                places[model].append(better + (equal + 1) / 2)
        counts = len(places[models[0]])
        return {model: mean(own) if own else math.nan for model, own in places.items()}, counts

    def duel(self, own, other):
        """[(difference, table)], positive where `own` has the smaller error, by seeds both have."""
        differences = []
        for table in self.tables:
            pairs = [(self.error(table, own, seed), self.error(table, other, seed))
                     for name, seed in self.runs if name == table]
            pairs = [b - a for a, b in pairs if a is not None and b is not None]
            if pairs:
                differences.append((mean(pairs), table))
        return differences


def wins_losses(differences):
    return (sum(difference > BOUND for difference, _ in differences),
            sum(difference < -BOUND for difference, _ in differences))


def mean_and_error(values):
    """Mean and its standard error."""
    if len(values) < 2:
        return (values[0] if values else math.nan), math.nan
    return mean(values), stdev(values) / math.sqrt(len(values))
