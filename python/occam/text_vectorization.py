"""Texts as places of their tokens in a vocabulary. Source: Keras 3, layers.TextVectorization."""

import numpy as np

from . import strings
from .array_layer import ArrayLayer, batches_of, texts
from .columns import columns_of
from .string_lookup import StringLookup

_PUNCTUATION = r'[!"#$%&()\*\+,-\./:;<=>?@\[\\\]^_`{|}~\']'
_STANDARDS = ("lower_and_strip_punctuation", "lower", "strip_punctuation")
_SPLITS = ("whitespace", "character")


class TextVectorization(ArrayLayer):
    """Each text of a batch, standardized, split into tokens and looked up: (samples, tokens) filled up with 0, or columns of the vocabulary.

    standardize and split may be functions of an array of texts; split gives a list of tokens for each.
    """

    def __init__(self, max_tokens=None, standardize="lower_and_strip_punctuation", split="whitespace", ngrams=None, output_mode="int",
                 output_sequence_length=None, pad_to_max_tokens=False, vocabulary=None, idf_weights=None, sparse=False, ragged=False,
                 encoding="utf-8", name=None, **kwargs):
        static = kwargs.pop("has_input_vocabulary", vocabulary is not None)
        kwargs.pop("vocabulary_size", None)
        super().__init__(name, kwargs.pop("trainable", True), kwargs.pop("dtype", None))
        if kwargs:
            raise ValueError(f"Unrecognized keyword argument(s): {kwargs}")
        for argument, value, known in (("standardize", standardize, _STANDARDS), ("split", split, _SPLITS)):
            if value is not None and value not in known and not callable(value):
                raise ValueError(f"TextVectorization: invalid value for {argument}. Expected one of {', '.join(known)}, None or a function. Received: {argument}={value!r}")
        if not (ngrams is None or isinstance(ngrams, int) or isinstance(ngrams, tuple) and all(isinstance(each, int) for each in ngrams)):
            raise ValueError(f"`ngrams` must be None, an integer, or a tuple of integers. Received: ngrams={ngrams}")
        if output_mode == "int" and not (output_sequence_length is None or isinstance(output_sequence_length, int)):
            raise ValueError(f"`output_sequence_length` must be either None or an integer when `output_mode` is 'int'. Received: output_sequence_length={output_sequence_length}")
        if output_mode != "int" and output_sequence_length is not None:
            raise ValueError(f"`output_sequence_length` must not be set if `output_mode` is not 'int'. Received output_sequence_length={output_sequence_length}.")
        if ragged:
            raise ValueError(f"TextVectorization: invalid value for ragged. Expected False, occam's values are dense. Received: ragged={ragged!r}")
        self._standardize, self._split, self._ngrams, self._length = standardize, split, ngrams, output_sequence_length
        self._lookup = StringLookup(max_tokens, mask_token="", vocabulary=vocabulary, idf_weights=idf_weights, output_mode=output_mode,
                                    pad_to_max_tokens=pad_to_max_tokens, sparse=sparse, encoding=encoding, has_input_vocabulary=static)

    @property
    def result_type(self):
        return self._lookup.result_type

    def get_vocabulary(self, include_special_tokens=True):
        """The tokens in order, behind the one of the filling and the one of the unknown."""
        return self._lookup.get_vocabulary(include_special_tokens)

    def vocabulary_size(self):
        """How many tokens, those two too."""
        return self._lookup.vocabulary_size()

    def set_vocabulary(self, vocabulary, idf_weights=None):
        """Other tokens: a list, or a file of one a line."""
        self._lookup.set_vocabulary(vocabulary, idf_weights)

    def adapt(self, data, batch_size=None, steps=None):
        """Takes the vocabulary of these texts."""
        documents = []
        for batch in batches_of(data, steps):
            found = texts("TextVectorization.adapt", batch)
            tokens = self._tokens(found[..., np.newaxis] if found.ndim == 1 and self._split is None else found)
            documents += tokens if found.ndim else [tokens]
        self._lookup._adapt_to(documents)

    def _tokens(self, given):
        """A list of tokens for each text; of a single text one list."""
        if self._standardize in ("lower", "lower_and_strip_punctuation"):
            given = strings.lower(given)
        if self._standardize in ("strip_punctuation", "lower_and_strip_punctuation"):
            given = strings.regex_replace(given, _PUNCTUATION, "")
        if callable(self._standardize):
            given = texts("TextVectorization: standardize", self._standardize(given))
        if self._split is None:
            found = given.tolist()
        else:
            if given.ndim > 1:
                if given.shape[-1] != 1 or given.ndim > 2:
                    raise ValueError("When using `TextVectorization` to tokenize strings, the input rank must be 1 or the last shape dimension must be 1. "
                                     f"Received: inputs.shape={given.shape} with rank={given.ndim}")
                given = given[:, 0]
            if callable(self._split):
                found = [list(each) for each in self._split(given)]
            elif self._split == "whitespace":
                found = strings.split(given)
            else:
                found = [list(each) for each in given.tolist()] if given.ndim else list(given.item())
        if self._ngrams is None:
            return found
        sizes = self._ngrams if isinstance(self._ngrams, tuple) else range(1, self._ngrams + 1)
        nested = not found or isinstance(found[0], list)
        joined = [[" ".join(row[at:at + size]) for size in sizes for at in range(len(row) - size + 1)] for row in (found if nested else [found])]
        return joined if nested else joined[0]

    def call(self, inputs):
        given = texts(self.name, inputs)
        found = self._tokens(given)
        if self._split is None and not (found and isinstance(found, list) and isinstance(found[0], list)):
            return self._cut(self._lookup.call(np.array(found, str)))
        single = not isinstance(found, list) or not found or isinstance(found[0], str) or given.ndim == 0
        rows = [found] if single else found
        places = self._lookup.places(np.array([token for row in rows for token in row] or [""], str))[:sum(map(len, rows))]
        longest = max(map(len, rows), default=0)
        mode = self._lookup._counted()
        padded = np.full((len(rows), longest), 0 if mode == "int" else -1, np.int64)
        padded[np.arange(longest) < np.array([len(row) for row in rows])[:, np.newaxis]] = places
        result = self._cut(self._lookup.weighted(columns_of(padded, mode, self._lookup._depth(), "int64")))
        return result[0] if single else result

    def _cut(self, found):
        """To the length that was asked for."""
        if self._lookup.output_mode != "int" or self._length is None:
            return found
        cut = found[..., :self._length]
        return np.pad(cut, [(0, 0)] * (cut.ndim - 1) + [(0, self._length - cut.shape[-1])])

    def compute_output_shape(self, input_shape):
        if self._lookup.output_mode == "int":
            return (input_shape[0], self._length)
        return (input_shape[0], self._lookup._depth())

    def get_config(self):
        own = self._lookup.get_config()
        return {**self._config(), "max_tokens": own["max_tokens"], "standardize": self._standardize, "split": self._split, "ngrams": self._ngrams,
                "output_mode": own["output_mode"], "output_sequence_length": self._length, "pad_to_max_tokens": own["pad_to_max_tokens"], "sparse": False,
                "ragged": False, "vocabulary": own["vocabulary"], "idf_weights": own["idf_weights"], "encoding": own["encoding"],
                "vocabulary_size": self.vocabulary_size()}

    @classmethod
    def from_config(cls, config):
        from .saving import deserialize_keras_object
        made = {name: deserialize_keras_object(value) if name in ("standardize", "split") and isinstance(value, dict) else value for name, value in config.items()}
        return cls(**{**made, "ngrams": tuple(made["ngrams"]) if isinstance(made.get("ngrams"), list) else made.get("ngrams")})
