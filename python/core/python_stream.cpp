#include "python/core/python_stream.h"

namespace occam::python {

std::streambuf::int_type PythonBuffer::overflow(int_type character) {
  if (character != traits_type::eof()) text_ += traits_type::to_char_type(character);
  return character;
}

std::streamsize PythonBuffer::xsputn(const char* text, std::streamsize size) {
  text_.append(text, static_cast<std::size_t>(size));
  return size;
}

int PythonBuffer::sync() {
  const nb::gil_scoped_acquire lock;
  file_.get().attr("write")(nb::str(text_.data(), text_.size()));
  file_.get().attr("flush")();
  text_.clear();
  return 0;
}

}  // namespace occam::python
