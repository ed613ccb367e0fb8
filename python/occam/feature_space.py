"""A table's columns, each by its own layer, as one vector a row. Source: Keras 3, utils.FeatureSpace."""

import numpy as np

from . import layers
from .array_layer import ArrayLayer, batches_of, texts
from .columns import columns_of
from .described import serialize
from .front import is_symbolic
from .tensor import tensor


class Cross:
    """Features whose values together are put into bins."""

    def __init__(self, feature_names, crossing_dim, output_mode="one_hot"):
        if output_mode not in ("int", "one_hot"):
            raise ValueError(f"Invalid value for argument `output_mode`. Expected one of {{'int', 'one_hot'}}. Received: output_mode={output_mode}")
        self.feature_names, self.crossing_dim, self.output_mode = tuple(feature_names), crossing_dim, output_mode

    @property
    def name(self):
        return "_X_".join(self.feature_names)

    def get_config(self):
        return {"feature_names": self.feature_names, "crossing_dim": self.crossing_dim, "output_mode": self.output_mode}


class Feature:
    """A column's element type, the layer that takes it, and what becomes of the result."""

    def __init__(self, dtype, preprocessor, output_mode):
        if output_mode not in ("int", "one_hot", "float"):
            raise ValueError(f"Invalid value for argument `output_mode`. Expected one of {{'int', 'one_hot', 'float'}}. Received: output_mode={output_mode}")
        self.dtype, self.preprocessor, self.output_mode = dtype, preprocessor, output_mode

    def get_config(self):
        return {"dtype": self.dtype, "preprocessor": serialize(self.preprocessor), "output_mode": self.output_mode}


class _Columns(ArrayLayer):
    """Places as columns, those of a row together."""

    def __init__(self, count):
        super().__init__(dtype="float32")
        self.count = count

    result_type = "float32"

    def call(self, inputs):
        return columns_of(np.asarray(inputs, np.int64), "multi_hot", self.count)

    def compute_output_shape(self, input_shape):
        return (*tuple(input_shape)[:-1], self.count)


class _Joined(ArrayLayer):
    """Columns side by side."""

    result_type = "float32"

    def call(self, inputs):
        return np.concatenate([np.asarray(each, np.float32) for each in inputs], axis=-1)

    def compute_output_shape(self, input_shape):
        return (*input_shape[0][:-1], sum(each[-1] for each in input_shape))


class FeatureSpace:
    """Each feature by the layer that its type names; with `crosses` of several. Called on a dict of columns it gives vectors, or a dict of them.

    adapt() learns from a dict of columns, or from batches of such dicts. In a model: get_inputs() and get_encoded_features().
    """

    def __init__(self, features, output_mode="concat", crosses=None, crossing_dim=32, hashing_dim=32, num_discretization_bins=32, name=None):
        if not features:
            raise ValueError("The `features` argument cannot be None or empty.")
        if not isinstance(features, dict):
            raise ValueError(f"FeatureSpace: invalid value for features. Expected a dict of types by name. Received: features={features!r}")
        if output_mode not in ("dict", "concat"):
            raise ValueError(f"Invalid value for argument `output_mode`. Expected one of {{'dict', 'concat'}}. Received: output_mode={output_mode}")
        self.name, self.output_mode = name or "feature_space", output_mode
        self.crossing_dim, self.hashing_dim, self.num_discretization_bins = crossing_dim, hashing_dim, num_discretization_bins
        self.features = {name: self._feature(name, given) for name, given in features.items()}
        self.crosses = [self._cross(each) for each in crosses or []]
        self.crosses_by_name = {each.name: each for each in self.crosses}
        self.inputs = {name: layers.Input(shape=(1,), dtype=each.dtype, name=name) for name, each in self.features.items()}
        self.preprocessors = {name: each.preprocessor for name, each in self.features.items()}
        self.crossers = {each.name: layers.HashedCrossing(each.crossing_dim, name=each.name) for each in self.crosses}
        self.encoded_features, self.one_hot_encoders, self._is_adapted = None, {}, not self._adaptable()

    # --- types of features

    @classmethod
    def cross(cls, feature_names, crossing_dim, output_mode="one_hot"):
        return Cross(feature_names, crossing_dim, output_mode)

    @classmethod
    def feature(cls, dtype, preprocessor, output_mode):
        return Feature(dtype, preprocessor, output_mode)

    @classmethod
    def float(cls, name=None):
        return Feature("float32", layers.Identity(name=_named(name)), "float")

    @classmethod
    def float_rescaled(cls, scale=1.0, offset=0.0, name=None):
        return Feature("float32", layers.Rescaling(scale=scale, offset=offset, name=_named(name)), "float")

    @classmethod
    def float_normalized(cls, name=None):
        return Feature("float32", layers.Normalization(axis=-1, name=_named(name)), "float")

    @classmethod
    def float_discretized(cls, num_bins, bin_boundaries=None, output_mode="one_hot", name=None):
        given = {"num_bins": num_bins} if bin_boundaries is None else {"bin_boundaries": bin_boundaries}
        return Feature("float32", layers.Discretization(**given, name=_named(name)), output_mode)

    @classmethod
    def integer_categorical(cls, max_tokens=None, num_oov_indices=1, output_mode="one_hot", name=None):
        return Feature("int32", layers.IntegerLookup(max_tokens=max_tokens, num_oov_indices=num_oov_indices, name=_named(name)), output_mode)

    @classmethod
    def string_categorical(cls, max_tokens=None, num_oov_indices=1, output_mode="one_hot", name=None):
        return Feature("string", layers.StringLookup(max_tokens=max_tokens, num_oov_indices=num_oov_indices, name=_named(name)), output_mode)

    @classmethod
    def integer_hashed(cls, num_bins, output_mode="one_hot", name=None):
        return Feature("int32", layers.Hashing(num_bins, name=_named(name)), output_mode)

    @classmethod
    def string_hashed(cls, num_bins, output_mode="one_hot", name=None):
        return Feature("string", layers.Hashing(num_bins, name=_named(name)), output_mode)

    def _feature(self, name, given):
        if isinstance(given, Feature):
            return given
        kinds = {"float": self.float, "float_normalized": self.float_normalized, "float_rescaled": self.float_rescaled,
                 "float_discretized": lambda name: self.float_discretized(self.num_discretization_bins, name=name),
                 "integer_categorical": self.integer_categorical, "string_categorical": self.string_categorical,
                 "integer_hashed": lambda name: self.integer_hashed(self.hashing_dim, name=name),
                 "string_hashed": lambda name: self.string_hashed(self.hashing_dim, name=name)}
        if not isinstance(given, str) or given not in kinds:
            raise ValueError(f"Invalid feature type: {given}")
        return kinds[given](name=name)

    def _cross(self, given):
        if isinstance(given, Cross):
            return given
        if not self.crossing_dim:
            raise ValueError("When specifying `crosses`, the argument `crossing_dim` (dimensionality of the crossing space) should be specified as well.")
        if not set(given) <= set(self.features):
            raise ValueError(f"All features referenced in the `crosses` argument should be present in the `features` dict. Received unknown features: {given}")
        return Cross(given, self.crossing_dim)

    # --- learning

    def _adaptable(self):
        def learns(layer):
            if isinstance(layer, layers.Normalization):
                return layer.mean is None
            if isinstance(layer, layers.Discretization):
                return layer.bin_boundaries is None
            return hasattr(layer, "adapt") and not getattr(getattr(layer, "_lookup", layer), "_static", False)
        return [name for name, layer in self.preprocessors.items() if learns(layer)]

    def adapt(self, dataset):
        """Takes what the layers need from a dict of columns, or from batches of such dicts."""
        if hasattr(dataset, "to_dict") and hasattr(dataset, "columns"):
            dataset = {name: dataset[name] for name in dataset.columns}
        batches = [dataset] if isinstance(dataset, dict) else dataset if isinstance(dataset, list) else batches_of(dataset)
        if not batches or not all(isinstance(each, dict) for each in batches):
            raise ValueError(f"`adapt()` can only be called on a dict of arrays/lists, or on batches of such dicts. Received instead: {dataset} (of type {type(dataset)})")
        for name in self._adaptable():
            columns = [self._column(name, each[name]) for each in batches]
            self.preprocessors[name].adapt(np.concatenate(columns))
        self._is_adapted = True

    def _column(self, name, values):
        """(samples, 1) of the feature's element type."""
        feature = self.features[name]
        if feature.dtype == "string":
            column = texts(f"FeatureSpace: {name}", values)
        else:
            column = np.asarray(values.to_numpy() if hasattr(values, "to_numpy") else values)
            column = column.astype(np.float32 if feature.dtype.startswith("float") else np.int64)
        return column.reshape(1, 1) if column.ndim == 0 else column[:, np.newaxis] if column.ndim == 1 else column

    def _need_adapted(self):
        if not self._is_adapted:
            raise ValueError("You need to call `.adapt(dataset)` on the FeatureSpace before you can start using it.")

    # --- encoding

    def get_inputs(self):
        """What a model of raw columns begins with, by name."""
        self._need_adapted()
        return self.inputs

    def get_encoded_features(self):
        """What becomes of them, as values of a functional model."""
        self._need_adapted()
        if self.encoded_features is None:
            self.encoded_features = self._encoded(self.inputs)
        return self.encoded_features

    def __call__(self, data):
        self._need_adapted()
        if not isinstance(data, dict):
            raise ValueError(f"A FeatureSpace can only be called with a dict. Received: data={data} (of type {type(data)}")
        if is_symbolic(data):
            return self._encoded(data)
        single = all(np.ndim(each) == 0 for each in data.values())
        found = self._encoded({name: self._column(name, data[name]) for name in self.features})
        if isinstance(found, dict):
            return {name: tensor(each[0] if single else each) for name, each in found.items()}
        return tensor(found[0] if single else found)

    def _encoded(self, data):
        found = {name: self.preprocessors[name](data[name]) for name in self.features}
        crossed = {each.name: self.crossers[each.name]([found[name] for name in each.feature_names]) for each in self.crosses}
        parts = {name: self._columns(name, found[name], self.features[name]) for name in sorted(found)}
        parts |= {name: self._columns(name, crossed[name], self.crosses_by_name[name]) for name in sorted(crossed)}
        if self.output_mode == "dict":
            return parts
        for name, part in parts.items():
            spec = self.features.get(name) or self.crosses_by_name[name]
            if spec.output_mode == "int":
                raise ValueError(f"Cannot concatenate features because feature '{name}' has not been encoded (it has dtype int64). Consider using `output_mode='dict'`.")
        return _Joined()(list(parts.values()))

    def _columns(self, name, value, spec):
        if spec.output_mode != "one_hot":
            return value
        if name not in self.one_hot_encoders:
            layer = self.preprocessors.get(name) or self.crossers[name]
            count = layer.vocabulary_size() if hasattr(layer, "vocabulary_size") else getattr(layer, "num_bins", None) or getattr(layer, "num_tokens", None)
            if isinstance(layer, layers.Discretization):
                count = len(layer.bin_boundaries) + 1 if layer.num_bins is None else layer.num_bins
            if count is None:
                raise ValueError(f"Feature '{name}' has `output_mode='one_hot'`. However it isn't a standard feature and the dimensionality of its output space is not "
                                 "known, thus it cannot be one-hot encoded. Try using `output_mode='int'`.")
            self.one_hot_encoders[name] = _Columns(count)
        return self.one_hot_encoders[name](value)

    def get_config(self):
        return {"features": {name: each.get_config() for name, each in self.features.items()}, "output_mode": self.output_mode,
                "crosses": [each.get_config() for each in self.crosses], "crossing_dim": self.crossing_dim, "hashing_dim": self.hashing_dim,
                "num_discretization_bins": self.num_discretization_bins}


def _named(name):
    return f"{name}_preprocessor" if name else None
