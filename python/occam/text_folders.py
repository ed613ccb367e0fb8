"""Texts in folders as batches. Source: Keras 3, keras.utils.text_dataset_from_directory."""

from .labelled_folders import check_choices, datasets_of

_WHERE = "text_dataset_from_directory"


def text_dataset_from_directory(directory, labels="inferred", label_mode="int", class_names=None, batch_size=32, max_length=None, shuffle=True,
                                seed=None, validation_split=None, subset=None, follow_links=False, format="tf", verbose=True):
    """The .txt files below a folder, one folder inside it a class, as a PyDataset of batches of texts (samples,), cut at `max_length` bytes.

    Other than Keras's it is no tf.data.Dataset, whatever `format`, and its texts are str, read as UTF-8.
    """
    check_choices(_WHERE, format=(format, ("tf", "grain")))

    def read(path):
        with open(path, "rb") as file:
            return file.read(-1 if max_length is None else max_length).decode("utf-8", "replace")

    return datasets_of(_WHERE, "texts", directory, (".txt",), read, labels, label_mode, class_names, batch_size, shuffle, seed, validation_split,
                       subset, follow_links, verbose)
