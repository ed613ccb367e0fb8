"""The peers of compare.py: how each is installed or built, and how it is run.

A peer that cannot be had is absent, with the reason; nothing is reported for it.
"""

import os
import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).resolve().parent
PEERS = BENCH / "peers"

TRAININGS = ["seed-dense10-b1", "seed-mlp16-b32", "fashion-mlp512-b128"]
PREDICTIONS = ["fashion-mlp512-predict60k", "fashion-mlp512-predict1"]


class Absent(Exception):
    """Why a peer is not there."""


def run(command, **options):
    done = subprocess.run(command, capture_output=True, text=True, **options)
    if done.returncode != 0:
        lines = (done.stderr.strip() or done.stdout.strip() or "no message").splitlines()
        errors = [line for line in lines if "error" in line.lower()]
        raise Absent(f"{Path(command[0]).name}: {(errors or lines)[-1][:200]}")
    return done.stdout.strip()


class PythonPeer:
    """A program in peers/ and a virtual environment of its own."""

    def __init__(self, name, program, module, packages, workloads):
        self.name, self.program, self.module = name, program, module
        self.packages, self.workloads = packages, workloads

    def prepare(self, folder):
        self.python = folder / self.name / "bin" / "python"
        version = [self.python, "-c", f"import {self.module} as m, importlib.metadata as d; "
                   f"print(getattr(m, '__version__', None) or d.version('{self.module}'))"]
        try:
            self.version = run(version)
        except (Absent, FileNotFoundError):
            print(f"installing {', '.join(self.packages)}", file=sys.stderr)
            run([sys.executable, "-m", "venv", folder / self.name])
            run([self.python, "-m", "pip", "install", "--quiet", *self.packages])
            self.version = run(version)

    def command(self, workload, threads, fashion_rows, sweep_models):
        return [self.python, PEERS / self.program, "--workload", workload,
                "--threads", str(threads), "--fashion-rows", str(fashion_rows),
                "--sweep-models", str(sweep_models)]


class CompiledPeer:
    """A C++ program in peers/, compiled with the optimisation that its makers advise."""

    def __init__(self, name, workloads):
        self.name, self.workloads = name, workloads

    def build(self, folder, *flags):
        source, self.binary = PEERS / f"{self.name}_peer.cpp", folder / f"{self.name}_peer"
        if self.binary.exists() and self.binary.stat().st_mtime > source.stat().st_mtime:
            return
        print(f"compiling {source.name}", file=sys.stderr)
        run([os.environ.get("CXX", "g++"), "-O3", "-march=native", source, "-o", self.binary,
             *flags])


class Libtorch(CompiledPeer):
    """Built on the headers and libraries inside PyTorch's wheel."""

    def prepare(self, folder):
        python = folder / "torch" / "bin" / "python"
        if not python.exists():
            raise Absent("it is part of PyTorch's wheel, and torch is absent")
        self.version, torch = run(
            [python, "-c", "import torch; print(torch.__version__, torch.__path__[0])"]).split()
        self.build(folder, "-std=c++20", "-isystem", f"{torch}/include", "-isystem",
                   f"{torch}/include/torch/csrc/api/include", f"-L{torch}/lib",
                   f"-Wl,-rpath,{torch}/lib", "-Wl,--no-as-needed", "-ltorch", "-ltorch_cpu",
                   "-lc10")

    def command(self, workload, threads, fashion_rows, sweep_models):
        return [self.binary, str(threads), workload]


class Dlib(CompiledPeer):
    """Debian's package; its products are those of the BLAS that is installed: OpenBLAS."""

    def prepare(self, folder):
        if not Path("/usr/include/dlib/dnn.h").exists():
            listed = (BENCH.parent / "tools" / "packages.txt").read_text().splitlines()
            packages = next(line.split()[1:] for line in listed if line.startswith("peers "))
            run([BENCH.parent / "tools" / "install_packages", *packages])
        self.version = run(["dpkg-query", "-W", "-f", "${Version}", "libdlib-dev"])
        self.build(folder, "-std=c++17", "-ldlib", "-lblas", "-llapack", "-lz", "-lpthread")

    def command(self, workload, threads, fashion_rows, sweep_models):
        return ["env", f"FASHION_ROWS={fashion_rows}", self.binary, workload]


def all_peers():
    return [
        PythonPeer("keras", "keras_peer.py", "keras", ["tensorflow-cpu", "keras==3.15.1"],
                   ["startup", *TRAININGS, *PREDICTIONS, "digits-l2-sweep"]),
        PythonPeer("torch", "torch_peer.py", "torch", ["torch", "numpy"],
                   ["startup", *TRAININGS, *PREDICTIONS, "digits-l2-sweep", "digits-l1-sweep"]),
        PythonPeer("jax", "jax_peer.py", "jax", ["jax"],
                   ["startup", *TRAININGS, "digits-l2-sweep", "digits-l1-sweep"]),
        PythonPeer("scikit-learn", "sklearn_peer.py", "sklearn", ["scikit-learn"],
                   ["digits-l2-sweep"]),
        PythonPeer("lassonet", "lassonet_peer.py", "lassonet", ["lassonet==0.0.21"],
                   ["wine-lassonet-path"]),
        Libtorch("libtorch", TRAININGS[:2]),
        Dlib("dlib", TRAININGS),
    ]


def prepare(names, folder):
    """The peers that are there, and for the others why not."""
    folder.mkdir(parents=True, exist_ok=True)
    present, absent = [], {}
    for peer in all_peers():
        if names and peer.name not in names:
            continue
        try:
            peer.prepare(folder)
            present.append(peer)
        except (Absent, OSError) as reason:
            absent[peer.name] = str(reason)
    return present, absent
