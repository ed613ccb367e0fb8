"""tf.data's operations: elements, element types and lengths as TensorFlow has them (worked out with TensorFlow 2 on the same programs; of
unbatch and rebatch TensorFlow does not tell a length)."""

import itertools

import numpy as np
import pytest

import occam as tf

D = tf.data.Dataset
TEN = D.range(10)
X = np.random.default_rng(0).random((40, 3), np.float32)
Y = X @ np.array([[1], [2], [3]], "float32")


def plain(element):
    if isinstance(element, tuple):
        return tuple(map(plain, element))
    if isinstance(element, dict):
        return {name: plain(each) for name, each in element.items()}
    return element.numpy().tolist() if hasattr(element, "numpy") else [plain(each) for each in element]


CASES = [
    (lambda: TEN.batch(4), [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9]], 3),
    (lambda: TEN.batch(4, drop_remainder=True), [[0, 1, 2, 3], [4, 5, 6, 7]], 2),
    (lambda: TEN.map(lambda x: 2 * x).batch(4), [[0, 2, 4, 6], [8, 10, 12, 14], [16, 18]], 3),
    (lambda: TEN.take(4).map(lambda x: {"a": x, "b": [x, x]}).batch(2), [{"a": [0, 1], "b": [[0, 0], [1, 1]]}, {"a": [2, 3], "b": [[2, 2], [3, 3]]}], 2),
    (lambda: D.range(5).window(3, shift=1, drop_remainder=True).flat_map(lambda w: w.batch(3)), [[0, 1, 2], [1, 2, 3], [2, 3, 4]], -2),
    (lambda: TEN.window(4), [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9]], 3),
    (lambda: TEN.window(2, shift=3, stride=2), [[0, 2], [3, 5], [6, 8], [9]], 4),
    (lambda: D.range(4).repeat(2).batch(3), [[0, 1, 2], [3, 0, 1], [2, 3]], 3),
    (lambda: D.range(4).batch(3).repeat(2), [[0, 1, 2], [3], [0, 1, 2], [3]], 4),
    (lambda: D.range(4).repeat().batch(3).take(3), [[0, 1, 2], [3, 0, 1], [2, 3, 0]], 3),
    (lambda: D.range(4).batch(3).repeat(-1).skip(1).take(2), [[3], [0, 1, 2]], 2),
    (lambda: TEN.skip(8).concatenate(TEN.take(2)), [8, 9, 0, 1], 4),
    (lambda: D.range(2).enumerate(5), [(5, 0), (6, 1)], 2),
    (lambda: TEN.shard(3, 1), [1, 4, 7], 3),
    (lambda: TEN.batch(4).filter(lambda x: tf.shape(x)[0] == 2), [[8, 9]], -2),
    (lambda: D.range(5).batch(2).unbatch(), [0, 1, 2, 3, 4], 5),
    (lambda: D.range(5).batch(2).batch(2), [[[0, 1], [2, 3]], [[4]]], 2),
    (lambda: D.range(6).batch(2).rebatch(4), [[0, 1, 2, 3], [4, 5]], 2),
    (lambda: D.range(3).interleave(lambda x: D.from_tensors(x).repeat(2), cycle_length=2), [0, 1, 0, 1, 2, 2], -2),
    (lambda: TEN.take_while(lambda x: x < 3), [0, 1, 2], -2),
    (lambda: D.zip((D.range(4), TEN.batch(2))).take(1), [(0, [0, 1])], 1),
    (lambda: D.zip(D.range(2).map(lambda x: (x, x + 1)), TEN), [((0, 1), 0), ((1, 2), 1)], 2),
    (lambda: D.from_tensors(([1, 2], 3)), [([1, 2], 3)], 1),
    (lambda: TEN.shuffle(1).take(2), [0, 1], 2),
]


@pytest.mark.parametrize("make, expected, length", CASES)
def test_elements_and_lengths(make, expected, length):
    dataset = make()
    assert plain(tuple(dataset)) == tuple(expected) and plain(tuple(dataset)) == tuple(expected)
    assert dataset.cardinality() == length
    if length == -2:
        with pytest.raises(TypeError, match="unknown"):
            len(dataset)
    else:
        assert len(dataset) == length


def test_without_an_end():
    dataset = TEN.repeat()
    assert dataset.cardinality() == -1 and dataset.shuffle(3, seed=1).cardinality() == -1 and bool(dataset)
    assert [int(each) for each in itertools.islice(dataset, 9, 12)] == [9, 0, 1]
    with pytest.raises(TypeError, match="infinite"):
        len(dataset)


def test_element_types():
    element = next(iter(D.from_tensor_slices(({"a": [1, 2]}, [[0.5], [1.5]], np.arange(2.0), ["x", "y"]))))
    assert [each.dtype for each in (element[0]["a"], *element[1:3])] == ["int32", "float32", "float64"]
    assert element[1].numpy().tolist() == [0.5] and str(element[3].numpy()) == "x"
    assert D.from_tensor_slices([[1.0, 2.0]]).element_spec == tf.TensorSpec((2,), tf.float32)
    assert repr(D.range(3)) == "<Dataset element_spec=TensorSpec(shape=(), dtype=tf.int64, name=None)>"
    assert [type(each).__name__ for each in TEN.take(1).as_numpy_iterator()] == ["int64"]
    assert D.range(4).reduce(np.int64(1), lambda a, b: a + b) == 7


def test_shuffling_with_a_buffer():
    batches = D.range(40).batch(4)
    shuffled = batches.shuffle(3, seed=1)
    first, second = plain(tuple(shuffled)), plain(tuple(shuffled))
    assert first != second and sorted(first) == sorted(second) == sorted(plain(tuple(batches)))
    assert first[0] in plain(tuple(batches))[:3]
    fixed = batches.shuffle(10, seed=1, reshuffle_each_iteration=False)
    assert plain(tuple(fixed)) == plain(tuple(fixed)) != plain(tuple(batches))


def test_generators():
    calls = []

    def made(count):
        calls.append(count)
        for place in range(count):
            yield place, [place] * 2
    dataset = D.from_generator(made, args=(3,), output_signature=(tf.TensorSpec((), tf.int64), tf.TensorSpec((None,), tf.float32)))
    assert plain(tuple(dataset)) == plain(tuple(dataset)) == ((0, [0, 0]), (1, [1, 1]), (2, [2, 2])) and calls == [3, 3]
    assert [each.dtype for each in next(iter(dataset))] == ["int64", "float32"]
    assert plain(tuple(D.from_generator(lambda: iter([[1], [2, 3], [4]]), output_types=tf.int32).padded_batch(2))) == ([[1, 0], [2, 3]], [[4]])


def test_what_map_draws_is_drawn_anew():
    noisy = D.from_tensor_slices(X).map(lambda x: x + np.random.random()).batch(40)
    assert len(noisy) == 1 and not np.array_equal(*(next(iter(noisy)) for _ in range(2)))


def test_fits():
    def trained(**arguments):
        tf.keras.utils.set_random_seed(4)
        model = tf.keras.Sequential([tf.keras.layers.Dense(1)])
        model.compile("sgd", "mse")
        return model.fit(verbose=0, **arguments).history
    expected = trained(x=X, y=Y, batch_size=8, shuffle=False, epochs=3)
    samples = D.from_tensor_slices((X, Y))
    stream = D.from_generator(lambda: zip(X, Y), output_signature=(tf.TensorSpec((3,)), tf.TensorSpec((1,))))
    for dataset in (samples.batch(8), samples.map(lambda x, y: (x, y)).batch(8), stream.batch(8)):
        assert trained(x=dataset, epochs=3) == expected
    for dataset in (samples.repeat().batch(8), samples.batch(8).repeat(), stream.repeat().batch(8)):
        assert trained(x=dataset, epochs=3, steps_per_epoch=5) == expected
        assert len(trained(x=dataset, epochs=2, steps_per_epoch=2, validation_data=dataset, validation_steps=3)["val_loss"]) == 2
    model = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(1, kernel_initializer="ones")])
    np.testing.assert_allclose(model.predict(D.from_tensor_slices(X).map(lambda x: 2 * x).batch(16), verbose=0), 2 * X.sum(1, keepdims=True), rtol=1e-6)


@pytest.mark.parametrize("call", [
    lambda: TEN.batch(0), lambda: TEN.window(0), lambda: TEN.batch(2).shuffle(0), lambda: D.from_tensor_slices((X, Y[:3])), lambda: TEN.padded_batch(2, padded_shapes=[5]),
    lambda: TEN.get_single_element()])
def test_refusals(call):
    with pytest.raises(ValueError):
        call()


@pytest.mark.parametrize("given, first", [((X, Y), (X[8], Y[8])), ([X, Y], (X[8], Y[8])), (X, X[8]), ({"a": X}, {"a": X[8]}), (D.from_tensor_slices((X, Y)), (X[8], Y[8]))])
def test_split_in_two(given, first):
    left, right = tf.keras.utils.split_dataset(given, left_size=8, right_size=0.5)
    assert (len(left), len(right)) == (8, 20)
    found = next(iter(right))
    assert type(found) is type(first) or isinstance(found, np.ndarray)
    assert np.array_equal(found, first) if isinstance(found, np.ndarray) else all(np.array_equal(a, b) for a, b in zip(list(found.values()) if isinstance(found, dict) else found,
                                                                                                                  list(first.values()) if isinstance(first, dict) else first))
    mixed = tf.keras.utils.split_dataset(np.arange(40), left_size=0.75, shuffle=True, seed=1)
    assert sorted(plain(tuple(mixed[0])) + plain(tuple(mixed[1]))) == list(range(40)) and plain(tuple(mixed[0])) != tuple(range(30))
