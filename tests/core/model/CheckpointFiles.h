// SPDX-License-Identifier: GPL-3.0-or-later
// Checkpoint files made by hand, so that tests can make them wrong in every way.
#pragma once

#include "core/base/Error.h"

#include <QTemporaryDir>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace sparsight::testing {

namespace fs = std::filesystem;

inline std::string readAll(const fs::path& path)
{
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// A directory that goes away with the object.
class TemporaryFolder {
public:
    fs::path path() const { return m_directory.path().toStdString(); }
    fs::path write(const std::string& name, const std::string& content) const
    {
        fs::create_directories((path() / name).parent_path());
        std::ofstream(path() / name, std::ios::binary) << content;
        return path() / name;
    }

private:
    QTemporaryDir m_directory;
};

/// The sentence with which `function` refuses; empty when it does not.
template <class Function>
std::string refusal(Function function)
{
    try {
        function();
    } catch (const Error& e) {
        return e.what();
    }
    return {};
}

inline std::string little(std::uint64_t value, int bytes)
{
    std::string text;
    for (int i = 0; i < bytes; ++i)
        text += static_cast<char>(value >> (8 * i));
    return text;
}

inline std::string safetensors(const std::string& header, std::size_t dataBytes)
{
    std::string data;
    for (std::size_t i = 0; i < dataBytes; ++i)
        data += static_cast<char>(i * 7);
    return little(header.size(), 8) + header + data;
}

struct ZipEntry {
    std::string name, content;
    std::uint16_t method = 0;
    std::uint16_t flags = 0;
};

/// A zip file of stored records, with zip64 sizes and end record when asked for.
inline std::string zip(const std::vector<ZipEntry>& entries, bool zip64 = false)
{
    std::string file, directory;
    const std::string none32(4, '\xff');
    for (const ZipEntry& e : entries) {
        const auto offset = file.size(), size = e.content.size();
        const std::string common = little(e.flags, 2) + little(e.method, 2) + std::string(8, '\0'); // time, date, crc
        file += "PK\3\4" + little(45, 2) + common + little(size, 4) + little(size, 4) + little(e.name.size(), 2) +
                little(0, 2) + e.name + e.content;
        const std::string extra =
            zip64 ? little(1, 2) + little(24, 2) + little(size, 8) + little(size, 8) + little(offset, 8) : "";
        directory += "PK\1\2" + little(45, 2) + little(45, 2) + common +
                     (zip64 ? none32 + none32 : little(size, 4) + little(size, 4)) + little(e.name.size(), 2) +
                     little(extra.size(), 2) + std::string(10, '\0') + (zip64 ? none32 : little(offset, 4)) + e.name +
                     extra;
    }
    const auto start = file.size(), count = entries.size();
    file += directory;
    if (zip64) {
        const auto end = file.size();
        file += "PK\6\6" + little(44, 8) + std::string(12, '\0') + little(count, 8) + little(count, 8) +
                little(directory.size(), 8) + little(start, 8);
        file += "PK\6\7" + little(0, 4) + little(end, 8) + little(1, 4);
    }
    file += "PK\5\6" + std::string(4, '\0') + little(count, 2) + little(count, 2) +
            (zip64 ? none32 + none32 : little(directory.size(), 4) + little(start, 4)) + little(0, 2);
    return file;
}

/// Pieces of a pickle of protocol 2, as torch.save writes them.
namespace pickle {

inline const std::string start = "\x80\x02";
inline std::string text(const std::string& value)
{
    return "X" + little(value.size(), 4) + value;
}
inline std::string number(std::int64_t value)
{
    const bool fits = value >= INT32_MIN && value <= INT32_MAX;
    return fits ? "J" + little(static_cast<std::uint64_t>(value), 4)
                : "\x8a\x08" + little(static_cast<std::uint64_t>(value), 8);
}
inline std::string global(const std::string& module, const std::string& name)
{
    return "c" + module + "\n" + name + "\n";
}
inline std::string tuple(const std::string& items)
{
    return "(" + items + "t";
}
inline std::string numbers(const std::vector<std::int64_t>& values)
{
    std::string items;
    for (const auto value : values)
        items += number(value);
    return tuple(items);
}

/// What a tensor says of itself. The defaults agree with a record of 6 floats named "0".
struct Tensor {
    std::string type = "FloatStorage", key = "0";
    std::int64_t storageElements = 6, offset = 0;
    std::vector<std::int64_t> shape{2, 3}, stride{3, 1};

    std::string storage() const
    {
        return tuple(text("storage") + global("torch", type) + text(key) + text("cpu") + number(storageElements)) + "Q";
    }
    std::string bytes() const
    {
        return global("torch._utils", "_rebuild_tensor_v2") +
               tuple(storage() + number(offset) + numbers(shape) + numbers(stride) + "\x89" +
                     global("collections", "OrderedDict") + ")R") +
               "R";
    }
};

/// {"weight": value}
inline std::string dictionary(const std::string& value)
{
    return start + "}(" + text("weight") + value + "u.";
}

} // namespace pickle

/// A pytorch_model.bin with this data.pkl and one record of 24 bytes.
inline std::string pytorch(const std::string& pickle)
{
    return zip({{"archive/data.pkl", pickle}, {"archive/data/0", std::string(24, '\1')}, {"archive/version", "3\n"}});
}

} // namespace sparsight::testing
