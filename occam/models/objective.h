#pragma once

#include "occam/models/build.h"

namespace occam::models {

/// Adds what is minimised and watched to a graph of layers: targets, losses, penalties, metrics and
/// their accumulators; in training mode gradients and the optimizer's step.
void add_objective(BuiltGraph& built, const Description& description, const training::PlanKey& key);

/// The hyper-parameters of the losses and of the optimizer alone.
void declare_objective(graph::Graph& graph, const Description& description,
                       ops::Scope::Numbers& numbers);

/// One a output: the loss, or null where the output is not trained. Throws InvalidArgument for a
/// list that does not fit the outputs.
std::vector<const Loss*> losses_of(const Description& description);
/// One an output: does it have targets, for a loss or for a metric?
std::vector<bool> compared_outputs(const Description& description);

}  // namespace occam::models
