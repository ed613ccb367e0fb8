#include "cli/search_flags.h"

#include <utility>

#include "cli/arguments.h"
#include "occam/models/recipe.h"

namespace occam::cli {
namespace {

using selection::SearchItem;

constexpr std::int64_t kMostUnits = 100'000, kMostLayers = 100;

constexpr SearchFlag kFlags[] = {
    {.flag = "--width",
     .axis = kWidth,
     .usual = "16,32,64",
     .help = "Units of each hidden layer",
     .range = between(1, kMostUnits),
     .integer = true},
    {.flag = "--depth",
     .axis = kDepth,
     .usual = "1:3",
     .help = "Hidden layers",
     .range = between(1, kMostLayers),
     .scale = SearchFlag::Scale::kLinear,
     .integer = true},
    {.flag = "--l1",
     .axis = "kernel_regularizer/l1",
     .usual = "0,1e-6:1e-2",
     .help = "l1 * sum |w| over the hidden kernels",
     .range = at_least(0),
     .number = &TrainFlags::l1},
    {.flag = "--l2",
     .axis = "kernel_regularizer/l2",
     .usual = "0,1e-6:1e-2",
     .help = "l2 * sum w^2 over the same kernels",
     .range = at_least(0),
     .number = &TrainFlags::l2},
    {.flag = "--dropout",
     .axis = "rate",
     .usual = "0,0.1:0.5",
     .help = "Share of a hidden layer's outputs set to 0 in each step",
     .range = from_below(0, 1),
     .scale = SearchFlag::Scale::kLinear,
     .number = &TrainFlags::dropout},
    {.flag = "--learning-rate",
     .axis = "optimizer/learning_rate",
     .usual = "1e-3:1e-1",
     .help = "Size of a step",
     .range = above(0),
     .number = &TrainFlags::learning_rate},
    {.flag = "--weight-decay",
     .axis = "optimizer/weight_decay",
     .usual = "0,1e-4:1e-1",
     .help = "Share of a weight that learning_rate takes away in a step",
     .range = at_least(0),
     .number = &TrainFlags::weight_decay},
};

double parse_end(const SearchFlag& flag, const std::string& text) {
  if (!flag.integer) return parse_number(flag.flag, text, flag.range);
  return static_cast<double>(parse_integer(flag.flag, text,
                                           static_cast<std::int64_t>(flag.range.low),
                                           static_cast<std::int64_t>(flag.range.high)));
}

}  // namespace

std::span<const SearchFlag> search_flags() { return kFlags; }

std::vector<SearchItem> parse_items(const SearchFlag& flag, const std::string& text) {
  std::vector<SearchItem> items;
  for (const std::string& part : split_list(text)) {
    const std::size_t colon = part.find(':');
    const double low = parse_end(flag, part.substr(0, colon));
    const double high = colon == part.npos ? low : parse_end(flag, part.substr(colon + 1));
    if (low > high) refuse_value(flag.flag, "LOW:HIGH with the smaller number first", part);
    if (low == 0 && high > 0 && flag.scale == SearchFlag::Scale::kLogarithmic) {
      refuse_value(flag.flag,
                   "a range that begins above 0, as orders of magnitude are drawn alike; 0 is a "
                   "value of its own, as in 0,1e-6:1e-2",
                   part);
    }
    items.push_back({low, high});
  }
  return items;
}

selection::SearchAxis axis_of(const SearchFlag& flag, std::vector<SearchItem> items) {
  return {.name = std::string(flag.axis),
          .items = std::move(items),
          .scale = flag.scale,
          .integer = flag.integer,
          .shape = flag.number == nullptr};
}

}  // namespace occam::cli
