#pragma once

#include <cstdint>
#include <new>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

namespace occam {

/// A value, shape, name or option that occam cannot accept. Thrown before any work is done.
class InvalidArgument : public std::invalid_argument {
 public:
  using std::invalid_argument::invalid_argument;
};

/// Something that needs more memory than there is: found before any is taken, or refused by the
/// system when it was to be taken.
class OutOfMemory : public InvalidArgument {
 public:
  using InvalidArgument::InvalidArgument;
};

/// A file that cannot be read, written or understood.
class FileError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A broken invariant inside occam: always a bug of ours, never of the caller.
class InternalError : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

/// Throws InvalidArgument with the project's one message form:
/// `Dense: invalid value for units. Expected an integer >= 1. Received: units=0`.
[[noreturn]] void throw_invalid_value(std::string_view where, std::string_view argument,
                                      std::string_view expected, std::string_view received);

/// Throws InvalidArgument for a name that is not in `known`: lists them and suggests the nearest.
/// `Activation: unknown name 'rleu'. Did you mean 'relu'? Known: linear, relu, ...`.
[[noreturn]] void throw_unknown_name(std::string_view where, std::string_view name,
                                     std::span<const std::string_view> known);

/// FileError "`where`: `what`".
[[noreturn]] void throw_file_error(const std::string& where, const std::string& what);

/// Throws OutOfMemory: `what: needs 8.00 GB of memory. Expected at most the available 2.00 GB.
/// Fewer units need less`. `available` < 0: the system refused and does not say how much there is;
/// `advice`: what the caller can do, without a point, or "".
[[noreturn]] void throw_out_of_memory(std::string_view what, std::int64_t bytes,
                                      std::int64_t available, std::string_view advice);

/// The same where it is not known how much was needed: what `body` does is short of memory.
/// `error` is what it threw.
[[noreturn]] void throw_out_of_memory(std::string_view what, const std::exception& error,
                                      std::string_view advice);

/// body(), with every lack of memory inside it told as OutOfMemory of `what`.
template <class Body>
auto with_memory_for(std::string_view what, std::string_view advice, const Body& body) {
  try {
    return body();
  } catch (const OutOfMemory& error) {
    throw_out_of_memory(what, error, advice);
  } catch (const std::bad_alloc& error) {
    throw_out_of_memory(what, error, advice);
  }
}

/// The member of `known` with the smallest edit distance to `name`, or "" when none is near.
std::string_view nearest_name(std::string_view name, std::span<const std::string_view> known);

/// Shortest decimal text that reads back as the same number ("0.001", "inf", "nan").
std::string to_text(double value);

/// Throws InternalError when `condition` is false.
inline void check_internal(bool condition, const char* what) {
  if (!condition) throw InternalError(std::string("internal error: ") + what);
}

}  // namespace occam
