#pragma once

#include <memory>
#include <string_view>

#include "occam/models/call.h"
#include "occam/models/trainable.h"

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
  /// The same with the weights of `model` whose paths begin with `path`, instead of the options';
  /// in training its statistics are moved, as by Keras's call of a layer, which throws
  /// InvalidArgument while the model trains.
  Array operator()(const Array& x, CallOptions options, Trainable& model, std::string_view path);

 private:
  struct Compiled;
  std::unique_ptr<Compiled> compiled_;
};

}  // namespace occam::models
