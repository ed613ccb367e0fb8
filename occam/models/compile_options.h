#pragma once

#include <algorithm>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "occam/base/one_or_many.h"
#include "occam/losses/loss.h"
#include "occam/metrics/metric.h"
#include "occam/optimizers/optimizer.h"

namespace occam {

/// Metrics of a model: a list, or by output name: `{"mae", "mse"}`, `{{"price", {"mae"}}, {"sold",
/// {"accuracy"}}}`. A list for a model of several outputs has one metric an output, as in Keras.
class Metrics {
 public:
  using Named = std::pair<std::string, std::vector<Metric>>;
  Metrics() = default;
  Metrics(std::initializer_list<Metric> list) : list_(list) {}
  Metrics(std::vector<Metric> list) : list_(std::move(list)) {}  // NOLINT: implicit by design
  Metrics(std::initializer_list<Named> by_output) : by_output_(by_output) {}

  bool empty() const { return list_.empty() && by_output_.empty(); }
  // The list; nothing of what is given by output.
  void push_back(Metric metric) { list_.push_back(std::move(metric)); }
  template <class... Arguments>
  void emplace_back(Arguments&&... arguments) {
    list_.emplace_back(std::forward<Arguments>(arguments)...);
  }
  /// One output more, by its name.
  void add(std::string output, std::vector<Metric> metrics) {
    by_output_.emplace_back(std::move(output), std::move(metrics));
  }
  std::size_t size() const { return list_.size(); }
  const Metric& operator[](std::size_t i) const { return list_[i]; }
  auto begin() const { return list_.begin(); }
  auto end() const { return list_.end(); }
  /// Whether a predicate holds of every metric, in the list or of an output.
  bool all_of(const auto& holds) const {
    return std::all_of(list_.begin(), list_.end(), holds) &&
           std::all_of(by_output_.begin(), by_output_.end(), [&](const Named& named) {
             return std::all_of(named.second.begin(), named.second.end(), holds);
           });
  }

  /// Those of each output. Throws InvalidArgument, opening with `where`, for an unknown output, a
  /// list of another length, or two metrics of one name.
  std::vector<std::vector<Metric>> for_outputs(std::string_view where,
                                               const std::vector<std::string>& outputs) const;

 private:
  std::vector<Metric> list_;
  std::vector<Named> by_output_;
};

/// Arguments of compile, in Keras's order. Source: Keras 3, Model.compile.
struct CompileOptions {
  Optimizer optimizer = "rmsprop";
  /// One an output; an output without one is not trained. None at all: layers add what is
  /// minimised.
  OneOrMany<Loss> loss = {};
  OneOrMany<Hyper> loss_weights = {};  ///< factors of the outputs' losses; by default 1
  Metrics metrics = {};
  Metrics weighted_metrics = {};  ///< weighted by sample_weight and class_weight
  /// The logs have each layer's part of the penalty too, as "dense_penalty". Not part of a file.
  bool layer_penalties = false;
  /// What the logs of the outputs' losses are called, one an output, for a model whose outputs have
  /// no names, as Keras has models written by subclassing: in place of "<output>_loss", and metrics
  /// by their own names alone. Of two of one name the last is seen. Not part of a file.
  std::vector<std::string> loss_logs = {};
};

}  // namespace occam
