#include "occam/models/source_stream.h"

#include <optional>
#include <utility>

#include "occam/models/data_checks.h"
#include "occam/training/fit_facts.h"

namespace occam::models {
namespace {

using training::BatchReader;
using training::BatchStream;
using training::Samples;

BatchStream stream_of(std::shared_ptr<BatchReader> reader) {
  BatchStream stream;
  std::deque<Array> own;
  const Samples first = reader->sample(1, own);
  // A full batch, and a smaller last one.
  stream.of_source = {2 * first.size() - 1, first.weighted, first.size(), first.form};
  stream.source_sum = training::checksum_of(first);
  stream.source = std::move(reader);
  return stream;
}

/// What makes a batch of a source samples.
class BatchToSamples {
 public:
  BatchToSamples(std::shared_ptr<const Blueprint> blueprint, ClassWeights class_weight)
      : blueprint_(std::move(blueprint)), class_weight_(std::move(class_weight)) {}

  Samples operator()(const data::Batch& batch, const std::string& where, std::deque<Array>& own) {
    const Given given = given_of(batch);
    check_inputs(where, blueprint_->topology(), given.x);
    const auto targets = targets_of(where, *blueprint_, given);
    const std::vector<Shape>& wanted = blueprint_->description().target_shapes;
    for (std::size_t i = 0; i < targets.size(); ++i) {
      if (targets[i] == nullptr || target_shape(targets[i]->shape()) == wanted[i]) continue;
      if (blueprint_->is_open() && target_shape(targets[i]->shape()).rank() == wanted[i].rank())
        continue;
      throw InvalidArgument(where + ": invalid shape of y. Expected targets of shape " +
                            to_text(wanted[i]) + " a sample, as in the first batch. Received: y " +
                            "of shape " + to_text(targets[i]->shape()));
    }
    Samples samples = samples_of(where, *blueprint_, given, targets, own);
    if (samples.weighted && !class_weight_.empty()) throw_both_weights(where);
    add_class_weights(*blueprint_, targets, class_weight_, samples, own);
    if (samples.weighted != weighted_.value_or(samples.weighted)) {
      throw InvalidArgument(where + ": has " + (samples.weighted ? "" : "no ") +
                            "sample_weight. Expected it as in the first batch");
    }
    weighted_ = samples.weighted;
    return samples;
  }

 private:
  std::shared_ptr<const Blueprint> blueprint_;
  ClassWeights class_weight_;
  std::optional<bool> weighted_;
};

}  // namespace

std::shared_ptr<BatchReader> open_source(std::string where, data::BatchSource source) {
  auto reader = std::make_shared<BatchReader>(where, source);
  if (reader->peek() == nullptr) {
    throw InvalidArgument(where +
                          ": the source gave no batch. Expected one that has not been read to "
                          "its end, or one with begin_epoch, which starts anew");
  }
  return reader;
}

BatchStream input_stream(std::shared_ptr<BatchReader> reader,
                         std::shared_ptr<const Blueprint> blueprint) {
  reader->set_check([blueprint = std::move(blueprint)](
                        const data::Batch& batch, const std::string& where, std::deque<Array>&) {
    return prepare_inputs(where, *blueprint, given_of(batch).x, 1.0f);
  });
  return stream_of(std::move(reader));
}

BatchStream training_stream(std::shared_ptr<BatchReader> reader,
                            std::shared_ptr<const Blueprint> blueprint,
                            const ClassWeights& class_weight) {
  reader->set_check(BatchToSamples(std::move(blueprint), class_weight));
  return stream_of(std::move(reader));
}

std::int64_t held_bytes(BatchReader& reader) {
  const data::Batch* const batch = reader.peek();
  if (batch == nullptr) return 0;
  std::int64_t bytes = 0;
  for (const OneOrMany<Array>* arrays : {&batch->x, &batch->y, &batch->sample_weight}) {
    for (const Array& array : *arrays)
      bytes += array.size() * static_cast<std::int64_t>(size_of(array.dtype()));
  }
  return 3 * bytes;
}

}  // namespace occam::models
