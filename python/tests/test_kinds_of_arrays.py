"""What fit, evaluate and predict take beside NumPy's arrays: sparse matrices of SciPy's; and of a data frame the column that has no numbers is named."""

import numpy as np
import pytest

import occam as keras

X = np.maximum(np.random.default_rng(0).normal(size=(60, 5)), 0.5).astype("float32") - np.float32(0.5)
Y = (X[:, 0] > 0).astype(int)


def compiled():
    keras.utils.set_random_seed(0)
    model = keras.Sequential([keras.layers.Dense(1)])
    model.compile("adam", "mse")
    return model


@pytest.mark.parametrize("form", ["csr_matrix", "csc_array", "coo_matrix"])
def test_sparse_matrices_are_their_numbers(form):
    sparse = pytest.importorskip("scipy.sparse")
    given = getattr(sparse, form)(X)
    one, other = compiled(), compiled()
    assert one.fit(X, Y, verbose=0, validation_split=0.2, epochs=2).history == other.fit(given, Y, verbose=0, validation_split=0.2, epochs=2).history
    np.testing.assert_array_equal(one.predict(X, verbose=0), other.predict(given, verbose=0))
    assert one.evaluate(X, Y, verbose=0) == other.evaluate(given, Y, verbose=0)
    assert one.train_on_batch(X, Y) == other.train_on_batch(given, Y)
    np.testing.assert_array_equal(other(given), other(X))
    inputs = keras.Input((5,)), keras.Input((5,))
    model = keras.Model(inputs, keras.layers.Add()(list(inputs)))
    np.testing.assert_array_equal(model.predict([given, given], verbose=0), 2 * X)


@pytest.mark.parametrize("package, make, example", [
    ("pandas", lambda pd: pd.DataFrame(X).assign(kind=pd.Categorical(["u"] * 60)), "'u'"),
    ("pandas", lambda pd: pd.DataFrame(X).assign(kind=pd.Timestamp("2020-01-01")), "2020-01-01"),
    ("pandas", lambda pd: pd.DataFrame(X).assign(kind=["a", 2] * 30), "'a'"),
    ("polars", lambda pl: pl.DataFrame({"a": np.ones(60), "kind": ["x"] * 60}), "'x'"),
], ids=["categories", "days", "objects", "polars"])
def test_the_column_without_numbers_is_named(package, make, example):
    frame = make(pytest.importorskip(package))
    with pytest.raises(ValueError, match=f"x: column 'kind' has no numbers.*{example}"):
        compiled().fit(frame, Y, verbose=0)


def test_models_of_several_inputs_or_outputs_are_called_in_training():
    a, b = keras.Input((4,)), keras.Input((2,))
    normalization = keras.layers.BatchNormalization(momentum=0.5)
    model = keras.Model({"a": a, "b": b}, [keras.layers.Dropout(0.5)(keras.layers.Concatenate()([a, b])), normalization(a)])
    given = {"a": np.random.default_rng(1).normal(size=(50, 4)).astype("float32"), "b": np.ones((50, 2), np.float32)}
    both = np.concatenate([given["a"], given["b"]], 1)
    first, normal = model(given, training=True)
    second, _ = model(given, training=True)
    for each in (first, second):
        kept = np.asarray(each) != 0
        np.testing.assert_allclose(np.asarray(each)[kept], 2 * both[kept], rtol=1e-6)
        assert 0.35 < kept.mean() < 0.65
    assert not np.array_equal(first, second)
    np.testing.assert_allclose(np.std(normal, axis=0), 1, rtol=1e-2)
    np.testing.assert_allclose(normalization.moving_mean.numpy(), 0.75 * given["a"].mean(0), rtol=1e-5, atol=1e-6)
    np.testing.assert_array_equal(model(given)[0], both)
