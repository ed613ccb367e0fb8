#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "occam/data/dataset.h"
#include "occam/models/sequential.h"
#include "occam/models/stack.h"

namespace occam::selection {

/// Networks that learn from the same rows: one, or the members of an ensemble; of a
/// cross-validation one entry a fold.
template <class Kind>
struct FittingOf {
  std::vector<Kind> models;  ///< compiled, with their seeds
  const data::Dataset* train = nullptr;
  const data::Dataset* validation = nullptr;  ///< none, or rows to watch
  FitOptions options = {};                    ///< its validation data are not used
};

using Fitting = FittingOf<Sequential>;

/// What fit_stacked() did.
struct StackedFits {
  std::vector<std::vector<History>> histories;   ///< (fitting, model)
  std::vector<std::vector<std::size_t>> stacks;  ///< the fittings of each stack, in their order
  std::string difference = {};   ///< first reason for a second stack: "dense/units", "batch_size"
  bool short_of_memory = false;  ///< a stack did not fit into memory: it was halved until it did
};

/// Trains all networks in place, as many together in one Stack as can be: those that differ only in
/// the values of hyper-parameters, seeds and weights, and whose batch_size, epochs, shuffle,
/// refresh_statistics, evaluate_training, calibrated_loss, steps, validation_freq and initial_epoch
/// are the same. Every
/// network ends as its solo fit would, bit for bit. The callbacks of a stack's first fitting are
/// copied for every network in it. Errors: InvalidArgument as of Stack and its fit.
StackedFits fit_stacked(std::span<Fitting> fittings);
StackedFits fit_stacked(std::span<FittingOf<Model>> fittings);

}  // namespace occam::selection
