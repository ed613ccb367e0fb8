// A model that is no chain: two inputs, a layer that both share, a residual join, two outputs.
#include <occam/occam.h>

#include <cmath>
#include <iostream>

using occam::Array;
using occam::Node;
namespace layers = occam::layers;

bool is_near(const char* what, double value, double expected) {
  const bool near = std::abs(value - expected) < 1e-5;
  if (!near) std::cerr << what << " is " << value << ", not " << expected << "\n";
  return near;
}

int main() {
  const Node left = occam::Input({.shape = {2}, .name = "left"});
  const Node right = occam::Input({.shape = {2}, .name = "right"});
  // A Layer that is named and called twice is one layer: its weights exist once.
  const occam::Layer shared = layers::Dense{.units = 2, .name = "shared"};
  const Node joined = layers::Add{}({left, shared(left), shared(right)});
  const Node price = layers::Dense{.units = 1, .use_bias = false, .name = "price"}(joined);
  const Node kind =
      layers::Dense{.units = 2, .activation = "softmax", .use_bias = false, .name = "kind"}(joined);
  occam::Model model({.inputs = {left, right}, .outputs = {price, kind}});
  std::cout << model.summary();

  // By hand: shared(left) = (1.5, 0), shared(right) = (3.5, 7), joined = (6, 9).
  model.set_weights({Array{{1., 2.}, {0., -1.}}, Array{0.5, 0.},  // shared: kernel, bias
                     Array{{1.}, {-2.}}, Array{{1. / 3, 0.}, {0., 1. / 3}}});
  const Array a{{1., 2.}}, b{{3., -1.}};
  const auto outputs = model.predict_all({a, b});
  const double second = 1 / (1 + std::exp(-1.));  // softmax of (2, 3)
  if (!is_near("price", outputs[0].at(0), 6 - 18)) return 1;
  if (!is_near("kind", outputs[1].at(1), second)) return 1;

  // Losses by output; inputs and targets by position or by name.
  model.compile({.optimizer = occam::optimizers::SGD{.learning_rate = 0.01},
                 .loss = {{"price", "mse"}, {"kind", "sparse_categorical_crossentropy"}},
                 .loss_weights = {{"price", 0.5}, {"kind", 2.0}}});
  const Array wanted{{-10.}}, number{1};
  const occam::Logs logs =
      model.evaluate({{"right", b}, {"left", a}}, {{"kind", number}, {"price", wanted}});
  if (!is_near("loss", logs.at("loss"), 0.5 * 4 - 2 * std::log(second))) return 1;

  const occam::History history = model.fit({a, b}, {wanted, number}, {.epochs = 50, .verbose = 0});
  std::cout << "loss " << history["loss"].front() << " -> " << history["loss"].back() << "\n";
  if (!(history["loss"].back() < 0.1 * history["loss"].front())) {
    std::cerr << "it does not learn\n";
    return 1;
  }
  return 0;
}
