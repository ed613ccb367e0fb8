#!/usr/bin/env python3
"""Hostile model files, made here: each is refused with one line, within 100 ms of processor time and 100 MB.
usage: attacks_test.py OCCAM

One method a kind of attack; what a file may do that is no attack is loaded, and said. The oracle of the times and sizes is the
kernel (wait4).
"""

import json
import os
import re
import struct
import subprocess
import sys
import tempfile
import unittest
import warnings
import zipfile
import zlib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WHOLE = ROOT / "tests" / "golden" / "data" / "keras_sequential.keras"    # of Keras, 5 layers
MOST_SECONDS, MOST_KILOBYTES = 0.1, 100 * 1024
KERNEL = struct.pack("<QQ", 4, 6)                                       # dims of its first kernel in the HDF5 member


def members():
    with zipfile.ZipFile(WHOLE) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


class Attacks(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.is_sanitized = b"__asan_init" in Path(OCCAM).read_bytes()
        cls.most_seconds = cls.most_kilobytes = 0

    @classmethod
    def tearDownClass(cls):
        print(f"most: {cls.most_seconds * 1000:.0f} ms of processor time, {cls.most_kilobytes / 1024:.0f} MB")

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.members = members()
        self.config = self.members["config.json"].decode()

    def path(self, name):
        return str(Path(self.folder.name) / name)

    def run_once(self, file, out, model):
        """(exit code, what is said, seconds of processor time, kilobytes)"""
        flags = ["--model", str(model)] if model else []
        process = subprocess.Popen([OCCAM, "convert", *flags, file, self.path(out)], stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE)
        said = process.stderr.read().decode()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        process.stdout.close(), process.stderr.close()
        return process.returncode, said, usage.ru_utime + usage.ru_stime, usage.ru_maxrss

    def run_on(self, file, out="out.npz", model=None):
        """(exit code, what is said); within the limits, in the best of three runs: on a busy machine one in many took
        four times what the same file takes otherwise."""
        runs = [self.run_once(file, out, model)]
        while not self.is_sanitized and runs[-1][2] >= MOST_SECONDS and len(runs) < 3:
            runs.append(self.run_once(file, out, model))
        code, said = runs[0][:2]
        self.assertEqual({run[:2] for run in runs}, {(code, said)})
        seconds, kilobytes = min(run[2] for run in runs), max(run[3] for run in runs)
        cls = type(self)
        cls.most_seconds = max(cls.most_seconds, seconds)
        cls.most_kilobytes = max(cls.most_kilobytes, kilobytes)
        if not self.is_sanitized:
            self.assertLess(seconds, MOST_SECONDS, said)
            self.assertLess(kilobytes, MOST_KILOBYTES, said)
        return code, said

    def refused(self, file, *texts, out="out.npz", model=None):
        Path(self.path(out)).unlink(missing_ok=True)
        code, said = self.run_on(file, out, model)
        self.assertEqual(code, 4, said)
        self.assertRegex(said, r"\Aoccam: error: [^\n]+\n\Z")
        for text in texts:
            self.assertIn(text, said)
        self.assertFalse(Path(self.path(out)).exists())

    def loads(self, file, *texts, out="out.npz"):
        code, said = self.run_on(file, out)
        self.assertEqual(code, 0, said)
        for text in texts:
            self.assertIn(text, said)
        if not texts:
            self.assertEqual(said, "")

    def write(self, contents, name="m.keras"):
        Path(self.path(name)).write_bytes(contents)
        return self.path(name)

    def archive(self, parts, method=zipfile.ZIP_STORED):
        with warnings.catch_warnings(), zipfile.ZipFile(self.path("m.keras"), "w", method) as archive:
            warnings.simplefilter("ignore")       # of names that stand there twice
            for name, contents in parts.items() if isinstance(parts, dict) else parts:
                archive.writestr(name, contents)
        return self.path("m.keras")

    def with_config(self, *replacements):
        text = self.config
        for old, new in replacements:
            self.assertIn(old, text)
            text = text.replace(old, new, 1)
        return self.archive({**self.members, "config.json": text})

    def with_weights(self, change):
        return self.archive({**self.members, "model.weights.h5": change(self.members["model.weights.h5"])})

    def test_the_whole_file_loads(self):
        self.loads(str(WHOLE))
        self.loads(self.archive(self.members))
        self.loads(self.archive(self.members, zipfile.ZIP_DEFLATED))
        self.loads(self.archive(self.members), out="out.keras")

    # Sizes that are only claimed.

    def test_units_that_are_not_in_the_file(self):
        for units in ("1000000000", "1099511627776", "4611686018427387904", "9223372036854775807"):
            self.refused(self.with_config(('"units": 6', f'"units": {units}')))
        self.refused(self.with_config(('"units": 6', '"units": 18446744073709551616')), "units")
        for shape in ("[null, 1099511627776]", "[null, 4611686018427387904]", "[null, 0]", "[null, -4]", "[null, null]",
                      "[null, 1099511627776, 1099511627776, 1099511627776]", "[" + ", ".join(["null"] + ["4"] * 40) + "]"):
            self.refused(self.with_config(("[null, 4]", shape)))

    def test_shapes_of_hdf5_that_are_not_in_the_file(self):
        for dims in ((30000, 30000), (1 << 40, 6), (1 << 62, 4), ((1 << 64) - 1, 2)):
            self.refused(self.with_weights(lambda h5, d=dims: h5.replace(KERNEL, struct.pack("<QQ", *d))))
        bomb = self.members["model.weights.h5"].replace(KERNEL, struct.pack("<QQ", 4, 30000))
        parts = {**self.members, "model.weights.h5": bomb,
                 "config.json": self.config.replace('"units": 6', '"units": 30000', 1)}
        self.refused(self.archive(parts), "claims shape (4, 30000), which is not in the file")

    def test_archives_that_unpack_to_far_more(self):
        for bomb, megabytes, text in (("config.json", 60, "200 times its size"), ("config.json", 1024, "at most 64.00 MB"),
                                      ("model.weights.h5", 200, "200 times its size")):
            # Piece by piece: what this process holds would be counted as the command's.
            with zipfile.ZipFile(self.path("m.keras"), "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                for name, contents in self.members.items():
                    with archive.open(name, "w") as member:
                        for piece in [b" " * (1 << 20)] * megabytes if name == bomb else [contents]:
                            member.write(piece)
            self.refused(self.path("m.keras"), bomb, text)

    # JSON.

    def test_json(self):
        deep = "[" * 200_000 + "]" * 200_000
        for text in (deep, '{"a":' * 200_000, "", "null", "[]", '{"class_name": "Sequential"', "\xff\xfe", '{"a": NaN}',
                     '{"a": Infinity}', '{"a": 1e999}', '{"a": 1, "a": 2}', self.config[:-20], "nul", '"' + "x" * 100_000):
            self.refused(self.archive({**self.members, "config.json": text}), "config.json")
        self.refused(self.with_config(('"units": 6', '"units": 6, "units": 6')), "the key 'units' twice")
        self.refused(self.with_config(('"units": 6', '"units": "six"')))
        self.refused(self.with_config(('"name": "dense"', '"name": "' + "x" * 5000 + '"')), "4096")

    # Names of classes and of other files.

    def test_only_known_classes(self):
        layer = '"module": "keras.layers", "class_name": "Dense"'
        for other in ('"module": "keras.layers", "class_name": "Lambda"', '"module": "os", "class_name": "system"',
                      '"module": "builtins", "class_name": "eval"', '"module": "keras.layers", "class_name": "../Dense"',
                      '"module": "keras.src.utils", "class_name": "get_file"'):
            self.refused(self.with_config((layer, other)), "not known")
        self.refused(self.with_config(('"class_name": "L1L2"', '"class_name": "system"')), "not known")
        self.refused(self.with_config(('"module": "keras.regularizers"', '"module": "os"')), "not known")
        self.refused(self.with_config(('"class_name": "Sequential"', '"class_name": "Lambda"')), "no model")

    def test_misspelt_names(self):
        self.refused(self.with_config(('"activation": "relu"', '"activation": "rleu"')), "Did you mean 'relu'?")
        self.refused(self.with_config(('"sparse_categorical_crossentropy"', '"mzz"')), "'mzz'", out="out.keras")
        self.refused(self.with_config(('"class_name": "Adam"', '"class_name": "Adamm"')), "Adamm", out="out.keras")

    def test_arguments(self):
        l2 = re.search(r'"l2": [0-9.e-]+', self.config).group()
        for value in ("-0.1", "1e400", '"much"'):
            self.refused(self.with_config((l2, f'"l2": {value}')))
        rate = re.search(r'"learning_rate": [0-9.e-]+', self.config).group()
        self.refused(self.with_config((rate, '"learning_rate": -1.0')), "learning_rate", out="out.keras")
        momentum = re.search(r'"momentum": [0-9.e-]+', self.config).group()
        self.refused(self.with_config((momentum, '"momentum": 1.5')), "momentum")
        self.loads(self.with_config(('"units": 6', '"units": 6, "of_a_later_keras": null')))
        self.refused(self.with_config(('"units": 6', '"units": 6, "of_a_later_keras": 3')), "'of_a_later_keras'")

    # The archive.

    def test_archives(self):
        whole = WHOLE.read_bytes()
        for size in (0, 1, 21, 22, 100, len(whole) // 2, len(whole) - 1):
            self.refused(self.write(whole[:size]))
        twice = [*self.members.items(), ("config.json", self.config.replace('"units": 6', '"units": 7', 1))]
        self.refused(self.archive(twice), "of one name twice")
        for name in ("config.json", "model.weights.h5"):
            self.refused(self.archive({k: v for k, v in self.members.items() if k != name}), f"no member '{name}'")
        self.refused(self.archive({**self.members, **{f"assets/{i}": b"" for i in range(10_001)}}), "members")
        stored = whole.index(self.members["config.json"][:40])
        self.refused(self.write(whole[:stored + 50] + bytes([whole[stored + 50] ^ 1]) + whole[stored + 51:]), "config.json")
        end = len(whole) - 22
        directory = struct.unpack_from("<I", whole, end + 16)[0]
        for place, value, what in ((8, 1, "encrypted"), (10, 12, "bzip2"), (24, 1 << 30, "size"), (42, 7, "place")):
            damaged = bytearray(whole)
            width = "<H" if place < 20 else "<I"
            for entry in re.finditer(b"PK\x01\x02", whole[directory:end]):
                struct.pack_into(width, damaged, directory + entry.start() + place, value)
            with self.subTest(what):
                self.refused(self.write(bytes(damaged)))

    def test_a_member_whose_name_leads_out_is_not_written(self):
        self.loads(self.archive({**self.members, "../evil": b"x", "/tmp/occam_evil": b"x"}))
        self.assertFalse((Path(self.folder.name).parent / "evil").exists())
        self.assertFalse(Path("/tmp/occam_evil").exists())

    # The numbers.

    def test_weights(self):
        h5 = self.members["model.weights.h5"]
        for damaged in (b"", h5[:50], h5[:len(h5) // 2], h5[:-1], b"x" + h5[1:], h5[:8] + b"\x09" + h5[9:],
                        h5.replace(b"TREE", b"FREE"), h5.replace(b"SNOD", b"SNOW"), h5.replace(b"HEAP", b"LEAP"),
                        h5.replace(b"dense\0", b"dance\0")):
            self.refused(self.archive({**self.members, "model.weights.h5": damaged}), "model.weights.h5")
        kernel = zlib.crc32(h5)
        self.assertNotEqual(kernel, 0)

    def test_trees_that_bite_their_tail(self):
        """Every address of a tree, a header or a heap leads to each of them in turn."""
        h5 = self.members["model.weights.h5"]
        places = [m.start() for m in re.finditer(b"TREE|SNOD|HEAP|GCOL", h5)]
        addresses = {struct.pack("<Q", place) for place in places}
        tried = 0
        for address in sorted(addresses)[:24]:
            for m in re.finditer(re.escape(address), h5):
                other = struct.pack("<Q", places[(tried * 7) % len(places)])
                damaged = h5[:m.start()] + other + h5[m.end():]
                code, said = self.run_on(self.archive({**self.members, "model.weights.h5": damaged}))
                self.assertIn(code, (0, 4), said)
                self.assertLessEqual(said.count("\n"), 1)
                tried += 1
        self.assertGreater(tried, 20)

    def test_numbers_that_are_not_finite_are_told(self):
        h5 = bytearray(self.members["model.weights.h5"])
        layout = h5.index(KERNEL)
        place = struct.unpack_from("<Q", h5, h5.index(b"\x03\x01", layout) + 2)[0]
        struct.pack_into("<f", h5, place, float("nan"))
        self.loads(self.archive({**self.members, "model.weights.h5": bytes(h5)}), "1 weights are not finite")

    def test_a_later_version_is_told(self):
        later = json.dumps({"keras_version": "99.0.0", "date_saved": "2090-01-01@00:00:00"})
        self.loads(self.archive({**self.members, "metadata.json": later}), "99.0.0")

    # The other forms.

    def test_older_files(self):
        whole = self.path("whole.h5")
        code, said = self.run_on(str(WHOLE), "whole.h5")
        self.assertEqual(code, 0, said)
        h5 = Path(whole).read_bytes()
        self.loads(whole)
        for damaged in (h5[:200], h5[:-1], h5.replace(b"model_config", b"modal_config"), h5.replace(b'"Dense"', b'"Dance"'),
                        h5.replace(b"layer_names", b"layer_nymes"), h5.replace(b"GCOL", b"COLD"),
                        h5.replace(b'"units":6', b'"units":7'), h5.replace(b"dense/kernel", b"dense/colonel"[:12])):
            self.refused(self.write(damaged, "m.h5"))
        self.refused(self.write(self.members["model.weights.h5"], "m.h5"), "holds no description of a model")

    def test_safetensors(self):
        def file(header, numbers=b""):
            return self.write(struct.pack("<Q", len(header)) + header + numbers, "w.safetensors")

        tensor = b'"%s":{"dtype":"F32","shape":%s,"data_offsets":%s}'
        for header, numbers in ((b"", b""), (b"[]", b""), (b"{", b""), (b"{}", b"1234"), (b"{" * 100_000, b""),
                                (b"{" + tensor % (b"a", b"[4611686018427387905,4]", b"[0,16]") + b"}", bytes(16)),
                                (b"{" + tensor % (b"a", b"[1]", b"[0,4]") + b"," + tensor % (b"b", b"[1]", b"[0,4]") + b"}",
                                 bytes(4)),
                                (b"{" + tensor % (b"dense/kernel", b"[1]", b"[0,4]") + b"}", bytes(4))):
            self.refused(file(header, numbers), model=WHOLE)
        for length in (1, 1 << 32, 1 << 63, (1 << 64) - 1):
            self.refused(self.write(struct.pack("<Q", length) + b"{}", "w.safetensors"), model=WHOLE)
        self.refused(self.write(b"abc", "w.safetensors"), model=WHOLE)

    def test_npz(self):
        code, said = self.run_on(str(WHOLE), "whole.npz")
        self.assertEqual(code, 0, said)
        with zipfile.ZipFile(self.path("whole.npz")) as archive:
            arrays = {name: archive.read(name) for name in archive.namelist()}
        kernel = arrays["dense/kernel.npy"]
        for damaged in (b"", kernel[:9], kernel[:100], kernel[:-1], kernel + b"x", kernel.replace(b"<f4", b"|O4"),
                        kernel.replace(b"<f4", b"<i4"), kernel.replace(b"(4, 6)", b"(9**9)"), kernel.replace(b"(4, 6)", b"(-4,6)"),
                        kernel[:8] + b"\xff\xff" + kernel[10:], kernel[:6] + b"\x09" + kernel[7:]):
            with zipfile.ZipFile(self.path("w.npz"), "w") as archive:
                for name, contents in {**arrays, "dense/kernel.npy": damaged}.items():
                    archive.writestr(name, contents)
            self.refused(self.path("w.npz"), model=WHOLE)

    def test_what_is_no_file(self):
        os.mkdir(self.path("folder.keras"))
        self.refused(self.path("folder.keras"), "is no regular file")
        os.mkfifo(self.path("pipe.keras"))
        keep = os.open(self.path("pipe.keras"), os.O_RDWR)
        self.addCleanup(os.close, keep)
        self.refused(self.path("pipe.keras"), "is no regular file")
        code, said = self.run_on(self.path("absent.keras"))
        self.assertEqual(code, 5, said)
        self.assertRegex(said, r"\Aoccam: error: cannot read [^\n]+No such file or directory\n\Z")


if __name__ == "__main__":
    OCCAM = os.path.abspath(sys.argv.pop(1))
    unittest.main()
