#include "cli/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iostream>

#include "cli/networks.h"
#include "occam/models/table_model.h"

namespace occam::cli {
namespace {

constexpr int kVersion = 2;  ///< of the JSON object

nlohmann::ordered_json json_of(const Config& config) {
  if (const bool* value = config.boolean()) return *value;
  if (const std::int64_t* value = config.integer()) return *value;
  if (const double* value = config.number()) return *value;
  if (const std::string* value = config.text()) return *value;
  if (const Config::List* list = config.list()) {
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    for (const Config& item : *list) json.push_back(json_of(item));
    return json;
  }
  if (const Config::Map* entries = config.entries()) {
    nlohmann::ordered_json json = nlohmann::ordered_json::object();
    for (const ConfigEntry& entry : *entries) json[entry.key] = json_of(entry.value);
    return json;
  }
  return nullptr;
}

void count_weights(const Sequential& model, Reached& reached) {
  const std::vector<std::string> paths = model.weight_paths();
  const std::vector<Array> weights = model.get_weights();
  for (std::size_t i = 0; i < paths.size(); ++i) {
    if (paths[i].find("/moving_") != std::string::npos) continue;
    reached.parameters += weights[i].size();
    if (!paths[i].ends_with("/kernel")) continue;
    const auto values = weights[i].data<float>();
    reached.weights += weights[i].size();
    reached.zeros += std::count(values.begin(), values.end(), 0.0f);
  }
}

/// "accuracy 0.9649 (baseline 0.6316)": the network's and the constant's.
std::string score_text(const evaluation::Scores& scores, bool share) {
  const auto number = [share](double value) {
    return share ? fmt::format("{:.4f}", value) : fmt::format("{:.4g}", value);
  };
  return fmt::format("{} {} (baseline {})", scores.measure->name,
                     number(scores.values.back().value), number(scores.values.front().value));
}

/// "212", or "120 to 251" where the networks differ.
std::string range_text(const std::vector<std::int64_t>& epochs) {
  const auto [least, most] = std::ranges::minmax(epochs);
  return least == most ? fmt::format("{}", least) : fmt::format("{} to {}", least, most);
}

std::string ending_text(const Reached& reached) {
  const std::string restored =
      reached.best_epochs[0] > 0 ? fmt::format("best {}, restored", range_text(reached.best_epochs))
                                 : "";
  const std::string behind = restored.empty() ? "" : " (" + restored + ")";
  const std::string epochs = range_text(reached.epochs);
  if (reached.interrupted) return fmt::format("interrupted in epoch {}{}", epochs, behind);
  if (reached.stopped_early) {
    return fmt::format("stopped after epoch {}: val_loss did not improve in {} epoch{}{}", epochs,
                       reached.patience, reached.patience == 1 ? "" : "s", behind);
  }
  return fmt::format("trained for all {} epoch{}{}", epochs, epochs == "1" ? "" : "s", behind);
}

}  // namespace

std::string Reached::reason() const {
  if (interrupted) return "interrupted";
  return stopped_early ? "early stopping" : "completed";
}

Reached measure(std::vector<Sequential>& models, const TrainFlags& flags, const Examples& examples,
                const Settings& settings, const std::vector<History>& histories, bool interrupted) {
  Reached reached;
  reached.judgement = judge(flags, examples.target,
                            contest(flags, examples, mean_prediction(models, examples.test)));
  Logs test;
  for (Sequential& model : models) {
    test = model.evaluate(examples.test, {.batch_size = settings.recipe.batch_size});
    reached.loss += test.at("loss") / static_cast<double>(models.size());
  }
  if (const double* penalty = test.find("penalty")) reached.penalty = *penalty;
  for (const Sequential& model : models) count_weights(model, reached);
  reached.interrupted = interrupted;
  reached.stopped_early = !interrupted;
  for (const History& history : histories) {
    reached.epochs.push_back(static_cast<std::int64_t>(history.epoch.size()));
    reached.best_epochs.push_back(history.best_epoch + 1);
    reached.stopped_early = reached.stopped_early && history.stopped_epoch >= 0;
  }
  reached.patience = settings.recipe.patience;
  return reached;
}

std::string closing_line(const Reached& reached, const data::Target& target) {
  const std::vector<evaluation::Scores>& scores = reached.judgement.scores;
  const bool classes = target.is_classification();
  std::string line = "test " + score_text(scores[0], classes);
  // Of numbers a second one, for those who think in absolute errors.
  if (!classes && scores.size() > 1) line += ", " + score_text(scores[1], classes);
  return line + fmt::format("; {}; penalty {:.4g}; {:.3g} % of {} weights are exactly zero",
                            ending_text(reached), reached.penalty, 100.0 * reached.zero_share(),
                            reached.weights);
}

nlohmann::ordered_json json_head(const Examples& examples, const Settings& settings) {
  nlohmann::ordered_json json;
  json["format"] = kVersion;
  json["occam"] = OCCAM_VERSION;
  json["task"] = examples.target.is_classification() ? "classification" : "regression";
  json["data"] = examples.description;
  json["settings"] = json_of(config_of(settings.recipe));
  json["settings"]["seed"] = settings.seed;
  return json;
}

void add_run(nlohmann::ordered_json& json, const std::vector<Warning>& warnings, double seconds) {
  nlohmann::ordered_json& told = json["warnings"] = nlohmann::ordered_json::array();
  for (const Warning& warning : warnings) told.push_back(warning.text);
  json["seconds"] = seconds;
}

void print_json(const nlohmann::ordered_json& json) {
  // Bytes of a path or a class that are not UTF-8 must not end the run.
  std::cout << json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
}

nlohmann::ordered_json result_json(const Reached& reached, const Examples& examples,
                                   const Settings& settings, const History& history,
                                   const std::vector<Warning>& warnings, double seconds) {
  nlohmann::ordered_json json = json_head(examples, settings);
  json["history"] = history.history();
  nlohmann::ordered_json& end = json["reached"];
  end["test"]["loss"] = reached.loss;
  for (const evaluation::Scores& scores : reached.judgement.scores) {
    const auto put = [&](const char* where, double value) {
      if (std::isfinite(value)) end[where][std::string(scores.measure->name)] = value;
    };
    put("test", scores.values.back().value);
    put("baseline", scores.values.front().value);
  }
  end["penalty"] = reached.penalty;
  end["parameters"] = reached.parameters;
  end["weights"] = reached.weights;
  end["zero_weights"] = reached.zeros;
  end["zero_share"] = reached.zero_share();
  end["epochs"] = reached.epochs[0];
  const auto or_null = [](bool given, std::int64_t epoch) {
    return given ? nlohmann::ordered_json(epoch) : nlohmann::ordered_json(nullptr);
  };
  end["stopped_epoch"] = or_null(reached.stopped_early || reached.interrupted, reached.epochs[0]);
  end["best_epoch"] = or_null(reached.best_epochs[0] > 0, reached.best_epochs[0]);
  if (reached.best_epochs.size() > 1 && reached.best_epochs[0] > 0)
    end["best_epochs"] = reached.best_epochs;
  end["reason"] = reached.reason();
  add_judgement(end, reached.judgement);
  add_run(json, warnings, seconds);
  return json;
}

}  // namespace occam::cli
