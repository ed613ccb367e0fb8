#pragma once

#include <string>
#include <vector>

#include "cli/read_flags.h"
#include "occam/models/table_model.h"

namespace occam::cli {

/// MODEL and DATA of a command, and how DATA is read.
struct ModelAndData {
  std::string model;
  std::string data;
  ReadFlags reading;
};

/// The first operand is MODEL, the others are DATA.
void take_model_and_data(const std::string& operand, ModelAndData& arguments);

/// The model of a table in a file. Throws UsageError without a name, UnreadableFile for a file that
/// is not there, BadModel for what is none.
TableModel read_table_model(const std::string& path);

/// Throws BadModel for a folder, a pipe or a device, FileError for what cannot be read.
void check_is_file(const std::string& path);

/// Throws as read_table_model for a file that begins neither as a `.keras` nor as a `.h5` file
/// does.
void check_model_file(const std::string& path);

/// The table DATA, read as the training table was, with all columns that the model needs. Appends
/// what should be known. Throws BadData, which names all columns that are missing.
data::Table read_table_for(const TableModel& model, const ModelAndData& arguments,
                           std::vector<std::string>& notes);

}  // namespace occam::cli
