// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sparsight {

/// A file that appears in one step: written without a name in its target's folder, and put in the target's place by
/// commit(). Without commit() the target stays as it was and nothing is left behind, however the program ends; only on
/// file systems that have no files without a name it has a temporary one. Writes are buffered.
/// All functions throw Error naming the target; a full disk is told with the space that is free.
class AtomicFile {
public:
    /// A link is followed. A target that is a folder, device, FIFO or socket is refused.
    explicit AtomicFile(const std::filesystem::path& target);
    ~AtomicFile();
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;

    void write(std::span<const std::byte> bytes);
    void write(std::string_view text) { write(std::as_bytes(std::span(text))); }
    /// Flushes to the disk and renames. Nothing may be written afterwards.
    void commit();

    const std::filesystem::path& target() const noexcept { return m_target; }

private:
    void flush();
    void writeThrough(std::span<const std::byte> bytes);

    void makeNamed();

    std::filesystem::path m_target;
    std::string m_temporary; // its name until it is renamed; empty while it has none
    int m_descriptor = -1;
    std::vector<std::byte> m_buffer;
};

} // namespace sparsight
