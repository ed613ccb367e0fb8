#!/usr/bin/env python3
"""Paths of networks over falling penalties. usage: path_test.py OCCAM"""

import json
import random
import signal
import time
from pathlib import Path

import command
from command import CANCER, WINE, CommandTest, run, start
from glmnet import cvstats

SHORT = ("--lambdas", "6", "--folds", "3", "--epochs", "30", "--patience", "5", "-q")
ALCOHOL = ("path", WINE, "--target", "alcohol", *SHORT)
WITHOUT_LAMBDAS = ("path", WINE, "--target", "alcohol", *SHORT[2:])
DIAGNOSIS = ("path", CANCER, "--target", "diagnosis", *SHORT)


def glmnet(path):
    """(mean, standard error) of each lambda, places of lambda.min and lambda.1se: glmnet's cvstats, getOptcv."""
    weights = path["test_rows"]
    curve = [cvstats(entry["folds"], weights) for entry in path["lambdas"]]
    on_path = curve[:-1]
    best = min(range(len(on_path)), key=lambda i: on_path[i][0])
    limit = sum(on_path[best])
    return curve, best, next(i for i, (mean, _) in enumerate(on_path) if mean <= limit)


def without_counts(result):
    del result["seconds"]
    for key in ("stacks", "trained", "found"):
        del result["path"][key]
    return result


def linear_table(rows, noise, seed=1):
    """y = 3 a - 2 b with four columns that say nothing."""
    rng = random.Random(seed)
    lines = ["a,b,c,d,e,f,y"]
    for _ in range(rows):
        x = [rng.gauss(0, 1) for _ in range(6)]
        lines.append(",".join(f"{v:.6f}" for v in (*x, 3 * x[0] - 2 * x[1] + noise * rng.gauss(0, 1))))
    return "\n".join(lines) + "\n"


class Paths(CommandTest):
    def test_values_that_leave_nothing_are_not_taken_for_nothing_to_learn(self):
        answer = self.result("path", WINE, "--target", "cultivator", "--values", "0.2,0.1", *SHORT[2:])["path"]["answer"]
        self.assertRegex(answer, "is a network needed\\? not decided: l1 leaves nothing of the network at 0.2, and without a penalty it is "
                         "better by .* log_loss. Expected smaller --values")

    def test_a_path_of_the_tabular_recipe_is_of_one_network(self):
        result = self.result("path", WINE, "--target", "cultivator", "--recipe", "tabular", "--lambdas", "2", "--folds", "2", "--epochs", "2", "-q")
        self.assertEqual(result["settings"]["ensemble"], 1)
        # Of 178 rows those that are watched, as in occam train --ensemble 1.
        self.assertGreater(result["data"]["validation"], 0)

    def test_the_path_begins_at_nothing_and_the_choice_is_glmnets(self):
        for arguments in (ALCOHOL, DIAGNOSIS, (*ALCOHOL, "--no-adaptive"), (*DIAGNOSIS, "--no-adaptive")):
            result = self.result(*arguments)
            path = result["path"]
            lambdas = [entry["lambda"] for entry in path["lambdas"]]
            self.assertEqual(len(lambdas), 7)
            self.assertEqual(lambdas, sorted(lambdas, reverse=True))
            self.assertEqual(lambdas[-1], 0)
            self.assertEqual(lambdas[0], path["lambda_max"])
            self.assertAlmostEqual(lambdas[5] / lambdas[0], 1e-4, places=9)
            first = path["lambdas"][0]
            self.assertEqual((first["zero_share"], first["inputs"], first["units"], first["columns"]), (1, 0, 0, []))
            self.assertEqual(sum(path["test_rows"]), result["data"]["rows"])
            for entry, (mean, error) in zip(path["lambdas"], glmnet(path)[0]):
                self.assertAlmostEqual(entry["mean"], mean, places=9)
                self.assertAlmostEqual(entry["standard_error"], error, places=9)
            self.assertEqual(path["chosen"], path["one_se"])
            if "--no-adaptive" in arguments:
                _, best, one_se = glmnet(path)
                self.assertEqual((path["min"], path["one_se"]), (lambdas[best], lambdas[one_se]))
                self.assertEqual((path["adaptive"], "other" in path), (False, False))
            else:
                self.assert_two_paths(path, self.result(*arguments, "--no-adaptive")["path"])
            if path["columns"]:
                self.assertIn(path["pooled"]["verdict"]["text"], path["answer"])
        self.assertEqual(path["measure"], "log_loss")

    def assert_two_paths(self, path, plain):
        """One of the two is that of --no-adaptive; the simplest network within one standard error of the best of both is chosen."""
        both = {each["adaptive"]: each for each in (path, path["other"])}
        self.assertEqual(set(both), {True, False})
        for key in ("lambda_max", "min"):
            self.assertEqual(both[False][key], plain[key])
        for key in ("folds", "columns", "parameters"):
            self.assertEqual([entry[key] for entry in both[False]["lambdas"]], [entry[key] for entry in plain["lambdas"]])
        self.assertEqual(both[False]["lambdas"][-1]["folds"], both[True]["lambdas"][-1]["folds"])
        self.assertGreaterEqual(path["trained"], plain["trained"] + 6 * 4)
        networks = {adaptive: each["lambdas"][:-1] for adaptive, each in both.items()}
        best = min((entry for each in networks.values() for entry in each), key=lambda entry: entry["mean"])
        simplest = {}
        for adaptive, each in both.items():
            within = [entry for entry in networks[adaptive] if entry["mean"] <= best["mean"] + best["standard_error"]]
            self.assertEqual(each["one_se"], within[0]["lambda"] if within else None)
            if within:
                simplest[adaptive] = (within[0]["inputs"], within[0]["parameters"], within[0]["mean"])
        self.assertEqual(path["adaptive"], min(simplest, key=simplest.get))

    def test_the_best_of_both_paths_is_chosen_on_request(self):
        path = self.result(*DIAGNOSIS, "--choose", "min")["path"]
        best = min((entry["mean"], entry["lambda"], each["adaptive"]) for each in (path, path["other"]) for entry in each["lambdas"][:-1])
        self.assertEqual((path["chosen"], path["adaptive"]), best[1:])

    def test_a_constant_network_is_as_good_as_the_constant(self):
        path = self.result(*WITHOUT_LAMBDAS, "--values", "100,10")["path"]
        self.assertEqual(path["lambda_max"], None)
        self.assertEqual(path["lambdas"][1]["zero_share"], 1)
        # Its bias is trained, so that it is the mean but for where early stopping left it.
        for constant, network in zip(path["baselines"]["a constant"]["folds"], path["lambdas"][0]["folds"]):
            self.assertAlmostEqual(constant, network, delta=0.05 * constant)

    def test_of_noise_nothing_is_to_be_learnt(self):
        rng = random.Random(3)
        table = self.file("a,b,c,y\n" + "".join(",".join(f"{rng.gauss(0, 1):.6f}" for _ in range(4)) + "\n" for _ in range(300)))
        for flags in ((), ("--no-adaptive",)):
            self.assertIn("no, nothing is to be learnt", self.result("path", table, "--target", "y", *flags, *SHORT)["path"]["answer"])

    def test_a_linear_model_finds_its_columns_and_needs_no_network(self):
        table = self.file(linear_table(300, 0.5))
        result = self.result("path", table, "--target", "y", "--layers", "none", "-q")
        path = result["path"]
        self.assertTrue(path["closed_form"])
        self.assertEqual(path["columns"], ["a", "b"])
        self.assertIn("is a network needed? no", path["answer"])
        self.assertEqual(len(path["lambdas"]), 21)

    def test_stability_tells_relevant_columns(self):
        table = self.file(linear_table(200, 1))
        path = self.result("path", table, "--target", "y", "--layers", "none", "--lambdas", "6", "--ratio", "0.05",
                           "--stability", "10", "-q")["path"]
        shares = path["stability"]["columns"]
        self.assertEqual(path["stability"]["samples"], 10)
        # Of the first path, whose penalty is the same for all columns: halves do not share a pilot.
        plain = self.result("path", table, "--target", "y", "--layers", "none", "--lambdas", "6", "--ratio", "0.05",
                            "--stability", "10", "-q", "--no-adaptive")["path"]
        self.assertEqual(path["stability"], plain["stability"])
        self.assertEqual(shares["a"], 1)
        self.assertGreater(shares["b"], max(shares[name] for name in "cdef"))
        self.assertIn("a", path["stability"]["stable"])
        self.assertLessEqual(path["stability"]["expected_false"], 1)

    def test_the_text_marks_the_choice_and_answers(self):
        code, out, _ = run(*ALCOHOL)
        self.assertEqual(code, 0)
        lines = out.splitlines()
        self.assertRegex(lines[0], r"^ *l1 +rmse \+- se +zeros +inputs +units +parameters +epochs")
        self.assertEqual(sum("min" in line.split() for line in lines[1:8]) + out.count("min, 1se"), 1)
        self.assertEqual(out.count("1se"), 1)
        self.assertRegex(lines[-1], r"^is a network needed\? (yes|no|not decided)")
        self.assertIn("ridge regression", out)
        self.assertRegex(out, r"\ntwo paths: in the best network of the first \(l1 \S+, rmse \S+ \+- \S+, \d+ of 15 inputs, \d+ parameters\) .*--no-adaptive")
        self.assertRegex(out, r"\nthe answer is of the (first|second), above: the other('s simplest within a standard error of the best of both is| has no network)")
        self.assertNotIn("two paths", run(*ALCOHOL, "--no-adaptive")[1])

    def test_how_many_paths_there_are_is_told_before_they_are_trained(self):
        loud = ("path", WINE, "--target", "alcohol", "--lambdas", "2", "--folds", "2", "--epochs", "2")
        for flags, says in (((), "two paths: the first tells how far each input reaches"), (("--no-adaptive",), "\none path\n"),
                            (("--kernel-regularizer", "mcp"), "one path: an adaptive penalty goes over l1 or group_l1, not MCP"),
                            (("--kernel-regularizer", "l0"), "one path: an adaptive penalty goes over l1 or group_l1, not L0"),
                            (("--recipe", "tabular"), "one path: an adaptive penalty is for --recipe simple")):
            code, out, err = run(*loud, *flags)
            self.assertEqual(code, 0, err)
            self.assertIn(says, err)
            self.assertEqual("two paths" in out, not flags, flags)

    def test_relaxed_networks_keep_the_zeros_and_lose_less(self):
        table = self.file(linear_table(300, 0.5))
        linear = ("path", table, "--target", "y", "--layers", "none", "--no-adaptive", "-q")
        plain, relaxed = (self.result(*linear, *flags)["path"] for flags in ((), ("--relaxed",)))
        self.assertEqual((plain["relaxed"], relaxed["relaxed"]), (False, True))
        for before, after in zip(plain["lambdas"], relaxed["lambdas"]):
            self.assertEqual((before["zero_share"], before["columns"]), (after["zero_share"], after["columns"]))
        self.assertEqual(plain["lambdas"][-1]["mean"], relaxed["lambdas"][-1]["mean"])
        # The right columns are enough long before the penalty is small: least squares on them.
        self.assertEqual(relaxed["columns"], ["a", "b"])
        self.assertGreater(relaxed["one_se"], 2 * plain["one_se"])
        self.assertLess(min(entry["mean"] for entry in relaxed["lambdas"] if entry["lambda"] >= relaxed["one_se"]), 0.55)

    def test_an_adaptive_path_drops_what_says_nothing(self):
        rng = random.Random(5)
        lines = ["a,b,c,d,e,f,y"]
        for _ in range(400):
            x = [rng.gauss(0, 1) for _ in range(6)]
            lines.append(",".join(f"{v:.6f}" for v in (*x, 2 * x[0] * x[1] + 0.5 * rng.gauss(0, 1))))
        table = self.file("\n".join(lines) + "\n")
        plain, adaptive = (self.result("path", table, "--target", "y", "-q", *flags)["path"] for flags in (("--no-adaptive",), ()))
        self.assertEqual((plain["adaptive"], adaptive["adaptive"]), (False, True))
        self.assertEqual(adaptive["columns"], ["a", "b"])
        self.assertLess(set(adaptive["columns"]), set(plain["columns"]))
        self.assertIn("is a network needed? yes", adaptive["answer"])
        self.assertEqual(plain["lambdas"][-1]["folds"], adaptive["lambdas"][-1]["folds"])
        self.assertEqual(len(adaptive["lambdas"]), 21)
        self.assertEqual(adaptive, self.result("path", table, "--target", "y", "-q", "--adaptive")["path"])

    def test_neither_stacks_nor_threads_change_anything(self):
        one = without_counts(self.result(*ALCOHOL, "--threads", "1"))
        self.assertEqual(one, without_counts(self.result(*ALCOHOL, "--threads", "2", "--stack", "5")))

    def test_warm_starts_and_other_penalties(self):
        for flags in (("--warm", "--lambdas", "3"), ("--kernel-regularizer", "group_l1"), ("--l2", "0.001"),
                      ("--kernel-regularizer", "sparse_group_l1", "--over", "group_l1"),
                      ("--kernel-regularizer", "l2", "--over", "l2", "--values", "1,0.1,0.01")):
            path = self.result(*(WITHOUT_LAMBDAS if "--values" in flags else ALCOHOL), *flags)["path"]
            if "l2" not in flags and "--warm" not in flags:
                self.assertEqual(path["lambdas"][0]["zero_share"], 1, flags)
        self.assertEqual([entry["lambda"] for entry in path["lambdas"]], [1, 0.1, 0.01, 0])


class Saving(CommandTest):
    def test_the_saved_network_is_the_chosen_one_made_smaller(self):
        for flags in ((), ("--relaxed",), ("--no-adaptive",)):
            model = str(Path(self.folder.name) / f"small{len(flags)}{''.join(flags)}.keras")
            path = self.result(*DIAGNOSIS, "--save", model, *flags)["path"]
            code, out, err = run("evaluate", model, CANCER, "--json")
            self.assertEqual(code, 0, err)
            self.assertGreater(json.loads(out)["measures"]["accuracy"]["the network"]["value"], 0.8, flags)
            chosen = next(entry for entry in path["lambdas"] if entry["lambda"] == path["chosen"])
            code, out, err = run("summary", model)
            self.assertEqual(code, 0, err)
            self.assertLess(chosen["parameters"], 30 * 16 + 16 + 16 * 16 + 16 + 16 + 1)
            lines = [line for line in out.splitlines() if f"{chosen['parameters']:,}" in line or str(chosen["parameters"]) in line]
            self.assertTrue(lines, out)
            self.assertEqual(run("predict", model, CANCER)[0], 0)


class Interruption(CommandTest):
    def interrupt(self, name, state):
        """Interrupts a run once it has trained something."""
        process = start(*DIAGNOSIS, "--stack", "4", "--checkpoint", state, "--json")
        until = time.monotonic() + 120
        while not Path(state).exists() and process.poll() is None and time.monotonic() < until:
            time.sleep(0.01)
        process.send_signal(name)
        _, err = process.communicate(timeout=120)
        return process.returncode, err.decode()

    def test_an_interrupted_run_goes_on_to_the_same_result(self):
        whole = without_counts(self.result(*DIAGNOSIS, "--stack", "4"))
        for name, code in ((signal.SIGKILL, -9), (signal.SIGINT, 130)):
            state = str(Path(self.folder.name) / f"path.{name}")
            got, err = self.interrupt(name, state)
            self.assertEqual(got, code, err)
            if name == signal.SIGINT:
                self.assertIn("with --resume goes on from there", err)
            result = self.result(*DIAGNOSIS, "--stack", "4", "--checkpoint", state, "--resume")
            self.assertGreater(result["path"]["found"], 0)
            self.assertEqual(without_counts(result), whole)
            # Again: nothing is left to train.
            again = self.result(*DIAGNOSIS, "--checkpoint", state, "--resume")
            self.assertEqual(again["path"]["trained"], 0)
            # Other rows: nothing of it may be taken.
            other = self.result(*DIAGNOSIS, "--seed", "1", "--checkpoint", state, "--resume")
            self.assertLessEqual(other["path"]["found"], 2)  # what the searches for lambda_max have trained

    def test_a_damaged_checkpoint_is_refused(self):
        state = Path(self.folder.name) / "state"
        self.result(*ALCOHOL, "--checkpoint", str(state))
        contents = state.read_bytes()
        for damaged in (b"", b"something", contents[:-1], contents[:100] + b"x" + contents[101:]):
            state.write_bytes(damaged)
            self.refused(4, *ALCOHOL, "--checkpoint", str(state), "--resume", says=("--checkpoint: ", "state"))
        self.refused(2, *ALCOHOL, "--checkpoint", str(state), says=("is there already", "--resume"))


    def test_networks_of_a_checkpoint_that_have_diverged_are_told_again(self):
        state = str(Path(self.folder.name) / "state")
        flags = (*WITHOUT_LAMBDAS, "--lr", "1e20", "--values", "0.1,0.01", "--checkpoint", state)
        self.refused(6, *flags, says=("training diverged in epoch 1",))
        self.refused(6, *flags, "--resume", says=("diverged in the run that wrote the checkpoint", "--learning-rate"))


class Refusals(CommandTest):
    def test_flags_that_cannot_be_meant(self):
        for flags, says in ((("--l1", "0.1"), "--l1"), (("--over", "l3"), "--over"),
                            (("--kernel-regularizer", "l2"), "--over"),
                            (("--adaptive", "--kernel-regularizer", "mcp"), "--adaptive"),
                            (("--adaptive", "--recipe", "tabular"), "--adaptive"),
                            (("--kernel-regularizer", "l2", "--over", "l2"), "--values"),
                            (("--values", "0.1,0.1"), "--values"), (("--values", "1,-1"), "--values"),
                            (("--values", "1,0.1", "--ratio", "0.1"), "--ratio"), (("--ratio", "1"), "--ratio"),
                            (("--lambdas", "1"), "--lambdas"), (("--folds", "1"), "--folds"),
                            (("--resume",), "--checkpoint"), (("--ensemble", "2"), "--ensemble"),
                            (("--metric", "auc"), "--metric"), (("--save", "x.txt"), "--save"),
                            (("--choose", "max"), "--choose"), (("--cv", "3"), "--cv"),
                            (("--patience", "3", "--no-early-stopping"), "--patience")):
            self.refused(2, *ALCOHOL, *flags, says=(says,))
        self.refused(2, *WITHOUT_LAMBDAS, "--adaptive", "--kernel-regularizer", "l2", "--over", "l2", "--values", "1",
                     says=("--adaptive",))
        self.refused(2, "path", "fashion-mnist", says=("a CSV file",))
        self.refused(2, "path", says=("DATA",))
        self.refused(2, "path", WINE, says=("--target",))


if __name__ == "__main__":
    command.main()
