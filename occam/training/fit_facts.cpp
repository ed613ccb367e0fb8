#include "occam/training/fit_facts.h"

#include <fmt/format.h>
#include <zlib.h>

#include <limits>
#include <optional>

#include "occam/base/errors.h"

namespace occam::training {
namespace {

using callbacks::Callback;
using callbacks::RunState;

std::int64_t rows_of(const std::vector<Samples>& members) {
  std::int64_t rows = 0;
  for (const Samples& samples : members) rows += samples.size();
  return rows;
}

std::uint32_t checksum(const Samples& samples, std::uint32_t sum) {
  const auto add = [&](const void* bytes, std::size_t size) {
    sum = static_cast<std::uint32_t>(crc32_z(sum, static_cast<const Bytef*>(bytes), size));
  };
  const std::int64_t rows = samples.size();  // where one member's end and the next one's begin
  add(&rows, sizeof rows);
  for (const Feed& feed : samples.feeds) {
    add(feed.input.data(), feed.input.size());
    add(&feed.scale, sizeof feed.scale);
    add(feed.array->bytes(),
        static_cast<std::size_t>(feed.array->size()) * size_of(feed.array->dtype()));
  }
  return sum;
}

/// One line a difference: "batch_size 16 there, 32 here".
std::string difference(std::string_view key, const Config* there, const Config* here) {
  const auto text = [](const Config* value) { return value ? to_text(*value) : "none"; };
  if (key == "data") return "other numbers in the data";
  return fmt::format("{} {} there, {} here", key, text(there), text(here));
}

/// Entries that are not alike in two maps.
std::vector<std::string> differences(const Config& there, const Config& here) {
  std::vector<std::string> found;
  if (const Config::Map* const map = here.entries()) {
    for (const auto& [key, value] : *map) {
      const Config* const other = there.find(key);
      if (other == nullptr || *other != value) found.push_back(difference(key, other, &value));
    }
  }
  if (const Config::Map* const map = there.entries()) {
    for (const auto& [key, value] : *map) {
      if (here.find(key) == nullptr) found.push_back(difference(key, &value, nullptr));
    }
  }
  return found;
}

[[noreturn]] void refuse(const std::string& path, const std::vector<std::string>& found) {
  throw InvalidArgument(fmt::format(
      "fit: {} is a checkpoint of another fit: {}. Expected the model, data, options and callbacks "
      "that it was written with",
      path, fmt::join(found, "; ")));
}

std::string names(const std::vector<std::string>& types) {
  return types.empty() ? "none" : fmt::format("{}", fmt::join(types, ", "));
}

}  // namespace

Config facts_of(const TrainingData& data, const FitOptions& options) {
  std::uint32_t sum = 0;
  for (const Samples& samples : data.train) sum = checksum(samples, sum);
  for (const Samples& samples : data.validation) sum = checksum(samples, sum);
  return Config::map({{"rows", rows_of(data.train)},
                      {"validation_rows", rows_of(data.validation)},
                      {"batch_size", static_cast<long long>(options.batch_size)},
                      {"initial_epoch", static_cast<long long>(options.initial_epoch)},
                      {"shuffle", options.shuffle},
                      {"refresh_statistics", options.refresh_statistics},
                      {"data", sum}});
}

void check_same_fit(const std::string& path, const Config& stored, const Config& present) {
  if (const auto found = differences(stored, present); !found.empty()) refuse(path, found);
}

void check_same_callbacks(const std::string& path, const std::vector<RunState>& stored,
                          const std::vector<Callback>& present) {
  std::vector<RunState> here;
  for (const Callback& callback : present) {
    if (callback.keeps_state()) here.push_back(callback.run_state());
  }
  std::vector<std::string> types_there, types_here;
  for (const RunState& state : stored) types_there.push_back(state.type);
  for (const RunState& state : here) types_here.push_back(state.type);
  if (types_there != types_here)
    refuse(path,
           {fmt::format("callbacks {} there, {} here", names(types_there), names(types_here))});
  std::vector<std::string> found;
  for (std::size_t i = 0; i < here.size(); ++i) {
    for (const std::string& each : differences(stored[i].arguments, here[i].arguments))
      found.push_back(here[i].type + "." + each);
  }
  if (!found.empty()) refuse(path, found);
}

}  // namespace occam::training
