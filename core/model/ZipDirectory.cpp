// SPDX-License-Identifier: GPL-3.0-or-later
// The layout is PKWARE's APPNOTE.TXT 6.3.10: 4.3.7 local header, 4.3.12 central header, 4.3.14 zip64 end,
// 4.3.16 end of central directory, 4.5.3 zip64 extra field. All numbers are little-endian.
#include "core/model/ZipDirectory.h"

#include "core/base/Error.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace sparsight {

namespace {

constexpr std::uint32_t localSignature = 0x04034b50, centralSignature = 0x02014b50, endSignature = 0x06054b50;
constexpr std::uint32_t zip64EndSignature = 0x06064b50, zip64LocatorSignature = 0x07064b50;
constexpr std::uint64_t localSize = 30, centralSize = 46, endSize = 22, zip64EndSize = 56, zip64LocatorSize = 20;
constexpr std::uint64_t largestComment = 0xffff, largestDirectory = 64 << 20;
constexpr std::uint32_t absent32 = 0xffffffff; // "look in the zip64 field"
constexpr std::uint16_t zip64Field = 1, encryptedFlag = 1;

[[noreturn]] void refuse(const InputFile& file, const std::string& reason)
{
    throw Error(ErrorCode::Corrupt, file.path().string() + ": " + reason + "; the zip file is damaged, copy it again.",
                {.file = file.path().string()});
}

/// Little-endian numbers of a buffer; reading behind its end is refused.
class Bytes {
public:
    Bytes(const InputFile& file, std::uint64_t offset, std::uint64_t size)
        : m_file(file)
        , m_bytes(size)
    {
        if (offset > file.size() || size > file.size() - offset)
            refuse(file, "a part of its directory lies behind its end");
        file.read(offset, m_bytes);
    }

    std::uint64_t size() const { return m_bytes.size(); }

    template <class Integer>
    Integer at(std::uint64_t position) const
    {
        check(position, sizeof(Integer));
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < sizeof(Integer); ++i)
            value |= std::to_integer<std::uint64_t>(m_bytes[position + i]) << (8 * i);
        return static_cast<Integer>(value);
    }

    std::string text(std::uint64_t position, std::uint64_t length) const
    {
        check(position, length);
        return {reinterpret_cast<const char*>(m_bytes.data()) + position, length};
    }

private:
    void check(std::uint64_t position, std::uint64_t length) const
    {
        if (position > m_bytes.size() || length > m_bytes.size() - position) refuse(m_file, "its directory ends early");
    }

    const InputFile& m_file;
    std::vector<std::byte> m_bytes;
};

struct DirectoryPlace {
    std::uint64_t offset = 0, size = 0, records = 0;
};

/// The zip64 numbers where there are some: their locator stands right before the end record.
std::optional<DirectoryPlace> zip64Place(const InputFile& file, std::uint64_t endOffset)
{
    if (endOffset < zip64LocatorSize) return std::nullopt;
    const Bytes locator(file, endOffset - zip64LocatorSize, zip64LocatorSize);
    if (locator.at<std::uint32_t>(0) != zip64LocatorSignature) return std::nullopt;
    const Bytes end(file, locator.at<std::uint64_t>(8), zip64EndSize);
    if (end.at<std::uint32_t>(0) != zip64EndSignature) refuse(file, "its zip64 end record is missing");
    return DirectoryPlace{end.at<std::uint64_t>(48), end.at<std::uint64_t>(40), end.at<std::uint64_t>(32)};
}

DirectoryPlace findDirectory(const InputFile& file)
{
    if (file.size() < endSize) refuse(file, "it is too short");
    const std::uint64_t tailSize = std::min(file.size(), endSize + largestComment);
    const std::uint64_t tailOffset = file.size() - tailSize;
    const Bytes tail(file, tailOffset, tailSize);
    for (std::uint64_t position = tailSize - endSize + 1; position-- > 0;) {
        if (tail.at<std::uint32_t>(position) != endSignature) continue;
        if (position + endSize + tail.at<std::uint16_t>(position + 20) != tailSize) continue;
        if (const auto place = zip64Place(file, tailOffset + position)) return *place;
        return {tail.at<std::uint32_t>(position + 16), tail.at<std::uint32_t>(position + 12),
                tail.at<std::uint16_t>(position + 10)};
    }
    refuse(file, "it has no zip directory, so it was cut short");
}

/// A central header's sizes and place, which the zip64 field holds when they do not fit 32 bits.
struct RecordPlace {
    std::uint64_t stored = 0, plain = 0, header = 0;
};

RecordPlace recordPlace(const Bytes& directory, std::uint64_t at)
{
    RecordPlace place{directory.at<std::uint32_t>(at + 20), directory.at<std::uint32_t>(at + 24),
                      directory.at<std::uint32_t>(at + 42)};
    std::uint64_t position = at + centralSize + directory.at<std::uint16_t>(at + 28);
    const std::uint64_t end = position + directory.at<std::uint16_t>(at + 30);
    while (position + 4 <= end) {
        const auto field = directory.at<std::uint16_t>(position);
        position += 4;
        const std::uint64_t next = position + directory.at<std::uint16_t>(position - 2);
        if (field == zip64Field) {
            for (std::uint64_t* value : {&place.plain, &place.stored, &place.header}) {
                if (*value != absent32) continue;
                *value = directory.at<std::uint64_t>(position);
                position += 8;
            }
        }
        position = next;
    }
    return place;
}

ZipRecord locate(const InputFile& file, const std::string& name, const RecordPlace& place, std::uint64_t limit)
{
    if (place.header > limit || localSize > limit - place.header)
        refuse(file, "record " + name + " lies outside of it");
    const Bytes local(file, place.header, localSize);
    if (local.at<std::uint32_t>(0) != localSignature) refuse(file, "record " + name + " has no header");
    const std::uint64_t offset = place.header + localSize + local.at<std::uint16_t>(26) + local.at<std::uint16_t>(28);
    if (offset > limit || place.stored > limit - offset) refuse(file, "record " + name + " lies outside of it");
    return {offset, place.stored};
}

bool isStored(const InputFile& file, const std::string& name, const Bytes& directory, std::uint64_t at,
              const RecordPlace& place)
{
    const bool encrypted = directory.at<std::uint16_t>(at + 8) & encryptedFlag;
    const bool compressed = directory.at<std::uint16_t>(at + 10) != 0;
    if (encrypted || compressed) return false;
    if (place.stored != place.plain) refuse(file, "record " + name + " has two sizes");
    return true;
}

} // namespace

bool isZip(const InputFile& file)
{
    return file.size() >= 4 && Bytes(file, 0, 4).at<std::uint32_t>(0) == localSignature;
}

std::map<std::string, ZipRecord> readZipDirectory(const InputFile& file)
{
    const DirectoryPlace place = findDirectory(file);
    if (place.size > largestDirectory) refuse(file, "its directory is larger than 64 MB");
    const Bytes directory(file, place.offset, place.size);
    std::map<std::string, ZipRecord> records;
    std::uint64_t at = 0;
    for (std::uint64_t i = 0; i < place.records; ++i) {
        if (directory.at<std::uint32_t>(at) != centralSignature) refuse(file, "its directory has a wrong entry");
        const std::string name = directory.text(at + centralSize, directory.at<std::uint16_t>(at + 28));
        const RecordPlace record = recordPlace(directory, at);
        ZipRecord located = locate(file, name, record, place.offset);
        located.stored = isStored(file, name, directory, at, record);
        if (!records.emplace(name, located).second) refuse(file, "record " + name + " is there twice");
        at += centralSize + directory.at<std::uint16_t>(at + 28) + directory.at<std::uint16_t>(at + 30) +
              directory.at<std::uint16_t>(at + 32);
    }
    return records;
}

} // namespace sparsight
