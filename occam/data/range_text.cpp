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

std::optional<WrittenNumber> parse_range_text(std::string_view text) {
  for (const auto& [between, sure] : kBetween) {
    const std::size_t at = text.find(between, 1);
    if (at == text.npos) continue;
    const auto low = parse_number_text(text.substr(0, at));
    const auto high = parse_number_text(text.substr(at + between.size()));
    const NotationSet common = low && high ? low->notations & high->notations : 0;
    if (common == 0 || low->percent != high->percent) return std::nullopt;
    const Notation notation = kNotations[static_cast<std::size_t>(std::countr_zero(common))];
    const double from = low->value(notation).value, to = high->value(notation).value;
    if (!(from <= to)) return std::nullopt;
    WrittenNumber written{.writing = NumberWriting::kRange, .sure = sure};
    written.number = exact_number(from + (to - from) / 2);
    written.number.currency = low->currency;
    written.number.percent = low->percent;
    return written;
  }
  return std::nullopt;
}

}  // namespace occam::data
