"""One fit, by the command `occam train` or by a peer's process, within a limit of processor time.

The limit is processor time, not wall time, so that a busy machine makes no fit fail.
"""

import json
import math
import os
import subprocess
import tempfile
import time
from pathlib import Path

import split

HERE = Path(__file__).resolve().parent
TICKS = os.sysconf("SC_CLK_TCK")


class OtherRows(Exception):
    """The command tests on other rows than split.py says."""


def cpu_seconds(pid):
    """Processor time of a process and its threads so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def environment(threads):
    names = ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"]
    return os.environ | dict.fromkeys(names, str(threads)) | {"PYTHONUNBUFFERED": "1"}


class Constant:
    """The training rows' most frequent class, or their mean: what every error is compared with."""

    name = "constant"

    def fit(self, file, rows, seed):
        train, test = rows.split(seed)
        values = [rows.values[row] for row in test]
        known = [rows.values[row] for row in train]
        if rows.classes:
            guess = max(rows.classes, key=known.count)
            return {"status": "ok", "accuracy": values.count(guess) / len(values)}
        mean = math.fsum(known) / len(known)
        errors = [value - mean for value in values]
        return {"status": "ok", "rmse": math.hypot(*errors) / math.sqrt(len(errors)),
                "mae": math.fsum(map(abs, errors)) / len(errors)}


class OccamFitter:
    def __init__(self, name, program, flags, limit, threads):
        self.name, self.program, self.flags = name, program, flags
        self.limit, self.threads = limit, threads
        self.check_split()

    def fit(self, file, rows, seed):
        column = rows.header[rows.target]
        result = self.train(file, column, seed, [])
        if result["status"] == "ok" and result.pop("task") != rows.task:
            result = self.train(file, column, seed, ["--task", rows.task])
            result["message"] = "with --task; it took the target for another kind"
            result.pop("task", None)
        if result["status"] == "ok" and result.pop("test") != len(rows.split(seed)[1]):
            return result | {"status": "other rows"}
        return result

    def train(self, file, target, seed, flags):
        command = [self.program, "train", file, "--target", target, "--seed", str(seed), "--json",
                   "--quiet", "--threads", str(self.threads), *self.flags, *flags]
        start = time.monotonic()
        with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as errors:
            process = subprocess.Popen(command, stdout=out, stderr=errors)
            done, status, usage = os.wait4(process.pid, os.WNOHANG)
            while done == 0:
                time.sleep(0.01)
                if cpu_seconds(process.pid) > self.limit:
                    process.kill()
                    process.wait()
                    return {"status": "timeout", "cpu_seconds": self.limit}
                done, status, usage = os.wait4(process.pid, os.WNOHANG)
            code = process.returncode = os.waitstatus_to_exitcode(status)
            out.seek(0)
            errors.seek(0)
            seconds = {"seconds": time.monotonic() - start,
                       "cpu_seconds": usage.ru_utime + usage.ru_stime}
            if code != 0:
                message = " ".join(errors.read().split())[:200]
                return {"status": f"exit {code}", "message": message} | seconds
            return {"status": "ok"} | reached(json.loads(out.read())) | seconds

    def check_split(self):
        """OtherRows unless occam tests on the rows that split.py says, on a made-up table: one
        number tells the class in all rows but the test rows, where it tells the next class, so that
        a fit on the right rows gets none of them right."""
        classes = [0] * 77 + [1] * 114 + [2] * 209
        rows = split.Rows(["x", "y"], [[str(c), str(c)] for c in classes], 1, "classification",
                          [float(c) for c in classes], [0.0, 1.0, 2.0])
        for row in rows.split(7)[1]:
            rows.cells[row][0] = str((classes[row] + 1) % 3)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "rows.csv"
            rows.write(file)
            result = self.train(file, "y", 7, [])
        if result.get("accuracy") != 0.0:
            raise OtherRows(f"the split of {self.program} is not that of split.py: {result}")


def reached(result):
    """What `occam train --json` says of the test rows."""
    test = result["reached"]["test"]
    measures = {"accuracy": test.get("accuracy"), "rmse": test.get("rmse"), "mae": test.get("mae"),
                "log_loss": test.get("log_loss")}
    known = {key: value for key, value in measures.items() if value is not None}
    return known | {"task": result["task"], "test": result["data"]["test"],
                    "version": f"occam {result['occam']}"}


class PeerFitter:
    """A process of peers.py, started anew when a fit took too long."""

    def __init__(self, name, python, limit, threads):
        self.name, self.python, self.limit, self.threads = name, python, limit, threads
        self.process = None

    def start(self):
        self.process = subprocess.Popen([self.python, HERE / "peers.py", self.name], text=True,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, env=environment(self.threads))
        os.set_blocking(self.process.stdout.fileno(), False)

    def fit(self, file, rows, seed):
        if self.process is None or self.process.poll() is not None:
            self.start()
        before = cpu_seconds(self.process.pid)
        task = {"file": str(file), "target": rows.header[rows.target], "seed": seed,
                "threads": self.threads}
        self.process.stdin.write(json.dumps(task) + "\n")
        self.process.stdin.flush()
        while True:
            answer = self.process.stdout.readline()
            if answer:
                return json.loads(answer)
            if self.process.poll() is not None:
                return {"status": "failed", "message": f"exit {self.process.returncode}"}
            if cpu_seconds(self.process.pid) - before > self.limit:
                self.process.kill()
                self.process.wait()
                return {"status": "timeout", "cpu_seconds": self.limit}
            time.sleep(0.05)
