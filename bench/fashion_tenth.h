#pragma once

#include "bench/fashion_networks.h"

namespace occam::bench {

/// A tenth of all parameters, zeros counted: L1 chooses units and pixels of a network by RAMDA,
/// shrink leaves the rest out, and AdamW trains on without the penalty, zeros or not. Lines of CSV
/// in FOLDER/tenth.csv, beside them a network of as many parameters that never saw a penalty, and
/// the full one, each with the same rows and seed. count below 0: the last rule is to be chosen, by
/// training images that are held out (FOLDER/tenth_choice.csv).
void tenth(const Arguments& arguments);

}  // namespace occam::bench
