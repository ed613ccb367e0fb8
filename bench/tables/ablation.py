#!/usr/bin/env python3
"""Leaves out each trick of the recipe for tables alone: mean effect with its standard error.

usage: bench/tables/ablation.py --program OCCAM --tables FOLDER --output RAW.csv \\
           --trick "dropout=--recipe tabular:dropout=0" --trick "wide=--layers 64,64" ...
A trick is NAME=FLAGS: the flags of occam train that leave it out. --base gives flags of every fit.
Raw lines are those of compare.py; fits that are there are not done again. The effect is the
error without the trick minus the error with it, both in units of the constant's error, so that a
positive effect speaks for the trick.
"""

import argparse
import os
import shlex

import compare
import table_list
from fits import Constant, OccamFitter
from summary import Errors, mean_and_error, wins_losses


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", required=True, help="the command occam")
    parser.add_argument("--base", default="", metavar="FLAGS", help="of every fit")
    parser.add_argument("--trick", action="append", default=[], metavar="NAME=FLAGS")
    parser.add_argument("--report", action="store_true", help="only what the raw lines say")
    compare.add_common_arguments(parser)
    return parser.parse_args()


def name_of(base, flags=""):
    return " ".join(["occam", *shlex.split(base), *shlex.split(flags)])


def effects(errors, with_trick, without):
    """[(effect, table)] over the tables that both fitted."""
    found = []
    for table in errors.tables:
        pairs = [[errors.normalised(table, model, seed) for model in (without, with_trick)]
                 for own, seed in errors.runs if own == table]
        pairs = [a - b for a, b in pairs if a is not None and b is not None]
        if pairs:
            found.append((sum(pairs) / len(pairs), table))
    return found


def report(arguments, tricks):
    lines = [line for line in compare.read_lines(arguments.output)
             if arguments.half in ("both", table_list.half_of(line["table"]))]
    errors = Errors(lines)
    task = {line["table"]: line["task"] for line in lines}
    print("| left out | tables | effect | standard error | classes | numbers "
          "| better with / without |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for name, flags in tricks.items():
        found = effects(errors, name_of(arguments.base), name_of(arguments.base, flags))
        effect, error = mean_and_error([value for value, _ in found])
        parts = [mean_and_error([value for value, table in found if task[table] == kind])
                 for kind in ("classification", "regression")]
        wins, losses = wins_losses(found)
        print(f"| {name} | {len(found)} | {effect:+.4f} | {error:.4f} | "
              + " | ".join(f"{value:+.4f} ± {own:.4f}" for value, own in parts)
              + f" | {wins} / {losses} |")


def main():
    arguments = parse_arguments()
    os.nice(19 - os.nice(0))
    tricks = dict(trick.partition("=")[::2] for trick in arguments.trick)
    if not arguments.report:
        fitters = [Constant()]
        for flags in ["", *tricks.values()]:
            fitters.append(OccamFitter(name_of(arguments.base, flags), arguments.program,
                                       shlex.split(arguments.base) + shlex.split(flags),
                                       arguments.limit, arguments.threads))
        compare.run(arguments, fitters)
    report(arguments, tricks)


if __name__ == "__main__":
    main()
