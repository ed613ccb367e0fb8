#include "occam/base/byte_text.h"

#include <fmt/format.h>

namespace occam {

std::string byte_text(std::int64_t bytes) {
  double size = static_cast<double>(bytes);
  const char* unit = "B";
  for (const char* next : {"KB", "MB", "GB", "TB"}) {
    if (size < 1024) break;
    size /= 1024;
    unit = next;
  }
  return fmt::format("{:.2f} {}", size, unit);
}

}  // namespace occam
