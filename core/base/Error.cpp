// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Error.h"

#include <cerrno>
#include <cstring>

namespace sparsight {

Error::Error(ErrorCode code, const std::string& sentence, ErrorContext context)
    : std::runtime_error(sentence)
    , m_code(code)
    , m_context(std::move(context))
{
}

static ErrorCode codeOfErrno(int value)
{
    switch (value) {
    case ENOENT:
    case ENOTDIR: return ErrorCode::NotFound;
    case ENOSPC:
    case EDQUOT:
    case EFBIG: return ErrorCode::DiskFull;
    case EROFS:
    case EACCES:
    case EPERM: return ErrorCode::ReadOnly;
    case ENOMEM: return ErrorCode::OutOfMemory;
    default: return ErrorCode::Io;
    }
}

/// What may help; empty where only the cause is known.
static std::string remedyFor(int errnoValue, ErrorCode code, bool creates)
{
    if (errnoValue == EISDIR) return "; choose a file";
    if (code == ErrorCode::NotFound) return creates ? "; make its folder first, or choose another" : "; check its name";
    if (code == ErrorCode::DiskFull) return "; make room, or choose another place";
    if (code == ErrorCode::ReadOnly)
        return creates ? "; choose a place where you can write" : "; check its permissions";
    return {};
}

Error systemError(const std::string& action, const std::filesystem::path& path, int errnoValue)
{
    const ErrorCode code = codeOfErrno(errnoValue);
    std::string sentence = "Cannot " + action + " " + path.string() + ": " + std::strerror(errnoValue);
    if (code == ErrorCode::DiskFull) {
        std::error_code ignored;
        const auto folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
        const auto space = std::filesystem::space(folder, ignored);
        if (!ignored) sentence += " (" + std::to_string(space.available / 1'000'000) + " MB free there)";
    }
    sentence += remedyFor(errnoValue, code, action == "create" || action == "write");
    return Error(code, sentence + ".", {.file = path.string()});
}

} // namespace sparsight
