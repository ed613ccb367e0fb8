#include "occam/callbacks/file_name.h"

#include <fmt/args.h>
#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <system_error>

#include "occam/base/errors.h"

namespace occam::callbacks {
namespace {

/// Without a format as Python writes it: 2.0, not 2.
struct LogNumber {
  double value = 0;
};

}  // namespace
}  // namespace occam::callbacks

template <>
struct fmt::formatter<occam::callbacks::LogNumber> : fmt::formatter<double> {
  constexpr auto parse(format_parse_context& context) {
    plain = context.begin() == context.end() || *context.begin() == '}';
    return fmt::formatter<double>::parse(context);
  }
  auto format(const occam::callbacks::LogNumber& number, format_context& context) const {
    if (!plain) return fmt::formatter<double>::format(number.value, context);
    const std::string text = fmt::format("{}", number.value);
    const bool whole = text.find_first_not_of("-0123456789") == text.npos;
    return fmt::format_to(context.out(), "{}{}", text, whole ? ".0" : "");
  }

  bool plain = true;
};

namespace occam::callbacks {

std::string file_name(std::string_view where, const std::string& pattern, const FileMoment& moment,
                      const Logs& logs) {
  fmt::dynamic_format_arg_store<fmt::format_context> values;
  std::string known = "epoch, batch, member";
  values.push_back(fmt::arg("epoch", moment.epoch + 1));
  values.push_back(fmt::arg("batch", moment.batch + 1));
  values.push_back(fmt::arg("member", moment.member));
  for (const LogEntry& entry : logs) {
    values.push_back(fmt::arg(entry.name.c_str(), LogNumber{entry.value}));
    known += ", " + entry.name;
  }
  try {
    return fmt::vformat(pattern, values);
  } catch (const fmt::format_error& error) {
    throw InvalidArgument(fmt::format(
        "{}: invalid value for filepath. Expected names in braces among {}, with formats such as "
        ":02d of a count and :.4f of a log. Received: '{}' ({})",
        where, known, pattern, error.what()));
  }
}

void check_place(std::string_view where, std::string_view argument, const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code unknown;
  if (fs::is_directory(path, unknown))
    throw_invalid_value(where, argument, "a place for a file", "the folder '" + path + "'");
  // Folders that are missing are made: the nearest that is there has to take them.
  fs::path folder = fs::path(path).parent_path();
  while (!folder.empty() && folder != folder.root_path() && !fs::exists(folder, unknown))
    folder = folder.parent_path();
  if (folder.empty()) folder = ".";
  if (!fs::is_directory(folder, unknown) || ::access(folder.c_str(), W_OK | X_OK) != 0) {
    throw_invalid_value(where, argument, "a place in a folder that may be written to",
                        fmt::format("'{}', where '{}' may not", path, folder.string()));
  }
}

}  // namespace occam::callbacks
