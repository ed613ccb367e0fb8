#include "occam/graph/verify.h"

#include <gtest/gtest.h>

#include <limits>

#include "occam/base/errors.h"
#include "occam/graph/print.h"

namespace occam::graph {
namespace {

Shape given(const Op&, const std::vector<Value>&, const Attributes& attributes) {
  return attributes.shape;
}
Shape first(const Op&, const std::vector<Value>& inputs, const Attributes&) {
  return inputs[0].shape();
}

const Op kVariable{.name = "variable", .kind = Kind::kVariable, .infer = given};
const Op kDouble{.name = "double", .kind = Kind::kElementwise, .infer = first};
const Op kAssign{.name = "assign", .kind = Kind::kAssign, .infer = first};
/// An op whose shape rule changes its mind, as a pass that edits attributes would make it.
Shape moody_shape;
Shape moody(const Op&, const std::vector<Value>&, const Attributes&) { return moody_shape; }
const Op kMoody{.name = "moody", .kind = Kind::kElementwise, .infer = moody};

class Verify : public ::testing::Test {
 protected:
  Value variable(const char* path) {
    const std::size_t index =
        layout_.declare(path, {2, 3}, runtime::VariableType::kFloat32, runtime::Role::kTrainable);
    return graph_.add(kVariable, {}, {.variable = index, .shape = {2, 3}});
  }
  std::string complaint() {
    try {
      verify(graph_, "a stage");
    } catch (const InternalError& error) {
      return error.what();
    }
    return "";
  }

  runtime::StateLayout layout_;
  Graph graph_{layout_};
};

TEST_F(Verify, AcceptsAGoodGraph) {
  const Value w = variable("w");
  graph_.add(kAssign, {w, graph_.add(kDouble, {w})});
  graph_.set_output("w", w);
  EXPECT_EQ(complaint(), "");
}

TEST_F(Verify, SeesAShapeThatItsRuleDoesNotGive) {
  moody_shape = {2, 3};
  graph_.add(kMoody, {variable("w")});
  EXPECT_EQ(complaint(), "");
  moody_shape = {3, 2};
  EXPECT_NE(complaint().find("a stage, node 1"), std::string::npos) << complaint();
}

TEST_F(Verify, SeesAVariableAssignedTwice) {
  const Value w = variable("w");
  graph_.add(kAssign, {w, w});
  graph_.add(kAssign, {variable("w"), w});
  EXPECT_NE(complaint().find("second time"), std::string::npos) << complaint();
}

TEST_F(Verify, SeesAnAssignmentToNoVariable) {
  const Value w = variable("w");
  graph_.add(kAssign, {graph_.add(kDouble, {w}), w});
  EXPECT_NE(complaint().find("no variable"), std::string::npos) << complaint();
}

TEST_F(Verify, SeesAnAssignmentThatIsRead) {
  const Value w = variable("w");
  graph_.add(kDouble, {graph_.add(kAssign, {w, w})});
  EXPECT_NE(complaint().find("reads an assignment"), std::string::npos) << complaint();
}

TEST_F(Verify, SeesAnOutputThatDoesNotExist) {
  Graph other(layout_);
  const Value far = other.add(kVariable, {}, {.shape = {2, 3}});
  graph_.set_output("far", far);
  EXPECT_NE(complaint().find("'far'"), std::string::npos) << complaint();
}

TEST_F(Verify, SeesAKernelWithoutCalls) {
  static const Op kernel{.name = "kernel", .kind = Kind::kKernel, .infer = first};
  graph_.add(kernel, {variable("w")});
  EXPECT_NE(complaint().find("have lower"), std::string::npos) << complaint();
}

// The attributes tell nodes apart: every field counts, also numbers that compare equal.
TEST(Attributes, AreComparedWhole) {
  const std::vector<Attributes> all = {{},
                                       {.number = 0.5},
                                       {.number = -0.0},
                                       {.number = std::numeric_limits<double>::quiet_NaN()},
                                       {.transpose_a = true},
                                       {.transpose_b = true},
                                       {.stream = 3},
                                       {.variable = 3},
                                       {.name = "a"},
                                       {.shape = {3}},
                                       {.axes = {1}},
                                       {.begin = {1}},
                                       {.end = {1}}};
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t k = 0; k < all.size(); ++k) {
      EXPECT_EQ(all[i] == all[k], i == k) << i << " " << k;
      EXPECT_EQ((all[i] <=> all[k]) == 0, i == k) << i << " " << k;
      EXPECT_EQ(all[i]<all[k], all[k]> all[i]) << i << " " << k;
    }
  }
}

TEST_F(Verify, ValuesOfAnotherGraphAreRefused) {
  Graph other(layout_);
  const Value far = other.add(kVariable, {}, {.shape = {2, 3}});
  EXPECT_THROW(graph_.add(kDouble, {far}), InvalidArgument);
  EXPECT_THROW(graph_.add(kDouble, {Value{}}), InvalidArgument);
}

TEST_F(Verify, PrintsEveryNodeAsTextAndAsDot) {
  const Value w = variable("dense/kernel");
  const Value doubled = graph_.add(kDouble, {w});
  graph_.set_output("twice", doubled);
  const std::string text = to_text(graph_), dot = to_dot(graph_);
  EXPECT_EQ(text,
            "%0 = variable 'dense/kernel'() : (2, 3)\n%1 = double(%0) : (2, 3)\n"
            "output twice = %1\n");
  EXPECT_TRUE(dot.starts_with("digraph"));
  for (const char* part : {"n0 [label=\"variable 'dense/kernel'", "n1 [label=\"double", "n0 -> n1;",
                           "n1 -> out_twice;"})
    EXPECT_NE(dot.find(part), std::string::npos) << part << " in\n" << dot;
}

}  // namespace
}  // namespace occam::graph
