#pragma once

#include <ostream>
#include <streambuf>
#include <string>

#include "python/core/python_object.h"

namespace occam::python {

/// Hands text to a file object of Python's, as sys.stdout, each time it is flushed.
class PythonBuffer : public std::streambuf {
 public:
  explicit PythonBuffer(nb::object file) : file_(std::move(file)) {}

 private:
  int_type overflow(int_type character) override;
  std::streamsize xsputn(const char* text, std::streamsize size) override;
  int sync() override;

  PythonObject file_;
  std::string text_;
};

/// The stream of such a buffer.
class PythonStream : public std::ostream {
 public:
  explicit PythonStream(nb::object file) : std::ostream(nullptr), buffer_(std::move(file)) {
    rdbuf(&buffer_);
  }

 private:
  PythonBuffer buffer_;
};

}  // namespace occam::python
