#include "bench/onednn_gemm.h"

#include <dnnl.h>
#include <omp.h>

#include <string>

namespace occam::bench {
namespace {

using dnnl::memory;

/// oneDNN's calls end a program that asks for what it cannot do, instead of measuring nothing.
void check(dnnl_status_t status) { dnnl::error::wrap_c_api(status, "oneDNN: a product failed"); }

const dnnl::engine& cpu() {
  static const dnnl::engine engine(dnnl::engine::kind::cpu, 0);
  return engine;
}

/// Row-major rows x cols, or its transpose as it is stored.
memory::desc matrix(std::int64_t rows, std::int64_t cols, std::int64_t stride, bool transposed) {
  const memory::dims strides =
      transposed ? memory::dims{1, stride} : memory::dims{stride, std::int64_t{1}};
  return {{rows, cols}, memory::data_type::f32, strides};
}

}  // namespace

OnednnGemm::OnednnGemm(const kernels::GemmShape& shape, Routine routine)
    : shape_(shape), routine_(routine) {
  if (routine == Routine::kSgemm) return;
  const memory::desc a = matrix(shape.m, shape.k, shape.lda, shape.transpose_a);
  const memory::desc b = matrix(shape.k, shape.n, shape.ldb, shape.transpose_b);
  const memory::desc c = matrix(shape.m, shape.n, shape.ldc, false);
  dnnl::primitive_attr attributes;
  // Its own scratch would be allocated by whichever thread runs first.
  attributes.set_scratchpad_mode(dnnl::scratchpad_mode::user);
  const dnnl::matmul::primitive_desc made(dnnl::matmul::desc(a, b, c), attributes, cpu());
  matmul_ = dnnl::matmul(made);
  stream_ = dnnl::stream(cpu());
  a_.memory = memory(a, cpu(), nullptr);
  b_.memory = memory(b, cpu(), nullptr);
  c_.memory = memory(c, cpu(), nullptr);
  scratch_.memory = memory(made.scratchpad_desc(), cpu(), nullptr);
  scratch_bytes_ = made.scratchpad_desc().get_size();
}

void OnednnGemm::Operand::move_to(void* to) {
  if (place == to) return;
  check(dnnl_memory_set_data_handle(memory.get(), to));
  place = to;
}

void OnednnGemm::run(const float* a, const float* b, float* c, std::byte* scratch) {
  if (routine_ == Routine::kSgemm) {
    check(dnnl_sgemm(shape_.transpose_a ? 'T' : 'N', shape_.transpose_b ? 'T' : 'N', shape_.m,
                     shape_.n, shape_.k, 1.0f, a, shape_.lda, b, shape_.ldb, 0.0f, c, shape_.ldc));
    return;
  }
  // oneDNN's operands are not const; it only reads A and B.
  a_.move_to(const_cast<float*>(a));
  b_.move_to(const_cast<float*>(b));
  c_.move_to(c);
  scratch_.move_to(scratch);
  // The C interface: the C++ one fills a map at each call.
  const dnnl_exec_arg_t operands[] = {{DNNL_ARG_SRC, a_.memory.get()},
                                      {DNNL_ARG_WEIGHTS, b_.memory.get()},
                                      {DNNL_ARG_DST, c_.memory.get()},
                                      {DNNL_ARG_SCRATCHPAD, scratch_.memory.get()}};
  check(dnnl_primitive_execute(matmul_.get(), stream_.get(), 4, operands));
}

const char* name_of(OnednnGemm::Routine routine) {
  return routine == OnednnGemm::Routine::kSgemm ? "sgemm" : "matmul";
}

void set_openmp_threads(int threads) { omp_set_num_threads(threads); }

const char* onednn_version() {
  static const std::string text = [] {
    const dnnl_version_t* const version = dnnl_version();
    return std::to_string(version->major) + "." + std::to_string(version->minor) + "." +
           std::to_string(version->patch);
  }();
  return text.c_str();
}

}  // namespace occam::bench
