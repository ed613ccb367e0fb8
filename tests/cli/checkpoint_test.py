#!/usr/bin/env python3
"""Runs that are interrupted, killed and resumed end as runs that were not. usage: checkpoint_test.py OCCAM"""

import json
import os
import random
import signal
import time

import command
from command import CANCER, WINE, CommandTest, run, start

TABLE = ("train", CANCER, "--target", "diagnosis", "--layers", "24,16", "--dropout", "0.3", "--epochs", "80", "--patience", "20",
         "--batch-size", "16")


def without_time(text):
    result = json.loads(text)
    return {key: value for key, value in result.items() if not key.startswith("seconds")}


class Checkpoint(CommandTest):
    def setUp(self):
        super().setUp()
        self.checkpoint = os.path.join(self.folder.name, "run.keras")

    def whole(self, *flags):
        code, out, err = run(*TABLE, *flags, "--json")
        self.assertEqual(code, 0, err)
        return without_time(out)

    def go_on(self, *flags, code=0):
        got, out, err = run(*TABLE, *flags, "--json", "--checkpoint", self.checkpoint, "--resume")
        self.assertEqual(got, code, err)
        return without_time(out)

    def test_it_changes_no_number(self):
        few = ("--epochs", "6")  # a checkpoint a step takes the disk longer than the step takes
        whole = self.whole(*few)
        self.assertEqual(self.whole(*few, "--checkpoint", self.checkpoint, "--checkpoint-every", "0"), whole)
        # Once more: there is nothing left to train.
        self.assertEqual(self.go_on(*few), whole)

    def test_interrupted_and_resumed(self):
        for recipe in ("tabular", "simple"):
            whole = self.whole("--recipe", recipe)
            for number, code in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
                process = start(*TABLE, "--recipe", recipe, "--checkpoint", self.checkpoint, "--resume")
                lines = iter(process.stderr.readline, b"")
                self.assertTrue(any(line.startswith(b"epoch ") for line in lines))
                process.send_signal(number)
                _, err = process.communicate(timeout=120)
                self.assertEqual(process.returncode, code, err)
                self.assertIn(b"run.keras': the same command goes on from there", err)
            self.assertEqual(self.go_on("--recipe", recipe), whole)
            os.remove(self.checkpoint)

    def test_killed_again_and_again(self):
        whole = self.whole("--ensemble", "2")
        draw = random.Random(3)
        kills = 0
        while True:
            process = start(*TABLE, "--ensemble", "2", "--json", "--checkpoint", self.checkpoint, "--checkpoint-every", "0",
                            "--resume")
            time.sleep(0.05 + 0.4 * draw.random() + 0.1 * kills)
            process.kill()
            out, _ = process.communicate(timeout=120)
            if process.returncode == 0:
                break
            kills += 1
        self.assertGreater(kills, 1)
        self.assertEqual(without_time(out), whole)

    def test_refusals(self):
        self.refused(2, *TABLE, "--resume", says=["--resume: no checkpoint given"])
        self.refused(2, *TABLE, "--checkpoint-every", "5", says=["--checkpoint-every: no checkpoint"])
        self.refused(2, *TABLE, "--checkpoint", "run.h5", says=["ends in .keras"])
        self.refused(5, *TABLE, "--checkpoint", self.folder.name + "/none/run.keras",
                     says=["--checkpoint: ", "/none cannot be opened"])
        os.mkdir(self.folder.name + "/folder.keras")
        self.refused(5, *TABLE, "--checkpoint", self.folder.name + "/folder.keras", says=["is no name of a file"])
        self.whole("--checkpoint", self.checkpoint)
        self.refused(2, *TABLE, "--checkpoint", self.checkpoint, says=["is there already. Expected --resume"])
        resumed = ("--checkpoint", self.checkpoint, "--resume")
        self.refused(2, *TABLE, "--batch-size", "17", *resumed, says=["run.keras is a checkpoint of another"])
        self.refused(2, *TABLE, "--layers", "23", *resumed, says=["run.keras is a checkpoint of another model"])
        self.refused(2, "train", WINE, "--target", "cultivator", *resumed, says=["checkpoint of another"])
        with open(self.checkpoint, "r+b") as file:
            file.truncate(3000)
        self.refused(4, *TABLE, *resumed, says=["run.keras"])

    def test_second_signal_ends_at_once(self):
        process = start("train", CANCER, "--target", "diagnosis", "--recipe", "simple", "--layers", "6000,6000", "--batch-size",
                        "341", "--checkpoint", self.checkpoint)
        told = iter(process.stderr.readline, b"")
        self.assertTrue(any(line.startswith(b"memory:") for line in told))
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        self.assertTrue(any(b"once more ends at once" in line for line in told))
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=120)
        self.assertEqual(process.returncode, -signal.SIGINT)


if __name__ == "__main__":
    command.main()
