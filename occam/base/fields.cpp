#include "occam/base/fields.h"

#include <cmath>
#include <limits>

namespace occam {

std::string to_text(const Range& range, bool integer) {
  const std::string noun = integer ? "an integer" : "a finite number";
  const bool below = std::isfinite(range.high), above = std::isfinite(range.low);
  if (above && below) {
    return noun + " in " + (range.low_open ? "(" : "[") + to_text(range.low) + ", " +
           to_text(range.high) + (range.high_open ? ")" : "]");
  }
  if (above) return noun + (range.low_open ? " > " : " >= ") + to_text(range.low);
  if (below) return noun + (range.high_open ? " < " : " <= ") + to_text(range.high);
  return noun;
}

void check_number(std::string_view where, std::string_view name, double value, const Range& range,
                  bool integer) {
  if (std::isfinite(value) && range.contains(value)) return;
  throw_invalid_value(where, name, to_text(range, integer), to_text(value));
}

void check_float32(std::string_view where, std::string_view name, double value,
                   const Range& range) {
  check_number(where, name, value, range, false);
  constexpr double kLargest = std::numeric_limits<float>::max();
  if (std::abs(value) > kLargest) {
    throw_invalid_value(where, name,
                        to_text(range, false) + " that float32 can hold, at most 3.4e38",
                        to_text(value));
  }
  // Too small for float32 is 0, where 0 is accepted.
  const bool vanishes = value != 0 && static_cast<float>(value) == 0.0f;
  if (vanishes && !range.contains(0)) {
    throw_invalid_value(where, name, to_text(range, false) + " that is not 0 in float32",
                        to_text(value));
  }
}

void check_choice(std::string_view where, std::string_view name, std::string_view value,
                  const Choices& choices) {
  if (std::find(choices.begin(), choices.end(), value) != choices.end()) return;
  const std::vector<std::string_view> known(choices.begin(), choices.end());
  throw_unknown_name(std::string(where) + " " + std::string(name), value, known);
}

namespace fields_detail {

void check(std::string_view type, std::span<const Entry> fields, const void* options) {
  for (const Entry& entry : fields) {
    const FieldText& field = *entry.field;
    const void* const member = entry.member(options);
    if (entry.type->number != nullptr) {
      const std::optional<double> number = entry.type->number(member);
      if (!number) continue;
      if (entry.type->single) {
        check_float32(type, field.name, *number, field.range);
      } else {
        check_number(type, field.name, *number, field.range, entry.type->whole);
      }
    } else if (entry.type->text != nullptr && field.choices.count > 0) {
      check_choice(type, field.name, entry.type->text(member), field.choices);
    }
  }
}

Config config(std::span<const Entry> fields, const void* options) {
  Config config = Config::Map();
  for (const Entry& entry : fields)
    config.set(std::string(entry.field->name), entry.type->write(entry.member(options)));
  return config;
}

void read(std::string_view type, std::span<const Entry> fields, const Config& config,
          void* options) {
  if (config.is_null()) return;
  if (config.entries() == nullptr) {
    throw InvalidArgument(std::string(type) +
                          ": Expected arguments by name. Received: " + to_text(config));
  }
  for (const ConfigEntry& argument : *config.entries()) {
    const auto found = std::ranges::find(fields, argument.key,
                                         [](const Entry& entry) { return entry.field->name; });
    if (found == fields.end()) {
      std::vector<std::string_view> names;
      for (const Entry& entry : fields) names.push_back(entry.field->name);
      throw_unknown_name(std::string(type) + " argument", argument.key, names);
    }
    // The struct is the caller's to change; finding a member does not depend on that.
    void* const member = const_cast<void*>(found->member(options));
    if (found->type->read(argument.value, member)) continue;
    if (argument.value.text() != nullptr && found->field->choices.count > 0)
      check_choice(type, found->field->name, *argument.value.text(), found->field->choices);
    throw_invalid_value(type, found->field->name, found->type->noun, to_text(argument.value));
  }
}

std::vector<FieldInfo> infos(std::span<const Entry> fields, const void* standard) {
  std::vector<FieldInfo> infos;
  for (const Entry& entry : fields) {
    const FieldText& field = *entry.field;
    infos.push_back({field.name, field.doc, entry.type->noun, field.range, field.choices,
                     entry.type->write(entry.member(standard))});
  }
  return infos;
}

}  // namespace fields_detail

}  // namespace occam
