#!/usr/bin/env python3
"""Tests of the measuring over real tables that need no package and no occam."""

import tempfile
import unittest
from pathlib import Path

import collect
import compare
import report
import split
import table_list
from cells import rows_of
from fits import Constant
from summary import Errors, wins_losses


class Split(unittest.TestCase):
    def test_philox_gives_the_known_answers_of_its_authors(self):
        self.assertEqual(split.philox(0, 0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8))

    def test_a_permutation_has_every_row_once_and_depends_on_the_seed(self):
        orders = [split.permutation(seed, 1001) for seed in (0, 1)]
        self.assertEqual([sorted(order) for order in orders], [list(range(1001))] * 2)
        self.assertNotEqual(*orders)

    def test_the_rows_of_a_class_are_shared_by_largest_remainders(self):
        # 10 of 37: shares 1.08, 3.24 and 5.67.
        self.assertEqual(split.proportional(10, 37, [4, 12, 21]), [1, 3, 6])

    def test_a_class_of_one_row_trains(self):
        self.assertEqual(split.proportional(4, 11, [1, 10]), [0, 4])

    def read(self, text, **options):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "table.csv"
            path.write_text(text)
            return split.read(path, "y", **options)

    def test_rows_without_a_target_are_left_out(self):
        rows = self.read("x,y\n1,0.5\n2,NA\n3,1.5\n")
        self.assertEqual((rows.cells, rows.task), ([["1", "0.5"], ["3", "1.5"]], "regression"))

    def test_numbers_of_the_rows_are_no_feature(self):
        lines = "".join(f"{i},{900 - i},{i},{i}.5,{i % 3}\n" for i in range(40))
        rows = self.read(",Row ID,time,id,y\n" + lines)
        self.assertEqual((rows.header, rows.target), (["time", "id", "y"], 2))
        self.assertEqual(rows.cells[1], ["1", "1.5", "1"])
        self.assertEqual(self.read("id,y\n" + "7,1\n8,2\n" * 20).header, ["id", "y"])

    def test_few_whole_numbers_are_classes_by_size_and_texts_by_bytes(self):
        rows = self.read("x,y\n" + "1,10\n1,9\n" * 10)
        self.assertEqual((rows.task, rows.classes), ("classification", [9.0, 10.0]))
        self.assertEqual(self.read("x,y\n1,b\n2,a\n3,B\n").classes, ["B", "a", "b"])

    def test_codes_without_gaps_are_classes_and_counts_are_not(self):
        letters = [float(i % 26 + 1) for i in range(400)]
        self.assertTrue(split.are_classes(letters))
        self.assertFalse(split.are_classes([value * 2 for value in letters]))
        self.assertFalse(split.are_classes(letters + [27.0]))
        self.assertFalse(split.are_classes([0.5, 1.0] * 10))
        self.assertTrue(split.are_classes([0.0] * 99 + [7.0]))

    def test_train_and_test_rows_are_all_rows(self):
        rows = self.read("x,y\n" + "".join(f"{i},{i % 3}\n" for i in range(100)))
        train, test = rows.split(5)
        self.assertEqual((len(test), sorted(train + test)), (20, list(range(100))))

    def test_larger_tables_are_sampled_in_order(self):
        rows = self.read("x,y\n" + "".join(f"{i},{i}.5\n" for i in range(100)), most_rows=30)
        numbers = [int(row[0]) for row in rows.cells]
        self.assertEqual((len(numbers), numbers), (30, sorted(numbers)))


class Target(unittest.TestCase):
    def test_the_last_column_that_can_be_predicted(self):
        self.assertEqual(collect.target_by_rule([["a", "b"], ["1", "2"], ["1", "3"]]), "b")

    def test_no_constant_and_no_names(self):
        rows = [["a", "name", "same"]] + [[str(i), f"n{i}", "1"] for i in range(9)]
        self.assertEqual(collect.target_by_rule(rows), "a")


class List(unittest.TestCase):
    def test_every_table_is_there_once_and_the_halves_are_about_equal(self):
        tables = table_list.read()
        for key in ("name", "sha256"):
            self.assertEqual(len({table[key] for table in tables}), len(tables), key)
        halves = [table_list.half_of(table["name"]) for table in tables]
        self.assertGreater(min(map(halves.count, table_list.HALVES)), 0.4 * len(tables))

    def test_a_separator_is_what_the_header_has_most(self):
        self.assertEqual(rows_of(b"a\tb\n1\t2,5\n"), [["a", "b"], ["1", "2,5"]])


def line(table, model, seed=0, status="ok", **measures):
    task = "classification" if "accuracy" in measures else "regression"
    return {"table": table, "model": model, "seed": str(seed), "status": status, "task": task,
            "cpu_seconds": "1", **{key: str(value) for key, value in measures.items()}}


class Summary(unittest.TestCase):
    def errors(self, *lines):
        return Errors([line("t", "constant", rmse=4), line("c", "constant", accuracy=0.6), *lines])

    def test_errors_are_relative_to_the_constant(self):
        errors = self.errors(line("t", "a", rmse=1), line("c", "a", accuracy=0.9))
        self.assertEqual(errors.error("t", "a", "0"), 0.25)
        self.assertAlmostEqual(errors.error("c", "a", "0"), 0.1)
        self.assertAlmostEqual(errors.normalised("c", "a", "0"), 0.25)

    def test_a_wild_fit_is_cut(self):
        self.assertEqual(self.errors(line("t", "a", rmse="inf")).error("t", "a", "0"), 2)
        self.assertEqual(self.errors(line("t", "a", rmse=1e9)).error("t", "a", "0"), 2)

    def test_ranks_share_ties_and_put_a_failed_fit_last(self):
        errors = self.errors(line("t", "a", rmse=1), line("t", "b", rmse=2), line("t", "d", rmse=2),
                             line("t", "e", status="timeout"))
        ranks, runs = errors.ranks(["a", "b", "d", "e"], unfitted_last=True)
        self.assertEqual((ranks, runs), ({"a": 1, "b": 2.5, "d": 2.5, "e": 4}, 1))
        self.assertEqual(errors.ranks(["a", "b", "e"], unfitted_last=False)[1], 0)

    def test_wins_and_losses_take_the_seeds_both_have(self):
        errors = self.errors(line("t", "a", rmse=1), line("t", "b", rmse=1.2),
                             line("t", "b", seed=1, rmse=0.1), line("c", "a", accuracy=0.7),
                             line("c", "b", accuracy=0.705))
        found = errors.duel("a", "b")
        self.assertEqual([table for _, table in found], ["t", "c"])
        self.assertAlmostEqual(found[0][0], 0.05)
        self.assertEqual(wins_losses(found), (1, 0))


class Report(unittest.TestCase):
    def test_larger_tables_are_told_apart(self):
        lines = [line(table, model, rmse=rmse) | {"rows": rows, "version": ""}
                 for table, rows in (("a", "3000"), ("c", "3001"))
                 for model, rmse in (("constant", 4), ("occam", 1), ("mlp", 2))]
        half = table_list.half_of("c")
        self.assertEqual(half, table_list.half_of("a"))
        text = "\n".join(report.half_section(half, lines, None, "occam", 3000))
        head, apart, rest = text.partition("Those of more than 3,000 rows alone (1):")
        self.assertTrue(apart)
        self.assertIn("| occam | 2 of 2 | 1.00 |", head)
        self.assertIn("| occam | 1 of 1 | 1.00 |", rest)
        self.assertNotIn("alone", "\n".join(report.half_section(half, lines[:3], None, "occam", 3000)))


class RawLines(unittest.TestCase):
    def test_a_fit_that_is_there_is_done_but_those_to_do_again(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "raw.csv"
            raw = compare.RawLines(path)
            raw.append({"table": "t", "seed": 0, "model": "a", "status": "ok"})
            raw.append({"table": "t", "seed": 0, "model": "b", "status": "timeout"})
            self.assertEqual(compare.RawLines(path, ["timeout"]).done, {("t", 0, "a")})
            raw.append({"table": "t", "seed": 0, "model": "b", "status": "ok"})
            self.assertEqual([line["status"] for line in compare.read_lines(path)], ["ok", "ok"])


class ConstantFit(unittest.TestCase):
    def test_the_most_frequent_class_and_the_mean(self):
        rows = split.Rows(["y"], [["1"]] * 10, 0, "regression", [1.0] * 5 + [3.0] * 5, [])
        rows.split = lambda seed: ([0, 1, 2, 5], [8, 9])  # mean 1.5
        self.assertAlmostEqual(Constant().fit(None, rows, 0)["rmse"], 1.5)
        rows.classes = [1.0, 3.0]
        self.assertEqual(Constant().fit(None, rows, 0)["accuracy"], 0.0)


if __name__ == "__main__":
    unittest.main()
