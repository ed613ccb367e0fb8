#include "python/core/compiled_call.h"

#include <utility>

namespace occam::python {

std::unique_ptr<models::Eager> CompiledCall::taken(const std::vector<Array>& arrays) {
  if (!kept_ || arrays.size() != shapes_.size()) return nullptr;
  for (std::size_t i = 0; i < arrays.size(); ++i) {
    if (arrays[i].shape() != shapes_[i]) return nullptr;
  }
  for (std::size_t i = 0; i < arrays.size(); ++i) kept_->set_input(i, arrays[i]);
  return std::exchange(kept_, nullptr);
}

void CompiledCall::keep(std::unique_ptr<models::Eager> eager, const std::vector<Array>& arrays) {
  shapes_.clear();
  std::int64_t elements = 0;
  for (const Array& each : arrays) {
    shapes_.push_back(each.shape());
    elements += each.size();
  }
  if (elements <= kMostKeptElements) kept_ = std::move(eager);
}

}  // namespace occam::python
