"""Paths, grids, the choice and smaller models from Python."""

import copy
import os
import signal
import threading

import numpy as np
import pytest

import occam as keras
from occam import selection


def rows(count, seed, columns=6):
    """A linear truth of two columns and noise."""
    random = np.random.default_rng(seed)
    x = random.normal(size=(count, columns)).astype(np.float32)
    return x, (2 * x[:, :1] - x[:, 1:2] + 0.3 * random.normal(size=(count, 1))).astype(np.float32)


def linear(columns=6):
    model = keras.Sequential([keras.Input((columns,)), keras.layers.Dense(1, kernel_initializer="zeros",
                                                                          kernel_regularizer=keras.regularizers.L1(0.1, proximal=True))])
    model.compile(keras.optimizers.SGD(0.2), "mse")
    return model


def network(columns=6):
    keras.utils.set_random_seed(3)
    penalty = keras.regularizers.L1(1e-3, proximal=True)
    model = keras.Sequential([keras.Input((columns,)), keras.layers.Dense(8, activation="relu", kernel_regularizer=penalty),
                              keras.layers.Dense(1, kernel_regularizer=penalty)])
    model.compile(keras.optimizers.Adam(0.01), "mse")
    return model


def parts_of(model, x, y, folds=4, **options):
    place = np.arange(len(x)) % folds
    return [selection.Part(model, (x, y), keep_weights=True, **options)] + [
        selection.Part(model, (x[place != each], y[place != each]), test=(x[place == each], y[place == each]), **options) for each in range(folds)]


def squared(parts):
    return lambda part, outputs: float(np.mean((parts[part].test[1] - outputs) ** 2))


def test_the_path_of_a_linear_model_is_the_lasso_s():
    lasso = pytest.importorskip("sklearn.linear_model").Lasso
    x, y = rows(80, 1)
    path = selection.path([selection.Part(linear(), (x, y), epochs=600, batch_size=80, keep_weights=True)], lambdas=6, ratio=0.01)
    assert path.closed_form and len(path) == 6 and path.hyper == "l1"
    # Friedman, Hastie and Tibshirani 2010, 2.5; occam's squared error is not halved.
    largest = 2 * np.abs((x - x.mean(0)).T @ (y - y.mean())).max() / len(x)
    assert path.lambda_max == pytest.approx(largest, rel=1e-5) and path.lambdas[0] == path.lambda_max
    for place, value in enumerate(path.lambdas):
        oracle = lasso(alpha=value / 2, tol=1e-10, max_iter=100000).fit(x.astype(float), y.ravel().astype(float))
        outcome = path.outcome(0, place)
        np.testing.assert_allclose(outcome.weights[0].ravel(), oracle.coef_, atol=2e-4)
        if place:  # at the largest a weight may be a rounding away from zero
            assert outcome.inputs == np.flatnonzero(oracle.coef_).tolist()


def test_a_grid_s_networks_are_those_of_fits():
    x, y = rows(60, 2)
    model = network()
    settings = selection.combinations({"learning_rate": [0.01, 0.05], "dense/kernel_regularizer/l1": [0.0, 0.01]})
    assert [each.hypers for each in settings][1] == {"learning_rate": 0.01, "dense/kernel_regularizer/l1": 0.01}
    found = selection.grid([selection.Part(model, (x, y), test=(x[:5], y[:5]), epochs=4, batch_size=16, keep_weights=True)], settings)
    for setting, outcome in zip(settings, found[0]):
        alone = copy.deepcopy(model)
        alone.optimizer.learning_rate = setting.hypers["learning_rate"]
        alone._core.set_hyper("dense/kernel_regularizer/l1", setting.hypers["dense/kernel_regularizer/l1"])
        alone.fit(x, y, epochs=4, batch_size=16, verbose=0)
        for own, other in zip(outcome.weights, alone.get_weights()):
            np.testing.assert_array_equal(own, other)
        np.testing.assert_array_equal(outcome.outputs, alone.predict(x[:5], verbose=0))
        assert outcome.epochs == 4 and outcome.stop_reason == "" and not outcome.diverged


def test_the_choice_is_glmnet_s_rule_over_both_paths():
    x, y = rows(80, 4)
    stopping = keras.callbacks.EarlyStopping(monitor="loss", patience=5)
    parts = parts_of(network(), x, y, epochs=40, batch_size=16, callbacks=[stopping])
    both = selection.adaptive_path(parts, squared(parts), "down", lambdas=6, ratio=1e-3)
    weights = selection.test_rows(parts)
    scores = [selection.scores_of(path, parts, squared(parts)) for path in both[:2]]
    curves = [selection.curve_of(each, weights) for each in scores]
    means = [np.average(each, axis=1, weights=weights) for each in scores]
    errors = [np.sqrt(np.average((np.array(each) - mean[:, None]) ** 2, axis=1, weights=weights) / (len(weights) - 1))
              for each, mean in zip(scores, means)]
    for curve, mean, error in zip(curves, means, errors):
        np.testing.assert_allclose(curve, (mean, error), rtol=1e-12)
    assert both.pilot == means[0].argmin()
    choice = selection.choose(list(zip(both[:2], curves)), "down")
    best = min((mean.min(), number) for number, mean in enumerate(means))[1]
    bar = means[best].min() + errors[best][means[best].argmin()]
    offers = []
    for number, (path, mean) in enumerate(zip(both[:2], means)):
        within = np.flatnonzero(mean <= bar)
        assert choice.paths[number] == (mean.argmin(), within[0] if len(within) else None)
        if len(within):
            outcome = path.outcome(0, within[0])
            offers.append(((len(outcome.inputs), outcome.parameters, mean[within[0]]), number, within[0]))
    assert (choice.best_path, (choice.path, choice.place)) == (best, min(offers)[1:])


def test_the_chosen_network_predicts_saves_and_shrinks(tmp_path):
    x, y = rows(80, 5)
    parts = parts_of(network(), x, y, epochs=60, batch_size=16)
    path = selection.path(parts, lambdas=5, ratio=1e-2, unpenalised=True)
    assert len(path) == 5 and path.lambdas[5] == 0
    outcome = path.outcome(0, 2)
    model = selection.network_of(parts[0], path.setting(2), outcome)
    for own, other in zip(model.get_weights(), outcome.weights):
        np.testing.assert_array_equal(own, other)
    shrunk = selection.shrink(model, inputs=True)
    assert shrunk.features[0] == outcome.inputs and 0 < len(outcome.inputs)
    assert shrunk.after["parameters"] < shrunk.before["parameters"] == model.count_params()
    expected = model.predict(x, verbose=0)
    np.testing.assert_allclose(shrunk.model.predict(np.ascontiguousarray(x[:, shrunk.features[0]]), verbose=0), expected, atol=1e-5)
    shrunk.model.save(tmp_path / "small.keras")
    assert keras.models.load_model(tmp_path / "small.keras").count_params() == shrunk.after["parameters"]
    shrunk.model.fit(x[:, shrunk.features[0]], y, epochs=1, verbose=0)


def test_a_score_s_own_error_comes_through():
    x, y = rows(40, 6)
    parts = parts_of(linear(), x, y, epochs=2)

    def score(part, outputs):
        raise KeyError("mine")
    with pytest.raises(KeyError, match="mine"):
        selection.adaptive_path(parts, score, "down", lambdas=2)
    path = selection.path(parts, lambdas=2)
    with pytest.raises(KeyError, match="mine"):
        selection.scores_of(path, parts, score)


@pytest.mark.parametrize("call, message", [
    (lambda x, y: selection.Part("model", (x, y)), "model"),
    (lambda x, y: selection.Part(keras.Sequential([keras.layers.Dense(1)]), (x, y)), "compile"),
    (lambda x, y: selection.Part(linear(), x), "train"),
    (lambda x, y: selection.Part(linear(), (x, y), validation=(x,)), "validation"),
    (lambda x, y: selection.Part(linear(), (x, y), callbacks=[keras.callbacks.Callback()]), "Python"),
    (lambda x, y: selection.grid([], [{"l1": 1}]), "part"),
    (lambda x, y: selection.grid([selection.Part(linear(), (x, y))], [{"l3": 1}]), "l3"),
    (lambda x, y: selection.grid([selection.Part(linear(), (x, y))], [{"l1": -1}]), "-1"),
    (lambda x, y: selection.path([selection.Part(linear(), (x, y))], lambdas=1), "lambdas"),
    (lambda x, y: selection.path([selection.Part(linear(), (x[:, :3], y))]), "6"),
    (lambda x, y: selection.choose([], "down"), "no path"),
    (lambda x, y: selection.choose([(selection.path([selection.Part(linear(), (x, y))], values=[1.0, 0.1]), ([0.5], [0.1]))], "down"), "curve"),
    (lambda x, y: selection.choose([], "left"), "left"),
    (lambda x, y: selection.combinations({"l1": []}), "l1"),
    (lambda x, y: selection.curve_of([[1.0]], [1.0, 2.0]), "1"),
    (lambda x, y: selection.shrink(keras.Sequential([keras.layers.Dense(1)])), "no weights"),
    (lambda x, y: selection.shrink(3), "Expected a model"),
])
def test_what_cannot_be_is_told(call, message):
    with pytest.raises(ValueError, match=message):
        call(*rows(20, 7))


def test_an_outcome_that_is_not_there_is_an_index_error():
    path = selection.path([selection.Part(linear(), rows(20, 8))], values=[1.0, 0.1])
    with pytest.raises(IndexError):
        path.outcome(0, 2)


def test_ctrl_c_ends_a_path():
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    x, y = rows(200, 9)
    parts = parts_of(network(), x, y, epochs=10_000_000, batch_size=8)
    threading.Timer(0.3, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
    with pytest.raises(KeyboardInterrupt):
        selection.adaptive_path(parts, squared(parts), "down")
    signal.signal(signal.SIGINT, before)
    parts = parts_of(network(), x, y, epochs=1)
    assert len(selection.path(parts, lambdas=2)) == 2
