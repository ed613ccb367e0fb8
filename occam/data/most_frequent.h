#pragma once

#include <algorithm>
#include <cstddef>

#include "occam/data/reading.h"

namespace occam::data {

inline const TextCount& count_of(const TextCount& text) { return text; }
inline const TextCount& count_of(const LikeText& like) { return like.text; }

/// Sorts texts by their cells, of equals those seen earlier first, and keeps as many as are told.
template <class Texts>
void keep_most_frequent(Texts& texts) {
  constexpr std::size_t kListed = 20;
  std::stable_sort(texts.begin(), texts.end(), [](const auto& one, const auto& other) {
    const TextCount &a = count_of(one), &b = count_of(other);
    return a.cells != b.cells ? a.cells > b.cells : a.first_row < b.first_row;
  });
  if (texts.size() > kListed) texts.resize(kListed);
}

}  // namespace occam::data
