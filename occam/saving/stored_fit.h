#pragma once

#include <string>

#include "occam/base/config.h"
#include "occam/saving/hdf5_reader.h"
#include "occam/saving/hdf5_writer.h"
#include "occam/training/fit_state.h"

namespace occam::saving {

/// The state of a fit as a Config, and what is long in it as data sets /members/<m>/....: views of
/// `fit`, which must live until the file is complete.
Config write_fit(const training::FitState& fit, Hdf5Writer& file);

/// The reverse. Throws FileError, opening with `where`.
training::FitState read_fit(const std::string& where, const Config& config, const Hdf5Reader& file);

/// JSON has no NaN and no infinity: a number that is not finite as {"float": "nan"}, and back.
Config with_finite_numbers(const Config& config);
Config with_all_numbers(const Config& config);

}  // namespace occam::saving
