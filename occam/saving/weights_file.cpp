#include <algorithm>
#include <array>
#include <memory>
#include <string_view>

#include "occam/base/errors.h"
#include "occam/models/parts.h"
#include "occam/saving/atomic_file.h"
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

/// A file that names its arrays as the weights are called, all of them and no other.
void load_by_path(const std::string& path, Network& network, const saving::ArrayFile& file,
                  std::vector<std::string> stored) {
  std::vector<std::string> names;
  for (const saving::NamedArray& weight : saving::named_weights(network))
    names.push_back(weight.name);
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
  saving::check_weights(path, *network.blueprint(), names, file);
  saving::read_weights(path, network, names, file);
}

}  // namespace

std::string saving::weights_bytes(Network& network, const models::FileForm& form) {
  const WeightPlaces places = keras_places("save_weights", network, form);
  Hdf5Writer file;
  file.group("/vars", form.name);
  for (const auto& [group, name] : places.groups()) file.group(group, name);
  write_weights(network, places.paths(), file);
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

void load_weights(Trainable& model, const std::string& path) {
  const bool is_model =
      path.ends_with(".keras") || (path.ends_with(".h5") && !path.ends_with(".weights.h5"));
  if (is_model) return saving::load_weights_of_model(model, path);
  const Format format = format_of("load_weights", path);
  Network& network = Parts::network(model, "load_weights");
  network.check_idle("load_weights");
  const std::string bytes = saving::read_whole_file(path);
  switch (format) {
    case Format::kKeras: {
      const saving::Hdf5Reader file(path, bytes);
      const saving::WeightPlaces places = keras_places(path, network, Parts::file_form(model));
      saving::check_weights(path, *network.blueprint(), places.paths(), file);
      saving::read_weights(path, network, places.paths(), file);
      break;
    }
    case Format::kSafetensors: {
      const saving::SafetensorsReader file(path, bytes);
      load_by_path(path, network, file, file.names());
      break;
    }
    case Format::kNpz: {
      const saving::NpzReader file(path, bytes);
      load_by_path(path, network, file, file.names());
      break;
    }
  }
  network.keep_weights();
}

}  // namespace occam
