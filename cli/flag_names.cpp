#include "cli/flag_names.h"

#include <algorithm>
#include <utility>

#include "occam/base/errors.h"

namespace occam::cli {
namespace {

using Name = std::pair<std::string_view, std::string_view>;

/// What people type, from other programs and libraries, and the flag that it means.
constexpr Name kNames[] = {
    {"--lr", "--learning-rate"},
    {"--eta", "--learning-rate"},
    {"--step-size", "--learning-rate"},
    {"--wd", "--weight-decay"},
    {"--decay", "--weight-decay"},
    {"--bn", "--batch-norm"},
    {"--batchnorm", "--batch-norm"},
    {"--batch-normalization", "--batch-norm"},
    {"--batch-normalisation", "--batch-norm"},
    {"--no-bn", "--no-batch-norm"},
    {"--hidden", "--layers"},
    {"--hidden-layers", "--layers"},
    {"--hidden-layer-sizes", "--layers"},
    {"--hidden-units", "--layers"},
    {"--units", "--layers"},
    {"--act", "--activation"},
    {"--init", "--kernel-initializer"},
    {"--regularizer", "--kernel-regularizer"},
    {"--penalty", "--kernel-regularizer"},
    {"--lasso", "--l1"},
    {"--ridge", "--l2"},
    {"--dropout-rate", "--dropout"},
    {"--opt", "--optimizer"},
    {"--optim", "--optimizer"},
    {"--optimiser", "--optimizer"},
    {"--objective", "--loss"},
    {"--batch", "--batch-size"},
    {"--batchsize", "--batch-size"},
    {"--bs", "--batch-size"},
    {"--epoch", "--epochs"},
    {"--n-epochs", "--epochs"},
    {"--num-epochs", "--epochs"},
    {"--max-epochs", "--epochs"},
    {"--max-iter", "--epochs"},
    {"--early-stopping", "--patience"},
    {"--no-early-stop", "--no-early-stopping"},
    {"--val", "--validation-split"},
    {"--valid", "--validation-split"},
    {"--validation", "--validation-split"},
    {"--val-split", "--validation-split"},
    {"--val-size", "--validation-split"},
    {"--validation-size", "--validation-split"},
    {"--validation-fraction", "--validation-split"},
    {"--test", "--test-split"},
    {"--test-size", "--test-split"},
    {"--test-fraction", "--test-split"},
    {"--random-state", "--seed"},
    {"--random-seed", "--seed"},
    {"--jobs", "--threads"},
    {"--n-jobs", "--threads"},
    {"--num-threads", "--threads"},
    {"--y", "--target"},
    {"--label", "--target"},
    {"--response", "--target"},
    {"--outcome", "--target"},
    {"--problem", "--task"},
    {"--ignore", "--drop"},
    {"--exclude", "--drop"},
    {"--skip", "--drop"},
    {"--impute", "--missing"},
    {"--na-values", "--na"},
    {"--sep", "--separator"},
    {"--delim", "--separator"},
    {"--delimiter", "--separator"},
    {"--categorical", "--text-columns"},
    {"--text", "--text-columns"},
    {"--silent", "--quiet"},
};

}  // namespace

std::vector<std::string> with_known_flags(std::vector<std::string> arguments) {
  for (std::string& argument : arguments) {
    if (argument == "--") break;
    if (!argument.starts_with("--")) continue;
    const std::size_t end = std::min(argument.find('='), argument.size());
    std::string name = argument.substr(0, end);
    std::replace(name.begin(), name.end(), '_', '-');
    const auto* const known = std::find_if(std::begin(kNames), std::end(kNames),
                                           [&](const Name& each) { return each.first == name; });
    if (known != std::end(kNames)) name = known->second;
    argument = name + argument.substr(end);
  }
  return arguments;
}

std::string meant_flag(std::string_view written, const std::vector<std::string>& known) {
  std::vector<std::string_view> names(known.begin(), known.end());
  constexpr std::size_t kLeastPrefix = 4;  // "--ep"
  if (written.size() >= kLeastPrefix) {
    for (const std::string_view name : names) {
      if (name.starts_with(written)) return std::string(name);
    }
  }
  for (const auto& [name, flag] : kNames) {
    if (std::find(known.begin(), known.end(), flag) != known.end()) names.push_back(name);
  }
  const std::string_view near = nearest_name(written, names);
  const auto* const other = std::find_if(std::begin(kNames), std::end(kNames),
                                         [&](const Name& each) { return each.first == near; });
  return std::string(other == std::end(kNames) ? near : other->second);
}

}  // namespace occam::cli
