"""What optimizers say of themselves, and what may be set; numbers of Keras 3.15.1."""

import numpy as np
import pytest

import occam as keras

X, Y = np.ones((8, 2), "float32"), np.ones((8, 1), "float32")


def network(optimizer):
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    model.compile(optimizer, "mse")
    return model


def test_accumulated_steps_are_one_iteration():
    model = network(keras.optimizers.SGD(gradient_accumulation_steps=2))
    model.fit(X, Y, batch_size=2, epochs=2, verbose=0)
    assert int(model.optimizer.iterations.numpy()) == 4


@pytest.mark.parametrize("compiled", [True, False])
def test_a_rate_of_a_schedule_cannot_be_set(compiled):
    optimizer = keras.optimizers.SGD(keras.optimizers.schedules.ExponentialDecay(0.1, 10, 0.9))
    if compiled:
        network(optimizer)
    with pytest.raises(TypeError, match="its learning rate is not settable"):
        optimizer.learning_rate = 0.2


def test_a_config_has_the_numbers_as_they_stand_and_the_name():
    optimizer = keras.optimizers.Adam(0.01, clipnorm=1.0, name="mine")
    network(optimizer)
    optimizer.learning_rate = 0.25
    config = optimizer.get_config()
    assert list(config) == ["name", "learning_rate", "weight_decay", "clipnorm", "global_clipnorm", "clipvalue", "use_ema", "ema_momentum",
                            "ema_overwrite_frequency", "loss_scale_factor", "gradient_accumulation_steps", "beta_1", "beta_2", "epsilon", "amsgrad"]
    assert (config["name"], config["learning_rate"], config["clipnorm"], config["loss_scale_factor"]) == ("mine", 0.25, 1.0, None)
    again = keras.optimizers.Adam.from_config(config)
    assert again.get_config() == config and again.name == "mine"
    assert keras.optimizers.deserialize(keras.optimizers.serialize(optimizer)).get_config() == config


# Keras: the gradient is 1024 times too large, and divided.
def test_a_scaled_loss_gives_the_same_step():
    optimizer = keras.optimizers.SGD(0.5, loss_scale_factor=1024)
    assert optimizer.scale_loss(3.0) == 3072.0 and optimizer.loss_scale_factor == 1024
    weight = keras.Variable([1.0, 2.0])
    optimizer.apply_gradients([(np.array([1.0, 1.0], "float32") * 1024, weight)])
    np.testing.assert_allclose(weight.numpy(), [0.5, 1.5])
    assert keras.optimizers.SGD(0.5).scale_loss(3.0) == 3.0
    assert keras.optimizers.SGD.from_config(optimizer.get_config()).loss_scale_factor == 1024


def test_variables_of_a_schedule_have_no_rate():
    schedule = keras.optimizers.schedules.ExponentialDecay(0.1, 10, 0.9)
    assert [each.name for each in keras.optimizers.Adam(schedule).variables] == ["iteration"]
    optimizer = keras.optimizers.Adam(schedule)
    optimizer.build([keras.Variable([1.0])])
    optimizer.apply([np.ones(1, "float32")])
    other = keras.optimizers.Adam(schedule)
    other.build([keras.Variable([1.0])])
    other.set_weights(optimizer.get_weights())
    assert int(other.iterations) == 1 and len(other.variables) == len(optimizer.variables)


def test_an_optimizer_may_be_built_without_variables():
    optimizer = keras.optimizers.Nadam()
    optimizer.build([])
    assert optimizer.built


def test_fit_ends_with_the_running_means():
    model = network(keras.optimizers.SGD(0.1, use_ema=True, ema_momentum=0.5))
    model.fit(X, Y, batch_size=4, verbose=0)
    before = model.get_weights()
    model.optimizer.finalize_variable_values(model.trainable_variables)
    for old, new in zip(before, model.get_weights()):
        np.testing.assert_array_equal(old, new)
    optimizer = keras.optimizers.SGD(0.1, use_ema=True)
    optimizer.build([keras.Variable([1.0])])
    with pytest.raises(ValueError, match="keeps no running means"):
        optimizer.finalize_variable_values([])


def test_the_learning_rate_of_a_schedule_is_that_of_now():
    """As in Keras: 0.1 * 0.5^(steps / 2)."""
    optimizer, weight = keras.optimizers.SGD(keras.optimizers.schedules.ExponentialDecay(0.1, 2, 0.5)), keras.Variable(np.ones(3, np.float32))
    np.testing.assert_allclose(float(optimizer.learning_rate), 0.1, rtol=1e-6)
    for step in range(1, 4):
        optimizer.apply_gradients([(np.ones(3, np.float32), weight)])
        np.testing.assert_allclose(float(optimizer.learning_rate), 0.1 * 0.5 ** (step / 2), rtol=1e-6)
    assert optimizer.get_config()["learning_rate"]["class_name"] == "ExponentialDecay"
    model = network(keras.optimizers.SGD(keras.optimizers.schedules.ExponentialDecay(0.1, 2, 0.5)))
    model.fit(X, Y, batch_size=4, epochs=2, verbose=0)
    np.testing.assert_allclose(float(model.optimizer.learning_rate), 0.1 * 0.25, rtol=1e-6)


def test_a_schedule_is_read_before_the_model_is_built():
    model = keras.Sequential([keras.layers.Dense(1)])
    model.compile(keras.optimizers.Adam(keras.optimizers.schedules.ExponentialDecay(0.25, 10, 0.5)), "mse")
    assert float(model.optimizer.learning_rate) == 0.25 and model.optimizer.iterations == 0
    model.fit(X, Y, batch_size=1, epochs=2, verbose=0)
    assert float(model.optimizer.learning_rate) == pytest.approx(0.25 * 0.5 ** 1.6) and model.optimizer.iterations == 16


def test_the_value_of_a_rate_is_float32():
    model = network(keras.optimizers.SGD(0.1))
    model.optimizer.learning_rate = 0.1 * 0.1
    assert model.optimizer.learning_rate.value == 0.01 and model.optimizer.learning_rate.value.dtype == "float32"
