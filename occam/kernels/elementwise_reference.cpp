#include "occam/kernels/elementwise_reference.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <vector>

#include "occam/base/random.h"

namespace occam::kernels {
namespace {

template <class T>
T power(T a, T b) {
  constexpr double limit = 0x1p63;
  const double exponent = static_cast<double>(b);
  if (std::isnan(a) || !(std::abs(exponent) < limit)) return std::numeric_limits<T>::quiet_NaN();
  const auto n = static_cast<std::int64_t>(exponent);
  T result = 1;
  T square = a;
  for (std::uint64_t rest = static_cast<std::uint64_t>(n < 0 ? -n : n); rest != 0; rest >>= 1) {
    // Not a branch: a step's number has other bits each time, Adam takes two powers of it.
    const T factor[2] = {1, square};
    result *= factor[rest & 1];
    square *= square;
  }
  return n < 0 ? 1 / result : result;
}

template <class T>
T maximum(T a, T b) {
  if (std::isnan(a)) return a;
  return a > b ? a : b;  // b when b is NaN
}

template <class T>
T minimum(T a, T b) {
  if (std::isnan(a)) return a;
  return a < b ? a : b;
}

double angle(double a) {
  return std::abs(a) <= 0x1p20 ? a : std::numeric_limits<double>::quiet_NaN();
}

double sigmoid(double a) {
  const double e = std::exp(-std::abs(a));
  return (a < 0 ? e : 1.0) / (1.0 + e);
}

}  // namespace

template <class T>
T apply(ElementwiseOp op, T a, T b, T c) {
  const double wide = static_cast<double>(a);
  switch (op) {
    using enum ElementwiseOp;
    case kCopy:
      return a;
    case kNegate:
      return -a;
    case kAbs:
      return std::abs(a);
    case kSign:
      return std::isnan(a) ? a : static_cast<T>((a > 0) - (a < 0));
    case kSquare:
      return a * a;
    case kSqrt:
      return std::sqrt(a);
    case kReciprocal:
      return 1 / a;
    case kExp:
      return static_cast<T>(std::exp(wide));
    case kExpm1:
      return static_cast<T>(std::expm1(wide));
    case kLog:
      return static_cast<T>(std::log(wide));
    case kLog1p:
      return static_cast<T>(std::log1p(wide));
    case kTanh:
      return static_cast<T>(std::tanh(wide));
    case kSin:
      return static_cast<T>(std::sin(angle(wide)));
    case kCos:
      return static_cast<T>(std::cos(angle(wide)));
    case kSigmoid:
      return static_cast<T>(sigmoid(wide));
    case kRelu:
      return a < 0 ? 0 : a;
    case kIsFinite:
      return std::isfinite(a) ? 1 : 0;
    case kAdd:
      return a + b;
    case kSubtract:
      return a - b;
    case kMultiply:
      return a * b;
    case kDivide:
      return a / b;
    case kMaximum:
      return maximum(a, b);
    case kMinimum:
      return minimum(a, b);
    case kScale:
      return a == 0 ? 0 : a * b;
    case kGreater:
      return a > b ? 1 : 0;
    case kGreaterEqual:
      return a >= b ? 1 : 0;
    case kEqual:
      return a == b ? 1 : 0;
    case kPower:
      return power(a, b);
    case kSelect:
      return a != 0 ? b : c;
    case kClip:
      return minimum(maximum(a, b), c);
    case kReluGradient:
      return a > 0 ? b : 0;
    case kDropout:
      return c < b ? 0 : a * (1 / (1 - b));
  }
  return std::numeric_limits<T>::quiet_NaN();
}

template float apply<float>(ElementwiseOp, float, float, float);
template double apply<double>(ElementwiseOp, double, double, double);

namespace {

template <class T>
T load(const std::byte* p) {
  T value;
  std::memcpy(&value, p, sizeof value);
  return value;
}

float* floats(std::byte* p) { return reinterpret_cast<float*>(p); }

// The definition in tile_program.h.
float sum32(const std::vector<float>& values) {
  float lanes[32] = {};
  for (std::size_t i = 0; i < values.size(); ++i) lanes[i % 32] += values[i];
  for (int half = 16; half > 0; half /= 2) {
    for (int j = 0; j < half; ++j) lanes[j] += lanes[j + half];
  }
  return lanes[0];
}

// Runs the instructions of one tile (rows x columns from (row, col)); keeps each slot's values.
struct Tiles {
  const TileProgram& program;
  std::byte* const* operands;
  std::vector<std::vector<float>> slots = std::vector<std::vector<float>>(program.slots);

  float read(const TileSource& source, std::int64_t row, std::int64_t col, std::size_t i) const {
    const std::byte* operand = source.kind == TileSource::kNone ||
                                       source.kind == TileSource::kSlot ||
                                       source.kind == TileSource::kConstant
                                   ? nullptr
                                   : operands[source.index];
    switch (source.kind) {
      case TileSource::kNone:
        return 0.0f;
      case TileSource::kSlot:
        return slots[source.index][i];
      case TileSource::kFull:
        return load<float>(operand + 4 * (row * program.cols + col));
      case TileSource::kRow:
        return load<float>(operand + 4 * col);
      case TileSource::kColumn:
        return load<float>(operand + 4 * row);
      case TileSource::kScalar:
        return static_cast<float>(load<double>(operand));
      case TileSource::kScalarF32:
        return load<float>(operand);
      case TileSource::kConstant:
        return static_cast<float>(program.constants[source.index]);
    }
    return 0.0f;
  }

  /// A rate that is one number is not rounded to float32 first.
  float dropout(const TileInstruction& instruction, std::int64_t row, std::int64_t col,
                std::size_t i) const {
    const TileSource& source = instruction.b;
    double rate = read(source, row, col, i);
    if (source.kind == TileSource::kScalar) rate = load<double>(operands[source.index]);
    if (source.kind == TileSource::kConstant) rate = program.constants[source.index];
    const float a = read(instruction.a, row, col, i);
    const float number = uniform(instruction, row * program.cols + col);
    const bool one_number = source.kind == TileSource::kScalar ||
                            source.kind == TileSource::kScalarF32 ||
                            source.kind == TileSource::kConstant;
    if (!one_number) return apply(instruction.op, a, static_cast<float>(rate), number);
    if (static_cast<double>(number) < rate) return 0.0f;
    return a * static_cast<float>(1.0 / (1.0 - rate));
  }

  float uniform(const TileInstruction& instruction, std::int64_t position) const {
    const TileRandom& random = program.randoms[instruction.random];
    return random_uniform({load<std::uint64_t>(operands[random.seed_operand]), random.stream},
                          load<std::uint64_t>(operands[random.step_operand]),
                          static_cast<std::uint64_t>(position));
  }

  void run(std::int64_t row, std::int64_t rows, std::int64_t col, std::int64_t width) {
    for (const TileInstruction& instruction : program.instructions) {
      std::vector<float> result(static_cast<std::size_t>(rows * width));
      for (std::size_t i = 0; i < result.size(); ++i) {
        const std::int64_t r = row + static_cast<std::int64_t>(i) / width;
        const std::int64_t c = col + static_cast<std::int64_t>(i) % width;
        result[i] = instruction.op == ElementwiseOp::kDropout
                        ? dropout(instruction, r, c, i)
                        : apply(instruction.op, read(instruction.a, r, c, i),
                                read(instruction.b, r, c, i), read(instruction.c, r, c, i));
      }
      if (instruction.to_operand) {
        for (std::size_t i = 0; i < result.size(); ++i) {
          const std::int64_t r = row + static_cast<std::int64_t>(i) / width;
          const std::int64_t c = col + static_cast<std::int64_t>(i) % width;
          floats(operands[instruction.target])[r * program.cols + c] = result[i];
        }
      } else {
        slots[instruction.target] = result;
      }
    }
  }
};

// Sums of one reduction as they grow, item by item.
struct Sums {
  double all = 0.0;
  double item_all = 0.0;
  std::vector<float> rows, item_rows, columns;
};

}  // namespace

void tile_program_reference(const TileProgram& program, std::byte* const* operands) {
  const std::int64_t rows = program.rows, cols = program.cols;
  Tiles tiles{program, operands};
  std::vector<Sums> sums(program.reductions.size());
  for (Sums& sum : sums) {
    sum.rows.assign(static_cast<std::size_t>(cols), 0.0f);
    sum.columns.assign(static_cast<std::size_t>(rows), 0.0f);
  }
  const std::int64_t segments = program.segments();
  for (std::int64_t item = 0; item < program.items(); ++item) {
    const std::int64_t row_begin = item / segments * TileProgram::kRowBlock;
    const std::int64_t row_end = std::min(rows, row_begin + TileProgram::kRowBlock);
    const std::int64_t col = item % segments * TileProgram::kSegment;
    const std::int64_t width = std::min(cols - col, TileProgram::kSegment);
    const std::int64_t height =
        segments == 1 ? std::max<std::int64_t>(1, TileProgram::kSegment / cols) : 1;
    for (Sums& sum : sums) {
      sum.item_all = 0.0;
      sum.item_rows.assign(static_cast<std::size_t>(width), 0.0f);
    }
    for (std::int64_t row = row_begin; row < row_end; row += height) {
      const std::int64_t count = std::min(height, row_end - row);
      tiles.run(row, count, col, width);
      for (std::size_t k = 0; k < sums.size(); ++k) {
        std::vector<float> tile;
        for (std::int64_t i = 0; i < count * width; ++i) {
          tile.push_back(tiles.read(program.reductions[k].source, row + i / width, col + i % width,
                                    static_cast<std::size_t>(i)));
        }
        sums[k].item_all += static_cast<double>(sum32(tile));
        for (std::int64_t r = 0; r < count; ++r) {
          const std::vector<float> line(tile.begin() + r * width, tile.begin() + (r + 1) * width);
          sums[k].columns[static_cast<std::size_t>(row + r)] += sum32(line);
          for (std::size_t c = 0; c < line.size(); ++c) sums[k].item_rows[c] += line[c];
        }
      }
    }
    for (Sums& sum : sums) {
      sum.all += sum.item_all;
      for (std::size_t c = 0; c < sum.item_rows.size(); ++c) {
        sum.rows[static_cast<std::size_t>(col) + c] += sum.item_rows[c];
      }
    }
  }
  for (std::size_t k = 0; k < sums.size(); ++k) {
    const TileReduction& reduction = program.reductions[k];
    std::byte* out = operands[reduction.operand];
    const float all = static_cast<float>(sums[k].all);
    if (reduction.kind == TileReduction::kSumRows) {
      std::copy(sums[k].rows.begin(), sums[k].rows.end(), floats(out));
    } else if (reduction.kind == TileReduction::kSumColumns) {
      std::copy(sums[k].columns.begin(), sums[k].columns.end(), floats(out));
    } else if (reduction.to_f64) {
      std::memcpy(out, &sums[k].all, sizeof(double));
    } else {
      std::memcpy(out, &all, sizeof all);
    }
  }
}

}  // namespace occam::kernels
