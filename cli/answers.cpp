#include "cli/answers.h"

#include <fmt/format.h>

#include <bit>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <span>

#include "occam/base/errors.h"
#include "occam/data/npy_header.h"

namespace occam::cli {
namespace {

static_assert(std::endian::native == std::endian::little);

/// RFC 4180.
std::string csv_cell(const std::string& text) {
  const bool plain = text.find_first_of(",\"\r\n") == text.npos && !text.empty() &&
                     text.front() != ' ' && text.back() != ' ';
  if (plain) return text;
  std::string cell = "\"";
  for (const char c : text) cell += c == '"' ? std::string("\"\"") : std::string(1, c);
  return cell + '"';
}

/// The shortest text that is the same float32.
std::string single_text(float value) { return fmt::format("{}", value); }

/// The place of each row among the answers, -1: it has none.
std::vector<std::int64_t> places(const Answers& answers) {
  std::vector<std::int64_t> places(static_cast<std::size_t>(answers.rows), -1);
  const std::vector<std::int64_t>& rows = answers.answers.rows;
  for (std::size_t i = 0; i < rows.size(); ++i)
    places[static_cast<std::size_t>(rows[i])] = static_cast<std::int64_t>(i);
  return places;
}

std::span<const float> probabilities_at(const Answers& answers, std::int64_t place) {
  const std::size_t classes = answers.model.encoder.target.classes.size();
  return std::span(answers.answers.probabilities)
      .subspan(static_cast<std::size_t>(place) * classes, classes);
}

template <class Number>
void append(std::string& bytes, Number value) {
  bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

}  // namespace

std::string csv_of(const Answers& answers) {
  const data::Target& target = answers.model.encoder.target;
  std::string text = csv_cell(target.name);
  if (answers.probabilities) {
    for (const std::string& name : target.classes) text += ',' + csv_cell("probability of " + name);
  }
  text += '\n';
  for (const std::int64_t place : places(answers)) {
    const auto at = static_cast<std::size_t>(place);
    if (place < 0) {
      // A line of one empty cell would be a blank line, which readers skip.
      text += answers.probabilities ? std::string(target.classes.size(), ',') : "\"\"";
    } else if (target.is_classification()) {
      text += csv_cell(target.classes[static_cast<std::size_t>(answers.answers.decisions[at])]);
      if (answers.probabilities) {
        for (const float p : probabilities_at(answers, place)) text += ',' + single_text(p);
      }
    } else {
      text += to_text(answers.answers.numbers[at]);
    }
    text += '\n';
  }
  return text;
}

std::string json_of(const Answers& answers, const std::vector<std::string>& notes) {
  const data::Target& target = answers.model.encoder.target;
  nlohmann::ordered_json json;
  json["format"] = 1;
  json["occam"] = OCCAM_VERSION;
  json["target"] = target.name;
  json["task"] = target.is_classification() ? "classification" : "regression";
  if (target.is_classification()) json["classes"] = target.classes;
  json["rows"] = answers.rows;
  nlohmann::ordered_json& values = json["predictions"] = nlohmann::ordered_json::array();
  nlohmann::ordered_json shares = nlohmann::ordered_json::array();
  for (const std::int64_t place : places(answers)) {
    const auto at = static_cast<std::size_t>(place);
    if (place < 0) {
      values.push_back(nullptr);
      shares.push_back(nullptr);
    } else if (target.is_classification()) {
      values.push_back(target.classes[static_cast<std::size_t>(answers.answers.decisions[at])]);
      nlohmann::ordered_json row = nlohmann::ordered_json::array();
      for (const float p : probabilities_at(answers, place)) row.push_back(p);
      shares.push_back(std::move(row));
    } else {
      values.push_back(answers.answers.numbers[at]);
    }
  }
  if (answers.probabilities) json["probabilities"] = std::move(shares);
  json["notes"] = notes;
  // Bytes of a class that are not UTF-8 must not end the run.
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + '\n';
}

std::string npy_of(const Answers& answers) {
  const data::Target& target = answers.model.encoder.target;
  const std::size_t classes = target.classes.size();
  const bool numbers = !target.is_classification();
  std::string bytes =
      numbers ? data::npy_start("<f8", {answers.rows})
      : answers.probabilities
          ? data::npy_start("<f4", {answers.rows, static_cast<std::int64_t>(classes)})
          : data::npy_start("<i4", {answers.rows});
  for (const std::int64_t place : places(answers)) {
    const auto at = static_cast<std::size_t>(place);
    if (numbers) {
      append(bytes, place < 0 ? std::nan("") : answers.answers.numbers[at]);
    } else if (!answers.probabilities) {
      append(bytes, place < 0 ? std::int32_t{-1} : answers.answers.decisions[at]);
    } else if (place < 0) {
      for (std::size_t k = 0; k < classes; ++k)
        append(bytes, std::numeric_limits<float>::quiet_NaN());
    } else {
      for (const float p : probabilities_at(answers, place)) append(bytes, p);
    }
  }
  return bytes;
}

}  // namespace occam::cli
