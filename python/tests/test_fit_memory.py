"""What only occam has, by C++'s names: memory of a fit, seeds and threads; and that objects and fits leave nothing behind."""

import gc
import resource

import numpy as np
import pytest

import occam as keras

X = np.random.default_rng(0).normal(size=(64, 4)).astype(np.float32)
Y = X[:, :1] * 2


def network(**options):
    model = keras.Sequential([keras.layers.Dense(8, activation="relu", input_shape=(4,)), keras.layers.Dense(1)])
    model.compile("adam", "mse")
    return model


def test_fit_memory_by_arrays_and_by_shapes():
    model = network()
    found = model.fit_memory(X, Y, batch_size=16)
    assert found == model.fit_memory((64, 4), (64, 1), 16)
    # Weights and Adam's two moments: 3 floats for each of 8 * 4 + 8 + 8 + 1 weights.
    assert found["state"] >= 3 * 4 * 49
    assert 4 * 16 * 5 <= found["batches"] < model.fit_memory(X, Y, batch_size=64)["batches"]
    assert max(found.values()) == found["total"] <= sum(found[name] for name in found if name != "total")
    best = keras.callbacks.EarlyStopping(monitor="loss", restore_best_weights=True)
    assert model.fit_memory(X, Y, 16, callbacks=best)["callbacks"] >= found["callbacks"] + 4 * 49


def test_wrong_arguments():
    model = network()
    for call in (lambda: model.fit_memory((64, 5), (64, 1)), lambda: model.fit_memory(X, Y, batch_size="x"), lambda: model.set_threads(0),
                 lambda: model.set_threads(2.5), lambda: model.set_seed(-1), lambda: model.set_seed(None)):
        with pytest.raises(ValueError):
            call()


def test_seeds_and_threads():
    bits = []
    for seed, threads in ((5, 1), (5, 2), (6, 1)):
        model = keras.Sequential([keras.layers.Dense(8, activation="relu"), keras.layers.Dropout(0.3), keras.layers.Dense(1)])
        model.set_seed(seed)
        model.set_threads(threads)
        model.compile("adam", "mse")
        model.fit(X, Y, epochs=3, verbose=0)
        bits.append(b"".join(each.tobytes() for each in model.get_weights()))
    assert bits[0] == bits[1] != bits[2]


def grown(work, rounds):
    """MB by which the peak of resident memory grows over `rounds` calls, once it has been called as often before."""
    for _ in range(rounds):
        work()
    gc.collect()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(rounds):
        work()
    return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024


def test_no_leak_over_ten_thousand_objects():
    def work():
        keras.layers.Dense(8, kernel_regularizer=keras.regularizers.L2(0.1))
        keras.regularizers.L1(0.1)(X)
        keras.layers.Dropout(0.5)(X, training=True)
        keras.losses.MeanSquaredError()(Y, Y)
        keras.metrics.MeanSquaredError().update_state(Y, Y)
        keras.optimizers.Adam()
    assert grown(work, 1000) < 8  # 6000 objects after as many: 8 MB would be 1.4 kB an object


def test_no_leak_over_a_thousand_fits():
    model = network()
    assert grown(lambda: model.fit(X, Y, verbose=0), 500) < 4  # 8 kB a fit


def test_no_leak_over_models():
    assert grown(lambda: network().fit(X, Y, verbose=0), 200) < 8
