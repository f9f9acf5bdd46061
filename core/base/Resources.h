// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace sparsight {

/// The folder of the files that ship with the program (demo/, topics/): share/sparsight of the installation, or
/// resources/ of the source tree that the executable was built in. Throws Error(NotFound).
std::filesystem::path resourceDirectory();

} // namespace sparsight
