#pragma once

#include <memory>
#include <string>

#include "occam/data/batch_source.h"
#include "occam/models/given.h"
#include "occam/training/batch_stream.h"

namespace occam::models {

// A source of batches that a call was given. All throw InvalidArgument.

/// Opens a source, which messages call `where`: "fit: x". Throws when it gives no batch.
std::shared_ptr<training::BatchReader> open_source(std::string where, data::BatchSource source);

/// Its batches as inputs alone.
training::BatchStream input_stream(std::shared_ptr<training::BatchReader> reader,
                                   std::shared_ptr<const Blueprint> blueprint);

/// Its batches for a blueprint that knows the targets' shapes, each checked as arrays are. All have
/// weights or none.
training::BatchStream training_stream(std::shared_ptr<training::BatchReader> reader,
                                      std::shared_ptr<const Blueprint> blueprint,
                                      const ClassWeights& class_weight = {});

/// Bytes of the batches that are in memory at a time: the one given out, one that waits, one that
/// is being made.
std::int64_t held_bytes(training::BatchReader& reader);

}  // namespace occam::models
