// SPDX-License-Identifier: GPL-3.0-or-later
// The vocabulary of PickleMachine.cpp.
#pragma once

#include "core/model/DType.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sparsight::pickle {

using ValueId = std::uint32_t;

enum class Kind : std::uint8_t {
    None,
    Bool,
    Integer,
    Float,
    Text,
    Tuple,
    List,
    Dictionary,
    Storage,
    Tensor,
    // The only names a pickle may use.
    OrderedDictType,
    RebuildTensor,
    RebuildParameter,
    StorageType,
};

/// One value. Containers hold ids of other values, so nothing here is recursive, not even its destruction.
struct Value {
    Kind kind = Kind::None;
    std::uint8_t depth = 0;     // of nested containers below it
    DType dtype = DType::F32;   // StorageType, Storage
    std::int64_t integer = 0;   // Bool, Integer; Storage: number of elements
    std::string text;           // Text; Storage: key
    std::vector<ValueId> items; // Tuple, List; Dictionary: key, value, key, value …
    std::uint32_t tensor = 0;   // Tensor: index in the machine's list
};

struct NamedGlobal {
    std::string_view module, name;
    Kind kind;
    DType dtype = DType::F32;
};

inline constexpr std::array allowedGlobals{
    NamedGlobal{"collections", "OrderedDict", Kind::OrderedDictType},
    NamedGlobal{"torch._utils", "_rebuild_tensor_v2", Kind::RebuildTensor},
    NamedGlobal{"torch._utils", "_rebuild_parameter", Kind::RebuildParameter},
    NamedGlobal{"torch", "DoubleStorage", Kind::StorageType, DType::F64},
    NamedGlobal{"torch", "FloatStorage", Kind::StorageType, DType::F32},
    NamedGlobal{"torch", "HalfStorage", Kind::StorageType, DType::F16},
    NamedGlobal{"torch", "BFloat16Storage", Kind::StorageType, DType::BF16},
    NamedGlobal{"torch", "LongStorage", Kind::StorageType, DType::I64},
    NamedGlobal{"torch", "IntStorage", Kind::StorageType, DType::I32},
    NamedGlobal{"torch", "ShortStorage", Kind::StorageType, DType::I16},
    NamedGlobal{"torch", "CharStorage", Kind::StorageType, DType::I8},
    NamedGlobal{"torch", "ByteStorage", Kind::StorageType, DType::U8},
    NamedGlobal{"torch", "BoolStorage", Kind::StorageType, DType::Bool},
};

/// The opcodes that Python's pickle module writes in protocol 2 for such data (Lib/pickletools.py describes each).
enum Opcode : std::uint8_t {
    MARK = '(',
    STOP = '.',
    POP = '0',
    POP_MARK = '1',
    BINFLOAT = 'G',
    BININT = 'J',
    BININT1 = 'K',
    BININT2 = 'M',
    NONE = 'N',
    BINPERSID = 'Q',
    REDUCE = 'R',
    BINSTRING = 'T',
    SHORT_BINSTRING = 'U',
    BINUNICODE = 'X',
    EMPTY_LIST = ']',
    APPEND = 'a',
    BUILD = 'b',
    GLOBAL = 'c',
    APPENDS = 'e',
    BINGET = 'h',
    LONG_BINGET = 'j',
    BINPUT = 'q',
    LONG_BINPUT = 'r',
    SETITEM = 's',
    TUPLE = 't',
    EMPTY_TUPLE = ')',
    SETITEMS = 'u',
    EMPTY_DICT = '}',
    PROTO = 0x80,
    TUPLE1 = 0x85,
    TUPLE2 = 0x86,
    TUPLE3 = 0x87,
    NEWTRUE = 0x88,
    NEWFALSE = 0x89,
    LONG1 = 0x8a,
};

} // namespace sparsight::pickle
