#pragma once

#include <string>

#include "occam/models/trainable.h"

namespace occam {

/// Writes what a built model predicts to an ONNX file (opset 17, IR 8): inputs and outputs by their
/// names, float32, the first axis named "batch". Of a layer what it does in prediction; numbers of
/// hyper-parameters are those of now. Written whole or not at all. Errors: InvalidArgument for an
/// op of a user's own or a model that mixes the samples of a batch; FileError.
/// Source: ONNX 1.12, onnx.proto and Operators.
void export_onnx(const Trainable& model, const std::string& path);

}  // namespace occam
