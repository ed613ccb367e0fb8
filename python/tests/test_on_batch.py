"""train_on_batch and test_on_batch: what they return, by Keras 3.15.1."""

import numpy as np

import occam as keras

X = np.array([[1.0, -2.0], [0.5, 3.0], [-1.0, 0.25], [2.0, 2.0], [0.0, 1.0]], "float32")
Y = np.array([[1.0], [0.0], [2.0], [-1.0], [0.5]], "float32")


def compiled(rate=0.1):
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    model.compile(keras.optimizers.SGD(rate), "mse", metrics=["mae"])
    model.set_weights([np.array([[0.5], [-0.25]]), np.array([0.1])])
    return model


def test_results_are_of_each_batch_alone():
    model = compiled()
    found = [model.train_on_batch(X[:2], Y[:2]), model.train_on_batch(X[2:], Y[2:])]
    np.testing.assert_allclose(found, [[0.085, 0.25], [3.250452, 1.6058334]], rtol=1e-6)
    np.testing.assert_allclose(model.test_on_batch(X[:1], Y[:1]), [0.01527284, 0.1235833], rtol=1e-6)
    assert set(model.test_on_batch(X, Y, return_dict=True)) == {"loss", "mae"}


def test_an_evaluation_before_changes_nothing():
    model = compiled()
    np.testing.assert_allclose(model.evaluate(X, Y, verbose=0), [1.8432814, 1.0425], rtol=1e-6)
    np.testing.assert_allclose(model.test_on_batch(X[:1], Y[:1]), [0.01, 0.1], rtol=1e-6)


def test_what_compile_was_given():
    model = compiled()
    assert [each.name for each in model.metrics] == model.metrics_names == ["loss", "compile_metrics"]
    loss, mae = model.evaluate(X, Y, verbose=0)
    assert model.metrics[0].result() == np.float32(loss) and model.metrics[1].result() == {"mae": np.float32(mae)}
    model.reset_metrics()
    assert model.metrics[0].result() == 0 and model.metrics[1].result() == {"mae": 0}
    config = model.get_compile_config()
    assert config["loss"] == "mse" and config["metrics"] == ["mae"] and config["optimizer"]["class_name"] == "SGD"
    twin = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    assert twin.metrics == [] and twin.get_compile_config() is None
    twin.compile_from_config(config)
    twin.set_weights(model.get_weights())
    assert twin.evaluate(X, Y, verbose=0) == [loss, mae] and twin.optimizer.learning_rate == 0.1
