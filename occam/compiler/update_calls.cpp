#include "occam/compiler/update_calls.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>

#include "occam/base/round_up_64.h"
#include "occam/compiler/kernel_calls.h"
#include "occam/kernels/gemm.h"
#include "occam/ops/matmul.h"

namespace occam::compiler {
namespace {

using graph::Node;
using kernels::WeightUpdate;

void run(const void* arguments, std::byte* const* operands, std::int64_t begin, std::int64_t end,
         std::byte*) {
  kernels::weight_update_run(*static_cast<const WeightUpdate*>(arguments), operands, begin, end);
}

void finish(const void* arguments, std::byte* const* operands, std::int64_t, std::int64_t,
            std::byte*) {
  kernels::weight_update_finish(*static_cast<const WeightUpdate*>(arguments), operands);
}

struct ProductUpdate {
  kernels::Gemm gemm;
  WeightUpdate update;
};
constexpr int kProductOperands = 2;  ///< A and B, which stand before the update's

/// Called for each finished tile of the gradient.
struct UpdateOfTile {
  const ProductUpdate& call;
  std::byte* const* operands;  ///< the update's

  static void run(void* pointer, const kernels::Tile& tile) {
    const auto& [call, of_update] = *static_cast<const UpdateOfTile*>(pointer);
    const std::int64_t n = call.gemm.shape.n;
    const auto items_before = [n](std::int64_t row) {
      return (row * n + WeightUpdate::kItem - 1) / WeightUpdate::kItem;
    };
    kernels::weight_update_run(call.update, of_update, items_before(tile.row_begin),
                               items_before(tile.row_end));
  }
};

float* matrix(std::byte* operand) { return reinterpret_cast<float*>(operand); }

void run_product(const void* arguments, std::byte* const* operands, std::int64_t begin,
                 std::int64_t end, std::byte* scratch) {
  const auto& call = *static_cast<const ProductUpdate*>(arguments);
  UpdateOfTile update{call, operands + kProductOperands};
  kernels::gemm_run(call.gemm, matrix(operands[0]), matrix(operands[1]), matrix(update.operands[1]),
                    begin, end, scratch, {UpdateOfTile::run, &update});
}

/// The same, each tile of the gradient in the same place of scratch: written to memory of its own
/// it would drive the weight and what the optimizer remembers of it out of the cache.
void run_product_in_scratch(const void* arguments, std::byte* const* operands, std::int64_t begin,
                            std::int64_t end, std::byte* scratch) {
  const auto& call = *static_cast<const ProductUpdate*>(arguments);
  std::array<std::byte*, WeightUpdate::kMostOperands> of_update;
  std::copy_n(operands + kProductOperands, call.update.operands(), of_update.begin());
  UpdateOfTile update{call, of_update.data()};
  const std::int64_t tile_bytes = call.gemm.tile_rows * call.gemm.shape.n * 4;
  for (std::int64_t item = begin; item < end; ++item) {
    of_update[1] =
        scratch + call.gemm.scratch_bytes - item * tile_bytes;  // the tile lies behind it
    kernels::gemm_run(call.gemm, matrix(operands[0]), matrix(operands[1]), matrix(of_update[1]),
                      item, item + 1, scratch, {UpdateOfTile::run, &update});
  }
}

void finish_product(const void* arguments, std::byte* const* operands, std::int64_t, std::int64_t,
                    std::byte*) {
  kernels::weight_update_finish(static_cast<const ProductUpdate*>(arguments)->update,
                                operands + kProductOperands);
}

/// How often each node's result is read, by other nodes, by updates and from outside.
std::vector<int> readers(const graph::Graph& graph, const MatchedGroups& matched) {
  std::vector<int> count(static_cast<std::size_t>(graph.size()), 0);
  const auto read = [&](const graph::Value& value) {
    ++count[static_cast<std::size_t>(root_of(value).id())];
  };
  for (const Group& group : matched.groups.groups) {
    for (const int id : group.nodes) {
      for (const graph::Value& input : graph[id].inputs) read(input);
    }
  }
  for (const std::vector<MatchedUpdate>& updates : matched.updates) {
    for (const MatchedUpdate& update : updates) {
      for (const graph::Value& operand : update.operands) read(operand);
    }
  }
  for (const auto& [name, id] : graph.outputs()) ++count[static_cast<std::size_t>(id)];
  return count;
}

bool reads_a_variable(const Node& node) {
  return std::any_of(node.inputs.begin(), node.inputs.end(), [](const graph::Value& input) {
    return root_of(input).node().op->kind == graph::Kind::kVariable;
  });
}

/// Arithmetic operations an element.
int operations(const WeightUpdate& update) {
  static constexpr int kOfRule[] = {4, 6, 12};
  static_assert(std::size(kOfRule) == WeightUpdate::kRules);
  return kOfRule[update.rule] + 4 * update.soft + 3 * update.has_l1() + 2 * update.has_l2() +
         2 * update.decays + 2 * update.sum_abs + 2 * update.sum_square;
}

}  // namespace

UpdateCalls update_calls(const MatchedUpdate& update) {
  const auto kernel = std::make_shared<const WeightUpdate>(update.kernel);
  const double n = static_cast<double>(kernel->n);
  UpdateCalls calls;
  calls.run.kernel = run;
  calls.run.arguments = kernel;
  calls.run.items = kernel->items();
  calls.run.operations = n * operations(*kernel);
  calls.run.bytes = n * 4 * (3 + 2 * kernel->slots());  // w and slots are read and written
  calls.run.label = to_text(update);
  calls.finish.kernel = finish;
  calls.finish.arguments = kernel;
  calls.finish.label = "add partial sums";
  calls.partial_bytes = kernels::weight_update_partial_bytes(*kernel);
  return calls;
}

std::optional<UpdateCalls> product_update_calls(const Node& product, const MatchedUpdate& update) {
  constexpr std::int64_t kFewest = 4;  // items of a call that is worth sharing between threads
  const kernels::GemmShape shape = gemm_shape(product);
  auto arguments = std::make_shared<ProductUpdate>();
  arguments->gemm =
      kernels::make_gemm(shape, WeightUpdate::kItem / std::gcd(shape.n, WeightUpdate::kItem));
  arguments->update = update.kernel;
  const MatmulCall alone = matmul_call(product, std::nullopt);
  const std::int64_t items = arguments->gemm.items;
  UpdateCalls calls = update_calls(update);
  if (items < kFewest && (is_worth_sharing(alone.call) || is_worth_sharing(calls.run)))
    return std::nullopt;
  calls.gradient_in_scratch = items > 1;
  calls.run.kernel = calls.gradient_in_scratch ? run_product_in_scratch : run_product;
  calls.run.items = items;
  calls.run.operations += alone.call.operations;
  calls.run.product_operations = alone.call.product_operations;
  calls.run.bytes += alone.call.bytes;
  calls.run.label =
      fmt::format("{} + {} ({})", matmul_name(shape), calls.run.label, to_text(arguments->gemm));
  calls.finish.kernel = finish_product;
  if (calls.gradient_in_scratch) {
    std::size_t& of_product = arguments->gemm.scratch_bytes;
    of_product = round_up_64(of_product);
    calls.scratch_bytes = static_cast<std::size_t>(arguments->gemm.tile_rows * shape.n) * 4;
  }
  calls.scratch_bytes += arguments->gemm.scratch_bytes;
  calls.run.arguments = arguments;
  calls.finish.arguments = std::move(arguments);
  return calls;
}

std::map<int, UpdateCalls> products_of_updates(graph::Graph& graph, const MatchedGroups& matched) {
  const std::vector<int> read = readers(graph, matched);
  std::map<int, UpdateCalls> products;
  for (const std::vector<MatchedUpdate>& updates : matched.updates) {
    for (const MatchedUpdate& update : updates) {
      const graph::Value gradient = root_of(update.operands[1]);
      const int id = gradient.id();
      if (gradient.node().op != &ops::matmul_op || read[static_cast<std::size_t>(id)] != 1 ||
          reads_a_variable(gradient.node()))
        continue;
      const int home = matched.groups.home[static_cast<std::size_t>(id)];
      if (matched.groups.groups[static_cast<std::size_t>(home)].nodes.size() != 1) continue;
      if (auto calls = product_update_calls(gradient.node(), update))
        products.emplace(id, std::move(*calls));
    }
  }
  return products;
}

}  // namespace occam::compiler
