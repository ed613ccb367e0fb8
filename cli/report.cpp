#include "cli/report.h"

#include <fmt/format.h>

#include <algorithm>

#include "occam/evaluation/baselines.h"
#include "occam/evaluation/measure.h"

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

std::vector<Score> scores_of(const Sequential& model, const Examples& examples, const Logs& test) {
  using evaluation::measure;
  const data::Target& target = examples.target;
  evaluation::BaselineOptions options{.scale = target.scale, .shift = target.mean};
  if (target.is_classification()) {
    options.classes = static_cast<std::int64_t>(target.classes.size());
  }
  const evaluation::Predictions constant =
      evaluation::constant_baseline(examples.train, examples.test, options).predictions;
  if (target.is_classification()) {
    return {{"accuracy", test.at("accuracy"), *measure("accuracy").value(constant)}};
  }
  const evaluation::Predictions own = evaluation::number_predictions(
      examples.test.y, model.predict(examples.test.x), target.scale, target.mean);
  std::vector<Score> scores;
  for (const char* name : {"rmse", "mae"}) {
    scores.push_back({name, *measure(name).value(own), *measure(name).value(constant)});
  }
  return scores;
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

std::string score_text(const Score& score) {
  const auto number = [&score](double value) {
    return score.name == "accuracy" ? fmt::format("{:.4f}", value) : fmt::format("{:.4g}", value);
  };
  return fmt::format("{} {} (baseline {})", score.name, number(score.value),
                     number(score.baseline));
}

std::string ending_text(const Reached& reached) {
  const std::string restored =
      reached.best_epoch > 0 ? fmt::format("best {}, restored", reached.best_epoch) : "";
  if (reached.interrupted) {
    return fmt::format("interrupted in epoch {}{}", reached.epochs,
                       restored.empty() ? "" : " (" + restored + ")");
  }
  if (reached.stopped_early) {
    return fmt::format("stopped after epoch {}: val_loss did not improve in {} epoch{} ({})",
                       reached.epochs, reached.patience, reached.patience == 1 ? "" : "s",
                       restored);
  }
  return fmt::format("trained for all {} epoch{}{}", reached.epochs, reached.epochs == 1 ? "" : "s",
                     restored.empty() ? "" : " (" + restored + ")");
}

}  // namespace

std::string Reached::reason() const {
  if (interrupted) return "interrupted";
  return stopped_early ? "early stopping" : "completed";
}

Reached measure(Sequential& model, const Examples& examples, const Settings& settings,
                const History& history, bool interrupted) {
  const Logs test = model.evaluate(examples.test, {.batch_size = settings.recipe.batch_size});
  Reached reached;
  reached.scores = scores_of(model, examples, test);
  reached.loss = test.at("loss");
  if (const double* penalty = test.find("penalty")) reached.penalty = *penalty;
  count_weights(model, reached);
  reached.epochs = static_cast<std::int64_t>(history.epoch.size());
  reached.interrupted = interrupted;
  reached.stopped_early = !interrupted && history.stopped_epoch >= 0;
  reached.best_epoch = history.best_epoch + 1;
  reached.patience = settings.recipe.patience;
  return reached;
}

std::string closing_line(const Reached& reached) {
  std::string line = "test";
  for (std::size_t i = 0; i < reached.scores.size(); ++i) {
    line += (i > 0 ? ", " : " ") + score_text(reached.scores[i]);
  }
  return line + fmt::format("; {}; penalty {:.4g}; {:.3g} % of {} weights are exactly zero",
                            ending_text(reached), reached.penalty, 100.0 * reached.zero_share(),
                            reached.weights);
}

nlohmann::ordered_json result_json(const Reached& reached, const Examples& examples,
                                   const Settings& settings, const History& history,
                                   const std::vector<Warning>& warnings, double seconds) {
  nlohmann::ordered_json json;
  json["format"] = kVersion;
  json["occam"] = OCCAM_VERSION;
  json["task"] = examples.target.is_classification() ? "classification" : "regression";
  json["data"] = examples.description;
  json["settings"] = json_of(config_of(settings.recipe));
  json["settings"]["seed"] = settings.seed;
  json["history"] = history.history();
  nlohmann::ordered_json& end = json["reached"];
  end["test"]["loss"] = reached.loss;
  for (const Score& score : reached.scores) {
    end["test"][score.name] = score.value;
    end["baseline"][score.name] = score.baseline;
  }
  end["penalty"] = reached.penalty;
  end["parameters"] = reached.parameters;
  end["weights"] = reached.weights;
  end["zero_weights"] = reached.zeros;
  end["zero_share"] = reached.zero_share();
  end["epochs"] = reached.epochs;
  const auto or_null = [](bool given, std::int64_t epoch) {
    return given ? nlohmann::ordered_json(epoch) : nlohmann::ordered_json(nullptr);
  };
  end["stopped_epoch"] = or_null(reached.stopped_early || reached.interrupted, reached.epochs);
  end["best_epoch"] = or_null(reached.best_epoch > 0, reached.best_epoch);
  end["reason"] = reached.reason();
  nlohmann::ordered_json& told = json["warnings"] = nlohmann::ordered_json::array();
  for (const Warning& warning : warnings) told.push_back(warning.text);
  json["seconds"] = seconds;
  return json;
}

}  // namespace occam::cli
