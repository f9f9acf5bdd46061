// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/TemporaryDirectory.h"

#include "core/base/Error.h"

#include <cerrno>
#include <cstdlib>
#include <string>
#include <system_error>

namespace sparsight {

namespace fs = std::filesystem;

TemporaryDirectory::TemporaryDirectory()
{
    std::error_code failure;
    const fs::path above = fs::temp_directory_path(failure);
    if (failure) throw systemError("create a folder in", above, failure.value());
    std::string name = (above / "sparsight-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw systemError("create", above / "sparsight", errno);
    m_path = name;
}

TemporaryDirectory::~TemporaryDirectory()
{
    std::error_code ignored;
    fs::remove_all(m_path, ignored);
}

} // namespace sparsight
