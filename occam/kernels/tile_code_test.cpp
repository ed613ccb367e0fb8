#include "occam/kernels/tile_code.h"

#include <cstdint>
#include <string>
#include <vector>

#include "occam/kernels/elementwise_reference.h"
#include "occam/kernels/tile_code_testing.h"

namespace occam::kernels {
namespace {

using enum ElementwiseOp;

class TileProgramTest : public TargetTest {};
INSTANTIATE_TEST_SUITE_P(Targets, TileProgramTest,
                         testing::ValuesIn(hwy::SupportedAndGeneratedTargets()), target_name);

struct Shape {
  std::int64_t rows, cols;
};
const Shape kShapes[] = {{1, 1},    {1, 10},   {1, 5000}, {3, 1},     {200, 1},    {128, 10},
                         {130, 33}, {65, 500}, {70, 512}, {66, 1024}, {129, 1025}, {3, 2300}};

// Reads every kind of operand and writes one in place; arithmetic only, so that bits are equal.
struct Example {
  Operands operands;
  TileProgram program;
  int in, out, sum_all, sum_all_f64, sum_rows, sum_columns, sum_in;

  explicit Example(Shape shape) {
    const auto n = static_cast<std::size_t>(shape.rows * shape.cols);
    const auto rows = static_cast<std::size_t>(shape.rows);
    const auto cols = static_cast<std::size_t>(shape.cols);
    in = operands.add(random_values(n, 1));
    const int other = operands.add(random_values(n, 2));
    const int bias = operands.add(random_values(cols, 3));
    const int gain = operands.add(random_values(cols, 4));
    const int weight = operands.add(random_values(rows, 5));
    const int factor = operands.add_f64(0.3);
    const int shift = operands.add({-0.7f});
    const int seed = operands.add_bytes(0x123456789ABCDEFull);
    const int step = operands.add_bytes(0x300000002ull);
    out = operands.add(std::vector<float>(n));
    sum_all = operands.add({0.0f});
    sum_all_f64 = operands.add_f64(0.0);
    sum_rows = operands.add(std::vector<float>(cols));
    sum_columns = operands.add(std::vector<float>(rows));
    sum_in = operands.add(std::vector<float>(cols));
    program = domain(shape.rows, shape.cols);
    program.slots = 3;
    program.constants = {1.5f, 0.25f};
    program.randoms = {{static_cast<std::uint16_t>(seed), static_cast<std::uint16_t>(step), 99}};
    program.instructions = {
        to_slot(kMultiply, 0, full(in), row(gain)),
        to_slot(kAdd, 0, slot(0), row(bias)),
        to_slot(kScale, 1, column(weight), slot(0)),
        to_slot(kSelect, 2, full(other), scalar(factor), slot(1)),
        to_slot(kMaximum, 2, slot(2), constant(1)),
        to_slot(kClip, 1, slot(1), scalar32(shift), constant(0)),
        to_slot(kDivide, 2, column(weight), slot(2)),
        to_operand(kSubtract, out, slot(1), row(bias)),
        to_slot(kDropout, 1, full(out), scalar(factor)),
        to_operand(kAdd, in, slot(1), slot(2)),
    };
    const auto reduction = [](TileReduction::Kind kind, TileSource source, int operand) {
      return TileReduction{kind, false, source, static_cast<std::uint16_t>(operand)};
    };
    program.reductions = {reduction(TileReduction::kSumAll, slot(1), sum_all),
                          reduction(TileReduction::kSumAll, slot(2), sum_all_f64),
                          reduction(TileReduction::kSumRows, slot(2), sum_rows),
                          reduction(TileReduction::kSumColumns, full(out), sum_columns),
                          reduction(TileReduction::kSumRows, full(in), sum_in)};
    program.reductions[1].to_f64 = true;
  }
};

TEST_P(TileProgramTest, ProgramsEqualTheInterpreterForAnySplit) {
  for (const Shape shape : kShapes) {
    Example expected(shape);
    tile_program_reference(expected.program, expected.operands.addresses().data());
    for (const std::int64_t chunk : {std::int64_t{1}, std::int64_t{2}, std::int64_t{1000}}) {
      Example example(shape);
      run(example.program, example.operands, chunk);
      const std::string what = std::to_string(shape.rows) + "x" + std::to_string(shape.cols);
      for (const int operand : {example.in, example.out, example.sum_all, example.sum_rows,
                                example.sum_columns, example.sum_in}) {
        expect_same(example.operands.floats(operand), expected.operands.floats(operand),
                    what + " operand " + std::to_string(operand));
      }
      EXPECT_EQ(example.operands.f64(example.sum_all_f64),
                expected.operands.f64(expected.sum_all_f64))
          << what;
    }
  }
}

TEST_P(TileProgramTest, RectanglesCoverTheDomain) {
  for (const Shape shape : kShapes) {
    for (const Shape piece : {Shape{6, 64}, Shape{5, 7}, Shape{100, 5000}, Shape{1, 1300}}) {
      if (piece.cols == 7 && shape.cols > 600) continue;
      Example expected(shape), example(shape);
      expected.program.reductions.clear();
      example.program.reductions.clear();
      auto addresses = example.operands.addresses();
      const TileCode code = make_tile_code(example.program);
      AlignedBytes scratch(code.scratch_bytes);
      tile_program_reference(expected.program, expected.operands.addresses().data());
      for (std::int64_t r = 0; r < shape.rows; r += piece.rows) {
        for (std::int64_t c = 0; c < shape.cols; c += piece.cols) {
          const Tile tile{r, std::min(shape.rows, r + piece.rows), c,
                          std::min(shape.cols, c + piece.cols)};
          tile_code_run_rectangle(code, addresses.data(), tile, scratch.data());
        }
      }
      EXPECT_TRUE(example.operands.guards_untouched());
      for (const int operand : {example.in, example.out}) {
        expect_same(example.operands.floats(operand), expected.operands.floats(operand),
                    std::to_string(shape.rows) + "x" + std::to_string(shape.cols));
      }
    }
  }
}

TEST_P(TileProgramTest, SumsOfKnownValues) {
  Operands operands;
  const int x = operands.add(std::vector<float>(2 * 2000, 0.5f));
  const int all = operands.add({-1.0f}), rows = operands.add(std::vector<float>(2000)),
            columns = operands.add({0.0f, 0.0f});
  TileProgram program = domain(2, 2000);
  program.reductions = {
      {TileReduction::kSumAll, false, full(x), static_cast<std::uint16_t>(all)},
      {TileReduction::kSumRows, false, full(x), static_cast<std::uint16_t>(rows)},
      {TileReduction::kSumColumns, false, full(x), static_cast<std::uint16_t>(columns)}};
  run(program, operands);
  EXPECT_EQ(operands.floats(all)[0], 2000.0f);
  expect_same(operands.floats(rows), std::vector<float>(2000, 1.0f), "rows");
  expect_same(operands.floats(columns), {1000.0f, 1000.0f}, "columns");
}

TEST_P(TileProgramTest, OneItemNeedsNoPartials) {
  Operands operands;
  const int x = operands.add({1, 2, 3, 4, 5, 6}), sum = operands.add({0, 0, 0});
  TileProgram program = domain(2, 3);
  program.reductions = {{TileReduction::kSumRows, false, full(x), static_cast<std::uint16_t>(sum)}};
  EXPECT_EQ(tile_program_partial_bytes(program), 0u);
  const TileCode code = make_tile_code(program);
  AlignedBytes scratch(code.scratch_bytes);
  tile_code_run(code, operands.addresses().data(), nullptr, 0, 1, scratch.data());
  expect_same(operands.floats(sum), {5, 7, 9}, "sum");
}

TEST_P(TileProgramTest, EmptyDomainSumsToZero) {
  Operands operands;
  const int x = operands.add({}), sum = operands.add({3, 3, 3}), all = operands.add_f64(3.0);
  TileProgram program = domain(0, 3);
  program.instructions = {to_operand(kExp, x, full(x))};
  program.reductions = {{TileReduction::kSumRows, false, full(x), static_cast<std::uint16_t>(sum)},
                        {TileReduction::kSumAll, true, full(x), static_cast<std::uint16_t>(all)}};
  run(program, operands);
  expect_same(operands.floats(sum), {0, 0, 0}, "sum");
  EXPECT_EQ(operands.f64(all), 0.0);
}

}  // namespace
}  // namespace occam::kernels
