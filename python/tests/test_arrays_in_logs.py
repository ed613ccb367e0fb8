"""Metrics of several numbers in fit, evaluate and callbacks. Oracle: Keras 3.15.1 on TensorFlow, its numbers written here."""

import numpy as np

import occam as keras

X = np.arange(20, dtype=np.float32).reshape(10, 2) / 10
LABELS = np.arange(10) % 3
F1 = [0.4615384, 0, 0]
PRECISION = [0.34615386, 0.5]


def test_metrics_of_several_numbers_are_arrays():
    model, seen = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3, activation="softmax")]), []
    model.set_weights([np.array([[1, 0, -1], [0, 0.5, 1]], np.float32), np.zeros(3, np.float32)])
    model.compile(keras.optimizers.SGD(0.01), "categorical_crossentropy", metrics=[keras.metrics.F1Score(), keras.metrics.Precision(thresholds=[0.2, 0.5])])
    targets = np.eye(3, dtype=np.float32)[LABELS]
    watch = keras.callbacks.LambdaCallback(on_epoch_end=lambda epoch, logs: seen.append(dict(logs)))
    history = model.fit(X, targets, batch_size=4, epochs=2, shuffle=False, verbose=0, validation_data=(X, targets), callbacks=[watch]).history
    assert list(history) == ["f1_score", "loss", "precision", "val_f1_score", "val_loss", "val_precision"]
    np.testing.assert_allclose(history["loss"], [1.1518929, 1.1483951], rtol=2e-6)
    np.testing.assert_allclose(history["f1_score"], [F1, F1], rtol=1e-6)
    np.testing.assert_allclose(history["precision"], [[0.32, 0.5], PRECISION], rtol=1e-6)
    np.testing.assert_allclose(history["val_precision"], [PRECISION, PRECISION], rtol=1e-6)
    assert [set(each) for each in seen] == [set(history)] * 2
    np.testing.assert_allclose([each["val_f1_score"] for each in seen], [F1, F1], rtol=1e-6)
    values = model.evaluate(X, targets, batch_size=4, verbose=0, return_dict=True)
    assert list(values) == ["f1_score", "loss", "precision"] and np.isclose(values["loss"], 1.1445615, rtol=2e-6)
    listed = model.evaluate(X, targets, batch_size=4, verbose=0)
    for f1, precision in ((values["f1_score"], values["precision"]), listed[1:]):
        assert isinstance(f1, np.ndarray) and f1.dtype == precision.dtype == np.float32
        np.testing.assert_allclose(f1, F1, rtol=1e-6)
        np.testing.assert_allclose(precision, PRECISION, rtol=1e-6)
    batch = model.test_on_batch(X, targets, return_dict=True)
    np.testing.assert_allclose(batch["f1_score"], F1, rtol=1e-6)
