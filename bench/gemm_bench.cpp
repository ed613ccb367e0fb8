// Times the matrix product against oneDNN's single-threaded dnnl_sgemm and the machine's FMA peak.
// One JSON line a shape, the minimum over repeats. Run with OMP_NUM_THREADS=1, pinned to one core.
// Usage: gemm_bench [repeats [m n k transpose_a transpose_b]]

#include <dnnl.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <vector>

#include "bench/fma_peak.h"
#include "hwy/aligned_allocator.h"
#include "occam/kernels/gemm.h"

namespace occam::bench {
namespace {

using Clock = std::chrono::steady_clock;

/// Seconds of one call; `calls` of them are timed together.
template <class Call>
double TimeOf(const Call& call, long calls) {
  const auto begin = Clock::now();
  for (long i = 0; i < calls; ++i) call();
  return std::chrono::duration<double>(Clock::now() - begin).count() / static_cast<double>(calls);
}

struct Shape {
  std::int64_t m, n, k;
  bool transpose_a, transpose_b;
};

constexpr Shape kShapes[] = {
    {128, 512, 784, false, false}, {128, 512, 512, false, false}, {128, 10, 512, false, false},
    {784, 512, 128, true, false},  {512, 512, 128, true, false},  {512, 10, 128, true, false},
    {128, 512, 512, false, true},  {128, 512, 10, false, true},   {1024, 512, 784, false, false},
    {1, 512, 784, false, false},   {32, 16, 10, false, false},    {32, 16, 16, false, false},
    {32, 1, 16, false, false},     {10, 16, 32, true, false},     {16, 16, 32, true, false},
    {32, 16, 16, false, true},     {32, 16, 1, false, true},      {32, 64, 64, false, false},
    {32, 64, 64, true, false},     {32, 64, 64, false, true},     {32, 64, 64, true, true},
    {1, 10, 20, false, false},     {20, 10, 1, true, false},
};

void Measure(const Shape& shape, int repeats, double peak) {
  const auto [m, n, k, ta, tb] = shape;
  const auto a = hwy::AllocateAligned<float>(static_cast<std::size_t>(m * k));
  const auto b = hwy::AllocateAligned<float>(static_cast<std::size_t>(k * n));
  const auto c = hwy::AllocateAligned<float>(static_cast<std::size_t>(m * n));
  for (std::int64_t i = 0; i < m * k; ++i) a[i] = static_cast<float>(i % 17) - 8.0f;
  for (std::int64_t i = 0; i < k * n; ++i) b[i] = static_cast<float>(i % 13) - 6.0f;
  const std::int64_t lda = ta ? m : k, ldb = tb ? k : n;
  const kernels::Gemm gemm = kernels::make_gemm({m, n, k, lda, ldb, n, ta, tb});
  const auto scratch =
      hwy::AllocateAligned<std::byte>(std::max<std::size_t>(gemm.scratch_bytes, 1));

  const double work =
      2.0 * static_cast<double>(m) * static_cast<double>(n) * static_cast<double>(k);
  const long calls = std::clamp(static_cast<long>(1e7 / work), 1L, 2000L);
  double ours = std::numeric_limits<double>::infinity(), theirs = ours;
  for (int i = 0; i < repeats; ++i) {
    ours = std::min(ours, TimeOf(
                              [&] {
                                kernels::gemm_run(gemm, a.get(), b.get(), c.get(), 0, gemm.items,
                                                  scratch.get());
                              },
                              calls));
    theirs = std::min(theirs, TimeOf(
                                  [&] {
                                    dnnl_sgemm(ta ? 'T' : 'N', tb ? 'T' : 'N', m, n, k, 1.0f,
                                               a.get(), lda, b.get(), ldb, 0.0f, c.get(), n);
                                  },
                                  calls));
  }
  std::printf(
      "{\"workload\":\"gemm\",\"m\":%ld,\"n\":%ld,\"k\":%ld,\"transpose_a\":%s,\"transpose_b\":%s,"
      "\"nanoseconds\":%.1f,\"gflops\":%.1f,\"onednn_gflops\":%.1f,\"ratio\":%.3f,"
      "\"peak_gflops\":%.1f}\n",
      static_cast<long>(m), static_cast<long>(n), static_cast<long>(k), ta ? "true" : "false",
      tb ? "true" : "false", ours * 1e9, work / ours * 1e-9, work / theirs * 1e-9, theirs / ours,
      peak);
}

}  // namespace
}  // namespace occam::bench

int main(int argc, char** argv) {
  const int repeats = argc > 1 ? std::max(1, std::atoi(argv[1])) : 30;
  const double peak = occam::bench::fma_peak_gflops(repeats);
  if (argc == 7) {
    const auto number = [&](int i) { return std::atol(argv[i]); };
    occam::bench::Measure({number(2), number(3), number(4), number(5) != 0, number(6) != 0},
                          repeats, peak);
    return 0;
  }
  for (const auto& shape : occam::bench::kShapes) occam::bench::Measure(shape, repeats, peak);
  return 0;
}
