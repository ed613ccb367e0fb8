#include <vector>

#include "occam/base/errors.h"
#include "occam/losses/binary_crossentropy.h"
#include "occam/losses/categorical_crossentropy.h"
#include "occam/losses/loss.h"
#include "occam/losses/mean_squared_error.h"
#include "occam/losses/sparse_categorical_crossentropy.h"

namespace occam {
namespace {

struct Entry {
  std::string_view name, class_name, alias;
  Loss (*make)();
};

// The only list of losses.
const Entry kCatalogue[] = {
    {"mean_squared_error", "MeanSquaredError", "mse",
     [] { return Loss(losses::MeanSquaredError{}); }},
    {"binary_crossentropy", "BinaryCrossentropy", "bce",
     [] { return Loss(losses::BinaryCrossentropy{}); }},
    {"categorical_crossentropy", "CategoricalCrossentropy", "cce",
     [] { return Loss(losses::CategoricalCrossentropy{}); }},
    {"sparse_categorical_crossentropy", "SparseCategoricalCrossentropy", "scce",
     [] { return Loss(losses::SparseCategoricalCrossentropy{}); }},
};

}  // namespace

Loss Loss::named(std::string_view name) {
  std::vector<std::string_view> known;
  for (const Entry& entry : kCatalogue) {
    if (entry.name == name || entry.class_name == name || entry.alias == name) return entry.make();
    known.push_back(entry.name);
    if (entry.alias == "mse") known.push_back(entry.alias);
  }
  throw_unknown_name("Loss", name, known);
}

}  // namespace occam
