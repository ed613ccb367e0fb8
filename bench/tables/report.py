#!/usr/bin/env python3
"""Writes the figures of docs/tables.md from raw lines alone: occam beside its peers on real tables.

usage: bench/tables/report.py --raw RAW.csv [...] --first FIRST.csv --document docs/tables.md
RAW.csv is compare.py's, FIRST.csv first_try.py's. --half both adds the untouched half,
apart. Losses are printed as well as wins; every table that was fitted has its line. What the
document says above MARK stays.
"""

import argparse
import csv
import math
import platform
from pathlib import Path

import table_list
from compare import read_lines
from summary import BOUND, WORST, Errors, mean_and_error, wins_losses

MARK = "<!-- bench/tables/report.py writes what follows -->"
NAMES = {
    "occam simple": "occam, `--recipe simple`", "constant": "constant", "linear": "ridge / logistic", "forest": "random forest",
    "lightgbm": "LightGBM", "catboost": "CatBoost", "mlp": "scikit-learn's MLP",
    "realmlp": "RealMLP-TD",
}


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--raw", type=Path, nargs="+", required=True)
    parser.add_argument("--first", type=Path, help="lines of first_try.py")
    parser.add_argument("--document", type=Path, required=True)
    parser.add_argument("--half", choices=[*table_list.HALVES, "both"], default="development")
    parser.add_argument("--occam", default="occam", help="name of occam's fits in RAW.csv")
    parser.add_argument("--split-rows", type=int, default=3000,
                        help="tables of more rows are also told apart [3000]")
    parser.add_argument("--processor", help="where the lines come from elsewhere [this one]")
    return parser.parse_args()


def table(head, rows):
    marks = ["---"] + ["---:"] * (len(head) - 1)
    return ["| " + " | ".join(map(str, row)) + " |" for row in [head, marks, *rows]] + [""]


def number(value, digits=2):
    return "" if value is None or math.isnan(value) else f"{value:.{digits}f}"


def processor():
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()


def first_tries(path, half):
    """How many tables train as they are."""
    with path.open(newline="") as file:
        lines = [line for line in csv.DictReader(file)
                 if half in ("both", table_list.half_of(line["table"]))]
    trained = [line for line in lines if line["code"] == "0"]
    seconds = sorted(float(line["seconds"]) for line in lines)
    text = [f"`occam train TABLE.csv --target COLUMN` and nothing else: {len(trained)} of "
            f"{len(lines)} tables train at the first try "
            f"({100 * len(trained) / len(lines):.1f} %), in {sum(seconds):.0f} s for all, "
            f"{seconds[-1]:.1f} s for the slowest.", ""]
    refused = [[f"`{line['table']}`", line["code"], cell(line["message"])]
               for line in lines if line["code"] != "0"]
    return text + (table(["refused", "exit code", "message"], refused) if refused else [])


def cell(text):
    return text.replace("|", "\\|").replace("occam: error: ", "")[:160]


def models_section(errors, models):
    all_fitted, complete = errors.ranks(models, unfitted_last=False)
    last, runs = errors.ranks(models, unfitted_last=True)
    of_all = [[errors.of_table(name, model) for model in models] for name in errors.tables]
    of_all = [each for each in of_all if None not in each]  # others would not be comparable
    rows = []
    for model in sorted(models, key=lambda model: last[model]):
        own = [each[models.index(model)] for each in of_all]
        fitted, all_fits = errors.fitted(model)
        typical, longest = errors.cpu_seconds(model)
        rows.append([NAMES.get(model, model), f"{fitted} of {all_fits}", number(last[model]),
                     number(all_fitted[model]), number(mean_and_error(own)[0], 3),
                     number(typical), number(longest, 1)])
    head = ["model", "fits that ended well", f"mean rank, {runs} fits",
            f"of the {complete} that all ended well", "mean error of these",
            "processor s, median",
            "longest"]
    return table(head, rows)


def duels_section(errors, occam, peers):
    rows = []
    for peer in peers:
        found = errors.duel(occam, peer)
        wins, losses = wins_losses(found)
        effect, error = mean_and_error([difference for difference, _ in found])
        rows.append([NAMES.get(peer, peer), len(found), wins, losses, len(found) - wins - losses,
                     f"{effect:+.4f} ± {error:.4f}"])
    return table(["occam against", "tables", "wins", "losses", "within", "mean difference"], rows)


def tables_section(errors, models):
    sizes = {line["table"]: line for line in errors.lines.values()}
    rows = []
    for name in sorted(errors.tables, key=str.lower):
        line = sizes[name]
        rows.append([f"`{name}`", "classes" if line["task"] == "classification" else "numbers",
                     line["rows"]] + [number(errors.of_table(name, model, errors.error), 3)
                                      for model in models])
    return table(["table", "of", "rows"] + [NAMES.get(model, model) for model in models], rows)


def versions(errors):
    return sorted({line["version"] for line in errors.lines.values() if line["version"]})


def larger_than(lines, rows):
    """The lines of the larger tables."""
    return [line for line in lines if int(line["rows"]) > rows]


def half_section(half, lines, first, occam, split_rows):
    errors = Errors([line for line in lines if table_list.half_of(line["table"]) == half])
    title = f"### The {half} half"
    if not errors.tables:
        return [title, "", "Not measured yet.", ""]
    peers = [name for name in NAMES if name in errors.models]
    models = ([occam] if occam in errors.models else []) + peers
    seeds = sorted({seed for _, seed in errors.runs})
    text = [title, ""] + (first_tries(first, half) if first else [])
    text += [f"{len(errors.tables)} tables of at least 200 rows, seeds {', '.join(seeds)}.", ""]
    larger = Errors(larger_than(errors.lines.values(), split_rows))
    parts = [("", errors)]
    if 0 < len(larger.tables) < len(errors.tables):
        parts.append((f"Those of more than {split_rows:,} rows alone ({len(larger.tables)}):",
                      larger))
    for title, part in parts:
        text += [title, ""] if title else []
        text += models_section(part, models)
        if occam in models:
            text += duels_section(part, occam, peers)
    return text + ["Every table (error of occam and of the peers, mean over the seeds):", ""] + \
        tables_section(errors, models)


def main():
    arguments = parse_arguments()
    lines = [line for path in arguments.raw for line in read_lines(path)
             if line["model"] in (*NAMES, arguments.occam)]
    halves = table_list.HALVES if arguments.half == "both" else [arguments.half]
    shown = Errors([line for line in lines if table_list.half_of(line["table"]) in halves])
    text = [
        MARK, "",
        "## Beside its peers", "",
        "Every model gets the same rows: those with a target, at most 20,000, 80 % to "
        "train on and 20 % to test on; each peer with its default settings "
        "(`bench/tables/README.md` says how to measure again).", "",
        "- **Error**: 1 - accuracy for classes; root mean squared error / that of the training "
        f"mean for numbers, at most {WORST:g}.",
        "- **Mean error** and **rank**: by the error in units of the constant's (1 is no better "
        "than the most frequent class or the mean). The first rank counts a fit that did not end "
        "well as last, the second leaves out the fits where any model has none.",
        f"- **Win**, **loss**: a difference of more than {BOUND:g} in the error, mean over the "
        "seeds.",
        "- **Processor seconds** of one fit on one thread.", "",
        f"Measured on {arguments.processor or processor()}; {', '.join(versions(shown))}.", "",
    ]
    for half in halves:
        text += half_section(half, lines, arguments.first, arguments.occam, arguments.split_rows)
    document = arguments.document
    above = document.read_text().partition(MARK)[0] if document.exists() else ""
    document.write_text(above + "\n".join(text).rstrip() + "\n")


if __name__ == "__main__":
    main()
