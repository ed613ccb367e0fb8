#include "bench/fma_peak.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "bench/fma_peak.cpp"
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
#include <algorithm>
#include <chrono>
#include <numeric>
#include <thread>
#include <vector>

namespace occam::bench {
namespace {
HWY_EXPORT(MultiplyAdds);
}  // namespace

double fma_peak_gflops(int repeats) {
  using Clock = std::chrono::steady_clock;
  float sink[14];
  for (int i = 0; i < 14; ++i) sink[i] = 0.25f + 0.01f * static_cast<float>(i);
  double best = 0.0;
  for (int i = 0; i < repeats; ++i) {
    const auto begin = Clock::now();
    const double work = HWY_DYNAMIC_DISPATCH(MultiplyAdds)(20000, sink);
    const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    best = std::max(best, work / seconds * 1e-9);
  }
  return best;
}

double fma_peak_gflops(int repeats, int threads) {
  std::vector<double> peaks(static_cast<std::size_t>(threads));
  {
    std::vector<std::jthread> workers;
    for (double& peak : peaks)
      workers.emplace_back([&peak, repeats] { peak = fma_peak_gflops(repeats); });
  }
  return std::accumulate(peaks.begin(), peaks.end(), 0.0);
}

}  // namespace occam::bench
#endif  // HWY_ONCE
