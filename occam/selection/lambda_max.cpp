#include "occam/selection/lambda_max.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "occam/activations/linear.h"
#include "occam/activations/sigmoid.h"
#include "occam/activations/softmax.h"
#include "occam/base/errors.h"
#include "occam/layers/dense.h"
#include "occam/losses/binary_crossentropy.h"
#include "occam/losses/categorical_crossentropy.h"
#include "occam/losses/mean_squared_error.h"
#include "occam/losses/sparse_categorical_crossentropy.h"
#include "occam/models/blueprint.h"
#include "occam/models/parts.h"
#include "occam/regularizers/group_l1.h"
#include "occam/regularizers/l1.h"
#include "occam/regularizers/l1_l2.h"
#include "occam/regularizers/mcp.h"

namespace occam::selection {
namespace {

/// y as a column an output: its numbers, or 1 for the class of the row.
struct Targets {
  std::int64_t outputs = 0;
  std::vector<double> values = {};  ///< (rows, outputs) less their means
};

Targets centred_targets(const data::Dataset& train, bool class_numbers, std::int64_t outputs) {
  const std::int64_t rows = train.rows();
  Targets targets{outputs, std::vector<double>(static_cast<std::size_t>(rows * outputs))};
  for (std::int64_t i = 0; i < rows; ++i) {
    for (std::int64_t k = 0; k < outputs; ++k) {
      targets.values[static_cast<std::size_t>(i * outputs + k)] =
          class_numbers ? (train.y.at(i) == static_cast<double>(k) ? 1.0 : 0.0)
                        : train.y.at(i * outputs + k);
    }
  }
  for (std::int64_t k = 0; k < outputs; ++k) {
    double sum = 0;
    for (auto at = static_cast<std::size_t>(k); at < targets.values.size();
         at += static_cast<std::size_t>(outputs))
      sum += targets.values[at];
    for (auto at = static_cast<std::size_t>(k); at < targets.values.size();
         at += static_cast<std::size_t>(outputs))
      targets.values[at] -= sum / static_cast<double>(rows);
  }
  return targets;
}

/// X'(y - ybar) / n: (features, outputs).
std::vector<double> gradient_at_zero(const data::Dataset& train, const Targets& targets) {
  const std::int64_t rows = train.rows(), features = train.x.size() / rows;
  std::vector<double> gradient(static_cast<std::size_t>(features * targets.outputs));
  for (std::int64_t i = 0; i < rows; ++i) {
    const double* const y = &targets.values[static_cast<std::size_t>(i * targets.outputs)];
    for (std::int64_t j = 0; j < features; ++j) {
      const double x = train.x.at(i * features + j) * static_cast<double>(train.scale);
      for (std::int64_t k = 0; k < targets.outputs; ++k)
        gradient[static_cast<std::size_t>(j * targets.outputs + k)] += x * y[k];
    }
  }
  for (double& value : gradient) value /= static_cast<double>(rows);
  return gradient;
}

double largest(const std::vector<double>& values) {
  double most = 0;
  for (const double value : values) most = std::max(most, std::abs(value));
  return most;
}

/// Largest norm of a row (or column), over the root of its size.
double largest_norm(const std::vector<double>& values, std::int64_t columns, bool of_rows) {
  const std::int64_t rows = static_cast<std::int64_t>(values.size()) / columns;
  std::vector<double> squares(static_cast<std::size_t>(of_rows ? rows : columns));
  for (std::int64_t j = 0; j < rows; ++j) {
    for (std::int64_t k = 0; k < columns; ++k) {
      const double value = values[static_cast<std::size_t>(j * columns + k)];
      squares[static_cast<std::size_t>(of_rows ? j : k)] += value * value;
    }
  }
  return std::sqrt(*std::max_element(squares.begin(), squares.end()) /
                   static_cast<double>(of_rows ? columns : rows));
}

/// What the outputs' residuals are multiplied by in the gradient of this loss; none where the loss
/// and the layer's activation have no closed form.
struct LinearLoss {
  double factor = 1;
  bool class_numbers = false;
};

std::optional<LinearLoss> linear_loss(const layers::Dense& dense, const Loss& loss) {
  const Activation& activation = dense.activation;
  const bool softmax = activation.as<activations::Softmax>() != nullptr;
  const auto plain = [](const auto* crossentropy) {
    return crossentropy != nullptr && !crossentropy->from_logits;
  };
  if (loss.as<losses::MeanSquaredError>() != nullptr &&
      (!activation || activation.as<activations::Linear>() != nullptr))
    return LinearLoss{2.0 / static_cast<double>(std::int64_t{dense.units})};
  // Its mean over the outputs: one here.
  const auto* const binary = loss.as<losses::BinaryCrossentropy>();
  if (plain(binary) && binary->label_smoothing == Hyper(0.0) && dense.units == 1 &&
      activation.as<activations::Sigmoid>() != nullptr)
    return LinearLoss{};
  const auto* const categorical = loss.as<losses::CategoricalCrossentropy>();
  if (plain(categorical) && categorical->label_smoothing == Hyper(0.0) && softmax)
    return LinearLoss{};
  const auto* const sparse = loss.as<losses::SparseCategoricalCrossentropy>();
  if (plain(sparse) && !sparse->label_smoothing.has_value() && softmax) return LinearLoss{1, true};
  return {};
}

/// The only Dense layer of a model that has nothing else.
const layers::Dense* only_dense(const models::Topology& topology) {
  if (topology.calls.size() != 1) return nullptr;
  return topology.layers[topology.calls[0].layer].layer.as<layers::Dense>();
}

/// The weight that "dense/kernel_regularizer/l1" penalises: "dense/kernel"; none of others.
std::optional<std::string> penalised_by(const std::string& path) {
  constexpr std::string_view kMark = "_regularizer/";
  const std::size_t at = path.rfind(kMark);
  if (at == std::string::npos) return {};
  return path.substr(0, at);
}

/// Places in weight_paths() of what the hyper-parameters of this name penalise.
std::vector<std::size_t> penalised(const Trainable& model, std::string_view hyper) {
  const std::vector<std::string> weights = model.weight_paths();
  std::vector<std::size_t> places;
  for (const std::string& path : hypers_named(model, hyper)) {
    const auto own = std::find(weights.begin(), weights.end(), penalised_by(path).value_or(""));
    if (own != weights.end()) places.push_back(static_cast<std::size_t>(own - weights.begin()));
  }
  if (places.empty()) {
    throw_invalid_value("lambda_max", "hyper",
                        "the name of a penalty, as l1, or values of your own", hyper);
  }
  return places;
}

double anchor_of(const Part& part) {
  const data::Dataset& train = *part.train;
  const auto& loss = models::Parts::blueprint(*part.model)->options()->loss;
  const bool class_numbers =
      loss.size() == 1 && loss[0].as<losses::SparseCategoricalCrossentropy>() != nullptr;
  std::int64_t outputs = train.y.size() / train.rows();
  if (class_numbers) {
    for (std::int64_t i = 0; i < train.rows(); ++i)
      outputs = std::max(outputs, static_cast<std::int64_t>(train.y.at(i)) + 1);
  }
  const double most =
      largest(gradient_at_zero(train, centred_targets(train, class_numbers, outputs)));
  return most > 0 ? most : 1.0;
}

}  // namespace

std::optional<double> linear_lambda_max(const Trainable& model, const data::Dataset& train,
                                        const FitOptions& options) {
  const auto blueprint = models::Parts::blueprint(model);
  if (blueprint == nullptr || blueprint->options() == nullptr) return {};
  const layers::Dense* const dense = only_dense(blueprint->topology());
  if (dense == nullptr || !dense->use_bias || dense->neural_tangent || dense->bias_regularizer ||
      dense->kernel_constraint || dense->bias_constraint || !options.class_weight.empty() ||
      blueprint->options()->loss.size() != 1)
    return {};
  const std::optional<LinearLoss> loss = linear_loss(*dense, blueprint->options()->loss[0]);
  if (!loss) return {};
  const Targets targets = centred_targets(train, loss->class_numbers, dense->units);
  std::vector<double> gradient = gradient_at_zero(train, targets);
  for (double& value : gradient) value *= loss->factor;
  const Regularizer& penalty = dense->kernel_regularizer;
  if (penalty.as<regularizers::L1>() != nullptr || penalty.as<regularizers::L1L2>() != nullptr ||
      penalty.as<regularizers::MCP>() != nullptr)
    return largest(gradient);
  if (const auto* group = penalty.as<regularizers::GroupL1>())
    return largest_norm(gradient, dense->units, group->groups == "rows");
  return {};
}

LambdaMax lambda_max(const Part& part, std::string_view hyper, const GridOptions& options) {
  constexpr int kValues = 8, kTurns = 5;
  const std::vector<std::size_t> places = penalised(*part.model, hyper);
  if (const auto closed = linear_lambda_max(*part.model, *part.train, part.options))
    return {.value = *closed, .closed_form = true};
  const std::vector<Array> shapes = part.model->get_weights();
  const auto is_zero = [&](const Outcome& outcome) {
    return std::all_of(places.begin(), places.end(), [&](std::size_t at) {
      return outcome.support.zeros[at] == shapes[at].size();
    });
  };
  const double anchor = anchor_of(part);
  LambdaMax result;
  int below = -4, above = below + kValues;  // the powers of 2 that come next on either side
  int first = below;
  bool went_up = false;         // the power below `first` leaves some weights
  std::optional<int> smallest;  // power from which on all that were seen are zero
  for (int turn = 0; turn < kTurns; ++turn) {
    std::vector<Setting> settings;
    for (int k = 0; k < kValues; ++k)
      settings.push_back({.hypers = {{std::string(hyper), std::ldexp(anchor, first + k)}}});
    Grid turned = grid({&part, 1}, settings, options);
    turned.stacks += result.search.stacks;
    turned.trained += result.search.trained;
    turned.found += result.search.found;
    turned.short_of_memory |= result.search.short_of_memory;
    result.search = std::move(turned);
    if (result.search.interrupted) return result;
    int from = kValues;
    while (from > 0 && is_zero(result.search.outcomes[0][static_cast<std::size_t>(from) - 1]))
      --from;
    if (from < kValues) smallest = first + from;
    if (smallest && (from > 0 || went_up)) {
      result.value = std::ldexp(anchor, *smallest);
      return result;
    }
    went_up = !smallest;
    if (went_up) {
      first = above;
      above += kValues;
    } else {
      below -= kValues;
      first = below;
    }
  }
  throw InvalidArgument("lambda_max: no value of " + std::string(hyper) + " around " +
                        std::to_string(anchor) +
                        " parts networks of zeros from others. Expected a penalty that makes exact "
                        "zeros, or values of "
                        "your own");
}

}  // namespace occam::selection
