"""Layers of texts and what they are called on, of occam by test_texts.py and of Keras by tools/golden/text_values.py."""

import numpy as np

WORDS = ["sun", "rain", "snow"]
SEEN = [["sun", "rain", "sun"], ["fog", "sun", "rain"]]
ASKED = [["sun", "hail", "snow", "sun"], ["", "rain", "hail", "x"]]
DOCUMENTS = ["The sun; the SUN!", "rain & sun", "Ärger (im) Tal", "", "one  two\tthree sun"]
LONG = "".join(chr(97 + i * 7 % 26) for i in range(150))
#: (layer, arguments, what it adapts to or None, what it is called on)
CASES = [
    *(("StringLookup", dict(vocabulary=WORDS, output_mode=mode), None, ASKED) for mode in ("int", "multi_hot", "count")),
    ("StringLookup", dict(vocabulary=WORDS, output_mode="one_hot"), None, ["rain", "hail"]),
    ("StringLookup", dict(vocabulary=WORDS, mask_token="", num_oov_indices=4), None, ASKED),
    ("StringLookup", dict(vocabulary=WORDS, mask_token="", num_oov_indices=4, salt=[3, 8]), None, ASKED),
    ("StringLookup", dict(vocabulary=WORDS, mask_token="", output_mode="count"), None, ASKED),
    ("StringLookup", dict(vocabulary=["[UNK]", "sun", "rain"]), None, ASKED),
    ("StringLookup", dict(vocabulary=WORDS, output_mode="tf_idf", idf_weights=[0.5, 0.25, 2.0]), None, ASKED),
    ("StringLookup", dict(vocabulary=WORDS, invert=True), None, [[1, 3], [0, 2]]),
    ("StringLookup", dict(), SEEN, ASKED), ("StringLookup", dict(max_tokens=3), SEEN, ASKED), ("StringLookup", dict(output_mode="tf_idf"), SEEN, ASKED),
    ("StringLookup", dict(output_mode="multi_hot", max_tokens=7, pad_to_max_tokens=True), SEEN, ASKED),
    ("TextVectorization", dict(), DOCUMENTS, DOCUMENTS), ("TextVectorization", dict(max_tokens=5, output_sequence_length=3), DOCUMENTS, DOCUMENTS),
    *(("TextVectorization", dict(output_mode=mode), DOCUMENTS, DOCUMENTS) for mode in ("multi_hot", "count", "tf_idf")),
    ("TextVectorization", dict(output_mode="tf_idf", max_tokens=12, pad_to_max_tokens=True), DOCUMENTS, DOCUMENTS),
    ("TextVectorization", dict(ngrams=2, output_mode="count"), DOCUMENTS, DOCUMENTS), ("TextVectorization", dict(ngrams=(3, 1)), DOCUMENTS, DOCUMENTS[:2]),
    ("TextVectorization", dict(split="character", standardize="lower"), DOCUMENTS, ["Rain", "Är"]),
    ("TextVectorization", dict(split=None, standardize=None), DOCUMENTS, ["rain & sun", "Rain & sun"]),
    ("TextVectorization", dict(standardize="strip_punctuation"), DOCUMENTS, [["the Sun"], ["SUN"]]),
    ("TextVectorization", dict(vocabulary=["one", "two"], output_sequence_length=4), None, [["one of two"], ["three"]]),
    ("Hashing", dict(num_bins=7), None, [["sun", ""], ["rain", LONG]]), ("Hashing", dict(num_bins=7, salt=5), None, [["sun", ""], ["rain", LONG]]),
    ("Hashing", dict(num_bins=7, salt=(5, 6)), None, ["sun", "12345678"]), ("Hashing", dict(num_bins=7, mask_value="rain"), None, ["sun", "rain"]),
    ("Hashing", dict(num_bins=7, output_mode="multi_hot"), None, [["sun", "fog"], ["rain", "rain"]]), ("Hashing", dict(num_bins=5), None, [0, -3, 10**12]),
    ("Hashing", dict(num_bins=4, output_mode="one_hot"), None, ["sun", "rain"]), ("Hashing", dict(num_bins=10**6), None, [LONG[:size] for size in (1, 3, 4, 7, 8, 16, 17, 32, 33, 64, 65, 128, 129)]),
]
CROSSED = [(dict(num_bins=6), [["sun", "rain", "sun"], [1, 2, 3]]), (dict(num_bins=6, output_mode="one_hot"), [["sun", "rain"], ["x", "x"], [7, -7]]),
           (dict(num_bins=9), [[["sun"], ["rain"]], [[4], [5]]])]
TABLE = {"kind": ["a", "b", "a", "c", "b", "a"], "number": [3, 1, 3, 2, 2, 1], "size": [0.5, 2.0, -1.0, 0.25, 4.0, 1.5], "age": [20.0, 35.0, 51.0, 62.0, 70.0, 44.0]}


def plain(value):
    """As JSON has it."""
    array = np.asarray(value)
    if array.dtype.kind in "OSU":
        return [plain(each) for each in array] if array.ndim else (array.item().decode() if isinstance(array.item(), bytes) else str(array.item()))
    return array.astype(float).round(6).tolist()


def found_in(keras, batches):
    """Results and vocabularies of each case; `batches` makes a table what FeatureSpace adapts to."""
    found = []
    for name, arguments, seen, asked in CASES:
        layer = getattr(keras.layers, name)(**arguments)
        if seen is not None:
            layer.adapt(np.array(seen))
        result = layer(np.array(asked))
        found.append({"y": plain(result), "shape": list(np.shape(result)), "vocabulary": list(map(str, layer.get_vocabulary())) if hasattr(layer, "get_vocabulary") else None})
    crossed = [plain(keras.layers.HashedCrossing(**arguments)([np.array(each) for each in asked])) for arguments, asked in CROSSED]
    FeatureSpace = keras.utils.FeatureSpace
    table = {name: np.array(values) for name, values in TABLE.items()}
    tables = []
    for more in (dict(crosses=[("kind", "number")], crossing_dim=5), dict(output_mode="dict")):
        space = FeatureSpace({"kind": "string_categorical", "number": FeatureSpace.integer_categorical(num_oov_indices=0), "size": "float_normalized",
                              "age": FeatureSpace.float_discretized(num_bins=3)}, **more)
        space.adapt(batches(table))
        result = space(table)
        tables.append({name: plain(each) for name, each in result.items()} if isinstance(result, dict) else plain(result))
    return {"cases": found, "crossed": crossed, "tables": tables}
