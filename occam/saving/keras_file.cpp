#include "occam/saving/keras_file.h"

#include <charconv>
#include <chrono>
#include <ctime>

#include "occam/base/quoted.h"
#include "occam/base/warnings.h"
#include "occam/saving/adapted_layers.h"
#include "occam/saving/json_text.h"
#include "occam/saving/keras_classes.h"
#include "occam/saving/table_file.h"
#include "occam/saving/weight_values.h"

namespace occam::saving {
namespace {

constexpr std::int64_t kMostText = std::int64_t{64} << 20;
constexpr std::int64_t kMostWeights = std::int64_t{1} << 42;
constexpr int kLatestMajor = 3;
const std::string kOptimizer = "/optimizer/vars";

std::string date_text() {
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm utc{};
  gmtime_r(&now, &utc);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%d@%H:%M:%S", &utc);
  return text;
}

/// A later Keras may mean something else by the same words.
void check_version(const std::string& where, const Config& metadata) {
  const Config* const version = metadata.find("keras_version");
  if (version == nullptr || version->text() == nullptr) return;
  int major = 0;
  const char* const text = version->text()->data();
  std::from_chars(text, text + version->text()->size(), major);
  if (major > kLatestMajor) {
    warn(where + ": was written by Keras " + cleaned(*version->text()) +
         ", a later one than is known");
  }
}

}  // namespace

std::string keras_metadata() {
  return json_of(Config::map({{"keras_version", kKerasVersion}, {"date_saved", date_text()}}));
}

std::vector<ZipMember> keras_members(const models::Network& network, const Config& config,
                                     OwnState own, const std::string& model_name,
                                     const std::vector<StoredNumbers>& beside) {
  const models::Blueprint& blueprint = *network.blueprint();
  const WeightPlaces places("save_model", config, blueprint);
  Hdf5Writer weights;
  weights.group("/vars", model_name);
  for (const auto& [group, name] : places.groups()) weights.group(group, name);
  write_weights(network, places.paths(), weights);
  write_copies(network, places.copies(), weights);
  for (const StoredNumbers& each : beside)
    weights.floats_in_place(each.path, each.values.shape(), each.values.data<float>());
  std::size_t count = 0;
  const auto next = [&](const std::string&) { return kOptimizer + "/" + std::to_string(count++); };
  if (write_optimizer(network, places, own, next, weights))
    weights.group(kOptimizer, keras_snake_case(blueprint.options()->optimizer.type()));
  std::vector<ZipMember> members;  // moved into: a list of them would copy the numbers
  members.push_back({"metadata.json", keras_metadata()});
  members.push_back({"config.json", json_of(config)});
  members.push_back({"model.weights.h5", weights.bytes()});
  members.push_back({"occam.json", json_of(own.config())});
  return members;
}

ModelContent open_keras_file(const std::string& where, const Members& archive) {
  if (archive.has(kTableMember)) refuse_table(where);
  ModelContent content;
  content.where = where;
  content.config = config_of_json(where + ": config.json", archive.read("config.json", kMostText));
  if (content.config.entries() == nullptr) throw FileError(where + ": config.json is no object");
  if (archive.has("metadata.json")) {
    check_version(
        where, config_of_json(where + ": metadata.json", archive.read("metadata.json", kMostText)));
  }
  content.numbers =
      std::make_unique<const std::string>(archive.read("model.weights.h5", kMostWeights));
  content.file = std::make_unique<Hdf5Reader>(where + ": model.weights.h5", *content.numbers);
  content.config = with_adapted_layers(
      where, content.config, *content.file,
      [](const std::string& group, const std::string&) {
        return std::vector{group + "/vars/0", group + "/vars/1"};
      },
      [&](const std::string& group, const std::string&) {
        return archive.read("assets" + group + "/vocabulary.txt", kMostText);
      });
  content.weights = [&file = *content.file](const WeightPlaces& places, bool) {
    return layer_by_layer(places, file);
  };
  const std::size_t variables = content.file->members(kOptimizer).size();
  for (std::size_t i = 0; i < variables; ++i)
    content.optimizer.paths.push_back(kOptimizer + "/" + std::to_string(i));
  if (archive.has("occam.json")) {
    content.own = OwnState::read(
        where, config_of_json(where + ": occam.json", archive.read("occam.json", kMostText)));
  }
  return content;
}

}  // namespace occam::saving
