// The occam command as a function, so that the package holds the library once.

#include "cli/command_line.h"
#include "python/core/module.h"

namespace occam::python {
namespace {

/// Arguments are bytes: names of files need not be texts.
int run_command(const nanobind::list& given) {
  std::vector<std::string> arguments;
  for (const nanobind::handle each : given) {
    const auto bytes = nanobind::cast<nanobind::bytes>(each);
    arguments.emplace_back(bytes.c_str(), bytes.size());
  }
  const nanobind::gil_scoped_release unlocked;
  return cli::command_line(arguments);
}

}  // namespace

void bind_command(nanobind::module_& module) {
  module.def("command_line", &run_command, nanobind::arg("arguments"));
}

}  // namespace occam::python
