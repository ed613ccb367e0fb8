#pragma once

#include <memory>
#include <vector>

#include "occam/models/call.h"

namespace occam::models {

/// A layer that is called again and again on batches of one shape: `occam::call`, compiled once.
/// Not for two threads at a time.
class LayerCall {
 public:
  /// `shape`: of a batch, samples first. Throws InvalidArgument for an empty one.
  LayerCall(const Layer& layer, const Shape& shape, bool training);
  ~LayerCall();
  LayerCall(LayerCall&&) noexcept;
  LayerCall& operator=(LayerCall&&) noexcept;

  const Shape& shape() const;
  /// What `call` returns for these options, whose `training` is the constructor's.
  Array operator()(const Array& x, const CallOptions& options);
  /// The layer's weights after the last call: as they were given, and statistics as a call in
  /// training has moved them. REQUIRES: there was a call.
  std::vector<Array> weights() const;

 private:
  struct Compiled;
  std::unique_ptr<Compiled> compiled_;
};

}  // namespace occam::models
