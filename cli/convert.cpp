#include "cli/convert.h"

#include <CLI/CLI.hpp>
#include <array>
#include <string_view>
#include <variant>

#include "cli/exit_codes.h"
#include "cli/help.h"
#include "cli/model_argument.h"
#include "cli/output_file.h"
#include "occam/base/errors.h"
#include "occam/base/quoted.h"
#include "occam/onnx/export_onnx.h"
#include "occam/saving/model_file.h"
#include "occam/saving/table_file.h"

namespace occam::cli {
namespace {

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
  throw UsageError(in_quotes(path) +
                   ": no form of a model by its name. Expected .keras, .h5, .weights.h5, "
                   ".safetensors, .npz or .onnx at its end");
}

template <class Body>
auto reading(const Body& body) {
  try {
    return body();
  } catch (const FileError& error) {
    throw BadModel(error.what());
  }
}

template <class Body>
void writing(const Body& body) {
  try {
    body();
  } catch (const FileError& error) {
    throw WriteError(error.what());
  }
}

/// A table's model has its columns in it, for which only whole models have a place.
void convert_table(const std::string& in, const std::string& out, Form from, Form to,
                   const std::string& whole) {
  if (from == Form::kWeights)
    throw UsageError("--model: " + in_quotes(whole) +
                     " is a table's model. Expected a network's, which weights alone are of");
  if (to != Form::kModel)
    throw UsageError("convert: " + in_quotes(in) + " is a table's model, and " + in_quotes(out) +
                     " would have no place for its columns. Expected .keras or .h5 at its end");
  const TableModel model = read_table_model(in);
  writing([&] { save_table_model(model, out); });
}

}  // namespace

void declare(CLI::App& command, ConvertFlags& flags) {
  command
      .add_option("--model", flags.model,
                  "A .keras or .h5 file of the network that IN has the weights of, where it holds "
                  "weights alone")
      ->type_name("MODEL")
      ->group("Input");
}

void take_operand(ConvertFlags& flags, const std::string& operand) {
  flags.files.push_back(operand);
}

std::string convert_help(const CLI::App& command) {
  return "Writes the network in IN to OUT, in the form that its name ends in:\n"
         "  .keras         a whole model: layers, weights, loss, optimizer with its memory\n"
         "  .h5            the same in Keras's older form\n"
         "  .weights.h5    weights alone, as Keras keeps them\n"
         "  .safetensors   weights alone, float32 by path (\"dense/kernel\")\n"
         "  .npz           the same for NumPy\n"
         "  .onnx          what the network predicts; OUT alone\n"
         "A table's model has its columns in it: .keras and .h5 alone. A file OUT that is there "
         "already\n"
         "stays until the new one is complete.\n\n"
         "Usage: occam convert [--model MODEL] IN OUT\n" +
         flag_lines(command) +
         "\nExit codes: 0 ok, 2 usage, 4 a model file that cannot be used, 5 input, output or "
         "memory.\n";
}

int convert(ConvertFlags& flags) {
  if (flags.files.size() != 2)
    throw UsageError("convert: " + std::to_string(flags.files.size()) +
                     " files. Expected two, IN and OUT: occam convert --help");
  const std::string &in = flags.files[0], &out = flags.files[1];
  const Form from = form_of(in), to = form_of(out);
  if (from == Form::kOnnx) throw UsageError("convert: ONNX is written, not read");
  if (from == Form::kWeights && flags.model.empty())
    throw UsageError("convert: " + in_quotes(in) +
                     " holds weights alone. Expected --model MODEL, whose weights they are");
  if (from == Form::kModel && !flags.model.empty())
    throw UsageError("--model: only for weights alone. Received: " + in_quotes(in));
  const std::string& whole = from == Form::kModel ? in : flags.model;
  check_output("convert", out, {});
  check_model_file(whole);
  if (from == Form::kWeights) check_is_file(in);
  if (reading([&] { return is_table_model(whole); })) {
    convert_table(in, out, from, to, whole);
    return kOk;
  }
  // What it trains by is needed only where it is written again.
  auto saved = reading([&] { return load_saved_model(whole, {.compile = to == Form::kModel}); });
  Trainable& model = std::visit([](auto& held) -> Trainable& { return held; }, saved);
  if (from == Form::kWeights) reading([&] { load_weights(model, in); });
  writing([&] {
    switch (to) {
      case Form::kModel:
        return save_model(model, out);
      case Form::kWeights:
        return save_weights(model, out);
      case Form::kOnnx:
        return export_onnx(model, out);
    }
  });
  return kOk;
}

}  // namespace occam::cli
