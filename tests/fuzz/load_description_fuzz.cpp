// Any text as the description of a model: what loads is saved and loads again as the same. The
// weights are none, so that what describes any is refused before it is made. Run by tools/fuzz.
#include "occam/base/warnings.h"
#include "occam/models/blueprint.h"
#include "occam/models/parts.h"
#include "occam/saving/json_text.h"
#include "occam/saving/keras_compile.h"
#include "occam/saving/stored_model.h"
#include "tests/fuzz/read_arrays_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const occam::WarningCatcher silent([](const occam::Warning&) {});
  return occam::fuzz::refused_or_read(data, size, [](const std::string& bytes) {
    const occam::Config config = occam::saving::config_of_json("file", bytes);
    try {
      const occam::Model model = occam::saving::stored_model("file", config).functional();
      const auto blueprint = occam::models::Parts::blueprint(model);
      occam::fuzz::require(blueprint != nullptr, "a model of unknown shapes");
      if (const occam::Config* const compiled = config.find("compile_config"))
        occam::saving::stored_compile("file", *compiled, model.output_names());
    } catch (const occam::OutOfMemory&) {
    } catch (const occam::InvalidArgument&) {  // told of the file by load_model
    }
  });
}
