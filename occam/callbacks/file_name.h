#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "occam/callbacks/logs.h"

namespace occam::callbacks {

/// Where a file is saved from.
struct FileMoment {
  std::int64_t epoch = 0, batch = 0, member = 0;  ///< from 0
};

/// "{epoch:02d}-{val_loss:.4f}.keras" -> "03-0.1234.keras": epoch and batch count from 1, the rest
/// are the logs; formats are those of Python that C++ has too. Throws InvalidArgument, opening with
/// `where`, for an unknown name or format.
std::string file_name(std::string_view where, const std::string& pattern, const FileMoment& moment,
                      const Logs& logs);

/// Throws InvalidArgument of the callback `where` and its argument when no file could be made at
/// `path`: a folder, or in a folder that may not be written to.
void check_place(std::string_view where, std::string_view argument, const std::string& path);

}  // namespace occam::callbacks
