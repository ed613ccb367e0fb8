// Times the matrix product against oneDNN's, on the shapes and transpositions of the benchmark's
// networks and on squares; one JSON line a shape. gemm_table.py makes the table of it.

#include <omp.h>
#include <sched.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <limits>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "bench/fma_peak.h"
#include "bench/onednn_gemm.h"
#include "bench/report.h"
#include "hwy/targets.h"
#include "occam/base/aligned_memory.h"
#include "occam/kernels/gemm.h"
#include "occam/runtime/thread_pool.h"

namespace occam::bench {
namespace {

using Clock = std::chrono::steady_clock;
/// As a plan's state and workspace lie.
using Floats = std::vector<float, AlignedAllocator<float, kHugePage>>;

constexpr char kUsage[] =
    "usage: gemm_bench [--threads N] [--repeats R] [--avx2] [--shape M N K NN|TN|NT|TT]\n"
    "Prints one JSON line a shape: GFLOP/s of occam and of oneDNN's faster routine, the minimum\n"
    "over repeats in which both sides take turns. --avx2 keeps both sides from AVX-512.\n";

struct Shape {
  std::int64_t m, n, k;
  std::string_view transposed;  ///< of A and B: "NN", "TN", "NT", "TT"
  std::string_view use;
};

// Forward NN, the inputs' gradient NT, the weights' gradient TN.
constexpr Shape kShapes[] = {
    {128, 512, 784, "NN", "fashion"},  {128, 512, 512, "NN", "fashion"},
    {128, 10, 512, "NN", "fashion"},   {128, 512, 10, "NT", "fashion"},
    {128, 512, 512, "NT", "fashion"},  {784, 512, 128, "TN", "fashion"},
    {512, 512, 128, "TN", "fashion"},  {512, 10, 128, "TN", "fashion"},
    {1024, 512, 784, "NN", "predict"}, {1024, 512, 512, "NN", "predict"},
    {1024, 10, 512, "NN", "predict"},  {1, 512, 784, "NN", "predict"},
    {1, 512, 512, "NN", "predict"},    {1, 10, 512, "NN", "predict"},
    {32, 64, 64, "NN", "digits"},      {32, 10, 64, "NN", "digits"},
    {32, 64, 10, "NT", "digits"},      {32, 64, 64, "NT", "digits"},
    {64, 64, 32, "TN", "digits"},      {64, 10, 32, "TN", "digits"},
    {32, 16, 10, "NN", "mlp16"},       {32, 16, 16, "NN", "mlp16"},
    {32, 1, 16, "NN", "mlp16"},        {32, 16, 1, "NT", "mlp16"},
    {32, 16, 16, "NT", "mlp16"},       {10, 16, 32, "TN", "mlp16"},
    {16, 16, 32, "TN", "mlp16"},       {16, 1, 32, "TN", "mlp16"},
    {1, 10, 20, "NN", "dense10"},      {20, 10, 1, "TN", "dense10"},
};
constexpr std::int64_t kSquares[] = {16, 32, 48, 64, 96, 128, 256, 512, 1024};

std::vector<Shape> all_shapes() {
  std::vector<Shape> shapes(std::begin(kShapes), std::end(kShapes));
  for (const std::int64_t size : kSquares) {
    for (const std::string_view transposed : {"NN", "NT", "TN"})
      shapes.push_back({size, size, size, transposed, "square"});
  }
  return shapes;
}

struct Settings {
  int threads = 1, repeats = 30;
  bool avx2 = false;
  std::vector<Shape> shapes = all_shapes();
};

/// One side of the comparison: runs the product so many times in a row, always into its own C.
struct Side {
  std::string name;
  std::function<void(long calls)> run;
  Floats c;
  long calls = 1;  ///< timed together
  double least = std::numeric_limits<double>::infinity();
};

double seconds_of(const std::function<void()>& work) {
  const auto begin = Clock::now();
  work();
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

/// The threads of a side that has just run spin for a while before they sleep. Nobody is timed
/// beside them.
void let_threads_sleep() { std::this_thread::sleep_for(std::chrono::milliseconds(20)); }

void pin_to_core(int core) {
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(core, &set);
  sched_setaffinity(0, sizeof set,
                    &set);  // fails where that core is not ours: then nobody is pinned
}

/// Both sides' threads a core each: for the tenths of a millisecond that a turn takes, a system may
/// leave two threads that woke together on one core.
void pin_threads(runtime::ThreadPool& pool) {
#pragma omp parallel num_threads(pool.threads())
  pin_to_core(omp_get_thread_num());
  const auto pin = [](void* pinned, std::int64_t, std::int64_t, int worker) {
    pin_to_core(worker);
    static_cast<std::atomic<int>*>(pinned)->fetch_or(1 << worker);
    std::this_thread::sleep_for(std::chrono::microseconds(100));  // leaves work to the others
  };
  std::atomic<int> pinned = 0;
  while (pinned != (1 << pool.threads()) - 1) pool.parallel_for(8 * pool.threads(), pin, &pinned);
}

/// A product's operands, and those who compute it.
class Contest {
 public:
  Contest(const Shape& shape, runtime::ThreadPool& pool)
      : shape_(shape), pool_(pool), a_(random(shape.m * shape.k)), b_(random(shape.k * shape.n)) {
    const auto [m, n, k, transposed, use] = shape;
    const bool ta = transposed[0] == 'T', tb = transposed[1] == 'T';
    gemm_shape_ = {m, n, k, ta ? m : k, tb ? k : n, n, ta, tb};
    add_occam();
    add_onednn(OnednnGemm::Routine::kSgemm);
    add_onednn(OnednnGemm::Routine::kMatmul);
  }

  /// In turn, so that a change of the machine's pace meets all.
  void run(int repeats) {
    for (Side& side : sides_) choose_calls(side);
    for (int repeat = 0; repeat < repeats; ++repeat) {
      for (std::size_t i = 0; i < sides_.size(); ++i)
        time(sides_[repeat % 2 == 0 ? i : sides_.size() - 1 - i]);
    }
  }

  void print_line(const Settings& settings, double peak) const {
    const Side& occam = sides_[0];
    const Side& onednn = sides_[1].least < sides_[2].least ? sides_[1] : sides_[2];
    const double work = 2e-9 * static_cast<double>(shape_.m * shape_.n * shape_.k);
    Options options;
    options.threads = settings.threads;
    Line line = new_line("gemm", options);
    line["onednn"] = onednn_version();
    line["use"] = shape_.use;
    line["m"] = shape_.m;
    line["n"] = shape_.n;
    line["k"] = shape_.k;
    line["transposed"] = shape_.transposed;
    line["nanoseconds"] = rounded(occam.least * 1e9);
    line["gflops"] = rounded(work / occam.least);
    line["onednn_gflops"] = rounded(work / onednn.least);
    line["onednn_routine"] = onednn.name;
    line["ratio"] = rounded(onednn.least / occam.least);
    line["difference"] = rounded(std::max(difference(sides_[1]), difference(sides_[2])));
    line["peak_gflops"] = rounded(peak * settings.threads);
    print(line);
  }

 private:
  static Floats random(std::int64_t size) {
    Floats values(static_cast<std::size_t>(size));
    std::uint32_t state = 1;
    for (float& value : values) {
      state = state * 1664525u + 1013904223u;
      value = static_cast<float>(state >> 8) * 0x1p-24f - 0.5f;
    }
    return values;
  }

  Floats result() const { return Floats(static_cast<std::size_t>(shape_.m * shape_.n)); }

  /// As the executor does it: the items of a large product are shared, a small one is one call.
  void add_occam() {
    gemm_ = kernels::make_gemm(gemm_shape_);
    for (int worker = 0; worker < pool_.threads(); ++worker)
      scratch_.emplace_back(gemm_.scratch_bytes + 64);
    Side side{"occam", {}, result()};
    side.run = [this, c = side.c.data()](long calls) {
      c_ = c;
      for (long i = 0; i < calls; ++i) pool_.parallel_for(gemm_.items, run_items, this);
    };
    sides_.push_back(std::move(side));
  }

  static void run_items(void* contest, std::int64_t begin, std::int64_t end, int worker) {
    Contest& self = *static_cast<Contest*>(contest);
    kernels::gemm_run(self.gemm_, self.a_.data(), self.b_.data(), self.c_, begin, end,
                      self.scratch_[static_cast<std::size_t>(worker)].data());
  }

  void add_onednn(OnednnGemm::Routine routine) {
    const auto product = std::make_shared<OnednnGemm>(gemm_shape_, routine);
    const auto scratch = std::make_shared<LastingBytes>(product->scratch_bytes() + 64);
    Side side{name_of(routine), {}, result()};
    side.run = [this, product, scratch, c = side.c.data()](long calls) {
      for (long i = 0; i < calls; ++i) product->run(a_.data(), b_.data(), c, scratch->data());
    };
    sides_.push_back(std::move(side));
  }

  /// So many that a clock's resolution does not matter.
  void choose_calls(Side& side) const {
    side.run(3);
    double seconds = 0;
    while ((seconds = seconds_of([&] { side.run(side.calls); })) < 1e-4) side.calls *= 2;
  }

  /// A sleeping thread of a virtual machine takes a tenth of a millisecond and more to wake.
  static void wake(Side& side) {
    double seconds = 0;
    while (seconds < 3e-3) seconds += seconds_of([&] { side.run(1); });
  }

  void time(Side& side) {
    const bool is_occam = &side == &sides_[0];
    if (pool_.threads() > 1 && is_occam != occam_ran_last_) {
      let_threads_sleep();
      wake(side);
    }
    occam_ran_last_ = is_occam;
    const double seconds = seconds_of([&] { side.run(side.calls); });
    side.least = std::min(side.least, seconds / static_cast<double>(side.calls));
  }

  /// From occam's result, relative to the largest element.
  double difference(const Side& side) const {
    double largest = 0, most = 0;
    for (std::size_t i = 0; i < static_cast<std::size_t>(shape_.m * shape_.n); ++i) {
      const double ours = sides_[0].c[i], theirs = side.c[i];
      largest = std::max(largest, std::abs(theirs));
      // A NaN on either side is a difference too.
      if (!(std::abs(ours - theirs) <= most)) most = std::abs(ours - theirs);
    }
    return most / largest;
  }

  Shape shape_;
  runtime::ThreadPool& pool_;
  kernels::GemmShape gemm_shape_;
  kernels::Gemm gemm_;
  Floats a_, b_;
  float* c_ = nullptr;
  std::vector<LastingBytes> scratch_;
  std::vector<Side> sides_;  ///< occam first
  bool occam_ran_last_ = false;
};

Settings parse(const std::vector<std::string>& words) {
  Settings settings;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto value = [&]() -> const std::string& {
      if (i + 1 == words.size()) throw std::invalid_argument(words[i] + ": expected a value");
      return words[++i];
    };
    const auto count = [&]() -> int {
      const std::string& text = value();
      const int number = std::atoi(text.c_str());
      if (number < 1) throw std::invalid_argument("expected a count, received " + text);
      return number;
    };
    if (words[i] == "--threads") {
      settings.threads = count();
    } else if (words[i] == "--repeats") {
      settings.repeats = count();
    } else if (words[i] == "--avx2") {
      settings.avx2 = true;
    } else if (words[i] == "--shape") {
      Shape shape{};
      shape.m = count(), shape.n = count(), shape.k = count();
      for (const std::string_view known : {"NN", "TN", "NT", "TT"})
        if (i + 1 < words.size() && words[i + 1] == known) shape.transposed = known;
      if (shape.transposed.empty()) throw std::invalid_argument("--shape: expected M N K NN");
      ++i;
      shape.use = "asked for";
      settings.shapes = {shape};
    } else {
      throw std::invalid_argument(std::string("unknown argument ") + words[i] + "\n" + kUsage);
    }
  }
  return settings;
}

/// On both sides, and before either has looked at the processor.
void forbid_avx512() {
  // Better targets have lower bits. DisableTargets would be undone by the next SupportedTargets.
  hwy::SetSupportedTargetsForTest(hwy::SupportedTargets() & -std::int64_t{HWY_AVX2});
  if (dnnl::set_max_cpu_isa(dnnl::cpu_isa::avx2) != dnnl::status::success)
    throw std::runtime_error("oneDNN does not accept AVX2 as its instruction set");
}

void run(const Settings& settings) {
  if (settings.avx2) forbid_avx512();
  set_openmp_threads(settings.threads);
  runtime::ThreadPool pool(settings.threads);
  pin_threads(pool);
  const double peak = fma_peak_gflops(settings.repeats);
  for (const Shape& shape : settings.shapes) {
    Contest contest(shape, pool);
    contest.run(settings.repeats);
    contest.print_line(settings, peak);
  }
}

}  // namespace
}  // namespace occam::bench

int main(int argc, char** argv) {
  return occam::bench::exit_code_of("gemm_bench", [&] {
    occam::bench::run(occam::bench::parse({argv + 1, argv + argc}));
  });
}
