#!/usr/bin/env python3
"""Cross-validation, and what --metric makes early stopping watch. usage: cross_validation_test.py OCCAM"""

import math
import random
import statistics
import struct

import command
from command import CANCER, WINE, CommandTest, run

SHORT = ("--recipe", "simple", "--epochs", "4")
DIAGNOSIS = ("train", CANCER, "--target", "diagnosis", "-q", *SHORT)
ALCOHOL = ("train", WINE, "--target", "alcohol", "-q", *SHORT)


class Folds(CommandTest):
    def test_every_row_is_tested_once_and_classes_stay_in_proportion(self):
        result = self.result(*DIAGNOSIS, "--cv", "5")
        each = result["cross_validation"]["each"]
        self.assertEqual([fold["test"] for fold in each], [114, 114, 114, 114, 113])
        for fold in each:  # a fifth of what is not tested is watched, rounded up
            self.assertEqual(fold["validation"], math.ceil((569 - fold["test"]) * 0.2 - 1e-9))
            self.assertEqual(fold["train"] + fold["validation"] + fold["test"], 569)
        self.assertEqual([sum(row) for row in result["pooled"]["confusion"]], [357, 212])
        self.assertEqual(result["cross_validation"]["folds"], 5)
        self.assertEqual(result["settings"]["test_split"], 0)

    def test_means_and_deviations_are_those_of_the_folds(self):
        for arguments, first in ((DIAGNOSIS, "accuracy"), (ALCOHOL, "rmse")):
            result = self.result(*arguments, "--cv", "4")
            folds = result["cross_validation"]
            self.assertEqual(next(iter(folds["measures"])), first)
            for measure, models in folds["measures"].items():
                for model, summary in models.items():
                    values = [fold["measures"][measure][model] for fold in folds["each"]]
                    self.assertAlmostEqual(summary["mean"], statistics.fmean(values), places=9)
                    self.assertAlmostEqual(summary["deviation"], statistics.stdev(values), places=9)
            self.assertEqual(result["pooled"]["verdict"]["measure"], first)

    def test_pooled_measures_are_over_all_rows(self):
        result = self.result(*DIAGNOSIS, "--cv", "3")
        each, pooled = result["cross_validation"]["each"], result["pooled"]
        right = sum(fold["test"] * fold["measures"]["accuracy"]["the network"] for fold in each)
        self.assertAlmostEqual(pooled["measures"]["accuracy"]["the network"]["value"], right / 569, places=9)
        confusion = pooled["confusion"]
        self.assertAlmostEqual((confusion[0][0] + confusion[1][1]) / 569, right / 569, places=9)
        result = self.result(*ALCOHOL, "--cv", "3")
        each = result["cross_validation"]["each"]
        for model in ("the network", "a constant", "ridge regression"):
            squares = sum(fold["test"] * fold["measures"]["rmse"][model] ** 2 for fold in each)
            self.assertAlmostEqual(result["pooled"]["measures"]["rmse"][model]["value"],
                                   math.sqrt(squares / 178), places=6)

    def test_a_fold_learns_nothing_of_the_rows_it_is_tested_by(self):
        # Targets of 0 but for one row: wherever that row is tested the constant is the mean of zeros.
        rows = "".join(f"{i},{1000 if i == 17 else 0}.5\n" for i in range(60))
        table = self.file("x,y\n" + rows)
        result = self.result("train", table, "--target", "y", "--task", "regression", "-q", *SHORT, "--cv", "6")
        worst = max(fold["measures"]["mae"]["a constant"] for fold in result["cross_validation"]["each"])
        self.assertAlmostEqual(worst, 100, places=3)

    def test_the_seed_decides_and_threads_do_not(self):
        def folds(*flags):
            result = self.result(*ALCOHOL, "--cv", "3", *flags)
            return result["cross_validation"], result["pooled"]
        first = folds("--seed", "3", "--threads", "1")
        self.assertEqual(first, folds("--seed", "3", "--threads", "3"))
        self.assertNotEqual(first, folds("--seed", "4"))

    def test_both_recipes_train_all_folds_as_one_stack(self):
        for arguments in (("train", CANCER, "--target", "diagnosis"), ("train", WINE, "--target", "cultivator"),
                          ("train", WINE, "--target", "alcohol")):
            for recipe in ("tabular", "simple"):
                with self.subTest(arguments=arguments, recipe=recipe):
                    code, _, err = run(*arguments, "--cv", "5", "--recipe", recipe, "--epochs", "2")
                    self.assertEqual(code, 0, err)
                    self.assertIn("folds: all 5 trained together, as one stack\n", err)

    def test_folds_that_differ_are_trained_apart_and_it_is_said(self):
        # The rare text is in the training rows of some folds only: they have a feature more.
        rows = "".join(f"{i % 7},{'rare' if i == 11 else 'ab'[i % 2]},{(i * 7) % 11}.5\n" for i in range(40))
        table = self.file("x,t,y\n" + rows)
        arguments = ("train", table, "--target", "y", "--task", "regression", *SHORT, "--cv", "4")
        code, _, err = run(*arguments)
        self.assertEqual(code, 0, err)
        self.assertRegex(err, r"folds: trained in \d stacks, one after the other, as they differ in the inputs: 1")
        each = self.result(*arguments, "-q")["cross_validation"]["each"]
        self.assertEqual({fold["features"] for fold in each}, {3, 4})

    def test_groups_stay_together(self):
        # The target is a coin of the group: whoever has seen the group knows it.
        coins = random.Random(4)
        coin = [coins.choice(("heads", "tails")) for _ in range(30)]
        rows = "".join(f"{g},t{g},{coin[g]}\n" for _ in range(6) for g in range(30))
        table = self.file("group,tag,coin\n" + rows)
        arguments = ("train", table, "--target", "coin", "-q", "--recipe", "simple", "--epochs", "150",
                     "--drop", "group", "--cv", "3")

        def accuracy(*flags):
            return self.result(*arguments, *flags)["cross_validation"]["measures"]["accuracy"]["the network"]["mean"]
        self.assertGreater(accuracy(), 0.9)
        self.assertLess(accuracy("--split", "group:group"), 0.75)

    def test_of_time_each_fold_is_tested_by_what_came_before(self):
        rows = "".join(f"{i},{(i * 7) % 11}.5\n" for i in range(63))
        table = self.file("x,y\n" + rows)
        result = self.result("train", table, "--target", "y", "-q", *SHORT, "--split", "time:x", "--cv", "5")
        each = result["cross_validation"]["each"]
        self.assertEqual([fold["test"] for fold in each], [10] * 5)
        self.assertEqual([fold["train"] + fold["validation"] for fold in each], [13, 23, 33, 43, 53])

    def test_ensembles_and_weights_of_classes(self):
        result = self.result(*DIAGNOSIS, "--cv", "2", "--ensemble", "3")
        self.assertIn("the ensemble", result["cross_validation"]["measures"]["accuracy"])
        alone = self.result(*DIAGNOSIS, "--cv", "2")
        self.assertIn("the network", alone["cross_validation"]["measures"]["accuracy"])
        balanced = self.result(*DIAGNOSIS, "--cv", "2", "--class-weight", "balanced")
        self.assertNotEqual(alone["cross_validation"], balanced["cross_validation"])

    def test_the_result_for_people(self):
        code, out, err = run("train", CANCER, "--target", "diagnosis", *SHORT, "--cv", "3")
        self.assertEqual(code, 0, err)
        self.assertRegex(out, r"\A3 folds: accuracy 0\.\d{4} \+- 0\.\d{4} \(baseline 0\.6274\)\n"
                              r"over all folds' rows the network .*\n\Z")
        self.assertIn("data: 3 folds of 303 to 304 training, 76 validation, 189 to 190 test rows and 30 features; "
                      "2 classes of 'diagnosis'\n", err)
        self.assertRegex(err, r"\nmean \+- deviation +a constant +logistic regression +the network\n"
                              r"accuracy +0\.6274 \+- 0\.00")

    def test_refusals(self):
        for value in ("1", "2.5", "x", "1001"):
            self.refused(2, *ALCOHOL, "--cv", value, says=["--cv: invalid value", f"Received: {value}"])
        self.refused(2, *ALCOHOL, "--cv", "3", "--test-split", "0.1", says=["--test-split: no effect with --cv"])
        self.refused(2, "train", "fashion-mnist", "--cv", "3", says=["--cv: only for tables"])
        self.refused(2, *ALCOHOL, "--cv", "3", "--split", "stratified", says=["--split: stratified is for classes"])
        self.refused(3, *ALCOHOL, "--cv", "300",
                     says=["--cv: invalid value. Expected from 2 to the 178 rows that can be tested. Received: 300"])
        self.refused(2, *ALCOHOL, "--cv", "3", "--metric", "auc", says=["--metric: invalid value"])


class Watched(CommandTest):
    def epochs(self, history, key, last):
        # As Keras, early stopping compares in float32.
        values = [struct.unpack("f", struct.pack("f", value))[0] for value in history["val_" + key]]
        best = (min if key in ("loss", "mae", "rmse") else max)(values)
        places = [epoch + 1 for epoch, value in enumerate(values) if value == best]
        return places[-1] if last else places[0]

    def test_the_best_epoch_is_that_of_the_metric(self):
        of_classes = {"accuracy": "accuracy", "balanced_accuracy": "balanced_accuracy", "log_loss": "loss",
                      "auc": "auc", "f1": "f1_score"}
        of_numbers = {"rmse": "rmse", "mae": "mae", "r2": "r2_score"}
        for target, metrics in (("diagnosis", of_classes), ("cultivator", of_classes), ("alcohol", of_numbers)):
            table = CANCER if target == "diagnosis" else WINE
            for recipe in ("simple", "tabular"):
                for metric, key in metrics.items():
                    with self.subTest(target=target, recipe=recipe, metric=metric):
                        result = self.result("train", table, "--target", target, "-q", "--recipe", recipe,
                                             "--epochs", "12", "--metric", metric)
                        self.assertEqual(result["reached"]["best_epoch"],
                                         self.epochs(result["history"], key, recipe == "tabular"))

    def test_balanced_accuracy_is_watched_as_it_is_decided(self):
        # One in twenty is rare, and x tells a little of it: by the largest probability it is never answered.
        coins = random.Random(1)
        rows = ""
        for _ in range(600):
            rare = coins.random() < 0.05
            rows += f"{coins.gauss(1.2 if rare else 0, 1)},{'rare' if rare else 'usual'}\n"
        result = self.result("train", self.file("x,y\n" + rows), "--target", "y", "-q", "--recipe", "simple",
                             "--epochs", "40", "--metric", "balanced_accuracy")
        self.assertGreater(max(result["history"]["val_balanced_accuracy"]), 0.6)
        self.assertGreater(result["reached"]["test"]["balanced_accuracy"], 0.6)


if __name__ == "__main__":
    command.main()
