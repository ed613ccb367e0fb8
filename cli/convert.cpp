#include "cli/convert.h"

#include <algorithm>
#include <array>
#include <iostream>
#include <string_view>
#include <variant>

#include "cli/exit_codes.h"
#include "occam/base/errors.h"
#include "occam/base/quoted.h"
#include "occam/onnx/export_onnx.h"
#include "occam/saving/model_file.h"

namespace occam::cli {
namespace {

constexpr std::string_view kHelp =
    R"(usage: occam convert [--model MODEL] IN OUT
Writes the network in IN to OUT, in the form that its name ends in:
  .keras         a whole model: layers, weights, loss, optimizer with its memory
  .h5            the same in Keras's older form
  .weights.h5    weights alone, as Keras keeps them
  .safetensors   weights alone, float32 by path ("dense/kernel")
  .npz           the same for NumPy
  .onnx          what the network predicts; OUT alone
IN may also hold weights alone, where MODEL is a .keras or .h5 file of the network they are for.
Exit status: 4 for a model file that cannot be used, 5 when OUT cannot be written.
)";

enum class Form { kModel, kWeights, kOnnx };

Form form_of(const std::string& path) {
  using Ending = std::pair<std::string_view, Form>;
  static constexpr std::array kEndings = {
      Ending{".weights.h5", Form::kWeights}, Ending{".safetensors", Form::kWeights},
      Ending{".npz", Form::kWeights},        Ending{".keras", Form::kModel},
      Ending{".h5", Form::kModel},           Ending{".onnx", Form::kOnnx}};
  for (const auto& [ending, form] : kEndings) {
    if (path.size() > ending.size() && path.ends_with(ending)) return form;
  }
  throw UsageError(occam::quoted(path) +
                   ": no form of a model by its name. Expected .keras, .h5, .weights.h5, "
                   ".safetensors, .npz or .onnx at its end");
}

struct Arguments {
  std::string in, out, model;
  bool wants_help = false;
};

Arguments parsed(const std::vector<std::string>& given) {
  Arguments arguments;
  std::vector<std::string> operands;
  bool flags_end = false;
  for (std::size_t i = 0; i < given.size(); ++i) {
    const std::string& argument = given[i];
    if (flags_end || argument.size() < 2 || argument[0] != '-') {
      operands.push_back(argument);
    } else if (argument == "--") {
      flags_end = true;
    } else if (argument == "--help" || argument == "-h") {
      arguments.wants_help = true;
    } else if (argument == "--model" && i + 1 < given.size()) {
      arguments.model = given[++i];
    } else if (argument.starts_with("--model=") && argument.size() > 8) {
      arguments.model = argument.substr(8);
    } else if (argument.starts_with("--model")) {
      throw UsageError("--model: no value. Expected a .keras or .h5 file");
    } else {
      throw UsageError("unknown flag " + occam::quoted(argument) +
                       ". Expected a flag of 'occam convert --help'");
    }
  }
  if (arguments.wants_help) return arguments;
  if (operands.size() != 2)
    throw UsageError("convert: " + std::to_string(operands.size()) +
                     " files. Expected two, IN and OUT: occam convert --help");
  arguments.in = operands[0];
  arguments.out = operands[1];
  return arguments;
}

template <class Body>
auto reading(const Body& body) {
  try {
    return body();
  } catch (const FileError& error) {
    throw BadModel(error.what());
  }
}

}  // namespace

int convert(const std::vector<std::string>& given) {
  const Arguments arguments = parsed(given);
  if (arguments.wants_help) {
    std::cout << kHelp;
    return kOk;
  }
  const Form from = form_of(arguments.in), to = form_of(arguments.out);
  if (from == Form::kOnnx) throw UsageError("convert: ONNX is written, not read");
  if (from == Form::kWeights && arguments.model.empty())
    throw UsageError("convert: " + occam::quoted(arguments.in) +
                     " holds weights alone. Expected --model MODEL, whose weights they are");
  if (from == Form::kModel && !arguments.model.empty())
    throw UsageError("--model: only for weights alone. Received: " + occam::quoted(arguments.in));
  const std::string& whole = from == Form::kModel ? arguments.in : arguments.model;
  // What it trains by is needed only where it is written again.
  auto saved = reading([&] { return load_saved_model(whole, {.compile = to == Form::kModel}); });
  Trainable& model = std::visit([](auto& held) -> Trainable& { return held; }, saved);
  if (from == Form::kWeights) reading([&] { load_weights(model, arguments.in); });
  try {
    switch (to) {
      case Form::kModel:
        save_model(model, arguments.out);
        break;
      case Form::kWeights:
        save_weights(model, arguments.out);
        break;
      case Form::kOnnx:
        export_onnx(model, arguments.out);
        break;
    }
  } catch (const FileError& error) {
    throw WriteError(error.what());
  }
  return kOk;
}

}  // namespace occam::cli
