#include "occam/selection/fit_stacked.h"

#include <algorithm>
#include <cmath>
#include <concepts>

namespace occam::selection {
namespace {

/// A network by its place.
struct Place {
  std::size_t fitting = 0, model = 0;
};

/// Where two fittings differ so that they are not for one stack, or nothing.
template <class Kind>
std::string difference_of(const FittingOf<Kind>& a, const FittingOf<Kind>& b) {
  const FitOptions &one = a.options, &other = b.options;
  if (one.batch_size != other.batch_size) return "batch_size";
  if (one.epochs != other.epochs) return "epochs";
  if (one.initial_epoch != other.initial_epoch) return "initial_epoch";
  if (one.shuffle != other.shuffle) return "shuffle";
  if (one.refresh_statistics != other.refresh_statistics) return "refresh_statistics";
  if (one.evaluate_training != other.evaluate_training) return "evaluate_training";
  if (one.calibrated_loss != other.calibrated_loss) return "calibrated_loss";
  if (one.steps_per_epoch != other.steps_per_epoch) return "steps_per_epoch";
  if (one.validation_steps != other.validation_steps) return "validation_steps";
  if (one.validation_batch_size != other.validation_batch_size) return "validation_batch_size";
  if (one.validation_freq != other.validation_freq) return "validation_freq";
  if ((a.validation == nullptr) != (b.validation == nullptr)) return "validation";
  if (one.class_weight.empty() != other.class_weight.empty()) return "class_weight";
  return Stack::difference(a.models[0], b.models[0]);
}

/// A class weight for each row, as FitOptions::class_weight gives it.
Array weights_of_rows(const data::Dataset& train, const FitOptions& options) {
  std::vector<float> weights;
  for (std::int64_t row = 0; row < train.rows(); ++row) {
    const double label = train.y.at(row);
    const auto own =
        std::find_if(options.class_weight.begin(), options.class_weight.end(),
                     [&](const auto& entry) { return static_cast<double>(entry.first) == label; });
    weights.push_back(own == options.class_weight.end() ? 1.0f : static_cast<float>(own->second));
  }
  return Array({train.rows()}, weights);
}

template <class Kind>
Kind member_of(const Stack& stack, std::int64_t index) {
  if constexpr (std::same_as<Kind, Model>) {
    return stack.model_member(index);
  } else {
    return stack.member(index);
  }
}

/// Trains these networks together; those of one fitting see the same rows.
template <class Kind>
class OneStack {
 public:
  OneStack(std::span<FittingOf<Kind>> fittings, const std::vector<Place>& places, StackedFits& fits)
      : fittings_(fittings), places_(places), fits_(fits) {}

  void train() {
    if (places_.size() == 1) {
      train_alone(places_[0]);
      return;
    }
    std::vector<Kind> models;
    for (const Place& place : places_) models.push_back(model_at(place));
    try {
      Stack stack(std::move(models));
      const std::vector<History> histories = shares_rows() ? fit_shared(stack) : fit_own(stack);
      for (std::size_t i = 0; i < places_.size(); ++i) {
        model_at(places_[i]) = member_of<Kind>(stack, static_cast<std::int64_t>(i));
        history_at(places_[i]) = histories[i];
      }
    } catch (const OutOfMemory&) {
      fits_.short_of_memory = true;
      const auto half = places_.begin() + static_cast<std::ptrdiff_t>(places_.size() / 2);
      for (const auto& part :
           {std::vector<Place>(places_.begin(), half), std::vector<Place>(half, places_.end())})
        OneStack<Kind>(fittings_, part, fits_).train();
    }
  }

 private:
  FittingOf<Kind>& fitting_at(const Place& place) { return fittings_[place.fitting]; }
  Kind& model_at(const Place& place) { return fitting_at(place).models[place.model]; }
  History& history_at(const Place& place) { return fits_.histories[place.fitting][place.model]; }
  bool shares_rows() const {
    return std::ranges::all_of(places_,
                               [&](const Place& p) { return p.fitting == places_[0].fitting; });
  }

  void train_alone(const Place& place) {
    const FittingOf<Kind>& own = fitting_at(place);
    Kind& model = model_at(place);
    history_at(place) = own.validation != nullptr
                            ? model.fit(*own.train, *own.validation, own.options)
                            : model.fit(*own.train, own.options);
  }

  std::vector<History> fit_shared(Stack& stack) {
    const FittingOf<Kind>& own = fitting_at(places_[0]);
    return stack.fit(*own.train, own.validation, own.options);
  }

  std::vector<History> fit_own(Stack& stack) {
    std::vector<MemberData> data;
    for (const Place& place : places_) {
      const FittingOf<Kind>& own = fitting_at(place);
      MemberData& entry = data.emplace_back(MemberData{own.train, own.validation});
      if (!own.options.class_weight.empty())
        entry.sample_weight = weights_of_rows(*own.train, own.options);
    }
    FitOptions options = fitting_at(places_[0]).options;
    options.class_weight.clear();
    options.validation_data = {};
    return stack.fit(data, options);
  }

  std::span<FittingOf<Kind>> fittings_;
  const std::vector<Place>& places_;
  StackedFits& fits_;
};

template <class Kind>
StackedFits fit_all(std::span<FittingOf<Kind>> fittings) {
  StackedFits fits;
  for (std::size_t f = 0; f < fittings.size(); ++f) {
    if (fittings[f].models.empty() || fittings[f].train == nullptr)
      throw InvalidArgument("fit_stacked: a fitting without models or data. Expected both");
    fits.histories.emplace_back(fittings[f].models.size());
    const auto together = [&](const std::vector<std::size_t>& stack) {
      const std::string found = difference_of(fittings[stack[0]], fittings[f]);
      if (fits.difference.empty()) fits.difference = found;
      return found.empty();
    };
    const auto stack = std::find_if(fits.stacks.begin(), fits.stacks.end(), together);
    if (stack == fits.stacks.end()) {
      fits.stacks.push_back({f});
    } else {
      stack->push_back(f);
    }
  }
  for (const std::vector<std::size_t>& stack : fits.stacks) {
    std::vector<Place> places;
    for (const std::size_t f : stack) {
      for (std::size_t m = 0; m < fittings[f].models.size(); ++m) places.push_back({f, m});
    }
    OneStack<Kind>(fittings, places, fits).train();
  }
  return fits;
}

}  // namespace

StackedFits fit_stacked(std::span<Fitting> fittings) { return fit_all(fittings); }
StackedFits fit_stacked(std::span<FittingOf<Model>> fittings) { return fit_all(fittings); }

}  // namespace occam::selection
