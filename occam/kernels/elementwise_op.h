#pragma once

#include <cstdint>
#include <string_view>

namespace occam::kernels {

/// Elementwise operations of the plan, on float32 tensors (tile programs) and float64 scalars
/// (scalar programs). NaN survives every arithmetic one of them; comparisons give 1 or 0 and are 0
/// for NaN.
enum class ElementwiseOp : std::uint8_t {
  // one operand
  kCopy,        // a
  kNegate,      // -a
  kAbs,         // |a|
  kSign,        // -1, 0 or 1; sign(+-0) = 0, sign(NaN) = NaN
  kSquare,      // a * a
  kSqrt,        // correctly rounded
  kReciprocal,  // 1 / a, correctly rounded
  kExp,
  kExpm1,  // exp(a) - 1, accurate near 0
  kLog,
  kLog1p,
  kTanh,
  kSin,       // NaN for |a| > 2^20, where a float has no angle any more
  kCos,       // likewise
  kSigmoid,   // 1 / (1 + exp(-a)), without overflow
  kRelu,      // max(0, a); NaN stays NaN
  kIsFinite,  // 1 or 0
  // two operands
  kAdd,
  kSubtract,
  kMultiply,
  kDivide,
  kMaximum,       // NaN when either is NaN
  kMinimum,       // NaN when either is NaN
  kScale,         // a == 0 ? 0 : a * b: a switched-off factor a never meets an infinite b
  kGreater,       // a > b
  kGreaterEqual,  // a >= b
  kEqual,         // a == b
  kPower,         // a to the integer power b (|b| < 2^63) by repeated squaring; scalars only
  // three operands
  kSelect,        // a != 0 ? b : c
  kClip,          // min(max(a, b), c), NaN a stays NaN
  kReluGradient,  // unused third: a > 0 ? b : 0 (a: relu's input or output, b: gradient)
  // random; key from the program's random source, index = the element's position in the tensor
  kDropout,  // a: value, b: rate. uniform < rate ? 0 : a / (1 - rate) [as a * (1/(1-rate))]; rate
             // 0: a; rate 1: 0. A rate that is one number is used in float64, the factor is rounded
};

/// Number of operands an operation reads.
constexpr int arity(ElementwiseOp op) {
  switch (op) {  // no default: the compiler warns of an operation that is forgotten
    using enum ElementwiseOp;
    case kCopy:
    case kNegate:
    case kAbs:
    case kSign:
    case kSquare:
    case kSqrt:
    case kReciprocal:
    case kExp:
    case kExpm1:
    case kLog:
    case kLog1p:
    case kTanh:
    case kSin:
    case kCos:
    case kSigmoid:
    case kRelu:
    case kIsFinite:
      return 1;
    case kAdd:
    case kSubtract:
    case kMultiply:
    case kDivide:
    case kMaximum:
    case kMinimum:
    case kScale:
    case kGreater:
    case kGreaterEqual:
    case kEqual:
    case kPower:
    case kReluGradient:
    case kDropout:
      return 2;
    case kSelect:
    case kClip:
      return 3;
  }
  return 0;
}

/// "add", "relu", ...
std::string_view name_of(ElementwiseOp op);

}  // namespace occam::kernels
