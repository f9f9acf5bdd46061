// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dataset/JsonFields.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace sparsight {

namespace {

using nlohmann::json;

/// Keeps the members of the outermost object, or of each object of the outermost array; what lies deeper is checked and
/// passed over.
class FieldCollector final : public json::json_sax_t {
public:
    using ObjectCallback = std::function<void(const std::vector<JsonField>&)>;

    explicit FieldCollector(std::vector<JsonField>& fields)
        : m_fields(fields)
        , m_objectDepth(1)
    {
    }
    FieldCollector(std::vector<JsonField>& fields, const ObjectCallback& object)
        : m_fields(fields)
        , m_objectDepth(2)
        , m_object(object)
    {
    }
    const std::string& problem() const { return m_problem; }
    std::optional<std::size_t> problemByte() const { return m_problemByte; }

    bool null() override { return value(JsonField::Kind::Null, {}); }
    bool boolean(bool truth) override { return value(JsonField::Kind::Scalar, truth ? "true" : "false"); }
    bool number_integer(number_integer_t number) override
    {
        return value(JsonField::Kind::Scalar, std::to_string(number));
    }
    bool number_unsigned(number_unsigned_t number) override
    {
        return value(JsonField::Kind::Scalar, std::to_string(number));
    }
    bool number_float(number_float_t, const string_t& written) override
    {
        return value(JsonField::Kind::Scalar, written);
    }
    bool string(string_t& text) override
    {
        if (text.find('\0') != std::string::npos) return fail("a text holds a NUL character (\\u0000)");
        return value(JsonField::Kind::String, std::move(text));
    }
    bool binary(binary_t&) override { return fail("it is not valid JSON"); }
    bool start_array(std::size_t) override { return open(false); }
    bool start_object(std::size_t) override { return open(true); }
    bool end_array() override { return close(); }
    bool end_object() override { return close(); }
    bool key(string_t& name) override
    {
        if (m_depth > m_objectDepth) return true;
        const bool known = std::any_of(m_fields.begin(), m_fields.end(), [&](const auto& f) { return f.key == name; });
        if (known) return fail("the key \"" + name + "\" is there twice");
        m_fields.push_back({.key = std::move(name)});
        return true;
    }
    bool parse_error(std::size_t position, const std::string&, const json::exception&) override
    {
        m_problemByte = position;
        return fail("it is not valid JSON");
    }

private:
    bool fail(std::string problem)
    {
        m_problem = std::move(problem);
        return false;
    }
    bool value(JsonField::Kind kind, std::string text)
    {
        if (m_depth < m_objectDepth) return fail(unlikeExpected());
        if (m_depth == m_objectDepth) {
            m_fields.back().kind = kind;
            m_fields.back().text = std::move(text);
        }
        return true;
    }
    bool open(bool object)
    {
        if (m_depth < m_objectDepth && object != (m_depth + 1 == m_objectDepth)) return fail(unlikeExpected());
        if (m_depth == m_objectDepth) m_fields.back().kind = JsonField::Kind::Nested;
        if (++m_depth > maximumJsonDepth)
            return fail("its values are nested deeper than " + std::to_string(maximumJsonDepth));
        return true;
    }
    bool close()
    {
        if (m_depth-- == m_objectDepth && m_object) {
            m_object(m_fields);
            m_fields.clear();
        }
        return true;
    }
    std::string unlikeExpected() const
    {
        return m_objectDepth == 1 ? "it is not a JSON object; one object a line is expected"
                                  : "it is not an array of JSON objects";
    }

    std::vector<JsonField>& m_fields;
    int m_objectDepth; ///< at which the members lie that are kept
    ObjectCallback m_object;
    std::string m_problem;
    std::optional<std::size_t> m_problemByte;
    int m_depth = 0;
};

} // namespace

std::string parseJsonObject(std::string_view text, std::vector<JsonField>& fields)
{
    fields.clear();
    FieldCollector collector(fields);
    json::sax_parse(text.begin(), text.end(), &collector);
    if (!collector.problemByte()) return collector.problem();
    return collector.problem() + " (near byte " + std::to_string(*collector.problemByte()) + " of the line)";
}

std::optional<JsonProblem> parseJsonObjects(std::string_view text,
                                            const std::function<void(const std::vector<JsonField>&)>& object)
{
    std::vector<JsonField> fields;
    FieldCollector collector(fields, object);
    if (json::sax_parse(text.begin(), text.end(), &collector)) return std::nullopt;
    JsonProblem problem{collector.problem(), std::nullopt};
    if (const auto byte = collector.problemByte()) {
        const std::string_view before = text.substr(0, *byte);
        problem.line = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + 1;
    }
    return problem;
}

} // namespace sparsight
