// SPDX-License-Identifier: GPL-3.0-or-later
// Reads what make_goldens.py wrote: tiny checkpoints and what transformers computes with them.
#pragma once

#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace golden {

inline std::filesystem::path root()
{
    return std::filesystem::path(SPARSIGHT_TEST_DATA) / "golden";
}

/// Names of all checkpoints, sorted.
inline std::vector<std::string> shapes()
{
    std::map<std::string, bool> names;
    for (const auto& entry : std::filesystem::directory_iterator(root())) {
        if (std::filesystem::exists(entry.path() / "expected.safetensors")) names[entry.path().filename().string()];
    }
    std::vector<std::string> result;
    for (const auto& [name, unused] : names)
        result.push_back(name);
    return result;
}

struct Case {
    std::string text, decoderText;
};

inline std::vector<Case> cases()
{
    std::ifstream file(root() / "cases.json");
    std::vector<Case> result;
    for (const auto& row : nlohmann::json::parse(file))
        result.push_back({row.at("text"), row.at("decoder_text")});
    return result;
}

/// fp32 or int64 tensors of a safetensors file.
class Expected {
public:
    explicit Expected(const std::string& shape)
    {
        std::ifstream file(root() / shape / "expected.safetensors", std::ios::binary);
        std::uint64_t headerSize = 0;
        file.read(reinterpret_cast<char*>(&headerSize), sizeof headerSize);
        std::string header(headerSize, ' ');
        file.read(header.data(), static_cast<std::streamsize>(headerSize));
        m_header = nlohmann::json::parse(header);
        m_data.assign(std::istreambuf_iterator<char>(file), {});
    }

    bool has(const std::string& name) const { return m_header.contains(name); }
    std::vector<std::int64_t> shape(const std::string& name) const { return m_header.at(name).at("shape"); }
    std::vector<float> floats(const std::string& name) const { return read<float>(name, "F32"); }
    std::vector<std::int64_t> integers(const std::string& name) const { return read<std::int64_t>(name, "I64"); }

private:
    template <class Value>
    std::vector<Value> read(const std::string& name, const char* dtype) const
    {
        const auto& row = m_header.at(name);
        if (row.at("dtype") != dtype) throw std::runtime_error(name + " has another type");
        const std::size_t begin = row.at("data_offsets").at(0), end = row.at("data_offsets").at(1);
        std::vector<Value> values((end - begin) / sizeof(Value));
        std::memcpy(values.data(), m_data.data() + begin, end - begin);
        return values;
    }

    nlohmann::json m_header;
    std::vector<char> m_data;
};

} // namespace golden
