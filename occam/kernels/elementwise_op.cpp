#include "occam/kernels/elementwise_op.h"

namespace occam::kernels {

std::string_view name_of(ElementwiseOp op) {
  switch (op) {
    using enum ElementwiseOp;
    case kCopy:
      return "copy";
    case kNegate:
      return "negate";
    case kAbs:
      return "abs";
    case kSign:
      return "sign";
    case kSquare:
      return "square";
    case kSqrt:
      return "sqrt";
    case kReciprocal:
      return "reciprocal";
    case kExp:
      return "exp";
    case kExpm1:
      return "expm1";
    case kLog:
      return "log";
    case kLog1p:
      return "log1p";
    case kTanh:
      return "tanh";
    case kSin:
      return "sin";
    case kCos:
      return "cos";
    case kSigmoid:
      return "sigmoid";
    case kRelu:
      return "relu";
    case kIsFinite:
      return "is_finite";
    case kAdd:
      return "add";
    case kSubtract:
      return "subtract";
    case kMultiply:
      return "multiply";
    case kDivide:
      return "divide";
    case kMaximum:
      return "maximum";
    case kMinimum:
      return "minimum";
    case kScale:
      return "scale";
    case kGreater:
      return "greater";
    case kGreaterEqual:
      return "greater_equal";
    case kEqual:
      return "equal";
    case kPower:
      return "power";
    case kSelect:
      return "select";
    case kClip:
      return "clip";
    case kReluGradient:
      return "relu_gradient";
    case kDropout:
      return "dropout";
  }
  return "unknown";
}

}  // namespace occam::kernels
