#include <filesystem>
#include <system_error>

#include "occam/models/objective.h"
#include "occam/models/parts.h"
#include "occam/saving/atomic_file.h"
#include "occam/saving/hdf5_format.h"
#include "occam/saving/keras_compile.h"
#include "occam/saving/keras_file.h"
#include "occam/saving/keras_model.h"
#include "occam/saving/legacy_file.h"
#include "occam/saving/model_file.h"
#include "occam/saving/model_folder.h"
#include "occam/saving/stored_model.h"
#include "occam/saving/weight_values.h"

namespace occam {
namespace saving {
namespace {

using models::Blueprint;
using models::Network;
using models::Parts;

/// The targets that the losses take, where no fit has shown them: class numbers, or a number for
/// each output.
std::vector<Shape> usual_targets(const Blueprint& blueprint) {
  const auto losses = models::losses_of(blueprint.description());
  std::vector<Shape> targets;
  for (std::size_t i = 0; i < losses.size(); ++i) {
    std::vector<std::int64_t> target =
        (blueprint.is_open() ? blueprint.probed_output(i) : blueprint.output_shape(i)).dims();
    if (losses[i] != nullptr && losses[i]->class_labels() && !target.empty()) target.pop_back();
    targets.emplace_back(std::move(target));
  }
  return targets;
}

ModelContent opened(const std::string& path) {
  if (std::error_code error; std::filesystem::is_directory(path, error))
    return open_keras_file(path, FolderReader(path));
  std::string bytes = read_whole_file(path);
  // By what it holds, whatever its name says.
  return bytes.starts_with(hdf5::kSignature) ? open_legacy_file(path, std::move(bytes))
                                             : open_keras_file(path, ZipReader(path, bytes));
}

/// A file whose values a model is given.
class ModelFile {
 public:
  explicit ModelFile(const std::string& path) : content_(opened(path)) {}

  const Config& config() const { return content_.config; }
  const std::string& where() const { return content_.where; }

  /// Everything but the layers, which `model` has.
  void fill(Trainable& model, bool compile) const {
    const WeightPlaces places(where(), config(), *Parts::blueprint(model));
    check_weights(where(), *Parts::blueprint(model), content_.weights(places, false).names, file());
    const Config* const compiled = compile_config_of(config());
    const bool is_compiled = compile && compiled != nullptr && compiled->entries() != nullptr &&
                             !compiled->entries()->empty();
    if (is_compiled) this->compile(model, *compiled);
    give_numbers(model, places, is_compiled);
  }

  /// The same for a model that somebody else has compiled as the file says, or not.
  void fill_made(Trainable& model) const {
    const auto blueprint = Parts::blueprint(model);
    const WeightPlaces places = places_of(model);
    check_weights(where(), *blueprint, content_.weights(places, false).names, file());
    give_numbers(model, places, blueprint->options() != nullptr);
  }

  /// The weights alone.
  std::vector<SkippedLayer> fill_weights(Trainable& model,
                                         const LoadWeightsOptions& options) const {
    Network& network = Parts::network(model, "load_weights");
    FileWeights weights = content_.weights(places_of(model), options.by_name);
    auto skipped =
        keep_what_fits(where(), *network.blueprint(), weights, file(), options.skip_mismatch);
    read_weights(where(), network, weights.names, file());
    network.keep_weights();
    return skipped;
  }

 private:
  /// By the model's own layers, whatever they are called in the file.
  WeightPlaces places_of(const Trainable& model) const {
    const auto blueprint = Parts::blueprint(model);
    return {where(), keras_outline(blueprint->topology(), Parts::file_form(model).is_sequential),
            *blueprint};
  }

  void give_numbers(Trainable& model, const WeightPlaces& places, bool is_compiled) const {
    Parts::drop_values(model);
    model.set_seed(own() ? own()->seed : 0);
    if (own()) model.set_data_seed(own()->data_seed);
    const std::vector<std::string> names = content_.weights(places, false).names;
    auto built = Parts::blueprint(model);
    const bool has_trained = is_compiled && has_optimizer_state(*built);
    if (has_trained) built = in_training(std::move(built));
    Network& network = Parts::network_to_fill(model, std::move(built));
    read_weights(where(), network, names, file());
    // Weights that were trained, or come from elsewhere, are not adapted to data any more.
    if (!own() || own()->target_shapes) network.keep_weights();
    if (has_trained) {
      read_optimizer(where(), network, places, content_.optimizer, own() ? &*own() : nullptr,
                     file());
    }
    if (own()) give_state(*own(), network);
  }

  const std::optional<OwnState>& own() const { return content_.own; }
  const Hdf5Reader& file() const { return *content_.file; }

  void compile(Trainable& model, const Config& stored) const {
    const std::vector<std::string> outputs = Parts::blueprint(model)->topology().output_names();
    CompileOptions options;
    try {
      options = stored_compile(where(), stored, outputs);
      if (own() && !own()->metrics.is_null()) {
        options.metrics = metrics_of(where() + ": metrics", own()->metrics, outputs);
        options.weighted_metrics =
            metrics_of(where() + ": weighted_metrics", own()->weighted_metrics, outputs);
      }
    } catch (const FileError& error) {
      throw FileError(std::string(error.what()) + ". For prediction alone: .compile = false");
    }
    model.compile(std::move(options));
  }

  bool has_optimizer_state(const Blueprint& blueprint) const {
    if (own()) return own()->target_shapes.has_value();
    const OptimizerPlaces& stored = content_.optimizer;
    const bool has_rate =
        stored.has_rate && blueprint.layout().find("optimizer/learning_rate").has_value();
    // Keras's optimizer has no memory before the first step.
    return stored.paths.size() > (has_rate ? 2u : 1u) ||
           (!stored.paths.empty() && file().integer(stored.paths[0]) > 0);
  }

  /// With the optimizer's memory, as a fit on targets of the file's shapes has it.
  std::shared_ptr<const Blueprint> in_training(std::shared_ptr<const Blueprint> compiled) const {
    const std::vector<Shape> targets =
        own() && !compiled->is_open() ? *own()->target_shapes : usual_targets(*compiled);
    if (targets.size() != compiled->topology().outputs.size())
      throw FileError(where() + ": occam.json has no valid 'target_shapes'");
    // A target (1,) for several outputs fits only batches of one.
    constexpr Int kSome = 2, kOne = 1;
    try {
      return models::with_targets(compiled, targets, kSome);
    } catch (const InvalidArgument&) {
      return models::with_targets(compiled, targets, kOne);
    }
  }

  ModelContent content_;
};

/// What does not fit together in a file is told as a fault of the file.
template <class Body>
auto told_of_file(const std::string& path, const Body& body) {
  try {
    return body();
  } catch (const OutOfMemory&) {
    throw;
  } catch (const InvalidArgument& error) {
    throw FileError(path + ": " + error.what());
  }
}

/// make(): of the description in the file, the model that is to be filled.
template <class Make>
auto loaded(const std::string& path, const LoadOptions& options, const Make& make) {
  return told_of_file(path, [&] {
    const CustomObjects::Scope custom(options.custom);
    const ModelFile file(path);
    auto model = make(stored_model(file.where(), file.config()));
    if constexpr (std::is_base_of_v<Trainable, decltype(model)>) {
      file.fill(model, options.compile);
    } else {
      std::visit([&](auto& held) { file.fill(held, options.compile); }, model);
    }
    return model;
  });
}

}  // namespace

template <>
Model load(const std::string& path, const LoadOptions& options) {
  return loaded(path, options, [](const StoredModel& stored) { return stored.functional(); });
}

template <>
Sequential load(const std::string& path, const LoadOptions& options) {
  return loaded(path, options, [&](const StoredModel& stored) {
    if (stored.is_sequential) return stored.sequential();
    throw FileError(
        path + ": holds a functional model. Expected a Sequential; load_model(path) reads both");
  });
}

void load_values(Trainable& model, const std::string& path) {
  told_of_file(path, [&] { ModelFile(path).fill_made(model); });
}

std::vector<SkippedLayer> load_weights_of_model(Trainable& model, const std::string& path,
                                                const LoadWeightsOptions& options) {
  return told_of_file(path, [&] { return ModelFile(path).fill_weights(model, options); });
}

Config model_description(const std::string& path) { return ModelFile(path).config(); }

}  // namespace saving

std::variant<Sequential, Model> load_saved_model(const std::string& path,
                                                 const LoadOptions& options) {
  using Saved = std::variant<Sequential, Model>;
  return saving::loaded(path, options, [](const saving::StoredModel& stored) {
    return stored.is_sequential ? Saved(stored.sequential()) : Saved(stored.functional());
  });
}

}  // namespace occam
