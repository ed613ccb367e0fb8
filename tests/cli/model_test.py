#!/usr/bin/env python3
"""Models of tables: saving, predicting, evaluating, telling. usage: model_test.py OCCAM"""

import csv
import io
import json
import os
import random
import resource
import signal
import struct
import zipfile
from pathlib import Path

import command
from command import CANCER, WINE, CommandTest, run, start

QUICK = ("--recipe", "simple", "--epochs", "3")


def rows_of(text):
    return list(csv.reader(io.StringIO(text)))


def table_of(header, rows):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def npy(data):
    """Type, shape and numbers of an NPY file."""
    length = struct.unpack("<H", data[8:10])[0]
    header = eval(data[10:10 + length].decode())  # a dictionary of literals, as NumPy reads it
    assert (10 + length) % 64 == 0
    kind = {"<f8": "d", "<f4": "f", "<i4": "i"}[header["descr"]]
    return header["descr"], header["shape"], [value for (value,) in struct.iter_unpack("<" + kind, data[10 + length:])]


class ModelTest(CommandTest):
    def path(self, name):
        return str(Path(self.folder.name) / name)

    def trained(self, table, target, *flags, name="model.keras"):
        model = self.path(name)
        code, _, err = run("train", table, "--target", target, "-q", "--save", model, *(flags or QUICK))
        self.assertEqual(code, 0, err)
        return model

    def predicted(self, model, table, *flags, **options):
        code, out, err = run("predict", model, table, *flags, **options)
        self.assertEqual(code, 0, err)
        return rows_of(out), err


class Predictions(ModelTest):
    def test_what_training_measured_is_measured_again(self):
        """The test rows alone, in a table of their own: the same numbers with all their digits."""
        rows = [[i, i % 13, random.Random(i).gauss(i / 50, 1)] for i in range(400)]
        table = self.file(table_of(("t", "a", "y"), rows))
        model = self.path("m.keras")
        trained = self.result("train", table, "--target", "y", "--split", "time:t", "--save", model, "-q", *QUICK)
        last = self.file(table_of(("t", "a", "y"), rows[-trained["data"]["test"]:]), "last.csv")
        measured = self.result("evaluate", model, last)
        self.assertEqual(measured["rows"], trained["data"]["test"])
        of_training = trained["reached"]["measures"]
        self.assertEqual({name: values["the network"] for name, values in measured["measures"].items()},
                         {name: values["the network"] for name, values in of_training.items()})

    def test_classes_by_name_and_probabilities(self):
        model = self.trained(WINE, "cultivator")
        answers, err = self.predicted(model, WINE, "--probabilities")
        names = [name.removeprefix("probability of ") for name in answers[0][1:]]
        self.assertEqual(answers[0][0], "cultivator")
        self.assertEqual(len(answers), 179)
        for answer, *shares in answers[1:]:
            shares = list(map(float, shares))
            self.assertAlmostEqual(sum(shares), 1, places=5)
            self.assertEqual(names[shares.index(max(shares))], answer)
        self.assertIn("'cultivator' is what is predicted: its values are not used", err)
        told = json.loads(run("predict", model, WINE, "--format", "json", "--probabilities")[1])
        self.assertEqual(told["classes"], names)
        self.assertEqual(told["predictions"], [row[0] for row in answers[1:]])
        # Both are the same float32.
        self.assertEqual([struct.pack("3f", *map(float, row[1:])) for row in answers[1:]],
                         [struct.pack("3f", *row) for row in told["probabilities"]])

    def test_the_older_form_of_file_is_the_same_model(self):
        keras, older = self.trained(WINE, "cultivator"), self.trained(WINE, "cultivator", name="m.h5")
        self.assertEqual(Path(older).read_bytes()[:4], b"\x89HDF")
        for command_line in (("predict", WINE, "--probabilities"), ("evaluate", WINE, "--json"), ("summary",)):
            told = [run(command_line[0], model, *command_line[1:]) for model in (keras, older)]
            self.assertEqual(told[0], told[1])
            self.assertEqual(told[0][0], 0)
        code, out, err = run("inspect", older)
        self.assertEqual((code, err), (0, ""))
        for text in ("Functional", "form of Keras 3.6", "a model of a table", "'cultivator'", "training:"):
            self.assertIn(text.strip("'"), out)
        whole = Path(older).read_bytes()
        Path(older).write_bytes(whole[:len(whole) // 2])
        code, out, err = run("inspect", older)
        self.assertEqual(code, 4)
        self.assertIn("fault: ", out)
        self.refused(4, "predict", older, WINE, says=["m.h5"])

    def test_npy(self):
        model = self.trained(WINE, "cultivator")
        answers = json.loads(run("predict", model, WINE, "--format", "json", "--probabilities", "-q")[1])
        out = self.path("out.npy")
        self.assertEqual(run("predict", model, WINE, "--output", out, "-q"), (0, "", ""))
        kind, shape, numbers = npy(Path(out).read_bytes())
        self.assertEqual((kind, shape), ("<i4", (178,)))
        self.assertEqual([answers["classes"][number] for number in numbers], answers["predictions"])
        run("predict", model, WINE, "--output", out, "--probabilities")
        kind, shape, numbers = npy(Path(out).read_bytes())
        self.assertEqual((kind, shape), ("<f4", (178, 3)))
        for number, expected in zip(numbers, sum(answers["probabilities"], [])):
            self.assertAlmostEqual(number, expected, places=6)
        numbers_model = self.trained(WINE, "alcohol", name="n.keras")
        run("predict", numbers_model, WINE, "--output", out)
        kind, shape, numbers = npy(Path(out).read_bytes())
        self.assertEqual((kind, shape), ("<f8", (178,)))
        self.assertEqual([repr(number) for number in numbers],
                         [repr(float(row[0])) for row in self.predicted(numbers_model, WINE)[0][1:]])

    def test_columns_by_name_rows_in_order_one_at_a_time(self):
        model = self.trained(WINE, "cultivator")
        header, *rows = rows_of(Path(WINE).read_text())
        expected = self.predicted(model, WINE, "-q")[0][1:]
        order = list(range(len(header)))
        random.Random(4).shuffle(order)
        turned = self.file(table_of([header[i] for i in order], [[row[i] for i in order] for row in rows]))
        self.assertEqual(self.predicted(model, turned, "-q")[0][1:], expected)
        some = [17, 3, 170]
        few = self.file(table_of(header, [rows[i] for i in some]))
        self.assertEqual(self.predicted(model, few, "-q")[0][1:], [expected[i] for i in some])
        self.assertEqual(run("predict", model, "-", "-q", stdin=Path(few).read_bytes()),
                         run("predict", model, few, "-q"))

    def test_a_model_answers_from_a_few_rows_as_from_all(self):
        """Numbers with decimal commas, dates whose day comes first, codes: one row alone does not tell."""
        def row(i):
            day = f"{i % 28 + 1:02}/{i % 12 + 1:02}/20{i % 9 + 10}"
            return [f"{i % 7},{i % 100:02}", day, "A" if i % 5 == 0 else i % 5, f"${i % 3},{i % 1000:03}.50",
                    "" if i % 11 == 0 else i % 17, f"{i % 50}:{i % 60:02}", hex(i), i * 0.75 % 10]
        header = ("decimal", "day", "code", "money", "gaps", "span", "hex", "y")
        rows = [row(i) for i in range(300)]

        def table(chosen, name):
            out = io.StringIO()
            writer = csv.writer(out, delimiter=";", lineterminator="\n")
            writer.writerows([header, *chosen])
            return self.file(out.getvalue(), name)
        model = self.trained(table(rows, "all.csv"), "y")
        expected = self.predicted(model, self.path("all.csv"), "-q")[0][1:]
        for i in (0, 1, 5, 11, 12, 100, 299):
            with self.subTest(row=i):
                self.assertEqual(self.predicted(model, table([rows[i]], "one.csv"), "-q", "--separator", ";")[0][1:],
                                 [expected[i]])

    def test_random_tables(self):
        """Every kind of column and of target: the rows of a table predict alike in any company."""
        for seed in range(12):
            chance = random.Random(seed)
            kinds = [chance.choice(("number", "text", "rare", "date", "gaps")) for _ in range(chance.randint(1, 6))]

            def cell(kind, i):
                if chance.random() < 0.05:
                    return ""
                return {"number": lambda: round(chance.gauss(5, 1e3 if seed % 2 else 1), 3),
                        "text": lambda: chance.choice(("red", "green", "blue, dark", 'say "so"')),
                        "rare": lambda: f"town {min(int(chance.expovariate(0.1)), 60)}",
                        "date": lambda: f"20{chance.randint(10, 29)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
                        "gaps": lambda: "" if chance.random() < 0.4 else chance.randint(0, 9) / 4}[kind]()
            names = [f"{kind} {i}" for i, kind in enumerate(kinds)]
            task = chance.choice(("number", "two", "three"))
            target = {"number": lambda: round(chance.gauss(1000, 20), 2), "two": lambda: chance.choice("yn"),
                      "three": lambda: chance.choice(("a", "b", "c"))}[task]
            rows = [[*(cell(kind, i) for kind in kinds), target()] for i in range(chance.randint(60, 150))]
            table = self.file(table_of([*names, "target"], rows))
            flags = [("--recipe", "simple"), ("--recipe", "tabular"), ("--recipe", "simple", "--ensemble", "2"),
                     ("--recipe", "simple", "--batch-norm", "--dropout", "0.2")][seed % 4]
            with self.subTest(seed=seed, kinds=kinds, task=task, flags=flags):
                model = self.trained(table, "target", "--epochs", "1", *flags)
                together = self.predicted(model, table, "-q", "--probabilities" if task != "number" else "-q")[0][1:]
                self.assertEqual(len(together), len(rows))
                some = [chance.randrange(len(rows)) for _ in range(3)]
                apart = self.file(table_of(names, [rows[i][:-1] for i in some]), "few.csv")
                self.assertEqual(self.predicted(model, apart, "-q", "--probabilities" if task != "number" else "-q")[0][1:],
                                 [together[i] for i in some])
                again = self.trained(table, "target", "--epochs", "1", *flags, name="again.keras")
                self.assertEqual(self.predicted(again, table, "-q"), self.predicted(model, table, "-q"))

    def test_balanced_decisions_are_kept(self):
        table = self.file(table_of(("a", "y"), [[i * 13 % 7, "rare" if i % 10 == 0 else "often"] for i in range(1000)]))
        usual = self.predicted(self.trained(table, "y"), table, "-q")[0]
        balanced = self.predicted(self.trained(table, "y", *QUICK, "--metric", "balanced_accuracy"), table, "-q")[0]
        self.assertNotIn(["rare"], usual)
        self.assertIn(["rare"], balanced)

    def test_missing_cells_unknown_texts_and_strays_are_counted(self):
        rows = [[i % 9, ("x", "y", "z")[i % 3], i % 9 + i % 3 + 0.5] for i in range(90)]
        model = self.trained(self.file(table_of(("n", "t", "target"), rows)), "target")
        new = self.file(table_of(("n", "t", "more"), [["", "x", 1], ["4", "q", 1], ["four", "q", 1], ["5", "", 1]]), "new.csv")
        answers, err = self.predicted(model, new)
        self.assertEqual(len(answers), 5)
        for text in ("1 column is not used, as the training table had none of the name: 'more'",
                     "1 cell of 'n' is no number as in training and counts as missing, first 'four' in row 3",
                     "missing cells, which are taken as in training: 3 in 2 columns: 'n' 2, the first in row 1; 't' 1, the first in row 4",
                     "2 texts of these rows that no training row has, which count as none of the known: 't' 2, first 'q' in row 2"):
            self.assertIn(text, err)
        self.assertEqual(self.predicted(model, new, "-q"), (answers, ""))

    def test_rows_that_training_drops_have_no_answer(self):
        rows = [["" if i % 10 == 0 else i % 9, i % 7, i % 9 + 0.5] for i in range(90)]
        model = self.trained(self.file(table_of(("n", "m", "y"), rows)), "y", *QUICK, "--missing", "drop")
        new = self.file("n,m\n1,1\n,1\n3,1\n", "new.csv")
        answers, err = self.predicted(model, new)
        self.assertEqual([bool(row[0]) for row in answers[1:]], [True, False, True])
        self.assertIn("1 row has no prediction", err)
        self.assertIsNone(json.loads(run("predict", model, new, "--format", "json")[1])["predictions"][1])
        refusing = self.trained(self.file(table_of(("n", "m", "y"), [row for row in rows if row[0] != ""])), "y", *QUICK,
                                "--missing", "refuse", name="r.keras")
        self.refused(3, "predict", refusing, new, says=["missing cells", "row 2, column 'n'"])

    def test_a_table_without_a_header(self):
        model = self.trained(self.file("".join(f"{i % 9},{i % 7},{i % 9 + i % 7}\n" for i in range(90))), "column3",
                             *QUICK, "--header", "absent", "--task", "regression")
        self.assertEqual(len(self.predicted(model, self.file("1,2\n3,4\n", "new.csv"), "-q")[0]), 3)


class Evaluation(ModelTest):
    def test_rows_without_a_target_are_left_out(self):
        model = self.trained(WINE, "cultivator")
        header, *rows = rows_of(Path(WINE).read_text())
        at = header.index("cultivator")
        rows[3][at] = ""
        code, out, err = run("evaluate", model, self.file(table_of(header, rows)))
        self.assertEqual(code, 0, err)
        self.assertIn("177 rows of ", out)
        self.assertRegex(out, r"\naccuracy +\d\.\d+ \[")
        self.assertIn("1 of 178 rows are left out", err)
        # By hand: predictions against the column.
        answers = [row[0] for row in self.predicted(model, WINE, "-q")[0][1:]]
        right = sum(answer == row[at] for answer, row in zip(answers, rows))
        measured = self.result("evaluate", model, self.path("table.csv"))
        self.assertAlmostEqual(measured["measures"]["accuracy"]["the network"]["value"], right / 177)
        self.assertEqual(sum(map(sum, measured["confusion"])), 177)

    def test_what_cannot_be_compared(self):
        model = self.trained(WINE, "cultivator")
        header, *rows = rows_of(Path(WINE).read_text())
        at = header.index("cultivator")
        without = self.file(table_of(header[:at] + header[at + 1:], [row[:at] + row[at + 1:] for row in rows]))
        self.refused(3, "evaluate", model, without, says=["has no column 'cultivator', which the model predicts"])
        rows[0][at] = "someone else"
        self.refused(3, "evaluate", model, self.file(table_of(header, rows)), says=["a class in 'cultivator' that the model has not", "'someone else' in row 1"])


class Telling(ModelTest):
    def test_summary_tells_columns_layers_and_target(self):
        model = self.trained(CANCER, "diagnosis", *QUICK, "--ensemble", "2")
        code, out, err = run("summary", model)
        self.assertEqual((code, err), (0, ""))
        for text in ("predicts 'diagnosis': 2 classes (benign, malignant)", "from 30 columns, which make 30 features",
                     "mean_radius", "Dense", "2 such networks"):
            self.assertIn(text, out)

    def test_inspect_tells_members_layers_and_training(self):
        model = self.trained(CANCER, "diagnosis")
        code, out, err = run("inspect", model)
        self.assertEqual((code, err), (0, ""))
        for text in ("metadata.json", "config.json", "model.weights.h5", "occam_table.json", "Functional", "(30, 16)",
                     "785 weights", "epochs: 3", "breast_cancer.csv"):
            self.assertIn(text, out)

    def test_inspect_tells_what_is_left_of_a_damaged_file(self):
        model = self.trained(CANCER, "diagnosis")
        whole = Path(model).read_bytes()
        cut = self.file(whole[:len(whole) // 2], "cut.keras")
        code, out, err = run("inspect", cut)
        self.assertEqual(code, 4, err)
        self.assertIn("config.json", out)
        self.assertRegex(err, r"\Aoccam: error: [^\n]+\n\Z")
        place = whole.index(b"HDF\r\n") + 2000
        broken = self.file(whole[:place] + bytes([whole[place] ^ 255]) + whole[place + 1:], "broken.keras")
        code, out, err = run("inspect", broken)
        self.assertEqual(code, 4, err)
        self.assertRegex(out, r"model\.weights\.h5 .*(damaged|CRC)")
        self.refused(4, "predict", broken, CANCER)
        self.refused(4, "summary", broken)

    def test_a_model_of_no_table(self):
        if not command.FASHION_MNIST.is_dir():
            self.skipTest("no Fashion-MNIST")
        model = self.path("images.keras")
        self.assertEqual(run("train", "fashion-mnist", "--epochs", "1", "--layers", "4", "--no-batch-norm", "-q",
                             "--save", model)[0], 0)
        self.assertIn("Dense", run("summary", model)[1])
        self.assertIn("occam.json", run("inspect", model)[1])
        self.refused(4, "predict", model, WINE, says=["has no member 'occam_table.json'"])
        self.refused(2, "train", "fashion-mnist", "--ensemble", "2", "--save", model, says=["--save: an ensemble"])


class Faults(ModelTest):
    def test_no_model(self):
        for contents, text in ((b"", "an empty file"), (b"a,b\n1,2\n", "text, a table perhaps (MODEL stands before DATA)"),
                               (b"\x89HDF\r\n\x1a\n" + b"\0" * 600, "HDF5"), (b"PK\x03\x04nothing", "zip archive"),
                               (b"\x00\x01\x02", "something else")):
            path = self.file(contents, "m.keras")
            for name in ("predict", "evaluate"):
                self.refused(4, name, path, WINE, says=[text])
            self.refused(4, "summary", path, says=[text])
        self.refused(5, "predict", self.path("absent.keras"), WINE, says=["No such file"])
        self.refused(4, "predict", self.folder.name, WINE, says=["is no regular file"])
        self.refused(2, "predict", says=["MODEL: no file"])
        self.refused(2, "predict", "-", WINE, says=["MODEL: is read from a file"])
        self.refused(2, "summary", "a", "b", says=["unexpected argument 'b'"])

    def test_no_table(self):
        model = self.trained(WINE, "cultivator")
        self.refused(2, "predict", model, says=["DATA: no table"])
        self.refused(3, "predict", model, model, says=["a model file (.keras)"])
        self.refused(4, "predict", WINE, model, says=["MODEL stands before DATA"])
        self.refused(5, "predict", model, self.path("absent.csv"), says=["No such file"])
        self.refused(3, "predict", model, self.file(""), says=["an empty file"])
        header, *rows = rows_of(Path(WINE).read_text())
        lacking = self.file(table_of(["Alcohol", *header[3:]], [[row[0], *row[3:]] for row in rows]))
        self.refused(3, "predict", model, lacking, says=["has not 3 of the 13 columns that the model needs: 'alcohol', ",
                                                         "(is 'Alcohol' meant?)"])
        self.refused(3, "predict", model, self.file(table_of(rows[0], rows[1:])),
                     says=["has not 13 of the 13 columns", "does its first row name the columns"])
        rows[5][0] = "x"
        texts = self.file(table_of(header, [["drunk", *row[1:]] for row in rows]))
        self.refused(3, "predict", model, texts, says=["texts in 'alcohol', which had numbers"])
        numbers = self.trained(WINE, "alcohol", name="n.keras")
        self.refused(2, "predict", numbers, WINE, "--probabilities", says=["--probabilities: are of classes"])
        self.refused(2, "predict", model, WINE, "--format", "xml", says=["one of csv, json, npy"])

    def test_output_that_cannot_be(self):
        model = self.trained(WINE, "cultivator")
        for name in (model, WINE):
            self.refused(2, "predict", model, WINE, "--output", name, says=["would be overwritten"])
        self.refused(5, "predict", model, WINE, "--output", self.path("no/where.csv"), says=["--output", "cannot be opened"])
        self.refused(5, "predict", model, WINE, "--output", "/dev/full", "-q", says=["cannot write to '/dev/full'"])
        with open("/dev/full", "wb") as full:
            code, _, err = run("predict", model, WINE, "-q", stdout=full)
        self.assertEqual((code, err), (5, "occam: error: cannot write to standard output\n"))

    def test_save_is_refused_before_anything_is_read(self):
        absent = self.path("absent.csv")
        for save, code, text in ((self.path("no/where.keras"), 5, "cannot be opened"), (self.path("m.hdf"), 2, "ends in .keras or .h5"),
                                 (".keras", 2, "ends in .keras"),
                                 ("", 2, "ends in .keras")):
            self.refused(code, "train", absent, "--target", "y", "--save", save, says=["--save", text])
        if os.geteuid() != 0:
            os.chmod(self.folder.name, 0o500)
            self.refused(5, "train", absent, "--target", "y", "--save", self.path("m.keras"), says=["--save"])
            os.chmod(self.folder.name, 0o700)

    def test_a_disk_that_fills_loses_nothing_that_was_there(self):
        model = self.trained(WINE, "cultivator")
        before = Path(model).read_bytes()
        limits = {"preexec_fn": lambda: (signal.signal(signal.SIGXFSZ, signal.SIG_IGN),
                                         resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)))}
        code, out, err = run("train", WINE, "--target", "cultivator", "-q", "--save", model, *QUICK, **limits)
        self.assertEqual(code, 5)
        self.assertIn("test accuracy", out)  # what was reached is told all the same
        self.assertRegex(err, r"\Aoccam: error: --save: [^\n]+\n\Z")
        self.assertEqual(Path(model).read_bytes(), before)
        self.assertEqual(os.listdir(self.folder.name), ["model.keras"])

    def test_ctrl_c_saves_what_was_reached(self):
        model = self.path("m.keras")
        process = start("train", CANCER, "--target", "diagnosis", "--recipe", "simple", "--no-early-stopping", "--epochs",
                        "1000000", "--save", model)
        line = process.stderr.readline()
        while not line.startswith(b"epoch 2/"):
            self.assertTrue(line)
            line = process.stderr.readline()
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=120)
        self.assertEqual(process.returncode, 130)
        self.assertIn("saved: occam predict ", err.decode())
        self.assertEqual(len(self.predicted(model, CANCER, "-q")[0]), 570)
        self.assertIn("interrupted: true", run("inspect", model)[1])

    def test_an_encoder_that_does_not_fit_is_refused(self):
        model = self.trained(WINE, "cultivator")

        def changed(change):
            path = self.path("changed.keras")
            with zipfile.ZipFile(model) as old, zipfile.ZipFile(path, "w") as new:
                for name in old.namelist():
                    data = old.read(name)
                    if name == "occam_table.json":
                        tree = json.loads(data)
                        change(tree)
                        data = json.dumps(tree).encode()
                    new.writestr(name, data)
            return path
        for change, text in (
                (lambda t: t.update(format=99), "a newer occam"),
                (lambda t: t["table"]["encoder"]["features"].pop(), "12 inputs"),
                (lambda t: t["table"]["encoder"]["features"][0].update(scale=0), "a scale > 0"),
                (lambda t: t["table"]["encoder"]["features"][0].update(kind="magic"), "kind"),
                (lambda t: t["table"]["encoder"]["target"].update(classes=["b", "a", "c"]), "ascend"),
                (lambda t: t["table"].update(priors=[1, 2]), "priors"),
                (lambda t: t["table"].pop("encoder"), "features"),
                (lambda t: t.update(table=[]), "")):
            self.refused(4, "predict", changed(change), WINE, says=[text])


class Smaller(ModelTest):
    """What zeros make idle is not saved."""

    def table(self, rows=400):
        draw = random.Random(3)
        lines = [[round(draw.gauss(0, 1), 4) for _ in range(6)] for _ in range(rows)]
        return table_of(["a", "b", "c", "d", "e", "y"],
                        [line[:5] + [round(2 * line[0] - line[1] ** 2 + 0.1 * line[5], 4)] for line in lines])

    def train(self, *flags):
        model = self.path("model.keras")
        code, out, err = run("train", "-", "--target", "y", "--recipe", "simple", "--layers", "32,32", "--epochs", "60",
                             "--no-early-stopping", "--save", model, *flags, stdin=self.table().encode())
        self.assertEqual(code, 0, err)
        return model, err

    GROUPS = ("--kernel-regularizer", "group_l1:l1=0.03,groups=rows")

    def test_columns_that_nothing_reads_are_not_asked_for(self):
        whole, told = self.train(*self.GROUPS, "--no-shrink")
        self.assertNotIn("smaller by its zeros", told)
        expected, _ = self.predicted(whole, "-", stdin=self.table().encode())
        size = os.path.getsize(whole)
        small, told = self.train(*self.GROUPS)
        line = next(line for line in told.splitlines() if line.startswith("smaller by its zeros"))
        self.assertIn("needs 2 of 5 columns, not 'c', 'd', 'e'", line)
        self.assertIn(f"{os.path.getsize(small)} of {size} bytes", line)
        two = table_of(["b", "a"], [[row[1], row[0]] for row in rows_of(self.table())[1:]])
        answers, told = self.predicted(small, "-", stdin=two.encode())
        self.assertEqual(len(answers), len(expected))
        for mine, other in zip(answers[1:], expected[1:]):
            self.assertAlmostEqual(float(mine[-1]), float(other[-1]), delta=1e-4)

    def test_a_network_without_zeros_is_saved_as_it_is(self):
        _, told = self.train()
        self.assertNotIn("smaller by its zeros", told)

    def test_a_share_of_zeros_is_reached(self):
        code, out, err = run("train", "-", "--target", "y", "--recipe", "simple", "--layers", "32,32", "--epochs", "400",
                             "--sparsity", "0.8", "--json", "-q", stdin=self.table().encode())
        self.assertEqual(code, 0, err)
        result = json.loads(out)
        self.assertEqual(result["reached"]["epochs"], 400)  # no epoch before the share was reached
        last = result["history"]["zeros"][-100:]
        self.assertAlmostEqual(sum(last) / len(last), 0.8, delta=0.02)
        self.assertGreater(result["history"]["dense/kernel_regularizer/l1"][-1], 0)

    def test_flags_that_contradict(self):
        for flags, part in (
            (("--no-shrink",), "--no-shrink: no effect without --save"),
            (("--sparsity", "0.5", "--l1", "0.1"), "--sparsity and --l1 contradict"),
            (("--sparsity", "0.5", "--patience", "5"), "--sparsity and --patience contradict"),
            (("--sparsity", "1"), "--sparsity"),
            (("--kernel-regularizer", "l1:sparsity=0.5,proximal=false"), "proximal=true"),
        ):
            code, _, err = run("train", WINE, "--target", "cultivator", *flags)
            self.assertEqual(code, 2, err)
            self.assertIn(part, err)


if __name__ == "__main__":
    command.main()
