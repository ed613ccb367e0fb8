#!/usr/bin/env python3
"""Measures how a training step's time grows and draws it: docs/growth.md and docs/growth/.

usage: bench/growth_charts.py --program BUILD/bench/occam_bench [--folder FOLDER] [--wait MINUTES]
       bench/growth_charts.py --program BUILD/bench/occam_bench --compilation
       bench/growth_charts.py --input docs/growth/growth.json
Runs `occam_bench --growth` for each number of threads, keeps the fastest of all rounds for each
point, and writes the lines (growth.json), a chart an axis and the tables between the page's marks.
matplotlib is installed into a virtual environment in FOLDER. The machine must be idle.
With --compilation only the time to compile is measured anew (`occam_bench --compile-growth`): it is
the processor's time, so other processes may run.
"""

import argparse
import json
import os
import sys
import time
from pathlib import Path

import compare
import peer_programs

# Pinned: another version draws the same numbers as another file.
MATPLOTLIB = "matplotlib==3.11.2"
DOCS = Path(__file__).resolve().parent.parent / "docs"
COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7"]  # Okabe and Ito's, for all eyes
STEP = ("us_per_step", 1, "time of a step [µs]")

# Axis: its title, the values that are drawn (field, factor to the unit, title), a panel each.
AXES = {
    "width": ("width of both hidden layers [units]", [STEP]),
    "depth": ("depth [hidden layers of 64 units]", [STEP]),
    "batch": ("batch [rows]", [STEP]),
    "members": ("members of the stack", [
        ("us_per_step", 1, "time of a step of all members [µs]"),
        ("us_per_step_of_a_member", 1, "time of a step, a member [µs]")]),
    "rows": ("rows of the table", [("epoch_s", 1e3, "time of an epoch [ms]"), STEP]),
}


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--program", type=Path, help="occam_bench")
    source.add_argument("--input", type=Path, help="a growth.json to be drawn again")
    parser.add_argument("--compilation", action="store_true", help="measure only that anew")
    parser.add_argument("--folder", type=Path, default=Path("build/peers"), help="of matplotlib")
    parser.add_argument("--docs", type=Path, default=DOCS, help="has growth.md")
    compare.add_measuring_arguments(parser)
    return parser.parse_args()


def go_where_matplotlib_is(folder):
    """Starts this program anew inside the virtual environment, unless it is there already."""
    charts = peer_programs.PythonPeer("charts", None, "matplotlib", [MATPLOTLIB], [])
    folder = folder.resolve()
    if Path(sys.prefix).resolve() == folder / charts.name:
        return
    folder.mkdir(parents=True, exist_ok=True)
    try:
        charts.prepare(folder)
    except peer_programs.Absent as reason:
        sys.exit(f"matplotlib cannot be installed: {reason}")
    os.execv(charts.python, [charts.python, *sys.argv])


def measure(options):
    """The fastest line of all rounds for each number of threads, axis and value."""
    best, others = {}, 0
    for number in range(options.rounds):
        for threads in options.threads:
            print(f"round {number + 1}: {threads} thread(s)", file=sys.stderr)
            command = [options.program, "--growth", "--threads", threads]
            for line in compare.run(command, threads):
                others = max(others, line.pop("others_cores"))
                key = threads, line["axis"], line["value"]
                if key not in best or line["us_per_step"] < best[key]["us_per_step"]:
                    best[key] = line
    # The machine's peak is one number, the most that any process saw.
    for threads in options.threads:
        lines = [line for key, line in best.items() if key[0] == threads]
        peak = max(line["peak_gflops"] for line in lines)
        for line in lines:
            line |= {"peak_gflops": peak, "share_of_peak": round(line["gflops"] / peak, 6)}
    return {"date": time.strftime("%Y-%m-%d"), "processor": compare.processor(),
            "system": compare.system(),
            "rounds": options.rounds, "busy": options.busy, "others_cores": others,
            "lines": list(best.values())}


def measure_compilation(options):
    """The fastest line of all rounds for each number of blocks."""
    best = {}
    for _ in range(options.rounds):
        for line in compare.run([options.program, "--compile-growth", "--threads", 1], 1):
            del line["others_cores"]
            blocks = line["blocks"]
            if blocks not in best or line["compile_s"] < best[blocks]["compile_s"]:
                best[blocks] = line
    return {"date": time.strftime("%Y-%m-%d"), "processor": compare.processor(),
            "system": compare.system(), "rounds": options.rounds, "lines": list(best.values())}


def save(result, file):
    """JSON with a line a point, so that a re-run gives a readable difference."""
    def text_of(part):
        about = json.dumps(part | {"lines": []}, ensure_ascii=False).removesuffix("]}")
        return about + "\n" + ",\n".join(json.dumps(line) for line in part["lines"]) + "\n]}"
    compilation = text_of(result["compilation"])
    steps = text_of({key: value for key, value in result.items() if key != "compilation"})
    file.write_text(f'{{"compilation": {compilation},\n{steps[1:]}\n')


def curves(lines, axis):
    """{threads: its lines in the axis's order}"""
    threads = sorted({line["threads"] for line in lines})
    return {n: sorted((line for line in lines if line["axis"] == axis and line["threads"] == n),
                      key=lambda line: line["value"]) for n in threads}


def arithmetic_alone(line, field):
    """What `field` would be if the step were nothing but products at the machine's peak."""
    return line[field] * line["share_of_peak"]


def draw(axis, lines, file):
    from matplotlib import pyplot, ticker
    title, panels = AXES[axis]
    figure, places = pyplot.subplots(1, len(panels), figsize=(6.4 if len(panels) == 1 else 10, 4.2),
                                     layout="constrained", squeeze=False)
    for place, (field, factor, label) in zip(places[0], panels):
        for colour, (threads, points) in zip(COLOURS, curves(lines, axis).items()):
            values = [line["value"] for line in points]
            name = f"{threads} thread" + "s" * (threads > 1)
            place.plot(values, [line[field] * factor for line in points], "o-", color=colour,
                       markersize=4, label=f"{name}, measured")
            place.plot(values, [arithmetic_alone(line, field) * factor for line in points], "--",
                       color=colour, linewidth=1, label=f"{name}, arithmetic alone")
        place.set_xscale("log", base=2)
        place.set_yscale("log")
        place.set_xlabel(title)
        place.set_ylabel(label)
        place.xaxis.set_major_locator(ticker.FixedLocator(shown(values)))
        place.xaxis.set_major_formatter(ticker.FuncFormatter(lambda value, _: f"{value:,.0f}"))
        place.xaxis.set_minor_locator(ticker.NullLocator())
        low, high = labelled_range(*place.dataLim.intervaly)
        place.set_ylim(low, high)
        steps = (1,) if high / low > 1000 else (1, 2, 5)
        place.yaxis.set_major_locator(ticker.LogLocator(subs=steps))
        place.yaxis.set_major_formatter(ticker.FuncFormatter(lambda value, _: number(value)))
        place.yaxis.set_minor_formatter(ticker.NullFormatter())
        place.grid(color="#dddddd", linewidth=0.6)
        place.set_axisbelow(True)
    places[0][0].legend(fontsize="small")
    figure.savefig(file, metadata={"Date": None, "Creator": None})
    pyplot.close(figure)


def draw_compilation(lines, file):
    from matplotlib import pyplot, ticker
    figure, place = pyplot.subplots(figsize=(6.4, 4.2), layout="constrained")
    blocks = [line["blocks"] for line in lines]
    times = [line["compile_s"] * 1e3 for line in lines]
    place.plot(blocks, times, "o-", color=COLOURS[0], markersize=4, label="measured")
    place.plot(blocks, [times[-1] / blocks[-1] * x for x in blocks], "--", color=COLOURS[0],
               linewidth=1, label="in proportion to the blocks")
    place.set_xscale("log", base=2)
    place.set_yscale("log")
    place.set_xlabel("blocks of Dense, BatchNormalization and Dropout")
    place.set_ylabel("time to compile [ms]")
    place.xaxis.set_major_locator(ticker.FixedLocator(blocks))
    place.xaxis.set_major_formatter(ticker.FuncFormatter(lambda value, _: f"{value:,.0f}"))
    place.xaxis.set_minor_locator(ticker.NullLocator())
    place.yaxis.set_major_formatter(ticker.FuncFormatter(lambda value, _: number(value)))
    place.yaxis.set_minor_formatter(ticker.NullFormatter())
    place.grid(color="#dddddd", linewidth=0.6)
    place.set_axisbelow(True)
    place.legend(fontsize="small")
    figure.savefig(file, metadata={"Date": None, "Creator": None})
    pyplot.close(figure)


def compilation_table(result):
    lines = result["lines"]
    rows = ["| blocks | layers | kernel calls of a step | ms to compile | us a block |",
            "| ---: | ---: | ---: | ---: | ---: |"]
    for line in lines:
        rows.append(f"| {line['blocks']} | {3 * line['blocks'] + 1} | {line['calls']:,} | "
                    f"{number(line['compile_s'] * 1e3)} | {line['ms_per_block'] * 1e3:,.0f} |")
    return "\n".join(rows) + (
        f"\n\n{result['date']}, {result['processor']}, {result['system']}: the processor's time, "
        f"the least of {result['rounds']} round(s) of {lines[0]['repeats']} repeats.")


def shown(values):
    """The ticks: every value, or every second when there are too many for their labels."""
    most = 10 if max(values) < 10000 else 6
    return values[::-(-len(values) // most)]


def labelled_range(low, high):
    """The next 1, 2 or 5 times a power of ten below and above, so that both ends have a label."""
    labels = [step * 10.0 ** power for power in range(-9, 10) for step in (1, 2, 5)]
    return max(x for x in labels if x <= low), min(x for x in labels if x >= high)


def number(value):
    """Four digits, and thousands apart."""
    return f"{value:,.0f}" if value >= 1000 else f"{value:.4g}"


def table(axis, lines):
    by_threads = curves(lines, axis)
    columns = {"members": ("us a member", lambda line: line["us_per_step_of_a_member"]),
               "rows": ("ms an epoch", lambda line: line["epoch_s"] * 1e3)}
    heads, extra = [axis, "products a step, MFLOP"], columns.get(axis)
    for threads in by_threads:
        of = f"{threads} thread" + "s" * (threads > 1)
        heads += [f"{of}: us a step"] + ([extra[0]] if extra else []) + ["GFLOP/s", "of the peak"]
    rows = ["| " + " | ".join(heads) + " |", "|" + " ---: |" * len(heads)]
    for points in zip(*by_threads.values()):
        cells = [f"{points[0]['value']:,}", number(points[0]["operations"] * 1e-6)]
        for line in points:
            cells += [number(line["us_per_step"])] + ([number(extra[1](line))] if extra else [])
            cells += [number(line["gflops"]), f"{100 * line['share_of_peak']:.0f} %"]
        rows.append("| " + " | ".join(cells) + " |")
    return "\n".join(rows)


def about(result):
    peaks = {line["threads"]: line["peak_gflops"] for line in result["lines"]}
    of = ", ".join(f"{n} thread{'s' * (n > 1)} {number(peak)}" for n, peak in sorted(peaks.items()))
    repeats = result["lines"][0]["repeats"]
    text = (f"{result['date']}, {result['processor']}, {result['lines'][0]['instruction_set']}, "
            f"{result['system']}. Measured peak of fused multiply-adds, GFLOP/s: {of}. A point is "
            f"the fastest epoch of {result['rounds']} round(s) of {repeats} repeats; other "
            f"processes used at most {result['others_cores']} cores.")
    return "NOT A MEASUREMENT: a busy machine.\n\n" + text if result["busy"] else text


def set_style():
    import matplotlib
    matplotlib.use("svg")
    # Text stays text, and names of elements do not change from run to run: small differences.
    matplotlib.rcParams.update({"svg.hashsalt": "occam", "svg.fonttype": "none",
                                "savefig.facecolor": "white", "axes.spines.top": False,
                                "axes.spines.right": False})


def main():
    options = parse_arguments()
    go_where_matplotlib_is(options.folder)
    if options.input:
        result = json.loads(options.input.read_text())
    elif options.compilation:
        result = json.loads((options.docs / "growth" / "growth.json").read_text())
        result["compilation"] = measure_compilation(options)
    elif compare.must_not_measure(options):
        return 3
    else:
        result = measure(options) | {"compilation": measure_compilation(options)}
    charts = options.docs / "growth"
    charts.mkdir(exist_ok=True)
    save(result, charts / "growth.json")
    set_style()
    for axis in AXES:
        draw(axis, result["lines"], charts / f"{axis}.svg")
    draw_compilation(result["compilation"]["lines"], charts / "compilation.svg")
    compare.renew(options.docs / "growth.md", "growth_charts.py",
                  {"about": about(result), "compilation": compilation_table(result["compilation"])} |
                  {axis: table(axis, result["lines"]) for axis in AXES})
    return 0


if __name__ == "__main__":
    sys.exit(main())
