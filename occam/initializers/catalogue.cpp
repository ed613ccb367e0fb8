#include <vector>

#include "occam/base/errors.h"
#include "occam/initializers/glorot_uniform.h"
#include "occam/initializers/he_normal.h"
#include "occam/initializers/initializer.h"
#include "occam/initializers/ones.h"
#include "occam/initializers/random_uniform.h"
#include "occam/initializers/zeros.h"

namespace occam {
namespace {

struct Entry {
  std::string_view name, class_name;
  Initializer (*make)();
};

// The only list of initializers.
const Entry kCatalogue[] = {
    {"zeros", "Zeros", [] { return Initializer(initializers::Zeros{}); }},
    {"ones", "Ones", [] { return Initializer(initializers::Ones{}); }},
    {"glorot_uniform", "GlorotUniform", [] { return Initializer(initializers::GlorotUniform{}); }},
    {"he_normal", "HeNormal", [] { return Initializer(initializers::HeNormal{}); }},
    {"random_uniform", "RandomUniform", [] { return Initializer(initializers::RandomUniform{}); }},
};

}  // namespace

Initializer Initializer::named(std::string_view name) {
  std::vector<std::string_view> known;
  for (const Entry& entry : kCatalogue) {
    if (entry.name == name || entry.class_name == name) return entry.make();
    known.push_back(entry.name);
  }
  throw_unknown_name("Initializer", name, known);
}

}  // namespace occam
