#pragma once

namespace occam::bench {

/// Who computes the products of plans, and shares calls among threads. The free ways leave the
/// order of a sum to oneDNN and to the number of threads; everything else of a plan stays.
enum class Sums {
  kDefined,        ///< occam as it is
  kOnednnSplit,    ///< C cut into as many pieces as there are threads, each by oneDNN on one thread
  kOnednnTiles,    ///< so too, but a weight's gradient is cut as occam does, so that the weight's
                   ///< update can still find it in the cache
  kOnednnThreads,  ///< all of C by oneDNN on its own threads, which share the other calls too
};

/// For plans that are compiled, and for steps that are run, from now on.
void choose_sums(Sums sums, int threads);

const char* name_of(Sums sums);

/// Seconds that adding up partial sums has taken since `watch_partial_sums(true)`.
void watch_partial_sums(bool watch);
double partial_sum_seconds();

}  // namespace occam::bench
