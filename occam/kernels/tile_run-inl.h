// Runs a tile program; included once per instruction set.
#if defined(OCCAM_KERNELS_TILE_RUN_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef OCCAM_KERNELS_TILE_RUN_INL_H_
#undef OCCAM_KERNELS_TILE_RUN_INL_H_
#else
#define OCCAM_KERNELS_TILE_RUN_INL_H_
#endif

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

#include "hwy/highway.h"
#include "occam/kernels/tile_layout.h"
#include "occam/kernels/tile_ops-inl.h"

HWY_BEFORE_NAMESPACE();
namespace occam::kernels::HWY_NAMESPACE {

using tiles::kBuffer;
using tiles::load;

inline double rate_of(const tiles::Dropout& dropout, std::byte* const* operands) {
  switch (dropout.rate) {
    case tiles::Dropout::Rate::kF64:
      return load<double>(operands[dropout.operand]);
    case tiles::Dropout::Rate::kF32:
      return static_cast<double>(load<float>(operands[dropout.operand]));
    case tiles::Dropout::Rate::kConstant:
      return dropout.constant;
    case tiles::Dropout::Rate::kByElement:
      break;
  }
  return 0.0;
}

// A program bound to the operands of one run call.
class Run {
 public:
  // `several`: tiles have several rows.
  Run(const TileCode& code, bool several, std::byte* const* operands, std::byte* scratch)
      : code_(code),
        operations_(several ? code.several : code.single),
        operands_(operands),
        places_(reinterpret_cast<float**>(scratch)),
        sums_(reinterpret_cast<double*>(scratch + code.sums)),
        randoms_(reinterpret_cast<RandomState*>(scratch + code.randoms)) {
    float** place = places_;
    for (std::size_t k = 0; k < code.operands; ++k) {
      *place++ = reinterpret_cast<float*>(operands[k]);
    }
    float* const slots = reinterpret_cast<float*>(scratch + code.slots);
    for (std::size_t k = 0; k < code.program.slots; ++k) *place++ = slots + k * kBuffer;
    // Only ever read, as what follows.
    float* const constants = const_cast<float*>(code.constants.data());
    for (std::size_t k = 0; k < code.constants.size(); ++k) *place++ = constants + k;
    float* number = reinterpret_cast<float*>(scratch + code.numbers);
    for (const tiles::Scalar& scalar : code.scalars) {
      const std::byte* const operand = operands[scalar.operand];
      *number = scalar.is_f64 ? static_cast<float>(load<double>(operand)) : load<float>(operand);
      *place++ = number++;
    }
    if (several) {
      float* const buffers = reinterpret_cast<float*>(scratch + code.buffers);
      for (std::size_t k = 0; k < code.expansions.size(); ++k) place[k] = buffers + k * kBuffer;
      expanded_ = place;
    }
    RandomState* random = randoms_;
    for (const tiles::Dropout& dropout : code.dropouts) {
      const auto seed = load<std::uint64_t>(operands[dropout.key.seed_operand]);
      const auto step = load<std::uint64_t>(operands[dropout.key.step_operand]);
      const double rate = rate_of(dropout, operands);
      *random++ = {{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)},
                   dropout.key.stream,
                   {static_cast<std::uint32_t>(step), static_cast<std::uint32_t>(step >> 32)},
                   static_cast<float>(std::ceil(rate * 0x1p24)),
                   static_cast<float>(1.0 / (1.0 - rate))};
    }
  }

  // The same rows expand to the same values in every tile, so this is done once.
  void expand_rows(std::int64_t rows) {
    if (expanded_ == nullptr) return;
    const FT d;
    const std::size_t cols = static_cast<std::size_t>(code_.program.cols);
    const std::size_t whole = cols / kLanes * kLanes;
    for (std::size_t k = 0; k < code_.expansions.size(); ++k) {
      if (!code_.expansions[k].is_row) continue;
      const float* const row = places_[code_.expansions[k].operand];
      const FV rest = whole < cols ? load_part(d, row + whole, cols - whole) : hn::Zero(d);
      float* out = expanded_[k];
      // Ascending rows, so that what a whole vector wrote beyond a row is overwritten.
      for (std::int64_t r = 0; r < rows; ++r, out += cols) {
        for (std::size_t c = 0; c < whole; c += kLanes)
          hn::StoreU(hn::LoadU(d, row + c), d, out + c);
        if (whole < cols) hn::StoreU(rest, d, out + whole);
      }
    }
  }

  // Runs the instructions on `rows` x `width` elements from (row, col), contiguous in the domain.
  void tile(std::int64_t row, std::int64_t rows, std::int64_t col, std::int64_t width) {
    if (expanded_ != nullptr) expand_columns(row, rows);
    const std::int64_t element = row * code_.program.cols + col;
    const std::int64_t position[tiles::kSteps] = {0, element, col, row};
    const std::size_t n = static_cast<std::size_t>(rows * width);
    LoopContext context = {nullptr, static_cast<std::uint64_t>(element), false};
    for (const tiles::Operation& operation : operations_) {
      const auto at = [&](int k) {
        return places_[operation.place[k]] + position[operation.step[k]];
      };
      context.padded = operation.step[3] == tiles::kFixed;
      context.random = randoms_ + operation.random;
      operation.loop(at(0), at(1), at(2), at(3), n, context);
    }
  }

  void item(std::int64_t index, std::int64_t height, std::byte* partials) {
    const TileProgram& program = code_.program;
    const std::int64_t block = code_.segments == 1 ? index : index / code_.segments;
    const std::int64_t segment = index - block * code_.segments;
    const std::int64_t row_begin = block * TileProgram::kRowBlock,
                       col = segment * TileProgram::kSegment;
    const std::int64_t row_end = std::min(program.rows, row_begin + TileProgram::kRowBlock);
    const std::int64_t width = std::min(program.cols - col, TileProgram::kSegment);
    for (std::int64_t row = row_begin; row < row_end; row += height) {
      const std::int64_t rows = std::min(height, row_end - row);
      tile(row, rows, col, width);
      reduce(row, rows, col, width, row == row_begin, block, segment, partials);
    }
    finish_item(index, partials);
  }

 private:
  void expand_columns(std::int64_t row, std::int64_t rows) {
    const FT d;
    const std::size_t cols = static_cast<std::size_t>(code_.program.cols);
    for (std::size_t k = 0; k < code_.expansions.size(); ++k) {
      if (code_.expansions[k].is_row) continue;
      const float* const column = places_[code_.expansions[k].operand] + row;
      float* out = expanded_[k];
      // Ascending rows, as above.
      for (std::int64_t r = 0; r < rows; ++r, out += cols) {
        const FV value = hn::Set(d, column[r]);
        for (std::size_t c = 0; c < cols; c += kLanes) hn::StoreU(value, d, out + c);
      }
    }
  }

  // Adds a tile's part to every reduction.
  void reduce(std::int64_t row, std::int64_t rows, std::int64_t col, std::int64_t width, bool first,
              std::int64_t block, std::int64_t segment, std::byte* partials) {
    const std::size_t n = static_cast<std::size_t>(width);
    const std::int64_t cols = code_.program.cols;
    for (std::size_t k = 0; k < code_.reductions.size(); ++k) {
      const tiles::Reduction& reduction = code_.reductions[k];
      const float* values = places_[reduction.place];
      if (reduction.step == tiles::kByElement) values += row * cols + col;
      float* sums = places_[reduction.operand];
      if (reduction.has_partials) sums = reinterpret_cast<float*>(partials + reduction.partials);
      switch (reduction.kind) {
        case TileReduction::kSumAll: {
          const double sum = static_cast<double>(sum32(values, n * static_cast<std::size_t>(rows)));
          sums_[k] = first ? 0.0 + sum : sums_[k] + sum;
          break;
        }
        case TileReduction::kSumRows:
          if (reduction.has_partials) sums += block * cols;
          add_rows(values, static_cast<std::size_t>(rows), n, first, sums + col);
          break;
        case TileReduction::kSumColumns:
          if (reduction.has_partials) sums += segment * code_.program.rows;
          add_columns(values, static_cast<std::size_t>(rows), n, sums + row);
          break;
      }
    }
  }

  // sums[r] = sum32 over the values of row r.
  static void add_columns(const float* values, std::size_t rows, std::size_t n, float* sums) {
    if (n > 1) {
      for (std::size_t r = 0; r < rows; ++r) sums[r] = sum32(values + r * n, n);
      return;
    }
    const FT d;
    std::size_t r = 0;
    for (; r + kLanes <= rows; r += kLanes) {
      hn::StoreU(hn::Add(hn::Zero(d), hn::LoadU(d, values + r)), d, sums + r);
    }
    if (r == rows) return;
    store_part(hn::Add(hn::Zero(d), load_part(d, values + r, rows - r)), d, sums + r, rows - r);
  }

  // sums[c] (from +0 when `first`) += values[r, c] for ascending r.
  static void add_rows(const float* values, std::size_t rows, std::size_t n, bool first,
                       float* sums) {
    const FT d;
    std::size_t c = 0;
    for (; c + kLanes <= n; c += kLanes) {
      FV sum = first ? hn::Zero(d) : hn::LoadU(d, sums + c);
      for (std::size_t r = 0; r < rows; ++r) sum = hn::Add(sum, hn::LoadU(d, values + r * n + c));
      hn::StoreU(sum, d, sums + c);
    }
    if (c == n) return;
    FV sum = first ? hn::Zero(d) : load_part(d, sums + c, n - c);
    for (std::size_t r = 0; r < rows; ++r) {
      sum = hn::Add(sum, load_part(d, values + r * n + c, n - c));
    }
    store_part(sum, d, sums + c, n - c);
  }

  void finish_item(std::int64_t index, std::byte* partials) {
    for (std::size_t k = 0; k < code_.reductions.size(); ++k) {
      const tiles::Reduction& reduction = code_.reductions[k];
      if (reduction.kind != TileReduction::kSumAll) continue;
      if (reduction.has_partials) {
        std::memcpy(partials + reduction.partials + index * 8, &sums_[k], 8);
      } else {
        tiles::store_sum(operands_[reduction.operand], reduction.to_f64, sums_[k]);
      }
    }
  }

  const TileCode& code_;
  const std::vector<tiles::Operation>& operations_;
  std::byte* const* operands_;
  float** places_;
  float** expanded_ = nullptr;  // where `several`
  double* sums_;
  RandomState* randoms_;
};

}  // namespace occam::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
