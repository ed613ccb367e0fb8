#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "occam/base/field_list.h"
#include "occam/base/plain_values.h"
#include "occam/data/column_form.h"
#include "occam/data/read_options.h"
#include "occam/data/table_encoder.h"
#include "occam/data/table_profile.h"
#include "occam/models/sequential.h"

namespace occam {

/// A column of the table that a model was trained on.
struct TrainedColumn {
  data::ColumnForm form = {};
  data::ColumnRole role = data::ColumnRole::kFeature;

  static constexpr std::string_view type = "TrainedColumn";
  static constexpr auto fields() {
    using C = TrainedColumn;
    return Fields{Field{"form", &C::form, "what its cells were taken for"},
                  Field{"role", &C::role, "what became of it"}};
  }
};

/// Where a table and the one of the training differ.
struct ColumnDifference {
  std::vector<std::string> missing = {};  ///< that the model needs, as files name them
  std::vector<std::string> extra = {};    ///< that the training table had not
};

/// Answers for rows of a table.
struct TableAnswers {
  std::vector<std::int64_t> rows = {};    ///< of the table, ascending: those that can be answered
  Array outputs;                          ///< of the network, the mean of several
  std::vector<float> probabilities = {};  ///< of classes: (rows, classes), row-major
  std::vector<std::int32_t> decisions = {};  ///< of classes: the numbers that are answered
  std::vector<double> numbers = {};          ///< of numbers: in the unit of the table
  std::vector<data::UnknownTexts> unknown = {};
};

/// A network, or an ensemble of some, with everything that turns rows of a table into its inputs
/// and its outputs into answers. Plain data: what is in it is all there is to save.
struct TableModel {
  data::TableEncoder encoder = {};
  std::vector<TrainedColumn> columns = {};    ///< of the training table, in its order
  bool header = true;                         ///< its file named the columns
  std::vector<std::string> missing = {};      ///< ReadOptions::missing
  std::vector<std::string> not_missing = {};  ///< ReadOptions::not_missing
  /// Shares of the classes in training, where a class is answered by argmax p / prior; none: by
  /// argmax p.
  std::vector<double> priors = {};
  Config training = {};  ///< how it came about, for people
  std::vector<Sequential> networks = {};

  static constexpr std::string_view type = "TableModel";
  /// All but the networks.
  static constexpr auto fields() {
    using M = TableModel;
    return Fields{Field{"encoder", &M::encoder, "from cells to features"},
                  Field{"columns", &M::columns, "of the training table"},
                  Field{"header", &M::header, "its file named the columns"},
                  Field{"missing", &M::missing, "texts that count as missing"},
                  Field{"not_missing", &M::not_missing, "texts that do not"},
                  Field{"priors", &M::priors, "shares of the classes, for the decision"},
                  Field{"training", &M::training, "how it came about"}};
  }

  /// Throws InvalidArgument for parts that do not fit each other.
  void check() const;
  /// `own` with what the training table's reading says: a further table is read alike.
  data::ReadOptions reading(data::ReadOptions own = {}) const;
  /// The columns that a file must have, in the order of the features: "bp" of "bp (1)", "bp (2)".
  std::vector<std::string> columns_in_file() const;
  ColumnDifference compare(const data::Table& table) const;
  /// Answers for all rows of a table that can be answered: with MissingPolicy::kDrop those without
  /// missing cells. Bits are those of the network on the same rows in training.
  /// Errors: as TableEncoder::transform_features.
  TableAnswers predict(const data::Table& table) const;
};

/// The mean of the networks' outputs, summed in float64.
Array mean_prediction(const std::vector<Sequential>& networks, const data::Dataset& rows);

template <>
struct EnumTexts<data::ColumnRole> {
  using Role = data::ColumnRole;
  static constexpr std::array texts = {
      std::pair{Role::kFeature, "feature"},      std::pair{Role::kTarget, "target"},
      std::pair{Role::kDropped, "dropped"},      std::pair{Role::kSplit, "split"},
      std::pair{Role::kEmpty, "empty"},          std::pair{Role::kConstant, "constant"},
      std::pair{Role::kDuplicate, "duplicate"},  std::pair{Role::kRowNumbers, "row_numbers"},
      std::pair{Role::kIdentifier, "identifier"}};
};

}  // namespace occam
