#include "occam/training/log_reader.h"

#include <algorithm>

namespace occam::training {

using metrics::Accumulator;
using runtime::Variable;

LogReader::LogReader(Program& program) : program_(program) {
  for (const LogSource& log : program_.logs()) {
    const auto named = [&](const std::string& prefix) {
      return Source::Names{prefix + log.name, log.metric.empty() ? "" : prefix + log.metric};
    };
    Source source{&log, {named(""), named("val_"), named("train_")}, {}, {}};
    for (const Accumulator& accumulator : log.accumulators) {
      const Variable& variable = program_.layout()[accumulator.total];
      source.sums.emplace_back(static_cast<std::size_t>(variable.shape.size()));
    }
    source.views.assign(source.sums.begin(), source.sums.end());
    sources_.push_back(std::move(source));
  }
}

void LogReader::reset(std::span<const int> members) {
  runtime::State& state = program_.state();
  for (const Source& source : sources_) {
    for (const std::size_t index : source.log->variables) {
      const Variable& variable = program_.layout()[index];
      for (const int member : members) {
        if (variable.type == runtime::VariableType::kFloat64) {
          state.number(variable, member) = 0;
        } else {
          std::ranges::fill(state.tensor(variable, member), 0.0f);
        }
      }
    }
  }
}

void LogReader::read(int member, std::int64_t samples, Prefix prefix, callbacks::Logs& logs) {
  runtime::State& state = program_.state();
  for (Source& source : sources_) {
    const LogSource& log = *source.log;
    if (prefix != Prefix::kNone && log.of_weights) continue;
    for (std::size_t i = 0; i < log.accumulators.size(); ++i) {
      std::vector<double>& sums = source.sums[i];
      std::ranges::fill(sums, 0.0);
      const auto add = [&](std::size_t index) {
        const Variable& variable = program_.layout()[index];
        if (variable.type == runtime::VariableType::kFloat64) {
          sums[0] += state.number(variable, member);
          return;
        }
        const std::span<float> values = state.tensor(variable, member);
        for (std::size_t k = 0; k < values.size(); ++k) sums[k] += static_cast<double>(values[k]);
      };
      add(log.accumulators[i].total);
      if (log.accumulators[i].rest) add(*log.accumulators[i].rest);
    }
    const double value = log.result ? log.result({samples, source.views})
                                    : source.sums[0][0] / static_cast<double>(samples);
    const Source::Names& names = source.names[static_cast<std::size_t>(prefix)];
    logs.set(names.name, value, names.metric, log.place);
  }
}

std::vector<std::string> log_names(const Program& program, bool validates) {
  std::vector<std::string> names;
  for (const LogSource& log : program.logs()) {
    names.push_back(log.name);
    if (validates && !log.of_weights) names.push_back("val_" + log.name);
  }
  return names;
}

}  // namespace occam::training
