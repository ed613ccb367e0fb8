#include <algorithm>
#include <cstring>

#include "bench/report.h"
#include "bench/workloads.h"

namespace occam::bench {
namespace {

std::vector<Array> trained_weights(const Training& training, const data::Dataset& table,
                                   int threads) {
  Sequential model = make_model(training, threads);
  model.fit(table, {.batch_size = training.batch_size, .epochs = 1, .verbose = 0});
  return model.get_weights();
}

bool equal_bits(const std::vector<Array>& a, const std::vector<Array>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Array& x, const Array& y) {
    const auto bytes = x.data<float>().size_bytes();
    return bytes == y.data<float>().size_bytes() && std::memcmp(x.bytes(), y.bytes(), bytes) == 0;
  });
}

}  // namespace

void check_determinism(const Options& options) {
  Options shorter = options;
  shorter.fashion_rows = std::min<std::int64_t>(options.fashion_rows, 6400);
  for (const Training& training : {seed_mlp16(), fashion_mlp512(shorter)}) {
    const data::Dataset table = training.table();
    const std::vector<Array> one = trained_weights(training, table, 1);
    bool same = true;
    for (const int threads : {2, 3, 4})
      same = same && equal_bits(one, trained_weights(training, table, threads));
    Line line = new_line("determinism", options);
    line["threads"] = {1, 2, 3, 4};
    line["training"] = training.name;
    line["equal_bits"] = same;
    print(line);
  }
}

}  // namespace occam::bench
