#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "occam/data/column_form.h"
#include "occam/data/table.h"

namespace occam::data {

/// The labels of one text, as "Comedy|Action" or "['Drama', 'Comedy']" has them: without the
/// brackets around all, quotes and blanks around each, and empty ones.
std::vector<std::string_view> labels_of(std::string_view text, char separator);

/// A column of texts of several labels in any order as one of 0 and 1 for each label
/// ("genres=Action") and, where labels are rare, one for all of these ("genres other"), with
/// ColumnReading::part; empty where it is none. Empty cells have no label. With '|', ';', ',' or
/// '/' between the labels it is one where
/// - at least 20 cells hold more than kFewCategories different texts, one of ten cells several
///   labels, and there are fewer labels than texts;
/// - labels come again: four of five stand in three cells or more;
/// - they are a set: half of them stand at different places of their texts, which those of "Doe,
///   John" or "Boston, MA" do not. Labels between '/' have a letter each.
/// Rare ones are as TableEncoder's rare texts.
std::vector<Column> label_parts(const Column& column);

/// The same of known labels, in the order of the forms. Others count as rare; where there is no
/// column of rare ones they are ColumnReading::strays of every part.
std::vector<Column> known_label_parts(const Column& column,
                                      std::span<const ColumnForm* const> forms);

}  // namespace occam::data
