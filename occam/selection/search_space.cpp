#include "occam/selection/search_space.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <set>

#include "occam/base/errors.h"
#include "occam/base/random.h"

namespace occam::selection {
namespace {

/// In [0, 1), by 53 bits: the two draws of a trial's axis are its steps 0 and 1.
double uniform(RandomKey key, std::int64_t trial, std::uint64_t which) {
  const auto row = static_cast<std::uint64_t>(trial) * 2 + which;
  const std::uint64_t high = random_bits(key, row, 0), low = random_bits(key, row, 1);
  return static_cast<double>((high << 21) | (low >> 11)) * 0x1p-53;
}

/// To four significant digits, as a person writes them.
double rounded(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.4g", value);
  return std::strtod(text, nullptr);
}

double between_ends(const SearchAxis& axis, const SearchItem& item, double share) {
  // An integer stands for what is rounded to it.
  const double edge = axis.integer ? 0.5 : 0.0;
  const double low = item.low - edge, high = item.high + edge;
  const double value = axis.scale == SearchAxis::Scale::kLogarithmic
                           ? low * std::pow(high / low, share)
                           : low + (high - low) * share;
  return std::clamp(axis.integer ? std::floor(value + 0.5) : rounded(value), item.low, item.high);
}

void check_item(const SearchAxis& axis, const SearchItem& item) {
  const std::string received = to_text(item.low) + " to " + to_text(item.high);
  const auto refuse = [&](const char* expected) {
    throw_invalid_value("search_space", axis.name, expected, received);
  };
  if (!std::isfinite(item.low) || !std::isfinite(item.high) || item.low > item.high)
    refuse("two finite numbers, the smaller first");
  if (item.low < item.high && axis.scale == SearchAxis::Scale::kLogarithmic && item.low <= 0)
    refuse("a range above 0, as its scale is logarithmic");
  if (axis.integer && (item.low != std::floor(item.low) || item.high != std::floor(item.high)))
    refuse("integers");
}

}  // namespace

void check_space(std::span<const SearchAxis> space) {
  std::set<std::string> names;
  for (const SearchAxis& axis : space) {
    if (axis.name.empty()) throw InvalidArgument("search_space: an axis without a name");
    if (!names.insert(axis.name).second)
      throw InvalidArgument("search_space: " + axis.name + " twice. Expected each name once");
    if (axis.items.empty())
      throw InvalidArgument("search_space: " + axis.name + " has no values. Expected one at least");
    for (const SearchItem& item : axis.items) check_item(axis, item);
  }
}

DrawnValues draw(std::span<const SearchAxis> space, std::uint64_t seed, std::int64_t trial) {
  DrawnValues values;
  for (const SearchAxis& axis : space) {
    const RandomKey key{seed, stream_of("selection/search_space/" + axis.name)};
    const auto count = static_cast<double>(axis.items.size());
    const auto place = static_cast<std::size_t>(uniform(key, trial, 0) * count);
    const SearchItem& item = axis.items[place];
    values.emplace_back(axis.name, item.low == item.high
                                       ? item.low
                                       : between_ends(axis, item, uniform(key, trial, 1)));
  }
  return values;
}

double value_of(const DrawnValues& values, std::string_view name) {
  const auto found =
      std::ranges::find_if(values, [&](const auto& value) { return value.first == name; });
  if (found == values.end())
    throw InvalidArgument("value_of: no value of " + std::string(name) + " was drawn");
  return found->second;
}

}  // namespace occam::selection
