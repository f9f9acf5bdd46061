// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/AtomicFile.h"

#include "core/base/Error.h"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sparsight {

namespace {

constexpr std::size_t bufferBytes = 1 << 16;

std::filesystem::path checkedTarget(const std::filesystem::path& path)
{
    namespace fs = std::filesystem;
    std::error_code missing;
    fs::path target = fs::is_symlink(path, missing) ? fs::weakly_canonical(path) : path;
    // Renaming over a device such as /dev/null would replace it.
    if (fs::exists(target, missing) && !fs::is_regular_file(target, missing)) {
        throw Error(ErrorCode::BadInput, path.string() + " is not a regular file; choose another name.",
                    {.file = path.string()});
    }
    return target;
}

/// What a new file's mode would be; mkostemp makes it private.
mode_t defaultMode()
{
    const mode_t mask = ::umask(0);
    ::umask(mask);
    return 0666 & ~mask;
}

} // namespace

AtomicFile::AtomicFile(const std::filesystem::path& target)
    : m_target(checkedTarget(target))
    , m_temporary(m_target.string() + ".XXXXXX")
    , m_descriptor(::mkostemp(m_temporary.data(), O_CLOEXEC))
{
    if (m_descriptor < 0) throw systemError("write", target, errno);
    ::fchmod(m_descriptor, defaultMode());
    m_buffer.reserve(bufferBytes);
}

AtomicFile::~AtomicFile()
{
    if (m_descriptor >= 0) ::close(m_descriptor);
    if (!m_temporary.empty()) ::unlink(m_temporary.c_str());
}

void AtomicFile::write(std::span<const std::byte> bytes)
{
    if (m_buffer.size() + bytes.size() > bufferBytes) flush();
    if (bytes.size() > bufferBytes)
        writeThrough(bytes);
    else
        m_buffer.insert(m_buffer.end(), bytes.begin(), bytes.end());
}

void AtomicFile::commit()
{
    flush();
    if (::fsync(m_descriptor) != 0 || ::rename(m_temporary.c_str(), m_target.c_str()) != 0)
        throw systemError("write", m_target, errno);
    m_temporary.clear();
}

void AtomicFile::flush()
{
    writeThrough(m_buffer);
    m_buffer.clear();
}

void AtomicFile::writeThrough(std::span<const std::byte> bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(m_descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) throw systemError("write", m_target, errno);
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
}

} // namespace sparsight
