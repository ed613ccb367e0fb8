#!/usr/bin/env python3
"""Model files from one form into another. usage: convert_test.py OCCAM"""

import resource
import signal
import zipfile
from pathlib import Path

import command
from command import ROOT, WINE, CommandTest, run

WHOLE, WEIGHTS = (".keras", ".h5"), (".weights.h5", ".safetensors", ".npz")
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
        self.refused(5, "convert", self.path("absent.keras"), out, says=["cannot read", "No such file"])
        self.refused(5, "convert", "--model", str(KERAS), self.path("absent.npz"), out, says=["absent.npz"])
        self.refused(5, "convert", "--model", self.path("absent.h5"), self.path("w.npz"), out, says=["absent.h5"])
        Path(self.path("text.keras")).write_text("no archive")
        self.refused(4, "convert", self.path("text.keras"), out, says=["is no model", "text, a table perhaps"])
        Path(self.path("half.keras")).write_bytes(KERAS.read_bytes()[:9000])
        self.refused(4, "convert", self.path("half.keras"), out, says=["is no whole zip archive"])
        self.refused(5, "convert", str(KERAS), self.path("absent/out.npz"), says=["absent cannot be opened"])
        Path(self.path("folder.keras")).mkdir()
        self.refused(5, "convert", str(KERAS), self.path("folder.keras"), says=["is no name of a file"])
        self.refused(4, "convert", self.path("folder.keras"), out, says=["is no regular file"])
        self.assertFalse(Path(out).exists())

    def test_all_pairs(self):
        """Each form into each, from a network and from a table's model; nothing is left of what is refused."""
        table = self.path("table.keras")
        code, _, errors = run("train", WINE, "--target", "cultivator", "-q", "--recipe", "simple", "--epochs", "2",
                              "--save", table)
        self.assertEqual(code, 0, errors)
        self.convert(table, self.path("table.h5"))
        for ending in WHOLE + WEIGHTS:
            self.convert(str(KERAS), self.path("in" + ending))
        answers = {}
        for model in (table, self.path("table.h5")):
            answers[model] = run("predict", model, WINE, "--probabilities", "-q")
        for model in (table, self.path("table.h5")):
            for ending in WHOLE + WEIGHTS + (".onnx",):
                out = self.path("out" + ending)
                if ending in WHOLE:
                    self.convert(model, out)
                    self.assertEqual(run("predict", out, WINE, "--probabilities", "-q"), answers[table])
                    Path(out).unlink()
                else:
                    self.refused(2, "convert", model, out, says=["is a table's model", "Expected .keras or .h5"])
                    self.assertFalse(Path(out).exists())
        self.refused(2, "convert", "--model", table, self.path("in.npz"), self.path("out.keras"),
                     says=["--model: ", "is a table's model"])
        for ending in WHOLE + WEIGHTS:
            model = ("--model", str(KERAS)) if ending in WEIGHTS else ()
            for to in WHOLE + WEIGHTS + (".onnx",):
                out = self.path("out" + to)
                self.convert(*model, self.path("in" + ending), out)
                if to in WHOLE:
                    code, said, errors = run("inspect", out)
                    self.assertEqual((code, errors), (0, ""), said)
                    self.refused(4, "predict", out, WINE, says=["Expected a model of a table"])
                    self.refused(4, "evaluate", out, WINE, says=["Expected a model of a table"])
                elif to in WEIGHTS:
                    self.refused(4, "summary", out, says=[])
        for ending in WHOLE:                                     # onto itself
            before = run("summary", self.path("in" + ending))
            self.convert(self.path("in" + ending), self.path("in" + ending))
            self.assertEqual(run("summary", self.path("in" + ending)), before)

    def test_a_failed_write_leaves_the_old_file(self):
        out = self.path("out.keras")
        self.convert(str(KERAS), out)
        before = Path(out).read_bytes()
        def small():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
        for to in (out, self.path("new.onnx"), self.path("new.npz"), self.path("new.h5")):
            code, _, errors = run("convert", str(KERAS), to, preexec_fn=small)
            if to.endswith((".onnx", ".npz")) and code == 0:
                continue                                         # smaller than that
            self.assertEqual(code, 5, errors)
            self.assertRegex(errors, r"\Aoccam: error: [^\n]*cannot be written: File too large[^\n]*\n\Z")
            self.assertEqual(Path(to).exists(), to == out)
        self.assertEqual(Path(out).read_bytes(), before)
        self.assertEqual(sorted(p.name for p in Path(self.folder.name).iterdir() if p.suffix not in (".onnx", ".npz")),
                         ["out.keras"])


if __name__ == "__main__":
    command.main()
