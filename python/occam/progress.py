"""A bar of how far a loop of one's own has come. Source: Keras 3, utils.Progbar."""

import sys
import time

import numpy as np


class Progbar:
    """Prints the step, a bar, the time and values: means over the steps, or as they are where they are stateful.

    target: how many steps, or None; verbose: 0 nothing, 1 a bar, 2 a line at the end; interval: seconds between two prints at least.
    """

    def __init__(self, target, width=20, verbose=1, interval=0.05, stateful_metrics=None, stateless_metrics=None, unit_name="step"):
        if stateful_metrics is not None and stateless_metrics is not None:
            raise ValueError("Only one of `stateful_metrics` or `stateless_metrics` can be provided.")
        self.target, self.width, self.verbose, self.interval, self.unit_name = target, width, verbose, interval, unit_name
        self.stateful_metrics = set(stateful_metrics or ()) if stateless_metrics is None else None
        self.stateless_metrics = None if stateless_metrics is None else set(stateless_metrics)
        self._values, self._seen, self._begin, self._printed, self._wide, self._first = {}, 0, time.time(), 0.0, 0, None
        self._moves = sys.stdout.isatty() or "ipykernel" in sys.modules or "posix" in sys.modules

    def add(self, n, values=None):
        """So many steps more."""
        self.update(self._seen + n, values)

    def update(self, current, values=None, finalize=None):
        """At this step, with (name, value) pairs of it."""
        if finalize is None:
            finalize = self.target is not None and current >= self.target
        for name, value in values or []:
            self._take(name, value, current, finalize)
        self._seen = current
        now = time.time()
        each = self._seconds_each(current, now)
        if self.verbose == 1 and (finalize or now - self._printed >= self.interval):
            self._print(current, now, each, finalize)
        elif self.verbose == 2 and finalize and self.target:
            print(f"{current:{len(str(self.target))}d}/{self.target} - {now - self._begin:.0f}s -{self._spent(each)}{self._told(1e-3)}", flush=True)
        if self.verbose != 1 or finalize or now - self._printed >= self.interval:
            self._printed = now

    def _take(self, name, value, current, finalize):
        averaged = name not in self.stateful_metrics if self.stateful_metrics is not None else name in self.stateless_metrics
        if not averaged or finalize:
            self._values[name] = [value, 1]
            return
        steps = max(current - self._seen, 1)
        total, count = self._values.get(name, (0.0, 0))
        self._values[name] = [total + value * steps, count + steps]

    def _seconds_each(self, current, now):
        if not current:
            return 0
        each = (now - self._first) / (current - 1) if self._first is not None and current > 1 else (now - self._begin) / current
        if current == 1:
            self._first = now
        return each

    def _print(self, current, now, each, finalize):
        if self.target:
            done = int(self.width * (current / self.target))
            step = f"{current:{len(str(self.target))}d}/{self.target}"
            bar = f"\x1b[1m{step}\x1b[0m " + (f"\x1b[32m{'━' * done}\x1b[0m" if done > 0 else "") + f"\x1b[37m{'━' * (self.width - done)}\x1b[0m"
            wide = len(step) + 1 + self.width
        else:
            bar = f"{current:7d}/Unknown"
            wide = len(bar)
        left = each * (self.target - current) if self.target and not finalize else None
        shown = f"{now - self._begin:.0f}s" if left is None else _clock(left)
        rest = self._spent(each) + self._told(1e-3)
        wide += 1 + len(shown) + len(rest)
        text = f"{bar} \x1b[1m{shown}\x1b[0m{rest}" + " " * max(self._wide - wide, 0)
        sys.stdout.write(("\b" * self._wide + "\r" if self._moves else "\n") + text + ("\n" if finalize else ""))
        sys.stdout.flush()
        self._wide = wide

    def _told(self, least):
        told = ""
        for name, (total, count) in self._values.items():
            mean = (total if isinstance(total, float) else np.mean(total)) / max(1, count)
            told += f" - {name}: {mean:.4f}" if abs(mean) > least else f" - {name}: {mean:.4e}"
        return told

    def _spent(self, each):
        if each >= 1 or each == 0:
            return f" {each:.0f}s/{self.unit_name}"
        return f" {each * 1e3:.0f}ms/{self.unit_name}" if each >= 1e-3 else f" {each * 1e6:.0f}us/{self.unit_name}"


def _clock(seconds):
    if seconds > 3600:
        return f"{seconds // 3600:.0f}:{seconds % 3600 // 60:02.0f}:{int(seconds % 60):02d}"
    return f"{seconds // 60:.0f}:{int(seconds % 60):02d}" if seconds > 60 else f"{seconds:.0f}s"
