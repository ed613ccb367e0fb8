#pragma once

#include <string>

#include "occam/models/table_model.h"

namespace occam {

/// Writes a table's model to a `.keras` or `.h5` file, whole or not at all. Keras 3.6 and later
/// open it as a model of the table's columns (docs/models.md); the member occam_table.json, which
/// Keras ignores, or an attribute of a `.h5` file, holds all but the networks. Errors: as
/// save_model.
void save_table_model(const TableModel& model, const std::string& path);

/// The reverse, with the same bits. Nothing in the file is run. Errors: FileError for what is no
/// such file.
TableModel load_table_model(const std::string& path);

/// Is this a file with a table's model? Errors: FileError for what is no zip archive and no HDF5.
bool is_table_model(const std::string& path);

namespace saving {

/// The member of a `.keras` file that makes it one of a table.
inline constexpr const char* kTableMember = "occam_table.json";
/// The attribute of a `.h5` file that does.
inline constexpr const char* kTableAttribute = "occam_table";
/// Throws FileError for a table's model where one of arrays is expected.
[[noreturn]] void refuse_table(const std::string& path);

}  // namespace saving
}  // namespace occam
