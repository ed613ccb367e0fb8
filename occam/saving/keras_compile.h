#pragma once

#include <string>
#include <vector>

#include "occam/models/compile_options.h"
#include "occam/models/topology.h"
#include "occam/saving/keras_object.h"

namespace occam::saving {

/// Keras's compile_config: optimizer, loss, loss weights, metrics. REQUIRES: undescribed() is
/// empty. Throws InvalidArgument for what a file cannot hold otherwise.
Config keras_compile(const CompileOptions& options, const models::Topology& topology,
                     const CurrentNumbers& current);

/// What among these options no file can hold, as a user's struct without fields() is in it: "the
/// loss", "the optimizer"; empty where a file holds all.
std::string undescribed(const CompileOptions& options);

/// What a model's description calls this compile_config: as Keras does; or where Keras lacks a
/// class of it, by a name that Keras passes over, so that the model opens there, not compiled.
std::string compile_key(const Config& compile);
/// The compile_config of a model's description, by either name; null where it has none.
const Config* compile_config_of(const Config& model);

/// The reverse of keras_compile, for a model with these outputs. Throws FileError, opening with
/// `where`.
CompileOptions stored_compile(const std::string& where, const Config& compile,
                              const std::vector<std::string>& outputs);

/// Metrics of each output as holders' configs with their log names, which keep what Keras has no
/// place for.
Config described_metrics(const std::vector<std::vector<Metric>>& by_output);
/// The reverse.
Metrics metrics_of(const std::string& where, const Config& described,
                   const std::vector<std::string>& outputs);

}  // namespace occam::saving
