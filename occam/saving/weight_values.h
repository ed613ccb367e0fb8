#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "occam/models/network.h"
#include "occam/saving/array_file.h"
#include "occam/saving/hdf5_writer.h"

namespace occam::saving {

/// Throws FileError, opening with `where` and naming the weight, unless the file has an array of
/// its shape for each weight. `names`: of the arrays, by weight. Nothing is allocated for a size
/// that does not fit.
void check_weights(const std::string& where, const models::Blueprint& blueprint,
                   std::span<const std::string> names, const ArrayFile& file);

/// Gives a network the numbers of a file, all or none; a weight of the name "" keeps its own. Warns
/// of numbers that were rounded to float32 and of those that are not finite.
void read_weights(const std::string& where, models::Network& network,
                  std::span<const std::string> names, const ArrayFile& file);

/// The weights by their paths: "dense/kernel". Views of the network's numbers.
std::vector<NamedArray> named_weights(const models::Network& network);
/// Puts them into a file under these names, by weight; as views too.
void write_weights(const models::Network& network, std::span<const std::string> names,
                   Hdf5Writer& file);
/// The same of weights that a file holds once more: (name, place of the weight).
void write_copies(const models::Network& network,
                  std::span<const std::pair<std::string, std::size_t>> copies, Hdf5Writer& file);

}  // namespace occam::saving
