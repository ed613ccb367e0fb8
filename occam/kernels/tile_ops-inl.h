// One loop per elementwise operation; included once per instruction set.
#if defined(OCCAM_KERNELS_TILE_OPS_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef OCCAM_KERNELS_TILE_OPS_INL_H_
#undef OCCAM_KERNELS_TILE_OPS_INL_H_
#else
#define OCCAM_KERNELS_TILE_OPS_INL_H_
#endif

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "hwy/highway.h"
#include "occam/kernels/elementwise_op.h"
#include "occam/kernels/elementwise_reference.h"
#include "occam/kernels/philox-inl.h"
#include "occam/kernels/sum32-inl.h"
#include "occam/kernels/tile_layout.h"
#include "occam/kernels/vector_math-inl.h"

HWY_BEFORE_NAMESPACE();
namespace occam::kernels::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using FT = FloatTag;
using FV = FloatVector;
using tiles::LoopContext;
using tiles::OpLoop;

// kSteps: vectors in flight in the main loop; enough to hide latency without spilling.
template <int kArity_, int kSteps_>
struct OpTraits {
  static constexpr int kArity = kArity_;
  static constexpr int kSteps = kSteps_;
};

#define OCCAM_TILE_OP(name, arity, steps, expression)                                             \
  struct name : OpTraits<arity, steps> {                                                          \
    static HWY_INLINE FV run([[maybe_unused]] FT d, [[maybe_unused]] FV a, [[maybe_unused]] FV b, \
                             [[maybe_unused]] FV c) {                                             \
      return expression;                                                                          \
    }                                                                                             \
  };

HWY_INLINE FV one_where(FT d, hn::Mask<FT> mask) {
  return hn::IfThenElseZero(mask, hn::Set(d, 1.0f));
}
HWY_INLINE FV sign(FT d, FV a) {
  const FV one = hn::Set(d, 1.0f), zero = hn::Zero(d);
  const FV result = hn::Or(hn::IfThenElseZero(hn::Gt(a, zero), one),
                           hn::IfThenElseZero(hn::Lt(a, zero), hn::Neg(one)));
  return hn::IfThenElse(hn::IsNaN(a), a, result);
}
// Comparisons instead of Max and Min: on x86 those return the second operand when either is NaN.
HWY_INLINE FV maximum(FV a, FV b) {
  return hn::IfThenElse(hn::Gt(a, b), a, hn::IfThenElse(hn::IsNaN(a), a, b));
}
HWY_INLINE FV minimum(FV a, FV b) {
  return hn::IfThenElse(hn::Lt(a, b), a, hn::IfThenElse(hn::IsNaN(a), a, b));
}

OCCAM_TILE_OP(Copy, 1, 4, a)
OCCAM_TILE_OP(Negate, 1, 4, hn::Neg(a))
OCCAM_TILE_OP(Abs, 1, 4, hn::Abs(a))
OCCAM_TILE_OP(Sign, 1, 4, sign(d, a))
OCCAM_TILE_OP(Square, 1, 4, hn::Mul(a, a))
OCCAM_TILE_OP(Sqrt, 1, 2, hn::Sqrt(a))
OCCAM_TILE_OP(Reciprocal, 1, 2, hn::Div(hn::Set(d, 1.0f), a))
OCCAM_TILE_OP(Exp, 1, 2, vector_exp(d, a))
OCCAM_TILE_OP(Expm1, 1, 2, vector_expm1(d, a))
OCCAM_TILE_OP(Log, 1, 2, vector_log(d, a))
OCCAM_TILE_OP(Log1p, 1, 2, vector_log1p(d, a))
OCCAM_TILE_OP(Tanh, 1, 2, vector_tanh(d, a))
OCCAM_TILE_OP(Sin, 1, 2, vector_sine(d, a, 0))
OCCAM_TILE_OP(Cos, 1, 2, vector_sine(d, a, 1))
OCCAM_TILE_OP(Sigmoid, 1, 2, vector_sigmoid(d, a))
OCCAM_TILE_OP(Relu, 1, 4, hn::IfThenZeroElse(hn::Lt(a, hn::Zero(d)), a))
OCCAM_TILE_OP(IsFinite, 1, 4, one_where(d, hn::IsFinite(a)))
OCCAM_TILE_OP(Add, 2, 4, hn::Add(a, b))
OCCAM_TILE_OP(Subtract, 2, 4, hn::Sub(a, b))
OCCAM_TILE_OP(Multiply, 2, 4, hn::Mul(a, b))
OCCAM_TILE_OP(Divide, 2, 2, hn::Div(a, b))
OCCAM_TILE_OP(Maximum, 2, 4, maximum(a, b))
OCCAM_TILE_OP(Minimum, 2, 4, minimum(a, b))
OCCAM_TILE_OP(Scale, 2, 4, hn::IfThenZeroElse(hn::Eq(a, hn::Zero(d)), hn::Mul(a, b)))
OCCAM_TILE_OP(Greater, 2, 4, one_where(d, hn::Gt(a, b)))
OCCAM_TILE_OP(GreaterEqual, 2, 4, one_where(d, hn::Ge(a, b)))
OCCAM_TILE_OP(Equal, 2, 4, one_where(d, hn::Eq(a, b)))
OCCAM_TILE_OP(Select, 3, 4, hn::IfThenElse(hn::Eq(a, hn::Zero(d)), c, b))
OCCAM_TILE_OP(Clip, 3, 4, minimum(maximum(a, b), c))
OCCAM_TILE_OP(ReluGradient, 2, 4, hn::IfThenElseZero(hn::Gt(a, hn::Zero(d)), b))
#undef OCCAM_TILE_OP

// Vector at p + i, or the broadcast value.
template <bool kScalar>
HWY_INLINE FV take(FT d, const float* p, std::size_t i, FV broadcast) {
  if constexpr (kScalar) return broadcast;
  return hn::LoadU(d, p + i);
}
template <bool kScalar>
HWY_INLINE FV take_part(FT d, const float* p, std::size_t count, FV broadcast) {
  if constexpr (kScalar) return broadcast;
  return load_part(d, p, count);
}

// kScalars: bit k is set when operand k is a broadcast scalar.
template <class Op, unsigned kScalars>
void op_loop(const float* a, const float* b, const float* c, float* out, std::size_t n,
             const LoopContext& context) {
  // An operand that the operation does not have counts as a scalar and is not read.
  constexpr bool kA = kScalars & 1, kB = Op::kArity < 2 || (kScalars & 2) != 0,
                 kC = Op::kArity < 3 || (kScalars & 4) != 0;
  constexpr std::size_t kSteps = Op::kSteps;
  const FT d;
  const FV sa = kA ? hn::Set(d, *a) : hn::Zero(d);
  const FV sb = Op::kArity >= 2 && kB ? hn::Set(d, *b) : hn::Zero(d);
  const FV sc = Op::kArity >= 3 && kC ? hn::Set(d, *c) : hn::Zero(d);
  std::size_t i = 0;
  for (; i + kSteps * kLanes <= n; i += kSteps * kLanes) {
    FV result[kSteps];
    HWY_UNROLL(4)
    for (std::size_t k = 0; k < kSteps; ++k) {
      const std::size_t at = i + k * kLanes;
      result[k] =
          Op::run(d, take<kA>(d, a, at, sa), take<kB>(d, b, at, sb), take<kC>(d, c, at, sc));
    }
    HWY_UNROLL(4)
    for (std::size_t k = 0; k < kSteps; ++k) hn::StoreU(result[k], d, out + i + k * kLanes);
  }
  for (; i + kLanes <= n; i += kLanes) {
    hn::StoreU(Op::run(d, take<kA>(d, a, i, sa), take<kB>(d, b, i, sb), take<kC>(d, c, i, sc)), d,
               out + i);
  }
  if (i < n) {
    const std::size_t rest = n - i;
    const FV result = Op::run(d, take_part<kA>(d, a + i, rest, sa),
                              take_part<kB>(d, b + i, rest, sb), take_part<kC>(d, c + i, rest, sc));
    // A whole vector where possible: the next instruction's load then need not wait for memory.
    if (context.padded) {
      hn::StoreU(result, d, out + i);
    } else {
      store_part(result, d, out + i, rest);
    }
  }
}

// Keeps a * factor where the uniform number k / 2^24 is not below the rate: where the whole number
// k is not below `limit` = ceil(2^24 rate), which compares the same and spares a conversion.
HWY_INLINE FV drop(FT d, const std::uint32_t* words, FV a, FV limit_value, FV factor) {
  const hn::RebindToUnsigned<FT> du;
  const hn::RebindToSigned<FT> di;
  const auto limit = hn::ConvertTo(di, limit_value);
  const auto number = hn::BitCast(di, hn::ShiftRight<8>(hn::LoadU(du, words)));
  const auto dropped = hn::RebindMask(d, hn::Lt(number, limit));
  return hn::IfThenZeroElse(dropped, hn::Mul(a, factor));
}

// The same with a rate an element.
HWY_INLINE FV drop_by_element(FT d, const std::uint32_t* words, FV a, FV rate) {
  const FV one = hn::Set(d, 1.0f);
  return drop(d, words, a, hn::Ceil(hn::Mul(rate, hn::Set(d, 0x1p24f))),
              hn::Div(one, hn::Sub(one, rate)));
}

template <unsigned kScalars>
void dropout_loop(const float* a, const float* b, const float*, float* out, std::size_t n,
                  const LoopContext& context) {
  constexpr bool kA = kScalars & 1, kB = (kScalars & 2) != 0;
  constexpr std::size_t kChunk = 4 * 64;
  const FT d;
  const FV sa = kA ? hn::Set(d, *a) : hn::Zero(d);
  const float limit = context.random->limit;
  if (kB && limit == 0.0f) return op_loop<Copy, kScalars & 1>(a, b, b, out, n, context);
  const FV limits = hn::Set(d, limit), factors = hn::Set(d, context.random->factor);
  HWY_ALIGN std::uint32_t words[kChunk + kLanes] = {};  // a part of a vector reads beyond the chunk
  std::uint64_t index = context.index;
  while (n > 0) {
    const std::size_t skip = index % 64;
    const std::size_t count = std::min(n, kChunk - skip);
    for (std::size_t k = 0; k < skip + count; k += 64 * kPhiloxGroups) {
      philox_groups(*context.random, (index + k) / 64, words + k);
    }
    std::size_t i = 0;
    for (; i + kLanes <= count; i += kLanes) {
      const FV value = take<kA>(d, a, i, sa);
      if constexpr (kB) {
        hn::StoreU(drop(d, words + skip + i, value, limits, factors), d, out + i);
      } else {
        hn::StoreU(drop_by_element(d, words + skip + i, value, hn::LoadU(d, b + i)), d, out + i);
      }
    }
    if (i < count) {
      const std::size_t rest = count - i;
      const FV value = take_part<kA>(d, a + i, rest, sa);
      if constexpr (kB) {
        store_part(drop(d, words + skip + i, value, limits, factors), d, out + i, rest);
      } else {
        const FV rate = load_part(d, b + i, rest);
        store_part(drop_by_element(d, words + skip + i, value, rate), d, out + i, rest);
      }
    }
    if constexpr (!kA) a += count;
    if constexpr (!kB) b += count;
    out += count;
    index += count;
    n -= count;
  }
}

// Powers belong to scalar programs; here only so that every operation has a loop.
template <unsigned kScalars>
void power_loop(const float* a, const float* b, const float*, float* out, std::size_t n,
                const LoopContext&) {
  for (std::size_t i = 0; i < n; ++i) {
    out[i] = apply(ElementwiseOp::kPower, a[kScalars & 1 ? 0 : i], b[kScalars & 2 ? 0 : i], 0.0f);
  }
}

template <class Op, ElementwiseOp kOp>
OpLoop pick(unsigned scalars) {
  static_assert(Op::kArity == arity(kOp));
  if constexpr (Op::kArity == 1) {
    static constexpr OpLoop loops[] = {op_loop<Op, 0>, op_loop<Op, 1>};
    return loops[scalars & 1];
  } else if constexpr (Op::kArity == 2) {
    static constexpr OpLoop loops[] = {op_loop<Op, 0>, op_loop<Op, 1>, op_loop<Op, 2>,
                                       op_loop<Op, 3>};
    return loops[scalars & 3];
  } else {
    static constexpr OpLoop loops[] = {op_loop<Op, 0>, op_loop<Op, 1>, op_loop<Op, 2>,
                                       op_loop<Op, 3>, op_loop<Op, 4>, op_loop<Op, 5>,
                                       op_loop<Op, 6>, op_loop<Op, 7>};
    return loops[scalars & 7];
  }
}

// Bit k of `scalars`: operand k is a broadcast scalar.
HWY_INLINE OpLoop find_loop(ElementwiseOp op, unsigned scalars) {
  static constexpr OpLoop power[] = {power_loop<0>, power_loop<1>, power_loop<2>, power_loop<3>};
  static constexpr OpLoop dropout[] = {dropout_loop<0>, dropout_loop<1>, dropout_loop<2>,
                                       dropout_loop<3>};
  switch (op) {
    using enum ElementwiseOp;
    // clang-format off
    case kCopy: return pick<Copy, kCopy>(scalars);
    case kNegate: return pick<Negate, kNegate>(scalars);
    case kAbs: return pick<Abs, kAbs>(scalars);
    case kSign: return pick<Sign, kSign>(scalars);
    case kSquare: return pick<Square, kSquare>(scalars);
    case kSqrt: return pick<Sqrt, kSqrt>(scalars);
    case kReciprocal: return pick<Reciprocal, kReciprocal>(scalars);
    case kExp: return pick<Exp, kExp>(scalars);
    case kExpm1: return pick<Expm1, kExpm1>(scalars);
    case kLog: return pick<Log, kLog>(scalars);
    case kLog1p: return pick<Log1p, kLog1p>(scalars);
    case kTanh: return pick<Tanh, kTanh>(scalars);
    case kSin: return pick<Sin, kSin>(scalars);
    case kCos: return pick<Cos, kCos>(scalars);
    case kSigmoid: return pick<Sigmoid, kSigmoid>(scalars);
    case kRelu: return pick<Relu, kRelu>(scalars);
    case kIsFinite: return pick<IsFinite, kIsFinite>(scalars);
    case kAdd: return pick<Add, kAdd>(scalars);
    case kSubtract: return pick<Subtract, kSubtract>(scalars);
    case kMultiply: return pick<Multiply, kMultiply>(scalars);
    case kDivide: return pick<Divide, kDivide>(scalars);
    case kMaximum: return pick<Maximum, kMaximum>(scalars);
    case kMinimum: return pick<Minimum, kMinimum>(scalars);
    case kScale: return pick<Scale, kScale>(scalars);
    case kGreater: return pick<Greater, kGreater>(scalars);
    case kGreaterEqual: return pick<GreaterEqual, kGreaterEqual>(scalars);
    case kEqual: return pick<Equal, kEqual>(scalars);
    case kPower: return power[scalars & 3];
    case kSelect: return pick<Select, kSelect>(scalars);
    case kClip: return pick<Clip, kClip>(scalars);
    case kReluGradient: return pick<ReluGradient, kReluGradient>(scalars);
    case kDropout: return dropout[scalars & 3];
      // clang-format on
  }
  return pick<Copy, ElementwiseOp::kCopy>(scalars);
}

}  // namespace occam::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
