// occam's side of every benchmark: runs workloads by name and prints one JSON line each.

#include <cstdio>
#include <functional>
#include <stdexcept>
#include <string_view>

#include "bench/workloads.h"

namespace occam::bench {
namespace {

struct Workload {
  std::string_view name;
  std::function<void(const Options&)> run;
};

// startup is first: it is about a process that has done nothing else.
const Workload kWorkloads[] = {
    {"startup", measure_startup},
    {"seed-dense10-b1", [](const Options& o) { measure_training(seed_dense10(), o); }},
    {"seed-mlp16-b32", [](const Options& o) { measure_training(seed_mlp16(), o); }},
    {"fashion-mlp512-b128", [](const Options& o) { measure_training(fashion_mlp512(o), o); }},
    {"fashion-mlp512-predict60k", measure_predict_all},
    {"fashion-mlp512-predict1", measure_predict_one},
    {"digits-l2-sweep", measure_digits_l2_sweep},
    {"digits-l1-sweep", measure_digits_l1_sweep},
    {"wine-lassonet-path", measure_lasso_net_path},
    {"penalty-cost", measure_penalty_cost},
    {"optimizer-cost", measure_optimizer_cost},
    {"determinism", check_determinism},
    {"compile-4", [](const Options& o) { measure_compilation(4, o); }},
    {"compile-16", [](const Options& o) { measure_compilation(16, o); }},
    {"compile-64", [](const Options& o) { measure_compilation(64, o); }},
};

const Workload& find_workload(std::string_view name) {
  for (const Workload& workload : kWorkloads) {
    if (workload.name == name) return workload;
  }
  throw std::invalid_argument("unknown workload " + std::string(name) + "; --list lists them");
}

void run(const Options& options) {
  if (options.help) {
    std::fputs(kUsage, stdout);
  } else if (options.list) {
    for (const Workload& workload : kWorkloads) std::printf("%s\n", workload.name.data());
  } else if (!options.roofline.empty()) {
    print_roofline(options.roofline, options);
  } else if (options.growth) {
    measure_growth(options);
  } else if (options.compile_growth) {
    for (int blocks = 1; blocks <= 256; blocks *= 2) measure_compilation(blocks, options);
  } else if (options.workloads.empty()) {
    for (const Workload& workload : kWorkloads) workload.run(options);
  } else {
    for (const std::string& name : options.workloads) find_workload(name);
    for (const std::string& name : options.workloads) find_workload(name).run(options);
  }
}

}  // namespace
}  // namespace occam::bench

int main(int argc, char** argv) {
  return occam::bench::exit_code_of(
      "occam_bench", [&] { occam::bench::run(occam::bench::parse_options(argc, argv)); });
}
