#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace occam {

/// Counter-based randomness: a value is a function of (seed, stream, step, index), never of a
/// state. Source: Salmon et al. 2011, Philox4x32-10, "Parallel random numbers: as easy as 1, 2, 3".
struct RandomKey {
  std::uint64_t seed = 0;    ///< the user's seed; one per model, or the stack's data seed
  std::uint32_t stream = 0;  ///< which consumer: a layer's mask, a weight's initial value, ...
};

/// The ten rounds of Philox4x32 on one counter block.
constexpr std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter,
                                                  std::array<std::uint32_t, 2> key) {
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t p0 = std::uint64_t{0xD2511F53u} * counter[0];
    const std::uint64_t p1 = std::uint64_t{0xCD9E8D57u} * counter[2];
    counter = {
        static_cast<std::uint32_t>(p1 >> 32) ^ counter[1] ^ key[0], static_cast<std::uint32_t>(p1),
        static_cast<std::uint32_t>(p0 >> 32) ^ counter[3] ^ key[1], static_cast<std::uint32_t>(p0)};
    key[0] += 0x9E3779B9u;
    key[1] += 0xBB67AE85u;
  }
  return counter;
}

/// 32 random bits. Element `index` is word (index % 64) / 16 of the Philox block with counter
/// {(index / 64) * 16 + index % 16, stream, low(step), high(step)} and key = the seed's halves, so
/// that 16 neighbouring lanes take the same word of 16 neighbouring blocks. REQUIRES: index < 2^34.
constexpr std::uint32_t random_bits(RandomKey key, std::uint64_t step, std::uint64_t index) {
  const std::uint32_t block = static_cast<std::uint32_t>(index / 64 * 16 + index % 16);
  const auto words = philox4x32(
      {block, key.stream, static_cast<std::uint32_t>(step), static_cast<std::uint32_t>(step >> 32)},
      {static_cast<std::uint32_t>(key.seed), static_cast<std::uint32_t>(key.seed >> 32)});
  return words[index % 64 / 16];
}

/// Uniform in [0, 1) with 24 bits: every value is a float32 and 1 is never reached.
constexpr float random_uniform(RandomKey key, std::uint64_t step, std::uint64_t index) {
  return static_cast<float>(random_bits(key, step, index) >> 8) * 0x1p-24f;
}

/// Stream number of a named consumer (FNV-1a of the name).
constexpr std::uint32_t stream_of(std::string_view name) {
  std::uint32_t hash = 2166136261u;
  for (const char c : name) hash = (hash ^ static_cast<std::uint8_t>(c)) * 16777619u;
  return hash;
}

}  // namespace occam
