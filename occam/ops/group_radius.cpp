#include "occam/ops/group_radius.h"

#include "occam/base/errors.h"
#include "occam/kernels/group_radius.h"
#include "occam/ops/rowwise.h"

namespace occam::ops {
namespace {

Shape infer(const graph::Op& op, const std::vector<graph::Value>& inputs,
            const graph::Attributes&) {
  const Shape& shape = inputs[0].shape();
  if (shape.rank() < 2 || shape.back() == 0)
    throw_invalid_value(op.name, "p", "rows of an element or more", to_text(shape));
  if (inputs[1].shape() != shape)
    throw_invalid_value(op.name, "t", "the shape of p, " + to_text(shape),
                        to_text(inputs[1].shape()));
  std::vector<std::int64_t> lead = shape.dims();
  lead.pop_back();
  return Shape(std::move(lead));
}

}  // namespace

const graph::Op group_radius_op{.name = "group_radius",
                                .kind = graph::Kind::kKernel,
                                .infer = infer,
                                .lower = lower_rowwise<kernels::group_radius, 2>};

graph::Value group_radius(const graph::Value& p, const graph::Value& t) {
  return p.graph().add(group_radius_op, {p, t});
}

}  // namespace occam::ops
