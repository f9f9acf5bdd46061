// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/File.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace sparsight {

/// A read-only mapping of a whole file that survives the file being cut short: a read behind the new end, which would
/// end the process with SIGBUS, gives zeros and is remembered. One handler for the process is installed with the first
/// mapping; faults elsewhere go to the handler that was there before.
class GuardedMapping {
public:
    /// Maps the file as large as it was when it was opened. Throws Error(Io), or Error(Unsupported) when more files
    /// are mapped than a process may have.
    explicit GuardedMapping(InputFile file);
    ~GuardedMapping();
    GuardedMapping(const GuardedMapping&) = delete;
    GuardedMapping& operator=(const GuardedMapping&) = delete;

    const InputFile& file() const noexcept { return m_file; }
    std::span<const std::byte> bytes() const noexcept { return m_bytes; }
    /// Whether the file is no longer what was mapped: another size or time of change, or a read that hit its end.
    bool changed() const noexcept;

private:
    InputFile m_file;
    std::span<const std::byte> m_bytes;
    std::size_t m_slot = 0; // in the handler's table
    std::int64_t m_modifiedSeconds = 0, m_modifiedNanoseconds = 0;
};

} // namespace sparsight
