// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/TorchError.h"

#include <array>
#include <string>
#include <string_view>

namespace sparsight {

namespace {

bool meansOutOfMemory(const std::exception& exception, std::string_view message)
{
    if (dynamic_cast<const std::bad_alloc*>(&exception) != nullptr) return true;
    if (dynamic_cast<const c10::OutOfMemoryError*>(&exception) != nullptr) return true;
    // The CPU allocator and cuBLAS report it as a general error.
    constexpr std::array<std::string_view, 4> phrases{"out of memory", "can't allocate memory", "not enough memory",
                                                      "CUBLAS_STATUS_ALLOC_FAILED"};
    for (std::string_view phrase : phrases) {
        if (message.find(phrase) != std::string_view::npos) return true;
    }
    return false;
}

} // namespace

Error fromTorch(const std::exception& exception)
{
    const auto* torchError = dynamic_cast<const c10::Error*>(&exception);
    const std::string message = torchError ? torchError->what_without_backtrace() : exception.what();
    if (meansOutOfMemory(exception, message)) {
        return Error(
            ErrorCode::OutOfMemory,
            "There is not enough memory for this text and model; close other programs, or use a shorter text.");
    }
    return Error(ErrorCode::Unsupported, "LibTorch could not compute this: " + message.substr(0, message.find('\n')));
}

} // namespace sparsight
