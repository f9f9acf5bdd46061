// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/SafetensorsReader.h"

#include "core/base/Error.h"
#include "core/model/Json.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace sparsight {

using nlohmann::json;

namespace {

constexpr std::uint64_t lengthBytes = 8;
constexpr std::uint64_t largestHeader = 100'000'000; // the limit of the format's own library
constexpr std::size_t mostDimensions = 8;

[[noreturn]] void refuse(const InputFile& file, const std::string& reason, const std::string& tensor = {})
{
    throw Error(ErrorCode::Corrupt, file.path().string() + ": " + reason + "; the file is damaged or not safetensors.",
                {.file = file.path().string(), .item = tensor});
}

/// Builds rows while the header is parsed, so that a hostile header never becomes a tree in memory. Accepts exactly
/// {name: {"dtype": text, "shape": [n…], "data_offsets": [begin, end]}…, "__metadata__": {text: text}}.
class HeaderParser : public nlohmann::json_sax<json> {
public:
    explicit HeaderParser(const InputFile& file)
        : m_file(file)
    {
    }

    std::vector<TensorEntry> take() { return std::move(m_entries); }

    bool null() override { unexpected("null"); }
    bool boolean(bool) override { unexpected("true or false"); }
    bool number_integer(number_integer_t value) override { unexpected(std::to_string(value)); }
    bool number_float(number_float_t, const string_t& text) override { unexpected(text); }
    bool binary(binary_t&) override { unexpected("binary data"); }

    bool number_unsigned(number_unsigned_t value) override
    {
        if (!m_inList || (m_field != Field::Shape && m_field != Field::Offsets)) unexpected(std::to_string(value));
        m_numbers.push_back(value);
        if (m_numbers.size() > (m_field == Field::Shape ? mostDimensions : 2)) refuse("has too many numbers");
        return true;
    }

    bool string(string_t& value) override
    {
        if (m_place == Place::Metadata) return true;
        if (m_place != Place::Tensor || m_field != Field::Type || m_inList) unexpected("a text");
        m_type = parseDType(value);
        if (!m_type) refuse("has the element type " + excerpt(json(value)) + ", which this program does not read");
        return true;
    }

    bool start_object(std::size_t) override
    {
        switch (m_place) {
        case Place::Outside: m_place = Place::Header; return true;
        case Place::Header:
            m_place = m_name == "__metadata__" ? Place::Metadata : Place::Tensor;
            m_keys.clear();
            m_type.reset();
            m_shape.reset();
            m_offsets.reset();
            return true;
        default: unexpected("an object");
        }
    }

    bool key(string_t& key) override
    {
        if (m_place == Place::Header) {
            m_name = key;
            if (!m_names.insert(key).second) refuse("is there twice");
            return true;
        }
        if (!m_keys.insert(key).second) refuse("has the key " + excerpt(json(key)) + " twice");
        if (m_place == Place::Metadata) return true;
        m_field = key == "dtype"          ? Field::Type
                  : key == "shape"        ? Field::Shape
                  : key == "data_offsets" ? Field::Offsets
                                          : Field::None;
        if (m_field == Field::None) refuse("has the unknown field " + excerpt(json(key)));
        return true;
    }

    bool end_object() override
    {
        if (m_place == Place::Tensor) addTensor();
        m_place = m_place == Place::Header ? Place::Outside : Place::Header;
        return true;
    }

    bool start_array(std::size_t) override
    {
        if (m_place != Place::Tensor || m_inList) unexpected("a list");
        m_inList = true;
        m_numbers.clear();
        return true;
    }

    bool end_array() override
    {
        m_inList = false;
        if (m_field == Field::Shape)
            m_shape = m_numbers;
        else if (m_field == Field::Offsets && m_numbers.size() == 2)
            m_offsets = {m_numbers[0], m_numbers[1]};
        else
            refuse("has a list where it does not belong");
        return true;
    }

    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override
    {
        sparsight::refuse(m_file, "its header is not valid JSON in UTF-8 (byte " +
                                      std::to_string(lengthBytes + position) + ")");
    }

private:
    enum class Place { Outside, Header, Metadata, Tensor };
    enum class Field { None, Type, Shape, Offsets };

    [[noreturn]] void refuse(const std::string& reason) const
    {
        sparsight::refuse(m_file, "tensor " + excerpt(json(m_name)) + " " + reason, m_name);
    }
    [[noreturn]] void unexpected(const std::string& what) const
    {
        if (m_place == Place::Outside) sparsight::refuse(m_file, "its header is not a JSON object");
        refuse("has " + what + " where it does not belong");
    }

    void addTensor()
    {
        if (!m_type || !m_shape || !m_offsets) refuse("lacks dtype, shape or data_offsets");
        const auto [begin, end] = *m_offsets;
        if (end < begin) refuse("ends before it begins (" + std::to_string(begin) + " to " + std::to_string(end) + ")");
        std::uint64_t bytes = itemSize(*m_type);
        bool overflow = false;
        for (const std::uint64_t dimension : *m_shape)
            overflow |= __builtin_mul_overflow(bytes, dimension, &bytes);
        if (overflow || bytes != end - begin) {
            refuse("has the shape " + shapeText(*m_shape) + " in " + std::string(toString(*m_type)) + " but " +
                   std::to_string(end - begin) + " bytes");
        }
        m_entries.push_back({.name = m_name,
                             .dtype = *m_type,
                             .shape = *m_shape,
                             .stride = rowMajorStride(*m_shape),
                             .offset = begin,
                             .length = bytes});
    }

    const InputFile& m_file;
    Place m_place = Place::Outside;
    Field m_field = Field::None;
    bool m_inList = false;
    std::string m_name;
    std::set<std::string> m_names, m_keys;
    std::optional<DType> m_type;
    std::optional<std::vector<std::uint64_t>> m_shape;
    std::optional<std::pair<std::uint64_t, std::uint64_t>> m_offsets;
    std::vector<std::uint64_t> m_numbers;
    std::vector<TensorEntry> m_entries;
};

std::string readHeader(const InputFile& file)
{
    if (file.size() < lengthBytes) refuse(file, "it has only " + std::to_string(file.size()) + " bytes");
    std::array<std::byte, lengthBytes> raw{};
    file.read(0, raw);
    std::uint64_t length = 0;
    for (std::size_t i = 0; i < raw.size(); ++i)
        length |= std::to_integer<std::uint64_t>(raw[i]) << (8 * i);
    if (length > largestHeader)
        refuse(file, "it claims a header of " + std::to_string(length) + " bytes, over the limit of 100 MB");
    if (length > file.size() - lengthBytes) {
        refuse(file, "its header of " + std::to_string(length) + " bytes would end behind the file's " +
                         std::to_string(file.size()) + " bytes");
    }
    std::string header(length, '\0');
    file.read(lengthBytes, std::as_writable_bytes(std::span(header)));
    if (!header.starts_with('{')) refuse(file, "its header does not begin with {");
    return header;
}

/// The tensors must fill the rest of the file: no gap, no overlap, nothing behind the last.
void checkLayout(const InputFile& file, const std::vector<TensorEntry>& entries, std::uint64_t dataBytes)
{
    std::vector<const TensorEntry*> order;
    for (const TensorEntry& entry : entries)
        order.push_back(&entry);
    std::ranges::sort(order, {}, [](const TensorEntry* e) { return std::pair(e->offset, e->length); });
    std::uint64_t end = 0;
    for (const TensorEntry* entry : order) {
        if (entry->offset != end) {
            refuse(file,
                   "tensor " + entry->name + " begins at byte " + std::to_string(entry->offset) + " of the data, but " +
                       std::to_string(end) + " was expected (" + (entry->offset < end ? "overlap" : "gap") + ")",
                   entry->name);
        }
        if (entry->length > dataBytes - end) {
            refuse(file,
                   "tensor " + entry->name + " ends at byte " + std::to_string(entry->offset + entry->length) +
                       " of the data, but the file of " + std::to_string(file.size()) + " bytes holds only " +
                       std::to_string(dataBytes) + " of them; it was cut short",
                   entry->name);
        }
        end += entry->length;
    }
    if (end != dataBytes)
        refuse(file, "there are " + std::to_string(dataBytes - end) + " bytes behind the last tensor");
}

} // namespace

std::vector<TensorEntry> readSafetensorsTable(const InputFile& file)
{
    const std::string header = readHeader(file);
    HeaderParser parser(file);
    json::sax_parse(header, &parser);
    std::vector<TensorEntry> entries = parser.take();
    const std::uint64_t dataBegin = lengthBytes + header.size();
    checkLayout(file, entries, file.size() - dataBegin);
    for (TensorEntry& entry : entries)
        entry.offset += dataBegin;
    return entries;
}

} // namespace sparsight
