#pragma once

#include <cstdint>
#include <vector>

#include "occam/models/model.h"
#include "occam/models/sequential.h"

namespace occam::selection {

struct ShrinkOptions {
  /// Leaves out features of the inputs that nothing reads: the result then wants only the columns
  /// of Shrunk::features.
  bool inputs = false;
  /// Features of the first input that stay all the same.
  std::vector<std::int64_t> needed = {};
  /// Gives the work of BatchNormalization to the kernels and biases around it where they can do it:
  /// the result predicts the same and trains on without it.
  bool fold_batch_normalization = false;
};

/// How large a model is.
struct ModelSize {
  std::int64_t units = 0;       ///< of all Dense layers
  std::int64_t parameters = 0;  ///< numbers in get_weights()
  std::int64_t bytes = 0;       ///< of those
};

/// What shrink() made.
template <class Kind>
struct Shrunk {
  Kind model;  ///< an ordinary model: trains on, saves, predicts the same
  /// By input: the features (places on its last axis) that are left, ascending.
  std::vector<std::vector<std::int64_t>> features;
  ModelSize before, after;
};

/// Removes what cannot change a prediction: units that no output depends on, because all weights on
/// the way are 0, and units with a constant output, whose constant goes into the next bias. Which
/// of them can only go together is found from the graph (unit_groups.h): an Add, a residual join,
/// ties its inputs unit by unit, shared layers their calls; models inside are shrunk too. Known are
/// Dense, Embedding, Add, Concatenate, Flatten, PeriodicEmbedding, OneHotEmbedding and what works
/// unit by unit: Activation (not softmax), Dropout, BatchNormalization, Normalization, Scaling,
/// Clip, SmoothClip, ParametricActivation. Other layers keep the units in front of them, and each
/// layer keeps one unit at least. The outputs are those of the model but for the order in which a
/// product is added up: some units in the last place of its largest term. The optimizer starts
/// anew; hyper-parameters keep their values. Errors: InvalidArgument for a model that is not built.
Shrunk<Sequential> shrink(const Sequential& model, const ShrinkOptions& options = {});
Shrunk<Model> shrink(const Model& model, const ShrinkOptions& options = {});

ModelSize size_of(const Trainable& model);

}  // namespace occam::selection
