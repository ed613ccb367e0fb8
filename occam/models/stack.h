#pragma once

#include <memory>
#include <span>
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

/// What one member of a stack is given to fit where each has data of its own, as the folds of a
/// cross-validation have. The data must outlive the call.
struct MemberData {
  const data::Dataset* train = nullptr;
  const data::Dataset* validation = nullptr;
  OneOrMany<Array> sample_weight = {};  ///< of the training rows, as in FitOptions
};

/// Models of one structure that differ in the values of hyper-parameters, in seeds and in weights,
/// and train together, each with its own dropout stream and its own callbacks. Every member equals
/// its solo run bit for bit. On the same data, members that see the rows in one order share each
/// batch.
class Stack {
 public:
  /// `model` gives the description, the weights to start from and every hyper-parameter that is not
  /// listed, as it stands; it must be built and compiled. All lists have one length, the number of
  /// members. Throws InvalidArgument for an unknown path, lists of different lengths or a number
  /// that the hyper-parameter does not accept.
  Stack(const Sequential& model, std::vector<HyperValues> values);
  Stack(const Model& model, std::vector<HyperValues> values);
  /// Members as they stand: each with its own weights, hyper-parameters, seed and data seed, and an
  /// optimizer that has made no step; all with the threads of the first. They must be built and
  /// compiled, all or none of them trained before, and alike but for the values of
  /// hyper-parameters: layers, loss, optimizer and metrics; else InvalidArgument says where they
  /// differ.
  explicit Stack(std::vector<Sequential> models);
  explicit Stack(std::vector<Model> models);
  ~Stack();
  Stack(Stack&&) noexcept;

  std::int64_t size() const;

  /// Where two models differ so that they cannot be members of one stack, as "dense/units"; empty
  /// when they can.
  static std::string difference(const Trainable& a, const Trainable& b);

  /// Trains all members on the same batches. verbose is taken as 0. Returns a History a member.
  std::vector<History> fit(const Arrays& x, const Arrays& y, const FitOptions& options = {});
  std::vector<History> fit(const data::Dataset& train, const data::Dataset* validation,
                           const FitOptions& options);

  /// Trains each member on its own data: one entry a member, whose rows may differ in number; with
  /// validation rows for all or for none. Members of equally many rows go through an epoch
  /// together.
  std::vector<History> fit(const std::vector<MemberData>& data, const FitOptions& options = {});

  /// Trains all members on the same batches of a source, as Sequential::fit does.
  template <class Source>
  requires data::BatchSourceLike<std::remove_reference_t<Source>> std::vector<History> fit(
      Source&& source, const FitOptions& options = {}) {
    return fit_source(data::BatchSource(source), options);
  }

  /// The memory that fit(x, y, options) will need for data of these shapes: of all members, and
  /// without that of the model the stack was made from. Otherwise as Sequential::fit_memory.
  FitMemory fit_memory(const Shape& x, const Shape& y, const FitOptions& options = {}) const {
    return fit_memory(OneOrMany<Shape>(x), OneOrMany<Shape>(y), options);
  }
  FitMemory fit_memory(const OneOrMany<Shape>& x, const OneOrMany<Shape>& y,
                       const FitOptions& options = {}) const;

  /// Means of loss and metrics of every member.
  std::vector<Logs> evaluate(const Arrays& x, const Arrays& y, const EvaluateOptions& options = {});
  template <class Source>
  requires data::BatchSourceLike<std::remove_reference_t<Source>> std::vector<Logs> evaluate(
      Source&& source, const EvaluateOptions& options = {}) {
    return evaluate_source(data::BatchSource(source), options);
  }

  /// Member `index` as a model of its own, which goes on as the member would. Of a stack of a Model
  /// `model_member`.
  Sequential member(std::int64_t index) const;
  Model model_member(std::int64_t index) const;

 private:
  using Described = std::variant<Sequential, Model>;
  Stack(Described model, const std::vector<HyperValues>& values, int);
  Stack(std::vector<Described> models, int);
  const Trainable& description(std::int64_t member) const;
  models::Holding holding() const;
  std::vector<History> fit_prepared(models::Prepared prepared, const FitOptions& options);
  std::vector<History> fit_source(data::BatchSource source, const FitOptions& options);
  std::vector<Logs> evaluate_source(data::BatchSource source, const EvaluateOptions& options);
  std::vector<History> fit_given(std::span<const models::GivenFit> data, const FitOptions& options);
  std::vector<History> fit_given(const models::Given& train, const models::Given* validation,
                                 const FitOptions& options);
  template <class M>
  M member_of(std::int64_t index) const;

  std::vector<Described> models_;  ///< without values: one for all members, or one a member
  std::unique_ptr<models::Network> network_;
};

}  // namespace occam
