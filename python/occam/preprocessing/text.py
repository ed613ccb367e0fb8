"""Texts as sequences of word numbers, as programs of before TextVectorization have it. Source: Keras 3, keras.src.legacy.preprocessing.text."""

import hashlib
import json
from collections import Counter

import numpy as np

_FILTERS = '!"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n'


def text_to_word_sequence(input_text, filters=_FILTERS, lower=True, split=" "):
    """The words of a text, without these characters."""
    text = input_text.lower() if lower else input_text
    return [word for word in text.translate(str.maketrans(dict.fromkeys(filters, split))).split(split) if word]


def hashing_trick(text, n, hash_function=None, filters=_FILTERS, lower=True, split=" ", analyzer=None):
    """Numbers from 1 to n - 1 of the words by their hashes: Python's own, "md5", which are the same in every run, or a function's."""
    if hash_function == "md5":
        def hash_function(word):
            return int(hashlib.md5(word.encode()).hexdigest(), 16)
    words = text_to_word_sequence(text, filters, lower, split) if analyzer is None else analyzer(text)
    return [(hash_function or hash)(word) % (n - 1) + 1 for word in words]


def one_hot(input_text, n, filters=_FILTERS, lower=True, split=" ", analyzer=None):
    """hashing_trick by Python's hash."""
    return hashing_trick(input_text, n, hash, filters, lower, split, analyzer)


class Tokenizer:
    """Words by numbers, the most frequent first, from 1 on: fit_on_texts(texts), then texts_to_sequences(texts)."""

    def __init__(self, num_words=None, filters=_FILTERS, lower=True, split=" ", char_level=False, oov_token=None, analyzer=None, **kwargs):
        document_count = kwargs.pop("document_count", 0)
        if kwargs:
            raise TypeError(f"Unrecognized keyword arguments: {kwargs}")
        self.num_words, self.filters, self.lower, self.split, self.char_level, self.oov_token, self.analyzer = num_words, filters, lower, split, char_level, oov_token, analyzer
        self.document_count = document_count
        self.word_counts, self.word_docs, self.index_docs, self.word_index, self.index_word = {}, {}, {}, {}, {}

    def _words(self, text):
        if self.char_level or isinstance(text, list):
            return (([each.lower() for each in text] if isinstance(text, list) else text.lower()) if self.lower else text)
        return text_to_word_sequence(text, self.filters, self.lower, self.split) if self.analyzer is None else self.analyzer(text)

    def fit_on_texts(self, texts):
        """Learns the words, and in how many texts each is."""
        for text in texts:
            self.document_count += 1
            words = self._words(text)
            for word in words:
                self.word_counts[word] = self.word_counts.get(word, 0) + 1
            for word in set(words):
                self.word_docs[word] = self.word_docs.get(word, 0) + 1
        ordered = sorted(self.word_counts, key=self.word_counts.get, reverse=True)
        self.word_index = {word: number for number, word in enumerate(([] if self.oov_token is None else [self.oov_token]) + ordered, 1)}
        self.index_word = {number: word for word, number in self.word_index.items()}
        self.index_docs.update({self.word_index[word]: count for word, count in self.word_docs.items()})

    def fit_on_sequences(self, sequences):
        """Learns in how many sequences each number is."""
        self.document_count += len(sequences)
        for sequence in sequences:
            for number in set(sequence):
                self.index_docs[number] = self.index_docs.get(number, 0) + 1

    def texts_to_sequences(self, texts):
        """The numbers of the words of each text; words that are not known are `oov_token`'s, or left out."""
        return list(self.texts_to_sequences_generator(texts))

    def texts_to_sequences_generator(self, texts):
        """texts_to_sequences, one by one."""
        unknown = self.word_index.get(self.oov_token)
        for text in texts:
            found = (self.word_index.get(word) for word in self._words(text))
            known = [unknown if number is None or self.num_words and number >= self.num_words else number for number in found]
            yield [number for number in known if number is not None]

    def sequences_to_texts(self, sequences):
        """The words of these numbers, with a blank between them."""
        return list(self.sequences_to_texts_generator(sequences))

    def sequences_to_texts_generator(self, sequences):
        """sequences_to_texts, one by one."""
        unknown = None if self.oov_token is None else self.index_word.get(self.word_index.get(self.oov_token))
        for sequence in sequences:
            words = [unknown if number not in self.index_word or self.num_words and number >= self.num_words else self.index_word[number] for number in sequence]
            yield " ".join(word for word in words if word is not None)

    def texts_to_matrix(self, texts, mode="binary"):
        """A row a text, a column a number."""
        return self.sequences_to_matrix(self.texts_to_sequences(texts), mode)

    def sequences_to_matrix(self, sequences, mode="binary"):
        """A row a sequence, a column a number: 1 where it is there, how often ("count"), which share ("freq"), or weighted by its rarity ("tfidf")."""
        if not self.num_words and not self.word_index:
            raise ValueError("Specify a dimension (`num_words` argument), or fit on some text data first.")
        if mode == "tfidf" and not self.document_count:
            raise ValueError("Fit the Tokenizer on some data before using tfidf mode.")
        size = self.num_words or len(self.word_index) + 1
        made = np.zeros((len(sequences), size))
        for row, sequence in zip(made, sequences):
            for number, count in Counter(number for number in sequence if number < size).items():
                if mode == "tfidf":
                    row[number] = (1 + np.log(count)) * np.log(1 + self.document_count / (1 + self.index_docs.get(number, 0)))
                elif mode in ("count", "freq", "binary"):
                    row[number] = {"count": count, "freq": count / len(sequence), "binary": 1}[mode]
                else:
                    raise ValueError("Unknown vectorization mode:", mode)
        return made

    def get_config(self):
        """Arguments, and what was learnt as texts of JSON."""
        own = {name: getattr(self, name) for name in ("num_words", "filters", "lower", "split", "char_level", "oov_token", "document_count")}
        return own | {name: json.dumps(getattr(self, name)) for name in ("word_counts", "word_docs", "index_docs", "index_word", "word_index")}

    def to_json(self, **kwargs):
        """For tokenizer_from_json."""
        return json.dumps({"class_name": type(self).__name__, "config": self.get_config()}, **kwargs)


def tokenizer_from_json(json_string):
    """The Tokenizer of to_json()."""
    config = dict(json.loads(json_string)["config"])
    learnt = {name: json.loads(config.pop(name)) for name in ("word_counts", "word_docs", "index_docs", "index_word", "word_index")}
    made = Tokenizer(**config)
    for name in ("index_docs", "index_word"):
        learnt[name] = {int(number): value for number, value in learnt[name].items()}
    made.__dict__.update(learnt)
    return made


__all__ = ["Tokenizer", "hashing_trick", "one_hot", "text_to_word_sequence", "tokenizer_from_json"]
