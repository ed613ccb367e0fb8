#pragma once

#include <vector>

#include "occam/data/table.h"

namespace occam::data {

/// Each text of a column, by code, with its cells and the first of them. REQUIRES: texts.
std::vector<TextCount> text_counts(const Column& column);

}  // namespace occam::data
