// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/File.h"

#include "core/base/AtomicFile.h"
#include "core/base/Error.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace sparsight {

InputFile::InputFile(const std::filesystem::path& path)
    : m_path(path)
{
    // O_NONBLOCK keeps a FIFO without a writer from blocking the open; it has no effect on regular files.
    m_descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (m_descriptor < 0) throw systemError("open", path, errno);
    struct stat status {};
    if (::fstat(m_descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
        ::close(m_descriptor);
        throw Error(ErrorCode::BadInput, path.string() + " is not a regular file; choose a file.",
                    {.file = path.string()});
    }
    m_size = static_cast<std::uint64_t>(status.st_size);
}

InputFile::~InputFile()
{
    if (m_descriptor >= 0) ::close(m_descriptor);
}

InputFile::InputFile(InputFile&& other) noexcept
    : m_path(std::move(other.m_path))
    , m_descriptor(std::exchange(other.m_descriptor, -1))
    , m_size(other.m_size)
{
}

InputFile& InputFile::operator=(InputFile&& other) noexcept
{
    std::swap(m_path, other.m_path);
    std::swap(m_descriptor, other.m_descriptor);
    std::swap(m_size, other.m_size);
    return *this;
}

void InputFile::read(std::uint64_t offset, std::span<std::byte> into) const
{
    while (!into.empty()) {
        const ssize_t got = ::pread(m_descriptor, into.data(), into.size(), static_cast<off_t>(offset));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) throw systemError("read", m_path, errno);
        if (got == 0) {
            throw Error(ErrorCode::Corrupt,
                        m_path.string() + " ends before byte " + std::to_string(offset + into.size()) +
                            "; it was cut short, copy it again.",
                        {.file = m_path.string()});
        }
        offset += static_cast<std::uint64_t>(got);
        into = into.subspan(static_cast<std::size_t>(got));
    }
}

MappedFile::MappedFile(const std::filesystem::path& path)
{
    const InputFile file(path);
    if (file.size() == 0) return;
    void* address = ::mmap(nullptr, file.size(), PROT_READ, MAP_PRIVATE, file.descriptor(), 0);
    if (address == MAP_FAILED) throw systemError("map", path, errno);
    m_bytes = {static_cast<const std::byte*>(address), file.size()};
}

MappedFile::~MappedFile()
{
    if (!m_bytes.empty()) ::munmap(const_cast<std::byte*>(m_bytes.data()), m_bytes.size());
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : m_bytes(std::exchange(other.m_bytes, {}))
{
}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept
{
    std::swap(m_bytes, other.m_bytes);
    return *this;
}

std::string readTextFile(const std::filesystem::path& path, std::uint64_t limit)
{
    const InputFile file(path);
    if (file.size() > limit) {
        throw Error(ErrorCode::BadInput,
                    path.string() + " has " + std::to_string(file.size()) + " bytes; at most " + std::to_string(limit) +
                        " are expected here; choose another file.",
                    {.file = path.string()});
    }
    std::string text(file.size(), '\0');
    file.read(0, std::as_writable_bytes(std::span(text)));
    return text;
}

void writeFileAtomically(const std::filesystem::path& path, std::string_view content)
{
    AtomicFile file(path);
    file.write(content);
    file.commit();
}

} // namespace sparsight
