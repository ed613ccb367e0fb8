#pragma once

#include <cstdint>
#include <string>

namespace occam {

/// A number of bytes to read: "4.82 KB". 1 KB is 1024 bytes, as in Keras's summary.
std::string byte_text(std::int64_t bytes);

}  // namespace occam
