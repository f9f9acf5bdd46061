// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Precision.h"
#include "core/model/Torch.h"

#include <string>

namespace sparsight {

/// "auto" (the first GPU when there is one, else the CPU), "cpu" or "cuda:N". Throws Error(BadInput) for another name
/// or a GPU that is not there.
at::Device chooseDevice(const std::string& name);

/// For people: the GPU's name, or the processor's.
std::string deviceName(at::Device device);

at::ScalarType scalarType(Precision precision);

/// Threads of the CPU's operators (0: one a core) and full fp32 products on GPUs (no TF32). Process-wide.
void setUpTorch(int threads);
int threadsInUse();

/// Gives memory that LibTorch keeps for later back to the device.
void freeCaches(at::Device device);

/// e.g. "2.13.0"
std::string torchVersion();

} // namespace sparsight
