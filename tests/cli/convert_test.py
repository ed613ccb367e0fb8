#!/usr/bin/env python3
"""Model files from one form into another. usage: convert_test.py OCCAM"""

import zipfile
from pathlib import Path

import command
from command import ROOT, CommandTest, run

KERAS = ROOT / "tests" / "golden" / "data" / "keras_functional.keras"


class Convert(CommandTest):
    def path(self, name):
        return str(Path(self.folder.name) / name)

    def convert(self, *arguments):
        code, out, errors = run("convert", *arguments)
        self.assertEqual((code, out, errors), (0, "", ""))

    def test_there_and_back(self):
        """Whatever way the weights took, they are the same in the end."""
        first = self.path("first.npz")
        self.convert(str(KERAS), first)
        wanted = {name: zipfile.ZipFile(first).read(name) for name in zipfile.ZipFile(first).namelist()}
        self.assertEqual(len(wanted), 7)
        for form in ("m.keras", "m.h5"):
            self.convert(str(KERAS), self.path(form))
            self.convert(self.path(form), self.path("again.npz"))
            archive = zipfile.ZipFile(self.path("again.npz"))
            self.assertEqual({name: archive.read(name) for name in archive.namelist()}, wanted, form)
        for form in ("m.weights.h5", "m.safetensors", "m2.npz"):
            self.convert(str(KERAS), self.path(form))
            self.convert("--model", str(KERAS), self.path(form), self.path("again.npz"))
            archive = zipfile.ZipFile(self.path("again.npz"))
            self.assertEqual({name: archive.read(name) for name in archive.namelist()}, wanted, form)
        self.convert(str(KERAS), self.path("m.onnx"))
        self.assertGreater(Path(self.path("m.onnx")).stat().st_size, 1000)

    def test_refusals(self):
        out = self.path("out.npz")
        self.refused(2, "convert", str(KERAS), says=["1 files. Expected two, IN and OUT"])
        self.refused(2, "convert", str(KERAS), self.path("out.txt"), says=["no form of a model by its name"])
        self.refused(2, "convert", self.path("m.onnx"), out, says=["ONNX is written, not read"])
        self.refused(2, "convert", self.path("w.npz"), out, says=["holds weights alone", "--model MODEL"])
        self.refused(2, "convert", "--fast", str(KERAS), out, says=["unknown flag '--fast'"])
        self.refused(4, "convert", self.path("absent.keras"), out, says=["cannot be opened"])
        Path(self.path("text.keras")).write_text("no archive")
        self.refused(4, "convert", self.path("text.keras"), out, says=["is no whole zip archive"])
        self.refused(5, "convert", str(KERAS), self.path("absent/out.npz"), says=["absent cannot be opened"])


if __name__ == "__main__":
    command.main()
