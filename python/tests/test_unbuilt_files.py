"""Files of models that are not built, and what is said of files that cannot be read. Source: the same programs on Keras 3.15.1."""

import json
import zipfile
from pathlib import Path

import numpy as np
import pytest

import occam as keras
from occam import layers

HERE = Path(__file__).parent


def chain():
    model = keras.Sequential([layers.Dense(4, activation="relu"), layers.Dropout(0.2), keras.Sequential([layers.Dense(2)], name="inner")], name="chain")
    model.compile(keras.optimizers.Adam(0.01), "mse", metrics=["mae"])
    return model


def saved(model, path):
    with pytest.warns(UserWarning, match="has not yet been built"):
        model.save(path)
    return keras.models.load_model(path)


def is_the_chain(model):
    assert not model.built and model.compiled and model.loss == "mse"
    assert [each.name for each in model.layers] == ["dense", "dropout", "inner"]
    assert sorted(model.fit(np.ones((4, 3)), np.ones((4, 2)), verbose=0, epochs=2).history) == ["loss", "mae"]
    assert model.predict(np.ones((2, 3)), verbose=0).shape == (2, 2)


def test_a_chain_in_an_older_file(tmp_path):
    is_the_chain(saved(chain(), tmp_path / "chain.h5"))
    plain = saved(keras.Sequential([layers.Dense(2), layers.Dense(1)]), tmp_path / "plain.h5")
    assert not plain.built and not plain.compiled and len(plain.layers) == 2


def test_a_chain(tmp_path):
    is_the_chain(saved(chain(), tmp_path / "chain.keras"))
    assert keras.models.load_model(tmp_path / "chain.keras").optimizer.learning_rate == pytest.approx(0.01)
    assert not keras.models.load_model(tmp_path / "chain.keras", compile=False).compiled


def test_a_chain_of_kerass():
    is_the_chain(keras.models.load_model(HERE / "keras_unbuilt.keras"))


@keras.saving.register_keras_serializable("unbuilt_files")
class Own(keras.Model):
    def __init__(self, count=3, **kwargs):
        super().__init__(**kwargs)
        self.count, self.dense = count, layers.Dense(count)

    def call(self, x):
        return self.dense(x)

    def get_config(self):
        return {**super().get_config(), "count": self.count}


def test_a_model_written_in_python(tmp_path):
    model = saved(Own(4), tmp_path / "own.keras")
    assert (model.count, model.built) == (4, False)
    assert model.predict(np.ones((2, 3)), verbose=0).shape == (2, 4)


def test_the_description_alone():
    described = json.loads(chain().to_json())
    assert described["class_name"] == "Sequential" and described["compile_config"]["loss"] == "mse"
    model = keras.models.model_from_json(chain().to_json())
    assert not model.built and model.compiled


def test_other_files_need_weights(tmp_path):
    with pytest.raises(ValueError):
        chain().save_weights(tmp_path / "chain.weights.h5")


def built():
    return keras.Sequential([keras.Input((3,)), layers.Dense(4, name="a"), layers.Dense(2, name="b")])


def test_errors_of_reading(tmp_path):
    def refused(name, kind, text):
        with pytest.raises(kind, match=text):
            keras.models.load_model(tmp_path / name)

    (tmp_path / "text.keras").write_text("text"), (tmp_path / "text.h5").write_text("text"), (tmp_path / "text.foo").write_text("text")
    built().save(tmp_path / "whole.keras")
    whole = (tmp_path / "whole.keras").read_bytes()
    (tmp_path / "half.keras").write_bytes(whole[:len(whole) // 2])
    for name in ("missing.keras", "text.keras", "half.keras"):
        refused(name, ValueError, "File not found: filepath=.*accessible `.keras` zip file")
    for name in ("missing", "missing.foo", "text.foo"):
        refused(name, ValueError, "File format not supported: filepath=")
    refused("missing.h5", FileNotFoundError, "missing.h5")
    refused("text.h5", OSError, "text.h5")


def test_errors_of_writing_and_of_weights(tmp_path):
    model = built()
    with pytest.raises(FileNotFoundError, match="nowhere"):
        model.save(tmp_path / "nowhere" / "model.keras")
    with pytest.raises(FileNotFoundError, match="missing.weights.h5"):
        model.load_weights(tmp_path / "missing.weights.h5")
    with pytest.raises(ValueError, match="foo"):
        model.save(tmp_path / "model.keras", foo=1)
    model.save_weights(tmp_path / "model.weights.h5")
    wider = keras.Sequential([keras.Input((3,)), layers.Dense(5, name="a"), layers.Dense(2, name="b")])
    with pytest.raises(ValueError, match=r"shape \(3, 4\).*\(3, 5\)"):
        wider.load_weights(tmp_path / "model.weights.h5")


def test_errors_of_descriptions():
    with pytest.raises(TypeError, match="Could not locate class 'Nope'"):
        keras.models.model_from_json(json.dumps({"class_name": "Nope", "module": "mine", "config": {}, "registered_name": "Nope"}))
    described = json.loads(built().to_json())
    described["config"]["layers"][1]["class_name"] = "Nope"
    for kind in (TypeError, ValueError):
        with pytest.raises(kind, match="'Nope'"):
            keras.models.model_from_json(json.dumps(described))


def test_a_file_with_weights_has_to_say_for_what_shapes(tmp_path):
    model = Own(2)
    model.build((None, 3))
    model.save(tmp_path / "own.keras")
    with zipfile.ZipFile(tmp_path / "own.keras") as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    described = json.loads(members["config.json"])
    described.pop("build_config")
    members["config.json"] = json.dumps(described).encode()
    with zipfile.ZipFile(tmp_path / "other.keras", "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    with pytest.raises(ValueError, match="does not tell what shapes"):
        keras.models.load_model(tmp_path / "other.keras")
