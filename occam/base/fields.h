#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <optional>
#include <span>
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

/// What a field says of its member.
struct FieldText {
  std::string_view name;
  Range range = {};
  Choices choices = {};
  std::string_view doc;
};

/// Describes one member of an option struct: its name in configurations, files and flags, the
/// numbers or texts it accepts, and what it means. `static constexpr auto fields()` of a struct
/// returns `Fields` of them.
template <class Struct, class Member>
struct Field : FieldText {
  constexpr Field(std::string_view field_name, Member Struct::*pointer,
                  std::string_view documentation = {})
      : FieldText{field_name, {}, {}, documentation}, member(pointer) {}
  constexpr Field(std::string_view field_name, Member Struct::*pointer, Range accepted,
                  std::string_view documentation = {})
      : FieldText{field_name, accepted, {}, documentation}, member(pointer) {}
  constexpr Field(std::string_view field_name, Member Struct::*pointer, Choices accepted,
                  std::string_view documentation = {})
      : FieldText{field_name, {}, accepted, documentation}, member(pointer) {}
  Member Struct::*member;
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

/// Calls visit(field, member) for each field of `options`, in order.
template <HasFields Struct, class Visit>
void visit_fields(Struct& options, const Visit& visit) {
  for_each_field(std::remove_const_t<Struct>::fields(),
                 [&](const auto& field) { visit(field, options.*(field.member)); });
}

namespace fields_detail {

/// What can be done with a member's type, the type itself forgotten: what follows is compiled once
/// and not once a struct.
struct MemberType {
  std::string_view noun;
  bool whole = false, single = false;
  std::optional<double> (*number)(const void* member) = nullptr;  ///< null: none to check
  const std::string& (*text)(const void* member) = nullptr;       ///< null: no text
  Config (*write)(const void* member) = nullptr;
  bool (*read)(const Config& config, void* member) = nullptr;  ///< false: of another kind
};

template <class Member>
concept HasNumber = requires(const Member& member) {
  FieldValue<Member>::number(member);
};

template <class Member>
constexpr MemberType member_type() {
  using Value = FieldValue<Member>;
  MemberType type;
  type.noun = Value::noun;
  if constexpr (HasNumber<Member>) {
    type.whole = Value::whole;
    type.single = Value::single;
    type.number = [](const void* member) -> std::optional<double> {
      return Value::number(*static_cast<const Member*>(member));
    };
  }
  if constexpr (std::same_as<Member, std::string>) {
    type.text = [](const void* member) -> const std::string& {
      return *static_cast<const std::string*>(member);
    };
  }
  type.write = [](const void* member) -> Config {
    return Value::write(*static_cast<const Member*>(member));
  };
  type.read = [](const Config& config, void* member) {
    auto value = Value::read(config);
    if (value) *static_cast<Member*>(member) = std::move(*value);
    return value.has_value();
  };
  return type;
}
template <class Member>
inline constexpr MemberType kMemberType = member_type<Member>();

/// A field of a struct, the struct's type forgotten too.
struct Entry {
  const FieldText* field;
  const MemberType* type;
  const void* (*find)(const FieldText& field, const void* options);

  const void* member(const void* options) const { return find(*field, options); }
};

template <class Struct, class Owner, class Member>
constexpr Entry entry_of(const Field<Owner, Member>& field) {
  return {&field, &kMemberType<Member>, [](const FieldText& text, const void* options) {
            const auto& own = static_cast<const Field<Owner, Member>&>(text);
            return static_cast<const void*>(&(static_cast<const Struct*>(options)->*own.member));
          }};
}

/// The fields of a struct.
template <class Struct>
std::span<const Entry> entries() {
  static const auto fields = Struct::fields();
  static const auto all = apply_fields(fields, [](const auto&... field) {
    return std::array<Entry, sizeof...(field)>{entry_of<Struct>(field)...};
  });
  return all;
}

void check(std::string_view type, std::span<const Entry> fields, const void* options);
Config config(std::span<const Entry> fields, const void* options);
void read(std::string_view type, std::span<const Entry> fields, const Config& config,
          void* options);
std::vector<FieldInfo> infos(std::span<const Entry> fields, const void* standard);

}  // namespace fields_detail

/// Checks every number and every text with choices among the fields of `options`.
template <HasFields Struct>
void check_fields(const Struct& options) {
  fields_detail::check(Struct::type, fields_detail::entries<Struct>(), &options);
}

/// The fields' values as a map, in order.
template <HasFields Struct>
Config config_of(const Struct& options) {
  return fields_detail::config(fields_detail::entries<Struct>(), &options);
}

/// Takes over the entries of a map; members without an entry stay. Throws InvalidArgument for an
/// unknown key or a value of another kind; ranges are left to check_fields.
template <HasFields Struct>
void read_config(const Config& config, Struct& options) {
  fields_detail::read(Struct::type, fields_detail::entries<Struct>(), config, &options);
}

/// What can be told of the fields of a struct, with the defaults of `standard`.
template <HasFields Struct>
std::vector<FieldInfo> field_infos(const Struct& standard = {}) {
  return fields_detail::infos(fields_detail::entries<Struct>(), &standard);
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
