#include "occam/kernels/random_words.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "occam/kernels/random_words.cpp"
#include "hwy/foreach_target.h"
// foreach_target.h must come first.
#include "hwy/highway.h"
#include "occam/kernels/philox-inl.h"

HWY_BEFORE_NAMESPACE();
namespace occam::kernels::HWY_NAMESPACE {
namespace {

void fill_words(RandomKey key, std::uint64_t step, std::uint64_t group, std::uint32_t* out) {
  static_assert(64 * kPhiloxGroups == RandomWords().size());
  const RandomState state = {
      {static_cast<std::uint32_t>(key.seed), static_cast<std::uint32_t>(key.seed >> 32)},
      key.stream,
      {static_cast<std::uint32_t>(step), static_cast<std::uint32_t>(step >> 32)},
      0.0f,
      1.0f};
  philox_groups(state, group, out);
}

}  // namespace
}  // namespace occam::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace occam::kernels {

HWY_EXPORT(fill_words);

void random_words(RandomKey key, std::uint64_t step, std::uint64_t group, RandomWords& out) {
  HWY_DYNAMIC_DISPATCH(fill_words)(key, step, group, out.data());
}

}  // namespace occam::kernels
#endif  // HWY_ONCE
