// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace sparsight {

/// The middle square of a PNG file as `side` × `side` pixels, [3, side, side], each the mean of what lies below it.
/// Throws Error(BadInput or Corrupt) naming the file.
std::vector<std::uint8_t> readPngSquare(const std::filesystem::path& file, int side);

} // namespace sparsight
