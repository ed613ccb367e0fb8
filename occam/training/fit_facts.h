#pragma once

#include <string>

#include "occam/base/config.h"
#include "occam/callbacks/callback.h"
#include "occam/training/fit_options.h"
#include "occam/training/trainer.h"

namespace occam::training {

/// Of the numbers of all samples, in their order.
std::uint32_t checksum_of(const Samples& samples, std::uint32_t start = 0);

/// What a fit has to share with one that goes on from its checkpoint: rows, options that steer it,
/// and a checksum of the data, of a source of the first batch of its pass 0. Reads all of the data.
Config facts_of(const TrainingData& data, const FitOptions& options);

/// Throws InvalidArgument that names the file and everything that differs.
void check_same_fit(const std::string& path, const Config& stored, const Config& present);

/// The same for the callbacks that keep something of the run and steer it.
void check_same_callbacks(const std::string& path, const std::vector<callbacks::RunState>& stored,
                          const std::vector<callbacks::Callback>& present);

}  // namespace occam::training
