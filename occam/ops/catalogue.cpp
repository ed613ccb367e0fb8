#include "occam/ops/catalogue.h"

#include "occam/ops/abs.h"
#include "occam/ops/add.h"
#include "occam/ops/arange.h"
#include "occam/ops/assign.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/clip.h"
#include "occam/ops/concatenate.h"
#include "occam/ops/constant.h"
#include "occam/ops/copy.h"
#include "occam/ops/cos.h"
#include "occam/ops/divide.h"
#include "occam/ops/dropout.h"
#include "occam/ops/equal.h"
#include "occam/ops/exp.h"
#include "occam/ops/expm1.h"
#include "occam/ops/greater.h"
#include "occam/ops/greater_equal.h"
#include "occam/ops/group_matmul.h"
#include "occam/ops/group_radius.h"
#include "occam/ops/hier_prox.h"
#include "occam/ops/input.h"
#include "occam/ops/is_finite.h"
#include "occam/ops/log.h"
#include "occam/ops/log1p.h"
#include "occam/ops/lookup.h"
#include "occam/ops/matmul.h"
#include "occam/ops/max.h"
#include "occam/ops/maximum.h"
#include "occam/ops/minimum.h"
#include "occam/ops/multiply.h"
#include "occam/ops/negate.h"
#include "occam/ops/pad.h"
#include "occam/ops/power.h"
#include "occam/ops/random_uniform.h"
#include "occam/ops/reciprocal.h"
#include "occam/ops/relu.h"
#include "occam/ops/relu_gradient.h"
#include "occam/ops/reshape.h"
#include "occam/ops/safe_sqrt.h"
#include "occam/ops/scale.h"
#include "occam/ops/select.h"
#include "occam/ops/sigmoid.h"
#include "occam/ops/sign.h"
#include "occam/ops/sin.h"
#include "occam/ops/slice.h"
#include "occam/ops/softmax.h"
#include "occam/ops/sqrt.h"
#include "occam/ops/square.h"
#include "occam/ops/standardize.h"
#include "occam/ops/stop_gradient.h"
#include "occam/ops/subtract.h"
#include "occam/ops/sum.h"
#include "occam/ops/take.h"
#include "occam/ops/tanh.h"
#include "occam/ops/transpose.h"
#include "occam/ops/variable.h"

namespace occam::ops {

std::span<const graph::Op* const> catalogue() {
  static constexpr const graph::Op* kOps[] = {
      &abs_op,
      &add_op,
      &arange_op,
      &argmax_op,
      &assign_op,
      &broadcast_axes_op,
      &broadcast_columns_op,
      &broadcast_rows_op,
      &broadcast_scalar_op,
      &clip_op,
      &concatenate_op,
      &constant_op,
      &copy_op,
      &cos_op,
      &divide_op,
      &dropout_op,
      &equal_op,
      &exp_op,
      &expm1_op,
      &greater_equal_op,
      &greater_op,
      &group_matmul_gradient_op,
      &group_matmul_op,
      &group_radius_op,
      &hier_prox_op,
      &input_op,
      &is_finite_op,
      &log1p_op,
      &log_op,
      &lookup_op,
      &matmul_op,
      &max_axis_op,
      &maximum_op,
      &minimum_op,
      &multiply_op,
      &negate_op,
      &pad_op,
      &power_op,
      &random_uniform_op,
      &reciprocal_op,
      &relu_gradient_op,
      &relu_op,
      &reshape_op,
      &safe_sqrt_op,
      &scale_op,
      &select_op,
      &sigmoid_op,
      &sign_op,
      &sin_op,
      &slice_op,
      &softmax_cross_entropy_gradient_op,
      &softmax_cross_entropy_op,
      &softmax_gradient_op,
      &softmax_op,
      &sparse_gradient_of_softmax_op,
      &sparse_softmax_cross_entropy_gradient_op,
      &sparse_softmax_cross_entropy_op,
      &sqrt_op,
      &square_op,
      &standardized_op,
      &stop_gradient_op,
      &subtract_op,
      &sum_axis_op,
      &sum_columns_op,
      &sum_op,
      &sum_rows_op,
      &take_gradient_op,
      &take_op,
      &tanh_op,
      &transpose_op,
      &variable_op,
  };
  return kOps;
}

}  // namespace occam::ops
