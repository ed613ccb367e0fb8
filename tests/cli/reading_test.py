#!/usr/bin/env python3
"""How files of tables are read. usage: reading_test.py OCCAM"""

import gzip
import io
import os
import pty
import random
import subprocess
import threading
import time

import command
from command import CommandTest

SHORT = ("--epochs", "1")


def rows(n, row):
    return "".join(row(i) + "\n" for i in range(n))


class Tables(CommandTest):
    def features(self, contents, *flags, target="y"):
        result = self.result("train", self.file(contents), "--target", target, *SHORT, *flags)
        return result["data"]["features"], result["data"]["rows"]

    def test_numbers_as_people_write_them(self):
        random.seed(4)
        for cell in (lambda v: f'"${v:,}.00"', lambda v: f"{v:,}".replace(",", " "), lambda v: f"{v / 10}%",
                     lambda v: f'"{v // 10},{v % 10}"', lambda v: f'"{v:,}"', lambda v: f"\u2212{v}"):
            table = "x,z,y\n" + rows(90, lambda i: f"{cell(random.randint(1, 9999))},{i % 7},{i % 3}")
            self.assertEqual(self.features(table), (2, 90), table[:60])

    def test_names_that_are_numbers(self):
        self.assertEqual(self.features("2019,2020,level\n" + rows(60, lambda i: f"{i / 7},{i % 9 / 4},{'lh'[i % 2]}"),
                                       target="level"), (2, 60))
        self.assertEqual(self.features("0,1,2,3\n" + rows(60, lambda i: f"{i / 7},{i % 9 / 4},0.5{i % 5},{i % 2}"),
                                       target="3"), (3, 60))

    def test_what_is_no_part_of_the_table(self):
        body = rows(60, lambda i: f"{i},{i % 4},{'pq'[i % 2]}")
        semicolons = body.replace(",", ";")
        for contents in ("a,b,y\n" + body + ",,\n,,\n", "a,b,y,,\n" + body.replace("\n", ",,\n"), "sep=;\na;b;y\n" + semicolons,
                         "a;b;y\n" + semicolons, 2 * ("a,b,y\n" + rows(30, lambda i: f"{i},{i % 4},{'pq'[i % 2]}"))):
            self.assertEqual(self.features(contents), (2, 60), contents[:40])

    def test_stored_forms(self):
        text = "größe,y\n" + rows(60, lambda i: f"{i % 13},{'ja' if i % 2 else 'nein'}")
        for contents in (gzip.compress(text.encode()) + bytes(1000), gzip.compress(text[:100].encode()) +
                         gzip.compress(text[100:].encode()), text.encode("utf-16"), text.encode("latin-1")):
            self.assertEqual(self.features(contents), (1, 60))
        svm = rows(60, lambda i: f"{i % 2} 1:{i} 3:0.5")
        self.assertEqual(self.features(svm, target="label")[1], 60)

    def test_several_files(self):
        first = self.file("a,b,y\n" + rows(40, lambda i: f"{i},{i % 3},{i % 2}"))
        second = self.file("b,y,a\n" + rows(40, lambda i: f"{i % 3},{i % 2},{i}"), "second.csv")
        self.assertEqual(self.result("train", first, second, "--target", "y", *SHORT)["data"]["rows"], 80)
        other = self.file("a,c,y\n1,2,3\n", "third.csv")
        self.refused(3, "train", first, other, "--target", "y", says=["column 'c'", "the columns of"])
        self.refused(2, "train", "fashion-mnist", first, says=["fashion-mnist alone"])

    def test_flags(self):
        table = "v,y\n" + rows(60, lambda i: f"{'-9' if i % 9 == 0 else i / 7},{i % 2}")
        self.assertEqual(self.features(table, "--na=-9,x", "--missing", "drop"), (1, 60))
        quoted = "a,y\n" + rows(60, lambda i: f'"{i % 9},{i % 7}",{i % 2}')
        self.assertEqual(self.features(quoted, "--decimal", ",", "--separator", ","), (1, 60))
        self.refused(2, "train", "t.csv", "--encoding", "koi8", says=["--encoding", "latin1"])


class Refusals(CommandTest):
    def test_other_files_are_named(self):
        for contents, name in ((b"PK\x03\x04xl/workbook.xml", "Excel"), (b"PAR1", "Parquet"), (b"BZh9", "bunzip2"),
                               (b"\xfd7zXZ\0\0", "unxz"), (b"PK\x03\x04a.csv", "unzip")):
            self.refused(3, "train", self.file(contents), "--target", "y", says=[name])

    def test_all_faults_in_one_message(self):
        self.refused(3, "train", self.file("a,b,a\n1,2,3\n1,2\n1e400,2,3\n1,2\n"), "--target", "y",
                     says=["line 3", "2 rows are not alike", "1e400"])


class Progress(CommandTest):
    def test_a_slow_pipe_shows_it_on_a_terminal_only(self):
        row = "0.125,0.25,0.5,1\n" * 1000
        outer, inner = pty.openpty()
        process = subprocess.Popen([command.OCCAM, "train", "-", "--target", "column4", "--epochs", "1"],
                                   stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=inner,
                                   env={**os.environ, "TERM": "xterm"})
        os.close(inner)
        shown = io.BytesIO()

        def listen():
            try:
                while chunk := os.read(outer, 4096):
                    shown.write(chunk)
            except OSError:
                pass
        listener = threading.Thread(target=listen)
        listener.start()
        for _ in range(4):
            process.stdin.write(row.encode() * 70)
            process.stdin.flush()
            time.sleep(0.5)
        process.stdin.close()
        process.wait()
        listener.join()
        os.close(outer)
        self.assertIn(b"\r\x1b[Kreading: ", shown.getvalue())


if __name__ == "__main__":
    command.main()
