#include "occam/selection/fingerprint.h"

#include <fmt/format.h>

#include <bit>
#include <cstring>
#include <string_view>

#include "occam/models/blueprint.h"
#include "occam/models/parts.h"
#include "occam/selection/flat_topology.h"

namespace occam::selection {
namespace {

/// Two chains over 64-bit words, by the finaliser of SplitMix64 (Steele, Lea and Flood 2014) with
/// its own and another increment.
class Mixer {
 public:
  void add(std::uint64_t word) {
    low_ = mixed((low_ ^ word) + 0x9e3779b97f4a7c15u);
    high_ = mixed(std::rotl(high_, 29) + (word ^ 0xd1b54a32d192ed03u));
  }
  void add(std::int64_t number) { add(static_cast<std::uint64_t>(number)); }
  void add(double number) { add(std::bit_cast<std::uint64_t>(number)); }
  void add(const void* bytes, std::size_t size) {
    add(static_cast<std::uint64_t>(size));
    const auto* at = static_cast<const unsigned char*>(bytes);
    for (; size > 0;) {
      std::uint64_t word = 0;
      const std::size_t taken = std::min<std::size_t>(size, sizeof word);
      std::memcpy(&word, at, taken);
      add(word);
      at += taken;
      size -= taken;
    }
  }
  void add(std::string_view text) { add(text.data(), text.size()); }
  void add(const Array& array) {
    add(name_of(array.dtype()));
    for (const std::int64_t size : array.shape()) add(size);
    add(array.bytes(), static_cast<std::size_t>(array.size()) * size_of(array.dtype()));
  }
  void add(const data::Dataset* rows) {
    add(std::int64_t{rows != nullptr});
    if (rows == nullptr) return;
    add(rows->x);
    add(rows->y);
    add(static_cast<double>(rows->scale));
  }
  /// A description; one without fields() counts by its type.
  template <class Holder>
  void add_described(const Holder& holder) {
    add(holder.type());
    if (holder.has_fields()) add(to_text(holder.config()));
  }

  std::string text() const { return fmt::format("{:016x}{:016x}", high_, low_); }

 private:
  static std::uint64_t mixed(std::uint64_t z) {
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
  }
  std::uint64_t low_ = 1, high_ = 2;
};

void add_options(Mixer& mixer, const FitOptions& options) {
  for (const std::int64_t number :
       {std::int64_t{options.batch_size}, std::int64_t{options.epochs},
        std::int64_t{options.initial_epoch}, std::int64_t{options.steps_per_epoch},
        std::int64_t{options.validation_steps}, std::int64_t{options.validation_batch_size},
        options.validation_freq.every(), std::int64_t{options.shuffle},
        std::int64_t{options.refresh_statistics}, std::int64_t{options.evaluate_training},
        std::int64_t{options.calibrated_loss}})
    mixer.add(number);
  for (const std::int64_t epoch : options.validation_freq.epochs()) mixer.add(epoch);
  mixer.add(options.validation_split);
  for (const auto& [label, weight] : options.class_weight) {
    mixer.add(label);
    mixer.add(weight);
  }
  for (const callbacks::Callback& callback : options.callbacks) mixer.add_described(callback);
}

void add_topology(Mixer& mixer, const models::Topology& flat) {
  for (const models::Topology::Input& input : flat.inputs) {
    mixer.add(input.name);
    for (const std::int64_t size : input.shape) mixer.add(size);
  }
  for (const models::NamedLayer& named : flat.layers) {
    mixer.add(named.name);
    mixer.add_described(named.layer);
  }
  for (const models::Topology::Call& call : flat.calls) {
    mixer.add(static_cast<std::uint64_t>(call.layer));
    for (const std::size_t value : call.inputs) mixer.add(static_cast<std::uint64_t>(value));
  }
  for (const models::Topology::Output& output : flat.outputs) {
    mixer.add(output.name);
    mixer.add(static_cast<std::uint64_t>(output.value));
  }
}

}  // namespace

std::string fingerprint_of_part(const Part& part) {
  Mixer mixer;
  for (const data::Dataset* rows : {part.train, part.validation, part.test}) mixer.add(rows);
  add_options(mixer, part.options);
  mixer.add(std::int64_t{part.keep_weights});
  // Without asking for weights: what seeds them may still be set.
  if (const auto blueprint = models::Parts::blueprint(part.model))
    add_topology(mixer, flattened(blueprint->topology()).topology);
  return mixer.text();
}

std::string fingerprint_of(const std::string& part, const Trainable& model) {
  const models::Network& network = models::Parts::network(model, "grid");
  Mixer mixer;
  mixer.add(part);
  if (const auto& options = network.blueprint()->options()) {
    mixer.add_described(options->optimizer);
    for (std::size_t i = 0; i < options->loss.size(); ++i) mixer.add_described(options->loss[i]);
    for (const Metric& metric : options->metrics) mixer.add(metric.name());
  }
  for (const std::string& path : model.hyper_paths()) {
    mixer.add(path);
    mixer.add(model.hyper(path));
  }
  for (const Array& weight : model.get_weights()) mixer.add(weight);
  mixer.add(network.seed(0));
  mixer.add(network.data_seed(0));
  return mixer.text();
}

std::string fingerprint_of_rows(std::span<const data::Dataset* const> rows) {
  Mixer mixer;
  for (const data::Dataset* each : rows) mixer.add(each);
  return mixer.text();
}

}  // namespace occam::selection
