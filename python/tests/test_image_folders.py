"""Images in folders become what Keras 3.15.1 makes of them (image_values.json, written by tools/golden/image_values.py)."""

import json
import pathlib

import numpy as np
import pytest
from image_cases import CASES, found_in, write_images, write_png

import occam as keras

image_dataset_from_directory = keras.utils.image_dataset_from_directory
VALUES = json.loads((pathlib.Path(__file__).parent / "image_values.json").read_text())


@pytest.fixture
def folder(tmp_path):
    write_images(tmp_path)
    return tmp_path


def test_batches_are_keras_s(folder):
    pytest.importorskip("PIL")
    found = found_in(keras, str(folder))
    assert found["shuffled"] == VALUES["shuffled"]
    for case, mine, keras_s in zip(CASES, found["cases"], VALUES["cases"], strict=True):
        assert (mine["names"], mine["files"]) == (keras_s["names"], keras_s["files"]), case
        for (x, y), (expected, labels) in zip(mine["batches"], keras_s["batches"], strict=True):
            assert y == labels, case
            np.testing.assert_allclose(x, expected, atol=2e-4, err_msg=str(case))


def test_a_model_is_fitted_to_them(folder, capsys):
    pytest.importorskip("PIL")
    training, validation = image_dataset_from_directory(folder, image_size=(4, 4), batch_size=2, validation_split=0.4, subset="both", seed=1)
    assert capsys.readouterr().out == "Found 6 files belonging to 2 classes.\nUsing 4 files for training.\nUsing 2 files for validation.\n"
    assert not set(training.file_paths) & set(validation.file_paths)
    model = keras.Sequential([keras.layers.Rescaling(1 / 255, input_shape=(4, 4, 3)), keras.layers.Flatten(), keras.layers.Dense(2, activation="softmax")])
    model.compile(loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(training, validation_data=validation, epochs=2, verbose=0).history
    assert len(history["val_loss"]) == 2
    assert model.predict(validation, verbose=0).shape == (2, 2)


def test_epochs_have_all_images_in_another_order(folder):
    pytest.importorskip("PIL")
    dataset = image_dataset_from_directory(folder, image_size=2, batch_size=None, seed=1, verbose=False)
    epochs = [[float(x.sum()) for x, _ in dataset] for _ in range(4)]
    assert all(sorted(each) == sorted(epochs[0]) for each in epochs)
    assert any(each != epochs[0] for each in epochs)


@pytest.mark.parametrize("arguments", [dict(labels="cats"), dict(label_mode="one_hot"), dict(class_names=["birds"]), dict(labels=None, class_names=["cats"]),
                                       dict(labels=[1]), dict(color_mode="bgr"), dict(batch_size=0), dict(image_size=(1, 2, 3)), dict(image_size=0),
                                       dict(validation_split=0.5), dict(subset="training"), dict(validation_split=1.5, subset="both", seed=1),
                                       dict(validation_split=0.5, subset="both"), dict(interpolation="area"), dict(format="np"),
                                       dict(crop_to_aspect_ratio=True, pad_to_aspect_ratio=True), dict(class_names=["cats"], label_mode="binary")])
def test_arguments_are_refused(folder, arguments):
    with pytest.raises(ValueError, match="image_dataset_from_directory"):
        image_dataset_from_directory(folder, verbose=False, **arguments)


def test_files_that_are_no_images(folder, tmp_path):
    with pytest.raises(FileNotFoundError):
        image_dataset_from_directory(tmp_path / "none")
    (tmp_path / "dogs" / "4.jpg").write_bytes(b"no image")
    (tmp_path / "dogs" / "notes.txt").write_text("no image either")
    pytest.importorskip("PIL")
    dataset = image_dataset_from_directory(folder, shuffle=False, batch_size=7, verbose=False)
    assert len(dataset.file_paths) == 7
    with pytest.raises(ValueError, match=r"4\.jpg"):
        dataset[0]


def test_keras_s_older_names():
    from occam.keras.preprocessing.image import img_to_array
    from occam.keras.preprocessing.sequence import pad_sequences
    assert keras.preprocessing.image_dataset_from_directory is image_dataset_from_directory
    assert (pad_sequences, img_to_array) == (keras.utils.pad_sequences, keras.utils.img_to_array)


def test_no_images(tmp_path):
    (tmp_path / "a").mkdir()
    with pytest.raises(ValueError, match="no images in"):
        image_dataset_from_directory(tmp_path, verbose=False)
    write_png(tmp_path / "a" / "0.png", np.zeros((2, 2, 3)))
    assert len(image_dataset_from_directory(tmp_path, verbose=False)) == 1
