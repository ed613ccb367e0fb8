#include "cli/messages.h"

#include <string_view>
#include <utility>

namespace occam::cli {
namespace {

using Word = std::pair<std::string_view, std::string_view>;

/// Options of ReadOptions, EncoderOptions and SplitOptions, longer ones before those they contain.
constexpr Word kOptions[] = {
    {"missing_target=", "--missing-target "},
    {"not_missing=", "--not-na "},
    {"missing=", "--missing "},
    {"problem=", "--task "},
    {"text_columns=", "--text-columns "},
    {"max_categories=", "--max-categories "},
    {"data_seed=", "--seed "},
    {"separator=", "--separator "},
    {"decimal=", "--decimal "},
    {"header=", "--header "},
    {"encoding=", "--encoding "},
    {"all_rows", "--all-rows"},
    {"standardize_target", "standardising the target"},
    {"missing_target", "--missing-target"},
    {"not_missing", "--not-na"},
    {"text_columns", "--text-columns"},
    {"max_categories", "--max-categories"},
    {"data_seed", "--seed"},
    {"codes_above", "codes"},
};

constexpr Word kPhrases[] = {
    {"TableEncoder: ", "table: "},
    {"fit: not enough memory", "--layers with --batch-size: not enough memory"},
    {"Fewer units, a smaller batch or a smaller stack need", "Fewer units or smaller batches need"},
    {"a training or prediction step: needs", "--layers with --batch-size: a step needs"},
    {"the model's weights and the optimizer's memory: needs", "--layers: the network needs"},
    {"set_threads: invalid value for threads", "--threads: invalid value"},
    {"--cv: invalid value for folds", "--cv: invalid value"},
    {"Received: folds=", "Received: "},
    {"exclude the column", "--drop the column"},
    {"for problem", "for --task"},
    {"add the text to missing", "name the text by --na"},
    {"the column to text_columns", "the column by --text-columns"},
    {"is the separator another?", "is the --separator another?"},
    {"is the separator another or", "is the --separator another or"},
};

/// Library functions at the beginning of a message, and the flag whose value they are about.
constexpr Word kBeginnings[] = {
    {"target: ", "--target: "},
    {"read_csv: text_columns: unknown name", "--text-columns: unknown column"},
    {"split: ", "--split: "},
    {"folds: ", "--cv: "}};

void replace_all(std::string& text, const Word& word) {
  for (std::size_t place = text.find(word.first); place != std::string::npos;
       place = text.find(word.first, place + word.second.size())) {
    text.replace(place, word.first.size(), word.second);
  }
}

}  // namespace

std::string with_flags(std::string message) {
  for (const Word& word : kBeginnings) {
    if (message.starts_with(word.first)) message.replace(0, word.first.size(), word.second);
  }
  for (const Word& word : kPhrases) replace_all(message, word);
  for (const Word& word : kOptions) replace_all(message, word);
  return message;
}

}  // namespace occam::cli
