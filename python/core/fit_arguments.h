#pragma once

#include <nanobind/nanobind.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "occam/callbacks/progress_bar.h"
#include "occam/models/trainable.h"
#include "python/core/batch_stream.h"
#include "python/core/conversions.h"
#include "python/core/python_stream.h"
#include "python/core/read_callbacks.h"

namespace occam::python {

namespace nb = nanobind;

/// An argument of the options that Python hands over, or nothing where it is left out.
template <class T>
void take(nb::dict options, const char* name, T& into) {
  if (options.contains(name)) into = nb::cast<T>(options[name]);
}
inline void take(nb::dict options, const char* name, Int& into) {
  if (options.contains(name)) into = nb::cast<std::int64_t>(options[name]);
}

/// Arrays of one argument: a list, by position or with names.
struct Given {
  std::vector<NumpyArray> arrays;  ///< keep the elements
  OneOrMany<Array> views;

  explicit Given(nb::handle pair) {
    if (pair.is_none()) return;
    arrays = nb::cast<std::vector<NumpyArray>>(pair[0]);
    views = views_of(arrays, nb::cast<std::vector<std::string>>(pair[1]));
  }
  Arrays references() const {
    std::vector<ArrayRef> list(views.begin(), views.end());
    if (views.names().empty()) return Arrays(std::move(list));
    Arrays named;
    for (std::size_t i = 0; i < list.size(); ++i) named.add(views.names()[i], list[i]);
    return named;
  }
};

/// Where a progress bar is drawn: sys.stdout, and as what.
struct Screen {
  std::unique_ptr<PythonStream> stream;
  callbacks::BarDisplay display = callbacks::BarDisplay::kPlain;
  std::function<std::int64_t()> columns;

  explicit Screen(nb::dict options);
  callbacks::ProgressBar bar(int verbose) const;
};

/// A pair (name, arguments) of the catalogue, or a PythonCallback's (object, batches of training,
/// of evaluation, of prediction).
callbacks::Callback callback_of(nb::handle given);
std::vector<callbacks::Callback> callbacks_of(nb::dict options);
std::vector<std::pair<std::int64_t, double>> class_weights(nb::dict options);

/// The batches of a source of Python's, or null.
std::unique_ptr<PythonBatches> source_of(nb::dict options, const char* name);

/// What fit is called with beside inputs and targets; keeps what the options refer to.
struct FitArguments {
  Given weights, validation_x, validation_y, validation_weights;
  std::unique_ptr<PythonBatches> source, validation;
  std::unique_ptr<Screen> screen;
  ReadCallbacks read;
  FitOptions options;

  explicit FitArguments(nb::dict given);
  /// Of one model's fit: callbacks that are read afterwards.
  void read_callbacks(nb::dict given);
  /// As the last callback, by the options' "verbose" and "screen".
  void show_bar(nb::dict given);
};

nb::dict history_of(const History& history);

}  // namespace occam::python
