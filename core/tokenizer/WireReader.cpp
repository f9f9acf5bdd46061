// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/WireReader.h"

#include "core/base/Error.h"

namespace sparsight {

WireReader::WireReader(std::string_view message, std::string_view file)
    : m_rest(message)
    , m_file(file)
{
}

std::optional<WireField> WireReader::next()
{
    if (m_rest.empty()) return std::nullopt;
    const std::uint64_t tag = varint();
    WireField field{.number = static_cast<std::uint32_t>(tag >> 3), .type = static_cast<WireField::Type>(tag & 7)};
    if (tag >> 3 == 0 || tag >> 32 != 0) refuse();
    switch (field.type) {
    case WireField::Type::Varint: field.integer = varint(); break;
    case WireField::Type::Fixed64: field.integer = fixed(8); break;
    case WireField::Type::Fixed32: field.integer = fixed(4); break;
    case WireField::Type::Bytes: field.bytes = take(varint()); break;
    default: refuse();
    }
    return field;
}

void WireReader::refuse() const
{
    throw Error(ErrorCode::Corrupt,
                std::string(m_file) + " is damaged or not a SentencePiece model; download it again.",
                {.file = std::string(m_file)});
}

std::uint64_t WireReader::varint()
{
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
        const auto byte = static_cast<unsigned char>(take(1)[0]);
        value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
        if (byte < 0x80) return value;
    }
    refuse();
}

std::uint64_t WireReader::fixed(std::size_t bytes)
{
    const std::string_view raw = take(bytes);
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < bytes; ++i)
        value |= static_cast<std::uint64_t>(static_cast<unsigned char>(raw[i])) << (8 * i);
    return value;
}

std::string_view WireReader::take(std::uint64_t bytes)
{
    if (bytes > m_rest.size()) refuse();
    const std::string_view taken = m_rest.substr(0, bytes);
    m_rest.remove_prefix(bytes);
    return taken;
}

} // namespace sparsight
