"""Pictures of histories and models: well-formed, with everything that was measured, to scale."""

import math
import xml.etree.ElementTree as xml

import numpy as np
import pytest

import occam as keras
from occam import plots

SVG = "{http://www.w3.org/2000/svg}"


def drawn(picture):
    """(texts, polylines as lists of points) of a picture that is XML."""
    root = xml.fromstring(str(picture))
    assert root.tag == f"{SVG}svg"
    lines = [[tuple(map(float, point.split(","))) for point in line.get("points").split()] for line in root.iter(f"{SVG}polyline")]
    return [text.text for text in root.iter(f"{SVG}text")], lines


def fitted(**options):
    random = np.random.default_rng(0)
    x = random.normal(size=(60, 4)).astype(np.float32)
    y = (x[:, :1] > 0).astype(np.float32)
    keras.utils.set_random_seed(0)
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, activation="relu", kernel_regularizer=keras.regularizers.L1(1e-3)),
                              keras.layers.Dropout(0.2), keras.layers.Dense(1, activation="sigmoid")])
    model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
    return model, model.fit(x, y, epochs=6, verbose=0, **options)


def test_every_epoch_is_a_point_to_scale(tmp_path):
    _, history = fitted(validation_split=0.2)
    texts, lines = drawn(history.plot())
    assert texts.count("training") == texts.count("validation") == 2 and {"loss", "accuracy", "epoch"} <= set(texts)
    assert [len(line) for line in lines] == [6] * 4
    # loss and val_loss share one scale: heights are one linear map of the values.
    values = np.array(history.history["loss"] + history.history["val_loss"])
    heights = np.array([y for line in lines[:2] for _, y in line])
    slope, offset = np.polyfit(values, heights, 1)
    np.testing.assert_allclose(heights, slope * values + offset, atol=0.02)
    assert slope < 0  # larger is higher
    steps = np.diff([x for x, _ in lines[0]])
    np.testing.assert_allclose(steps, steps[0], atol=0.02)
    history.plot(tmp_path / "curves.svg")
    assert drawn((tmp_path / "curves.svg").read_text()) == (texts, lines)
    assert history._repr_html_() == str(history.plot())


@pytest.mark.parametrize("often, points", [(2, 3), ([1, 4], 2), (4, 0)])
def test_validation_stands_at_its_epochs(often, points):
    stopping = keras.callbacks.EarlyStopping(patience=50)
    _, history = fitted(validation_split=0.2, validation_freq=often, callbacks=[stopping])
    _, lines = drawn(history.plot())
    training = [x for x, _ in lines[0]]
    epochs = [each - 1 for each in (often if isinstance(often, list) else range(often, 7, often))]
    validation = next((line for line in lines[:2] if line is not lines[0]), []) if points else []
    assert [x for x, _ in validation] == [training[each] for each in epochs][:len(validation)] and len(validation) == points
    assert list(history.values("val_loss")) == epochs
    # The best value is that of the best epoch, whichever epochs were validated.
    assert stopping.best == min(history.history["val_loss"])


def test_how_it_ended_is_told():
    _, history = fitted(validation_split=0.2, callbacks=[keras.callbacks.EarlyStopping(monitor="loss", baseline=0, patience=2)])
    texts, _ = drawn(history.plot())
    assert any(text.startswith("stopped, ") and text.endswith("epoch 2") for text in texts), texts


def test_numbers_that_are_none_and_constants():
    for values in ([1.0, math.nan, 2.0, math.inf], [3.0, 3.0, 3.0, 3.0], [math.nan] * 4, [0.0] * 4, [1e-300, 2e-300, 0.0, 1e-300], [1e300, -1e300, 0, 1]):
        texts, lines = drawn(plots.history_plot({"loss": dict(enumerate(values))}, [0, 1, 2, 3], []))
        assert sum(map(len, lines)) in (0, sum(map(math.isfinite, values)))
        assert not any("nan" in text or "inf" in text for text in texts if text != "training")
    with pytest.raises(ValueError, match="no epoch"):
        keras.callbacks.History().plot()


@pytest.mark.parametrize("low, high, expected", [(0, 1, [0, 0.2, 0.4, 0.6, 0.8]), (0, 10, [0, 5, 10]), (1, 7, [2, 4, 6]), (-3, 3, [-2, 0, 2]),
                                                 (0.31, 0.34, [0.31, 0.32, 0.33, 0.34])])
def test_ticks_are_round(low, high, expected):
    found = plots.ticks(low, high)
    assert len(found) <= 5 and all(low - 1e-9 <= each <= high + 1e-9 for each in found)
    if expected != [0, 0.2, 0.4, 0.6, 0.8]:
        np.testing.assert_allclose(found, expected, atol=1e-9)


def test_a_chain_s_layers(tmp_path):
    model, _ = fitted()
    picture = keras.utils.plot_model(model, tmp_path / "model.svg", show_shapes=True, show_layer_names=True, show_layer_activations=True)
    texts, _ = drawn(picture)
    assert [text for text in texts if text in ("InputLayer", "Dense", "Dropout")] == ["InputLayer", "Dense", "Dropout", "Dense"]
    assert {"units 3", "relu", "sigmoid", "rate 0.2", "output (None, 3)", "output (None, 1)", "kernel_regularizer L1 l1=0.001"} <= set(texts)
    assert (tmp_path / "model.svg").read_text() == str(picture)
    assert keras.utils.plot_model(model, None)._repr_svg_().startswith("<svg")


def test_a_graph_s_layers_and_links():
    a = keras.Input((4,), name="in<&>")
    b = keras.layers.Dense(3)(a)
    c = keras.layers.Add()([b, keras.layers.Dense(3)(a)])
    model = keras.Model(a, keras.layers.Dense(1)(keras.layers.Concatenate()([c, b])))
    layers, links = plots.model_parts(model, True, False, True, False, False)
    names = [kind for kind, _ in layers]
    assert sorted((names[source], names[target]) for source, target in links) == sorted([
        ("InputLayer", "Dense"), ("InputLayer", "Dense"), ("Dense", "Add"), ("Dense", "Add"), ("Add", "Concatenate"),
        ("Dense", "Concatenate"), ("Concatenate", "Dense")])
    texts, _ = drawn(plots.model_plot(layers, links))
    assert "in<&>" in texts and "output (None, 6)" in texts


@pytest.mark.parametrize("call, message", [
    (lambda model: keras.utils.plot_model(model, "model.txt"), "svg, .png"),
    (lambda model: keras.utils.plot_model(model, None, rankdir="up"), "'TB' or 'LR'"),
    (lambda model: keras.utils.plot_model(model, None, nonsense=1), "nonsense"),
    (lambda model: keras.utils.plot_model("model", None), "Expected a model"),
    (lambda model: keras.utils.plot_model(keras.Sequential([keras.layers.Dense(1)]), None), "no weights"),
])
def test_what_cannot_be_drawn_is_told(call, message):
    with pytest.raises(ValueError, match=message):
        call(fitted()[0])


def boxes(picture):
    """(class, left, top) of each layer, by the order of drawing."""
    root = xml.fromstring(str(picture))
    corners = [(float(each.get("x")), float(each.get("y"))) for each in root.iter(f"{SVG}rect") if each.get("x")]
    return list(zip([each.text for each in root.iter(f"{SVG}text") if each.get("font-weight") == "bold"], corners))


def nested():
    inner = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4), keras.layers.Dropout(0.5)])
    a, b = keras.Input((3,)), keras.Input((2,))
    deep = keras.Model(a, keras.layers.Activation("relu")(inner(a)))
    return keras.Model([a, b], keras.layers.Dense(1)(keras.layers.Concatenate()([deep(a), b])))


def test_models_inside_are_drawn_when_asked():
    model = nested()
    assert [name for name, _ in boxes(keras.utils.plot_model(model, None))] == ["InputLayer", "Functional", "InputLayer", "Concatenate", "Dense"]
    layers, links = plots.model_parts(model, False, False, False, False, False, True)
    names = [name for name, _ in layers]
    assert sorted(names) == sorted(["InputLayer", "Dense", "Dropout", "Activation", "InputLayer", "Concatenate", "Dense"])
    first, second = [place for place, name in enumerate(names) if name == "InputLayer"]
    follow = {source: target for source, target in links}
    chain = [first]
    while chain[-1] in follow:
        chain.append(follow[chain[-1]])
    assert [names[place] for place in chain] == ["InputLayer", "Dense", "Dropout", "Activation", "Concatenate", "Dense"]
    assert names[follow[second]] == "Concatenate" and len(links) == 6


def test_from_the_left_to_the_right():
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4), keras.layers.Dense(1)])
    down, across = (boxes(keras.utils.plot_model(model, None, rankdir=each)) for each in ("TB", "LR"))
    assert len({left for _, (left, _) in down}) == 1 and sorted(down, key=lambda each: each[1][1]) == down
    assert len({top for _, (_, top) in across}) == 1 and sorted(across, key=lambda each: each[1][0]) == across


def test_images_of_dots(tmp_path):
    image = pytest.importorskip("PIL.Image")
    model = nested()
    for dots in (96, 192):
        picture = keras.utils.plot_model(model, str(tmp_path / "model.png"), dpi=dots, show_shapes=True)
        drawn_size = [float(xml.fromstring(str(picture)).get(each)) for each in ("width", "height")]
        with image.open(tmp_path / "model.png") as found:
            assert found.format == "PNG" and np.allclose(found.size, [each * dots / 96 for each in drawn_size], atol=1)
            pixels = np.asarray(found.convert("RGB")).astype(int)
        for _, (left, top) in boxes(picture):  # each box has its colour inside and white left of it
            x, y = round((left + 3) * dots / 96), round((top + 10) * dots / 96)
            np.testing.assert_array_equal(pixels[y, x], [0xf4, 0xf6, 0xfa])
            np.testing.assert_array_equal(pixels[y, round((left - 3) * dots / 96)], [255] * 3)
    _, history = fitted(validation_split=0.2)
    history.plot(tmp_path / "curves.jpg")
    assert image.open(tmp_path / "curves.jpg").format == "JPEG"


def test_all_epochs_of_a_few_are_told():
    texts, _ = drawn(plots.history_plot({"loss": dict(enumerate([5.0, 4.0, 3.0, 2.0, 1.0]))}, [0, 1, 2, 3, 4], []))
    assert [each for each in texts if each in "12345"][-5:] == list("12345")
