// Runs a tile program; included once per instruction set.
#if defined(OCCAM_KERNELS_TILE_RUN_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef OCCAM_KERNELS_TILE_RUN_INL_H_
#undef OCCAM_KERNELS_TILE_RUN_INL_H_
#else
#define OCCAM_KERNELS_TILE_RUN_INL_H_
#endif

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "hwy/highway.h"
#include "occam/kernels/tile_layout.h"
#include "occam/kernels/tile_ops-inl.h"

HWY_BEFORE_NAMESPACE();
namespace occam::kernels::HWY_NAMESPACE {

using tiles::Binding;
using tiles::Expansion;
using tiles::kBuffer;
using tiles::load;
using tiles::partial_bytes;

// A program bound to the operands of one run call.
class Run {
 public:
  Run(const TileProgram& program, std::byte* const* operands, std::byte* scratch, bool many_rows)
      : program_(program), operands_(operands), parts_(tiles::lay_out(program, scratch)) {
    Binding* binding = parts_.bindings;
    for (const TileInstruction& instruction : program.instructions) {
      bind(instruction, many_rows, *binding++);
    }
    RandomState* random = parts_.randoms;
    for (const TileRandom& source : program.randoms) {
      const auto seed = load<std::uint64_t>(operands[source.seed_operand]);
      const auto step = load<std::uint64_t>(operands[source.step_operand]);
      *random++ = {{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)},
                   source.stream,
                   {static_cast<std::uint32_t>(step), static_cast<std::uint32_t>(step >> 32)}};
    }
  }

  // The same rows expand to the same values in every tile, so this is done once.
  void expand_rows(std::int64_t rows) {
    const std::size_t row = static_cast<std::size_t>(program_.cols);
    const std::size_t all = row * static_cast<std::size_t>(rows);
    for (std::size_t k = 0; k < expansions_; ++k) {
      const Expansion& expansion = parts_.expansions[k];
      if (!expansion.row) continue;
      std::memcpy(expansion.buffer, expansion.operand, row * sizeof(float));
      for (std::size_t done = row; done < all; done *= 2) {
        const std::size_t more = std::min(done, all - done);
        std::memcpy(expansion.buffer + done, expansion.buffer, more * sizeof(float));
      }
    }
  }

  // Runs the instructions on `rows` x `width` elements from (row, col), contiguous in the domain.
  void tile(std::int64_t row, std::int64_t rows, std::int64_t col, std::int64_t width) {
    expand_columns(row, rows);
    const std::int64_t element = row * program_.cols + col;
    const std::int64_t position[tiles::kSteps] = {0, element, col, row};
    const std::size_t n = static_cast<std::size_t>(rows * width);
    LoopContext context = {nullptr, static_cast<std::uint64_t>(element), false};
    const std::size_t count = program_.instructions.size();
    for (std::size_t k = 0; k < count; ++k) {
      const Binding& binding = parts_.bindings[k];
      context.padded = binding.target_step == tiles::kFixed;
      context.random = binding.random;
      binding.loop(binding.source[0] + position[binding.step[0]],
                   binding.source[1] + position[binding.step[1]],
                   binding.source[2] + position[binding.step[2]],
                   binding.target + position[binding.target_step], n, context);
    }
  }

  void item(std::int64_t index, std::int64_t height, std::byte* partials) {
    const std::int64_t segments = program_.segments();
    const std::int64_t block = segments == 1 ? index : index / segments;
    const std::int64_t segment = index - block * segments;
    const std::int64_t row_begin = block * TileProgram::kRowBlock,
                       col = segment * TileProgram::kSegment;
    const std::int64_t row_end = std::min(program_.rows, row_begin + TileProgram::kRowBlock);
    const std::int64_t width = std::min(program_.cols - col, TileProgram::kSegment);
    for (std::int64_t row = row_begin; row < row_end; row += height) {
      const std::int64_t rows = std::min(height, row_end - row);
      tile(row, rows, col, width);
      if (!program_.reductions.empty()) {
        reduce(row, rows, col, width, row == row_begin, block, segment, partials);
      }
    }
    finish_item(index, partials);
  }

 private:
  void bind(const TileInstruction& instruction, bool many_rows, Binding& binding) {
    const TileSource* sources[3] = {&instruction.a, &instruction.b, &instruction.c};
    unsigned scalars = 0;
    for (unsigned k = 0; k < 3; ++k) {
      const TileSource& source = *sources[k];
      binding.step[k] = tiles::kFixed;
      binding.source[k] = &binding.scalar[k];
      switch (source.kind) {
        case TileSource::kNone:
          break;
        case TileSource::kSlot:
          binding.source[k] = parts_.slots + source.index * kBuffer;
          break;
        case TileSource::kFull:
          binding.source[k] = operand(source.index);
          binding.step[k] = tiles::kByElement;
          break;
        case TileSource::kRow:
          if (many_rows) {
            binding.source[k] = expansion(source);
          } else {
            binding.source[k] = operand(source.index);
            binding.step[k] = tiles::kByColumn;
          }
          break;
        case TileSource::kColumn:
          if (many_rows) {
            binding.source[k] = expansion(source);
          } else {
            binding.source[k] = operand(source.index);
            binding.step[k] = tiles::kByRow;
            scalars |= 1u << k;
          }
          break;
        case TileSource::kScalar:
          binding.scalar[k] = static_cast<float>(load<double>(operands_[source.index]));
          scalars |= 1u << k;
          break;
        case TileSource::kScalarF32:
          binding.scalar[k] = load<float>(operands_[source.index]);
          scalars |= 1u << k;
          break;
        case TileSource::kConstant:
          binding.scalar[k] = program_.constants[source.index];
          scalars |= 1u << k;
          break;
      }
    }
    binding.target = instruction.to_operand ? operand(instruction.target)
                                            : parts_.slots + instruction.target * kBuffer;
    binding.target_step = instruction.to_operand ? tiles::kByElement : tiles::kFixed;
    binding.loop = find_loop(instruction.op, scalars);
    binding.random = parts_.randoms + instruction.random;
  }

  float* operand(std::uint16_t index) const { return reinterpret_cast<float*>(operands_[index]); }

  // Buffer of an expanded kRow or kColumn operand, shared by all its readers.
  float* expansion(const TileSource& source) {
    const bool row = source.kind == TileSource::kRow;
    const float* from = operand(source.index);
    for (std::size_t k = 0; k < expansions_; ++k) {
      const Expansion& known = parts_.expansions[k];
      if (known.operand == from && known.row == row) return known.buffer;
    }
    float* buffer = parts_.buffers + expansions_ * kBuffer;
    parts_.expansions[expansions_++] = {from, buffer, row};
    return buffer;
  }

  void expand_columns(std::int64_t row, std::int64_t rows) {
    for (std::size_t k = 0; k < expansions_; ++k) {
      const Expansion& expansion = parts_.expansions[k];
      if (expansion.row) continue;
      const FT d;
      const std::size_t cols = static_cast<std::size_t>(program_.cols);
      float* out = expansion.buffer;
      // Ascending rows, so that what a whole vector wrote beyond a row is overwritten.
      for (std::int64_t r = 0; r < rows; ++r, out += cols) {
        const FV value = hn::Set(d, expansion.operand[row + r]);
        for (std::size_t c = 0; c < cols; c += kLanes) hn::StoreU(value, d, out + c);
      }
    }
  }

  // Adds a tile's part to every reduction.
  void reduce(std::int64_t row, std::int64_t rows, std::int64_t col, std::int64_t width, bool first,
              std::int64_t block, std::int64_t segment, std::byte* partials) {
    const std::size_t n = static_cast<std::size_t>(width);
    for (std::size_t k = 0; k < program_.reductions.size(); ++k) {
      const TileReduction& reduction = program_.reductions[k];
      const std::size_t bytes = partial_bytes(program_, reduction);
      const float* values = reduction.source.kind == TileSource::kSlot
                                ? parts_.slots + reduction.source.index * kBuffer
                                : operand(reduction.source.index) + row * program_.cols + col;
      float* sums = bytes == 0 ? operand(reduction.operand) : reinterpret_cast<float*>(partials);
      switch (reduction.kind) {
        case TileReduction::kSumAll: {
          const double sum = static_cast<double>(sum32(values, n * static_cast<std::size_t>(rows)));
          parts_.sums[k] = first ? 0.0 + sum : parts_.sums[k] + sum;
          break;
        }
        case TileReduction::kSumRows:
          if (bytes != 0) sums += block * program_.cols;
          add_rows(values, static_cast<std::size_t>(rows), n, first, sums + col);
          break;
        case TileReduction::kSumColumns:
          if (bytes != 0) sums += segment * program_.rows;
          for (std::int64_t r = 0; r < rows; ++r) sums[row + r] = sum32(values + r * width, n);
          break;
      }
      partials += bytes;
    }
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
    for (std::size_t k = 0; k < program_.reductions.size(); ++k) {
      const TileReduction& reduction = program_.reductions[k];
      const std::size_t bytes = partial_bytes(program_, reduction);
      if (reduction.kind == TileReduction::kSumAll) {
        if (bytes == 0) {
          tiles::store_sum(reduction, operands_, parts_.sums[k]);
        } else {
          std::memcpy(partials + index * 8, &parts_.sums[k], 8);
        }
      }
      partials += bytes;
    }
  }

  const TileProgram& program_;
  std::byte* const* operands_;
  tiles::Scratch parts_;
  std::size_t expansions_ = 0;
};

}  // namespace occam::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
