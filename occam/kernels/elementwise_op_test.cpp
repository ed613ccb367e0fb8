#include "occam/kernels/elementwise_op.h"

#include <bit>
#include <cmath>
#include <vector>

#include "occam/kernels/elementwise_reference.h"
#include "occam/kernels/tile_code_testing.h"

// Every elementwise operation, run as a tile program of one instruction, against the plain
// functions.
namespace occam::kernels {
namespace {

using enum ElementwiseOp;

class ElementwiseOpTest : public TargetTest {};
INSTANTIATE_TEST_SUITE_P(Targets, ElementwiseOpTest,
                         testing::ValuesIn(hwy::SupportedAndGeneratedTargets()), target_name);

bool is_transcendental(ElementwiseOp op) { return op >= kExp && op <= kSigmoid; }

// 2 units in the last place or 2e-7 of the value; of sine and cosine 2e-7.
bool is_close(ElementwiseOp op, float x, double exact) {
  const float rounded = static_cast<float>(exact);
  if (std::isnan(rounded) || std::isinf(rounded) || std::isnan(x)) return same_bits(x, rounded);
  if (op == kSin || op == kCos) return std::abs(x - exact) <= 2e-7;
  int exponent;
  std::frexp(exact, &exponent);
  const double unit = std::ldexp(1.0, std::max(exponent - 24, -149));
  return std::abs(x - exact) <= std::max(2 * unit, 2e-7 * std::abs(exact));
}

struct OpCase {
  ElementwiseOp op;
  unsigned scalars;  // bit k: operand k is a scalar
};

void check_op(const OpCase& which, const std::vector<float>* values, std::size_t n) {
  TileProgram program = domain(1, static_cast<std::int64_t>(n));
  Operands operands;
  TileSource sources[3];
  const int count = arity(which.op);
  for (int k = 0; k < count; ++k) {
    const bool is_scalar = (which.scalars >> k & 1) != 0;
    const int index = operands.add(is_scalar ? std::vector<float>{values[k][0]} : values[k]);
    sources[k] = is_scalar ? scalar32(index) : full(index);
  }
  const int out = operands.add(std::vector<float>(n, -77.0f));
  program.instructions = {to_operand(which.op, out, sources[0], sources[1], sources[2])};
  run(program, operands);
  const std::vector<float> result = operands.floats(out);
  for (std::size_t i = 0; i < n; ++i) {
    float x[3] = {};
    for (int k = 0; k < count; ++k) x[k] = values[k][which.scalars >> k & 1 ? 0 : i];
    const bool ok = is_transcendental(which.op)
                        ? is_close(which.op, result[i], apply<double>(which.op, x[0], x[1], x[2]))
                        : same_bits(result[i], apply<float>(which.op, x[0], x[1], x[2]));
    ASSERT_TRUE(ok) << name_of(which.op) << " scalars " << which.scalars << " n " << n << " [" << i
                    << "] (" << x[0] << ", " << x[1] << ", " << x[2] << ") = " << result[i];
  }
}

TEST_P(ElementwiseOpTest, EveryOperationEqualsItsReference) {
  for (int op = 0; op < static_cast<int>(kDropout); ++op) {
    const auto which = static_cast<ElementwiseOp>(op);
    for (unsigned scalars = 0; scalars < 1u << arity(which); ++scalars) {
      for (const std::size_t n : {1, 2, 7, 16, 31, 33, 63, 65, 127, 130, 1024, 2500}) {
        const std::vector<float> ordinary[] = {random_values(n, 1), random_values(n, 2),
                                               random_values(n, 3)};
        check_op({which, scalars}, ordinary, n);
      }
      // All triples of special values; as a scalar each in turn.
      for (std::size_t first = 0; first < (scalars == 0 ? 1u : 16u); ++first) {
        std::vector<float> special[] = {special_values(4096, 1), special_values(4096, 16),
                                        special_values(4096, 256)};
        for (auto& values : special) values[0] = special_values(16, 1)[first];
        check_op({which, scalars}, special, 4096);
      }
    }
  }
}

TEST_P(ElementwiseOpTest, NaNSurvives) {
  const auto value = [](ElementwiseOp op, float a, float b, float c) {
    const std::vector<float> x[] = {std::vector<float>(37, a), std::vector<float>(37, b),
                                    std::vector<float>(37, c)};
    float last = 0.0f;
    for (unsigned scalars = 0; scalars < 1u << arity(op); ++scalars) {
      Operands operands;
      TileProgram program = domain(1, 37);
      TileSource sources[3];
      for (int k = 0; k < arity(op); ++k) {
        const int index = operands.add(x[k]);
        sources[k] = scalars >> k & 1 ? scalar32(index) : full(index);
      }
      const int out = operands.add(std::vector<float>(37));
      program.instructions = {to_operand(op, out, sources[0], sources[1], sources[2])};
      run(program, operands);
      for (const float y : operands.floats(out)) {
        EXPECT_TRUE(std::isnan(y)) << name_of(op) << " " << a << " " << b << " " << c;
      }
      last = operands.floats(out)[0];
    }
    return last;
  };
  for (const auto op : {kNegate, kAbs, kSign, kSquare, kSqrt, kReciprocal, kExp, kExpm1, kLog,
                        kLog1p, kTanh, kSin, kCos, kSigmoid, kRelu, kCopy}) {
    value(op, kNaN, 0, 0);
  }
  for (const auto op : {kAdd, kSubtract, kMultiply, kDivide, kMaximum, kMinimum}) {
    for (const float other : {0.0f, -3.0f, kInf, -kInf}) {
      value(op, kNaN, other, 0);
      value(op, other, kNaN, 0);
    }
  }
  value(kClip, kNaN, -1.0f, 2.0f);
  value(kScale, kNaN, 2.0f, 0);
}

TEST_P(ElementwiseOpTest, TranscendentalFunctionsOverTheWholeRange) {
  // Every 40009th float32, all exponents and both signs.
  std::vector<float> x;
  for (std::uint64_t bits = 0; bits < 1ull << 32; bits += 40009) {
    x.push_back(std::bit_cast<float>(static_cast<std::uint32_t>(bits)));
  }
  for (float near = 1e-8f; near < 120.0f; near *= 1.003f) {
    for (const float v : {near, -near, 1.0f + near, 1.0f - near, -1.0f + near}) x.push_back(v);
  }
  for (const auto op : {kExp, kExpm1, kLog, kLog1p, kTanh, kSin, kCos, kSigmoid})
    check_op({op, 0}, &x, x.size());
}

// out = op(x).
std::vector<float> values_of(ElementwiseOp op, const std::vector<float>& x) {
  Operands operands;
  TileProgram program = domain(1, static_cast<std::int64_t>(x.size()));
  const int in = operands.add(x), out = operands.add(x);
  program.instructions = {to_operand(op, out, full(in))};
  run(program, operands);
  return operands.floats(out);
}

TEST_P(ElementwiseOpTest, BitsDependOnTheValueAlone) {
  const std::vector<float> x = random_values(1000, 4);
  for (const auto op : {kExp, kExpm1, kLog, kLog1p, kTanh, kSin, kCos, kSigmoid}) {
    const std::vector<float> all = values_of(op, x);
    // Other positions in a vector and other lengths of the tail.
    for (const std::size_t n : {1, 5, 15, 37}) {
      expect_same(values_of(op, {x.end() - static_cast<std::ptrdiff_t>(n), x.end()}),
                  {all.end() - static_cast<std::ptrdiff_t>(n), all.end()}, "tail");
    }
  }
}

#if HWY_ARCH_X86
TEST(ElementwiseOp, InstructionSetsWithFmaGiveTheSameBits) {
  const std::int64_t supported = hwy::SupportedTargets();
  if ((supported & HWY_AVX2) == 0 || (supported & HWY_AVX3) == 0) GTEST_SKIP();
  std::vector<float> x;
  for (std::uint64_t bits = 0; bits < 1ull << 32; bits += 65521) {
    x.push_back(std::bit_cast<float>(static_cast<std::uint32_t>(bits)));
  }
  for (const auto op : {kExp, kExpm1, kLog, kLog1p, kTanh, kSin, kCos, kSigmoid}) {
    hwy::SetSupportedTargetsForTest(HWY_AVX2);
    const std::vector<float> avx2 = values_of(op, x);
    hwy::SetSupportedTargetsForTest(HWY_AVX3);
    expect_same(avx2, values_of(op, x), std::string(name_of(op)));
    hwy::SetSupportedTargetsForTest(0);
  }
}
#endif

TEST_P(ElementwiseOpTest, TranscendentalLimits) {
  const auto value = [](ElementwiseOp op, float a) { return values_of(op, {a})[0]; };
  EXPECT_EQ(value(kExp, -kInf), 0.0f);
  EXPECT_EQ(value(kExp, kInf), kInf);
  EXPECT_EQ(value(kExp, 89.0f), kInf);
  EXPECT_EQ(value(kExp, 0.0f), 1.0f);
  EXPECT_GT(value(kExp, -103.0f), 0.0f);
  EXPECT_EQ(value(kExp, -104.0f), 0.0f);
  EXPECT_EQ(value(kExpm1, -kInf), -1.0f);
  EXPECT_EQ(value(kExpm1, 1e-20f), 1e-20f);
  EXPECT_TRUE(std::signbit(value(kExpm1, -0.0f)));
  EXPECT_EQ(value(kExpm1, 89.0f), kInf);
  EXPECT_TRUE(std::isfinite(value(kExpm1, 88.7f)));
  EXPECT_EQ(value(kLog, 0.0f), -kInf);
  EXPECT_EQ(value(kLog, -0.0f), -kInf);
  EXPECT_EQ(value(kLog, kInf), kInf);
  EXPECT_EQ(value(kLog, 1.0f), 0.0f);
  EXPECT_TRUE(std::isnan(value(kLog, -1e-30f)));
  EXPECT_EQ(value(kLog1p, -1.0f), -kInf);
  EXPECT_EQ(value(kLog1p, 1e-30f), 1e-30f);
  EXPECT_TRUE(std::isnan(value(kLog1p, -1.0000001f)));
  EXPECT_EQ(value(kTanh, kInf), 1.0f);
  EXPECT_EQ(value(kTanh, -kInf), -1.0f);
  EXPECT_EQ(value(kTanh, 1e-20f), 1e-20f);
  EXPECT_TRUE(std::signbit(value(kTanh, -0.0f)));
  EXPECT_TRUE(std::signbit(value(kLog1p, -0.0f)));
  EXPECT_EQ(value(kCos, 0.0f), 1.0f);
  EXPECT_EQ(value(kSin, 1e-20f), 1e-20f);
  EXPECT_NEAR(value(kSin, 1e6f), -0.3499935021712930, 2e-7);
  EXPECT_NEAR(value(kCos, -1e6f), 0.9367521275331447, 2e-7);
  for (const auto op : {kSin, kCos}) {
    EXPECT_TRUE(std::isnan(value(op, kInf)));
    EXPECT_TRUE(std::isnan(value(op, -2e6f)));
  }
  EXPECT_EQ(value(kSigmoid, kInf), 1.0f);
  EXPECT_EQ(value(kSigmoid, -kInf), 0.0f);
  EXPECT_GT(value(kSigmoid, -100.0f), 0.0f);
  EXPECT_EQ(value(kSigmoid, 0.0f), 0.5f);
}

struct Dropout {
  Operands operands;
  TileProgram program;
  int out;

  Dropout(std::vector<float> values, double rate, std::int64_t rows = 1) {
    const auto n = static_cast<std::int64_t>(values.size());
    const int in = operands.add(std::move(values)), factor = operands.add_f64(rate);
    const int seed = operands.add_bytes(42), step = operands.add_bytes(1234567890123ull);
    out = operands.add(std::vector<float>(static_cast<std::size_t>(n), -77.0f));
    program = domain(rows, n / rows);
    program.randoms = {{static_cast<std::uint16_t>(seed), static_cast<std::uint16_t>(step), 5}};
    program.instructions = {to_operand(kDropout, out, full(in), scalar(factor))};
  }
};

TEST_P(ElementwiseOpTest, DropoutKeepsWhereTheDefinedUniformIsNotBelowTheRate) {
  for (const std::int64_t rows : {1, 7, 70}) {
    const std::size_t n = static_cast<std::size_t>(rows) * 333;
    const std::vector<float> x = random_values(n, 8);
    Dropout dropout(x, 0.2, rows);
    run(dropout.program, dropout.operands, 1);
    const std::vector<float> y = dropout.operands.floats(dropout.out);
    const float rate = 0.2f, scale = 1.25f;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < n; ++i) {
      const bool keep = random_uniform({42, 5}, 1234567890123ull, i) >= rate;
      kept += keep;
      ASSERT_TRUE(same_bits(y[i], keep ? x[i] * scale : 0.0f)) << i;
    }
    // 4 standard deviations: a rate of 0.2 keeps 0.8, not 0.2.
    EXPECT_NEAR(static_cast<double>(kept) / n, 0.8, 4 * std::sqrt(0.16 / n));
  }
}

TEST_P(ElementwiseOpTest, DropoutOfNonFiniteValuesAndExtremeRates) {
  const std::vector<float> x = special_values(300, 1);
  for (const double rate : {0.0, 0.2, 1.0}) {
    Dropout dropout(x, rate);
    run(dropout.program, dropout.operands);
    const std::vector<float> y = dropout.operands.floats(dropout.out);
    for (std::size_t i = 0; i < x.size(); ++i) {
      const bool drop = random_uniform({42, 5}, 1234567890123ull, i) < rate;
      EXPECT_TRUE(same_bits(y[i], drop ? 0.0f : rate == 0.0 ? x[i] : x[i] * 1.25f)) << rate << i;
    }
  }
}

TEST_P(ElementwiseOpTest, DropoutOfARateNearOneKeepsTheMean) {
  // By hand; the float32 nearest to 0.999999 would give 986895.
  const std::pair<double, float> cases[] = {
      {0.3, 1.42857143f}, {0.9, 10.0f}, {0.999, 1000.0f}, {0.99993, 14285.7143f}, {0.999999, 1e6f}};
  for (const auto& [rate, scale] : cases) {
    Dropout dropout(std::vector<float>(200000, 1.0f), rate, 8);
    run(dropout.program, dropout.operands);
    const std::vector<float> y = dropout.operands.floats(dropout.out);
    for (std::size_t i = 0; i < y.size(); ++i) {
      const auto number = static_cast<double>(random_uniform({42, 5}, 1234567890123ull, i));
      ASSERT_EQ(y[i], number < rate ? 0.0f : scale) << rate << " " << i;
    }
  }
}

TEST_P(ElementwiseOpTest, DropoutsRateMayBeAConstantOrOneAnElement) {
  Dropout fixed(std::vector<float>(5000, 1.0f), 0.0);
  fixed.program.constants = {0.5, 0.999};
  fixed.program.instructions[0].b = constant(1);
  run(fixed.program, fixed.operands);
  Dropout single(std::vector<float>(5000, 1.0f), 0.0);
  single.program.instructions[0].b = scalar32(single.operands.add({0.75f}));
  run(single.program, single.operands);
  Dropout own(std::vector<float>(5000, 1.0f), 0.0);
  std::vector<float> rates(5000, 0.75f);
  rates[4] = 0.0f;
  own.program.instructions[0].b = full(own.operands.add(rates));
  run(own.program, own.operands);
  const std::vector<float> of_fixed = fixed.operands.floats(fixed.out),
                           of_single = single.operands.floats(single.out),
                           of_own = own.operands.floats(own.out);
  for (std::size_t i = 0; i < rates.size(); ++i) {
    const auto number = static_cast<double>(random_uniform({42, 5}, 1234567890123ull, i));
    ASSERT_EQ(of_fixed[i], number < 0.999 ? 0.0f : 1000.0f) << i;
    ASSERT_EQ(of_single[i], number < 0.75 ? 0.0f : 4.0f) << i;
    ASSERT_EQ(of_own[i], i == 4 ? 1.0f : number < 0.75 ? 0.0f : 4.0f) << i;
  }
}

TEST(ElementwiseReference, Power) {
  EXPECT_EQ(apply<double>(kPower, 0.9, 3, 0), 0.9 * (0.9 * 0.9));
  EXPECT_EQ(apply<double>(kPower, 2.0, 62, 0), 0x1p62);
  EXPECT_EQ(apply<double>(kPower, -2.0, -3, 0), -0.125);
  EXPECT_EQ(apply<double>(kPower, 5.0, 0, 0), 1.0);
  EXPECT_EQ(apply<double>(kPower, 0.999, 1e15, 0), 0.0);
  EXPECT_EQ(apply<double>(kPower, -1.0, 4611686018427387905.0, 0), 1.0);  // even once rounded
  EXPECT_TRUE(std::isnan(apply<double>(kPower, kNaN, 0, 0)));
  EXPECT_TRUE(std::isnan(apply<double>(kPower, 2.0, kInf, 0)));
}

TEST(ElementwiseReference, ScaleSwitchesOff) {
  EXPECT_EQ(apply<double>(kScale, 0.0, kInf, 0), 0.0);
  EXPECT_EQ(apply<double>(kScale, 0.0, kNaN, 0), 0.0);
  EXPECT_EQ(apply<double>(kScale, 2.0, 3.0, 0), 6.0);
}

TEST(ElementwiseReference, EveryOperationHasAName) {
  for (int op = 0; op <= static_cast<int>(kDropout); ++op) {
    EXPECT_NE(name_of(static_cast<ElementwiseOp>(op)), "unknown");
  }
  EXPECT_EQ(name_of(kReluGradient), "relu_gradient");
}

}  // namespace
}  // namespace occam::kernels
