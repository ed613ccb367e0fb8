#include "occam/saving/table_graph.h"

#include <limits>
#include <unordered_set>

#include "occam/base/errors.h"
#include "occam/saving/keras_graph.h"

namespace occam::saving {
namespace {

using data::FeatureColumn;
using data::FeatureKind;
using Tensor = KerasGraph::Tensor;

constexpr const char* kDouble = "float64";
constexpr const char* kSingle = "float32";

/// Writes the features of one column.
class ColumnWriter {
 public:
  ColumnWriter(KerasGraph& graph, Tensor input, data::MissingPolicy missing)
      : graph_(graph), input_(std::move(input)), missing_(missing) {}

  Tensor feature(const FeatureColumn& feature) {
    if (feature.is_text()) return texts(feature);
    if (feature.kind == FeatureKind::kMissing)
      return graph_.op("Where", {KerasGraph::argument(usable()), 0.0, 1.0}, kSingle);
    Tensor value = feature.kind == FeatureKind::kNumber ? input_ : part(feature);
    // Where missing cells are refused or their rows dropped, NaN stays NaN.
    if (missing_ != data::MissingPolicy::kRefuse && missing_ != data::MissingPolicy::kDrop) {
      value = graph_.op("Where",
                        {KerasGraph::argument(usable()), KerasGraph::argument(value), feature.fill},
                        kDouble);
    }
    return divide(with("Subtract", value, feature.mean), feature.scale);
  }

 private:
  Tensor with(const std::string& op, const Tensor& tensor, double number) {
    return graph_.op(op, {KerasGraph::argument(tensor), number}, kDouble);
  }
  Tensor with(const std::string& op, const Tensor& a, const Tensor& b) {
    return graph_.op(op, {KerasGraph::argument(a), KerasGraph::argument(b)}, kDouble);
  }
  Tensor divide(const Tensor& tensor, double number) { return with("Divide", tensor, number); }
  Tensor floor(const Tensor& tensor) {
    return graph_.op("Floor", {KerasGraph::argument(tensor)}, kDouble);
  }
  Tensor quotient(const Tensor& tensor, double by) { return floor(divide(tensor, by)); }

  /// |x| <= the largest float32: false for NaN and infinities.
  const Tensor& usable() {
    if (usable_.layer.empty()) {
      const Tensor size = graph_.op("Absolute", {KerasGraph::argument(input_)}, kDouble);
      usable_ = graph_.op(
          "LessEqual",
          {KerasGraph::argument(size), static_cast<double>(std::numeric_limits<float>::max())},
          "bool");
    }
    return usable_;
  }

  Tensor part(const FeatureColumn& feature) {
    switch (feature.kind) {
      case FeatureKind::kDays:
        return with("Subtract", input_, feature.origin);
      case FeatureKind::kHour:
        return with("Multiply", with("Subtract", input_, day()), 24.0);
      case FeatureKind::kWeekday:  // 1970-01-01 was a Thursday, the fourth
        return with("Add", with("Mod", with("Add", day(), 3.0), 7.0), 1.0);
      case FeatureKind::kYear:
        return year();
      case FeatureKind::kMonth:
        return month();
      default:
        break;
    }
    throw InternalError("internal error: a feature that is no part of a date");
  }

  const Tensor& day() {
    if (day_.layer.empty()) day_ = floor(input_);
    return day_;
  }

  /// Years that begin in March, in eras of 400: Hinnant, chrono-compatible low-level date
  /// algorithms, civil_from_days.
  void find_date() {
    if (!month_.layer.empty()) return;
    const Tensor from_march = with("Add", day(), 719468.0);
    const Tensor era = quotient(from_march, 146097.0);
    const Tensor day_of_era = with("Subtract", from_march, with("Multiply", era, 146097.0));
    const Tensor leap_days =
        with("Add",
             with("Subtract", with("Subtract", day_of_era, quotient(day_of_era, 1460.0)),
                  quotient(day_of_era, 146096.0)),
             quotient(day_of_era, 36524.0));
    const Tensor year_of_era = quotient(leap_days, 365.0);
    const Tensor days_before = with(
        "Subtract", with("Add", with("Multiply", year_of_era, 365.0), quotient(year_of_era, 4.0)),
        quotient(year_of_era, 100.0));
    const Tensor day_of_year = with("Subtract", day_of_era, days_before);
    const Tensor from = quotient(with("Add", with("Multiply", day_of_year, 5.0), 2.0), 153.0);
    const Tensor is_late = graph_.op("GreaterEqual", {KerasGraph::argument(from), 10.0}, "bool");
    month_ =
        graph_.op("Where",
                  {KerasGraph::argument(is_late), KerasGraph::argument(with("Subtract", from, 9.0)),
                   KerasGraph::argument(with("Add", from, 3.0))},
                  kDouble);
    march_year_ = with("Add", year_of_era, with("Multiply", era, 400.0));
    is_late_ = is_late;
  }
  Tensor month() {
    find_date();
    return month_;
  }
  Tensor year() {
    find_date();
    return graph_.op(
        "Where",
        {KerasGraph::argument(is_late_), KerasGraph::argument(with("Add", march_year_, 1.0)),
         KerasGraph::argument(march_year_)},
        kDouble);
  }

  /// The number of the category, from 1; 0 is none of the known.
  Tensor choice(const FeatureColumn& feature) {
    Config::List vocabulary, places;
    const auto own = static_cast<std::int64_t>(feature.categories.size());
    places.emplace_back(0);
    const auto add = [&](const std::string& text, std::int64_t place) {
      vocabulary.emplace_back(text);
      places.emplace_back(place);
    };
    for (const std::string& text : feature.categories)
      add(text, static_cast<std::int64_t>(places.size()));
    for (const std::string& text : feature.rare) add(text, own + 1);
    if (feature.missing_category) add("", feature.choices());
    std::string unknown = "[UNK]";
    while (vocabulary.end() != std::find(vocabulary.begin(), vocabulary.end(), Config(unknown)))
      unknown += '_';
    const auto size = static_cast<std::int64_t>(vocabulary.size());
    const std::string name = graph_.free_name("string_lookup");
    const Tensor index = graph_.layer(keras_layer("StringLookup", name,
                                                  {{"invert", false},
                                                   {"max_tokens", nullptr},
                                                   {"num_oov_indices", 1},
                                                   {"oov_token", unknown},
                                                   {"mask_token", nullptr},
                                                   {"output_mode", "int"},
                                                   {"sparse", false},
                                                   {"pad_to_max_tokens", false},
                                                   {"idf_weights", nullptr},
                                                   {"vocabulary", std::move(vocabulary)},
                                                   {"vocabulary_size", size + 1},
                                                   {"encoding", "utf-8"}}),
                                      name, {KerasGraph::argument(input_)}, "int64", 1);
    if (feature.rare.empty()) return index;
    const Config table =
        Config::map({{"class_name", "__numpy__"},
                     {"config", Config::map({{"value", std::move(places)}, {"dtype", "int32"}})}});
    return graph_.op("Take", {table, KerasGraph::argument(index)}, "int32", 1, {{"axis", nullptr}});
  }

  Tensor texts(const FeatureColumn& feature) {
    const Tensor number = choice(feature);
    if (feature.kind == FeatureKind::kCode) return graph_.cast(number, kSingle);
    const std::int64_t width = feature.choices();
    const std::string name = graph_.free_name("category_encoding");
    const Tensor hot =
        graph_.layer(keras_layer("CategoryEncoding", name,
                                 {{"num_tokens", width + 1}, {"output_mode", "one_hot"}}),
                     name, {KerasGraph::argument(number)}, kSingle, width + 1);
    Config::List known;
    for (std::int64_t i = 1; i <= width; ++i) known.emplace_back(i);
    return graph_.op("Take", {KerasGraph::argument(hot), std::move(known)}, kSingle, width,
                     {{"axis", 1}});
  }

  KerasGraph& graph_;
  Tensor input_;
  data::MissingPolicy missing_;
  Tensor usable_, day_, month_, march_year_, is_late_;
};

Tensor write_features(KerasGraph& graph, const data::TableEncoder& encoder) {
  // Columns first: theirs are the names that a user types.
  std::vector<Tensor> inputs;
  for (const FeatureColumn& feature : encoder.features) {
    const bool again = &feature != encoder.features.data() && (&feature - 1)->name == feature.name;
    if (again) continue;
    inputs.push_back(graph.input(feature.name, feature.is_text() ? "string" : kDouble));
  }
  Config::List features;
  Tensor last;
  std::size_t column = 0;
  for (std::size_t i = 0; i < encoder.features.size();) {
    ColumnWriter writer(graph, inputs[column++], encoder.missing);
    const std::string& name = encoder.features[i].name;
    for (; i < encoder.features.size() && encoder.features[i].name == name; ++i) {
      last = writer.feature(encoder.features[i]);
      features.push_back(KerasGraph::argument(last));
    }
  }
  if (features.size() == 1) return graph.cast(last, kSingle);
  const std::string name = graph.free_name("features");
  return graph.layer(keras_layer("Concatenate", name, {{"axis", -1}}), name,
                     {Config(std::move(features))}, kSingle, encoder.width());
}

}  // namespace

Config table_graph(const TableModel& model, std::vector<Config> networks) {
  KerasGraph graph;
  const data::Target& target = model.encoder.target;
  const Tensor features = write_features(graph, model.encoder);
  const std::int64_t width = target.outputs();
  Config::List outputs;
  Tensor output;
  for (Config& network : networks) {
    const std::string name = graph.free_name("network");
    Config config = *network.find("config");
    config.set("name", name);
    network.set("config", std::move(config));
    output =
        graph.layer(std::move(network), name, {KerasGraph::argument(features)}, kSingle, width);
    outputs.push_back(KerasGraph::argument(output));
  }
  if (networks.size() > 1) {
    const std::string name = graph.free_name("mean");
    output = graph.layer(keras_layer("Average", name, {}, kDouble), name,
                         {Config(std::move(outputs))}, kDouble, width);
    output = graph.cast(output, kSingle);
  }
  if (target.is_classification()) {
    // Not the inner model itself, whose calls Keras counts in a way of its own where it is an
    // output.
    if (networks.size() == 1) output = graph.cast(output, kSingle);
    return graph.model("table", output);
  }
  output = graph.cast(output, kDouble);
  output = graph.op("Multiply", {KerasGraph::argument(output), target.scale}, kDouble);
  output = graph.op("Add", {KerasGraph::argument(output), target.mean}, kDouble);
  return graph.model("table", output);
}

std::vector<Config> networks_in(const std::string& where, const Config& graph) {
  std::vector<Config> networks;
  const Config* const config = graph.find("config");
  const Config* const layers = config != nullptr ? config->find("layers") : nullptr;
  if (layers == nullptr || layers->list() == nullptr)
    throw FileError(where + ": config.json has no list of layers");
  for (const Config& layer : *layers->list()) {
    const Config* const type = layer.find("class_name");
    if (type != nullptr && *type == Config("Sequential")) networks.push_back(layer);
  }
  return networks;
}

std::string network_group(std::size_t network) {
  return "/layers/sequential" + (network == 0 ? "" : "_" + std::to_string(network));
}

}  // namespace occam::saving
