#!/usr/bin/env python3
"""What columns become, and what is told about a table. usage: columns_test.py OCCAM"""

import json
import re

import command
from command import WINE, CommandTest, run
from made_table import A, B, TableTest, label, noise, table


class Columns(TableTest):
    def test_a_line_a_column_before_training_and_alone(self):
        plain = table(a=A, job=lambda row: ("cook", "smith")[row * 7 % 5 % 2], y=label)
        code, out, err = run("data", self.file(plain), "--target", "y")
        self.assertEqual((code, err), (0, ""))
        lines = out.splitlines()
        self.assertRegex(lines[0], r"^'.*': 120 rows, 3 columns; target 'y': 2 classes$")
        self.assertRegex(lines[2], r"^column +role +type +missing +distinct +example +becomes$")
        self.assertRegex(lines[3], r"^a +feature +number +0 +1\d\d +0\.\d+ +scaled$")
        self.assertRegex(lines[4], r"^job +feature +text +0 +2 +cook +one-hot of 2$")
        self.assertRegex(lines[5], r"^y +target +text +0 +2 +(yes|no) +2 classes$")
        self.assertEqual(len(lines), 6)  # nothing to note
        _, err = self.told(plain)
        self.assertEqual(err.splitlines()[:4], lines[2:])
        self.assertEqual(self.notes(plain, "--target", "y"), [])

    def test_json_tells_the_same_in_both_commands(self):
        path = self.file(table(a=A, b=lambda row: "" if row == 6 else row % 9, y=label))
        data = json.loads(run("data", path, "--target", "y", "--json")[1])
        self.assertEqual(list(data), ["format", "occam", "source", "rows", "target", "task", "classes", "columns",
                                      "notes", "faults"])
        trained = self.result("train", path, "--target", "y", "--epochs", "1")["data"]
        self.assertEqual(trained["columns"], data["columns"])
        self.assertEqual([note for note in trained["notes"] if note in data["notes"]], data["notes"])
        self.assertEqual(data["columns"][1], {
            "name": "b", "role": "feature", "type": "number", "form": "number", "missing": 1, "first_missing_row": 7,
            "unusable": 0, "distinct": 9, "example": "0",
            "becomes": "scaled, missing: the median and an indicator"})

    def test_many_columns_are_folded(self):
        many = table(**{f"c{i}": (lambda row, i=i: noise(row, i)) for i in range(300)}, y=label)
        _, err = self.told(many)
        self.assertRegex(err, r"(?m)^c0 \.\.\. c299 \(300 columns\) +feature +number +0 ")
        self.assertLess(len(err[:err.index("\nnetwork:")].splitlines()), 6)
        mixed = table(**{f"c{i}": (lambda row, i=i: noise(row, i) if i % 2 else "abc"[int(2 * noise(row, i))])
                         for i in range(60)}, y=label)
        _, err = self.told(mixed)
        self.assertRegex(err, r"(?m)^\.\.\. and 42 more columns")

    def test_what_is_left_out_comes_back_by_keep(self):
        for role, name, value in (
                ("constant", "c", lambda row: 5), ("empty", "c", lambda row: ""), ("duplicate", "c", A),
                ("identifier", "c", lambda row: f"person {row * row}"),
                ("identifier", "customer_id", lambda row: 1000 + row * 37 % 127),
                ("row_numbers", "index", lambda row: row)):
            with self.subTest(role=role, name=name):
                contents = table(a=A, b=B, **{name: value}, y=label)
                self.assertEqual(self.column(contents, name, "--target", "y")["role"], role)
                self.assertIn("--keep", self.column(contents, name, "--target", "y")["becomes"])
                _, err = self.told(contents)
                self.assertRegex(err, rf"(?m)^{name} +left out ")
                self.assertIn("test rows of 2 features", err)
                if role != "empty":
                    self.assertNotIn("rows of 2 features", self.told(contents, "--keep", name)[1])
        self.assertEqual(self.column(table(a=A, b=B, y=label), "b", "--target", "y")["role"], "feature")

    def test_a_nameless_column_that_counts_rows(self):
        contents = table(a=A, y=label).replace("\n", "\n#")
        numbered = "".join(("," if i == 0 else f"{i},") + line + "\n"
                           for i, line in enumerate(contents.replace("#", "").splitlines()))
        self.assertEqual(self.column(numbered, "column1", "--target", "y")["role"], "row_numbers")
        self.assertIn("rows of 1 features", self.told(numbered)[1])

    def test_warnings_are_told_and_name_their_flag(self):
        yes = lambda row: int(label(row) == "yes")
        for text, columns in (
                ("'c' alone predicts the target (100 % of the rows)", {"c": yes}),
                ("'c' is equal to 'a' in 99.17 % of the rows; --drop c", {"c": lambda row: 9 if row == 3 else A(row)}),
                ("'c' is nearly a line of 'b'", {"c": lambda row: 3 - 2 * B(row)}),
                ("'c' is missing in 60 % of the rows; --drop c", {"c": lambda row: noise(row, 5) if row % 5 < 2 else ""}),
                ("'t' counts the rows; if it is their number only, --drop t", {"t": lambda row: row})):
            with self.subTest(text=text):
                notes = self.notes(table(a=A, b=B, **columns, y=label), "--target", "y")
                self.assertTrue(any(text in note for note in notes), notes)
        self.assertEqual(self.notes(table(a=A, b=B, y=label), "--target", "y"), [])
        rare = table(a=A, y=lambda row: "rare" if row % 20 == 0 else "usual")
        self.assertIn("class 'usual' has 95 % of the rows", self.notes(rare, "--target", "y")[0])
        self.assertIn("only 40 rows", self.notes(table(40, a=A, y=label), "--target", "y")[0])
        once = table(a=A, y=lambda row: "once" if row == 3 else label(row))
        self.assertIn("a class with one row ('once')", self.notes(once, "--target", "y")[0])

    def test_equal_rows_across_the_split(self):
        half = lambda seed: (lambda row: noise(row % 60, seed))
        _, err = self.told(table(a=half(1), b=half(2), y=lambda row: label(row % 60)))
        self.assertIn("note: 60 of 120 rows are equal to an earlier one", err)
        self.assertRegex(err, r"note: equal rows stand on both sides of the split: \d+ of 24 test rows and \d+ of 96 ")
        self.assertNotIn("equal", self.told(table(a=A, b=B, y=label))[1])

    def test_all_faults_in_one_run(self):
        contents = table(a=A, b=B, y=label)
        self.refused(2, "train", self.file(contents), "--target", "z", "--drop", "u,v", "--keep", "w",
                     says=["--target: unknown column 'z'", "'u'", "'v'", "--keep: unknown column 'w'", "a, b, y"])
        contents = table(a=lambda row: "" if row % 2 else row, b=lambda row: "" if row == 4 else row, c=B,
                         y=lambda row: "same")
        self.refused(3, "train", self.file(contents), "--target", "y", "--missing", "refuse",
                     says=["the same in all rows", "61 in 2 columns: 'a' 60, the first in row 2; 'b' 1, the first in row 5"])
        code, out, err = run("data", self.file(contents), "--target", "y")
        self.assertEqual(code, 3)
        self.assertIn("a       feature", out)
        self.assertIn("the same in all rows", err)


class Cells(TableTest):
    def test_missing_cells_are_filled_counted_and_told(self):
        contents = table(a=lambda row: "" if row % 10 == 4 else A(row), job=lambda row: "" if row == 8 else "uvw"[row % 3],
                         y=lambda row: "" if row in (2, 50) else noise(row, 4))
        code, err = self.told(contents)
        self.assertEqual(code, 0)
        self.assertIn("2 of 120 rows have no 'y', the first is row 3: left out (--missing-target refuse", err)
        self.assertIn("missing cells: 13 in 2 columns: 'a' 12, the first in row 5; 'job' 1, the first in row 9", err)
        # a, its indicator, three texts, and missing where a training row misses it
        features = int(re.search(r"rows of (\d) features", err)[1])
        self.assertIn(features, (5, 6))
        self.assertIn(f"rows of {features - 1} features", self.told(contents, "--no-indicators")[1])
        self.refused(3, "train", self.file(contents), "--target", "y", "--missing-target", "refuse",
                     says=["--missing-target drop", "missing targets=2, the first in row 3"])
        self.refused(3, "train", self.file(contents), "--target", "y", "--missing", "refuse",
                     says=["or --missing drop, mean", "13 in 2 columns"])

    def test_counts_are_those_of_the_whole_file(self):
        contents = "a,b,y\n" + "".join(f"{'' if row % 3 == 0 else row / 7},{noise(row, 3)},{row % 2}\n" for row in range(60))
        self.refused(3, "train", self.file(contents), "--target", "y", "--missing", "refuse",
                     says=["missing cells=20, the first in row 1, column 'a'"])
        for how, rows in (("drop", 40), ("mean", 60), ("median", 60), ("zero", 60)):
            data = self.result("train", self.file(contents), "--target", "y", "--missing", how, "--epochs", "1")["data"]
            self.assertEqual(data["train"] + data["validation"] + data["test"], rows, how)

    def test_target_and_features_missing(self):
        contents = "a,b,price\n" + "".join(
            f"{row / 3 if row % 2 == 0 else ''},{row / 5 if row % 2 else ''},{'' if row % 7 == 0 else row + .25}\n"
            for row in range(60))
        path = self.file(contents)
        for how in ("median", "mean", "zero"):
            self.assertEqual(run("train", path, "--target", "price", "--epochs", "1", "--missing", how)[0], 0, how)
        self.refused(3, "train", path, "--target", "price", "--missing", "drop",
                     says=["at least one row without missing cells, or --missing median"])

    def test_texts_above_the_limit_share_a_feature(self):
        contents = table(600, a=A, t=lambda row: f"t{int(30 * noise(row, 7))}", y=lambda row: label(row))
        self.assertRegex(self.told(contents)[1], r"rows of 31 features")
        self.assertRegex(self.told(contents, "--max-categories", "5")[1], r"rows of 7 features")
        self.assertIn("--max-categories has no effect", self.told(contents, "--max-categories", "50")[1])

    def test_frequent_texts_beyond_a_hundred_keep_a_feature(self):
        contents = table(5200, a=A, t=lambda row: f"t{row % 130}", y=label)
        self.assertRegex(self.told(contents)[1], r"rows of 131 features")
        self.assertRegex(self.told(contents, "--max-categories", "100")[1], r"rows of 102 features")
        _, out, _ = run("data", self.file(contents), "--target", "y")
        self.assertIn("one-hot of 100 and of frequent ones, rare ones together", out)
        few = table(1000, a=A, t=lambda row: f"t{row % 130}", y=label)
        self.assertRegex(self.told(few)[1], r"rows of 102 features")

    def test_flags_without_effect_are_noted(self):
        plain = table(a=A, b=B, y=label)
        for flags in (("--missing", "mean"), ("--no-indicators",), ("--max-categories", "3")):
            self.assertIn(flags[0] + " has no effect", self.told(plain, *flags)[1])
        self.assertNotIn("no effect", self.told(plain)[1])
        self.assertIn("--na: no cell is 'gone'", self.told(plain, "--na", "gone")[1])
        gone = table(a=lambda row: "gone" if row == 7 else A(row), b=B, y=label)
        self.assertNotIn("--na: no cell", self.told(gone, "--na", "gone")[1])
        self.assertIn("--patience 3 stops nothing within 1 epoch", self.told(plain, "--patience", "3")[1])

    def test_names_reach_the_terminal_clean(self):
        contents = table(a=A, y=label).replace("a,y", '"a\x1b[2J",y').replace("yes", "y\x1b[31mes")
        for arguments in (("data", self.file(contents), "--target", "y"),
                          ("train", self.file(contents), "--target", "y", "--epochs", "1"),
                          ("train", self.file(contents), "--target", "\x1b[2J"),
                          ("train", self.file(contents), "--target", "y", "--drop", "\x1b")):
            _, out, err = run(*arguments)
            self.assertFalse([c for c in out + err if ord(c) < 32 and c != "\n"], arguments)
        escaped = table(a=A, **{"cl\x1b[2Jass": label})
        _, out, err = run("train", self.file(escaped), "--target", "cl\x1b[2Jass", "--epochs", "1")
        self.assertNotIn("\x1b", out + err)
        long = table(a=A, **{"c" * 5000: B, "y": label})
        self.assertLess(max(map(len, run("data", self.file(long))[1].splitlines())), 200)


class Targets(TableTest):
    def test_codes_are_classes_and_amounts_are_not(self):
        for task, value in (("classification", lambda row: row % 26 + 1), ("regression", lambda row: row * row % 97),
                            ("classification", lambda row: row % 3)):
            data = self.data(table(520, a=A, y=value), "--target", "y")
            self.assertEqual(data["task"], task)
            self.assertIn("--task", data["columns"][1]["becomes"])

    def test_targets_that_cannot_be(self):
        for value, text in ((lambda row: f"name {row}", "--task classification. Received: column 'y'=120 different texts"),
                            (lambda row: f"name {row % 80}", "80 different texts in 120 rows"),
                            (lambda row: 3, "the same in all rows"), (lambda row: "", "missing cells only")):
            self.refused(3, "train", self.file(table(a=A, y=value)), "--target", "y", says=["--target:", text])


class Splits(TableTest):
    def parts(self, contents, *flags):
        data = self.result("train", self.file(contents), "--target", "y", "--epochs", "1", *flags)["data"]
        return data["train"], data["validation"], data["test"]

    def test_groups_stay_together(self):
        # Only the group tells the target: what was learned is of no use for another group.
        contents = table(300, g=lambda row: f"g{row % 30}", a=lambda row: noise(row % 30, 1),
                         y=lambda row: "uvw"[int(2 * noise(row % 30, 4))])
        self.assertEqual(sum(self.parts(contents, "--split", "group:g")), 300)
        self.assertTrue(all(part % 10 == 0 for part in self.parts(contents, "--split", "group:g")))
        self.assertEqual(self.column(contents, "g", "--target", "y", "--split", "group:g")["role"], "split")
        self.assertEqual(self.column(contents, "g", "--target", "y")["role"], "feature")

    def test_time(self):
        contents = table(a=A, t=lambda row: row * 37 % 120 + 2000, y=label)
        self.assertEqual(self.parts(contents, "--split", "time:t"), (72, 24, 24))
        gap = table(a=A, t=lambda row: "" if row == 4 else row, y=label)
        self.refused(3, "train", self.file(gap), "--target", "y", "--split", "time:t", says=["1 missing, the first in row 5"])
        words = table(a=A, t=lambda row: f"w{row % 5}", y=label)
        self.refused(2, "train", self.file(words), "--target", "y", "--split", "time:t", says=["dates or numbers"])

    def test_random_and_stratified(self):
        contents = table(a=A, y=lambda row: "rare" if row % 12 == 0 else "usual")
        flags = ("train", self.file(contents), "--target", "y", "--epochs", "1")
        self.assertEqual(self.result(*flags)["history"], self.result(*flags, "--split", "stratified")["history"])
        self.assertNotEqual(self.result(*flags)["history"], self.result(*flags, "--split", "random")["history"])
        numbers = self.file(table(a=A, y=B))
        self.refused(2, "train", numbers, "--target", "y", "--split", "stratified", says=["--split: stratified is for classes"])

    def test_refusals(self):
        for value in ("", "groups", "group", "group:", "random:a", "time"):
            self.refused(2, "train", "absent.csv", "--target", "y", "--split", value, says=["--split:"])
        path = self.file(table(a=A, y=label))
        self.refused(2, "train", path, "--target", "y", "--split", "group:z", says=["--split: unknown column 'z'"])
        self.refused(2, "train", path, "--target", "y", "--split", "group:y", says=["is the target"])
        two = self.file(table(a=A, g=lambda row: row % 2, y=label))
        self.refused(3, "train", two, "--target", "y", "--split", "group:g", says=["--split:", "at least 3 different"])


class Flags(CommandTest):
    def test_as_people_type_them(self):
        flags = ("train", WINE, "--target", "cultivator", "--epochs", "2", "--ensemble", "1")
        def history(*more):
            return self.result(*flags, *more)["history"]
        plain = history()
        for typed, flag in (
                (("--lr", "0.1"), ("--learning-rate", "0.1")), (("--lr=0.1",), ("--learning-rate", "0.1")),
                (("--wd", "0.1"), ("--weight-decay", "0.1")), (("--bn",), ("--batch-norm",)),
                (("--hidden", "5"), ("--layers", "5")), (("--batch", "7"), ("--batch-size", "7")),
                (("--batch_size", "7"), ("--batch-size", "7")), (("--val", "0.3"), ("--validation-split", "0.3")),
                (("--test", "0.3"), ("--test-split", "0.3")), (("--random-state", "3"), ("--seed", "3")),
                (("--ignore", "ash"), ("--drop", "ash"))):
            with self.subTest(typed=typed):
                found = history(*typed)
                self.assertEqual(found, history(*flag))
                self.assertNotEqual(found, plain)
        self.refused(2, *flags, "--lr", "-1", says=["--learning-rate: invalid value"])
        self.refused(2, *flags, "--lr=", says=["--learning-rate: no value"])

    def test_suggestions(self):
        for typed, flag in (("--learn", "--learning-rate"), ("--learing-rat", "--learning-rate"), ("--hiden", "--layers"),
                            ("--optimzer", "--optimizer"), ("--drop-out", "--dropout"), ("--valid-split", "--validation-split")):
            self.refused(2, "train", WINE, typed, "1", says=[f"unknown flag '{typed}'. Did you mean '{flag}'?"])
        self.refused(2, "data", WINE, "--taget", "x", says=["Did you mean '--target'?", "'occam data --help'"])
        self.assertNotRegex(run("train", WINE, "--frobnicate")[2], "Did you mean")

    def test_every_known_name_means_a_flag(self):
        text = (command.ROOT / "cli" / "flag_names.cpp").read_text()
        names = re.findall(r'\{"(--[\w-]+)", "(--[\w-]+)"\}', text)
        self.assertGreater(len(names), 50)
        help_text = run("train", "--help")[1]
        for name, flag in names:
            self.assertRegex(help_text, rf"(?m)(^  |, ){re.escape(flag)}\b")
            self.assertNotRegex(help_text, rf"(?m)^  (-\w, )?{re.escape(name)}[ ,\n]")  # a flag of that name

    def test_data(self):
        self.refused(2, "data", says=["DATA: no table"])
        self.refused(5, "data", "absent.csv", says=["absent.csv"])
        self.assertEqual(run("data", "--help"), run("help", "data"))
        with open(WINE, "rb") as file:
            piped = run("data", "-", "--target", "cultivator", stdin=file.read())
        self.assertEqual(piped[0], 0)
        self.assertEqual(piped[1].splitlines()[1:], run("data", WINE, "--target", "cultivator")[1].splitlines()[1:])
        self.assertEqual(run("data", "--target", "cultivator", "--", WINE)[0], 0)


if __name__ == "__main__":
    command.main()
