#include "occam/models/table_model.h"

#include <cmath>
#include <numeric>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "occam/base/errors.h"
#include "occam/evaluation/decision.h"
#include "occam/evaluation/predictions.h"
#include "occam/models/parts.h"

namespace occam {
namespace {

[[noreturn]] void refuse(const std::string& of, const std::string& expected,
                         const std::string& received) {
  throw_invalid_value(TableModel::type, of, expected, received);
}

void check_network(const Sequential& network, const data::TableEncoder& encoder) {
  const auto blueprint = models::Parts::blueprint(network);
  if (blueprint == nullptr) refuse("networks", "built ones", "one that is not built");
  const Shape input = blueprint->topology().inputs[0].shape;
  const Shape output = blueprint->output_shape(0);
  if (input != Shape({encoder.width()}))
    refuse("networks", std::to_string(encoder.width()) + " inputs, as there are features",
           "inputs of shape " + to_text(input));
  if (output != Shape({encoder.target.outputs()}))
    refuse("networks", std::to_string(encoder.target.outputs()) + " outputs, as the target asks",
           "outputs of shape " + to_text(output));
}

/// What the files call these columns, each once: the parts of a text are one there.
std::vector<std::string> names_in_file(const std::vector<TrainedColumn>& columns,
                                       const std::vector<std::string>& names) {
  std::unordered_map<std::string_view, std::string_view> in_file;
  for (const TrainedColumn& column : columns)
    in_file.emplace(column.form.name, data::name_in_file(column.form));
  std::vector<std::string> result;
  std::unordered_set<std::string_view> taken;
  for (const std::string& name : names) {
    const auto found = in_file.find(name);
    const std::string_view there = found == in_file.end() ? name : found->second;
    if (taken.insert(there).second) result.emplace_back(there);
  }
  return result;
}

}  // namespace

void TableModel::check() const {
  encoder.check();
  if (networks.empty()) refuse("networks", "one at least", "none");
  for (const Sequential& network : networks) check_network(network, encoder);
  if (priors.empty()) return;
  if (priors.size() != encoder.target.classes.size())
    refuse("priors", "one a class", std::to_string(priors.size()));
  double sum = 0;
  for (const double prior : priors) {
    if (!(prior >= 0) || !std::isfinite(prior)) refuse("priors", "shares >= 0", to_text(prior));
    sum += prior;
  }
  if (!(sum > 0)) refuse("priors", "a share > 0", "none");
}

data::ReadOptions TableModel::reading(data::ReadOptions own) const {
  const auto add = [](std::vector<std::string>& to, const std::vector<std::string>& texts) {
    to.insert(to.end(), texts.begin(), texts.end());
  };
  if (own.missing.empty()) add(own.missing, missing);
  if (own.not_missing.empty()) add(own.not_missing, not_missing);
  if (own.header == data::Header::kAuto)
    own.header = header ? data::Header::kPresent : data::Header::kAbsent;
  const std::vector<std::string> names = columns_in_file();
  const std::unordered_set<std::string_view> needed(names.begin(), names.end());
  for (const TrainedColumn& column : columns) {
    // All parts of a text: what is none of the others is known by them.
    if (needed.contains(data::name_in_file(column.form)) ||
        column.role == data::ColumnRole::kTarget)
      own.forms.push_back(column.form);
  }
  return own;
}

std::vector<std::string> TableModel::columns_in_file() const {
  return names_in_file(columns, encoder.columns());
}

ColumnDifference TableModel::compare(const data::Table& table) const {
  std::vector<std::string> missing_names;
  for (const std::string& name : encoder.columns()) {
    if (!table.has_column(name)) missing_names.push_back(name);
  }
  ColumnDifference difference{.missing = names_in_file(columns, missing_names)};
  std::unordered_set<std::string_view> known;
  for (const TrainedColumn& column : columns) known.insert(column.form.name);
  for (const data::Column& column : table.columns()) {
    if (!known.contains(column.name())) difference.extra.push_back(column.name());
  }
  return difference;
}

TableAnswers TableModel::predict(const data::Table& table) const {
  std::vector<std::int64_t> all(static_cast<std::size_t>(table.rows()));
  std::iota(all.begin(), all.end(), std::int64_t{0});
  data::EncodedTable encoded = encoder.transform_features(table, all);
  TableAnswers answers;
  answers.rows = std::move(encoded.rows);
  answers.unknown = std::move(encoded.unknown);
  answers.outputs = mean_prediction(networks, encoded.dataset);
  const data::Target& target = encoder.target;
  if (target.is_classification()) {
    const auto classes = static_cast<std::int64_t>(target.classes.size());
    answers.probabilities = evaluation::class_probabilities(answers.outputs, classes);
    answers.decisions = evaluation::decide(answers.probabilities, classes, priors);
    return answers;
  }
  for (std::int64_t i = 0; i < answers.outputs.size(); ++i)
    answers.numbers.push_back(target.original(answers.outputs.at(i)));
  return answers;
}

Array mean_prediction(const std::vector<Sequential>& networks, const data::Dataset& rows) {
  Array mean = networks[0].predict(rows);
  if (networks.size() == 1) return mean;
  const auto first = mean.data<float>();
  std::vector<double> sums(first.begin(), first.end());
  for (std::size_t m = 1; m < networks.size(); ++m) {
    const Array own = networks[m].predict(rows);
    for (std::int64_t i = 0; i < own.size(); ++i) sums[static_cast<std::size_t>(i)] += own.at(i);
  }
  const std::span<float> values = mean.mutable_data<float>();
  for (std::size_t i = 0; i < sums.size(); ++i)
    values[i] = static_cast<float>(sums[i] / static_cast<double>(networks.size()));
  return mean;
}

}  // namespace occam
