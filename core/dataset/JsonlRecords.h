// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/dataset/JsonFields.h"
#include "core/dataset/RecordReader.h"

namespace sparsight {

/// JSON Lines: an object a line. Text is a string; label, group and target may also be numbers, true or false. A key
/// that is missing or null is empty, but the text must be there. Values may be nested at most 64 deep.
class JsonlRecords final : public LineRecords {
public:
    JsonlRecords(const std::filesystem::path& file, const ReadOptions& options);

    bool next(Sentence& record) override;
    void describe(ReadReport& report) const override;

private:
    /// A key that fills a part of the sentence.
    struct Use {
        WantedColumn wanted;
        std::string key; ///< empty until an object had one of the usual names
        bool seen = false;
        bool skippedNested = false; ///< a usual name that held an array or object
    };
    const LineReader& lines() const override { return m_lines; }
    std::uint64_t line() const { return m_lines.number(); }
    void settleTextKey();
    bool fills(Use& use, const JsonField& field) const;
    void assign(Sentence& record, Use& use, const JsonField& field) const;
    void remember();
    void checkChosenKeys() const;

    LineReader m_lines;
    LineEndings m_endings;
    std::vector<Use> m_uses;         ///< the text's first
    std::vector<JsonField> m_fields; ///< of the current object
    std::vector<std::string> m_keys; ///< by first appearance
};

} // namespace sparsight
