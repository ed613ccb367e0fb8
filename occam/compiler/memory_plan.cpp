#include "occam/compiler/memory_plan.h"

#include <algorithm>
#include <numeric>

namespace occam::compiler {
namespace {

struct Placed {
  std::size_t begin = 0, end = 0;
  Lifetime life;
};

bool overlap(const Lifetime& a, const Lifetime& b) {
  return a.first <= b.last && b.first <= a.last;
}

/// Pieces whose offsets follow each other, and what tells at a glance whether a lifetime meets
/// them.
class Neighbours {
 public:
  static constexpr std::size_t kMost = 128;

  std::size_t begin() const { return pieces_.front().begin; }
  bool is_full() const { return pieces_.size() >= kMost; }

  void insert(const Placed& piece) {
    const auto behind =
        std::upper_bound(pieces_.begin(), pieces_.end(), piece,
                         [](const Placed& a, const Placed& b) { return a.begin < b.begin; });
    pieces_.insert(behind, piece);
    summarize();
  }

  /// Keeps the first half and gives the second.
  Neighbours split() {
    Neighbours half;
    const auto middle = pieces_.begin() + static_cast<std::ptrdiff_t>(pieces_.size() / 2);
    half.pieces_.assign(middle, pieces_.end());
    pieces_.erase(middle, pieces_.end());
    summarize();
    half.summarize();
    return half;
  }

  /// Moves `offset` behind what is alive with `life` until `bytes` are free there before the next;
  /// true when they are.
  bool find(const Lifetime& life, std::size_t bytes, std::size_t& offset) const {
    if (!overlap(life, any_)) return false;
    if (is_solid_ && overlap(life, all_)) {
      if (offset + bytes <= begin()) return true;
      offset = std::max(offset, end_);
      return false;
    }
    for (const Placed& piece : pieces_) {
      if (!overlap(life, piece.life)) continue;
      if (offset + bytes <= piece.begin) return true;
      offset = std::max(offset, piece.end);
    }
    return false;
  }

 private:
  void summarize() {
    any_ = pieces_[0].life;
    end_ = 0;
    std::vector<std::pair<int, int>> changes;  // step, pieces that begin or end to live
    for (const Placed& piece : pieces_) {
      any_.first = std::min(any_.first, piece.life.first);
      any_.last = std::max(any_.last, piece.life.last);
      end_ = std::max(end_, piece.end);
      changes.emplace_back(piece.life.first, 1);
      changes.emplace_back(piece.life.last + 1, -1);
    }
    std::sort(changes.begin(), changes.end());
    int alive = 0, most = 0, fullest = 0;
    for (const auto& [step, change] : changes) {
      alive += change;
      if (alive > most) {
        most = alive;
        fullest = step;
      }
    }
    all_ = any_;
    std::size_t covered = begin();
    is_solid_ = true;
    for (const Placed& piece : pieces_) {
      if (!overlap(piece.life, {0, fullest, fullest})) continue;
      all_.first = std::max(all_.first, piece.life.first);
      all_.last = std::min(all_.last, piece.life.last);
      is_solid_ = is_solid_ && piece.begin <= covered;
      covered = std::max(covered, piece.end);
    }
    is_solid_ = is_solid_ && covered == end_;
  }

  std::vector<Placed> pieces_;  ///< by begin
  std::size_t end_ = 0;
  Lifetime any_;           ///< no piece is alive outside it
  Lifetime all_;           ///< the pieces of the fullest step are alive all through it
  bool is_solid_ = false;  ///< those leave nothing free between begin and end
};

}  // namespace

MemoryPlan plan_memory(const std::vector<Lifetime>& pieces) {
  constexpr std::size_t kAlignment = 64;
  std::vector<std::size_t> order(pieces.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return pieces[a].bytes > pieces[b].bytes; });
  MemoryPlan plan;
  plan.offsets.resize(pieces.size());
  std::vector<Neighbours> placed;  // by begin
  for (const std::size_t piece : order) {
    const Lifetime& life = pieces[piece];
    const std::size_t bytes = (life.bytes + kAlignment - 1) / kAlignment * kAlignment;
    if (bytes == 0) break;  // and all that follow
    std::size_t offset = 0;
    for (const Neighbours& some : placed) {
      if (some.find(life, bytes, offset)) break;
    }
    plan.offsets[piece] = offset;
    plan.total_bytes = std::max(plan.total_bytes, offset + bytes);
    auto behind =
        std::upper_bound(placed.begin(), placed.end(), offset,
                         [](std::size_t at, const Neighbours& some) { return at < some.begin(); });
    if (behind == placed.begin())
      behind = placed.empty() ? placed.emplace(behind) : behind;
    else
      --behind;
    behind->insert({offset, offset + bytes, life});
    if (behind->is_full()) {
      Neighbours half = behind->split();
      placed.insert(behind + 1, std::move(half));
    }
  }
  return plan;
}

}  // namespace occam::compiler
