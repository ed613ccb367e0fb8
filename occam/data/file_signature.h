#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace occam::data {

/// A file of another kind than those that are read here.
struct ForeignFile {
  std::string_view what;    ///< "an Excel workbook (xlsx)"
  std::string_view advice;  ///< how to make a file of it that can be read
};

/// Tells well-known kinds of files by their first bytes (1 KB is enough), never by their name.
std::optional<ForeignFile> foreign_file(std::span<const std::byte> first);

}  // namespace occam::data
