#include "occam/data/split.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <map>
#include <numeric>
#include <string>
#include <utility>

#include "occam/base/errors.h"
#include "occam/base/shape.h"
#include "occam/kernels/random_words.h"

namespace occam::data {
namespace {

constexpr std::int64_t kMaxRows = std::int64_t{1} << 33;

/// floor(bits / 2^64 * bound).
std::int64_t scale_to(std::uint64_t bits, std::uint64_t bound) {
  __extension__ using Wide = unsigned __int128;
  return static_cast<std::int64_t>(static_cast<Wide>(bits) * bound >> 64);
}

/// Row counts of the parts.
struct Sizes {
  std::int64_t validation = 0;
  std::int64_t test = 0;
};

std::int64_t part_size(const char* name, std::int64_t n, double fraction) {
  if (!(fraction >= 0.0 && fraction < 1.0)) {
    throw_invalid_value("split", name, "a fraction f with 0 <= f < 1", to_text(fraction));
  }
  return n - static_cast<std::int64_t>(std::floor(static_cast<double>(n) * (1.0 - fraction)));
}

Sizes sizes_of(std::int64_t n, double validation, double test) {
  const Sizes sizes{part_size("validation", n, validation), part_size("test", n, test)};
  if (sizes.validation + sizes.test >= n) {
    throw_invalid_value("split", "rows",
                        "at least one training row beside " + std::to_string(sizes.validation) +
                            " for validation and " + std::to_string(sizes.test) + " for test",
                        std::to_string(n));
  }
  return sizes;
}

/// `total` rows shared out over classes of `sizes` rows, at most `room` each.
std::vector<std::int64_t> proportional(std::int64_t total, std::int64_t n,
                                       const std::vector<std::int64_t>& sizes,
                                       const std::vector<std::int64_t>& room) {
  std::vector<std::int64_t> share(sizes.size());
  std::vector<std::pair<std::int64_t, std::size_t>> order;  // (minus the remainder, class)
  std::int64_t left = total;
  for (std::size_t c = 0; c < sizes.size(); ++c) {
    const std::int64_t product = checked_mul(total, sizes[c]);
    share[c] = std::min(product / n, room[c]);
    left -= share[c];
    order.emplace_back(-(product % n), c);
  }
  std::sort(order.begin(), order.end());
  while (left > 0) {
    const std::int64_t before = left;
    for (const auto& [remainder, c] : order) {
      if (left == 0 || share[c] == room[c]) continue;
      ++share[c];
      --left;
    }
    if (left == before) {
      throw_invalid_value(
          "split", "rows", "more rows than classes in training",
          std::to_string(n) + " rows of " + std::to_string(sizes.size()) + " classes");
    }
  }
  return share;
}

void sort_parts(Split& split) {
  for (auto* part : {&split.train, &split.validation, &split.test}) {
    std::sort(part->begin(), part->end());
  }
}

/// The first rows test, the next validate, the others train.
void deal(std::span<const std::int64_t> rows, Sizes sizes, Split& split) {
  std::int64_t place = 0;
  for (const std::int64_t row : rows) {
    auto& part = place < sizes.test                      ? split.test
                 : place < sizes.test + sizes.validation ? split.validation
                                                         : split.train;
    part.push_back(row);
    ++place;
  }
}

}  // namespace

void shuffle(RandomKey key, std::uint64_t step, std::span<std::int64_t> rows) {
  constexpr std::size_t kElements = 64, kBlocks = 16;  // of one call; of a group of words
  kernels::RandomWords words;
  std::size_t drawn = rows.size();  // the part that words belong to; no such part yet
  for (std::size_t i = rows.size(); i-- > 1;) {
    if (i / kElements != drawn) {
      drawn = i / kElements;
      kernels::random_words(key, step, 2 * drawn, words);
    }
    // Two numbers a Philox block: words 0 and 1, then 2 and 3, the high half first.
    const std::size_t block = i % kElements / 2;
    const std::size_t at = block / kBlocks * 64 + i % 2 * 2 * kBlocks + block % kBlocks;
    const std::uint64_t bits = std::uint64_t{words[at]} << 32 | words[at + kBlocks];
    std::swap(rows[i], rows[static_cast<std::size_t>(scale_to(bits, i + 1))]);
  }
}

std::vector<std::int64_t> permutation(RandomKey key, std::uint64_t step, std::int64_t n) {
  if (n < 0 || n > kMaxRows) {
    throw_invalid_value("permutation", "n", "0 <= n <= 2^33", std::to_string(n));
  }
  std::vector<std::int64_t> rows(static_cast<std::size_t>(n));
  std::iota(rows.begin(), rows.end(), std::int64_t{0});
  shuffle(key, step, rows);
  return rows;
}

Split split_tail(std::int64_t n, double validation) {
  const Sizes sizes = sizes_of(n, validation, 0.0);
  Split split;
  split.train.resize(static_cast<std::size_t>(n - sizes.validation));
  split.validation.resize(static_cast<std::size_t>(sizes.validation));
  std::iota(split.train.begin(), split.train.end(), std::int64_t{0});
  std::iota(split.validation.begin(), split.validation.end(), n - sizes.validation);
  return split;
}

Split split_random(std::int64_t n, const SplitOptions& options) {
  const Sizes sizes = sizes_of(n, options.validation, options.test);
  Split split;
  deal(permutation({options.data_seed, kSplitStream}, 0, n), sizes, split);
  sort_parts(split);
  return split;
}

Split split_stratified(std::span<const std::int64_t> labels, const SplitOptions& options) {
  const auto n = static_cast<std::int64_t>(labels.size());
  const Sizes sizes = sizes_of(n, options.validation, options.test);
  std::map<std::int64_t, std::vector<std::int64_t>> rows_of;
  for (const std::int64_t row : permutation({options.data_seed, kSplitStream}, 0, n)) {
    rows_of[labels[static_cast<std::size_t>(row)]].push_back(row);
  }
  std::vector<std::int64_t> class_sizes;
  std::vector<std::int64_t> room;
  for (const auto& [label, rows] : rows_of) {
    class_sizes.push_back(static_cast<std::int64_t>(rows.size()));
    room.push_back(class_sizes.back() - 1);
  }
  const auto test = proportional(sizes.test, n, class_sizes, room);
  for (std::size_t c = 0; c < room.size(); ++c) room[c] -= test[c];
  const auto validation = proportional(sizes.validation, n, class_sizes, room);
  Split split;
  std::size_t c = 0;
  for (const auto& [label, rows] : rows_of) {
    deal(rows, {.validation = validation[c], .test = test[c]}, split);
    ++c;
  }
  sort_parts(split);
  return split;
}

namespace {

/// Parts that were asked for: those and training need a group or a time each.
std::int64_t parts_of(const SplitOptions& options) {
  return 1 + (options.validation > 0 ? 1 : 0) + (options.test > 0 ? 1 : 0);
}

void check_enough(const char* what, std::size_t different, const SplitOptions& options) {
  const std::int64_t parts = parts_of(options);
  if (static_cast<std::int64_t>(different) >= parts) return;
  throw_invalid_value("split", what,
                      "at least " + std::to_string(parts) + " different ones, one a part",
                      std::to_string(different));
}

}  // namespace

Split split_group(std::span<const std::int64_t> groups, const SplitOptions& options) {
  const auto n = static_cast<std::int64_t>(groups.size());
  const Sizes sizes = sizes_of(n, options.validation, options.test);
  std::map<std::int64_t, std::vector<std::int64_t>> rows_of;
  for (std::int64_t row = 0; row < n; ++row) {
    rows_of[groups[static_cast<std::size_t>(row)]].push_back(row);
  }
  check_enough("groups", rows_of.size(), options);
  std::vector<const std::vector<std::int64_t>*> members;
  for (const auto& [group, rows] : rows_of) members.push_back(&rows);
  Split split;
  std::int64_t parts_left = parts_of(options);
  auto groups_left = static_cast<std::int64_t>(members.size());
  const std::array<std::pair<std::vector<std::int64_t>*, std::int64_t>, 2> parts = {
      {{&split.test, sizes.test}, {&split.validation, sizes.validation}}};
  std::size_t part = sizes.test > 0 ? 0 : 1;
  const auto order = permutation({options.data_seed, kSplitStream}, 0, groups_left);
  for (const std::int64_t place : order) {
    const std::vector<std::int64_t>& rows = *members[static_cast<std::size_t>(place)];
    const auto size = static_cast<std::int64_t>(rows.size());
    for (; part < 2; ++part) {
      auto& [taken, wanted] = parts[part];
      if (wanted == 0) continue;
      const auto have = static_cast<std::int64_t>(taken->size());
      const bool nearer = wanted - have > std::abs(have + size - wanted);
      if (have == 0 || (nearer && groups_left >= parts_left)) break;
      --parts_left;
    }
    std::vector<std::int64_t>& into = part < 2 ? *parts[part].first : split.train;
    into.insert(into.end(), rows.begin(), rows.end());
    --groups_left;
  }
  sort_parts(split);
  return split;
}

Split split_time(std::span<const double> times, const SplitOptions& options) {
  const auto n = static_cast<std::int64_t>(times.size());
  const Sizes sizes = sizes_of(n, options.validation, options.test);
  std::vector<std::int64_t> rows(times.size());
  std::iota(rows.begin(), rows.end(), std::int64_t{0});
  const auto time = [&](std::int64_t row) { return times[static_cast<std::size_t>(row)]; };
  for (const std::int64_t row : rows) {
    if (!std::isnan(time(row))) continue;
    throw_invalid_value("split", "times", "a time in each row",
                        "none in row " + std::to_string(row + 1));
  }
  std::stable_sort(rows.begin(), rows.end(),
                   [&](std::int64_t a, std::int64_t b) { return time(a) < time(b); });
  std::vector<std::int64_t> starts;  // where each time begins in `rows`
  for (std::int64_t i = 0; i < n; ++i) {
    if (i == 0 ||
        time(rows[static_cast<std::size_t>(i)]) != time(rows[static_cast<std::size_t>(i - 1)]))
      starts.push_back(i);
  }
  check_enough("times", starts.size(), options);
  // A part begins with a time: at its bound or before, unless too few times would be left before.
  std::int64_t parts_before = parts_of(options) - 1;
  std::int64_t end = n;
  Split split;
  for (const auto& [part, size] :
       {std::pair{&split.test, sizes.test}, std::pair{&split.validation, sizes.validation}}) {
    if (size == 0) continue;
    auto begin =
        std::upper_bound(starts.begin(), starts.end(), std::max<std::int64_t>(end - size, 0)) - 1;
    const auto least = starts.begin() + parts_before;
    if (begin < least) begin = least;
    part->assign(rows.begin() + *begin, rows.begin() + end);
    end = *begin;
    starts.erase(begin, starts.end());
    --parts_before;
  }
  split.train.assign(rows.begin(), rows.begin() + end);
  sort_parts(split);
  return split;
}

}  // namespace occam::data
