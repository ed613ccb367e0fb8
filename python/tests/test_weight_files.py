"""Weights of files that hold other layers: what is loaded and what is kept, beside Keras 3.15.1."""

import warnings

import numpy as np
import pytest

import occam as keras


def network(units, more=0, bias=True, first=5):
    layers = [keras.layers.Dense(first, name="a"), keras.layers.BatchNormalization(name="n"), keras.layers.Dense(units, name="b", use_bias=bias)]
    model = keras.Sequential([keras.layers.Input((3,)), *layers, *(keras.layers.Dense(2, name=f"x{i}") for i in range(more))])
    model.set_weights([np.arange(1, each.size + 1, dtype="float32").reshape(each.shape) for each in model.get_weights()])
    return model


def halves(model):
    model.set_weights([np.full(each.shape, 0.5, "float32") for each in model.get_weights()])
    return model


def loaded(model):
    """A letter a weight: loaded or kept."""
    return "".join("k" if (each == 0.5).all() else "l" for each in model.get_weights())


CASES = {"units": (lambda: network(4), lambda: network(3)),
         "first": (lambda: network(4, first=6), lambda: network(4)),
         "more": (lambda: network(4, 1), lambda: network(4)),
         "fewer": (lambda: network(4), lambda: network(4, 1)),
         "bias": (lambda: network(4), lambda: network(4, bias=False)),
         "no bias": (lambda: network(4, bias=False), lambda: network(4)),
         "two": (lambda: network(4, 1), lambda: network(3, 1))}
# Written down from real Keras; "" is its ValueError, after which a model here is as it was before.
KEPT = {"units": "llllllkk", "first": "kkkkkkkk", "more": "llllllll", "fewer": "llllllllkk", "bias": "llllllk", "no bias": "llllllkk", "two": "llllllkkkk"}
KEPT_H5 = {**KEPT, "first": "kkkkkkkl", "more": "", "fewer": "", "bias": "", "no bias": "", "two": "llllllkkkl"}
BY_NAME = {**dict.fromkeys(CASES, ""), "more": "llllllll", "fewer": "llllllllkk"}
BY_NAME_KEPT = {**KEPT_H5, "more": "llllllll", "fewer": "llllllllkk", "bias": "llllllk", "no bias": "llllllkk"}
PLAIN = {**dict.fromkeys(CASES, ""), "more": "llllllll"}
WAYS = [(".weights.h5", {}, PLAIN), (".weights.h5", {"skip_mismatch": True}, KEPT), (".keras", {}, PLAIN), (".keras", {"skip_mismatch": True}, KEPT),
        (".h5", {}, dict.fromkeys(CASES, "")), (".h5", {"skip_mismatch": True}, KEPT_H5), (".h5", {"by_name": True}, BY_NAME),
        (".h5", {"by_name": True, "skip_mismatch": True}, BY_NAME_KEPT),
        # Not Keras's forms: as its .weights.h5, but that without skip_mismatch nothing may be left over.
        (".npz", {"skip_mismatch": True}, KEPT), (".safetensors", {"skip_mismatch": True}, KEPT), (".npz", {}, dict.fromkeys(CASES, ""))]
WARNED = {"units": "b", "first": "anb", "bias": "b", "no bias": "b", "two": ("b", "x0"), "fewer": ("x0",)}


@pytest.mark.parametrize("ending,options,expected", WAYS, ids=[f"{ending}-{'-'.join(options)}" for ending, options, _ in WAYS])
@pytest.mark.parametrize("case", CASES)
def test_what_fits_is_loaded(tmp_path, case, ending, options, expected):
    source, target = (make() for make in CASES[case])
    path = tmp_path / f"model{ending}"
    if ending in (".keras", ".h5"):
        source.save(path)
    else:
        source.save_weights(path)
    halves(target)
    if not expected[case]:
        with pytest.raises(ValueError, match=r"[Ee]xpected"):
            target.load_weights(path, **options)
        assert set(loaded(target)) == {"k"}
        return
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        target.load_weights(path, **options)
    assert loaded(target) == expected[case]
    if "k" not in expected[case] or case == "fewer" and "by_name" in options:
        assert not told
        return
    assert len(told) == 1
    for layer in WARNED[case]:
        assert f"layer '{layer}'" in str(told[0].message)


def test_the_warning_tells_both_shapes(tmp_path):
    network(4).save_weights(tmp_path / "w.weights.h5")
    with pytest.warns(UserWarning, match=r"layer 'b': weight 'b/kernel' has shape \(5, 4\) in the file\. Expected \(5, 3\)"):
        network(3).load_weights(tmp_path / "w.weights.h5", skip_mismatch=True)


def test_layers_of_inner_models(tmp_path):
    """A new head on a body that was trained: the body's layers are told apart."""
    def model(classes, width=5):
        body = keras.Sequential([keras.layers.Input((3,)), keras.layers.Dense(4, name="first"), keras.layers.Dense(width, name="second")], name="body")
        x = keras.layers.Input((3,))
        return keras.Model(x, keras.layers.Dense(classes, name="head")(body(x)))

    trained = model(10)
    trained.save_weights(tmp_path / "w.weights.h5")
    other = halves(model(2))
    with pytest.warns(UserWarning, match="layer 'head'"):
        other.load_weights(tmp_path / "w.weights.h5", skip_mismatch=True)
    for mine, theirs in zip(other.get_weights()[:4], trained.get_weights()):
        np.testing.assert_array_equal(mine, theirs)
    assert loaded(other)[4:] == "kk"
    wider = halves(model(10, 6))
    with pytest.warns(UserWarning, match="layer 'body/second'.*layer 'head'"):
        wider.load_weights(tmp_path / "w.weights.h5", skip_mismatch=True)
    np.testing.assert_array_equal(wider.get_weights()[0], trained.get_weights()[0])


def test_by_name_is_for_files_that_name_layers(tmp_path):
    model = network(4)
    model.save(tmp_path / "m.keras")
    with pytest.raises(ValueError, match="by_name"):
        model.load_weights(tmp_path / "m.keras", by_name=True)
