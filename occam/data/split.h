#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "occam/base/random.h"

namespace occam::data {

/// Streams of the data seed, so that the split and the epochs' orders never share numbers.
inline constexpr std::uint32_t kSplitStream = stream_of("data/split");
inline constexpr std::uint32_t kShuffleStream = stream_of("data/shuffle");

/// Reorders `rows` by Fisher and Yates, back to front: place i swaps with floor(u * (i + 1)), where
/// u is a 64-bit number of (seed, stream, step, i). The order is a function of these and nothing
/// else. With step = epoch it is the order of an epoch. REQUIRES: at most 2^33 rows.
void shuffle(RandomKey key, std::uint64_t step, std::span<std::int64_t> rows);

/// 0, 1, ... n-1 after shuffle(). Errors: InvalidArgument unless 0 <= n <= 2^33.
std::vector<std::int64_t> permutation(RandomKey key, std::uint64_t step, std::int64_t n);

/// Disjoint row numbers that together are 0..n-1, each part ascending.
struct Split {
  std::vector<std::int64_t> train;
  std::vector<std::int64_t> validation;
  std::vector<std::int64_t> test;
};

/// A part of fraction f holds n - floor(n * (1 - f)) rows, Keras's rule for validation_split.
struct SplitOptions {
  double validation = 0.2;      ///< fraction of all rows, 0 <= f < 1
  double test = 0.0;            ///< fraction of all rows
  std::uint64_t data_seed = 0;  ///< which rows go where
};

/// Keras's validation_split: the last rows validate, nothing is shuffled.
/// Errors: InvalidArgument unless 0 <= validation < 1 and both parts get a row.
Split split_tail(std::int64_t n, double validation);

/// Rows drawn at random. Errors: InvalidArgument for a fraction outside [0, 1), or when a part that
/// was asked for (training always is) would stay empty.
Split split_random(std::int64_t n, const SplitOptions& options);

/// Rows drawn at random so that every part has each class in the proportion of the whole, as near
/// as whole rows allow (largest remainders, smaller class first on a tie); of every class one row
/// stays in training. labels: class of each row, any integers. Errors: as split_random.
Split split_stratified(std::span<const std::int64_t> labels, const SplitOptions& options);

/// Rows drawn at random by whole groups: no group has rows in two parts, as GroupShuffleSplit of
/// scikit-learn. Groups in random order fill the test part, then validation, as long as that brings
/// a part nearer to its fraction of the rows; each part that was asked for gets one group at least.
/// groups: group of each row, any integers. Errors: as split_random; fewer groups than parts.
Split split_group(std::span<const std::int64_t> groups, const SplitOptions& options);

/// The latest rows test, those before them validate, the earliest train; nothing is drawn. Rows of
/// one time stay together, in the later part where its bound falls among them. times: any order.
/// Errors: as split_random; a time that is NaN; fewer different times than parts.
Split split_time(std::span<const double> times, const SplitOptions& options);

}  // namespace occam::data
