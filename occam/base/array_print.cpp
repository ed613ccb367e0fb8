#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <ostream>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "occam/base/array.h"

// NumPy's default print options, and the algorithm of its _core/arrayprint.py (version 2.4), so
// that the text is NumPy's to the character.
namespace occam {
namespace {

constexpr int kPrecision = 8;
constexpr std::int64_t kThreshold = 1000;
constexpr std::int64_t kEdgeItems = 3;
constexpr std::size_t kLineWidth = 75;

/// A number's decimal text in three pieces, without the point and the 'e': "-1", "25", "+03".
struct Pieces {
  std::string whole;
  std::string fraction;
  std::string exponent;
};

Pieces split_number(std::string_view text) {
  Pieces pieces;
  const std::size_t e = text.find('e');
  if (e != std::string_view::npos) pieces.exponent = text.substr(e + 1);
  text = text.substr(0, e);
  const std::size_t point = text.find('.');
  pieces.whole = text.substr(0, point);
  if (point != std::string_view::npos) pieces.fraction = text.substr(point + 1);
  return pieces;
}

template <class T>
std::string to_chars_text(T value, std::chars_format format, int precision) {
  std::array<char, 512> buffer;  // the longest finite double in fixed form has 310 + 1 + 8 letters
  char* const last = buffer.data() + buffer.size();
  const auto result = precision < 0 ? std::to_chars(buffer.data(), last, value, format)
                                    : std::to_chars(buffer.data(), last, value, format, precision);
  return std::string(buffer.data(), result.ptr);
}

/// Shortest digits that read back as `value`, or, if these are more than kPrecision behind the
/// point, the exact value rounded there.
template <class T>
Pieces digits_of(T value, std::chars_format format) {
  Pieces pieces = split_number(to_chars_text(value, format, -1));
  if (pieces.fraction.size() > kPrecision) {
    pieces = split_number(to_chars_text(value, format, kPrecision));
    pieces.fraction.erase(pieces.fraction.find_last_not_of('0') + 1);
  }
  return pieces;
}

/// From this magnitude on NumPy writes numbers with an exponent: 10^min(8, decimal digits of T).
template <class T>
constexpr T kExponentFrom = std::is_same_v<T, float> ? T{1e6} : T{1e8};

template <class T>
class FloatFormat {
 public:
  explicit FloatFormat(const std::vector<T>& values) {
    T largest = 0;
    T smallest = std::numeric_limits<T>::infinity();
    for (const T value : values) {
      if (!std::isfinite(value) || value == 0) continue;
      largest = std::max(largest, std::abs(value));
      smallest = std::min(smallest, std::abs(value));
    }
    if (largest > 0 && (largest >= kExponentFrom<T> || smallest < static_cast<T>(0.0001) ||
                        largest / smallest > T{1000})) {
      format_ = std::chars_format::scientific;
    }
    bool negative_infinity = false;
    bool not_finite = false;
    for (const T value : values) {
      if (!std::isfinite(value)) {
        not_finite = true;
        negative_infinity |= value < 0;
        continue;
      }
      const Pieces pieces = digits_of(value, format_);
      whole_ = std::max(whole_, pieces.whole.size());
      fraction_ = std::max(fraction_, pieces.fraction.size());
      exponent_ = std::max(exponent_, pieces.exponent.size());
    }
    const std::size_t behind = 1 + fraction_ + (exponent_ > 0 ? 1 + exponent_ : 0);
    width_ = whole_ + behind;
    if (not_finite) {
      // Without a finite value beside it, "nan" still counts the room of a decimal point.
      width_ = std::max(width_, std::size_t{negative_infinity ? 4u : 3u});
      whole_ = width_ - behind;
    }
  }

  std::string operator()(T value) const {
    if (!std::isfinite(value)) {
      const std::string_view name = std::isnan(value) ? "nan" : value < 0 ? "-inf" : "inf";
      return std::string(width_ - name.size(), ' ').append(name);
    }
    const bool scientific = format_ == std::chars_format::scientific;
    // With an exponent every number gets equally many digits, all of them the exact value's.
    const Pieces pieces =
        scientific ? split_number(to_chars_text(value, format_, static_cast<int>(fraction_)))
                   : digits_of(value, format_);
    std::string text(whole_ - pieces.whole.size(), ' ');
    text.append(pieces.whole).append(".").append(pieces.fraction);
    text.append(fraction_ - pieces.fraction.size(), ' ');
    if (scientific) {
      text.append("e").append(pieces.exponent, 0, 1);
      text.append(exponent_ - pieces.exponent.size(), '0').append(pieces.exponent, 1);
    }
    return text;
  }

 private:
  std::chars_format format_ = std::chars_format::fixed;
  std::size_t whole_ = 0;
  std::size_t fraction_ = 0;
  std::size_t exponent_ = 0;
  std::size_t width_ = 0;
};

template <class T>
class IntegerFormat {
 public:
  explicit IntegerFormat(const std::vector<T>& values) {
    for (const T value : values) width_ = std::max(width_, std::to_string(value).size());
  }
  std::string operator()(T value) const {
    const std::string digits = std::to_string(value);
    return std::string(width_ - digits.size(), ' ') + digits;
  }

 private:
  std::size_t width_ = 0;
};

/// A scalar array prints as NumPy's scalar does: all its digits, "1.0" and "1e+16".
template <class T>
std::string scalar_text(T value) {
  if constexpr (std::is_integral_v<T>) {
    return std::to_string(value);
  } else {
    if (!std::isfinite(value)) return to_text(static_cast<double>(value));
    const double magnitude = std::abs(static_cast<double>(value));
    const double exponent_from = std::is_same_v<T, float> ? 1e6 : 1e16;
    if (magnitude != 0 && (magnitude < 1e-4 || magnitude >= exponent_from)) {
      return to_chars_text(value, std::chars_format::scientific, -1);
    }
    const std::string text = to_chars_text(value, std::chars_format::fixed, -1);
    return text.find('.') == std::string::npos ? text + ".0" : text;
  }
}

template <class T>
class Printer {
 public:
  explicit Printer(const Array& array)
      : array_(array), values_(array.data<T>()), summary_(array.size() > kThreshold) {}

  std::string text() {
    std::vector<T> shown;
    for_each_shown(0, 0, [&](std::int64_t flat) { shown.push_back(value(flat)); });
    const Format format(shown);
    return nested(0, 0, " ", kLineWidth, format);
  }

 private:
  using Format = std::conditional_t<std::is_floating_point_v<T>, FloatFormat<T>, IntegerFormat<T>>;

  T value(std::int64_t flat) const { return values_[static_cast<std::size_t>(flat)]; }
  bool summarised(std::int64_t axis) const {
    return summary_ && array_.shape()[axis] > 2 * kEdgeItems;
  }
  /// The position after `i` on an axis: a summarised axis jumps from its head to its tail.
  std::int64_t next(std::int64_t axis, std::int64_t i) const {
    return summarised(axis) && i + 1 == kEdgeItems ? array_.shape()[axis] - kEdgeItems : i + 1;
  }

  template <class Body>
  void for_each_shown(std::int64_t axis, std::int64_t flat, const Body& body) const {
    if (axis == array_.rank()) return body(flat);
    const std::int64_t size = array_.shape()[axis];
    for (std::int64_t i = 0; i < size; i = next(axis, i)) {
      for_each_shown(axis + 1, flat * size + i, body);
    }
  }

  /// The sub-array at `flat` of the axes before `axis`; later lines start with `indent`.
  std::string nested(std::int64_t axis, std::int64_t flat, const std::string& indent,
                     std::size_t width, const Format& format) const {
    return axis + 1 == array_.rank() ? row(axis, flat, indent, width, format)
                                     : block(axis, flat, indent, width, format);
  }

  std::string row(std::int64_t axis, std::int64_t flat, const std::string& indent,
                  std::size_t width, const Format& format) const {
    const std::int64_t size = array_.shape()[axis];
    std::string done;
    std::string line = indent;
    const auto add = [&](std::string_view word) {
      if (line.size() + word.size() > width - 1 && line.size() > indent.size()) {
        line.erase(line.find_last_not_of(' ') + 1);
        done.append(line).append("\n");
        line = indent;
      }
      line.append(word);
    };
    for (std::int64_t i = 0; i < size; i = next(axis, i)) {
      add(format(value(flat * size + i)));
      if (next(axis, i) < size) line.append(" ");
      if (next(axis, i) != i + 1) {
        add("...");
        line.append(" ");
      }
    }
    done.append(line);
    return "[" + done.substr(indent.size()) + "]";
  }

  std::string block(std::int64_t axis, std::int64_t flat, const std::string& indent,
                    std::size_t width, const Format& format) const {
    const std::int64_t size = array_.shape()[axis];
    const std::string newlines(static_cast<std::size_t>(array_.rank() - axis - 1), '\n');
    std::string text = "[";
    for (std::int64_t i = 0; i < size; i = next(axis, i)) {
      if (i > 0) text.append(newlines).append(indent);
      text.append(nested(axis + 1, flat * size + i, indent + " ", width - 1, format));
      if (next(axis, i) != i + 1) text.append(newlines).append(indent).append("...");
    }
    return text + "]";
  }

  const Array& array_;
  std::span<const T> values_;
  bool summary_;
};

}  // namespace

std::string to_text(const Array& array) {
  if (array.size() == 0) return "[]";
  return visit_dtype(array.dtype(), [&]<class T>(T) {
    if (array.rank() == 0) return scalar_text(array.data<T>()[0]);
    return Printer<T>(array).text();
  });
}

std::ostream& operator<<(std::ostream& out, const Array& array) {
  const std::string text = to_text(array);
  const std::string_view newline = text.find('\n') == std::string::npos ? "" : "\n";
  return out << "Array(" << newline << text << ", shape=" << to_text(array.shape())
             << ", dtype=" << name_of(array.dtype()) << ")";
}

}  // namespace occam
