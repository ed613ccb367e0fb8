"""tf.data's data sets of files: lines, and columns of CSV files, whose types and missing ones are TensorFlow's."""

import numpy as np
import pytest

import occam as tf


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("age,fare,city,survived\n22,7.25,\"Rome, Italy\",0\n38,,Paris,1\n,1e2,,1\n35,8,Oslo,0\n")
    return str(path)


def batches(dataset):
    return [({name: np.asarray(each).tolist() for name, each in columns.items()}, np.asarray(label).tolist()) for columns, label in dataset]


def test_columns(table):
    found = batches(tf.data.experimental.make_csv_dataset(table, 3, label_name="survived", num_epochs=1, shuffle=False))
    assert found == [({"age": [22, 38, 0], "fare": [7.25, 0, 100], "city": ["Rome, Italy", "Paris", ""]}, [0, 1, 1]), ({"age": [35], "fare": [8], "city": ["Oslo"]}, [0])]
    columns, label = next(iter(tf.data.experimental.make_csv_dataset(table, 2, label_name="survived")))
    assert [columns["age"].dtype, columns["fare"].dtype, label.dtype] == [np.int32, np.float32, np.int32]
    chosen = next(iter(tf.data.experimental.make_csv_dataset(table, 4, select_columns=["fare", "city"], column_defaults=[-1.5, "none"], num_epochs=1, shuffle=False)))
    assert chosen["fare"].tolist() == [7.25, -1.5, 100, 8] and chosen["city"].tolist() == ["Rome, Italy", "Paris", "none", "Oslo"]


def test_repeats_without_an_end_in_whole_batches(table):
    dataset = tf.data.experimental.make_csv_dataset(table, 3, label_name="survived")
    assert tf.data.experimental.cardinality(dataset) == -1
    assert [len(label) for _, label in dataset.take(5)] == [3] * 5
    ages = sorted(age for columns, _ in dataset.take(4) for age in columns["age"].tolist())
    assert ages == sorted([22, 38, 0, 35] * 3)


def test_a_network_learns_from_it(tmp_path):
    rng = np.random.default_rng(0)
    rows = rng.normal(size=(300, 2))
    path = tmp_path / "rows.csv"
    path.write_text("a,b,y\n" + "".join(f"{a},{b},{2 * a - b}\n" for a, b in rows))
    dataset = tf.data.experimental.make_csv_dataset(str(path), 30, label_name="y", num_epochs=1).map(lambda columns, label: (tf.stack([columns["a"], columns["b"]], axis=1), label))
    model = tf.keras.Sequential([tf.keras.layers.Dense(1)])
    model.compile(tf.keras.optimizers.Adam(0.1), "mse")
    assert model.fit(dataset, epochs=30, verbose=0).history["loss"][-1] < 1e-3


def test_what_is_wrong_is_said(table, tmp_path):
    make = tf.data.experimental.make_csv_dataset
    with pytest.raises(ValueError, match="no files"):
        make(str(tmp_path / "none*.csv"), 2)
    with pytest.raises(ValueError, match="'sex'"):
        make(table, 2, label_name="sex")
    with pytest.raises(ValueError, match="column 'fare': Expected no missing value.*row 1"):
        make(table, 2, column_defaults=[0, np.float32, "", 0])
    with pytest.raises(ValueError, match="as many column_defaults"):
        make(table, 2, column_defaults=[0])
    (tmp_path / "short.csv").write_text("a,b\n1,2\n3\n")
    with pytest.raises(ValueError, match="line 3: Expected 2 fields. Received: 1"):
        make(str(tmp_path / "short.csv"), 2)
    (tmp_path / "empty.csv").write_text("")
    with pytest.raises(ValueError, match="column_names"):
        make(str(tmp_path / "empty.csv"), 2)


def test_lines(table):
    lines = tf.data.TextLineDataset([table, table]).skip(1)
    assert [str(each) for each in lines.take(2)] == ['22,7.25,"Rome, Italy",0', "38,,Paris,1"]
    assert len(list(lines)) == 9
