// Transcendental functions on Highway float vectors; included once per instruction set.
#if defined(OCCAM_KERNELS_VECTOR_MATH_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef OCCAM_KERNELS_VECTOR_MATH_INL_H_
#undef OCCAM_KERNELS_VECTOR_MATH_INL_H_
#else
#define OCCAM_KERNELS_VECTOR_MATH_INL_H_
#endif

#include <limits>

#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace occam::kernels::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// At most 2 units in the last place (or 2e-7 relative) from the exact value over the whole range; a
// lane's bits do not depend on the vector width. NaN gives NaN. Highway's own math-inl.h is not
// used: its log lacks the special cases and its log1p and tanh lose accuracy. Polynomials: S.
// Moshier, Cephes, single/{exp,log,sin,tanh}f.c.

// ln 2 in two parts; the first has 10 bits, so that n * kLn2High is exact even without FMA.
inline constexpr float kLn2High = 0.693359375f;
inline constexpr float kLn2Low = -2.12194440e-4f;

// Adding it rounds a float of magnitude below 2^21 to a whole number, held in the low bits of the
// sum.
inline constexpr float kRounder = 0x1.8p23f;

// y 2^n with one rounding, for |y| near 1 and whole n in [-152, 129] given as n + kRounder.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V scale_by_power(D d, V y, V rounded) {
#if HWY_TARGET == HWY_AVX3
  return V{_mm512_scalef_ps(y.raw, hn::Sub(rounded, hn::Set(d, kRounder)).raw)};
#else
  // In two factors, since n may lie beyond a float's exponent; the first product is exact.
  const hn::RebindToSigned<D> di;
  const auto k = hn::Sub(hn::BitCast(di, rounded), hn::BitCast(di, hn::Set(d, kRounder)));
  const auto half = hn::ShiftRight<1>(k);
  const auto bias = hn::Set(di, 127);
  const V scale1 = hn::BitCast(d, hn::ShiftLeft<23>(hn::Add(half, bias)));
  const V scale2 = hn::BitCast(d, hn::ShiftLeft<23>(hn::Add(hn::Sub(k, half), bias)));
  return hn::Mul(hn::Mul(y, scale1), scale2);
#endif
}

// x = n ln 2 + r, n + kRounder in `rounded`; exp(r) - 1 for this r.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V expm1_reduced(D d, V x, V& rounded) {
  rounded = hn::MulAdd(x, hn::Set(d, 1.44269504f), hn::Set(d, kRounder));
  const V n = hn::Sub(rounded, hn::Set(d, kRounder));
  V r = hn::NegMulAdd(n, hn::Set(d, kLn2High), x);
  r = hn::NegMulAdd(n, hn::Set(d, kLn2Low), r);
  const V r2 = hn::Mul(r, r);
  // Pairs of terms (Estrin): as many operations as Horner's rule, half the latency.
  const V p0 = hn::MulAdd(r, hn::Set(d, 1.6666665459e-1f), hn::Set(d, 5.0000001201e-1f));
  const V p1 = hn::MulAdd(r, hn::Set(d, 8.3334519073e-3f), hn::Set(d, 4.1665795894e-2f));
  const V p2 = hn::MulAdd(r, hn::Set(d, 1.9875691500e-4f), hn::Set(d, 1.3981999507e-3f));
  const V p = hn::MulAdd(r2, hn::MulAdd(r2, p2, p1), p0);
  return hn::MulAdd(r2, p, r);
}

// sqrt(x) + y, each rounded as by itself. With AVX-512 a root and a division wait for the one
// divider, longer than for all else of an update; here the root is of multiplications alone: two
// steps of Newton's (Markstein's, the last one rounding as the exact root does) from an estimate of
// 14 bits, at 2^48 x, whose remainders are no subnormal numbers.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V add_to_sqrt([[maybe_unused]] D d, V x, V y) {
#if HWY_TARGET == HWY_AVX3
  const hn::RebindToUnsigned<D> du;
  const auto limit = hn::Set(du, 0x67000000u);  // 2^79: also below inf, NaN and what is negative
  if (HWY_UNLIKELY(!hn::AllTrue(du, hn::Lt(hn::BitCast(du, x), limit))))
    return hn::Add(hn::Sqrt(x), y);
  const V half = hn::Set(d, 0.5f), a = hn::Mul(x, hn::Set(d, 0x1p48f));
  const V estimate = hn::ApproximateReciprocalSqrt(hn::Max(a, hn::Set(d, 0x1p-100f)));  // 0: 0
  const V root = hn::Mul(a, estimate), over = hn::Mul(half, estimate);  // 1 / (2 root)
  const V error = hn::NegMulAdd(over, root, half);
  const V near = hn::MulAdd(root, error, root), slope = hn::MulAdd(over, error, over);
  const V exact = hn::MulAdd(hn::NegMulAdd(near, near, a), slope, near);
  return hn::MulAdd(exact, hn::Set(d, 0x1p-24f), y);  // the product is exact
#else
  return hn::Add(hn::Sqrt(x), y);
#endif
}

// exp(x): inf above 88.72, denormals below -87.33, 0 below -103.97.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V vector_exp(D d, V x) {
  V rounded;
  const V y = hn::Add(expm1_reduced(d, x, rounded), hn::Set(d, 1.0f));
  // Selected last: the comparisons run beside the polynomial. Both are false for NaN.
  const V inf = hn::Set(d, std::numeric_limits<float>::infinity());
  const V result = hn::IfThenElse(hn::Gt(x, hn::Set(d, 89.0f)), inf, scale_by_power(d, y, rounded));
  return hn::IfThenZeroElse(hn::Lt(x, hn::Set(d, -105.0f)), result);
}

// exp(x) - 1 = 2^n (exp(r) - 1) + (2^n - 1), whose last part is exact near 0: expm1(-0) = -0.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V vector_expm1(D d, V x) {
  const V one = hn::Set(d, 1.0f);
  V rounded;
  const V part = expm1_reduced(d, x, rounded);
  const V power = scale_by_power(d, hn::Set(d, 0.5f), rounded);  // 2^128 is no float
  const V sum = hn::MulAdd(power, part, hn::Sub(power, hn::Set(d, 0.5f)));
  const V inf = hn::Set(d, std::numeric_limits<float>::infinity());
  V result = hn::IfThenElse(hn::Gt(x, hn::Set(d, 89.0f)), inf, hn::Add(sum, sum));
  result = hn::IfThenElse(hn::Lt(x, hn::Set(d, -20.0f)), hn::Neg(one), result);
  return hn::IfThenElse(hn::Eq(x, hn::Zero(d)), x, result);
}

// log(1 + f) + k ln 2 for 1 + f in [sqrt(1/2), sqrt(2)].
template <class D, class V = hn::Vec<D>>
HWY_INLINE V log_reduced(D d, V f, V k) {
  const V f2 = hn::Mul(f, f), f4 = hn::Mul(f2, f2);
  const V p0 = hn::MulAdd(f, hn::Set(d, -2.4999993993e-1f), hn::Set(d, 3.3333331174e-1f));
  const V p1 = hn::MulAdd(f, hn::Set(d, -1.6668057665e-1f), hn::Set(d, 2.0000714765e-1f));
  const V p2 = hn::MulAdd(f, hn::Set(d, -1.2420140846e-1f), hn::Set(d, 1.4249322787e-1f));
  const V p3 = hn::MulAdd(f, hn::Set(d, -1.1514610310e-1f), hn::Set(d, 1.1676998740e-1f));
  const V high = hn::MulAdd(f4, hn::Set(d, 7.0376836292e-2f), hn::MulAdd(f2, p3, p2));
  const V p = hn::MulAdd(f4, high, hn::MulAdd(f2, p1, p0));
  V y = hn::Mul(hn::Mul(f, f2), p);
  y = hn::MulAdd(k, hn::Set(d, kLn2Low), y);
  y = hn::NegMulAdd(f2, hn::Set(d, 0.5f), y);
  return hn::MulAdd(k, hn::Set(d, kLn2High), hn::Add(f, y));
}

// `result` where 0 < u < inf, else what log(u) is there: -inf at 0, NaN below, u itself at inf and
// NaN.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V log_special_cases(D d, V u, V result) {
  const V zero = hn::Zero(d), inf = hn::Set(d, std::numeric_limits<float>::infinity());
  const V nan = hn::Set(d, std::numeric_limits<float>::quiet_NaN());
  V special = hn::IfThenElse(hn::Lt(u, zero), nan, u);
  special = hn::IfThenElse(hn::Eq(u, zero), hn::Neg(inf), special);
  return hn::IfThenElse(hn::And(hn::Gt(u, zero), hn::Lt(u, inf)), result, special);
}

// log(x): log(+-0) = -inf, log(x < 0) = NaN.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V vector_log(D d, V x) {
  const hn::RebindToSigned<D> di;
  const auto denormal = hn::Lt(x, hn::Set(d, std::numeric_limits<float>::min()));
  const V u = hn::IfThenElse(denormal, hn::Mul(x, hn::Set(d, 0x1p25f)), x);
  const auto bits = hn::BitCast(di, u);
  const auto k = hn::ShiftRight<23>(hn::Sub(bits, hn::Set(di, 0x3F3504F3)));  // sqrt(1/2)
  const V m = hn::BitCast(d, hn::Sub(bits, hn::ShiftLeft<23>(k)));
  const V shift = hn::IfThenElseZero(denormal, hn::Set(d, -25.0f));
  const V f = hn::Sub(m, hn::Set(d, 1.0f));
  return log_special_cases(d, x, log_reduced(d, f, hn::Add(hn::ConvertTo(d, k), shift)));
}

// log(1 + x), accurate near 0: log1p(-1) = -inf, log1p(x < -1) = NaN, log1p(-0) = -0.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V vector_log1p(D d, V x) {
  const hn::RebindToSigned<D> di;
  const V one = hn::Set(d, 1.0f);
  const V u = hn::Add(x, one);
  const auto k = hn::ShiftRight<23>(hn::Sub(hn::BitCast(di, u), hn::Set(di, 0x3F3504F3)));
  // f = (1 + x) 2^-k - 1 with one rounding, from x itself: what u = 1 + x lost does not matter.
  const V scaled = hn::BitCast(d, hn::Sub(hn::BitCast(di, x), hn::ShiftLeft<23>(k)));
  const auto exponent = hn::Max(hn::Sub(hn::Set(di, 127), k), hn::Zero(di));
  const V power = hn::BitCast(d, hn::ShiftLeft<23>(exponent));
  const V f = hn::Add(scaled, hn::Sub(power, one));
  const V result = log_special_cases(d, u, log_reduced(d, f, hn::ConvertTo(d, k)));
  return hn::IfThenElse(hn::Eq(x, hn::Zero(d)), x, result);
}

// tanh(x) = x + x^3 P(x^2) near 0, else sign(x) (1 - 2 / (exp(2|x|) + 1)).
template <class D, class V = hn::Vec<D>>
HWY_INLINE V vector_tanh(D d, V x) {
  const V one = hn::Set(d, 1.0f), two = hn::Set(d, 2.0f);
  const V magnitude = hn::Abs(x);
  const V e = vector_exp(d, hn::Add(magnitude, magnitude));
  const V large = hn::Sub(one, hn::Div(two, hn::Add(e, one)));
  const V z = hn::Mul(x, x);
  V p = hn::Set(d, -5.70498872745e-3f);
  p = hn::MulAdd(p, z, hn::Set(d, 2.06390887954e-2f));
  p = hn::MulAdd(p, z, hn::Set(d, -5.37397155531e-2f));
  p = hn::MulAdd(p, z, hn::Set(d, 1.33314422036e-1f));
  p = hn::MulAdd(p, z, hn::Set(d, -3.33332819422e-1f));
  const V small = hn::MulAdd(hn::Mul(p, z), x, x);
  const V result = hn::IfThenElse(hn::Lt(magnitude, hn::Set(d, 0.625f)), small, large);
  return hn::CopySign(result, x);  // also of -0
}

// x - n pi / 2, for |n| <= 2^20: pi / 2 in three parts, whose products are exact in a fused
// multiply-add; without one in double.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V angle_reduced(D d, V x, V n) {
#if HWY_NATIVE_FMA
  V r = hn::NegMulAdd(n, hn::Set(d, 0x1.921fb0p+0f), x);
  r = hn::NegMulAdd(n, hn::Set(d, 0x1.5110b4p-22f), r);
  return hn::NegMulAdd(n, hn::Set(d, 0x1.846988p-48f), r);
#else
  float angles[hn::MaxLanes(d)], quarters[hn::MaxLanes(d)];
  hn::StoreU(x, d, angles);
  hn::StoreU(n, d, quarters);
  for (std::size_t i = 0; i < hn::Lanes(d); ++i) {
    const double rest =
        static_cast<double>(angles[i]) - static_cast<double>(quarters[i]) * 0x1.921fb54p+0;
    angles[i] = static_cast<float>(rest - static_cast<double>(quarters[i]) * 0x1.10b4611a62633p-30);
  }
  return hn::LoadU(d, angles);
#endif
}

// sin(x + quarters * pi / 2), to 2e-7 (absolute).
template <class D, class V = hn::Vec<D>>
HWY_INLINE V vector_sine(D d, V x, std::int32_t quarters) {
  const hn::RebindToSigned<D> di;
  const V rounded = hn::MulAdd(x, hn::Set(d, 6.36619747e-1f), hn::Set(d, kRounder));
  const V n = hn::Sub(rounded, hn::Set(d, kRounder));
  const V r = angle_reduced(d, x, n);
  const V z = hn::Mul(r, r);
  V s = hn::MulAdd(z, hn::Set(d, -1.9515295891e-4f), hn::Set(d, 8.3321608736e-3f));
  s = hn::MulAdd(z, s, hn::Set(d, -1.6666654611e-1f));
  s = hn::MulAdd(hn::Mul(s, z), r, r);
  V c = hn::MulAdd(z, hn::Set(d, 2.443315711809948e-5f), hn::Set(d, -1.388731625493765e-3f));
  c = hn::MulAdd(z, c, hn::Set(d, 4.166664568298827e-2f));
  c = hn::MulAdd(z, hn::MulAdd(z, c, hn::Set(d, -0.5f)), hn::Set(d, 1.0f));
  const auto quarter = hn::Add(hn::BitCast(di, rounded), hn::Set(di, quarters));
  const auto odd = hn::Ne(hn::And(quarter, hn::Set(di, 1)), hn::Zero(di));
  const V value = hn::IfThenElse(hn::RebindMask(d, odd), c, s);
  const V sign = hn::BitCast(d, hn::ShiftLeft<30>(hn::And(quarter, hn::Set(di, 2))));
  const V nan = hn::Set(d, std::numeric_limits<float>::quiet_NaN());
  return hn::IfThenElse(hn::Le(hn::Abs(x), hn::Set(d, 0x1p20f)), hn::Xor(value, sign), nan);
}

// 1 / (1 + exp(-x)) = (x < 0 ? e : 1) / (1 + e) with e = exp(-|x|): accurate in both tails.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V vector_sigmoid(D d, V x) {
  const V one = hn::Set(d, 1.0f);
  const V e = vector_exp(d, hn::Neg(hn::Abs(x)));
  const V numerator = hn::IfThenElse(hn::Lt(x, hn::Zero(d)), e, one);
  return hn::Div(numerator, hn::Add(one, e));
}

}  // namespace occam::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
