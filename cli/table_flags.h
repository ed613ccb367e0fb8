#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/read_flags.h"
#include "occam/data/encoder_options.h"
#include "occam/data/table.h"
#include "occam/data/target.h"

namespace occam::cli {

struct FlagGroup;

/// How the rows of a table are dealt out; kAuto: stratified for classes, else random.
enum class SplitKind { kAuto, kRandom, kStratified, kGroup, kTime };

/// What a table's columns are to be: of every command that looks at one.
struct TableFlags {
  std::string target;
  data::Problem task = data::Problem::kAuto;
  data::MissingPolicy missing = data::MissingPolicy::kMedian;
  data::MissingTarget missing_target = data::MissingTarget::kDrop;
  bool indicators = true;
  std::vector<std::string> drop, keep;  ///< as written: a column, or several with commas
  std::optional<std::int64_t> max_categories = {};  ///< none: EncoderOptions' rule
  SplitKind split = SplitKind::kAuto;
  std::string split_column;  ///< of kGroup and kTime
  ReadFlags reading;
  std::vector<std::string> given;  ///< the flags beside those of `reading`, as written
};

/// Declares the flags of TableFlags. Values that cannot be throw UsageError while they are parsed.
void declare_table(FlagGroup group, TableFlags& flags);

/// Throws one UsageError for all flags that name a column which the table does not have, the target
/// where it may not be, or a column twice.
void check_columns(const TableFlags& flags, const data::Table& table);

/// The columns that the texts of --drop or --keep name: a text that is a column's name is one, also
/// with commas in it. Names of no column are kept as they are.
std::vector<std::string> columns_in(const std::vector<std::string>& texts,
                                    const data::Table& table);

/// "alcohol, ash, ...": at most 40 names, fit for a terminal.
std::string column_names(const data::Table& table);

}  // namespace occam::cli
