#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "occam/base/errors.h"
#include "occam/base/field_list.h"
#include "occam/base/field_value.h"
#include "occam/base/range.h"

namespace occam {

/// The texts that a field accepts: `one_of("auto", "min", "max")`.
struct Choices {
  std::array<std::string_view, 8> texts = {};
  std::size_t count = 0;
  constexpr auto begin() const { return texts.begin(); }
  constexpr auto end() const { return texts.begin() + count; }
};
template <std::convertible_to<std::string_view>... Texts>
requires(sizeof...(Texts) <= 8) constexpr Choices one_of(const Texts&... texts) {
  return {{std::string_view(texts)...}, sizeof...(Texts)};
}

/// Describes one member of an option struct: its name in configurations, files and flags, the
/// numbers or texts it accepts, and what it means. `static constexpr auto fields()` of a struct
/// returns `Fields` of them.
template <class Struct, class Member>
struct Field {
  constexpr Field(std::string_view field_name, Member Struct::*pointer,
                  std::string_view documentation = {})
      : name(field_name), member(pointer), doc(documentation) {}
  constexpr Field(std::string_view field_name, Member Struct::*pointer, Range accepted,
                  std::string_view documentation = {})
      : name(field_name), member(pointer), range(accepted), doc(documentation) {}
  constexpr Field(std::string_view field_name, Member Struct::*pointer, Choices accepted,
                  std::string_view documentation = {})
      : name(field_name), member(pointer), choices(accepted), doc(documentation) {}
  std::string_view name;
  Member Struct::*member;
  Range range = {};
  Choices choices = {};
  std::string_view doc;
};

/// A struct that describes its members.
template <class T>
concept HasFields = requires {
  T::fields();
};

/// What can be told of a field without its struct: for help texts, signatures and documents.
struct FieldInfo {
  std::string_view name, doc;
  std::string_view noun;  ///< "a number", "a regularizer or none"
  Range range = {};
  Choices choices = {};
  Config standard;  ///< the default
};

/// Throws InvalidArgument unless `value` is finite and in `range`.
void check_number(std::string_view where, std::string_view name, double value, const Range& range,
                  bool integer);
/// The same for a number that the engine computes with in float32: 1e39 is none of those, and 1e-60
/// is 0 there.
void check_float32(std::string_view where, std::string_view name, double value, const Range& range);
/// Throws InvalidArgument unless `value` is one of the choices.
void check_choice(std::string_view where, std::string_view name, std::string_view value,
                  const Choices& choices);

namespace fields_detail {

template <class Member>
concept HasNumber = requires(const Member& member) {
  FieldValue<Member>::number(member);
};

[[noreturn]] void throw_other_kind(std::string_view where, std::string_view name,
                                   std::string_view noun, const Config& received);
[[noreturn]] void throw_no_arguments(std::string_view where, const Config& received);

}  // namespace fields_detail

/// Calls visit(field, member) for each field of `options`, in order.
template <HasFields Struct, class Visit>
void visit_fields(Struct& options, const Visit& visit) {
  for_each_field(std::remove_const_t<Struct>::fields(),
                 [&](const auto& field) { visit(field, options.*(field.member)); });
}

/// Checks every number and every text with choices among the fields of `options`.
template <HasFields Struct>
void check_fields(const Struct& options) {
  visit_fields(options, [&](const auto& field, const auto& member) {
    using Member = std::remove_cvref_t<decltype(member)>;
    if constexpr (fields_detail::HasNumber<Member>) {
      const std::optional<double> number = FieldValue<Member>::number(member);
      if (!number) return;
      if constexpr (FieldValue<Member>::single) {
        check_float32(Struct::type, field.name, *number, field.range);
      } else {
        check_number(Struct::type, field.name, *number, field.range, FieldValue<Member>::whole);
      }
    } else if constexpr (std::same_as<Member, std::string>) {
      if (field.choices.count > 0) check_choice(Struct::type, field.name, member, field.choices);
    }
  });
}

/// The fields' values as a map, in order.
template <HasFields Struct>
Config config_of(const Struct& options) {
  Config config = Config::Map();
  visit_fields(options, [&](const auto& field, const auto& member) {
    config.set(std::string(field.name),
               FieldValue<std::remove_cvref_t<decltype(member)>>::write(member));
  });
  return config;
}

/// Takes over the entries of a map; members without an entry stay. Throws InvalidArgument for an
/// unknown key or a value of another kind; ranges are left to check_fields.
template <HasFields Struct>
void read_config(const Config& config, Struct& options) {
  if (config.is_null()) return;
  if (config.entries() == nullptr) fields_detail::throw_no_arguments(Struct::type, config);
  for (const ConfigEntry& entry : *config.entries()) {
    bool known = false;
    std::vector<std::string_view> names;
    visit_fields(options, [&](const auto& field, auto& member) {
      using Member = std::remove_cvref_t<decltype(member)>;
      names.push_back(field.name);
      if (field.name != entry.key) return;
      known = true;
      auto value = FieldValue<Member>::read(entry.value);
      if (!value) {
        fields_detail::throw_other_kind(Struct::type, field.name, FieldValue<Member>::noun,
                                        entry.value);
      }
      member = std::move(*value);
    });
    if (!known) throw_unknown_name(std::string(Struct::type) + " argument", entry.key, names);
  }
}

/// Are all fields equal?
template <HasFields Struct>
bool equal_fields(const Struct& a, const Struct& b) {
  bool equal = true;
  for_each_field(Struct::fields(), [&](const auto& field) {
    equal = equal && a.*(field.member) == b.*(field.member);
  });
  return equal;
}

/// What can be told of the fields of a struct, with the defaults of `standard`.
template <HasFields Struct>
std::vector<FieldInfo> field_infos(const Struct& standard = {}) {
  std::vector<FieldInfo> infos;
  visit_fields(standard, [&](const auto& field, const auto& member) {
    using Value = FieldValue<std::remove_cvref_t<decltype(member)>>;
    infos.push_back(
        {field.name, field.doc, Value::noun, field.range, field.choices, Value::write(member)});
  });
  return infos;
}

/// The field of this member. Throws InternalError when fields() leaves it out.
template <HasFields Struct, class Member>
Field<Struct, Member> field_of(Member Struct::*pointer) {
  Field<Struct, Member> found{"", nullptr};
  for_each_field(Struct::fields(), [&](const auto& field) {
    if constexpr (std::same_as<std::remove_cvref_t<decltype(field)>, Field<Struct, Member>>) {
      if (field.member == pointer) found = field;
    }
  });
  check_internal(found.member != nullptr, "a hyper-parameter that fields() does not list");
  return found;
}

}  // namespace occam
