// An operation of your own, when no composition of occam's will do: atan, with its kernel and its
// gradient, used as the activation of a layer.
#include <occam/occam.h>

#include <cmath>
#include <iostream>

using occam::Array;
using occam::graph::Value;
namespace graph = occam::graph;
namespace ops = occam::ops;

/// Shape of the result. Throws InvalidArgument where inputs do not fit; here any does.
occam::Shape atan_shape(const graph::Op&, const std::vector<Value>& inputs,
                        const graph::Attributes&) {
  return inputs[0].shape();
}

/// The loss's gradient by each input, given that by the result: upstream / (1 + x^2). It is written
/// with ops, hence compiled and fused like everything else.
std::vector<Value> atan_gradient(const Value& result, const Value& upstream) {
  return {upstream / (1.0 + ops::square(result.node().inputs[0]))};
}

/// Items [begin, end): operands are the inputs, then the result. Any split must give the same bits;
/// a kernel neither throws nor allocates.
void atan_kernel(const void*, std::byte* const* operands, std::int64_t begin, std::int64_t end,
                 std::byte*) {
  const float* const x = reinterpret_cast<const float*>(operands[0]);
  float* const y = reinterpret_cast<float*>(operands[1]);
  for (std::int64_t i = begin; i < end; ++i) y[i] = std::atan(x[i]);
}

/// The kernel calls for one node: here one, of as many items as there are elements.
graph::OpCalls atan_calls(const graph::Node& node) {
  graph::OpCalls made{.calls = std::vector<occam::runtime::Call>(1)};
  made.calls[0].kernel = atan_kernel;
  made.calls[0].items = node.shape.size();
  made.calls[0].label = "atan";  // as print_plan() shows it
  return made;
}

const graph::Op atan_op{.name = "atan",
                        .kind = graph::Kind::kKernel,
                        .infer = atan_shape,
                        .gradient = atan_gradient,
                        .lower = atan_calls};

/// An activation is any struct with `type` and `apply`.
struct Atan {
  static constexpr std::string_view type = "Atan";
  static constexpr auto fields() { return occam::Fields{}; }
  Value apply(const Value& x) const { return x.graph().add(atan_op, {x}); }
};

int main() {
  occam::Sequential model{occam::layers::Dense{
      .units = 2, .activation = Atan{}, .use_bias = false, .input_shape = {1}}};
  model.compile({.optimizer = occam::optimizers::SGD{.learning_rate = 0.1}, .loss = "mse"});
  model.set_weights({Array{{0.5, -1.5}}});
  const Array x{{2.}}, y{{0., 0.}};

  // By hand: z = 2 w = (1, -3). The loss is the mean of atan(z)^2, d/dw = atan(z) 2 / (1 + z^2).
  const Array out = model.predict(x);
  model.fit(x, y, {.verbose = 0});
  const Array after = model.get_weights()[0];
  const double start[] = {0.5, -1.5};
  for (int i = 0; i < 2; ++i) {
    const double z = 2 * start[i];
    const double moved = start[i] - 0.1 * std::atan(z) * 2 / (1 + z * z);
    std::cout << "atan(" << z << ") = " << out.at(i) << ", weight after a step " << after.at(i)
              << "\n";
    if (std::abs(out.at(i) - std::atan(z)) > 1e-6 || std::abs(after.at(i) - moved) > 1e-6) {
      std::cerr << "expected " << std::atan(z) << " and " << moved << "\n";
      return 1;
    }
  }
  return 0;
}
