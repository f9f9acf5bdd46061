// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>

namespace sparsight {

/// What kind of failure an Error is, for callers that treat some kinds specially.
enum class ErrorCode {
    BadInput,    ///< the user's input, or a value in it, is not acceptable
    NotFound,    ///< something that was named does not exist
    Unsupported, ///< understood, but not something this program does
    Corrupt,     ///< a file contradicts itself or its checksum
    Io,          ///< the operating system refused to read or write
    DiskFull,    ///< no space, a quota, or a file-size limit
    ReadOnly,    ///< a change was asked of something that cannot be changed
    Busy,        ///< another process holds the file
    OutOfMemory, ///< of the CPU or of the GPU
    Cancelled,   ///< the caller asked to stop; everything committed stays
};

/// Where a failure happened. Empty members are unknown or do not apply.
struct ErrorContext {
    std::string file;                  ///< path of the file concerned
    std::string item;                  ///< tensor, column, field or table
    std::optional<std::uint64_t> line; ///< line of a text file, from 1
};

/// The only exception that core throws. what() is one sentence that a user understands: what, where, what to do.
class Error : public std::runtime_error {
public:
    Error(ErrorCode code, const std::string& sentence, ErrorContext context = {});

    ErrorCode code() const noexcept { return m_code; }
    const ErrorContext& context() const noexcept { return m_context; }

private:
    ErrorCode m_code;
    ErrorContext m_context;
};

/// An Io, DiskFull, ReadOnly or NotFound error from errno, e.g. "Cannot write /x/y: No space left on device (3 MB free)."
Error systemError(const std::string& action, const std::filesystem::path& path, int errnoValue);

} // namespace sparsight
