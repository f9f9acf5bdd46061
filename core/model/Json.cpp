// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/Json.h"

#include "core/base/Error.h"
#include "core/base/File.h"

#include <set>
#include <string>
#include <vector>

namespace sparsight {

using nlohmann::json;

namespace {

/// Refuses what the library would accept: deep nesting and keys that come twice (of which it keeps the last).
class StructureGuard {
public:
    StructureGuard(const std::filesystem::path& file, std::string_view without)
        : m_file(file)
        , m_without(without)
    {
    }

    bool operator()(int depth, json::parse_event_t event, json& value)
    {
        switch (event) {
        case json::parse_event_t::object_start:
        case json::parse_event_t::array_start:
            if (depth >= maximumJsonDepth)
                refuse("is nested deeper than " + std::to_string(maximumJsonDepth) + " levels");
            m_keys.resize(static_cast<std::size_t>(depth) + 1);
            m_keys.back().clear();
            break;
        case json::parse_event_t::key:
            if (!m_keys[static_cast<std::size_t>(depth) - 1].insert(value.get<std::string>()).second)
                refuse("has the key " + excerpt(value) + " twice");
            return depth > 1 || m_without.empty() || value.get_ref<const std::string&>() != m_without;
        default: break;
        }
        return true;
    }

private:
    [[noreturn]] void refuse(const std::string& reason) const
    {
        throw Error(ErrorCode::BadInput, m_file.string() + " " + reason + "; it was not read.",
                    {.file = m_file.string()});
    }

    const std::filesystem::path& m_file;
    std::string_view m_without;
    std::vector<std::set<std::string>> m_keys; // of the objects that are open, outermost first
};

} // namespace

json parseJsonObject(std::string_view text, const std::filesystem::path& file, std::string_view without)
{
    json value;
    try {
        value = json::parse(text, StructureGuard(file, without));
    } catch (const json::parse_error& e) {
        throw Error(ErrorCode::BadInput,
                    file.string() + " is not valid JSON in UTF-8: mend byte " + std::to_string(e.byte) +
                        ", or fetch it again.",
                    {.file = file.string()});
    } catch (const json::exception&) {
        throw Error(ErrorCode::BadInput, file.string() + " holds a number that is too large; fetch it again.",
                    {.file = file.string()});
    }
    if (!value.is_object())
        throw Error(ErrorCode::BadInput, file.string() + " does not hold a JSON object; fetch it again.",
                    {.file = file.string()});
    return value;
}

json readJsonObject(const std::filesystem::path& file, std::uint64_t limit, std::string_view without)
{
    return parseJsonObject(readTextFile(file, limit), file, without);
}

std::optional<std::int64_t> wholeNumber(const json& value)
{
    if (!value.is_number_integer()) return std::nullopt;
    const bool tooLarge = value.is_number_unsigned() && value.get<std::uint64_t>() >> 63 != 0;
    if (tooLarge) return std::nullopt;
    return value.get<std::int64_t>();
}

std::string excerpt(const json& value)
{
    constexpr std::size_t longest = 60;
    std::string text = value.dump(-1, ' ', true, json::error_handler_t::replace);
    if (text.size() > longest) text = text.substr(0, longest) + "…";
    return text;
}

} // namespace sparsight
