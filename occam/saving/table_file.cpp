#include "occam/saving/table_file.h"

#include "occam/base/errors.h"
#include "occam/models/parts.h"
#include "occam/saving/atomic_file.h"
#include "occam/saving/hdf5_format.h"
#include "occam/saving/hdf5_reader.h"
#include "occam/saving/hdf5_writer.h"
#include "occam/saving/json_text.h"
#include "occam/saving/keras_file.h"
#include "occam/saving/keras_model.h"
#include "occam/saving/legacy_file.h"
#include "occam/saving/stored_model.h"
#include "occam/saving/table_graph.h"
#include "occam/saving/weight_places.h"
#include "occam/saving/weight_values.h"
#include "occam/saving/zip_archive.h"

namespace occam {
namespace saving {
namespace {

using models::Network;
using models::Parts;

/// Changes when a reader of the old form would misread the new one.
constexpr std::int64_t kTableFormat = 1;
constexpr std::int64_t kMostText = std::int64_t{256} << 20;
constexpr std::int64_t kMostWeights = std::int64_t{1} << 42;
constexpr std::size_t kMostNetworks = 1000;

Config described(const Sequential& network) {
  const CurrentNumbers none = [](const std::string&) { return std::nullopt; };
  return keras_model(Parts::blueprint(network)->topology(), true, "network", none);
}

const std::string& network_name(const Config& network) {
  return *network.find("config")->find("name")->text();
}

/// The data sets of a network's weights: of network `number` in a .keras file, by its name and
/// their paths in a .h5 one.
std::vector<std::string> sets_of(const Sequential& network, const Config& description,
                                 std::size_t number, bool is_legacy, const std::string& where) {
  if (!is_legacy) {
    std::vector<std::string> sets =
        WeightPlaces(where, description, *Parts::blueprint(network)).paths();
    for (std::string& set : sets) set = network_group(number) + set;
    return sets;
  }
  const models::Blueprint& blueprint = *Parts::blueprint(network);
  std::vector<std::string> sets;
  for (const auto& weight : blueprint.weights())
    sets.push_back(legacy_set(network_name(description), blueprint.layout()[weight.variable].path));
  return sets;
}

/// Names of weights that both forms of file have beside the numbers.
void write_outline(const std::vector<Config>& networks, const TableModel& model,
                   const Config& graph, bool is_legacy, Hdf5Writer& file) {
  std::vector<LegacyLayer> layers;
  if (!is_legacy) file.group("/vars", "table");
  for (std::size_t i = 0; i < networks.size(); ++i) {
    const WeightPlaces places("save_table_model", networks[i],
                              *Parts::blueprint(model.networks[i]));
    if (is_legacy) {
      const std::vector<std::string> paths = model.networks[i].weight_paths();
      layers.push_back({network_name(networks[i]), {}});
      for (const std::size_t weight : places.in_order())
        layers.back().weights.push_back(paths[weight]);
      continue;
    }
    const std::string group = network_group(i);
    file.group(group + "/vars", i == 0 ? "network" : "network_" + std::to_string(i));
    for (const auto& [path, name] : places.groups()) file.group(group + path, name);
  }
  if (is_legacy) write_legacy_outline(graph, layers, file);
}

/// A file, opened as far as it can be without a model.
struct TableContent {
  Config table, graph;
  bool is_legacy = false;
  std::string where;    ///< of the description
  std::string numbers;  ///< what the reader reads
};

TableContent opened(const std::string& path) {
  std::string bytes = read_whole_file(path);
  const auto not_of_a_table = [&](const std::string& what) {
    return FileError(path + ": has no " + what +
                     ". Expected a model of a table, as occam train TABLE --save writes it");
  };
  TableContent content;
  content.is_legacy = bytes.starts_with(hdf5::kSignature);
  if (content.is_legacy) {
    content.numbers = std::move(bytes);
    content.where = path + ": model_config";
    const Hdf5Reader file(path, content.numbers);
    const auto table = file.text("/", kTableAttribute);
    if (!table) throw not_of_a_table("attribute '" + std::string(kTableAttribute) + "'");
    content.table = config_of_json(path + ": " + kTableAttribute, *table);
    content.graph = legacy_description(path, file);
    return content;
  }
  const ZipReader archive(path, bytes);
  if (!archive.has(kTableMember))
    throw not_of_a_table("member '" + std::string(kTableMember) + "'");
  content.where = path + ": config.json";
  content.table = config_of_json(path + ": " + kTableMember, archive.read(kTableMember, kMostText));
  content.graph = config_of_json(content.where, archive.read("config.json", kMostText));
  content.numbers = archive.read("model.weights.h5", kMostWeights);
  return content;
}

TableModel read_table_model(const std::string& path) {
  const TableContent content = opened(path);
  const Config* const format = content.table.find("format");
  const Config* const table = content.table.find("table");
  if (format == nullptr || table == nullptr)
    throw FileError(path + ": " + kTableMember + " has no format or no table");
  if (*format != Config(kTableFormat)) {
    throw FileError(path + ": " + kTableMember + " has the format " + to_text(*format) +
                    ". Expected 1: a newer occam reads it");
  }
  TableModel model;
  read_config(*table, model);
  model.encoder.check();
  const Hdf5Reader file(content.is_legacy ? path : path + ": model.weights.h5", content.numbers);
  const std::vector<Config> networks = networks_in(content.where, content.graph);
  if (networks.size() > kMostNetworks)
    throw FileError(content.where + ": has more than " + std::to_string(kMostNetworks) +
                    " networks");
  for (std::size_t i = 0; i < networks.size(); ++i) {
    Sequential network = stored_model(content.where, networks[i]).sequential();
    if (!network.built())
      throw FileError(content.where + ": a network without the shape of its inputs");
    const auto blueprint = Parts::blueprint(network);
    const std::vector<std::string> sets = sets_of(network, networks[i], i, content.is_legacy, path);
    // A size that does not fit is refused before anything is allocated for it.
    check_weights(path, *blueprint, sets, file);
    Network& values = Parts::network_to_fill(network, blueprint);
    read_weights(path, values, sets, file);
    values.keep_weights();
    model.networks.push_back(std::move(network));
  }
  model.check();
  return model;
}

}  // namespace

void refuse_table(const std::string& path) {
  throw FileError(path +
                  ": holds a table's model, which takes columns. Expected load_table_model; of "
                  "the command predict, evaluate and summary");
}

}  // namespace saving

void save_table_model(const TableModel& model, const std::string& path) {
  const bool is_legacy = path.ends_with(".h5") && path.size() > 3;
  if (!is_legacy && (!path.ends_with(".keras") || path.size() <= 6))
    throw_invalid_value("save_table_model", "path", "a name that ends in .keras or .h5", path);
  model.check();
  std::vector<Config> described;
  for (const Sequential& network : model.networks) described.push_back(saving::described(network));
  const Config graph = saving::table_graph(model, std::move(described));
  const std::vector<Config> networks = saving::networks_in("save_table_model", graph);
  saving::Hdf5Writer file;
  saving::write_outline(networks, model, graph, is_legacy, file);
  std::vector<std::vector<Array>> values;  // until the file is complete
  for (std::size_t i = 0; i < networks.size(); ++i) {
    values.push_back(model.networks[i].get_weights());
    const auto sets =
        saving::sets_of(model.networks[i], networks[i], i, is_legacy, "save_table_model");
    for (std::size_t k = 0; k < sets.size(); ++k) {
      const Array& weight = values[i][k];
      file.floats_in_place(sets[k], weight.shape(), weight.data<float>());
    }
  }
  const std::string table =
      saving::json_of(Config::map({{"format", saving::kTableFormat}, {"table", config_of(model)}}));
  if (is_legacy) {
    file.text("/", saving::kTableAttribute, table);
    return saving::write_atomically(path, file.bytes());
  }
  saving::write_atomically(path, saving::zip_pieces_of({{"metadata.json", saving::keras_metadata()},
                                                        {"config.json", saving::json_of(graph)},
                                                        {"model.weights.h5", file.bytes()},
                                                        {saving::kTableMember, table}}));
}

bool is_table_model(const std::string& path) {
  const std::string bytes = saving::read_whole_file(path);
  if (bytes.starts_with(saving::hdf5::kSignature))
    return saving::Hdf5Reader(path, bytes).text("/", saving::kTableAttribute).has_value();
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
