#!/usr/bin/env python3
"""Measures occam and its peers in turn on one machine and prints peer / occam for every workload.

usage: bench/compare.py --program BUILD/bench/occam_bench [--folder FOLDER] [--output FILE.json]
Peers are installed into FOLDER (virtual environments, two compiled programs) where they are not
there yet. Both sides get the same cores and as many threads; what is reported is the
minimum over rounds, and for a peer also over its settings. The machine must be idle: others' use of
the processor is measured during the run and reported.
"""

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import comparison_table
import peer_programs

WORKLOADS = ["startup", *peer_programs.TRAININGS, *peer_programs.PREDICTIONS, "digits-l2-sweep", "digits-l1-sweep",
             "wine-lassonet-path"]
ALONE = ["penalty-cost", "determinism", "determinism-cost"]  # no peer has them
IDLE_LOAD = 0.7
LONGEST_RUN = 900  # seconds


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    measured = parser.add_mutually_exclusive_group(required=True)
    measured.add_argument("--program", type=Path, help="occam_bench")
    measured.add_argument("--input", type=Path, help="report once more what --output has saved")
    parser.add_argument("--folder", type=Path, default=Path("build/peers"), help="of the peers")
    parser.add_argument("--output", type=Path, default=Path("build/comparison.json"))
    parser.add_argument("--document", type=Path, help="Markdown file whose part of this vendor is to be renewed")
    parser.add_argument("--peers", nargs="+", default=[], help="only these")
    parser.add_argument("--workloads", nargs="+", default=WORKLOADS + ALONE, help="only these")
    add_measuring_arguments(parser)
    parser.add_argument("--short", action="store_true", help="one small round: does all work?")
    return parser.parse_args()


def add_measuring_arguments(parser):
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--wait", type=float, default=0, help="minutes to wait for an idle machine")
    parser.add_argument("--busy", action="store_true", help="run on a machine that is not idle")


def wait_until_idle(minutes):
    """True as soon as the load of the last minute is small."""
    end = time.monotonic() + 60 * minutes
    while os.getloadavg()[0] >= IDLE_LOAD:
        if time.monotonic() >= end:
            return False
        time.sleep(10)
    return True


def must_not_measure(options):
    """Says so when the machine is not idle and --busy is not given."""
    if options.busy or wait_until_idle(options.wait):
        return False
    print(f"the load is {os.getloadavg()[0]:.2f}, not below {IDLE_LOAD}: --wait MINUTES waits, "
          "--busy measures all the same", file=sys.stderr)
    return True


def busy_seconds():
    """Processor time that all processes, and other virtual machines, have used so far."""
    with open("/proc/stat") as file:
        user, nice, system, _, _, irq, softirq, steal = map(int, file.readline().split()[1:9])
    return (user + nice + system + irq + softirq + steal) / os.sysconf("SC_CLK_TCK")


def run(command, threads):
    """The lines that a program prints; `seconds` of startup is taken from the outside."""
    names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "TF_NUM_INTRAOP_THREADS",
             "TF_NUM_INTEROP_THREADS")
    environment = os.environ | dict.fromkeys(names, str(threads))
    environment |= {"TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": ""}
    all_cores = os.sched_getaffinity(0)
    busy, own, begin = busy_seconds(), os.times(), time.perf_counter()
    with tempfile.TemporaryFile("w+") as errors:
        # The child inherits the cores; a program that set them would count as start-up.
        os.sched_setaffinity(0, sorted(all_cores)[:threads])
        process = subprocess.Popen(list(map(str, command)), env=environment, text=True,
                                   stdout=subprocess.PIPE, stderr=errors)
        os.sched_setaffinity(0, all_cores)
        too_long = threading.Timer(LONGEST_RUN, process.kill)
        too_long.start()
        first_line = process.stdout.readline()
        to_first_line = time.perf_counter() - begin
        rest = process.communicate()[0]
        too_long.cancel()
        errors.seek(0)
        said = errors.read().strip().splitlines() or ["no message"]
    wall, after = time.perf_counter() - begin, os.times()
    own_seconds = (after.user + after.system + after.children_user + after.children_system
                   - own.user - own.system - own.children_user - own.children_system)
    others = max(0.0, busy_seconds() - busy - own_seconds) / wall
    if process.returncode != 0:
        raise RuntimeError(f"exit code {process.returncode}: {said[-1][:200]}")
    lines = [json.loads(line) for line in (first_line + rest).splitlines() if line[:1] == "{"]
    for line in lines:
        line.setdefault("workload", "")
        line.setdefault("threads", threads)
        line["others_cores"] = round(others, 2)
        if line["workload"] == "startup":
            line["seconds"] = to_first_line
    return lines + [line | {"workload": "startup-memory"} for line in lines
                    if line["workload"] == "startup"]


def determinism_bench(options):
    """It trains with oneDNN's sums too; beside occam_bench where oneDNN is installed."""
    return options.program.with_name("determinism_bench")


def measure(options, peers, failed):
    """Rounds of all programs, workload by workload, occam and the peers in turn."""
    rows, models = (6400, 1) if options.short else (60000, 8)
    lines = []
    for number in range(1 if options.short else options.rounds):
        for threads in options.threads:
            for workload in options.workloads:
                if workload == "determinism" and threads != options.threads[0]:
                    continue
                program = [options.program, "--workload", workload]
                if workload == "determinism-cost":
                    program = [determinism_bench(options)]
                sides = [("occam", [*program, "--threads", threads,
                                    "--repeats", 1 if options.short else 3,
                                    "--fashion-rows", rows])]
                sides += [(peer.name, peer.command(workload, threads, rows, models))
                          for peer in peers if workload in peer.workloads]
                for name, command in sides if number % 2 == 0 else sides[::-1]:
                    print(f"round {number + 1}: {workload}, {threads} thread(s), {name}",
                          file=sys.stderr)
                    try:
                        lines += [line | {"round": number + 1} for line in run(command, threads)]
                    except RuntimeError as reason:
                        failed[f"{name}, {workload}, {threads} thread(s)"] = str(reason)
    return lines


def profile(options, failed):
    """Call by call, where the time of occam's workloads goes: the lines that sum up a plan."""
    lines = []
    for threads in options.threads:
        for workload in comparison_table.PROFILED:
            if workload not in options.workloads:
                continue
            print(f"profile: {workload}, {threads} thread(s)", file=sys.stderr)
            try:
                lines += run([options.program, "--roofline", workload, "--threads", threads,
                              "--repeats", 1 if options.short else 20], threads)
            except RuntimeError as reason:
                failed[f"profile of {workload}, {threads} thread(s)"] = str(reason)
    return [line for line in lines if "plan" in line]


def processor():
    with open("/proc/cpuinfo") as file:
        models = [line.split(":")[1].strip() for line in file if line.startswith("model name")]
    return f"{models[0] if models else platform.machine()}, {os.cpu_count()} cores"


def system():
    return f"{platform.system()} {platform.release().split('-')[0]}"


def report(result):
    """The text that a run ends with, and that goes into the document."""
    lines, records = result["lines"], result["comparisons"]
    others = max((line["others_cores"] for line in lines), default=0)
    versions = ", ".join(f"{name} {version}" for name, version in result["peers"].items())
    parts = [f"{result['date']}, {result['processor']}, {result['system']}; peers: {versions}. "
             f"Minimum of {result['rounds']} round(s); other processes used at most {others} "
             "cores.",
             comparison_table.markdown(records), comparison_table.occam_alone(lines),
             comparison_table.opennn_note(records), comparison_table.profile(lines)]
    if result["short"] or result["busy"]:
        parts.insert(0, "NOT A MEASUREMENT: a short run, or a busy machine.")
    parts += [f"Absent: {name} ({reason})." for name, reason in result["absent"].items()]
    parts += [f"Failed: {name} ({reason})." for name, reason in result["failed"].items()]
    return "\n\n".join(part for part in parts if part)


def vendor(name):
    """Of "Intel(R) Xeon(R) Processor" or "AMD EPYC": documents keep a part for each."""
    return name.replace("(", " ").split()[0]


def renew(document, program, texts):
    """Replaces what stands between the marks that a program has for each part of a document."""
    text = document.read_text()
    for part, inside in texts.items():
        begin, end = f"<!-- {program}: {part} -->", f"<!-- {program}: end -->"
        pattern = re.escape(begin) + ".*?" + re.escape(end)
        text, found = re.subn(pattern, lambda _: f"{begin}\n{inside}\n{end}", text, flags=re.S)
        if found != 1:
            raise ValueError(f"{document}: expected one part {begin}, found {found}")
    document.write_text(text)


def tell(result, document):
    text = report(result)
    print(text)
    if document:
        renew(document, "compare.py", {vendor(result["processor"]): text})


def main():
    options = parse_arguments()
    if options.input:
        tell(json.loads(options.input.read_text()), options.document)
        return 0
    peers, absent = peer_programs.prepare(options.peers, options.folder.resolve())
    if "determinism-cost" in options.workloads and not determinism_bench(options).exists():
        absent["determinism-cost"] = "determinism_bench is not built: it needs oneDNN"
        options.workloads.remove("determinism-cost")
    if must_not_measure(options):
        return 3
    failed = {}
    lines = measure(options, peers, failed) + profile(options, failed)
    result = {"date": time.strftime("%Y-%m-%d"), "processor": processor(),
              "system": system(),
              "short": options.short, "busy": options.busy,
              "rounds": 1 if options.short else options.rounds,
              "peers": {peer.name: peer.version for peer in peers}, "absent": absent,
              "failed": failed, "comparisons": list(comparison_table.comparisons(lines)),
              "lines": lines}
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_text(json.dumps(result, indent=1) + "\n")
    tell(result, options.document)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
