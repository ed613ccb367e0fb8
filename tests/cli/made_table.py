"""What tests of tables share: small ones, and what the command tells of them."""

import json
import math

from command import CommandTest, run

N = 120


def noise(row, seed):
    x = math.sin(12.9898 * (row + 1) + 78.233 * (seed + 1)) * 43758.5453
    return round(x - math.floor(x), 4)


def label(row):
    return "no" if noise(row, 99) < 0.5 else "yes"


def table(n=N, **columns):
    """A CSV text: a name and a function of the row each."""
    lines = [",".join(columns)]
    lines += [",".join(str(value(row)) for value in columns.values()) for row in range(n)]
    return "\n".join(lines) + "\n"


A, B = (lambda row: noise(row, 1)), (lambda row: noise(row, 2))


class TableTest(CommandTest):
    def data(self, contents, *flags, code=0):
        """The object of `occam data --json`."""
        got, out, err = run("data", self.file(contents), *flags, "--json")
        self.assertEqual(got, code, err)
        return json.loads(out)

    def column(self, contents, name, *flags):
        return next(c for c in self.data(contents, *flags)["columns"] if c["name"] == name)

    def notes(self, contents, *flags):
        return self.data(contents, *flags)["notes"]

    def told(self, contents, *flags):
        """(exit code, standard error) of a run of one epoch."""
        code, _, err = run("train", self.file(contents), "--target", "y", "--epochs", "1", *flags)
        return code, err
