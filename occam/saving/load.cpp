#include <algorithm>
#include <cmath>

#include "occam/base/warnings.h"
#include "occam/models/objective.h"
#include "occam/models/parts.h"
#include "occam/saving/atomic_file.h"
#include "occam/saving/hdf5_file.h"
#include "occam/saving/json_text.h"
#include "occam/saving/keras_compile.h"
#include "occam/saving/keras_model.h"
#include "occam/saving/model_file.h"
#include "occam/saving/optimizer_places.h"
#include "occam/saving/own_state.h"
#include "occam/saving/stored_model.h"
#include "occam/saving/weight_places.h"
#include "occam/saving/zip_archive.h"

namespace occam {
namespace saving {
namespace {

using models::Blueprint;
using models::Network;
using models::Parts;

constexpr std::int64_t kMostText = std::int64_t{64} << 20;
constexpr std::int64_t kMostWeights = std::int64_t{1} << 42;

/// A size that does not fit is refused before anything is allocated for it.
void check_weights(const Blueprint& blueprint, const WeightPlaces& places, const Hdf5Reader& file,
                   const std::string& where) {
  for (std::size_t i = 0; i < places.paths().size(); ++i) {
    const runtime::Variable& variable = blueprint.layout()[blueprint.weights()[i].variable];
    const Shape stored = file.shape(places.paths()[i]);
    if (stored == variable.shape) continue;
    throw FileError(where + ": weight '" + variable.path + "' has shape " + to_text(stored) +
                    " in the file. Expected " + to_text(variable.shape));
  }
}

void read_weights(Network& network, const WeightPlaces& places, const Hdf5Reader& file) {
  // All are read before the first is given away.
  std::vector<std::vector<float>> values;
  for (std::size_t i = 0; i < places.paths().size(); ++i) {
    const runtime::Variable& variable = network.layout()[network.weight_list()[i].variable];
    values.emplace_back(static_cast<std::size_t>(variable.shape.size()));
    file.floats(places.paths()[i], variable.shape, values.back());
  }
  for (std::size_t i = 0; i < values.size(); ++i) {
    const runtime::Variable& variable = network.layout()[network.weight_list()[i].variable];
    std::copy(values[i].begin(), values[i].end(), network.state().tensor(variable).begin());
  }
}

/// The targets that the losses take, where no fit has shown them: class numbers, or a number for
/// each output.
std::vector<Shape> usual_targets(const Blueprint& blueprint) {
  const auto losses = models::losses_of(blueprint.description());
  std::vector<Shape> targets;
  for (std::size_t i = 0; i < losses.size(); ++i) {
    std::vector<std::int64_t> target = blueprint.output_shape(i).dims();
    if (losses[i] != nullptr && losses[i]->class_labels() && !target.empty()) target.pop_back();
    targets.emplace_back(std::move(target));
  }
  return targets;
}

/// A file, opened and checked as far as it can be without a model.
class ModelFile {
 public:
  explicit ModelFile(const std::string& path)
      : where_(path), bytes_(read_whole_file(path)), archive_(opened(path, bytes_)) {
    config_ = config_of_json(where_ + ": config.json", archive_->read("config.json", kMostText));
    if (config_.entries() == nullptr) throw FileError(where_ + ": config.json is no object");
    weights_ = archive_->read("model.weights.h5", kMostWeights);
    file_.emplace(where_ + ": model.weights.h5", weights_);
    if (archive_->has("occam.json")) {
      own_ = OwnState::read(
          where_, config_of_json(where_ + ": occam.json", archive_->read("occam.json", kMostText)));
    }
  }

  const Config& config() const { return config_; }
  const std::string& where() const { return where_; }

  /// Everything but the layers, which `model` has.
  void fill(Trainable& model, bool compile) const {
    model.set_seed(own_ ? own_->seed : 0);
    if (own_) model.set_data_seed(own_->data_seed);
    const auto blueprint = Parts::blueprint(model);
    const WeightPlaces places(where_, config_, *blueprint);
    check_weights(*blueprint, places, *file_, where_);
    const Config* const compiled = config_.find("compile_config");
    const bool is_compiled = compile && compiled != nullptr && compiled->entries() != nullptr &&
                             !compiled->entries()->empty();
    if (is_compiled) this->compile(model, *compiled);
    Network& network = Parts::network(model, "load_model");
    read_weights(network, places, *file_);
    if (is_compiled) read_optimizer(model, places);
    if (own_) give_state(*own_, network);
  }

 private:
  static std::unique_ptr<ZipReader> opened(const std::string& where, const std::string& bytes) {
    if (bytes.starts_with("\x89HDF\r\n"))
      throw FileError(
          where +
          ": is an HDF5 file. Expected a .keras file; weights alone are read by load_weights");
    return std::make_unique<ZipReader>(where, bytes);
  }

  void compile(Trainable& model, const Config& stored) const {
    const std::vector<std::string> outputs = Parts::blueprint(model)->topology().output_names();
    CompileOptions options;
    try {
      options = stored_compile(where_, stored, outputs);
      if (own_ && !own_->metrics.is_null()) {
        options.metrics = metrics_of(where_ + ": metrics", own_->metrics, outputs);
        options.weighted_metrics =
            metrics_of(where_ + ": weighted_metrics", own_->weighted_metrics, outputs);
      }
    } catch (const FileError& error) {
      throw FileError(std::string(error.what()) + ". For prediction alone: .compile = false");
    }
    model.compile(std::move(options));
  }

  void read_optimizer(Trainable& model, const WeightPlaces& places) const {
    const std::string group = "/optimizer/vars";
    const bool has_rate =
        Parts::blueprint(model)->layout().find("optimizer/learning_rate").has_value();
    // Keras's optimizer has no memory before the first step.
    const bool has_memory = file_->count(group) > (has_rate ? 2u : 1u);
    const bool has_stepped = file_->has(group + "/0") && file_->integer(group + "/0") > 0;
    if (own_ ? !own_->target_shapes : !has_memory && !has_stepped) return;
    start_training(model);
    Network& network = Parts::network(model, "load_model");
    const Blueprint& blueprint = *network.blueprint();
    const CompileOptions& options = *blueprint.options();
    std::size_t count = 0;
    const auto next = [&] { return group + "/" + std::to_string(count++); };
    OwnState counters;
    counters.steps = static_cast<std::uint64_t>(file_->integer(next()));
    if (has_rate) {
      float rate = 0;
      file_->floats(next(), {}, {&rate, 1});
      // The description has all digits, unless they mean another number.
      if (static_cast<float>(network.hyper("optimizer/learning_rate", 0)) != rate)
        counters.numbers.emplace_back("optimizer/learning_rate", rate);
    }
    const auto momentum = network.layout().find("optimizer/momentum");
    const auto memory =
        optimizer_places(blueprint, places, momentum ? network.hyper("optimizer/momentum", 0) : 0);
    if (file_->count(group) != count + memory.size()) {
      throw FileError(where_ + ": the optimizer " + std::string(options.optimizer.type()) +
                      " has " + std::to_string(file_->count(group)) +
                      " variables in the file. Expected " + std::to_string(count + memory.size()));
    }
    const auto read = [&](const std::string& path, std::size_t index) {
      const runtime::Variable& variable = network.layout()[index];
      if (variable.shape.rank() > 0) {
        file_->floats(path, variable.shape, network.state().tensor(variable));
        return;
      }
      float number = 0;
      file_->floats(path, {}, {&number, 1});
      network.state().number(variable) = number;
    };
    for (const OptimizerPlace& place : memory) {
      const std::string path = next();
      for (const std::size_t index : place.variables) read(path, index);
    }
    if (own_) {
      for (std::size_t i = 0; i < own_->memory.size(); ++i) {
        const auto index = network.layout().find(own_->memory[i]);
        if (!index || network.layout()[*index].shape.rank() == 0 ||
            (network.layout()[*index].role != runtime::Role::kSlot &&
             network.layout()[*index].role != runtime::Role::kAverage))
          throw FileError(where_ + ": the optimizer has no memory '" + own_->memory[i] + "'");
        read("/occam/vars/" + std::to_string(i), *index);
      }
    } else {
      give_state(counters, network);
    }
  }

  void start_training(Trainable& model) const {
    const std::vector<Shape> targets =
        own_ ? *own_->target_shapes : usual_targets(*Parts::blueprint(model));
    if (targets.size() != Parts::blueprint(model)->topology().outputs.size())
      throw FileError(where_ + ": occam.json has no valid 'target_shapes'");
    // A target (1,) for several outputs fits only batches of one.
    constexpr Int kSome = 2, kOne = 1;
    try {
      Parts::start_training(model, targets, kSome);
    } catch (const InvalidArgument&) {
      Parts::start_training(model, targets, kOne);
    }
  }

  std::string where_, bytes_, weights_;
  std::unique_ptr<ZipReader> archive_;
  Config config_;
  std::optional<Hdf5Reader> file_;
  std::optional<OwnState> own_;
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

}  // namespace

template <>
Model load(const std::string& path, const LoadOptions& options) {
  return told_of_file(path, [&] {
    const CustomObjects::Scope custom(options.custom);
    const ModelFile file(path);
    Model model = stored_model(file.where(), file.config()).functional();
    file.fill(model, options.compile);
    return model;
  });
}

template <>
Sequential load(const std::string& path, const LoadOptions& options) {
  return told_of_file(path, [&] {
    const CustomObjects::Scope custom(options.custom);
    const ModelFile file(path);
    const StoredModel stored = stored_model(file.where(), file.config());
    if (!stored.is_sequential)
      throw FileError(
          path + ": holds a functional model. Expected a Sequential; load_model(path) reads both");
    Sequential model = stored.sequential();
    file.fill(model, options.compile);
    return model;
  });
}

}  // namespace saving

void load_weights(Trainable& model, const std::string& path) {
  models::Network& network = models::Parts::network(model, "load_weights");
  network.check_idle("load_weights");
  const std::string bytes = saving::read_whole_file(path);
  const saving::Hdf5Reader file(path, bytes);
  const bool is_sequential = models::Parts::file_form(model).is_sequential;
  const saving::WeightPlaces places(path, saving::keras_outline(network.topology(), is_sequential),
                                    *network.blueprint());
  saving::check_weights(*network.blueprint(), places, file, path);
  saving::read_weights(network, places, file);
}

}  // namespace occam
