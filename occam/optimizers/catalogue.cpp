#include <vector>

#include "occam/base/errors.h"
#include "occam/optimizers/adam.h"
#include "occam/optimizers/optimizer.h"
#include "occam/optimizers/sgd.h"

namespace occam {
namespace {

struct Entry {
  std::string_view name, class_name;
  Optimizer (*make)();
};

// The only list of optimizers.
const Entry kCatalogue[] = {
    {"sgd", "SGD", [] { return Optimizer(optimizers::SGD{}); }},
    {"adam", "Adam", [] { return Optimizer(optimizers::Adam{}); }},
};

}  // namespace

Optimizer Optimizer::named(std::string_view name) {
  std::vector<std::string_view> known;
  for (const Entry& entry : kCatalogue) {
    if (entry.name == name || entry.class_name == name) return entry.make();
    known.push_back(entry.name);
  }
  throw_unknown_name("Optimizer", name, known);
}

}  // namespace occam
