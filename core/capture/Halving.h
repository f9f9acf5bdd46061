// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

#include <functional>
#include <span>
#include <string>

namespace sparsight {

/// Calls forward with the batch; where memory is short, frees the caches and goes on with halves in their order, down
/// to single items. Throws Error(OutOfMemory) with what `tooLong` says of an item that does not fit even alone.
template <class Item>
void inHalves(std::span<Item> batch, const std::function<void(std::span<Item>)>& forward,
              const std::function<void()>& freeCaches, const std::function<std::string(Item&)>& tooLong)
{
    try {
        forward(batch);
        return;
    } catch (const Error& error) {
        if (error.code() != ErrorCode::OutOfMemory) throw;
        freeCaches();
        if (batch.size() == 1) throw Error(ErrorCode::OutOfMemory, tooLong(batch[0]));
    }
    const std::size_t half = batch.size() / 2;
    inHalves(batch.first(half), forward, freeCaches, tooLong);
    inHalves(batch.subspan(half), forward, freeCaches, tooLong);
}

} // namespace sparsight
