// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dataset/LineReader.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sparsight {

static std::size_t findLineEnd(std::string_view text)
{
    const auto end = std::find_if(text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; });
    return end == text.end() ? std::string_view::npos : static_cast<std::size_t>(end - text.begin());
}

LineReader::LineReader(const std::filesystem::path& file, TextEncoding encoding)
    : m_source(file, encoding)
{
}

bool LineReader::next()
{
    if (!fill()) return false;
    ++m_number;
    m_parts.clear();
    m_ending = Ending::None;
    std::size_t end = 0;
    while ((end = findLineEnd(m_piece)) == std::string_view::npos) {
        append(std::exchange(m_piece, {}));
        if (!fill()) {
            m_line = m_parts;
            return true;
        }
    }
    const std::string_view rest = m_piece.substr(0, end);
    const char first = m_piece[end];
    m_piece.remove_prefix(end + 1);
    // A CR at the end of a piece makes us fetch the next one to look for its LF, which takes this one away.
    if (!m_parts.empty() || (first == '\r' && m_piece.empty())) {
        append(rest);
        m_line = m_parts;
    } else {
        m_line = rest;
    }
    takeEnding(first);
    return true;
}

void LineReader::takeEnding(char first)
{
    m_ending = first == '\n' ? Ending::Lf : Ending::Cr;
    if (first == '\r' && fill() && m_piece.front() == '\n') {
        m_piece.remove_prefix(1);
        m_ending = Ending::CrLf;
    }
}

bool LineReader::fill()
{
    return !m_piece.empty() || m_source.next(m_piece);
}

void LineReader::append(std::string_view part)
{
    if (m_parts.size() + part.size() > maximumRowBytes) {
        throw error(m_number, "the line is longer than " + std::to_string(maximumRowBytes / 1'000'000) +
                                  " MB; a data set has one sentence or short text a row, so split it");
    }
    m_parts += part;
}

std::string_view LineReader::endingText() const noexcept
{
    static constexpr std::array<std::string_view, 4> texts = {"", "\n", "\r\n", "\r"};
    return texts[static_cast<std::size_t>(m_ending)];
}

Error LineReader::error(std::uint64_t line, const std::string& what) const
{
    const std::string name = m_source.file().path().string();
    return Error(ErrorCode::BadInput, name + ", line " + std::to_string(line) + ": " + what + ".",
                 {.file = name, .line = line});
}

void LineEndings::count(LineReader::Ending ending)
{
    m_lf += ending == LineReader::Ending::Lf;
    m_crLf += ending == LineReader::Ending::CrLf;
    m_cr += ending == LineReader::Ending::Cr;
}

void LineEndings::warn(std::vector<std::string>& warnings) const
{
    std::string kinds;
    int different = 0;
    for (const auto& [name, count] : {std::pair{"LF", m_lf}, std::pair{"CR LF", m_crLf}, std::pair{"CR", m_cr}}) {
        if (count == 0) continue;
        kinds += (different++ > 0 ? ", " : "") + std::string(name) + ": " + std::to_string(count);
    }
    if (different > 1) warnings.push_back("The file mixes line ends (" + kinds + "); each ends a row.");
}

} // namespace sparsight
