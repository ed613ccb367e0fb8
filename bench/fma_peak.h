#pragma once

namespace occam::bench {

/// The most GFLOP/s of float32 fused multiply-adds that one core was seen to do in `repeats` tries.
double fma_peak_gflops(int repeats);
/// The same of so many threads at once.
double fma_peak_gflops(int repeats, int threads);

}  // namespace occam::bench
