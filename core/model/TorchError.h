// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"
#include "core/model/Torch.h"

#include <exception>
#include <new>

namespace sparsight {

/// The sparsight::Error that stands for an exception of LibTorch; out of memory of CPU and GPU gets its own code.
Error fromTorch(const std::exception& exception);

/// Calls the function and turns what LibTorch throws into sparsight::Error. Everything that computes goes through it.
template <class Function>
decltype(auto) guarded(Function&& function)
{
    try {
        return std::forward<Function>(function)();
    } catch (const c10::Error& error) {
        throw fromTorch(error);
    } catch (const std::bad_alloc& error) {
        throw fromTorch(error);
    }
}

} // namespace sparsight
