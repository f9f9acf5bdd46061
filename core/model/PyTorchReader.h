// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/File.h"
#include "core/model/WeightTable.h"

#include <vector>

namespace sparsight {

/// The table of a pytorch_model.bin: a zip file with a pickle (data.pkl) that describes the tensors and one stored
/// record for each storage. No code of the file is run and no tensor data is read. Every view lies inside its storage.
/// `file` of the rows is 0. Throws Error(Corrupt), or Unsupported with advice for the legacy format and TorchScript.
std::vector<TensorEntry> readPyTorchTable(const InputFile& file);

} // namespace sparsight
