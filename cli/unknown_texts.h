#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "occam/data/table_encoder.h"

namespace occam::cli {

/// "3 texts of held-out rows that no training row has, which count as none of the known: 'town' 3,
/// first 'Rome' in row 7"; `of`: "of held-out rows". Empty where there are none.
std::string unknown_texts_note(const std::vector<data::UnknownTexts>& unknown, std::string_view of);

}  // namespace occam::cli
