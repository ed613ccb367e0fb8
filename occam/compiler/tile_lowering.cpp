#include "occam/compiler/tile_lowering.h"

#include <algorithm>
#include <map>
#include <optional>

#include "occam/base/errors.h"

namespace occam::compiler {
namespace {

using graph::Graph;
using graph::Kind;
using graph::Node;
using graph::Value;
using kernels::TileInstruction;
using kernels::TileProgram;
using kernels::TileReduction;
using kernels::TileSource;

class TileWriter {
 public:
  TileWriter(Graph& graph, const Groups& groups, int index, const std::vector<bool>& stored,
             const OperandOf& operand_of, std::vector<CallOperand> operands)
      : graph_(graph),
        groups_(groups),
        index_(index),
        group_(groups.groups[static_cast<std::size_t>(index)]),
        stored_(stored),
        operand_of_(operand_of) {
    lowering_.operands = std::move(operands);
    program().rows = group_.rows;
    program().cols = group_.cols;
  }

  TileLowering run() {
    for (const int id : group_.nodes) {
      const Node& node = graph_[id];
      if (node.op->kind == Kind::kElementwise || node.op->kind == Kind::kBroadcast) {
        write_elementwise(id, node);
      } else if (node.op->kind == Kind::kReduce) {
        write_reduction(id, node);
      }
    }
    for (const int id : group_.nodes) {
      if (graph_[id].op->kind == Kind::kAssign) write_assign(graph_[id]);
    }
    store_into_operands();
    allocate_slots();
    if (group_.kind == Group::kTile) flatten();
    return std::move(lowering_);
  }

 private:
  TileProgram& program() { return lowering_.program; }

  std::uint16_t operand_index(const Value& value) {
    const CallOperand operand = operand_of_(value);
    auto& operands = lowering_.operands;
    const auto found = std::find(operands.begin(), operands.end(), operand);
    if (found != operands.end()) return static_cast<std::uint16_t>(found - operands.begin());
    operands.push_back(operand);
    return static_cast<std::uint16_t>(operands.size() - 1);
  }

  std::uint16_t constant_index(double number) {
    program().constants.push_back(number);
    return static_cast<std::uint16_t>(program().constants.size() - 1);
  }

  TileSource source_of(const Value& input) {
    const Value root = root_of(input);
    const Node& node = root.node();
    // Also where it is stored for a kernel: only what is repeated is sure to be there before.
    if (node.op->kind == Kind::kBroadcast && registers_.count(root.id()) == 0)
      return repeated_source(node);
    if (const auto found = registers_.find(root.id()); found != registers_.end()) {
      return {TileSource::kSlot, static_cast<std::uint16_t>(found->second)};
    }
    return {TileSource::kFull, operand_index(root)};
  }

  TileSource repeated_source(const Node& broadcast) {
    const Value inner = root_of(broadcast.inputs[0]);
    if (inner.node().op->kind == Kind::kConstant)
      return {TileSource::kConstant, constant_index(inner.node().attributes.number)};
    return {source_kind(broadcast.op->along), operand_index(inner)};
  }

  static TileSource::Kind source_kind(graph::Along along) {
    switch (along) {
      case graph::Along::kAll:
        return TileSource::kScalar;
      case graph::Along::kRows:
        return TileSource::kRow;
      case graph::Along::kColumns:
        return TileSource::kColumn;
    }
    throw InternalError("internal error: a broadcast along nothing");
  }

  static TileReduction::Kind reduction_kind(graph::Along along) {
    switch (along) {
      case graph::Along::kAll:
        return TileReduction::kSumAll;
      case graph::Along::kRows:
        return TileReduction::kSumRows;
      case graph::Along::kColumns:
        return TileReduction::kSumColumns;
    }
    throw InternalError("internal error: a sum along nothing");
  }

  void write_elementwise(int id, const Node& node) {
    TileInstruction instruction;
    if (node.op->kind == Kind::kBroadcast) {
      instruction.op = kernels::ElementwiseOp::kCopy;
      instruction.a = repeated_source(node);
    } else {
      instruction.op = node.op->elementwise;
      instruction.a = source_of(node.inputs[0]);
      if (node.inputs.size() > 1) instruction.b = source_of(node.inputs[1]);
      if (node.inputs.size() > 2) instruction.c = source_of(node.inputs[2]);
    }
    if (instruction.op == kernels::ElementwiseOp::kDropout) {
      kernels::TileRandom random;
      random.seed_operand = state_operand("seed");
      random.step_operand = state_operand("step");
      random.stream = node.attributes.stream;
      instruction.random = static_cast<std::uint16_t>(program().randoms.size());
      program().randoms.push_back(random);
    }
    const auto reg = static_cast<std::uint16_t>(program().instructions.size());
    instruction.target = reg;
    registers_[id] = reg;
    program().instructions.push_back(instruction);
    if (stored_[static_cast<std::size_t>(id)] && owns(id))
      stores_.push_back({reg, operand_index(graph_.value(id))});
  }

  /// A node that stands in several groups is stored by the first.
  bool owns(int id) const { return groups_.home[static_cast<std::size_t>(id)] == index_; }

  std::uint16_t state_operand(const char* path) {
    const auto index = graph_.layout().find(path);
    check_internal(index.has_value(), "dropout without a declared seed or step");
    const CallOperand operand{runtime::Region::kState, -1, graph_.layout()[*index].offset};
    lowering_.operands.push_back(operand);
    return static_cast<std::uint16_t>(lowering_.operands.size() - 1);
  }

  void write_reduction(int id, const Node& node) {
    TileReduction reduction;
    reduction.kind = reduction_kind(node.op->along);
    reduction.to_f64 = reduction.kind == TileReduction::kSumAll;
    reduction.source = source_of(node.inputs[0]);
    // Reductions come last: of a variable that this group assigns they need a copy of the old
    // value.
    if (reduction.source.kind != TileSource::kSlot &&
        (reduction.source.kind != TileSource::kFull || assigns(root_of(node.inputs[0])))) {
      TileInstruction copy;
      copy.a = reduction.source;
      copy.target = static_cast<std::uint16_t>(program().instructions.size());
      program().instructions.push_back(copy);
      reduction.source = {TileSource::kSlot, copy.target};
    }
    reduction.operand = operand_index(graph_.value(id));
    program().reductions.push_back(reduction);
  }

  bool assigns(const Value& value) const {
    return std::any_of(group_.nodes.begin(), group_.nodes.end(), [&](int id) {
      const Node& node = graph_[id];
      return node.op->kind == Kind::kAssign && value.node().op->kind == Kind::kVariable &&
             node.inputs[0].node().attributes.variable == value.node().attributes.variable;
    });
  }

  void write_assign(const Node& node) {
    const TileSource source = source_of(node.inputs[1]);
    const std::uint16_t target = operand_index(node.inputs[0]);
    if (source.kind == TileSource::kSlot) {
      stores_.push_back({source.index, target});
      return;
    }
    TileInstruction copy;
    copy.a = source;
    copy.to_operand = true;
    copy.target = target;
    copies_.push_back(copy);
  }

  /// A result goes straight to its memory when the old contents are no longer read; else it is
  /// copied at the end.
  void store_into_operands() {
    auto& code = program().instructions;
    std::map<std::uint16_t, std::uint16_t> moved;  // register -> operand that holds it
    for (const Store& store : stores_) {
      const bool read_later = reads_after(store.reg, store.operand);
      if (!read_later && moved.count(store.reg) == 0) {
        code[store.reg].to_operand = true;
        code[store.reg].target = store.operand;
        moved[store.reg] = store.operand;
      } else {
        TileInstruction copy;
        copy.a = {TileSource::kSlot, store.reg};
        copy.to_operand = true;
        copy.target = store.operand;
        copies_.push_back(copy);
      }
    }
    code.insert(code.end(), copies_.begin(), copies_.end());
    const auto redirect = [&](TileSource& source) {
      if (source.kind != TileSource::kSlot) return;
      const auto found = moved.find(source.index);
      if (found != moved.end()) source = {TileSource::kFull, found->second};
    };
    for (TileInstruction& instruction : code) {
      redirect(instruction.a);
      redirect(instruction.b);
      redirect(instruction.c);
    }
    for (TileReduction& reduction : program().reductions) redirect(reduction.source);
  }

  /// Is the memory of `operand` read as it was by an instruction after `reg`, or by a reduction
  /// (they come last)?
  bool reads_after(std::uint16_t reg, std::uint16_t operand) {
    const TileSource old{TileSource::kFull, operand};
    const auto& code = program().instructions;
    for (std::size_t i = reg + 1u; i < code.size(); ++i) {
      if (code[i].a == old || code[i].b == old || code[i].c == old) return true;
    }
    for (const TileInstruction& copy : copies_) {
      if (copy.a == old) return true;
    }
    return std::any_of(program().reductions.begin(), program().reductions.end(),
                       [&](const TileReduction& r) { return r.source == old; });
  }

  /// Registers become slots; a slot is free again after its last reader.
  void allocate_slots() {
    auto& code = program().instructions;
    constexpr std::size_t kForever = ~std::size_t{0};
    std::map<std::uint16_t, std::size_t> last;
    for (std::size_t i = 0; i < code.size(); ++i) {
      for (const TileSource* source : {&code[i].a, &code[i].b, &code[i].c}) {
        if (source->kind == TileSource::kSlot) last[source->index] = i;
      }
    }
    for (const TileReduction& reduction : program().reductions) {
      if (reduction.source.kind == TileSource::kSlot) last[reduction.source.index] = kForever;
    }
    std::map<std::uint16_t, std::uint16_t> slot_of;
    std::vector<std::uint16_t> free;
    std::uint16_t slots = 0;
    for (std::size_t i = 0; i < code.size(); ++i) {
      std::vector<std::uint16_t> ended;
      for (TileSource* source : {&code[i].a, &code[i].b, &code[i].c}) {
        if (source->kind != TileSource::kSlot) continue;
        const std::uint16_t reg = source->index;
        source->index = slot_of.at(reg);
        if (last[reg] == i && std::find(ended.begin(), ended.end(), source->index) == ended.end()) {
          ended.push_back(source->index);
        }
      }
      // Elementwise loops may write where they read: an operand's slot is free for the result.
      free.insert(free.end(), ended.begin(), ended.end());
      if (code[i].to_operand) continue;
      const std::uint16_t reg = code[i].target;
      if (free.empty()) free.push_back(slots++);
      slot_of[reg] = free.back();
      code[i].target = free.back();
      free.pop_back();
      if (last.count(reg) == 0) free.push_back(slot_of[reg]);
    }
    for (TileReduction& reduction : program().reductions) {
      if (reduction.source.kind == TileSource::kSlot)
        reduction.source.index = slot_of.at(reduction.source.index);
    }
    program().slots = slots;
  }

  /// Without rows and columns in play the domain is one long row: full tiles whatever the shape.
  void flatten() {
    const auto shaped = [](const TileSource& s) {
      return s.kind == TileSource::kRow || s.kind == TileSource::kColumn;
    };
    for (const TileInstruction& i : program().instructions) {
      if (shaped(i.a) || shaped(i.b) || shaped(i.c)) return;
    }
    for (const TileReduction& r : program().reductions) {
      if (r.kind != TileReduction::kSumAll) return;
    }
    program().cols *= program().rows;
    program().rows = 1;
  }

  struct Store {
    std::uint16_t reg, operand;
  };

  Graph& graph_;
  const Groups& groups_;
  int index_;
  const Group& group_;
  const std::vector<bool>& stored_;
  const OperandOf& operand_of_;
  TileLowering lowering_;
  std::map<int, std::uint16_t> registers_;
  std::vector<Store> stores_;
  std::vector<TileInstruction> copies_;
};

}  // namespace

TileLowering lower_tile(Graph& graph, const Groups& groups, int index,
                        const std::vector<bool>& stored, const OperandOf& operand_of,
                        std::vector<CallOperand> operands) {
  return TileWriter(graph, groups, index, stored, operand_of, std::move(operands)).run();
}

}  // namespace occam::compiler
