#!/usr/bin/env python3
"""Training on images: four small IDX files, and the real ones where they are installed.
usage: fashion_mnist_test.py OCCAM"""

import gzip
import struct
from pathlib import Path

import command
from command import FASHION_MNIST, CommandTest, run


def idx(values, *sizes):
    return struct.pack(f">BBBB{len(sizes)}I", 0, 0, 8, len(sizes), *sizes) + bytes(values)


class Images(CommandTest):
    def write(self, name, contents, zipped=True):
        path = Path(self.folder.name) / (name + (".gz" if zipped else ""))
        path.write_bytes(gzip.compress(contents) if zipped else contents)

    def small(self):
        """Images that are dark or bright by their class, half of the files plain."""
        for part, n, zipped in (("train", 400, True), ("t10k", 100, False)):
            labels = [i * 7 % 10 for i in range(n)]
            pixels = b"".join(bytes([label * 25] * 784) for label in labels)
            self.write(f"{part}-images-idx3-ubyte", idx(pixels, n, 28, 28), zipped)
            self.write(f"{part}-labels-idx1-ubyte", idx(labels, n), not zipped)
        return ("train", "fashion-mnist", "--data", self.folder.name, "--layers", "16")

    def test_defaults_are_told(self):
        settings = self.result("train", "fashion-mnist", *self.small()[2:4], "--epochs", "1")["settings"]
        penalty = {"class_name": "L1L2", "config": {"l1": 0, "l2": 1e-4, "proximal": True}}
        adam = {"learning_rate": 0.001, "beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-7, "amsgrad": False}
        self.assertEqual(settings.pop("optimizer")["config"].items() & adam.items(), adam.items())
        self.assertEqual(settings.pop("loss")["class_name"], "SparseCategoricalCrossentropy")
        # Of the tabular recipe's tricks none.
        off = [trick for trick, value in settings.items() if value is False or trick in ("label_smoothing", "scale_regularizer")]
        self.assertEqual([settings.pop(trick) for trick in off], [False] * 4 + [None] + [False] * 4 + [None] + [False] * 2)
        self.assertEqual(settings.pop("bias_initializer")["class_name"], "Zeros")
        self.assertEqual(settings, {
            "layers": [512, 512], "activation": {"class_name": "relu", "config": {}},
            "kernel_initializer": {"class_name": "GlorotUniform", "config": {}}, "kernel_regularizer": penalty,
            "bias_regularizer": None, "output_regularizer": None, "dropout": 0.5, "batch_normalization": True, "batch_size": 128, "epochs": 1,
            "patience": 0, "validation_split": 0, "test_split": 0, "seed": 0, "ensemble": 1})

    def test_sizes(self):
        flags = self.small()
        result = self.result(*flags, "--epochs", "2")
        self.assertEqual((result["data"]["train"], result["data"]["validation"], result["data"]["test"]), (400, 0, 100))
        self.assertEqual(result["data"]["features"], 784)
        self.assertIsNone(result["reached"]["best_epoch"])
        self.assertEqual(result["reached"]["reason"], "completed")
        # Batch normalization makes the hidden bias superfluous: gamma and beta instead.
        self.assertEqual(result["reached"]["parameters"], 784 * 16 + 2 * 16 + 16 * 10 + 10)
        plain = self.result(*flags, "--epochs", "2", "--no-batch-norm")
        self.assertEqual(plain["reached"]["parameters"], 784 * 16 + 16 + 16 * 10 + 10)

    def test_patience_holds_rows_out(self):
        result = self.result(*self.small(), "--patience", "2", "--epochs", "4")
        self.assertEqual((result["data"]["train"], result["data"]["validation"]), (360, 40))
        self.assertIn("val_loss", result["history"])
        self.assertIsNotNone(result["reached"]["best_epoch"])

    def test_absent_and_damaged(self):
        self.refused(5, "train", "fashion-mnist", "--data", "/nonexistent", says=["apt install dataset-fashion-mnist"])
        flags = self.small()
        (Path(self.folder.name) / "t10k-images-idx3-ubyte").unlink()
        self.refused(5, *flags, says=["t10k-images-idx3-ubyte"])
        self.write("t10k-images-idx3-ubyte", idx(bytes(783), 1, 28, 28))
        self.refused(3, *flags)
        self.write("t10k-images-idx3-ubyte", idx(bytes(784 * 100), 100, 28, 28))
        self.write("t10k-labels-idx1-ubyte", idx([10] * 100, 100))
        self.refused(3, *flags, says=["labels 0..9"])

    def test_the_real_ones(self):
        if not FASHION_MNIST.is_dir():
            self.skipTest("dataset-fashion-mnist is not installed")
        code, out, err = run("train", "fashion-mnist", "--layers", "64", "--epochs", "2", "-q")
        self.assertEqual((code, err), (0, ""))
        self.assertGreater(float(out.split()[2]), 0.8)
        self.assertIn("(baseline 0.1000); trained for all 2 epochs; penalty ", out)


if __name__ == "__main__":
    command.main()
