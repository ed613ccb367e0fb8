#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "occam/models/network.h"
#include "occam/models/sequential.h"
#include "tests/golden/golden_file.h"

namespace occam::golden {

/// A compiled network that takes single steps, all of its state open.
class Stepper {
 public:
  /// `y` only gives the shape of a target.
  Stepper(const Sequential& model, const Shape& input_shape, const CompileOptions& options,
          const Array& y);

  /// One step on rows [begin, end) of x and y. The logs are those of this batch, or, with
  /// `streaming`, of all batches since the last step without it.
  void step(training::Mode mode, const Array& x, const Array& y, std::int64_t begin,
            std::int64_t end, bool streaming = false);
  double log(std::string_view name);

  /// Paths of the weights in Keras's order; of the trainable ones only.
  std::vector<std::string> weight_paths(bool trainable_only = false) const;
  /// A weight or slot, "optimizer/dense/kernel/momentum".
  std::span<float> tensor(std::string_view path);
  /// In the order of weight_paths(), of the same shapes.
  void set_weights(const Json& weights);
  /// {"momentum": [one a trainable weight, null where it has none]}.
  void set_slots(const Json& slots);
  /// A slot of any shape: a number is one element.
  std::vector<float> slot(std::string_view path);
  void set_steps_taken(std::uint64_t steps);
  std::uint64_t steps_taken();
  const models::Network& network() const { return network_; }

 private:
  const runtime::Variable& variable(std::string_view path) const;

  models::Network network_;
  std::int64_t rows_seen_ = 0;
};

}  // namespace occam::golden
