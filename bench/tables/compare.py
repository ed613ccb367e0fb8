#!/usr/bin/env python3
"""Fits occam and its peers on the same rows of real tables and appends one raw line a fit.

usage: bench/tables/compare.py --tables FOLDER --output RAW.csv [--program OCCAM] [--peers FOLDER]
FOLDER of --tables is what collect.py has filled. With --program occam is fitted, with --peers those
of peers.txt, installed into that folder. A fit that RAW.csv has is not done again, so a
run that was stopped goes on. report.py makes docs/tables.md from the raw lines.
"""

import argparse
import csv
import hashlib
import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

import split
import table_list
from fits import Constant, OccamFitter, PeerFitter

HERE = Path(__file__).resolve().parent
PEERS = ["linear", "forest", "lightgbm", "catboost", "mlp", "realmlp"]
COLUMNS = ["table", "seed", "model", "status", "task", "rows", "test_rows", "accuracy", "log_loss",
           "rmse", "mae", "seconds", "cpu_seconds", "version", "message"]


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", type=Path, help="the command occam")
    parser.add_argument("--flags", default="", help="of occam train, beside --target, --seed")
    parser.add_argument("--name", default="occam", help="of occam with these flags in RAW.csv")
    parser.add_argument("--peers", type=Path, help="folder of the peers' environment")
    parser.add_argument("--models", nargs="+", default=PEERS, choices=PEERS, help="only these")
    add_common_arguments(parser)
    return parser.parse_args()


def add_common_arguments(parser):
    parser.add_argument("--tables", type=Path, required=True, help="folder filled by collect.py")
    parser.add_argument("--output", type=Path, required=True, help="CSV of raw lines")
    parser.add_argument("--half", choices=[*table_list.HALVES, "both"], default="development",
                        help="the untouched half is for the end alone [development]")
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2])
    parser.add_argument("--least-rows", type=int, default=200)
    parser.add_argument("--most-rows", type=int, default=10**9, help="leave larger tables out")
    parser.add_argument("--only", nargs="+", default=[], help="only these tables")
    parser.add_argument("--order", choices=["hash", "rows"], default="hash",
                        help="of the tables: by their names' hashes, or the smallest first [hash]")
    parser.add_argument("--limit", type=float, default=120, help="processor seconds a fit [120]")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--again", nargs="+", default=[], metavar="STATUS",
                        help="do fits again that ended so: timeout, failed, ...")


def chosen_tables(arguments):
    """In the order of their names' hashes, so that a run cut short is a fair sample, or by their
    rows, so that one of all tables up to a size is done in the shortest time."""
    tables = [table for table in table_list.read()
              if arguments.half in ("both", table_list.half_of(table["name"]))
              and arguments.least_rows <= int(table["rows"]) <= arguments.most_rows
              and (not arguments.only or table["name"] in arguments.only)]
    digest = lambda table: hashlib.sha256(table["name"].encode()).digest()
    size = lambda table: int(table["rows"]) if arguments.order == "rows" else 0
    return sorted(tables, key=lambda table: (size(table), digest(table)))


class RawLines:
    """The file of raw lines: what is done, and one line more."""

    def __init__(self, path, again=()):
        self.path = path
        self.done = set()
        if path.exists():
            for line in read_lines(path):
                if line["status"] not in again:
                    self.done.add((line["table"], int(line["seed"]), line["model"]))
        else:
            self.append(dict(zip(COLUMNS, COLUMNS)))

    def append(self, line):
        with self.path.open("a", newline="") as file:
            csv.DictWriter(file, COLUMNS, restval="", lineterminator="\n").writerow(line)


def read_lines(path):
    """The last line of each fit: one that was done again counts as it ended then."""
    with path.open(newline="") as file:
        return list({(line["table"], line["seed"], line["model"]): line
                     for line in csv.DictReader(file)}.values())


def install_peers(folder):
    python = folder / "venv" / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", HERE / "peers.txt"],
                       check=True)
    return python


def run(arguments, fitters):
    """Every fit that is not done yet: seeds outside, so that the first is complete early."""
    raw = RawLines(arguments.output, arguments.again)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "rows.csv"
        for seed in arguments.seeds:
            for table in chosen_tables(arguments):
                todo = [fitter for fitter in fitters
                        if (table["name"], seed, fitter.name) not in raw.done]
                if not todo:
                    continue
                path = arguments.tables / (table["name"] + ".csv")
                rows = split.read(path, table["target"])
                rows.write(file)
                train, test = rows.split(seed)
                known = {"table": table["name"], "seed": seed, "task": rows.task,
                         "rows": len(rows.cells), "test_rows": len(test)}
                for fitter in todo:
                    result = fitter.fit(file, rows, seed)
                    raw.append(known | {"model": fitter.name} | rounded(result))
                    print(table["name"], seed, fitter.name, result["status"],
                          f"{float(result.get('cpu_seconds') or 0):.1f} s", flush=True)


def rounded(result):
    return {key: f"{value:.7g}" if isinstance(value, float) else value
            for key, value in result.items()}


def main():
    arguments = parse_arguments()
    os.nice(19 - os.nice(0))
    fitters = [Constant()]
    if arguments.program:
        fitters.append(OccamFitter(arguments.name, arguments.program, shlex.split(arguments.flags),
                                   arguments.limit, arguments.threads))
    if arguments.peers:
        python = install_peers(arguments.peers)
        fitters += [PeerFitter(name, python, arguments.limit, arguments.threads)
                    for name in arguments.models]
    if len(fitters) == 1:
        raise SystemExit("nothing to fit: give --program, --peers or both")
    run(arguments, fitters)


if __name__ == "__main__":
    main()
