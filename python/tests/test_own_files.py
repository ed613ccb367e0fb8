"""Files of models with layers, losses, metrics ... written in Python: what Keras's own tests of saving ask for."""

import pickle

import numpy as np
import pytest

import occam as keras
from occam import layers, ops

RANDOM = np.random.default_rng(5)
X, Y = RANDOM.normal(size=(24, 3)).astype("float32"), RANDOM.normal(size=(24, 1)).astype("float32")


class Linear(layers.Layer):
    def __init__(self, units, factor=1.0, **kwargs):
        super().__init__(**kwargs)
        self.units, self.factor = units, factor

    def build(self, input_shape):
        self.kernel = self.add_weight(shape=(input_shape[-1], self.units), name="kernel")

    def call(self, inputs):
        return self.factor * ops.matmul(inputs, self.kernel)

    def get_config(self):
        return {**super().get_config(), "units": self.units, "factor": self.factor}


class TwoDense(layers.Layer):
    """Without a get_config: the arguments are known."""

    def __init__(self, units):
        super().__init__()
        self.first, self.second = layers.Dense(units, activation="tanh"), layers.Dense(units)

    def call(self, inputs):
        return self.second(self.first(inputs))


class WithAny(layers.Layer):
    def __init__(self, anything):
        super().__init__()

    def call(self, inputs):
        return inputs * 2.0


class Network(keras.Model):
    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.inner, self.head = layers.Dense(units, activation="relu"), layers.Dense(1)

    def call(self, inputs):
        return self.head(self.inner(inputs))


class Scaled(keras.losses.Loss):
    def __init__(self, factor=2.0, name="scaled", reduction="sum_over_batch_size"):
        super().__init__(name=name, reduction=reduction)
        self.factor = factor

    def call(self, y_true, y_pred):
        return self.factor * ops.mean(ops.square(y_true - y_pred), axis=-1)

    def get_config(self):
        return {**super().get_config(), "factor": self.factor}


def far(y_true, y_pred):
    return ops.mean(ops.abs(y_true - y_pred) * 3.0, axis=-1)


def bent(x):
    return x + 0.1 * ops.square(x)


OBJECTS = {"Linear": Linear, "TwoDense": TwoDense, "Network": Network, "Scaled": Scaled, "far": far, "bent": bent}


def chain():
    return keras.Sequential([keras.Input((3,)), Linear(4, factor=0.5, name="own"), layers.Dense(2, activation=bent), TwoDense(1)])


def functional():
    inputs = keras.Input((3,))
    branches = [Linear(2)(inputs), TwoDense(2)(inputs)]
    return keras.Model(inputs, layers.Dense(1)(layers.Concatenate()(branches)), name="two")


@pytest.mark.parametrize("made", [chain, functional, lambda: Network(5)], ids=["chain", "functional", "subclass"])
@pytest.mark.parametrize("ending", ["keras", "h5"])
def test_models_come_back_and_train_on(tmp_path, made, ending):
    model = made()
    model.compile(keras.optimizers.Adam(0.02), Scaled(1.5), metrics=[far, "mae"])
    model.fit(X, Y, epochs=2, batch_size=6, shuffle=False, verbose=0)
    path = tmp_path / f"model.{ending}"
    model.save(path)
    twin = keras.models.load_model(path, custom_objects=OBJECTS)
    assert type(twin) is type(model) and [type(each) for each in twin.layers] == [type(each) for each in model.layers]
    np.testing.assert_array_equal(model.predict(X, verbose=0), twin.predict(X, verbose=0))
    assert model.evaluate(X, Y, verbose=0, return_dict=True) == twin.evaluate(X, Y, verbose=0, return_dict=True)
    # The optimizer's memory too.
    histories = [each.fit(X, Y, epochs=2, batch_size=6, shuffle=False, verbose=0).history for each in (model, twin)]
    assert histories[0] == histories[1] and set(histories[0]) == {"loss", "far", "mae"}
    with keras.saving.custom_object_scope(OBJECTS):
        assert type(keras.models.load_model(path)) is type(model)


def test_what_is_not_known_is_named(tmp_path):
    model = chain()
    model.compile("sgd", far)
    model.save(tmp_path / "model.keras")
    with pytest.raises(keras.FileError, match="Linear is not known"):
        keras.models.load_model(tmp_path / "model.keras")
    with pytest.raises(TypeError, match="far"):  # as Keras
        keras.models.load_model(tmp_path / "model.keras", {name: thing for name, thing in OBJECTS.items() if name != "far"})
    alone = keras.models.load_model(tmp_path / "model.keras", OBJECTS, compile=False)
    assert not alone.compiled
    np.testing.assert_array_equal(model.predict(X, verbose=0), alone.predict(X, verbose=0))


def test_a_loss_of_a_plain_model(tmp_path):
    model = keras.Sequential([keras.Input((3,)), layers.Dense(1)])
    model.compile("sgd", far)
    model.save(tmp_path / "model.keras")
    twin = keras.models.load_model(tmp_path / "model.keras", custom_objects={"far": far})
    assert twin.evaluate(X, Y, verbose=0) == model.evaluate(X, Y, verbose=0)
    assert not keras.models.load_model(tmp_path / "model.keras", compile=False).compiled
    with pytest.raises(keras.FileError):
        keras.models.load_model(tmp_path / "model.keras")


def test_what_has_no_config_says_so(tmp_path):
    inputs = keras.Input((3,))
    keras.Model(inputs, TwoDense(units=2)(inputs=inputs)).save(tmp_path / "model.keras")
    with pytest.raises(ValueError, match="WithAny"):
        keras.Model(inputs, WithAny(object())(inputs)).save(tmp_path / "model.keras")


def test_pickles():
    for model in (chain(), functional(), Network(2)):
        model.compile("sgd", Scaled(), metrics=[far])
        model.fit(X, Y, verbose=0)
        twin = pickle.loads(pickle.dumps(model))
        assert type(twin) is type(model)
        assert model.evaluate(X, Y, verbose=0) == twin.evaluate(X, Y, verbose=0)


def test_weights_of_a_model_file(tmp_path):
    model, other = functional(), functional()
    model.save(tmp_path / "model.keras")
    model.save(tmp_path / "model.h5")
    for ending in ("keras", "h5"):
        other.set_weights([np.zeros_like(each) for each in other.get_weights()])
        other.load_weights(tmp_path / f"model.{ending}")
        for own, loaded in zip(model.get_weights(), other.get_weights()):
            np.testing.assert_array_equal(own, loaded)


def test_descriptions():
    model = functional()
    with keras.saving.CustomObjectScope(OBJECTS):
        twin = keras.models.model_from_json(model.to_json())
    assert [type(each) for each in twin.layers] == [type(each) for each in model.layers] and twin.count_params() == model.count_params()
    assert Network(4).get_config() == {"units": 4} and Network.from_config({"units": 4}).inner.units == 4


def test_a_fit_goes_on_from_a_checkpoint(tmp_path):
    whole, cut, resumed = chain(), chain(), chain()
    for model in (whole, cut, resumed):
        model.compile("adam", Scaled(), metrics=[far])
        model.set_weights(whole.get_weights())
    fit = {"batch_size": 6, "verbose": 0, "shuffle": False}
    whole.fit(X, Y, epochs=4, **fit)
    keep = [keras.callbacks.ModelCheckpoint(str(tmp_path / "kept.keras"))]
    cut.fit(X, Y, epochs=2, callbacks=keep, **fit)
    resumed.fit(X, Y, epochs=4, callbacks=keep, resume_from=tmp_path / "kept.keras", **fit)
    for one, other in zip(whole.get_weights(), resumed.get_weights()):
        np.testing.assert_array_equal(one, other)


class Wrapped(layers.Layer):
    """With a layer among its arguments, which the config has as an object."""

    def __init__(self, inner, **kwargs):
        super().__init__(**kwargs)
        self.inner = inner

    def call(self, inputs):
        return self.inner(inputs)

    def get_config(self):
        return {**super().get_config(), "inner": self.inner}

    @classmethod
    def from_config(cls, config):
        return cls(**{**config, "inner": keras.saving.deserialize_keras_object(config["inner"])})


def test_objects_among_the_arguments(tmp_path):
    model = keras.Sequential([keras.Input((3,)), Wrapped(layers.Dense(2, activation=bent))])
    model.save(tmp_path / "model.keras")
    twin = keras.models.load_model(tmp_path / "model.keras", custom_objects={**OBJECTS, "Wrapped": Wrapped})
    np.testing.assert_array_equal(model.predict(X, verbose=0), twin.predict(X, verbose=0))


def test_a_dtype_as_keras_files_have_it():
    policy = {"module": "keras", "class_name": "DTypePolicy", "config": {"name": "float32"}, "registered_name": None}
    assert Linear.from_config({"units": 2, "dtype": policy}).units == 2
    with pytest.raises(ValueError, match="float32"):
        Linear.from_config({"units": 2, "dtype": {**policy, "config": {"name": "float16"}}})


@pytest.mark.parametrize("ending", ["keras", "h5"])
def test_a_metric_that_python_alone_knows_comes_back(tmp_path, ending):
    x = np.random.default_rng(0).normal(size=(12, 3)).astype("float32")
    y = x[:, :1] - x[:, 1:2]
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
    model.compile("sgd", "mse", metrics=[keras.metrics.MeanMetricWrapper(keras.metrics.mean_absolute_error, name="distance")])
    model.fit(x, y, verbose=0)
    path = str(tmp_path / f"model.{ending}")
    model.save(path)
    loaded = keras.models.load_model(path)
    assert loaded.compiled
    seen = loaded.evaluate(x, y, verbose=0, return_dict=True)
    assert seen == model.evaluate(x, y, verbose=0, return_dict=True)
    np.testing.assert_allclose(seen["distance"], np.abs(y - loaded.predict(x, verbose=0)).mean(), rtol=1e-5)
