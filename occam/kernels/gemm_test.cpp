#include "occam/kernels/gemm.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <memory>
#include <new>
#include <ostream>
#include <random>
#include <thread>
#include <vector>

#include "hwy/aligned_allocator.h"
#include "hwy/highway.h"
#include "occam/kernels/gemm_reference.h"
#include "occam/kernels/guarded_matrix_testing.h"

namespace occam::kernels {

// Found by GoogleTest through the argument's namespace.
void PrintTo(const GemmShape& s, std::ostream* out) {
  *out << s.m << "x" << s.n << "x" << s.k << (s.transpose_a ? " T" : " N")
       << (s.transpose_b ? "T" : "N") << " ld " << s.lda << " " << s.ldb << " " << s.ldc;
}

namespace {

GemmShape shape_of(std::int64_t m, std::int64_t n, std::int64_t k, bool ta, bool tb) {
  return {m, n,  k, std::max<std::int64_t>(ta ? m : k, 1), std::max<std::int64_t>(tb ? k : n, 1),
          n, ta, tb};
}

struct Operands {
  explicit Operands(const GemmShape& s)
      : a(s.transpose_a ? s.k : s.m, s.transpose_a ? s.m : s.k, s.lda),
        b(s.transpose_b ? s.n : s.k, s.transpose_b ? s.k : s.n, s.ldb) {
    std::mt19937 random(static_cast<unsigned>(s.m * 10007 + s.n * 101 + s.k));
    a.randomize(random);
    b.randomize(random);
  }
  Matrix a, b;
};

Matrix output_of(const GemmShape& s) { return {s.m, s.n, s.ldc}; }

Matrix reference(const GemmShape& s, const Operands& in) {
  Matrix c = output_of(s);
  gemm_reference(s, in.a.data(), in.b.data(), c.data());
  return c;
}

hwy::AlignedFreeUniquePtr<std::byte[]> scratch_of(const Gemm& gemm) {
  return hwy::AllocateAligned<std::byte>(std::max<std::size_t>(gemm.scratch_bytes, 1));
}

Matrix product(const GemmShape& s, const Operands& in) {
  const Gemm gemm = make_gemm(s);
  // Exact size, so that a sanitizer sees an overrun; the alignment comes from aligned new.
  struct Free {
    void operator()(std::byte* p) const { ::operator delete[](p, std::align_val_t{64}); }
  };
  std::unique_ptr<std::byte[], Free> scratch(
      static_cast<std::byte*>(::operator new[](gemm.scratch_bytes, std::align_val_t{64})));
  Matrix c = output_of(s);
  gemm_run(gemm, in.a.data(), in.b.data(), c.data(), 0, gemm.items, scratch.get());
  return c;
}

/// Equal bits, where any NaN equals any NaN: which of two payloads survives is the compiler's
/// choice.
bool same_bits(float x, float y) {
  return (std::isnan(x) && std::isnan(y)) ||
         std::bit_cast<std::uint32_t>(x) == std::bit_cast<std::uint32_t>(y);
}

::testing::AssertionResult equal(const Matrix& got, const Matrix& want, float tolerance = 0.0f) {
  for (std::int64_t i = 0; i < want.size(); ++i) {
    const float x = got.data()[i], y = want.data()[i];
    if (same_bits(x, y) || std::abs(x - y) <= tolerance) continue;
    return ::testing::AssertionFailure() << "element " << i << ": " << x << " instead of " << y;
  }
  return ::testing::AssertionSuccess();
}

/// Runs a test on every instruction set of this machine; make_gemm chooses the one that is set.
class GemmTest : public ::testing::TestWithParam<std::int64_t> {
 protected:
  void SetUp() override {
    hwy::SetSupportedTargetsForTest(GetParam());
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
  }
  void TearDown() override {
    hwy::SetSupportedTargetsForTest(0);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
  }

  /// 0 where multiply-add is fused, otherwise what k roundings may amount to.
  float tolerance(const GemmShape& s) const {
#if HWY_ARCH_X86
    const bool fused = GetParam() == HWY_AVX2 || GetParam() == HWY_AVX3;
#else
    const bool fused = GetParam() == HWY_NEON;
#endif
    return fused ? 0.0f : 1e-6f * static_cast<float>(s.k + 1);
  }

  void expect_reference(const GemmShape& s) {
    const Operands in(s);
    EXPECT_TRUE(equal(product(s, in), reference(s, in), tolerance(s)))
        << ::testing::PrintToString(s);
  }
};

std::vector<std::int64_t> targets() {
  std::vector<std::int64_t> all = hwy::SupportedAndGeneratedTargets();
#if HWY_ARCH_ARM
  std::erase_if(all, [](std::int64_t target) { return target != HWY_NEON; });
#endif
  return all;
}

INSTANTIATE_TEST_SUITE_P(Targets, GemmTest, ::testing::ValuesIn(targets()),
                         [](const auto& test) { return std::string(hwy::TargetName(test.param)); });

TEST_P(GemmTest, MatchesReferenceAtSmallSizes) {
  for (const std::int64_t m : {1, 2, 3, 5, 8, 13, 17, 33}) {
    for (const std::int64_t n : {1, 2, 3, 4, 7, 10, 16, 17, 31, 48, 65, 100}) {
      for (const std::int64_t k : {1, 2, 3, 5, 16, 31}) {
        for (int t = 0; t < 4; ++t) expect_reference(shape_of(m, n, k, t & 1, t & 2));
      }
    }
  }
}

TEST_P(GemmTest, MatchesReferenceAcrossChunks) {
  for (const std::int64_t k : {383, 384, 385, 768, 769, 1201}) {
    for (int t = 0; t < 4; ++t) {
      expect_reference(shape_of(5, 19, k, t & 1, t & 2));
      expect_reference(shape_of(14, 64, k, t & 1, t & 2));
      expect_reference(shape_of(37, 1, k, t & 1, t & 2));
      expect_reference(shape_of(75, 2, k, t & 1, t & 2));
      expect_reference(shape_of(140, 10, k, t & 1, t & 2));
    }
  }
}

TEST_P(GemmTest, MatchesReferenceInManyTiles) {
  for (int t = 0; t < 4; ++t) {
    expect_reference(shape_of(131, 77, 400, t & 1, t & 2));
    expect_reference(shape_of(300, 290, 20, t & 1, t & 2));
    expect_reference(shape_of(1, 700, 390, t & 1, t & 2));
    expect_reference(shape_of(700, 1, 390, t & 1, t & 2));
    expect_reference(shape_of(517, 10, 129, t & 1, t & 2));
    expect_reference(shape_of(3, 600, 40, t & 1, t & 2));
    GemmShape narrow = shape_of(150, 10, 800, t & 1, t & 2);
    narrow.ldc = 13;
    expect_reference(narrow);
    expect_reference(shape_of(1057, 64, 900, t & 1, t & 2));  // panels of so many rows are kept
    expect_reference(shape_of(701, 592, 384, t & 1, t & 2));
  }
}

TEST_P(GemmTest, MatchesReferenceAtRandomStridesAndAlignments) {
  std::mt19937 random(20240229);
  const auto up_to = [&](int n) { return std::uniform_int_distribution<int>(0, n)(random); };
  for (int i = 0; i < 400; ++i) {
    GemmShape s = shape_of(1 + up_to(70), 1 + up_to(90), up_to(60), up_to(1), up_to(1));
    s.lda += up_to(9);
    s.ldb += up_to(9);
    s.ldc += up_to(9);
    expect_reference(s);
  }
}

TEST_P(GemmTest, EmptyProductsAreZerosOrNothing) {
  for (int t = 0; t < 4; ++t) {
    GemmShape s = shape_of(3, 18, 0, t & 1, t & 2);
    s.ldc = 20;
    expect_reference(s);
    expect_reference(shape_of(600, 530, 0, t & 1, t & 2));
    EXPECT_EQ(make_gemm(shape_of(0, 5, 4, t & 1, t & 2)).items, 0);
    EXPECT_EQ(make_gemm(shape_of(5, 0, 4, t & 1, t & 2)).items, 0);
  }
}

TEST_P(GemmTest, ZeroTimesInfinityIsNaNAndStaysInItsRowOrColumn) {
  const float inf = std::numeric_limits<float>::infinity();
  for (int t = 0; t < 4; ++t) {
    const GemmShape s = shape_of(19, 35, 21, t & 1, t & 2);
    for (const std::int64_t row : {0, 7, 18}) {
      for (const std::int64_t k : {0, 11, 20}) {
        Operands in(s);
        const Matrix clean = reference(s, in);
        in.a.data()[s.transpose_a ? k * s.lda + row : row * s.lda + k] = inf;
        for (std::int64_t j = 0; j < s.n; ++j) {
          in.b.data()[s.transpose_b ? j * s.ldb + k : k * s.ldb + j] = 0.0f;
        }
        const Matrix c = product(s, in);
        EXPECT_TRUE(equal(c, reference(s, in), tolerance(s)));
        for (std::int64_t i = 0; i < s.m * s.n; ++i) {
          EXPECT_EQ(std::isnan(c.data()[i]), i / s.n == row) << ::testing::PrintToString(s);
        }
      }
    }
    for (const std::int64_t col : {0, 16, 34}) {
      Operands in(s);
      in.b.data()[s.transpose_b ? col * s.ldb + 4 : 4 * s.ldb + col] = NAN;
      const Matrix c = product(s, in);
      for (std::int64_t i = 0; i < s.m * s.n; ++i) {
        EXPECT_EQ(std::isnan(c.data()[i]), i % s.n == col) << ::testing::PrintToString(s);
      }
    }
  }
}

TEST_P(GemmTest, BitsDependOnlyOnValues) {
  // The last rows and columns of a product against the same rows and columns on their own.
  for (int t = 0; t < 4; ++t) {
    const GemmShape s = shape_of(150, 140, 500, t & 1, t & 2);
    const Operands in(s);
    const Matrix whole = product(s, in);
    GemmShape part = s;
    part.m = 7;
    part.n = 3;
    const Gemm gemm = make_gemm(part);
    const auto scratch = scratch_of(gemm);
    Matrix c = output_of(part);
    const std::int64_t row = s.m - part.m, col = s.n - part.n;
    gemm_run(gemm, in.a.data() + row * (s.transpose_a ? 1 : s.lda),
             in.b.data() + col * (s.transpose_b ? s.ldb : 1), c.data(), 0, gemm.items,
             scratch.get());
    for (std::int64_t i = 0; i < part.m; ++i) {
      for (std::int64_t j = 0; j < part.n; ++j) {
        EXPECT_TRUE(
            same_bits(c.data()[i * part.ldc + j], whole.data()[(row + i) * s.ldc + col + j]))
            << ::testing::PrintToString(s);
      }
    }
  }
}

TEST_P(GemmTest, ItemsGiveTheSameBitsInAnyOrder) {
  for (int t = 0; t < 4; ++t) {
    for (const GemmShape s :
         {shape_of(300, 270, 390, t & 1, t & 2), shape_of(512, 10, 128, t & 1, t & 2)}) {
      const Operands in(s);
      const Matrix want = product(s, in);
      const Gemm gemm = make_gemm(s);
      const auto scratch = scratch_of(gemm);
      Matrix c = output_of(s);
      for (std::int64_t item = gemm.items; item > 0; --item) {
        gemm_run(gemm, in.a.data(), in.b.data(), c.data(), item - 1, item, scratch.get());
      }
      EXPECT_TRUE(equal(c, want)) << ::testing::PrintToString(s);
    }
  }
}

TEST_P(GemmTest, OneRowOrColumnGivesTheSameBitsInOneCallAndInParts) {
  // Short and long rows of B, whole vectors and not, one chunk of k and several.
  for (const std::int64_t n : {300, 512, 701, 1024, 2049, 4096, 4300}) {
    for (const std::int64_t k : {40, 385, 800}) {
      for (const GemmShape s : {shape_of(1, n, k, false, false), shape_of(n, 1, k, true, false)}) {
        const Operands in(s);
        const Matrix want = reference(s, in);
        EXPECT_TRUE(equal(product(s, in), want, tolerance(s))) << ::testing::PrintToString(s);
        const Gemm gemm = make_gemm(s);
        for (const std::int64_t together : {1, 2, 3}) {
          const auto scratch = scratch_of(gemm);
          Matrix c = output_of(s);
          for (std::int64_t item = 0; item < gemm.items; item += together) {
            gemm_run(gemm, in.a.data(), in.b.data(), c.data(), item,
                     std::min(item + together, gemm.items), scratch.get());
          }
          EXPECT_TRUE(equal(c, want, tolerance(s))) << ::testing::PrintToString(s);
        }
      }
    }
  }
}

TEST_P(GemmTest, FewRowsTimesATransposedMatrix) {
  // Strips of B that are whole, half and a quarter of a vector, ends of k that are not fours.
  for (std::int64_t rows = 1; rows <= 9; ++rows) {
    for (const std::int64_t cols : {1, 3, 4, 7, 8, 9, 16, 21, 50}) {
      for (const std::int64_t k : {1, 3, 4, 6, 386, 771}) {
        for (const bool transposed : {false, true}) {
          const GemmShape s = shape_of(rows, cols, k, transposed, true);
          const Operands in(s);
          EXPECT_TRUE(equal(product(s, in), reference(s, in), tolerance(s)))
              << ::testing::PrintToString(s);
        }
      }
    }
  }
}

TEST_P(GemmTest, ThreadsShareOneProduct) {
  const GemmShape s = shape_of(260, 270, 400, true, true);
  const Operands in(s);
  const Matrix want = product(s, in);
  const Gemm gemm = make_gemm(s);
  Matrix c = output_of(s);
  std::vector<std::thread> threads;
  for (std::int64_t worker = 0; worker < 4; ++worker) {
    threads.emplace_back([&, worker] {
      const auto scratch = scratch_of(gemm);
      gemm_run(gemm, in.a.data(), in.b.data(), c.data(), gemm.items * worker / 4,
               gemm.items * (worker + 1) / 4, scratch.get());
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_TRUE(equal(c, want));
}

TEST_P(GemmTest, EpilogueSeesFinishedTilesThatPartitionC) {
  struct Context {
    Matrix* c;
    std::int64_t ld;
    std::vector<int> visits;
  };
  const GemmEpilogue negate = {[](void* context, const Tile& tile) {
                                 auto& [c, ld, visits] = *static_cast<Context*>(context);
                                 for (std::int64_t i = tile.row_begin; i < tile.row_end; ++i) {
                                   for (std::int64_t j = tile.col_begin; j < tile.col_end; ++j) {
                                     c->data()[i * ld + j] *= -1.0f;
                                     ++visits[static_cast<std::size_t>(i * ld + j)];
                                   }
                                 }
                               },
                               nullptr};
  for (int t = 0; t < 4; ++t) {
    for (const GemmShape s :
         {shape_of(150, 290, 400, t & 1, t & 2), shape_of(9, 5, 2, t & 1, t & 2),
          shape_of(700, 1, 900, t & 1, t & 2), shape_of(6, 7, 0, t & 1, t & 2)}) {
      const Operands in(s);
      Matrix want = product(s, in);
      for (std::int64_t i = 0; i < want.size(); ++i) want.data()[i] *= -1.0f;
      const Gemm gemm = make_gemm(s);
      const auto scratch = scratch_of(gemm);
      Matrix c = output_of(s);
      Context context = {&c, s.ldc, std::vector<int>(static_cast<std::size_t>(c.size()))};
      GemmEpilogue epilogue = negate;
      epilogue.context = &context;
      gemm_run(gemm, in.a.data(), in.b.data(), c.data(), 0, gemm.items, scratch.get(), epilogue);
      EXPECT_TRUE(equal(c, want)) << ::testing::PrintToString(s);
      EXPECT_EQ(std::count(context.visits.begin(), context.visits.end(), 1), c.size());
    }
  }
}

TEST_P(GemmTest, TilesOfWholeRowsBeginAtTheirMultiples) {
  struct Context {
    std::int64_t n, whole_rows, rows = 0;
  };
  const auto check = [](void* context, const Tile& tile) {
    auto& [n, whole_rows, rows] = *static_cast<Context*>(context);
    EXPECT_EQ(tile.col_begin, 0);
    EXPECT_EQ(tile.col_end, n);
    EXPECT_EQ(tile.row_begin % whole_rows, 0);
    rows += tile.row_end - tile.row_begin;
  };
  for (int t = 0; t < 4; ++t) {
    for (const std::int64_t whole_rows : {1, 2, 48, 1024}) {
      for (const GemmShape s :
           {shape_of(208, 512, 12, t & 1, t & 2), shape_of(300, 270, 20, t & 1, t & 2),
            shape_of(1500, 10, 30, t & 1, t & 2), shape_of(3000, 1, 40, t & 1, t & 2),
            shape_of(16, 16, 32, t & 1, t & 2)}) {
        const Operands in(s);
        const Gemm gemm = make_gemm(s, whole_rows);
        const auto scratch = scratch_of(gemm);
        Matrix c = output_of(s);
        Context context = {s.n, whole_rows};
        gemm_run(gemm, in.a.data(), in.b.data(), c.data(), 0, gemm.items, scratch.get(),
                 {check, &context});
        EXPECT_TRUE(equal(c, reference(s, in), tolerance(s))) << ::testing::PrintToString(s);
        EXPECT_EQ(context.rows, s.m);
      }
    }
  }
  EXPECT_GE(make_gemm(shape_of(784, 512, 128, true, false), 2).items, 4);
}

TEST_P(GemmTest, RowsAPageApartGiveTheSameBits) {
  for (int t = 0; t < 4; ++t) {
    const GemmShape s = shape_of(260, 1024, 20, t & 1, t & 2);
    const Operands in(s);
    EXPECT_TRUE(equal(product(s, in), reference(s, in), tolerance(s)))
        << ::testing::PrintToString(s);
  }
}

TEST_P(GemmTest, CopiedOperandsGiveTheSameBits) {
  // Rows of B that lie far apart, and steps of k of a transposed A that lie whole pages apart, on
  // both sides of every limit from which they are copied; chunks, tiles and parts of vectors.
  std::mt19937 random(20261127);
  const auto one_of = [&](std::initializer_list<int> of) {
    return of.begin()[std::uniform_int_distribution<std::size_t>(0, of.size() - 1)(random)];
  };
  for (int i = 0; i < 60; ++i) {
    GemmShape s = shape_of(one_of({23, 24, 25, 63, 64, 70, 131, 257, 300}),
                           one_of({7, 16, 48, 50, 127, 128, 144, 150, 513}),
                           one_of({1, 10, 33, 384, 385, 400}), one_of({0, 1}), one_of({0, 0, 1}));
    if (s.transpose_a) s.lda = one_of({1024, 2048, 1040});
    if (!s.transpose_b) s.ldb = std::max<std::int64_t>(s.n, one_of({1, 512, 1024}));
    expect_reference(s);
  }
}

TEST_P(GemmTest, AnyBlocksGiveTheSameBits) {
  // Tiles of any size, operands copied or not, asked for ahead or not: whatever a machine's caches
  // would make of a plan, the bits are those of the definition.
  std::mt19937 random(20261128);
  const auto up_to = [&](std::int64_t most) {
    return std::uniform_int_distribution<std::int64_t>(1, most)(random);
  };
  const auto coin = [&] { return up_to(2) == 1; };
  for (int i = 0; i < 80; ++i) {
    GemmShape s = shape_of(up_to(400), up_to(300), up_to(800), coin(), coin());
    if (s.transpose_a && coin()) s.lda = 1024;
    if (coin()) s.n = s.ldc = (s.n + 15) / 16 * 16;
    s.ldb = s.transpose_b ? s.k : s.n;
    const Operands in(s);
    const Matrix want = product(s, in);
    Gemm drawn = make_gemm(s);
    // Along vectors only the last tile may end inside one.
    const std::int64_t rows = up_to(s.m), cols = up_to(s.n);
    drawn.tile_rows = std::min(drawn.swapped ? (rows + 15) / 16 * 16 : rows, s.m);
    drawn.tile_cols = std::min(drawn.swapped ? cols : (cols + 15) / 16 * 16, s.n);
    drawn.row_tiles = (s.m + drawn.tile_rows - 1) / drawn.tile_rows;
    drawn.items = drawn.row_tiles * ((s.n + drawn.tile_cols - 1) / drawn.tile_cols);
    drawn.ahead = coin();
    drawn.ahead_of_scratch = coin();
    drawn.c_ahead = coin();
    if (drawn.way == GemmWay::kInPlace || drawn.way == GemmWay::kCopied)
      drawn.way = std::array{GemmWay::kInPlace, GemmWay::kCopied,
                             GemmWay::kPacked}[static_cast<std::size_t>(up_to(3) - 1)];
    bool panels = drawn.way != GemmWay::kDot && drawn.way != GemmWay::kSweep;
    if (panels && !drawn.swapped) {
      if (drawn.b_transposed ? coin() : s.n % 16 == 0) drawn.way = GemmWay::kKept;
      drawn.kept_cols = 48 * up_to(7);
      drawn.kept_depth = drawn.depth - 1 + up_to(500);
      drawn.run_rows = up_to(300);
    }
    panels = panels && drawn.way != GemmWay::kKept;
    const bool left_transposed = drawn.a_row == 1 && drawn.a_k > 1;
    drawn.copied_rows = panels && left_transposed && coin() ? up_to(s.m + 50) : 0;
    drawn.joins_columns = panels && drawn.row_tiles == 1 && !drawn.swapped && coin();
    drawn.copy_blocks = drawn.way == GemmWay::kKept && left_transposed && coin();
    drawn.scratch_bytes = std::size_t{1} << 22;
    const auto scratch = scratch_of(drawn);
    Matrix c = output_of(s);
    gemm_run(drawn, in.a.data(), in.b.data(), c.data(), 0, drawn.items, scratch.get());
    EXPECT_TRUE(equal(c, want)) << ::testing::PrintToString(s) << ": " << to_text(drawn);
  }
}

TEST_P(GemmTest, APlanSaysWhichWayItGoes) {
  using ::testing::StartsWith;
  EXPECT_EQ(to_text(make_gemm(shape_of(32, 16, 10, false, false))), "1 tile of 32x16, in place");
  EXPECT_EQ(to_text(make_gemm(shape_of(32, 64, 64, false, true))), "1 tile of 32x64, B transposed");
  const Gemm far = make_gemm(shape_of(130, 512, 512, true, false));
  EXPECT_THAT(to_text(far), StartsWith(std::to_string(far.items) + " tiles of "));
  EXPECT_THAT(to_text(far), ::testing::HasSubstr(", B copied, asked ahead"));
  EXPECT_THAT(to_text(make_gemm(shape_of(1024, 512, 100, true, false))),
              ::testing::HasSubstr(", A copied, asked ahead"));
  EXPECT_THAT(to_text(make_gemm(shape_of(128, 1, 512, false, false))),
              ::testing::HasSubstr(", a column as a row"));
}

TEST_P(GemmTest, LargeProductsHaveItemsToShareAndTinyOnesOne) {
  for (const GemmShape s :
       {shape_of(128, 512, 784, false, false), shape_of(128, 10, 512, false, false),
        shape_of(784, 512, 128, true, false), shape_of(512, 10, 128, true, false),
        shape_of(128, 512, 512, false, true)}) {
    EXPECT_GE(make_gemm(s).items, 4) << ::testing::PrintToString(s);
  }
  EXPECT_EQ(make_gemm(shape_of(32, 16, 10, false, false)).items, 1);
  EXPECT_EQ(make_gemm(shape_of(32, 64, 64, false, true)).items, 1);
}

}  // namespace
}  // namespace occam::kernels
