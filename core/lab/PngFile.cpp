// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/PngFile.h"

#include "core/base/Error.h"
#include "core/base/File.h"

#include <png.h>

#include <algorithm>

namespace sparsight {

namespace {

constexpr std::uint64_t largestFile = 64 << 20;
constexpr png_uint_32 largestSide = 8192;

/// What libpng holds while it reads; freed on every way out.
struct Reader {
    png_image image{};

    Reader() { image.version = PNG_IMAGE_VERSION; }
    ~Reader() { png_image_free(&image); }
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;
};

[[noreturn]] void refuse(ErrorCode code, const std::filesystem::path& file, const std::string& reason)
{
    throw Error(code, file.string() + " cannot be read as a PNG image: " + reason + ".", {.file = file.string()});
}

} // namespace

std::vector<std::uint8_t> readPngSquare(const std::filesystem::path& file, int side)
{
    const std::string bytes = readTextFile(file, largestFile);
    Reader reader;
    if (png_image_begin_read_from_memory(&reader.image, bytes.data(), bytes.size()) == 0)
        refuse(ErrorCode::Corrupt, file, reader.image.message);
    const png_uint_32 width = reader.image.width, height = reader.image.height;
    const auto least = static_cast<png_uint_32>(side);
    if (width > largestSide || height > largestSide || width < least || height < least) {
        refuse(ErrorCode::BadInput, file,
               "it is " + std::to_string(width) + " × " + std::to_string(height) + " pixels, and sides from " +
                   std::to_string(side) + " to " + std::to_string(largestSide) + " are read");
    }
    reader.image.format = PNG_FORMAT_RGB;
    std::vector<std::uint8_t> pixels(PNG_IMAGE_SIZE(reader.image));
    const png_color ground{128, 128, 128}; // behind what is transparent
    if (png_image_finish_read(&reader.image, &ground, pixels.data(), 0, nullptr) == 0)
        refuse(ErrorCode::Corrupt, file, reader.image.message);

    const png_uint_32 square = std::min(width, height), left = (width - square) / 2, top = (height - square) / 2;
    std::vector<std::uint8_t> result(3 * least * least);
    for (png_uint_32 y = 0; y < least; ++y) {
        const png_uint_32 firstRow = y * square / least, endRow = (y + 1) * square / least;
        for (png_uint_32 x = 0; x < least; ++x) {
            const png_uint_32 first = x * square / least, end = (x + 1) * square / least;
            for (png_uint_32 channel = 0; channel < 3; ++channel) {
                std::uint32_t sum = 0;
                for (png_uint_32 row = firstRow; row < endRow; ++row) {
                    for (png_uint_32 column = first; column < end; ++column)
                        sum += pixels[3 * (static_cast<std::size_t>(top + row) * width + left + column) + channel];
                }
                const std::uint32_t count = (endRow - firstRow) * (end - first);
                result[(channel * least + y) * least + x] = static_cast<std::uint8_t>((sum + count / 2) / count);
            }
        }
    }
    return result;
}

} // namespace sparsight
