// Times the matrix product against oneDNN's single-threaded dnnl_sgemm and the machine's FMA peak.
// One JSON line a shape, the minimum over repeats. Run with OMP_NUM_THREADS=1, pinned to one core.
// Usage: gemm_bench [repeats [m n k transpose_a transpose_b]]

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "bench/gemm_bench.cpp"
#include "hwy/foreach_target.h"  // must come before highway.h
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace occam::bench::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// Runs `rounds` of twelve independent FMA chains; returns the floating-point operations done.
double MultiplyAdds(long rounds, float* sink) {
  const hn::ScalableTag<float> d;
  // Different starts, unknown to the compiler: no two chains are one.
  const auto x = hn::Set(d, sink[12]), y = hn::Set(d, sink[13]);
  auto s0 = hn::Set(d, sink[0]), s1 = hn::Set(d, sink[1]), s2 = hn::Set(d, sink[2]);
  auto s3 = hn::Set(d, sink[3]), s4 = hn::Set(d, sink[4]), s5 = hn::Set(d, sink[5]);
  auto s6 = hn::Set(d, sink[6]), s7 = hn::Set(d, sink[7]), s8 = hn::Set(d, sink[8]);
  auto s9 = hn::Set(d, sink[9]), s10 = hn::Set(d, sink[10]), s11 = hn::Set(d, sink[11]);
  for (long i = 0; i < rounds; ++i) {
    s0 = hn::MulAdd(s0, x, y), s1 = hn::MulAdd(s1, x, y), s2 = hn::MulAdd(s2, x, y);
    s3 = hn::MulAdd(s3, x, y), s4 = hn::MulAdd(s4, x, y), s5 = hn::MulAdd(s5, x, y);
    s6 = hn::MulAdd(s6, x, y), s7 = hn::MulAdd(s7, x, y), s8 = hn::MulAdd(s8, x, y);
    s9 = hn::MulAdd(s9, x, y), s10 = hn::MulAdd(s10, x, y), s11 = hn::MulAdd(s11, x, y);
  }
  const auto low = hn::Add(hn::Add(hn::Add(s0, s1), hn::Add(s2, s3)), hn::Add(s4, s5));
  const auto high = hn::Add(hn::Add(hn::Add(s6, s7), hn::Add(s8, s9)), hn::Add(s10, s11));
  sink[0] = hn::GetLane(hn::Add(low, high));
  return 12.0 * 2.0 * static_cast<double>(hn::Lanes(d)) * static_cast<double>(rounds);
}

}  // namespace occam::bench::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
#include <dnnl.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <vector>

#include "hwy/aligned_allocator.h"
#include "occam/kernels/gemm.h"

namespace occam::bench {
namespace {

HWY_EXPORT(MultiplyAdds);

using Clock = std::chrono::steady_clock;

/// Seconds of one call; `calls` of them are timed together.
template <class Call>
double TimeOf(const Call& call, long calls) {
  const auto begin = Clock::now();
  for (long i = 0; i < calls; ++i) call();
  return std::chrono::duration<double>(Clock::now() - begin).count() / static_cast<double>(calls);
}

double MeasurePeak(int repeats) {
  float sink[14];
  for (int i = 0; i < 14; ++i) sink[i] = 0.25f + 0.01f * static_cast<float>(i);
  double best = 0.0;
  for (int i = 0; i < repeats; ++i) {
    double work = 0.0;
    const double seconds =
        TimeOf([&] { work = HWY_DYNAMIC_DISPATCH(MultiplyAdds)(20000, sink); }, 1);
    best = std::max(best, work / seconds * 1e-9);
  }
  return best;
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
  const double peak = occam::bench::MeasurePeak(repeats);
  if (argc == 7) {
    const auto number = [&](int i) { return std::atol(argv[i]); };
    occam::bench::Measure({number(2), number(3), number(4), number(5) != 0, number(6) != 0},
                          repeats, peak);
    return 0;
  }
  for (const auto& shape : occam::bench::kShapes) occam::bench::Measure(shape, repeats, peak);
  return 0;
}
#endif  // HWY_ONCE
