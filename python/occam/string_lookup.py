"""Texts as their places in a vocabulary. Source: Keras 3, layers.StringLookup, layers.IndexLookup."""

import os
from collections import Counter

import numpy as np

from .array_layer import ArrayLayer, batches_of, texts
from .columns import columns_of
from .fingerprints import bins_of

_MODES = ("int", "one_hot", "multi_hot", "count", "tf_idf")


class StringLookup(ArrayLayer):
    """Each text as its place in `vocabulary`, behind `mask_token`, which means none, and `num_oov_indices` places of unknown ones; or back, with `invert`.

    output_mode: "int", or columns of the vocabulary, "one_hot", "multi_hot", "count" and "tf_idf". Texts are arrays of NumPy's or lists, in and out.
    """

    def __init__(self, max_tokens=None, num_oov_indices=1, mask_token=None, oov_token="[UNK]", vocabulary=None, idf_weights=None, invert=False,
                 output_mode="int", pad_to_max_tokens=False, sparse=False, encoding="utf-8", name=None, salt=None, **kwargs):
        kwargs.pop("vocabulary_size", None), kwargs.pop("oov_method", None)
        static = kwargs.pop("has_input_vocabulary", vocabulary is not None)
        super().__init__(name, kwargs.pop("trainable", True), kwargs.pop("dtype", None))
        if kwargs:
            raise ValueError(f"Unrecognized keyword argument(s): {kwargs}")
        output_mode = {"binary": "multi_hot", "tf-idf": "tf_idf"}.get(output_mode, output_mode)
        where = type(self).__name__
        if max_tokens is not None and max_tokens <= 1:
            raise ValueError(f"If set, `max_tokens` must be greater than 1. Received: max_tokens={max_tokens}")
        if pad_to_max_tokens and max_tokens is None:
            raise ValueError(f"If pad_to_max_tokens is True, must set `max_tokens`. Received: max_tokens={max_tokens}")
        if num_oov_indices < 0:
            raise ValueError(f"`num_oov_indices` must be greater than or equal to 0. Received: num_oov_indices={num_oov_indices}")
        if output_mode not in _MODES:
            raise ValueError(f"{where}: invalid value for output_mode. Expected one of {', '.join(_MODES)}. Received: output_mode={output_mode!r}")
        if invert and output_mode != "int":
            raise ValueError(f"`output_mode` must be `'int'` when `invert` is true. Received: output_mode={output_mode}")
        if sparse:
            raise ValueError(f"{where}: invalid value for sparse. Expected False, occam's values are dense. Received: sparse={sparse!r}")
        if idf_weights is not None and output_mode != "tf_idf":
            raise ValueError(f"`idf_weights` should only be set if `output_mode` is `'tf_idf'`. Received: idf_weights={idf_weights} and output_mode={output_mode}")
        if output_mode == "tf_idf" and vocabulary is not None and idf_weights is None:
            raise ValueError("When specifying the `vocabulary` argument, in TF-IDF output mode, the `idf_weights` argument must also be provided.")
        self.max_tokens, self.num_oov_indices, self.mask_token, self.oov_token = max_tokens, num_oov_indices, mask_token, oov_token
        self.invert, self.output_mode, self.pad_to_max_tokens, self.encoding = invert, output_mode, pad_to_max_tokens, encoding
        self.salt = None if salt is None else list(salt) if isinstance(salt, (list, tuple)) else [salt, salt]
        self._static, self._tokens, self._places, self.idf_weights = static, [], {}, None
        if vocabulary is not None:
            self.set_vocabulary(vocabulary, idf_weights)

    @property
    def result_type(self):
        return "string" if self.invert else "float32" if self.output_mode == "tf_idf" else "int64"

    # --- the vocabulary

    def _first_unknown(self):
        return 1 if self.mask_token is not None and self.output_mode == "int" else 0

    def _first_token(self):
        return self._first_unknown() + self.num_oov_indices

    def _special(self):
        return [self.mask_token] * self._first_unknown() + [self.oov_token] * self.num_oov_indices

    def get_vocabulary(self, include_special_tokens=True):
        """The tokens in order, behind those that stand for none and for the unknown."""
        return self._special() + self._tokens if include_special_tokens else list(self._tokens)

    def vocabulary_size(self):
        """How many tokens, those for none and for the unknown too."""
        return len(self._tokens) + self._first_token()

    def set_vocabulary(self, vocabulary, idf_weights=None):
        """Other tokens, in order: a list, or a file of one a line; with their weights for "tf_idf"."""
        if self.output_mode == "tf_idf" and idf_weights is None:
            raise ValueError("`idf_weights` must be set if output_mode is 'tf_idf'.")
        if self.output_mode != "tf_idf" and idf_weights is not None:
            raise ValueError(f"`idf_weights` should only be set if output_mode is `'tf_idf'`. Received: output_mode={self.output_mode} and idf_weights={idf_weights}")
        if isinstance(vocabulary, str):
            if not os.path.isfile(vocabulary):
                raise ValueError(f"Vocabulary file {vocabulary} does not exist.")
            with open(vocabulary, encoding=self.encoding) as file:
                vocabulary = file.read().splitlines()
        tokens = texts(type(self).__name__, vocabulary).tolist() if len(vocabulary) else []
        if not tokens:
            raise ValueError(f"Cannot set an empty vocabulary. Received: vocabulary={vocabulary}")
        special = self._special()
        has_special = tokens[:len(special)] == special
        tokens = tokens[len(special):] if has_special else tokens
        repeated = [token for token, count in Counter(tokens).items() if count > 1]
        if repeated:
            raise ValueError(f"The passed vocabulary has at least one repeated term. Please uniquify your dataset. The repeated terms are: {repeated}")
        for reserved, kind in ((self.mask_token, "mask"), (self.oov_token if self.invert else None, "OOV")):
            if reserved is not None and reserved in tokens:
                raise ValueError(f"Found reserved {kind} token at unexpected location in `vocabulary`. Expected {special} only at the start. Received: {reserved!r} at index {tokens.index(reserved)}")
        if self.max_tokens is not None and len(tokens) + self._first_token() > self.max_tokens:
            raise ValueError(f"Attempted to set a vocabulary larger than the maximum vocab size. Received vocabulary size is {len(tokens) + self._first_token()}; "
                             f"`max_tokens` is {self.max_tokens}.")
        if idf_weights is not None:
            weights = np.asarray(idf_weights, np.float32)
            if weights.shape != (len(tokens) + (len(special) if has_special else 0),):
                raise ValueError(f"`idf_weights` must be the same length as vocabulary. len(idf_weights) is {len(weights)}; len(vocabulary) is {len(tokens)}")
            self._take_weights(weights if has_special else np.concatenate([np.full(len(special), np.average(weights), np.float32), weights]))
        self._take(tokens)
        self._static = True

    def _take(self, tokens):
        self._tokens = tokens
        self._places = {token: place for place, token in enumerate(tokens, self._first_token())}

    def _take_weights(self, weights):
        self.idf_weights = np.pad(weights, (0, self.max_tokens - len(weights))) if self.pad_to_max_tokens else weights

    def adapt(self, data, steps=None):
        """Takes the tokens of these samples, the most frequent first, of equally frequent ones the last by name."""
        documents = []
        for batch in batches_of(data, steps):
            found = texts(f"{type(self).__name__}.adapt", batch)
            documents += found.reshape(-1, 1).tolist() if found.ndim < 2 else found.reshape(len(found), -1).tolist()
        self._adapt_to(documents)

    def _adapt_to(self, documents):
        """To lists of tokens."""
        if self._static:
            raise ValueError(f"Cannot adapt layer '{self.name}' after setting a static vocabulary via `vocabulary` argument or `set_vocabulary()` method.")
        counts = Counter(token for document in documents for token in document)
        for special in (self.mask_token, self.oov_token):
            counts.pop(special, None)
        tokens = sorted(counts, key=lambda token: (counts[token], token), reverse=True)
        if self.max_tokens:
            tokens = tokens[:self.max_tokens - self._first_token()]
        if self.output_mode == "tf_idf" and tokens:
            holding = Counter(token for document in documents for token in set(document))
            weights = np.log(1 + len(documents) / (1 + np.array([holding[token] for token in tokens]))).astype(np.float32)
            self._take_weights(np.concatenate([np.full(self._first_token(), weights.mean(), np.float32), weights]))
        self._take(tokens)

    # --- calls

    def _depth(self):
        return self.max_tokens if self.pad_to_max_tokens else self.vocabulary_size()

    def places(self, tokens):
        """Places of an array of texts; -1 where the mask is left out of columns."""
        known, first, unknown = self._places, self._first_unknown(), set()
        flat = tokens.reshape(-1).tolist()
        found = np.empty(len(flat), np.int64)
        masked = 0 if self.output_mode == "int" else -1
        for index, token in enumerate(flat):
            place = masked if self.mask_token is not None and token == self.mask_token else known.get(token)
            if place is None:
                unknown.add(index)
            found[index] = first if place is None else place
        if unknown and not self.num_oov_indices:
            raise ValueError(f"When `num_oov_indices=0` all inputs should be in vocabulary, found OOV values {sorted({flat[each] for each in unknown})[:10]}, "
                             "consider setting `num_oov_indices=1`.")
        if unknown and self.num_oov_indices > 1:
            unknown = sorted(unknown)
            found[unknown] = first + bins_of(np.array([flat[each] for each in unknown]), self.num_oov_indices, self.salt)
        return found.reshape(tokens.shape)

    def call(self, inputs):
        if self.invert:
            return self._tokens_of(np.asarray(inputs))
        return self.weighted(columns_of(self.places(texts(self.name, inputs)), self._counted(), self._depth(), "int64"))

    def _counted(self):
        if self.output_mode != "int" and not self._tokens and not self.pad_to_max_tokens:
            raise RuntimeError(f"When using `output_mode={self.output_mode}` and `pad_to_max_tokens=False`, you must set the layer's vocabulary before calling it. "
                               "Either pass a `vocabulary` argument to the layer, or call `adapt` with some sample data.")
        return "count" if self.output_mode == "tf_idf" else self.output_mode

    def weighted(self, found):
        """Counts by what tokens weigh."""
        return found if self.output_mode != "tf_idf" else found.astype(np.float32) * self.idf_weights

    def _tokens_of(self, places):
        names, first = self.get_vocabulary(), self._first_token()
        if self.mask_token is not None:
            names[0] = self.mask_token
        return np.array([names[each] if first <= each < len(names) or each == 0 and self.mask_token is not None else self.oov_token
                         for each in places.reshape(-1).tolist()], str).reshape(places.shape)

    def compute_output_shape(self, input_shape):
        shape = tuple(input_shape)
        if self.output_mode == "int":
            return shape
        if self.output_mode == "one_hot" and not (len(shape) > 1 and shape[-1] == 1):
            return (*shape, self._depth())
        return (*shape[:-1], self._depth())

    def get_config(self):
        """The arguments; what adapt() has learnt is the vocabulary, so that files need nothing else."""
        weights = None if self.idf_weights is None else self.idf_weights[self._first_token():self.vocabulary_size()].tolist()
        return {**self._config(), "invert": self.invert, "max_tokens": self.max_tokens, "num_oov_indices": self.num_oov_indices, "oov_token": self.oov_token,
                "mask_token": self.mask_token, "output_mode": self.output_mode, "sparse": False, "pad_to_max_tokens": self.pad_to_max_tokens,
                "idf_weights": weights, "vocabulary": list(self._tokens) or None, "vocabulary_size": self.vocabulary_size() if self._tokens else None,
                "oov_method": "floormod", "salt": self.salt, "encoding": self.encoding}

    @classmethod
    def from_config(cls, config):
        return cls(**config)
