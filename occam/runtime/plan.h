#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "occam/base/shape.h"

namespace occam::runtime {

/// Which memory an operand lies in.
enum class Region : std::uint8_t {
  kBatch,      ///< the batch's inputs and targets, shared by the members of a stack
  kState,      ///< the member's slab: weights, slots, hyper-parameters
  kWorkspace,  ///< values of one step, one copy per member in flight
};

struct Operand {
  Region region = Region::kWorkspace;
  std::size_t offset = 0;
};

/// Computes items [begin, end) of one call for one member. Never throws, never allocates.
using Kernel = void (*)(const void* arguments, std::byte* const* operands, std::int64_t begin,
                        std::int64_t end, std::byte* scratch);

/// One prebound kernel call.
struct Call {
  Kernel kernel = nullptr;
  std::shared_ptr<const void> arguments;
  std::size_t first_operand = 0;  ///< index into Plan::operands
  std::size_t operand_count = 0;
  std::int64_t items = 1;         ///< independent pieces; any split gives the same bits
  bool parallel = false;          ///< worth sharing between threads; decided from the shape
  double operations = 0;          ///< arithmetic operations, for cost and the roofline view
  double product_operations = 0;  ///< of these, those of a matrix product
  double bytes = 0;               ///< bytes moved when nothing is cached
  std::string label;              ///< for printing: "matmul 128x512x784 + add, relu"
};

/// A value that can be read or written from outside between steps.
struct PlanValue {
  std::string name;
  Operand operand;
  Shape shape;  ///< () is one float64, else float32
};

/// A step as a flat list of kernel calls over three memory regions: plain data.
struct Plan {
  std::vector<Call> calls;
  std::vector<Operand> operands;
  std::vector<PlanValue> inputs;   ///< in kBatch
  std::vector<PlanValue> outputs;  ///< named results, valid until the next run
  std::size_t batch_bytes = 0;
  std::size_t workspace_bytes = 0;
  std::size_t scratch_bytes = 0;  ///< per worker

  const PlanValue* output(const std::string& name) const;
  const PlanValue* input(const std::string& name) const;
  double operations() const;
};

/// One line a call: label, items, operands.
std::string to_text(const Plan& plan);

}  // namespace occam::runtime
