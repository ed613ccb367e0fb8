#include "occam/optimizers/step_options.h"

#include <regex>

#include "occam/base/errors.h"

namespace occam::optimizers {

void check_one_clipping(std::string_view type, int kinds) {
  if (kinds > 1) {
    throw_invalid_value(type, "clipnorm", "only one of clipnorm, clipvalue and global_clipnorm",
                        std::to_string(kinds) + " of them");
  }
}

void check_patterns(std::string_view type, const std::vector<std::string>& patterns) {
  for (const std::string& pattern : patterns) {
    try {
      const std::regex readable(pattern);
    } catch (const std::regex_error&) {
      throw_invalid_value(type, "exclude_from_weight_decay", "regular expressions", pattern);
    }
  }
}

bool is_excluded(const std::string& path, const std::vector<std::string>& patterns) {
  for (const std::string& pattern : patterns) {
    if (std::regex_search(path, std::regex(pattern))) return true;
  }
  return false;
}

}  // namespace occam::optimizers
