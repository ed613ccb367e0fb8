#include "bench/product_operations.h"

#include <cstdio>

namespace occam::bench {

double product_operations(const runtime::Call& call) {
  double m = 0, n = 0, k = 0;
  return std::sscanf(call.label.c_str(), "matmul %lfx%lfx%lf", &m, &n, &k) == 3 ? 2 * m * n * k : 0;
}

}  // namespace occam::bench
