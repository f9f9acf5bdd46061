// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/File.h"
#include "core/model/WeightTable.h"

#include <vector>

namespace sparsight {

/// The table of a safetensors file: 8 bytes of header length, a JSON header, then the tensors without gaps. Reads the
/// header only. Everything that the format forbids is refused with Error(Corrupt) that names the file and the tensor.
/// `file` of the rows is 0.
std::vector<TensorEntry> readSafetensorsTable(const InputFile& file);

} // namespace sparsight
