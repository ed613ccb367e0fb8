#include "cli/output_file.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>

#include "cli/exit_codes.h"
#include "occam/base/errors.h"
#include "occam/base/quoted.h"
#include "occam/saving/atomic_file.h"

namespace occam::cli {
namespace {

bool is_device(const std::string& path) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  return !error && std::filesystem::exists(status) && !std::filesystem::is_regular_file(status) &&
         !std::filesystem::is_directory(status);
}

}  // namespace

void check_output(std::string_view flag, const std::string& path,
                  const std::vector<std::string>& inputs) {
  if (path.empty()) throw UsageError(fmt::format("{}: no file. Expected a name", flag));
  for (const std::string& input : inputs) {
    std::error_code error;
    if (input != path && !std::filesystem::equivalent(input, path, error)) continue;
    throw UsageError(fmt::format("{}: {} is read and would be overwritten. Expected another file",
                                 flag, in_quotes(path)));
  }
  if (is_device(path)) return;
  try {
    saving::check_writable(path);
  } catch (const FileError& error) {
    throw WriteError(fmt::format("{}: {}", flag, error.what()));
  }
}

void write_output(std::string_view flag, const std::string& path, std::string_view bytes) {
  if (is_device(path)) {
    std::ofstream file(path, std::ios::binary);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    file.close();
    if (!file) throw WriteError(fmt::format("{}: cannot write to {}", flag, in_quotes(path)));
    return;
  }
  try {
    saving::write_atomically(path, bytes);
  } catch (const FileError& error) {
    throw WriteError(fmt::format("{}: {}", flag, error.what()));
  }
}

}  // namespace occam::cli
