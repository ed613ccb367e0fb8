#include "python/core/module.h"

NB_MODULE(_core, module) {
  // A model at the top of a program whose loss stands there too outlives the interpreter: the loss
  // knows the module, the module the model, and the engine, which Python's collector does not see,
  // the loss. The process ends and there is nothing to warn of.
  nanobind::set_leak_warnings(false);
  module.attr("version") = OCCAM_VERSION;
  module.doc() = "occam's engine: what the Python package stands on";
  occam::python::bind_errors(module);
  occam::python::bind_catalogues(module);
  occam::python::bind_calls(module);
  occam::python::bind_symbols(module);
  occam::python::bind_models(module);
  occam::python::bind_selection(module);
  occam::python::bind_stack(module);
  occam::python::bind_gradient_steps(module);
  occam::python::bind_tape(module);
  occam::python::bind_callback_run(module);
  occam::python::bind_command(module);
}
