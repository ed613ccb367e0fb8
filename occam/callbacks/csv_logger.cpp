#include "occam/callbacks/csv_logger.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <utility>

#include "occam/base/errors.h"
#include "occam/base/quoted.h"
#include "occam/callbacks/monitor.h"

namespace occam::callbacks {
namespace {

/// As Python's csv writes it: quoted where it holds the separator, a quote or an end of line.
std::string cell(const std::string& text, char separator) {
  const std::string special = {separator, '"', '\r', '\n'};
  if (text.find_first_of(special) == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + "\"";
}

/// The cells of a line that `cell` wrote.
std::vector<std::string> cells_of(const std::string& line, char separator) {
  std::vector<std::string> cells(1);
  bool inside = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"') {
      if (inside && i + 1 < line.size() && line[i + 1] == '"') {
        cells.back() += line[++i];
      } else {
        inside = !inside;
      }
    } else if (line[i] == separator && !inside) {
      cells.emplace_back();
    } else if (line[i] != '\r') {
      cells.back() += line[i];
    }
  }
  return cells;
}

void write(const std::string& path, const std::string& text, std::ios::openmode mode) {
  std::ofstream file(path, mode | std::ios::binary);
  file << text << std::flush;
  if (file) return;
  throw FileError("CSVLogger: cannot write '" + path + "': " + std::strerror(errno));
}

std::int64_t size_of_file(const std::string& path) {
  std::error_code unknown;
  const std::uintmax_t size = std::filesystem::file_size(path, unknown);
  return unknown ? 0 : static_cast<std::int64_t>(size);
}

}  // namespace

void CSVLogger::validate(const TrainingControl& control) const {
  if (separator.size() != 1 || std::strchr("\"\r\n", separator[0]) != nullptr)
    throw_invalid_value(type, "separator", "one character, no quote and no end of line",
                        "'" + separator + "'");
  member_path(type, "filename", filename, control);
}

void CSVLogger::on_train_begin(TrainingControl& control) {
  const std::string path = member_path(type, "filename", filename, control);
  columns.clear();
  begun = false;
  goes_on = control.resumed();
  write(path, "", append || control.resumed() ? std::ios::app : std::ios::trunc);
  bytes = size_of_file(path);
  std::ifstream file(path);
  std::string header;
  if (!std::getline(file, header)) return;
  columns = cells_of(header, separator[0]);
  if (columns[0] != "epoch")
    throw FileError(
        "CSVLogger: cannot append to '" + path +
        "'. Expected a log whose first column is epoch. Received: " + in_quotes(columns[0]));
  columns.erase(columns.begin());
}

void CSVLogger::cut_back(const std::string& path) {
  std::error_code failed;
  if (size_of_file(path) > bytes)
    std::filesystem::resize_file(path, static_cast<std::uintmax_t>(bytes), failed);
  if (failed) throw FileError("CSVLogger: cannot write '" + path + "': " + failed.message());
  if (size_of_file(path) > 0) return;
  columns.clear();  // with the header
  begun = false;
}

void CSVLogger::choose_columns(const Logs& logs) {
  for (const LogEntry& entry : logs) columns.push_back(entry.name);
  const bool validates = std::any_of(columns.begin(), columns.end(), [](const std::string& name) {
    return name.starts_with("val_");
  });
  const std::size_t count = columns.size();
  for (std::size_t i = 0; !validates && i < count; ++i) columns.push_back("val_" + columns[i]);
}

void CSVLogger::check_columns(const Logs& logs, const std::string& path) const {
  for (const LogEntry& entry : logs) {
    if (std::find(columns.begin(), columns.end(), entry.name) != columns.end()) continue;
    throw FileError("CSVLogger: '" + path + "' has no column '" + entry.name +
                    "', which this run reports. Expected a file of a run that reports the same, "
                    "or append=false");
  }
}

void CSVLogger::on_epoch_end(TrainingControl& control, std::int64_t epoch, const Logs& logs) {
  const std::string path = member_path(type, "filename", filename, control);
  if (std::exchange(goes_on, false)) cut_back(path);
  std::string text;
  const auto add_line = [&](const std::string& first, const auto& cell_of) {
    text += first;
    for (const std::string& name : columns) text += separator + cell(cell_of(name), separator[0]);
    text += "\r\n";
  };
  if (!std::exchange(begun, true)) {
    if (columns.empty()) {
      choose_columns(logs);
      add_line("epoch", [](const std::string& name) { return name; });
    } else {
      check_columns(logs, path);
    }
  }
  add_line(std::to_string(epoch), [&](const std::string& name) {
    const double* value = logs.find(name);
    return value != nullptr ? to_text(*value) : "NA";
  });
  write(path, text, std::ios::app);
  bytes = size_of_file(path);
}

}  // namespace occam::callbacks
