// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dataset/JsonFields.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace sparsight {

namespace {

using nlohmann::json;

/// Keeps the members of the outermost object; what lies deeper is checked and passed over.
class FieldCollector final : public json::json_sax_t {
public:
    explicit FieldCollector(std::vector<JsonField>& fields)
        : m_fields(fields)
    {
    }
    const std::string& problem() const { return m_problem; }

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
        if (m_depth > 1) return true;
        const bool known = std::any_of(m_fields.begin(), m_fields.end(), [&](const auto& f) { return f.key == name; });
        if (known) return fail("the key \"" + name + "\" is there twice");
        m_fields.push_back({.key = std::move(name)});
        return true;
    }
    bool parse_error(std::size_t position, const std::string&, const json::exception&) override
    {
        return fail("it is not valid JSON (near byte " + std::to_string(position) + " of the line)");
    }

private:
    bool fail(std::string problem)
    {
        m_problem = std::move(problem);
        return false;
    }
    bool value(JsonField::Kind kind, std::string text)
    {
        if (m_depth == 0) return fail("it is not a JSON object; one object a line is expected");
        if (m_depth == 1) {
            m_fields.back().kind = kind;
            m_fields.back().text = std::move(text);
        }
        return true;
    }
    bool open(bool object)
    {
        if (m_depth == 0 && !object) return value(JsonField::Kind::Nested, {});
        if (m_depth == 1) m_fields.back().kind = JsonField::Kind::Nested;
        if (++m_depth > maximumJsonDepth)
            return fail("its values are nested deeper than " + std::to_string(maximumJsonDepth));
        return true;
    }
    bool close()
    {
        --m_depth;
        return true;
    }

    std::vector<JsonField>& m_fields;
    std::string m_problem;
    int m_depth = 0;
};

} // namespace

std::string parseJsonObject(std::string_view text, std::vector<JsonField>& fields)
{
    fields.clear();
    FieldCollector collector(fields);
    json::sax_parse(text.begin(), text.end(), &collector);
    return collector.problem();
}

} // namespace sparsight
