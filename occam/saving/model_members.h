#pragma once

#include <string>
#include <vector>

#include "occam/base/config.h"
#include "occam/models/files.h"
#include "occam/models/network.h"
#include "occam/saving/keras_object.h"
#include "occam/saving/model_file.h"
#include "occam/saving/zip_archive.h"

namespace occam::saving {

/// The config.json of a file: layers and compile options, with the numbers that `current` says.
/// Throws InvalidArgument for what does not describe itself.
Config model_description(const models::Network& network, const models::FileForm& form,
                         const CurrentNumbers& current);

/// Throws InvalidArgument for a model that cannot be written.
void check_savable(models::Network& network, const models::FileForm& form);

/// All members of a `.keras` file of the first member of a network, and `beside` numbers of what is
/// not in it.
std::vector<ZipMember> model_members(models::Network& network, const models::FileForm& form,
                                     const std::vector<StoredNumbers>& beside = {});

/// A `.h5` file of Keras's older form, of the first member of a network, with what it is compiled
/// with or without.
std::string legacy_file_of(models::Network& network, const models::FileForm& form,
                           bool is_compiled = true);

/// A `.weights.h5` file of the first member of a network.
std::string weights_bytes(models::Network& network, const models::FileForm& form);

}  // namespace occam::saving
