"""The table of a model, and below it the memory of a step. Oracle: Keras 3.15.1's summary() in a terminal of 80 columns."""

import numpy as np
import pytest

import occam as keras

layers = keras.layers


@pytest.fixture(autouse=True)
def of_80_columns(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")


def shown(model, **options):
    lines = []
    model.summary(print_fn=lines.append, **options)
    return "\n".join(lines).split("\n")


def test_a_graph_with_shared_layers_says_what_each_is_connected_to():
    a, b = keras.Input((4,), name="a"), keras.Input((3,), name="b")
    shared = layers.Dense(5, name="shared")
    joined = layers.concatenate([shared(a), shared(layers.Dense(4)(b))])
    model = keras.Model([a, b], [layers.Dense(1, name="o1")(joined), layers.Dense(2, name="o2")(joined)], name="two")
    lines = shown(model)
    assert lines[0] == 'Model: "two"'
    assert lines[1] == "┏" + "┳".join("━" * width for width in (21, 19, 12, 19)) + "┓"
    assert lines[4] == "│ b (InputLayer)      │ (None, 3)         │          0 │ -                 │"
    at = lines.index("│ shared (Dense)      │ (None, 5)         │         25 │ a[0][0],          │")
    assert lines[at + 1] == "│                     │                   │            │ dense[0][0]       │"
    assert "│ (Concatenate)       │                   │            │ shared[1][0]      │" in lines
    assert lines[-4:-1] == [" Total params: 74 (296.00 B)", " Trainable params: 74 (296.00 B)", " Non-trainable params: 0 (0.00 B)"]
    assert lines[-1].startswith(" Training memory")


def test_inner_models_frozen_layers_and_a_range():
    base = keras.Sequential([keras.Input((4,)), layers.Dense(3), layers.BatchNormalization(), layers.Dense(2)], name="base")
    base.trainable = False
    x = keras.Input((4,))
    model = keras.Model(x, layers.Dense(1, name="head")(base(x, training=False)))
    lines = shown(model, expand_nested=True, show_trainable=True)
    assert lines[2] == "┃ Layer (type)                ┃ Output Shape          ┃    Param # ┃ Trai… ┃"
    assert "│ base (Sequential)           │ (None, 2)             │         35 │   N   │" in lines
    assert "│    └ batch_normalization    │ (None, 3)             │         12 │   N   │" in lines
    assert "│ head (Dense)                │ (None, 1)             │          3 │   Y   │" in lines
    assert " Trainable params: 3 (12.00 B)" in lines and " Non-trainable params: 35 (140.00 B)" in lines
    assert len([line for line in shown(model, layer_range=["base", "base"]) if line.startswith("│")]) == 1
    with pytest.raises(ValueError, match="layer_range"):
        shown(model, layer_range=["nowhere", "head"])


def test_long_names_are_cut_and_lines_as_long_as_asked_for():
    model = keras.Sequential([keras.Input((10,)), layers.Dense(64, name="a_rather_long_layer_name_that_wraps_around_the_column"), layers.Dense(3)])
    assert shown(model)[4:6] == ["│ a_rather_long_layer_name_that_… │ (None, 64)             │           704 │",
                                 "│ (Dense)                         │                        │               │"]
    assert shown(model, line_length=60)[4] == "│ a_rather_long_layer_nam… │ (None, 64)        │       704 │"


def test_a_model_written_in_python_shows_its_layers():
    class Own(keras.Model):
        def __init__(self):
            super().__init__(name="own")
            self.first, self.drop, self.rest = layers.Dense(8), layers.Dropout(0.3), [layers.Dense(2)]

        def call(self, x, training=False):
            return self.rest[0](self.drop(self.first(x), training=training))

    model = Own()
    model(np.ones((2, 5), "float32"))
    lines = shown(model)
    assert lines[0] == 'Model: "own"' and "│ dense (Dense)                   │ (None, 8)              │            48 │" in lines
    assert "│ dense_1 (Dense)                 │ (None, 2)              │            18 │" in lines and " Total params: 66 (264.00 B)" in lines


def test_layers_in_front_of_the_network_are_shown():
    text = keras.Input((1,), dtype="string", name="text")
    model = keras.Model(text, layers.Dense(1)(layers.StringLookup(vocabulary=["a"], output_mode="one_hot")(text)))
    lines = shown(model)
    assert "│ text (InputLayer)               │ (None, 1)              │             0 │" in lines
    assert "│ string_lookup (StringLookup)    │ (None, 2)              │             0 │" in lines


def test_layers_of_ones_own_say_that_they_are_not_built():
    class Part(layers.Layer):
        def __init__(self):
            super().__init__()
            self.inner = layers.Dense(2)

        def call(self, x):
            return self.inner(x)

    class Whole(keras.Model):
        def __init__(self):
            super().__init__()
            self.part, self.drop, self.last = Part(), layers.Dropout(0.1), layers.Dense(1)

        def call(self, x):
            return self.last(self.drop(self.part(x)))

    model = Whole()
    rows = [line.split("│")[1:4] for line in shown(model) if line.startswith("│")]
    assert [[each.strip() for each in row] for row in rows] == [["part (Part)", "?", "0 (unbuilt)"], ["dropout (Dropout)", "?", "0"], ["dense (Dense)", "?", "0 (unbuilt)"]]
    model(np.ones((2, 3)))
    assert [line.split("│")[3].strip() for line in shown(model) if line.startswith("│")] == ["8", "0", "3"]
