#pragma once

#include <cstdint>
#include <fstream>
#include <span>
#include <string>
#include <string_view>

namespace occam::callbacks {

/// A file of events that TensorBoard reads: TFRecord frames, each with the masked CRC-32C of its
/// length and of its bytes, around protobuf messages of type Event. Scalars and histograms have the
/// form of TensorFlow 2's summaries. Errors: FileError, with the path.
/// Source: TensorFlow 2.21, core/lib/io/record_writer.h, core/util/event.proto,
/// core/framework/summary.proto; TensorBoard 2.21, plugins/scalar and plugins/histogram.
class EventFile {
 public:
  /// A new file of a name of its own in `folder`, which is made if it is missing.
  explicit EventFile(const std::string& folder);

  void scalar(std::string_view tag, double value, std::int64_t step);
  /// Counts the finite ones among the values in 30 buckets of equal width from the smallest to the
  /// largest; where these are equal all stand in the last.
  void histogram(std::string_view tag, std::span<const float> values, std::int64_t step);
  /// What has been written is in the file.
  void flush();

 private:
  void write_event(std::string_view payload);

  std::string path_;
  std::ofstream file_;
};

/// CRC-32C (Castagnoli) of the bytes.
std::uint32_t crc32c(std::string_view bytes);

}  // namespace occam::callbacks
