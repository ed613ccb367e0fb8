#pragma once

#include <concepts>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "occam/base/errors.h"

namespace occam {

/// One T, a list by position, or a list by name: what a model of several inputs or outputs takes
/// where a model of one takes a T. `.loss = "mse"`, `.loss = {"mse", "bce"}`,
/// `.loss = {{"price", "mse"}, {"sold", "bce"}}`.
template <class T>
class OneOrMany {
 public:
  OneOrMany() = default;
  template <class U>
  requires(std::convertible_to<U&&, T> && !std::same_as<std::remove_cvref_t<U>, OneOrMany>)
      OneOrMany(U&& one)  // NOLINT
      : items_{T(std::forward<U>(one))} {}
  OneOrMany(std::initializer_list<T> list) : items_(list) {}
  OneOrMany(std::vector<T> list) : items_(std::move(list)) {}  // NOLINT: implicit by design
  OneOrMany(std::initializer_list<std::pair<std::string, T>> named) {
    for (const auto& [name, item] : named) {
      names_.push_back(name);
      items_.push_back(item);
    }
  }

  bool empty() const { return items_.empty(); }
  std::size_t size() const { return items_.size(); }
  const T& operator[](std::size_t i) const { return items_[i]; }
  auto begin() const { return items_.begin(); }
  auto end() const { return items_.end(); }
  /// By position, or by these names, one an item.
  const std::vector<std::string>& names() const { return names_; }
  void add(std::string name, T item) {
    names_.push_back(std::move(name));
    items_.push_back(std::move(item));
  }

  /// The item for each of `wanted`, in that order; null where a list by name leaves one out. Throws
  /// InvalidArgument, opening with `where`, for a list of another length or a name not wanted.
  std::vector<const T*> items_for(std::string_view where,
                                  const std::vector<std::string>& wanted) const {
    std::vector<const T*> found(wanted.size());
    if (names_.empty()) {
      if (items_.size() != wanted.size()) throw_wrong_number(where, wanted, items_.size());
      for (std::size_t i = 0; i < wanted.size(); ++i) found[i] = &items_[i];
      return found;
    }
    for (std::size_t i = 0; i < items_.size(); ++i) {
      std::size_t place = 0;
      while (place < wanted.size() && wanted[place] != names_[i]) ++place;
      if (place == wanted.size()) {
        throw_unknown_name(where, names_[i],
                           std::vector<std::string_view>(wanted.begin(), wanted.end()));
      }
      if (found[place] != nullptr)
        throw InvalidArgument(std::string(where) + ": '" + names_[i] + "' is given twice");
      found[place] = &items_[i];
    }
    return found;
  }

 private:
  [[noreturn]] static void throw_wrong_number(std::string_view where,
                                              const std::vector<std::string>& wanted,
                                              std::size_t received) {
    std::string text;
    for (const std::string& name : wanted) text += (text.empty() ? "" : ", ") + name;
    throw InvalidArgument(std::string(where) + ": Expected " + std::to_string(wanted.size()) +
                          (wanted.size() == 1 ? " item" : " items, one each for ") +
                          (wanted.size() == 1 ? "" : text) +
                          ". Received: " + std::to_string(received));
  }

  std::vector<T> items_;
  std::vector<std::string> names_;  ///< empty: by position
};

}  // namespace occam
