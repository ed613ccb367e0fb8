#include "tests/experiment/refusal.h"

#include "occam/base/errors.h"

namespace occam::experiments {

std::string refusal(const std::function<void()>& work) {
  try {
    work();
  } catch (const InvalidArgument& error) {
    return error.what();
  }
  return "";
}

}  // namespace occam::experiments
