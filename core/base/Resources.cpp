// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Resources.h"

#include "core/base/Error.h"

namespace sparsight {

std::filesystem::path resourceDirectory()
{
    namespace fs = std::filesystem;
    std::error_code failed;
    const fs::path executable = fs::read_symlink("/proc/self/exe", failed);
    // bin/sparsight finds share/sparsight beside bin; build/release/app/cli/sparsight-cli finds resources further up.
    for (fs::path folder = executable.parent_path(); folder.has_relative_path(); folder = folder.parent_path()) {
        for (const char* candidate : {"share/sparsight", "resources"}) {
            if (fs::is_directory(folder / candidate / "topics", failed)) return folder / candidate;
        }
    }
    throw Error(ErrorCode::NotFound, "The files that ship with Sparsight (share/sparsight) are not beside " +
                                         executable.string() + "; install it again.");
}

} // namespace sparsight
