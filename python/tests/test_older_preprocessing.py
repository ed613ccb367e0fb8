"""Keras's tokenizer and pieces of series of before its layers, with Keras 3.15.1's values, and its data sets from files that are here."""

import json

import numpy as np
import pytest

import occam as keras
from occam.keras.preprocessing import sequence, text

DOCUMENTS = ["The cat sat on the mat.", "The dog, the cat & THE bird!", "a b c", ""]


@pytest.mark.parametrize("arguments", [{}, {"num_words": 4}, {"oov_token": "<OOV>"}, {"num_words": 4, "oov_token": "<OOV>"}, {"lower": False, "filters": ""}])
def test_numbers_of_words(arguments):
    tokenizer = text.Tokenizer(**arguments)
    tokenizer.fit_on_texts(DOCUMENTS)
    index = tokenizer.word_index
    given = ["the bird flew on a cat", ["The", "cat"]]
    found = tokenizer.texts_to_sequences(given)
    words = [["the", "bird", "flew", "on", "a", "cat"], ["the", "cat"] if tokenizer.lower else ["The", "cat"]]
    limit, unknown = tokenizer.num_words or 99, index.get(tokenizer.oov_token)
    expected = [[index[word] if index.get(word, 99) < limit else unknown for word in each] for each in words]
    assert found == [[number for number in each if number is not None] for each in expected]
    again = text.tokenizer_from_json(tokenizer.to_json())
    assert again.texts_to_sequences(given) == found and again.index_word == tokenizer.index_word and again.index_docs == tokenizer.index_docs
    assert json.loads(tokenizer.to_json())["class_name"] == "Tokenizer"


def test_the_most_frequent_word_is_first():
    tokenizer = text.Tokenizer(oov_token="?")
    tokenizer.fit_on_texts(DOCUMENTS)
    assert list(tokenizer.word_index.items())[:4] == [("?", 1), ("the", 2), ("cat", 3), ("sat", 4)]
    assert tokenizer.word_counts["the"] == 5 and tokenizer.word_docs["the"] == 2 and tokenizer.document_count == 4
    assert tokenizer.sequences_to_texts([[2, 3, 99]]) == ["the cat ?"]


@pytest.mark.parametrize("mode, expected", [("binary", [[0, 1, 1, 0]]), ("count", [[0, 2, 1, 0]]), ("freq", [[0, 0.6667, 0.3333, 0]]), ("tfidf", [[0, 1.4346, 0.8473, 0]])])
def test_matrices(mode, expected):
    tokenizer = text.Tokenizer(num_words=4)
    tokenizer.fit_on_texts(DOCUMENTS)
    np.testing.assert_allclose(tokenizer.texts_to_matrix(["the the cat"], mode), expected, atol=5e-5)


def test_hashes_and_refusals():
    assert text.text_to_word_sequence("Hello, World!  x") == ["hello", "world", "x"] and text.hashing_trick("a b a", 10, "md5") == [2, 5, 2]
    for call, error in ((lambda: text.Tokenizer(words=1), TypeError), (lambda: text.Tokenizer().sequences_to_matrix([[1]]), ValueError),
                        (lambda: text.Tokenizer(num_words=3).sequences_to_matrix([[1]], "tfidf"), ValueError), (lambda: text.Tokenizer(num_words=3).sequences_to_matrix([[1]], "no"), ValueError)):
        with pytest.raises(error):
            call()


def test_pieces_of_a_series():
    data, targets = np.arange(10), np.arange(10) * 10
    made = sequence.TimeseriesGenerator(data, targets, length=3, sampling_rate=2, stride=2, batch_size=2)
    assert [(x.tolist(), y.tolist()) for x, y in map(made.__getitem__, range(len(made)))] == [([[0, 2], [2, 4]], [30, 50]), ([[4, 6], [6, 8]], [70, 90])]
    assert sequence.TimeseriesGenerator(data, targets, length=3, reverse=True)[0][0][0].tolist() == [2, 1, 0]
    model = keras.Sequential([keras.layers.Dense(1)])
    model.compile("sgd", "mse")
    history = model.fit(sequence.TimeseriesGenerator(data / 10, targets / 100, length=3, batch_size=4), epochs=2, verbose=0)
    assert history.params["steps"] == 2
    with pytest.raises(ValueError, match="disallowed"):
        sequence.TimeseriesGenerator(data, targets, length=10)


def test_pairs_of_words():
    pairs, labels = sequence.skipgrams([1, 2, 0, 3], 5, window_size=1, negative_samples=2, seed=1)
    assert sorted(tuple(pair) for pair, label in zip(pairs, labels) if label) == [(1, 2), (2, 1)] and labels.count(0) == 4
    assert sequence.skipgrams([1, 2], 5, categorical=True, negative_samples=0)[1] == [[0, 1], [0, 1]]
    np.testing.assert_allclose(sequence.make_sampling_table(3), [0.00315, 0.00315, 0.00548], atol=1e-5)


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    (tmp_path / "datasets").mkdir()
    return tmp_path / "datasets"


def lists(*parts):
    made = np.empty(len(parts), dtype=object)
    made[:] = parts
    return made


def test_texts_from_files(files):
    np.savez(files / "imdb.npz", x_train=lists([5, 6, 7], [9, 30]), y_train=np.array([1, 0]), x_test=lists([4]), y_test=np.array([1]))
    (x, y), (test, labels) = keras.datasets.imdb.load_data(num_words=12)
    order = np.arange(2)
    np.random.RandomState(113).shuffle(order)
    assert x.tolist() == [[[1, 8, 9, 10], [1, 2, 2]][place] for place in order] and y.tolist() == np.array([1, 0])[order].tolist()
    assert test.tolist() == [[1, 7]] and labels.tolist() == [1]
    assert sorted(keras.datasets.imdb.load_data(start_char=None, oov_char=None, index_from=0, skip_top=6)[0][0].tolist()) == [[6, 7], [9]]  # 30 is the largest, which is left out
    with pytest.raises(ValueError, match="Increase maxlen"):
        keras.datasets.imdb.load_data(maxlen=2)
    np.savez(files / "reuters.npz", x=lists(*([place] for place in range(10))), y=np.arange(10))
    (x, y), (test, labels) = keras.datasets.reuters.load_data(num_words=99)
    assert len(x) == 8 and [each[1] - 3 for each in [*x, *test]] == [*y, *labels] and len(keras.datasets.reuters.get_label_names()) == 46
    (files / "imdb_word_index.json").write_text('{"film": 1}')
    assert keras.datasets.imdb.get_word_index() == {"film": 1}


def test_what_is_no_array_is_refused(files):
    import os
    import pickle

    class Hostile:
        def __reduce__(self):
            return os.getcwd, ()
    np.savez(files / "imdb.npz", x_train=lists(Hostile()), y_train=np.array([1]), x_test=lists([4]), y_test=np.array([1]))
    with pytest.raises(pickle.UnpicklingError, match="arrays and lists"):
        keras.datasets.imdb.load_data()


def test_tables_and_digits_from_files(files):
    x, y = np.arange(20.0).reshape(10, 2), np.arange(10.0)
    for name in ("boston_housing", "california_housing"):
        np.savez(files / f"{name}.npz", x=x, y=y)
        (train_x, train_y), (test_x, test_y) = getattr(keras.datasets, name).load_data(test_split=0.3, seed=5)
        order = np.arange(10)
        np.random.RandomState(5).shuffle(order)
        assert train_y.tolist() == y[order[:7]].tolist() and test_y.tolist() == y[order[7:]].tolist() and np.array_equal(train_x[:, 0] / 2, train_y) and len(test_x) == 3
    for call in (lambda: keras.datasets.boston_housing.load_data(test_split=1), lambda: keras.datasets.california_housing.load_data(version="all")):
        with pytest.raises(ValueError):
            call()
    with pytest.raises(FileNotFoundError, match="mnist.npz"):
        keras.datasets.mnist.load_data()
    np.savez(files / "mnist.npz", x_train=np.ones((2, 28, 28), "uint8"), y_train=np.arange(2), x_test=np.zeros((1, 28, 28), "uint8"), y_test=np.arange(1))
    assert keras.datasets.mnist.load_data()[0][0].shape == (2, 28, 28)
