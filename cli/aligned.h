#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace occam::cli {

/// Rows of cells as lines whose columns stand below each other, two blanks apart; those listed in
/// `right` end below each other. REQUIRES: rows of one length.
std::vector<std::string> aligned(const std::vector<std::vector<std::string>>& rows,
                                 const std::vector<std::size_t>& right = {});

}  // namespace occam::cli
