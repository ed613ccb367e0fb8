#pragma once

namespace occam::golden {

/// The files trajectory_<name>.json.
inline constexpr const char* kTrajectories[] = {
    "sgd_l1l2",       "momentum_l1l2",   "nesterov_l1l2",
    "adam_l2",        "bn_softmax_adam", "bn_sigmoid_momentum",
    "softmax_sgd_l1", "logits_adam",     "bias_before_bn_adam",
};

}  // namespace occam::golden
