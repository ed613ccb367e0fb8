#!/usr/bin/env python3
"""Help, suggestions, refusals of flags. usage: usage_test.py OCCAM [--update-docs]"""

import re
import resource
import sys

import command
from command import ROOT, WINE, CommandTest, run

DOCS = ROOT / "docs" / "cli.md"


def help_block(name, text):
    return f"<!-- {name} -->\n```\n{text}```\n"


def documented():
    """docs/cli.md with its blocks replaced by what the program says."""
    text = DOCS.read_text()
    for name, arguments in (("occam --help", ["--help"]), ("occam train --help", ["train", "--help"])):
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
        self.assertIn("comes with the next version", texts.pop()[1])

    def test_help_fits_a_terminal(self):
        for arguments in ((), ("--help",), ("train", "--help")):
            self.assertLessEqual(max(map(len, run(*arguments)[1].splitlines())), 100)

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
        self.refused(2, "data.csv", says=["Expected train or help"])
        self.refused(2, "--frobnicate", says=["unknown flag '--frobnicate'"])

    def test_flags(self):
        self.refused(2, "train", WINE, "--traget", "x", says=["unknown flag '--traget'", "Did you mean '--target'?"])
        self.refused(2, "train", WINE, "--target", "x", "--laers=3", says=["'--laers'", "'--layers'"])
        self.refused(2, "train", WINE, "b.csv", "--target", "x", says=["unexpected argument 'b.csv'"])
        self.refused(2, "train", WINE, "--l2", says=["--l2: no value"])
        self.refused(2, "train", WINE, "--json=3", says=["--json: takes no value"])
        self.refused(2, "train", "--target", "x", says=["DATA: nothing to train on"])

    def test_values(self):
        for flag, values in {
                "--l1": ["-1", "nan", "inf", "1e999", "0,1", "0x10", "", " 1", "1 "],
                "--l2": ["-0.1", "many"],
                "--dropout": ["1", "1.5", "-0.1", "nan"],
                "--learning-rate": ["0", "-1", "nan"],
                "--batch-size": ["0", "-4", "1.5", "99999999999999999999"],
                "--epochs": ["0", "-1", "ten"],
                "--patience": ["0", "-1"],
                "--validation-split": ["1", "1.5", "-0.1"],
                "--test-split": ["0", "1"],
                "--layers": ["0", "16,", "16,-1", "16;16", "1e3"],
                "--threads": ["-1", "100000"],
                "--seed": ["-1", "x"],
                "--optimizer": ["adamm"],
                "--initializer": ["he_norml"],
                "--task": ["clasification"],
                "--missing": ["median "],
                "--decimal": [";"],
                "--separator": ["ab", '"'],
                "--header": ["yes"],
                "--encoding": ["utf16"]}.items():
            for value in values:
                with self.subTest(flag=flag, value=value):
                    # Refused although the file is absent: flags are checked before data are read.
                    self.refused(2, "train", "absent.csv", "--target", "y", flag, value, says=[flag + ":"])

    def test_contradictions(self):
        table = ("train", "absent.csv", "--target", "y")
        self.refused(2, *table, "--momentum", "0.9", says=["--momentum: only for --optimizer sgd"])
        self.refused(2, *table, "--patience", "3", "--no-early-stopping", says=["contradict"])
        self.refused(2, *table, "--validation-split", "0", says=["--no-early-stopping"])
        self.refused(2, *table, "--validation-split", "0.5", "--test-split", "0.5", says=["less than 1"])
        self.refused(2, *table, "--data", "folder", says=["--data: only for Fashion-MNIST"])
        self.refused(2, "train", "fashion-mnist", "--target", "y", says=["--target: only for tables"])
        self.refused(2, *table, "--separator", ",", "--decimal", ",", says=["--separator:"])

    def test_impossible_sizes_are_refused_before_they_are_allocated(self):
        self.refused(5, "train", WINE, "--target", "cultivator", "--layers", "1000000,1000000", says=["--layers"])

    def test_memory_and_threads_that_the_system_refuses(self):
        def limited(megabytes):
            size = megabytes << 20
            return lambda: resource.setrlimit(resource.RLIMIT_AS, (size, size))
        wine = ("train", WINE, "--target", "cultivator")
        self.refused(5, *wine, "--layers", "6000,6000", "--threads", "1", says=["--layers", "Fewer units", "memory"],
                     preexec_fn=limited(300))
        self.refused(2, *wine, "--threads", "1000", says=["--threads", "that could be started", "threads=1000"],
                     preexec_fn=limited(1500))
        table = self.file("x,y\n" + "".join(f"{row * 7919 % 1000003}.125,{row % 7}\n" for row in range(2000000)))
        self.refused(5, "train", table, "--target", "y", says=["reading '", "Fewer rows or columns need less"],
                     preexec_fn=limited(60))

    def test_an_error_is_one_line_whatever_the_argument(self):
        self.refused(2, "tra\nin\x1b[31m", says=["unknown command 'tra?in?[31m'"])
        self.refused(5, "train", "a\nb.csv", "--target", "y", says=["cannot read 'a?b.csv'"])


if __name__ == "__main__":
    if "--update-docs" in sys.argv:
        command.OCCAM = sys.argv[1]
        DOCS.write_text(documented())
    else:
        command.main()
