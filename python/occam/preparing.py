"""Layers that prepare what a network takes: they learn from rows, or make columns of whole numbers. Source: Keras 3, keras.layers."""

import itertools

import numpy as np

from . import _core
from .data import PyDataset
from .engine_layer import EngineLayer
from .keras_tensor import symbolic
from .ops import Symbol
from .renewal import renew_around
from .tensor import numbers, tensor


class Adapting(EngineLayer):
    """Learns from rows before training."""

    def _take(self, kept, arguments):
        super()._take(kept, {name: value.tolist() if isinstance(value, np.ndarray) else value for name, value in arguments.items()})

    @property
    def built(self):
        return "_is_adapted" in self.__dict__ or super().built

    def adapt(self, data, batch_size=None, steps=None):
        """Takes what the layer needs from these samples: an array, or an iterable of batches. Source: Keras 3, Layer.adapt."""
        self.__dict__["_adapted_after_call"] = "_first_result" in self.__dict__
        self._become(self._plain.adapted(numbers(f"{self.class_name}.adapt", _all_rows(f"{self.class_name}.adapt", data, steps))))
        self.__dict__["_is_adapted"] = True
        renew_around(self)

    def _become(self, core):
        """What another description says."""
        self._core = self._plain = core
        self._arguments = {**core.config()["config"], "name": self._arguments["name"]}
        self.__dict__.pop("_call", None)


class Normalizing(Adapting):
    """What it has learnt can be read as arrays, and is of one shape: as with weights, it is built for that. axis=None: one mean of all."""

    _has_weights = True

    def _take(self, kept, arguments):
        super()._take(kept, {**arguments, "axis": []} if arguments.get("axis", -1) is None else arguments)
        if self._arguments["mean"] is None:  # as Keras's before adapt(): numbers as they are
            axes = self._arguments["axis"] if isinstance(self._arguments["axis"], list) else [self._arguments["axis"]]
            unlearnt = {"mean": [0.0], "variance": [1.0]} if axes else {"mean": 0.0, "variance": 1.0}
            self._core = self._plain = _core.layer(self.class_name, {**self._arguments, **unlearnt})

    def build(self, input_shape):
        if any(input_shape[axis] is None for axis in self._kept_axes(input_shape)):
            raise ValueError(f"All `axis` values to be kept must have a known shape. Received axis={self._arguments['axis']}, inputs.shape={tuple(input_shape)}")
        self._note(input_shape)
        super().build(input_shape)

    def adapt(self, data, batch_size=None, steps=None):
        built, given = self.__dict__.get("_shape"), np.shape(data) if isinstance(data, np.ndarray) else ()
        if built is not None and len(given) == len(built):
            sizes = [[shape[axis] for axis in self._kept_axes(shape)] for shape in (built, given)]
            if None not in sizes[0] and sizes[0] != sizes[1]:
                raise ValueError(f"{self.name}: adapt: Expected data of the shape that the layer was built for, {built}. Received: {given}")
        self._note(given)
        super().adapt(data, batch_size, steps)

    def _kept_axes(self, shape):
        """The axes that have a mean of their own, in order."""
        axes = self._arguments["axis"]
        return sorted(axis % len(shape) for axis in (axes if isinstance(axes, (list, tuple)) else [axes]) if -len(shape) <= axis < len(shape))

    def _note(self, shape):
        """Inputs have this shape."""
        if len(shape or ()) > 1:
            self.__dict__["_shape"] = tuple(shape)

    def _result(self, inputs, **kwargs):
        self._note(np.shape(inputs) if isinstance(inputs, np.ndarray) or not hasattr(inputs, "shape") else inputs.shape)
        if isinstance(inputs, np.ndarray) and inputs.ndim == 1 and self._arguments["axis"] == []:  # one number a sample: the engine has it as a column
            return super()._result(inputs[:, np.newaxis], **kwargs)[:, 0]
        return super()._result(inputs, **kwargs)

    @property
    def mean(self):
        return self._beside_samples(self._arguments["mean"])

    @property
    def variance(self):
        return self._beside_samples(self._arguments["variance"])

    def _beside_samples(self, value):
        """Numbers as Keras has them: with all axes of the inputs, those of one mean of size 1."""
        if value is None:
            return None
        array, shape = np.asarray(value, np.float32), self.__dict__.get("_shape")
        if shape is None:
            return tensor(array[np.newaxis] if array.ndim else array)
        kept, sizes = self._kept_axes(shape), [1] * len(shape)
        for axis, size in zip(reversed(kept), reversed(array.shape)):
            sizes[axis] = size
        whole = [shape[axis] if axis in kept and shape[axis] is not None else size for axis, size in enumerate(sizes)]
        return tensor(np.broadcast_to(array.reshape(sizes), whole).copy())


class _Places(EngineLayer):
    """Of an array without an axis of samples: as Keras, places and columns of each number, or what one sample has."""

    def _result(self, inputs, **kwargs):
        if inputs is None:
            raise ValueError(f"{self.class_name}: Expected numbers. Received: None")
        if symbolic(inputs) or symbolic(inputs, Symbol):
            return super()._result(inputs, **kwargs)
        if np.ndim(inputs) > 1:
            return self._typed(super()._result(inputs, **kwargs))
        x, mode = np.asarray(inputs), self._arguments["output_mode"]
        if mode in ("multi_hot", "count"):
            return self._typed(super()._result(x.reshape(1, -1), **kwargs)[0])
        found = self._typed(super()._result(x.reshape(-1, 1), **kwargs))
        return found.reshape(x.shape if mode == "int" else (*x.shape, found.shape[-1]))

    def _typed(self, found):
        """Of Keras's element type, on arrays."""
        whole = self.class_name == "IntegerLookup" or self.class_name == "Discretization" and self._arguments["output_mode"] == "int"
        kind = np.int64 if self.class_name == "IntegerLookup" else np.int32
        return found.astype(kind) if whole and isinstance(found, np.ndarray) else found


class Encoding(_Places):
    """`count_weights` count in place of 1."""

    def _result(self, inputs, count_weights=None, **kwargs):
        if count_weights is None:
            return super()._result(inputs, **kwargs)
        if self._arguments["output_mode"] != "count":
            raise ValueError(f"`count_weights` is not used when `output_mode` is not 'count'. Received: count_weights={count_weights!r}")
        if symbolic(inputs) or symbolic(inputs, Symbol):
            raise ValueError("CategoryEncoding: count_weights of symbolic values. Expected arrays")
        columns = type(self)(self._arguments["num_tokens"], output_mode="one_hot")(np.asarray(inputs)[..., np.newaxis])
        return tensor((np.asarray(columns) * np.asarray(count_weights, np.float32)[..., np.newaxis]).sum(-2))


class Binning(Adapting, _Places):
    """Its boundaries are given or learnt, not both, but for what a config holds."""

    def _take(self, kept, arguments):
        given = {name: arguments.get(name) for name in ("num_bins", "bin_boundaries")}
        if kept and None not in given.values():
            raise ValueError(f"Discretization: num_bins and bin_boundaries are given. Expected one of them. Received: {given}")
        super()._take(kept, arguments)

    def compute_output_shape(self, input_shape):
        """Before adapt() too. Source: Keras 3, Discretization.compute_output_shape."""
        shape, mode, boundaries = tuple(input_shape), self._arguments["output_mode"], self._arguments["bin_boundaries"]
        if mode == "int":
            return shape
        depth = len(boundaries) + 1 if boundaries else self._arguments["num_bins"]
        if mode == "one_hot":
            return (*(shape[:-1] if len(shape) > 1 and shape[-1] == 1 else shape), depth)
        return (shape[0], *shape[2:], depth) if len(shape) > 1 else (depth,)

    @classmethod
    def from_config(cls, config):
        """The layer of get_config(), which holds both when it has learnt."""
        if config.get("num_bins") is None or config.get("bin_boundaries") is None:
            return super().from_config(config)
        made = super().from_config({**config, "bin_boundaries": None})
        made._become(_core.layer(cls.class_name, {**made._arguments, "bin_boundaries": config["bin_boundaries"]}))
        made.__dict__["_is_adapted"] = True
        return made


class Lookup(Adapting, _Places):
    """Its vocabulary can be read, set and come from a file of a number a line."""

    def _take(self, kept, arguments):
        vocabulary = arguments.get("vocabulary")
        if isinstance(vocabulary, str):
            with open(vocabulary, encoding="utf-8") as file:
                arguments = {**arguments, "vocabulary": [int(line) for line in file if line.strip()]}
        super()._take(kept, arguments)

    def get_vocabulary(self, include_special_tokens=True):
        """The tokens in order, behind those that stand for none and for the unknown. Source: Keras 3, layers.IndexLookup.get_vocabulary."""
        own = self._arguments
        special = ([] if own["mask_token"] is None else [own["mask_token"]]) + [own["oov_token"]] * own["num_oov_indices"]
        tokens = list(own["vocabulary"])
        if special and tokens[:len(special)] == special:
            tokens = tokens[len(special):]
        return special + tokens if include_special_tokens else tokens

    def vocabulary_size(self):
        """How many tokens, those for none and for the unknown too."""
        return len(self.get_vocabulary())

    def set_vocabulary(self, vocabulary, idf_weights=None):
        """Other tokens, in order. Source: Keras 3, layers.IndexLookup.set_vocabulary."""
        if idf_weights is not None:
            raise ValueError("IntegerLookup: invalid value for idf_weights. Expected None. Received: idf_weights")
        if self._owner is not None:
            raise ValueError(f"{self.name}: is part of a model that is built. Expected set_vocabulary() before that")
        self._become(_core.layer(self.class_name, {**self._arguments, "vocabulary": np.asarray(vocabulary).tolist()}))
        self.__dict__["_is_adapted"] = True


def _all_rows(where, data, steps):
    """The samples of an array, or of batches one behind the other; of pairs (x, y) the first."""
    first = data[0] if isinstance(data, list) and data else None
    first = first[0] if isinstance(first, tuple) and first else first
    if not hasattr(data, "__next__") and not isinstance(data, PyDataset) and not (isinstance(first, np.ndarray) and first.ndim > 1):
        return data
    batches = map(data.__getitem__, range(len(data))) if isinstance(data, PyDataset) else data
    taken = [each[0] if isinstance(each, tuple) else each for each in itertools.islice(batches, steps)]
    if not all(hasattr(each, "shape") or isinstance(each, list) for each in taken):
        raise TypeError(f"{where}: Expected batches with a `.shape`. Received: {next(each for each in taken if not hasattr(each, 'shape'))!r}")
    taken = [np.asarray(each) for each in taken]
    if not taken:
        raise ValueError(f"{where}: Expected batches of samples. Received: an empty iterable")
    if any(each.ndim == 0 or each.shape[1:] != taken[0].shape[1:] for each in taken):
        raise ValueError(f"{where}: Expected batches of samples of one shape. Received: shapes {sorted({each.shape for each in taken})}")
    return np.concatenate(taken)
