#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "hwy/highway.h"
#include "occam/base/random.h"
#include "occam/kernels/tile_code.h"

// What the tests of elementwise operations and of tile programs share.
namespace occam::kernels {

inline constexpr float kInf = std::numeric_limits<float>::infinity();
inline constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
inline constexpr float kTiny = std::numeric_limits<float>::denorm_min();
inline constexpr float kMost = std::numeric_limits<float>::max();

inline TileSource full(int index) { return {TileSource::kFull, static_cast<std::uint16_t>(index)}; }
inline TileSource slot(int index) { return {TileSource::kSlot, static_cast<std::uint16_t>(index)}; }
inline TileSource row(int index) { return {TileSource::kRow, static_cast<std::uint16_t>(index)}; }
inline TileSource column(int index) {
  return {TileSource::kColumn, static_cast<std::uint16_t>(index)};
}
inline TileSource scalar(int index) {
  return {TileSource::kScalar, static_cast<std::uint16_t>(index)};
}
inline TileSource scalar32(int index) {
  return {TileSource::kScalarF32, static_cast<std::uint16_t>(index)};
}
inline TileSource constant(int index) {
  return {TileSource::kConstant, static_cast<std::uint16_t>(index)};
}

inline TileInstruction to_slot(ElementwiseOp op, int target, TileSource a, TileSource b = {},
                               TileSource c = {}) {
  return {op, false, static_cast<std::uint16_t>(target), a, b, c, 0};
}
inline TileInstruction to_operand(ElementwiseOp op, int target, TileSource a, TileSource b = {},
                                  TileSource c = {}) {
  return {op, true, static_cast<std::uint16_t>(target), a, b, c, 0};
}

/// Operands of a program, each at an address that is a multiple of 4 and of nothing more, with a
/// guard on both sides that a run must not touch.
class Operands {
 public:
  int add(std::vector<float> values) {
    Block block;
    block.bytes.resize(4 + 64 + values.size() * 4 + 64, std::byte{0xAB});
    block.size = values.size() * 4;
    std::copy(values.begin(), values.end(), reinterpret_cast<float*>(block.data()));
    blocks_.push_back(std::move(block));
    return static_cast<int>(blocks_.size()) - 1;
  }
  int add_f64(double value) { return add_bytes(std::bit_cast<std::uint64_t>(value)); }
  int add_bytes(std::uint64_t value) {
    const int index = add({0.0f, 0.0f});
    std::memcpy(blocks_.back().data(), &value, 8);
    return index;
  }
  std::vector<std::byte*> addresses() {
    std::vector<std::byte*> result;
    for (Block& block : blocks_) result.push_back(block.data());
    return result;
  }
  std::vector<float> floats(int index) const {
    const Block& block = blocks_[static_cast<std::size_t>(index)];
    std::vector<float> values(block.size / 4);
    const float* begin = reinterpret_cast<const float*>(block.data());
    std::copy(begin, begin + values.size(), values.begin());
    return values;
  }
  double f64(int index) const {
    double value;
    std::memcpy(&value, blocks_[static_cast<std::size_t>(index)].data(), 8);
    return value;
  }
  bool guards_untouched() const {
    for (const Block& block : blocks_) {
      for (std::size_t i = 0; i < block.bytes.size(); ++i) {
        const bool inside = i >= kOffset && i < kOffset + block.size;
        if (!inside && block.bytes[i] != std::byte{0xAB}) return false;
      }
    }
    return true;
  }

 private:
  static constexpr std::size_t kOffset = 68;
  struct Block {
    std::vector<std::byte> bytes;
    std::size_t size = 0;
    std::byte* data() { return bytes.data() + kOffset; }
    const std::byte* data() const { return bytes.data() + kOffset; }
  };
  std::vector<Block> blocks_;
};

/// A program over rows x cols with no instructions yet.
inline TileProgram domain(std::int64_t rows, std::int64_t cols) {
  TileProgram program;
  program.rows = rows;
  program.cols = cols;
  return program;
}

/// Zeroed memory at a multiple of 64 bytes.
class AlignedBytes {
 public:
  explicit AlignedBytes(std::size_t bytes) : lines_((bytes + 63) / 64) {}
  std::byte* data() { return reinterpret_cast<std::byte*>(lines_.data()); }

 private:
  struct alignas(64) Line {
    std::byte bytes[64] = {};
  };
  std::vector<Line> lines_;
};

/// Runs all items, `chunk` per call, last chunk first as another worker's scratch would.
inline void run(const TileProgram& program, Operands& operands, std::int64_t chunk = 1 << 30) {
  auto addresses = operands.addresses();
  const TileCode code = make_tile_code(program);
  AlignedBytes partials(tile_program_partial_bytes(program));
  std::vector<std::pair<std::int64_t, std::int64_t>> calls;
  for (std::int64_t i = 0; i < program.items(); i += chunk) {
    calls.emplace_back(i, std::min(program.items(), i + chunk));
  }
  for (auto call = calls.rbegin(); call != calls.rend(); ++call) {
    AlignedBytes scratch(code.scratch_bytes);
    tile_code_run(code, addresses.data(), partials.data(), call->first, call->second,
                  scratch.data());
  }
  tile_code_finish(code, addresses.data(), partials.data());
  EXPECT_TRUE(operands.guards_untouched());
}

inline std::vector<float> random_values(std::size_t n, std::uint32_t stream) {
  std::vector<float> values(n);
  for (std::size_t i = 0; i < n; ++i) values[i] = 4.0f * random_uniform({7, stream}, 0, i) - 2.0f;
  return values;
}

/// Every pair of special values occurs at some position, with ordinary ones between.
inline std::vector<float> special_values(std::size_t n, std::size_t stride) {
  const float specials[] = {0.0f,  -0.0f,  1.0f,  -1.0f,  kInf,   -kInf,          kNaN,  -kNaN,
                            kTiny, -kTiny, kMost, -kMost, 1e-40f, 1.1754944e-38f, 0.75f, -2.5f};
  std::vector<float> values(n);
  for (std::size_t i = 0; i < n; ++i) values[i] = specials[i / stride % std::size(specials)];
  return values;
}

inline bool same_bits(float x, float y) {
  if (std::isnan(x) || std::isnan(y)) return std::isnan(x) && std::isnan(y);
  return std::bit_cast<std::uint32_t>(x) == std::bit_cast<std::uint32_t>(y);
}

inline void expect_same(const std::vector<float>& x, const std::vector<float>& y,
                        const std::string& what) {
  ASSERT_EQ(x.size(), y.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    ASSERT_TRUE(same_bits(x[i], y[i])) << what << " [" << i << "]: " << x[i] << " " << y[i];
  }
}

/// Runs each test on every instruction set that this machine has.
class TargetTest : public testing::TestWithParam<std::int64_t> {
 protected:
  void SetUp() override { hwy::SetSupportedTargetsForTest(GetParam()); }
  void TearDown() override { hwy::SetSupportedTargetsForTest(0); }
};

inline std::string target_name(const testing::TestParamInfo<std::int64_t>& target) {
  return hwy::TargetName(target.param);
}

}  // namespace occam::kernels
