#include "occam/data/range_text.h"

#include <array>
#include <bit>
#include <cstddef>

namespace occam::data {
namespace {

struct Between {
  std::string_view text = {};
  bool sure = true;
};

constexpr std::array<Between, 5> kBetween = {
    {{" - "}, {" to "}, {"\u2013"}, {" \u2013 "}, {"-", false}}};

}  // namespace

std::optional<RangeEnds> range_ends(std::string_view text) {
  for (const auto& [between, sure] : kBetween) {
    const std::size_t at = text.find(between, 1);
    if (at != text.npos)
      return RangeEnds{text.substr(0, at), text.substr(at + between.size()), sure};
  }
  return std::nullopt;
}

std::optional<NumberText> middle_of(const NumberText& low, const NumberText& high) {
  const NotationSet common = low.notations & high.notations;
  if (common == 0 || (low.percent && !high.percent)) return std::nullopt;
  const Notation notation = kNotations[static_cast<std::size_t>(std::countr_zero(common))];
  const double from = low.value(notation).value, to = high.value(notation).value;
  if (!(from <= to)) return std::nullopt;
  NumberText middle = exact_number(from + (to - from) / 2);
  middle.currency = low.currency.empty() ? high.currency : low.currency;
  middle.percent = high.percent;
  return middle;
}

std::optional<WrittenNumber> parse_range_text(std::string_view text) {
  const auto ends = range_ends(text);
  const auto low = ends ? parse_number_text(ends->low) : std::nullopt;
  const auto high = ends ? parse_number_text(ends->high) : std::nullopt;
  const auto middle = low && high ? middle_of(*low, *high) : std::nullopt;
  if (!middle) return std::nullopt;
  return WrittenNumber{.writing = NumberWriting::kRange, .number = *middle, .sure = ends->sure};
}

}  // namespace occam::data
