#include <ctime>
#include <limits>

#include "bench/report.h"
#include "bench/workloads.h"
#include "occam/models/blueprint.h"

namespace occam::bench {

void measure_compilation(int blocks, const Options& options) {
  const Training training = deep_blocks(blocks);
  std::vector<models::NamedLayer> layers;
  for (const Layer& layer : training.layers)
    layers.push_back({"layer_" + std::to_string(layers.size()), layer});
  const auto compile = std::make_shared<const CompileOptions>(training.compile);
  double fastest = std::numeric_limits<double>::infinity();
  std::size_t calls = 0;
  for (int repeat = 0; repeat < options.repeats; ++repeat) {
    const std::clock_t begin = std::clock();  // compiling uses one thread
    const auto bare = std::make_shared<const models::Blueprint>(models::chain(layers, {16}));
    const auto blueprint =
        models::with_targets(models::compiled_with(bare, compile), {Shape{}}, training.batch_size);
    calls = blueprint->plan({training::Mode::kTrain, training.batch_size})->calls.size();
    fastest = std::min(fastest, static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
  }
  Line line = new_line(training.name, options);
  line["blocks"] = blocks;
  line["compile_s"] = rounded(fastest);
  line["ms_per_block"] = rounded(fastest / blocks * 1e3);
  line["calls"] = calls;
  line["repeats"] = options.repeats;
  print(line);
}

}  // namespace occam::bench
