#pragma once

#include <cstdint>

#include "occam/data/dataset.h"

namespace occam::bench {

// The same tables as in peers/tables.py: float32 features, so that both sides read the same bytes.

/// 320 rows of 20 numbers: five rows that repeat.
data::Dataset counting_rows();
/// 10,000 rows of 10 normal numbers; y = x0 x1 + sin x2.
data::Dataset normal_rows();
/// Fashion-MNIST's first training rows: (rows, 784) in [0, 1].
data::Dataset fashion_rows(std::int64_t rows);
/// 1,797 rows of 64 numbers in [0, 1], shuffled: data/digits.csv.gz.
data::Dataset digits_rows();
/// Alcohol by the twelve other measurements of data/wine.csv, all standardised, in the order
/// of row mod 10.
data::Dataset wine_rows();

}  // namespace occam::bench
