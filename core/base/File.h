// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace sparsight {

/// A regular file, open for reading. FIFOs, devices and sockets are refused (they could block or never end).
/// Reads are positional, so one object may be used from several threads.
class InputFile {
public:
    /// Throws Error(NotFound, Io, or BadInput when it is not a regular file).
    explicit InputFile(const std::filesystem::path& path);
    ~InputFile();
    InputFile(InputFile&& other) noexcept;
    InputFile& operator=(InputFile&& other) noexcept;

    const std::filesystem::path& path() const noexcept { return m_path; }
    std::uint64_t size() const noexcept { return m_size; } ///< bytes, when it was opened
    /// Fills the whole span from offset. Throws Error(Corrupt) when the file ends before, Error(Io) otherwise.
    void read(std::uint64_t offset, std::span<std::byte> into) const;
    int descriptor() const noexcept { return m_descriptor; }

private:
    std::filesystem::path m_path;
    int m_descriptor = -1;
    std::uint64_t m_size = 0;
};

/// A private read-only mapping of a whole file. The file must not shrink while it is mapped.
class MappedFile {
public:
    explicit MappedFile(const std::filesystem::path& path);
    ~MappedFile();
    MappedFile(MappedFile&& other) noexcept;
    MappedFile& operator=(MappedFile&& other) noexcept;

    std::span<const std::byte> bytes() const noexcept { return m_bytes; }

private:
    std::span<const std::byte> m_bytes;
};

/// A whole text file of at most `limit` bytes. Throws Error(BadInput) when it is larger.
std::string readTextFile(const std::filesystem::path& path, std::uint64_t limit);

/// Replaces the file in one step: temporary file beside it, fsync, rename. The old file stays when anything fails.
void writeFileAtomically(const std::filesystem::path& path, std::string_view content);

} // namespace sparsight
