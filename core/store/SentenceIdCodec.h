// SPDX-License-Identifier: GPL-3.0-or-later
// The file format of a block's sentence ids: u8 width, then each id in the width of the largest, then eight zeros.
#pragma once

#include "core/base/Ids.h"
#include "core/store/BitPacking.h"

#include <span>
#include <vector>

namespace sparsight {

Bytes encodeSentenceIds(std::span<const SentenceId> ids);
/// Throws Error(Corrupt) unless the blob holds `count` ids below `limit`.
std::vector<SentenceId> decodeSentenceIds(std::span<const std::byte> blob, std::uint32_t count, std::uint32_t limit);

} // namespace sparsight
