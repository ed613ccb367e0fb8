#pragma once

#include <optional>
#include <string_view>

#include "occam/data/written_number.h"

namespace occam::data {

/// Numbers shortened by a power of ten: "1.2M", "€565K", "3 million", "2.5 bn", "45 Lakh", "1.2
/// Cr", also with a mark ("10M+", "<1K"). Never sure: K and M may be units. None when the text is
/// nothing of these.
std::optional<WrittenNumber> parse_magnitude_text(std::string_view text);

}  // namespace occam::data
