#include "occam/evaluation/confusion.h"

namespace occam::evaluation {

ConfusionTable confusion_table(const ClassPredictions& predictions) {
  ConfusionTable table{.classes = predictions.classes};
  table.counts.resize(static_cast<std::size_t>(table.classes * table.classes));
  for (std::size_t i = 0; i < predictions.labels.size(); ++i) {
    ++table.counts[static_cast<std::size_t>(predictions.labels[i] * table.classes +
                                            predictions.decisions[i])];
  }
  return table;
}

}  // namespace occam::evaluation
