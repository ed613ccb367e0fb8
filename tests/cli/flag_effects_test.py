#!/usr/bin/env python3
"""Flags that change nothing, or that the table speaks against, are refused or noted; flags that only
say what would be anyway are not. usage: flag_effects_test.py OCCAM"""

import re
import struct

import command
from command import WINE, run
from made_table import A, B, TableTest, label, table

LETTERS = lambda row: "pqr"[row % 3]
PLAIN = table(a=A, b=B, t=LETTERS, y=label)
GAPS = table(a=lambda row: "" if row % 10 == 3 else A(row), b=B, t=LETTERS, y=label)
TEXT_GAPS = table(a=A, b=B, t=lambda row: "" if row % 10 == 3 else LETTERS(row), y=label)
MANY_TEXTS = table(600, a=A, t=lambda row: f"t{row * 7 % 150}", y=label)
DECIMALS = PLAIN.replace(",", ";").replace(".", ",")
UMLAUTS = table(größe=A, t=lambda row: "äöü"[row % 3], y=label)
TIMES = table(t=lambda row: 2000 + row * 37 % 120, g=lambda row: row // 4, a=A, y=label)
SAME_TIME = table(t=lambda row: 5, a=A, y=label)
MARKS = table(a=lambda row: "-" if row % 10 == 3 else A(row), b=B, y=label)
IDENTIFIERS = table(a=A, name=lambda row: f"person {row * row}", y=label)

# flags, a table on which they change nothing or speak against it, what is told; then one on which they do
# what they say, and more flags on which the same holds, where nothing is told.
NOTED = (
    (("--keep", "a"), PLAIN, "--keep has no effect on 'a': it is used anyway", None),
    (("--keep", "name"), PLAIN.replace("a,b,t", "a,b,name"), "--keep has no effect on 'name'", IDENTIFIERS),
    (("--na", "foo"), PLAIN, "--na: no cell is 'foo'", PLAIN.replace("p,", "foo,")),
    (("--not-na", "foo"), PLAIN, "--not-na has no effect: 'foo' is a value anyway", None),
    (("--not-na", "NA"), PLAIN, "--not-na: no cell is 'NA'", PLAIN.replace("p,", "NA,")),
    (("--not-na", "-"), PLAIN, "--not-na: no cell is '-'", MARKS),
    (("--text-columns", "t"), PLAIN, "--text-columns has no effect on 't': a column of texts without it", None),
    (("--text-columns", "b"), PLAIN.replace("0.", "x"), "--text-columns has no effect on 'b'", PLAIN),
    (("--decimal", ","), table(a=lambda row: row * row % 97, b=LETTERS, y=label), "--decimal , has no effect: no number", DECIMALS),
    (("--decimal", "."), DECIMALS, "--decimal . keeps 'a', 'b' from being columns of numbers", PLAIN),
    (("--decimal", ","), table(a=lambda row: f"{row % 7}.{row % 90 + 10}5", y=label), "--decimal , keeps 'a' from being numbers", None),
    (("--missing", "mean"), PLAIN, "--missing has no effect: no column used has a missing cell", GAPS),
    (("--missing", "zero"), TEXT_GAPS, "--missing has no effect: only texts are missing", GAPS),
    (("--missing", "drop"), PLAIN, "--missing has no effect", TEXT_GAPS),
    (("--no-indicators",), PLAIN, "--no-indicators has no effect: no column used has a missing cell", GAPS),
    (("--no-indicators",), TEXT_GAPS, "--no-indicators has no effect: only texts are missing", None),
    (("--no-indicators", "--missing", "drop"), GAPS, "--no-indicators has no effect with --missing drop", None),
    (("--max-categories", "50"), PLAIN, "--max-categories has no effect: no column used has more than 3", MANY_TEXTS),
    (("--max-categories", "200"), PLAIN, "--max-categories has no effect", MANY_TEXTS),
    (("--max-categories", "3"), table(a=A, b=B), "--max-categories has no effect: no column used has texts", None),
    (("--header", "absent"), PLAIN, "--header absent makes the first row data", table(a=A, b=B).partition("\n")[2]),
    (("--separator", ";"), PLAIN, "--separator ';' stands in no row; --separator , cuts them", PLAIN.replace(",", ";")),
    (("--separator", "tab"), PLAIN, "--separator tab stands in no row", PLAIN.replace(",", "\t")),
    (("--separator", ","), "sep=;\n" + PLAIN, "--separator , is taken, though the first line says ';'", "sep=,\n" + PLAIN),
    (("--all-rows",), PLAIN, "--all-rows has no effect", PLAIN.replace("\n", "\nkg,cm,,\n", 1)),
    (("--encoding", "latin1"), UMLAUTS, "--encoding latin1 makes two letters or more of one", UMLAUTS.encode("latin-1")),
)
SPLITS = (
    (("--split", "group:t"), TIMES, "--split group keeps nothing together: each row has its own value in 't'", ("--split", "group:g")),
    (("--split", "time:t"), SAME_TIME, "--split time orders nothing: 't' is the same in all rows", None),
    (("--split", "time:t"), TIMES, "'t' orders the rows and is a feature too", ("--split", "time:t", "--drop", "t")),
)
# What would be so anyway, on a plain table: a script may say it.
CONFIRMED = (
    ("--missing", "median"), ("--missing", "refuse"), ("--missing-target", "drop"), ("--missing-target", "refuse"),
    ("--max-categories", "100"), ("--decimal", "."), ("--separator", ","), ("--header", "present"), ("--header", "auto"),
    ("--encoding", "utf8"), ("--encoding", "latin1"), ("--encoding", "auto"), ("--task", "classification"), ("--task", "auto"),
    ("--split", "stratified"), ("--split", "random"), ("--split", "group:t"), ("--drop", "t"), ("--text-columns", "a"))
# Together, or without another, they contradict each other or do nothing; of a command's flags in front of the rest.
REFUSED = (
    ("train", ("--na", "x,y", "--not-na", "y"), "--na and --not-na contradict each other: both name 'y'"),
    ("train", ("--batch-norm", "--no-batch-norm"), "--batch-norm and --no-batch-norm contradict"),
    ("train", ("--no-batch-norm", "--batch-norm"), "--batch-norm and --no-batch-norm contradict"),
    ("train", ("--layers", "none", "--dropout", "0.5"), "--dropout: no effect without hidden layers"),
    ("train", ("--layers", "none", "--batch-norm"), "--batch-norm: no effect without hidden layers"),
    ("train", ("--layers", "none", "--activation", "relu"), "--activation: no effect without hidden layers"),
    ("train", ("--momentum", "0.5"), "--momentum: only for"),
    ("train", ("--no-shrink",), "--no-shrink: no effect without --save"),
    ("train", ("--resume",), "--resume: no checkpoint"),
    ("train", ("--checkpoint-every", "3"), "--checkpoint-every: no checkpoint"),
    ("train", ("--cv", "3", "--test-split", "0.3"), "--test-split: no effect with --cv"),
    ("train", ("--cv", "3", "--save", "m.keras"), "--save: no effect with --cv"),
    ("train", ("--patience", "3", "--no-early-stopping"), "--patience and --no-early-stopping contradict"),
    ("train", ("--data", "/tmp"), "--data: only for Fashion-MNIST"),
    ("path", ("--values", "0.1,0.2", "--lambdas", "5"), "--lambdas: no effect with --values"),
    ("path", ("--values", "0.1,0.2", "--ratio", "0.1"), "--ratio: no effect with --values"),
    ("path", ("--resume",), "--resume: no checkpoint"),
    ("tune", ("--search", "random", "--rungs", "3"), "--rungs: no effect with --search random"),
    ("tune", ("--reduction", "3", "--search", "random"), "--reduction: no effect with --search random"),
    ("tune", ("--layers", "4", "--width", "4,8"), "--width: no effect with --layers"),
)


class Effects(TableTest):
    def told_of(self, contents, flags):
        """Notes that speak of the flags."""
        names = [flag for flag in flags if flag.startswith("--")]
        return [note for note in self.notes(contents, *flags)
                if any(f"{name} " in note or f"{name}:" in note for name in names) and
                ("effect" in note or note.startswith("--") or "is a feature too" in note)]

    def test_what_changes_nothing_is_noted_and_what_does_is_not(self):
        for flags, idle, text, effective in NOTED:
            with self.subTest(flags=flags, text=text):
                told = self.told_of(idle, flags)
                self.assertTrue(any(note.startswith(text) for note in told), (told, self.notes(idle, *flags)))
                self.assertEqual(len(told), 1)
                if effective is not None:
                    self.assertEqual(self.told_of(effective, flags), [])

    def test_what_only_confirms_is_silent(self):
        for flags in CONFIRMED:
            with self.subTest(flags=flags):
                self.assertEqual(self.told_of(PLAIN, (*flags, "--target", "y")), [])
        self.assertEqual(self.told_of(GAPS, ("--no-indicators",)), [])
        self.assertEqual(self.told_of("v\n1\n2\n", ("--separator", ";")), [])
        # What a note proposed is no reason for another.
        numbers = "2019,2020,level\n" + PLAIN.partition("\n")[2].replace("p,", "").replace("q,", "").replace("r,", "")
        self.assertIn("--header absent", " ".join(self.notes(numbers)))
        self.assertEqual(self.told_of(numbers, ("--header", "absent")), [])

    def test_splits(self):
        for flags, contents, text, other in SPLITS:
            with self.subTest(flags=flags, text=text):
                notes = self.notes(contents, "--target", "y", *flags)
                self.assertTrue(any(note.startswith(text) for note in notes), notes)
                if other is not None:
                    notes = self.notes(contents, "--target", "y", *other)
                    self.assertFalse([note for note in notes if "--split" in note or "orders the rows" in note], notes)
        # The same of the cross-validation, and told before training.
        code, err = self.told(TIMES, "--split", "time:t", "--cv", "3")
        self.assertEqual(code, 0, err)
        self.assertIn("note: 't' orders the rows and is a feature too", err)

    def test_flags_of_a_target_without_one(self):
        for flags in (("--task", "regression"), ("--missing-target", "refuse")):
            self.assertIn(flags[0] + " has no effect without --target", self.notes(PLAIN, *flags))

    def test_what_is_contradictory_is_refused_before_training(self):
        for name, flags, text in REFUSED:
            with self.subTest(name=name, flags=flags):
                arguments = (name, WINE, "--target", "cultivator", *flags, "-q")
                self.refused(2, *arguments, says=[text])

    def test_texts_said_to_be_values_are_values(self):
        # Not missing: the column is one of texts, without a guess to be told.
        self.assertEqual(self.column(MARKS, "a", "--not-na=-", "--keep", "a")["type"], "text")
        self.assertEqual(self.column(MARKS, "a")["type"], "number")
        self.assertEqual(self.notes(MARKS, "--not-na=-", "--keep", "a"), [])

    def test_missing_texts_are_not_said_to_be_filled(self):
        def fate(contents, *flags):
            return next(note for note in self.notes(contents, "--target", "y", *flags) if note.startswith("missing cells"))
        self.assertIn("; a category of their own (", fate(TEXT_GAPS))
        self.assertIn("; filled from the training rows (", fate(GAPS))
        self.assertIn("; their rows are left out (", fate(TEXT_GAPS, "--missing", "drop"))
        both = table(a=lambda row: "" if row % 10 == 3 else A(row), t=lambda row: "" if row == 5 else LETTERS(row), y=label)
        self.assertIn("; numbers are filled from the training rows, texts are a category of their own (", fate(both))

    def test_files_without_text_take_no_flags_of_text(self):
        values = struct.pack("<240d", *(A(row) for row in range(240)))
        header = b"{'descr': '<f8', 'fortran_order': False, 'shape': (120, 2), }"
        npy = b"\x93NUMPY\x01\x00" + struct.pack("<H", 118) + header.ljust(117) + b"\n" + values
        svm = "".join(f"{row % 2} 1:{A(row)} 2:{B(row)}\n" for row in range(120))
        for contents, form in ((npy, "NPY"), (svm, "libsvm")):
            self.assertEqual(self.data(contents)["rows"], 120)
            self.assertEqual([note for note in self.notes(contents, "--header", "absent", "--na", "x", "--na", "z") if "effect" in note],
                             [f"no effect on a file of {form}: --na, --header"])
            self.assertFalse([note for note in self.notes(contents) if "effect" in note])

    def test_encodings_that_cannot_be(self):
        self.refused(3, "data", self.file(PLAIN), "--encoding", "utf16", says=["UTF-16", "--encoding utf8", "no zero byte"])
        self.refused(3, "data", self.file(UMLAUTS.encode("utf-16")), "--encoding", "utf8", says=["--encoding utf16"])
        self.assertEqual(self.data(UMLAUTS.encode("utf-16"), "--encoding", "utf16")["rows"], 120)
        self.assertEqual(self.data(UMLAUTS.encode("utf-16-le"), "--encoding", "utf16")["rows"], 120)

    def test_a_flag_is_no_value_of_another(self):
        for name, flags in (("data", ("--target", "--drop", "a")), ("data", ("--drop", "--target=y")),
                            ("train", ("--target", "y", "--l2", "--epochs", "3"))):
            self.refused(2, name, self.file(PLAIN), *flags, says=["no value", "Received: the flag --"])
        self.assertEqual(run("data", self.file(PLAIN.replace("a,b,t", "-a,b,t")), "--target", "-a")[0], 0)
        self.assertIn("'-9'", " ".join(self.notes(PLAIN, "--na", "-9")))

    def test_a_file_named_twice(self):
        path = self.file(PLAIN)
        for again in (path, self.folder.name + "/./table.csv"):
            self.refused(2, "data", path, again, says=["is given twice"])
        self.refused(2, "data", "-", "-", says=["'-' is given twice"])
        self.assertEqual(run("data", path, self.file(PLAIN, "other.csv"))[0], 0)

    def test_a_target_that_a_flag_hides(self):
        self.refused(2, "train", self.file(PLAIN), "--target", "y", "--header", "absent", says=["column4", "--header absent"])
        self.refused(2, "train", self.file("0.25,0.5,0.75\n" + table(a=A, b=B, c=A).partition("\n")[2]), "--target", "0.75",
                     says=["unknown column '0.75'", "--header present"])

    def test_new_tables_of_a_model(self):
        model = self.folder.name + "/m.keras"
        self.assertEqual(run("train", self.file(PLAIN), "--target", "y", "--epochs", "1", "--save", model)[0], 0)
        new = self.file(PLAIN, "new.csv")
        for name in ("predict", "evaluate"):
            for flags, text in ((("--na", "foo"), "--na: no cell is 'foo'"), (("--not-na", "foo"), "--not-na has no effect"),
                                (("--separator", "tab"), "is the --separator another?")):
                with self.subTest(name=name, flags=flags):
                    self.assertIn(text, run(name, model, new, *flags)[2])
            self.assertNotIn("effect", run(name, model, new, "--separator", ",", "--decimal", ".")[2])

    def test_patience_that_nobody_gave_is_not_spoken_of(self):
        for name, flags in (("path", ("--lambdas", "2", "--folds", "2")), ("tune", ("--trials", "2", "--folds", "2"))):
            flags = (name, WINE, "--target", "cultivator", "--epochs", "2", *flags)
            self.assertNotIn("--patience", run(*flags)[2])
            self.assertIn("--patience 5 stops nothing within 2 epochs", run(*flags, "--patience", "5")[2])


class EveryFlag(TableTest):
    """A flag that is added has to be looked at: can it do nothing without a word?"""
    ALWAYS = {  # have an effect, or are refused by tests of their own, whatever the table is
        "--target", "--drop", "--task", "--split", "--missing-target", "--recipe", "--ensemble", "--layers", "--activation", "--l1",
        "--l2", "--sparsity", "--kernel-regularizer", "--bias-regularizer", "--dropout", "--kernel-initializer", "--initializer",
        "--optimizer", "--learning-rate", "--weight-decay", "--class-weight", "--metric", "--loss", "--batch-size", "--epochs",
        "--validation-split", "--seed", "--threads", "--checkpoint", "--checkpoint-every", "--save", "--penalties", "--quiet",
        "--json", "--help", "--over", "--warm", "--relaxed", "--adaptive", "--no-adaptive", "--folds", "--choose", "--stability", "--stack",
        "--budget", "--trials", "--search", "--turn", "--depth", "--journal", "--output", "--format", "--probabilities"}

    def test_each_is_looked_at(self):
        looked_at = {flag for flags, *_ in NOTED + SPLITS for flag in flags} | {flag for _, flags, _ in REFUSED for flag in flags}
        for name in ("data", "train", "path", "tune", "predict", "evaluate"):
            flags = re.findall(r"(?m)^  (?:-\w, ?)?(--[\w-]+)", run(name, "--help")[1])
            self.assertGreater(len(flags), 5)
            self.assertEqual(set(flags) - looked_at - self.ALWAYS, set(), name)


if __name__ == "__main__":
    command.main()
