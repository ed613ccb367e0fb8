#include "occam/compiler/place_updates.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <numeric>

#include "occam/compiler/fuse.h"
#include "occam/compiler/gradient.h"
#include "occam/compiler/sort_groups.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/assign.h"
#include "occam/ops/input.h"
#include "occam/ops/matmul.h"
#include "occam/ops/relu.h"
#include "occam/ops/square.h"
#include "occam/ops/sum.h"
#include "occam/ops/variable.h"

namespace occam::compiler {
namespace {

using graph::Graph;
using graph::Value;

/// Gradient descent on a chain of products: the groups of a step, and where its updates run.
struct Chain {
  explicit Chain(int layers) : graph(layout) {
    Value h = ops::input(graph, "x", {8, 6});
    std::vector<Value> weights;
    for (int i = 0; i < layers; ++i) {
      weights.push_back(
          ops::variable(graph, "w" + std::to_string(i), {6, 6}, runtime::Role::kTrainable));
      h = ops::relu(ops::matmul(h, weights.back()));
    }
    const Value loss = ops::sum(ops::square(h));
    graph.set_output("loss", loss);
    const std::vector<Value> gradients = gradient(loss, weights);
    for (std::size_t i = 0; i < weights.size(); ++i)
      ops::assign(weights[i], weights[i] - 0.1 * gradients[i]);
    groups = fuse(graph);
    for (std::size_t g = 0; g < groups.groups.size(); ++g) {
      for (const int id : groups.groups[g].nodes) {
        if (graph[id].op->kind == graph::Kind::kAssign)
          updates.push_back({static_cast<int>(g),
                             static_cast<int>(graph[id].inputs[0].node().attributes.variable)});
      }
    }
  }

  runtime::StateLayout layout;
  Graph graph;
  Groups groups;
  std::vector<std::pair<int, int>> updates;  ///< group and variable
};

TEST(PlaceUpdates, TheLastLayersWeightIsUpdatedFirstAndBeforeTheNextProductOfTheBackwardPass) {
  const Chain chain(4);
  ASSERT_EQ(chain.updates.size(), 4u);
  for (int i = 0; i < 4; ++i)
    EXPECT_EQ(chain.updates[static_cast<std::size_t>(i)].second, 3 - i)
        << to_text(chain.groups, chain.graph);
  // Between two updates lie no more than the gradient of one layer's inputs and of its weight.
  for (std::size_t i = 1; i < 4; ++i) {
    EXPECT_LE(chain.updates[i].first - chain.updates[i - 1].first, 3)
        << to_text(chain.groups, chain.graph);
  }
}

TEST(PlaceUpdates, IsAnOrderInWhichGroupsCanRun) {
  const bool good = rc::check("any graph of groups", [] {
    runtime::StateLayout layout;
    Graph graph(layout);
    const Value w = ops::variable(graph, "w", {3, 3}, runtime::Role::kTrainable);
    ops::assign(w, w * 2.0);
    int assignment = -1;
    for (int id = 0; id < graph.size(); ++id)
      if (graph[id].op->kind == graph::Kind::kAssign) assignment = id;

    const int count = *rc::gen::inRange(1, 25);
    std::vector<int> hidden(static_cast<std::size_t>(count));
    for (int& place : hidden) place = *rc::gen::inRange(0, 1000);
    Groups groups;
    groups.groups.resize(static_cast<std::size_t>(count));
    for (Group& group : groups.groups) {
      if (*rc::gen::inRange(0, 3) == 0) group.nodes = {assignment};
      if (*rc::gen::inRange(0, 2) == 0) group.kind = Group::kMatmul;
    }
    const int edges = *rc::gen::inRange(0, 60);
    for (int edge = 0; edge < edges; ++edge) {
      const auto a = static_cast<std::size_t>(*rc::gen::inRange(0, count));
      const auto b = static_cast<std::size_t>(*rc::gen::inRange(0, count));
      if (hidden[a] < hidden[b]) groups.groups[b].depends.insert(static_cast<int>(a));
    }
    const std::vector<int> order = place_updates(graph, groups, runnable_order(groups));
    std::vector<int> position(order.size(), -1);
    RC_ASSERT(order.size() == groups.groups.size());
    for (std::size_t i = 0; i < order.size(); ++i)
      position[static_cast<std::size_t>(order[i])] = static_cast<int>(i);
    for (std::size_t g = 0; g < order.size(); ++g) {
      RC_ASSERT(position[g] >= 0);
      for (const int other : groups.groups[g].depends)
        RC_ASSERT(position[static_cast<std::size_t>(other)] < position[g]);
    }
  });
  EXPECT_TRUE(good);
}

}  // namespace
}  // namespace occam::compiler
