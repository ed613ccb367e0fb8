#pragma once

#include <algorithm>
#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "occam/base/array.h"
#include "occam/base/integer.h"
#include "occam/base/one_or_many.h"
#include "occam/callbacks/callback.h"
#include "occam/data/batch_source.h"
#include "occam/data/split_rule.h"

namespace occam {

/// An array that a call reads while it runs, not copied: what `fit(x, y)` takes, one an input or
/// output.
class ArrayRef {
 public:
  ArrayRef(const Array& array) : array_(&array) {}  // NOLINT: implicit by design
  const Array& get() const { return *array_; }

 private:
  const Array* array_;
};
using Arrays = OneOrMany<ArrayRef>;

/// Samples to watch during training: inputs and targets of equally many rows, and their weights, or
/// a source of batches, which must outlive the fit.
struct ValidationData {
  OneOrMany<Array> x = {}, y = {}, sample_weight = {};
  std::optional<data::BatchSource> source = {};
  bool empty() const { return !source && (x.empty() || x[0].size() == 0); }
};

/// After which epochs of a fit there is a validation: after every so many, `2`, or after those of a
/// list, `{1, 5, 10}`, both counted from 1. Source: Keras 3, validation_freq of Model.fit.
class ValidationFreq {
 public:
  template <std::integral T>
  ValidationFreq(T every)  // NOLINT: implicit by design
      : every_(static_cast<std::int64_t>(every)) {}
  ValidationFreq(std::initializer_list<std::int64_t> epochs) : every_(0), epochs_(epochs) {}
  ValidationFreq(std::vector<std::int64_t> epochs)  // NOLINT: implicit by design
      : every_(0), epochs_(std::move(epochs)) {}

  /// `epoch` counts from 0.
  bool validates(std::int64_t epoch) const {
    if (every_ > 0) return (epoch + 1) % every_ == 0;
    return std::find(epochs_.begin(), epochs_.end(), epoch + 1) != epochs_.end();
  }
  /// 0: a list.
  std::int64_t every() const { return every_; }
  const std::vector<std::int64_t>& epochs() const { return epochs_; }
  bool operator==(const ValidationFreq&) const = default;

 private:
  std::int64_t every_;
  std::vector<std::int64_t> epochs_;
};

/// Arguments of fit, in Keras's order. Source: Keras 3, Model.fit.
struct FitOptions {
  /// Of arrays, whose last batch of a pass may be smaller; a source's batches are as they come.
  Int batch_size = 32;
  Int epochs = 1;   ///< index of the epoch after the last one
  int verbose = 1;  ///< 0 silent, 1 progress bar, 2 one line an epoch
  std::vector<callbacks::Callback> callbacks = {};
  double validation_split = 0.0;        ///< share of the rows, before shuffling
  ValidationData validation_data = {};  ///< overrides validation_split
  bool shuffle = true;                  ///< arrays; a source has an order of its own
  /// Weights of the samples by class number, others 1; in training only, for models of one output.
  std::vector<std::pair<std::int64_t, double>> class_weight = {};
  OneOrMany<Array> sample_weight = {};  ///< (samples,), one an output: factors of the loss
  Int initial_epoch = 0;
  /// Batches of an epoch; 0: until the data end. An epoch begins where the one before ended, and
  /// ends early where the data end, which is warned of; the next one then starts anew.
  Int steps_per_epoch = 0;
  Int validation_steps = 0;            ///< batches of a validation, from the first on; 0: all
  Int validation_batch_size = 0;       ///< of arrays; 0: batch_size
  ValidationFreq validation_freq = 1;  ///< 2: after every second epoch
  /// Which rows validation_split holds out: the last ones as Keras does, "random", "stratified",
  /// SplitRule::by_group or by_time. What is drawn depends on the data seed.
  data::SplitRule split = "last";
  /// After every epoch, before the validation, the statistics of batch normalization become those
  /// of all training samples under the present weights, dropout off: for runs of so few steps that
  /// the moving averages lag behind. Costs a forward pass an epoch. Source: Wu and Johnson 2021,
  /// "Rethinking 'batch' in BatchNorm", section 3 (precise batch normalization).
  bool refresh_statistics = false;
  /// After every epoch the training samples are evaluated as validation data are, with the weights
  /// of the epoch's end and dropout off: "train_loss", "train_accuracy" ... beside the means over
  /// the epoch, which other weights and dropout went into. Costs a forward pass an epoch.
  bool evaluate_training = false;
  /// After every validation "val_calibrated_loss": the validation data's log loss after the
  /// temperature scaling that calibrate() would do on them. Costs a forward pass over them.
  /// Source: Berta et al. 2025, "Rethinking early stopping: refine, then calibrate", section 4.
  bool calibrated_loss = false;
  /// A checkpoint of the same fit, which goes on from it to the bits that it would have had without
  /// an interruption: the model, rows, options and steering callbacks have to be those of the fit
  /// that wrote it (`epochs` may be more). Its History is that of the whole fit. Written by
  /// callbacks::ModelCheckpoint. Throws FileError for a file that cannot be read, InvalidArgument
  /// for another fit.
  std::string resume_from = {};
};

/// Arguments of train_on_batch and test_on_batch.
struct BatchOptions {
  OneOrMany<Array> sample_weight = {};                             ///< as in fit
  std::vector<std::pair<std::int64_t, double>> class_weight = {};  ///< in training only
};

/// Arguments of evaluate.
struct EvaluateOptions {
  Int batch_size = 32;                  ///< of arrays
  OneOrMany<Array> sample_weight = {};  ///< as in fit; of arrays
  Int steps = 0;                        ///< batches, from the first on; 0: all
  std::vector<callbacks::Callback> callbacks = {};
};

/// Arguments of predict.
struct PredictOptions {
  Int batch_size = 0;  ///< of arrays; 0: chosen by occam. No prediction depends on it
  Int steps = 0;       ///< batches, from the first on; 0: all
  /// One that changes the model must not run beside another use of the model.
  std::vector<callbacks::Callback> callbacks = {};
};

}  // namespace occam
