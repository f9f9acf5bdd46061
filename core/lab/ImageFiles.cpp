// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/ImageFiles.h"

#include "core/base/Error.h"
#include "core/base/File.h"
#include "core/base/Progress.h"
#include "core/base/Sha256.h"
#include "core/lab/PngFile.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

namespace sparsight {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t largestFile = std::uint64_t(1) << 30;
constexpr std::uint64_t mostPngFiles = 200'000;
constexpr int cifarSide = 32, pngSide = 32;

[[noreturn]] void refuse(ErrorCode code, const fs::path& file, const std::string& reason)
{
    throw Error(code, file.string() + " " + reason + ".", {.file = file.string()});
}

struct Images {
    std::vector<std::uint8_t> pixels; // [images, channels, height, width]
    std::vector<int> labels;
};

class FileImages final : public ImageSource {
public:
    FileImages(const fs::path& folder, const ImageShape& shape, Images training, Images heldOut)
        : m_shape(shape)
        , m_splits{std::move(training), std::move(heldOut)}
    {
        Sha256 hash;
        for (const Images& split : m_splits) {
            if (split.labels.empty())
                refuse(ErrorCode::BadInput, folder, "has no images to train on, or none to hold out");
            for (const int label : split.labels) {
                if (label < 0 || label >= shape.classes) {
                    refuse(ErrorCode::Corrupt, folder,
                           "has an image of class " + std::to_string(label) + ", of " + std::to_string(shape.classes));
                }
                hash.add(std::to_string(label) + " ");
            }
            hash.add(std::string_view(reinterpret_cast<const char*>(split.pixels.data()), split.pixels.size()));
        }
        m_identity = "files " + hash.hex();
    }

    ImageShape shape() const override { return m_shape; }
    std::uint64_t size(ImageSplit split) const override { return of(split).labels.size(); }
    int label(ImageSplit split, std::uint64_t number) const override { return of(split).labels.at(number); }
    void draw(ImageSplit split, std::uint64_t number, std::span<float> pixels) const override
    {
        const std::uint8_t* from = of(split).pixels.data() + number * pixels.size();
        for (std::size_t i = 0; i < pixels.size(); ++i)
            pixels[i] = static_cast<float>(from[i]) / 255.0F;
    }
    std::string identity() const override { return m_identity; }

private:
    const Images& of(ImageSplit split) const { return m_splits[static_cast<std::size_t>(split)]; }

    ImageShape m_shape;
    std::array<Images, 2> m_splits;
    std::string m_identity;
};

/// A file's bytes, from 0 on.
std::vector<std::uint8_t> bytesOf(const fs::path& path)
{
    const InputFile file(path);
    if (file.size() > largestFile) refuse(ErrorCode::BadInput, path, "is larger than 1 GB, which no such file is");
    std::vector<std::uint8_t> bytes(file.size());
    file.read(0, std::as_writable_bytes(std::span(bytes)));
    return bytes;
}

/// An idx file: 0, 0, 8 (bytes), dimensions, each as four bytes, the highest first; then the bytes.
std::vector<std::uint8_t> idxBytes(const fs::path& path, std::size_t dimensions, std::vector<std::uint32_t>& sizes)
{
    std::vector<std::uint8_t> bytes = bytesOf(path);
    const std::size_t header = 4 + 4 * dimensions;
    if (bytes.size() < header || bytes[0] != 0 || bytes[1] != 0 || bytes[2] != 8 || bytes[3] != dimensions)
        refuse(ErrorCode::Corrupt, path,
               "does not begin as an idx file of bytes with " + std::to_string(dimensions) + " dimensions");
    std::uint64_t product = 1;
    for (std::size_t i = 0; i < dimensions; ++i) {
        std::uint32_t size = 0;
        for (std::size_t byte = 0; byte < 4; ++byte)
            size = size << 8 | bytes[4 + 4 * i + byte];
        sizes.push_back(size);
        product = size > largestFile || product > largestFile ? largestFile + 1 : product * size; // does not overflow
    }
    if (product != bytes.size() - header) {
        refuse(ErrorCode::Corrupt, path,
               "has " + std::to_string(bytes.size() - header) + " bytes behind its header, which says another number");
    }
    bytes.erase(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(header));
    return bytes;
}

Images readIdx(const fs::path& folder, const std::string& name, ImageShape& shape)
{
    const fs::path imageFile = folder / (name + "-images-idx3-ubyte"),
                   labelFile = folder / (name + "-labels-idx1-ubyte");
    std::vector<std::uint32_t> sizes, counts;
    Images images{.pixels = idxBytes(imageFile, 3, sizes)};
    const std::vector<std::uint8_t> labels = idxBytes(labelFile, 1, counts);
    if (counts[0] != sizes[0]) {
        refuse(ErrorCode::Corrupt, labelFile,
               "has " + std::to_string(counts[0]) + " labels for " + std::to_string(sizes[0]) + " images");
    }
    if (sizes[1] < 4 || sizes[2] < 4 || sizes[1] > 256 || sizes[2] > 256 || sizes[1] % 4 != 0 || sizes[2] % 4 != 0)
        refuse(ErrorCode::BadInput, imageFile, "has images whose sides are not multiples of 4 from 4 to 256");
    shape.height = static_cast<int>(sizes[1]);
    shape.width = static_cast<int>(sizes[2]);
    images.labels.assign(labels.begin(), labels.end());
    return images;
}

std::shared_ptr<const ImageSource> readMnist(const fs::path& folder, const std::stop_token&)
{
    ImageShape shape{.channels = 1, .classes = 10}, other = shape;
    Images training = readIdx(folder, "train", shape), heldOut = readIdx(folder, "t10k", other);
    if (shape != other)
        refuse(ErrorCode::Corrupt, folder, "has images of one size to train on, and of another to hold out");
    return std::make_shared<FileImages>(folder, shape, std::move(training), std::move(heldOut));
}

/// Records of so many label bytes, of which the last counts, and 3 × 32 × 32 pixels.
void addCifar(const fs::path& path, std::size_t labelBytes, Images& images)
{
    const std::vector<std::uint8_t> bytes = bytesOf(path);
    const std::size_t record = labelBytes + 3 * cifarSide * cifarSide;
    if (bytes.empty() || bytes.size() % record != 0) {
        refuse(ErrorCode::Corrupt, path,
               "has " + std::to_string(bytes.size()) + " bytes, which is no multiple of a record's " +
                   std::to_string(record));
    }
    for (auto next = bytes.begin(); next != bytes.end(); next += static_cast<std::ptrdiff_t>(record)) {
        const auto pixels = next + static_cast<std::ptrdiff_t>(labelBytes);
        images.labels.push_back(*(pixels - 1));
        images.pixels.insert(images.pixels.end(), pixels, next + static_cast<std::ptrdiff_t>(record));
    }
}

std::shared_ptr<const ImageSource> readCifar10(const fs::path& folder, const std::stop_token& stop)
{
    Images training, heldOut;
    for (int i = 1; i <= 5; ++i) {
        throwIfStopped(stop);
        const fs::path file = folder / ("data_batch_" + std::to_string(i) + ".bin");
        if (i == 1 || fs::exists(file)) addCifar(file, 1, training);
    }
    addCifar(folder / "test_batch.bin", 1, heldOut);
    const ImageShape shape{.channels = 3, .height = cifarSide, .width = cifarSide, .classes = 10};
    return std::make_shared<FileImages>(folder, shape, std::move(training), std::move(heldOut));
}

std::shared_ptr<const ImageSource> readCifar100(const fs::path& folder, const std::stop_token&)
{
    Images training, heldOut;
    addCifar(folder / "train.bin", 2, training);
    addCifar(folder / "test.bin", 2, heldOut);
    const ImageShape shape{.channels = 3, .height = cifarSide, .width = cifarSide, .classes = 100};
    return std::make_shared<FileImages>(folder, shape, std::move(training), std::move(heldOut));
}

/// What lies in a folder, by name, so that the order is the same everywhere.
std::vector<fs::path> sortedEntries(const fs::path& folder, bool folders)
{
    std::vector<fs::path> entries;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        if (folders ? entry.is_directory() : entry.is_regular_file() && entry.path().extension() == ".png")
            entries.push_back(entry.path());
        if (entries.size() > mostPngFiles)
            refuse(ErrorCode::BadInput, folder, "has more files than this program reads");
    }
    if (error) throw systemError("Cannot read the folder", folder, error.value());
    std::ranges::sort(entries);
    return entries;
}

void addPng(const fs::path& file, int label, Images& images)
{
    const std::vector<std::uint8_t> pixels = readPngSquare(file, pngSide);
    images.pixels.insert(images.pixels.end(), pixels.begin(), pixels.end());
    images.labels.push_back(label);
}

std::shared_ptr<const ImageSource> readPngFolders(const fs::path& folder, const std::stop_token& stop)
{
    Images training, heldOut;
    const bool apart = fs::is_directory(folder / "val");
    const std::vector<fs::path> classes = sortedEntries(folder / "train", true);
    if (classes.size() < 2) refuse(ErrorCode::BadInput, folder / "train", "has fewer than two folders, one a class");
    for (std::size_t label = 0; label < classes.size(); ++label) {
        std::size_t number = 0;
        for (const fs::path& file : sortedEntries(classes[label], false)) {
            throwIfStopped(stop);
            const bool held = !apart && ++number % 5 == 0;
            addPng(file, static_cast<int>(label), held ? heldOut : training);
        }
        if (!apart) continue;
        for (const fs::path& file : sortedEntries(folder / "val" / classes[label].filename(), false)) {
            throwIfStopped(stop);
            addPng(file, static_cast<int>(label), heldOut);
        }
    }
    const ImageShape shape{
        .channels = 3, .height = pngSide, .width = pngSide, .classes = static_cast<int>(classes.size())};
    return std::make_shared<FileImages>(folder, shape, std::move(training), std::move(heldOut));
}

/// A layout is told by a file, or folder, that it has.
struct Layout {
    const char* sign;
    std::shared_ptr<const ImageSource> (*read)(const fs::path& folder, const std::stop_token& stop);
};
constexpr std::array<Layout, 4> layouts{{
    {"train-images-idx3-ubyte", readMnist},
    {"data_batch_1.bin", readCifar10},
    {"train.bin", readCifar100},
    {"train", readPngFolders},
}};

} // namespace

std::shared_ptr<const ImageSource> readImageFiles(const fs::path& folder, const std::stop_token& stop)
{
    std::string known;
    for (const Layout& layout : layouts) {
        if (fs::exists(folder / layout.sign)) return layout.read(folder, stop);
        known += (known.empty() ? "" : ", ") + std::string(layout.sign);
    }
    throw Error(ErrorCode::NotFound,
                folder.string() + " is no folder of images that the lab can read: there is none of " + known +
                    " in it.",
                {.file = folder.string()});
}

} // namespace sparsight
