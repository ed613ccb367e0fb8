#include <vector>

#include "occam/regularizers/l1.h"
#include "occam/regularizers/l1_l2.h"
#include "occam/regularizers/l2.h"
#include "occam/regularizers/regularizer.h"

namespace occam {
namespace {

struct Entry {
  std::string_view name;
  Regularizer (*make)();
};

// The only list of regularizers. 'l1_l2' means 0.01 and 0.01, as Keras's docstring says; its code
// gives 0 and 0.
const Entry kCatalogue[] = {
    {"L1", [] { return Regularizer(regularizers::L1{}); }},
    {"l1", [] { return Regularizer(regularizers::L1{}); }},
    {"L2", [] { return Regularizer(regularizers::L2{}); }},
    {"l2", [] { return Regularizer(regularizers::L2{}); }},
    {"L1L2", [] { return Regularizer(regularizers::L1L2{.l1 = 0.01, .l2 = 0.01}); }},
    {"l1l2", [] { return Regularizer(regularizers::L1L2{.l1 = 0.01, .l2 = 0.01}); }},
    {"l1_l2", [] { return Regularizer(regularizers::L1L2{.l1 = 0.01, .l2 = 0.01}); }},
};

}  // namespace

Regularizer Regularizer::named(std::string_view name) {
  std::vector<std::string_view> known;
  for (const Entry& entry : kCatalogue) {
    if (entry.name == name) return entry.make();
    known.push_back(entry.name);
  }
  throw_unknown_name("Regularizer", name, known);
}

}  // namespace occam
