// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/MixedKey.h"
#include "core/model/Torch.h"

#include <cstdint>

namespace sparsight {

/// Which elements dropout drops. Nothing is drawn from a generator: the choice is a function of the key, which comes
/// from seed, step and place in the model, and of the element's position. So a pass can be repeated exactly, for
/// gradients (no mask is kept), for a block that is computed again and after a training that was cut off.
struct Dropout {
    double probability = 0;
    std::uint64_t key = 0;

    bool drops() const { return probability > 0; }
    /// The same for another place.
    Dropout at(std::uint64_t place) const { return {probability, mixedKey(key, place)}; }

    /// An element is dropped where its 32 random bits are below this.
    std::uint32_t threshold() const { return static_cast<std::uint32_t>(probability * 0x1p32); }
    double scale() const { return 1.0 / (1.0 - probability); } ///< of the elements that are kept
};

/// The 32 random bits of an element of a row; the row's key is mixedKey(key, row).
inline std::uint32_t dropoutBits(std::uint64_t rowKey, std::uint32_t column)
{
    std::uint32_t x = (column + 1) * 0x9e3779b9u + static_cast<std::uint32_t>(rowKey);
    x = (x ^ (x >> 16)) * 0x7feb352du;
    x ^= static_cast<std::uint32_t>(rowKey >> 32);
    x = (x ^ (x >> 15)) * 0x846ca68bu;
    return x ^ (x >> 16);
}

/// x [rows, columns] with elements dropped and the others scaled up; x itself where nothing is dropped.
at::Tensor dropped(const at::Tensor& x, const Dropout& dropout);
/// hidden + dropped(x)
at::Tensor addDropped(const at::Tensor& hidden, const at::Tensor& x, const Dropout& dropout);
/// dropped(relu(x))
at::Tensor reluDropped(const at::Tensor& x, const Dropout& dropout);

} // namespace sparsight
