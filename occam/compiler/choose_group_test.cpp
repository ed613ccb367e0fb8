#include "occam/compiler/choose_group.h"

#include <gtest/gtest.h>

#include "occam/ops/arithmetic.h"
#include "occam/ops/exp.h"
#include "occam/ops/input.h"
#include "occam/ops/matmul.h"
#include "occam/ops/sum.h"
#include "occam/ops/tanh.h"
#include "occam/ops/variable.h"

namespace occam::compiler {
namespace {

using graph::Value;

class ChooseGroup : public ::testing::Test {
 protected:
  Value weight(const char* name) {
    return ops::variable(graph_, name, {6, 6}, runtime::Role::kTrainable);
  }
  int tile_group(GroupDraft& draft) { return draft.add_group(Group::kTile, {6, 6}); }

  runtime::StateLayout layout_;
  graph::Graph graph_{layout_};
};

TEST_F(ChooseGroup, AReaderOfTheWeightBeforeAProducerBeforeAReaderOfTheRest) {
  const Value w = weight("w"), x = ops::input(graph_, "x", {6, 6});
  const Value product = ops::matmul(x, x), y = product + w + x, z = product + x;
  GroupDraft draft(graph_);
  const int reads_x = tile_group(draft), reads_w = tile_group(draft);
  const int makes = draft.add_group(Group::kMatmul, {6, 6});
  const int sum = y.node().inputs[0].id();
  draft.read(x, reads_x);
  draft.read(w, reads_w);
  draft.add(product.id(), makes);
  EXPECT_EQ(choose_tile_group(draft, sum), reads_w);
  EXPECT_EQ(choose_tile_group(draft, z.id()), makes);
}

TEST_F(ChooseGroup, OfEqualsTheLatestThatFits) {
  const Value x = ops::input(graph_, "x", {6, 6}), a = ops::tanh(x), b = ops::exp(x);
  const Value both = a * b;
  GroupDraft draft(graph_);
  const int of_a = tile_group(draft), of_b = tile_group(draft);
  draft.add(a.id(), of_a);
  draft.add(b.id(), of_b);
  EXPECT_EQ(choose_tile_group(draft, both.id()), of_b);
  draft.order().depend(of_a, of_b);  // a comes from behind b's group
  EXPECT_FALSE(fits(draft, both.id(), of_b));
  EXPECT_EQ(choose_tile_group(draft, both.id()), of_a);
}

TEST_F(ChooseGroup, NothingReadsAReductionInsideItsGroup) {
  const Value x = ops::input(graph_, "x", {6, 6}), total = ops::sum_rows(x);
  const Value y = x - total;
  GroupDraft draft(graph_);
  const int g = tile_group(draft);
  draft.read(x, g);
  draft.add(total.id(), g);
  EXPECT_FALSE(fits(draft, y.id(), g));
  EXPECT_EQ(choose_tile_group(draft, y.id()), -1);
}

TEST_F(ChooseGroup, AScalarGoesWhereItsOperandsAreKnown) {
  const Value x = ops::input(graph_, "x", {6, 6}), total = ops::sum(x), half = total * 0.5;
  const Value scaled = ops::sum(x * half), last = scaled + half;
  GroupDraft draft(graph_);
  const int sums = tile_group(draft);
  draft.add(total.id(), sums);
  EXPECT_EQ(choose_scalar_group(draft, half.id(), false), -1);
  const int first = draft.add_group(Group::kScalar, {});
  draft.read(total, first);
  draft.add(half.id(), first);
  const int again = tile_group(draft);
  draft.read(half, again);
  draft.add(scaled.id(), again);
  EXPECT_EQ(choose_scalar_group(draft, half.id(), false), first);
  EXPECT_EQ(choose_scalar_group(draft, last.id(), false), -1);  // `again` waits for `first`
  EXPECT_EQ(choose_scalar_group(draft, half.id(), true), -1);
}

}  // namespace
}  // namespace occam::compiler
