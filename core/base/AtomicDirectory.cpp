// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/AtomicDirectory.h"

#include "core/base/Error.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

namespace sparsight {

namespace {

namespace fs = std::filesystem;

/// Where the target stands for a moment on file systems that cannot exchange two names.
fs::path asidePath(const fs::path& target)
{
    return target.parent_path() / std::string(".").append(target.filename().string()).append(".before");
}

std::string temporaryPrefix(const fs::path& target)
{
    return std::string(".").append(target.filename().string()).append(".new-");
}

void syncFolder(const fs::path& folder)
{
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) throw systemError("write", folder, errno);
    const int code = ::fsync(descriptor), reason = errno;
    ::close(descriptor);
    if (code != 0 && reason != EINVAL) throw systemError("write", folder, reason); // EINVAL: not on every file system
}

void renameFolder(const fs::path& from, const fs::path& to)
{
    if (::rename(from.c_str(), to.c_str()) != 0) throw systemError("write", to, errno);
}

fs::path absoluteTarget(const fs::path& target)
{
    const fs::path path = fs::absolute(target).lexically_normal();
    return path.has_filename() ? path : path.parent_path();
}

} // namespace

AtomicDirectory::AtomicDirectory(const fs::path& target)
    : m_target(absoluteTarget(target))
{
    std::error_code failure;
    fs::create_directories(m_target.parent_path(), failure);
    if (failure) throw systemError("create", m_target.parent_path(), failure.value());
    std::string name = (m_target.parent_path() / (temporaryPrefix(m_target) + "XXXXXX")).string();
    if (::mkdtemp(name.data()) == nullptr) throw systemError("create", m_target, errno);
    m_path = name;
    const mode_t mask = ::umask(0);
    ::umask(mask);
    ::chmod(name.c_str(), 0777 & ~mask);
}

AtomicDirectory::~AtomicDirectory()
{
    std::error_code ignored;
    if (!m_path.empty()) fs::remove_all(m_path, ignored);
}

void AtomicDirectory::commit()
{
    syncFolder(m_path);
    if (!fs::exists(m_target)) {
        renameFolder(m_path, m_target);
    } else if (::renameat2(AT_FDCWD, m_path.c_str(), AT_FDCWD, m_target.c_str(), RENAME_EXCHANGE) != 0) {
        if (errno != EINVAL && errno != ENOSYS) throw systemError("write", m_target, errno);
        const fs::path aside = asidePath(m_target);
        renameFolder(m_target, aside);
        renameFolder(m_path, m_target);
        m_path = aside;
    }
    syncFolder(m_target.parent_path());
    std::error_code ignored;
    fs::remove_all(m_path, ignored); // where the exchange has put the old folder
    m_path.clear();
}

void AtomicDirectory::recover(const fs::path& given)
{
    const fs::path target = absoluteTarget(given), aside = asidePath(target);
    std::error_code ignored;
    if (fs::exists(aside, ignored)) {
        if (fs::exists(target, ignored))
            fs::remove_all(aside, ignored);
        else
            renameFolder(aside, target);
    }
    const std::string prefix = temporaryPrefix(target);
    for (const auto& entry : fs::directory_iterator(target.parent_path(), ignored)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with(prefix) && name.size() == prefix.size() + 6) fs::remove_all(entry.path(), ignored);
    }
}

} // namespace sparsight
