#include "occam/saving/current_numbers.h"

namespace occam::saving {

CurrentNumbers current_numbers(const models::Network& network) {
  return [&network](const std::string& path) -> std::optional<double> {
    const auto index = network.layout().find(path);
    if (!index || network.layout()[*index].role != runtime::Role::kHyper) return std::nullopt;
    return network.state().number(network.layout()[*index]);
  };
}

}  // namespace occam::saving
