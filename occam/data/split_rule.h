#pragma once

#include <concepts>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "occam/data/split.h"

namespace occam::data {

/// How rows are dealt out, by name: "last" (the last rows are held out, as Keras does), "random",
/// "stratified" (each class in the same share), or by what is known of each row: its group, no
/// group in two parts, or its time, the latest rows held out. Which rows: see split.h.
/// Errors: InvalidArgument for another name.
class SplitRule {
 public:
  enum class Kind : std::uint8_t { kLast, kRandom, kStratified, kGroup, kTime };

  template <std::convertible_to<std::string_view> Name>
  SplitRule(const Name& name)  // NOLINT: implicit by design
      : kind_(named(name)) {}
  static SplitRule by_group(std::vector<std::int64_t> groups);
  static SplitRule by_time(std::vector<double> times);

  Kind kind() const { return kind_; }
  /// "group"
  std::string_view name() const;
  /// Splits n rows; `labels`: class of each, for kStratified alone. Errors: InvalidArgument as
  /// those of split.h, and for another number of groups, times or labels than rows.
  Split split(std::int64_t n, std::span<const std::int64_t> labels,
              const SplitOptions& options) const;

 private:
  explicit SplitRule(Kind kind) : kind_(kind) {}
  static Kind named(std::string_view name);

  Kind kind_;
  std::vector<std::int64_t> groups_;
  std::vector<double> times_;
};

}  // namespace occam::data
