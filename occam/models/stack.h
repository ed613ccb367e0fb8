#pragma once

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "occam/models/model.h"
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
  /// listed, as it stands; it must be built and compiled. All lists have one length, the number of
  /// members. Throws InvalidArgument for an unknown path, lists of different lengths or a number
  /// that the hyper-parameter does not accept.
  Stack(const Sequential& model, std::vector<HyperValues> values);
  Stack(const Model& model, std::vector<HyperValues> values);
  ~Stack();
  Stack(Stack&&) noexcept;

  std::int64_t size() const;

  /// Trains all members on the same batches. verbose is taken as 0. Returns a History a member.
  std::vector<History> fit(const Arrays& x, const Arrays& y, const FitOptions& options = {});
  std::vector<History> fit(const data::Dataset& train, const data::Dataset* validation,
                           const FitOptions& options);

  /// The memory that fit(x, y, options) will need for data of these shapes: of all members, and
  /// without that of the model the stack was made from. Otherwise as Sequential::fit_memory.
  FitMemory fit_memory(const Shape& x, const Shape& y, const FitOptions& options = {}) const {
    return fit_memory(OneOrMany<Shape>(x), OneOrMany<Shape>(y), options);
  }
  FitMemory fit_memory(const OneOrMany<Shape>& x, const OneOrMany<Shape>& y,
                       const FitOptions& options = {}) const;

  /// Means of loss and metrics of every member.
  std::vector<Logs> evaluate(const Arrays& x, const Arrays& y, const EvaluateOptions& options = {});

  /// Member `index` as a model of its own, which goes on as the member would. Of a stack of a Model
  /// `model_member`.
  Sequential member(std::int64_t index) const;
  Model model_member(std::int64_t index) const;

 private:
  Stack(std::variant<Sequential, Model> model, std::vector<HyperValues> values, int);
  const Trainable& description() const;
  models::Holding holding() const;
  void adopt(std::shared_ptr<const models::Blueprint> blueprint);
  std::vector<History> fit_given(const models::Given& train, const models::Given* validation,
                                 const FitOptions& options);
  template <class M>
  M member_of(std::int64_t index) const;

  std::variant<Sequential, Model> model_;
  std::vector<HyperValues> values_;
  std::unique_ptr<models::Network> network_;
};

}  // namespace occam
