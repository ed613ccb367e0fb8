"""keras.Operation, and what models say of what they take. Source: the same programs on Keras 3.15.1."""

import numpy as np
import pytest

import occam as keras
from occam import layers


@keras.saving.register_keras_serializable("own_operations")
class Times(keras.Operation):
    def __init__(self, factor, name=None):
        super().__init__(name=name)
        self.factor = factor

    def call(self, x):
        return x * self.factor

    def compute_output_spec(self, x):
        return keras.KerasTensor(x.shape, x.dtype)


def model():
    given = keras.Input((3,), name="given")
    return keras.Model(given, layers.Dense(1, kernel_initializer="ones")(Times(2.0, name="twice")(given)))


def test_an_operation_on_arrays_and_values():
    times = Times(3.0)
    assert (times.name, Times(2.0, name="twice").name) == ("times", "twice")
    np.testing.assert_array_equal(times(np.ones((2, 2), np.float32)), np.full((2, 2), 3, np.float32))
    assert times(keras.Input((3,))).shape == (None, 3) == times.symbolic_call(keras.Input((3,))).shape
    assert times.get_config() == {"name": "times", "factor": 3.0} and Times.from_config(times.get_config()).factor == 3


def test_an_operation_in_a_model_is_no_layer(tmp_path):
    made = model()
    assert [type(each).__name__ for each in made.layers] == ["InputLayer", "Dense"]
    assert [type(each).__name__ for each in made.operations] == ["InputLayer", "Times", "Dense"]
    made.save(tmp_path / "model.keras")
    for other in (made, keras.models.clone_model(made), keras.models.load_model(tmp_path / "model.keras")):
        np.testing.assert_array_equal(other.predict(np.ones((2, 3)), verbose=0), [[6], [6]])


def test_a_functional_model_says_and_checks_what_it_takes():
    made = model()
    spec, = made.input_spec
    assert (spec.shape, spec.ndim, spec.name) == ((None, 3), 2, "given")
    with pytest.raises(ValueError, match=r"Input 0 with name 'given' .* expected shape=\(None, 3\), found shape=\(None, 7\)"):
        made(keras.Input((7,)))
    assert made(keras.Input((3,))).shape == (None, 1)
    assert keras.Sequential([keras.Input((3,)), layers.Dense(1)]).input_spec is None
    with pytest.raises(ValueError, match="incompatible"):
        keras.Sequential([keras.Input((3,)), layers.Dense(1)])(keras.Input((2, 3)))


class Specified(keras.Model):
    def __init__(self):
        super().__init__()
        self.dense, self.input_spec = layers.Dense(2), keras.InputSpec(shape=(None, 3))

    def call(self, x):
        return self.dense(x)


@pytest.mark.parametrize("use", [lambda made, x: made(x), lambda made, x: made.predict(x, verbose=0)])
def test_a_model_written_in_python_checks_its_own(use):
    with pytest.raises(ValueError, match=r"expected shape=\(None, 3\)"):
        use(Specified(), np.ones((2, 4), np.float32))
    assert use(Specified(), np.ones((2, 3), np.float32)).shape == (2, 2)


def test_what_is_not_built_is_not_counted():
    for thing in (keras.Sequential([layers.Dense(2)]), layers.Dense(2), Specified()):
        with pytest.raises(ValueError, match="You tried to call `count_params` on layer .* isn't built"):
            thing.count_params()
    assert model().count_params() == 4
    with pytest.raises(AttributeError, match="has no defined inputs yet"):
        keras.Sequential([layers.Dense(2)]).inputs


class Counted(keras.Model):
    def __init__(self):
        super().__init__()
        self.factor = self.add_variable((2,), "ones", name="factor")
        self.scale = Scale()

    def call(self, x):
        return self.scale(x * self.factor)


class Scale(layers.Layer):
    def build(self, input_shape):
        self.by = self.add_variable((input_shape[-1],), keras.initializers.Constant(3.0), trainable=False, name="by")
        self.built = True

    def call(self, x):
        return x * self.by


def test_add_variable_is_a_weight():
    made = Counted()
    np.testing.assert_array_equal(made(np.ones((2, 2), np.float32)), np.full((2, 2), 3))
    assert [each.name for each in made.trainable_weights] == ["factor"]
    assert [each.name for each in made.non_trainable_weights] == ["by"]
