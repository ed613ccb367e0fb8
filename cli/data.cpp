#include "cli/data.h"

#include <fmt/format.h>

#include <iostream>

#include "cli/flag_group.h"
#include "cli/profile_text.h"
#include "cli/profiled_table.h"
#include "cli/read_progress.h"
#include "occam/base/quoted.h"

namespace occam::cli {
namespace {

constexpr std::size_t kMostColumnLines = 200;

std::string size_line(const ProfiledTable& profiled, const DataFlags& flags) {
  const std::int64_t rows = profiled.table.rows();
  const std::size_t columns = profiled.table.columns().size();
  std::string text = fmt::format("{}: {} row{}, {} column{}", in_quotes(flags.data), rows,
                                 rows == 1 ? "" : "s", columns, columns == 1 ? "" : "s");
  if (!profiled.target) return text;
  text += "; target " + in_quotes(profiled.target->name) + ": ";
  if (!profiled.target->is_classification()) return text + "regression";
  return text + fmt::format("{} classes", profiled.target->classes.size());
}

void print_text(const ProfiledTable& profiled, const DataFlags& flags) {
  std::cout << size_line(profiled, flags) << "\n\n";
  for (const std::string& line : column_lines(profiled, flags.table, kMostColumnLines)) {
    std::cout << line << '\n';
  }
  const std::vector<std::string> notes = profile_notes(profiled, flags.table);
  if (!notes.empty() && !flags.quiet) {
    std::cout << '\n';
    for (const std::string& note : notes) std::cout << "note: " << note << '\n';
  }
}

void print_json(const ProfiledTable& profiled, const DataFlags& flags) {
  nlohmann::ordered_json json;
  json["format"] = 1;
  json["occam"] = OCCAM_VERSION;
  json["source"] = flags.data;
  json["rows"] = profiled.table.rows();
  if (!flags.table.target.empty()) json["target"] = flags.table.target;
  if (profiled.target) {
    const bool classes = profiled.target->is_classification();
    json["task"] = classes ? "classification" : "regression";
    if (classes) json["classes"] = profiled.target->classes;
  }
  add_profile(json, profiled, flags.table);
  json["faults"] = profiled.faults;
  std::cout << json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
}

}  // namespace

void declare(CLI::App& command, DataFlags& flags) {
  declare_table({command, "Table"}, flags.table);
  FlagGroup output{command, "Output"};
  output.toggle("-q,--quiet", "The columns only, without notes", [&flags] { flags.quiet = true; });
  output.toggle("--json", "One JSON object (docs/cli.md)", [&flags] { flags.json = true; });
}

void take_operand(DataFlags& flags, const std::string& operand) {
  take_data(operand, flags.data, flags.table.reading);
}

int tell_data(DataFlags& flags) {
  if (flags.data.empty()) {
    throw UsageError(
        "DATA: no table. Expected a file, or - for standard input, as in: occam data "
        "data/wine.csv --target cultivator");
  }
  if (!flags.quiet) show_reading_progress(flags.table.reading);
  const ProfiledTable profiled = profile_table(flags.data, flags.table);
  if (flags.json) {
    print_json(profiled, flags);
  } else {
    print_text(profiled, flags);
  }
  if (profiled.faults.empty()) return kOk;
  throw BadData(fmt::format("{}", fmt::join(profiled.faults, "; also: ")));
}

}  // namespace occam::cli
