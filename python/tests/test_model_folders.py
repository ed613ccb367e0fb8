"""Models in folders, as Keras's save(zipped=False), and what the arguments of save mean."""

import pathlib
import zipfile

import numpy as np
import pytest

import occam as keras

GOLDEN = pathlib.Path(__file__).parents[2] / "tests" / "golden" / "data"


def trained():
    model = keras.Sequential([keras.layers.Input((3,)), keras.layers.Dense(2)])
    model.compile("adam", "mse")
    model.fit(np.ones((4, 3)), np.ones((4, 2)), verbose=0)
    return model


@pytest.mark.parametrize("name", ["keras_sequential", "keras_functional", "keras_looked_up"])
def test_a_folder_of_kerass_is_read(tmp_path, name):
    """What Keras writes with zipped=False are the members of its archive."""
    with zipfile.ZipFile(GOLDEN / f"{name}.keras") as archive:
        archive.extractall(tmp_path / "model")
    model, same = keras.models.load_model(tmp_path / "model"), keras.models.load_model(GOLDEN / f"{name}.keras")
    assert model.get_config() == same.get_config()
    for mine, theirs in zip(model.get_weights(), same.get_weights(), strict=True):
        np.testing.assert_array_equal(mine, theirs)


def test_a_model_goes_through_a_folder(tmp_path):
    model, x = trained(), np.arange(6, dtype="float32").reshape(2, 3)
    model.save(tmp_path / "model", zipped=False)
    same = keras.models.load_model(tmp_path / "model")
    np.testing.assert_array_equal(same.predict(x, verbose=0), model.predict(x, verbose=0))
    assert int(same.optimizer.iterations) == 1
    with pytest.raises(ValueError, match="zipped"):
        model.save(tmp_path / "model.keras", zipped=False)


def test_a_file_without_optimizer(tmp_path):
    model = trained()
    model.save(tmp_path / "model.h5", include_optimizer=False)
    assert not keras.models.load_model(tmp_path / "model.h5").compiled
    model.save(tmp_path / "model.keras", include_optimizer=False)  # says nothing of this form, in Keras either
    assert keras.models.load_model(tmp_path / "model.keras").compiled


def test_what_is_there_may_stay(tmp_path):
    model = trained()
    for path, save in [(tmp_path / "w.weights.h5", model.save_weights), (tmp_path / "m.keras", model.save)]:
        save(path)
        before = path.read_bytes()
        with pytest.raises(FileExistsError, match="overwrite=False"):
            save(path, overwrite=False)
        assert path.read_bytes() == before
