#include "cli/read_flags.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <system_error>
#include <unordered_set>

#include "cli/exit_codes.h"
#include "cli/flag_group.h"
#include "cli/messages.h"
#include "occam/base/errors.h"
#include "occam/base/quoted.h"
#include "occam/data/read_table.h"

namespace occam::cli {

void declare_reading(FlagGroup group, ReadFlags& flags) {
  data::ReadOptions& options = flags.options;
  const auto add = [&](const std::string& flag, const std::string& placeholder,
                       const std::string& help, auto action) {
    group.value(flag, placeholder, help,
                [&flags, action](const std::string& own, const std::string& text) {
                  flags.given.push_back(own);
                  action(own, text);
                });
  };
  const auto add_list = [&](const std::string& flag, const std::string& placeholder,
                            const std::string& help, std::vector<std::string>& list) {
    group.texts(flag, placeholder, help,
                [&flags, &list](const std::string& own, const std::vector<std::string>& texts) {
                  flags.given.push_back(own);
                  list.clear();
                  for (const std::string& text : texts)
                    std::ranges::move(split_list(text), std::back_inserter(list));
                });
  };
  add_list("--na", "TEXT,...",
           "Cells that count as missing too, beside empty ones, NA, NaN, nan, null and ?; in "
           "columns of numbers or dates also None, N/A, NULL, #N/A, - and the like",
           options.missing);
  add_list("--not-na", "TEXT,...",
           "Texts that are values although they look missing: NA for Namibia", options.not_missing);
  add_list("--text-columns", "COLUMN,...",
           "Columns of numbers or dates to take as texts: postal codes; of texts, those in which "
           "blanks and letter case tell them apart",
           options.text_columns);
  add("--separator", "CHARACTER", "Also tab, space, comma, semicolon, pipe [told from the file]",
      [&options](const std::string& own, const std::string& text) {
        options.separator = parse_separator(own, text);
      });
  add("--decimal", "CHARACTER", "The decimal sign: . or , [told from each column]",
      [&options](const std::string& own, const std::string& text) {
        options.decimal = parse_choice<char>(own, text, {{".", '.'}, {",", ','}});
      });
  add("--header", "WHICH", "auto, present, absent (columns are column1, column2, ...) [auto]",
      [&options](const std::string& own, const std::string& text) {
        using data::Header;
        options.header = parse_choice<Header>(
            own, text,
            {{"auto", Header::kAuto}, {"present", Header::kPresent}, {"absent", Header::kAbsent}});
      });
  group.toggle("--all-rows",
               "Every row is data: also comments or titles in front of the header, units or types "
               "below it, totals and remarks at the end, which are left out else",
               [&flags] {
                 flags.given.emplace_back("--all-rows");
                 flags.options.all_rows = true;
               });
  add("--encoding", "NAME", "auto, utf8, utf16 or latin1 (which is Windows-1252) [auto]",
      [&options](const std::string& own, const std::string& text) {
        using data::Encoding;
        options.encoding = parse_choice<Encoding>(own, text,
                                                  {{"auto", Encoding::kAuto},
                                                   {"utf8", Encoding::kUtf8},
                                                   {"utf-8", Encoding::kUtf8},
                                                   {"utf16", Encoding::kUtf16},
                                                   {"utf-16", Encoding::kUtf16},
                                                   {"latin1", Encoding::kLatin1},
                                                   {"latin-1", Encoding::kLatin1},
                                                   {"cp1252", Encoding::kLatin1},
                                                   {"windows-1252", Encoding::kLatin1}});
      });
}

void take_data(const std::string& operand, std::string& data, ReadFlags& flags) {
  if (data.empty()) {
    data = operand;
  } else {
    flags.more_files.push_back(operand);
  }
}

namespace {

/// The rows of a file that is named twice would stand in training and in the test.
void refuse_twice(const std::vector<std::string>& paths) {
  std::unordered_set<std::string> seen;
  for (const std::string& path : paths) {
    std::error_code unknown;
    const auto same = std::filesystem::weakly_canonical(path, unknown);
    if (seen.insert(path == "-" || unknown ? path : same.string()).second) continue;
    throw UsageError("DATA: " + in_quotes(path) + " is given twice. Expected different files");
  }
}

void refuse_contradiction(const data::ReadOptions& options) {
  for (const std::string& text : options.missing) {
    if (!is_among(options.not_missing, text)) continue;
    throw UsageError("--na and --not-na contradict each other: both name " + in_quotes(text) +
                     ". Expected one of them");
  }
}

}  // namespace

data::Table read_data(const std::string& data, const ReadFlags& flags) {
  refuse_contradiction(flags.options);
  std::vector<std::string> paths{data};
  paths.insert(paths.end(), flags.more_files.begin(), flags.more_files.end());
  refuse_twice(paths);
  try {
    return data::read_table(paths, flags.options);
  } catch (const OutOfMemory&) {
    throw;
  } catch (const InvalidArgument& error) {  // of the flags
    throw UsageError(with_flags(error.what()));
  }
}

}  // namespace occam::cli
