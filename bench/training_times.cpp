#include <limits>

#include "bench/epoch_times.h"
#include "bench/report.h"
#include "bench/workloads.h"

namespace occam::bench {

void measure_training(const Training& training, const Options& options) {
  const data::Dataset table = training.table();
  const int epochs = options.epochs > 0 ? options.epochs : training.epochs;
  double fastest = std::numeric_limits<double>::infinity(), first = fastest, loss = 0;
  for (int repeat = 0; repeat < options.repeats; ++repeat) {
    Sequential model = make_model(training, options.threads);
    const EpochTimes times;
    const History history = model.fit(
        table,
        {.batch_size = training.batch_size, .epochs = epochs, .verbose = 0, .callbacks = {times}});
    fastest = std::min(fastest, times.fastest());
    first = std::min(first, times.first());
    loss = history["loss"].back();
  }
  const auto steps =
      static_cast<double>((table.rows() + training.batch_size - 1) / training.batch_size);
  Line line = new_line(training.name, options);
  line["us_per_step"] = rounded(fastest / steps * 1e6);
  line["epoch_s"] = rounded(fastest);
  line["first_epoch_s"] = rounded(first);
  line["loss"] = rounded(loss);
  line["epochs"] = epochs;
  line["rows"] = table.rows();
  line["repeats"] = options.repeats;
  print(line);
}

}  // namespace occam::bench
