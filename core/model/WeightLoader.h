// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Torch.h"
#include "core/model/WeightTable.h"

#include <functional>
#include <string_view>
#include <vector>

namespace sparsight {

/// Turns rows of a weight table into tensors of one device and type. Where the file already holds the type and the
/// device is the CPU, a tensor is the mapping itself and nothing is copied: the table must outlive the tensors.
/// The table must have passed checkWeights().
class WeightLoader {
public:
    WeightLoader(const WeightTable& weights, at::Device device, at::ScalarType type);

    /// The tensor of this name in the loader's type, or in another.
    at::Tensor load(std::string_view name) const { return load(name, m_type); }
    at::Tensor load(std::string_view name, at::ScalarType type) const;
    /// Several matrices of equal width below each other, for one product instead of several. Always a copy; the
    /// mapped pages of its sources are given back.
    at::Tensor loadFused(const std::vector<std::string>& names) const;

    /// For products alone: one matrix, or several below each other; packed where that pays (PackedWeight.h).
    at::Tensor loadProduct(const std::vector<std::string>& names) const;
    /// Gives back the pages that a tensor of this name is mapped to; they come again when it is read. The table must
    /// still be there.
    std::function<void()> releaser(std::string_view name) const;

    at::ScalarType type() const { return m_type; }

private:
    at::Tensor mapped(const TensorEntry& entry) const;

    const WeightTable* m_weights;
    at::Device m_device;
    at::ScalarType m_type;
};

} // namespace sparsight
