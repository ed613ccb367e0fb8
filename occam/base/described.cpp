#include "occam/base/described.h"

namespace occam {

void throw_without_fields(std::string_view type) {
  throw InvalidArgument(std::string(type) +
                        ": its members are not described, so it cannot be written as a config or "
                        "saved. Expected a static fields() in the struct");
}

}  // namespace occam
