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

/// Gives a file without a name one beside its target, which a link cannot replace but a renaming can. Returns it.
std::string nameFor(int descriptor, const std::filesystem::path& target)
{
    const std::string name =
        target.string() + "." + std::to_string(::getpid()) + "-" + std::to_string(descriptor); // nobody else's
    const std::string file = "/proc/self/fd/" + std::to_string(descriptor);
    ::unlink(name.c_str()); // of an earlier process of this number that was ended in between
    if (::linkat(AT_FDCWD, file.c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) != 0)
        throw systemError("write", target, errno);
    return name;
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
{
    const std::filesystem::path folder = m_target.has_parent_path() ? m_target.parent_path() : ".";
    m_descriptor = ::open(folder.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);
    if (m_descriptor < 0) makeNamed();
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

void AtomicFile::makeNamed()
{
    m_temporary = m_target.string() + ".XXXXXX";
    m_descriptor = ::mkostemp(m_temporary.data(), O_CLOEXEC);
    if (m_descriptor >= 0) {
        ::fchmod(m_descriptor, defaultMode());
        return;
    }
    m_temporary.clear();
    throw systemError("write", m_target, errno);
}

void AtomicFile::commit()
{
    flush();
    if (::fsync(m_descriptor) != 0) throw systemError("write", m_target, errno);
    if (m_temporary.empty()) m_temporary = nameFor(m_descriptor, m_target);
    if (::rename(m_temporary.c_str(), m_target.c_str()) != 0) throw systemError("write", m_target, errno);
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
