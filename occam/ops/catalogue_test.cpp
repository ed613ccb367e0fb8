// The list of all ops, and what each op says to shapes that a user may give it.
#include "occam/ops/catalogue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <regex>
#include <set>
#include <sstream>

#include "occam/base/errors.h"
#include "occam/ops/ops.h"
#include "tests/experiment/source_dir.h"

namespace occam::ops {
namespace {

using graph::Value;

std::string text_of(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

std::filesystem::path folder() {
  return std::filesystem::path(experiment::source_dir()) / "occam" / "ops";
}

TEST(Catalogue, HoldsEveryOpThatAHeaderDeclares) {
  std::set<std::string> declared, listed;
  const std::regex declaration("extern const graph::Op ([^;]*);"), name("(\\w+)_op");
  for (const auto& entry : std::filesystem::directory_iterator(folder())) {
    if (entry.path().extension() != ".h") continue;
    const std::string text = text_of(entry.path());
    for (std::sregex_iterator d(text.begin(), text.end(), declaration), end; d != end; ++d) {
      const std::string names = (*d)[1];
      for (std::sregex_iterator n(names.begin(), names.end(), name); n != end; ++n)
        declared.insert((*n)[1]);
    }
  }
  for (const graph::Op* op : catalogue()) {
    const bool is_new = listed.insert(std::string(op->name)).second;
    EXPECT_TRUE(is_new) << op->name << " stands twice";
    EXPECT_NE(op->infer, nullptr) << op->name;
    EXPECT_EQ(op->kind == graph::Kind::kKernel, op->lower != nullptr) << op->name;
  }
  EXPECT_EQ(listed, declared);
}

TEST(Catalogue, TheUmbrellaHoldsEveryOp) {
  const std::string umbrella = text_of(folder() / "ops.h");
  for (const auto& entry : std::filesystem::directory_iterator(folder())) {
    if (entry.path().extension() != ".h" ||
        text_of(entry.path()).find("extern const graph::Op") == std::string::npos)
      continue;
    EXPECT_NE(umbrella.find("\"occam/ops/" + entry.path().filename().string() + "\""),
              std::string::npos)
        << entry.path();
  }
}

struct Inputs {
  Value number, vector, matrix, cube, other;  ///< (), (3,), (2, 3), (2, 3, 4), (2, 5)
};

struct Mistake {
  std::function<Value(const Inputs&)> make;
  const char* message;
};

const Mistake kMistakes[] = {
    {[](const Inputs& i) { return sum_columns(i.vector); },
     "sum_columns: invalid value for x. Expected rank >= 2. Received: x=(3,)"},
    {[](const Inputs& i) { return add(i.vector, i.matrix); },
     "add: invalid value for shape. Expected operands of one shape, (3,). Received: shape=(2, 3)"},
    {[](const Inputs& i) { return i.matrix * i.other; },
     "multiply: invalid value for b. Expected a shape that broadcasts with (2, 3). Received: "
     "b=(2, 5)"},
    {[](const Inputs& i) { return matmul(i.vector, i.matrix); },
     "matmul: invalid value for a. Expected rank >= 2. Received: a=(3,)"},
    {[](const Inputs& i) { return matmul(i.matrix, i.other); },
     "matmul: invalid value for b. Expected as many rows as a has columns (a: (2, 3), 3). "
     "Received: "
     "b=(2, 5)"},
    {[](const Inputs& i) {
       return reshape(i.matrix, {4, 2});
     },
     "reshape: invalid value for shape. Expected as many elements as x of shape (2, 3) has, rank "
     ">= "
     "1. Received: shape=(4, 2)"},
    {[](const Inputs& i) { return reshape(i.number, {1}); },
     "reshape: invalid value for x. Expected rank >= 1. Received: x=()"},
    {[](const Inputs& i) {
       return reshape(i.matrix, {-2, -3});
     },
     "reshape: invalid value for shape. Expected sizes >= 0. Received: shape=(-2, -3)"},
    {[](const Inputs& i) {
       return broadcast_to(i.matrix, {2, 4});
     },
     "broadcast_to: invalid value for b. Expected a shape that broadcasts with (2, 4). Received: "
     "b=(2, 3)"},
    {[](const Inputs& i) {
       return broadcast_to(i.cube, {3, 4});
     },
     "broadcast_to: invalid value for shape. Expected one that (2, 3, 4) broadcasts to. Received: "
     "shape=(3, 4)"},
    {[](const Inputs& i) {
       return broadcast_columns(i.vector, {2, 3});
     },
     "broadcast_columns: invalid value for x. Expected shape (2,) to repeat it to (2, 3). "
     "Received: "
     "x=(3,)"},
    {[](const Inputs& i) { return softmax(i.vector); },
     "softmax: invalid value for x. Expected rank >= 2. Received: x=(3,)"},
    {[](const Inputs& i) { return sparse_softmax_cross_entropy(i.matrix, i.vector); },
     "sparse_softmax_cross_entropy: invalid value for label. Expected one label a row, shape (2,). "
     "Received: label=(3,)"},
    {[](const Inputs& i) { return softmax_cross_entropy(i.matrix, i.other); },
     "softmax_cross_entropy: invalid value for target. Expected the shape of x, (2, 3). Received: "
     "target=(2, 5)"},
    {[](const Inputs& i) { return standardize(i.vector, i.number).normalized; },
     "standardize: invalid value for x. Expected rank >= 2. Received: x=(3,)"},
    {[](const Inputs& i) { return standardize(i.matrix, i.vector).normalized; },
     "standardize: invalid value for epsilon. Expected a scalar. Received: epsilon=(3,)"},
    {[](const Inputs& i) { return power(i.matrix, 0.5); },
     "power: invalid value for b. Expected a whole number; exp(b * log(a)) gives others. Received: "
     "b=0.5"},
    {[](const Inputs& i) { return sum(i.cube, {3}); },
     "sum: invalid value for axis. Expected an axis of a tensor of rank 3, from -3 to 2. Received: "
     "axis=3"},
    {[](const Inputs& i) {
       return max(i.cube, {1, -2});
     },
     "max: invalid value for axes. Expected each axis once. Received: axes=(1, -2)"},
    {[](const Inputs& i) {
       return max(reshape(slice(i.matrix, {0, 0}, {0, 3}), {0}), {0});
     },
     "max: invalid value for x. Expected an element or more. Received: x=(0,)"},
    {[](const Inputs& i) {
       return mean(slice(i.matrix, {0, 0}, {0, 3}), {0});
     },
     "mean: invalid value for x. Expected an element or more. Received: x=(0, 3)"},
    {[](const Inputs& i) { return mean(i.vector, {1}); },
     "mean: invalid value for axis. Expected an axis of a tensor of rank 1, from -1 to 0. "
     "Received: "
     "axis=1"},
    {[](const Inputs& i) {
       return slice(i.matrix, {0}, {2, 3});
     },
     "slice: invalid value for start_indices. Expected one number an axis of x, shape (2, 3). "
     "Received: start_indices=(0,)"},
    {[](const Inputs& i) {
       return slice(i.matrix, {0, -1}, {2, 1});
     },
     "slice: invalid value for start_indices. Expected positions inside x, shape (2, 3). Received: "
     "start_indices=(0, -1)"},
    {[](const Inputs& i) {
       return slice(i.matrix, {1, 0}, {2, 3});
     },
     "slice: invalid value for shape. Expected a box that begins at (1, 0) and ends inside x, "
     "shape "
     "(2, 3). Received: shape=(2, 3)"},
    {[](const Inputs& i) {
       return pad(i.matrix, {{1, 1}});
     },
     "pad: invalid value for pad_width. Expected one pair an axis of x, shape (2, 3). Received: "
     "pad_width=1 pairs"},
    {[](const Inputs& i) {
       return pad(i.vector, {{1, -1}});
     },
     "pad: invalid value for pad_width. Expected numbers of elements, from 0 to 2^40. Received: "
     "pad_width=-1"},
    {[](const Inputs& i) {
       return concatenate({i.matrix, i.other}, 0);
     },
     "concatenate: invalid value for values. Expected shapes that differ from (2, 3) in axis 0 at "
     "most. Received: values=(2, 5)"},
    {[](const Inputs&) { return concatenate({}); },
     "concatenate: invalid value for values. Expected one tensor or more. Received: values=none"},
    {[](const Inputs& i) { return transpose(i.matrix, {0}); },
     "transpose: invalid value for axes. Expected every axis of x, shape (2, 3). Received: "
     "axes=(0,)"},
    {[](const Inputs& i) { return take(i.number, i.vector); },
     "take: invalid value for x. Expected rank >= 1. Received: x=()"},
    {[](const Inputs& i) { return take(i.matrix, i.number); },
     "take: invalid value for indices. Expected rank >= 1. Received: indices=()"},
    {[](const Inputs& i) { return assign(-i.matrix, i.matrix), i.matrix; },
     "assign: invalid value for variable. Expected a variable. Received: variable=negate"},
    {[](const Inputs& i) { return i.matrix + Value{}; },
     "graph: invalid value for value. Expected a value of a graph. Received: value=an empty one"},
};

TEST(Ops, SayWhatIsWrongWithAShape) {
  runtime::StateLayout layout;
  graph::Graph graph(layout);
  const auto declare = [&](const char* path, const Shape& shape) {
    return variable(graph, path, shape, runtime::Role::kTrainable);
  };
  const Inputs inputs{declare("number", {}), declare("vector", {3}), declare("matrix", {2, 3}),
                      declare("cube", {2, 3, 4}), declare("other", {2, 5})};
  for (const auto& [make, message] : kMistakes) {
    std::string said = "nothing";
    try {
      make(inputs);
    } catch (const InvalidArgument& error) {
      said = error.what();
    }
    EXPECT_EQ(said, message);
  }
}

// What covers today's cases is made of the ops that fuse; plans do not depend on how it is written.
TEST(Ops, AxesFallOnTheSumsAndViewsThatFuse) {
  runtime::StateLayout layout;
  graph::Graph graph(layout);
  const Value x = variable(graph, "x", {2, 3}, runtime::Role::kTrainable);
  const Value row = variable(graph, "row", {3}, runtime::Role::kTrainable);
  const Value column = variable(graph, "column", {2, 1}, runtime::Role::kTrainable);
  EXPECT_EQ(sum(x, {0}).node().op, &sum_rows_op);
  EXPECT_EQ(sum(x, {-1}).node().op, &sum_columns_op);
  EXPECT_EQ(sum(x, {0, 1}).node().op, &sum_op);
  EXPECT_EQ(sum(x, {}), x);
  EXPECT_EQ((x + row).node().inputs[1].node().op, &broadcast_rows_op);
  EXPECT_EQ((row + x).node().inputs[0].node().op, &broadcast_rows_op);
  EXPECT_EQ((x * column).node().inputs[1].node().op, &broadcast_columns_op);
  EXPECT_EQ(transpose(x, {0, 1}), x);
}

}  // namespace
}  // namespace occam::ops
