#include <algorithm>
#include <limits>
#include <memory>

#include "bench/epoch_times.h"
#include "bench/fma_peak.h"
#include "bench/report.h"
#include "bench/workloads.h"
#include "occam/models/network.h"

namespace occam::bench {
namespace {

std::unique_ptr<models::Network> build_network(const Training& training,
                                               const data::Dataset& table) {
  models::Description description;
  const std::vector<std::string> names = make_model(training, 1).layer_names();
  for (std::size_t i = 0; i < training.layers.size(); ++i)
    description.layers.push_back({names[i], training.layers[i]});
  description.input_shape = table.x.shape().tail();
  auto network =
      std::make_unique<models::Network>(std::move(description), std::vector<std::uint64_t>{0}, 0,
                                        std::make_shared<runtime::ThreadPool>(1));
  const Shape target = table.y.rank() <= 1 ? Shape{} : table.y.shape().tail();
  network->compile(training.compile, target, training.batch_size);
  return network;
}

/// A plan on one thread with memory of its own, so that a clock can be read between its calls.
class TimedPlan {
 public:
  TimedPlan(const runtime::Plan& plan, runtime::State& state)
      : plan_(plan),
        batch_(plan.batch_bytes),
        workspace_(plan.workspace_bytes),
        scratch_(plan.scratch_bytes) {
    for (const runtime::Operand& operand : plan.operands) {
      std::byte* const regions[] = {batch_.data(), state.slab(0), workspace_.data()};
      pointers_.push_back(regions[static_cast<int>(operand.region)] + operand.offset);
    }
  }

  /// The table's first rows.
  void load_batch(const data::Dataset& table, std::int64_t batch) {
    for (const runtime::PlanValue& input : plan_.inputs) {
      const Array rows = (input.name == "x" ? table.x : table.y).rows(0, batch);
      const Array values = rows.astype(DType::kFloat32);
      std::copy_n(values.bytes(), values.data<float>().size_bytes(),
                  batch_.data() + input.operand.offset);
    }
  }

  /// One step; keeps each call's least seconds.
  void run(std::vector<double>& least) {
    for (std::size_t i = 0; i < plan_.calls.size(); ++i) {
      const runtime::Call& call = plan_.calls[i];
      const auto begin = Clock::now();
      call.kernel(call.arguments.get(), pointers_.data() + call.first_operand, 0, call.items,
                  scratch_.data());
      least[i] = std::min(least[i], seconds_since(begin));
    }
  }

 private:
  const runtime::Plan& plan_;
  Bytes batch_, workspace_, scratch_;
  std::vector<std::byte*> pointers_;
};

/// What reading the clock twice takes.
double clock_seconds() {
  double least = 1.0;
  for (int i = 0; i < 10000; ++i) least = std::min(least, seconds_since(Clock::now()));
  return least;
}

}  // namespace

void print_roofline(const Training& training, const Options& options) {
  const data::Dataset table = training.table();
  const auto network = build_network(training, table);
  const runtime::Plan& plan = network->executor(training::Mode::kTrain, training.batch_size).plan();
  TimedPlan timed(plan, network->state());
  timed.load_batch(table, training.batch_size);
  std::vector<double> least(plan.calls.size(), std::numeric_limits<double>::infinity());
  for (int step = 0; step < 100 * options.repeats; ++step) timed.run(least);

  Options one_thread = options;
  one_thread.threads = 1;
  const double peak = fma_peak_gflops(30), clock = clock_seconds();
  double total = 0;
  for (std::size_t i = 0; i < plan.calls.size(); ++i) {
    const runtime::Call& call = plan.calls[i];
    const double seconds = std::max(least[i] - clock, 1e-9);
    total += seconds;
    const double gflops = call.operations / seconds * 1e-9;
    Line line{{"call", i}, {"label", call.label}};
    line["operations"] = call.operations;
    line["bytes"] = call.bytes;
    line["us"] = rounded(seconds * 1e6);
    line["gflops"] = rounded(gflops);
    line["gb_per_s"] = rounded(call.bytes / seconds * 1e-9);
    line["share_of_peak"] = rounded(gflops / peak);
    print(line);
  }
  Line line = new_line("roofline " + training.name, one_thread);
  line["us_per_step"] = rounded(total * 1e6);
  line["gflops"] = rounded(plan.operations() / total * 1e-9);
  line["peak_gflops"] = rounded(peak);
  line["share_of_peak"] = rounded(plan.operations() / total * 1e-9 / peak);
  print(line);
}

}  // namespace occam::bench
