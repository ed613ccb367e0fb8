#pragma once

#include <nanobind/nanobind.h>

namespace occam::python {

// The parts of the module, one a file of this name.
void bind_errors(nanobind::module_& module);
void bind_catalogues(nanobind::module_& module);
void bind_calls(nanobind::module_& module);
void bind_symbols(nanobind::module_& module);
void bind_models(nanobind::module_& module);
void bind_selection(nanobind::module_& module);
void bind_stack(nanobind::module_& module);
void bind_gradient_steps(nanobind::module_& module);
void bind_tape(nanobind::module_& module);
void bind_callback_run(nanobind::module_& module);
void bind_command(nanobind::module_& module);

}  // namespace occam::python
