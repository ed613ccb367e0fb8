#include "occam/selection/grid.h"

#include <algorithm>
#include <cmath>

#include "occam/base/errors.h"
#include "occam/selection/fingerprint.h"
#include "occam/selection/fit_stacked.h"

namespace occam::selection {
namespace {

/// A network of the grid that is not known yet.
struct Member {
  std::size_t part = 0, setting = 0;
  std::string key;
};

void check_part(const Part& part, std::size_t index, std::size_t settings) {
  const std::string where = "grid: part " + std::to_string(index);
  if (part.train == nullptr || part.train->rows() == 0)
    throw InvalidArgument(where + " has no training rows. Expected one at least");
  if (!part.options.sample_weight.empty())
    throw InvalidArgument(where + ": sample_weight. Expected class_weight or none");
  if (!part.options.validation_data.empty())
    throw InvalidArgument(where + ": validation_data. Expected the rows in Part::validation");
  if (part.starts != nullptr && part.starts->size() != settings)
    throw_invalid_value(where, "starts", std::to_string(settings) + ", one a setting",
                        std::to_string(part.starts->size()));
}

/// The network of the part's setting at this place, before training.
AnyModel start_of(const Part& part, std::span<const Setting> settings, std::size_t place) {
  AnyModel model = model_of(part, settings[place]);
  if (part.starts != nullptr) model->set_weights((*part.starts)[place].weights);
  return model;
}

bool is_finite(const Array& values) {
  for (std::int64_t i = 0; i < values.size(); ++i) {
    if (!std::isfinite(values.at(i))) return false;
  }
  return true;
}

bool has_diverged(const History& history) {
  if (history.diverged_epoch >= 0) return true;
  const auto watched = history.history().find("val_loss");
  return watched != history.history().end() &&
         !std::ranges::all_of(watched->second, [](double loss) { return std::isfinite(loss); });
}

/// Of a network that has diverged nothing is at work, and nothing is zero.
template <class Kind>
Support support_where_finite(const Kind& model) {
  const std::vector<Array> weights = model.get_weights();
  if (std::ranges::all_of(weights, is_finite)) return support_of(model);
  Support nothing;
  nothing.zeros.resize(weights.size());
  return nothing;
}

/// Trains some members as fit_stacked() does; networks of one part are one fitting.
template <class Kind>
class Turn {
 public:
  Turn(std::span<const Part> parts, std::span<const Setting> settings,
       std::span<const Member> members)
      : parts_(parts) {
    for (const Member& member : members) {
      const Part& part = parts[member.part];
      if (of_part_.empty() || of_part_.back() != member.part) {
        of_part_.push_back(member.part);
        fittings_.push_back({.models = {},
                             .train = part.train,
                             .validation = part.validation,
                             .options = part.options});
      }
      fittings_.back().models.push_back(start_of(part, settings, member.setting).as<Kind>());
    }
  }

  void train() { fits_ = fit_stacked(std::span<FittingOf<Kind>>(fittings_)); }
  const StackedFits& fits() const { return fits_; }

  /// What became of the members, in their order.
  std::vector<Outcome> outcomes() const {
    std::vector<Outcome> outcomes;
    for (std::size_t f = 0; f < fittings_.size(); ++f) {
      for (std::size_t m = 0; m < fittings_[f].models.size(); ++m)
        outcomes.push_back(
            outcome_of(parts_[of_part_[f]], fittings_[f].models[m], fits_.histories[f][m]));
    }
    return outcomes;
  }

 private:
  static Outcome outcome_of(const Part& part, const Kind& model, const History& history) {
    Outcome outcome{.support = support_where_finite(model),
                    .epochs = static_cast<std::int64_t>(history.epoch.size()),
                    .best_epoch = history.best_epoch,
                    .stop_reason = history.stop_reason};
    if (part.test != nullptr) outcome.outputs = model.predict(*part.test);
    outcome.diverged = has_diverged(history) || !is_finite(outcome.outputs);
    if (part.keep_weights) outcome.weights = model.get_weights();
    return outcome;
  }

  std::span<const Part> parts_;
  std::vector<std::size_t> of_part_;
  std::vector<FittingOf<Kind>> fittings_;
  StackedFits fits_;
};

/// What has been trained with what it took.
struct Trained {
  std::vector<Outcome> outcomes;  ///< empty when interrupted
  StackedFits fits;
};

template <class Kind>
Trained trained(std::span<const Part> parts, std::span<const Setting> settings,
                std::span<const Member> members, const GridOptions& options) {
  Turn<Kind> turn(parts, settings, members);
  turn.train();
  if (options.interrupted && options.interrupted()) return {};
  return {turn.outcomes(), turn.fits()};
}

}  // namespace

std::vector<Setting> combinations(const std::vector<HyperValues>& values,
                                  const std::vector<std::uint64_t>& seeds) {
  std::vector<Setting> settings(1);
  for (const HyperValues& axis : values) {
    if (axis.values.empty())
      throw InvalidArgument("combinations: " + axis.path + " has no values. Expected one at least");
    std::vector<Setting> longer;
    for (const Setting& setting : settings) {
      for (const double value : axis.values) {
        longer.push_back(setting);
        longer.back().hypers.emplace_back(axis.path, value);
      }
    }
    settings = std::move(longer);
  }
  if (seeds.empty()) return settings;
  std::vector<Setting> seeded;
  for (const Setting& setting : settings) {
    for (const std::uint64_t seed : seeds) {
      seeded.push_back(setting);
      seeded.back().seed = seed;
    }
  }
  return seeded;
}

std::vector<std::string> hypers_named(const Trainable& model, std::string_view name) {
  const std::vector<std::string> paths = model.hyper_paths();
  const std::string ending = "/" + std::string(name);
  std::vector<std::string> found;
  for (const std::string& path : paths) {
    if (path == name || path.ends_with(ending)) found.push_back(path);
  }
  if (found.empty()) {
    std::string known;
    for (const std::string& path : paths) known += (known.empty() ? "" : ", ") + path;
    throw_invalid_value("grid", "a hyper-parameter's name",
                        "a path, or the end of some, of " + known, name);
  }
  return found;
}

AnyModel model_of(const Part& part, const Setting& setting) {
  AnyModel model = part.model;
  if (setting.seed) model->set_seed(*setting.seed);
  for (const auto& [name, value] : setting.hypers) {
    for (const std::string& path : hypers_named(*model, name)) model->set_hyper(path, value);
  }
  return model;
}

AnyModel network_of(const Part& part, const Setting& setting, const Outcome& outcome) {
  if (outcome.weights.empty())
    throw InvalidArgument("network_of: an outcome without weights. Expected keep_weights");
  AnyModel model = model_of(part, setting);
  model->set_weights(outcome.weights);
  return model;
}

Grid grid(std::span<const Part> parts, std::span<const Setting> settings,
          const GridOptions& options) {
  if (parts.empty()) throw InvalidArgument("grid: no parts. Expected one at least");
  if (settings.empty()) throw InvalidArgument("grid: no settings. Expected one at least");
  if (options.most_members < 1) {
    throw_invalid_value("grid", "most_members", "an integer >= 1",
                        std::to_string(options.most_members));
  }
  Grid result;
  Outcomes of_this_call;
  Outcomes& known = options.known != nullptr ? *options.known : of_this_call;
  std::vector<std::vector<std::string>> keys(parts.size());
  std::vector<Member> members;
  for (std::size_t p = 0; p < parts.size(); ++p) {
    check_part(parts[p], p, settings.size());
    if (parts[p].model.is_functional() != parts[0].model.is_functional()) {
      throw InvalidArgument("grid: parts 0 and " + std::to_string(p) +
                            " are a chain and a functional model. Expected one kind");
    }
    const std::string of_part = fingerprint_of_part(parts[p]);
    for (std::size_t s = 0; s < settings.size(); ++s) {
      keys[p].push_back(fingerprint_of(of_part, start_of(parts[p], settings, s)));
      if (!known.contains(keys[p][s])) members.push_back({p, s, keys[p][s]});
    }
  }
  const auto all = static_cast<std::int64_t>(parts.size() * settings.size());
  result.found = all - static_cast<std::int64_t>(members.size());
  const auto most = static_cast<std::size_t>(options.most_members);
  for (std::size_t begin = 0; begin < members.size(); begin += most) {
    const auto together =
        std::span<const Member>(members).subspan(begin, std::min(most, members.size() - begin));
    Trained own = parts[0].model.is_functional()
                      ? trained<Model>(parts, settings, together, options)
                      : trained<Sequential>(parts, settings, together, options);
    result.interrupted = own.outcomes.empty();
    if (result.interrupted) return result;
    for (std::size_t i = 0; i < together.size(); ++i)
      known[together[i].key] = std::move(own.outcomes[i]);
    result.stacks += static_cast<std::int64_t>(own.fits.stacks.size());
    result.short_of_memory = result.short_of_memory || own.fits.short_of_memory;
    result.trained += static_cast<std::int64_t>(together.size());
    if (options.after_stack) options.after_stack(result.found + result.trained, all);
  }
  for (std::size_t p = 0; p < parts.size(); ++p) {
    std::vector<Outcome>& row = result.outcomes.emplace_back();
    for (const std::string& key : keys[p]) row.push_back(known.at(key));
  }
  return result;
}

}  // namespace occam::selection
