#pragma once

#include <initializer_list>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "occam/base/field_value.h"

namespace occam {

/// A list in a description, or none: `.thresholds = {0.2, 0.8}`. Copies are equal where their items
/// are; an empty list is not none.
template <class T>
class MaybeList {
 public:
  MaybeList() = default;
  MaybeList(std::initializer_list<T> items) : set_(true), items_(items) {}
  MaybeList(std::vector<T> items) : set_(true), items_(std::move(items)) {}  // NOLINT: implicit

  explicit operator bool() const { return set_; }
  const std::vector<T>& items() const { return items_; }
  bool operator==(const MaybeList&) const = default;

 private:
  bool set_ = false;
  std::vector<T> items_;
};

template <class T>
struct FieldValue<MaybeList<T>> {
  static constexpr std::string_view noun = "a list or none";
  static Config write(const MaybeList<T>& list) {
    return list ? FieldValue<std::vector<T>>::write(list.items()) : Config();
  }
  static std::optional<MaybeList<T>> read(const Config& config) {
    if (config.is_null()) return MaybeList<T>();
    std::optional<std::vector<T>> items = FieldValue<std::vector<T>>::read(config);
    if (!items) return std::nullopt;
    return MaybeList<T>(std::move(*items));
  }
};

}  // namespace occam
