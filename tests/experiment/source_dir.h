#pragma once

#include <string>

namespace occam::experiment {

/// The project's folder, for tests that read files of it. A function and no macro of every test, so
/// that their objects are the same in another checkout and a compiler cache finds them.
std::string source_dir();

}  // namespace occam::experiment
