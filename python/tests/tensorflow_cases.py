"""What TensorFlow's names are called with, of occam by test_tensorflow_names.py and of TensorFlow by tools/golden/tensorflow_values.py."""

import numpy as np

_RNG = np.random.default_rng(5)
A, B = (_RNG.normal(size=(3, 4)).astype(np.float32) for _ in range(2))
POSITIVE = np.abs(A) + np.float32(0.5)
SQUARE = (_RNG.normal(size=(3, 3)) + 3 * np.eye(3)).astype(np.float32)
CUBE = _RNG.normal(size=(2, 3, 4)).astype(np.float32)
LABELS = np.array([[0, 1, 1, 0], [1, 0, 0, 1], [1, 1, 0, 0]], np.float32)
SOFT = np.array([[0.1, 0.2, 0.3, 0.4], [0.25, 0.25, 0.25, 0.25], [1, 0, 0, 0]], np.float32)
CLASSES = np.array([2, 0, 3], np.int32)
WITH_ZEROS = np.array([0.0, 2.0, 0.0, 0.5], np.float32)
SYMMETRIC = SQUARE @ SQUARE.T
SMALL = np.array([-0.9, -0.2, 0.3, 0.8], np.float32)



def _weighted(last, part):
    return 0.5 * last + part


#: (name, arguments, named arguments)
CASES = [
    *((f"math.{name}", [A], {}) for name in ("abs", "atan", "asinh", "ceil", "cos", "cosh", "erf", "exp", "expm1", "floor", "is_finite", "is_nan", "log_sigmoid", "negative", "reciprocal",
                                             "rint", "round", "sigmoid", "sign", "sin", "sinh", "softplus", "softsign", "square", "tan", "tanh", "softmax", "log_softmax", "zero_fraction")),
    *((f"math.{name}", [POSITIVE], {}) for name in ("log", "log1p", "rsqrt", "sqrt")),
    *((f"math.{name}", [SMALL], {}) for name in ("acos", "asin", "atanh", "erfinv")),
    *((f"math.{name}", [A, B], {}) for name in ("add", "atan2", "divide", "equal", "floordiv", "floormod", "greater", "less_equal", "maximum", "minimum", "multiply", "not_equal",
                                                "squared_difference", "subtract", "truediv")),
    ("math.pow", [POSITIVE, B], {}), ("math.divide_no_nan", [B[0], WITH_ZEROS], {}), ("math.xlogy", [WITH_ZEROS, POSITIVE[0]], {}),
    ("math.multiply_no_nan", [B[0], WITH_ZEROS], {}), ("math.logical_xor", [A > 0, B > 0], {}),
    *((f"math.reduce_{name}", [CUBE], arguments) for name in ("max", "mean", "min", "prod", "std", "sum", "variance", "logsumexp")
      for arguments in ({}, {"axis": 1}, {"axis": [0, 2], "keepdims": True})),
    *((f"reduce_{name}", [CUBE > 0], {"axis": -1}) for name in ("all", "any")), ("reduce_mean", [], {"input_tensor": A, "axis": 0}),
    *((f"math.{name}", [A], arguments) for name in ("cumsum", "cumprod") for arguments in ({}, {"axis": 1, "exclusive": True}, {"axis": 1, "reverse": True}, {"exclusive": True, "reverse": True})),
    ("argmax", [A], {}), ("argmax", [A], {"axis": 1}), ("math.argmin", [A], {}), ("math.add_n", [[A, B, A]], {}), ("math.count_nonzero", [WITH_ZEROS], {}),
    ("math.confusion_matrix", [[0, 1, 2, 2], [0, 2, 2, 1]], {}), ("math.confusion_matrix", [[0, 1, 1], [0, 1, 0]], {"num_classes": 3}), ("math.bincount", [[1, 1, 3]], {}),
    ("math.l2_normalize", [A], {"axis": 1}), ("math.polyval", [[1.0, -2.0, 3.0], A], {}), ("math.top_k", [A], {"k": 2}), ("math.in_top_k", [CLASSES, A, 2], {}),
    ("math.segment_sum", [A, [0, 0, 1]], {}), ("math.unsorted_segment_sum", [A, [1, 0, 1], 3], {}),
    *((f"nn.{name}", [A], {}) for name in ("elu", "gelu", "leaky_relu", "relu", "relu6", "selu", "sigmoid", "silu", "softmax", "log_softmax", "softplus", "softsign", "swish", "tanh", "l2_loss")),
    ("nn.gelu", [A], {"approximate": True}), ("nn.leaky_relu", [A], {"alpha": 0.4}), ("nn.silu", [A], {"beta": 2.0}), ("nn.moments", [CUBE], {"axes": [0, 1]}),
    ("nn.batch_normalization", [A, B[0], POSITIVE[0], B[1], POSITIVE[1], 1e-3], {}), ("nn.batch_normalization", [A, B[0], POSITIVE[0], None, None, 1e-3], {}),
    ("nn.bias_add", [A, B[0]], {}), ("nn.embedding_lookup", [A, [[0, 2], [1, 1]]], {}), ("nn.l2_normalize", [A], {"axis": 0}),
    ("nn.sigmoid_cross_entropy_with_logits", [], {"labels": LABELS, "logits": A}), ("nn.softmax_cross_entropy_with_logits", [], {"labels": SOFT, "logits": A}),
    ("nn.sparse_softmax_cross_entropy_with_logits", [CLASSES, A], {}), ("nn.weighted_cross_entropy_with_logits", [LABELS, A, 2.5], {}),
    *((f"linalg.{name}", [SQUARE], {}) for name in ("det", "inv", "trace", "diag_part", "matrix_transpose", "norm")), ("linalg.diag", [A], {}), ("linalg.tensor_diag", [A[0]], {}),
    ("linalg.eye", [2, 3], {}), ("linalg.eye", [2], {"batch_shape": [2]}), ("linalg.band_part", [SQUARE, 1, 0], {}), ("linalg.band_part", [SQUARE, -1, 1], {}),
    ("linalg.matvec", [SQUARE, B[:, 0]], {}), ("linalg.solve", [SQUARE, B], {}), ("linalg.norm", [A], {"axis": 1, "ord": 1}), ("linalg.norm", [CUBE], {"axis": [1, 2]}),
    ("linalg.normalize", [A], {"axis": 1}), ("linalg.global_norm", [[A, SQUARE]], {}),
    ("matmul", [A, B], {"transpose_b": True}), ("matmul", [A, B], {"transpose_a": True}), ("tensordot", [A, B, [[0], [0]]], {}), ("norm", [A], {}), ("einsum", ["ij,kj->ik", A, B], {}),
    ("argsort", [A], {}), ("argsort", [A], {"axis": 0, "direction": "DESCENDING"}), ("sort", [A], {"direction": "DESCENDING"}), ("boolean_mask", [A, [True, False, True]], {}),
    ("boolean_mask", [A, A > 0], {}), ("boolean_mask", [A, [True, False, False, True]], {"axis": 1}), ("broadcast_to", [A[0], [2, 4]], {}), ("cast", [A, "int32"], {}),
    ("clip_by_norm", [A, 1.5], {}), ("clip_by_norm", [A, 0.5], {"axes": [1]}), ("clip_by_value", [], {"t": A, "clip_value_min": -0.5, "clip_value_max": 0.25}),
    ("concat", [], {"values": [A, B], "axis": 1}), ("constant", [2.5], {"shape": [2, 2]}), ("constant", [[1.0, 2.0, 3.0, 4.0]], {"shape": [2, 2]}), ("expand_dims", [A, -1], {}),
    ("fill", [[2, 3], 7.0], {}), ("gather", [A, [2, 0]], {}), ("gather", [A, [1, 1, 3]], {"axis": 1}), ("linspace", [0.0, 1.0, 5], {}), ("meshgrid", [[1.0, 2.0], [3.0, 4.0, 5.0]], {}),
    ("one_hot", [[0, 2, -1], 3], {}), ("one_hot", [[0, 2], 3], {"on_value": 5.0, "off_value": -1.0}), ("one_hot", [[0, 2], 3], {"axis": 0}), ("pad", [A, [[1, 0], [0, 2]]], {}),
    ("pad", [A, [[1, 1], [0, 2]]], {"mode": "REFLECT"}), ("pad", [A, [[0, 0], [1, 0]]], {"constant_values": 3.0}), ("range", [4], {}), ("range", [1, 9, 3], {}), ("rank", [CUBE], {}),
    ("repeat", [A, 2], {"axis": 0}), ("repeat", [[1, 2], [2, 3]], {}), ("reshape", [A, [2, -1]], {}), ("reverse", [A, [1]], {}), ("roll", [A, 1, 0], {}), ("size", [A], {}),
    ("slice", [CUBE, [0, 1, 1], [1, -1, 2]], {}), ("split", [A, 2], {"axis": 1}), ("split", [A, [1, 3], 1], {}), ("split", [A, [1, -1, 2], 1], {}), ("squeeze", [A[:1]], {}), ("stack", [[A, B]], {"axis": 1}),
    ("tile", [A, [1, 2]], {}), ("transpose", [CUBE], {}), ("transpose", [CUBE], {"perm": [1, 0, 2]}), ("unique", [[4, 2, 4, 1]], {}), ("unstack", [A], {"axis": 1}),
    ("where", [A > 0, A, B], {}), ("where", [A > 0], {}), ("zeros", [[2, 2]], {}), ("ones", [[2]], {}), ("searchsorted", [[1.0, 3.0, 5.0], [0.0, 3.0, 6.0]], {"side": "right"}),
    # Keras's backend of before keras.ops
    *((f"keras.backend.{name}", [A], {}) for name in ("abs", "argmax", "argmin", "cumprod", "cumsum", "elu", "exp", "expand_dims", "flatten", "hard_sigmoid", "max", "mean", "min", "ones_like",
                                                      "relu", "round", "sigmoid", "sign", "softmax", "softplus", "softsign", "sqrt", "square", "std", "sum", "tanh", "transpose", "var", "zeros_like")),
    *((f"keras.backend.{name}", [A, B], {}) for name in ("equal", "greater", "maximum", "minimum", "not_equal", "less_equal")),
    *((f"keras.backend.{name}", [A, 1, True], {}) for name in ("max", "mean", "min", "prod", "std", "sum", "var")),
    ("keras.backend.all", [A > 0], {"axis": 1}), ("keras.backend.any", [A > 0], {}), ("keras.backend.arange", [5], {}), ("keras.backend.batch_dot", [A, B], {"axes": 1}),
    ("keras.backend.batch_dot", [CUBE, CUBE], {"axes": [1, 1]}), ("keras.backend.batch_dot", [CUBE, CUBE[:, :, 0]], {"axes": [1, 1]}), ("keras.backend.batch_flatten", [CUBE], {}),
    ("keras.backend.bias_add", [A, B[0]], {}), ("keras.backend.binary_crossentropy", [LABELS, SOFT], {}), ("keras.backend.binary_crossentropy", [LABELS, A, True], {}),
    ("keras.backend.cast", [A, "int32"], {}), ("keras.backend.categorical_crossentropy", [SOFT, POSITIVE], {}), ("keras.backend.clip", [A, -0.5, 0.5], {}),
    ("keras.backend.constant", [[1, 2]], {}), ("keras.backend.dot", [A, SQUARE[:, 0].repeat(4).reshape(3, 4).T], {}), ("keras.backend.eye", [3], {}), ("keras.backend.gather", [A, [2, 0]], {}),
    ("keras.backend.l2_normalize", [A], {"axis": 1}), ("keras.backend.log", [POSITIVE], {}), ("keras.backend.permute_dimensions", [CUBE, (2, 0, 1)], {}), ("keras.backend.pow", [POSITIVE, 2], {}),
    ("keras.backend.relu", [A], {"alpha": 0.1, "max_value": 0.8, "threshold": 0.2}), ("keras.backend.repeat", [A, 2], {}), ("keras.backend.repeat_elements", [A, 2, 1], {}),
    ("keras.backend.reverse", [A, 1], {}), ("keras.backend.sparse_categorical_crossentropy", [CLASSES, SOFT], {}), ("keras.backend.switch", [A > 0, A, B], {}),
    ("keras.backend.tile", [A, [1, 2]], {}), ("keras.backend.in_top_k", [SOFT, CLASSES, 2], {}),
    # more of tf
    *((name, [SMALL], {}) for name in ("asinh", "atanh")), ("acosh", [POSITIVE + 1], {}), ("atan2", [A, B], {}), ("add_n", [[A, B]], {}), ("scalar_mul", [2.5, A], {}),
    ("clip_by_global_norm", [[A, B], 1.5], {}), ("clip_by_global_norm", [[A, B], 99.0], {}), ("ensure_shape", [A, [None, 4]], {}), ("identity_n", [[A, B]], {}),
    ("gather_nd", [CUBE, [[0, 1], [1, 2]]], {}), ("gather_nd", [A, [[0, 1], [2, 3]]], {}), ("scatter_nd", [[[1], [0], [1]], [1.0, 2.0, 3.0], [4]], {}),
    *((f"tensor_scatter_nd_{name}", [A, [[0, 1], [2, 3]], [0.5, 0.25]], {}) for name in ("add", "max", "min", "sub", "update")), ("sequence_mask", [[1, 3, 2]], {}),
    ("sequence_mask", [[1, 3, 2], 5], {"dtype": "float32"}), ("unique_with_counts", [CLASSES[[0, 1, 0, 2, 0]]], {}), ("saturate_cast", [A * 300, "uint8"], {}),
    ("searchsorted", [np.array([1.0, 2, 3], np.float32), np.array([2.5, 0], np.float32)], {}), ("size", [CUBE], {}),
    ("linalg.eigvalsh", [SYMMETRIC], {}), ("linalg.logdet", [SYMMETRIC], {}), ("linalg.svd", [A], {"compute_uv": False}), ("linalg.lstsq", [SQUARE, B], {"l2_regularizer": 0.25}),
    ("linalg.lstsq", [SQUARE[:, :2], B], {}), ("linalg.set_diag", [SQUARE, B[:, 0]], {}), ("linalg.set_diag", [A, B[:, 0]], {}), ("linalg.set_diag", [A.T, B[:, 0]], {}),
    ("linalg.einsum", ["ij,kj->ik", A, B], {}), ("nn.crelu", [A], {}), ("nn.crelu", [A], {"axis": 0}), ("nn.compute_average_loss", [POSITIVE[0]], {"global_batch_size": 8}),
    ("nn.compute_average_loss", [POSITIVE[0], B[0]], {}), ("nn.scale_regularization_loss", [B[0]], {}), ("histogram_fixed_width", [A, [-1.0, 1.0]], {"nbins": 5}),
    ("unravel_index", [[5, 2], [3, 4]], {}), ("dynamic_partition", [A, [1, 0, 1], 2], {}), ("scan", [_weighted, A], {}), ("scan", [_weighted, A, B[0]], {"reverse": True}),
    ("foldl", [_weighted, A], {}), ("foldr", [_weighted, A, B[0]], {}),
    ("dtypes.cast", [A, "int32"], {}),
    # texts
    ("strings.as_string", [[3, -12]], {}), ("strings.as_string", [[1.5, 2.0]], {}), ("strings.as_string", [[1.5, 2.0]], {"precision": 2}), ("strings.as_string", [[3, 12]], {"width": 4, "fill": "0"}),
    ("strings.as_string", [[True, False]], {}), ("strings.as_string", [[1.25e6]], {"scientific": True}), ("strings.to_number", [["1", "2.5", "-1e3"]], {}),
    ("strings.to_number", [["1", "-2"]], {"out_type": "int32"}), ("strings.reduce_join", [[["a", "b"], ["c", "d"]]], {"axis": 0}), ("strings.reduce_join", [[["a", "b"], ["c", "d"]]], {"axis": 1, "separator": "-"}),
    ("strings.reduce_join", [["a", "b"]], {"keepdims": True}), ("strings.substr", [["hello", "world"], 1, 3], {}), ("strings.substr", [["hello", "w\u00f6rld"], -4, 2], {"unit": "UTF8_CHAR"}),
    ("strings.regex_full_match", [["a1", "b", "a22"], "a[0-9]+"], {}),
]


def function_of(module, name):
    for part in name.split("."):
        module = getattr(module, part)
    return module


def plain(value):
    """Arrays and tuples of them as lists of numbers or texts."""
    if isinstance(value, (list, tuple)) and not hasattr(value, "shape"):
        return [plain(each) for each in value]
    array = np.asarray(value)
    if array.dtype.kind in "OSU":
        texts = [each.decode() if isinstance(each, bytes) else each for each in array.reshape(-1).tolist()]
        return np.array(texts, str).reshape(array.shape).tolist()
    return array.astype(np.float64).tolist()


def types_of(value):
    """Names of element types, in lists as the arrays are; of numbers of Python None."""
    if isinstance(value, (list, tuple)):
        return [types_of(each) for each in value]
    name = getattr(getattr(value, "dtype", None), "name", None)
    return "string" if name is not None and name.startswith("str") else name
