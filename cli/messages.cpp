#include "cli/messages.h"

#include <array>
#include <string_view>
#include <utility>

namespace occam::cli {

std::string with_flags(std::string message) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kWords = {{
      {"TableEncoder: ", "table: "},
      {"fit: not enough memory", "--layers with --batch-size: not enough memory"},
      {"Fewer units, a smaller batch or a smaller stack need",
       "Fewer units or smaller batches need"},
      {"a training or prediction step: needs", "--layers with --batch-size: a step needs"},
      {"the model's weights and the optimizer's memory: needs", "--layers: the network needs"},
      {"set_threads: invalid value for threads", "--threads: invalid value"},
      {" or missing=", " or --missing "},
      {"header=absent", "--header absent"},
      {"exclude the column", "--drop the column"},
      {"raise max_categories", "raise --max-categories"},
      {"for problem", "for --task"},
      {"Received: problem=", "Received: "},
      {"choose encoding=", "choose --encoding "},
      {"is the separator another?", "is the --separator another?"},
  }};
  for (const auto& [word, flag] : kWords) {
    if (const std::size_t place = message.find(word); place != std::string::npos) {
      message.replace(place, word.size(), flag);
    }
  }
  return message;
}

}  // namespace occam::cli
