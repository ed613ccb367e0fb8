#pragma once

#include <nanobind/nanobind.h>
#include <nanobind/ndarray.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <functional>
#include <string>
#include <vector>

#include "occam/base/array.h"
#include "occam/base/config.h"
#include "occam/base/one_or_many.h"
#include "occam/callbacks/logs.h"

namespace occam::python {

namespace nb = nanobind;

/// A row-major array of NumPy's, of one of occam's element types.
using NumpyArray = nb::ndarray<nb::ro, nb::c_contig, nb::device::cpu>;

/// What becomes of a value that is no plain one.
using OtherValue = std::function<Config(const std::string& where, nb::handle value)>;
/// Throws a TypeError that names `where`.
Config refused(const std::string& where, nb::handle value);
/// None, bool, int, float, str, list, tuple, dict with texts as keys, and what has __index__ or
/// __float__, as NumPy's numbers; `other` of anything else.
Config config_of(const std::string& where, nb::handle value, const OtherValue& other = refused);
nb::object object_of(const Config& config);

/// A view of the elements: `array` must outlive it. Throws a TypeError for another element type.
Array view_of(const NumpyArray& array);
/// A NumPy array that owns the elements.
nb::object numpy_of(Array array);
/// A list of arrays by position, or by name where `names` are given.
OneOrMany<Array> views_of(const std::vector<NumpyArray>& arrays,
                          const std::vector<std::string>& names);

Shape shape_of(const std::vector<std::int64_t>& sizes);
nb::tuple tuple_of(const Shape& shape);
nb::dict dict_of(const callbacks::Logs& logs);

}  // namespace occam::python
