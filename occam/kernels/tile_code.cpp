#include "occam/kernels/tile_code.h"

#include <algorithm>
#include <utility>

#include "occam/kernels/tile_layout.h"

namespace occam::kernels {
namespace {

using tiles::Operation;

/// Gives every operand of a program its place in the table that a run fills.
class CodeWriter {
 public:
  explicit CodeWriter(TileProgram program) {
    code_.program = std::move(program);
    code_.tile_rows = tiles::tile_rows(code_.program);
    code_.segments = code_.program.segments();
    count_operands();
  }

  TileCode run() {
    tiles::choose_runs(code_);
    collect();
    for (const double constant : code_.program.constants)
      code_.constants.push_back(static_cast<float>(constant));
    for (const TileInstruction& instruction : code_.program.instructions) {
      if (instruction.op == ElementwiseOp::kDropout) code_.dropouts.push_back(dropout(instruction));
      code_.single.push_back(operation(instruction, false));
      if (code_.tile_rows > 1) code_.several.push_back(operation(instruction, true));
    }
    std::size_t partials = 0;
    for (const TileReduction& reduction : code_.program.reductions) {
      const std::size_t bytes = tiles::partial_bytes(code_.program, reduction);
      const bool in_slot = reduction.source.kind == TileSource::kSlot;
      code_.reductions.push_back({reduction.kind, reduction.to_f64, bytes > 0,
                                  place_of(reduction.source), reduction.operand,
                                  in_slot ? tiles::kFixed : tiles::kByElement, partials});
      partials += bytes;
    }
    lay_out();
    return std::move(code_);
  }

 private:
  static bool is_expanded(const TileSource& source) {
    return source.kind == TileSource::kRow || source.kind == TileSource::kColumn;
  }
  static bool is_number(const TileSource& source) {
    return source.kind == TileSource::kScalar || source.kind == TileSource::kScalarF32;
  }

  template <class F>
  void for_each_source(const F& visit) {
    for (const TileInstruction& instruction : code_.program.instructions) {
      for (const TileSource* source : {&instruction.a, &instruction.b, &instruction.c}) {
        visit(*source);
      }
    }
  }

  void need_operand(std::size_t index) { code_.operands = std::max(code_.operands, index + 1); }

  void count_operands() {
    const auto visit = [&](const TileSource& source) {
      const bool in_operand = source.kind == TileSource::kFull || is_expanded(source);
      if (in_operand) need_operand(source.index);
    };
    for_each_source(visit);
    for (const TileInstruction& instruction : code_.program.instructions) {
      if (instruction.to_operand) need_operand(instruction.target);
    }
    for (const TileReduction& reduction : code_.program.reductions) {
      visit(reduction.source);
      need_operand(reduction.operand);
    }
  }

  void collect() {
    for_each_source([&](const TileSource& source) {
      if (is_number(source) && find_number(source) == code_.scalars.size()) {
        code_.scalars.push_back({source.index, source.kind == TileSource::kScalar});
      }
      if (code_.tile_rows > 1 && is_expanded(source) &&
          find_expansion(source) == code_.expansions.size()) {
        code_.expansions.push_back({source.index, source.kind == TileSource::kRow});
      }
    });
  }

  std::size_t find_number(const TileSource& source) const {
    const bool is_f64 = source.kind == TileSource::kScalar;
    const auto found = std::find_if(
        code_.scalars.begin(), code_.scalars.end(),
        [&](const tiles::Scalar& s) { return s.operand == source.index && s.is_f64 == is_f64; });
    return static_cast<std::size_t>(found - code_.scalars.begin());
  }

  /// One buffer for all readers of an operand.
  std::size_t find_expansion(const TileSource& source) const {
    const bool is_row = source.kind == TileSource::kRow;
    const auto found = std::find_if(
        code_.expansions.begin(), code_.expansions.end(),
        [&](const tiles::Expansion& e) { return e.operand == source.index && e.is_row == is_row; });
    return static_cast<std::size_t>(found - code_.expansions.begin());
  }

  std::size_t first_slot() const { return code_.operands; }
  std::size_t first_constant() const { return first_slot() + code_.program.slots; }
  std::size_t first_number() const { return first_constant() + code_.program.constants.size(); }
  std::size_t first_buffer() const { return first_number() + code_.scalars.size(); }
  std::size_t place_count() const { return first_buffer() + code_.expansions.size(); }

  std::uint16_t place_of(const TileSource& source) const {
    std::size_t place = source.index;
    switch (source.kind) {
      case TileSource::kNone:
        place = 0;  // not read; any place will do
        break;
      case TileSource::kSlot:
        place += first_slot();
        break;
      case TileSource::kConstant:
        place += first_constant();
        break;
      case TileSource::kScalar:
      case TileSource::kScalarF32:
        place = first_number() + find_number(source);
        break;
      case TileSource::kFull:
      case TileSource::kRow:
      case TileSource::kColumn:
        break;
    }
    return static_cast<std::uint16_t>(place);
  }

  Operation operation(const TileInstruction& instruction, bool several) const {
    Operation result;
    const TileSource* sources[3] = {&instruction.a, &instruction.b, &instruction.c};
    unsigned scalars = 0;
    for (unsigned k = 0; k < 3; ++k) {
      const TileSource& source = *sources[k];
      result.place[k] = place_of(source);
      bool is_scalar = is_number(source) || source.kind == TileSource::kConstant;
      if (source.kind == TileSource::kFull) result.step[k] = tiles::kByElement;
      if (is_expanded(source)) {
        if (several) {
          result.place[k] = static_cast<std::uint16_t>(first_buffer() + find_expansion(source));
        } else {
          is_scalar = source.kind == TileSource::kColumn;
          result.step[k] = is_scalar ? tiles::kByRow : tiles::kByColumn;
        }
      }
      if (is_scalar) scalars |= 1u << k;
    }
    result.loop = tiles::choose_loop(instruction.op, scalars);
    result.place[3] = instruction.target;
    if (instruction.to_operand) {
      result.step[3] = tiles::kByElement;
    } else {
      result.place[3] = static_cast<std::uint16_t>(first_slot() + instruction.target);
    }
    if (instruction.op == ElementwiseOp::kDropout)
      result.random = static_cast<std::uint16_t>(code_.dropouts.size() - 1);
    return result;
  }

  tiles::Dropout dropout(const TileInstruction& instruction) const {
    tiles::Dropout result;
    result.key = code_.program.randoms[instruction.random];
    const TileSource& rate = instruction.b;
    if (is_number(rate)) {
      result.rate = rate.kind == TileSource::kScalar ? tiles::Dropout::Rate::kF64
                                                     : tiles::Dropout::Rate::kF32;
      result.operand = rate.index;
    } else if (rate.kind == TileSource::kConstant) {
      result.rate = tiles::Dropout::Rate::kConstant;
      result.constant = code_.program.constants[rate.index];
    }
    return result;
  }

  void lay_out() {
    std::size_t bytes = 0;
    const auto take = [&](std::size_t part) {
      const std::size_t offset = bytes;
      bytes += round_up_64(part);
      return offset;
    };
    take(place_count() * sizeof(float*));  // the table comes first
    code_.sums = take(code_.reductions.size() * sizeof(double));
    code_.randoms = take(code_.dropouts.size() * sizeof(tiles::RandomState));
    code_.numbers = take(code_.scalars.size() * sizeof(float));
    code_.slots = take(code_.program.slots * tiles::kBuffer * sizeof(float));
    code_.buffers = take(code_.expansions.size() * tiles::kBuffer * sizeof(float));
    code_.scratch_bytes = bytes;
  }

  TileCode code_;
};

}  // namespace

TileCode make_tile_code(TileProgram program) { return CodeWriter(std::move(program)).run(); }

std::size_t tile_program_partial_bytes(const TileProgram& program) {
  // An empty domain has no items, but its sums are 0: the caller must not skip the finish.
  if (program.items() == 0) return program.reductions.empty() ? 0 : 64;
  std::size_t bytes = 0;
  for (const TileReduction& reduction : program.reductions) {
    bytes += tiles::partial_bytes(program, reduction);
  }
  return bytes;
}

void tile_code_run(const TileCode& code, std::byte* const* operands, std::byte* partials,
                   std::int64_t item_begin, std::int64_t item_end, std::byte* scratch) {
  if (item_begin >= item_end) return;
  code.run_items(code, operands, partials, item_begin, item_end, scratch);
}

void tile_code_run_rectangle(const TileCode& code, std::byte* const* operands, const Tile& tile,
                             std::byte* scratch) {
  if (tile.row_begin >= tile.row_end || tile.col_begin >= tile.col_end) return;
  code.run_rectangle(code, operands, tile, scratch);
}

void tile_code_finish(const TileCode& code, std::byte* const* operands, const std::byte* partials) {
  const TileProgram& program = code.program;
  const std::int64_t items = program.items();
  for (const tiles::Reduction& reduction : code.reductions) {
    if (!reduction.has_partials && items > 0) continue;
    std::byte* const out = operands[reduction.operand];
    const std::byte* const part = partials + reduction.partials;
    const float* const parts = reinterpret_cast<const float*>(part);
    switch (reduction.kind) {
      case TileReduction::kSumAll: {
        double sum = 0.0;
        for (std::int64_t k = 0; k < items; ++k) sum += tiles::load<double>(part + k * 8);
        tiles::store_sum(out, reduction.to_f64, sum);
        break;
      }
      case TileReduction::kSumRows:
        code.add_parts(parts, static_cast<std::size_t>(program.blocks()),
                       static_cast<std::size_t>(program.cols), reinterpret_cast<float*>(out));
        break;
      case TileReduction::kSumColumns:
        code.add_parts(parts, static_cast<std::size_t>(items > 0 ? code.segments : 0),
                       static_cast<std::size_t>(program.rows), reinterpret_cast<float*>(out));
        break;
    }
  }
}

}  // namespace occam::kernels
