#!/usr/bin/env python3
"""Measures a step of each optimizer beside the memory that it moves, and writes the table into a document.

usage: bench/optimizer_table.py --program BUILD/bench/occam_bench [--keras PYTHON] [--torch PYTHON]
                                [--threads N...] [--output LINES.json] [--document docs/performance.md]
       bench/optimizer_table.py --lines LINES.json --document docs/performance.md
occam and the peers run in turn, one after the other; reported is the fastest step of each.
"""

import argparse
import json
import subprocess
from pathlib import Path

BENCH = Path(__file__).resolve().parent
BEGIN, END = "<!-- optimizer_table.py -->", "<!-- optimizer_table.py: end -->"


def lines_of(command):
    said = subprocess.run([str(word) for word in command], check=True, capture_output=True, text=True).stdout
    return [json.loads(line) for line in said.splitlines() if line.startswith("{")]


def measured(options):
    lines = []
    for threads in options.threads:
        flags = ["--threads", threads, "--repeats", options.repeats]
        lines += lines_of([options.program.resolve(), "--workload", "optimizer-cost", *flags])
        for library, python in (("keras", options.keras), ("torch", options.torch)):
            if python:
                lines += lines_of([python, BENCH / "peers" / "optimizer_peer.py", library, *flags])
    return lines


def table(lines, threads):
    own = [line for line in lines if line["threads"] == threads and "bytes" in line]
    peers = {(line["peer"], line["optimizer"]): line for line in lines if line["threads"] == threads and "bytes" not in line}
    rows = [f"| {threads} thread(s) | moves, MB | a copy of as much, us | occam, us | GB/s | Keras, us | PyTorch, us |",
            "| --- " * 7 + "|"]
    for line in own:
        peer = [f"{peers[key]['us_per_step']:.0f} ({peers[key]['form']})" if (key := (name, line["optimizer"])) in peers else ""
                for name in ("keras", "torch")]
        rows.append(f"| {line['optimizer']} | {line['bytes'] / 1e6:.1f} | {line['us_of_a_copy']:.0f} | {line['us_per_step']:.0f} | "
                    f"{line['gb_per_s']:.1f} | {peer[0]} | {peer[1]} |")
    return "\n".join(rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", type=Path)
    parser.add_argument("--keras", help="a Python that has Keras and TensorFlow")
    parser.add_argument("--torch", help="a Python that has PyTorch")
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--output", type=Path)
    parser.add_argument("--lines", type=Path, help="what --output has written, instead of measuring")
    parser.add_argument("--document", type=Path)
    options = parser.parse_args()
    lines = json.loads(options.lines.read_text()) if options.lines else measured(options)
    if options.output:
        options.output.write_text("[" + ",\n".join(json.dumps(line) for line in lines) + "]\n")
    text = "\n\n".join(table(lines, threads) for threads in sorted({line["threads"] for line in lines}))
    if options.document:
        whole = options.document.read_text()
        before, rest = whole.split(BEGIN)
        options.document.write_text(f"{before}{BEGIN}\n{text}\n{END}{rest.split(END)[1]}")
    else:
        print(text)


if __name__ == "__main__":
    main()
