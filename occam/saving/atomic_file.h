#pragma once

#include <span>
#include <string>
#include <string_view>

namespace occam::saving {

/// The bytes of a file. Throws FileError, with the path, for one that is missing, unreadable, no
/// regular file, or larger than the memory that is there.
std::string read_whole_file(const std::string& path);

/// Writes a file whole or not at all: a temporary file in the same folder, fsync, rename, fsync of
/// the folder. A file that was there stays as it was until the new one is complete, whatever
/// happens. Throws FileError for a folder that is missing or read-only and for too little free
/// space, which is looked at first.
void write_atomically(const std::string& path, std::string_view bytes);
/// The same of pieces that follow each other.
void write_atomically(const std::string& path, std::span<const std::string> pieces);

/// Throws FileError where write_atomically could not even begin: no name of a file, a folder that
/// is missing or takes no files.
void check_writable(const std::string& path);

}  // namespace occam::saving
