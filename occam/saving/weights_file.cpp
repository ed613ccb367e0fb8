#include <algorithm>
#include <array>
#include <memory>
#include <string_view>

#include "occam/base/errors.h"
#include "occam/models/parts.h"
#include "occam/saving/atomic_file.h"
#include "occam/saving/fitting_weights.h"
#include "occam/saving/keras_classes.h"
#include "occam/saving/keras_model.h"
#include "occam/saving/model_file.h"
#include "occam/saving/model_members.h"
#include "occam/saving/npz_file.h"
#include "occam/saving/optimizer_values.h"
#include "occam/saving/safetensors_file.h"
#include "occam/saving/weight_values.h"

namespace occam {
namespace {

using models::Network;
using models::Parts;

enum class Format { kKeras, kSafetensors, kNpz };

Format format_of(std::string_view where, const std::string& path) {
  constexpr std::array<std::pair<std::string_view, Format>, 3> kEndings = {
      {{".weights.h5", Format::kKeras},
       {".safetensors", Format::kSafetensors},
       {".npz", Format::kNpz}}};
  for (const auto& [ending, format] : kEndings) {
    if (path.ends_with(ending) && path.size() > ending.size()) return format;
  }
  throw_invalid_value(where, "path", "a name that ends in .weights.h5, .safetensors or .npz", path);
}

saving::WeightPlaces keras_places(const std::string& where, const Network& network,
                                  const models::FileForm& form) {
  return {where, saving::keras_outline(network.topology(), form.is_sequential),
          *network.blueprint()};
}

std::string list_text(const std::vector<std::string>& names) {
  constexpr std::size_t kShown = 5;
  std::string text;
  for (std::size_t i = 0; i < std::min(names.size(), kShown); ++i)
    text += (i == 0 ? "" : ", ") + names[i];
  return names.size() > kShown ? text + ", ..." : text;
}

std::vector<std::string> weight_names(const Network& network) {
  std::vector<std::string> names;
  for (const saving::NamedArray& weight : saving::named_weights(network))
    names.push_back(weight.name);
  return names;
}

/// Of a file that names its arrays as the weights are called: all of them and no other.
void check_names(const std::string& path, const std::vector<std::string>& names,
                 std::vector<std::string> stored) {
  std::vector<std::string> sorted = names, missing, extra;
  std::sort(sorted.begin(), sorted.end());
  std::sort(stored.begin(), stored.end());
  std::set_difference(sorted.begin(), sorted.end(), stored.begin(), stored.end(),
                      std::back_inserter(missing));
  std::set_difference(stored.begin(), stored.end(), sorted.begin(), sorted.end(),
                      std::back_inserter(extra));
  if (!missing.empty() || !extra.empty()) {
    throw FileError(path + ": lacks " + std::to_string(missing.size()) + " weights of the model" +
                    (missing.empty() ? "" : " (" + list_text(missing) + ")") + " and has " +
                    std::to_string(extra.size()) + " others" +
                    (extra.empty() ? "" : " (" + list_text(extra) + ")") +
                    ". Expected the paths that weight_paths() tells");
  }
}

}  // namespace

std::string saving::weights_bytes(Network& network, const models::FileForm& form) {
  const WeightPlaces places = keras_places("save_weights", network, form);
  Hdf5Writer file;
  file.group("/vars", form.name);
  for (const auto& [group, name] : places.groups()) file.group(group, name);
  write_weights(network, places.paths(), file);
  write_copies(network, places.copies(), file);
  // As in Keras's files: without it Keras warns of an optimizer that has nothing to read.
  OwnState own;
  own.steps = network.steps_taken();
  const std::string group = "/optimizer/vars";
  std::size_t count = 0;
  const auto next = [&](const std::string&) { return group + "/" + std::to_string(count++); };
  if (write_optimizer(network, places, own, next, file))
    file.group(group, keras_snake_case(network.blueprint()->options()->optimizer.type()));
  return file.bytes();
}

std::vector<LayerPart> saving::stored_parts(const Trainable& model) {
  const Network& network = Parts::network(model, "weights");
  const std::string ending = "/vars";
  std::vector<LayerPart> found;
  const WeightPlaces places = keras_places("weights", network, Parts::file_form(model));
  for (const WeightPlaces::Part& part : places.parts()) {
    if (!part.weights.empty())
      found.push_back({part.path, part.group.substr(0, part.group.size() - ending.size())});
  }
  return found;
}

void save_weights(const Trainable& model, const std::string& path) {
  const Format format = format_of("save_weights", path);
  Network& network = Parts::network(model, "save_weights");
  switch (format) {
    case Format::kKeras:
      return saving::write_atomically(path,
                                      saving::weights_bytes(network, Parts::file_form(model)));
    case Format::kSafetensors:
      return saving::write_atomically(path, saving::safetensors_of(saving::named_weights(network)));
    case Format::kNpz:
      return saving::write_atomically(path, saving::npz_of(saving::named_weights(network)));
  }
}

std::vector<SkippedLayer> load_weights(Trainable& model, const std::string& path,
                                       const LoadWeightsOptions& options) {
  const bool is_h5 = path.ends_with(".h5") && !path.ends_with(".weights.h5");
  if (options.by_name && !is_h5) {
    throw_invalid_value("load_weights", "by_name",
                        "false, or a whole model's .h5 file, whose layers have names", path);
  }
  if (is_h5 || path.ends_with(".keras")) return saving::load_weights_of_model(model, path, options);
  const Format format = format_of("load_weights", path);
  Network& network = Parts::network(model, "load_weights");
  network.check_idle("load_weights");
  const std::string bytes = saving::read_whole_file(path);
  const saving::WeightPlaces places = keras_places(path, network, Parts::file_form(model));
  const auto read = [&](const saving::ArrayFile& file, saving::FileWeights weights) {
    auto skipped =
        saving::keep_what_fits(path, *network.blueprint(), weights, file, options.skip_mismatch);
    saving::read_weights(path, network, weights.names, file);
    network.keep_weights();
    return skipped;
  };
  if (format == Format::kKeras) {
    const saving::Hdf5Reader file(path, bytes);
    return read(file, saving::layer_by_layer(places, file));
  }
  const auto by_path = [&](const auto& file) {
    std::vector<std::string> names = weight_names(network);
    const std::vector<std::string> stored = file.names();
    if (!options.skip_mismatch) check_names(path, names, stored);
    const auto is_of = [](const std::string& name, const saving::WeightPlaces::Part& part) {
      return name.starts_with(part.path + "/");
    };
    const auto count = [&](const saving::WeightPlaces::Part& part) {
      const auto own = std::ranges::count_if(stored, [&](const std::string& name) {
        return is_of(name, part) && std::ranges::none_of(places.parts(), [&](const auto& inner) {
                 return inner.path.size() > part.path.size() && is_of(name, inner);
               });
      });
      return static_cast<std::size_t>(own) + part.of_inside.size();
    };
    return read(file, saving::layer_by_layer(places, std::move(names), count));
  };
  if (format == Format::kSafetensors) return by_path(saving::SafetensorsReader(path, bytes));
  return by_path(saving::NpzReader(path, bytes));
}

}  // namespace occam
