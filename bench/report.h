#pragma once

#include <nlohmann/json.hpp>
#include <string_view>

#include "bench/options.h"

namespace occam::bench {

/// One result, printed in the order in which fields are added.
using Line = nlohmann::ordered_json;

/// {"peer": "occam", "workload": ..., "threads": ..., "instruction_set": ...}
Line new_line(std::string_view workload, const Options& options);

/// Six significant digits, so that lines stay readable.
double rounded(double value);

void print(const Line& line);

}  // namespace occam::bench
