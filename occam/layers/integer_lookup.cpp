#include "occam/layers/integer_lookup.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "occam/layers/category_encoding.h"
#include "occam/ops/lookup.h"

namespace occam::layers {
namespace {

/// Places before those of unknown numbers: of the mask token, which only places are made of.
std::int64_t mask_places(const IntegerLookup& layer) {
  return layer.mask_token.has_value() && layer.output_mode == "int" ? 1 : 0;
}

std::int64_t special_places(const IntegerLookup& layer) {
  return mask_places(layer) + layer.num_oov_indices;
}

/// As many as max_tokens lets there be.
std::int64_t most_places(const IntegerLookup& layer) {
  return layer.max_tokens.has_value() ? layer.max_tokens.value() : kMostWhole;
}

bool is_held(double number) {
  return std::abs(number) <= static_cast<double>(kMostWhole) && number == std::floor(number);
}

/// Does the vocabulary begin with the mask token and the unknown ones?
bool has_special_tokens(const IntegerLookup& layer) {
  const std::int64_t masks = mask_places(layer), special = special_places(layer);
  if (static_cast<std::int64_t>(layer.vocabulary.size()) < special) return false;
  for (std::int64_t i = 0; i < special; ++i) {
    const Int token = i < masks ? Int(layer.mask_token.value()) : layer.oov_token;
    if (layer.vocabulary[static_cast<std::size_t>(i)] != token) return false;
  }
  return true;
}

}  // namespace

std::vector<std::int64_t> IntegerLookup::tokens() const {
  const std::int64_t skipped = has_special_tokens(*this) ? special_places(*this) : 0;
  return {vocabulary.begin() + skipped, vocabulary.end()};
}

void IntegerLookup::check() const {
  if (pad_to_max_tokens && !max_tokens.has_value())
    throw_invalid_value(type, "pad_to_max_tokens", "max_tokens beside it", "true");
  if (invert && output_mode != "int")
    throw_invalid_value(type, "output_mode", "int, as invert is true", output_mode);
  std::vector<std::int64_t> known = tokens();
  const std::int64_t places = special_places(*this) + static_cast<std::int64_t>(known.size());
  if (places > most_places(*this)) {
    throw_invalid_value(type, max_tokens.has_value() ? "max_tokens" : "vocabulary",
                        "room for the vocabulary, the mask and unknown numbers, " +
                            std::to_string(places) + " places",
                        std::to_string(most_places(*this)));
  }
  std::sort(known.begin(), known.end());
  const auto refuse = [&](const std::string& expected, std::int64_t token) {
    throw_invalid_value(type, "vocabulary", expected, std::to_string(token));
  };
  if (!known.empty() && !is_held(static_cast<double>(known.front())))
    refuse("whole numbers from -2^24 to 2^24, which float32 holds", known.front());
  if (!known.empty() && !is_held(static_cast<double>(known.back())))
    refuse("whole numbers from -2^24 to 2^24, which float32 holds", known.back());
  const auto twice = std::adjacent_find(known.begin(), known.end());
  if (twice != known.end()) refuse("each token once", *twice);
  const auto refuse_special = [&](const std::string& argument, std::int64_t token) {
    if (std::binary_search(known.begin(), known.end(), token))
      refuse("no " + argument + ", or all special tokens at its head", token);
  };
  if (mask_token.has_value()) refuse_special("mask_token", mask_token.value());
  if (invert) refuse_special("oov_token", oov_token);
}

void IntegerLookup::adapt(const Array& data) {
  std::vector<std::int64_t> numbers;
  numbers.reserve(static_cast<std::size_t>(data.size()));
  for (std::int64_t i = 0; i < data.size(); ++i) {
    const double number = data.at(i);
    if (!is_held(number)) {
      throw_invalid_value(type, "data", "whole numbers from -2^24 to 2^24, which float32 holds",
                          to_text(number) + " at place " + std::to_string(i));
    }
    const auto token = static_cast<std::int64_t>(number);
    if (token == oov_token || (mask_token.has_value() && token == mask_token.value())) continue;
    numbers.push_back(token);
  }
  std::sort(numbers.begin(), numbers.end());
  std::vector<std::pair<std::int64_t, std::int64_t>> counts;  // how often, what
  for (const std::int64_t number : numbers) {
    if (counts.empty() || counts.back().second != number) counts.emplace_back(0, number);
    ++counts.back().first;
  }
  std::sort(counts.rbegin(), counts.rend());
  const std::int64_t room = most_places(*this) - special_places(*this);
  if (static_cast<std::int64_t>(counts.size()) > room)
    counts.resize(static_cast<std::size_t>(std::max<std::int64_t>(0, room)));
  if (counts.empty())
    throw_invalid_value(type, "data", "numbers that are tokens, and room for them in max_tokens",
                        std::to_string(data.size()) + " numbers");
  vocabulary.clear();
  for (const auto& [count, token] : counts) vocabulary.push_back(token);
}

graph::Value IntegerLookup::build(const Scope& scope, const graph::Value& input) const {
  const std::vector<std::int64_t> known = tokens();
  if (known.empty()) {
    throw InvalidArgument(std::string(type) +
                          ": has no vocabulary. Expected adapt(data) before the layer is used, or "
                          "vocabulary as an argument");
  }
  std::vector<std::pair<std::int64_t, std::int64_t>> places;  // what is looked up, what it becomes
  const auto add = [&](std::int64_t token, std::int64_t place) {
    places.emplace_back(invert ? place : token, invert ? token : place);
  };
  const bool as_places = output_mode == "int";
  if (mask_token.has_value()) add(mask_token.value(), as_places ? 0 : -1);
  const std::int64_t first = special_places(*this);
  for (std::size_t k = 0; k < known.size(); ++k)
    add(known[k], first + static_cast<std::int64_t>(k));
  std::sort(places.begin(), places.end());
  std::vector<std::int64_t> from;
  std::vector<float> keys, values;
  for (const auto& [key, value] : places) {
    from.push_back(key);
    keys.push_back(static_cast<float>(key));
    values.push_back(static_cast<float>(value));
  }
  const bool is_closed = !invert && num_oov_indices == 0;
  scope.expect_known(input, is_closed ? from : std::vector<std::int64_t>());
  const Shape shape{static_cast<std::int64_t>(keys.size())};
  const graph::Value place =
      ops::lookup(input, scope.constant("keys", Array(shape, keys)),
                  scope.constant("values", Array(shape, values)),
                  static_cast<double>(invert ? oov_token : Int(mask_places(*this))),
                  invert ? Int(1) : num_oov_indices);
  if (as_places) return place;
  const std::int64_t columns =
      pad_to_max_tokens ? max_tokens.value() : first + static_cast<std::int64_t>(known.size());
  return encoded(type, place, columns, output_mode);
}

}  // namespace occam::layers
