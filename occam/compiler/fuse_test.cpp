#include "occam/compiler/fuse.h"

#include <gtest/gtest.h>

#include "occam/base/errors.h"
#include "occam/ops/abs.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/assign.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/input.h"
#include "occam/ops/matmul.h"
#include "occam/ops/relu.h"
#include "occam/ops/square.h"
#include "occam/ops/sum.h"
#include "occam/ops/tanh.h"
#include "occam/ops/variable.h"

namespace occam::compiler {
namespace {

using graph::Graph;
using graph::Value;

class Fuse : public ::testing::Test {
 protected:
  Value weight(const char* name, const Shape& shape) {
    return ops::variable(graph_, name, shape, runtime::Role::kTrainable);
  }
  Value number(const char* name) {
    return ops::variable(graph_, name, {}, runtime::Role::kAccumulator);
  }
  Groups fused() { return fuse(graph_); }
  int home(const Groups& groups, const Value& value) const {
    return groups.home[static_cast<std::size_t>(value.id())];
  }
  /// The group that assigns the variable.
  int assigning(const Groups& groups, const Value& variable) const {
    for (int id = 0; id < graph_.size(); ++id) {
      const graph::Node& node = graph_[id];
      if (node.op->kind == graph::Kind::kAssign &&
          node.inputs[0].node().attributes.variable == variable.node().attributes.variable)
        return groups.home[static_cast<std::size_t>(id)];
    }
    return -1;
  }

  runtime::StateLayout layout_;
  Graph graph_{layout_};
};

TEST_F(Fuse, ElementwiseChainsAreOneGroup) {
  const Value x = ops::input(graph_, "x", {8, 5});
  const Value y = ops::tanh(ops::relu(x * 2.0) + x);
  graph_.set_output("y", y);
  EXPECT_EQ(fused().groups.size(), 1u);
}

TEST_F(Fuse, AnEpilogueJoinsItsProduct) {
  const Value x = ops::input(graph_, "x", {8, 5});
  const Value product = ops::matmul(x, weight("w", {5, 6}));
  const Value y = ops::relu(product + weight("b", {6}));
  graph_.set_output("y", y);
  const Groups groups = fused();
  ASSERT_EQ(groups.groups.size(), 1u) << to_text(groups, graph_);
  EXPECT_EQ(groups.groups[0].kind, Group::kMatmul);
}

TEST_F(Fuse, NothingReadsAReductionInsideItsGroup) {
  const Value x = ops::input(graph_, "x", {8, 5});
  const Value mean = ops::sum_rows(x) / 8.0;
  const Value centered = x - mean;
  const Value variance = ops::sum_rows(ops::square(centered)) / 8.0;
  const Value y = centered * variance;
  graph_.set_output("y", y);
  const Groups groups = fused();
  EXPECT_LT(home(groups, mean), home(groups, variance));
  EXPECT_LT(home(groups, variance), home(groups, y));
}

TEST_F(Fuse, AnAssignmentRunsAfterAllReaders) {
  const Value x = ops::input(graph_, "x", {8, 5});
  const Value w = weight("w", {5, 8}), v = weight("v", {5, 8});
  ops::assign(w, w - 0.1 * w);  // declared first: the readers below still see the old value
  const Value product = ops::matmul(x, w);
  const Value total = ops::sum(ops::abs(w));
  ops::assign(v, v + w);
  graph_.set_output("product", product);
  graph_.set_output("total", total);
  const Groups groups = fused();
  const int update = assigning(groups, w);
  EXPECT_LT(home(groups, product), update);
  EXPECT_LE(home(groups, total), update);
  EXPECT_LE(assigning(groups, v), update);
}

TEST_F(Fuse, ThePenaltyAndTheUpdateAreOneSweepOverTheWeight) {
  const Value w = weight("w", {5, 8}), gradient = ops::input(graph_, "g", {5, 8});
  const Value total = ops::sum(ops::square(w));
  ops::assign(w, w - 0.1 * (gradient + 2.0 * w));
  graph_.set_output("total", total);
  const Groups groups = fused();
  EXPECT_EQ(home(groups, total), assigning(groups, w)) << to_text(groups, graph_);
}

// Found by random graphs: a node that waits for its reader reads what another group assigns.
TEST_F(Fuse, AScalarIsAssignedAfterTensorsHaveReadIt) {
  const Value s = number("s"), w = weight("w", {2, 2}), v = weight("v", {2, 2});
  const Value t = s + 1.0;
  const Value scaled = w * t;
  ops::assign(s, t * t);
  ops::assign(v, scaled * s);
  Groups groups;
  ASSERT_NO_THROW(groups = fused());
  EXPECT_LT(assigning(groups, v), assigning(groups, s)) << to_text(groups, graph_);
}

}  // namespace
}  // namespace occam::compiler
