// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dataset/JsonlRecords.h"

#include "core/dataset/Blank.h"
#include "core/dataset/Names.h"

#include <algorithm>

namespace sparsight {

JsonlRecords::JsonlRecords(const std::filesystem::path& file, const ReadOptions& options)
    : m_lines(file, options.encoding)
{
    for (const WantedColumn& wanted : wantedColumns(options))
        m_uses.push_back({.wanted = wanted, .key = wanted.chosen.value_or("")});
}

bool JsonlRecords::next(Sentence& record)
{
    if (!m_lines.next()) {
        checkChosenKeys();
        return false;
    }
    m_endings.count(m_lines.ending());
    record = {};
    if (isBlank(m_lines.line())) return true;
    if (const std::string problem = parseJsonObject(m_lines.line(), m_fields); !problem.empty())
        throw m_lines.error(line(), problem);
    remember();
    settleTextKey();
    for (Use& use : m_uses)
        for (const JsonField& field : m_fields)
            if (fills(use, field)) assign(record, use, field);
    if (!m_uses.front().seen)
        throw m_lines.error(line(), "there is no key \"" + m_uses.front().key +
                                        "\" for the text; write one, or choose another key");
    m_uses.front().seen = false; // every object needs its own
    return true;
}

void JsonlRecords::remember()
{
    constexpr std::size_t listed = 256; // keys that are data would fill the memory
    for (const JsonField& field : m_fields)
        if (m_keys.size() < listed && std::find(m_keys.begin(), m_keys.end(), field.key) == m_keys.end())
            m_keys.push_back(field.key);
}

static bool isUsualName(const WantedColumn& wanted, std::string_view key)
{
    return std::any_of(wanted.usual.begin(), wanted.usual.end(),
                       [&](std::string_view usual) { return equalsIgnoringAsciiCase(key, usual); });
}

void JsonlRecords::settleTextKey()
{
    Use& text = m_uses.front();
    if (!text.key.empty()) return;
    const auto usual = std::find_if(m_fields.begin(), m_fields.end(),
                                    [&](const JsonField& field) { return isUsualName(text.wanted, field.key); });
    const auto found =
        usual != m_fields.end() ? usual : std::find_if(m_fields.begin(), m_fields.end(), [](const JsonField& field) {
            return field.kind == JsonField::Kind::String;
        });
    if (found == m_fields.end())
        throw m_lines.error(line(), "no key of the object holds a text; write one, e.g. {\"text\": \"A sentence.\"}");
    text.key = found->key;
}

bool JsonlRecords::fills(Use& use, const JsonField& field) const
{
    if (use.key.empty() && isUsualName(use.wanted, field.key)) use.key = field.key;
    return !use.key.empty() && use.key == field.key;
}

void JsonlRecords::assign(Sentence& record, Use& use, const JsonField& field) const
{
    use.seen = true;
    const bool isText = use.wanted.part == &Sentence::text;
    if (isText && field.kind != JsonField::Kind::String && field.kind != JsonField::Kind::Null)
        throw m_lines.error(line(),
                            "\"" + field.key + "\" is not a text; put it in double quotes, or choose another key");
    if (field.kind == JsonField::Kind::Nested) {
        if (use.wanted.chosen)
            throw m_lines.error(line(), "\"" + field.key + "\" is an array or object, not a value; choose another key");
        use.skippedNested = true;
        return;
    }
    record.*use.wanted.part = field.text;
}

void JsonlRecords::checkChosenKeys() const
{
    for (const Use& use : m_uses) {
        if (use.seen || !use.wanted.chosen || m_keys.empty() || &use == &m_uses.front()) continue;
        throw m_lines.error(line(),
                            "no object up to here has a key \"" + use.key + "\"; the keys are " + quotedList(m_keys));
    }
}

void JsonlRecords::describe(ReadReport& report) const
{
    LineRecords::describe(report);
    report.columns = m_keys;
    for (const Use& use : m_uses) {
        const bool known = std::find(m_keys.begin(), m_keys.end(), use.key) != m_keys.end();
        if (known) report.*use.wanted.reported = use.key;
        if (use.skippedNested) report.warnings.push_back("Arrays and objects under \"" + use.key + "\" were left out.");
    }
    m_endings.warn(report.warnings);
}

} // namespace sparsight
