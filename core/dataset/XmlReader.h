// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/dataset/SentenceReader.h"

#include <filesystem>
#include <span>
#include <string_view>

namespace sparsight {

struct XmlAttribute {
    std::string_view name, value;
};

/// What an XML file holds, in its order. The views live as long as the call.
class XmlVisitor {
public:
    virtual ~XmlVisitor() = default;
    virtual void startElement(std::string_view name, std::span<const XmlAttribute> attributes) = 0;
    virtual void endElement(std::string_view name) = 0;
    virtual void text(std::string_view piece) = 0; ///< a text may come in several pieces
};

inline constexpr std::uint64_t maximumXmlBytes = 16'000'000;
inline constexpr int maximumXmlDepth = 256;       ///< elements within elements
inline constexpr int maximumXmlTagBytes = 64'000; ///< a tag with its attributes

/// Reads a file that may come from anywhere. Throws Error with the line for a document type (which could define
/// entities), anything over the limits above, bytes that are not in the encoding, and XML that is not well-formed.
void readXml(const std::filesystem::path& file, TextEncoding encoding, XmlVisitor& visitor);

} // namespace sparsight
