#pragma once

#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "occam/models/sequential.h"

namespace occam {

/// Values of one hyper-parameter, one a member: {"dense/kernel_regularizer/l2", {0, 1e-4, 1e-2}}.
struct HyperValues {
  std::string path;
  std::vector<double> values;
};

/// Copies of one model that differ in hyper-parameters and train together in one pass over the
/// data, each with its own dropout stream and its own callbacks. Every member equals its solo run
/// bit for bit.
class Stack {
 public:
  /// `model` gives the description, the weights to start from and every hyper-parameter that is not
  /// listed; it must be built and compiled. All lists have one length, the number of members.
  /// Throws InvalidArgument for an unknown path, lists of different lengths or a number that is not
  /// finite.
  Stack(const Sequential& model, std::vector<HyperValues> values);
  ~Stack();

  std::int64_t size() const;
  /// Trains all members on the same batches. verbose is taken as 0. Returns a History a member.
  std::vector<History> fit(const Array& x, const Array& y, const FitOptions& options = {});
  std::vector<History> fit(const data::Dataset& train, const data::Dataset* validation,
                           const FitOptions& options);
  /// The memory that fit(x, y, options) will need for data of these shapes: of all members, and
  /// without that of the model the stack was made from. Otherwise as Sequential::fit_memory.
  FitMemory fit_memory(const Shape& x, const Shape& y, const FitOptions& options = {}) const;
  /// Means of loss and metrics of every member.
  std::vector<Logs> evaluate(const Array& x, const Array& y, const EvaluateOptions& options = {});
  /// Member `index` as a model of its own.
  Sequential member(std::int64_t index) const;

 private:
  const models::Network& values() const;
  std::shared_ptr<const models::Blueprint> blueprint_for(std::string_view where, const Shape& x,
                                                         const Shape& y,
                                                         std::int64_t batch_size) const;
  void adopt(std::shared_ptr<const models::Blueprint> blueprint);
  FitMemory planned_memory(const models::Blueprint& blueprint, const models::FitRows& rows,
                           const FitOptions& options) const;

  Sequential model_;  ///< has values only until the members have them
  std::vector<HyperValues> values_;
  std::unique_ptr<models::Network> network_;  ///< none before the targets' shape is known
};

}  // namespace occam
