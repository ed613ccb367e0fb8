#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <stdexcept>

#include "bench/epoch_times.h"
#include "bench/fma_peak.h"
#include "bench/report.h"
#include "bench/workloads.h"

namespace occam::bench {
namespace {

/// A plan with memory of its own, so that a clock can be read between its calls. Large calls are
/// shared between threads as the executor shares them.
class TimedPlan {
 public:
  TimedPlan(const runtime::Plan& plan, runtime::State& state, int threads)
      : plan_(plan),
        pool_(threads),
        batch_(plan.batch_bytes),
        workspace_(plan.workspace_bytes),
        scratch_(static_cast<std::size_t>(pool_.threads()), Bytes(plan.scratch_bytes)),
        least(plan.calls.size(), std::numeric_limits<double>::infinity()) {
    for (const runtime::Operand& operand : plan.operands) {
      std::byte* const regions[] = {batch_.data(), state.slab(0), workspace_.data()};
      pointers_.push_back(regions[static_cast<int>(operand.region)] + operand.offset);
    }
  }

  /// The table's first rows.
  void load_batch(const data::Dataset& table, std::int64_t batch) {
    for (const runtime::PlanValue& input : plan_.inputs) {
      const Array rows = (input.name == models::input_name(0) ? table.x : table.y).rows(0, batch);
      const Array values = rows.astype(DType::kFloat32);
      std::copy_n(values.bytes(), values.data<float>().size_bytes(),
                  batch_.data() + input.operand.offset);
    }
  }

  /// One step; keeps each call's least seconds.
  void run() {
    for (std::size_t i = 0; i < plan_.calls.size(); ++i) {
      const auto begin = Clock::now();
      run(plan_.calls[i]);
      least[i] = std::min(least[i], seconds_since(begin));
    }
  }

 private:
  void run(const runtime::Call& call) {
    struct Job {
      TimedPlan& self;
      const runtime::Call& call;
    } job{*this, call};
    const auto work = [](void* context, std::int64_t begin, std::int64_t end, int worker) {
      const auto& [self, shared] = *static_cast<Job*>(context);
      shared.kernel(shared.arguments.get(), self.pointers_.data() + shared.first_operand, begin,
                    end, self.scratch_[static_cast<std::size_t>(worker)].data());
    };
    if (call.parallel) {
      pool_.parallel_for(call.items, work, &job);
    } else {
      work(&job, 0, call.items, 0);
    }
  }

  const runtime::Plan& plan_;
  runtime::ThreadPool pool_;
  Bytes batch_, workspace_;
  std::vector<Bytes> scratch_;
  std::vector<std::byte*> pointers_;

 public:
  std::vector<double> least;  ///< seconds, a call
};

/// What reading the clock twice takes.
double clock_seconds() {
  double least = 1.0;
  for (int i = 0; i < 10000; ++i) least = std::min(least, seconds_since(Clock::now()));
  return least;
}

/// What a call does, in a word: a field of the summary.
const char* kind_of(const runtime::Call& call) {
  const std::string_view label = call.label;
  if (call.product_operations > 0) return "products_us";
  if (label.starts_with("adam") || label.starts_with("sgd")) return "updates_us";
  if (label.starts_with("tile") && call.bytes > 1 << 16) return "passes_us";
  return "small_us";
}

void print_plan(std::string_view workload, const Profiled& profiled, const Options& options) {
  const Training& training = profiled.training;
  const data::Dataset table = training.table();
  const auto network =
      make_network(training, table.x.shape().tail(), models::target_shape(table.y.shape()));
  const runtime::Plan& plan = network->executor({profiled.mode, profiled.batch}).plan();
  // Members of a stack are shared out whole, the calls of one are not.
  TimedPlan timed(plan, network->state(), profiled.members > 1 ? 1 : options.threads);
  timed.load_batch(table, profiled.batch);
  for (int step = 0; step < 100 * options.repeats; ++step) timed.run();

  Line summary = new_line("roofline " + std::string(workload), options);
  const int threads = summary["threads"];
  const double peak = fma_peak_gflops(300, profiled.members > 1 ? 1 : threads);
  const double clock = clock_seconds();
  double total = 0, products = 0;
  std::map<std::string, double> kinds{
      {"products_us", 0}, {"updates_us", 0}, {"passes_us", 0}, {"small_us", 0}};
  for (std::size_t i = 0; i < plan.calls.size(); ++i) {
    const runtime::Call& call = plan.calls[i];
    const double seconds = std::max(timed.least[i] - clock, 1e-9);
    total += seconds;
    const std::string kind = kind_of(call);
    kinds[kind] += seconds * 1e6;
    products += call.product_operations;
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
  summary["plan"] = profiled.mode == training::Mode::kTrain  ? "train"
                    : profiled.mode == training::Mode::kTest ? "test"
                                                             : "predict";
  summary["runs"] = profiled.members > 1 ? profiled.runs / threads : profiled.runs;
  summary["us_per_step"] = rounded(total * 1e6);
  for (const auto& [kind, us] : kinds) summary[kind] = rounded(us);
  summary["products_limit_us"] = rounded(products / peak * 1e-3);
  summary["gflops"] = rounded(plan.operations() / total * 1e-9);
  summary["peak_gflops"] = rounded(peak);
  summary["share_of_peak"] = rounded(plan.operations() / total * 1e-9 / peak);
  print(summary);
}

}  // namespace

std::vector<Profiled> plans_of(std::string_view name, const Options& options) {
  using training::Mode;
  const Training fashion = fashion_mlp512(options);
  for (const Training& training : {seed_dense10(), seed_mlp16(), fashion}) {
    if (name == training.name) return {{training, Mode::kTrain, training.batch_size}};
  }
  if (name == "fashion-mlp512-predict60k") {
    const double batches = std::ceil(static_cast<double>(options.fashion_rows) / 1024);
    return {{fashion, Mode::kPredict, 1024, batches}};
  }
  if (name == "fashion-mlp512-predict1") return {{fashion, Mode::kPredict, 1}};
  if (name == "digits-l2-sweep" || name == "digits-l1-sweep") {
    const Training network =
        digits_network(name == "digits-l2-sweep" ? Regularizer(regularizers::L2{})
                                                 : Regularizer(regularizers::L1{}));
    // 1,437 training rows and 360 held-out ones in batches of 32, every epoch of every member.
    const double epochs = kSweepMembers * kSweepEpochs;
    return {{network, Mode::kTrain, 32, 1437.0 / 32 * epochs, kSweepMembers},
            {network, Mode::kTest, 32, 360.0 / 32 * epochs, kSweepMembers}};
  }
  return {};
}

void print_roofline(std::string_view workload, const Options& options) {
  const std::vector<Profiled> plans = plans_of(workload, options);
  if (plans.empty())
    throw std::invalid_argument("--roofline: no plan belongs to " + std::string(workload));
  for (const Profiled& plan : plans) print_plan(workload, plan, options);
}

}  // namespace occam::bench
