// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/ImageSource.h"

namespace sparsight {

/// Ten classes of shapes (disc, ring, square …) of random place, size, turn, thickness and grey on a darker ground, 16
/// by 16 pixels. There is no end of them.
class ShapeImages final : public ImageSource {
public:
    explicit ShapeImages(std::uint64_t seed)
        : m_seed(seed)
    {
    }

    ImageShape shape() const override;
    std::uint64_t size(ImageSplit) const override { return 0; }
    int label(ImageSplit split, std::uint64_t number) const override;
    void draw(ImageSplit split, std::uint64_t number, std::span<float> pixels) const override;
    std::string identity() const override { return "shapes"; }

private:
    std::uint64_t m_seed;
};

/// The classes' names, in the order of their labels.
std::span<const char* const> shapeNames();

} // namespace sparsight
