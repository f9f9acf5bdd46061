// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dataset/JsonTexts.h"

#include <nlohmann/json.hpp>

namespace sparsight {

namespace {

using nlohmann::json;

class TextCollector final : public json::json_sax_t {
public:
    explicit TextCollector(std::vector<std::string>& texts)
        : m_texts(texts)
    {
    }
    const std::string& problem() const { return m_problem; }
    bool isArray() const { return m_isArray; }

    bool string(string_t& text) override
    {
        m_texts.push_back(std::move(text));
        return true;
    }
    bool start_array(std::size_t) override
    {
        if (m_isArray) return refuse();
        m_isArray = true;
        return true;
    }
    bool end_array() override { return true; }
    bool null() override { return refuse(); }
    bool boolean(bool) override { return refuse(); }
    bool number_integer(number_integer_t) override { return refuse(); }
    bool number_unsigned(number_unsigned_t) override { return refuse(); }
    bool number_float(number_float_t, const string_t&) override { return refuse(); }
    bool binary(binary_t&) override { return refuse(); }
    bool start_object(std::size_t) override { return refuse(); }
    bool end_object() override { return refuse(); }
    bool key(string_t&) override { return refuse(); }
    bool parse_error(std::size_t position, const std::string&, const json::exception&) override
    {
        m_problem = "it is not valid JSON (near byte " + std::to_string(position) + " of the line)";
        return false;
    }

private:
    bool refuse()
    {
        m_problem = "it is neither a JSON string nor an array of strings";
        return false;
    }

    std::vector<std::string>& m_texts;
    std::string m_problem;
    bool m_isArray = false;
};

} // namespace

std::string parseJsonTexts(std::string_view text, std::vector<std::string>& texts, bool& isArray)
{
    texts.clear();
    TextCollector collector(texts);
    json::sax_parse(text.begin(), text.end(), &collector);
    isArray = collector.isArray();
    return collector.problem();
}

} // namespace sparsight
