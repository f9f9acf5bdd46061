// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/dataset/RecordReader.h"
#include "core/dataset/ScisummPaper.h"

#include <filesystem>
#include <string>
#include <vector>

namespace sparsight {

/// Papers in the layout of ScisummNet (ScisummPaper.h) as rows: pairs of a text and its summary, or sentences. Papers
/// come in the order of their names. Memory holds one paper at a time.
class ScisummRecords final : public RecordReader {
public:
    /// `folder` holds the papers, or is above a folder top1000_complete that does.
    ScisummRecords(const std::filesystem::path& folder, const ReadOptions& options);

    bool next(Sentence& record) override;
    void describe(ReadReport& report) const override;
    Progress progress() const override;

private:
    /// A text of a paper and the part it is from, which is the label of its sentences.
    struct Part {
        std::string_view label;
        std::vector<std::string> sentences;
    };
    struct ChosenParts {
        std::vector<Part> parts;
        std::uint64_t blank = 0; ///< sentences and citances without text
        bool lacksAbstract = false;
    };
    void readPaper(const std::filesystem::path& paper);
    ChosenParts chosenParts(const std::filesystem::path& paper);
    void addSections(const PaperArticle& article, const std::filesystem::path& paper, std::vector<Part>& parts);
    void addPair(const std::filesystem::path& paper, const std::vector<Part>& parts);
    void addSentences(const std::filesystem::path& paper, std::vector<Part>&& parts);
    void skip(const std::filesystem::path& paper, const Error& error);
    [[noreturn]] void refuseAll() const;

    std::filesystem::path m_folder;
    TextEncoding m_encoding;
    PaperChoice m_choice;
    std::vector<std::filesystem::path> m_papers;
    std::size_t m_nextPaper = 0;
    std::vector<Sentence> m_rows; ///< of the current paper
    std::size_t m_nextRow = 0;

    // Of the papers that were read:
    std::uint64_t m_read = 0;
    std::uint64_t m_blank = 0;
    std::uint64_t m_withoutAbstract = 0;
    std::uint64_t m_summarySentences = 0, m_copiedSentences = 0;
    std::vector<SkippedPaper> m_skipped;
};

} // namespace sparsight
