#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace occam::selection {

/// Values from low to high; equal: the one value.
struct SearchItem {
  double low = 0.0, high = 0.0;

  bool operator==(const SearchItem&) const = default;
};

/// What one number of a network may be: one of the items, each as likely as another, and in it any
/// value, as likely as another in the scale's unit. {0, 1e-6 to 1e-2} is 0 half the time.
struct SearchAxis {
  enum class Scale : std::uint8_t { kLinear, kLogarithmic };

  std::string name;  ///< as of Setting; of a shape what the maker of the parts calls it
  std::vector<SearchItem> items;
  Scale scale = Scale::kLinear;
  bool integer = false;  ///< the items' ends too
  bool shape = false;    ///< networks that differ in it are not for one stack: width, depth, ...

  bool is_fixed() const { return items.size() == 1 && items[0].low == items[0].high; }
};

/// Named numbers, in the order of the axes.
using DrawnValues = std::vector<std::pair<std::string, double>>;

/// Errors: InvalidArgument for an axis without a name or items, a name twice, an item whose ends
/// are not finite or fall, one from 0 or less on a logarithmic scale, or ends that are no integers.
void check_space(std::span<const SearchAxis> space);

/// The values of a trial: a function of the seed, the trial's number (from 0) and each axis's name,
/// so that an axis more or less changes no other. Numbers are rounded to four digits: what is shown
/// is what was tried. Integers are each as likely on a linear scale, by the length of
/// [n - 1/2, n + 1/2] on a logarithmic one. REQUIRES: check_space().
DrawnValues draw(std::span<const SearchAxis> space, std::uint64_t seed, std::int64_t trial);

/// The value of a name. Errors: InvalidArgument for a name that is not there.
double value_of(const DrawnValues& values, std::string_view name);

}  // namespace occam::selection
