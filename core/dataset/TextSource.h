// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/File.h"
#include "core/dataset/SentenceReader.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace sparsight {

/// Counts line ends of any kind (LF, CR LF, CR) in a text that comes in pieces.
class LineEndCounter {
public:
    void add(std::string_view text);
    std::uint64_t count() const noexcept { return m_count; }

private:
    std::uint64_t m_count = 0;
    bool m_afterCr = false;
};

/// A text file as a stream of valid UTF-8, whatever encoding it is in. Nothing is ever replaced: bytes that are not in
/// the encoding end the stream with an Error that names the line and the encodings that would fit.
class TextSource {
public:
    /// Auto: a byte order mark decides, else UTF-8.
    TextSource(const std::filesystem::path& file, TextEncoding encoding);

    /// The next piece of about 256 kB, cut between characters; valid until the next call. False at the end.
    bool next(std::string_view& piece);

    TextEncoding encoding() const noexcept { return m_encoding; }
    bool hasByteOrderMark() const noexcept { return m_markBytes > 0; }
    std::uint64_t bytesRead() const noexcept { return m_offset; }
    const InputFile& file() const noexcept { return m_file; }

private:
    std::size_t decode(bool atEnd); ///< from m_raw into m_text; returns the raw bytes used
    std::size_t decodeUtf8(bool atEnd);
    std::size_t decodeUtf16(bool atEnd);
    std::size_t decodeLatin1();
    /// What comes after m_text is not acceptable.
    [[noreturn]] void refuse(const std::string& found) const;
    std::string remedy() const;

    InputFile m_file;
    TextEncoding m_encoding;
    bool m_chosen; ///< by the caller, so that no other encoding is on offer
    std::uint64_t m_markBytes = 0;
    std::uint64_t m_offset = 0; ///< of the next byte to read
    LineEndCounter m_lineEnds;  ///< in the pieces handed out so far, to name the line of a bad byte
    std::string m_raw;          ///< read and not yet decoded
    std::string m_text;         ///< the current piece
};

} // namespace sparsight
