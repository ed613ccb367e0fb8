#include "occam/data/split_rule.h"

#include <array>
#include <string>
#include <utility>

#include "occam/base/errors.h"

namespace occam::data {
namespace {

/// By kind; those behind the first three need to be told more than a name.
constexpr std::array<std::string_view, 5> kNames = {"last", "random", "stratified", "group",
                                                    "time"};
constexpr std::size_t kPlain = 3;

void check_count(std::string_view what, std::size_t received, std::int64_t rows) {
  if (static_cast<std::int64_t>(received) == rows) return;
  throw_invalid_value("split", what, "one a row, " + std::to_string(rows),
                      std::to_string(received));
}

}  // namespace

SplitRule::Kind SplitRule::named(std::string_view name) {
  for (std::size_t i = 0; i < kPlain; ++i) {
    if (kNames[i] == name) return static_cast<Kind>(i);
  }
  if (name == "group" || name == "time") {
    throw_invalid_value("split", "rule", "SplitRule::by_" + std::string(name) + "(one a row)",
                        "'" + std::string(name) + "'");
  }
  throw_unknown_name("split", name, {kNames.begin(), kNames.begin() + kPlain});
}

SplitRule SplitRule::by_group(std::vector<std::int64_t> groups) {
  SplitRule rule(Kind::kGroup);
  rule.groups_ = std::move(groups);
  return rule;
}

SplitRule SplitRule::by_time(std::vector<double> times) {
  SplitRule rule(Kind::kTime);
  rule.times_ = std::move(times);
  return rule;
}

std::string_view SplitRule::name() const { return kNames[static_cast<std::size_t>(kind_)]; }

Split SplitRule::split(std::int64_t n, std::span<const std::int64_t> labels,
                       const SplitOptions& options) const {
  switch (kind_) {
    case Kind::kLast:
      return split_tail(n, options.validation);
    case Kind::kRandom:
      break;
    case Kind::kStratified:
      check_count("labels", labels.size(), n);
      return split_stratified(labels, options);
    case Kind::kGroup:
      check_count("groups", groups_.size(), n);
      return split_group(groups_, options);
    case Kind::kTime:
      check_count("times", times_.size(), n);
      return split_time(times_, options);
  }
  return split_random(n, options);
}

}  // namespace occam::data
