#!/usr/bin/env python3
"""Help, suggestions, refusals of flags. usage: usage_test.py OCCAM [--update-docs]"""

import re
import resource
import sys

import command
from command import ROOT, WINE, CommandTest, run

DOCS = ROOT / "docs" / "cli.md"
TOPICS = ("activations", "initializers", "losses", "optimizers", "regularizers", "schedules")


def help_block(name, text):
    return f"<!-- {name} -->\n```\n{text}```\n"


def documented():
    """docs/cli.md with its blocks replaced by what the program says."""
    text = DOCS.read_text()
    for name, arguments in (("occam --help", ["--help"]), ("occam train --help", ["train", "--help"]),
                            ("occam path --help", ["path", "--help"]),
                            ("occam tune --help", ["tune", "--help"]),
                            ("occam predict --help", ["predict", "--help"]),
                            ("occam evaluate --help", ["evaluate", "--help"]),
                            ("occam summary --help", ["summary", "--help"]),
                            ("occam inspect --help", ["inspect", "--help"]),
                            ("occam data --help", ["data", "--help"]),
                            ("occam convert --help", ["convert", "--help"]),
                            ("occam help optimizers", ["help", "optimizers"]),
                            ("occam help regularizers", ["help", "regularizers"])):
        _, out, _ = run(*arguments)
        pattern = re.compile(rf"<!-- {re.escape(name)} -->\n```\n.*?```\n", re.DOTALL)
        assert pattern.search(text), name
        text = pattern.sub(lambda _: help_block(name, out), text)
    return text


class Help(CommandTest):
    def test_without_arguments_examples_come_first(self):
        code, out, err = run()
        self.assertEqual((code, err), (0, ""))
        self.assertIn("Examples:\n  occam train fashion-mnist\n", out)
        self.assertLess(len(out.splitlines()), 12)

    def test_three_ways_to_the_same_help(self):
        texts = {run(*way) for way in (("train", "--help"), ("help", "train"), ("train", "-h"),
                                       ("train", WINE, "--l2", "-1", "--help"))}
        self.assertEqual(len(texts), 1)
        self.assertIn("--save", texts.pop()[1])

    def test_help_fits_a_terminal(self):
        commands = ("train", "path", "tune", "predict", "evaluate", "summary", "inspect", "data", "convert")
        for arguments in ((), ("--help",), *((name, "--help") for name in commands), *(("help", topic) for topic in TOPICS)):
            self.assertLessEqual(max(map(len, run(*arguments)[1].splitlines())), 100)

    def test_topics_tell_members_with_defaults_ranges_and_meaning(self):
        for topic in TOPICS:
            code, out, err = run("help", topic)
            self.assertEqual((code, err), (0, ""), topic)
            self.assertIn(topic, run("--help")[1])
        self.assertRegex(run("help", "optimizers")[1],
                         r"\n  momentum=0 +a finite number in \[0, 1\] or a schedule: share of the last")
        self.assertIn("l1_l2 alone means l1_l2:l1=0.01,l2=0.01", run("help", "regularizers")[1])
        one = run("help", "optimizers", "sgd")[1]
        self.assertIn("nesterov=false", one)
        self.assertNotIn("beta_1", one)
        self.refused(2, "help", "optimizers", "sgdd", says=["unknown name 'sgdd'", "Did you mean 'sgd'?"])
        self.refused(2, "help", "optimisers", says=["Did you mean 'optimizers'?"])

    def test_help_help(self):
        self.assertEqual(run("help"), run("--help"))

    def test_version(self):
        self.assertRegex(run("--version")[1], r"\Aoccam \d+\.\d+\.\d+\n\Z")

    def test_documentation_is_what_the_program_says(self):
        self.assertEqual(DOCS.read_text(), documented(), "run tests/cli/usage_test.py OCCAM --update-docs")


class Refusals(CommandTest):
    def test_commands(self):
        self.refused(2, "trian", says=["unknown command 'trian'", "Did you mean 'train'?"])
        self.refused(2, "help", "trian", says=["Did you mean 'train'?"])
        self.refused(2, "data.csv", says=["Expected train, path, tune, predict, evaluate, summary, inspect, data, convert or help"])
        self.refused(2, "--frobnicate", says=["unknown flag '--frobnicate'"])

    def test_flags(self):
        self.refused(2, "train", WINE, "--traget", "x", says=["unknown flag '--traget'", "Did you mean '--target'?"])
        self.refused(2, "train", WINE, "--target", "x", "--laers=3", says=["'--laers'", "'--layers'"])
        self.refused(5, "train", WINE, "b.csv", "--target", "x", says=["cannot read 'b.csv'"])
        self.refused(2, "train", WINE, "--l2", says=["--l2: no value"])
        self.refused(2, "train", WINE, "--json=3", says=["--json: takes no value"])
        self.refused(2, "train", "--target", "x", says=["DATA: nothing to train on"])

    def test_values(self):
        for flag, values in {
                "--l1": ["-1", "nan", "inf", "1e999", "0,1", "0x10", "", " 1", "1 "],
                "--l2": ["-0.1", "many", "1e39"],
                "--dropout": ["1", "1.5", "-0.1", "nan"],
                "--learning-rate": ["0", "-1", "nan", "1e39", "1e-60", "1e-400"],
                "--batch-size": ["0", "-4", "1.5", "99999999999999999999"],
                "--epochs": ["0", "-1", "ten"],
                "--patience": ["0", "-1"],
                "--validation-split": ["1", "1.5", "-0.1"],
                "--test-split": ["0", "1"],
                "--layers": ["0", "16,", "16,-1", "16;16", "1e3"],
                "--threads": ["-1", "100000"],
                "--seed": ["-1", "x"],
                "--optimizer": ["adamm", "", "sgd:momentum=2", "sgd:momentum", "sgd:momentum=", "sgd:nesterov=1",
                                "sgd:momentum=0.9,momentum=0.8", "sgd:learning_rate=1e39", "adam:epsilon=1e-60",
                                "sgd:momentm=0.9", "sgd:learning_rate=exponential_deca"],
                "--kernel-regularizer": ["l3", "l2:l1=0.1", "l2:l2=-1", "l1l2:l1=nan", ":l2=1", "l2:l2=much"],
                "--bias-regularizer": ["l3", "none:l2=1"],
                "--kernel-initializer": ["he_norml", "", "zeros:", "zeros:value=1", "none",
                                         "random_uniform:minval=0.3,maxval=0.2"],
                "--activation": ["rleu", "relu:x=1"],
                "--loss": ["mse:", "bce:label_smoothing=2"],
                "--task": ["clasification"],
                "--missing": ["median "],
                "--decimal": [";"],
                "--separator": ["ab", '"'],
                "--header": ["yes"],
                "--encoding": ["utf7"]}.items():
            for value in values:
                with self.subTest(flag=flag, value=value):
                    # Refused although the file is absent: flags are checked before data are read.
                    self.refused(2, "train", "absent.csv", "--target", "y", flag, value, says=[flag + ":"])

    def test_members_are_refused_in_the_terms_of_their_flag(self):
        table = ("train", "absent.csv", "--target", "y")
        for flag, value, text in (
                ("--optimizer", "sgd:momentum=2", "--optimizer: SGD: invalid value for momentum. Expected a finite "
                                                  "number in [0, 1]. Received: momentum=2"),
                ("--optimizer", "adamm", "--optimizer: unknown name 'adamm'. Did you mean 'adam'? Known: sgd, SGD, "),
                ("--optimizer", "sgd:momentm=1", "--optimizer: SGD argument: unknown name 'momentm'. Did you mean "
                                                 "'momentum'? Known: learning_rate, momentum, nesterov"),
                ("--kernel-regularizer", "l2=0.1", "--kernel-regularizer: Expected a name alone, or a colon before its arguments, as in l1l2:l1=1e-5,l2=1e-4. Received: l2=0.1"),
                ("--loss", "mse:", "--loss: Expected arguments of the form name=value"),
                ("--initializer", "zeross", "--kernel-initializer: unknown name 'zeross'. Did you mean 'zeros'?")):
            with self.subTest(flag=flag, value=value):
                self.refused(2, *table, flag, value, says=[text])

    def test_numbers_beyond_float32(self):
        table = ("train", "absent.csv", "--target", "y")
        self.refused(2, *table, "--l2", "1e39", says=["--l2:", "that float32 can hold", "Received: 1e39"])
        self.refused(2, *table, "--learning-rate", "1e-400", says=["that is not 0 in float32"])
        self.refused(5, *table, "--l2", "1e-400", says=["absent.csv"])  # 0, then the file is looked for

    def test_a_value_that_is_not_there_is_not_the_next_flag(self):
        for flag in ("--l2", "--target", "--drop", "--optimizer", "--layers"):
            self.refused(2, "train", WINE, flag + "=", "--epochs", "3", says=[flag + ": no value"])

    def test_two_dashes_end_the_flags(self):
        self.refused(5, "train", "-q", "--target", "y", "--", "-table.csv", says=["'-table.csv'"])
        self.refused(5, "train", WINE, "--target", "y", "--", "b.csv", says=["cannot read 'b.csv'"])
        self.refused(5, "train", "--target", "y", "--", "--help", says=["'--help'"])
        self.refused(2, "train", "--target", "y", "--", says=["DATA: nothing to train on"])

    def test_flags_without_effect(self):
        table = ("train", "absent.csv", "--target", "y", "--layers", "none")
        for flags in (("--dropout", "0.5"), ("--batch-norm",), ("--activation", "tanh")):
            self.refused(2, *table, *flags, says=[flags[0] + ": no effect without hidden layers"])
        self.refused(5, *table, "--dropout", "0", "--no-batch-norm", says=["absent.csv"])
        self.refused(2, *table[:4], "--batch-norm", "--bias-regularizer", "l2", says=["--bias-regularizer: no effect"])

    def test_arguments_of_a_recipe(self):
        table = ("train", WINE, "--target", "cultivator")
        for text, says in (("wide", "Expected one of tabular, simple. Received: wide"),
                           ("tabular:foo=1", "unknown name 'foo'"),
                           ("tabular:smooth_clip=7", "smooth_clip. Expected true or false. Received: smooth_clip=7"),
                           ("tabular:label_smoothing=2", "in [0, 1]. Received: label_smoothing=2"),
                           ("tabular:dropout=0", "dropout has a flag of its own. Expected --dropout"),
                           ("simple:batch_normalization=true", "Expected --batch-norm")):
            self.refused(2, *table, "--recipe", text, says=["--recipe", says])
        code, out, _ = run("help", "recipes", "tabular")
        self.assertEqual(code, 0)
        self.assertIn("  smooth_clip=true ", out)
        self.assertNotIn("dropout=", out)
        self.refused(2, "help", "recipes", "wide", says=["tabular or simple"])

    def test_contradictions(self):
        table = ("train", "absent.csv", "--target", "y")
        self.refused(2, *table, "--momentum", "0.9", says=["--momentum: only for --optimizer sgd"])
        self.refused(2, *table, "--optimizer", "adam", "--momentum", "0.9", says=["Received: --optimizer adam"])
        for flags in (("--l2", "0.1", "--kernel-regularizer", "l1"), ("--l1", "0", "--kernel-regularizer", "none"),
                      ("--learning-rate", "0.1", "--optimizer", "sgd:learning_rate=0.2"),
                      ("--momentum", "0.1", "--optimizer", "sgd:momentum=0.2")):
            self.refused(2, *table, *flags, says=[flags[0], flags[2], "contradict"])
        self.refused(2, *table, "--patience", "3", "--no-early-stopping", says=["contradict"])
        self.refused(2, *table, "--validation-split", "0", says=["--no-early-stopping"])
        self.refused(2, *table, "--validation-split", "0.5", "--test-split", "0.5", says=["less than 1"])
        self.refused(2, *table, "--data", "folder", says=["--data: only for Fashion-MNIST"])
        self.refused(2, "train", "fashion-mnist", "--target", "y", says=["--target: only for tables"])

    def test_impossible_sizes_are_refused_before_they_are_allocated(self):
        self.refused(5, "train", WINE, "--target", "cultivator", "--layers", "1000000,1000000", says=["--layers"])

    def test_memory_and_threads_that_the_system_refuses(self):
        if command.is_sanitized():
            self.skipTest("a limit of addresses ends AddressSanitizer")
        def limited(megabytes):
            size = megabytes << 20
            return lambda: resource.setrlimit(resource.RLIMIT_AS, (size, size))
        wine = ("train", WINE, "--target", "cultivator")
        self.refused(5, *wine, "--layers", "6000,6000", "--threads", "1", says=["--layers", "Fewer units", "memory"],
                     preexec_fn=limited(300))
        self.refused(2, *wine, "--threads", "1000", says=["--threads", "that could be started", "threads=1000"],
                     preexec_fn=limited(1500))
        table = self.file("x,y\n" + "".join(f"{row * 7919 % 1000003}.125,{row % 7}\n" for row in range(2000000)))
        self.refused(5, "train", table, "--target", "y", says=["table.csv'", "Fewer rows or columns need less"],
                     preexec_fn=limited(60))

    def test_an_error_is_one_line_whatever_the_argument(self):
        self.refused(2, "tra\nin\x1b[31m", says=["unknown command 'tra.in.[31m'"])
        self.refused(5, "train", "a\nb.csv", "--target", "y", says=["cannot read 'a?b.csv'"])


if __name__ == "__main__":
    if "--update-docs" in sys.argv:
        command.OCCAM = sys.argv[1]
        DOCS.write_text(documented())
    else:
        command.main()
