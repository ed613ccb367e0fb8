#include <zlib.h>

#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include "occam/models/files.h"
#include "occam/models/network.h"
#include "occam/saving/atomic_file.h"
#include "occam/saving/current_numbers.h"
#include "occam/saving/hdf5_reader.h"
#include "occam/saving/hdf5_writer.h"
#include "occam/saving/json_text.h"
#include "occam/saving/keras_model.h"
#include "occam/saving/model_members.h"
#include "occam/saving/optimizer_places.h"
#include "occam/saving/stored_fit.h"

namespace occam::saving {
namespace {

using callbacks::SaveRequest;
using models::Network;
using runtime::Variable;
using runtime::VariableType;
using training::Checkpoint;
using training::FitState;

/// Changes when a reader of the old form would misread the new one.
constexpr std::int64_t kFormat = 2;
constexpr std::string_view kFit = "fit.json", kNumbers = "fit.h5", kWeights = "model.weights.h5";
constexpr std::int64_t kMostText = std::int64_t{1} << 30;
constexpr std::int64_t kMostBytes = std::int64_t{1} << 42;

void make_folders(const std::string& path) {
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  std::error_code error;
  if (folder.empty() || std::filesystem::is_directory(folder, error)) return;
  std::filesystem::create_directories(folder, error);
  if (error) {
    throw FileError(path + ": the folder " + folder.string() +
                    " cannot be made: " + error.message());
  }
}

/// The file at `path` under another name too, which takes the place of what has that at once.
void keep(const std::string& path, const std::string& name) {
  std::error_code error;
  if (!std::filesystem::exists(path, error)) return;
  const std::string temporary = name + ".new";
  std::filesystem::remove(temporary, error);
  std::filesystem::create_hard_link(path, temporary, error);
  if (error) std::filesystem::copy_file(path, temporary, error);
  if (!error) std::filesystem::rename(temporary, name, error);
  if (error) throw FileError(name + ": cannot be written: " + error.message());
}

/// By variable: its data set in model.weights.h5, or "".
std::vector<std::string> places_in_weights(const Network& network, bool is_sequential,
                                           double momentum, const std::string& where) {
  const models::Blueprint& blueprint = *network.blueprint();
  const WeightPlaces places(where, keras_outline(blueprint.topology(), is_sequential), blueprint);
  std::vector<std::string> by_variable(blueprint.layout().variables().size());
  for (std::size_t i = 0; i < places.paths().size(); ++i)
    by_variable[blueprint.weights()[i].variable] = places.paths()[i];
  for (const MemoryPlace& memory : memory_places(blueprint, places, momentum)) {
    for (const std::size_t variable : memory.place.variables) {
      // Single numbers are float32 there and more here.
      if (blueprint.layout()[variable].shape.rank() > 0) by_variable[variable] = memory.path;
    }
  }
  return by_variable;
}

/// Path and shape of each variable: what has to be alike for numbers to have the same meaning.
Config outline_of(const runtime::StateLayout& layout) {
  Config::List outline;
  for (const Variable& variable : layout.variables())
    outline.push_back(Config::List{variable.path, FieldValue<Dims>::write(Dims(variable.shape))});
  return outline;
}

class Files final : public training::CheckpointFiles {
 public:
  Files(Network& network, models::FileForm form) : network_(network), form_(std::move(form)) {}

  void check_savable() const override { saving::check_savable(network_, form_); }

  void write(const SaveRequest& request, int member, const FitState& fit) override {
    make_folders(request.path);
    const std::vector<std::string> pieces = pieces_of(request, member, fit);
    copy_.reset();
    if (!request.keep_as.empty()) keep(request.path, request.keep_as);
    write_atomically(request.path, pieces);
  }

  Checkpoint read(const std::string& path) override {
    const std::string bytes = read_whole_file(path);
    const ZipReader archive(path, bytes);
    if (!archive.has(std::string(kFit))) {
      throw InvalidArgument("fit: " + path +
                            " holds no fit that could go on. Expected a checkpoint as "
                            "ModelCheckpoint and BackupAndRestore write them");
    }
    const Config stored = with_all_numbers(
        config_of_json(path + ": fit.json", archive.read(std::string(kFit), kMostText)));
    check_model(path, stored);
    const std::string weight_bytes = archive.read(std::string(kWeights), kMostBytes);
    const std::string number_bytes = archive.read(std::string(kNumbers), kMostBytes);
    const Hdf5Reader weights(path + ": model.weights.h5", weight_bytes);
    const Hdf5Reader numbers(path + ": fit.h5", number_bytes);
    Checkpoint checkpoint{read_fit(path, at(path, stored, "fit"), numbers),
                          runtime::State(network_.layout(), network_.state().models())};
    if (static_cast<std::int64_t>(checkpoint.fit.members.size()) != network_.state().models())
      refuse(path, "members");
    read_numbers(path, at(path, stored, "numbers"), weights, numbers, checkpoint.values);
    return checkpoint;
  }

 private:
  std::vector<std::string> pieces_of(const SaveRequest& request, int member, const FitState& fit) {
    if (request.what == SaveRequest::What::kWeights)
      return {weights_bytes(network_of(member), form_)};
    if (request.path.ends_with(".h5")) return {legacy_file_of(network_of(member), form_)};
    const bool whole = request.what == SaveRequest::What::kFit || network_.state().models() == 1;
    std::vector<ZipMember> members = model_members(network_of(whole ? 0 : member), form_);
    if (!whole) return zip_pieces_of(std::move(members));
    Hdf5Writer numbers;
    Config stored = Config::map({{"format", kFormat},
                                 {"description", description({})},
                                 {"description_now", description(current_numbers(network_))},
                                 {"variables", outline_of(network_.layout())},
                                 {"numbers", write_numbers(numbers)}});
    stored.set("fit", write_fit(fit, numbers));
    members.push_back({std::string(kFit), json_of(with_finite_numbers(stored))});
    members.push_back({std::string(kNumbers), numbers.bytes()});
    return zip_pieces_of(std::move(members));
  }

  [[noreturn]] static void refuse(const std::string& path, std::string_view key) {
    throw FileError(path + ": fit.json has no valid '" + std::string(key) + "'");
  }
  static const Config& at(const std::string& path, const Config& config, std::string_view key) {
    const Config* const value = config.find(key);
    if (value == nullptr) refuse(path, key);
    return *value;
  }

  /// A member as a network of its own, for as long as no other is asked for.
  Network& network_of(int member) {
    if (network_.state().models() == 1) return network_;
    copy_ = std::make_unique<Network>(network_, std::vector<int>{member});
    return *copy_;
  }

  double momentum(const runtime::State& values) const {
    const auto index = network_.layout().find("optimizer/momentum");
    return index ? values.number(network_.layout()[*index]) : 0;
  }

  /// A checksum of layers and compile options as they were described, or with the numbers that
  /// hyper-parameters have now: so describes itself a model that is loaded from the file.
  std::int64_t description(const CurrentNumbers& now) const {
    const CurrentNumbers given = [](const std::string&) -> std::optional<double> { return {}; };
    const std::string text = json_of(model_description(network_, form_, now ? now : given));
    return static_cast<std::int64_t>(
        crc32_z(0, reinterpret_cast<const Bytef*>(text.data()), text.size()));
  }

  void check_model(const std::string& path, const Config& stored) const {
    if (const Config* format = stored.find("format"); format == nullptr || *format != kFormat) {
      throw FileError(path + ": fit.json has the format " +
                      to_text(format != nullptr ? *format : Config()) + ". Expected " +
                      std::to_string(kFormat) + ": another occam wrote it");
    }
    const auto other = [&](const std::string& what) {
      throw InvalidArgument("fit: " + path + " is a checkpoint of another model: " + what +
                            ". Expected the layers, optimizer, loss and metrics that it was "
                            "written with");
    };
    const Config::List* const there = at(path, stored, "variables").list();
    const Config outline = outline_of(network_.layout());
    const Config::List& here = *outline.list();
    if (there == nullptr) refuse(path, "variables");
    for (std::size_t i = 0; i < std::max(here.size(), there->size()); ++i) {
      const auto text = [&](const Config::List& list) {
        return i < list.size() ? to_text(list[i]) : "no more";
      };
      if (text(*there) != text(here))
        other("variable " + std::to_string(i) + " is " + text(*there) + " there, " + text(here) +
              " here");
    }
    const Config here_described = description({});
    const Config* const now = stored.find("description_now");
    if (at(path, stored, "description") != here_described &&
        (now == nullptr || *now != here_described))
      other(
          "the same variables, but other arguments of a layer, the loss, a metric or the "
          "optimizer");
    const Config::List* const members = at(path, stored, "numbers").list();
    if (members == nullptr) refuse(path, "numbers");
    if (static_cast<std::int64_t>(members->size()) != network_.state().models()) {
      other(std::to_string(members->size()) + " members of a stack there, " +
            std::to_string(network_.state().models()) + " here");
    }
  }

  /// Of all members what model.weights.h5 has not: numbers, counters, sums of the logs, and of all
  /// but the first the tensors.
  Config write_numbers(Hdf5Writer& file) const {
    const auto& state = std::as_const(network_).state();
    const auto elsewhere =
        places_in_weights(network_, form_.is_sequential, momentum(state), "checkpoint");
    Config::List members;
    for (std::int64_t m = 0; m < state.models(); ++m) {
      Config::List values;
      const auto variables = network_.layout().variables();
      for (std::size_t i = 0; i < variables.size(); ++i) {
        const Variable& variable = variables[i];
        if (variable.type == VariableType::kFloat64) {
          values.emplace_back(state.number(variable, m));
        } else if (variable.type == VariableType::kUint64) {
          values.push_back(FieldValue<std::uint64_t>::write(network_.state().counter(variable, m)));
        } else if (m > 0 || elsewhere[i].empty()) {
          file.floats(place(m, i), variable.shape, state.tensor(variable, m));
        }
      }
      members.emplace_back(std::move(values));
    }
    return members;
  }

  void read_numbers(const std::string& path, const Config& stored, const Hdf5Reader& weights,
                    const Hdf5Reader& numbers, runtime::State& values) const {
    const auto variables = network_.layout().variables();
    for (std::int64_t m = 0; m < values.models(); ++m) {
      const Config::List* const list = (*stored.list())[static_cast<std::size_t>(m)].list();
      std::size_t next = 0;
      for (const Variable& variable : variables) {
        if (variable.type == VariableType::kFloat32) continue;
        if (list == nullptr || next == list->size()) refuse(path, "numbers");
        const Config& number = (*list)[next++];
        if (variable.type == VariableType::kFloat64) {
          const auto read = FieldValue<double>::read(number);
          if (!read) refuse(path, variable.path);
          values.number(variable, m) = *read;
        } else {
          const auto read = FieldValue<std::uint64_t>::read(number);
          if (!read) refuse(path, variable.path);
          values.counter(variable, m) = *read;
        }
      }
    }
    // Where a momentum of 0 has no memory in Keras's file depends on the number.
    const auto elsewhere = places_in_weights(network_, form_.is_sequential, momentum(values), path);
    for (std::int64_t m = 0; m < values.models(); ++m) {
      for (std::size_t i = 0; i < variables.size(); ++i) {
        const Variable& variable = variables[i];
        if (variable.type != VariableType::kFloat32) continue;
        const bool in_weights = m == 0 && !elsewhere[i].empty();
        (in_weights ? weights : numbers)
            .floats(in_weights ? elsewhere[i] : place(m, i), variable.shape,
                    values.tensor(variable, m));
      }
    }
  }

  static std::string place(std::int64_t member, std::size_t variable) {
    return "/members/" + std::to_string(member) + "/variables/" + std::to_string(variable);
  }

  Network& network_;
  models::FileForm form_;
  std::unique_ptr<Network> copy_;
};

}  // namespace
}  // namespace occam::saving

namespace occam::models {

std::unique_ptr<training::CheckpointFiles> checkpoint_files(Network& network, FileForm form) {
  return std::make_unique<saving::Files>(network, std::move(form));
}

}  // namespace occam::models
