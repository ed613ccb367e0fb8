#include "occam/saving/tune_journal.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>
#include <zlib.h>

#include <cerrno>
#include <cmath>
#include <cstring>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>

#include "occam/base/errors.h"
#include "occam/base/quoted.h"
#include "occam/saving/atomic_file.h"

namespace occam::saving {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;
using selection::TrialResult;

constexpr int kVersion = 1;
constexpr std::string_view kSum = ",\"sum\":\"";

[[noreturn]] void refuse_journal(const std::string& path, const std::string& what) {
  throw_file_error(in_quotes(path), what);
}
[[noreturn]] void refuse_with_errno(const std::string& path, const char* what) {
  refuse_journal(path, std::string(what) + ": " + std::strerror(errno));
}

std::string sum_of(std::string_view bytes) {
  return fmt::format("{:08x}",
                     crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

/// An object as a line whose last entry is the checksum of what stands before it.
std::string line_of(const ordered_json& object) {
  std::string text = object.dump(-1, ' ', false, json::error_handler_t::replace);
  text.pop_back();
  const std::string sum = sum_of(text);
  return text + std::string(kSum) + sum + "\"}\n";
}

/// The object of a line without its end; null for one that is damaged.
json object_of(std::string_view line) {
  const std::size_t end = line.rfind(kSum);
  if (end == line.npos) return nullptr;
  const std::string tail = std::string(kSum) + sum_of(line.substr(0, end)) + "\"}";
  if (line.substr(end) != tail) return nullptr;
  const json object = json::parse(line, nullptr, false);
  return object.is_object() ? object : json(nullptr);
}

ordered_json number_or_null(double number) {
  return std::isfinite(number) ? ordered_json(number) : ordered_json(nullptr);
}

ordered_json json_of(const JournalLine& line) {
  const TrialResult& result = line.result;
  ordered_json object = {
      {"trial", result.run.trial}, {"rung", result.run.rung}, {"most_epochs", line.most_epochs}};
  for (const auto& [name, value] : line.values) object["values"][name] = value;
  object["mean"] = number_or_null(line.mean);
  for (const double score : result.scores) object["scores"].push_back(number_or_null(score));
  object["parameters"] = result.parameters;
  object["epochs"] = result.epochs;
  object["stopped"] = result.stopped;
  object["diverged"] = result.diverged;
  object["seconds"] = line.seconds;
  return object;
}

/// Throws json::exception for what is no result.
TrialResult result_of(const json& object) {
  TrialResult result;
  object.at("trial").get_to(result.run.trial);
  object.at("rung").get_to(result.run.rung);
  for (const json& score : object.at("scores")) {
    result.scores.push_back(score.is_null() ? std::numeric_limits<double>::quiet_NaN()
                                            : score.get<double>());
  }
  object.at("parameters").get_to(result.parameters);
  object.at("epochs").get_to(result.epochs);
  object.at("stopped").get_to(result.stopped);
  object.at("diverged").get_to(result.diverged);
  return result;
}

std::string head_of(const TuneSettings& settings) {
  ordered_json object = {{"occam_tune", kVersion}};
  for (const auto& [name, text] : settings) object["settings"][name] = text;
  return line_of(object);
}

/// Throws OtherSettings unless these are the settings of the file.
void compare(const std::string& path, const json& head, const TuneSettings& settings) {
  if (head.at("occam_tune") != kVersion) {
    refuse_journal(path, fmt::format("a journal of another version, {}. Expected {}",
                                     head.at("occam_tune").dump(), kVersion));
  }
  const auto stored = head.at("settings").get<std::map<std::string, std::string>>();
  std::string differences;
  for (const auto& [name, text] : settings) {
    const auto before = stored.find(name);
    const std::string other = before == stored.end() ? "nothing" : before->second;
    // As it was written down: names of columns may hold any bytes.
    const std::string now =
        json::parse(json(text).dump(-1, ' ', false, json::error_handler_t::replace))
            .get<std::string>();
    if (other == now) continue;
    differences += fmt::format("{}{} {} (received {})", differences.empty() ? "" : ", ", name,
                               occam::cleaned(other), occam::cleaned(now));
  }
  if (!differences.empty()) {
    throw OtherSettings(in_quotes(path) + ": the journal of another search. Expected " +
                        differences);
  }
}

}  // namespace

struct TuneJournal::Contents {
  std::string path = {};
  int descriptor = -1;
  selection::TrialResults results = {};
  double seconds = 0.0;
  bool cut = false;

  ~Contents() {
    if (descriptor >= 0) ::close(descriptor);
  }

  void write(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) refuse_with_errno(path, "cannot be written");
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    // A pipe or a device has no disk.
    if (::fdatasync(descriptor) != 0 && errno != EINVAL && errno != EROFS)
      refuse_with_errno(path, "cannot be written");
  }

  void cut_to(std::size_t size) {
    if (::ftruncate(descriptor, static_cast<off_t>(size)) != 0)
      refuse_with_errno(path, "its damaged last line cannot be cut");
    cut = true;
  }

  /// Reads what is there, so that lines can be appended.
  void read(const TuneSettings& settings) {
    const std::string bytes = read_whole_file(path);
    const std::string head = head_of(settings);
    if (bytes.size() < head.size() && head.starts_with(bytes)) {
      if (!bytes.empty()) cut_to(0);
      write(head);
      return;
    }
    std::size_t begin = 0;
    for (std::size_t number = 1; begin < bytes.size(); ++number) {
      const std::size_t end = std::min(bytes.find('\n', begin), bytes.size());
      const json object = object_of(std::string_view(bytes).substr(begin, end - begin));
      const bool complete = end < bytes.size() && !object.is_null();
      const bool last = end + 1 >= bytes.size();
      try {
        if (number == 1) {
          if (!complete || !object.contains("occam_tune"))
            refuse_journal(path, "no journal. Expected one that occam tune has written");
          compare(path, object, settings);
        } else if (complete) {
          const TrialResult result = result_of(object);
          results[result.run] = result;
          object.at("seconds").get_to(seconds);
        } else if (last) {
          cut_to(begin);
        } else {
          refuse_journal(path,
                         fmt::format("line {} is damaged. Expected a journal as it was written, of "
                                     "which an interruption can damage the last line only",
                                     number));
        }
      } catch (const json::exception&) {
        refuse_journal(path, fmt::format("line {} is none that occam tune has written", number));
      }
      begin = end + 1;
    }
  }
};

TuneJournal::TuneJournal(const std::string& path, const TuneSettings& settings)
    : contents_(std::make_unique<Contents>()) {
  contents_->path = path;
  contents_->descriptor = ::open(path.c_str(), O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
  if (contents_->descriptor < 0) refuse_with_errno(path, "cannot be written");
  if (::flock(contents_->descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
    refuse_journal(path, "another search is writing it. Expected a file of its own for each");
  contents_->read(settings);
}

TuneJournal::~TuneJournal() = default;
TuneJournal::TuneJournal(TuneJournal&&) noexcept = default;

const selection::TrialResults& TuneJournal::results() const { return contents_->results; }
double TuneJournal::seconds() const { return contents_->seconds; }
bool TuneJournal::was_cut() const { return contents_->cut; }

void TuneJournal::append(std::span<const JournalLine> lines) {
  std::string bytes;
  for (const JournalLine& line : lines) bytes += line_of(json_of(line));
  contents_->write(bytes);
}

}  // namespace occam::saving
