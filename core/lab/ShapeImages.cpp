// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/ShapeImages.h"

#include "core/lab/LabRandom.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace sparsight {

namespace {

constexpr int side = 16;

/// A place relative to the shape's middle, in its own directions, with the shape's radius and half thickness; in
/// pixels.
struct Place {
    float x, y, radius, half;
};

float box(float x, float y, float width, float height)
{
    return std::max(std::abs(x) - width, std::abs(y) - height);
}

/// How far a place is outside of the shape, negative inside; near enough to a distance for a soft edge.
using Outline = float (*)(const Place& place);

struct Shape {
    const char* name;
    Outline outline;
};

constexpr float diagonal = 0.70710678F;

constexpr std::array<Shape, 10> shapes{{
    {"disc", [](const Place& p) { return std::hypot(p.x, p.y) - p.radius; }},
    {"ring", [](const Place& p) { return std::abs(std::hypot(p.x, p.y) - p.radius) - p.half; }},
    {"square", [](const Place& p) { return box(p.x, p.y, 0.85F * p.radius, 0.85F * p.radius); }},
    {"frame", [](const Place& p) { return std::abs(box(p.x, p.y, 0.85F * p.radius, 0.85F * p.radius)) - p.half; }},
    {"diamond", [](const Place& p) { return (std::abs(p.x) + std::abs(p.y) - 1.2F * p.radius) * diagonal; }},
    {"plus", [](const Place& p) { return std::min(box(p.x, p.y, p.half, p.radius), box(p.x, p.y, p.radius, p.half)); }},
    {"cross",
     [](const Place& p) {
         const float u = (p.x + p.y) * diagonal, v = (p.x - p.y) * diagonal;
         return std::min(box(u, v, p.half, p.radius), box(u, v, p.radius, p.half));
     }},
    {"lying bar", [](const Place& p) { return box(p.x, p.y, 1.2F * p.radius, p.half); }},
    {"standing bar", [](const Place& p) { return box(p.x, p.y, p.half, 1.2F * p.radius); }},
    {"triangle",
     [](const Place& p) {
         const float slope = std::abs(p.x) * 0.8944F - (p.y + p.radius) * 0.4472F;
         return std::max(slope, p.y - 0.8F * p.radius);
     }},
}};

LabRandom randomOf(std::uint64_t seed, ImageSplit split, std::uint64_t number)
{
    return LabRandom(seed).at(static_cast<std::uint64_t>(split)).at(number);
}

/// Which number of an image's decides what.
enum Choice : std::uint64_t { Class, X, Y, Radius, Turn, Half, Ground, Contrast };

} // namespace

std::span<const char* const> shapeNames()
{
    static const auto names = [] {
        std::array<const char*, shapes.size()> result{};
        std::ranges::transform(shapes, result.begin(), &Shape::name);
        return result;
    }();
    return names;
}

ImageShape ShapeImages::shape() const
{
    return {.channels = 1, .height = side, .width = side, .classes = static_cast<int>(shapes.size())};
}

int ShapeImages::label(ImageSplit split, std::uint64_t number) const
{
    return static_cast<int>(randomOf(m_seed, split, number).below(Class, shapes.size()));
}

void ShapeImages::draw(ImageSplit split, std::uint64_t number, std::span<float> pixels) const
{
    const LabRandom random = randomOf(m_seed, split, number);
    const auto between = [&](Choice choice, float low, float high) {
        return low + (high - low) * random.uniform(choice);
    };
    const Outline outline = shapes[random.below(Class, shapes.size())].outline;
    const float middle = (side - 1) / 2.0F;
    const float x0 = middle + between(X, -2, 2), y0 = middle + between(Y, -2, 2), radius = between(Radius, 3.5F, 5.5F);
    const float turn = between(Turn, -0.25F, 0.25F), half = between(Half, 0.8F, 1.4F); // radians, pixels
    const float ground = between(Ground, 0, 0.3F), contrast = between(Contrast, 0.4F, 0.7F);
    const float cosine = std::cos(turn), sine = std::sin(turn);
    for (int row = 0; row < side; ++row) {
        for (int column = 0; column < side; ++column) {
            const float x = static_cast<float>(column) - x0, y = static_cast<float>(row) - y0;
            const float outside = outline({cosine * x + sine * y, cosine * y - sine * x, radius, half});
            pixels[static_cast<std::size_t>(row * side + column)] =
                ground + contrast * std::clamp(0.5F - outside, 0.0F, 1.0F);
        }
    }
}

} // namespace sparsight
