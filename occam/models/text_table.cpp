#include "occam/models/text_table.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace occam::models {
namespace {

/// Characters, not bytes: names may be written in any script.
std::size_t length_of(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

}  // namespace

TextTable::TextTable(Row head, std::vector<std::size_t> widths, std::size_t right)
    : head_(std::move(head)), widths_(std::move(widths)), right_(right) {
  widen(head_);
}

void TextTable::add(Row row) {
  widen(row);
  rows_.push_back(std::move(row));
}

std::string TextTable::text() const {
  std::string text = rule("┏", "┳", "┓", "━") + line(head_, "┃") + rule("┡", "╇", "┩", "━");
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    if (i > 0) text += rule("├", "┼", "┤", "─");
    text += line(rows_[i], "│");
  }
  return text + rule("└", "┴", "┘", "─");
}

void TextTable::widen(const Row& row) {
  for (std::size_t i = 0; i < row.size(); ++i) widths_[i] = std::max(widths_[i], length_of(row[i]));
}

std::string TextTable::rule(const char* left, const char* middle, const char* right,
                            const char* line) const {
  std::string text = left;
  for (std::size_t column = 0; column < widths_.size(); ++column) {
    for (std::size_t i = 0; i < widths_[column] + 2; ++i) text += line;
    text += column + 1 < widths_.size() ? middle : right;
  }
  return text + "\n";
}

std::string TextTable::line(const Row& row, const char* bar) const {
  std::string text = bar;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const std::string blank(widths_[i] - length_of(row[i]), ' ');
    text += " " + (i == right_ ? blank + row[i] : row[i] + blank) + " " + bar;
  }
  return text + "\n";
}

}  // namespace occam::models
