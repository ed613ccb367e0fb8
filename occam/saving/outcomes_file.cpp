#include "occam/saving/outcomes_file.h"

#include <zlib.h>

#include <cstring>
#include <nlohmann/json.hpp>
#include <vector>

#include "occam/base/errors.h"
#include "occam/base/quoted.h"
#include "occam/saving/atomic_file.h"

namespace occam::saving {
namespace {

using nlohmann::json;
using selection::Outcome;

/// In front of the CBOR: what the file is, its version, and the sum of what follows.
constexpr std::string_view kHead = "occam outcomes 2\n";

/// REQUIRES: float32.
json json_of(const Array& array) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(array.bytes());
  const std::size_t size = static_cast<std::size_t>(array.size()) * size_of(array.dtype());
  return {{"shape", array.shape().dims()}, {"values", json::binary({bytes, bytes + size})}};
}

/// Throws json::exception, or InvalidArgument, for what is no array of float32.
Array array_of(const json& stored) {
  const Shape shape(stored.at("shape").get<std::vector<std::int64_t>>());
  const std::vector<std::uint8_t>& bytes = stored.at("values").get_binary();
  std::vector<float> values(bytes.size() / sizeof(float));
  if (!values.empty()) std::memcpy(values.data(), bytes.data(), values.size() * sizeof(float));
  return Array(shape, values);
}

json json_of(const Outcome& outcome) {
  json weights = json::array();
  for (const Array& weight : outcome.weights) weights.push_back(json_of(weight));
  return {{"outputs", json_of(outcome.outputs)},
          {"zeros", outcome.support.zeros},
          {"inputs", outcome.support.inputs},
          {"units", outcome.support.units},
          {"parameters", outcome.support.parameters},
          {"weights", std::move(weights)},
          {"epochs", outcome.epochs},
          {"best_epoch", outcome.best_epoch},
          {"stop_reason", outcome.stop_reason},
          {"diverged", outcome.diverged}};
}

Outcome outcome_of(const json& stored) {
  Outcome outcome{.outputs = array_of(stored.at("outputs"))};
  stored.at("zeros").get_to(outcome.support.zeros);
  stored.at("inputs").get_to(outcome.support.inputs);
  stored.at("units").get_to(outcome.support.units);
  stored.at("parameters").get_to(outcome.support.parameters);
  for (const json& weight : stored.at("weights")) outcome.weights.push_back(array_of(weight));
  stored.at("epochs").get_to(outcome.epochs);
  stored.at("best_epoch").get_to(outcome.best_epoch);
  stored.at("stop_reason").get_to(outcome.stop_reason);
  stored.at("diverged").get_to(outcome.diverged);
  return outcome;
}

std::string sum_of(std::string_view bytes) {
  const auto sum = static_cast<std::uint32_t>(
      crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
  std::string text(sizeof sum, '\0');
  std::memcpy(text.data(), &sum, sizeof sum);
  return text;
}

[[noreturn]] void refuse(const std::string& path, const std::string& what) {
  throw FileError(in_quotes(path) + ": " + what +
                  ". Expected a file of trained networks that occam has written");
}

}  // namespace

void save_outcomes(const selection::Outcomes& outcomes, const std::string& path) {
  json all = json::object();
  for (const auto& [key, outcome] : outcomes) all[key] = json_of(outcome);
  std::string bytes;
  json::to_cbor(all, bytes);
  const std::string pieces[] = {std::string(kHead), sum_of(bytes), bytes};
  write_atomically(path, pieces);
}

selection::Outcomes load_outcomes(const std::string& path) {
  const std::string bytes = read_whole_file(path);
  std::string_view rest = bytes;
  if (!rest.starts_with(kHead)) refuse(path, "something else");
  rest.remove_prefix(kHead.size());
  constexpr std::size_t kSum = sizeof(std::uint32_t);
  if (rest.size() < kSum || rest.substr(0, kSum) != sum_of(rest.substr(kSum)))
    refuse(path, "damaged");
  rest.remove_prefix(kSum);
  selection::Outcomes outcomes;
  try {
    const json all = json::from_cbor(rest.begin(), rest.end());
    for (const auto& [key, stored] : all.items()) outcomes.emplace(key, outcome_of(stored));
  } catch (const json::exception&) {
    refuse(path, "damaged");
  } catch (const InvalidArgument&) {
    refuse(path, "damaged");
  }
  return outcomes;
}

}  // namespace occam::saving
