#pragma once

#include "bench/options.h"
#include "bench/trainings.h"
#include "occam/training/program.h"

namespace occam::bench {

// Each prints the lines of its workload.

/// Seconds of the fastest epoch but the first.
void measure_training(const Training& training, const Options& options);
/// Predictions of 60,000 rows in batches of 1,024; of one row.
void measure_predict_all(const Options& options);
void measure_predict_one(const Options& options);
/// 64 factors of L2, or of L1 with proximal steps, 20 epochs, one Stack: with early stopping and
/// without.
void measure_digits_l2_sweep(const Options& options);
void measure_digits_l1_sweep(const Options& options);
/// A path of LassoNet's networks on a table of 178 rows, all lambdas on all rows.
void measure_lasso_net_path(const Options& options);
/// A step with and without L1 and L2 on every kernel.
void measure_penalty_cost(const Options& options);
/// The step of every optimizer alone on 669,706 weights, beside the memory that it moves and a copy
/// of as many bytes by one thread.
void measure_optimizer_cost(const Options& options);
/// One step in a process that has done nothing else: its memory. compare.py takes the time from
/// the outside.
void measure_startup(const Options& options);
/// Whether one and more threads give the same weights, bit for bit.
void check_determinism(const Options& options);
/// Seconds of the processor from layers to the plan of a training step of `blocks` blocks
/// (trainings.h); nothing is run.
void measure_compilation(int blocks, const Options& options);
/// A step's time against width, depth, batch, members of a stack and rows: a line a point.
void measure_growth(const Options& options);

constexpr int kSweepMembers = 64, kSweepEpochs = 20;

/// A plan whose calls a workload's time consists of, and how often it runs them one after another.
struct Profiled {
  Training training;
  training::Mode mode = training::Mode::kTrain;
  std::int64_t batch = 0;
  double runs = 1;
  int members = 1;
};

/// The plans of the workload `name`; none when it is not one of those that run plans.
std::vector<Profiled> plans_of(std::string_view name, const Options& options);

/// A line for each kernel call of each plan of the workload: operations, bytes, time, share of the
/// peak; and one line a plan that sums them up by kind.
void print_roofline(std::string_view workload, const Options& options);

}  // namespace occam::bench
