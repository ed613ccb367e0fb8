#include "tests/experiment/source_dir.h"

namespace occam::experiment {

std::string source_dir() { return OCCAM_SOURCE_DIR; }

}  // namespace occam::experiment
