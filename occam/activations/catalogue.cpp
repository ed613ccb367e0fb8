#include <vector>

#include "occam/activations/activation.h"
#include "occam/activations/linear.h"
#include "occam/activations/relu.h"
#include "occam/activations/sigmoid.h"
#include "occam/activations/softmax.h"
#include "occam/activations/tanh.h"
#include "occam/base/errors.h"

namespace occam {
namespace {

struct Entry {
  std::string_view name;
  Activation (*make)();
};

// The only list of activations.
const Entry kCatalogue[] = {
    {"linear", [] { return Activation(activations::Linear{}); }},
    {"relu", [] { return Activation(activations::Relu{}); }},
    {"sigmoid", [] { return Activation(activations::Sigmoid{}); }},
    {"tanh", [] { return Activation(activations::Tanh{}); }},
    {"softmax", [] { return Activation(activations::Softmax{}); }},
};

}  // namespace

Activation Activation::named(std::string_view name) {
  std::vector<std::string_view> known;
  for (const Entry& entry : kCatalogue) {
    if (entry.name == name) return entry.make();
    known.push_back(entry.name);
  }
  throw_unknown_name("Activation", name, known);
}

}  // namespace occam
