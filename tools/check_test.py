#!/usr/bin/env python3
"""Tests of the checks: each rule, broken once in a small tree made for it, is reported."""

import shutil
import tempfile
import unittest
from pathlib import Path

import check_layers
import check_sizes

TOOLS = Path(__file__).parent


class Tree(unittest.TestCase):
    def setUp(self):
        self.root = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.root)
        self.write("tools/layers.txt", (TOOLS / "layers.txt").read_text())
        self.write("occam/base/array.h", "#include <vector>\n")
        self.write("occam/kernels/gemm.h", '#include "occam/base/array.h"\n')
        self.write("occam/layers/dense.h", '#include "occam/base/array.h"\n')

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def assert_layers_report(self, *parts):
        problems = check_layers.check(self.root)
        self.assertEqual(len(problems), 1, problems)
        for part in parts:
            self.assertIn(part, problems[0])


class Layers(Tree):
    def test_a_clean_tree_passes(self):
        self.assertEqual(check_layers.check(self.root), [])

    def test_a_lower_folder_may_not_include_a_higher_one(self):
        self.write("occam/base/shape.h", '\n#include "occam/layers/dense.h"\n')
        self.assert_layers_report("occam/base/shape.h:2", "occam/layers/dense.h")

    def test_a_concept_may_not_include_kernels_but_its_test_may(self):
        self.write("occam/layers/conv_test.cpp", '#include "occam/kernels/gemm.h"\n')
        self.assertEqual(check_layers.check(self.root), [])
        self.write("occam/layers/conv.cpp", '#include "occam/kernels/gemm.h"\n')
        self.assert_layers_report("occam/layers/conv.cpp:1", "occam/kernels/gemm.h")

    def test_a_callback_may_not_include_models(self):
        self.write("occam/models/model.h", "")
        self.write("occam/callbacks/history.h", '#include "occam/models/model.h"\n')
        self.assert_layers_report("occam/callbacks/history.h:1", "occam/models/model.h")

    def test_only_tests_include_the_experiment_and_nothing_else_of_tests(self):
        self.write("occam/layers/dense_test.cpp", '#include "tests/experiment/experiment.h"\n')
        self.assertEqual(check_layers.check(self.root), [])
        self.write("occam/layers/dense_test.cpp", '#include "tests/golden/golden_file.h"\n')
        self.assert_layers_report("occam/layers/dense_test.cpp:1", "tests/golden/golden_file.h")
        self.write("occam/layers/dense_test.cpp", "")
        self.write("occam/layers/dense.cpp", '#include "tests/experiment/experiment.h"\n')
        self.assert_layers_report("occam/layers/dense.cpp:1", "tests/experiment/experiment.h")

    def test_a_new_folder_must_be_listed(self):
        self.write("occam/extras/thing.h", "")
        self.assert_layers_report("extras")

    def test_files_of_one_folder_may_not_include_each_other_in_a_circle(self):
        self.write("occam/base/a.h", '#include "occam/base/b.h"\n')
        self.write("occam/base/b.h", '#include "occam/base/a.h"\n')
        self.assert_layers_report("occam/base/a.h -> occam/base/b.h -> occam/base/a.h")

    def test_a_path_counts_from_the_root(self):
        self.write("occam/base/shape.h", '#include "array.h"\n')
        self.assert_layers_report("occam/base/shape.h:1", "full path")

    def test_the_command_line_includes_no_internal_folder(self):
        self.write("cli/train.cpp", '#include "occam/kernels/gemm.h"\n')
        self.assert_layers_report("cli/train.cpp:1", "internal")

    def test_an_example_includes_no_internal_folder(self):
        self.write("occam/occam.h", "")
        self.write("examples/own_op.cpp", "#include <occam/occam.h>\n")
        self.assertEqual(check_layers.check(self.root), [])
        self.write("examples/own_op.cpp", "#include <occam/kernels/gemm.h>\n")
        self.assert_layers_report("examples/own_op.cpp:1", "internal")

    def test_users_need_no_foreign_header(self):
        self.write("occam/base/json.h", "#include <nlohmann/json.hpp>\n")
        self.assertEqual(check_layers.check(self.root), [])
        self.write("occam/occam.h", '#include "occam/base/json.h"\n')
        self.assert_layers_report("occam/base/json.h:1", "nlohmann/json.hpp")


class Sizes(Tree):
    def test_a_file_of_500_lines_passes_and_one_of_501_does_not(self):
        self.write("occam/base/long.h", "\n" * 500)
        self.assertEqual(check_sizes.check(self.root), [])
        self.write("occam/base/long.h", "\n" * 501)
        self.assertEqual(len(check_sizes.check(self.root)), 1)

    def test_drawers_for_leftovers_are_reported(self):
        for name in ("occam/utils/a.h", "occam/base/test_helpers.h", "occam/base/common.h", "tools/misc.py"):
            self.write(name, "")
        self.write("occam/base/commonality.h", "")
        self.assertEqual(len(check_sizes.check(self.root)), 4)


if __name__ == "__main__":
    unittest.main()
