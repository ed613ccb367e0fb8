"""Stacks from Python: members against fits alone, bit for bit; wrong arguments; Ctrl-C."""

import gc
import weakref

import numpy as np
import pytest

import occam as keras

L2 = "dense/kernel_regularizer/l2"
VALUES = [0.0, 1e-3, 1e-1]


def rows(count=60, seed=3):
    random = np.random.default_rng(seed)
    x = random.normal(size=(count, 5)).astype("float32")
    return x, (x[:, :1] - 2 * x[:, 1:2] + 0.1 * random.normal(size=(count, 1))).astype("float32")


def chain(l2=0.0, seed=7):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.Input((5,)),
                              keras.layers.Dense(8, activation="relu", kernel_regularizer=keras.regularizers.L2(l2), name="dense"),
                              keras.layers.Dropout(0.2), keras.layers.Dense(1, name="out")])
    model.compile(keras.optimizers.Adam(0.01), "mse", metrics=["mae"])
    return model


def functional(seed):
    keras.utils.set_random_seed(seed)
    inputs = keras.Input((5,))
    hidden = keras.layers.Dense(6, activation="tanh")(inputs)
    model = keras.Model(inputs, keras.layers.Dense(1)(keras.layers.Concatenate()([inputs, hidden])))
    model.compile("sgd", "mse")
    return model


def same_weights(a, b):
    return all(np.array_equal(one, other) for one, other in zip(a.get_weights(), b.get_weights(), strict=True))


def test_members_are_fits_alone():
    x, y = rows()
    stack = keras.Stack(chain(), {L2: VALUES})
    histories = stack.fit(x, y, epochs=4, batch_size=16, validation_split=0.2)
    assert len(stack) == stack.size() == len(histories) == 3
    for place, l2 in enumerate(VALUES):
        alone = chain(l2)
        history = alone.fit(x, y, epochs=4, batch_size=16, validation_split=0.2, verbose=0)
        assert histories[place].history == history.history
        assert histories[place].data_loss == history.data_loss
        assert same_weights(stack.member(place), alone)
    found = stack.evaluate(x, y)
    assert [each["loss"] for each in found] == [pytest.approx(stack.member(i).evaluate(x, y, verbose=0)[0], rel=1e-6) for i in range(3)]


def test_each_member_stops_by_itself_and_goes_on():
    x, y = rows()
    stopping = keras.callbacks.EarlyStopping(monitor="val_loss", patience=1, min_delta=0.05)
    stack = keras.Stack([chain(1e-1, seed=1), chain(0.0, seed=2)])
    histories = stack.fit(x, y, epochs=30, validation_split=0.3, callbacks=[stopping])
    for place, (l2, seed) in enumerate([(1e-1, 1), (0.0, 2)]):
        alone = chain(l2, seed)
        own = keras.callbacks.EarlyStopping(monitor="val_loss", patience=1, min_delta=0.05)
        history = alone.fit(x, y, epochs=30, validation_split=0.3, callbacks=[own], verbose=0)
        assert histories[place].history == history.history
        member = stack.member(place - 2)
        member.fit(x, y, epochs=2, verbose=0)
        alone.fit(x, y, epochs=2, verbose=0)
        assert same_weights(member, alone)


def test_functional_models_and_validation_data():
    x, y = rows()
    stack = keras.Stack([functional(seed) for seed in (1, 2)])
    histories = stack.fit(x, y, epochs=3, validation_data=rows(20, seed=4))
    for place, seed in enumerate((1, 2)):
        alone = functional(seed)
        history = alone.fit(x, y, epochs=3, validation_data=rows(20, seed=4), verbose=0)
        assert histories[place].history == history.history
        np.testing.assert_array_equal(stack.member(place).predict(x, verbose=0), alone.predict(x, verbose=0))


def test_a_loss_of_the_users_own_lives_as_long_as_the_stack():
    x, y = rows()

    def doubled(target, predicted):
        return 2 * keras.ops.mean(keras.ops.square(target - predicted), axis=-1)

    model = chain()
    model.compile("sgd", doubled)
    stack = keras.Stack(model, {L2: VALUES})
    del model, doubled
    gc.collect()
    stack.fit(x, y, epochs=1)
    member = stack.member(2)
    left = weakref.ref(stack)
    del stack
    gc.collect()
    assert left() is None
    member.fit(x, y, epochs=1, verbose=0)


@pytest.mark.parametrize("make, message", [
    (lambda: keras.Stack(chain()), "one model alone"),
    (lambda: keras.Stack([chain()], {L2: VALUES}), "a list and values"),
    (lambda: keras.Stack(3, {L2: VALUES}), "Expected a compiled model"),
    (lambda: keras.Stack([]), "none"),
    (lambda: keras.Stack([chain(), functional(1)]), "functional ones alone"),
    (lambda: keras.Stack(keras.Sequential([keras.layers.Dense(1)]), {L2: VALUES}), "compile"),
    (lambda: keras.Stack(chain(), VALUES), "by hyper-parameter"),
    (lambda: keras.Stack(chain(), {}), "at least one hyper-parameter"),
    (lambda: keras.Stack(chain(), {"nothing/l2": VALUES}), "nothing/l2"),
    (lambda: keras.Stack(chain(), {L2: [-1.0]}), "-1"),
    (lambda: keras.Stack(chain(), {L2: VALUES}).fit(*rows(), callbacks=[keras.callbacks.LambdaCallback()]), "written in Python"),
    (lambda: keras.Stack(chain(), {L2: VALUES}).fit(rows()[0][:, :3], rows()[1]), "5"),
])
def test_wrong_arguments_are_told(make, message):
    with pytest.raises((ValueError, RuntimeError), match=message):
        make()


@pytest.mark.parametrize("index", [3, -4])
def test_members_that_are_not_there(index):
    with pytest.raises(IndexError, match=str(index)):
        keras.Stack(chain(), {L2: VALUES}).member(index)
