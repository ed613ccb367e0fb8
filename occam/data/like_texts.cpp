#include "occam/data/like_texts.h"

#include <algorithm>

#include "occam/data/blanks.h"

namespace occam::data {
namespace {

constexpr std::int64_t kSeveral = -2;  ///< a place of texts at several

/// The lower-case form of a letter of two bytes: Latin-1, Greek without accents, Cyrillic.
std::uint32_t lowered(std::uint32_t letter) {
  if (letter >= 0xC0 && letter <= 0xDE && letter != 0xD7) return letter + 0x20;
  if (letter >= 0x391 && letter <= 0x3A9) return letter + 0x20;
  if (letter >= 0x410 && letter <= 0x42F) return letter + 0x20;
  if (letter >= 0x400 && letter <= 0x40F) return letter + 0x50;
  return letter;
}

void add_lowered(std::string_view letter, std::string& to) {
  if (letter.size() != 2) {
    const char c = letter[0];
    to += letter.size() == 1 && c >= 'A' && c <= 'Z' ? std::string(1, static_cast<char>(c + 32))
                                                     : std::string(letter);
    return;
  }
  const std::uint32_t low = lowered((static_cast<unsigned char>(letter[0]) & 0x1FU) << 6 |
                                    (static_cast<unsigned char>(letter[1]) & 0x3FU));
  to += static_cast<char>(0xC0 | low >> 6);
  to += static_cast<char>(0x80 | (low & 0x3F));
}

/// Bytes of the character at the start; of a broken one 1.
std::size_t character_at_start(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  const std::size_t bytes = lead < 0xC2 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  return bytes <= text.size() ? bytes : 1;
}

bool is_one_letter(std::string_view text) {
  return !text.empty() && character_at_start(text) == text.size();
}

/// Texts by a form of theirs; alike ones stand together.
using Groups = std::unordered_map<std::string, std::vector<std::int32_t>>;

}  // namespace

std::string spaced_text(std::string_view text) {
  text = without_blanks(text);
  std::string spaced;
  while (!text.empty()) {
    const std::size_t blank = blank_at_start(text);
    if (blank == 0) {
      spaced += text[0];
      text.remove_prefix(1);
      continue;
    }
    if (!spaced.ends_with(' ')) spaced += ' ';
    text.remove_prefix(blank);
  }
  return spaced;
}

std::string folded_text(std::string_view text) {
  const std::string spaced = spaced_text(text);
  std::string folded;
  for (std::string_view rest = spaced; !rest.empty();) {
    const std::size_t bytes = character_at_start(rest);
    add_lowered(rest.substr(0, bytes), folded);
    rest.remove_prefix(bytes);
  }
  return folded;
}

LikeTexts like_texts(std::span<const std::string> texts, std::span<const std::int64_t> cells) {
  LikeTexts like;
  like.stands_for.resize(texts.size());
  const auto count = [&](std::int32_t code) { return cells[static_cast<std::size_t>(code)]; };
  const auto most_frequent = [&](const std::vector<std::int32_t>& codes) {
    return *std::max_element(codes.begin(), codes.end(), [&](std::int32_t a, std::int32_t b) {
      return count(a) != count(b) ? count(a) < count(b) : a > b;
    });
  };
  Groups groups;
  for (std::size_t code = 0; code < texts.size(); ++code) {
    like.stands_for[code] = static_cast<std::int32_t>(code);
    groups[folded_text(texts[code])].push_back(static_cast<std::int32_t>(code));
  }
  for (const auto& [folded, codes] : groups) {
    if (codes.size() < 2) continue;
    const std::int32_t best = most_frequent(codes);
    std::int64_t all = 0, of_best = 0;
    const std::string spaced = spaced_text(texts[static_cast<std::size_t>(best)]);
    Groups by_case;
    for (const std::int32_t code : codes) {
      const std::string own = spaced_text(texts[static_cast<std::size_t>(code)]);
      all += count(code);
      if (own == spaced) of_best += count(code);
      by_case[own].push_back(code);
    }
    const bool joined = !is_one_letter(folded) || 10 * (all - of_best) <= all;
    for (const auto& [own, alike] : by_case) {
      const std::int32_t first = joined || own == spaced ? best : most_frequent(alike);
      for (const std::int32_t code : alike) like.stands_for[static_cast<std::size_t>(code)] = first;
      if (joined || own == spaced) continue;
      like.apart.push_back(first);
      like.apart_from.push_back(best);
    }
  }
  return like;
}

void TextPlaces::add(std::string_view text, std::int64_t place) {
  exact_.try_emplace(std::string(text), place);
  for (Places* const places : {&spaced_, &folded_}) {
    const auto [entry, added] =
        places->try_emplace(places == &spaced_ ? spaced_text(text) : folded_text(text), place);
    if (!added && entry->second != place) entry->second = kSeveral;
  }
}

std::int64_t TextPlaces::find(const Places& places, const std::string& text) {
  const auto found = places.find(text);
  return found == places.end() ? -1 : found->second;
}

std::int64_t TextPlaces::place_of(std::string_view text) const {
  std::int64_t place = find(exact_, std::string(text));
  if (place == -1) place = find(spaced_, spaced_text(text));
  if (place == -1) place = find(folded_, folded_text(text));
  return std::max<std::int64_t>(place, -1);
}

}  // namespace occam::data
