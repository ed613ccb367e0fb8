#include "occam/data/label_parts.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include "occam/base/ascii.h"
#include "occam/data/blanks.h"
#include "occam/data/encoder_options.h"
#include "occam/data/like_texts.h"
#include "occam/data/most_frequent.h"
#include "occam/data/text_counts.h"

namespace occam::data {
namespace {

constexpr std::array kSeparators = {'|', ';', ',', '/'};
constexpr std::int64_t kLeastCells = 20;

/// Where one label stands.
struct LabelFacts {
  std::int64_t cells = 0;
  std::bitset<64> places = {};  ///< in its texts, from 0; later ones count as the last
};

using LabelTable = std::map<std::string_view, LabelFacts>;

/// Whether labels come again in texts spread over all: where most do not, none are looked at in the
/// rest, which may be prose.
bool may_hold_labels(const std::vector<std::string>& texts, char separator) {
  constexpr std::size_t kLooks = 2048;
  const std::size_t step = std::max<std::size_t>(1, texts.size() / kLooks);
  std::unordered_map<std::string_view, std::int64_t> found;
  std::int64_t stand = 0;
  bool several = false;
  for (std::size_t i = 0; i < texts.size(); i += step) {
    const std::vector<std::string_view> own = labels_of(texts[i], separator);
    several = several || own.size() > 1;
    for (const std::string_view label : own) ++found[label];
    stand += std::ssize(own);
  }
  std::int64_t once = 0;
  for (const auto& [label, count] : found) once += count == 1 ? 1 : 0;
  return several && 2 * once <= stand;
}

bool has_letter(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return is_letter(c) || static_cast<unsigned char>(c) >= 0x80;  // letters beyond ASCII too
  });
}

/// The labels that the texts hold with this separator; none where they are no sets of labels.
std::optional<LabelTable> labels_with(const std::vector<std::string>& texts,
                                      const std::vector<TextCount>& counts, char separator) {
  LabelTable labels;
  std::int64_t all = 0, several = 0, stand = 0;
  for (std::size_t code = 0; code < texts.size(); ++code) {
    const std::vector<std::string_view> own = labels_of(texts[code], separator);
    all += counts[code].cells;
    if (own.size() > 1) several += counts[code].cells;
    for (std::size_t place = 0; place < own.size(); ++place) {
      if (separator == '/' && !has_letter(own[place])) return std::nullopt;
      LabelFacts& facts = labels[own[place]];
      facts.cells += counts[code].cells;
      facts.places.set(std::min(place, facts.places.size() - 1));
      stand += counts[code].cells;
    }
  }
  if (10 * several < all || labels.size() >= texts.size()) return std::nullopt;
  std::int64_t again = 0, moving = 0;
  for (const auto& [label, facts] : labels) {
    if (facts.cells >= 3) again += facts.cells;
    if (facts.places.count() > 1) moving += facts.cells;
  }
  if (5 * again < 4 * stand || 2 * moving < stand) return std::nullopt;
  return labels;
}

/// Labels with a column of their own, in their order, and whether there are others.
struct ChosenLabels {
  std::vector<std::string_view> own = {};
  bool rare = false;
};

ChosenLabels chosen(const LabelTable& labels, std::int64_t rows) {
  const std::int64_t least = least_rows_of_own(std::ssize(labels), rows);
  std::vector<std::pair<std::int64_t, std::string_view>> frequent;
  for (const auto& [label, facts] : labels) {
    if (facts.cells >= least) frequent.emplace_back(facts.cells, label);
  }
  std::stable_sort(frequent.begin(), frequent.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  const auto most = static_cast<std::size_t>(kUsualCategories);
  if (frequent.size() > most) frequent.resize(most);
  ChosenLabels result{.rare = frequent.size() < labels.size()};
  for (const auto& [cells, label] : frequent) result.own.push_back(label);
  std::sort(result.own.begin(), result.own.end());
  return result;
}

/// One column of zeros and ones, to be.
struct LabelColumn {
  std::string name, label;  ///< no label: of the rare ones
  std::vector<double> numbers;
};

std::vector<Column> made_columns(const Column& column, const std::string& separator,
                                 std::vector<LabelColumn> made, ColumnReading reading) {
  reading.example = column.reading().example;
  const auto parts = std::ssize(made);
  std::vector<Column> result;
  for (LabelColumn& each : made) {
    Column part = Column::of_numbers(std::move(each.name), std::move(each.numbers));
    reading.part = {.column = column.name(),
                    .kind = PartKind::kLabel,
                    .pattern = separator,
                    .label = std::move(each.label),
                    .place = std::ssize(result),
                    .parts = parts};
    part.set_reading(reading);
    result.push_back(std::move(part));
  }
  return result;
}

/// Writes a 1 where a text has the label of a column. `place_of` gives the column of a label, -1:
/// none. Returns the labels of no column.
template <class PlaceOf>
std::vector<TextCount> write_labels(const Column& column, char separator, const PlaceOf& place_of,
                                    std::vector<LabelColumn>& made) {
  struct Text {
    std::vector<std::size_t> places = {};
    std::string_view unknown = {};
  };
  std::vector<Text> texts;
  for (const std::string& text : column.categories()) {
    Text& found = texts.emplace_back();
    for (const std::string_view label : labels_of(text, separator)) {
      const std::int64_t place = place_of(label);
      if (place >= 0) found.places.push_back(static_cast<std::size_t>(place));
      if (place < 0) found.unknown = label;
    }
  }
  for (LabelColumn& each : made) each.numbers.resize(static_cast<std::size_t>(column.rows()));
  std::map<std::string_view, TextCount> unknown;
  for (std::int64_t row = 0; row < column.rows(); ++row) {
    const std::int32_t code = column.code(row);
    if (code < 0) continue;
    const Text& text = texts[static_cast<std::size_t>(code)];
    for (const std::size_t place : text.places)
      made[place].numbers[static_cast<std::size_t>(row)] = 1;
    if (text.unknown.empty()) continue;
    TextCount& count = unknown[text.unknown];
    if (count.cells++ == 0) count = {std::string(text.unknown), 1, row};
  }
  std::vector<TextCount> result;
  for (auto& [label, count] : unknown) result.push_back(std::move(count));
  return result;
}

}  // namespace

std::vector<std::string_view> labels_of(std::string_view text, char separator) {
  const auto opens_and_closes = [](std::string_view inner, std::string_view pairs) {
    if (inner.size() < 2) return false;
    for (std::size_t i = 0; i + 1 < pairs.size(); i += 2) {
      if (inner.front() == pairs[i] && inner.back() == pairs[i + 1]) return true;
    }
    return false;
  };
  text = without_blanks(text);
  if (opens_and_closes(text, "[]{}")) text = text.substr(1, text.size() - 2);
  std::vector<std::string_view> labels;
  while (true) {
    const std::size_t end = std::min(text.find(separator), text.size());
    std::string_view label = without_blanks(text.substr(0, end));
    if (opens_and_closes(label, "''\"\""))
      label = without_blanks(label.substr(1, label.size() - 2));
    if (!label.empty()) labels.push_back(label);
    if (end == text.size()) return labels;
    text.remove_prefix(end + 1);
  }
}

std::vector<Column> label_parts(const Column& column) {
  const std::vector<std::string>& texts = column.categories();
  if (std::ssize(texts) <= kFewCategories) return {};
  const std::vector<TextCount> counts = text_counts(column);
  std::int64_t present = 0;
  for (const TextCount& count : counts) present += count.cells;
  if (present < kLeastCells) return {};
  for (const char separator : kSeparators) {
    if (!may_hold_labels(texts, separator)) continue;
    const auto labels = labels_with(texts, counts, separator);
    if (!labels) continue;
    const ChosenLabels kept = chosen(*labels, column.rows());
    std::vector<LabelColumn> made;
    for (const std::string_view label : kept.own)
      made.push_back({column.name() + "=" + std::string(label), std::string(label), {}});
    if (kept.rare) made.push_back({column.name() + " other", "", {}});
    const auto place_of = [&](std::string_view label) {
      const auto found = std::lower_bound(kept.own.begin(), kept.own.end(), label);
      const bool own = found != kept.own.end() && *found == label;
      return own ? found - kept.own.begin() : std::ssize(kept.own);
    };
    write_labels(column, separator, place_of, made);
    return made_columns(column, std::string(1, separator), std::move(made), {});
  }
  return {};
}

std::vector<Column> known_label_parts(const Column& column,
                                      std::span<const ColumnForm* const> forms) {
  std::vector<LabelColumn> made;
  TextPlaces known;
  std::int64_t rare = -1;
  for (const ColumnForm* form : forms) {
    if (form->label.empty()) {
      rare = std::ssize(made);
    } else {
      known.add(form->label, std::ssize(made));
    }
    made.push_back({form->name, form->label, {}});
  }
  const auto place_of = [&](std::string_view label) {
    const std::int64_t place = known.place_of(label);
    return place < 0 ? rare : place;
  };
  const std::string& separator = forms.front()->pattern;
  ColumnReading reading;
  reading.strays =
      write_labels(column, separator.empty() ? '|' : separator.front(), place_of, made);
  for (const TextCount& stray : reading.strays) reading.stray_cells += stray.cells;
  keep_most_frequent(reading.strays);
  return made_columns(column, separator, std::move(made), std::move(reading));
}

}  // namespace occam::data
