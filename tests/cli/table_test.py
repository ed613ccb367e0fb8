#!/usr/bin/env python3
"""Training on tables: results, JSON, bad data, output. usage: table_test.py OCCAM"""

import gzip
import json
import os
import re
import zipfile
from pathlib import Path

import command
from command import CANCER, WINE, CommandTest, run, start

SIMPLE = ("--recipe", "simple")
SHORT = (*SIMPLE, "--epochs", "3")


def rows(n, row):
    return "".join(row(i) + "\n" for i in range(n))


class Results(CommandTest):
    def test_closing_line_of_the_readme(self):
        code, out, _ = run("train", CANCER, "--target", "diagnosis", *SIMPLE, "--l2", "1e-4",
                           "--dropout", "0.2", "--patience", "10")
        self.assertEqual(code, 0)
        self.assertRegex(out, r"\Atest accuracy 0\.9\d{3} \(baseline 0\.6316\); .*best \d+, restored\); "
                              r"penalty \d\.\d+; \S+ % of 752 weights are exactly zero\n"
                              r"the network .*logistic regression.*\n\Z")

    def test_json_holds_what_the_documentation_says(self):
        result = self.result("train", CANCER, "--target", "diagnosis", *SIMPLE, "--patience", "2", "-q")
        self.assertEqual(list(result), ["format", "occam", "task", "data", "settings", "history", "reached", "warnings", "seconds"])
        self.assertEqual(result["task"], "classification")
        columns = result["data"].pop("columns")
        self.assertEqual([column["name"] for column in columns][29:], ["worst_fractal_dimension", "diagnosis"])
        self.assertEqual(result["data"].pop("notes"), [])
        self.assertEqual(result["data"], {"source": CANCER, "rows": 569, "target": "diagnosis", "features": 30,
                                          "classes": ["benign", "malignant"], "train": 341, "validation": 114,
                                          "test": 114})
        self.assertEqual(result["settings"]["layers"], [16, 16])
        self.assertEqual(result["settings"]["patience"], 2)
        reached = result["reached"]
        self.assertEqual(list(reached), ["test", "baseline", "penalty", "parameters", "weights", "zero_weights",
                                         "zero_share", "epochs", "stopped_epoch", "best_epoch", "reason", "measures", "verdict",
                                         "confusion"])
        # By hand: 30*16 + 16 + 16*16 + 16 + 16*1 + 1.
        self.assertEqual(reached["parameters"], 785)
        self.assertEqual(reached["weights"], 752)
        self.assertGreater(reached["test"]["accuracy"], 0.9)
        # 72 of the 114 test rows are benign (357 of 569 in proportion).
        self.assertAlmostEqual(reached["baseline"]["accuracy"], 72 / 114)
        losses = result["history"]["val_loss"]
        self.assertEqual(len(losses), reached["epochs"])
        self.assertEqual(losses.index(min(losses)) + 1, reached["best_epoch"])
        if reached["reason"] == "early stopping":
            self.assertEqual(reached["epochs"], reached["best_epoch"] + 2)

    def test_more_classes_and_regression(self):
        wine = self.result("train", WINE, "--target", "cultivator", *SIMPLE)
        self.assertEqual(len(wine["data"]["classes"]), 3)
        self.assertGreater(wine["reached"]["test"]["accuracy"], 0.9)
        # y = 1000 x + 50000: the numbers must come in the unit of the table.
        line = self.file("x,y\n" + rows(300, lambda i: f"{i % 97 / 10},{i % 97 * 100 + 50000.5}"))
        result = self.result("train", line, "--target", "y", *SIMPLE, "--learning-rate", "0.01")
        self.assertEqual(result["task"], "regression")
        self.assertNotIn("classes", result["data"])
        self.assertGreater(result["reached"]["baseline"]["rmse"], 2000)
        self.assertLess(result["reached"]["test"]["rmse"], 300)
        self.assertLess(result["reached"]["test"]["mae"], result["reached"]["test"]["rmse"])
        self.assertLess(result["history"]["mae"][-1], 300)
        self.assertGreater(result["history"]["mae"][0], 300)

    def test_task_can_be_chosen(self):
        table = self.file("x,y\n" + rows(200, lambda i: f"{i % 13},{i % 4}"))
        self.assertEqual(self.result("train", table, "--target", "y", *SHORT)["task"], "classification")
        self.assertEqual(self.result("train", table, "--target", "y", "--task", "regression", *SHORT)["task"],
                         "regression")

    def test_penalty_counts_hidden_kernels_and_without_them_the_output(self):
        nothing = ("--target", "cultivator", *SIMPLE, "--initializer", "ones", "--learning-rate", "1e-30", "--epochs", "1")
        # 13 * 4 ones times 0.5.
        one = self.result("train", WINE, *nothing, "--layers", "4", "--l1", "0.5")["reached"]
        self.assertAlmostEqual(one["penalty"], 26, places=4)
        none = self.result("train", WINE, *nothing, "--layers", "none", "--l2", "0.25")["reached"]
        self.assertAlmostEqual(none["penalty"], 13 * 3 * 0.25, places=4)

    def test_members_by_name_do_what_their_short_flags_do(self):
        def history(*flags):
            return self.result("train", WINE, "--target", "cultivator", *SHORT, *flags)["history"]
        for short, by_name in (
                (("--l1", "0.02", "--l2", "0.01"), ("--kernel-regularizer", "l1l2:l1=0.02,l2=0.01")),
                (("--optimizer", "sgd", "--momentum", "0.9"), ("--optimizer", "sgd:momentum=0.9")),
                (("--optimizer", "sgd", "--learning-rate", "0.1"), ("--optimizer", "SGD:learning_rate=0.1")),
                (("--initializer", "he_normal"), ("--kernel-initializer", "HeNormal")),
                ((), ("--loss", "scce", "--activation", "relu", "--kernel-regularizer", "none")),
                (("--optimizer", "sgd:nesterov=true", "--momentum", "0.5"),
                 ("--optimizer", "sgd:momentum=0.5,nesterov=true"))):
            with self.subTest(by_name=by_name):
                self.assertEqual(history(*short), history(*by_name))
        for flags in (("--optimizer", "adam:beta_1=0.5"), ("--activation", "tanh"), ("--kernel-regularizer", "l1")):
            self.assertNotEqual(history(), history(*flags))

    def test_penalty_on_biases(self):
        nothing = ("--target", "cultivator", *SIMPLE, "--learning-rate", "1e-30", "--epochs", "1", "--bias-regularizer", "l1")
        result = self.result("train", WINE, *nothing)
        self.assertLess(result["reached"]["penalty"], 1e-20)  # biases start at 0
        self.assertIn("penalty", result["history"])
        self.assertEqual(result["settings"]["bias_regularizer"], {"class_name": "L1", "config": {"l1": 0.01, "proximal": True, "sparsity": None}})

    def test_a_schedule_by_name(self):
        result = self.result("train", WINE, "--target", "cultivator", *SHORT, "--optimizer",
                             "sgd:learning_rate=exponential_decay")
        self.assertEqual(result["settings"]["optimizer"]["config"]["learning_rate"]["class_name"], "ExponentialDecay")

    def test_a_loss_has_to_fit_the_target(self):
        self.refused(2, "train", WINE, "--target", "cultivator", "--loss", "mse",
                     says=["--loss: mean_squared_error is for numbers, and 'cultivator' has 3 classes",
                           "Expected one of sparse_categorical_crossentropy"])
        self.refused(2, "train", WINE, "--target", "alcohol", "--loss", "bce", says=["'alcohol' has numbers"])
        self.refused(2, "train", CANCER, "--target", "diagnosis", "--loss", "bce:from_logits=true",
                     says=["--loss: the network gives probabilities"])

    def test_share_of_zero_weights(self):
        zeros = self.result("train", WINE, "--target", "cultivator", "--initializer", "zeros", *SHORT)["reached"]
        # Nothing moves: with zero kernels every gradient but that of the last bias is zero.
        self.assertEqual(zeros["zero_share"], 1.0)

    def test_equal_runs_are_equal_to_the_bit_whatever_the_threads(self):
        flags = ("train", CANCER, "--target", "diagnosis", "--dropout", "0.2", "--l1", "1e-3", "--batch-norm",
                 "--epochs", "4")
        results = [self.result(*flags, "--threads", threads) for threads in (1, 1, 2, 3)]
        for result in results:
            del result["seconds"]
            self.assertEqual(result, results[0])
        other = self.result(*flags, "--seed", "1")
        self.assertNotEqual(other["history"], results[0]["history"])
        self.assertEqual(run(*flags, "-q"), run(*flags, "-q"))

    def test_another_locale_changes_nothing(self):
        flags = ("train", WINE, "--target", "alcohol", "--l2", "0.5", "-q", *SHORT)
        self.assertEqual(run(*flags, env={"LC_ALL": "de_DE.UTF-8"}), run(*flags, env={"LC_ALL": "C"}))


class Output(CommandTest):
    def test_pipe_gets_no_control_characters(self):
        code, out, err = run("train", WINE, "--target", "cultivator", *SHORT, env={"TERM": "xterm-256color"})
        self.assertEqual(code, 0)
        for text in (out, err):
            self.assertFalse([c for c in text if ord(c) < 32 and c != "\n"])
        self.assertEqual(err.count("epoch "), 3)
        self.assertEqual(out.count("\n"), 2)

    def test_planned_memory_is_told_before_training(self):
        def megabytes(*flags):
            _, _, err = run("train", WINE, "--target", "cultivator", *SHORT, *flags)
            self.assertLess(err.index("\nmemory: "), err.index("\nepoch 1/"))
            number, unit = re.search(r"^memory: ([0-9.]+) (\w+) \(weights and optimizer ", err, re.MULTILINE).groups()
            return float(number) * {"KB": 1 / 1024, "MB": 1}[unit]
        self.assertLess(megabytes(), 0.5)
        # Weights, the two moments of Adam, the copies of two callbacks; gradients are there a tile at a time.
        wide = megabytes("--layers", "1000,1000")
        self.assertGreater(wide, 5 * 4 * 1.0e6 / 2**20)
        self.assertLess(wide, 6 * 4 * 1.1e6 / 2**20)

    def test_quiet_says_only_the_result(self):
        code, out, err = run("train", WINE, "--target", "cultivator", "-q", *SHORT)
        self.assertEqual((code, err, out.count("\n")), (0, "", 2))

    def test_full_disk(self):
        with open("/dev/full", "wb") as full:
            code, _, err = run("train", WINE, "--target", "cultivator", "-q", *SHORT, stdout=full)
        self.assertEqual((code, err), (5, "occam: error: cannot write to standard output\n"))

    def test_reader_that_went_away(self):
        process = start("train", WINE, "--target", "cultivator", "-q", *SHORT)
        process.stdout.close()
        self.assertEqual((process.wait(60), process.stderr.read()), (-13, b""))
        process.stderr.close()


class Input(CommandTest):
    def test_standard_input_and_gzip(self):
        with open(WINE, "rb") as file:
            contents = file.read()
        flags = ("--target", "cultivator", "-q", *SHORT)
        expected = run("train", WINE, *flags)
        self.assertEqual(expected[0], 0)
        self.assertEqual(run("train", "-", *flags, stdin=contents), expected)
        self.assertEqual(run("train", self.file(gzip.compress(contents), "w.csv.gz"), *flags), expected)
        crlf = b"\xef\xbb\xbf" + contents.replace(b"\n", b"\r\n").rstrip()
        self.assertEqual(run("train", self.file(crlf), *flags), expected)

    def test_text_columns_dropped_columns_and_separators(self):
        table = self.file("id;stadt;größe;y\n" + rows(120, lambda i: f"{i};{'Köln' if i % 3 else 'Bonn'};{i % 7},5;"
                                                                       f"{'ja' if i % 3 else 'nein'}"))
        flags = ("train", table, "--target", "y", *SIMPLE, "--decimal", ",", "--drop", "id")
        result = self.result(*flags)
        self.assertEqual(result["data"]["features"], 3)
        self.assertEqual(result["reached"]["test"]["accuracy"], 1)
        self.refused(2, *flags[:-1], "idd", says=["--drop: unknown column 'idd'", "Did you mean 'id'?"])
        self.refused(2, *flags[:-1], "y", says=["--drop: 'y' is the target"])
        self.refused(2, "train", self.file("a:y\n1:2\n3:4\n"), "--target", "y", says=["--separator"])

    def test_column_with_a_comma_in_its_name(self):
        table = self.file('"a,b",c,y\n' + rows(60, lambda i: f"{i},{i % 5},{i % 2}"))
        self.assertEqual(self.result("train", table, "--target", "y", "--drop", "a,b", *SHORT)["data"]["features"], 1)

    def test_columns_are_listed(self):
        self.refused(2, "train", WINE, says=["--target: no column given", "alcohol, malic_acid", "cultivator"])
        self.refused(2, "train", WINE, "--target", "cultivatr", says=["Did you mean 'cultivator'?"])


class BadData(CommandTest):
    def test_files(self):
        for path, text in (("absent.csv", "No such file"), (self.folder.name, "a folder")):
            self.refused(5, "train", path, "--target", "y", says=[text])
        if os.geteuid() != 0:
            secret = self.file("a,y\n1,2\n")
            os.chmod(secret, 0)
            self.refused(5, "train", secret, "--target", "y", says=["Permission denied"])

    def test_contents(self):
        body = rows(50, lambda i: f"{i},{i % 2}")
        for contents, texts in (
                ("", ["an empty file"]),
                ("a,y\n", ["a header only"]),
                ("a,y\n1,2\n", ["the same in all rows"]),
                ("a,y\n" + body + "1e400,1\n", ["line 52, column 1", "1e400"]),
                ("a,y\n" + body + "1\n", ["line 52", "2 cells", "1 cell"]),
                ("a,y\n" + body + "1,2,3\n", ["line 52", "2 cells", "3 cells"]),
                ("a,y\n" + rows(50, lambda i: f"{i % 7},1,{i % 2}"), ["line 2", "2 cells", "3 cells"]),
                ("a,y\n\"1,2\n", ["unclosed quote"]),
                ("a,y\n" + rows(50, lambda i: f"{i},{'x' if i < 49 else ''}"), ["the same in all rows"]),
                (b"a,y\n1\x00,1\n", ["NUL"]),
                ("a,y\n" + rows(50, lambda i: f"{i},name{i}"), ["texts that repeat"]),
                ("y\n" + rows(50, lambda i: str(i % 2)), ["a column beside the target"]),
                (gzip.compress(b"a,y\n1,2\n" * 9)[:-9], ["gzip"])):
            with self.subTest(contents=contents[:60], texts=texts):
                self.refused(3, "train", self.file(contents), "--target", "y", says=texts)

    def test_divergence(self):
        for flags in (("--learning-rate", "1e30"), ("--optimizer", "sgd", "--learning-rate", "10"),
                      ("--optimizer", "sgd", "--learning-rate", "1e38", "--batch-size", "1000", "--epochs", "1")):
            with self.subTest(flags=flags):
                self.refused(6, "train", WINE, "--target", "alcohol", *SIMPLE, *flags,
                             says=["diverged in epoch ", "--learning-rate 0.0"])


class Recipes(CommandTest):
    FEW = ("--epochs", "12")

    def test_tabular_is_the_default_and_flags_change_it(self):
        usual = self.result("train", WINE, "--target", "cultivator", *self.FEW)
        self.assertEqual(usual["settings"]["layers"], [256, 256, 256])
        for trick in ("smooth_clip", "category_embedding", "numeric_embedding", "scaling", "neural_tangent", "parametric_activation",
                      "cosine_log", "flat_cosine", "last_of_best"):
            self.assertIs(usual["settings"][trick], True, trick)
        # Holzmueller et al. 2024, table A.1.
        realmlp = {"beta_2": 0.95, "epsilon": 1e-8, "weight_decay": 0.02}
        for target, rate in (("cultivator", 0.04), ("alcohol", 0.2)):
            optimizer = self.result("train", WINE, "--target", target, "--epochs", "1")["settings"]["optimizer"]
            self.assertEqual(optimizer["class_name"], "Adam")
            self.assertEqual({key: optimizer["config"][key] for key in ("learning_rate", *realmlp)},
                             {"learning_rate": rate, **realmlp})
        slower = self.result("train", WINE, "--target", "alcohol", "--epochs", "1", "--learning-rate", "0.01")
        self.assertEqual(slower["settings"]["optimizer"]["config"].items() & {"learning_rate": 0.01, **realmlp}.items(),
                         {"learning_rate": 0.01, **realmlp}.items())
        changed = self.result("train", WINE, "--target", "cultivator", *self.FEW, "--layers", "8", "--patience", "3",
                              "--dropout", "0")["settings"]
        self.assertEqual((changed["layers"], changed["last_of_best"], changed["patience"], changed["dropout"]),
                         ([8], False, 3, 0))
        self.assertIs(changed["scaling"], True)
        simple = self.result("train", WINE, "--target", "cultivator", *SHORT)["settings"]
        self.assertEqual((simple["layers"], simple["smooth_clip"]), ([16, 16], False))

    def test_each_trick_of_a_recipe_can_be_left_out_alone(self):
        def settings(recipe):
            return self.result("train", WINE, "--target", "cultivator", "--epochs", "1", "--recipe", recipe)["settings"]

        usual = settings("tabular")
        for trick in ("scaling", "smooth_clip", "last_of_best"):
            self.assertEqual(settings(f"tabular:{trick}=false"), {**usual, trick: False})
        plain = settings("tabular:label_smoothing=none")
        self.assertIsNone(plain["label_smoothing"])
        self.assertIn(plain["loss"]["config"]["label_smoothing"], (0, None))
        self.assertIs(settings("simple:scaling=true")["scaling"], True)

    def test_predictions_stay_in_the_range_of_the_rows_that_are_known(self):
        # In the order of time 60 rows train, of 0.5 to 59.5, 20 are watched, to 79.5, and 20 test.
        table = self.file("t,x,y\n" + rows(100, lambda i: f"{i},{i * 7 % 10},{i + 0.5}"))
        model = str(Path(self.folder.name) / "model.keras")
        self.result("train", table, "--target", "y", "--split", "time:t", "--epochs", "2", "--save", model)
        with zipfile.ZipFile(model) as archive:
            target = json.loads(archive.read("occam_table.json"))["table"]["encoder"]["target"]
            clip = re.search(r'"class_name":"Clip".*?"low":([-.0-9]+),"high":([-.0-9]+)', archive.read("config.json").decode())
        self.assertAlmostEqual(target["mean"], 30.0)  # of the training rows alone
        low, high = (float(bound) * target["scale"] + target["mean"] for bound in clip.groups())
        self.assertAlmostEqual(low, 0.5, 4)
        self.assertAlmostEqual(high, 79.5, 4)

    def test_labels_are_not_smoothed_where_that_costs_what_is_measured(self):
        def smoothing(*flags):
            return self.result("train", WINE, "--target", "cultivator", *self.FEW, *flags)["settings"]["label_smoothing"]
        self.assertEqual(smoothing(), 0.1)
        self.assertIsNone(smoothing("--metric", "log_loss"))

    def test_measures_baselines_and_the_verdict(self):
        # Two classes that a line parts, and noise.
        table = self.file("a,b,y\n" + rows(300, lambda i: f"{i % 37},{i * 7 % 11},{'yes' if i % 37 > 18 else 'no'}"))
        reached = self.result("train", table, "--target", "y", *SHORT)["reached"]
        self.assertEqual(list(reached["measures"]), ["accuracy", "balanced_accuracy", "log_loss", "auc", "f1"])
        self.assertEqual(list(reached["measures"]["auc"]), ["a constant", "logistic regression", "the network"])
        for models in reached["measures"].values():
            for value in models.values():
                self.assertTrue(value["value"] is None or value["low"] <= value["value"] <= value["high"])
        self.assertGreater(reached["measures"]["auc"]["logistic regression"]["value"], 0.99)
        self.assertEqual(sum(map(sum, reached["confusion"])), 60)
        # Three epochs are too few for the network.
        self.assertIn(reached["verdict"]["outcome"], ("worse", "no better"))
        self.assertIn("logistic regression", reached["verdict"]["text"])
        numbers = self.result("train", WINE, "--target", "alcohol", *SHORT, "--metric", "mae")["reached"]
        self.assertEqual(list(numbers["measures"]), ["mae", "rmse", "r2"])
        self.assertEqual(numbers["verdict"]["measure"], "mae")
        self.assertNotIn("confusion", numbers)

    def test_a_metric_has_to_fit_the_target(self):
        self.refused(2, "train", WINE, "--target", "cultivator", "--metric", "rmse",
                     says=["--metric: invalid value", "'cultivator' has classes", "Received: rmse"])
        self.refused(2, "train", WINE, "--target", "alcohol", "--metric", "auc", says=["has numbers"])
        self.refused(2, "train", WINE, "--target", "alcohol", "--metric", "acuracy", says=["accuracy, balanced_accuracy"])
        self.refused(2, "train", WINE, "--target", "alcohol", "--class-weight", "balanced", says=["--class-weight: "])

    def test_balanced_classes_are_found_more_often(self):
        # One row in ten is positive, and no feature tells which: unweighted, none is ever answered.
        table = self.file("a,y\n" + rows(1000, lambda i: f"{i * 13 % 7},{'rare' if i % 10 == 0 else 'often'}"))

        def answered_rare(*flags):
            table_of = self.result("train", table, "--target", "y", *SHORT, *flags)["reached"]["confusion"]
            return table_of[0][1] + table_of[1][1]
        self.assertEqual(answered_rare(), 0)
        self.assertGreater(answered_rare("--metric", "balanced_accuracy"), 0)
        weighted = self.result("train", table, "--target", "y", *SHORT, "--class-weight", "balanced")
        plain = self.result("train", table, "--target", "y", *SHORT)
        self.assertNotEqual(weighted["history"]["loss"], plain["history"]["loss"])

    def test_an_ensemble_of_one_is_the_network_and_more_differ(self):
        one = self.result("train", WINE, "--target", "alcohol", *SHORT)
        same = self.result("train", WINE, "--target", "alcohol", *SHORT, "--ensemble", "1")
        three = self.result("train", WINE, "--target", "alcohol", *SHORT, "--ensemble", "3")
        self.assertEqual(one["reached"], same["reached"])
        self.assertNotEqual(three["reached"]["test"], one["reached"]["test"])
        self.assertEqual(three["reached"]["parameters"], 3 * one["reached"]["parameters"])
        self.assertIn("the ensemble", three["reached"]["measures"]["rmse"])
        self.assertEqual(three["data"]["test"], one["data"]["test"])


class Ensembles(CommandTest):
    FLAGS = ("train", WINE, "--target", "cultivator", "--epochs", "3")

    def test_four_networks_watch_each_row_that_is_not_tested_once(self):
        result = self.result(*self.FLAGS)
        data = result["data"]
        self.assertEqual(result["settings"]["ensemble"], 4)
        self.assertEqual((data["train"], data["validation"], data["test"]), (142, 0, 36))
        self.assertEqual(sorted(data["watched"]), [35, 35, 36, 36])
        self.assertEqual(len(result["reached"]["best_epochs"]), 4)
        self.assertEqual(result["reached"]["best_epoch"], result["reached"]["best_epochs"][0])
        self.assertIn("the ensemble", result["reached"]["verdict"]["text"] + str(result["reached"]["measures"]))
        # A fifth watches what the first watches, and two leave folds that nobody watches.
        self.assertEqual(self.result(*self.FLAGS, "--ensemble", "5")["data"]["watched"], data["watched"])
        self.assertEqual(self.result(*self.FLAGS, "--ensemble", "2")["data"]["watched"], data["watched"][:2])
        fifths = self.result(*self.FLAGS, "--validation-split", "0.16")["data"]
        self.assertEqual((fifths["train"], len(fifths["watched"]), {*fifths["watched"]}), (142, 4, {28, 29}))

    def test_one_network_where_that_is_asked_for(self):
        for flags in (("--ensemble", "1"), ("--recipe", "simple")):
            result = self.result(*self.FLAGS, *flags)
            self.assertEqual(result["settings"]["ensemble"], 1)
            self.assertEqual((result["data"]["train"], result["data"]["validation"]), (106, 36))
            self.assertNotIn("watched", result["data"])
            self.assertNotIn("best_epochs", result["reached"])

    def test_rows_that_cannot_be_dealt_out_are_shared(self):
        table = self.file("t,g,x,y\n" + rows(100, lambda i: f"{i},g{i % 4},{i * 7 % 10},{i * 3 % 17 + 0.5}"))
        flags = ("train", table, "--target", "y", "--epochs", "2")
        time = self.result(*flags, "--split", "time:t")
        self.assertEqual((time["settings"]["ensemble"], time["data"]["train"], time["data"]["validation"]), (4, 60, 20))
        # Of four groups one is tested: three are left to be watched, a group each.
        self.assertEqual(self.result(*flags, "--split", "group:g")["data"]["watched"], [25, 25, 25])
        unwatched = self.result(*flags, "--validation-split", "0", "--no-early-stopping")
        self.assertEqual((unwatched["data"]["train"], unwatched["data"]["validation"]), (80, 0))
        self.assertNotIn("watched", unwatched["data"])

    def test_what_is_told(self):
        code, out, err = run(*self.FLAGS)
        self.assertEqual(code, 0, err)
        self.assertRegex(err, r"\ndata: 142 training rows, of which each network holds out 3[56] to watch, 36 test rows of \d+ features; ")
        self.assertIn("\nensemble: 4 networks, trained together, each watching other rows; their predictions are averaged "
                      "(--ensemble 1: one network)\n", err)
        self.assertRegex(out, r"trained for all 3 epochs \(best [123]( to [123])?, restored\)")
        self.assertNotIn("ensemble", run(*self.FLAGS, "--ensemble", "1")[2])

    def test_few_rows(self):
        for n in (6, 8, 12):
            for target in ("y", "c"):
                with self.subTest(rows=n, target=target):
                    table = self.file("x,c,y\n" + rows(n, lambda i: f"{i * 7 % 11},{'ab'[i % 2]},{i * 3 % 17 + 0.5}"))
                    self.assertEqual(run("train", table, "--target", target, "--epochs", "2", "-q")[0], 0)


if __name__ == "__main__":
    command.main()
