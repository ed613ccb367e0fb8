#pragma once

#include <memory>
#include <vector>

#include "occam/models/eager.h"
#include "python/core/conversions.h"

namespace occam::python {

/// What an object computes of arrays, compiled for the shapes that it was last called on.
class CompiledCall {
 public:
  /// The result of the graph that write(eager, inputs) returns, on these arrays.
  template <class Write>
  nb::object operator()(const std::vector<Array>& arrays, const Write& write) {
    std::unique_ptr<models::Eager> eager = taken(arrays);
    if (!eager) {
      eager = std::make_unique<models::Eager>();
      std::vector<graph::Value> inputs;
      for (const Array& each : arrays) inputs.push_back(eager->input(each));
      eager->output(write(*eager, inputs));
    }
    eager->run();
    nb::object result = numpy_of(eager->result(0));
    keep(std::move(eager), arrays);
    return result;
  }

 private:
  /// The one of these shapes with the arrays as inputs, or null.
  std::unique_ptr<models::Eager> taken(const std::vector<Array>& arrays);
  void keep(std::unique_ptr<models::Eager> eager, const std::vector<Array>& arrays);

  std::unique_ptr<models::Eager> kept_;
  std::vector<Shape> shapes_;
};

/// Beyond so many elements the graph is not kept: its buffers would outlive the call, and compiling
/// it is little beside computing it.
inline constexpr std::int64_t kMostKeptElements = 1 << 16;

}  // namespace occam::python
