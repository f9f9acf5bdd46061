// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the pickle that torch.save writes for a state dict, and nothing else. No code is ever run: a name outside the
// short list below is refused, and the result is plain rows. Works on bytes alone, so that it can be fuzzed.
#pragma once

#include "core/model/DType.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace sparsight {

/// A tensor as the pickle describes it: a view of a storage that lies elsewhere. Not yet checked against that storage.
struct PickledTensor {
    std::string name;
    DType dtype = DType::F32;
    std::string storage; ///< key of the record that holds the elements
    std::uint64_t storageElements = 0;
    std::uint64_t offset = 0; ///< elements
    std::vector<std::uint64_t> shape;
    std::vector<std::int64_t> stride; ///< elements, not negative
};

/// Runs the pickle of protocol 2. `file` is for messages. Throws Error(Unsupported) for names that would run code
/// ("contains code, not loaded") and for what is not a plain dictionary of tensors, Error(Corrupt) for the rest.
std::vector<PickledTensor> readPickledTensors(std::span<const std::byte> pickle, const std::string& file);

} // namespace sparsight
