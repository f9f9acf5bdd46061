// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/PickleMachine.h"

#include "core/base/Error.h"
#include "core/model/PickleValues.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace sparsight {

using namespace pickle;

namespace {

constexpr std::size_t mostMemos = 1'000'000;
constexpr std::size_t mostValues = 2'000'000;
constexpr std::size_t mostOpenMarks = 64;
constexpr std::uint8_t deepest = 64;
constexpr std::size_t mostDimensions = 8;

class PickleMachine {
public:
    PickleMachine(std::span<const std::byte> pickle, const std::string& file)
        : m_pickle(pickle)
        , m_file(file)
    {
    }

    std::vector<PickledTensor> run()
    {
        if (number<1>() != PROTO || number<1>() != 2) unsupported("is not a pickle of protocol 2");
        while (step()) {
        }
        return collect();
    }

private:
    [[noreturn]] void corrupt(const std::string& reason) const
    {
        throw Error(ErrorCode::Corrupt,
                    m_file + ": its table of tensors " + reason + " (byte " + std::to_string(m_position) +
                        "); the file is damaged or not from torch.save.",
                    {.file = m_file});
    }
    [[noreturn]] void unsupported(const std::string& reason) const
    {
        throw Error(ErrorCode::Unsupported,
                    m_file + ": its table of tensors " + reason + "; save the checkpoint again as safetensors.",
                    {.file = m_file});
    }

    // Reading

    std::span<const std::byte> bytes(std::size_t count)
    {
        if (count > m_pickle.size() - m_position) corrupt("ends early");
        m_position += count;
        return m_pickle.subspan(m_position - count, count);
    }

    template <std::size_t count>
    std::uint64_t number()
    {
        std::uint64_t value = 0;
        const auto raw = bytes(count);
        for (std::size_t i = 0; i < count; ++i)
            value |= std::to_integer<std::uint64_t>(raw[i]) << (8 * i);
        return value;
    }

    std::string text(std::size_t length)
    {
        const auto raw = bytes(length);
        return {reinterpret_cast<const char*>(raw.data()), raw.size()};
    }

    std::string line()
    {
        constexpr std::size_t longest = 1024;
        std::string text;
        for (char c = 0; (c = static_cast<char>(number<1>())) != '\n'; text += c)
            if (text.size() == longest) corrupt("has a name over 1 kB");
        return text;
    }

    std::int64_t longInteger() // LONG1: two's complement of up to 255 bytes
    {
        const std::size_t count = number<1>();
        if (count > 8) corrupt("has a number over 64 bits");
        const auto raw = bytes(count);
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < count; ++i)
            value |= std::to_integer<std::uint64_t>(raw[i]) << (8 * i);
        const std::size_t unused = 64 - 8 * count;
        return count == 0 ? 0 : static_cast<std::int64_t>(value << unused) >> unused;
    }

    // Stack and values

    void push(Value value)
    {
        if (m_values.size() == mostValues) corrupt("has more than two million values");
        m_values.push_back(std::move(value));
        m_stack.push_back(static_cast<ValueId>(m_values.size() - 1));
    }
    void push(Kind kind, std::int64_t integer = 0) { push(Value{.kind = kind, .integer = integer}); }
    void pushContainer(Kind kind, std::vector<ValueId> items)
    {
        Value value{.kind = kind};
        for (const ValueId item : items)
            deepen(value, item);
        value.items = std::move(items);
        push(std::move(value));
    }

    void deepen(Value& container, ValueId item) const
    {
        container.depth = std::max<std::uint8_t>(container.depth, m_values[item].depth + 1);
        if (container.depth > deepest) corrupt("is nested deeper than 64 levels");
    }

    ValueId pop()
    {
        if (m_stack.size() <= floor()) corrupt("takes a value that is not there");
        const ValueId id = m_stack.back();
        m_stack.pop_back();
        return id;
    }
    ValueId top() const
    {
        if (m_stack.size() <= floor()) corrupt("takes a value that is not there");
        return m_stack.back();
    }
    std::size_t floor() const { return m_marks.empty() ? 0 : m_marks.back(); }

    void mark()
    {
        if (m_marks.size() == mostOpenMarks) corrupt("is nested deeper than 64 levels");
        m_marks.push_back(m_stack.size());
    }
    std::vector<ValueId> popToMark()
    {
        if (m_marks.empty()) corrupt("closes what was not opened");
        const auto begin = m_stack.begin() + static_cast<std::ptrdiff_t>(m_marks.back());
        std::vector<ValueId> items(begin, m_stack.end());
        m_stack.erase(begin, m_stack.end());
        m_marks.pop_back();
        return items;
    }
    std::vector<ValueId> popCount(std::size_t count)
    {
        std::vector<ValueId> items(count);
        for (std::size_t i = count; i-- > 0;)
            items[i] = pop();
        return items;
    }

    void put(std::uint64_t key)
    {
        if (m_memo.size() == mostMemos && !m_memo.contains(key)) corrupt("remembers more than a million values");
        m_memo[key] = top();
    }
    void get(std::uint64_t key)
    {
        const auto found = m_memo.find(key);
        if (found == m_memo.end()) corrupt("asks for a value that was not remembered");
        m_stack.push_back(found->second);
    }

    /// Puts items into the list or dictionary on the stack.
    void extend(Kind kind, const std::vector<ValueId>& items)
    {
        Value& container = m_values[top()];
        if (container.kind != kind) corrupt("adds to something that is no container");
        if (kind == Kind::Dictionary && items.size() % 2 != 0) corrupt("has a key without a value");
        for (const ValueId item : items)
            deepen(container, item);
        container.items.insert(container.items.end(), items.begin(), items.end());
        m_contained += items.size();
        if (m_contained > mostValues) corrupt("has more than two million values");
    }

    // What the allowed names stand for

    void global()
    {
        const std::string module = line(), name = line();
        const auto found = std::ranges::find_if(
            allowedGlobals, [&](const NamedGlobal& g) { return g.module == module && g.name == name; });
        if (found == allowedGlobals.end()) {
            throw Error(ErrorCode::Unsupported,
                        m_file + " contains code (" + printable(module + "." + name) +
                            "), not loaded; use a safetensors version of this checkpoint.",
                        {.file = m_file});
        }
        push(Value{.kind = found->kind, .dtype = found->dtype});
    }

    static std::string printable(const std::string& text)
    {
        std::string clean = text.substr(0, 80);
        std::ranges::replace_if(
            clean, [](unsigned char c) { return c < 0x20 || c > 0x7e; }, '?');
        return clean;
    }

    void reduce()
    {
        const ValueId arguments = pop(), callable = pop();
        if (m_values[arguments].kind != Kind::Tuple) corrupt("calls without arguments");
        switch (m_values[callable].kind) {
        case Kind::OrderedDictType:
            if (!m_values[arguments].items.empty()) corrupt("has a dictionary of an unknown form");
            return push(Kind::Dictionary);
        case Kind::RebuildTensor: return rebuildTensor(m_values[arguments].items);
        case Kind::RebuildParameter: return rebuildParameter(m_values[arguments].items);
        default: corrupt("calls what cannot be called");
        }
    }

    /// _rebuild_tensor_v2(storage, storage_offset, size, stride, requires_grad, backward_hooks[, metadata])
    void rebuildTensor(const std::vector<ValueId>& arguments)
    {
        if (arguments.size() < 6 || arguments.size() > 7) corrupt("has a tensor of an unknown form");
        const Value& storage = m_values[arguments[0]];
        if (storage.kind != Kind::Storage) corrupt("has a tensor without a storage");
        PickledTensor tensor;
        tensor.dtype = storage.dtype;
        tensor.storage = storage.text;
        tensor.storageElements = static_cast<std::uint64_t>(storage.integer);
        tensor.offset = natural(m_values[arguments[1]]);
        for (const ValueId size : dimensions(arguments[2]))
            tensor.shape.push_back(natural(m_values[size]));
        for (const ValueId step : dimensions(arguments[3]))
            tensor.stride.push_back(static_cast<std::int64_t>(natural(m_values[step])));
        if (tensor.shape.size() != tensor.stride.size())
            corrupt("has a tensor whose shape and strides differ in length");
        m_tensors.push_back(std::move(tensor));
        push(Value{.kind = Kind::Tensor, .tensor = static_cast<std::uint32_t>(m_tensors.size() - 1)});
    }

    /// _rebuild_parameter(data, requires_grad, backward_hooks)
    void rebuildParameter(const std::vector<ValueId>& arguments)
    {
        if (arguments.size() != 3 || m_values[arguments[0]].kind != Kind::Tensor)
            corrupt("has a parameter without a tensor");
        m_stack.push_back(arguments[0]);
    }

    const std::vector<ValueId>& dimensions(ValueId id) const
    {
        const Value& value = m_values[id];
        if (value.kind != Kind::Tuple || value.items.size() > mostDimensions)
            corrupt("has a tensor of an unknown shape");
        return value.items;
    }

    std::uint64_t natural(const Value& value) const
    {
        if (value.kind != Kind::Integer || value.integer < 0) corrupt("has a tensor whose sizes are no whole numbers");
        return static_cast<std::uint64_t>(value.integer);
    }

    /// ('storage', type, key, device, number of elements): a storage is named, its bytes lie in a record of its own.
    void persistentId()
    {
        const Value& id = m_values[pop()];
        const auto is = [&](std::size_t i, Kind kind) { return m_values[id.items[i]].kind == kind; };
        if (id.kind != Kind::Tuple || id.items.size() != 5 || !is(0, Kind::Text) ||
            m_values[id.items[0]].text != "storage" || !is(1, Kind::StorageType) || !is(2, Kind::Text) ||
            !is(3, Kind::Text)) {
            corrupt("has a storage of an unknown form");
        }
        Value storage{.kind = Kind::Storage};
        storage.dtype = m_values[id.items[1]].dtype;
        storage.text = m_values[id.items[2]].text;
        storage.integer = static_cast<std::int64_t>(natural(m_values[id.items[4]]));
        push(std::move(storage));
    }

    // The machine

    /// Executes one opcode. Returns false after STOP.
    bool step()
    {
        const auto opcode = static_cast<std::uint8_t>(number<1>());
        switch (opcode) {
        case STOP: return false;
        case MARK: mark(); break;
        case POP: pop(); break;
        case POP_MARK: popToMark(); break;
        case NONE: push(Kind::None); break;
        case NEWTRUE: push(Kind::Bool, 1); break;
        case NEWFALSE: push(Kind::Bool, 0); break;
        case BININT: push(Kind::Integer, static_cast<std::int32_t>(number<4>())); break;
        case BININT1: push(Kind::Integer, static_cast<std::int64_t>(number<1>())); break;
        case BININT2: push(Kind::Integer, static_cast<std::int64_t>(number<2>())); break;
        case LONG1: push(Kind::Integer, longInteger()); break;
        case BINFLOAT:
            bytes(8);
            push(Kind::Float);
            break;
        case BINUNICODE:
        case BINSTRING: push(Value{.kind = Kind::Text, .text = text(number<4>())}); break;
        case SHORT_BINSTRING: push(Value{.kind = Kind::Text, .text = text(number<1>())}); break;
        case EMPTY_TUPLE: push(Kind::Tuple); break;
        case TUPLE: pushContainer(Kind::Tuple, popToMark()); break;
        case TUPLE1: pushContainer(Kind::Tuple, popCount(1)); break;
        case TUPLE2: pushContainer(Kind::Tuple, popCount(2)); break;
        case TUPLE3: pushContainer(Kind::Tuple, popCount(3)); break;
        case EMPTY_LIST: push(Kind::List); break;
        case APPEND: extend(Kind::List, popCount(1)); break;
        case APPENDS: extend(Kind::List, popToMark()); break;
        case EMPTY_DICT: push(Kind::Dictionary); break;
        case SETITEM: extend(Kind::Dictionary, popCount(2)); break;
        case SETITEMS: extend(Kind::Dictionary, popToMark()); break;
        case BINPUT: put(number<1>()); break;
        case LONG_BINPUT: put(number<4>()); break;
        case BINGET: get(number<1>()); break;
        case LONG_BINGET: get(number<4>()); break;
        case GLOBAL: global(); break;
        case REDUCE: reduce(); break;
        case BUILD: build(); break;
        case BINPERSID: persistentId(); break;
        default: corrupt("uses an instruction that torch.save does not write");
        }
        if (m_stack.size() > mostValues) corrupt("has more than two million values");
        return true;
    }

    /// The state of an OrderedDict (a state dict's _metadata): of no use here.
    void build()
    {
        pop();
        if (m_values[top()].kind != Kind::Dictionary) corrupt("gives a state to something that is no dictionary");
    }

    std::vector<PickledTensor> collect()
    {
        if (m_stack.size() != 1 || !m_marks.empty()) corrupt("does not end with one value");
        const Value& root = m_values[m_stack.front()];
        if (root.kind != Kind::Dictionary) unsupported("is not a dictionary of tensors");
        std::unordered_map<std::string, ValueId> byName; // the last of equal keys counts, as in Python
        for (std::size_t i = 0; i + 1 < root.items.size(); i += 2) {
            if (m_values[root.items[i + 1]].kind != Kind::Tensor) continue; // e.g. a step count beside the weights
            if (m_values[root.items[i]].kind != Kind::Text) corrupt("has a tensor without a name");
            byName[m_values[root.items[i]].text] = root.items[i + 1];
        }
        if (byName.empty()) unsupported("holds no tensors at its top level");
        std::vector<PickledTensor> tensors;
        for (const auto& [name, id] : byName) {
            tensors.push_back(m_tensors[m_values[id].tensor]);
            tensors.back().name = name;
        }
        return tensors;
    }

    std::span<const std::byte> m_pickle;
    std::string m_file;
    std::size_t m_position = 0;
    std::vector<Value> m_values;
    std::vector<ValueId> m_stack;
    std::vector<std::size_t> m_marks; // height of the stack at each
    std::unordered_map<std::uint64_t, ValueId> m_memo;
    std::uint64_t m_contained = 0; // items put into containers so far
    std::vector<PickledTensor> m_tensors;
};

} // namespace

std::vector<PickledTensor> readPickledTensors(std::span<const std::byte> pickle, const std::string& file)
{
    return PickleMachine(pickle, file).run();
}

} // namespace sparsight
