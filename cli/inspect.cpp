#include "cli/inspect.h"

#include <fmt/format.h>

#include <iostream>

#include "cli/aligned.h"
#include "cli/exit_codes.h"
#include "cli/help.h"
#include "cli/model_argument.h"
#include "occam/base/byte_text.h"
#include "occam/base/quoted.h"
#include "occam/saving/inspection.h"

namespace occam::cli {
namespace {

constexpr std::size_t kMostLines = 200, kMostText = 300;

/// Texts of a file on a terminal: no control characters, of any length.
std::string safe(std::string text) {
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = '?';
  }
  if (text.size() > kMostText) text = text.substr(0, kMostText) + "...";
  return text;
}

void print_lines(std::vector<std::vector<std::string>> rows,
                 const std::vector<std::size_t>& right = {}) {
  const std::size_t all = rows.size();
  if (rows.size() > kMostLines) rows.resize(kMostLines);
  for (const std::string& line : aligned(rows, right)) std::cout << "  " << line << '\n';
  if (all > kMostLines) std::cout << fmt::format("  ... and {} more\n", all - kMostLines);
}

void print_members(const saving::Inspection& found) {
  std::vector<std::vector<std::string>> rows;
  for (const saving::InspectedMember& member : found.members) {
    rows.push_back({occam::cleaned(member.name),
                    member.bytes < 0 ? "?" : std::to_string(member.bytes),
                    member.fault.empty() ? "ok" : safe(member.fault)});
  }
  std::cout << "members, with their bytes:\n";
  print_lines(std::move(rows), {1});
}

void print_layers(const saving::Inspection& found) {
  std::vector<std::vector<std::string>> rows;
  std::size_t operations = 0;
  for (const saving::InspectedLayer& layer : found.layers) {
    operations += layer.is_operation ? 1 : 0;
    if (layer.is_operation) continue;
    std::string shapes;
    for (const Shape& shape : layer.weights)
      shapes += (shapes.empty() ? "" : ", ") + to_text(shape);
    rows.push_back(
        {std::string(static_cast<std::size_t>(2 * layer.depth), ' ') + occam::cleaned(layer.name),
         occam::cleaned(layer.class_name), shapes});
  }
  std::cout << fmt::format("{} of {} layers and {} weights{}:\n",
                           found.model.empty() ? "a model" : occam::cleaned(found.model),
                           found.layers.size() - operations, found.parameters,
                           found.is_compiled ? ", compiled" : "");
  print_lines(std::move(rows));
  if (operations > 0)
    std::cout << fmt::format("  and {} operations of keras.ops between them\n", operations);
}

/// A tree of plain values, a line an entry.
void print_tree(const Config& config, int depth) {
  if (config.entries() == nullptr || depth > 2) return;
  for (const ConfigEntry& entry : *config.entries()) {
    const bool opens = entry.value.entries() != nullptr && depth < 2;
    std::cout << safe(std::string(static_cast<std::size_t>(2 * depth), ' ') + entry.key + ":" +
                      (opens ? "" : " " + to_text(entry.value)))
              << '\n';
    if (opens) print_tree(entry.value, depth + 1);
  }
}

void print_table(const Config& table) {
  const Config* const encoder = table.find("encoder");
  const Config* const target = encoder != nullptr ? encoder->find("target") : nullptr;
  const Config* const columns = table.find("columns");
  std::cout << "a model of a table:\n";
  if (target != nullptr) std::cout << "  target: " << safe(to_text(*target)) << '\n';
  if (columns != nullptr && columns->list() != nullptr)
    std::cout << fmt::format("  {} columns in the training table\n", columns->list()->size());
  if (const Config* training = table.find("training"); training != nullptr) {
    std::cout << "  training:\n";
    print_tree(*training, 2 - 1);
  }
}

}  // namespace

void declare(CLI::App&, InspectFlags&) {}

void take_operand(InspectFlags& flags, const std::string& operand) {
  if (!flags.file.empty())
    throw UsageError("unexpected argument " + in_quotes(operand) + ". Expected one FILE");
  flags.file = operand;
}

std::string inspect_help(const CLI::App& command) {
  return "Tells what is in a model file without trusting it: members and whether they are whole,\n"
         "versions, layers with the shapes of their weights, and what trained it. Nothing in it "
         "is\n"
         "run. Of a damaged file it tells what is left.\n\n"
         "Usage: occam inspect FILE\n" +
         flag_lines(command) +
         "\nExit codes: 0 ok, 2 usage, 4 a file that is damaged or no model, 5 input or memory.\n";
}

int inspect(InspectFlags& flags) {
  check_model_file(flags.file);
  const saving::Inspection found = saving::inspect_file(flags.file);
  std::cout << fmt::format("{}: {}\n", in_quotes(flags.file), byte_text(found.bytes));
  for (const std::string& fault : found.faults) std::cout << "fault: " << safe(fault) << '\n';
  if (!found.members.empty()) print_members(found);
  if (!found.keras_version.empty())
    std::cout << fmt::format("form of Keras {}{}\n", occam::cleaned(found.keras_version),
                             found.saved.empty() ? "" : ", saved " + occam::cleaned(found.saved));
  if (!found.layers.empty()) print_layers(found);
  if (found.has_state) std::cout << "with the state to train on\n";
  if (!found.table.is_null()) print_table(found.table);
  if (found.is_sound()) return kOk;
  throw BadModel(
      fmt::format("{} is damaged or no model. Expected a whole .keras or .h5 file. Received: "
                  "what stands above",
                  in_quotes(flags.file)));
}

}  // namespace occam::cli
