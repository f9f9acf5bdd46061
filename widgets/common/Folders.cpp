// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/Folders.h"

#include <system_error>

namespace sparsight {

bool isSameFolder(const std::filesystem::path& a, const std::filesystem::path& b)
{
    std::error_code ignored; // one that is not there is no other's
    return a == b || std::filesystem::equivalent(a, b, ignored);
}

} // namespace sparsight
