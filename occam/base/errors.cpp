#include "occam/base/errors.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>
#include <vector>

#include "occam/base/byte_text.h"
#include "occam/base/quoted.h"

namespace occam {
namespace {

/// Names of a message that lists what is known: columns may be a hundred thousand.
constexpr std::size_t kMostNames = 40;
/// A longer name is no typing slip of another, and the distance takes the square of its length.
constexpr std::size_t kLongestName = 200;

/// Optimal string alignment distance, case-insensitive: "rleu" is one transposition from "relu".
std::size_t edit_distance(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t cost = lower(a[i - 1]) == lower(b[j - 1]) ? 0 : 1;
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + cost});
      if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
          lower(a[i - 2]) == lower(b[j - 1])) {
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
      }
    }
  }
  return d[a.size()][b.size()];
}

}  // namespace

void throw_file_error(const std::string& where, const std::string& what) {
  throw FileError(where + ": " + what);
}

void throw_invalid_value(std::string_view where, std::string_view argument,
                         std::string_view expected, std::string_view received) {
  std::string text;
  text.append(where).append(": invalid value for ").append(argument);
  text.append(". Expected ").append(expected);
  text.append(". Received: ").append(argument).append("=").append(received);
  throw InvalidArgument(text);
}

void throw_out_of_memory(std::string_view what, std::int64_t bytes, std::int64_t available,
                         std::string_view advice) {
  std::string text(what);
  text.append(": needs ").append(byte_text(bytes)).append(" of memory. Expected at most ");
  text.append(available < 0 ? "what the system gives" : "the available " + byte_text(available));
  if (!advice.empty()) text.append(". ").append(advice);
  throw OutOfMemory(text);
}

void throw_out_of_memory(std::string_view what, const std::exception& error,
                         std::string_view advice) {
  std::string text(what);
  // Of std::bad_alloc there is nothing to tell.
  const bool is_ours = dynamic_cast<const OutOfMemory*>(&error) != nullptr;
  text.append(": ").append(is_ours ? error.what()
                                   : "not enough memory. Expected more than the system gives");
  if (!advice.empty()) text.append(". ").append(advice);
  throw OutOfMemory(text);
}

std::string_view nearest_name(std::string_view name, std::span<const std::string_view> known) {
  std::string_view best;
  // More than a third of the letters wrong is not a typing slip.
  std::size_t best_distance = std::max<std::size_t>(2, name.size() / 3) + 1;
  if (name.size() > kLongestName) return best;
  for (const std::string_view candidate : known) {
    // The distance is at least the difference of the lengths.
    if (candidate.size() >= name.size() + best_distance) continue;
    if (name.size() >= candidate.size() + best_distance) continue;
    const std::size_t distance = edit_distance(name, candidate);
    if (distance < best_distance) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

void throw_unknown_name(std::string_view where, std::string_view name,
                        std::span<const std::string_view> known) {
  std::string text;
  text.append(where).append(": unknown name '").append(cleaned(name)).append("'.");
  if (const std::string_view near = nearest_name(name, known); !near.empty()) {
    text.append(" Did you mean '").append(cleaned(near)).append("'?");
  }
  text.append(" Known: ");
  for (std::size_t i = 0; i < std::min(known.size(), kMostNames); ++i) {
    if (i > 0) text.append(", ");
    text.append(cleaned(known[i]));
  }
  if (known.size() > kMostNames) text.append(", ...");
  throw InvalidArgument(text);
}

std::string to_text(double value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
  char buffer[32];
  const auto result = std::to_chars(buffer, buffer + sizeof buffer, value);
  return std::string(buffer, result.ptr);
}

}  // namespace occam
