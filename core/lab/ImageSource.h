// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace sparsight {

/// Sizes of the images of a source; all of them are alike.
struct ImageShape {
    int channels = 1, height = 16, width = 16, classes = 10;

    std::size_t pixels() const
    {
        return static_cast<std::size_t>(channels) * static_cast<std::size_t>(height) * static_cast<std::size_t>(width);
    }
    bool operator==(const ImageShape&) const = default;
};

enum class ImageSplit : std::uint8_t { Training, HeldOut };

/// Labelled images by number, each a function of its number. May be used from several threads.
class ImageSource {
public:
    virtual ~ImageSource() = default;

    virtual ImageShape shape() const = 0;
    /// Images of a split; 0: as many as are asked for, each another.
    virtual std::uint64_t size(ImageSplit split) const = 0;
    virtual int label(ImageSplit split, std::uint64_t number) const = 0;
    /// Pixels from 0 to 1, [channels, height, width].
    virtual void draw(ImageSplit split, std::uint64_t number, std::span<float> pixels) const = 0;
    /// What tells one source from another, for results that go on.
    virtual std::string identity() const = 0;
};

} // namespace sparsight
