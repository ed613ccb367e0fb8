#!/usr/bin/env python3
"""Runs `occam train TABLE.csv --target COLUMN` once on each whole table, as a person would.

usage: bench/tables/first_try.py --program OCCAM --tables FOLDER --output FIRST.csv
Appends one line a table: exit code, seconds, the network's measure and the baseline's, the message.
"""

import argparse
import csv
import json
import os
import subprocess
import time
from pathlib import Path

import table_list

COLUMNS = ["table", "code", "seconds", "task", "measure", "value", "baseline", "message"]


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", type=Path, required=True, help="the command occam")
    parser.add_argument("--tables", type=Path, required=True, help="folder filled by collect.py")
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--half", choices=[*table_list.HALVES, "both"], default="development")
    parser.add_argument("--limit", type=float, default=600, help="seconds a table")
    return parser.parse_args()


def first_try(program, folder, name, target, limit):
    start = time.monotonic()
    try:
        done = subprocess.run([program, "train", name + ".csv", "--target", target, "--json"],
                              capture_output=True, text=True, errors="replace", timeout=limit,
                              cwd=folder)
    except subprocess.TimeoutExpired:
        return {"code": "timeout", "seconds": f"{limit:.1f}"}
    line = {"code": done.returncode, "seconds": f"{time.monotonic() - start:.2f}"}
    if done.returncode != 0:
        errors = [text for text in done.stderr.splitlines() if "error" in text]
        return line | {"message": " ".join(errors)[:300] or done.stderr[-300:]}
    result = json.loads(done.stdout)
    measure = "accuracy" if result["task"] == "classification" else "rmse"
    return line | {"task": result["task"], "measure": measure,
                   "value": result["reached"]["test"][measure],
                   "baseline": result["reached"].get("baseline", {}).get(measure),
                   "message": " | ".join(result["warnings"])[:300]}


def main():
    arguments = parse_arguments()
    os.nice(19 - os.nice(0))
    done = set()
    if arguments.output.exists():
        with arguments.output.open(newline="") as file:
            done = {line["table"] for line in csv.DictReader(file)}
    tables = [table for table in table_list.read()
              if arguments.half in ("both", table_list.half_of(table["name"]))]
    with arguments.output.open("a", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\n")
        if not done:
            writer.writeheader()
        for table in tables:
            if table["name"] in done:
                continue
            line = first_try(arguments.program.resolve(), arguments.tables, table["name"],
                             table["target"], arguments.limit)
            writer.writerow({"table": table["name"]} | line)
            file.flush()
    with arguments.output.open(newline="") as file:
        names = {table["name"] for table in tables}
        lines = [line for line in csv.DictReader(file) if line["table"] in names]
    trained = sum(line["code"] == "0" for line in lines)
    print(f"{trained} of {len(lines)} tables train at the first try "
          f"({100 * trained / len(lines):.1f} %)")


if __name__ == "__main__":
    main()
