#include "occam/base/config.h"

#include <algorithm>
#include <charconv>

#include "occam/base/errors.h"

namespace occam {
namespace {

std::string json_text(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      result += '\\';
      result += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      static constexpr char kDigits[] = "0123456789abcdef";
      result += "\\u00";
      result += kDigits[c >> 4];
      result += kDigits[c & 15];
    } else {
      result += c;
    }
  }
  return result + "\"";
}

/// The value that a flag's text means.
Config scalar_of(std::string_view text) {
  if (text == "true") return true;
  if (text == "false") return false;
  if (text == "none") return {};
  const char* const end = text.data() + text.size();
  std::int64_t integer = 0;
  if (const auto read = std::from_chars(text.data(), end, integer);
      read.ec == std::errc() && read.ptr == end)
    return integer;
  double number = 0;
  const auto read = std::from_chars(text.data(), end, number);
  const bool is_number = read.ptr == end && !text.empty() &&
                         (read.ec == std::errc() || read.ec == std::errc::result_out_of_range);
  if (!is_number) return text;
  // Out of range is infinity, or 0 when it is too small: the field's range decides.
  if (read.ec == std::errc::result_out_of_range)
    return text.find("e-") != text.npos || text.find("E-") != text.npos ? Config(0.0)
                                                                        : Config(1e308 * 10);
  return number;
}

}  // namespace

Config::Config(Map map) : value_(std::make_shared<const Map>(std::move(map))) {}

const Config::Map* Config::entries() const {
  const Shared* const map = std::get_if<Shared>(&value_);
  return map != nullptr ? map->get() : nullptr;
}

Config Config::map(std::initializer_list<ConfigEntry> entries) { return Map(entries); }

const Config* Config::find(std::string_view key) const {
  const Map* const map = entries();
  if (map == nullptr) return nullptr;
  const auto found =
      std::find_if(map->begin(), map->end(), [&](const ConfigEntry& e) { return e.key == key; });
  return found == map->end() ? nullptr : &found->value;
}

void Config::set(std::string key, Config value) {
  Map map = is_null() ? Map() : *std::get<Shared>(value_);
  const auto found =
      std::find_if(map.begin(), map.end(), [&](const ConfigEntry& e) { return e.key == key; });
  if (found != map.end()) {
    found->value = std::move(value);
  } else {
    map.push_back({std::move(key), std::move(value)});
  }
  value_ = std::make_shared<const Map>(std::move(map));
}

bool operator==(const Config& a, const Config& b) {
  const Config::Map *const x = a.entries(), *const y = b.entries();
  return x != nullptr && y != nullptr ? *x == *y : a.value_ == b.value_;
}

std::string to_text(const Config& config) {
  if (const bool* value = config.boolean()) return *value ? "true" : "false";
  if (const std::int64_t* value = config.integer()) return std::to_string(*value);
  if (const double* value = config.number()) return to_text(*value);
  if (const std::string* value = config.text()) return json_text(*value);
  std::string text;
  if (const Config::List* list = config.list()) {
    for (const Config& item : *list) text += (text.empty() ? "" : ", ") + to_text(item);
    return "[" + text + "]";
  }
  if (const Config::Map* map = config.entries()) {
    for (const ConfigEntry& entry : *map)
      text += (text.empty() ? "" : ", ") + json_text(entry.key) + ": " + to_text(entry.value);
    return "{" + text + "}";
  }
  return "null";
}

Spec parse_spec(std::string_view where, std::string_view text) {
  const auto refuse = [&](std::string_view expected) {
    throw InvalidArgument(std::string(where) + ": Expected " + std::string(expected) +
                          ", as in l1l2:l1=1e-5,l2=1e-4. Received: " + std::string(text));
  };
  Spec spec;
  const std::size_t colon = text.find(':');
  spec.name = text.substr(0, colon);
  if (spec.name.empty()) refuse("a name");
  if (spec.name.find('=') != spec.name.npos)
    refuse("a name alone, or a colon before its arguments");
  if (colon == text.npos) return spec;
  std::string_view rest = text.substr(colon + 1);
  while (true) {
    const std::size_t comma = rest.find(',');
    const std::string_view argument = rest.substr(0, comma);
    const std::size_t equals = argument.find('=');
    if (equals == argument.npos || equals == 0) refuse("arguments of the form name=value");
    const std::string key(argument.substr(0, equals));
    if (spec.arguments.find(key) != nullptr) refuse("each argument once");
    spec.arguments.set(key, scalar_of(argument.substr(equals + 1)));
    if (comma == rest.npos) return spec;
    rest = rest.substr(comma + 1);
  }
}

}  // namespace occam
