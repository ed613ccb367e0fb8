#include "occam/saving/stored_fit.h"

#include <cmath>
#include <limits>
#include <utility>

#include "occam/base/errors.h"
#include "occam/base/fields.h"

namespace occam::saving {
namespace {

using callbacks::RunState;
using training::FitState;
using training::MemberState;

constexpr std::string_view kNotFinite = "float";

/// The config with `change` applied to what is in its lists and maps.
template <class Change>
Config inside(const Config& config, const Change& change) {
  if (const Config::List* list = config.list()) {
    Config::List changed;
    for (const Config& item : *list) changed.push_back(change(item));
    return changed;
  }
  if (const Config::Map* map = config.entries()) {
    Config::Map changed;
    for (const auto& [key, value] : *map) changed.push_back({key, change(value)});
    return changed;
  }
  return config;
}

/// Writes and reads a callback's state; its arrays are data sets of the group, numbered.
Config write_state(const RunState& state, const std::string& group, Hdf5Writer& file) {
  Config::List arrays;
  for (std::size_t i = 0; i < state.arrays.size(); ++i) {
    const auto& [name, values] = state.arrays[i];
    const auto size = static_cast<std::int64_t>(values.size());
    arrays.push_back(Config::map({{"name", name}, {"size", size}}));
    if (size > 0) file.floats(group + "/" + std::to_string(i), Shape{size}, values);
  }
  return Config::map({{"class_name", state.type},
                      {"config", state.arguments},
                      {"state", state.values},
                      {"arrays", std::move(arrays)}});
}

class FitReader {
 public:
  FitReader(const std::string& where, const Hdf5Reader& file) : where_(where), file_(file) {}

  [[noreturn]] void refuse(std::string_view key) const {
    throw FileError(where_ + ": fit.json has no valid '" + std::string(key) + "'");
  }
  const Config& at(const Config& config, std::string_view key) const {
    const Config* const value = config.find(key);
    if (value == nullptr) refuse(key);
    return *value;
  }
  template <class T>
  T value(const Config& config, std::string_view key) const {
    auto read = FieldValue<T>::read(at(config, key));
    if (!read) refuse(key);
    return std::move(*read);
  }
  const Config::List& list(const Config& config, std::string_view key) const {
    const Config::List* const found = at(config, key).list();
    if (found == nullptr) refuse(key);
    return *found;
  }
  template <HasFields T>
  T fields(const Config& config, std::string_view key) const {
    T options;
    try {
      read_config(at(config, key), options);
    } catch (const InvalidArgument& error) {
      throw FileError(where_ + ": " + error.what());
    }
    return options;
  }
  RunState state(const Config& config, const std::string& group) const {
    RunState state{
        value<std::string>(config, "class_name"), at(config, "config"), at(config, "state"), {}};
    const Config::List& arrays = list(config, "arrays");
    for (std::size_t i = 0; i < arrays.size(); ++i) {
      const auto size = value<std::int64_t>(arrays[i], "size");
      const std::string path = group + "/" + std::to_string(i);
      // The bytes are there before they are given a place.
      if (size < 0 || (size > 0 && file_.shape(path) != Shape{size})) refuse("size");
      RunState::Floats floats{value<std::string>(arrays[i], "name"), {}};
      floats.values.resize(static_cast<std::size_t>(size));
      if (size > 0) file_.floats(path, Shape{size}, floats.values);
      state.arrays.push_back(std::move(floats));
    }
    return state;
  }

 private:
  const std::string& where_;
  const Hdf5Reader& file_;
};

std::string group_of(std::size_t member) { return "/members/" + std::to_string(member); }

}  // namespace

Config with_finite_numbers(const Config& config) {
  const double* const number = config.number();
  if (number != nullptr && !std::isfinite(*number))
    return Config::map({{std::string(kNotFinite), to_text(*number)}});
  return inside(config, with_finite_numbers);
}

Config with_all_numbers(const Config& config) {
  const Config* const number = config.find(kNotFinite);
  if (number != nullptr && number->text() != nullptr && config.entries()->size() == 1) {
    constexpr double kInf = std::numeric_limits<double>::infinity();
    const std::string& text = *number->text();
    return text == "inf" ? kInf : text == "-inf" ? -kInf : std::nan("");
  }
  return inside(config, with_all_numbers);
}

Config write_fit(const FitState& fit, Hdf5Writer& file) {
  Config::List members;
  for (std::size_t m = 0; m < fit.members.size(); ++m) {
    const MemberState& member = fit.members[m];
    Config::List callbacks;
    for (std::size_t i = 0; i < member.callbacks.size(); ++i) {
      callbacks.push_back(
          write_state(member.callbacks[i], group_of(m) + "/callbacks/" + std::to_string(i), file));
    }
    members.push_back(
        Config::map({{"progress", config_of(member.progress)},
                     {"run", config_of(member.standing)},
                     {"epochs_trained", FieldValue<std::uint64_t>::write(member.epochs_trained)},
                     {"data_seed", FieldValue<std::uint64_t>::write(member.data_seed)},
                     {"history", write_state(member.history, group_of(m) + "/history", file)},
                     {"callbacks", std::move(callbacks)}}));
  }
  return Config::map({{"facts", fit.facts}, {"members", std::move(members)}});
}

FitState read_fit(const std::string& where, const Config& config, const Hdf5Reader& file) {
  const FitReader reader(where, file);
  FitState fit;
  fit.facts = reader.at(config, "facts");
  for (const Config& stored : reader.list(config, "members")) {
    const std::string group = group_of(fit.members.size());
    MemberState member;
    member.progress = reader.fields<training::Progress>(stored, "progress");
    member.standing = reader.fields<training::RunStanding>(stored, "run");
    const training::Progress& progress = member.progress;
    if (progress.epoch < 0 || progress.steps < 0 || progress.position < 0)
      reader.refuse("progress");
    member.epochs_trained = reader.value<std::uint64_t>(stored, "epochs_trained");
    member.data_seed = reader.value<std::uint64_t>(stored, "data_seed");
    member.history = reader.state(reader.at(stored, "history"), group + "/history");
    const Config::List& callbacks = reader.list(stored, "callbacks");
    for (std::size_t i = 0; i < callbacks.size(); ++i) {
      member.callbacks.push_back(
          reader.state(callbacks[i], group + "/callbacks/" + std::to_string(i)));
    }
    fit.members.push_back(std::move(member));
  }
  return fit;
}

}  // namespace occam::saving
