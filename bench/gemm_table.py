#!/usr/bin/env python3
"""Measures the matrix product against oneDNN's and writes the table into a document.

usage: bench/gemm_table.py --program BUILD/bench/gemm_bench [--document docs/matrix_product.md]
                           [--output bench/data/matrix_product_VENDOR.jsonl]
The document keeps a part for each vendor of processors; only this machine's is renewed.
With every instruction set and number of threads gemm_bench runs in turn, --rounds times; reported
is the fastest of each side. The machine must be idle.
"""

import argparse
import json
import sys
import time
from pathlib import Path

import compare

NAMES = {"AVX3": "AVX-512", "AVX3_DL": "AVX-512"}
SMALL = 64**3  # multiply-adds; from here on a product is a large one


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", type=Path, required=True, help="gemm_bench")
    parser.add_argument("--document", type=Path, help="Markdown file whose table is to be renewed")
    parser.add_argument("--output", type=Path, help="file for the raw lines")
    compare.add_measuring_arguments(parser)
    parser.add_argument("--repeats", type=int, default=20, help="of a round")
    return parser.parse_args()


def measure(options):
    lines = []
    for number in range(options.rounds):
        for restriction in ([], ["--avx2"]):
            for threads in options.threads:
                command = [options.program.resolve(), "--threads", threads, "--repeats",
                           options.repeats, *restriction]
                print(f"round {number + 1}: {threads} thread(s) {' '.join(restriction)}",
                      file=sys.stderr)
                lines += compare.run(command, threads)
    for line in lines:
        line["instruction_set"] = NAMES.get(line["instruction_set"], line["instruction_set"])
    return lines


def product(line):
    """What is computed: "128 x 512 x 784"."""
    return f"{line['m']} x {line['n']} x {line['k']}"


def multiply_adds(line):
    return line["m"] * line["n"] * line["k"]


def fastest(lines):
    """{(instruction set, threads): {(product, transposed, use): line}}, the best of each side."""
    best = {}
    for line in lines:
        products = best.setdefault((line["instruction_set"], line["threads"]), {})
        key = product(line), line["transposed"], line["use"]
        known = products.setdefault(key, dict(line))
        for side in ("gflops", "onednn_gflops"):
            known[side] = max(known[side], line[side])
        known["ratio"] = known["gflops"] / known["onednn_gflops"]
    return best


def summary(instruction_set, threads, products):
    """How many large products reach 95 and 90 % of oneDNN, how many small ones are ahead of it."""
    large = [line for line in products.values() if multiply_adds(line) >= SMALL]
    small = [line for line in products.values() if multiply_adds(line) < SMALL]

    def least(group):
        line = min(group, key=lambda each: each["ratio"])
        return f"least {line['ratio']:.2f}, {product(line)} {line['transposed']}"

    def at_least(group, bound):
        return sum(line["ratio"] >= bound for line in group)

    return (f"- {instruction_set}, {threads} thread(s): of {len(large)} products from 64 x 64 x 64 "
            f"on, {at_least(large, 0.95)} have at least 95 % of oneDNN's speed and "
            f"{at_least(large, 0.9)} at least 90 % ({least(large)}); of {len(small)} smaller ones "
            f"{at_least(small, 1.0)} are ahead of it ({least(small)}).")


def table(instruction_set, best):
    columns = [(threads, products) for (name, threads), products in best.items()
               if name == instruction_set]
    heads = ["product", "A, B", "used by"]
    for threads, _ in columns:
        heads += [f"occam, {threads} thread(s)", "oneDNN", "occam / oneDNN"]
    rows = ["| " + " | ".join(heads) + " |", "| --- " * len(heads) + "|"]
    for key in columns[0][1]:
        cells = list(key)
        for _, products in columns:
            line = products[key]
            cells += [f"{line['gflops']:.4g}", f"{line['onednn_gflops']:.4g}",
                      f"{line['ratio']:.2f}"]
        rows.append("| " + " | ".join(cells) + " |")
    peaks = ", ".join(f"{max(line['peak_gflops'] for line in products.values()):.0f} with "
                      f"{threads} thread(s)" for threads, products in columns)
    return (f"#### {instruction_set}\nGFLOP/s; the peak of fused multiply-adds is {peaks}.\n\n"
            + "\n".join(rows))


def caches():
    """Sizes by level, as the system tells them: "L1d 48K, L2 2048K, L3 32768K"."""
    found = []
    for folder in sorted(Path("/sys/devices/system/cpu/cpu0/cache").glob("index*")):
        level, kind, size = ((folder / name).read_text().strip()
                             for name in ("level", "type", "size"))
        if kind != "Instruction":
            found.append(f"L{level}{'d' if kind == 'Data' else ''} {size}")
    return ", ".join(found) or "unknown"


def report(options, lines):
    best = fastest(lines)
    others = max(line["others_cores"] for line in lines)
    parts = [f"{time.strftime('%Y-%m-%d')}, {compare.processor()}; caches {caches()}; "
             f"oneDNN {lines[0]['onednn']}. "
             f"Fastest of {options.rounds} round(s) of {options.repeats} repeats; other processes "
             f"used at most {others} cores. Results differ from oneDNN's by at most "
             f"{max(line['difference'] for line in lines):.1e} of the largest element.",
             "\n".join(summary(*key, products) for key, products in best.items())]
    if options.busy:
        parts.insert(0, "NOT A MEASUREMENT: a busy machine.")
    names = dict.fromkeys(name for name, _ in best)
    return "\n\n".join(parts + [table(name, best) for name in names])


def main():
    options = parse_arguments()
    if compare.must_not_measure(options):
        return 3
    lines = measure(options)
    if options.output:
        options.output.write_text("".join(json.dumps(line) + "\n" for line in lines))
    text = report(options, lines)
    print(text)
    if options.document:
        vendor = compare.vendor(compare.processor())
        compare.renew(options.document, "gemm_table.py", {vendor: text})
    return 0


if __name__ == "__main__":
    sys.exit(main())
