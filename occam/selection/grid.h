#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "occam/data/dataset.h"
#include "occam/models/stack.h"
#include "occam/selection/any_model.h"
#include "occam/selection/support.h"

namespace occam::selection {

/// What one network of a grid has of its own: values of hyper-parameters that leave the shapes
/// alone. A name is a path, "optimizer/learning_rate", or the end of some: "l1" is the l1 of every
/// penalty that has one. The others stay as they are in the model.
struct Setting {
  std::vector<std::pair<std::string, double>> hypers = {};
  std::optional<std::uint64_t> seed = {};  ///< as set_seed
};

/// Every combination of the values, the last name's changing fastest; with seeds, each with every
/// seed. A list that is not a product is written down as it is. Errors: InvalidArgument for a name
/// without values.
std::vector<Setting> combinations(const std::vector<HyperValues>& values,
                                  const std::vector<std::uint64_t>& seeds = {});

/// Paths of the model's hyper-parameters that a name means. Errors: InvalidArgument, listing what
/// there is, for a name of none.
std::vector<std::string> hypers_named(const Trainable& model, std::string_view name);

struct Outcome;

/// Rows to learn from and to be scored on, with the model to start from: a fold of a
/// cross-validation with its own preprocessing, a resample, or all rows.
struct Part {
  AnyModel model;  ///< compiled, with its seeds; untrained
  const data::Dataset* train = nullptr;
  const data::Dataset* validation = nullptr;  ///< to watch, or none
  const data::Dataset* test = nullptr;        ///< predicted by every network, or none
  FitOptions options = {};                    ///< its sample_weight and validation data stay empty
  bool keep_weights = false;                  ///< in the outcomes
  /// Where the networks begin: with the weights of these outcomes, one a setting, which must
  /// outlive the call; none: each with the model's.
  const std::vector<Outcome>* starts = nullptr;
};

/// What became of one network.
struct Outcome {
  Array outputs = {};  ///< of the part's test rows
  Support support = {};
  std::vector<Array> weights = {};  ///< get_weights(), of a part that keeps them
  std::int64_t epochs = 0;
  std::int64_t best_epoch = -1;  ///< from 0; -1: none was looked for
  std::string stop_reason = {};  ///< empty: it ran to the end
  /// A loss, a validation loss or an output of the test rows was not finite, whatever weights an
  /// early stop has taken back.
  bool diverged = false;
};

/// How good a part's outputs are for its test rows, NaN where not defined.
using PartScore = std::function<double(std::size_t part, const Array& outputs)>;

/// Outcomes by what makes them: data, model, options and setting, as a fingerprint. A grid takes
/// from here what it finds and adds what it trains: so a run goes on after an interruption.
using Outcomes = std::map<std::string, Outcome>;

struct GridOptions {
  /// Networks that train together at most. Networks of one part stay together, parts follow each
  /// other.
  std::int64_t most_members = 64;
  Outcomes* known = nullptr;  ///< or none; must outlive the call
  /// Told after each stack, when its outcomes are in `known`: how many networks of all are done.
  std::function<void(std::int64_t done, std::int64_t all)> after_stack = {};
  /// Asked after each stack: true when a callback has interrupted it. Its outcomes do not count.
  std::function<bool()> interrupted = {};
};

struct Grid {
  std::vector<std::vector<Outcome>> outcomes;  ///< (part, setting); empty when interrupted
  std::int64_t stacks = 0;                     ///< that were trained
  std::int64_t trained = 0, found = 0;         ///< networks trained, and taken from `known`
  bool short_of_memory = false;                ///< some stacks were cut for want of memory
  bool interrupted = false;
};

/// Trains every setting on every part, as few stacks one after the other as most_members, memory
/// and differences of the parts allow (fit_stacked). Each network ends as its solo fit does, bit
/// for bit, with its own early stop, so that the cut changes nothing. Errors: InvalidArgument for
/// no parts, settings or training rows, sample weights, a name of no hyper-parameter, a value out
/// of its range, chains beside functional models; as Stack and its fit.
Grid grid(std::span<const Part> parts, std::span<const Setting> settings,
          const GridOptions& options = {});

/// The model of a part as a setting has it, before training.
AnyModel model_of(const Part& part, const Setting& setting);
/// The same with an outcome's weights: what training has made of it, its optimizer at the start.
/// Errors: InvalidArgument for an outcome without weights.
AnyModel network_of(const Part& part, const Setting& setting, const Outcome& outcome);

}  // namespace occam::selection
