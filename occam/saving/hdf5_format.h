#pragma once

#include <cstdint>
#include <string_view>

/// The part of the HDF5 file format that h5py writes for Keras, which both directions share.
/// Source: HDF5 File Format Specification, version 3.0.
namespace occam::saving::hdf5 {

inline constexpr std::string_view kSignature = "\x89HDF\r\n\x1a\n";
inline constexpr std::uint64_t kUndefined = ~std::uint64_t{0};  ///< an address of nothing

/// Types of messages in an object's header (chapter IV.A.2).
enum Message : std::uint16_t {  // NOLINT: compared with numbers of a file
  kDataspace = 0x01,
  kLinkInfo = 0x02,
  kDatatype = 0x03,
  kFillValue = 0x05,
  kLink = 0x06,
  kExternalFiles = 0x07,
  kLayout = 0x08,
  kFilters = 0x0b,
  kAttribute = 0x0c,
  kContinuation = 0x10,
  kSymbolTable = 0x11
};

/// Classes of datatypes (IV.A.2.d).
enum TypeClass : std::uint8_t {
  kFixedPoint = 0,
  kFloatingPoint = 1,
  kString = 3,
  kVariableLength = 9
};

}  // namespace occam::saving::hdf5
