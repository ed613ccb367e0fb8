#include "occam/data/column_form.h"

namespace occam::data {

ColumnForm form_of(const Column& column) {
  ColumnForm form{.name = column.name(), .kind = column.kind()};
  const NumberForm& numbers = column.reading().numbers;
  const bool plain = numbers.decimal == '.' && numbers.grouping == Grouping::kNone;
  if (column.kind() == ColumnKind::kNumber && !plain) form.decimal = numbers.decimal;
  if (column.kind() == ColumnKind::kNumber) form.unit = numbers.unit;
  if (column.kind() == ColumnKind::kNumber) form.writing = numbers.writing;
  if (column.kind() == ColumnKind::kDate) form.dates = column.reading().dates.order;
  const PartOfText& part = column.reading().part;
  form.part_of = part.column;
  form.part = part.kind;
  form.pattern = part.pattern;
  form.label = part.label;
  return form;
}

}  // namespace occam::data
