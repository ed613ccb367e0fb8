#include "occam/data/column_names.h"

#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace occam::data {

std::vector<std::string> column_names(std::span<const CsvCell> cells, bool header,
                                      std::vector<FileReading::Renamed>& renamed) {
  std::vector<std::string> names;
  std::unordered_set<std::string> taken;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const bool named = header && !cells[i].text.empty();
    names.push_back(named ? std::string(cells[i].text) : "column" + std::to_string(i + 1));
    taken.insert(names.back());
  }
  std::unordered_map<std::string, int> seen;
  for (std::string& name : names) {
    int& number = seen[name];
    if (number++ == 0) continue;
    std::string further = name + "." + std::to_string(number - 1);
    while (!taken.insert(further).second) further = name + "." + std::to_string(number++);
    renamed.push_back({further, std::exchange(name, further)});
  }
  return names;
}

}  // namespace occam::data
