#include "occam/models/compile_options.h"

#include <algorithm>

namespace occam {

std::vector<std::vector<Metric>> Metrics::for_outputs(
    std::string_view where, const std::vector<std::string>& outputs) const {
  std::vector<std::vector<Metric>> found(outputs.size());
  if (outputs.size() == 1 && by_output_.empty()) {
    found[0] = list_;
  } else if (by_output_.empty() && !list_.empty()) {
    if (list_.size() != outputs.size()) {
      throw_invalid_value(where, "metrics",
                          std::to_string(outputs.size()) +
                              " metrics, one an output, or metrics by the outputs' names",
                          std::to_string(list_.size()) + " metrics");
    }
    for (std::size_t i = 0; i < outputs.size(); ++i) found[i] = {list_[i]};
  }
  for (const auto& [name, metrics] : by_output_) {
    const auto place = std::find(outputs.begin(), outputs.end(), name);
    if (place == outputs.end()) {
      throw_unknown_name(std::string(where) + " output", name,
                         std::vector<std::string_view>(outputs.begin(), outputs.end()));
    }
    auto& list = found[static_cast<std::size_t>(place - outputs.begin())];
    list.insert(list.end(), metrics.begin(), metrics.end());
  }
  for (const std::vector<Metric>& metrics : found) {
    for (std::size_t i = 0; i < metrics.size(); ++i) {
      for (std::size_t k = 0; k < i; ++k) {
        if (metrics[k].name() == metrics[i].name()) {
          throw InvalidArgument(std::string(where) + ": two metrics are named '" +
                                metrics[i].name() + "'. Expected different names");
        }
      }
    }
  }
  return found;
}

}  // namespace occam
