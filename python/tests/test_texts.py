"""Layers of texts give what Keras 3.15.1's give (text_values.json, written by tools/golden/text_values.py), on arrays and in front of a network."""

import json
import pathlib
import pickle
import zipfile

import numpy as np
import pytest
from text_cases import CASES, DOCUMENTS, TABLE, found_in

import occam as keras

layers = keras.layers
VALUES = json.loads((pathlib.Path(__file__).parent / "text_values.json").read_text())


def test_values_are_keras_s():
    found = found_in(keras, lambda table: [{name: column[first:first + 3] for name, column in table.items()} for first in (0, 3)])
    for case, mine, keras_s in zip(CASES, found["cases"], VALUES["cases"], strict=True):
        assert (mine["shape"], mine["vocabulary"]) == (keras_s["shape"], keras_s["vocabulary"]), case
        if isinstance(np.ravel(keras_s["y"]).tolist()[0], str):
            assert mine["y"] == keras_s["y"], case
        else:
            np.testing.assert_allclose(mine["y"], keras_s["y"], atol=2e-6, err_msg=str(case))
    assert found["crossed"] == VALUES["crossed"]
    np.testing.assert_allclose(found["tables"][0], VALUES["tables"][0], atol=2e-6)
    assert found["tables"][1].keys() == VALUES["tables"][1].keys()
    for name, values in VALUES["tables"][1].items():
        np.testing.assert_allclose(found["tables"][1][name], values, atol=2e-6, err_msg=name)


def vectorized():
    layer = layers.TextVectorization(max_tokens=20, output_sequence_length=5)
    layer.adapt(DOCUMENTS)
    return layer


def network(**first):
    model = keras.Sequential([*first.values(), layers.Embedding(20, 3), layers.GlobalAveragePooling1D(), layers.Dense(1, activation="sigmoid")])
    model.compile("sgd", "binary_crossentropy")
    return model


TARGETS = np.array([1, 1, 0, 0, 1])


def test_a_chain_that_begins_with_texts_is_the_network_behind_them():
    layer, texts = vectorized(), np.array(DOCUMENTS)
    plain, whole, said = network(), network(text=layer), network(input=keras.Input((1,), dtype="string"), text=layer)
    plain.build((None, 5))
    weights = plain.get_weights()
    for model in (whole, said):
        model.build((None, 5))
        model.set_weights(weights)
        assert model.layers[0] is layer and len(model.layers) == 4
    places = layer(texts)
    histories = [model.fit(x, TARGETS, epochs=3, batch_size=2, shuffle=False, verbose=0, validation_data=(x, TARGETS)).history
                 for model, x in ((plain, places), (whole, texts), (said, texts[:, np.newaxis]))]
    assert histories[0] == histories[1] == histories[2]
    expected = plain.predict(places, verbose=0)
    for answer in (whole.predict(texts, verbose=0), whole(texts), whole.predict_on_batch(texts), said.predict(texts, verbose=0)):
        np.testing.assert_array_equal(answer, expected)
    assert whole.evaluate(texts, TARGETS, verbose=0) == plain.evaluate(places, TARGETS, verbose=0)


def test_a_trained_network_is_put_behind_texts():
    layer, model = vectorized(), network()
    places = layer(DOCUMENTS)
    model.fit(places, TARGETS, epochs=1, verbose=0)
    inputs = keras.Input(shape=(1,), dtype="string")
    inference = keras.Model(inputs, model(layer(inputs)))
    exported = keras.Sequential([layer, model])
    for asked in (inference, exported):
        np.testing.assert_array_equal(asked.predict(np.array(DOCUMENTS), verbose=0), model.predict(places, verbose=0))


def test_inputs_of_texts_and_of_numbers():
    kind, number = keras.Input((1,), dtype="string", name="kind"), keras.Input((1,), name="number")
    looked_up = layers.StringLookup(vocabulary=["a", "b"], output_mode="multi_hot")
    crossed = layers.HashedCrossing(4, output_mode="one_hot")([kind, layers.IntegerLookup(vocabulary=[1, 2])(number)])
    model = keras.Model({"kind": kind, "number": number}, layers.Dense(1, use_bias=False)(layers.concatenate([looked_up(kind), number, crossed])))
    x = {"number": np.array([1.0, 5.0, 2.0]), "kind": np.array(["b", "x", "a"])}
    kernel = np.arange(1, 9, dtype=np.float32).reshape(8, 1)
    model.set_weights([kernel])
    columns = np.concatenate([looked_up(x["kind"][:, np.newaxis]), x["number"][:, np.newaxis],
                              layers.HashedCrossing(4, output_mode="one_hot")([x["kind"], np.array([1, 0, 2])])], axis=1)
    np.testing.assert_allclose(model.predict(x, verbose=0), columns @ kernel)
    batches = [({"number": x["number"][:2], "kind": x["kind"][:2]}, np.ones(2)), ({"number": x["number"][2:], "kind": x["kind"][2:]}, np.ones(1))]
    model.compile("sgd", "mse")
    assert np.isfinite(model.fit(iter(batches), steps_per_epoch=2, verbose=0).history["loss"]).all()
    with pytest.raises(ValueError, match="number"):
        model.predict({"kind": x["kind"]}, verbose=0)
    with pytest.raises(ValueError, match="texts"):
        layers.Dense(2)(kind)
    with pytest.raises(ValueError, match="in front"):
        keras.Sequential([layers.Dense(2, input_shape=(3,)), looked_up])


def test_a_table_by_feature_space():
    space = keras.utils.FeatureSpace({"kind": "string_categorical", "number": "integer_categorical", "size": "float_normalized"}, crosses=[("kind", "number")], crossing_dim=6)
    with pytest.raises(ValueError, match="adapt"):
        space(TABLE)
    space.adapt(TABLE)
    encoded = space.get_encoded_features()
    outputs = layers.Dense(1, activation="sigmoid")(layers.Dense(4, activation="relu")(encoded))
    training, inference = keras.Model(encoded, outputs), keras.Model(space.get_inputs(), outputs)
    training.compile("adam", "binary_crossentropy")
    x = space(TABLE)
    assert x.shape == (6, encoded.shape[1])
    training.fit(x, np.array([0, 1, 0, 1, 1, 0]), epochs=2, verbose=0)
    inference.set_weights(training.get_weights())
    np.testing.assert_array_equal(inference.predict(TABLE, verbose=0), training.predict(x, verbose=0))
    one = {name: values[2] for name, values in TABLE.items()}
    np.testing.assert_array_equal(space(one), x[2])


def test_functions_of_one_s_own():
    def cleaned(texts):
        return keras.strings.regex_replace(keras.strings.lower(texts), "<br />", " ")

    layer = layers.TextVectorization(standardize=cleaned, split=lambda texts: [each.split(",") for each in texts])
    layer.adapt(["A,b<br />", "B ,a"])
    assert layer.get_vocabulary() == ["", "[UNK]", "b ", "a"]
    assert layer(["a,B<br />,c"]).tolist() == [[3, 2, 1]]


def test_configs_make_the_layer_again():
    for name, arguments, seen, asked in CASES:
        layer = getattr(layers, name)(**arguments)
        if seen is not None:
            layer.adapt(np.array(seen))
        again = keras.saving.deserialize_keras_object(keras.saving.serialize_keras_object(layer))
        np.testing.assert_array_equal(again(np.array(asked)), layer(np.array(asked)), err_msg=str((name, arguments)))


@pytest.mark.parametrize("arguments", [dict(vocabulary=["a", "a"]), dict(max_tokens=1), dict(num_oov_indices=-1), dict(output_mode="places"), dict(vocabulary=["a"], idf_weights=[1.0]),
                                       dict(vocabulary=["a"], output_mode="tf_idf"), dict(pad_to_max_tokens=True), dict(vocabulary=["a", ""], mask_token=""),
                                       dict(vocabulary=["a", "b"], max_tokens=2), dict(invert=True, output_mode="count"), dict(sparse=True, output_mode="count"), dict(speed=1)])
def test_arguments_are_refused(arguments):
    with pytest.raises(ValueError):
        layers.StringLookup(**arguments)


def test_unknown_words_without_a_place_are_refused():
    with pytest.raises(ValueError, match="hail"):
        layers.StringLookup(vocabulary=["sun"], num_oov_indices=0)(["sun", "hail"])
    with pytest.raises(ValueError, match="texts"):
        layers.StringLookup(vocabulary=["sun"])([1.5])


def test_folders_of_texts(tmp_path, capsys):
    for folder, names in (("bad", "ab"), ("good", "cdef")):
        (tmp_path / folder).mkdir()
        for name in names:
            (tmp_path / folder / f"{name}.txt").write_text(f"{folder} {name} words")
    read = keras.utils.text_dataset_from_directory(tmp_path, batch_size=4, shuffle=False)
    assert capsys.readouterr().out == "Found 6 files belonging to 2 classes.\n" and read.class_names == ["bad", "good"] and len(read) == 2
    assert [x.tolist() for x, _ in read] == [["bad a words", "bad b words", "good c words", "good d words"], ["good e words", "good f words"]]
    assert [y.tolist() for _, y in read] == [[0, 0, 1, 1], [1, 1]]
    layer = layers.TextVectorization(output_mode="multi_hot")
    layer.adapt(read.map(lambda x, y: x))
    assert layer.vocabulary_size() == 10
    encoded = read.map(lambda x, y: (layer(x), y))
    model = keras.Sequential([layers.Dense(1, activation="sigmoid")])
    model.compile("adam", "binary_crossentropy")
    assert len(model.fit(encoded.cache(), validation_data=encoded.take(1), epochs=2, verbose=0).history["val_loss"]) == 2
    assert encoded.class_names == ["bad", "good"] and len(encoded.skip(1)) == 1


def test_files_of_chains_that_begin_with_texts(tmp_path):
    texts, path = np.array(DOCUMENTS), tmp_path / "model.keras"
    for first in (dict(text=vectorized()), dict(input=keras.Input((1,), dtype="string"), text=vectorized())):
        model = network(**first)
        model.fit(texts, TARGETS, epochs=1, verbose=0)
        model.save(path)
        again = keras.models.load_model(path)
        assert [each.name for each in again.layers] == [each.name for each in model.layers] and again.layers[0].get_vocabulary() == model.layers[0].get_vocabulary()
        np.testing.assert_array_equal(again.predict(texts, verbose=0), model.predict(texts, verbose=0))
        assert pickle.loads(pickle.dumps(model)).predict(texts, verbose=0).tolist() == model.predict(texts, verbose=0).tolist()
        assert again.fit(texts, TARGETS, epochs=1, shuffle=False, verbose=0).history == model.fit(texts, TARGETS, epochs=1, shuffle=False, verbose=0).history
    for mode, x in (("multi_hot", [["a", "x"], ["b", "b"]]), ("one_hot", ["a", "x"]), ("int", [["a", "x"], ["b", "b"]])):
        model = keras.Sequential([layers.StringLookup(vocabulary=["a", "b"], output_mode=mode), layers.Dense(2)])
        expected = model.predict(np.array(x), verbose=0)
        model.save(path)
        np.testing.assert_array_equal(keras.models.load_model(path).predict(np.array(x), verbose=0), expected)
    config = json.loads(zipfile.ZipFile(path).read("config.json"))["config"]
    assert [each["class_name"] for each in config["layers"]] == ["InputLayer", "StringLookup", "Dense"] and config["layers"][0]["config"]["dtype"] == "string"


def test_a_file_of_keras_s_that_has_adapted_to_texts():
    """keras_text.keras: Keras 3.15.1's Sequential([Input((1,), dtype="string"), TextVectorization adapted, Embedding, Flatten, Dense]), by tools/golden/text_values.py."""
    model = keras.models.load_model(pathlib.Path(__file__).parent / "keras_text.keras")
    assert model.layers[0].get_vocabulary() == VALUES["file"]["vocabulary"]
    np.testing.assert_allclose(model.predict(np.array(VALUES["file"]["x"]), verbose=0), VALUES["file"]["y"], rtol=1e-5, atol=1e-6)


def test_what_no_file_has(tmp_path):
    kind = keras.Input((1,), dtype="string")
    functional = keras.Model(kind, layers.Dense(1)(layers.StringLookup(vocabulary=["a"], output_mode="one_hot")(kind)))
    for call in (lambda: functional.save(tmp_path / "model.h5"), lambda: keras.models.clone_model(functional), lambda: functional.export(tmp_path / "model.onnx", format="onnx")):
        with pytest.raises(ValueError, match="behind"):
            call()
    functional.save_weights(tmp_path / "model.weights.h5")
    functional.load_weights(tmp_path / "model.weights.h5")


def test_names_of_tensorflow_s_on_texts():
    import occam as tf
    layer = vectorized()
    assert tf.constant(["the sun", "rain"]).shape == (2,) and tf.expand_dims(np.array(["the sun"]), -1).tolist() == [["the sun"]]
    kind, size = keras.Input(shape=(), name="kind", dtype="string"), keras.Input(shape=(), name="size")
    looked_up = layers.StringLookup(vocabulary=["a", "b"], mask_token=None, num_oov_indices=0, output_mode="binary")
    joined = layers.concatenate([looked_up(tf.expand_dims(kind, -1)), tf.expand_dims(size, -1)])
    model = keras.Model({"kind": kind, "size": size}, layers.Dense(1, use_bias=False)(joined))
    model.set_weights([np.array([[1.0], [10.0], [100.0]])])
    assert model.predict({"kind": np.array(["b", "a"]), "size": np.array([0.5, 2.0])}, verbose=0).tolist() == [[60.0], [201.0]]
    assert tf.concat([layer(["sun"]), layer(["rain"])], axis=0).shape == (2, 5) and tf.reduce_min([3.0, 1.0]) == 1


@pytest.mark.parametrize("mode, given", [("tf_idf", True), ("int", True), ("multi_hot", False)])
def test_a_model_of_texts_alone_is_saved(tmp_path, mode, given):
    vectors = layers.TextVectorization(max_tokens=10, output_mode=mode)
    vectors.adapt(["foo bar", "bar baz"])
    model = keras.Sequential([*([keras.Input((1,), dtype="string")] if given else []), vectors])
    model.save(tmp_path / "texts.keras")
    twin = keras.models.load_model(tmp_path / "texts.keras")
    texts = np.array([["foo bar bar"], ["baz new"]])
    expected = np.asarray(vectors(texts))
    for found in (twin(texts), twin.predict(texts), twin.predict_on_batch(texts), model.predict_on_batch(texts)):
        np.testing.assert_array_equal(np.asarray(found), expected)
    assert twin.layers[0].get_vocabulary() == vectors.get_vocabulary() and twin.name == model.name
    if mode == "tf_idf":  # as real Keras gives: log(1 + 2 texts / (1 + texts with the token)), of two times "bar" two
        np.testing.assert_allclose(expected[0], [0, 2 * np.log(1 + 2 / 3), np.log(2), 0], rtol=1e-6)
        with zipfile.ZipFile(tmp_path / "texts.keras") as file:
            assert json.loads(file.read("config.json"))["config"]["build_input_shape"] == [None, 1]
