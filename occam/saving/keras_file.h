#pragma once

#include <string>
#include <vector>

#include "occam/saving/model_content.h"
#include "occam/saving/model_file.h"
#include "occam/saving/zip_archive.h"

namespace occam::saving {

/// The members of a model's `.keras` file: `config` its description, `own` what Keras has no place
/// for, `beside` numbers of what is not in the network.
std::vector<ZipMember> keras_members(const models::Network& network, const Config& config,
                                     OwnState own, const std::string& model_name,
                                     const std::vector<StoredNumbers>& beside);

/// The member metadata.json of a file that is written now.
std::string keras_metadata();

/// The members of a `.keras` file. Throws FileError, opening with `where`.
ModelContent open_keras_file(const std::string& where, const Members& archive);

}  // namespace occam::saving
