// The linker sends four of the library's calls here (--wrap in CMakeLists.txt, which also defines
// their mangled names), so that one program has all ways and the library knows of none. What is not
// replaced runs as it is. A member function takes its object first.
#include "bench/free_sums.h"

#include <omp.h>

#include <algorithm>
#include <chrono>
#include <limits>
#include <memory>
#include <vector>

#include "bench/onednn_gemm.h"
#include "hwy/aligned_allocator.h"
#include "occam/kernels/gemm.h"
#include "occam/kernels/tile_code.h"
#include "occam/kernels/weight_update.h"
#include "occam/runtime/thread_pool.h"

namespace occam::bench {

using kernels::Gemm;
using kernels::GemmShape;
using kernels::Tile;
using runtime::ThreadPool;

// What the calls would have reached.
Gemm defined_gemm(const GemmShape& shape, std::int64_t whole_rows) asm("__real_" OCCAM_MAKE_GEMM);
void own_parallel_for(ThreadPool* pool, std::int64_t items, ThreadPool::Job job,
                      void* context) asm("__real_" OCCAM_PARALLEL_FOR);
void finish_tile(const kernels::TileCode& code, std::byte* const* operands,
                 const std::byte* partials) asm("__real_" OCCAM_TILE_FINISH);
void finish_update(const kernels::WeightUpdate& update,
                   std::byte* const* operands) asm("__real_" OCCAM_UPDATE_FINISH);

namespace {

using Clock = std::chrono::steady_clock;
using Routine = OnednnGemm::Routine;

Sums chosen = Sums::kDefined;
int chosen_threads = 1;
bool watching = false;
Clock::duration in_partial_sums{};

/// A piece of C and what computes it.
struct Piece {
  Piece(const GemmShape& whole, const Tile& part, Routine routine)
      : tile(part),
        a(part.row_begin * (whole.transpose_a ? 1 : whole.lda)),
        b(part.col_begin * (whole.transpose_b ? whole.ldb : 1)),
        c(part.row_begin * whole.ldc + part.col_begin),
        product(std::make_unique<OnednnGemm>(shape_of(whole, part), routine)) {}

  static GemmShape shape_of(GemmShape whole, const Tile& part) {
    whole.m = part.row_end - part.row_begin;
    whole.n = part.col_end - part.col_begin;
    return whole;
  }

  void run(const float* left, const float* right, float* out, std::byte* scratch) const {
    product->run(left + a, right + b, out + c, scratch);
  }

  Tile tile;
  std::int64_t a, b, c;  ///< where its part of the operands begins
  std::unique_ptr<OnednnGemm> product;
};

using Pieces = std::vector<Piece>;

/// Every product that was made. A plan is plain data and keeps only the number, in Gemm::a_row.
std::vector<Pieces>& all_products() {
  static std::vector<Pieces> products;
  return products;
}

/// Pieces of `step` rows, or columns, the last one smaller.
Pieces cut(const GemmShape& shape, std::int64_t step, bool by_rows, Routine routine) {
  const std::int64_t size = by_rows ? shape.m : shape.n;
  Pieces pieces;
  for (std::int64_t begin = 0; begin < size; begin += step) {
    const std::int64_t end = std::min(begin + step, size);
    pieces.emplace_back(
        shape, by_rows ? Tile{begin, end, 0, shape.n} : Tile{0, shape.m, begin, end}, routine);
  }
  return pieces;
}

/// The size of `parts` equal pieces, rounded up to whole units.
std::int64_t step_of(std::int64_t size, std::int64_t parts, std::int64_t unit) {
  return ((size + parts - 1) / parts + unit - 1) / unit * unit;
}

/// Least seconds of the first piece, which no other is larger than.
double seconds_of(const GemmShape& shape, const Pieces& pieces) {
  const auto floats = [](std::int64_t count) {
    auto values = hwy::AllocateAligned<float>(static_cast<std::size_t>(count));
    std::fill_n(values.get(), count, 0.5f);
    return values;
  };
  const auto a = floats(shape.m * shape.k), b = floats(shape.k * shape.n),
             c = floats(shape.m * shape.n);
  const auto scratch =
      hwy::AllocateAligned<std::byte>(pieces[0].product->scratch_bytes() + std::size_t{64});
  const double work = 2.0 * static_cast<double>(shape.m * shape.n * shape.k);
  const int calls = static_cast<int>(std::clamp(1e7 / work, 1.0, 1000.0));
  double least = std::numeric_limits<double>::infinity();
  for (int repeat = 0; repeat < 20; ++repeat) {
    const auto begin = Clock::now();
    for (int call = 0; call < calls; ++call)
      pieces[0].run(a.get(), b.get(), c.get(), scratch.get());
    least = std::min(least, std::chrono::duration<double>(Clock::now() - begin).count());
  }
  return least;
}

void run_product(const Gemm& gemm, const float* a, const float* b, float* c, std::int64_t begin,
                 std::int64_t end, std::byte* scratch, const kernels::GemmEpilogue& epilogue) {
  const Pieces& pieces = all_products()[static_cast<std::size_t>(gemm.a_row)];
  if (pieces.size() > 1) {
    // A thread of occam's pool is alone at its piece.
    thread_local const bool alone = (set_openmp_threads(1), true);
    static_cast<void>(alone);
  }
  for (std::int64_t item = begin; item < end; ++item) {
    const Piece& piece = pieces[static_cast<std::size_t>(item)];
    piece.run(a, b, c, scratch);
    if (epilogue.run != nullptr) epilogue.run(epilogue.context, piece.tile);
  }
}

/// The fastest way that oneDNN has, found by trying: what a library that need not give the same
/// bits may do. `whole_rows` as in make_gemm.
Gemm free_gemm(const GemmShape& shape, std::int64_t whole_rows) {
  // As in occam, a product of under a million operations is not worth sharing.
  const bool large = 2.0 * static_cast<double>(shape.m * shape.n * shape.k) > 1e6;
  const bool pieces_for_threads = large && chosen != Sums::kOnednnThreads;
  const int parts = pieces_for_threads ? chosen_threads : 1;
  std::int64_t rows = step_of(shape.m, parts, std::max<std::int64_t>(whole_rows, 1));
  if (whole_rows > 0 && chosen == Sums::kOnednnTiles)
    rows = defined_gemm(shape, whole_rows).tile_rows;
  const std::int64_t columns = step_of(shape.n, parts, 16);  // whole cache lines of C
  Pieces fastest;
  double least = std::numeric_limits<double>::infinity();
  for (const Routine routine : {Routine::kSgemm, Routine::kMatmul}) {
    for (const bool by_rows : {true, false}) {
      if (!by_rows && (whole_rows > 0 || parts == 1)) continue;
      Pieces pieces = cut(shape, by_rows ? rows : columns, by_rows, routine);
      const double seconds = seconds_of(shape, pieces);
      if (seconds < least) {
        least = seconds;
        fastest = std::move(pieces);
      }
    }
  }
  Gemm gemm;
  gemm.shape = shape;
  gemm.items = static_cast<std::int64_t>(fastest.size());
  gemm.tile_rows = fastest[0].tile.row_end;
  gemm.tile_cols = fastest[0].tile.col_end;
  for (const Piece& piece : fastest)
    gemm.scratch_bytes = std::max(gemm.scratch_bytes, piece.product->scratch_bytes());
  gemm.run = &run_product;
  gemm.a_row = static_cast<std::int64_t>(all_products().size());
  all_products().push_back(std::move(fastest));
  return gemm;
}

template <class Finish>
void watched(const Finish& finish) {
  if (!watching) return finish();
  const auto begin = Clock::now();
  finish();
  in_partial_sums += Clock::now() - begin;
}

}  // namespace

// What the calls reach.
Gemm chosen_gemm(const GemmShape& shape, std::int64_t whole_rows) asm("__wrap_" OCCAM_MAKE_GEMM);
void chosen_parallel_for(ThreadPool* pool, std::int64_t items, ThreadPool::Job job,
                         void* context) asm("__wrap_" OCCAM_PARALLEL_FOR);
void watched_tile_finish(const kernels::TileCode& code, std::byte* const* operands,
                         const std::byte* partials) asm("__wrap_" OCCAM_TILE_FINISH);
void watched_update_finish(const kernels::WeightUpdate& update,
                           std::byte* const* operands) asm("__wrap_" OCCAM_UPDATE_FINISH);

Gemm chosen_gemm(const GemmShape& shape, std::int64_t whole_rows) {
  const bool empty = shape.m <= 0 || shape.n <= 0 || shape.k <= 0;
  return chosen == Sums::kDefined || empty ? defined_gemm(shape, whole_rows)
                                           : free_gemm(shape, whole_rows);
}

void chosen_parallel_for(ThreadPool* pool, std::int64_t items, ThreadPool::Job job, void* context) {
  if (chosen != Sums::kOnednnThreads) return own_parallel_for(pool, items, job, context);
#pragma omp parallel num_threads(pool->threads())
  {
    const std::int64_t worker = omp_get_thread_num(), workers = omp_get_num_threads();
    const std::int64_t begin = items * worker / workers, end = items * (worker + 1) / workers;
    if (begin < end) job(context, begin, end, static_cast<int>(worker));
  }
}

void watched_tile_finish(const kernels::TileCode& code, std::byte* const* operands,
                         const std::byte* partials) {
  watched([&] { finish_tile(code, operands, partials); });
}

void watched_update_finish(const kernels::WeightUpdate& update, std::byte* const* operands) {
  watched([&] { finish_update(update, operands); });
}

void choose_sums(Sums sums, int threads) {
  chosen = sums;
  chosen_threads = threads;
  set_openmp_threads(sums == Sums::kOnednnThreads ? threads : 1);
}

const char* name_of(Sums sums) {
  static constexpr const char* kNames[] = {"defined", "oneDNN on a piece a thread",
                                           "oneDNN on pieces and update tiles",
                                           "oneDNN on its own threads"};
  return kNames[static_cast<int>(sums)];
}

void watch_partial_sums(bool watch) {
  watching = watch;
  if (watch) in_partial_sums = {};
}

double partial_sum_seconds() { return std::chrono::duration<double>(in_partial_sums).count(); }

}  // namespace occam::bench
