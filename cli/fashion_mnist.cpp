#include "occam/data/fashion_mnist.h"

#include "cli/examples.h"
#include "occam/data/split.h"

namespace occam::cli {

Examples load_fashion_mnist(const TrainFlags& flags, const Settings& settings) {
  data::FashionMnist images = data::load_fashion_mnist(flags.folder);
  Examples examples;
  examples.target = {.name = "label",
                     .problem = data::Problem::kClassification,
                     .classes = images.train.class_names};
  examples.description["source"] = "fashion-mnist";
  examples.test = std::move(images.test);
  if (settings.recipe.validation_split > 0) {
    std::vector<std::int64_t> labels;
    for (std::int64_t row = 0; row < images.train.rows(); ++row) {
      labels.push_back(static_cast<std::int64_t>(images.train.y.at(row)));
    }
    const data::Split split = data::split_stratified(
        labels, {.validation = settings.recipe.validation_split, .data_seed = settings.seed});
    examples.train = data::take_rows(images.train, split.train);
    examples.validation = data::take_rows(images.train, split.validation);
  } else {
    examples.train = std::move(images.train);
  }
  examples.facts.rows = examples.train.rows();
  examples.networks = settings.recipe.ensemble;
  describe_sizes(examples);
  return examples;
}

}  // namespace occam::cli
