#include "occam/models/fit_memory.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "occam/base/byte_text.h"

namespace occam {

std::int64_t FitMemory::total() const {
  return state + std::max({moved, adaptation, batches + workspace + scratch + order + callbacks});
}

std::string to_text(const FitMemory& memory) {
  std::string parts;
  for (const auto& [name, bytes] : std::initializer_list<std::pair<const char*, std::int64_t>>{
           {"weights and optimizer ", memory.state},
           {"batches ", memory.batches},
           {"workspace ", memory.workspace},
           {"scratch ", memory.scratch},
           {"initial weights ", memory.adaptation},
           {"order of rows ", memory.order},
           {"callbacks ", memory.callbacks}}) {
    if (bytes > 0) parts += (parts.empty() ? "" : ", ") + (name + byte_text(bytes));
  }
  return byte_text(memory.total()) + " (" + parts + ")";
}

}  // namespace occam
