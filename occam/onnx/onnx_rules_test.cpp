#include "occam/onnx/onnx_rules.h"

#include <gtest/gtest.h>

#include <set>

#include "occam/onnx/protobuf.h"
#include "occam/ops/catalogue.h"

namespace occam::onnx {
namespace {

/// What no prediction has, and what the exporter itself writes.
const std::set<std::string_view> kWithout = {"assign",
                                             "broadcast_axes",
                                             "broadcast_columns",
                                             "broadcast_rows",
                                             "broadcast_scalar",
                                             "constant",
                                             "dropout",
                                             "group_matmul_gradient",
                                             "group_radius",
                                             "hier_prox",
                                             "input",
                                             "random_uniform",
                                             "relu_gradient",
                                             "softmax_cross_entropy",
                                             "softmax_cross_entropy_gradient",
                                             "softmax_gradient",
                                             "sparse_gradient_of_softmax",
                                             "sparse_softmax_cross_entropy",
                                             "sparse_softmax_cross_entropy_gradient",
                                             "standardized",
                                             "take_gradient",
                                             "variable"};

TEST(OnnxRules, EveryOpOfAPredictionHasOne) {
  for (const graph::Op* op : ops::catalogue())
    EXPECT_NE(find_rule(op->name) != nullptr, kWithout.contains(op->name)) << op->name;
}

/// The examples of protobuf.dev's page on the encoding.
TEST(Protobuf, EncodesAsThePageSays) {
  EXPECT_EQ(Message().integer(1, 150).bytes(), "\x08\x96\x01");
  EXPECT_EQ(Message().text(2, "testing").bytes(), "\x12\x07testing");
  EXPECT_EQ(Message().message(3, Message().integer(1, 150)).bytes(), "\x1a\x03\x08\x96\x01");
  EXPECT_EQ(Message().integer(1, -2).bytes(), "\x08\xfe\xff\xff\xff\xff\xff\xff\xff\xff\x01");
}

}  // namespace
}  // namespace occam::onnx
