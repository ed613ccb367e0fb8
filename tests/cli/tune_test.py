#!/usr/bin/env python3
"""Searches over sizes, penalties and steps. usage: tune_test.py OCCAM"""

import json
import random
import signal
import subprocess
import time
import zlib
from pathlib import Path

import command
from command import CANCER, WINE, CommandTest, run, start
from glmnet import cvstats

SHORT = ("--folds", "3", "--epochs", "18", "--rungs", "3", "--turn", "5", "--trials", "9", "-q")
ALCOHOL = ("tune", WINE, "--target", "alcohol", *SHORT)
WITHOUT_RUNGS = ("tune", WINE, "--target", "alcohol", *SHORT[:4], *SHORT[6:])
CULTIVATOR = ("tune", WINE, "--target", "cultivator", *SHORT)
COUNTS = ("stacks", "trained", "found", "carried")


def without_counts(result):
    del result["seconds"]
    for key in COUNTS:
        del result["tune"][key]
    return result


def one_se(tune):
    """The trial of the best mean and of the fewest parameters within its standard error: glmnet's rule."""
    weights = tune["test_rows"]
    trials = [(entry["parameters"], *cvstats(entry["folds"], weights), entry["trial"]) for entry in tune["trials"]]
    best = min(trials, key=lambda trial: trial[1])
    return best[3], min(trial for trial in trials if trial[1] <= best[1] + best[2])[3]


class Searches(CommandTest):
    def test_a_trial_is_what_occam_train_makes_of_its_flags(self):
        for arguments, measure in ((ALCOHOL, "rmse"), (CULTIVATOR, "log_loss")):
            tune = self.result(*arguments)["tune"]
            self.assertEqual(tune["measure"], measure)
            zeros = set()
            for entry in tune["trials"]:
                zeros.update((name, value == 0) for name, value in entry["values"].items())
                alone = self.result("train", *arguments[1:4], "-q", *entry["train_flags"].split())
                folds = [fold["measures"][measure]["the network"] for fold in alone["cross_validation"]["each"]]
                self.assertEqual(folds, entry["folds"], entry["train_flags"])
                self.assertEqual([fold["epochs"] for fold in alone["cross_validation"]["each"]], entry["epochs"])
            # With numbers and with zeros, which occam train makes other networks of.
            for name in ("l1", "l2", "dropout", "weight_decay"):
                self.assertLessEqual({(name, True), (name, False)}, zeros)

    def test_the_answer_is_the_simplest_within_one_standard_error(self):
        tune = self.result(*CULTIVATOR)["tune"]
        self.assertEqual((tune["min"], tune["one_se"]), one_se(tune))
        self.assertEqual(tune["chosen"]["trial"], tune["one_se"])
        self.assertEqual(len(tune["trials"]), 9)
        self.assertIn(tune["pooled"]["verdict"]["text"], tune["answer"])
        best = self.result(*CULTIVATOR, "--choose", "min")["tune"]
        self.assertEqual(best["chosen"]["trial"], tune["min"])

    def test_neither_stacks_nor_threads_change_anything(self):
        one = without_counts(self.result(*ALCOHOL, "--threads", "1"))
        self.assertEqual(one, without_counts(self.result(*ALCOHOL, "--threads", "2", "--stack", "4")))

    def test_members_of_one_shape_train_together(self):
        tune = self.result(*WITHOUT_RUNGS, "--width", "16", "--depth", "1", "--no-batch-norm", "--search", "random", "--turn", "9")["tune"]
        self.assertEqual((tune["trained"], tune["stacks"]), (27, 1))
        self.assertEqual({entry["most_epochs"] for entry in tune["trials"]}, {18})

    def test_what_is_searched_is_what_was_asked_for(self):
        tune = self.result(*ALCOHOL, "--width", "4:9", "--depth", "2", "--lr", "0.01", "--l1", "0.001,0.01", "--l2", "0", "--wd", "0",
                           "--dropout", "0:0.3", "--batch-norm")["tune"]
        self.assertEqual(set(tune["space"]), {"--width", "--depth", "--l1", "--dropout"})
        for entry in tune["trials"]:
            self.assertIn(entry["values"]["width"], range(4, 10))
            self.assertIn(entry["values"]["l1"], (0.001, 0.01))
            self.assertLessEqual(entry["values"]["dropout"], 0.3)
            self.assertIn("--batch-norm", entry["train_flags"])
            self.assertIn("--learning-rate 0.01 ", entry["train_flags"])
        tune = self.result(*ALCOHOL, "--layers", "8,4", "--kernel-regularizer", "group_l1", "--over", "l1=1e-4:1e-2",
                           "--optimizer", "sgd:momentum=0.9")["tune"]
        self.assertEqual(set(tune["space"]), {"--batch-norm", "--dropout", "--learning-rate", "--weight-decay", "--over l1"})
        entry = tune["trials"][0]
        self.assertIn("--layers 8,4", entry["train_flags"])
        alone = self.result("train", *ALCOHOL[1:4], "-q", "--optimizer", "sgd:momentum=0.9", *entry["train_flags"].split())
        self.assertEqual([fold["measures"]["rmse"]["the network"] for fold in alone["cross_validation"]["each"]], entry["folds"])

    def test_the_text_marks_the_choice_and_answers(self):
        code, out, err = run(*ALCOHOL[:-1])
        self.assertEqual(code, 0, err)
        self.assertIn("searched: --width 16,32,64; --depth 1:3; --batch-norm", err)
        self.assertRegex(err, r"tune: 9 trials \(9 for 2, \d for 6, \d for 18 epochs at most\); \d+ networks trained in \d+ stacks")
        lines = out.splitlines()
        self.assertRegex(lines[0], r"^ *trial +epochs +width +depth +batch_norm +l1 +l2 +dropout .* rmse \+- se +parameters")
        self.assertEqual(sum("min" in line.split() or "min," in line.split() for line in lines[1:12]), 1)
        self.assertIn("ridge regression", out)
        self.assertRegex(out, r"the answer is trial \d+: \d+ numbers, trained on all rows for \d+ epochs; alone: occam train DATA --recipe simple")
        self.assertRegex(lines[-1], r"^is a network needed\? (yes|no|not decided)")

    def test_a_setting_that_alone_can_learn_is_found(self):
        # y = 2 a b: units, a step that is neither tiny nor huge and no penalty of 1 are all needed.
        rng = random.Random(2)
        rows = [[rng.uniform(-1, 1) for _ in range(3)] for _ in range(240)]
        table = self.file("a,b,c,y\n" + "".join(f"{a},{b},{c},{2 * a * b}\n" for a, b, c in rows))
        tune = self.result("tune", table, "--target", "y", "--width", "1,16", "--depth", "1", "--no-batch-norm", "--l1", "0,1",
                           "--l2", "0", "--wd", "0", "--dropout", "0", "--lr", "1e-6,0.03", "--folds", "3", "--epochs", "90",
                           "--trials", "40", "-q")["tune"]
        values = tune["chosen"]["values"]
        self.assertEqual((values["width"], values["l1"], values["learning_rate"]), (16, 0, 0.03))
        self.assertIn("is a network needed? yes", tune["answer"])

    def test_of_noise_nothing_is_to_be_learnt(self):
        rng = random.Random(3)
        table = self.file("a,b,y\n" + "".join(",".join(f"{rng.gauss(0, 1):.6f}" for _ in range(3)) + "\n" for _ in range(200)))
        self.assertIn("no, nothing is to be learnt", self.result("tune", table, "--target", "y", *SHORT)["tune"]["answer"])

    def test_a_trial_that_diverges_loses_and_all_that_do_are_told(self):
        tune = self.result(*ALCOHOL, "--lr", "0.01,1e30")["tune"]
        self.assertGreater(tune["diverged"], 0)
        self.assertEqual(tune["chosen"]["values"]["learning_rate"], 0.01)
        self.refused(6, *ALCOHOL, "--lr", "1e30,2e30", says=("all 9 trials diverged", "--learning-rate"))


class Budget(CommandTest):
    def test_no_stack_is_begun_after_the_budget(self):
        begin = time.monotonic()
        tune = self.result("tune", WINE, "--target", "alcohol", "--budget", "2s", "-q")["tune"]
        self.assertLess(time.monotonic() - begin, 60)
        self.assertTrue(tune["out_of_time"])
        self.assertGreater(tune["results"], 0)

    def test_time_only_decides_how_many_trials_there_are(self):
        journals = [str(Path(self.folder.name) / name) for name in ("time", "trials")]
        flags = ("tune", WINE, "--target", "alcohol", *SHORT[:6], "-q")
        self.result(*flags, "--budget", "0.5s", "--trials", "60", "--journal", journals[0])
        self.result(*flags, "--trials", "60", "--journal", journals[1])
        by_time, by_trials = ({(line["trial"], line["rung"]): line["scores"] for line in results(journal)} for journal in journals)
        self.assertTrue(by_time)
        for run_of, scores in by_time.items():
            self.assertEqual(scores, by_trials[run_of])


def results(journal):
    return [json.loads(line) for line in Path(journal).read_text().splitlines()[1:]]


class Saving(CommandTest):
    def test_the_saved_network_is_the_answer(self):
        model = str(Path(self.folder.name) / "best.keras")
        tune = self.result(*CULTIVATOR, "--save", model)["tune"]
        code, out, err = run("evaluate", model, WINE, "--json")
        self.assertEqual(code, 0, err)
        self.assertGreater(json.loads(out)["measures"]["accuracy"]["the network"]["value"], 0.8)
        self.assertGreater(tune["refitted"]["parameters"], 0)
        self.assertEqual(run("predict", model, WINE)[0], 0)


class Interruption(CommandTest):
    def test_an_interrupted_run_goes_on_to_the_same_result(self):
        flags = ("tune", CANCER, "--target", "diagnosis", *SHORT[:6], "--turn", "6", "--trials", "18", "-q")
        whole = without_counts(self.result(*flags))
        for name, code, lines in ((signal.SIGKILL, -9, 2), (signal.SIGINT, 130, 4), (signal.SIGKILL, -9, 9)):
            journal = Path(self.folder.name) / f"{name}.{lines}.jsonl"
            process = start(*flags, "--journal", str(journal), "--json")
            until = time.monotonic() + 120
            while process.poll() is None and time.monotonic() < until:
                # It can be read while the search runs.
                if journal.exists() and journal.read_bytes().count(b"\n") > lines:
                    break
                time.sleep(0.002)
            process.send_signal(name)
            _, err = process.communicate(timeout=120)
            self.assertEqual(process.returncode, code, err)
            if name == signal.SIGINT:
                self.assertIn("goes on from there", err.decode())
            kept = journal.read_bytes().count(b"\n") - 1
            result = self.result(*flags, "--resume", str(journal))
            self.assertEqual(result["tune"]["found"], kept)
            self.assertEqual(without_counts(result), whole)
            again = self.result(*flags, "--resume", str(journal), "--threads", "1", "--stack", "5")
            self.assertEqual((again["tune"]["trained"], again["tune"]["stacks"]), (0, 0))

    def test_any_history_of_kills_and_torn_lines_ends_in_the_same_result(self):
        flags = ("tune", CANCER, "--target", "diagnosis", "--folds", "3", "--epochs", "60", "--rungs", "3", "--turn", "8",
                 "--trials", "20", "-q", "--json")
        _, out, _ = run(*flags)
        whole, rng, kills = without_counts(json.loads(out)), random.Random(5), 0
        for history in range(4):
            journal = Path(self.folder.name) / f"history{history}"
            # Longer and longer, so that a slow machine comes to an end, too.
            for mean in (0.3 * 1.3**attempt for attempt in range(100)):
                process = start(*flags, "--resume", str(journal))
                try:
                    out, err = process.communicate(timeout=rng.expovariate(1 / mean))
                    break
                except subprocess.TimeoutExpired:
                    process.send_signal(rng.choice((signal.SIGKILL, signal.SIGINT)))
                    out, err = process.communicate()
                if process.returncode not in (-signal.SIGKILL, -signal.SIGINT, 130):
                    break
                kills += 1
                if rng.random() < 0.3 and journal.exists():
                    with open(journal, "r+b") as file:
                        file.truncate(max(0, journal.stat().st_size - rng.randrange(60)))
            self.assertEqual(process.returncode, 0, err)
            self.assertEqual(without_counts(json.loads(out)), whole)
        self.assertGreater(kills, 0)

    def test_more_trials_later_are_those_of_one_run(self):
        journal = str(Path(self.folder.name) / "journal")
        self.result(*ALCOHOL, "--journal", journal)
        longer = without_counts(self.result(*ALCOHOL, "--trials", "15", "--resume", journal))
        self.assertEqual(longer, without_counts(self.result(*ALCOHOL, "--trials", "15")))

    def test_a_journal_of_something_else_is_refused_by_name(self):
        journal = str(Path(self.folder.name) / "journal")
        self.result(*ALCOHOL, "--resume", journal)  # begins one
        for flags, says in ((("--seed", "1"), "--seed 0 (received 1)"), (("--width", "16"), "the space --width 16,32,64"),
                            (("--folds", "4"), "--folds 3 (received 4)"), (("--epochs", "20"), "--epochs 18 (received 20)"),
                            (("--turn", "6"), "--turn 5 (received 6)"), (("--metric", "mae"), "--metric"),
                            (("--activation", "tanh"), "--activation"), (("--rungs", "2"), "--rungs 3 (received 2)")):
            self.refused(2, *ALCOHOL, *flags, "--resume", journal, says=("--resume: ", says))
        rows = Path(WINE).read_text().splitlines(keepends=True)
        other = self.file("".join(rows[:-1]))
        self.refused(2, "tune", other, *ALCOHOL[2:], "--resume", journal, says=("the table",))
        self.refused(2, *ALCOHOL, "--journal", journal, says=("is there already", "--resume"))

    def test_a_damaged_journal(self):
        journal = Path(self.folder.name) / "journal"
        whole = without_counts(self.result(*ALCOHOL, "--journal", str(journal)))
        contents = journal.read_bytes()
        lines = contents.splitlines(keepends=True)
        for damaged in (b"something", b"a,b\n1,2\n", contents.replace(lines[2], lines[2][:40] + b"\n")):
            journal.write_bytes(damaged)
            self.refused(4, *ALCOHOL, "--resume", str(journal), says=("--resume: ", "journal"))
            self.assertEqual(journal.read_bytes(), damaged)
        for cut in (contents[:-1], contents[:-30], contents[:len(lines[0]) // 2], b""):
            journal.write_bytes(cut)
            self.assertEqual(without_counts(self.result(*ALCOHOL, "--resume", str(journal))), whole)

    def test_a_journal_of_other_scores_is_found_out(self):
        # A line with a right checksum, but another score: it is trained again at the end.
        journal = Path(self.folder.name) / "journal"
        tune = self.result(*ALCOHOL, "--journal", str(journal))["tune"]
        lines = journal.read_text().splitlines()
        changed = []
        for line in lines:
            entry = json.loads(line)
            if entry.get("trial") == tune["chosen"]["trial"] and entry["rung"] == tune["chosen"]["rung"]:
                text = line[:line.rindex(',"sum"')].replace(f'"scores":[{json.dumps(entry["scores"][0])}', f'"scores":[{entry["scores"][0] * 0.999}')
                line = f'{text},"sum":"{zlib.crc32(text.encode()):08x}"' + "}"
            changed.append(line)
        self.assertNotEqual(changed, lines)
        journal.write_text("\n".join(changed) + "\n")
        self.refused(4, *ALCOHOL, "--resume", str(journal), says=("when it is trained again",))


class Refusals(CommandTest):
    def test_flags_that_cannot_be_meant(self):
        for flags, says in ((("--budget", "60"), "60s, 5m or 1h"), (("--budget", "0s"), "--budget"), (("--trials", "0"), "--trials"),
                            (("--width", "0"), "--width"), (("--width", "32:16"), "LOW:HIGH"), (("--width", "1.5"), "--width"),
                            (("--l1", "0:1"), "0,1e-6:1e-2"), (("--dropout", "0.5:1"), "--dropout"), (("--lr", "0"), "--learning-rate"),
                            (("--search", "grid"), "--search"), (("--rungs", "1"), "--rungs"), (("--reduction", "1"), "--reduction"),
                            (("--layers", "8", "--width", "8"), "--width"), (("--depth", ""), "--depth"),
                            (("--kernel-regularizer", "l1", "--l2", "0.1,1"), "--l2"), (("--over", "l1=1:2"), "--over"),
                            (("--kernel-regularizer", "l1", "--over", "l2=1:2"), "--over"), (("--over", "l1"), "--over"),
                            (("--bias-regularizer", "l1"), "--no-batch-norm"), (("--recipe", "tabular"), "--recipe"),
                            (("--layers", "none", "--dropout", "0.1,0.2"), "--dropout"), (("--journal", WINE), "--journal"),
                            (("--journal", "a", "--resume", "b"), "--resume"), (("--save", "x.txt"), "--save"),
                            (("--metric", "auc"), "--metric"), (("--patience", "3", "--no-early-stopping"), "--patience")):
            self.refused(2, *ALCOHOL, *flags, says=(says,))
        self.refused(2, *ALCOHOL, "--width", "8", "--depth", "1", "--no-batch-norm", "--l1", "0", "--l2", "0", "--dropout", "0",
                     "--lr", "0.1", "--wd", "0", says=("nothing to search",))
        self.refused(2, "tune", "fashion-mnist", says=("a CSV file",))
        self.refused(2, "tune", says=("DATA",))
        self.refused(2, "tune", WINE, says=("--target",))


if __name__ == "__main__":
    command.main()
