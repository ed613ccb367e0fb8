"""Many networks at once, and the simplest of them: grids, paths of a penalty, the choice, smaller models.

By the names of C++ (`occam::selection`, docs/paths.md). A fold of a cross-validation is a Part:

    parts = [selection.Part(model, (x, y), keep_weights=True)]                       # all rows first
    parts += [selection.Part(model, (x[a], y[a]), test=(x[b], y[b])) for a, b in folds]
    path = selection.path(parts, hyper="l1")
    scores = selection.scores_of(path, parts, lambda part, outputs: error(parts[part].test[1], outputs))
    choice = selection.choose([(path, selection.curve_of(scores, selection.test_rows(parts)))], "down")
    network = selection.network_of(parts[0], path.setting(choice.place), path.outcome(0, choice.place))
"""

from typing import NamedTuple

from . import _core, data
from .callbacks import engine_callbacks
from .copying import of_core
from .trainable import Trainable

__all__ = ["AdaptivePath", "Choice", "Part", "Setting", "Shrunk", "adaptive_path", "choose", "combinations", "curve_of", "grid",
           "network_of", "path", "scores_of", "shrink", "test_rows"]


class Part:
    """Rows to learn from and to be scored on, with the compiled model to start from.

    train, validation (watched), test (predicted by every network): pairs (x, y). epochs, batch_size, shuffle, callbacks: of its
    fit; callbacks of the engine, such as EarlyStopping. keep_weights: in the outcomes, for network_of().
    """

    def __init__(self, model, train, *, validation=None, test=None, epochs=1, batch_size=32, shuffle=True, callbacks=None,
                 keep_weights=False):
        if not isinstance(model, Trainable):
            raise ValueError(f"Part: invalid value for model. Expected a compiled model. Received: {model!r}")
        model._need_compiled("Part")
        steering = engine_callbacks(callbacks, model, {})
        for each in steering:
            if len(each) != 2:
                raise ValueError("Part: callbacks written in Python do not work in a stack of networks. Expected callbacks such as EarlyStopping")
        self.model, self.train, self.validation, self.test = model, train, validation, test
        options = {"epochs": int(epochs), "batch_size": int(batch_size), "shuffle": bool(shuffle), "callbacks": steering}
        self._core = _core.Part(model._core, _rows("train", train), _rows("validation", validation), _rows("test", test), options,
                                bool(keep_weights))


def _rows(name, pair):
    if pair is None:
        return None
    if not isinstance(pair, (tuple, list)) or len(pair) != 2:
        raise ValueError(f"Part: invalid value for {name}. Expected (x, y). Received: {type(pair).__name__}")
    x, y = data.examples(f"Part, {name}", *pair)
    if len(x[0]) != 1 or len(y[0]) != 1:
        raise ValueError(f"Part: invalid value for {name}. Expected one input and one target. Received: {len(x[0])} and {len(y[0])}")
    return [x[0][0], y[0][0]]


def _cores(parts):
    parts = [parts] if isinstance(parts, Part) else list(parts)
    for each in parts:
        if not isinstance(each, Part):
            raise ValueError(f"invalid value for parts. Expected a list of Part. Received: {each!r}")
    return [each._core for each in parts]


def _setting(given):
    return given if isinstance(given, Setting) else Setting(dict(given))


class Setting(NamedTuple):
    """What one network has of its own: values of hyper-parameters by path or end of a path ("l1"), and a seed."""

    hypers: dict
    seed: int | None = None

    def _pair(self):
        return [(name, float(value)) for name, value in self.hypers.items()], self.seed


def combinations(values, seeds=()):
    """Every combination of the values of each name, the last name's changing fastest; with seeds, each with every seed."""
    if not isinstance(values, dict):
        raise ValueError(f"combinations: invalid value for values. Expected a dict of lists by name. Received: {values!r}")
    found = _core.combinations([(str(name), [float(each) for each in own]) for name, own in values.items()], [int(each) for each in seeds])
    return [Setting(dict(hypers), seed) for hypers, seed in found]


def grid(parts, settings, most_members=64):
    """Trains every setting on every part, in stacks of at most `most_members`, each network bit for bit as alone: outcomes[part][setting]."""
    settings = [_setting(each) for each in settings]
    return _core.grid(_cores(parts), [each._pair() for each in settings], int(most_members))


def _path_options(hyper, lambdas, ratio, values, unpenalised, warm, relaxed, most_members):
    return {"hyper": hyper, "lambdas": int(lambdas), "ratio": float(ratio), "values": [float(each) for each in values],
            "unpenalised": bool(unpenalised), "warm": bool(warm), "relaxed": bool(relaxed), "most_members": int(most_members)}


def path(parts, hyper="l1", lambdas=20, ratio=0.0, values=(), unpenalised=False, warm=False, relaxed=False, most_members=64):
    """Networks over falling values of a penalty, from the smallest at which nothing is left of the first part's (C++ selection::path)."""
    return _core.selection_path(_cores(parts),
                                _path_options(hyper, lambdas, ratio, values, unpenalised, warm, relaxed, most_members))


class AdaptivePath(NamedTuple):
    """Two paths: the plain one with its scores, and that of the penalty adapted to the network at place `pilot` of it."""

    first: object
    second: object
    pilot: int
    scores: list


def adaptive_path(parts, score, direction, hyper="l1", lambdas=20, ratio=0.0, values=(), unpenalised=False, warm=False, relaxed=False,
                  most_members=64, gamma=2.0):
    """A path, and a second one in which inputs cost more that its best network hardly uses (C++ selection::adaptive_path)."""
    return AdaptivePath(*_core.adaptive_path(_cores(parts),
                                             _path_options(hyper, lambdas, ratio, values, unpenalised, warm, relaxed, most_members),
                                             score, _direction(direction), float(gamma)))


def scores_of(path, parts, score):
    """score(part, outputs) of each lambda's network on each part with test rows: a list a lambda."""
    return _core.scores_of(path, _cores(parts), score)


def test_rows(parts):
    """Test rows of each part that has some: the weights of curve_of()."""
    return _core.test_rows(_cores(parts))


test_rows.__test__ = False  # no test of pytest's


def curve_of(scores, weights):
    """(means, standard errors) over the folds, as glmnet has them. NaN: not defined."""
    return _core.curve_of([list(map(float, each)) for each in scores], list(map(float, weights)))


class Choice(NamedTuple):
    """The simplest network within one standard error of the best of all paths: `place` on path number `path`."""

    path: int
    place: int
    best_path: int
    best_place: int
    paths: list  # of each its own best place, and its first within the bar or None


def choose(paths, direction):
    """The choice among the networks of one or several paths: [(path, curve), ...]. direction: "up" or "down", where scores get better."""
    for path, _ in paths:
        if not isinstance(path, _core.Path):
            raise ValueError(f"choose: invalid value for paths. Expected pairs of a path and its curve. Received: {path!r}")
    places, best, simplest = _core.choose([path for path, _ in paths], [tuple(map(list, curve)) for _, curve in paths], _direction(direction))
    return Choice(simplest, places[simplest][1], best, places[best][0], places)


def _direction(direction):
    if direction not in ("up", "down"):
        raise ValueError(f"invalid value for direction. Expected 'up' or 'down'. Received: {direction!r}")
    return getattr(_core.Direction, direction)


def network_of(part, setting, outcome):
    """The model of a part as this setting and its training have made it; its optimizer is at the start."""
    return of_core(_core.network_of(*_cores(part), *_setting(setting)._pair(), outcome))


class Shrunk(NamedTuple):
    """A smaller model, the features that it wants by input, and sizes (units, parameters, bytes)."""

    model: Trainable
    features: list
    before: dict
    after: dict


def shrink(model, inputs=False, needed=(), fold_batch_normalization=False):
    """The model without the units that cannot change a prediction, with `inputs` without such columns too (C++ selection::shrink)."""
    if not isinstance(model, Trainable):
        raise ValueError(f"shrink: invalid value for model. Expected a model. Received: {model!r}")
    model._need_built("shrink")
    core, features, before, after = _core.shrink(model._core, bool(inputs), [int(each) for each in needed], bool(fold_batch_normalization))
    return Shrunk(of_core(core), features, before, after)
