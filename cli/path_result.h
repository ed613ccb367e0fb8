#pragma once

#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "cli/examples.h"
#include "cli/fold_judgement.h"
#include "cli/path_flags.h"
#include "occam/selection/choose.h"
#include "occam/selection/path.h"
#include "occam/selection/stability.h"

namespace occam::cli {

/// A path and what its networks are worth.
struct ScoredPath {
  selection::Path path = {};
  bool adaptive = false;
  std::vector<std::vector<double>> scores = {};  ///< (lambda, fold)
  selection::ScoreCurve curve = {};              ///< of the lambdas, the unpenalised last
  selection::PooledChoice::OfPath choice = {};
};

/// The path that the answer is of, the other one, and the network that is the answer.
struct PathResult {
  ScoredPath own;
  std::optional<ScoredPath> other = {};
  std::size_t pilot = 0;                         ///< of two paths: the plain one's best network
  bool other_may_answer = true;                  ///< its networks stood for choice too
  const evaluation::Measure* measure = nullptr;  ///< by which it is chosen
  std::size_t chosen = 0;                        ///< place on the own path
  std::vector<double> test_rows = {};            ///< of each fold
  std::vector<double> zero_shares = {};          ///< of each lambda's network on all rows
  FoldJudgement judged = {};                     ///< the chosen network beside the baselines
  evaluation::Estimate over_unpenalised = {};  ///< paired: what the chosen one gains over lambda 0
  std::optional<selection::Stability> stability = {};
};

/// A column of the table and one number about it.
struct ColumnShare {
  std::string name;
  double share = 0.0;
};

/// The columns that these features come from, in the order of the table.
std::vector<std::string> columns_of(const Examples& examples,
                                    const std::vector<std::int64_t>& features);
/// Every column with the largest number of its features.
std::vector<ColumnShare> columns_with(const Examples& examples,
                                      const std::vector<double>& features);

/// What it took, both paths together.
struct Effort {
  std::int64_t stacks = 0, trained = 0, found = 0;
  bool short_of_memory = false;
};
Effort effort_of(const PathResult& result);

/// Is a network needed? One sentence.
std::string answer(const PathResult& result);

/// The table of lambdas, the baselines, and what the chosen network uses.
std::vector<std::string> path_lines(const PathResult& result, const Examples& all);

/// "path" of the result of --json.
nlohmann::ordered_json json_of(const PathResult& result, const Examples& all);

}  // namespace occam::cli
