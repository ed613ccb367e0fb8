#include <algorithm>
#include <limits>

#include "bench/epoch_times.h"
#include "bench/report.h"
#include "bench/workloads.h"

namespace occam::bench {
namespace {

Sequential built_model(const Training& training, const data::Dataset& table, int threads) {
  Sequential model = make_model(training, threads);
  model.build(table.x.shape().tail());
  return model;
}

}  // namespace

void measure_predict_all(const Options& options) {
  const Training training = fashion_mlp512(options);
  const data::Dataset table = training.table();
  const Sequential model = built_model(training, table, options.threads);
  model.predict(table.x, {.batch_size = 1024});  // compiles the plan, as the peers' first call does
  double fastest = std::numeric_limits<double>::infinity();
  for (int repeat = 0; repeat < options.repeats; ++repeat) {
    const auto begin = Clock::now();
    model.predict(table.x, {.batch_size = 1024});
    fastest = std::min(fastest, seconds_since(begin));
  }
  Line line = new_line("fashion-mlp512-predict60k", options);
  line["seconds"] = rounded(fastest);
  line["rows"] = table.rows();
  line["repeats"] = options.repeats;
  print(line);
}

void measure_predict_one(const Options& options) {
  const Training training = fashion_mlp512(options);
  const data::Dataset table = training.table();
  const Sequential model = built_model(training, table, options.threads);
  const Array row = table.x.rows(0, 1);
  double fastest = std::numeric_limits<double>::infinity();
  for (int repeat = 0; repeat < options.repeats; ++repeat) {
    // The median call, as for the peers: a latency that a program sees.
    std::vector<double> seconds(300);
    for (double& call : seconds) {
      const auto begin = Clock::now();
      model.predict(row);
      call = seconds_since(begin);
    }
    std::nth_element(seconds.begin(), seconds.begin() + 150, seconds.end());
    fastest = std::min(fastest, seconds[150]);
  }
  Line line = new_line("fashion-mlp512-predict1", options);
  line["us"] = rounded(fastest * 1e6);
  line["repeats"] = options.repeats;
  print(line);
}

}  // namespace occam::bench
