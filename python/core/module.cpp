#include "python/core/module.h"

NB_MODULE(_core, module) {
  module.attr("version") = OCCAM_VERSION;
  module.doc() = "occam's engine: what the Python package stands on";
  occam::python::bind_errors(module);
  occam::python::bind_catalogues(module);
  occam::python::bind_calls(module);
  occam::python::bind_symbols(module);
  occam::python::bind_models(module);
}
