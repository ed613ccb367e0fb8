#include "occam/saving/table_file.h"

#include "occam/base/errors.h"
#include "occam/models/parts.h"
#include "occam/saving/atomic_file.h"
#include "occam/saving/hdf5_reader.h"
#include "occam/saving/hdf5_writer.h"
#include "occam/saving/json_text.h"
#include "occam/saving/keras_file.h"
#include "occam/saving/keras_model.h"
#include "occam/saving/stored_model.h"
#include "occam/saving/table_graph.h"
#include "occam/saving/weight_places.h"
#include "occam/saving/zip_archive.h"

namespace occam {
namespace saving {
namespace {

using models::Parts;

/// Changes when a reader of the old form would misread the new one.
constexpr std::int64_t kFormat = 1;
constexpr std::int64_t kMostText = std::int64_t{256} << 20;
constexpr std::int64_t kMostWeights = std::int64_t{1} << 42;
constexpr std::size_t kMostNetworks = 1000;

Config described(const Sequential& network) {
  const CurrentNumbers none = [](const std::string&) { return std::nullopt; };
  return keras_model(Parts::blueprint(network)->topology(), true, "network", none);
}

/// `weights`, the network's, must live until the file is complete.
void write_weights(const Sequential& network, const std::vector<Array>& weights,
                   const Config& description, std::size_t number, Hdf5Writer& file) {
  const std::string group = network_group(number);
  file.group(group + "/vars", number == 0 ? "network" : "network_" + std::to_string(number));
  const WeightPlaces places("save_table_model", description, *Parts::blueprint(network));
  for (const auto& [path, name] : places.groups()) file.group(group + path, name);
  for (std::size_t i = 0; i < weights.size(); ++i)
    file.floats(group + places.paths()[i], weights[i].shape(), weights[i].data<float>());
}

void read_weights(Sequential& network, const Config& description, std::size_t number,
                  const Hdf5Reader& file, const std::string& where) {
  const WeightPlaces places(where, description, *Parts::blueprint(network));
  std::vector<Array> weights;
  const std::vector<std::string> paths = network.weight_paths();
  const auto& blueprint = *Parts::blueprint(network);
  for (std::size_t i = 0; i < paths.size(); ++i) {
    const Shape& shape = blueprint.layout()[blueprint.weights()[i].variable].shape;
    const std::string place = network_group(number) + places.paths()[i];
    // A size that does not fit is refused before anything is allocated for it.
    if (const Shape stored = file.shape(place); stored != shape) {
      throw FileError(where + ": weight '" + paths[i] + "' has shape " + to_text(stored) +
                      " in the file. Expected " + to_text(shape));
    }
    weights.emplace_back(DType::kFloat32, shape);
    file.floats(place, shape, weights.back().mutable_data<float>());
  }
  network.set_weights(weights);
}

TableModel read_table_model(const std::string& path) {
  const std::string bytes = read_whole_file(path);
  const ZipReader archive(path, bytes);
  if (!archive.has(kTableMember)) {
    throw FileError(path + ": has no member '" + kTableMember +
                    "'. Expected a model of a table, as occam train TABLE --save writes it");
  }
  const Config stored =
      config_of_json(path + ": " + kTableMember, archive.read(kTableMember, kMostText));
  const Config* const format = stored.find("format");
  const Config* const table = stored.find("table");
  if (format == nullptr || table == nullptr)
    throw FileError(path + ": " + kTableMember + " has no format or no table");
  if (*format != Config(kFormat)) {
    throw FileError(path + ": " + kTableMember + " has the format " + to_text(*format) +
                    ". Expected 1: a newer occam reads it");
  }
  TableModel model;
  read_config(*table, model);
  model.encoder.check();
  const std::string where = path + ": config.json";
  const Config graph = config_of_json(where, archive.read("config.json", kMostText));
  const std::string weights = archive.read("model.weights.h5", kMostWeights);
  const Hdf5Reader file(path + ": model.weights.h5", weights);
  const std::vector<Config> networks = networks_in(where, graph);
  if (networks.size() > kMostNetworks)
    throw FileError(where + ": has more than " + std::to_string(kMostNetworks) + " networks");
  for (std::size_t i = 0; i < networks.size(); ++i) {
    Sequential network = stored_model(where, networks[i]).sequential();
    if (!network.built()) throw FileError(where + ": a network without the shape of its inputs");
    read_weights(network, networks[i], i, file, path);
    model.networks.push_back(std::move(network));
  }
  model.check();
  return model;
}

}  // namespace
}  // namespace saving

void save_table_model(const TableModel& model, const std::string& path) {
  if (!path.ends_with(".keras") || path.size() <= 6)
    throw_invalid_value("save_table_model", "path", "a name that ends in .keras", path);
  model.check();
  std::vector<Config> networks;
  for (const Sequential& network : model.networks) networks.push_back(saving::described(network));
  std::vector<std::vector<Array>> values;
  for (const Sequential& network : model.networks) values.push_back(network.get_weights());
  saving::Hdf5Writer weights;
  weights.group("/vars", "table");
  for (std::size_t i = 0; i < networks.size(); ++i)
    saving::write_weights(model.networks[i], values[i], networks[i], i, weights);
  const Config table = Config::map({{"format", saving::kFormat}, {"table", config_of(model)}});
  const Config graph = saving::table_graph(model, std::move(networks));
  saving::write_atomically(path, saving::zip_of({{"metadata.json", saving::keras_metadata()},
                                                 {"config.json", saving::json_of(graph)},
                                                 {"model.weights.h5", weights.bytes()},
                                                 {saving::kTableMember, saving::json_of(table)}}));
}

bool is_table_model(const std::string& path) {
  const std::string bytes = saving::read_whole_file(path);
  return saving::ZipReader(path, bytes).has(saving::kTableMember);
}

TableModel load_table_model(const std::string& path) {
  try {
    return saving::read_table_model(path);
  } catch (const OutOfMemory&) {
    throw;
  } catch (const InvalidArgument& error) {
    throw FileError(path + ": " + error.what());
  }
}

}  // namespace occam
