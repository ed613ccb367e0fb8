#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace occam::data {

/// Without blanks at the ends, and with one space for blanks within.
std::string spaced_text(std::string_view text);
/// spaced_text in lower case: of ASCII, Latin-1, Greek and Cyrillic letters.
std::string folded_text(std::string_view text);

/// Which of a column's texts are one, written differently.
struct LikeTexts {
  /// For each text the one that stands for it: itself, or the most frequent of those like it.
  std::vector<std::int32_t> stands_for = {};
  /// Texts of one letter, 'a' and 'A', which are both frequent and stay apart: those that are not
  /// the most frequent of theirs.
  std::vector<std::int32_t> apart = {};
  std::vector<std::int32_t> apart_from = {};  ///< the most frequent ones, one each
};

/// Texts that differ in blanks alone are one. So are those that differ in letter case alone, but of
/// a single letter only where the others together have at most a tenth of the cells. cells: of each
/// text.
LikeTexts like_texts(std::span<const std::string> texts, std::span<const std::int64_t> cells);

/// Places of known texts, for texts of further tables.
class TextPlaces {
 public:
  /// A text may be added at several places: then only it itself is found.
  void add(std::string_view text, std::int64_t place);
  /// The place of the text itself; else of the known one that differs in blanks alone, then of the
  /// one that differs in case, where it is the only one. -1: there is none.
  std::int64_t place_of(std::string_view text) const;

 private:
  using Places = std::unordered_map<std::string, std::int64_t>;
  static std::int64_t find(const Places& places, const std::string& text);

  Places exact_, spaced_, folded_;
};

}  // namespace occam::data
