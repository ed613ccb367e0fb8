#pragma once

#include <memory>
#include <string>
#include <vector>

#include "occam/callbacks/callback.h"
#include "python/core/conversions.h"
#include "python/core/python_stream.h"

namespace occam::python {

/// Callbacks of the engine in a fit of one model: they tell on sys.stdout, and Python reads what
/// the run has left in them. Has to outlive the run.
class ReadCallbacks {
 public:
  ReadCallbacks();
  ReadCallbacks(const ReadCallbacks&) = delete;
  ReadCallbacks& operator=(const ReadCallbacks&) = delete;

  /// The one of the catalogue: a reference to what is kept here, where there is something to read.
  callbacks::Callback make(const std::string& name, const Config& arguments);
  /// What the run has left so far in each that was made, in order: a dict, empty where there is
  /// nothing to read.
  nb::list left() const;
  /// In the place of one that is made elsewhere.
  void skip() { kept_.push_back(nullptr); }

  struct Kept {
    virtual ~Kept() = default;
    virtual Config values() const = 0;
  };

 private:
  PythonStream messages_;
  std::vector<std::unique_ptr<Kept>> kept_;
};

}  // namespace occam::python
