#pragma once

#include <algorithm>
#include <functional>
#include <string_view>
#include <utility>
#include <vector>

#include "occam/base/errors.h"
#include "occam/base/fields.h"

namespace occam {

/// The members of a concept by name: walked by flags, files, Python and tests. H is the holder.
template <class H>
class Catalogue {
 public:
  struct Entry {
    std::string_view name;                  ///< what strings and flags say: "l2"
    std::string_view type;                  ///< the class name, in files: "L2"
    std::vector<std::string_view> aliases;  ///< further names
    std::function<H()> make;                ///< what the name alone means
    std::function<H(const Config&)> read;   ///< defaults with these arguments
    std::function<std::vector<FieldInfo>()> fields;
    bool is(std::string_view wanted) const {
      return wanted == name || wanted == type ||
             std::find(aliases.begin(), aliases.end(), wanted) != aliases.end();
    }
  };

  /// `noun` opens messages: "Regularizer".
  Catalogue(std::string_view noun, std::vector<Entry> entries)
      : noun_(noun), entries_(std::move(entries)) {}

  const std::vector<Entry>& entries() const { return entries_; }
  /// Every name that a string may have: names, class names, aliases.
  std::vector<std::string_view> names() const {
    std::vector<std::string_view> names;
    for (const Entry& entry : entries_) {
      names.push_back(entry.name);
      if (entry.type != entry.name) names.push_back(entry.type);
      names.insert(names.end(), entry.aliases.begin(), entry.aliases.end());
    }
    return names;
  }
  /// The member of this name, here or among the thread's CustomMembers; null when there is none.
  const Entry* find_if_known(std::string_view name) const;
  /// Throws InvalidArgument, listing the names, for an unknown one.
  const Entry& find(std::string_view name) const {
    if (const Entry* const entry = find_if_known(name)) return *entry;
    throw_unknown_name(noun_, name, names());
  }
  H make(std::string_view name) const { return find(name).make(); }
  /// The member with these arguments, the others at their defaults; without any what the name
  /// alone means. Throws InvalidArgument for unknown or refused ones.
  H make(std::string_view name, const Config& arguments) const {
    return arguments.is_null() ? find(name).make() : find(name).read(arguments);
  }

 private:
  std::string_view noun_;
  std::vector<Entry> entries_;
};

/// Further members of a concept, on this thread and while it lives: what a program registers of its
/// own, such as the structs that a file may name. Those of the catalogue come first.
/// Source: Keras 3, saving.custom_object_scope.
template <class H>
class CustomMembers {
 public:
  using Entry = typename Catalogue<H>::Entry;
  explicit CustomMembers(std::vector<Entry> entries)
      : entries_(std::move(entries)), outer_(std::exchange(innermost, this)) {}
  CustomMembers(const CustomMembers&) = delete;
  CustomMembers& operator=(const CustomMembers&) = delete;
  ~CustomMembers() { innermost = outer_; }

  static const Entry* find(std::string_view name) {
    for (const CustomMembers* scope = innermost; scope != nullptr; scope = scope->outer_) {
      for (const Entry& entry : scope->entries_) {
        if (entry.is(name)) return &entry;
      }
    }
    return nullptr;
  }

 private:
  static inline thread_local const CustomMembers* innermost = nullptr;
  std::vector<Entry> entries_;
  const CustomMembers* outer_;
};

template <class H>
const typename Catalogue<H>::Entry* Catalogue<H>::find_if_known(std::string_view name) const {
  for (const Entry& entry : entries_) {
    if (entry.is(name)) return &entry;
  }
  return CustomMembers<H>::find(name);
}

/// The entry of struct T, which has fields(). `named` is what its name alone means, where that is
/// not T's defaults.
template <class H, class T>
typename Catalogue<H>::Entry catalogue_entry(std::string_view name,
                                             std::vector<std::string_view> aliases = {},
                                             T named = {}) {
  return {name,
          T::type,
          std::move(aliases),
          [named] { return H(named); },
          [](const Config& arguments) {
            T made{};
            read_config(arguments, made);
            return H(std::move(made));
          },
          [] { return field_infos<T>(T{}); }};
}

}  // namespace occam
