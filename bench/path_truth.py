#!/usr/bin/env python3
"""How often `occam path` finds what made a table: its columns, and whether a network is needed.

    bench/path_truth.py OCCAM SEEDS [FLAG...] > lines.csv    # one line a run; seeds 0 to SEEDS - 1, or FROM:TO
    bench/path_truth.py --summary lines.csv

Tables of 400 rows, whose columns are standard normal:
  noise        y says nothing of 10 columns
  linear       y = x0 - 2 x1 + 1.5 x2 + noise, of 20 columns
  interaction  y = x0 + 2 x1 x2 + noise, of 50 columns
  xor          the class is whether x0 and x1 have one sign, 5 % of the labels wrong, of 10 columns
The right answers: nothing is to be learnt; no network is needed; it is needed; it is needed.
"""
import csv
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

ROWS = 400
FIELDS = ("problem", "seed", "verdict", "right_verdict", "columns", "missed", "false", "one_se", "trained", "seconds")


def noise(_, rng):
    return rng.gauss(0, 1)


def linear(x, rng):
    return x[0] - 2 * x[1] + 1.5 * x[2] + rng.gauss(0, 1)


def interaction(x, rng):
    return x[0] + 2 * x[1] * x[2] + 0.5 * rng.gauss(0, 1)


def xor(x, rng):
    return "same" if (x[0] * x[1] > 0) != (rng.random() < 0.05) else "other"


# problem: what makes y, columns, those that matter, the verdict
PROBLEMS = {"noise": (noise, 10, 0, "nothing"), "linear": (linear, 20, 3, "no"),
            "interaction": (interaction, 50, 3, "yes"), "xor": (xor, 10, 2, "yes")}


def table(problem, seed):
    make, columns, _, _ = PROBLEMS[problem]
    rng = random.Random(f"{problem} {seed}")
    lines = [",".join([*(f"x{j}" for j in range(columns)), "y"])]
    for _ in range(ROWS):
        x = [rng.gauss(0, 1) for _ in range(columns)]
        y = make(x, rng)
        lines.append(",".join([*(f"{v:.6f}" for v in x), y if isinstance(y, str) else f"{y:.6f}"]))
    return "\n".join(lines) + "\n"


def verdict(answer):
    after = answer.split("? ", 1)[1]
    if after.startswith("no, nothing"):
        return "nothing"
    return after.split(":")[0]


def run(occam, problem, seed, flags):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        path.write_text(table(problem, seed))
        done = subprocess.run([occam, "path", path, "--target", "y", "--seed", str(seed), "-q", "--json", *flags],
                              capture_output=True, text=True, check=True)
    result = json.loads(done.stdout)
    _, _, relevant, right = PROBLEMS[problem]
    used = {int(name[1:]) for name in result["path"]["columns"]}
    got = verdict(result["path"]["answer"])
    return {"problem": problem, "seed": seed, "verdict": got, "right_verdict": int(got == right),
            "columns": len(used), "missed": len(set(range(relevant)) - used),
            "false": len([j for j in used if j >= relevant]), "one_se": f"{result['path']['one_se']:.5g}",
            "trained": result["path"]["trained"], "seconds": f"{result['seconds']:.2f}"}


def summary(path):
    with open(path) as file:
        runs = list(csv.DictReader(file))
    print("| problem | runs | right verdict | all relevant columns | exactly those | false columns, mean | verdicts |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | --- |")
    for problem in PROBLEMS:
        own = [run for run in runs if run["problem"] == problem]
        if not own:
            continue
        verdicts = [run["verdict"] for run in own]
        counts = ", ".join(f"{name} {verdicts.count(name)}" for name in sorted(set(verdicts)))
        print(f"| {problem} | {len(own)} | {sum(int(r['right_verdict']) for r in own)} | "
              f"{sum(r['missed'] == '0' for r in own)} | "
              f"{sum(r['missed'] == '0' and r['false'] == '0' for r in own)} | "
              f"{sum(int(r['false']) for r in own) / len(own):.1f} | {counts} |")


def main():
    if sys.argv[1] == "--summary":
        return summary(sys.argv[2])
    occam, flags = sys.argv[1], sys.argv[3:]
    first, _, end = sys.argv[2].rpartition(":")
    writer = csv.DictWriter(sys.stdout, FIELDS)
    writer.writeheader()
    for seed in range(int(first or 0), int(end)):
        for problem in PROBLEMS:
            writer.writerow(run(occam, problem, seed, flags))
            sys.stdout.flush()


main()
