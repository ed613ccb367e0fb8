#pragma once

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "occam/base/errors.h"

namespace occam::callbacks {

/// One reported number: "loss" or "val_accuracy" and its value. Of a metric that is several numbers
/// ("f1_score[2]") also which metric's it is ("f1_score") and which of its numbers; else "" and 0.
struct LogEntry {
  std::string name;
  double value = 0.0;
  std::string metric = {};
  std::size_t place = 0;
};

/// What an epoch or batch reports, in alphabetical order of the names, as Keras hands it to
/// callbacks. Batch logs are running means of the epoch. Setting an existing name allocates
/// nothing, so that one object can serve every batch.
class Logs {
 public:
  Logs() = default;
  /// In any order; a repeated name keeps the last value.
  Logs(std::initializer_list<LogEntry> entries) {
    for (const LogEntry& entry : entries) set(entry.name, entry.value, entry.metric, entry.place);
  }

  /// Adds the entry, or overwrites the value of that name.
  void set(std::string_view name, double value, std::string_view metric = {},
           std::size_t place = 0) {
    const std::ptrdiff_t at = place_of(name);
    if (holds(at, name)) {
      entries_[static_cast<std::size_t>(at)].value = value;
    } else {
      entries_.insert(entries_.begin() + at,
                      LogEntry{std::string(name), value, std::string(metric), place});
    }
  }

  /// The value, or nullptr when the name is absent. Valid until the next new name is set.
  const double* find(std::string_view name) const {
    const std::ptrdiff_t place = place_of(name);
    return holds(place, name) ? &entries_[static_cast<std::size_t>(place)].value : nullptr;
  }
  bool contains(std::string_view name) const { return find(name) != nullptr; }
  /// Throws InvalidArgument, listing the names there are, when `name` is absent.
  double at(std::string_view name) const {
    if (const double* value = find(name)) return *value;
    std::vector<std::string_view> known;
    for (const LogEntry& entry : entries_) known.push_back(entry.name);
    throw_unknown_name("Logs", name, known);
  }

  std::size_t size() const { return entries_.size(); }
  bool empty() const { return entries_.empty(); }
  auto begin() const { return entries_.begin(); }
  auto end() const { return entries_.end(); }

 private:
  // Where the name stands, or would stand.
  std::ptrdiff_t place_of(std::string_view name) const {
    return std::lower_bound(
               entries_.begin(), entries_.end(), name,
               [](const LogEntry& entry, std::string_view wanted) { return entry.name < wanted; }) -
           entries_.begin();
  }
  bool holds(std::ptrdiff_t place, std::string_view name) const {
    const auto at = static_cast<std::size_t>(place);
    return at < entries_.size() && entries_[at].name == name;
  }

  std::vector<LogEntry> entries_;
};

}  // namespace occam::callbacks
