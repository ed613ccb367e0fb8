#pragma once

#include <memory>
#include <string>
#include <vector>

#include "occam/models/compile_options.h"
#include "occam/models/topology.h"
#include "occam/training/program.h"

namespace occam::models {

/// The shapes that samples have: known where a description's may be open. A model of known shapes
/// has one, one of unknown sizes one for each length that it meets.
struct Form {
  std::vector<Shape> inputs;   ///< one an input
  std::vector<Shape> targets;  ///< one an output; none where there are no targets
  std::vector<Shape> weights;  ///< of a sample's weights, one an output; none: () each
  bool operator==(const Form&) const = default;
};

/// What is built: the layers and, for training, loss, optimizer, metrics and the shapes of targets.
struct Description {
  Topology topology;
  const CompileOptions* options = nullptr;  ///< none: only prediction
  /// One an output, without the batch axis; () when targets have one axis. For an output without a
  /// loss it does not matter.
  std::vector<Shape> target_shapes;
  std::vector<Shape> weight_shapes = {};  ///< of a sample's weights, one an output; none: () each

  /// The same for samples of this form.
  Description with(const Form& form) const;
};

/// The graph of one plan and what its construction declared.
struct BuiltGraph {
  std::unique_ptr<graph::Graph> graph;
  layers::Declared declared;
  ops::Scope::Numbers numbers;  ///< initial values of hyper-parameters that were new
  std::vector<training::LogSource> logs;
  std::vector<Shape> call_shapes;          ///< each call's output without the batch axis
  std::vector<std::size_t> weight_layers;  ///< by declared weight: index of its layer
  std::vector<graph::Value> outputs;
};

/// Builds the graph of a step: the layers, in adapting mode with what initial weights adapt to as
/// outputs, in logits mode what softmax or sigmoid are applied to; in test and training mode loss,
/// penalties, metrics and their accumulators; in training mode gradients and the optimizer's
/// updates. Declares variables in `layout`. Throws InvalidArgument, which names the layer, for
/// shapes that do not fit.
BuiltGraph build(const Description& description, runtime::StateLayout& layout,
                 training::PlanKey key);

// Names of a plan's inputs and outputs, by position in the topology.
std::string input_name(std::size_t input);
std::string target_name(std::size_t output);
std::string weight_name(std::size_t output);
std::string prediction_name(std::size_t output);
std::string response_name(std::size_t response);

/// Declares the hyper-parameters of loss and optimizer, which need no target's shape. Throws
/// InvalidArgument for one whose path a layer has taken.
void declare_compiled(const Description& description, runtime::StateLayout& layout,
                      ops::Scope::Numbers& numbers);

}  // namespace occam::models
