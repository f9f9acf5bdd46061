// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace sparsight {

/// Also where one of the paths goes through a link, or is written otherwise.
bool isSameFolder(const std::filesystem::path& a, const std::filesystem::path& b);

} // namespace sparsight
