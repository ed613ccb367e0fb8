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

std::uint32_t checksum(const void* bytes, std::size_t size, std::uint32_t sum) {
  return static_cast<std::uint32_t>(crc32_z(sum, static_cast<const Bytef*>(bytes), size));
}

std::uint32_t checksum_of(const BatchStream& stream, std::uint32_t sum) {
  if (stream.source) return sum ^ stream.source_sum;
  for (const Samples& samples : stream.samples) sum = training::checksum_of(samples, sum);
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

std::uint32_t checksum_of(const Samples& samples, std::uint32_t start) {
  const std::int64_t rows = samples.size();  // where one member's end and the next one's begin
  std::uint32_t sum = checksum(&rows, sizeof rows, start);
  for (const Feed& feed : samples.feeds) {
    sum = checksum(feed.input.data(), feed.input.size(), sum);
    sum = checksum(&feed.scale, sizeof feed.scale, sum);
    sum =
        checksum(feed.array->bytes(),
                 static_cast<std::size_t>(feed.array->size()) * size_of(feed.array->dtype()), sum);
  }
  return sum;
}

Config facts_of(const TrainingData& data, const FitOptions& options) {
  const std::uint32_t sum = checksum_of(data.validation, checksum_of(data.train, 0));
  Config::Map facts{{"rows", rows_of(data.train.samples)},
                    {"validation_rows", rows_of(data.validation.samples)},
                    {"batch_size", static_cast<long long>(options.batch_size)},
                    {"initial_epoch", static_cast<long long>(options.initial_epoch)},
                    {"shuffle", options.shuffle},
                    {"refresh_statistics", options.refresh_statistics},
                    {"data", sum}};
  // What a fit has by default is not written.
  const auto add = [&](const char* name, long long value) {
    if (value != 0) facts.push_back({name, value});
  };
  add("steps_per_epoch", options.steps_per_epoch);
  add("validation_steps", options.validation_steps);
  add("validation_batch_size", options.validation_batch_size);
  if (options.validation_freq.every() != 1) {
    Config::List epochs;
    for (const std::int64_t epoch : options.validation_freq.epochs()) epochs.push_back(epoch);
    facts.push_back({"validation_freq", options.validation_freq.every() > 0
                                            ? Config(options.validation_freq.every())
                                            : Config(std::move(epochs))});
  }
  if (data.train.source) facts.push_back({"source", true});
  if (data.validation.source) facts.push_back({"validation_source", true});
  if (options.split.kind() != data::SplitRule::Kind::kLast && !data.validation.samples.empty()) {
    const std::vector<std::int64_t>& rows = data.validation.samples[0].rows;
    facts.push_back({"split", checksum(rows.data(), rows.size() * sizeof rows[0], 0)});
  }
  return facts;
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
