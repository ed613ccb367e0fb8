#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cli/profiled_table.h"
#include "cli/settings.h"
#include "cli/table_flags.h"
#include "occam/data/split.h"

namespace occam::cli {

/// The way the rows of this table are dealt out, never kAuto. Throws UsageError for stratified
/// without classes.
SplitKind split_kind(const ProfiledTable& profiled, const TableFlags& flags);

/// "stratified", "group:COLUMN".
std::string split_text(SplitKind kind, const TableFlags& flags);

/// Splits the usable rows; the parts hold rows of the table.
data::Split split_rows(const ProfiledTable& profiled, const TableFlags& flags,
                       const Settings& settings);

/// One split a fold of a cross-validation. Of the rows that a fold does not test, the share
/// validation_split is held out to watch, in the same way.
std::vector<data::Split> fold_splits(const ProfiledTable& profiled, const TableFlags& flags,
                                     const Settings& settings, std::int64_t folds);

/// Splits of these rows into what each network of an ensemble learns from and what it watches:
/// every row is watched in one of them, a share as near to `share` as whole folds allow, dealt out
/// as the table's rows are. None where the rows have an order (time), or are too few to be dealt
/// out.
std::vector<data::Split> watched_folds(const ProfiledTable& profiled, const TableFlags& flags,
                                       const std::vector<std::int64_t>& rows, double share,
                                       std::uint64_t seed);

}  // namespace occam::cli
