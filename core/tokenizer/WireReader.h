// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sparsight {

/// One field of a protobuf message. Which member holds the value follows from the wire type.
struct WireField {
    enum class Type : std::uint8_t { Varint = 0, Fixed64 = 1, Bytes = 2, Fixed32 = 5 };

    std::uint32_t number = 0;
    Type type = Type::Varint;
    std::uint64_t integer = 0; ///< Varint, Fixed64, Fixed32
    std::string_view bytes;    ///< Bytes; points into the message
};

/// Walks through the fields of a serialised protobuf message (protobuf.dev, "Encoding"). Not recursive; a field that
/// reaches behind the message, or of a type that proto2 files do not have, is refused.
class WireReader {
public:
    /// `file` is for messages.
    WireReader(std::string_view message, std::string_view file);

    /// The next field; unset at the end. Throws Error(Corrupt).
    std::optional<WireField> next();

private:
    [[noreturn]] void refuse() const;
    std::uint64_t varint();
    std::uint64_t fixed(std::size_t bytes);
    std::string_view take(std::uint64_t bytes);

    std::string_view m_rest;
    std::string_view m_file;
};

} // namespace sparsight
