#include "occam/saving/json_text.h"

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>
#include <vector>

#include "occam/base/errors.h"

namespace occam::saving {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostLevels = 256;

Json to_json(const Config& config) {
  if (const bool* value = config.boolean()) return *value;
  if (const std::int64_t* value = config.integer()) return *value;
  if (const double* value = config.number()) {
    if (!std::isfinite(*value))
      throw InvalidArgument("a file holds finite numbers only. Received: " + to_text(*value));
    return *value;
  }
  if (const std::string* value = config.text()) return *value;
  if (const Config::List* list = config.list()) {
    Json json = Json::array();
    for (const Config& item : *list) json.push_back(to_json(item));
    return json;
  }
  if (const Config::Map* map = config.entries()) {
    Json json = Json::object();
    for (const ConfigEntry& entry : *map) {
      // Not by operator[], which looks for the key among all: keys differ already.
      static_cast<std::vector<std::pair<const std::string, Json>>&>(json.get_ref<Json::object_t&>())
          .emplace_back(entry.key, to_json(entry.value));
    }
    return json;
  }
  return nullptr;
}

/// Builds the config while the text is read, so that limits hold before anything is kept.
class Builder : public nlohmann::json_sax<nlohmann::json> {
 public:
  bool null() override { return add({}); }
  bool boolean(bool value) override { return add(value); }
  bool number_integer(number_integer_t value) override { return add(value); }
  bool number_unsigned(number_unsigned_t value) override {
    if (value > static_cast<number_unsigned_t>(std::numeric_limits<std::int64_t>::max()))
      return fail("an integer beyond 64 bits");
    return add(static_cast<std::int64_t>(value));
  }
  bool number_float(number_float_t value, const string_t&) override {
    return std::isfinite(value) ? add(value) : fail("a number that is not finite");
  }
  bool string(string_t& value) override { return add(value); }
  bool binary(binary_t&) override { return fail("bytes"); }
  bool start_object(std::size_t) override { return open(true); }
  bool start_array(std::size_t) override { return open(false); }
  bool key(string_t& name) override {
    Level& level = levels_.back();
    if (!level.keys.insert(name).second) return fail("the key '" + name + "' twice in one object");
    level.map.push_back({name, {}});
    return true;
  }
  bool end_object() override {
    Config made(std::move(levels_.back().map));
    levels_.pop_back();
    return add(std::move(made));
  }
  bool end_array() override {
    Config made(std::move(levels_.back().list));
    levels_.pop_back();
    return add(std::move(made));
  }
  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception&) override {
    return fail("no JSON from character " + std::to_string(position) + " on");
  }

  Config result;
  std::string failure;

 private:
  struct Level {
    bool is_map = false;
    Config::Map map;
    Config::List list;
    std::set<std::string> keys;
  };
  bool open(bool is_map) {
    if (levels_.size() == kMostLevels) return fail("more than 256 levels");
    levels_.emplace_back();
    levels_.back().is_map = is_map;
    return true;
  }
  bool add(Config value) {
    if (levels_.empty()) {
      result = std::move(value);
    } else if (levels_.back().is_map) {
      levels_.back().map.back().value = std::move(value);
    } else {
      levels_.back().list.push_back(std::move(value));
    }
    return true;
  }
  bool fail(std::string what) {
    if (failure.empty()) failure = std::move(what);
    return false;
  }
  std::vector<Level> levels_;
};

}  // namespace

std::string json_of(const Config& config, bool indented) {
  try {
    return to_json(config).dump(indented ? 1 : -1);
  } catch (const Json::type_error&) {
    throw InvalidArgument("a text is not UTF-8, which a file holds: " + to_text(config));
  }
}

Config config_of_json(const std::string& where, std::string_view text) {
  Builder builder;
  if (!nlohmann::json::sax_parse(text.begin(), text.end(), &builder))
    throw FileError(where + ": has " + builder.failure);
  return std::move(builder.result);
}

}  // namespace occam::saving
