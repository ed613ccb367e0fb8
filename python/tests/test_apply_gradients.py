"""Optimizers in loops of one's own: apply_gradients, build, variables."""

import numpy as np
import pytest

import occam as keras


def test_sgd_with_momentum_in_closed_form():
    optimizer, w = keras.optimizers.SGD(0.1, momentum=0.9), keras.Variable([1.0, 2.0])
    velocity, expected = np.zeros(2), np.array([1.0, 2.0])
    random = np.random.default_rng(0)
    for step in range(1, 6):
        gradient = random.normal(size=2)
        velocity = 0.9 * velocity - 0.1 * gradient
        expected = expected + velocity
        assert optimizer.apply_gradients([(gradient, w)]) == step
        np.testing.assert_allclose(w.numpy(), expected, rtol=1e-6)
    assert [each.name for each in optimizer.variables] == ["iteration", "learning_rate", "optimizer/0/variable/momentum"]
    np.testing.assert_allclose(optimizer.variables[2].numpy(), velocity, rtol=1e-5)
    optimizer.learning_rate = 0.0
    optimizer.apply_gradients([(np.zeros(2), w)])
    np.testing.assert_allclose(w.numpy(), expected + 0.9 * velocity, rtol=1e-6)


def test_adam_in_closed_form():
    optimizer, w, v = keras.optimizers.Adam(0.01), keras.Variable(3.0), keras.Variable(np.ones((2, 2)))
    m = s = 0.0
    expected = 3.0
    for step in range(1, 5):
        gradient = 0.5 * step
        m, s = 0.9 * m + 0.1 * gradient, 0.999 * s + 0.001 * gradient**2
        expected -= 0.01 * (m / (1 - 0.9**step)) / (np.sqrt(s / (1 - 0.999**step)) + 1e-7)
        optimizer.apply_gradients([(gradient, w), (np.zeros((2, 2)), v)])
        assert w.numpy() == pytest.approx(expected, rel=1e-5) and w.shape == ()
    np.testing.assert_array_equal(v.numpy(), np.ones((2, 2)))


def test_a_loop_of_one_s_own_is_train_on_batch():
    random = np.random.default_rng(1)
    x, y = random.normal(size=(40, 3)).astype("float32"), random.normal(size=(40, 1)).astype("float32")

    def model():
        keras.utils.set_random_seed(5)
        made = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
        made.compile(keras.optimizers.Adam(0.05), "mse")
        return made
    trained, own = model(), model()
    optimizer = keras.optimizers.Adam(0.05)
    for _ in range(10):
        trained.train_on_batch(x, y)
        residual = 2 * (own.predict(x, verbose=0) - y) / len(x)
        gradients = [x.T @ residual, residual.sum(0)]
        optimizer.apply_gradients(zip(gradients, own.trainable_variables))
    for one, other in zip(own.get_weights(), trained.get_weights()):
        np.testing.assert_allclose(one, other, atol=2e-6)
    assert optimizer.iterations == int(trained.optimizer.iterations) == 10


def test_of_a_compiled_model_the_numbers_hold_and_the_memory_is_apart():
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, use_bias=False)])
    model.compile(keras.optimizers.SGD(0.5), "mse")
    model.optimizer.learning_rate = 0.25
    before = model.get_weights()[0]
    model.optimizer.apply_gradients([(np.ones((2, 1)), model.weights[0])])
    np.testing.assert_allclose(model.get_weights()[0], before - 0.25)
    model.optimizer.learning_rate = 1.0
    model.optimizer.apply([np.ones((2, 1))])
    np.testing.assert_allclose(model.get_weights()[0], before - 1.25, rtol=1e-6)
    model.fit(np.ones((4, 2)), np.ones((4, 1)), verbose=0)


def test_schedules_and_clipping():
    optimizer = keras.optimizers.SGD(keras.optimizers.schedules.PiecewiseConstantDecay([1], [1.0, 0.1]), clipnorm=1.0)
    w = keras.Variable([0.0, 0.0])
    optimizer.apply_gradients([([3.0, 4.0], w)])
    np.testing.assert_allclose(w.numpy(), [-0.6, -0.8], rtol=1e-6)
    for _ in range(2):
        optimizer.apply_gradients([([3.0, 4.0], w)])
    np.testing.assert_allclose(w.numpy(), np.array([-0.6, -0.8]) * 2.1, rtol=1e-6)  # the boundary itself is of the first value


@pytest.mark.parametrize("call, message", [
    (lambda optimizer, w: optimizer.apply_gradients([]), "Received: none"),
    (lambda optimizer, w: optimizer.apply_gradients([(None, w)]), "No gradients provided for any variable"),
    (lambda optimizer, w: optimizer.apply_gradients([(np.ones(3), w)]), r"shape \(3,\). Expected \(2,\)"),
    (lambda optimizer, w: optimizer.apply_gradients([(np.ones(2), 3.0)]), "list of variables"),
    (lambda optimizer, w: (optimizer.build([w]), optimizer.apply_gradients([(np.ones(4), keras.Variable(np.ones(4), name="other"))])), "built with"),
    (lambda optimizer, w: (optimizer.build([w]), optimizer.apply([np.ones(2), np.ones(2)])), "Received: 2"),
    (lambda optimizer, w: optimizer.build([3.0]), "list of variables"),
    (lambda optimizer, w: w.assign([1.0, 2.0, 3.0]), r"shape \(2,\)"),
    (lambda optimizer, w: keras.Variable(lambda shape, dtype: np.ones(shape)), "shape"),
    (lambda optimizer, w: keras.Variable("x"), "numbers"),
    (lambda optimizer, w: keras.Variable(1.0, dtype="bfloat16"), "float32"),
])
def test_what_cannot_be_is_told(call, message):
    with pytest.raises(ValueError, match=message):
        call(keras.optimizers.SGD(0.1), keras.Variable([1.0, 2.0]))


def test_a_variable_is_an_array():
    w = keras.Variable(keras.initializers.Ones(), shape=(2, 3), name="w")
    assert w.shape == (2, 3) and w.trainable and w.name == "w" and isinstance(w, keras.Variable)
    w.assign_add(np.ones((2, 3)))
    w.assign_sub(np.full((2, 3), 0.5))
    np.testing.assert_array_equal(np.asarray(w), np.full((2, 3), 1.5))
    taken = w.value
    w.assign(np.zeros((2, 3)))
    assert taken[0, 0] == 1.5 and "path=w" in repr(w)


def test_a_variable_computes():
    w = keras.Variable([1.0, -2.0])
    for found, expected in ((w * 2, [2, -4]), (2 * w, [2, -4]), (w + w, [2, -4]), (1 - w, [0, 3]), (w / 2, [0.5, -1]), (w**2, [1, 4]),
                            (-w, [-1, 2]), (abs(w), [1, 2]), (w > 0, [True, False]), (w @ w, 5), (np.square(w), [1, 4]),
                            (np.ones(2) * w, [1, -2]), (keras.ops.exp(w), np.exp([1, -2]))):
        np.testing.assert_allclose(found, expected, rtol=1e-6)
    assert len(w) == 2 and np.sum(w) == -1 and float(keras.Variable(3.0)) == 3
    assert keras.optimizers.schedules.ExponentialDecay(0.5, 10, 0.5)(keras.Variable(10.0)) == 0.25


def test_a_variable_without_a_gradient_stays():
    a, b = keras.Variable([1.0], name="a"), keras.Variable([1.0], name="b")
    optimizer = keras.optimizers.SGD(0.5)
    with pytest.warns(UserWarning, match="no gradient for b"):
        optimizer.apply_gradients([([1.0], a), (None, b)])
    assert (a.numpy(), b.numpy()) == (0.5, 1.0)


@pytest.mark.parametrize("name, cls", [("adam", keras.optimizers.Adam), ("sgd", keras.optimizers.SGD), ("RMSprop", keras.optimizers.RMSprop)])
def test_configs_take_names_in_small_letters(name, cls):
    made = keras.optimizers.get({"class_name": name, "config": {"learning_rate": 0.25}})
    assert type(made) is cls and made.learning_rate == 0.25
    assert type(keras.optimizers.deserialize({"class_name": name, "config": {}})) is cls


def test_variables_apart_from_weight_decay():
    def stepped(**apart):
        variables = [keras.Variable(2.0), keras.Variable(2.0, name="exclude"), keras.Variable(2.0)]
        optimizer = keras.optimizers.AdamW(1.0, weight_decay=0.004)
        optimizer.exclude_from_weight_decay(**{name: [variables[2]] if name == "var_list" else value for name, value in apart.items()})
        optimizer.apply_gradients([(0.0, each) for each in variables])
        with pytest.raises(ValueError, match="before the optimizer is built"):
            optimizer.exclude_from_weight_decay(var_names=["exclude"])
        return [float(each.numpy()) for each in variables]

    less = pytest.approx(2 * (1 - 0.004), rel=1e-6)
    assert stepped(var_names=["excl"]) == [less, 2, less] and stepped(var_list=None) == [less, less, 2] and stepped() == [less, less, less]


@pytest.mark.parametrize("apart, expected", [
    (lambda model: {"var_names": ["bias"]}, [0.95, 1, 0.95, 1]), (lambda model: {"var_names": ["kernel", "b.as"]}, [1, 1, 1, 1]),
    (lambda model: {"var_list": [model.layers[0].kernel, model.layers[1].bias]}, [1, 0.95, 0.95, 1])])
def test_weights_apart_from_weight_decay_in_fit(apart, expected):
    layers = [keras.layers.Dense(size, kernel_initializer="ones", bias_initializer="ones") for size in (2, 1)]
    model = keras.Sequential([keras.Input((2,)), *layers])
    optimizer = keras.optimizers.SGD(0.1, weight_decay=0.5)
    optimizer.exclude_from_weight_decay(**apart(model))
    model.compile(optimizer, "mse")
    model.fit(np.zeros((2, 2)), np.full((2, 1), 3.0), verbose=0)  # no errors: weights decay alone
    for weight, value in zip(model.get_weights(), expected):
        np.testing.assert_allclose(weight, np.full(weight.shape, value), rtol=1e-6)


def test_a_learning_rate_without_a_step():
    optimizer, w = keras.optimizers.SGD(learning_rate=lambda: 0.1), keras.Variable([1.0, 2.0])
    assert optimizer.apply_gradients([(np.ones(2), w)]) == 1
    np.testing.assert_allclose(w.numpy(), [0.9, 1.9], rtol=1e-6)


def test_weights_of_an_optimizer_go_on_elsewhere():
    def trained(optimizer, weight, steps):
        for _ in range(steps):
            optimizer.apply_gradients([(2 * (weight.numpy() - 3), weight)])
        return weight.numpy()

    first, whole = keras.optimizers.Adam(0.1), keras.optimizers.Adam(0.1)
    start = np.array([[1.0, -2.0], [0.5, 4.0]])
    weight = keras.Variable(start)
    trained(first, weight, 3)
    second, store = keras.optimizers.Adam(0.5), {}
    other = keras.Variable(weight.numpy())
    with pytest.raises(ValueError, match="not yet been built"):
        second.set_weights(first.get_weights())
    second.build([other])
    first.save_own_variables(store)
    second.load_own_variables(store)
    assert second.iterations == 3 and second.iterations.numpy() == 3 and float(second.learning_rate) == pytest.approx(0.1)
    np.testing.assert_array_equal(trained(second, other, 4), trained(whole, keras.Variable(start), 7))
    with pytest.raises(ValueError, match="Expected 4 arrays"):
        second.set_weights(first.get_weights()[:-1])
    with pytest.raises(ValueError, match="numbers"):
        second.set_weights([*first.get_weights()[:-1], np.zeros(5)])


def test_the_memory_has_keras_s_order():
    # Oracle: the shapes that real Keras's optimizers list of variables (2, 3) and (3,).
    for made, shapes in ((keras.optimizers.SGD(0.5), []), (keras.optimizers.SGD(0.5, momentum=0.9), [(2, 3), (3,)]),
                         (keras.optimizers.RMSprop(momentum=0.9), [(2, 3), (3,), (2, 3), (3,)]), (keras.optimizers.Adam(amsgrad=True), [(2, 3), (2, 3), (3,), (3,), (2, 3), (3,)]),
                         (keras.optimizers.Nadam(), [(2, 3), (2, 3), (3,), (3,), ()])):
        variables = [keras.Variable(np.ones((2, 3))), keras.Variable(np.ones(3))]
        made.apply_gradients([(np.full(each.shape, 0.25), each) for each in variables])
        assert [tuple(each.shape) for each in made.variables[2:]] == shapes
        other, same = type(made).from_config(made.get_config()), [keras.Variable(each.numpy()) for each in variables]
        other.build(same)
        other.set_weights(made.get_weights())
        for optimizer, those in ((made, variables), (other, same)):
            optimizer.apply_gradients([(np.full(each.shape, -0.5), each) for each in those])
        for one, each in zip(same, variables):
            np.testing.assert_array_equal(one.numpy(), each.numpy())
    assert keras.optimizers.SGD(0.5).variables[1] == 0.5


def test_a_variable_without_a_gradient_stays():
    one, other = keras.Variable([1.0, 2.0]), keras.Variable([3.0])
    optimizer = keras.optimizers.Adam(0.5)
    optimizer.apply_gradients([([1.0, 1.0], one), ([1.0], other)])
    before = [each.numpy() for each in optimizer.variables]
    with pytest.warns(UserWarning, match="Gradients do not exist for variables"):
        optimizer.apply_gradients([([1.0, 1.0], one), (None, other)])
    after = [each.numpy() for each in optimizer.variables]
    assert other.numpy() == pytest.approx([2.5], rel=1e-4) and optimizer.iterations == 2
    assert one.numpy() == pytest.approx([0.0, 1.0], abs=1e-4)  # equal gradients are steps of the rate
    np.testing.assert_array_equal(before[4:], after[4:])
    assert not np.array_equal(before[2], after[2])
    with pytest.raises(ValueError, match="built with"):
        optimizer.apply_gradients([([1.0], keras.Variable([1.0]))])


def test_constraints_of_variables_hold_after_a_step():
    variable = keras.Variable([[-0.5, 0.25]])
    variable.constraint = keras.constraints.NonNeg()
    keras.optimizers.SGD(0.1).apply_gradients([(np.zeros((1, 2)), variable)])
    np.testing.assert_array_equal(variable.numpy(), [[0, 0.25]])


def test_a_variable_compares_its_numbers():
    variable = keras.Variable([1.0, 2.0])
    np.testing.assert_array_equal(variable == [1.0, 3.0], [True, False])
    np.testing.assert_array_equal(variable != 2, [True, False])
    assert variable in [keras.Variable([1.0, 2.0]), variable] and variable != keras.Variable([1.0, 2.0]) and variable != None  # noqa: E711
